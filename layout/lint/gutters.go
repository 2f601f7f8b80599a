package lint

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// gutters is 通栏断版 (10): white that crosses the whole type area in a straight line and
// parts it in two, each with stories side by side. A strip over the full width may stand
// at the head or the foot. Upright white at the side is how pages are
// made; it is told of where it halves the page and nothing crosses it, with two slots or
// more one above the other on both sides: a rule in it does not join them.
func (c *checker) gutters() {
	s := c.sheet
	var frames []unit.Rect
	for i := range s.plan.Slots {
		p := &s.plan.Slots[i]
		if p.Slot.Kind == editions.NameplateSlot || p.Slot.Kind == editions.FolioSlot || p.Slot.Within != "" {
			continue
		}
		frames = append(frames, p.Frames...)
	}
	if y, ok := parted(frames, s.plan.Area.W); ok {
		c.onPage(unit.Point{X: s.plan.Area.X, Y: y}, finding("LAY-GUTTER", source.Msg("white-crosses-page-from-left-to"), source.Msg("let-slot-reach-over")))
	}
	if x, ok := split(frames, s.plan.Area); ok {
		c.onPage(unit.Point{X: x, Y: top(frames)}, finding("LAY-GUTTER", source.Msg("white-crosses-page-from-head-to"), source.Msg("let-slot-or-head-reach-over")).As(source.Note))
	}
}

// split finds the middle of an upright white, in the middle fifth of the page, that parts
// its slots in two, two or more one above the other on both sides.
func split(frames []unit.Rect, area unit.Rect) (x unit.Length, ok bool) {
	byX := slices.Clone(frames)
	slices.SortFunc(byX, func(a, b unit.Rect) int { return cmp.Compare(a.X, b.X) })
	var right unit.Length
	for i, r := range byX {
		mid := (right + r.X) / 2
		if i > 0 && r.X > right && mid > area.X+area.W*2/5 && mid < area.X+area.W*3/5 && stacked(byX[:i]) && stacked(byX[i:]) {
			return mid, true
		}
		right = max(right, r.Right())
	}
	return 0, false
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
