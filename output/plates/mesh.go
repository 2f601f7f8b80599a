package plates

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/objects"
)

// corner is a point of a mesh with its colour: components, or the parameter of a function.
type corner struct {
	at spot
	v  []float64
}

const (
	maxTriangles = 4_000_000 // of a mesh
	patchSteps   = 24        // a patch is cut into at most so many times so many parts
)

// mesh draws the shadings of types 4 to 7.
func (s *shader) mesh(o types.Object) bool {
	r := s.in.p.f.r
	stream := r.Stream(o)
	if stream == nil {
		return false
	}
	values := s.space.N
	if s.f != nil {
		values = 1
	}
	m, ok := r.Mesh(stream, values)
	if !ok {
		return false
	}
	left := maxTriangles
	switch m.Kind() {
	case 4:
		s.free(m, &left)
	case 5:
		s.lattice(m, r.Int(stream.Dict["VerticesPerRow"]), &left)
	default:
		s.patches(m, &left)
	}
	if left < 0 {
		s.in.p.find(TooMuch, "")
	}
	return true
}

// free draws triangles that say by a flag which edge they share.
func (s *shader) free(m *objects.Mesh, left *int) {
	var t []corner
	m.Vertices(func(flag int, points [][2]float64, colours [][]float64) {
		if len(t) >= 3 {
			n := len(t)
			switch flag {
			case 1:
				t = []corner{t[n-2], t[n-1]}
			case 2:
				t = []corner{t[n-3], t[n-1]}
			default:
				t = t[:0]
			}
		}
		t = append(t, s.corner(points[0], colours[0]))
		if len(t) == 3 {
			s.triangle(t[0], t[1], t[2], left)
		}
	})
}

func (s *shader) corner(p [2]float64, v []float64) corner {
	x, y := s.m.Apply(p[0], p[1])
	return corner{spot{x, y}, v}
}

func (s *shader) lattice(m *objects.Mesh, width int, left *int) {
	if width < 2 || width > 1<<16 {
		return
	}
	var above, row []corner
	m.Vertices(func(_ int, points [][2]float64, colours [][]float64) {
		row = append(row, s.corner(points[0], colours[0]))
		if len(row) < width {
			return
		}
		for i := 1; i < width && above != nil; i++ {
			s.triangle(above[i-1], above[i], row[i-1], left)
			s.triangle(above[i], row[i-1], row[i], left)
		}
		above, row = row, nil
	})
}

// patches draws patches of Coons and of tensor products: sixteen points in four rows.
func (s *shader) patches(m *objects.Mesh, left *int) {
	var p [16][2]float64 // in the order of the data
	var c [4][]float64
	any := false
	m.Vertices(func(flag int, points [][2]float64, colours [][]float64) {
		if flag > 0 && !any {
			return
		}
		if flag > 0 { // the first edge is one of the patch before
			from := [4]int{0, 3, 6, 9}[flag]
			old, was := p, c
			for k := range 4 {
				p[k] = old[(from+k)%12]
			}
			c[0], c[1] = was[flag], was[(flag+1)%4]
			copy(p[4:], points)
			c[2], c[3] = colours[0], colours[1]
		} else {
			copy(p[:], points)
			copy(c[:], colours)
		}
		any = true
		if m.Kind() == 6 {
			inner(&p)
		}
		s.patch(&p, &c, left)
	})
}

// inner gives a Coons patch the four inner points of the tensor that is the same.
func inner(p *[16][2]float64) {
	at := func(i, j int) [2]float64 { return p[grid[i][j]] }
	set := func(n int, f func(k int) float64) {
		for k := range 2 {
			p[n][k] = f(k) / 9
		}
	}
	one := func(a, b, c, d, e, f, g, h [2]float64) func(k int) float64 {
		return func(k int) float64 {
			return -4*a[k] + 6*(b[k]+c[k]) - 2*(d[k]+e[k]) + 3*(f[k]+g[k]) - h[k]
		}
	}
	set(12, one(at(0, 0), at(0, 1), at(1, 0), at(0, 3), at(3, 0), at(3, 1), at(1, 3), at(3, 3)))
	set(13, one(at(0, 3), at(0, 2), at(1, 3), at(0, 0), at(3, 3), at(3, 2), at(1, 0), at(3, 0)))
	set(14, one(at(3, 3), at(3, 2), at(2, 3), at(3, 0), at(0, 3), at(0, 2), at(2, 0), at(0, 0)))
	set(15, one(at(3, 0), at(3, 1), at(2, 0), at(3, 3), at(0, 0), at(0, 1), at(2, 3), at(0, 3)))
}

// grid is where the point of a column and a row of a tensor stands in the data (figure 45).
var grid = [4][4]int{{0, 1, 2, 3}, {11, 12, 13, 4}, {10, 15, 14, 5}, {9, 8, 7, 6}}

// patch cuts a patch into triangles.
func (s *shader) patch(p *[16][2]float64, c *[4][]float64, left *int) {
	n := s.steps(p)
	var rows [patchSteps + 1][patchSteps + 1]corner
	for i := range n + 1 {
		u := float64(i) / float64(n)
		bu := bernstein(u)
		for j := range n + 1 {
			v := float64(j) / float64(n)
			bv := bernstein(v)
			var x, y float64
			for a := range 4 {
				for b := range 4 {
					w := bu[a] * bv[b]
					q := p[grid[a][b]]
					x += float64(w * q[0])
					y += float64(w * q[1])
				}
			}
			rows[i][j] = s.corner([2]float64{x, y}, between4(c, u, v))
		}
	}
	for i := 1; i <= n; i++ {
		for j := 1; j <= n; j++ {
			s.triangle(rows[i-1][j-1], rows[i-1][j], rows[i][j-1], left)
			s.triangle(rows[i-1][j], rows[i][j-1], rows[i][j], left)
		}
	}
}

// steps is into how many parts a patch is cut each way: such of a few pixels.
func (s *shader) steps(p *[16][2]float64) int {
	low, high := spot{math.Inf(1), math.Inf(1)}, spot{math.Inf(-1), math.Inf(-1)}
	for _, q := range p {
		x, y := s.m.Apply(q[0], q[1])
		low, high = spot{min(low.x, x), min(low.y, y)}, spot{max(high.x, x), max(high.y, y)}
	}
	const pixels = 4
	return int(min(max(max(high.x-low.x, high.y-low.y)/pixels, 2), patchSteps))
}

func bernstein(t float64) [4]float64 {
	u := 1 - t
	return [4]float64{u * u * u, 3 * t * u * u, 3 * t * t * u, t * t * t}
}

// between4 mixes the colours of a patch's corners, which go around it.
func between4(c *[4][]float64, u, v float64) []float64 {
	out := make([]float64, len(c[0]))
	for k := range out {
		at := func(i int) float64 {
			if k < len(c[i]) {
				return c[i][k]
			}
			return 0
		}
		out[k] = (1-u)*((1-v)*at(0)+v*at(1)) + u*((1-v)*at(3)+v*at(2))
	}
	return out
}

// triangle draws a triangle with its colours mixed between the corners.
func (s *shader) triangle(a, b, c corner, left *int) {
	if *left--; *left < 0 {
		return
	}
	w := s.layer.win
	low := func(v float64) int { return int(math.Floor(min(max(v, -1e6), 1e6))) }
	x0, x1 := max(low(min(a.at.x, b.at.x, c.at.x)), w.X0), min(low(max(a.at.x, b.at.x, c.at.x))+1, w.X1)
	y0, y1 := max(low(min(a.at.y, b.at.y, c.at.y)), w.Y0), min(low(max(a.at.y, b.at.y, c.at.y))+1, w.Y1)
	det := (b.at.x-a.at.x)*(c.at.y-a.at.y) - (c.at.x-a.at.x)*(b.at.y-a.at.y)
	if x0 >= x1 || y0 >= y1 || det == 0 || math.IsNaN(det) {
		return
	}
	s.in.p.pixels -= int64(x1-x0) * int64(y1-y0)
	if s.in.p.pixels < 0 {
		s.in.p.find(TooMuch, "")
		panic(stopped{})
	}
	const edge = 1e-3 // both neighbours paint what lies on an edge
	v := make([]float64, len(a.v))
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			px, py := float64(x)+0.5-a.at.x, float64(y)+0.5-a.at.y
			p := (px*(c.at.y-a.at.y) - (c.at.x-a.at.x)*py) / det
			q := ((b.at.x-a.at.x)*py - px*(b.at.y-a.at.y)) / det
			if p < -edge || q < -edge || p+q > 1+edge {
				continue
			}
			for k := range v {
				v[k] = a.v[k] + p*(b.v[k]-a.v[k]) + q*(c.v[k]-a.v[k])
			}
			of := v
			if s.f != nil {
				of = s.f(v)
			}
			s.layer.set((y-w.Y0)*s.layer.width()+x-w.X0, s.in.p.paint(s.space, of, s.layer.mask), len(s.in.p.inks))
		}
	}
}
