package plates

import (
	"math"

	"banxin/output/internal/content"
	"banxin/output/internal/raster"
)

// clip is where things are painted. It is never changed: states share it.
type clip struct {
	win  raster.Window
	mask *coverage // nil: all of the window
}

// coverage is how much of each pixel of a window counts.
type coverage struct {
	win raster.Window
	pix []uint8
}

// through multiplies a row of coverage, which lies in the window.
func (m *coverage) through(x, y int, cover []uint8) {
	at := (y-m.win.Y0)*(m.win.X1-m.win.X0) + x - m.win.X0
	multiply(cover, m.pix[at:at+len(cover)])
}

// softMask is a soft mask: outside of its window it lets so much through.
type softMask struct {
	coverage
	outside uint8
}

func (m *softMask) through(x, y int, cover []uint8) {
	if y < m.win.Y0 || y >= m.win.Y1 {
		m.beyond(cover)
		return
	}
	from, to := min(max(m.win.X0-x, 0), len(cover)), min(max(m.win.X1-x, 0), len(cover))
	if to <= from {
		m.beyond(cover)
		return
	}
	m.beyond(cover[:from])
	m.coverage.through(x+from, y, cover[from:to])
	m.beyond(cover[to:])
}

func (m *softMask) beyond(cover []uint8) {
	for i, c := range cover {
		cover[i] = div255(uint32(c) * uint32(m.outside))
	}
}

// clipTo cuts the clip by an outline, which is given up: a rectangle along the pixels is their
// nearest edges, so that what is cut into strips has no seams.
func (in *interpreter) clipTo(o *raster.Outline, evenOdd bool) {
	if w, ok := rectangle(o); ok {
		in.g.clip.win = in.g.clip.win.Intersect(w)
		return
	}
	c := clip{}
	if len(o.Ends) > 0 {
		c.win = o.Move(raster.Point{}).Intersect(in.g.clip.win)
	}
	if c.win.Empty() {
		in.g.clip = clip{}
		return
	}
	p := in.p
	p.spend(c.win)
	in.bounded()
	p.area.Open(c.win, evenOdd)
	p.area.Outline(o, raster.Point{})
	width := c.win.X1 - c.win.X0
	c.mask = &coverage{win: c.win, pix: make([]uint8, 0, width*(c.win.Y1-c.win.Y0))}
	for y := c.win.Y0; y < c.win.Y1; y++ {
		n := len(c.mask.pix)
		c.mask.pix = p.area.Row(c.mask.pix, y)
		if old := in.g.clip.mask; old != nil {
			old.through(c.win.X0, y, c.mask.pix[n:])
		}
	}
	in.g.clip = c
}

// maxMasks is how many masks the states of a page may hold, a part of which are those of each
// stream within another.
const maxMasks = 64

// bounded ends a page whose saved states hold too many masks.
func (in *interpreter) bounded() {
	var last [2]any
	n := 0
	for _, g := range in.stack {
		if now := [2]any{g.clip.mask, g.soft}; now != last {
			last, n = now, n+1
		}
	}
	if n > maxMasks/(in.depth+1)+8 {
		in.p.find(TooMuch, "")
		panic(stopped{})
	}
}

// rectangle tells whether an outline is one along the pixels, and to which it is nearest.
func rectangle(o *raster.Outline) (w raster.Window, ok bool) {
	if len(o.Ends) != 1 {
		return w, false
	}
	pts := o.Pts
	if n := len(pts); n == 5 && pts[0] == pts[4] {
		pts = pts[:4]
	}
	if len(pts) != 4 {
		return w, false
	}
	a, b, c, d := pts[0], pts[1], pts[2], pts[3]
	if !(a.X == b.X && b.Y == c.Y && c.X == d.X && d.Y == a.Y || a.Y == b.Y && b.X == c.X && c.Y == d.Y && d.X == a.X) {
		return w, false
	}
	near := func(v int64) int { return int((v + raster.Sub/2) >> raster.SubBits) }
	return raster.Win(near(o.Min.X), near(o.Min.Y), near(o.Max.X), near(o.Max.Y)), true
}

// snapped is the pixels nearest to a rectangle of the page.
func snapped(m content.Matrix, x0, y0, x1, y1 float64) raster.Window {
	b := bounds(m, x0, y0, x1, y1)
	near := func(v float64) int { return int(math.Floor(min(max(v, -1e6), 1e6) + 0.5)) }
	return raster.Win(near(b[0]), near(b[1]), near(b[2]), near(b[3]))
}

// bounds is the box around a rectangle as m moves it.
func bounds(m content.Matrix, x0, y0, x1, y1 float64) [4]float64 {
	out := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, p := range [4][2]float64{{x0, y0}, {x1, y0}, {x0, y1}, {x1, y1}} {
		x, y := m.Apply(p[0], p[1])
		out = [4]float64{min(out[0], x), min(out[1], y), max(out[2], x), max(out[3], y)}
	}
	return out
}

// holding is the window of all pixels that a rectangle touches.
func holding(m content.Matrix, x0, y0, x1, y1 float64) raster.Window {
	b := bounds(m, x0, y0, x1, y1)
	low := func(v float64) int { return int(math.Floor(min(max(v, -1e6), 1e6))) }
	high := func(v float64) int { return int(math.Ceil(min(max(v, -1e6), 1e6))) }
	return raster.Win(low(b[0]), low(b[1]), high(b[2]), high(b[3]))
}

func byteOf(v float64) uint8 {
	if !(v > 0) {
		return 0
	}
	return uint8(min(v, 1)*255 + 0.5)
}

func root(v float64) float64 { return math.Sqrt(v) }
