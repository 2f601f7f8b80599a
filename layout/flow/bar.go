package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// white is a style with its type in white, for reversed heads (反白).
func (l *style) white() *style {
	out := *l
	out.font, out.strong = reversed(l.font), reversed(l.strong)
	return &out
}

func reversed(f *inline.Font) *inline.Font {
	out := *f
	out.Color = page.White
	return &out
}

// fill is the colour of the bar behind a head, nil for none.
func (p *Palette) fill(h editions.Head) *page.Color {
	if !h.Bar() {
		return nil
	}
	c := p.Color(h.Tint)
	return &c
}

// barPad is the colour left free beside and around the type of a head on a bar.
func (r *Region) barPad() unit.Length {
	if !r.Slot.Head.Bar() {
		return 0
	}
	return r.Grid.Size / 2
}

// bar is the place of the colour behind a head: whole lines, the last line of the head's
// block left white below it. In a box it reaches to the frame.
func (r *Region) bar(h hole, at unit.Rect) unit.Rect {
	b := unit.Rect{X: at.X, Y: at.Y, W: at.W, H: unit.Length(h.l1-h.l0-1) * r.Grid.Leading}
	if !boxed(r.Slot) {
		return b
	}
	in := r.Grid.Inside(r.Slot, r.Rect)
	right, foot := b.Right(), b.Bottom()
	if h.c0 == 0 {
		b.X = in.X
	}
	if h.c1 == len(r.cols) {
		right = in.Right()
	}
	first, _ := r.Grid.template.GridLines(r.frame)
	if _, lines := r.Slot.Box.Pad(r.Grid.Size, r.Grid.Leading); h.l0 == first+lines {
		b.Y = in.Y
	}
	b.W, b.H = right-b.X, foot-b.Y
	return b
}

// barLines is the height of a head on a bar, in lines: a third of a line of colour above
// and below it at least, and a line of white.
func barLines(h *heading, g *Grid, least int) int {
	if len(h.lines) == 0 {
		return 0
	}
	return max(least, int((h.height+g.Leading*7/10+g.Leading-1)/g.Leading)+1, 2)
}

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
	l := k.sized(editions.Label, size)
	if s.Head.Font != "" {
		l.font = k.font(append([]string{s.Head.Font}, l.spec.Fonts...), l.spec.Latin, size, l.font.Color)
	}
	if s.Head.Reverse {
		l = l.white()
	}
	at := unit.Point{X: p.rect.X, Y: bar.Y + (bar.H-size)/2 + ascent(size)}
	align := inline.Left
	if s.Head.AlignSet {
		align = aligns[s.Head.Align]
	}
	if !s.Head.Bar() {
		p.underLabel(bar, size, l.font.Color, align)
		if align == inline.Left {
			at.X += size / 2
		}
	} else if bar.X == p.rect.X && align == inline.Left {
		at.X += g.Size / 2
	}
	p.text(l, s.Label, at, p.rect.Right()-at.X, align)
}

// underLabel draws the rule under a group's label, and the stroke before one at the left.
func (p *painter) underLabel(place unit.Rect, size unit.Length, c page.Color, align inline.Align) {
	p.items = append(p.items, &page.Rule{From: unit.Point{X: place.X, Y: place.Bottom()}, To: unit.Point{X: place.Right(), Y: place.Bottom()}, Width: unit.Pt / 2, Color: c})
	if align == inline.Left {
		x, y := place.X+size/8, place.Y+(place.H-size)/2
		p.items = append(p.items, &page.Rule{From: unit.Point{X: x, Y: y}, To: unit.Point{X: x, Y: y + size}, Width: size / 5, Color: c})
	}
}
