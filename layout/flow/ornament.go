package flow

import (
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// petal is a shape of an ornament, in percent of its square.
type petal []curve

var petals = map[editions.Ornament][]petal{
	editions.OrnamentSquare:  {append(lines(4, 4, 96, 4, 96, 96, 4, 96), curve{op: page.Close})},
	editions.OrnamentLozenge: {append(lines(50, 0, 100, 50, 50, 100, 0, 50), curve{op: page.Close})},
	editions.OrnamentDisc:    {disc(50, 50, 46)},
	editions.OrnamentFlower:  {disc(50, 20, 20), disc(79, 41, 20), disc(68, 75, 20), disc(32, 75, 20), disc(21, 41, 20), disc(50, 50, 14)},
	editions.OrnamentLeaf: {
		{{page.MoveTo, [6]int8{8, 96}}, {page.CubicTo, [6]int8{0, 44, 40, 4, 98, 4}}, {page.CubicTo, [6]int8{98, 60, 60, 96, 8, 96}}, {op: page.Close}},
	},
	editions.OrnamentBamboo: {
		{{page.MoveTo, [6]int8{50, 30}}, {page.CubicTo, [6]int8{30, 50, 14, 70, 4, 98}}, {page.CubicTo, [6]int8{36, 88, 48, 62, 50, 30}}, {op: page.Close}},
		{{page.MoveTo, [6]int8{50, 30}}, {page.CubicTo, [6]int8{42, 56, 44, 80, 52, 100}}, {page.CubicTo, [6]int8{62, 78, 60, 54, 50, 30}}, {op: page.Close}},
		{{page.MoveTo, [6]int8{50, 30}}, {page.CubicTo, [6]int8{56, 60, 72, 86, 98, 94}}, {page.CubicTo, [6]int8{88, 66, 72, 46, 50, 30}}, {op: page.Close}},
		{{page.MoveTo, [6]int8{48, 32}}, {page.CubicTo, [6]int8{48, 18, 50, 8, 56, 0}}, {page.LineTo, [6]int8{60, 2}}, {page.CubicTo, [6]int8{55, 10, 53, 20, 53, 32}}, {op: page.Close}},
	},
}

// disc is a circle, as four curves.
func disc(x, y, r int8) petal {
	k := int8(int(r) * 55 / 100)
	return petal{
		{page.MoveTo, [6]int8{x + r, y}}, {page.CubicTo, [6]int8{x + r, y + k, x + k, y + r, x, y + r}}, {page.CubicTo, [6]int8{x - k, y + r, x - r, y + k, x - r, y}},
		{page.CubicTo, [6]int8{x - r, y - k, x - k, y - r, x, y - r}}, {page.CubicTo, [6]int8{x + k, y - r, x + r, y - k, x + r, y}}, {op: page.Close},
	}
}

// ornamental draws an ornament in a square.
func ornamental(k editions.Ornament, r unit.Rect, c page.Color) []page.Item {
	var items []page.Item
	for _, pt := range petals[k] {
		var segs []page.Seg
		for _, v := range pt {
			s := page.Seg{Op: v.op}
			for i := range s.P {
				if v.op != page.Close && (i == 0 || v.op == page.CubicTo) {
					s.P[i] = unit.Point{X: r.X + r.W.MulDiv(int64(v.p[2*i]), 100), Y: r.Y + r.H.MulDiv(int64(v.p[2*i+1]), 100)}
				}
			}
			segs = append(segs, s)
		}
		items = append(items, &page.Path{Segs: segs, Fill: &c})
	}
	return items
}

// tailpiece paints the ornament (尾花) after a story's last line, the items from an index on,
// where that leaves room for it.
func (e *emitter) tailpiece(s lineSlot, from int) {
	k := e.g.styles
	look := k.grid.template.Look.End
	if s.r.Slot.End != editions.NoOrnament || s.r.Slot.EndSet {
		look.Ornament = s.r.Slot.End
	}
	if look.Ornament == editions.NoOrnament || s.r.upright() {
		return
	}
	var line unit.Rect
	for _, it := range e.piece.Items[from:] {
		line = line.Union(page.Extent(it))
	}
	size := k.grid.Size
	at := unit.Rect{X: line.Right() + size/3, Y: s.rect(1).Y + size.MulDiv(22, 100), W: size.MulDiv(62, 100), H: size.MulDiv(62, 100)}
	if line.Empty() || at.Right() > s.rect(1).Right() {
		return
	}
	c := k.at(editions.Label).font.Color
	if look.Color != "" {
		c = k.Palette.Color(look.Color)
	}
	e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleFurniture, Open: true})
	e.piece.Items = append(e.piece.Items, ornamental(look.Ornament, at, c)...)
	e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleFurniture})
}
