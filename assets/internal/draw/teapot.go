package main

import (
	"image"
	"image/color"
	"math"
)

// teapot is a pot of brown clay, cut out: the paper shows where it is not.
func teapot() image.Image {
	s := &scene{
		dist: pot, look: clay, far: 9, soft: 0.12, dusk: 0.4, rays: 3,
		sun: vec{-0.55, 0.72, -0.42}.unit(), sunny: light{2.4, 2.25, 2.0},
		sky: func(d vec) light {
			soft := step(0.35, 0.62, -d.x) * step(-0.15, 0.1, d.y) * step(0.85, 0.7, d.y)
			return light{0.28, 0.27, 0.27}.mix(light{0.60, 0.60, 0.62}, step(-0.3, 0.8, d.y)).add(light{1.5, 1.5, 1.45}, soft)
		},
		from: vec{0.6, 1.7, -5.6}, at: vec{0.06, 0.40, 0}, angle: 0.235,
	}
	p := s.shoot(820, 620)
	shape := *s
	shape.look = func(vec, vec) matter { return matter{glow: gray(3)} }
	shape.sky = func(vec) light { return light{} }
	seen := shape.shoot(p.w*coarse, p.h*coarse)
	m := image.NewNRGBA(image.Rect(0, 0, p.w, p.h))
	for i, c := range p.px {
		a := clamp(seen.px[i].r / gray(3).film().r)
		m.SetNRGBA(i%p.w, i/p.w, color.NRGBA{quiet(c.r), quiet(c.g), quiet(c.b), byteOf(a * a)})
		if a == 0 {
			m.SetNRGBA(i%p.w, i/p.w, color.NRGBA{})
		}
	}
	return m
}

// quiet is a step of brightness out of 64, which a PNG packs well.
func quiet(v float64) uint8 { return byteOf(math.Round(clamp(v)*63) / 63) }

// pot is body, lid, knob, spout and handle.
func pot(p vec) float64 {
	q := p.minus(vec{0, 0.52, 0})
	d := egg(q, vec{0.86, 0.55, 0.86})
	d = join(d, egg(q.minus(vec{0, -0.16, 0}), vec{0.80, 0.42, 0.80}), 0.12)
	d = math.Max(d, -(p.y - 0.035))
	d = math.Min(d, drum(p.minus(vec{0, 0.04, 0}), 0.56, 0.045, 0.02))
	rad := math.Hypot(p.x, p.z)
	d = carve(d, math.Hypot(rad-0.475, p.y-0.985)-0.012, 0.012)
	lid := egg(p.minus(vec{0, 0.97, 0}), vec{0.465, 0.155, 0.465})
	d = join(d, lid, 0.015)
	knob := join(drum(p.minus(vec{0, 1.13, 0}), 0.055, 0.05, 0.02), egg(p.minus(vec{0, 1.225, 0}), vec{0.115, 0.085, 0.115}), 0.06)
	d = join(d, knob, 0.04)
	// spout: a bow from the body up
	a, b, c := vec{-0.70, 0.42, 0}, vec{-1.08, 0.50, 0}, vec{-1.30, 0.92, 0}
	sp := join(rod(p, a, b, 0.19, 0.125), rod(p, b, c, 0.125, 0.07), 0.16)
	sp = carve(sp, rod(p, c.plus(vec{0.04, -0.1, 0}), c.plus(vec{-0.05, 0.12, 0}), 0.045, 0.05), 0.02)
	sp = carve(sp, 0.925-p.y, 0.02)
	d = join(d, sp, 0.09)
	h := p.minus(vec{0.88, 0.56, 0})
	ear := math.Hypot(math.Hypot(h.x*0.95, h.y*1.02)-0.375, h.z*0.8) - lerp(0.062, 0.082, step(-0.3, 0.3, h.y))
	ear = math.Max(ear, 0.66-p.x)
	return join(d, ear, 0.05) * 0.85
}

// clay is fine and dull, with a shine of use.
func clay(p, n vec) matter {
	fine := noise3(p.times(120), 1231)
	big := fbm3(p.times(2.2), 4, 1232)
	c := light{0.285, 0.115, 0.062}.mix(light{0.20, 0.075, 0.042}, step(0.3, 0.7, big)).times(0.92 + 0.16*fine)
	return matter{c: c, gloss: 0.30}
}
