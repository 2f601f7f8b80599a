package color

import (
	"fmt"
	"math"
)

// LinkOptions say how colours are carried over.
type LinkOptions struct {
	Intent Intent
	BPC    bool // black point compensation
	Limit  int  // the most ink, percent of one plate; 0: what the profile gives
}

// linkGrid is the number of nodes an axis. The nodes lie evenly in the source's values:
// 49 keep the error of interpolation below half a percent of ink.
const linkGrid = 49

// Link is a table from 8-bit RGB to CMYK. It is immutable and safe for concurrent use.
type Link struct {
	node  [256]uint16 // lower node of a value, times 1
	frac  [256]uint16 // distance from it, of 256
	table []uint16    // CMYK of the nodes, of 65280: 255 << 8
}

// Exact is the transform without a table in between; the slow twin of [Link].
type Exact struct {
	in, out *transform
	scale   [3]float64 // of XYZ, for black points
	shift   [3]float64
	limit   float64
}

// NewExact links an RGB source with a CMYK press.
func NewExact(src, press *Profile, o LinkOptions) (*Exact, error) {
	if src.Space != "RGB" || press.Space != "CMYK" {
		return nil, fmt.Errorf("a link goes from RGB to CMYK, not from %s to %s", src.Space, press.Space)
	}
	e := &Exact{scale: [3]float64{1, 1, 1}, limit: float64(o.Limit) / 100}
	var err error
	if e.in, err = src.toLab(o.Intent); err != nil {
		return nil, err
	}
	if e.out, err = press.fromLab(o.Intent); err != nil {
		return nil, err
	}
	if !o.BPC && (press.Version < 4 || o.Intent == Relative) { // version 4's other intents always have it
		return e, nil
	}
	from, err := src.black(o.Intent)
	if err != nil {
		return nil, err
	}
	to, err := press.pressBlack(o.Intent)
	if err != nil {
		return nil, err
	}
	a, b := from.ToXYZ(), to.ToXYZ()
	for i := range 3 {
		t := a[i] - D50[i]
		e.scale[i] = (b[i] - D50[i]) / t
		e.shift[i] = -D50[i] * (b[i] - a[i]) / t
	}
	return e, nil
}

// CMYK converts one colour; all from 0 to 1.
func (e *Exact) CMYK(r, g, b float64) [4]float64 {
	c := e.in.color(r, g, b)
	if e.scale != [3]float64{1, 1, 1} {
		x := c.ToXYZ()
		for i := range 3 {
			x[i] = x[i]*e.scale[i] + e.shift[i]
		}
		c = x.ToLab()
	}
	v := e.out.device(c)
	return limited([4]float64(v[:4]), e.limit)
}

// limited takes ink away from the colours, not from black, until the sum is allowed.
func limited(v [4]float64, most float64) [4]float64 {
	sum := v[0] + v[1] + v[2] + v[3]
	if most <= 0 || sum <= most {
		return v
	}
	v[3] = math.Min(v[3], most)
	k := (most - v[3]) / (v[0] + v[1] + v[2])
	for i := range 3 {
		v[i] *= k
	}
	return v
}

// NewLink builds the table.
func NewLink(src, press *Profile, o LinkOptions) (*Link, error) {
	e, err := NewExact(src, press, o)
	if err != nil {
		return nil, err
	}
	l := &Link{table: make([]uint16, 0, linkGrid*linkGrid*linkGrid*4)}
	for v := range 256 {
		p := v * (linkGrid - 1) * 256 / 255
		l.node[v], l.frac[v] = uint16(p>>8), uint16(p&255)
		if l.node[v] == linkGrid-1 {
			l.node[v], l.frac[v] = linkGrid-2, 256
		}
	}
	const n = linkGrid - 1
	for r := range linkGrid {
		for g := range linkGrid {
			for b := range linkGrid {
				for _, v := range e.CMYK(float64(r)/n, float64(g)/n, float64(b)/n) {
					l.table = append(l.table, uint16(v*65280+0.5))
				}
			}
		}
	}
	return l, nil
}

// Steps from a node to its neighbours in the table.
const (
	stepB = 4
	stepG = stepB * linkGrid
	stepR = stepG * linkGrid
)

// Convert converts pixels of 3 bytes to pixels of 4, along tetrahedra between the nodes.
// Full ink is 255. Equal neighbours are converted once.
func (l *Link) Convert(dst, src []byte) {
	var last [3]byte
	var out [4]byte
	fresh := false
	for i, o := 0, 0; i+2 < len(src); i, o = i+3, o+4 {
		px := [3]byte{src[i], src[i+1], src[i+2]}
		if !fresh || px != last {
			out, last, fresh = l.pixel(px), px, true
		}
		copy(dst[o:o+4], out[:])
	}
}

func (l *Link) pixel(px [3]byte) [4]byte {
	fr, fg, fb := uint32(l.frac[px[0]]), uint32(l.frac[px[1]]), uint32(l.frac[px[2]])
	base := int(l.node[px[0]])*stepR + int(l.node[px[1]])*stepG + int(l.node[px[2]])*stepB
	// The way from the lower to the upper corner, along the greatest fraction first.
	f1, f2, f3, s1, s2 := fr, fg, fb, stepR, stepG
	switch {
	case fr >= fg && fg >= fb:
	case fr >= fb && fb > fg:
		f2, f3, s2 = fb, fg, stepB
	case fg > fr && fr >= fb:
		f1, f2, s1, s2 = fg, fr, stepG, stepR
	case fg >= fb && fb > fr:
		f1, f2, f3, s1, s2 = fg, fb, fr, stepG, stepB
	case fb > fr && fr >= fg:
		f1, f2, f3, s1, s2 = fb, fr, fg, stepB, stepR
	default:
		f1, f3, s1, s2 = fb, fr, stepB, stepG
	}
	const all = stepR + stepG + stepB
	a, b, c, d := l.table[base:base+4], l.table[base+s1:base+s1+4], l.table[base+s1+s2:base+s1+s2+4], l.table[base+all:base+all+4]
	var out [4]byte
	for k := range out {
		v := uint32(a[k])*(256-f1) + uint32(b[k])*(f1-f2) + uint32(c[k])*(f2-f3) + uint32(d[k])*f3
		out[k] = byte((v + 1<<15) >> 16)
	}
	return out
}
