package flow

import (
	"slices"

	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// setInColumn sets the story in the columns right after the one before it: its head and
// pictures stand in the column like blocks of text.
func (j *job) setInColumn() {
	s := j.slot
	s.open()
	start := s.cursor
	head := j.columnHead()
	if start > 0 {
		head.before = j.between()
	}
	if j.p.els = j.textElements(true); len(j.p.els) == 0 {
		head.keep = 0
	}
	j.p.head = head
	res := j.pourStream(start)
	for res.overLines > 0 && s.More != nil {
		next := s.grow()
		if next == nil {
			break
		}
		n := len(s.stream)
		s.stream = next.slots(s.stream, next.top, next.end)
		s.uniform = s.uniform && len(s.stream) > 0 && uniform(s.stream[max(n-1, 0):])
		next.at = next.end
		before := res.overLines
		if res = j.pourStream(start); res.overLines >= before {
			// what is left is too high for any column: another page does not help
			s.stream, s.Regions = s.stream[:n], s.Regions[:len(s.Regions)-1]
			res = j.pourStream(start)
			break
		}
	}
	j.region = j.startRegion(res)
	if res.overLines > 0 && len(j.chain) > 0 {
		s.cursor = len(s.stream)
		j.follow(s.stream, start, nil)
		return
	}
	s.cursor, s.stream = res.next, j.p.slots
	j.finish(res, nil)
}

func (j *job) pourStream(start int) poured {
	j.p.slots, j.p.plain, j.p.uniform = j.slot.stream, nil, j.slot.uniform
	if j.slot.More == nil {
		return j.p.whole(start)
	}
	return j.p.pour(start)
}

// startRegion is the region of the first thing set.
func (j *job) startRegion(res poured) *Region {
	if len(res.rows) > 0 {
		return j.p.slots[res.rows[0].slot].r
	}
	return j.slot.Regions[len(j.slot.Regions)-1]
}

// columnHead is the story's head as a block of its column.
func (j *job) columnHead() *element {
	made := map[unit.Length]*heading{}
	at := func(w unit.Length) *heading {
		if made[w] == nil {
			made[w] = j.compose(w, 1)
		}
		return made[w]
	}
	e := &element{block: -1, role: page.RoleHead, keep: 2}
	for _, l := range at(j.slot.Regions[0].cols[0].w).lines {
		e.chars += l.line.Chars
	}
	g := j.g.styles.grid
	e.box = func(_ *inline.Setter, w unit.Length) block {
		h := at(w)
		n := headLines(h, g, j.slot.Regions[0].Slot.Head.Lines, false)
		return block{lines: n, draw: func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
			own := *h
			own.under = !slices.ContainsFunc(j.slot.Regions, func(r *Region) bool { return at.Y == g.Top(r.top) })
			return own.draw(s, dst, unit.Rect{X: at.X, Y: at.Y, W: w, H: g.Height(n)}, g.Size)
		}}
	}
	return e
}
