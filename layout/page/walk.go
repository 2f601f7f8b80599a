package page

import (
	"unicode/utf8"

	"banxin/layout/unit"
)

// Frame is a coordinate system of a page: turned by quarters clockwise about 0,0, then
// moved. The zero Frame is the page's own.
type Frame struct {
	At      unit.Point
	Quarter int
}

// Point returns where a point of the frame lies on the page.
func (f Frame) Point(p unit.Point) unit.Point {
	switch f.Quarter & 3 {
	case 1:
		p = unit.Point{X: -p.Y, Y: p.X}
	case 2:
		p = unit.Point{X: -p.X, Y: -p.Y}
	case 3:
		p = unit.Point{X: p.Y, Y: -p.X}
	}
	return p.Add(f.At)
}

// Rect returns where a rectangle of the frame lies on the page.
func (f Frame) Rect(r unit.Rect) unit.Rect {
	a, b := f.Point(unit.Point{X: r.X, Y: r.Y}), f.Point(unit.Point{X: r.Right(), Y: r.Bottom()})
	return unit.Rect{X: min(a.X, b.X), Y: min(a.Y, b.Y), W: max(a.X-b.X, b.X-a.X), H: max(a.Y-b.Y, b.Y-a.Y)}
}

// Of returns the system that a group's items stand in, the group standing in f.
func (f Frame) Of(g *Group) Frame { return Frame{f.Point(g.At), f.Quarter + g.Quarter} }

// Walk calls visit with every item of a list that is not a group, in order, and the
// system it stands in.
func Walk(items []Item, in Frame, visit func(Item, Frame)) {
	for _, it := range items {
		if g, ok := it.(*Group); ok {
			Walk(g.Items, in.Of(g), visit)
			continue
		}
		visit(it, in)
	}
}

// ascent is how far a cell of Chinese text rises over the baseline, in hundredths of its
// size.
const ascent = 88

// Cell returns the cell, an em high, of the character at a byte offset of Src. A character
// narrower than an em has a cell of its width, as far as the glyph after it tells.
func (t *Text) Cell(offset int) unit.Rect {
	i := 0
	for k, g := range t.Glyphs { // of a run from right to left the offsets fall
		if int(g.Cluster) <= offset && (g.Cluster >= t.Glyphs[i].Cluster || int(t.Glyphs[i].Cluster) > offset) {
			i = k
		}
	}
	return t.GlyphCell(i)
}

// GlyphCell returns the cell of a glyph.
func (t *Text) GlyphCell(i int) unit.Rect {
	g := t.Glyphs[i]
	r := unit.Rect{X: t.At.X + unit.Length(g.X), Y: t.At.Y + unit.Length(g.Y) - t.Size*ascent/100, W: t.Size, H: t.Size}
	if t.Dir == Horizontal && i+1 < len(t.Glyphs) {
		if w := unit.Length(t.Glyphs[i+1].X - g.X); w > 0 && w < t.Size {
			r.W = w
		}
	}
	return r
}

// Offset returns the byte offset in Src of the character at a column of the run's line in
// the source. What the source has beyond the run is not printed: it is the last one.
func (t *Text) Offset(col int32) int {
	at := 0
	for range col - t.Pos.Col {
		_, size := utf8.DecodeRuneInString(t.Src[at:])
		if at+size >= len(t.Src) {
			break
		}
		at += size
	}
	return at
}
