package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
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

// endLook is the ornament (尾花) that closes the story in hand, should its last line stand in a slot;
// NoOrnament: none.
func (e *emitter) endLook(s lineSlot) editions.EndLook {
	look := e.g.styles.grid.template.Look.End
	if s.r.Slot.End != editions.NoOrnament || s.r.Slot.EndSet {
		look.Ornament = s.r.Slot.End
	}
	if !e.last || s.r.upright() {
		look.Ornament = editions.NoOrnament
	}
	return look
}

// A tailpiece is a square a little smaller than a character, a third of one behind the last line.
func tailpieceSize(size unit.Length) unit.Length { return size.MulDiv(62, 100) }
func tailpieceRoom(size unit.Length) unit.Length { return size/3 + tailpieceSize(size) }

// beforeTailpiece is a line that ends at the right, a signature or a by-line, so much further left that a
// tailpiece has room behind it; one for which there is no room, or that would come too near to the text
// beside it, stays where it is.
func (e *emitter) beforeTailpiece(ln inline.Line, a typo.Align, s lineSlot) inline.Line {
	room := tailpieceRoom(e.g.styles.grid.Size)
	if a != typo.Right || e.endLook(s).Ornament == editions.NoOrnament {
		return ln
	}
	at := s.start(0)
	from := at.X + ln.Width - ln.Natural - room
	for _, it := range e.piece.Items {
		if t, ok := it.(*page.Text); ok && t.At.Y == at.Y && t.At.X >= at.X {
			at.X = max(at.X, page.Extent(t).Right()+room/3)
		}
	}
	if from >= at.X {
		ln.Width -= room
	}
	return ln
}

// tailpiece paints the ornament after a story's last line, the items from an index on, which ends at most at
// a place, where that leaves room for it.
func (e *emitter) tailpiece(s lineSlot, from int, end unit.Length) {
	var line unit.Rect
	for _, it := range e.piece.Items[from:] {
		line = line.Union(page.Extent(it))
	}
	size := e.g.styles.grid.Size
	if end = min(end, line.Right()); !line.Empty() && end+tailpieceRoom(size) <= s.rect(1).Right() {
		e.drawTailpiece(s, end+size/3)
	}
}

// tailpieceBelow paints it below a table that ends the story and stands in a rectangle, at the right end of
// the next line, where the column has one that nothing else has taken.
func (e *emitter) tailpieceBelow(s lineSlot, table unit.Rect) {
	if e.endLook(s).Ornament == editions.NoOrnament {
		return
	}
	for _, next := range e.outcome.free {
		next = e.lower.slot(len(e.rows)-1, next)
		place := next.rect(1)
		if next.r != s.r || int(next.line) >= s.r.foot(int(next.col)) || place.Y < table.Bottom() || place.Y >= table.Bottom()+s.r.Grid.Leading || place.X < table.X || place.X >= table.Right() || place.Right() < table.Right()-unit.Pt {
			continue
		}
		e.endBlock()
		e.extend(s.r, int(next.col), place)
		e.drawTailpiece(next, place.Right()-tailpieceSize(s.r.Grid.Size))
		return
	}
}

// drawTailpiece paints the ornament of a slot in a line of it, from x on.
func (e *emitter) drawTailpiece(s lineSlot, x unit.Length) {
	k, look := e.g.styles, e.endLook(s)
	if look.Ornament == editions.NoOrnament {
		return
	}
	c := k.at(editions.Label).font.Color
	if look.Color != "" {
		c = k.Palette.Color(look.Color)
	}
	size := k.grid.Size
	at := unit.Rect{X: x, Y: s.rect(1).Y + size.MulDiv(22, 100), W: tailpieceSize(size), H: tailpieceSize(size)}
	e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleFurniture, Open: true})
	e.piece.Items = append(e.piece.Items, ornamental(look.Ornament, at, c)...)
	e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleFurniture})
}
