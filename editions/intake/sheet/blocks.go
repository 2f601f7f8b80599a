package sheet

import (
	"cmp"
	"slices"
)

// block is lines of one size under one another: a column, a head, a caption.
type block struct {
	Box      // on the page
	flow     Box
	lines    []*line
	size     int
	vertical bool
	kind     kind
	owner    *Story
	rows     []*tableRow // of a table
}

type kind uint8

const (
	text kind = iota
	head
	caption
	furniture
)

// blocks groups stretches into blocks, from the top down.
func (a *analysis) blocks(segs []*seg) []*block {
	slices.SortStableFunc(segs, func(x, y *seg) int {
		return cmp.Or(cmp.Compare(b2i(x.vertical), b2i(y.vertical)), cmp.Compare(x.base, y.base), cmp.Compare(x.X0, y.X0))
	})
	var out []*block
	for _, s := range segs {
		if b := a.home(out, s); b != nil {
			b.add(s)
		} else {
			b = &block{size: s.size, vertical: s.vertical}
			b.add(s)
			out = append(out, b)
		}
	}
	var all []*block
	for _, b := range out {
		all = append(all, a.parted(b)...)
	}
	return all
}

func (b *block) add(s *seg) {
	if n := len(b.lines); n > 0 && 4*abs(s.base-b.lines[n-1].base) < b.size {
		b.lines[n-1].add(s)
	} else {
		l := &line{base: s.base}
		l.add(s)
		b.lines = append(b.lines, l)
	}
	b.flow = b.flow.union(s.Box)
	if b.Box = b.flow; b.vertical {
		b.Box = b.flow.back()
	}
}

// home finds the block that a stretch goes on.
func (a *analysis) home(blocks []*block, s *seg) *block {
	var best *block
	near := 0
	for i := len(blocks) - 1; i >= 0; i-- {
		b := blocks[i]
		if b.vertical != s.vertical || 16*abs(b.size-s.size) > b.size {
			continue
		}
		last := b.lines[len(b.lines)-1]
		dy := s.base - last.base
		if 10*dy > 34*b.size || !b.takes(s, dy, 20*b.size > 23*a.body) || a.parts(b.flow, s.Box, b.vertical) {
			continue
		}
		if best == nil || dy < near {
			best, near = b, dy
		}
	}
	return best
}

// takes tells whether a stretch can be a line of the block, or the end of its last one.
func (b *block) takes(s *seg, dy int, large bool) bool {
	slack := b.size * 7 / 10
	inside := s.X0 >= b.flow.X0-slack && s.X1 <= b.flow.X1+slack
	if last := b.lines[len(b.lines)-1]; 4*dy < b.size { // on the same line
		return inside && len(b.lines) > 1 || large && s.X0 > last.X0 && 10*(s.X0-last.X1) < 13*b.size
	}
	if inside {
		return s.across(b.flow) > 0
	}
	if out := b.flow.X0 - s.X0; len(b.lines) == 1 && 10*out > 14*b.size && 10*out < 26*b.size && s.X1 <= b.flow.X1+slack {
		return true // under a first line that is indented
	}
	if len(b.lines) <= 3 && 10*abs(s.X0-b.flow.X0) <= 32*b.size { // after lines that are indented, or the end of a paragraph
		return 2*s.across(b.flow) > min(s.w(), b.flow.w())
	}
	over := s.X0 <= b.flow.X0+slack && s.X1 >= b.flow.X1-slack
	return over && (len(b.lines) == 1 || abs(s.X0-b.flow.X0) < 3*b.size && s.X1 <= b.flow.X1+2*b.size)
}

// parts tells whether a rule lies between two boxes, one under the other.
func (a *analysis) parts(upper, lower Box, vertical bool) bool {
	if vertical {
		upper, lower = upper.back(), lower.back()
		for _, r := range a.upright {
			if r.X0 <= upper.X0 && r.X0 >= lower.X1 && 2*r.down(lower) > lower.h() {
				return true
			}
		}
		return false
	}
	for _, r := range a.level {
		if r.Y0 >= upper.Y1-200 && r.Y1 <= lower.Y0+200 && 2*r.across(lower) > lower.w() {
			return true
		}
	}
	return false
}

// parted parts a block where its lines become those of several columns.
func (a *analysis) parted(b *block) []*block {
	for i := 0; i+1 < len(b.lines); i++ {
		x, y := b.lines[i], b.lines[i+1]
		if len(x.segs) < 2 || len(y.segs) < 2 || abs(x.segs[1].X0-y.segs[1].X0) > b.size*7/10 {
			continue
		}
		upper := &block{size: b.size, vertical: b.vertical}
		var rest []*seg
		for k, l := range b.lines {
			for _, s := range l.segs {
				if k < i {
					upper.add(s)
				} else {
					rest = append(rest, s)
				}
			}
		}
		var out []*block
		if len(upper.lines) > 0 {
			out = append(out, upper)
		}
		return append(out, a.columns(rest, b)...)
	}
	return []*block{b}
}

// columns groups stretches by the column that they stand in.
func (a *analysis) columns(segs []*seg, of *block) (out []*block) {
	for _, s := range segs {
		var best *block
		for _, b := range out {
			if n := s.across(b.flow); n > 0 && (best == nil || n > s.across(best.flow)) {
				best = b
			}
		}
		if best == nil {
			best = &block{size: of.size, vertical: of.vertical}
			out = append(out, best)
		}
		best.add(s)
	}
	return out
}
