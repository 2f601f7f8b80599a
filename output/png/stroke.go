package png

import (
	"math"

	"banxin/layout/page"
	"banxin/output/internal/raster"
)

// widest is the greatest width of a stroke in subpixels.
const widest = 1 << 19

// trace adds a path's outlines on the raster; open ones too. A polygon whose last point is
// its first was closed.
func (o *outline) trace(segs []page.Seg, at place) {
	var first, pen raster.Point
	open := false
	begin := func() {
		if !open {
			o.Add(pen)
			open = true
		}
	}
	for _, s := range segs {
		switch s.Op {
		case page.MoveTo:
			o.Close()
			pen = at.point(s.P[0])
			first, open = pen, false
		case page.LineTo:
			begin()
			pen = at.point(s.P[0])
			o.Add(pen)
		case page.CubicTo:
			begin()
			end := at.point(s.P[2])
			o.Cube(pen, at.point(s.P[0]), at.point(s.P[1]), end)
			pen = end
		case page.Close:
			if open {
				o.Add(first)
				o.Close()
			}
			pen, open = first, false
		}
	}
	o.Close()
}

// stroke adds the outline of a line of some width drawn along the polygons of path: ends
// are cut off square at the last point and corners are mitred up to ten widths, as PDF
// does unless told otherwise. Pieces overlap; all turn the same way, so that filling by
// winding numbers joins them.
func (o *outline) stroke(path *outline, width int64) {
	width = min(width, widest)
	start := 0
	for _, end := range path.Ends {
		pts := distinct(path.Pts[start:end])
		closed := len(pts) > 2 && pts[0] == pts[len(pts)-1]
		for i := 1; i < len(pts); i++ {
			o.segment(pts[i-1], pts[i], width)
			if i+1 < len(pts) {
				o.corner(pts[i-1], pts[i], pts[i+1], width)
			}
		}
		if closed {
			o.corner(pts[len(pts)-2], pts[0], pts[1], width)
		}
		start = end
	}
}

// distinct returns pts without immediate repetitions.
func distinct(pts []raster.Point) []raster.Point {
	var out []raster.Point
	for _, p := range pts {
		if len(out) == 0 || out[len(out)-1] != p {
			out = append(out, p)
		}
	}
	return out
}

// segment adds the rectangle of a straight line of some width.
func (o *outline) segment(a, b raster.Point, width int64) {
	if a == b || width <= 0 {
		return
	}
	nx, ny := normal(a, b, width)
	o.Add(half(a, nx, ny))
	o.Add(half(b, nx, ny))
	o.Add(half(b, -nx, -ny))
	o.Add(half(a, -nx, -ny))
	o.Close()
}

// corner adds the piece that the rectangles of a-b and b-c leave open at b.
func (o *outline) corner(a, b, c raster.Point, width int64) {
	ux, uy := normal(a, b, width)
	vx, vy := normal(b, c, width)
	cross := ux*vy - uy*vx
	if cross == 0 {
		return
	}
	if cross < 0 { // the open side is on the right: start from c
		ux, uy, vx, vy = -vx, -vy, -ux, -uy
	}
	o.Add(b)
	o.Add(half(b, ux, uy))
	// The mitre's tip is (u+v)/2 · w²/(w²+u·v) from b; it is as long as ten widths when
	// the divisor is a fiftieth of w².
	square := width * width
	if whole := square + ux*vx + uy*vy; 50*whole >= square {
		o.Add(half(b, raster.Round((ux+vx)*square, whole), raster.Round((uy+vy)*square, whole)))
	}
	o.Add(half(b, vx, vy))
	o.Close()
}

// normal returns the vector of length width at right angles to a-b, to its left on screen.
func normal(a, b raster.Point, width int64) (int64, int64) {
	dx, dy := b.X-a.X, b.Y-a.Y
	switch {
	case dy == 0:
		return 0, -width * sign(dx)
	case dx == 0:
		return width * sign(dy), 0
	}
	length := root(uint64(dx*dx + dy*dy))
	return raster.Round(dy*width, length), raster.Round(-dx*width, length)
}

// half returns p moved by half a vector.
func half(p raster.Point, x, y int64) raster.Point {
	return raster.Pt(p.X+raster.Round(x, 2), p.Y+raster.Round(y, 2))
}

func sign(v int64) int64 {
	if v < 0 {
		return -1
	}
	return 1
}

// root is the square root rounded down. The estimate may be one off on either side.
func root(v uint64) int64 {
	r := uint64(math.Sqrt(float64(v)))
	for r*r > v {
		r--
	}
	for (r+1)*(r+1) <= v {
		r++
	}
	return int64(r)
}
