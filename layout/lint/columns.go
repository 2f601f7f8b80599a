package lint

import (
	"cmp"
	"slices"

	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// arrange puts the lines of each piece into frames and columns, and numbers them.
func (s *sheet) arrange() {
	for _, pc := range s.pieces {
		for _, p := range pc.heads {
			for _, l := range p.lines {
				pc.stack = pc.stack || l.vertical
			}
		}
		for _, p := range append(slices.Clone(pc.paras), pc.jumps...) {
			if p.inTable() || s.headed(p) {
				continue
			}
			for _, l := range p.lines {
				if p.role == page.RolePull && l.size > s.plan.Size {
					continue // it stands free of the columns, as pictures do
				}
				f := s.frameOf(pc, l)
				f.add(l)
			}
		}
		for _, f := range pc.frames {
			f.number()
		}
		pc.sum()
	}
}

// headed tells whether a jump line is the small head of a continuation, with 上接 behind it or
// below: a head, that stands over its columns and on no line of theirs.
func (s *sheet) headed(p *para) bool {
	return p.role == page.RoleJump && slices.ContainsFunc(p.lines, func(l *line) bool { return l.size > s.plan.Size })
}

// inTable tells whether a part is one of a table, which may stand over several columns: a cell,
// or the caption. Those of figures are no part of the text.
func (p *para) inTable() bool {
	return p.role == page.RoleCell || p.role == page.RoleHeadCell || p.role == page.RoleCaption
}

// frameOf returns the frame that a line stands in: that of its story's slots with the
// line's middle in it.
func (s *sheet) frameOf(pc *piece, l *line) *frame {
	r := l.rect()
	mid := unit.Rect{X: r.X + r.W/2, Y: r.Y + r.H/2, W: 1, H: 1}
	place, rect := s.find(pc.story, mid)
	for _, f := range pc.frames {
		if f.rect == rect {
			return f
		}
	}
	f := &frame{rect: rect, place: place}
	pc.frames = append(pc.frames, f)
	return f
}

func (s *sheet) find(story string, mid unit.Rect) (*layout.Place, unit.Rect) {
	for _, p := range s.placesOf(story) {
		for _, f := range p.Frames {
			if f.Overlaps(mid) {
				return p, f
			}
		}
	}
	return nil, unit.Rect{}
}

// span is where a line lies across its columns: columns of vertical text lie one under
// the other.
func (l *line) span() (from, to unit.Length) { return l.from, l.to }

// add puts a line into the column that it overlaps, joining columns that it connects.
func (f *frame) add(l *line) {
	from, to := l.span()
	var into *column
	keep := f.columns[:0]
	for _, o := range f.columns {
		if o.lines[0].vertical != l.vertical || o.from >= to || from >= o.to {
			keep = append(keep, o)
			continue
		}
		from, to = min(from, o.from), max(to, o.to)
		if into != nil {
			o.lines = append(o.lines, into.lines...)
		}
		into = o
	}
	if into == nil {
		into = new(column)
	}
	into.from, into.to, into.lines = from, to, append(into.lines, l)
	f.columns = append(keep, into)
}

// number puts columns and lines in order and counts them.
func (f *frame) number() {
	slices.SortFunc(f.columns, func(a, b *column) int { return cmp.Compare(a.from, b.from) })
	for i, c := range f.columns {
		slices.SortStableFunc(c.lines, func(a, b *line) int {
			if a.vertical {
				return cmp.Compare(b.base, a.base)
			}
			return cmp.Compare(a.base, b.base)
		})
		for n, l := range c.lines {
			l.column, l.number = i+1, n+1
		}
	}
}

// sum notes what is asked of a piece when its page is done with.
func (pc *piece) sum() {
	for _, p := range pc.paras {
		if p.role != page.RoleCell && p.role != page.RoleHeadCell {
			pc.count += len(p.lines)
		}
	}
	for _, p := range pc.jumps {
		for _, l := range p.lines {
			pc.turns += l.text() + "\n"
		}
	}
}

// body lists the lines of the frames in their reading order: as the paragraphs come.
func (pc *piece) body() []*line {
	var out []*line
	for _, p := range pc.paras {
		if !p.inTable() {
			out = append(out, p.lines...)
		}
	}
	return out
}
