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
// at the head or the foot. Upright gutters are common on printed pages and no fault.
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
		c.onPage(unit.Point{X: s.plan.Area.X, Y: y}, finding{"LAY-GUTTER", source.Warning, 0, source.Msg("white crosses the page from the left to the right (通栏断版)"), source.Msg("let a slot reach over it")})
	}
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
