package pdf

import (
	"slices"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// ground is an area that was filled on the page: what comes later may stand on it, or touch it.
type ground struct {
	x0, y0, x1, y1 milli
	ink            page.Color
}

// maxGrounds bounds what is remembered of a page.
const maxGrounds = 4096

// trap is how far colours are spread into one another, and inks held back under white, so that
// plates out of register show no gaps; 0: not at all, as in groups that are turned.
func (c *content) trap() milli {
	if c.res.trap <= 0 || c.turned {
		return 0
	}
	return max(toMilli(c.res.trap), 1)
}

// lay remembers a path that was filled, if it is a rectangle.
func (c *content) lay(p *page.Path) {
	if c.trap() == 0 || p.Fill == nil || len(c.grounds) >= maxGrounds {
		return
	}
	if b, ok := c.box(p); ok {
		b.ink = *p.Fill
		c.grounds = append(c.grounds, b)
	}
}

// box is the box of a path, and whether it is a rectangle along the page.
func (c *content) box(p *page.Path) (g ground, straight bool) {
	straight = true
	first := true
	var last unit.Point
	for _, s := range p.Segs {
		if s.Op == page.Close {
			continue
		}
		n := 0
		if s.Op == page.CubicTo {
			n, straight = 2, false
		}
		q := s.P[n]
		if s.Op == page.LineTo && q.X != last.X && q.Y != last.Y {
			straight = false
		}
		if last = q; first {
			g.x0, g.x1, g.y0, g.y1, first = c.x(q.X), c.x(q.X), c.y(q.Y), c.y(q.Y), false
		}
		g.x0, g.x1 = min(g.x0, c.x(q.X)), max(g.x1, c.x(q.X))
		g.y0, g.y1 = min(g.y0, c.y(q.Y)), max(g.y1, c.y(q.Y))
	}
	return g, straight && !first
}

// under is the topmost ground that holds a point.
func (c *content) under(x, y milli) (ground, bool) {
	for _, g := range slices.Backward(c.grounds) {
		if x >= g.x0 && x <= g.x1 && y >= g.y0 && y <= g.y1 {
			return g, true
		}
	}
	return ground{}, false
}

// touched is the topmost ground of other inks that a box lies on or touches.
func (c *content) touched(b ground) (ground, bool) {
	const near = 20 // a fiftieth of a point
	for _, g := range slices.Backward(c.grounds) {
		if b.x0 <= g.x1+near && g.x0 <= b.x1+near && b.y0 <= g.y1+near && g.y0 <= b.y1+near && apart(b.ink, g.ink) {
			return g, true
		}
	}
	return ground{}, false
}

// amounts of the process inks, and of a spot.
func amounts(k page.Color) [5]uint16 {
	if k.Spot > 0 {
		return [5]uint16{4: k.Tint}
	}
	return [5]uint16{k.C, k.M, k.Y, k.K}
}

// apart tells whether a gap between two colours would be seen: neither is paper, and no ink of
// weight goes through both.
func apart(a, b page.Color) bool {
	const enough = 2000
	if a.Spot != b.Spot && a.Spot > 0 && b.Spot > 0 {
		return a.Tint > 0 && b.Tint > 0
	}
	x, y := amounts(a), amounts(b)
	inkA, inkB := false, false
	for i := range x {
		if min(x[i], y[i]) >= enough {
			return false
		}
		inkA, inkB = inkA || x[i] >= enough, inkB || y[i] >= enough
	}
	return inkA && inkB
}

// weights of cyan, magenta, yellow, black and a spot: how dark each looks.
var weights = [5]int{50, 45, 10, 100, 45}

func darkness(k page.Color) (sum int) {
	for i, v := range amounts(k) {
		sum += int(v) * weights[i]
	}
	return sum
}

// lighter is the colour of two that is spread into the other.
func lighter(a, b page.Color) page.Color {
	if darkness(a) <= darkness(b) {
		return a
	}
	return b
}

// strongest is the one ink of a colour that draws it, and whether it has others that can be held
// back.
func strongest(k page.Color) (page.Color, bool) {
	if k.Spot > 0 {
		return k, false
	}
	v := amounts(k)
	best, inks := 0, 0
	for i := range 4 {
		if v[i] > 0 {
			inks++
		}
		if int(v[i])*weights[i] > int(v[best])*weights[best] {
			best = i
		}
	}
	var out page.Color
	*[]*uint16{&out.C, &out.M, &out.Y, &out.K}[best] = v[best]
	return out, inks > 1 && v[best] > 0
}

// white tells whether a colour is paper that knocks out.
func white(k page.Color) bool { return k == page.Color{} }

// chokePath holds the weaker inks of a ground back under a white path: its outline is drawn
// first, twice the trap wide, in the strongest ink alone.
func (c *content) chokePath(p *page.Path) {
	if c.trap() == 0 || p.Fill == nil || !white(*p.Fill) {
		return
	}
	b, _ := c.box(p)
	g, ok := c.under((b.x0+b.x1)/2, (b.y0+b.y1)/2)
	key, several := strongest(g.ink)
	if !ok || !several {
		return
	}
	c.overprint(false, false)
	c.stroke(key)
	c.pen(2 * c.res.trap)
	c.segments(p.Segs)
	c.op("S")
}

// spreadPath spreads a filled path and a ground of other inks into one another: the lighter
// overprints along the edge, where both are, or the ground alone may be.
func (c *content) spreadPath(p *page.Path) {
	trap := c.trap()
	if trap == 0 || p.Fill == nil {
		return
	}
	b, _ := c.box(p)
	b.ink = *p.Fill
	g, ok := c.touched(b)
	if !ok {
		return
	}
	light := lighter(b.ink, g.ink)
	r := g // where it may be seen: on the ground, or in the path beside it
	if light != b.ink {
		r = ground{max(g.x0-trap, b.x0), max(g.y0-trap, b.y0), min(g.x1+trap, b.x1), min(g.y1+trap, b.y1), light}
	}
	if r.x0 >= r.x1 || r.y0 >= r.y1 {
		return
	}
	c.save()
	for _, v := range []milli{r.x0, r.y0, r.x1 - r.x0, r.y1 - r.y0} {
		c.milli(v)
	}
	c.op("re W n")
	c.overprint(false, true)
	c.stroke(light)
	c.pen(2 * c.res.trap)
	c.segments(p.Segs)
	c.op("S")
	c.restore()
}

// trapText draws what goes with a run on a ground: before it the outline in the strongest ink
// of the ground, where the run is white; after it, where the run is coloured, the lighter of
// both over the edge. It draws no character that could be copied twice.
func (c *content) trapText(t *page.Text, before bool) {
	if c.trap() == 0 || solidBlack(t.Color) || t.Src == "" || len(t.Glyphs) == 0 {
		return
	}
	g, ok := c.under(c.x(t.At.X+unit.Length(t.Glyphs[0].X)), c.y(t.At.Y+unit.Length(t.Glyphs[0].Y)))
	if !ok {
		return
	}
	ink, over := lighter(t.Color, g.ink), true
	if white(t.Color) {
		ink, ok = strongest(g.ink)
		over = false
	} else {
		ok = apart(t.Color, g.ink)
	}
	if !ok || before != white(t.Color) {
		return
	}
	c.overprint(false, over)
	c.beginText()
	c.stroke(ink)
	c.pen(2 * c.res.trap)
	c.font(int(t.Face), t.Size)
	c.op("1 Tr")
	c.op("/Span<</ActualText<FEFF>>>BDC")
	for i := 0; i < len(t.Glyphs); {
		j := i + 1
		for j < len(t.Glyphs) && t.Glyphs[j].Y == t.Glyphs[i].Y {
			j++
		}
		c.show(t, i, j)
		i = j
	}
	c.op("EMC")
	c.op("0 Tr")
}
