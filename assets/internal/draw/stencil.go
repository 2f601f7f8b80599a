package main

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// mask is how much of each point a shape covers.
type mask struct {
	w, h int
	a    []float32
}

// point is a place on a plate, from its upper left corner.
type point struct{ x, y float64 }

// pen draws the outlines of a stencil. Shapes add up; overlapping ones must turn the same way.
type pen struct {
	r vector.Rasterizer
}

// stencil returns what draw fills, on a plate's measure.
func (p *plate) stencil(draw func(*pen)) *mask { return stencil(p.w, p.h, draw) }

func stencil(w, h int, draw func(*pen)) *mask {
	var k pen
	k.r.Reset(w, h)
	draw(&k)
	dst := image.NewAlpha(image.Rect(0, 0, w, h))
	k.r.Draw(dst, dst.Bounds(), image.NewUniform(color.Opaque), image.Point{})
	m := &mask{w, h, make([]float32, w*h)}
	for i, v := range dst.Pix {
		m.a[i] = float32(v) / 255
	}
	return m
}

func (k *pen) to(x, y float64)   { k.r.LineTo(float32(x), float32(y)) }
func (k *pen) move(x, y float64) { k.r.MoveTo(float32(x), float32(y)) }

// curve goes on to the last of three points; the others are its handles.
func (k *pen) curve(a, b, to point) {
	k.r.CubeTo(float32(a.x), float32(a.y), float32(b.x), float32(b.y), float32(to.x), float32(to.y))
}

func (k *pen) close() { k.r.ClosePath() }

// area fills a polygon of x, y pairs.
func (k *pen) area(xy ...float64) {
	k.move(xy[0], xy[1])
	for i := 2; i+1 < len(xy); i += 2 {
		k.to(xy[i], xy[i+1])
	}
	k.close()
}

func (k *pen) rect(x, y, w, h float64) { k.area(x, y, x+w, y, x+w, y+h, x, y+h) }

// oval fills an ellipse round x, y.
func (k *pen) oval(x, y, rx, ry float64) {
	const c = 0.5523 // how far a quarter's handles reach
	k.move(x+rx, y)
	k.curve(point{x + rx, y + c*ry}, point{x + c*rx, y + ry}, point{x, y + ry})
	k.curve(point{x - c*rx, y + ry}, point{x - rx, y + c*ry}, point{x - rx, y})
	k.curve(point{x - rx, y - c*ry}, point{x - c*rx, y - ry}, point{x, y - ry})
	k.curve(point{x + c*rx, y - ry}, point{x + rx, y - c*ry}, point{x + rx, y})
	k.close()
}

// line fills a stroke from one point to another, w0 wide at its start and w1 at its end.
func (k *pen) line(a, b point, w0, w1 float64) {
	d := math.Hypot(b.x-a.x, b.y-a.y)
	if d == 0 {
		return
	}
	nx, ny := (b.y-a.y)/d/2, (a.x-b.x)/d/2
	k.area(a.x-nx*w0, a.y-ny*w0, a.x+nx*w0, a.y+ny*w0, b.x+nx*w1, b.y+ny*w1, b.x-nx*w1, b.y-ny*w1)
}

// through fills a closed smooth outline that passes through the points (Catmull-Rom).
func (k *pen) through(xy ...float64) {
	n := len(xy) / 2
	at := func(i int) point { i = (i + n) % n; return point{xy[2*i], xy[2*i+1]} }
	k.move(xy[0], xy[1])
	for i := 0; i < n; i++ {
		a, b, c, d := at(i-1), at(i), at(i+1), at(i+2)
		k.curve(point{b.x + (c.x-a.x)/6, b.y + (c.y-a.y)/6}, point{c.x - (d.x-b.x)/6, c.y - (d.y-b.y)/6}, c)
	}
	k.close()
}

// blur softens the mask: three box blurs, nearly a normal curve of deviation s.
func (m *mask) blur(s float64) *mask {
	return m.blurXY(s, s)
}

func (m *mask) blurXY(sx, sy float64) *mask {
	a, b := append([]float32(nil), m.a...), make([]float32, len(m.a))
	for i := 0; i < 3; i++ {
		for y := 0; y < m.h && sx > 0; y++ {
			box(b[y*m.w:], a[y*m.w:], m.w, 1, int(sx+0.5))
		}
		if sx > 0 {
			a, b = b, a
		}
		for x := 0; x < m.w && sy > 0; x++ {
			box(b[x:], a[x:], m.h, m.w, int(sy+0.5))
		}
		if sy > 0 {
			a, b = b, a
		}
	}
	return &mask{m.w, m.h, a}
}

// box averages n values, stride apart, over r to each side; beyond the ends is nothing.
func box(dst, src []float32, n, stride, r int) {
	var sum float64
	for i := -r; i < n+r; i++ {
		if i+r < n && i+r >= 0 {
			sum += float64(src[(i+r)*stride])
		}
		if j := i - r - 1; j >= 0 && j < n {
			sum -= float64(src[j*stride])
		}
		if i >= 0 && i < n {
			dst[i*stride] = float32(math.Max(0, sum) / float64(2*r+1))
		}
	}
}

// rim is where m ends towards the side dx, dy: light that falls on an edge.
func (m *mask) rim(dx, dy int, soft float64) *mask {
	out := &mask{m.w, m.h, make([]float32, len(m.a))}
	for y := 0; y < m.h; y++ {
		for x := 0; x < m.w; x++ {
			i := y*m.w + x
			sx, sy := x+dx, y+dy
			if m.a[i] == 0 || sx < 0 || sy < 0 || sx >= m.w || sy >= m.h {
				continue
			}
			if d := m.a[i] - m.a[sy*m.w+sx]; d > 0 {
				out.a[i] = d
			}
		}
	}
	out = out.blur(soft)
	for i := range out.a {
		out.a[i] *= m.a[i]
	}
	return out
}

// mirror is the reflection of the mask in water at the given level, pressed flat and
// shaken sidewards from line to line.
func (m *mask) mirror(level int, flat float64, shake func(y float64) float64) *mask {
	out := &mask{m.w, m.h, make([]float32, len(m.a))}
	for y := level; y < m.h; y++ {
		from := level - int(float64(y-level)/flat)
		if from < 0 {
			break
		}
		dx := int(shake(float64(y)))
		for x := max(0, -dx); x < m.w && x+dx < m.w; x++ {
			out.a[y*m.w+x] = m.a[from*m.w+x+dx] * 0.7
		}
	}
	return out
}
