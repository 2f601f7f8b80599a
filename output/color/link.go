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

	// KeepBlack: what is K alone stays K alone, as light as it was.
	KeepBlack bool
}

// Nodes an axis, which lie evenly in the source's values: they keep the error of
// interpolation below half a percent of ink.
const (
	linkGrid = 49 // of three axes
	inksGrid = 17 // of four
)

// Link is a table from 8-bit grey, RGB or CMYK to CMYK or RGB. It is immutable and safe
// for concurrent use.
type Link struct {
	in, out int         // bytes a pixel
	node    [256]uint16 // lower node of a value, times 1
	frac    [256]uint16 // distance from it, of 256
	step    [4]int      // from a node to its neighbour along an axis
	table   []uint16    // of the nodes, of 65280: 255 << 8
	black   *[256]byte  // of K alone what it becomes, in K alone; nil: as all others
}

// Exact is the transform without a table in between; the slow twin of [Link].
type Exact struct {
	in, out *transform
	scale   [3]float64 // of XYZ, for black points
	shift   [3]float64
	limit   float64
}

// NewExact links grey, RGB or inks with a CMYK press or a screen of RGB.
func NewExact(src, press *Profile, o LinkOptions) (*Exact, error) {
	if src.Channels() == 0 || press.Space != "CMYK" && press.Space != "RGB" {
		return nil, fmt.Errorf("a link goes from grey, RGB or CMYK to CMYK or RGB, not from %s to %s", src.Space, press.Space)
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
	to, err := press.destination(o.Intent)
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
	v := e.device(r, g, b)
	return [4]float64(v[:4])
}

// device converts one colour of the source to one of the destination.
func (e *Exact) device(of ...float64) vec {
	c := e.seen(of...)
	v := e.out.device(c)
	if e.limit > 0 {
		four := limited([4]float64(v[:4]), e.limit)
		copy(v[:], four[:])
	}
	return v
}

// seen is a colour of the source as the destination is to show it.
func (e *Exact) seen(of ...float64) Lab {
	c := e.in.color(of...)
	if e.scale != [3]float64{1, 1, 1} {
		x := c.ToXYZ()
		for i := range 3 {
			x[i] = x[i]*e.scale[i] + e.shift[i]
		}
		c = x.ToLab()
	}
	return c
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
	l := &Link{in: src.Channels(), out: press.Channels()}
	n := map[int]int{1: 256, 3: linkGrid, 4: inksGrid}[l.in]
	for v := range 256 {
		p := v * (n - 1) * 256 / 255
		l.node[v], l.frac[v] = uint16(p>>8), uint16(p&255)
		if int(l.node[v]) == n-1 {
			l.node[v], l.frac[v] = uint16(n-2), 256
		}
	}
	size := l.out
	for axis := l.in - 1; axis >= 0; axis-- {
		l.step[axis] = size
		size *= n
	}
	l.table = make([]uint16, 0, size)
	at := make([]float64, l.in)
	l.fill(e, at, 0, n)
	if o.KeepBlack && l.in == 4 && l.out == 4 {
		l.black, err = e.blackOnly(press, o.Intent)
	}
	return l, err
}

// fill appends the nodes from an axis on.
func (l *Link) fill(e *Exact, at []float64, axis, n int) {
	if axis == len(at) {
		v := e.device(at...)
		for _, v := range v[:l.out] {
			l.table = append(l.table, uint16(v*65280+0.5))
		}
		return
	}
	for k := range n {
		at[axis] = float64(k) / float64(n-1)
		l.fill(e, at, axis+1, n)
	}
}

// blackOnly finds for each amount of K alone the amount that looks as light on the press.
func (e *Exact) blackOnly(press *Profile, i Intent) (*[256]byte, error) {
	back, err := press.toLab(i)
	if err != nil {
		return nil, err
	}
	var light [256]float64
	for k := range light {
		light[k] = back.color(0, 0, 0, float64(k)/255)[0]
	}
	out := &[256]byte{}
	at := 0
	for k := range out {
		want := e.seen(0, 0, 0, float64(k)/255)[0]
		for at < 255 && math.Abs(light[at+1]-want) <= math.Abs(light[at]-want) {
			at++
		}
		out[k] = byte(at)
	}
	out[0], out[255] = 0, 255 // paper stays paper, and full black full
	return out, nil
}

// Convert converts pixels along tetrahedra between the nodes. Full ink is 255. Equal
// neighbours are converted once.
func (l *Link) Convert(dst, src []byte) {
	var last, px, out [4]byte
	fresh := false
	for ; len(src) >= l.in && len(dst) >= l.out; src, dst = src[l.in:], dst[l.out:] {
		copy(px[:], src[:l.in])
		if !fresh || px != last {
			out, last, fresh = l.pixel(px), px, true
		}
		copy(dst, out[:l.out])
	}
}

func (l *Link) pixel(px [4]byte) (out [4]byte) {
	var v [4]uint32
	switch {
	case l.in == 1: // a node a value
		f := uint32(l.frac[px[0]])
		at := l.table[int(l.node[px[0]])*l.out:]
		for i := range l.out {
			v[i] = uint32(at[i])*(256-f) + uint32(at[l.out+i])*f
		}
	case l.in == 3:
		v = l.solid(px, 0)
	case l.black != nil && px[0]|px[1]|px[2] == 0:
		return [4]byte{3: l.black[px[3]]}
	default: // between the solids of the colours at the black below and at that above
		k, f := int(l.node[px[3]])*l.step[3], uint32(l.frac[px[3]])
		v = l.solid(px, k)
		above := l.solid(px, k+l.step[3])
		for i := range v {
			v[i] = (v[i]*(256-f) + above[i]*f + 128) >> 8
		}
	}
	for i := range out {
		out[i] = byte((v[i] + 1<<15) >> 16)
	}
	return out
}

// solid is the value between the nodes of the first three axes, times 256.
func (l *Link) solid(px [4]byte, from int) (v [4]uint32) {
	fr, fg, fb := uint32(l.frac[px[0]]), uint32(l.frac[px[1]]), uint32(l.frac[px[2]])
	stepR, stepG, stepB := l.step[0], l.step[1], l.step[2]
	base := from + int(l.node[px[0]])*stepR + int(l.node[px[1]])*stepG + int(l.node[px[2]])*stepB
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
	t, n := l.table, l.out
	a, b, c, d := t[base:base+n], t[base+s1:base+s1+n], t[base+s1+s2:base+s1+s2+n], t[base+stepR+stepG+stepB:]
	for i := range n {
		v[i] = uint32(a[i])*(256-f1) + uint32(b[i])*(f1-f2) + uint32(c[i])*(f2-f3) + uint32(d[i])*f3
	}
	return v
}
