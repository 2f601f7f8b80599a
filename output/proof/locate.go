package proof

import (
	"slices"
	"unicode/utf8"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// turned is a coordinate system on the page.
type turned struct {
	at      unit.Point
	quarter int
}

func (t turned) point(p unit.Point) unit.Point {
	switch t.quarter & 3 {
	case 1:
		p = unit.Point{X: -p.Y, Y: p.X}
	case 2:
		p = unit.Point{X: -p.X, Y: -p.Y}
	case 3:
		p = unit.Point{X: p.Y, Y: -p.X}
	}
	return p.Add(t.at)
}

func (t turned) rect(r unit.Rect) unit.Rect {
	a, b := t.point(unit.Point{X: r.X, Y: r.Y}), t.point(unit.Point{X: r.Right(), Y: r.Bottom()})
	return unit.Rect{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: max(a.X-b.X, b.X-a.X), H: max(a.Y-b.Y, b.Y-a.Y)}
}

// walk calls visit with every item of a list that is not a group, in order, and the
// system it stands in.
func walk(items []page.Item, t turned, visit func(page.Item, turned)) {
	for _, it := range items {
		if g, ok := it.(*page.Group); ok {
			walk(g.Items, turned{t.point(g.At), t.quarter + g.Quarter}, visit)
			continue
		}
		visit(it, t)
	}
}

// locate returns the place on the page that a note is about, empty when it has none: the
// character at its place in the source, else the story's piece, else the slot.
func locate(d *page.Doc, pg *page.Page, plan *Plan, n *Note) unit.Rect {
	if r := character(d, pg, n); !r.Empty() {
		return r
	}
	var place unit.Rect
	walk(pg.Items, turned{}, func(it page.Item, t turned) {
		if m, ok := it.(*page.Mark); ok && n.Story != "" && m.Open && m.Role == page.RoleStory && m.ID == n.Story && place.Empty() {
			place = t.rect(m.Rect)
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
	var system turned
	walk(pg.Items, turned{}, func(it page.Item, t turned) {
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
	at := 0
	for range n.Col - best.Pos.Col { // what the source has beyond the run is not printed
		_, size := utf8.DecodeRuneInString(best.Src[at:])
		if at+size >= len(best.Src) {
			break
		}
		at += size
	}
	return system.rect(cell(best, at))
}

// cell returns the cell, an em high, of the character at a byte offset of a run.
func cell(t *page.Text, offset int) unit.Rect {
	i := 0
	for i+1 < len(t.Glyphs) && int(t.Glyphs[i+1].Cluster) <= offset {
		i++
	}
	g := t.Glyphs[i]
	r := unit.Rect{X: t.At.X + unit.Length(g.X), Y: t.At.Y + unit.Length(g.Y) - t.Size*88/100, W: t.Size, H: t.Size}
	if t.Dir == page.Horizontal && i+1 < len(t.Glyphs) {
		if w := unit.Length(t.Glyphs[i+1].X - g.X); w > 0 && w < t.Size {
			r.W = w
		}
	}
	return r
}
