package proof

import (
	"slices"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// locate returns the place on the page that a note is about, empty when it has none: the
// character at its place in the source, else the first line that it touches, else the
// story's piece, else the slot.
func locate(d *page.Doc, pg *page.Page, plan *Plan, n *Note) unit.Rect {
	if r := character(d, pg, n); !r.Empty() {
		return r
	}
	if len(n.Lines) > 0 {
		return n.Lines[0]
	}
	var place unit.Rect
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, t page.Frame) {
		if m, ok := it.(*page.Mark); ok && n.Story != "" && m.Open && m.Role == page.RoleStory && m.ID == n.Story && place.Empty() {
			place = t.Rect(m.Rect)
		}
	})
	if place.Empty() && plan != nil && n.Slot != "" {
		if i := slices.IndexFunc(plan.Slots, func(s Slot) bool { return s.Name == n.Slot }); i >= 0 && len(plan.Slots[i].Frames) > 0 {
			place = plan.Slots[i].Frames[0]
		}
	}
	return place
}

// character returns the cell of the character at a note's place in the source.
func character(d *page.Doc, pg *page.Page, n *Note) unit.Rect {
	file := int32(slices.Index(d.Sources, n.File) + 1)
	if file == 0 || n.Line <= 0 {
		return unit.Rect{}
	}
	var best *page.Text
	var system page.Frame
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, t page.Frame) {
		run, ok := it.(*page.Text)
		if !ok || run.Pos.File != file || run.Pos.Line != n.Line || run.Pos.Col > n.Col || len(run.Glyphs) == 0 {
			return
		}
		if best == nil || run.Pos.Col > best.Pos.Col {
			best, system = run, t
		}
	})
	if best == nil {
		return unit.Rect{}
	}
	return system.Rect(best.Cell(best.Offset(n.Col)))
}
