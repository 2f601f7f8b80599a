package color

import "math"

// generation makes black anew in separations: how early it begins and how much of the grey in
// colours it draws. What is seen stays, as far as the press can show it.
type generation struct {
	press *transform
	start float64 // darkness of a grey at which black begins, as an amount of black alone
	share float64 // of the black that can be
	limit float64
}

// remake gives a separation another black.
func (g *generation) remake(v vec) vec {
	want := g.press.color(v[0], v[1], v[2], v[3])
	most := g.most(v, want)
	k := most * g.share
	if g.start > 0 {
		dark := g.alone(want[0]) // as much black as is as light
		k = math.Min(k, clamp01((dark-g.start)/(1-g.start)))
	}
	for range 8 { // less black is more of the others: not more than can be, and than the paper takes
		cmy, off := g.press.solve(want, k, [3]float64{v[0], v[1], v[2]})
		sum := cmy[0] + cmy[1] + cmy[2] + k
		if off < 1 && (g.limit <= 0 || sum <= g.limit) || k >= most {
			if off >= 2 {
				return v // the profile's own is nearer
			}
			return vec{cmy[0], cmy[1], cmy[2], k}
		}
		k = math.Min(k+math.Max((most-k)/3, 0.02), most)
	}
	return v
}

// alone is the amount of black that by itself is as light.
func (g *generation) alone(light float64) float64 {
	lo, hi := 0.0, 1.0
	for range 10 {
		mid := (lo + hi) / 2
		if g.press.color(0, 0, 0, mid)[0] > light {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// most is the most black with which a colour can be shown.
func (g *generation) most(v vec, want Lab) float64 {
	lo, hi := v[3], math.Max(g.alone(want[0]), v[3])
	for range 6 {
		mid := (lo + hi) / 2
		if _, off := g.press.solve(want, mid, [3]float64{v[0], v[1], v[2]}); off < 1 {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}
