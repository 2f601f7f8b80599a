package page

import "banxin/layout/unit"

// Rounded is a rectangle with quarters of circles for corners, whose radius is half of its
// shorter side at most; with a radius of 0 it is the rectangle itself.
func Rounded(r unit.Rect, radius unit.Length) []Seg {
	radius = max(min(radius, r.W/2, r.H/2), 0)
	k := radius.MulDiv(4477, 10000) // the rest of 0.5523: see Disc
	p := func(x, y unit.Length) unit.Point { return unit.Point{X: x, Y: y} }
	x0, y0, x1, y1 := r.X, r.Y, r.Right(), r.Bottom()
	side := func(to, a, b, end unit.Point) []Seg {
		line := Seg{Op: LineTo, P: [3]unit.Point{to}}
		if radius == 0 {
			return []Seg{line}
		}
		return []Seg{line, {Op: CubicTo, P: [3]unit.Point{a, b, end}}}
	}
	segs := []Seg{{Op: MoveTo, P: [3]unit.Point{p(x0+radius, y0)}}}
	segs = append(segs, side(p(x1-radius, y0), p(x1-k, y0), p(x1, y0+k), p(x1, y0+radius))...)
	segs = append(segs, side(p(x1, y1-radius), p(x1, y1-k), p(x1-k, y1), p(x1-radius, y1))...)
	segs = append(segs, side(p(x0+radius, y1), p(x0+k, y1), p(x0, y1-k), p(x0, y1-radius))...)
	segs = append(segs, side(p(x0, y0+radius), p(x0, y0+k), p(x0+k, y0), p(x0+radius, y0))...)
	return append(segs, Seg{Op: Close})
}

// Outline is what is seen of a picture: its rectangle, or that with round corners.
func (im *Image) Outline() []Seg { return Rounded(im.Rect, im.Radius) }
