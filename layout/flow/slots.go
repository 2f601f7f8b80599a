package flow

import (
	"slices"

	"banxin/layout/unit"
)

// lineSlot is the place of one line.
type lineSlot struct {
	r    *Region
	col  int32
	line int32
	left int32       // line slots from this one down to the foot of its column or a hole, itself counted
	head bool        // nothing stands above it in its run
	x, w unit.Length // its place beside an inset; w 0: that of the column
}

// width is the measure of the line.
func (s lineSlot) width() unit.Length {
	if s.w > 0 {
		return s.w
	}
	return s.r.cols[s.col].w
}

// start is where a line begins that is moved in by shift: on its baseline at the left, or
// for vertical text in the middle of its upper end.
func (s lineSlot) start(shift unit.Length) unit.Point {
	g, x := s.r.Grid, s.r.cols[s.col].x+shift
	if s.w > 0 {
		x = s.x + shift
	}
	if s.r.upright() {
		return unit.Point{X: s.r.inside.Right() - unit.Length(s.line)*g.Leading - g.Size/2, Y: x}
	}
	return unit.Point{X: x, Y: g.Baseline(int(s.line))}
}

// rect is the place of n lines from this one on.
func (s lineSlot) rect(n int) unit.Rect {
	r := s.r.inner(int(s.col), int(s.col)+1, int(s.line), int(s.line)+n)
	switch {
	case s.w == 0:
	case s.r.upright():
		r.Y, r.H = s.x, s.w
	default:
		r.X, r.W = s.x, s.w
	}
	return r
}

// under is what a block that stands at the line takes of its region.
func (s lineSlot) under(b *block) hole {
	col, line := int(s.col), int(s.line)
	return hole{col, col + max(b.columns, 1), line, line + b.lines}
}

// slots appends the line slots of the lines l0 ≤ l < l1: column after column, without those
// that obstacles take.
func (r *Region) slots(dst []lineSlot, l0, l1 int, o obstacles) []lineSlot {
	if n := len(r.cols) * max(l1-l0, 0); cap(dst)-len(dst) < n {
		dst = slices.Grow(dst, max(n, len(dst))) // a stream grows by a page again and again
	}
	for _, at := range r.restarts {
		if l0 < at && at < l1 { // a line of white parts what is read one after the other
			dst = r.columnwise(dst, l0, at-1, o)
			l0 = at
		}
	}
	return r.columnwise(dst, l0, l1, o)
}

// columnwise appends those between two lines, column after column.
func (r *Region) columnwise(dst []lineSlot, l0, l1 int, o obstacles) []lineSlot {
	first := 0
	if len(r.restarts) > 0 && l1 <= r.restarts[0] {
		first, _ = r.widest(r.top)
	}
	for i := range r.cols {
		c := (first + i) % len(r.cols)
		start := len(dst)
		for l := max(l0, r.head(c)); l < min(l1, r.foot(c)); l++ {
			s := lineSlot{r: r, col: int32(c), line: int32(l), head: len(dst) == start}
			ok := !o.cover(c, l)
			if ok && len(o.insets) > 0 {
				s.x, s.w, ok = r.beside(c, l, o.insets)
			}
			if !ok {
				dst = o.endRun(dst, start)
				start = len(dst)
				continue
			}
			dst = append(dst, s)
		}
		dst = o.endRun(dst, start)
	}
	return dst
}

// endRun numbers the slots of a run; one lone line above or below an inset stays empty
// (jlreq 4.3.3).
func (o obstacles) endRun(dst []lineSlot, start int) []lineSlot {
	if len(o.insets) > 0 && len(dst) == start+1 {
		return dst[:start]
	}
	count(dst[start:])
	return dst
}

// count numbers the slots of one run from its foot.
func count(run []lineSlot) {
	for i := range run {
		run[i].left = int32(len(run) - i)
	}
}

func (o obstacles) cover(c, l int) bool {
	for _, h := range o.holes {
		if h.c0 <= c && c < h.c1 && h.l0 <= l && l < h.l1 {
			return true
		}
	}
	return false
}

// number counts the runs of slots anew: a run is slots one under the other.
func number(slots []lineSlot) {
	for i := len(slots) - 1; i >= 0; i-- {
		slots[i].left = 1
		if i+1 < len(slots) && below(slots[i+1], slots[i]) {
			slots[i].left = slots[i+1].left + 1
		}
		slots[i].head = i == 0 || !below(slots[i], slots[i-1])
	}
}

func below(a, b lineSlot) bool { return a.r == b.r && a.col == b.col && a.line == b.line+1 }

func uniform(slots []lineSlot) bool {
	for i := range slots {
		if slots[i].width() != slots[0].width() {
			return false
		}
	}
	return true
}
