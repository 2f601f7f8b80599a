package flow

import (
	"strings"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// run is words of a line in a style.
type run struct {
	style *style
	words string
}

// runs sets words of several styles one after another on a line, and returns how wide they are.
func (p *painter) runs(parts []run, at unit.Point, measure unit.Length, a typo.Align) unit.Length {
	var all unit.Length
	for _, r := range parts {
		all += p.natural(r.style, r.words)
	}
	switch a {
	case typo.Right:
		at.X += measure - all
	case typo.Center:
		at.X += (measure - all) / 2
	}
	for _, r := range parts {
		at.X += p.text(r.style, r.words, at, 0, typo.Left)
	}
	return all
}

// folioSizes are those of a page's number and section by the width of its type area: 24 and 18
// points on a broadsheet, 18 and 14 on a tabloid.
func folioSizes(look editions.FolioLook, g *Grid, r unit.Rect) (number, section unit.Length) {
	in := unit.Grid{Char: g.Size, Line: g.Leading}
	if number = look.Number.Resolve(in); number <= 0 {
		number = min(greatestStep(max(r.W/40, 18*unit.Pt), 0, func(unit.Length) bool { return true }), 28*unit.Pt)
		number = min(number, r.H.MulDiv(96, 100))
	}
	if section = look.Section.Resolve(in); section <= 0 {
		section = min(max(number.MulDiv(3, 4), 14*unit.Pt), 22*unit.Pt, number)
	}
	return number, section
}

// folio sets date, section and page over a rule, under one at the foot of a page, or on a bar;
// odd pages have the page number at the right, even ones at the left, so that it stands at the
// outer edge.
func (p *painter) folio() {
	k := p.sheet.Styles
	t := p.sheet.Page.Template
	look, l := t.Look.Folio, k.at(editions.Folio)
	wide := p.rect
	if p.sheet.Page.Wide() == 1 {
		wide.W = max(wide.W, k.grid.Area.W) // a line shorter than its page is no smaller
	}
	number, section := folioSizes(look, k.grid, wide)
	color := k.Palette.Color(look.Color)
	at := unit.Point{X: p.rect.X, Y: p.rect.Bottom() - l.font.Size/2}
	inside := p.rect.W
	if look.Foot {
		at.Y = p.rect.Y + l.font.Size/2 + ascent(number)
	}
	if look.Style == editions.FolioBar {
		top, foot := p.rect.Y, p.rect.Bottom()
		number, section = min(number, (foot-top).MulDiv(8, 10)), min(section, (foot-top).MulDiv(7, 10))
		p.items = append(p.items, rectangle(unit.Rect{X: p.rect.X, Y: top, W: p.rect.W, H: foot - top}, &color, nil, 0))
		at.X, at.Y, inside = at.X+l.font.Size, (top+foot-number)/2+ascent(number), inside-2*l.font.Size
		l = p.onInk(l, color)
	}
	big, name := k.sized(editions.Folio, number).in(l.font.Color), k.sized(editions.Folio, section).in(l.font.Color)
	outer, inner := typo.Right, typo.Left
	if p.sheet.Number%2 == 0 {
		outer, inner = inner, outer
	}
	left := dateLine(p.sheet.Edition.Date)
	if e := p.sheet.Page.Editor; e != "" {
		left += "\u3000" + e
	}
	beside := p.runs([]run{{l, left}}, at, inside, inner)
	if look.Style == editions.FolioBlock {
		beside = max(beside, p.folioBlock(l, big, color, at.Y, outer))
	} else {
		beside = max(beside, p.runs([]run{{l, strings.TrimSpace(p.sheet.Edition.Paper.Name + "\u3000第")}, {big, p.sheet.Name}, {l, "版"}}, at, inside, outer))
	}
	for most := inside - 2*beside - l.font.Size; section > l.font.Size && p.natural(name, p.sheet.Page.Section) > most; {
		section -= unit.Pt
		name = k.sized(editions.Folio, section).in(l.font.Color)
	}
	p.text(name, p.sheet.Page.Section, at, inside, typo.Center)
	p.folioRule(look, l.font.Size, color)
}

// folioBlock lays a block of colour under the number at the outer end, in which that is white,
// and returns how much of the line it takes.
func (p *painter) folioBlock(l, big *style, c page.Color, base unit.Length, outer typo.Align) unit.Length {
	small, white := p.onInk(l, c), big.in(onColor(c))
	number := big.font.Size
	parts := []run{{small, "第"}, {white, p.sheet.Name}, {small, "版"}}
	pad := number / 3
	w := p.natural(white, p.sheet.Name) + 2*p.natural(small, "版") + 2*pad
	r := unit.Rect{X: p.rect.Right() - w, Y: base - ascent(number) - pad/3, W: w, H: number + pad/2}
	if outer == typo.Left {
		r.X = p.rect.X
	}
	p.items = append(p.items, rectangle(r, &c, nil, 0))
	p.runs(parts, unit.Point{X: r.X, Y: base}, r.W, typo.Center)
	at := unit.Point{X: r.Right() + pad, Y: base}
	paper := p.natural(l, p.sheet.Edition.Paper.Name)
	if outer == typo.Right {
		at.X = r.X - pad - paper
	}
	p.text(l, p.sheet.Edition.Paper.Name, at, 0, typo.Left)
	return w + pad + paper
}

// folioRule draws the rule of a folio line: 文武线, the thin line inside, unless the look says
// another.
func (p *painter) folioRule(look editions.FolioLook, size unit.Length, c page.Color) {
	if look.Style == editions.FolioPlain || look.Style == editions.FolioBar {
		return
	}
	y, side := p.rect.Bottom()+size/8, unit.Length(1)
	if look.Foot {
		y, side = p.rect.Y-size/8, -1
	}
	from, to := unit.Point{X: p.rect.X, Y: y}, unit.Point{X: p.rect.Right(), Y: y}
	if look.Rules == editions.LineUsual {
		p.rule(y, unit.Pt, c)
		p.rule(y+side*2*unit.Pt, unit.Pt*3/10, c)
		return
	}
	p.items = append(p.items, line(look.Rules, 0, c, from, to)...)
}

// folios sets the folio lines: on a spread each page's own.
func (p *painter) folios() {
	from, to, ok := p.sheet.Page.Template.GutterAt()
	whole, sheet := p.rect, p.sheet
	if !ok {
		p.folio()
		return
	}
	left, right := p.sheet.Page.Halves()
	if whole.X < from {
		p.sheet.Name = left
		p.rect.W = min(whole.Right(), from) - whole.X
		p.folio()
	}
	if whole.Right() > to {
		p.sheet.Name, p.sheet.Number = right, sheet.Number+1
		p.rect.X = max(whole.X, to)
		p.rect.W = whole.Right() - p.rect.X
		p.folio()
	}
	p.rect, p.sheet = whole, sheet
}
