package lint

import (
	"reflect"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
)

// Session looks at the pages of a paper again and again and remembers what there was to be said
// of each: of a page that is the same value as it was, with the same plan and stories, it says
// that again. What it says is what the functions of those names say. It is for the results of
// one layout.Session, with which pages keep their values, and for one goroutine. It keeps what
// belongs to the last two results. The zero value, and nil, remember nothing.
type Session struct {
	Print func(*page.Page) *page.Print // reads a page; nil: page.NewPrint

	now, before map[*page.Page]*seen
	told        map[*editions.Story]*told // of the last result
	res         *layout.Result
	found       source.List        // of it
	sheets      []*sheet           // its pages taken apart
	showing     map[int32][]*sheet // those that have runs of a file, once that was asked for
	shown       []*sheet           // the pages that showing is of
	files       map[string]int32   // of the documents, by name: their numbers, from 1
}

// seen is what came of a page.
type seen struct {
	basis
	sheet *sheet
	found source.List
	chars *int // see Count; nil: nobody has asked
}

// basis is what that depends on, besides the page.
type basis struct {
	paper   *editions.Paper
	date    editions.Date
	pos     source.Pos // of the page in the edition's file
	plan    layout.Sheet
	stories []*editions.Story // that stand on it, and that should; nil for those that are not there
	said    []remark          // by the layout, of which rules know
	goesOn  []bool            // whether the first paragraph of each piece does
}

func (b *basis) same(o *basis) bool {
	return b.paper == o.paper && b.date == o.date && b.pos == o.pos && slices.Equal(b.stories, o.stories) && slices.Equal(b.goesOn, o.goesOn) && slices.Equal(b.said, o.said)
}

// remark is what rules ask of a finding of the layout.
type remark struct {
	code, slot, story string
	page              int
}

// begin takes up a result; it is true where it is that of the last call.
func (s *Session) begin(res *layout.Result) bool {
	if s.res == res {
		return true
	}
	if s.res != nil {
		if a, b := s.res.Doc, res.Doc; !slices.Equal(a.Sources, b.Sources) || !slices.Equal(a.Faces, b.Faces) || !slices.Equal(a.Spots, b.Spots) {
			s.now, s.shown, s.showing, s.files = nil, nil, nil, nil // its pages are others anyway
		}
	}
	s.sheets = nil
	s.res, s.before, s.now = res, s.now, make(map[*page.Page]*seen, len(res.Doc.Pages))
	return false
}

// Check is the function of that name, with less to do.
func (s *Session) Check(ed *editions.Edition, res *layout.Result) source.List {
	if s == nil {
		return Check(ed, res)
	}
	if !s.begin(res) {
		s.found = check(ed, res, true, s)
	}
	return slices.Clone(s.found)
}

// Faults is the function of that name.
func (s *Session) Faults(ed *editions.Edition, res *layout.Result) source.List {
	if s == nil {
		return Faults(ed, res)
	}
	return slices.DeleteFunc(s.Check(ed, res), func(f source.Finding) bool {
		c, _ := source.LookUp(f.Code)
		return !c.Build
	})
}

// Locate is the function of that name.
func (s *Session) Locate(res *layout.Result, found source.List) { locate(res, found, s) }

// takenApart are the pages of a result that Check has taken apart.
func (s *Session) takenApart(res *layout.Result) ([]*sheet, map[int32][]*sheet) {
	if s == nil || s.res != res {
		return nil, nil
	}
	s.show()
	return s.sheets, s.showing
}

// few is how many pages may be others for what shows on them to be put in its place one by one.
const few = 4

// show brings up to date which pages have runs of which files, where that has been asked for.
func (s *Session) show() {
	var others []int
	for i, was := range s.shown {
		if i < len(s.sheets) && s.sheets[i] != was {
			others = append(others, i)
		}
	}
	if len(s.shown) != len(s.sheets) || len(others) > few {
		s.shown, s.showing = nil, nil
		return
	}
	again := map[int32]bool{}
	for _, i := range others {
		for _, on := range []*sheet{s.shown[i], s.sheets[i]} {
			for file := range on.allSpots() {
				again[file] = true
			}
		}
	}
	s.shown = s.sheets
	for file := range again {
		delete(s.showing, file)
	}
	if len(again) == 0 {
		return
	}
	for _, on := range s.sheets {
		for file := range again {
			if len(on.spotsOf(file)) > 0 {
				s.showing[file] = append(s.showing[file], on)
			}
		}
	}
}

// numbers are those of a document's files, from 1, by name.
func (s *Session) numbers(res *layout.Result) map[string]int32 {
	if s != nil && s.res == res && s.files != nil {
		return s.files
	}
	files := make(map[string]int32, len(res.Doc.Sources))
	for i, name := range res.Doc.Sources {
		files[name] = int32(i + 1)
	}
	if s != nil && s.res == res {
		s.files = files
	}
	return files
}

// print is what a page shows.
func (s *Session) print(pg *page.Page) *page.Print {
	if s == nil || s.Print == nil {
		return page.NewPrint(pg)
	}
	return s.Print(pg)
}

// shows remembers what a checker of the last result has found out of where files show.
func (s *Session) shows(c *checker) {
	if s != nil && s.res == c.res {
		s.sheets = c.sheets
		if c.showing != nil {
			s.shown, s.showing = c.sheets, c.showing
		}
	}
}

// recall is what is known of a page with its plan; nil where there is nothing.
func (s *Session) recall(pg *page.Page, plan *layout.Sheet) *seen {
	if s == nil {
		return nil
	}
	for _, m := range []map[*page.Page]*seen{s.now, s.before} {
		if was := m[pg]; was != nil && reflect.DeepEqual(&was.plan, plan) {
			s.now[pg] = was
			return was
		}
	}
	return nil
}

// at is what is known of a page that recall has been asked for.
func (s *Session) at(of *sheet) *seen {
	if s == nil {
		return nil
	}
	return s.now[of.page]
}

// keep remembers a page.
func (s *Session) keep(was *seen) {
	if s != nil {
		s.now[was.sheet.page] = was
	}
}

// basis is what is to be said of the page in hand depends on, besides it and its plan.
func (c *checker) basis() basis {
	s := c.sheet
	b := basis{paper: c.ed.Paper, date: c.ed.Date, plan: s.plan}
	if i := slices.IndexFunc(c.ed.Pages, func(e *editions.Page) bool { return e.Number == s.page.Number }); i >= 0 {
		b.pos = c.ed.Pages[i].Pos
	}
	ids := map[string]bool{}
	add := func(id string) {
		if !ids[id] {
			ids[id] = true
			b.stories = append(b.stories, c.stories[id])
		}
	}
	for _, pc := range s.pieces {
		add(pc.story)
		b.goesOn = append(b.goesOn, len(pc.paras) > 0 && pc.paras[0].goesOn)
	}
	for i := range s.plan.Slots {
		if p := &s.plan.Slots[i]; !p.Slot.Flow {
			for _, id := range p.Stories {
				add(id)
			}
		}
	}
	for _, f := range c.said {
		if f.Page == s.page.Number || ids[f.Story] || s.flowing() {
			b.said = append(b.said, remark{f.Code, f.Slot, f.Story, f.Page})
		}
	}
	return b
}

// flowing tells whether stories flow through a slot of the page.
func (s *sheet) flowing() bool {
	return slices.ContainsFunc(s.plan.Slots, func(p layout.Place) bool { return p.Slot.Flow })
}

// saidOf are the findings of the layout that rules ask for.
func saidOf(res *layout.Result) (l source.List) {
	for _, f := range res.Findings {
		if strings.HasPrefix(f.Code, "FIT-") || f.Code == "GLY-MISS" {
			l = append(l, f)
		}
	}
	return l
}

// told is what a story's text on the pages was held against, and was right.
type told struct {
	pages  []*page.Page
	prints []*page.Print // of them
	unset  *editions.Unset
}

// right is what a story was held against and found to be on the pages as it should, where that was
// these pages and the same left over; else nil.
func (s *Session) right(st *editions.Story, on *standing, unset *editions.Unset) *told {
	was := s.toldOf(st, unset)
	if was == nil || len(was.pages) != 1+len(on.more) || was.pages[0] != on.first.page {
		return nil
	}
	for i, s := range on.more {
		if was.pages[i+1] != s.page {
			return nil
		}
	}
	return was
}

// toldOf is what a story was held against and was right, with the same left over; else nil.
func (s *Session) toldOf(st *editions.Story, unset *editions.Unset) *told {
	if s == nil {
		return nil
	}
	was := s.told[st]
	if was == nil || was.unset != unset && !reflect.DeepEqual(was.unset, unset) {
		return nil
	}
	return was
}

// shows tells whether pages show of a story what those did that it was held against.
func (was *told) shows(st *editions.Story, prints []*page.Print) bool {
	return was != nil && page.SameStory(st.ID, was.prints, prints)
}
