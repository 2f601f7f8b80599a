package color

import (
	"encoding/binary"
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

	// Paper: colours stand on the source's paper, whose white is not that of the destination,
	// as a proof shows them (absolute colorimetric; ICC.1, 6.2.4).
	Paper bool

	// How black is made of the grey in colours; zero: as the profile does. GCR is how much of it
	// black ink draws, in percent of what can be; BlackStart how dark a grey is, in percent of
	// black alone, from which on it does.
	GCR, BlackStart int
}

// Nodes an axis, which lie evenly in the source's values: they keep the error of
// interpolation below half a percent of ink.
const (
	linkGrid = 49 // of three axes
	inksGrid = 17 // of four

	blackGrid = 33 // of three, where black is made anew
)

// nodeSize is how many values a node has: of three colours the fourth is idle, so that all
// are read alike.
const nodeSize = 4

// Link is a table from 8-bit grey, RGB or CMYK to CMYK or RGB, or to a few inks. It is immutable and safe
// for concurrent use.
type Link struct {
	in, out int         // bytes a pixel
	node    [256]uint16 // lower node of a value, times 1
	frac    [256]uint16 // distance from it, of 256
	step    [4]int      // from a node to its neighbour along an axis
	table   []uint16    // of the nodes, each of nodeSize, of 65280: 255 << 8
	black   *[256]byte  // of K alone what it becomes, in K alone; nil: as all others
}

// Exact is the transform without a table in between; the slow twin of [Link].
type Exact struct {
	in, out *transform
	scale   [3]float64 // of XYZ, for black points
	shift   [3]float64
	limit   float64
	black   *generation // of black; nil: as the profile makes it
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
	if o.Paper {
		if paper := src.Paper(); paper != (XYZ{}) {
			for i := range 3 {
				e.scale[i] = paper[i] / D50[i]
			}
		}
		return e, nil
	}
	if (o.GCR > 0 || o.BlackStart > 0) && press.Space == "CMYK" {
		back, err := press.toLab(o.Intent)
		if err != nil {
			return nil, err
		}
		e.black = &generation{press: back, start: float64(o.BlackStart) / 100, share: float64(o.GCR) / 100, limit: e.limit}
		if o.GCR == 0 {
			e.black.share = 0.5
		}
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
	if e.black != nil {
		v = e.black.remake(v)
	}
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
	n := map[int]int{1: 256, 3: linkGrid, 4: inksGrid}[src.Channels()]
	if e.black != nil && n == linkGrid {
		n = blackGrid // each node is searched for
	}
	l := newTable(src.Channels(), press.Channels(), n, e.device)
	if o.KeepBlack && l.in == 4 && l.out == 4 {
		l.black, err = e.blackOnly(press, o.Intent)
	}
	return l, err
}

// newTable makes a link of what its nodes become; n of them an axis.
func newTable(in, out, n int, of func(...float64) vec) *Link {
	l := &Link{in: in, out: out}
	for v := range 256 {
		p := v * (n - 1) * 256 / 255
		l.node[v], l.frac[v] = uint16(p>>8), uint16(p&255)
		if int(l.node[v]) == n-1 {
			l.node[v], l.frac[v] = uint16(n-2), 256
		}
	}
	size := nodeSize
	for axis := l.in - 1; axis >= 0; axis-- {
		l.step[axis] = size
		size *= n
	}
	l.table = make([]uint16, 0, size)
	l.fill(of, make([]float64, in), 0, n)
	return l
}

// fill appends the nodes from an axis on.
func (l *Link) fill(of func(...float64) vec, at []float64, axis, n int) {
	if axis == len(at) {
		v := of(at...)
		for _, v := range v[:nodeSize] {
			l.table = append(l.table, uint16(v*65280+0.5))
		}
		return
	}
	for k := range n {
		at[axis] = float64(k) / float64(n-1)
		l.fill(of, at, axis+1, n)
	}
}

// Greys returns for each grey of a source of RGB or grey the amount of the press's black
// alone that is as light. Full black is full.
func Greys(src, press *Profile, o LinkOptions) (*[256]byte, error) {
	e, err := NewExact(src, press, o)
	if err != nil {
		return nil, err
	}
	back, err := press.toLab(o.Intent)
	if err != nil || press.Space != "CMYK" {
		return nil, errTable
	}
	out, k := &[256]byte{}, 255
	light := func(k int) float64 { return back.color(0, 0, 0, float64(k)/255)[0] }
	of := make([]float64, src.Channels())
	for v := range out {
		for i := range of {
			of[i] = float64(v) / 255
		}
		for want := e.seen(of...)[0]; k > 0 && math.Abs(light(k-1)-want) <= math.Abs(light(k)-want); {
			k--
		}
		out[v] = byte(k)
	}
	out[0], out[255] = 255, 0
	return out, nil
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
	last, out := uint32(0), l.pixel(0)
	for ; len(src) >= l.in && len(dst) >= l.out; src, dst = src[l.in:], dst[l.out:] {
		px := uint32(src[0])
		switch l.in {
		case 3:
			px |= uint32(src[1])<<8 | uint32(src[2])<<16
		case 4:
			px = binary.LittleEndian.Uint32(src)
		}
		if px != last {
			last, out = px, l.pixel(px)
		}
		if l.out == 4 {
			binary.LittleEndian.PutUint32(dst, out)
			continue
		}
		for i := range l.out {
			dst[i] = byte(out >> (8 * i))
		}
	}
}

// pixel converts a pixel; its first channel is the lowest byte, and so of what it becomes.
func (l *Link) pixel(px uint32) uint32 {
	const third = 1<<24 - 1
	switch {
	case l.in == 1: // a node a value
		f := uint32(l.frac[byte(px)])
		at := (*[2 * nodeSize]uint16)(l.table[int(l.node[byte(px)])*nodeSize:])
		mix := func(i int) uint32 { return uint32(at[i])*(256-f) + uint32(at[nodeSize+i])*f }
		return packed(mix(0), mix(1), mix(2), mix(3))
	case l.in == 3:
		return packed(l.solid(px, 0))
	case l.black != nil && px&third == 0:
		return uint32(l.black[px>>24]) << 24
	}
	// between the solids of the colours at the black below and at that above
	k, f := int(l.node[px>>24])*l.step[3], uint32(l.frac[px>>24])
	c0, m0, y0, k0 := l.solid(px, k)
	c1, m1, y1, k1 := l.solid(px, k+l.step[3])
	mix := func(below, above uint32) uint32 { return (below*(256-f) + above*f + 128) >> 8 }
	return packed(mix(c0, c1), mix(m0, m1), mix(y0, y1), mix(k0, k1))
}

// packed rounds the values of a pixel to bytes.
func packed(a, b, c, d uint32) uint32 {
	const half = 1 << 15
	return (a+half)>>16 | (b+half)>>16<<8 | (c+half)>>16<<16 | (d+half)>>16<<24
}

// solid is the value between the nodes of the first three axes, times 256.
func (l *Link) solid(px uint32, from int) (v0, v1, v2, v3 uint32) {
	r, g, b := byte(px), byte(px>>8), byte(px>>16)
	fr, fg, fb := uint32(l.frac[r]), uint32(l.frac[g]), uint32(l.frac[b])
	stepR, stepG, stepB := l.step[0], l.step[1], l.step[2]
	base := from + int(l.node[r])*stepR + int(l.node[g])*stepG + int(l.node[b])*stepB
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
	t := l.table[base:]
	a, b1, c, d := (*[nodeSize]uint16)(t), (*[nodeSize]uint16)(t[s1:]), (*[nodeSize]uint16)(t[s1+s2:]), (*[nodeSize]uint16)(t[stepR+stepG+stepB:])
	f0, f1, f2 := 256-f1, f1-f2, f2-f3
	mix := func(i int) uint32 {
		return uint32(a[i])*f0 + uint32(b1[i])*f1 + uint32(c[i])*f2 + uint32(d[i])*f3
	}
	return mix(0), mix(1), mix(2), mix(3)
}
