package lint

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
)

// spot is a run of text with its place in a file and on a page.
type spot struct {
	pos   page.Pos
	end   int32 // column after its last character
	line  *line
	run   int
	sheet *sheet
}

// Locate gives findings their place on the page: page, column, line and millimetres, that
// of the characters in the story's file that they are about; one about a slot or a page as
// a whole that of the slot or the page. Those that have a place keep it.
func Locate(res *layout.Result, found source.List) { locate(res, found, nil) }

func locate(res *layout.Result, found source.List, memory *Session) {
	files := memory.numbers(res)
	placed := func(f *source.Finding) bool { return f.X != 0 || f.Y != 0 }
	if !slices.ContainsFunc(found, func(f source.Finding) bool { return !placed(&f) && (f.Page > 0 || files[f.Pos.File] > 0) }) {
		return
	}
	c := &checker{res: res, held: held{}, memory: memory}
	if c.sheets, c.showing = memory.takenApart(res); c.sheets == nil {
		c.read()
	}
	defer memory.shows(c)
	for i := range found {
		f := &found[i]
		if placed(f) || (f.Code == "FIT-OVER" || f.Code == "FIT-UNDER") && c.atEnd(f) {
			continue
		}
		want := page.Pos{File: files[f.Pos.File], Line: int32(f.Pos.Line), Col: int32(f.Pos.Col)}
		if s := c.spotAt(want); s != nil && (f.Page == 0 || f.Page == s.sheet.page.Number) {
			s.locate(f, want.Col)
		} else if f.Page > 0 {
			c.settle(f)
		}
	}
}

// atEnd places what is said of a story's length at the last line that is set of it.
func (c *checker) atEnd(f *source.Finding) bool {
	for i := len(c.sheets) - 1; i >= 0; i-- {
		s := c.sheets[i]
		for _, pc := range slices.Backward(s.pieces) {
			if pc.story != f.Story {
				continue
			}
			body := pc.body()
			if len(body) == 0 {
				continue
			}
			l := body[len(body)-1]
			r := l.rect()
			f.Page, f.Column, f.Line, f.X, f.Y = s.page.Number, l.column, l.number, micrometres(r.X), micrometres(r.Y)
			return true
		}
	}
	return false
}

// settle places what is no character: at its story, its slot, or the head of the page.
func (c *checker) settle(f *source.Finding) {
	n := slices.IndexFunc(c.sheets, func(s *sheet) bool { return s.page.Number == f.Page })
	if n < 0 {
		return
	}
	s := c.sheets[n]
	r := s.plan.Area
	if i := slices.IndexFunc(s.plan.Slots, func(p layout.Place) bool { return p.Slot.Name == f.Slot && len(p.Frames) > 0 }); i >= 0 {
		r = s.plan.Slots[i].Frames[0]
	}
	if i := slices.IndexFunc(s.pieces, func(pc *piece) bool { return pc.story == f.Story && f.Story != "" }); i >= 0 {
		r = s.pieces[i].rect
	}
	f.X, f.Y = micrometres(r.X), micrometres(r.Y)
	s.locate(f, r)
}

// spotAt returns the run that a place of a file stands in, or nil: the last that begins there
// or before, on all pages, and of those that begin there the first.
func (c *checker) spotAt(want page.Pos) (best *spot) {
	if want.File == 0 || want.Line == 0 {
		return nil
	}
	for _, s := range c.sheetsOf(want.File) {
		spots := s.spotsOf(want.File)
		n, ok := slices.BinarySearchFunc(spots, want, func(s spot, p page.Pos) int { return comparePos(s.pos, p) })
		if ok {
			return &spots[n]
		}
		if n--; n >= 0 && spots[n].pos.Line == want.Line && (best == nil || comparePos(spots[n].pos, best.pos) >= 0) {
			best = &spots[n]
		}
	}
	return best
}

// sheetsOf lists the pages that have runs of a file.
func (c *checker) sheetsOf(file int32) []*sheet {
	if c.showing == nil {
		c.showing = map[int32][]*sheet{}
		for _, s := range c.sheets {
			for of := range s.allSpots() {
				c.showing[of] = append(c.showing[of], s)
			}
		}
	}
	return c.showing[file]
}

func comparePos(a, b page.Pos) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

// spotsOf lists the runs of a file on a page by their place there.
func (s *sheet) spotsOf(file int32) []spot { return s.allSpots()[file] }

// allSpots are those of all files.
func (s *sheet) allSpots() map[int32][]spot {
	if s.spots == nil {
		s.spots = map[int32][]spot{}
		for _, pc := range s.pieces {
			for _, p := range slices.Concat(pc.heads, pc.paras) {
				s.add(p)
			}
			for _, f := range pc.figures {
				for _, p := range f.words() {
					s.add(p)
				}
			}
		}
		for _, list := range s.spots {
			slices.SortStableFunc(list, func(a, b spot) int { return comparePos(a.pos, b.pos) })
		}
	}
	return s.spots
}

// add lists the runs of a part.
func (s *sheet) add(p *para) {
	for _, l := range p.lines {
		for n, t := range l.runs {
			if t.Pos.File > 0 {
				s.spots[t.Pos.File] = append(s.spots[t.Pos.File], spot{t.Pos, t.Pos.Col + int32(utf8.RuneCountInString(t.Src)), l, n, s})
			}
		}
	}
}

// locate gives a finding the place of the character at a column of the file.
func (s *spot) locate(f *source.Finding, col int32) {
	r := s.line.rect()
	if t := s.line.runs[s.run]; len(t.Glyphs) > 0 {
		r = t.in.Rect(t.Cell(t.Offset(col)))
	}
	f.Page, f.X, f.Y = s.sheet.page.Number, micrometres(r.X), micrometres(r.Y)
	if s.sheet.locate(f, r); s.line.column > 0 {
		f.Column, f.Line = s.line.column, s.line.number
	}
	if p := s.sheet.placeOf(r, f.Story); p != nil && f.Slot == "" {
		f.Slot = p.Slot.Name
	}
}
