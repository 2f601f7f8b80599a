// Package lint looks at composed pages as the editor on duty does: what overlaps, what is
// empty, where a line begins with a mark it must not, which head stands in the wrong place.
//
//	res, err := layout.Compose(ctx, ed, cat, layout.Options{})
//	found = append(found, lint.Check(ed, res)...)
//	lint.Locate(res, found)
//	found = ed.House.Judge(found)
//	total := lint.Count(res, found)
//
// Everything is taken from the display list and its marks, not from the engine, so that a
// fault of the engine shows here too. From the plan come the grid and the slots alone.
// What the text itself says is for editions/lint.
//
// Severity: an error must not go to press; a warning is a fault unless the paper means it; a
// note is a question. Weight is that of the official rate, as in editions/lint.
package lint

import (
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/unit"
)

// Check returns what is to be said of the pages. It does not change res.
func Check(ed *editions.Edition, res *layout.Result) source.List {
	return check(ed, res, true, nil)
}

// Faults is what Check says under the codes that build must look for (source.Code), for half
// of Check's time: rules that have no such code are left out.
func Faults(ed *editions.Edition, res *layout.Result) source.List {
	return slices.DeleteFunc(check(ed, res, false, nil), func(f source.Finding) bool {
		c, _ := source.LookUp(f.Code)
		return !c.Build
	})
}

func check(ed *editions.Edition, res *layout.Result, all bool, memory *Session) source.List {
	c := newChecker(ed, res, memory)
	c.all = all
	for s := range c.pages() {
		if c.sheet = s; all {
			c.judge(s)
		} else if !s.plan.Unread {
			c.onSheet()
		}
		if !all {
			c.forget(s)
		}
	}
	c.threads()
	if all {
		c.texts()
		memory.shows(c)
	}
	c.found.Sort()
	return c.found
}

func newChecker(ed *editions.Edition, res *layout.Result, memory *Session) *checker {
	return &checker{ed: ed, res: res, all: true, held: held{}, stories: ed.ByID(), marked: map[partOf][]reach{}, said: saidOf(res), memory: memory}
}

// judge says all there is to be said of a page, or what was said of it.
func (c *checker) judge(s *sheet) {
	on := c.basis()
	was := c.memory.at(s)
	if was == nil || !was.same(&on) || was.sheet != s {
		before := c.found
		c.found = nil
		if !s.plan.Unread {
			c.onSheet()
		}
		for _, pc := range s.pieces {
			c.flow(pc)
		}
		c.reached()
		was = &seen{basis: on, sheet: s, found: c.found}
		c.memory.keep(was)
		c.found = before
	}
	c.found = append(c.found, was.found...)
}

// onSheet looks at one page.
func (c *checker) onSheet() {
	c.grid()
	c.lines()
	c.faces()
	c.pictures()
	c.inks()
	if c.sheet.plan.Vacant {
		if c.all {
			c.folio() // GAP-BLANK stands for all else
		}
		return
	}
	c.empties()
	if c.all {
		c.boxes()
		c.heads()
		c.gutters()
		c.rules()
		c.folio()
	}
}

// checker looks at one edition.
type checker struct {
	ed      *editions.Edition
	res     *layout.Result
	all     bool // not only what build must look for
	stories map[string]*editions.Story
	marked  map[partOf][]reach // see own
	sheets  []*sheet
	sheet   *sheet             // the one looked at
	showing map[int32][]*sheet // by file; see sheetsOf
	ends    map[string]*para   // of each story: its last paragraph so far
	said    source.List        // by the layout; see saidOf
	slab    slab
	tally   tally
	held    held
	memory  *Session // of pages looked at before; may be nil
	found   source.List
}

// finding is what a rule says; place gives it its place.
func finding(code string, msg, hint source.Message) source.Finding {
	return source.New(code, source.Pos{}, msg, hint)
}

// mark is the weight of a fault of marks and lines, in tenths.
const mark = 1

// at reports something at a place of the page.
func (c *checker) at(r unit.Rect, story string, f source.Finding) {
	c.found.Add(c.place(r, story, f))
}

// onPage reports something about the page as a whole.
func (c *checker) onPage(p unit.Point, f source.Finding) {
	c.found.Add(c.place(unit.Rect{X: p.X, Y: p.Y}, "", f))
}

func (c *checker) place(r unit.Rect, story string, f source.Finding) source.Finding {
	f.Story, f.Page, f.X, f.Y = story, c.sheet.page.Number, micrometres(r.X), micrometres(r.Y)
	if s := c.stories[story]; s != nil && s.File != nil {
		f.Pos = s.File.Pos(source.Span{Start: s.Span.Start, End: s.Span.Start})
	}
	if p := c.sheet.placeOf(r, story); p != nil {
		f.Slot = p.Slot.Name
	}
	c.sheet.locate(&f, r)
	return f
}

// locate gives a finding the basic column and the line of the type area in which a
// rectangle begins.
func (s *sheet) locate(f *source.Finding, r unit.Rect) {
	p := &s.plan
	if p.Leading <= 0 || len(p.Columns) == 0 {
		return
	}
	f.Column = 1
	for i, col := range p.Columns {
		if r.X+unit.Pt >= col.X {
			f.Column = i + 1
		}
	}
	f.Line = min(max(int((r.Y+unit.Pt-p.Area.Y)/p.Leading), 0)+1, max(p.Lines, 1))
}

// line reports something about a line of text: its place in column and file is known.
func (c *checker) line(l *line, f source.Finding) {
	out := c.place(l.rect(), l.para.story, f)
	if out.Quote = l.text(); l.column > 0 {
		out.Column, out.Line = l.column, l.number
	}
	if pos, ok := l.pos(c.res.Doc); ok {
		out.Pos = pos
	}
	if l.para.inHead {
		out.Weight *= 2
	}
	c.found.Add(out)
}

// micrometres are thousandths of a millimetre.
func micrometres(l unit.Length) int { return int(l.MulDiv(25400, 72*int64(unit.Pt))) }

// placeOf returns the slot that a rectangle of a story stands in, or nil.
func (s *sheet) placeOf(r unit.Rect, story string) *layout.Place {
	var best *layout.Place
	var most unit.Length
	for _, p := range s.placesOf(story) {
		for _, f := range p.Areas {
			if in := f.Intersect(r); !in.Empty() && area(in) > most {
				best, most = p, area(in)
			}
		}
	}
	return best
}

// held is which stories the slots of a chain hold, which pages of one flow template share.
type held map[*layout.Place]map[string]bool

// manyStories are those of a slot among which one is not looked for one by one.
const manyStories = 16

// has tells whether a story has been put into a slot.
func (h held) has(p *layout.Place, story string) bool {
	if h == nil || len(p.Stories) < manyStories {
		return slices.Contains(p.Stories, story)
	}
	set := h[p]
	if set == nil {
		set = make(map[string]bool, len(p.Stories))
		for _, id := range p.Stories {
			set[id] = true
		}
		h[p] = set
	}
	return set[story]
}

// placesOf lists the slots that a story stands in; of "" all but those that hold others. A
// slot of a chain holds hundreds of stories, a page few: each is looked for once.
func (s *sheet) placesOf(story string) []*layout.Place {
	if list, known := s.places[story]; known {
		return list
	}
	var list []*layout.Place
	for i := range s.plan.Slots {
		p := &s.plan.Slots[i]
		if story != "" && s.held.has(p, story) || story == "" && p.Slot.Kind != editions.GroupSlot {
			list = append(list, p)
		}
	}
	if s.places == nil {
		s.places = map[string][]*layout.Place{}
	}
	s.places[story] = list
	return list
}

// area is in square points.
func area(r unit.Rect) unit.Length {
	if r.Empty() {
		return 0
	}
	return r.W.MulDiv(int64(r.H), int64(unit.Pt))
}
