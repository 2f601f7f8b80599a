package png

import "banxin/layout/unit"

// scale turns page lengths into subpixels.
type scale struct {
	ppi    int64
	corner unit.Point // of the raster, on the page
}

// length converts a distance, at most far long.
func (s scale) length(l unit.Length) int64 {
	const most = unit.Length(far) << 12
	l = max(min(l, most), -most)
	return max(min(round(int64(l)*s.ppi*sub, 72*int64(unit.Pt)), far), -far)
}

// pixels is the number of pixels that show a length, at least one.
func (s scale) pixels(l unit.Length) int64 { return max((s.length(l)+sub/2)>>subBits, 1) }

// round divides by a positive b to the nearest, halves up.
func round(a, b int64) int64 { return floorDiv(2*a+b, 2*b) }

// place is a coordinate system: turned by quarters clockwise about 0,0, then moved.
type place struct {
	scale
	quarter int
	at      unit.Point
}

// point returns where p lies on the raster.
func (s place) point(p unit.Point) point {
	p = turn(s.quarter, p).Add(s.at)
	return point{s.length(p.X - s.corner.X), s.length(p.Y - s.corner.Y)}
}

// rect returns where r lies on the raster: its upper left and lower right corner.
func (s place) rect(r unit.Rect) (point, point) {
	a := s.point(unit.Point{X: r.X, Y: r.Y})
	b := s.point(unit.Point{X: r.Right(), Y: r.Bottom()})
	return point{min(a.x, b.x), min(a.y, b.y)}, point{max(a.x, b.x), max(a.y, b.y)}
}

// pixels returns the pixels whose middles lie in r.
func (s place) pixels(r unit.Rect) window {
	a, b := s.rect(r)
	return window{nearest(a.x), nearest(a.y), nearest(b.x), nearest(b.y)}
}

// inside returns the coordinate system of a group in this one.
func (s place) inside(at unit.Point, quarter int) place {
	s.at = turn(s.quarter, at).Add(s.at)
	s.quarter = (s.quarter + quarter) & 3
	return s
}

func nearest(v int64) int { return int((v + sub/2) >> subBits) }

// turn turns p about 0,0 by quarters clockwise; y points down.
func turn(quarter int, p unit.Point) unit.Point {
	switch quarter & 3 {
	case 1:
		return unit.Point{X: -p.Y, Y: p.X}
	case 2:
		return unit.Point{X: -p.X, Y: -p.Y}
	case 3:
		return unit.Point{X: p.Y, Y: -p.X}
	}
	return p
}

// turnPoint turns p as turn does.
func turnPoint(quarter int, p point) point {
	switch quarter & 3 {
	case 1:
		return point{-p.y, p.x}
	case 2:
		return point{-p.x, -p.y}
	case 3:
		return point{p.y, -p.x}
	}
	return p
}
