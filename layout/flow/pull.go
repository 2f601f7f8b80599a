package flow

import (
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// pull is a pull quote (提要): words of the story set out between two rules where they stand
// in it, over two columns where the story has three or more.
type pull struct {
	sh      *inline.Shaped
	size    unit.Length
	leading unit.Length
	color   page.Color
}

// leastPull is how many characters of its own size a pull quote is wide at least.
const leastPull = 4

// pull measures a pull quote; p is its paragraph as it stands where it has no room.
func (m *maker) pull(l *style, p *inline.Para) *pull {
	q := *p
	q.Dir, q.Head = m.g.dir, true
	return &pull{sh: m.Shape(&q), size: l.font.Size, leading: l.leading, color: l.font.Color}
}

// pulled sets a pull quote, over fewer columns where it has no room over two. It tells whether
// it stands; else it is a paragraph.
func (p *pourer) pulled(i int, e *element) bool {
	if p.at >= len(p.out.slots) {
		return false
	}
	n := 1
	if len(p.out.slots[p.at].r.cols) > 2 && !p.out.slots[p.at].r.upright() {
		n = 2
	}
	for ; n > 0; n-- {
		if p.floatHere(i, e, n) || p.floatLater(i, e, n) {
			return true
		}
	}
	return false
}

// floats tells whether a row stands free of the columns' lines, in slots brought forward.
func (r rowAt) floats() bool { return r.fig != nil || r.box != nil && r.box.width > 0 }

// pullQuote composes a pull quote for a place: its lines in the middle of whole grid lines,
// half an em of white and a rule above and below them; before and behind in vertical text.
func (c *composer) pullQuote(q *pull, at berth) float {
	r, g := at.r, at.r.Grid
	in := r.inner(at.c0, at.c0+at.columns, r.top, r.top+1)
	measure, edge := in.W-q.size, q.size/2
	if r.upright() {
		measure = in.H - q.size
	}
	if measure < leastPull*q.size {
		return float{}
	}
	lines := c.Break(nil, q.sh, []unit.Length{measure})
	deep := unit.Length(len(lines)-1)*q.leading + q.size
	n := g.LinesFor(deep + 2*edge + g.Size/2)
	if n > at.room || len(lines) == 0 {
		return float{}
	}
	white := (g.Height(n) - deep) / 2
	draw := func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
		box := unit.Rect{X: at.X, Y: at.Y, W: in.W, H: g.Height(n)}
		if r.upright() {
			box.W, box.H = g.Height(n), in.H
		}
		dst = q.rules(dst, box, white-edge, r.upright())
		for k, l := range lines {
			p := unit.Point{X: at.X + edge, Y: at.Y + white + unit.Length(k)*q.leading + ascent(q.size)}
			if r.upright() {
				p = unit.Point{X: box.Right() - white - unit.Length(k)*q.leading - q.size/2, Y: at.Y + edge}
			}
			dst = s.Place(dst, q.sh, l, p)
		}
		return dst
	}
	width := in.W
	if r.upright() {
		width = g.Height(n)
	}
	return float{block: block{lines: n, width: width, draw: draw}}
}

// rules are the two of a pull quote, so far inside its box.
func (q *pull) rules(dst []page.Item, box unit.Rect, in unit.Length, upright bool) []page.Item {
	const width = unit.Pt
	in = max(in, width/2)
	box = unit.Rect{X: box.X, Y: box.Y + in, W: box.W, H: box.H - 2*in}
	corners := [2][2]unit.Point{{{X: box.X, Y: box.Y}, {X: box.Right(), Y: box.Y}}, {{X: box.X, Y: box.Bottom()}, {X: box.Right(), Y: box.Bottom()}}}
	if upright {
		box = unit.Rect{X: box.X + in, Y: box.Y - in, W: box.W - 2*in, H: box.H + 2*in}
		corners = [2][2]unit.Point{{{X: box.Right(), Y: box.Y}, {X: box.Right(), Y: box.Bottom()}}, {{X: box.X, Y: box.Y}, {X: box.X, Y: box.Bottom()}}}
	}
	dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true})
	for _, c := range corners {
		dst = append(dst, &page.Rule{From: c[0], To: c[1], Width: width, Color: q.color})
	}
	return append(dst, &page.Mark{Role: page.RoleFurniture})
}
