package png

// flat is how far, in subpixels, a curve may be from its polygon: less than a sixth of a
// subpixel's worth of grey is seen.
const flat = 12

// quad adds the points of a quadratic curve from a, its start left out.
func (o *outline) quad(a, b, c point) {
	n := steps(a.x-2*b.x+c.x, a.y-2*b.y+c.y, 4)
	for i := int64(1); i < n; i++ {
		u := n - i
		p, q, r := u*u, 2*u*i, i*i
		o.add(point{round(p*a.x+q*b.x+r*c.x, n*n), round(p*a.y+q*b.y+r*c.y, n*n)})
	}
	o.add(c)
}

// cube adds the points of a cubic curve from a, its start left out.
func (o *outline) cube(a, b, c, d point) {
	dx := max(abs(a.x-2*b.x+c.x), abs(b.x-2*c.x+d.x))
	dy := max(abs(a.y-2*b.y+c.y), abs(b.y-2*c.y+d.y))
	n := steps(3*dx, 3*dy, 4)
	for i := int64(1); i < n; i++ {
		u := n - i
		p, q, r, s := u*u*u, 3*u*u*i, 3*u*i*i, i*i*i
		o.add(point{
			round(p*a.x+q*b.x+r*c.x+s*d.x, n*n*n),
			round(p*a.y+q*b.y+r*c.y+s*d.y, n*n*n),
		})
	}
	o.add(d)
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
