package flow

import (
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// painter paints furniture.
type painter struct {
	*inline.Setter
	sheet Sheet
	rect  unit.Rect
	slot  string
	items []page.Item
	found source.List
}

// text sets one line in a measure and returns its natural width.
func (p *painter) text(l *style, s string, at unit.Point, measure unit.Length, a typo.Align) unit.Length {
	para := p.sheet.Styles.words(l, s)
	para.Align = a
	sh := p.Shape(para)
	for _, ln := range p.Break(nil, sh, []unit.Length{max(measure, sh.Natural())}) {
		p.items = p.Place(p.items, sh, ln, at)
	}
	return sh.Natural()
}

func (p *painter) natural(l *style, s string) unit.Length {
	return p.Shape(p.sheet.Styles.words(l, s)).Natural()
}

func (p *painter) rule(y, w unit.Length, c page.Color) {
	p.items = append(p.items, &page.Rule{From: unit.Point{X: p.rect.X, Y: y}, To: unit.Point{X: p.rect.Right(), Y: y}, Width: max(w, finestIn(c)), Color: c})
}

// onInk is a style for small type on a colour: white on a dark one of several inks is no
// smaller than those can hold.
func (p *painter) onInk(l *style, c page.Color) *style {
	ink := onColor(c)
	if ink == page.White && c.Several() && l.font.Size < page.LeastInked {
		l = p.sheet.Styles.sized(l.spec.Name, page.LeastInked)
	}
	return l.in(ink)
}

// onColor is the colour of type on a colour: white where that is dark.
func onColor(c page.Color) page.Color {
	darkness := 30*int(c.C) + 59*int(c.M) + 11*int(c.Y) + 100*int(c.K) // as editions.InkColor.Dark
	if c.Spot != 0 || darkness > 45*10000 {
		return page.White
	}
	return page.Black
}
