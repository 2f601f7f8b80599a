package plates

import (
	"math"

	"banxin/output/internal/content"
	"banxin/output/internal/raster"
)

// spot is a place on the raster, in pixels.
type spot struct{ x, y float64 }

// path is the path under way: polygons on the raster, curves cut into lines.
type path struct {
	pts   []spot
	parts []part
	start spot // of the part under way, in user units
	pen   spot // where it has come to, in user units
	begun bool
}

// part is a polygon of a path.
type part struct {
	from, to int
	closed   bool
}

const maxPoints = 4 << 20 // of a path

func (p *path) reset() { p.pts, p.parts, p.begun = p.pts[:0], p.parts[:0], false }

func (p *path) moveTo(x, y float64) {
	p.start, p.pen, p.begun = spot{x, y}, spot{x, y}, false
}

// begin opens a part where something is drawn from the pen on.
func (p *path) begin(m content.Matrix) {
	if p.begun {
		return
	}
	p.begun = true
	x, y := m.Apply(p.pen.x, p.pen.y)
	p.parts = append(p.parts, part{from: len(p.pts), to: len(p.pts)})
	p.add(x, y)
}

func (p *path) add(x, y float64) {
	if len(p.pts) < maxPoints {
		p.pts = append(p.pts, spot{x, y})
		p.parts[len(p.parts)-1].to = len(p.pts)
	}
}

func (p *path) lineTo(m content.Matrix, x, y float64) {
	p.begin(m)
	p.add(m.Apply(x, y))
	p.pen = spot{x, y}
}

// curveTo adds a cubic, cut so that no line strays more than a twentieth of a pixel.
func (p *path) curveTo(m content.Matrix, x1, y1, x2, y2, x3, y3 float64) {
	p.begin(m)
	ax, ay := m.Apply(p.pen.x, p.pen.y)
	bx, by := m.Apply(x1, y1)
	cx, cy := m.Apply(x2, y2)
	dx, dy := m.Apply(x3, y3)
	p.pen = spot{x3, y3}
	stray := math.Max(math.Hypot(ax-2*bx+cx, ay-2*by+cy), math.Hypot(bx-2*cx+dx, by-2*cy+dy)) * 0.75
	n := 1
	if stray > 0.05 {
		n = int(math.Min(math.Ceil(math.Sqrt(stray/0.05)), 200))
	}
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		a, b, c, d := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		p.add(float64(a*ax)+float64(b*bx)+float64(c*cx)+float64(d*dx), float64(a*ay)+float64(b*by)+float64(c*cy)+float64(d*dy))
	}
	p.add(dx, dy)
}

func (p *path) close() {
	if p.begun {
		p.parts[len(p.parts)-1].closed = true
	}
	p.pen, p.begun = p.start, false
}

func (p *path) rect(m content.Matrix, x, y, w, h float64) {
	p.moveTo(x, y)
	p.lineTo(m, x+w, y)
	p.lineTo(m, x+w, y+h)
	p.lineTo(m, x, y+h)
	p.close()
}

// outline puts the path's polygons into o and returns it.
func (p *path) outline(o *raster.Outline) *raster.Outline {
	o.Reset()
	for _, s := range p.parts {
		for _, q := range p.pts[s.from:s.to] {
			o.Add(point(q.x, q.y))
		}
		o.Close()
	}
	return o
}

// point is a place in subpixels.
func point(x, y float64) raster.Point {
	at := func(v float64) int64 {
		v = math.Floor(v*raster.Sub + 0.5)
		if !(v > -raster.Far) {
			return -raster.Far
		}
		return int64(min(v, raster.Far))
	}
	return raster.Pt(at(x), at(y))
}

func (in *interpreter) pathOperator(op string, a []content.Token) bool {
	p, m := &in.path, in.g.ctm
	n := func(i int) float64 { return content.Num(a, i) }
	switch op {
	case "m":
		p.moveTo(n(0), n(1))
	case "l":
		p.lineTo(m, n(0), n(1))
	case "c":
		p.curveTo(m, n(0), n(1), n(2), n(3), n(4), n(5))
	case "v":
		p.curveTo(m, p.pen.x, p.pen.y, n(0), n(1), n(2), n(3))
	case "y":
		p.curveTo(m, n(0), n(1), n(2), n(3), n(2), n(3))
	case "h":
		p.close()
	case "re":
		p.rect(m, n(0), n(1), n(2), n(3))
	case "W":
		in.clipNext = 'n'
	case "W*":
		in.clipNext = 'e'
	case "n":
		in.finish(false, false, false)
	case "f", "F":
		in.finish(true, false, false)
	case "f*":
		in.finish(true, true, false)
	case "S", "s":
		if op == "s" {
			p.close()
		}
		in.finish(false, false, true)
	case "B", "b":
		if op == "b" {
			p.close()
		}
		in.finish(true, false, true)
	case "B*", "b*":
		if op == "b*" {
			p.close()
		}
		in.finish(true, true, true)
	default:
		return false
	}
	return true
}

// finish paints the path, and makes it the clip if that was asked for.
func (in *interpreter) finish(fill, evenOdd, stroke bool) {
	if !in.off() && !in.g.clip.win.Empty() {
		if fill {
			o := in.path.outline(&in.p.shape)
			if len(o.Ends) > 0 {
				w := o.Move(raster.Point{}).Intersect(in.g.clip.win)
				if k, ok := in.painted(false, w); ok {
					in.fill(in.path.outline(&in.p.shape), raster.Point{}, evenOdd, k)
				}
			}
		}
		if stroke {
			in.strokePath()
		}
	}
	if in.clipNext != 0 {
		in.clipTo(in.path.outline(&in.p.shape), in.clipNext == 'e')
		in.clipNext = 0
	}
	in.path.reset()
}

func (in *interpreter) strokePath() {
	var o raster.Outline
	in.g.pen.trace(&o, &in.path, in.g.ctm, in.p)
	if len(o.Ends) == 0 {
		return
	}
	w := o.Move(raster.Point{}).Intersect(in.g.clip.win)
	if k, ok := in.painted(true, w); ok {
		in.fill(&o, raster.Point{}, false, k)
	}
}
