package page

import (
	"math/bits"

	"banxin/layout/unit"
)

// most is how many dashes, dots or half waves a rule may have; one with more is solid.
const most = 1 << 14

// Parts returns solid rules and paths that together look like r, so that every writer
// draws a style alike: a Dashed rule as its dashes, three widths long with gaps of two; a
// Dotted one as a path of discs, two widths from centre to centre; a Wavy one as a path,
// stroked with the rule's width, in half waves three widths long that rise one width from
// the line; a Double one as two rules of a third of the width at its edges. Gaps and waves
// stretch a little, so that a rule ends as it begins. A Solid rule is its own only part.
func (r *Rule) Parts() []Item {
	length := r.Length()
	if length > 0 && r.Width > 0 {
		switch r.Style {
		case Dashed:
			return r.dashes(length)
		case Dotted:
			return r.dots(length)
		case Wavy:
			return r.wave(length)
		case Double:
			off := r.Width.MulDiv(1, 3)
			return []Item{r.piece(length, 0, length, -off, off), r.piece(length, 0, length, off, off)}
		}
	}
	return []Item{r.piece(max(length, 1), 0, max(length, 1), 0, r.Width)}
}

// Length is the distance between the rule's ends.
func (r *Rule) Length() unit.Length {
	dx, dy := r.To.X-r.From.X, r.To.Y-r.From.Y
	switch {
	case dy == 0:
		return max(dx, -dx)
	case dx == 0:
		return max(dy, -dy)
	}
	return hypot(dx, dy)
}

func (r *Rule) dashes(length unit.Length) []Item {
	on := 3 * r.Width
	n := count(length+2*r.Width, 5*r.Width)
	if n < 2 || n > most {
		return []Item{r.piece(length, 0, length, 0, r.Width)}
	}
	var parts []Item
	for i := range n {
		start := (length - on).MulDiv(i, n-1)
		parts = append(parts, r.piece(length, start, start+on, 0, r.Width))
	}
	return parts
}

// dots is one path of circles, each of four curves. A rule too short for two dots is one.
func (r *Rule) dots(length unit.Length) []Item {
	n := max(count(length-r.Width, 2*r.Width)+1, 1)
	if n > most {
		return []Item{r.piece(length, 0, length, 0, r.Width)}
	}
	p := &Path{Fill: &r.Color}
	for i := range n {
		at := length / 2
		if n > 1 {
			at = r.Width/2 + (length-r.Width).MulDiv(i, n-1)
		}
		p.Segs = append(p.Segs, Disc(r.at(length, at, 0), r.Width/2)...)
	}
	return []Item{p}
}

func (r *Rule) wave(length unit.Length) []Item {
	n := max(count(length, 3*r.Width), 1)
	if n > most {
		return []Item{r.piece(length, 0, length, 0, r.Width)}
	}
	p := &Path{Stroke: &r.Color, Width: r.Width, Segs: []Seg{{Op: MoveTo, P: [3]unit.Point{r.From}}}}
	height := -r.Width.MulDiv(4, 3) // a curve rises three quarters of its controls
	for i := range n {
		from, to := length.MulDiv(i, n), length.MulDiv(i+1, n)
		reach := (to - from).MulDiv(3642, 10000) // as a sine has it
		p.Segs = append(p.Segs, Seg{Op: CubicTo, P: [3]unit.Point{
			r.at(length, from+reach, height), r.at(length, to-reach, height), r.at(length, to, 0)}})
		height = -height
	}
	return []Item{p}
}

// piece is the solid rule along r from one distance to another, aside of its line.
func (r *Rule) piece(length, from, to, aside, width unit.Length) *Rule {
	return &Rule{From: r.at(length, from, aside), To: r.at(length, to, aside), Width: width, Color: r.Color}
}

// at is the place at a distance along the rule and aside of it, to the right of the way.
func (r *Rule) at(length, along, aside unit.Length) unit.Point {
	dx, dy := int64(r.To.X-r.From.X), int64(r.To.Y-r.From.Y)
	return unit.Point{
		X: r.From.X + along.MulDiv(dx, int64(length)) - aside.MulDiv(dy, int64(length)),
		Y: r.From.Y + along.MulDiv(dy, int64(length)) + aside.MulDiv(dx, int64(length)),
	}
}

// Disc returns the outline of a circle, as four curves.
func Disc(c unit.Point, radius unit.Length) []Seg {
	k := radius.MulDiv(5523, 10000) // the curve stays within 0.03 % of the circle
	at := func(x, y unit.Length) unit.Point { return unit.Point{X: c.X + x, Y: c.Y + y} }
	curve := func(a, b, to unit.Point) Seg { return Seg{Op: CubicTo, P: [3]unit.Point{a, b, to}} }
	return []Seg{
		{Op: MoveTo, P: [3]unit.Point{at(radius, 0)}},
		curve(at(radius, k), at(k, radius), at(0, radius)),
		curve(at(-k, radius), at(-radius, k), at(-radius, 0)),
		curve(at(-radius, -k), at(-k, -radius), at(0, -radius)),
		curve(at(k, -radius), at(radius, -k), at(radius, 0)),
		{Op: Close},
	}
}

// count is how often step goes into length, to the nearest.
func count(length, step unit.Length) int64 { return int64((length + step/2) / step) }

// hypot is the length of the diagonal, rounded down.
func hypot(dx, dy unit.Length) unit.Length {
	x, y := uint64(max(dx, -dx)), uint64(max(dy, -dy))
	xh, xl := bits.Mul64(x, x)
	yh, yl := bits.Mul64(y, y)
	lo, carry := bits.Add64(xl, yl, 0)
	hi, _ := bits.Add64(xh, yh, carry)
	least, most := max(x, y), x+y // root by halving
	for least < most {
		mid := least + (most-least+1)/2
		if h, l := bits.Mul64(mid, mid); h > hi || h == hi && l > lo {
			most = mid - 1
		} else {
			least = mid
		}
	}
	return unit.Length(least)
}
