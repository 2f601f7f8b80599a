package flow

import (
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// finest is the thinnest line a newspaper press holds (GWG 2015).
const finest = unit.Pt / 4

// border draws the ornamental frame (花边) of a box along the inside of a rectangle: whole
// repeats on each side, and a repeat made for it in each corner.
func border(b editions.Box, r unit.Rect, c page.Color) []page.Item {
	w := max(b.Width, finest)
	d := min(max(b.Depth, 3*w), r.W/4, r.H/4)
	stroked := func(segs []page.Seg) []page.Item { return []page.Item{&page.Path{Segs: segs, Stroke: &c, Width: w}} }
	switch b.Border {
	case editions.DoubleLine:
		return []page.Item{rectangle(r.Inset(w/2), nil, &c, w), rectangle(r.Inset(d-w/2), nil, &c, w)}
	case editions.ThickThin:
		thick := max(d-2*w-w/2, w)
		return []page.Item{rectangle(r.Inset(thick/2), nil, &c, thick), rectangle(r.Inset(d-w/2), nil, &c, w)}
	case editions.Rounded:
		return stroked(page.Rounded(r.Inset(w/2), d))
	case editions.Wavy:
		return stroked(wavy(r.Inset(w/2), d-w))
	}
	k := ornaments[b.Border]
	in := w / 2
	if k.fill {
		in = 0
	}
	segs := ring(r.Inset(in), d-2*in, k)
	if k.fill {
		return []page.Item{&page.Path{Segs: segs, Fill: &c}}
	}
	return stroked(segs)
}

// ornament is a pattern of one repeat after another. Its width and the white after it are
// in percent of the border's depth; its curves in percent of their width and depth.
type ornament struct {
	width, gap int64
	repeat     []curve // along a side
	corner     []curve // in a square; nil: as along a side
	fill       bool
}

// curve is a segment of an ornament: along the side and in from the edge.
type curve struct {
	op page.Op
	p  [6]int8
}

var ornaments = map[editions.Border]ornament{
	editions.Dotted: {width: 100, gap: 100, fill: true, repeat: []curve{
		{page.MoveTo, [6]int8{100, 50}}, {page.CubicTo, [6]int8{100, 78, 78, 100, 50, 100}}, {page.CubicTo, [6]int8{22, 100, 0, 78, 0, 50}},
		{page.CubicTo, [6]int8{0, 22, 22, 0, 50, 0}}, {page.CubicTo, [6]int8{78, 0, 100, 22, 100, 50}}, {op: page.Close},
	}},
	editions.Fret:    {width: 100, gap: 24, repeat: lines(0, 100, 0, 0, 100, 0, 100, 100, 50, 100, 50, 50)},
	editions.Lozenge: {width: 170, gap: 30, fill: true, repeat: append(lines(0, 50, 50, 0, 100, 50, 50, 100), curve{op: page.Close})},
	editions.Cloud: {width: 150, repeat: append(lines(0, 96, 100, 96),
		curve{page.MoveTo, [6]int8{2, 96}}, curve{page.CubicTo, [6]int8{16, 92, 20, 76, 22, 60}}, curve{page.CubicTo, [6]int8{26, 22, 44, 2, 64, 2}},
		curve{page.CubicTo, [6]int8{84, 2, 96, 20, 96, 42}}, curve{page.CubicTo, [6]int8{96, 64, 84, 78, 68, 78}}, curve{page.CubicTo, [6]int8{52, 78, 44, 66, 44, 52}},
		curve{page.CubicTo, [6]int8{44, 38, 54, 30, 64, 30}}, curve{page.CubicTo, [6]int8{74, 30, 78, 40, 74, 50}})},
	editions.Bamboo: {width: 620, repeat: append(lines(0, 4, 0, 96),
		curve{page.MoveTo, [6]int8{3, 8}}, curve{page.LineTo, [6]int8{3, 92}},
		curve{page.MoveTo, [6]int8{3, 12}}, curve{page.CubicTo, [6]int8{14, 30, 88, 30, 100, 12}},
		curve{page.MoveTo, [6]int8{3, 88}}, curve{page.CubicTo, [6]int8{14, 70, 88, 70, 100, 88}}),
		corner: append(lines(4, 100, 96, 100),
			curve{page.MoveTo, [6]int8{12, 100}}, curve{page.CubicTo, [6]int8{12, 44, 44, 12, 100, 12}},
			curve{page.MoveTo, [6]int8{88, 100}}, curve{page.CubicTo, [6]int8{88, 92, 92, 88, 100, 88}})},
}

// lines are straight segments through points.
func lines(p ...int8) []curve {
	var out []curve
	for i := 0; i < len(p); i += 2 {
		op := page.LineTo
		if i == 0 {
			op = page.MoveTo
		}
		out = append(out, curve{op, [6]int8{p[i], p[i+1]}})
	}
	return out
}

// side is an edge of a rectangle, walked clockwise.
type side struct {
	from   unit.Point
	dx, dy unit.Length // of a step along it; inwards lies at its right
	length unit.Length
}

func sides(r unit.Rect) [4]side {
	return [4]side{
		{unit.Point{X: r.X, Y: r.Y}, 1, 0, r.W}, {unit.Point{X: r.Right(), Y: r.Y}, 0, 1, r.H},
		{unit.Point{X: r.Right(), Y: r.Bottom()}, -1, 0, r.W}, {unit.Point{X: r.X, Y: r.Bottom()}, 0, -1, r.H},
	}
}

// at is a place along a side and in from it.
func (s side) at(along, in unit.Length) unit.Point {
	return unit.Point{X: s.from.X + along*s.dx - in*s.dy, Y: s.from.Y + along*s.dy + in*s.dx}
}

// mostRepeats bounds what is drawn of a side.
const mostRepeats = 4000

// ring draws an ornament round a rectangle.
func ring(r unit.Rect, d unit.Length, k ornament) []page.Seg {
	if k.corner == nil {
		k.corner = k.repeat
	}
	var segs []page.Seg
	for _, s := range sides(r) {
		segs = s.ornament(segs, k.corner, 0, d, d)
		width, gap := d.MulDiv(k.width, 100), d.MulDiv(k.gap, 100)
		room := s.length - 2*d
		n := max((room-gap+(width+gap)/2)/(width+gap), 1)
		if n > mostRepeats || room < width {
			continue
		}
		if gap == 0 { // the repeats stretch, else the white between them
			for i := range n {
				from, to := d+room*i/n, d+room*(i+1)/n
				segs = s.ornament(segs, k.repeat, from, to-from, d)
			}
			continue
		}
		free := room - n*width
		for i := range n {
			segs = s.ornament(segs, k.repeat, d+i*width+free*(i+1)/(n+1), width, d)
		}
	}
	return segs
}

// ornament appends a repeat that begins at a distance along the side.
func (s side) ornament(segs []page.Seg, curves []curve, from, width, depth unit.Length) []page.Seg {
	for _, c := range curves {
		g := page.Seg{Op: c.op}
		for i := range g.P {
			if i == 0 || c.op == page.CubicTo {
				g.P[i] = s.at(from+width.MulDiv(int64(c.p[2*i]), 100), depth.MulDiv(int64(c.p[2*i+1]), 100))
			}
		}
		if c.op == page.Close {
			g.P = [3]unit.Point{}
		}
		segs = append(segs, g)
	}
	return segs
}

// wavy is a line in whole waves, three times as long as high: each side begins and ends at
// a crest, from which a quarter of a circle turns the corner.
func wavy(r unit.Rect, height unit.Length) []page.Seg {
	k := height.MulDiv(4477, 10000)
	var segs []page.Seg
	for i, s := range sides(r) {
		if i == 0 {
			segs = append(segs, page.Seg{Op: page.MoveTo, P: [3]unit.Point{s.at(height, 0)}})
		}
		room := s.length - 2*height
		n := 2 * max((room+3*height/2)/max(3*height, 1), 1)
		if n > mostRepeats {
			n = 0
			segs = append(segs, page.Seg{Op: page.LineTo, P: [3]unit.Point{s.at(s.length-height, 0)}})
		}
		in := height
		for j := range n {
			from, to := height+room*j/n, height+room*(j+1)/n
			reach := (to - from).MulDiv(3642, 10000) // as a sine has it
			segs = append(segs, page.Seg{Op: page.CubicTo, P: [3]unit.Point{s.at(from+reach, height-in), s.at(to-reach, in), s.at(to, in)}})
			in = height - in
		}
		segs = append(segs, page.Seg{Op: page.CubicTo, P: [3]unit.Point{s.at(s.length-k, 0), s.at(s.length, k), s.at(s.length, height)}})
	}
	return append(segs, page.Seg{Op: page.Close})
}
