package raster

// flat is how Far, in subpixels, a curve may be from its polygon: less than a sixth of a
// subpixel's worth of grey is seen.
const flat = 12

// Quad adds the points of a quadratic curve from a, its start left out.
func (o *Outline) Quad(a, b, c Point) {
	n := steps(a.X-2*b.X+c.X, a.Y-2*b.Y+c.Y, 4)
	for i := int64(1); i < n; i++ {
		u := n - i
		p, q, r := u*u, 2*u*i, i*i
		o.Add(Point{Round(p*a.X+q*b.X+r*c.X, n*n), Round(p*a.Y+q*b.Y+r*c.Y, n*n)})
	}
	o.Add(c)
}

// Cube adds the points of a cubic curve from a, its start left out.
func (o *Outline) Cube(a, b, c, d Point) {
	dx := max(abs(a.X-2*b.X+c.X), abs(b.X-2*c.X+d.X))
	dy := max(abs(a.Y-2*b.Y+c.Y), abs(b.Y-2*c.Y+d.Y))
	n := steps(3*dx, 3*dy, 4)
	for i := int64(1); i < n; i++ {
		u := n - i
		p, q, r, s := u*u*u, 3*u*u*i, 3*u*i*i, i*i*i
		o.Add(Point{
			Round(p*a.X+q*b.X+r*c.X+s*d.X, n*n*n),
			Round(p*a.Y+q*b.Y+r*c.Y+s*d.Y, n*n*n),
		})
	}
	o.Add(d)
}

// steps is how many equal parts of a curve are flat, from its second difference: a part of
// 1/n strays by a div-th of that over n².
func steps(dx, dy, div int64) int64 {
	stray := max(abs(dx), abs(dy)) / div
	n := int64(1)
	for n < 64 && n*n*flat < stray {
		n++
	}
	return n
}

func abs(v int64) int64 { return max(v, -v) }
