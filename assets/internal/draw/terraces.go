package main

import (
	"image"
	"math"
)

// terraces is ripe rice on the steps of a hillside in the morning, from the ridge across.
func terraces() image.Image {
	s := &scene{
		dist: func(p vec) float64 { return (p.y - steps(p.x, p.z)) * 0.50 },
		look: terraceLook, far: 26, soft: 0.05, dusk: 0.35, rays: 2,
		sun: vec{0.78, 0.34, 0.38}.unit(), sunny: light{3.0, 2.35, 1.5},
		sky: func(d vec) light {
			return light{0.95, 0.72, 0.48}.mix(light{0.42, 0.56, 0.74}, step(0.0, 0.45, d.y)).add(light{0.9, 0.6, 0.3}, math.Exp(-math.Hypot(d.x-0.5, d.y-0.12)/0.22))
		},
		from: vec{-0.6, 4.6, -6.4}, at: vec{0.1, 0.75, 2.2}, angle: 0.44,
	}
	s.air = func(c light, d vec, t float64) light {
		far := s.sky(vec{d.x, 0.03, d.z}.unit())
		low := math.Exp(-math.Max(0, s.from.y+d.y*t-0.3) / 0.8)
		return c.mix(far.times(0.85), clamp(1-math.Exp(-math.Max(0, t-5)*(0.030+0.030*low))))
	}
	s.bound = func(o, d vec) (float64, float64) {
		if d.y >= 0 {
			return 0, 26
		}
		return math.Max(0, (3.3-o.y)/d.y), -(o.y + 0.6) / d.y
	}
	return s.shoot(1400, 800).inColor(finish{grain: 0.008, vignette: 0.3, seed: 1201})
}

// hill is the slope before it was cut into steps.
func hill(x, z float64) float64 {
	h := 2.2*fbm(x*0.17+1.7, z*0.17+0.6, 3, 1203) + 0.42*fbm(x*0.6, z*0.6, 2, 1204)
	return h + 0.055*math.Max(0, z-3)*0.9 + 0.035*x
}

const rise = 0.105

// steps is the hill in steps with a small bank at each edge.
func steps(x, z float64) float64 {
	h := hill(x, z) / rise
	k := math.Floor(h)
	f := h - k
	bank := step(0.80, 1.0, f)
	rim := 0.22 * bell(f, 0.80, 0.05)
	return (k + bank + rim) * rise
}

// terraceLook is gold where the rice stands, green on the banks, brown where it is cut,
// bright where water stands.
func terraceLook(p, n vec) matter {
	h := hill(p.x, p.z) / rise
	k, f := math.Floor(h), h-math.Floor(h)
	kind := hash(int(k), int(math.Floor(p.x*0.22+fbm(p.x*0.3, p.z*0.3, 2, 1206)*2)), 1207)
	row := 0.5 + 0.5*math.Sin(f*34+2*noise(p.x*4, p.z*4, 1208))
	fine := fbm(p.x*16, p.z*16, 3, 1209)
	ripe := light{0.56, 0.36, 0.055}.mix(light{0.42, 0.36, 0.06}, hash(int(k), 2, 1210))
	c := ripe.times(0.55 + 0.55*fine + 0.18*row)
	m := matter{c: c}
	switch {
	case f > 0.76:
		g := light{0.085, 0.13, 0.028}.times(0.5 + 1.1*fine)
		m.c = c.mix(g, step(0.76, 0.80, f))
	case kind < 0.16: // cut, the straw in rows
		m.c = light{0.30, 0.235, 0.13}.times(0.5 + 0.5*row + 0.4*fine)
	case kind < 0.26: // flooded for the winter
		return matter{c: light{0.05, 0.06, 0.06}, gloss: 0.9}
	case kind < 0.36:
		m.c = light{0.26, 0.32, 0.06}.times(0.5 + 0.6*fine + 0.2*row)
	}
	if tree := fbm(p.x*0.9+4, p.z*0.9, 3, 1211); tree > 0.66 {
		m.c = m.c.mix(light{0.045, 0.075, 0.022}.times(0.4+1.3*fine), step(0.66, 0.70, tree))
	}
	return m
}
