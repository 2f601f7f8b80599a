package png

import (
	"banxin/layout/unit"
	"banxin/output/internal/raster"
)

// scale turns page lengths into subpixels.
type scale struct {
	ppi    int64
	corner unit.Point // of the raster, on the page
}

// length converts a distance, at most far long.
func (s scale) length(l unit.Length) int64 {
	const most = unit.Length(raster.Far) << 12
	l = max(min(l, most), -most)
	return max(min(raster.Round(int64(l)*s.ppi*raster.Sub, 72*int64(unit.Pt)), raster.Far), -raster.Far)
}

// pixels is the number of pixels that show a length, at least one.
func (s scale) pixels(l unit.Length) int64 { return max((s.length(l)+raster.Sub/2)>>raster.SubBits, 1) }

// place is a coordinate system: turned by quarters clockwise about 0,0, then moved.
type place struct {
	scale
	quarter int
	at      unit.Point
}

// point returns where p lies on the raster.
func (s place) point(p unit.Point) raster.Point {
	p = turn(s.quarter, p).Add(s.at)
	return raster.Pt(s.length(p.X-s.corner.X), s.length(p.Y-s.corner.Y))
}

// rect returns where r lies on the raster: its upper left and lower right corner.
func (s place) rect(r unit.Rect) (raster.Point, raster.Point) {
	a := s.point(unit.Point{X: r.X, Y: r.Y})
	b := s.point(unit.Point{X: r.Right(), Y: r.Bottom()})
	return raster.Pt(min(a.X, b.X), min(a.Y, b.Y)), raster.Pt(max(a.X, b.X), max(a.Y, b.Y))
}

// pixels returns the pixels whose middles lie in r.
func (s place) pixels(r unit.Rect) raster.Window {
	a, b := s.rect(r)
	return raster.Win(nearest(a.X), nearest(a.Y), nearest(b.X), nearest(b.Y))
}

// inside returns the coordinate system of a group in this one.
func (s place) inside(at unit.Point, quarter int) place {
	s.at = turn(s.quarter, at).Add(s.at)
	s.quarter = (s.quarter + quarter) & 3
	return s
}

func nearest(v int64) int { return int((v + raster.Sub/2) >> raster.SubBits) }

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
func turnPoint(quarter int, p raster.Point) raster.Point {
	switch quarter & 3 {
	case 1:
		return raster.Pt(-p.Y, p.X)
	case 2:
		return raster.Pt(-p.X, -p.Y)
	case 3:
		return raster.Pt(p.Y, -p.X)
	}
	return p
}
