package proof

import (
	"slices"
	"unicode/utf8"

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

// Words are the places on a page of what a file says from one place to another, the end not
// counted: a rectangle a line, in the order in which they are painted.
func Words(d *page.Doc, pg *page.Page, file string, from, to [2]int) (out []unit.Rect) {
	index := int32(slices.Index(d.Sources, file) + 1)
	if index == 0 {
		return nil
	}
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, in page.Frame) {
		run, ok := it.(*page.Text)
		if !ok || run.Pos.File != index || int(run.Pos.Line) < from[0] || int(run.Pos.Line) > to[0] {
			return
		}
		var line unit.Rect
		for i, g := range run.Glyphs {
			at := [2]int{int(run.Pos.Line), int(run.Pos.Col) + utf8.RuneCountInString(run.Src[:min(int(g.Cluster), len(run.Src))])}
			if !before(at, from) && before(at, to) {
				line = line.Union(in.Rect(run.GlyphCell(i)))
			}
		}
		if line.Empty() {
			return
		}
		if n := len(out); n > 0 && sameLine(out[n-1], line) {
			out[n-1] = out[n-1].Union(line)
			return
		}
		out = append(out, line)
	})
	return out
}

// before tells whether a line and column come before others.
func before(a, b [2]int) bool { return a[0] < b[0] || a[0] == b[0] && a[1] < b[1] }

// sameLine tells whether rectangles of text go on in one line, across or down.
func sameLine(a, b unit.Rect) bool {
	if a.Y == b.Y && a.H == b.H {
		return b.X >= a.X && b.X-a.Right() < a.H
	}
	return a.X == b.X && a.W == b.W && b.Y >= a.Y && b.Y-a.Bottom() < a.W
}
