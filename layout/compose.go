package layout

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/flow"
	"banxin/layout/inline"
)

// Catalog returns the faces that the program carries, such as faces.All(), and those the
// paper brings; findings name fonts that cannot be read. It panics when one of the program's
// cannot.
func Catalog(ed *editions.Edition, carried []fonts.File) (*fonts.Catalog, source.List) {
	cat, l := facesOf(ed, carried)
	return cat, append(l, standIns(ed, cat)...)
}

// facesOf is the catalogue with what is to be said of the paper's own faces.
func facesOf(ed *editions.Edition, carried []fonts.File) (*fonts.Catalog, source.List) {
	var l source.List
	cat, err := fonts.NewCatalog(carried...)
	if err != nil {
		panic("layout: a face that the program carries cannot be read: " + err.Error())
	}
	for _, f := range ed.Paper.Fonts {
		if f.Data == nil {
			continue // the file is not there or not readable, which was said where it was read
		}
		if err := tryFont(f); err != nil {
			l.Add(source.New("GLY-FONT", f.Pos, source.Msg("font-cannot-used", f.Path, err), source.Msg("give-truetype-or-opentype-file-ttf")))
			continue
		}
		if err := cat.AddFile(fonts.File{Name: f.Name, Data: f.Data, Index: f.Face, Weight: f.Weight}); err != nil {
			panic("layout: a face that was read cannot be added: " + err.Error())
		}
		lookAtFace(&l, f, cat.Lookup(f.Name))
	}
	return cat, l
}

// standIns says once of each face that styles or slots name, and that is not here, which one
// stands in and who has it. A list that goes on with a face that is here says that itself.
func standIns(ed *editions.Edition, cat *fonts.Catalog) (l source.List) {
	said := map[string]bool{}
	here := func(name string) bool { return cat.Lookup(name) != nil }
	look := func(names ...string) {
		for i, n := range names {
			instead, from := editions.StandIn(n)
			if from.File == "" || said[n] || slices.ContainsFunc(names[i:], here) {
				continue
			}
			said[n] = true
			l.Add(source.New("GLY-FACE", source.Pos{}, source.Msg("no-face-called-here-stands-in", n, instead), source.Msg("download-face-into-fonts", from.Family, from.By, n, from.File)))
		}
	}
	lookAll := func(lists ...[]string) {
		for _, names := range lists {
			look(names...)
		}
	}
	for _, name := range ed.Paper.StyleNames() {
		s := ed.Paper.Styles[name]
		lookAll(s.Fonts, s.Latin, s.Strong)
		for _, z := range s.Sizes {
			lookAll(z.Fonts, z.Latin, z.Strong)
		}
	}
	for _, p := range ed.Pages {
		if p.Template == nil {
			continue
		}
		for _, s := range p.Template.Slots {
			look(s.Head.Font)
		}
	}
	return l
}

// lookAtFace says what of a paper's face is not as one would take it for.
func lookAtFace(l *source.List, f editions.FontFile, face *fonts.Face) {
	if !face.MayEmbed() {
		l.Add(source.New("GLY-EMBED", f.Pos, source.Msg("font-does-not-allow-embedding-os", f.Path, face.Embedding()), source.Msg("ask-maker-licence-file-may-embedded")))
	}
	if face.OnlyWhole() {
		l.Add(source.New("GLY-WHOLE", f.Pos, source.Msg("font-only-whole", f.Path, len(face.Whole())>>20), source.Msg("font-only-whole-remedy")))
	}
	if least, most, yes := face.Variable(); yes && f.Weight == 0 {
		l.Add(source.New("GLY-WEIGHT", f.Pos, source.Msg("font-variable", f.Path, least, most, face.Weight()), source.Msg("font-variable-remedy")))
	}
	if marks := face.OffSideMarks(); len(marks) > 0 {
		l.Add(source.New("GLY-MARKS", f.Pos, source.Msg("font-marks-off-side", f.Path, string(marks)), source.Msg("font-marks-off-side-remedy")))
	}
	if face.RefusedVertical() {
		l.Add(source.New("GLY-VERTICAL", f.Pos, source.Msg("font-vertical-refused", f.Path), source.Msg("font-vertical-refused-remedy")))
	}
}

// tryFont reads a paper's font in a catalogue of its own.
func tryFont(f editions.FontFile) error {
	var cat fonts.Catalog
	if err := cat.Add(f.Name, f.Data, f.Face); err != nil {
		return err
	}
	return cat.Lookup(f.Name).Err()
}

// Compose lays the edition out. Faults of the input are findings; the error is only
// ctx's. Stories are measured, then runs of slots set, on as many goroutines as asked
// for; the result does not depend on their number.
func Compose(ctx context.Context, ed *editions.Edition, cat *fonts.Catalog, o Options) (*Result, error) {
	return compose(ctx, ed, cat, o, nil)
}

// compose lays the edition out, with what a session remembers.
func compose(ctx context.Context, ed *editions.Edition, cat *fonts.Catalog, o Options, r *recall) (*Result, error) {
	w := &workers{ctx: ctx, n: o.Parallel, progress: o.Progress}
	if w.n <= 0 {
		w.n = runtime.GOMAXPROCS(0)
	}
	p := newPlan(ed, cat)
	p.arrange(func(tasks []*task) {
		r.galleys(tasks, func(tasks []*task) {
			w.total = len(tasks)
			w.each(len(tasks), true, func(s *inline.Setter, i int) {
				t := tasks[i]
				t.galley = flow.NewGalley(s, t.styles, t.story, t.slot, t.silent)
			})
		})
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	sets, err := p.setAll(w, r)
	if err != nil {
		return nil, err
	}
	res := p.gather(sets, cat, o, r)
	if r == nil {
		p.release()
	}
	return res, nil
}

// repeat takes over how many pages each flow template has filled.
func (p *plan) repeat(sets []*flow.Set) {
	for _, set := range sets {
		if set == nil {
			continue
		}
		for _, r := range set.Regions {
			p.repeats[r.Page.Index] = max(p.repeats[r.Page.Index], r.Page.Repeat+1)
		}
	}
}

// workers runs functions over an index range on a few goroutines.
type workers struct {
	ctx      context.Context
	n        int
	mu       sync.Mutex
	next     int
	done     int
	total    int
	setters  []*inline.Setter // of the goroutines: they know the words they have seen
	failed   any              // what a worker panicked with
	progress func(done, total int)
}

// each calls f for every i < n, each goroutine with a Setter of its own, until the
// context is done.
func (w *workers) each(n int, report bool, f func(s *inline.Setter, i int)) {
	w.next = 0
	var wg sync.WaitGroup
	for k := range min(w.n, n) {
		if k == len(w.setters) {
			w.setters = append(w.setters, new(inline.Setter))
		}
		s := w.setters[k]
		wg.Go(func() {
			defer w.catch()
			for {
				w.mu.Lock()
				i := w.next
				w.next++
				w.mu.Unlock()
				if i >= n || w.ctx.Err() != nil {
					return
				}
				f(s, i)
				if report {
					w.tell()
				}
			}
		})
	}
	wg.Wait()
	if w.failed != nil {
		panic(w.failed)
	}
}

// catch keeps a worker's panic, so that it goes on in the goroutine that called Compose
// and its caller can clean up.
func (w *workers) catch() {
	if r := recover(); r != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.failed = fmt.Sprintf("%v\n%s", r, debug.Stack())
	}
}

func (w *workers) tell() {
	if w.progress == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done++
	w.progress(w.done, w.total)
}
