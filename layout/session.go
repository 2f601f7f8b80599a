package layout

import (
	"context"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/digest"
	"banxin/layout/flow"
	"banxin/layout/inline"
	"banxin/layout/page"
)

// Session composes an edition again and again and remembers what it has set: a story measured,
// the stories of slots that have to do with one another set. Each is known by the digest of all
// that it depends on, so what a Session composes is what Compose would. It keeps what the last
// two compositions consisted of, and no more; so an edit and its undoing are both cheap. Pages
// that are as they were in the last composition are the same values as there. The zero value
// remembers nothing yet. It is for one goroutine.
type Session struct {
	now, before memory
	contents    flow.Contents
	doc         *page.Doc                  // of the last composition
	invaded     map[*page.Page]source.List // what is said of its zones; see invaded
	painted     map[flow.PageRef]*painted  // and how they came about
	sheets      map[*editions.Page]Sheet   // and its plans
	catalog     *fonts.Catalog
	faces       digest.Sum  // that it is of
	found       source.List // about them
}

// memory is what a composition consisted of.
type memory struct {
	galleys map[digest.Sum]*flow.Galley
	sets    map[digest.Sum]*flow.Set

	furniture map[furnitureOf]*furniture
}

func newMemory() memory {
	return memory{galleys: map[digest.Sum]*flow.Galley{}, sets: map[digest.Sum]*flow.Set{}, furniture: map[furnitureOf]*furniture{}}
}

// Catalog is the function of that name; the catalogue of the last call is given again where
// the paper's faces are the same. What is carried must be the same at each call.
func (s *Session) Catalog(ed *editions.Edition, carried []fonts.File) (*fonts.Catalog, source.List) {
	h := digest.New(nil)
	h.Add(ed.Paper.Fonts)
	if sum := h.Sum(); s.catalog == nil || s.faces != sum {
		s.faces = sum
		s.catalog, s.found = facesOf(ed, carried)
	}
	return s.catalog, append(slices.Clip(s.found), standIns(ed, s.catalog)...)
}

// Compose is the function of that name, with less to do.
func (s *Session) Compose(ctx context.Context, ed *editions.Edition, cat *fonts.Catalog, o Options) (*Result, error) {
	s.contents.Turn()
	r := &recall{session: s, now: newMemory(), painted: map[flow.PageRef]*painted{}, digests: flow.Digests{Memory: &s.contents}}
	res, err := compose(ctx, ed, cat, o, r)
	if err != nil {
		return nil, err
	}
	s.before, s.now = s.now, r.now
	res.plan.known = s.sheets
	s.doc, s.painted, s.sheets, s.invaded = res.Doc, r.painted, res.sheets(), r.invaded
	return res, nil
}

// recall is what one composition finds in the memory of a session and leaves there; nil: there
// is none.
type recall struct {
	session *Session
	digests flow.Digests
	now     memory
	invaded map[*page.Page]source.List
	painted map[flow.PageRef]*painted

	pictures *bool // see pictured
}

// pages are those of the last composition, of which a document may be the next.
func (r *recall) pages(of *page.Doc) *samePages {
	if r == nil {
		return nil
	}
	return newSamePages(r.session.doc, of)
}

// zones says of a page what invaded does, which depends on it alone; same: it is of the last composition.
func (r *recall) zones(pg *page.Page, same bool) (l source.List) {
	if r == nil {
		return invaded(pg)
	}
	if l = r.session.invaded[pg]; !same {
		l = invaded(pg)
	}
	if len(l) > 0 {
		if r.invaded == nil {
			r.invaded = map[*page.Page]source.List{}
		}
		r.invaded[pg] = l
	}
	return l
}

// galleys makes those that tasks ask for and that are not known.
func (r *recall) galleys(tasks []*task, make func([]*task)) {
	if r == nil {
		make(tasks)
		return
	}
	var unknown []*task
	contents := map[*task]flow.Content{}
	for _, t := range tasks {
		c := r.digests.Content(t.styles, t.story, t.slot, t.silent)
		contents[t] = c
		if t.galley = known(c.Sum, r.session.now.galleys, r.session.before.galleys); t.galley == nil {
			unknown = append(unknown, t)
		}
	}
	make(unknown)
	for _, t := range tasks {
		if t.galley == nil {
			continue // the context has ended
		}
		r.now.galleys[contents[t].Sum] = t.galley
		r.digests.Is(t.galley, contents[t])
	}
}

// sets puts those that are known into a list, a place a run, and gives the digests of the rest
// and their places.
func (r *recall) sets(runs []*flow.Run, wanted func(i int) bool, sets []*flow.Set) (unknown []int, sums map[int]digest.Sum) {
	sums = map[int]digest.Sum{}
	for i, run := range runs {
		if !wanted(i) {
			continue
		}
		if r != nil {
			sums[i] = r.digests.Run(run)
			if sets[i] = known(sums[i], r.session.now.sets, r.session.before.sets); sets[i] != nil {
				continue
			}
		}
		unknown = append(unknown, i)
	}
	return unknown, sums
}

// chain gives a run what became of earlier ones, of which it may be one with another story.
func (r *recall) chain(run *flow.Run) {
	if run.Once = r == nil; r == nil || len(run.Slots) != 1 || run.Slots[0].More == nil {
		return
	}
	run.Digests = &r.digests // which has hashed all of it, and is only read from now on
	for _, m := range []memory{r.session.now, r.session.before} {
		for _, set := range m.sets {
			if set.Chain() {
				run.Earlier = append(run.Earlier, set)
			}
		}
	}
}

// keep remembers sets under their digests.
func (r *recall) keep(sums map[int]digest.Sum, sets []*flow.Set) {
	if r == nil {
		return
	}
	for i, sum := range sums {
		r.now.sets[sum] = sets[i]
	}
}

// known is a value of the first of some memories that has it.
func known[K comparable, V any](k K, in ...map[K]*V) *V {
	for _, m := range in {
		if v := m[k]; v != nil {
			return v
		}
	}
	return nil
}

// setAll sets the runs that are not known.
func (p *plan) setAll(w *workers, r *recall) ([]*flow.Set, error) {
	sets := make([]*flow.Set, len(p.runs))
	// flow templates first: how many pages they take decides the numbers of later pages
	for _, flows := range []bool{true, false} {
		unknown, sums := r.sets(p.runs, func(i int) bool { return p.flows[i] == flows }, sets)
		w.each(len(unknown), false, func(s *inline.Setter, k int) {
			run := p.runs[unknown[k]]
			r.chain(run)
			sets[unknown[k]] = run.Set(s)
		})
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		r.keep(sums, sets)
		p.repeat(sets)
	}
	return sets, nil
}
