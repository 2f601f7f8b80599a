package objects

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
)

// Function is a function of a PDF (ISO 32000-1, 7.10): so many numbers in, others out.
type Function func(v []float64) []float64

const maxFunctions = 8 // within one another

// Function reads a function, or an array of functions of one output each. It is nil for what
// is none.
func (r Reader) Function(o types.Object) Function { return r.function(o, 0) }

func (r Reader) function(o types.Object, depth int) Function {
	if depth > maxFunctions {
		return nil
	}
	if list := r.Array(o); list != nil {
		return r.functions(list, depth)
	}
	d := r.Dict(o)
	if d == nil {
		return nil
	}
	var f Function
	switch r.Int(d["FunctionType"]) {
	case 0:
		f = r.sampled(o, d)
	case 2:
		f = r.exponential(d)
	case 3:
		f = r.stitched(d, depth)
	case 4:
		f = r.calculator(o)
	}
	if f == nil {
		return nil
	}
	domain, bounds := r.Numbers(d["Domain"]), r.Numbers(d["Range"])
	return func(v []float64) []float64 { return clip(f(clip(v, domain)), bounds) }
}

func (r Reader) functions(list types.Array, depth int) Function {
	var parts []Function
	for _, o := range list {
		f := r.function(o, depth+1)
		if f == nil || len(parts) >= 32 {
			return nil
		}
		parts = append(parts, f)
	}
	return func(v []float64) (out []float64) {
		for _, f := range parts {
			one := f(v)
			if len(one) == 0 {
				one = []float64{0}
			}
			out = append(out, one[0])
		}
		return out
	}
}

// clip brings numbers into their bounds, given in pairs.
func clip(v, bounds []float64) []float64 {
	out := make([]float64, len(v))
	for i, x := range v {
		if math.IsNaN(x) {
			x = 0
		}
		if 2*i+1 < len(bounds) {
			x = math.Min(math.Max(x, bounds[2*i]), bounds[2*i+1])
		}
		out[i] = x
	}
	return out
}

// line maps x from one interval to another.
func line(x, x0, x1, y0, y1 float64) float64 {
	if x0 == x1 {
		return y0
	}
	return y0 + (x-x0)*(y1-y0)/(x1-x0)
}

func (r Reader) exponential(d types.Dict) Function {
	c0, c1, n := r.Numbers(d["C0"]), r.Numbers(d["C1"]), r.Number(d["N"])
	if len(c0) == 0 {
		c0 = []float64{0}
	}
	if len(c1) == 0 {
		c1 = []float64{1}
	}
	if len(c0) != len(c1) || len(c0) > 32 {
		return nil
	}
	return func(v []float64) []float64 {
		t := 0.0
		if len(v) > 0 {
			t = v[0]
		}
		if t = math.Pow(t, n); math.IsInf(t, 0) || math.IsNaN(t) {
			t = 0
		}
		out := make([]float64, len(c0))
		for i := range out {
			out[i] = c0[i] + float64(t*(c1[i]-c0[i])) // never fused: the same on every machine
		}
		return out
	}
}

func (r Reader) stitched(d types.Dict, depth int) Function {
	list, at, encode, domain := r.Array(d["Functions"]), r.Numbers(d["Bounds"]), r.Numbers(d["Encode"]), r.Numbers(d["Domain"])
	if len(list) == 0 || len(list) > 4096 || len(at) < len(list)-1 || len(encode) < 2*len(list) || len(domain) < 2 {
		return nil
	}
	parts := make([]Function, len(list))
	for i, o := range list {
		if parts[i] = r.function(o, depth+1); parts[i] == nil {
			return nil
		}
	}
	return func(v []float64) []float64 {
		if len(v) == 0 {
			return nil
		}
		i := 0
		for i < len(parts)-1 && v[0] >= at[i] {
			i++
		}
		lo, hi := domain[0], domain[1]
		if i > 0 {
			lo = at[i-1]
		}
		if i < len(parts)-1 {
			hi = at[i]
		}
		return parts[i]([]float64{line(v[0], lo, hi, encode[2*i], encode[2*i+1])})
	}
}

// maxSamples bounds the tables of sampled functions.
const maxSamples = 1 << 22

func (r Reader) sampled(o types.Object, d types.Dict) Function {
	s := r.Stream(o)
	if s == nil {
		return nil
	}
	domain, bounds, size := r.Numbers(d["Domain"]), r.Numbers(d["Range"]), r.Numbers(d["Size"])
	in, out, bits := len(domain)/2, len(bounds)/2, r.Int(d["BitsPerSample"])
	if in == 0 || in > 4 || out == 0 || out > 32 || len(size) != in || bits < 1 || bits > 32 {
		return nil
	}
	total := out
	for _, n := range size {
		if n < 1 || n > maxSamples {
			return nil
		}
		if total *= int(n); total > maxSamples {
			return nil
		}
	}
	data, err := r.Data(s)
	if err != nil && len(data) == 0 {
		return nil
	}
	encode, decode := r.Numbers(d["Encode"]), r.Numbers(d["Decode"])
	if len(decode) != 2*out {
		decode = bounds
	}
	table := make([]float64, total)
	b := bitReader{p: data}
	for i := range table {
		k := i % out
		table[i] = line(float64(b.bits(bits)), 0, math.Ldexp(1, bits)-1, decode[2*k], decode[2*k+1])
	}
	t := &samples{in: in, out: out, size: size, table: table, domain: domain, encode: encode}
	return t.at
}

// samples is the table of a sampled function, its first input varying fastest.
type samples struct {
	in, out        int
	size           []float64
	table          []float64
	domain, encode []float64
}

func (t *samples) at(v []float64) []float64 {
	out := make([]float64, t.out)
	if len(v) < t.in {
		return out
	}
	low, part := make([]int, t.in), make([]float64, t.in)
	for i := range low {
		e0, e1 := 0.0, t.size[i]-1
		if len(t.encode) == 2*t.in {
			e0, e1 = t.encode[2*i], t.encode[2*i+1]
		}
		x := math.Min(math.Max(line(v[i], t.domain[2*i], t.domain[2*i+1], e0, e1), 0), t.size[i]-1)
		low[i] = min(int(x), max(int(t.size[i])-2, 0))
		part[i] = x - float64(low[i])
	}
	for corner := range 1 << t.in {
		weight, at, step := 1.0, 0, 1
		for i := range low {
			k := low[i]
			if corner>>i&1 != 0 {
				weight *= part[i]
				k = min(k+1, int(t.size[i])-1)
			} else {
				weight *= 1 - part[i]
			}
			at += k * step
			step *= int(t.size[i])
		}
		if weight == 0 {
			continue
		}
		for k := range out {
			out[k] += float64(weight * t.table[at*t.out+k])
		}
	}
	return out
}

// bitReader reads numbers of any width, most significant bit first.
type bitReader struct {
	p  []byte
	at int // in bits
}

func (b *bitReader) bits(n int) (v uint64) {
	for n > 0 {
		i := b.at / 8
		if i >= len(b.p) {
			b.at += n
			return v << n
		}
		room := 8 - b.at%8
		take := min(room, n)
		v = v<<take | uint64(b.p[i]>>(room-take))&(1<<take-1)
		b.at, n = b.at+take, n-take
	}
	return v
}

// align goes on to a whole byte.
func (b *bitReader) align() { b.at = (b.at + 7) / 8 * 8 }

func (b *bitReader) end() bool { return b.at >= 8*len(b.p) }

// calculator reads a PostScript calculator function (7.10.5).
func (r Reader) calculator(o types.Object) Function {
	s := r.Stream(o)
	if s == nil {
		return nil
	}
	data, err := r.Data(s)
	if err != nil || len(data) > 1<<16 {
		return nil
	}
	prog, _, ok := program(content.Words(data), 0)
	if !ok {
		return nil
	}
	return func(v []float64) []float64 {
		m := machine{stack: append([]float64{}, v...), left: 100_000}
		m.run(prog)
		return m.stack
	}
}
