package content

import "math"

// Matrix is a b c d e f of ISO 32000-1, 8.3.3.
type Matrix [6]float64

// Unity moves nothing.
var Unity = Matrix{1, 0, 0, 1, 0, 0}

// Mul returns the effect of m, then n.
func (m Matrix) Mul(n Matrix) Matrix {
	return Matrix{m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5]}
}

// Apply moves a point.
func (m Matrix) Apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// Thin is how much m scales a line's width, across its thinner way.
func (m Matrix) Thin() float64 {
	a, b, c, d := m[0], m[1], m[2], m[3]
	s1, s2 := a*a+b*b+c*c+d*d, math.Sqrt(math.Pow(a*a+b*b-c*c-d*d, 2)+4*math.Pow(a*c+b*d, 2))
	return math.Sqrt(math.Max((s1-s2)/2, 0))
}
