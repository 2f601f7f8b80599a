package cli

import (
	"bytes"
	"context"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"banxin/assets"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/editions/splice"
	"banxin/layout"
	"banxin/layout/makeup"
	"banxin/layout/page"
	"banxin/layout/unit"
	editing "banxin/output/desk"
	"banxin/output/works"
)

// placing is the pages as the live proof set them last, for whoever places stories on them.
type placing struct {
	p       *livePaper
	session works.Session // of trials: those of the proof stay as they are
	trying  sync.Mutex    // one trial at a time: the proof itself needs a processor too

	planning sync.Mutex // the plan is made once for all windows
	planned  *works.Set // of what
	plan     *editing.Plan
	library  []drawnTemplate // read once
}

// drawnTemplate is a template, drawn, with the size of its pages.
type drawnTemplate struct {
	w, h unit.Length
	editing.Drawing
}

// waits is how long an act waits for the pages of the change before it.
const waits = 10 * time.Second

// fresh returns the pages once they are those of the files.
func (s *placing) fresh(ctx context.Context) (*works.Set, *works.Paper, func(), error) {
	paper, done, err := s.p.paper.works(works.Options{Session: &s.session})
	if err != nil {
		return nil, nil, nil, err
	}
	until := time.Now().Add(waits)
	for {
		set := s.p.current.Load()
		if set != nil && set.Doc != nil && s.current(set) {
			return set, paper, done, nil
		}
		if ctx.Err() != nil || time.Now().After(until) {
			done()
			return nil, nil, nil, editing.ErrStale
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// current tells whether edition.yaml is still as the pages have it.
func (s *placing) current(set *works.Set) bool {
	fsys, done, err := s.p.paper.open()
	if err != nil {
		return false
	}
	defer done()
	data, err := fs.ReadFile(fsys, set.Edition.File.Name)
	return err == nil && bytes.Equal(data, set.Edition.File.Data)
}

func (s *placing) Plan(ctx context.Context) (*editing.Plan, error) {
	set, _, done, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	s.planning.Lock()
	defer s.planning.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s.planned != set {
		s.planned, s.plan = set, s.planOf(set)
	}
	return s.plan, nil
}

// planOf is what stands where in an edition.
func (s *placing) planOf(set *works.Set) *editing.Plan {
	r := &proofreader{Set: set, say: s.p.w.say}
	out := &editing.Plan{Pool: []string{}, Templates: s.templates(set)}
	day := dayOf(set.Edition)
	for i, pg := range set.Edition.Pages {
		sh := slices.IndexFunc(set.Doc.Pages, func(d *page.Page) bool { return d.Number == pg.Number })
		one := editing.PlanPage{Page: i, Number: pg.Number, Shown: sh, Drawing: drawing(pg.Template), Template: pg.Template.Name, Made: !hasStorySlots(pg.Template)}
		for k := range one.Drawing.Slots {
			slot := &one.Drawing.Slots[k]
			for _, pl := range pg.Placed {
				if pl.Slot == slot.Name {
					slot.Stories = append(slot.Stories, pl.Stories...)
				}
			}
			slot.Fields = fields(pg, i, slot.Name, day)
		}
		out.Pages = append(out.Pages, one)
	}
	shown := shownPictures(set)
	for _, st := range set.Edition.Stories {
		item := editing.PlanItem{ID: st.ID, Title: st.Title(), Chars: charsOf(st), Pictures: pictures(st, shown)}
		out.Stories = append(out.Stories, item)
		if !r.placed(st.ID) {
			out.Pool = append(out.Pool, st.ID)
		}
	}
	return out
}

func hasStorySlots(t *editions.Template) bool {
	return slices.ContainsFunc(t.Slots, func(s *editions.Slot) bool { return s.Kind == editions.StorySlot })
}

func charsOf(s *editions.Story) (n int) {
	for p := range s.Parts() {
		n += strings.Count(strings.Join(strings.Fields(p.Text.String()), ""), "") - 1
	}
	return n
}

// dayOf is an edition.yaml, read to tell what it says for the day; nil where it cannot be.
func dayOf(ed *editions.Edition) *splice.Doc {
	d, err := splice.Open("edition.yaml", ed.File.Data)
	if err != nil {
		return nil
	}
	return d
}

// fields are those of a slot that the desk changes; day is the edition.yaml.
func fields(pg *editions.Page, at int, name string, day *splice.Doc) []editing.Field {
	slot := pg.Template.Slot(name)
	if slot == nil || slot.Kind != editions.StorySlot {
		return nil
	}
	grid := unit.Grid{Char: pg.Template.Size, Line: pg.Template.Leading}
	points := func(m unit.Measure) string {
		if m.IsZero() {
			return ""
		}
		return strconv.FormatFloat(float64(m.Resolve(grid))/float64(unit.Pt), 'f', -1, 64) + "pt"
	}
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	yes := map[bool]string{true: "是"}
	all := []editing.Field{
		{Keys: []string{"columns"}, Name: "栏", Value: number(slot.Columns)},
		{Keys: []string{"head", "size"}, Name: "题.字号", Value: points(slot.Head.Size)},
		{Keys: []string{"head", "lines"}, Name: "题.行", Value: number(slot.Head.Lines)},
		{Keys: []string{"picture", "columns"}, Name: "图.栏", Value: number(slot.Picture.Columns)},
		{Keys: []string{"picture", "lines"}, Name: "图.行", Value: number(slot.Picture.Lines)},
		{Keys: []string{"fit", "head"}, Name: "适.题", Value: number(slot.Fit.Head)},
		{Keys: []string{"fit", "picture"}, Name: "适.图", Value: number(slot.Fit.Picture)},
		{Keys: []string{"fit", "setting"}, Name: "适.松紧", Value: yes[slot.Fit.Setting]},
	}
	for i := range all {
		all[i].Day = day != nil && day.Changed(splice.Spot{Page: at, Slot: name}, all[i].Keys...) != nil
	}
	return all
}

// drawing is a template for a browser to draw.
func drawing(t *editions.Template) editing.Drawing {
	out := editing.Drawing{Name: t.Name, W: hundredth(t.Width), H: hundredth(t.Height), Line: hundredth(t.Leading), Slots: []editing.PlanSlot{}}
	for _, s := range t.Slots {
		if len(s.Frames) == 0 || s.Kind == editions.GroupSlot {
			continue
		}
		slot := editing.PlanSlot{Name: s.Name, Kind: slotKinds[s.Kind], Briefs: s.Head.Span < 0}
		for _, f := range s.Frames {
			slot.Rects = append(slot.Rects, rectOf(t.FrameRect(f)))
		}
		out.Slots = append(out.Slots, slot)
	}
	return out
}

var slotKinds = map[editions.SlotKind]string{editions.StorySlot: "story", editions.NameplateSlot: "nameplate", editions.FolioSlot: "folio", editions.IndexSlot: "index", editions.FillerSlot: "filler", editions.AdvertSlot: "advert"}

func hundredth(l unit.Length) int { return int(l.MulDiv(100, int64(unit.Pt))) }

func rectOf(r unit.Rect) [4]int {
	return [4]int{hundredth(r.X), hundredth(r.Y), hundredth(r.W), hundredth(r.H)}
}

// templates are the paper's own and those of the library, drawn: of the size of the paper's pages.
func (s *placing) templates(set *works.Set) (out []editing.Drawing) {
	if len(set.Edition.Pages) == 0 {
		return nil
	}
	size := set.Edition.Pages[0].Template
	fsys, done, err := s.p.paper.open()
	if err != nil {
		return nil
	}
	defer done()
	if s.library == nil {
		s.library = drawnOf(assets.Templates(), "")
	}
	add := func(list []drawnTemplate, own bool) {
		for _, t := range list {
			if t.w != size.Width || t.h != size.Height || !own && slices.ContainsFunc(out, func(d editing.Drawing) bool { return d.Name == t.Name }) {
				continue
			}
			t.Own = own
			out = append(out, t.Drawing)
		}
	}
	add(drawnOf(fsys, "templates/"), true)
	add(s.library, false)
	return out
}

// drawnOf are the templates of a folder, drawn.
func drawnOf(from fs.FS, dir string) (out []drawnTemplate) {
	names, _ := fs.Glob(from, dir+"*.yaml")
	for _, name := range names {
		if t := templateOf(from, dir, name); t != nil {
			d := drawing(t)
			d.Name = strings.TrimSuffix(filepath.Base(name), ".yaml")
			out = append(out, drawnTemplate{t.Width, t.Height, d})
		}
	}
	return out
}

// extended is the template that a template takes over; empty: none.
func extended(f *source.File) string {
	d, err := splice.Open(f.Name, f.Data)
	if err != nil {
		return ""
	}
	if n := d.Get(splice.Key("继承", "extends")); n != nil {
		return n.Text
	}
	return ""
}

// templateOf reads a template with those that it may take over.
func templateOf(from fs.FS, dir, name string) *editions.Template {
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return nil
	}
	file := source.NewFile(name, data)
	var bases []*source.File
	for base := extended(file); base != "" && len(bases) < 9; {
		own := dir + strings.TrimPrefix(base, "库/") + ".yaml"
		text, err := fs.ReadFile(from, own)
		if err != nil || strings.HasPrefix(base, "库/") || own == name {
			own = strings.TrimPrefix(base, "库/") + ".yaml"
			if text, err = fs.ReadFile(assets.Templates(), own); err != nil {
				return nil
			}
		}
		f := source.NewFile(own, text)
		bases, base = append(bases, f), extended(f)
	}
	t, found := editions.ParseTemplate(file, bases...)
	if t.Columns == 0 || slices.ContainsFunc(found, func(f source.Finding) bool { return f.Pos.File == name && f.Severity == source.Error }) {
		return nil
	}
	return t
}

// shownPictures are the places of pictures on pages, by the names of their files.
func shownPictures(set *works.Set) map[string]editing.Picture {
	out := map[string]editing.Picture{}
	for i, pg := range set.Doc.Pages {
		page.Walk(pg.Items, page.Frame{}, func(it page.Item, in page.Frame) {
			im, ok := it.(*page.Image)
			if !ok || im.File >= len(set.Doc.Images) {
				return
			}
			f := set.Doc.Images[im.File]
			if f.W == 0 || f.H == 0 {
				return
			}
			out[f.Name] = editing.Picture{Page: i, Rect: rectOf(in.Rect(im.Rect)), Ratio: float64(f.W) / float64(f.H),
				Shown: [4]int{im.X0 * 1000 / f.W, im.Y0 * 1000 / f.H, im.X1 * 1000 / f.W, im.Y1 * 1000 / f.H}}
		})
	}
	return out
}

func pictures(st *editions.Story, shown map[string]editing.Picture) (out []editing.Picture) {
	for _, p := range st.Pictures() {
		one := editing.Picture{Page: -1}
		if p.Image != nil {
			if at, ok := shown[p.Image.Path]; ok {
				one = at
			}
		}
		one.Path, one.Focus = p.Path, [2]int{50, 50}
		if p.Focus != nil {
			one.Focus = *p.Focus
		}
		out = append(out, one)
	}
	return out
}

func (s *placing) Fits(ctx context.Context, at int, story string) ([]editing.Fit, error) {
	set, _, done, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	st := set.Edition.Story(story)
	if st == nil || at < 0 || at >= len(set.Edition.Pages) {
		return nil, editing.ErrStale
	}
	s.trying.Lock()
	defer s.trying.Unlock()
	pg := set.Edition.Pages[at]
	behind := func(slot string) (out []*editions.Story) {
		if sl := pg.Template.Slot(slot); sl == nil || sl.Head.Span >= 0 {
			return nil
		}
		for _, pl := range pg.Placed {
			for _, id := range pl.Stories {
				if other := set.Edition.Story(id); pl.Slot == slot && other != nil && id != story {
					out = append(out, other)
				}
			}
		}
		return out
	}
	out := []editing.Fit{}
	for _, f := range makeup.Fits(set.Edition, set.Catalog, pg, st, behind) {
		out = append(out, editing.Fit{Slot: f.Slot, OverChars: f.OverChars, OverLines: f.OverLines, FreeChars: f.FreeChars, FreeLines: f.FreeLines, Pictures: f.Pictures})
	}
	return out, nil
}

func (s *placing) Try(ctx context.Context, changes []splice.Change) (*editing.Tried, error) {
	set, paper, done, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	s.trying.Lock()
	defer s.trying.Unlock()
	files, err := set.Files(changes)
	if err != nil {
		return nil, err
	}
	t, err := paper.With(files).Try(ctx, set)
	if err != nil {
		return nil, err
	}
	out := &editing.Tried{Fits: []editing.TriedFit{}, Errors: []editing.Said{}, Gone: len(t.Gone)}
	for _, st := range set.Edition.Stories {
		was, now := fitOf(t.Was, st.ID), fitOf(t.Fits, st.ID)
		if was != nil || now != nil {
			out.Fits = append(out.Fits, editing.TriedFit{Story: st.ID, Title: st.Title(), Was: was, Now: now})
		}
	}
	for _, f := range t.New {
		if f.Severity == source.Error {
			out.Errors = append(out.Errors, editing.Said{Zh: s.p.chinese.Msg(f.Message), En: s.p.english.Msg(f.Message)})
		}
	}
	return out, nil
}

func fitOf(list []layout.Fit, story string) *editing.Fit {
	for _, f := range list {
		if f.Story == story {
			return &editing.Fit{Slot: strings.Join(f.Slots, "→"), OverChars: f.OverChars, OverLines: f.OverLines, FreeChars: f.FreeChars, FreeLines: f.FreeLines}
		}
	}
	return nil
}
