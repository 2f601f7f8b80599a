package color

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// maxChannels bounds the inputs and outputs of a table.
const maxChannels = 8

// vec holds a colour on its way through a pipeline, each channel from 0 to 1.
type vec [maxChannels]float64

// stage changes a colour in place.
type stage interface{ apply(v *vec) }

// pipeline is a transform between a device and the connection space, in the encoding
// that pcs undoes.
type pipeline []stage

func (p pipeline) apply(v *vec) {
	for _, s := range p {
		s.apply(v)
	}
}

// curves is one tone curve a channel.
type curves []curve

func (c curves) apply(v *vec) {
	for i, f := range c {
		v[i] = f.at(v[i])
	}
}

// curve is a table, or a formula where the table is nil.
type curve struct {
	table []float64
	kind  int // of parametricCurveType
	p     [7]float64
}

var identity = curve{kind: 0, p: [7]float64{1}}

func (c curve) at(x float64) float64 {
	if c.table != nil {
		x = clamp01(x) * float64(len(c.table)-1)
		i := min(int(x), len(c.table)-2)
		return c.table[i] + (x-float64(i))*(c.table[i+1]-c.table[i])
	}
	return clamp01(c.formula(x))
}

// formula is the parametric curve (ICC.1, 10.18).
func (c curve) formula(x float64) float64 {
	g, a, b, cc, d, e, f := c.p[0], c.p[1], c.p[2], c.p[3], c.p[4], c.p[5], c.p[6]
	pow := func() float64 { return math.Pow(math.Max(a*x+b, 0), g) }
	switch c.kind {
	case 0:
		if g == 1 {
			return x
		}
		return math.Pow(math.Max(x, 0), g)
	case 1:
		if x >= -b/a {
			return pow()
		}
		return 0
	case 2:
		if x >= -b/a {
			return pow() + cc
		}
		return cc
	case 3:
		if x >= d {
			return pow()
		}
		return cc * x
	}
	if x >= d {
		return pow() + e
	}
	return cc*x + f
}

// matrix is 3 × 3 with offsets.
type matrix struct {
	m   [9]float64
	off [3]float64
}

func (m *matrix) apply(v *vec) {
	x, y, z := v[0], v[1], v[2]
	for i := range 3 {
		v[i] = m.m[3*i]*x + m.m[3*i+1]*y + m.m[3*i+2]*z + m.off[i]
	}
}

// inverse is the matrix that undoes m, which has no offsets.
func (m *matrix) inverse() (*matrix, bool) {
	a := m.m
	cofactor := func(r, c int) float64 {
		r1, r2, c1, c2 := (r+1)%3, (r+2)%3, (c+1)%3, (c+2)%3
		return a[3*r1+c1]*a[3*r2+c2] - a[3*r1+c2]*a[3*r2+c1]
	}
	d := a[0]*cofactor(0, 0) + a[1]*cofactor(0, 1) + a[2]*cofactor(0, 2)
	if d == 0 {
		return nil, false
	}
	out := &matrix{}
	for r := range 3 {
		for c := range 3 {
			out.m[3*r+c] = cofactor(c, r) / d
		}
	}
	return out, true
}

// clut is a table over a grid, the first channel varying slowest.
type clut struct {
	in, out int
	linear  bool // in every channel: Lab axes have no common diagonal
	grid    [maxChannels]int
	data    []float32
}

// apply interpolates: along tetrahedra in the last three channels, straight in those
// before, as is usual for device colours; straight in all where the table says so.
func (t *clut) apply(v *vec) {
	var base int
	var step [maxChannels]int
	var frac [maxChannels]float64
	stride := t.out
	for i := t.in - 1; i >= 0; i-- {
		x := clamp01(v[i]) * float64(t.grid[i]-1)
		k := min(int(x), max(t.grid[i]-2, 0))
		base += k * stride
		frac[i] = x - float64(k)
		if t.grid[i] > 1 {
			step[i] = stride
		}
		stride *= t.grid[i]
	}
	*v = vec{}
	t.lines(v, 0, base, 1, &step, &frac)
}

func (t *clut) lines(v *vec, axis, base int, weight float64, step *[maxChannels]int, frac *[maxChannels]float64) {
	if t.in-axis > 3 || t.linear && t.in > axis {
		if w := weight * (1 - frac[axis]); w != 0 {
			t.lines(v, axis+1, base, w, step, frac)
		}
		if w := weight * frac[axis]; w != 0 {
			t.lines(v, axis+1, base+step[axis], w, step, frac)
		}
		return
	}
	order := [3]int{axis, axis + 1, axis + 2}
	n := t.in - axis
	for i := 1; i < n; i++ { // greatest fraction first
		for k := i; k > 0 && frac[order[k]] > frac[order[k-1]]; k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	last := 1.0
	for i := 0; i <= n; i++ {
		f := 0.0
		if i < n {
			f = frac[order[i]]
		}
		if w := weight * (last - f); w != 0 {
			for k := range t.out {
				v[k] += w * float64(t.data[base+k])
			}
		}
		last = f
		if i < n {
			base += step[order[i]]
		}
	}
}

var errTable = errors.New("a table of the ICC profile is broken")

// readLUT reads an mft1, mft2, mAB or mBA tag.
func readLUT(t []byte) (pipeline, error) {
	if len(t) < 32 {
		return nil, errTable
	}
	in, out := int(t[8]), int(t[9])
	if in < 1 || in > 4 || out < 1 || out > 4 {
		return nil, fmt.Errorf("a table of the ICC profile has %d inputs and %d outputs", in, out)
	}
	switch string(t[:4]) {
	case "mft1", "mft2":
		return readMFT(t, in, out)
	case "mAB ", "mBA ":
		return readMAB(t, in, out)
	}
	return nil, fmt.Errorf("a table of the ICC profile is of the unknown type %q", t[:4])
}

// readMFT reads lut8Type and lut16Type (ICC.1, 10.10 and 10.11).
func readMFT(t []byte, in, out int) (pipeline, error) {
	wide := t[3] == '2'
	r := samples{p: t[48:], wide: wide}
	entriesIn, entriesOut := 256, 256
	if len(t) < 52 {
		return nil, errTable
	}
	if wide {
		entriesIn, entriesOut = int(binary.BigEndian.Uint16(t[48:])), int(binary.BigEndian.Uint16(t[50:]))
		r.p = t[52:]
	}
	if entriesIn < 2 || entriesOut < 2 || entriesIn > 4096 || entriesOut > 4096 {
		return nil, errTable
	}
	first := r.curves(in, entriesIn)
	table := &clut{in: in, out: out}
	size := out
	for i := range in {
		table.grid[i] = int(t[10])
		size *= int(t[10])
	}
	table.data = r.table(size)
	last := r.curves(out, entriesOut)
	if r.short || t[10] < 2 {
		return nil, errTable
	}
	return pipeline{first, table, last}, nil
}

// samples reads 8 or 16 bit numbers as 0 to 1.
type samples struct {
	p     []byte
	wide  bool
	short bool
}

func (s *samples) next(n int) []byte {
	if s.wide {
		n *= 2
	}
	if n < 0 || n > len(s.p) {
		s.short = true
		return nil
	}
	p := s.p[:n]
	s.p = s.p[n:]
	return p
}

func (s *samples) table(n int) []float32 {
	p := s.next(n)
	if p == nil {
		return nil
	}
	out := make([]float32, n)
	for i := range out {
		if s.wide {
			out[i] = float32(float64(binary.BigEndian.Uint16(p[2*i:])) / 65535)
		} else {
			out[i] = float32(float64(p[i]) / 255)
		}
	}
	return out
}

func (s *samples) curves(n, entries int) curves {
	c := make(curves, n)
	for i := range c {
		for _, v := range s.table(entries) {
			c[i].table = append(c[i].table, float64(v))
		}
	}
	return c
}

// readMAB reads lutAToBType and lutBToAType (ICC.1, 10.12 and 10.13).
func readMAB(t []byte, in, out int) (pipeline, error) {
	toPCS := t[1] == 'A'
	var at [5]int // B, matrix, M, CLUT, A
	for i := range at {
		at[i] = int(binary.BigEndian.Uint32(t[12+4*i:]))
		if at[i] < 0 || at[i] > len(t) {
			return nil, errTable
		}
	}
	nB, nA := out, in
	if !toPCS {
		nB, nA = in, out
	}
	var parts [5]stage
	var err error
	add := func(i int, read func(p []byte) (stage, error)) {
		if at[i] != 0 && err == nil {
			parts[i], err = read(t[at[i]:])
		}
	}
	add(0, func(p []byte) (stage, error) { return readCurves(p, nB) })
	add(1, readMatrix)
	add(2, func(p []byte) (stage, error) { return readCurves(p, 3) })
	add(3, func(p []byte) (stage, error) { return readCLUT(p, in, out) })
	add(4, func(p []byte) (stage, error) { return readCurves(p, nA) })
	if err != nil {
		return nil, err
	}
	order := [5]int{4, 3, 2, 1, 0}
	if !toPCS {
		order = [5]int{0, 1, 2, 3, 4}
	}
	var p pipeline
	for _, i := range order {
		if parts[i] != nil {
			p = append(p, parts[i])
		}
	}
	return p, nil
}

func readMatrix(p []byte) (stage, error) {
	if len(p) < 48 {
		return nil, errTable
	}
	m := &matrix{}
	for i := range 9 {
		m.m[i] = fixed(p[4*i:])
	}
	for i := range 3 {
		m.off[i] = fixed(p[36+4*i:])
	}
	return m, nil
}

func readCLUT(p []byte, in, out int) (stage, error) {
	if len(p) < 20 {
		return nil, errTable
	}
	t := &clut{in: in, out: out}
	size := int64(out)
	for i := range in {
		t.grid[i] = int(p[i])
		if size *= int64(p[i]); p[i] == 0 || size > maxProfile {
			return nil, errTable
		}
	}
	r := samples{p: p[20:], wide: p[16] == 2}
	t.data = r.table(int(size))
	if r.short {
		return nil, errTable
	}
	return t, nil
}

func readCurves(p []byte, n int) (stage, error) {
	c := make(curves, n)
	for i := range c {
		f, size, err := readCurve(p)
		if err != nil {
			return nil, err
		}
		c[i] = f
		p = p[min((size+3)/4*4, len(p)):]
	}
	return c, nil
}

// readCurve reads a curv or para element and returns its length.
func readCurve(p []byte) (curve, int, error) {
	if len(p) < 12 {
		return curve{}, 0, errTable
	}
	switch string(p[:4]) {
	case "curv":
		n := int(binary.BigEndian.Uint32(p[8:]))
		if n < 0 || n > 1<<16 || 12+2*n > len(p) {
			return curve{}, 0, errTable
		}
		if n == 0 {
			return identity, 12, nil
		}
		if n == 1 {
			return curve{p: [7]float64{float64(binary.BigEndian.Uint16(p[12:])) / 256}}, 14, nil
		}
		c := curve{table: make([]float64, n)}
		for i := range c.table {
			c.table[i] = float64(binary.BigEndian.Uint16(p[12+2*i:])) / 65535
		}
		return c, 12 + 2*n, nil
	case "para":
		kind := int(binary.BigEndian.Uint16(p[8:]))
		count := [...]int{1, 3, 4, 5, 7}
		if kind >= len(count) || 12+4*count[kind] > len(p) {
			return curve{}, 0, errTable
		}
		c := curve{kind: kind}
		for i := range count[kind] {
			c.p[i] = fixed(p[12+4*i:])
		}
		return c, 12 + 4*count[kind], nil
	}
	return curve{}, 0, errTable
}
