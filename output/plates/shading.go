package plates

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/objects"
	"banxin/output/internal/raster"
	"banxin/output/internal/spaces"
)

// shade paints a shading over all of the clip (ISO 32000-1, 8.7.4.2).
func (in *interpreter) shade(o types.Object) {
	if in.off() || in.g.clip.win.Empty() {
		return
	}
	layer, bits := in.shading(o, in.g.ctm, in.g.clip.win, false)
	if layer == nil {
		return
	}
	if !in.g.over {
		bits = every
	}
	in.doubt(in.g.over)
	in.flood(layer.win, painted{from: layer, bits: bits, alpha: in.g.ca, blend: in.g.blend, soft: in.g.soft})
}

// shader is a shading that is being drawn.
type shader struct {
	in    *interpreter
	layer *surface
	space *spaces.Space
	m     content.Matrix // to the raster
	back  content.Matrix // from it
	f     objects.Function
}

// shading draws a shading in a window; nil: it cannot be read.
func (in *interpreter) shading(o types.Object, m content.Matrix, w raster.Window, background bool) (*surface, uint32) {
	r := in.p.f.r
	d := r.Dict(o)
	det := m[0]*m[3] - m[1]*m[2]
	if d == nil || det == 0 || math.IsNaN(det) {
		in.p.find(NoShading, "")
		return nil, 0
	}
	s := &shader{in: in, space: in.p.f.space(in.res, d["ColorSpace"]), m: m, f: r.Function(d["Function"])}
	s.back = inverse(m, det)
	s.layer = in.p.layer(w, in.to.mask)
	defer in.p.release(s.layer) // it is painted at once
	if v := r.Numbers(d["Background"]); background && len(v) > 0 {
		k := in.p.paint(s.space, v, in.to.mask)
		for i := range s.layer.size() {
			s.layer.set(i, k, len(in.p.inks))
		}
	}
	kind := r.Int(d["ShadingType"])
	ok := s.f != nil || kind >= 4
	switch {
	case !ok:
	case kind == 1:
		s.plane(d)
	case kind == 2:
		ok = s.axial(d)
	case kind == 3:
		ok = s.radial(d)
	case kind <= 7:
		ok = s.mesh(o)
	default:
		ok = false
	}
	if !ok {
		in.p.find(NoShading, "")
		return nil, 0
	}
	if b, has := r.Box(d["BBox"]); has {
		s.cut(b)
	}
	bits := uint32(0)
	if k := in.p.paint(s.space, s.space.Initial(), in.to.mask); k != nil {
		bits = k.inks
	}
	return s.layer, bits
}

func inverse(m content.Matrix, det float64) content.Matrix {
	b := content.Matrix{m[3] / det, -m[1] / det, -m[2] / det, m[0] / det, 0, 0}
	b[4], b[5] = -m[4]*b[0]-m[5]*b[2], -m[4]*b[1]-m[5]*b[3]
	return b
}

// set makes a pixel of a surface a colour, opaque.
func (s *surface) set(i int, k *paint, inks int) {
	if s.mask {
		inks = 1
	}
	for n := range inks {
		v := k.amounts[n]
		if p := s.plane(n, v > 0); p != nil {
			p[i] = v
		}
	}
	s.alpha[i] = 255
}

// cut makes clear what lies outside a box.
func (s *shader) cut(b [4]float64) {
	s.pixels(func(i int, x, y float64) {
		if x < b[0] || y < b[1] || x > b[2] || y > b[3] {
			s.layer.alpha[i] = 0
		}
	})
}

// pixels visits the middles of all pixels, in units of the shading.
func (s *shader) pixels(f func(i int, x, y float64)) {
	w, i := s.layer.win, 0
	for y := w.Y0; y < w.Y1; y++ {
		for x := w.X0; x < w.X1; x++ {
			ux, uy := s.back.Apply(float64(x)+0.5, float64(y)+0.5)
			f(i, ux, uy)
			i++
		}
	}
}

// plane is a shading by a function of both coordinates.
func (s *shader) plane(d types.Dict) {
	r := s.in.p.f.r
	domain := r.Numbers(d["Domain"])
	if len(domain) != 4 {
		domain = []float64{0, 1, 0, 1}
	}
	if v := r.Numbers(d["Matrix"]); len(v) == 6 {
		m := content.Matrix(v).Mul(s.m)
		if det := m[0]*m[3] - m[1]*m[2]; det != 0 {
			s.back = inverse(m, det)
		}
	}
	s.pixels(func(i int, x, y float64) {
		if x >= domain[0] && x <= domain[1] && y >= domain[2] && y <= domain[3] {
			s.layer.set(i, s.in.p.paint(s.space, s.f([]float64{x, y}), s.layer.mask), len(s.in.p.inks))
		}
	})
}

// along reads what shadings along an axis have in common: a table of the colours, and whether
// they go on beyond the ends.
func (s *shader) along(d types.Dict, n int) (c []float64, table []paint, extend [2]bool, ok bool) {
	r := s.in.p.f.r
	c = r.Numbers(d["Coords"])
	domain := r.Numbers(d["Domain"])
	if len(domain) != 2 {
		domain = []float64{0, 1}
	}
	if a := r.Array(d["Extend"]); len(a) == 2 {
		extend = [2]bool{r.True(a[0]), r.True(a[1])}
	}
	if len(c) != n {
		return nil, nil, extend, false
	}
	return c, s.in.p.table(s.space, func(t float64) []float64 { return s.f([]float64{t}) }, domain[0], domain[1], s.layer.mask), extend, true
}

func (s *shader) axial(d types.Dict) bool {
	c, table, extend, ok := s.along(d, 4)
	if !ok {
		return false
	}
	dx, dy := c[2]-c[0], c[3]-c[1]
	square := dx*dx + dy*dy
	if square == 0 {
		return true
	}
	s.pixels(func(i int, x, y float64) {
		t := ((x-c[0])*dx + (y-c[1])*dy) / square
		if t < 0 && !extend[0] || t > 1 && !extend[1] {
			return
		}
		s.layer.set(i, &table[ramp(t)], len(s.in.p.inks))
	})
	return true
}

// radial finds for each pixel the last circle through it (8.7.4.5.4).
func (s *shader) radial(d types.Dict) bool {
	c, table, extend, ok := s.along(d, 6)
	if !ok {
		return false
	}
	dx, dy, dr := c[3]-c[0], c[4]-c[1], c[5]-c[2]
	a := dx*dx + dy*dy - dr*dr
	good := func(t float64) bool {
		return !(t < 0 && !extend[0]) && !(t > 1 && !extend[1]) && c[2]+t*dr >= 0
	}
	s.pixels(func(i int, x, y float64) {
		px, py := x-c[0], y-c[1]
		b, q := px*dx+py*dy+c[2]*dr, px*px+py*py-c[2]*c[2]
		var t float64
		switch {
		case math.Abs(a) < 1e-9:
			if b == 0 {
				return
			}
			if t = q / (2 * b); !good(t) {
				return
			}
		default:
			disc := b*b - a*q
			if disc < 0 {
				return
			}
			root := math.Sqrt(disc)
			t0, t1 := (b+root)/a, (b-root)/a
			if t0 < t1 {
				t0, t1 = t1, t0
			}
			if t = t0; !good(t) {
				if t = t1; !good(t) {
					return
				}
			}
		}
		s.layer.set(i, &table[ramp(t)], len(s.in.p.inks))
	})
	return true
}
