package page

import "banxin/layout/unit"

// Placeholder paints a crossed box: where a picture cannot be shown, or, by writers that
// do not draw PDF files, where a supplied page stands.
func Placeholder(r unit.Rect) []Item {
	k, tint := Gray(3000), Gray(800)
	corner := func(x, y unit.Length) unit.Point { return unit.Point{X: x, Y: y} }
	a, b, c, d := corner(r.X, r.Y), corner(r.Right(), r.Y), corner(r.Right(), r.Bottom()), corner(r.X, r.Bottom())
	at := func(p unit.Point) [3]unit.Point { return [3]unit.Point{p} }
	return []Item{
		&Path{Fill: &tint, Stroke: &k, Width: unit.Pt / 2, Segs: []Seg{
			{Op: MoveTo, P: at(a)}, {Op: LineTo, P: at(b)}, {Op: LineTo, P: at(c)}, {Op: LineTo, P: at(d)}, {Op: Close},
		}},
		&Rule{From: a, To: c, Width: unit.Pt / 2, Color: k},
		&Rule{From: d, To: b, Width: unit.Pt / 2, Color: k},
	}
}
