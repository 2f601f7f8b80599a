package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// textElements is the text with its anchored pictures put in, in the story's order; all
// pictures where everything stands in the columns.
func (g *Galley) textElements(spec editions.PictureSpec, all bool) []element {
	var pics []picture
	for _, p := range g.pictures {
		if all || anchored(p, spec) {
			pics = append(pics, p)
		}
	}
	if len(pics) == 0 {
		return g.els
	}
	var out []element
	for _, e := range g.els {
		for len(pics) > 0 && pics[0].block < e.block {
			out, pics = append(out, floating(pics[0], spec)), pics[1:]
		}
		out = append(out, e)
	}
	for _, p := range pics {
		out = append(out, floating(p, spec))
	}
	return out
}

// floating is a picture as an element of the text.
func floating(p picture, spec editions.PictureSpec) element {
	columns := p.pic.Width
	if columns == 0 && anchored(p, spec) {
		columns = spec.Columns
	}
	return element{block: p.block, role: page.RoleFigure, chars: p.chars, columns: max(columns, 1), picture: &p}
}

// float composes an anchored picture for a place.
func (c *composer) float(p picture, spec editions.PictureSpec, at berth) float {
	compose := c.floatLevel
	if at.r.upright() {
		compose = c.floatUpright
	}
	out := compose(p, spec, at)
	least := at.r.Grid.Leading
	if p.pic.Formula { // it has its own size, which may be that of a line of type
		least = 1
	}
	if out.lines <= 0 || out.fig.image < least {
		return float{}
	}
	return out
}

// floatLevel composes a picture as wide as its columns.
func (c *composer) floatLevel(p picture, spec editions.PictureSpec, at berth) float {
	g := at.r.Grid
	width := at.r.inner(at.c0, at.c0+at.columns, at.r.top, at.r.top+1).W
	f := c.newFigure(p, spec, width)
	if p.pic.Formula {
		f, spec.Lines = c.newFigure(p, spec, min(width, ownWidth(p.pic))), 0
	}
	aside := (width - f.width) / 2
	if at.under {
		f.above = g.Size / 2
	}
	n := f.fit(g, spec.Lines, at.room)
	if at.more != 0 {
		n = f.fit(g, max(n+at.more-f.restLines(g), 1), at.room)
	}
	return float{fig: f, block: block{lines: n, draw: func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
		return f.draw(s, dst, unit.Point{X: at.X + aside, Y: at.Y + f.above})
	}}}
}

// formulaPPI is the resolution in which pictures of formulas come.
const formulaPPI = 300

// ownWidth is how wide a picture of a formula is.
func ownWidth(p *editions.Picture) unit.Length {
	if p.Image == nil {
		return 1 << 30
	}
	return unit.Length(p.Image.W) * 72 * unit.Pt / formulaPPI
}

// floatUpright composes a picture as high as a column of vertical text.
func (c *composer) floatUpright(p picture, spec editions.PictureSpec, at berth) float {
	g := at.r.Grid
	f := c.figureOfHeight(p, spec, at.r.cols[at.c0].w)
	drop := unit.Length(0)
	if p.pic.Formula {
		f = c.newFigure(p, spec, ownWidth(p.pic))
		f.notBeside()
		f.resizeWithin(at.r.cols[at.c0].w)
		drop = max(at.r.cols[at.c0].w-f.height(), 0) / 2
	}
	n := min(g.LinesFor(f.width+g.Size), at.room)
	if most := g.Height(n) - g.Size; f.width > most {
		f = c.newFigure(p, spec, max(most, 1))
		f.notBeside()
		f.resizeWithin(at.r.cols[at.c0].w)
	}
	if f.height() > at.r.cols[at.c0].w {
		f.image = 0
	}
	aside := (g.Height(n) - f.width) / 2
	return float{fig: f, block: block{lines: n, draw: func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
		return f.draw(s, dst, unit.Point{X: at.X + aside, Y: at.Y + drop})
	}}}
}
