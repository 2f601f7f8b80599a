package flow

import (
	"banxin/layout/page"
)

// runOn sets the story in the columns right after the one before it: its head and pictures
// stand in the column like blocks of text.
func (s *story) runOn() *outcome {
	s.own = s.own.opened()
	s.text.els = s.g.textElements(s.spec().Picture, true)
	s.text.head = s.columnHead()
	res := s.try(attempt{regions: len(s.own.regions)})
	for own := s.own; res.overLines > 0 && s.grow(); own = s.own {
		a := res.attempt
		a.regions = len(s.own.regions)
		more := s.try(a)
		if more.overLines >= res.overLines {
			// what is left is too high for any column: another page does not help
			more.drop()
			s.own = own.clipped()
			break
		}
		res.drop()
		res = more
	}
	if res.overLines > 0 && len(s.chain) > 0 {
		return s.jump(res, s.own.ran(s.own.stream, len(s.own.stream)))
	}
	out := s.chosen(res)
	out.own = s.own.ran(res.slots, res.next)
	return out
}

// columnHead is the story's head as a block of its column.
func (s *story) columnHead() *element {
	e := &element{block: -1, role: page.RoleHead, keep: 2, before: s.between()}
	for _, l := range s.headIn(s.own.regions[0].cols[0].w).lines {
		e.chars += l.line.Chars
	}
	if len(s.text.els) == 0 {
		e.keep = 0
	}
	return e
}
