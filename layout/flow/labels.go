package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// badge is what makes a label (栏目) one: what stands under and beside its words, relative to
// the corner of its place, and where the words stand in it.
type badge struct {
	items []page.Item
	words unit.Point // of the words' em box
	align typo.Align
	h     unit.Length
	white bool // its words are in the colour of the paper, or in black on a pale one
	ink   page.Color
}

// newBadge makes the badge of words so wide and so high, in type of a size and a colour, over a width.
func newBadge(look editions.LabelStyle, size, words, high, width unit.Length, c page.Color) badge {
	pad := size / 2
	rule := func(y, w unit.Length, s page.Stroke) page.Item {
		return &page.Rule{From: unit.Point{Y: y}, To: unit.Point{X: width, Y: y}, Width: w, Color: c, Style: s}
	}
	block := unit.Rect{W: words + 2*pad, H: high + size.MulDiv(55, 100)}
	in := unit.Point{X: pad, Y: (block.H - high) / 2}
	switch look {
	case editions.LabelReverse:
		return badge{items: []page.Item{rectangle(block, &c, nil, 0), rule(block.H-unit.Pt/2, unit.Pt, page.Solid)}, words: in, h: block.H, white: true, ink: onColor(c)}
	case editions.LabelFrame:
		w := unit.Pt * 8 / 10
		return badge{items: []page.Item{rectangle(block.Inset(w/2), nil, &c, w)}, words: in, h: block.H}
	case editions.LabelBookmark:
		x, h := min(block.W+max(pad, block.H/2), max(width, block.W)), block.H
		at := func(x, y unit.Length) [3]unit.Point { return [3]unit.Point{{X: x, Y: y}} }
		tail := &page.Path{Fill: &c, Segs: []page.Seg{ // beside the block, so that presses' checks see on what the words stand
			{Op: page.MoveTo, P: at(block.W, 0)}, {Op: page.LineTo, P: at(x, 0)}, {Op: page.LineTo, P: at(max(x-h*4/10, block.W), h/2)}, {Op: page.LineTo, P: at(x, h)}, {Op: page.LineTo, P: at(block.W, h)}, {Op: page.Close},
		}}
		return badge{items: []page.Item{rectangle(block, &c, nil, 0), tail}, words: in, h: h, white: true, ink: onColor(c)}
	case editions.LabelDouble:
		w := 2 * unit.Pt
		return badge{items: []page.Item{rule(w/2, w, page.Double), rule(high+3*w+w/2, w, page.Double)}, words: unit.Point{Y: 2 * w}, h: high + 4*w}
	case editions.LabelFlower:
		s := size.MulDiv(9, 10)
		x := (width - words) / 2
		y := (size - s) / 2
		if x < s+pad { // no room for flowers
			return badge{align: typo.Center, h: high}
		}
		items := ornamental(editions.OrnamentFlower, unit.Rect{X: x - s - pad, Y: y, W: s, H: s}, c)
		items = append(items, ornamental(editions.OrnamentFlower, unit.Rect{X: x + words + pad, Y: y, W: s, H: s}, c)...)
		far := unit.Length(2 * pad)
		if left := x - s - pad - far; left > 2*size {
			y := size / 2
			for _, from := range []unit.Length{0, x + words + pad + s + far} {
				items = append(items, &page.Rule{From: unit.Point{X: from, Y: y}, To: unit.Point{X: from + left, Y: y}, Width: unit.Pt / 2, Color: c})
			}
		}
		return badge{items: items, align: typo.Center, h: high}
	case editions.LabelPlain, editions.LabelPicture:
		return badge{h: high}
	}
	y := high + size/4
	return badge{items: []page.Item{
		rule(y, unit.Pt/2, page.Solid),
		&page.Rule{From: unit.Point{X: unit.Pt}, To: unit.Point{X: unit.Pt, Y: size}, Width: 2 * unit.Pt, Color: c},
	}, words: unit.Point{X: size / 3}, h: y}
}

// shift moves what a badge is made of.
func shift(items []page.Item, by unit.Point) []page.Item {
	out := make([]page.Item, len(items))
	for i, it := range items {
		switch it := it.(type) {
		case *page.Rule:
			r := *it
			r.From, r.To = r.From.Add(by), r.To.Add(by)
			out[i] = &r
		case *page.Path:
			p := *it
			p.Segs = append([]page.Seg(nil), it.Segs...)
			for j := range p.Segs {
				if p.Segs[j].Op == page.Close {
					continue
				}
				for k := range p.Segs[j].P {
					p.Segs[j].P[k] = p.Segs[j].P[k].Add(by)
				}
			}
			out[i] = &p
		case *page.Image:
			m := *it
			m.Rect = m.Rect.Add(by)
			out[i] = &m
		default:
			panic("flow: a badge is made of rules, paths and pictures")
		}
	}
	return out
}

// labelLook is how the labels of the page look.
func (hd *header) labelLook() editions.LabelLook {
	look := hd.styles.grid.template.Look.Label
	if hd.spec.LabelSet {
		look.Style = hd.spec.Label
	}
	if look.At == editions.LabelLeft && len(hd.g.Story.Headline) == 0 || hd.spec.Vertical {
		look.At = editions.LabelAbove
	}
	return look
}

// label sets 栏目 in the manner of the page: over the head, at its left, or on the box.
func (hd *header) label() {
	look := hd.labelLook()
	switch look.At {
	case editions.LabelLeft:
		if hd.width > 12*hd.styles.at(editions.Label).font.Size {
			hd.labelAside()
			return
		}
	case editions.LabelOnBox:
		if hd.boxed {
			hd.labelOnBox(look.Style)
			return
		}
	}
	hd.labelAbove(look)
}

// labelText is the label's words, in white or another colour where that is said.
func (hd *header) labelText(l *style) *inline.Shaped {
	p := hd.styles.para(l, hd.g.Story.Label, hd.g.Story.File)
	p.Indent, p.Align = 0, typo.Left
	sh := hd.Shape(p)
	hd.report(sh)
	return sh
}

// inkOf is the colour that a label's ornaments are in: its own, or white on a dark bar.
func (hd *header) labelInk(l *style) page.Color {
	if hd.spec.Reverse {
		return page.White
	}
	return l.font.Color
}

// labelExtent is how wide the label's words are, and how high in the lines that they need.
func (hd *header) labelExtent(l *style) (wide, high unit.Length) {
	size := l.font.Size
	sh := hd.Shape(hd.styles.para(l, hd.g.Story.Label, hd.g.Story.File))
	most := max(hd.width-size, size)
	for i, ln := range hd.Break(nil, sh, []unit.Length{most}) {
		if i > 0 {
			high += size / 5
		}
		wide, high = max(wide, min(ln.Natural, most)), high+size+size.MulDiv(int64(sh.Readings(ln)), 100)
	}
	return wide, high
}

// labelAbove sets the label over the head.
func (hd *header) labelAbove(look editions.LabelLook) {
	l := hd.styles.at(editions.Label)
	c := hd.labelInk(l)
	size := l.font.Size
	words, high := hd.labelExtent(l)
	room := hd.width - size
	b := newBadge(look.Style, size, words, high, hd.width, c)
	if look.Style == editions.LabelPicture {
		b = hd.withPicture(look.Picture, size)
		room = hd.width - b.words.X
	}
	switch {
	case b.white && hd.spec.Reverse: // white on white is nothing
		l = l.in(hd.styles.Palette.Color(hd.spec.Tint))
	case b.white:
		l = l.in(b.ink)
	case hd.spec.Reverse:
		l = l.white()
	}
	sh := hd.labelText(l)
	hd.y += b.words.Y
	for i, ln := range hd.Break(nil, sh, []unit.Length{max(room, size)}) {
		gap := unit.Length(0)
		if i > 0 {
			gap = size / 5
		}
		hd.add(page.RoleLabel, sh, ln, size, gap)
		last := &hd.h.lines[len(hd.h.lines)-1]
		last.x = b.words.X
		if b.align == typo.Center {
			last.x = (hd.width - min(ln.Natural, hd.width)) / 2
		}
	}
	hd.h.badge = append(hd.h.badge, b.items...)
	hd.y = max(hd.y, b.h) + size/8
	hd.h.height = hd.y
}

// withPicture puts a picture of the paper's before a label, half as high again as its type.
func (hd *header) withPicture(logo editions.Logo, size unit.Length) badge {
	n, found := 0, false
	if logo.File != nil && logo.File.Image != nil && logo.File.Image.H > 0 {
		n, found = hd.images[logo.File.Image.Path]
	}
	if !found {
		return badge{h: size}
	}
	high := size * 3 / 2
	im := &page.Image{File: n, X1: logo.File.Image.W, Y1: logo.File.Image.H, Alt: hd.g.Story.Label.String()}
	im.Rect = unit.Rect{W: high.MulDiv(int64(im.X1), int64(im.Y1)), H: high}
	if logo.Ink != "" {
		im.Ink = hd.styles.Palette.Color(logo.Ink)
	}
	return badge{items: []page.Item{im}, words: unit.Point{X: im.Rect.W + size/2, Y: (high - size) / 2}, h: high}
}

// labelAside sets the label at the left of the head: in two rows on a block of its colour,
// with a stroke of it, which is as high as the head.
func (hd *header) labelAside() {
	l := hd.styles.at(editions.Label)
	c := hd.labelInk(l)
	if hd.spec.Reverse {
		l = l.in(hd.styles.Palette.Color(hd.spec.Tint))
	} else {
		l = l.in(onColor(c))
	}
	size := l.font.Size
	sh := hd.labelText(l)
	per := size * unit.Length((sh.Chars()+1)/2)
	pad := size / 2
	a := &heading{id: hd.g.Story.ID, pitch: hd.h.pitch}
	y := pad
	for _, ln := range hd.Break(nil, sh, []unit.Length{per + size/4}) {
		a.lines = append(a.lines, headLine{role: page.RoleLabel, sh: sh, line: ln, x: pad, y: y + ascent(size), top: y, size: size})
		a.width = max(a.width, min(ln.Natural, per+size/4))
		y += size + size/4
	}
	a.height = y - size/4 + pad
	a.width += 2 * pad
	a.badge = []page.Item{rectangle(unit.Rect{W: a.width, H: a.height}, &c, nil, 0)}
	hd.h.aside = a
	hd.aside = a.width + size*3/4
	hd.width -= hd.aside
}

// besideLabel moves the lines of a head away from the label at its left.
func (hd *header) besideLabel() {
	if hd.h.aside == nil {
		return
	}
	for i := range hd.h.lines {
		hd.h.lines[i].x += hd.aside
	}
	if more := hd.h.aside.height - hd.h.height; more > 0 { // a head lower than its label stands in the middle of it
		for i := range hd.h.lines {
			hd.h.lines[i].y += more / 2
			hd.h.lines[i].top += more / 2
		}
		hd.h.height += more
	}
}

// labelOnBox sets the label on the upper line of the box, which it interrupts. It takes nothing
// of the head's height.
func (hd *header) labelOnBox(look editions.LabelStyle) {
	l := hd.styles.at(editions.Label)
	c := hd.labelInk(hd.styles.at(editions.Label))
	if hd.spec.Reverse {
		c = l.font.Color
	}
	size := l.font.Size
	words, _ := hd.labelExtent(l)
	if look == editions.LabelDouble || look == editions.LabelFlower || look == editions.LabelPicture {
		look = editions.LabelBar
	}
	pad := size / 2
	a := &heading{id: hd.g.Story.ID, pitch: hd.h.pitch, width: words + 2*pad, height: size.MulDiv(155, 100)}
	at := unit.Point{X: pad, Y: (a.height - size) / 2}
	switch look {
	case editions.LabelReverse, editions.LabelBookmark, editions.LabelFrame:
		b := newBadge(look, size, words, size, a.width, c)
		if a.badge = b.items[:1]; b.white {
			l = l.in(b.ink)
		}
		if look == editions.LabelFrame {
			a.badge[0].(*page.Path).Fill = hd.under()
		}
	default:
		a.badge = []page.Item{rectangle(unit.Rect{W: a.width, H: a.height}, hd.under(), nil, 0)}
	}
	sh := hd.labelText(l)
	for _, ln := range hd.Break(nil, sh, []unit.Length{words + pad}) {
		a.lines = append(a.lines, headLine{role: page.RoleLabel, sh: sh, line: ln, x: at.X, y: at.Y + ascent(size), top: at.Y, size: size})
		break
	}
	hd.h.onBox = a
}

// under is the colour of the page beyond a box.
func (hd *header) under() *page.Color {
	if tint := hd.styles.Palette.tint(hd.styles.grid.template.Look.Tint); tint != nil {
		return tint
	}
	white := page.White
	return &white
}

// drawBeside paints a label at the left of a head, or on its box.
func (h *heading) drawBeside(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
	dst = append(dst, &page.Mark{Role: page.RoleHead, ID: h.id, Open: true, Rect: unit.Rect{X: at.X, Y: at.Y, W: h.width, H: h.height}})
	dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true})
	dst = append(dst, shift(h.badge, at)...)
	dst = append(dst, &page.Mark{Role: page.RoleFurniture})
	dst = append(dst, &page.Mark{Role: page.RoleLabel, ID: h.id, Open: true, Rect: unit.Rect{X: at.X, Y: at.Y, W: h.width, H: h.height}})
	for _, l := range h.lines {
		dst = s.Place(dst, l.sh, l.line, unit.Point{X: at.X + l.x, Y: at.Y + l.y})
	}
	dst = append(dst, &page.Mark{Role: page.RoleLabel, ID: h.id})
	return append(dst, &page.Mark{Role: page.RoleHead, ID: h.id})
}

// onFrame is where a label on the box stands: in the middle of its upper line, half a character
// in from where the head begins.
func (h *heading) onFrame(r *Region, x unit.Length) unit.Point {
	if h.onBox == nil {
		return unit.Point{}
	}
	return unit.Point{X: x, Y: framed(r.Grid, r.Rect).Y - h.onBox.height/2}
}
