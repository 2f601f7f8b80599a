// Package unit holds the lengths of banxin: integers of 1/65536 point, so that a
// layout is the same on every machine.
//
//	l, err := unit.Parse("小五")          // 9 pt
//	l, err = unit.Parse("270mm")
package unit

import (
	"fmt"
	"math/bits"
)

// Length is a distance in 1/65536 of a point (1 pt = 1/72 inch).
// There are no floats between the parser and the writers: Go may fuse x*y+z on
// some machines and not on others.
type Length int64

// Pt is one point. A millimetre is no whole number of units: see [Millimetres].
const Pt Length = 1 << 16

// Points returns n points.
func Points(n int) Length { return Length(n) * Pt }

// Millimetres returns n thousandths of a millimetre, rounded to the nearest unit.
func Millimetres(thousandths int64) Length { return Length(thousandths).MulDiv(72*int64(Pt), 25400) }

// MulDiv returns l*num/den rounded half away from zero, without overflow in between.
// It panics when den is not positive.
func (l Length) MulDiv(num, den int64) Length {
	if den <= 0 {
		panic("unit: MulDiv needs a positive divisor")
	}
	neg := (l < 0) != (num < 0)
	hi, lo := bits.Mul64(abs(int64(l)), abs(num))
	lo, carry := bits.Add64(lo, uint64(den)/2, 0)
	hi += carry
	if hi >= uint64(den) {
		panic("unit: length out of range")
	}
	q, _ := bits.Div64(hi, lo, uint64(den))
	if neg {
		return -Length(q)
	}
	return Length(q)
}

func abs(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}

// String writes the length in points with three decimals, rounded half up.
func (l Length) String() string {
	sign := ""
	if l < 0 {
		sign, l = "-", -l
	}
	m := (int64(l)*1000 + int64(Pt)/2) / int64(Pt)
	return fmt.Sprintf("%s%d.%03d", sign, m/1000, m%1000)
}

// Float returns the length in points, for writers only.
func (l Length) Float() float64 { return float64(l) / float64(Pt) }

// Point is a place on a page: x to the right and y downwards from the top left
// corner of the trimmed page.
type Point struct{ X, Y Length }

// Add returns p moved by q.
func (p Point) Add(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// Rect is a rectangle by its top left corner, width and height.
type Rect struct{ X, Y, W, H Length }

// Right is the x of the right edge.
func (r Rect) Right() Length { return r.X + r.W }

// Bottom is the y of the lower edge.
func (r Rect) Bottom() Length { return r.Y + r.H }

// Empty tells whether r has no area.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Inset returns r with every edge moved inwards by d (outwards if d is negative).
func (r Rect) Inset(d Length) Rect { return Rect{r.X + d, r.Y + d, r.W - 2*d, r.H - 2*d} }

// Intersect returns the common part of r and s, empty if there is none.
func (r Rect) Intersect(s Rect) Rect {
	x, y := max(r.X, s.X), max(r.Y, s.Y)
	return Rect{x, y, min(r.Right(), s.Right()) - x, min(r.Bottom(), s.Bottom()) - y}
}

// Add returns r moved by p.
func (r Rect) Add(p Point) Rect { return Rect{r.X + p.X, r.Y + p.Y, r.W, r.H} }

// Overlaps tells whether r and s share an area.
func (r Rect) Overlaps(s Rect) bool { return !r.Intersect(s).Empty() }

// Union returns the least rectangle that holds r and s; an empty one counts for nothing.
func (r Rect) Union(s Rect) Rect {
	if r.Empty() {
		return s
	}
	if s.Empty() {
		return r
	}
	x, y := min(r.X, s.X), min(r.Y, s.Y)
	return Rect{x, y, max(r.Right(), s.Right()) - x, max(r.Bottom(), s.Bottom()) - y}
}
