package color

import "math"

// ToLab converts (CIE 15).
func (c XYZ) ToLab() Lab {
	x, y, z := cube(c[0]/D50[0]), cube(c[1]/D50[1]), cube(c[2]/D50[2])
	return Lab{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func cube(t float64) float64 {
	if t > 216.0/24389 {
		return math.Cbrt(t)
	}
	return (841.0/108)*t + 16.0/116
}

// ToXYZ converts (CIE 15).
func (c Lab) ToXYZ() XYZ {
	y := (c[0] + 16) / 116
	return XYZ{uncube(y+c[1]/500) * D50[0], uncube(y) * D50[1], uncube(y-c[2]/200) * D50[2]}
}

func uncube(t float64) float64 {
	if t > 6.0/29 {
		return t * t * t
	}
	return (108.0 / 841) * (t - 16.0/116)
}

// DeltaE is the plain distance in Lab (CIE 1976).
func DeltaE(a, b Lab) float64 {
	d0, d1, d2 := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return math.Sqrt(d0*d0 + d1*d1 + d2*d2)
}

func clamp01(v float64) float64 {
	if v > 0 { // not for NaN
		return math.Min(v, 1)
	}
	return 0
}
