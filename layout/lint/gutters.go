package lint

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// gutters is 通栏断版 (10): white that crosses the whole type area in a straight line and
// parts it in two. Level, with stories side by side above and below; a strip over the full
// width may stand at the head or the foot. Upright, from head to foot, wherever it stands and
// with a rule in it or none, and be there one block on each side: nothing ties the two together. Pages of boxes alone, as
// of notices, have lines enough; the fold of a spread parts nothing, and pages of few basic
// columns, as of magazines, are made of columns side by side: there it is told of as a
// question, where it halves the page with slots one above the other on both sides.
func (c *checker) gutters() {
	s := c.sheet
	var frames []unit.Rect
	boxed := true
	for i := range s.plan.Slots {
		p := &s.plan.Slots[i]
		if p.Slot.Kind == editions.NameplateSlot || p.Slot.Kind == editions.FolioSlot || p.Slot.Within != "" {
			continue
		}
		frames = append(frames, p.Frames...)
		boxed = boxed && (p.Slot.Box.Width > 0 || p.Slot.Box.Border != 0)
	}
	if y, ok := parted(slices.Clone(frames), s.plan.Area.W); ok {
		c.onPage(unit.Point{X: s.plan.Area.X, Y: y}, finding("LAY-GUTTER", source.Msg("white-crosses-page-from-left-to"), source.Msg("let-slot-reach-over")))
	}
	if x, few, ok := split(frames, s.page.Fold); ok && !boxed {
		f := finding("LAY-GUTTER", source.Msg("white-crosses-page-from-head-to"), source.Msg("let-slot-or-head-reach-over"))
		switch off := abs(2*x - 2*s.plan.Area.X - s.plan.Area.W); {
		case len(s.plan.Columns) >= newspaper:
			c.onPage(unit.Point{X: x, Y: top(frames)}, f)
		case !few && off < s.plan.Area.W/5:
			c.onPage(unit.Point{X: x, Y: top(frames)}, f.As(source.Note))
		}
	}
}

// newspaper is from how many basic columns on a page is made up, not set in columns.
const newspaper = 6

// split finds the middle of an upright white that parts the slots in two; few: not on both sides
// of it stand two or more one above the other. The fold of a spread is none. One with such slots on
// both sides goes before, and one with them on one side before one between two blocks.
func split(frames []unit.Rect, fold unit.Length) (x unit.Length, few, ok bool) {
	byX := slices.Clone(frames)
	slices.SortFunc(byX, func(a, b unit.Rect) int { return cmp.Compare(a.X, b.X) })
	var right unit.Length
	most := -1
	for i, r := range byX {
		if i > 0 && r.X > right && (fold == 0 || right > fold || r.X < fold) {
			a, b := stacked(byX[:i]), stacked(byX[i:])
			if a && b {
				return (right + r.X) / 2, false, true
			}
			if n := count(a, b); n > most {
				x, few, ok, most = (right+r.X)/2, true, true, n
			}
		}
		right = max(right, r.Right())
	}
	return x, few, ok
}

func count(is ...bool) (n int) {
	for _, b := range is {
		if b {
			n++
		}
	}
	return n
}

// stacked tells whether two of the rectangles stand one above the other.
func stacked(frames []unit.Rect) bool {
	for i, a := range frames {
		for _, b := range frames[i+1:] {
			if min(a.Right(), b.Right()) > max(a.X, b.X) && (a.Bottom() <= b.Y || b.Bottom() <= a.Y) {
				return true
			}
		}
	}
	return false
}

// top is where the highest rectangle begins.
func top(frames []unit.Rect) unit.Length {
	y := frames[0].Y
	for _, r := range frames {
		y = min(y, r.Y)
	}
	return y
}

// parted finds a height at which no rectangle stands, with at least two rectangles side by
// side both right above and right below it.
func parted(frames []unit.Rect, width unit.Length) (y unit.Length, ok bool) {
	if len(frames) < 4 {
		return 0, false
	}
	slices.SortFunc(frames, func(a, b unit.Rect) int { return cmp.Compare(a.Y, b.Y) })
	foot := frames[0].Bottom()
	for i, r := range frames {
		if r.Y >= foot && beside(frames[:i], foot, width, unit.Rect.Bottom) && beside(frames[i:], r.Y, width, func(r unit.Rect) unit.Length { return r.Y }) {
			return foot, true
		}
		foot = max(foot, r.Bottom())
	}
	return 0, false
}

// beside tells whether two or more rectangles have an edge at y, none of them as wide as
// the page.
func beside(frames []unit.Rect, y, width unit.Length, edge func(unit.Rect) unit.Length) bool {
	n := 0
	for _, r := range frames {
		if abs(edge(r)-y) > 2*unit.Pt {
			continue
		}
		if r.W >= width*9/10 {
			return false
		}
		n++
	}
	return n >= 2
}
