package flow

import (
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// group paints the label of a group: on a bar of its head's colour as wide as the group, or
// over a fine rule behind an upright stroke.
func (p *painter) group(s *editions.Slot) {
	k := p.sheet.Styles
	g := k.grid
	lines := g.LinesFor(p.rect.H)
	bar := unit.Rect{X: p.rect.X, Y: p.rect.Y, W: p.rect.W, H: unit.Length(lines)*g.Leading - g.Leading*6/10}
	if fill := k.Palette.fill(s.Head); fill != nil {
		if boxed(s) {
			f := s.Frames[0]
			in := g.Inside(s, g.FrameRect(f))
			first, _ := g.template.GridLines(f)
			_, above := s.Box.Pad(g.Size, g.Leading)
			first += above - 1
			bar = unit.Rect{X: in.X, Y: in.Y, W: in.W, H: g.Top(first+lines) + (g.Leading-g.Size)/2 - in.Y}
		}
		p.items = append(p.items, rectangle(bar, fill, nil, 0))
	}
	size := bar.H.MulDiv(6, 10)
	if m := s.Head.Size; !m.IsZero() {
		size = m.Resolve(unit.Grid{Char: g.Size, Line: g.Leading})
	}
	l := k.faced(k.sized(editions.Label, size), s.Head.Font)
	if s.Head.Reverse {
		l = l.white()
	}
	at := unit.Point{X: p.rect.X, Y: bar.Y + (bar.H-size)/2 + ascent(size)}
	align := typo.Left
	if s.Head.AlignSet {
		align = s.Head.Align
	}
	if !s.Head.Bar() {
		p.underLabel(bar, size, l.font.Color, align)
		if align == typo.Left {
			at.X += size / 2
		}
	} else if bar.X == p.rect.X && align == typo.Left {
		at.X += g.Size / 2
	}
	p.text(l, s.Label, at, p.rect.Right()-at.X, align)
}

// underLabel draws the rule under a group's label, and the stroke before one at the left.
func (p *painter) underLabel(place unit.Rect, size unit.Length, c page.Color, align typo.Align) {
	p.items = append(p.items, &page.Rule{From: unit.Point{X: place.X, Y: place.Bottom()}, To: unit.Point{X: place.Right(), Y: place.Bottom()}, Width: unit.Pt / 2, Color: c})
	if align == typo.Left {
		x, y := place.X+size/8, place.Y+(place.H-size)/2
		p.items = append(p.items, &page.Rule{From: unit.Point{X: x, Y: y}, To: unit.Point{X: x, Y: y + size}, Width: size / 5, Color: c})
	}
}
