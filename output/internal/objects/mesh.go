package objects

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Mesh is the data of a shading of types 4 to 7 (ISO 32000-1, 8.7.4.5.5): numbers packed as
// a dictionary says.
type Mesh struct {
	kind                    int
	coordinates, parts, flg int // bits
	values                  int // numbers of a colour
	decode                  []float64
	data                    []byte
}

// Mesh reads a shading's data. values is how many numbers a colour has.
func (r Reader) Mesh(s *types.StreamDict, values int) (*Mesh, bool) {
	m := &Mesh{kind: r.Int(s.Dict["ShadingType"]), coordinates: r.Int(s.Dict["BitsPerCoordinate"]), parts: r.Int(s.Dict["BitsPerComponent"]),
		flg: r.Int(s.Dict["BitsPerFlag"]), values: values, decode: r.Numbers(s.Dict["Decode"])}
	if m.kind < 4 || m.kind > 7 || m.coordinates < 1 || m.coordinates > 32 || m.parts < 1 || m.parts > 16 || m.flg < 0 || m.flg > 8 || len(m.decode) < 4+2*values || values < 1 || values > 32 {
		return nil, false
	}
	var err error
	m.data, err = r.Data(s)
	return m, err == nil
}

// Colors calls f with each colour.
func (m *Mesh) Colors(f func(v []float64)) {
	m.Convert(m.values, 8, func(v []float64) []float64 { f(v); return v })
}

// Convert returns the data with f of each colour in its place, as n numbers from 0 to 1 of
// so many bits.
func (m *Mesh) Convert(n, bits int, f func(v []float64) []float64) []byte {
	in, out := bitReader{p: m.data}, bitWriter{}
	copied := func(width, count int) {
		for range count {
			out.bits(in.bits(width), width)
		}
	}
	for !in.end() && len(m.data)*8-in.at >= m.coordinates {
		points, colours := 1, 1
		if m.kind != 5 {
			flag := in.bits(m.flg)
			out.bits(flag, m.flg)
			points, colours = m.patch(int(flag & 3))
		}
		copied(m.coordinates, 2*points)
		for range colours {
			v := make([]float64, m.values)
			for i := range v {
				v[i] = line(float64(in.bits(m.parts)), 0, math.Ldexp(1, m.parts)-1, m.decode[4+2*i], m.decode[5+2*i])
			}
			w := f(v)
			for i := range n {
				x := 0.0
				if i < len(w) {
					x = math.Min(math.Max(w[i], 0), 1)
				}
				out.bits(uint64(math.Round(x*(math.Ldexp(1, bits)-1))), bits)
			}
		}
		in.align()
		out.align()
	}
	return out.p
}

// Decode is the array that goes with converted data.
func (m *Mesh) Decode(n int) []float64 {
	out := append([]float64{}, m.decode[:4]...)
	for range n {
		out = append(out, 0, 1)
	}
	return out
}

// patch is how many points and colours follow a flag.
func (m *Mesh) patch(flag int) (points, colours int) {
	switch {
	case m.kind == 4:
		return 1, 1
	case m.kind == 6 && flag == 0:
		return 12, 4
	case m.kind == 6:
		return 8, 2
	case flag == 0:
		return 16, 4
	}
	return 12, 2
}

// bitWriter is the other side of bitReader.
type bitWriter struct {
	p    []byte
	free int // bits free in the last byte
}

func (b *bitWriter) bits(v uint64, n int) {
	for n > 0 {
		if b.free == 0 {
			b.p, b.free = append(b.p, 0), 8
		}
		take := min(b.free, n)
		b.p[len(b.p)-1] |= byte(v>>(n-take)&(1<<take-1)) << (b.free - take)
		b.free, n = b.free-take, n-take
	}
}

func (b *bitWriter) align() { b.free = 0 }

// Vertices calls f with what stands together in the data: the flag, points and colours that
// follow it (ISO 32000-1, 8.7.4.5.5 to 8.7.4.5.8).
func (m *Mesh) Vertices(f func(flag int, points [][2]float64, colours [][]float64)) {
	in := bitReader{p: m.data}
	for !in.end() && len(m.data)*8-in.at >= m.coordinates {
		flag, n, c := 0, 1, 1
		if m.kind != 5 {
			flag = int(in.bits(m.flg)) & 3
			n, c = m.patch(flag)
		}
		points, colours := make([][2]float64, n), make([][]float64, c)
		for i := range points {
			for k := range 2 {
				points[i][k] = line(float64(in.bits(m.coordinates)), 0, math.Ldexp(1, m.coordinates)-1, m.decode[2*k], m.decode[2*k+1])
			}
		}
		for i := range colours {
			colours[i] = make([]float64, m.values)
			for k := range colours[i] {
				colours[i][k] = line(float64(in.bits(m.parts)), 0, math.Ldexp(1, m.parts)-1, m.decode[4+2*k], m.decode[5+2*k])
			}
		}
		in.align()
		f(flag, points, colours)
	}
}

// Kind is the shading's type.
func (m *Mesh) Kind() int { return m.kind }
