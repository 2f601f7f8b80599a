package color

import "math"

// Grey returns the amounts of C, M and Y that on a press look as neutral as paper and as light
// as a tint of black; all from 0 to 1.
func Grey(press *Profile, k float64) (cmy [3]float64, err error) {
	if press.Space != "CMYK" {
		return cmy, errTable
	}
	t, err := press.toLab(Relative)
	if err != nil {
		return cmy, err
	}
	want := Lab{t.color(0, 0, 0, k)[0]}
	cmy, _ = t.solve(want, 0, [3]float64{k, k * 0.8, k * 0.8})
	return cmy, nil
}

// solve finds the amounts of C, M and Y that with an amount of black show a colour, starting
// from a guess: the steps of Gauss and Newton, kept between none and full. It returns how far
// the colour found is from the one wanted.
func (t *transform) solve(want Lab, k float64, v [3]float64) (cmy [3]float64, off float64) {
	const h = 1.0 / 256
	at := func(v [3]float64) Lab { return t.color(v[0], v[1], v[2], k) }
	got := at(v)
	best, least := v, DeltaE(got, want)
	for range 12 {
		if least < 0.05 {
			break
		}
		var j [9]float64 // rows L, a, b
		for i := range 3 {
			w, d := v, h
			if w[i] > 0.5 {
				d = -h
			}
			w[i] += d
			c := at(w)
			for r := range 3 {
				j[3*r+i] = (c[r] - got[r]) / d
			}
		}
		next := newton(j, [3]float64{want[0] - got[0], want[1] - got[1], want[2] - got[2]}, v)
		if next == v {
			break
		}
		v, got = next, at(next)
		if d := DeltaE(got, want); d < least {
			best, least = v, d
		}
	}
	return best, least
}

// newton is a damped step from v that the matrix j of slopes gives for the rest r; what would
// leave the range stays at its end.
func newton(j [9]float64, r, v [3]float64) [3]float64 {
	// (JᵀJ + λI) d = Jᵀ r, so that inks that change little do not run away
	m := &matrix{}
	var b [3]float64
	for i := range 3 {
		for k := range 3 {
			for row := range 3 {
				m.m[3*i+k] += j[3*row+i] * j[3*row+k]
			}
		}
		m.m[3*i+i] += 1
		for row := range 3 {
			b[i] += j[3*row+i] * r[row]
		}
	}
	inv, ok := m.inverse()
	if !ok {
		return v
	}
	for i := range 3 {
		d := inv.m[3*i]*b[0] + inv.m[3*i+1]*b[1] + inv.m[3*i+2]*b[2]
		v[i] = clamp01(v[i] + math.Max(math.Min(d, 0.25), -0.25))
	}
	return v
}
