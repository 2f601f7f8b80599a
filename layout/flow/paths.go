package flow

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// rectangle is a path along the edges of r.
func rectangle(r unit.Rect, fill, stroke *page.Color, w unit.Length) *page.Path {
	p := func(x, y unit.Length) [3]unit.Point { return [3]unit.Point{{X: x, Y: y}} }
	return &page.Path{Fill: fill, Stroke: stroke, Width: w, Segs: []page.Seg{
		{Op: page.MoveTo, P: p(r.X, r.Y)}, {Op: page.LineTo, P: p(r.Right(), r.Y)},
		{Op: page.LineTo, P: p(r.Right(), r.Bottom())}, {Op: page.LineTo, P: p(r.X, r.Bottom())}, {Op: page.Close},
	}}
}
