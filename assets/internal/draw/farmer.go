package main

import (
	"image"
	"math"
)

// farmer is a man in a straw hat before a field, the sun behind his shoulder: his brim
// shades the face.
func farmer() image.Image {
	s := &scene{
		dist: man, look: manLook, far: 9, soft: 0.09, dusk: 0.35, rays: 3,
		sun: vec{-0.60, 0.50, 0.62}.unit(), sunny: light{3.4, 3.2, 2.8}, sky: field,
		from: vec{-0.75, 0.05, -4.6}, at: vec{0.02, -0.20, 0}, angle: 0.32,
	}
	return s.shoot(1080, 1356).inGray(finish{grain: 0.025, vignette: 0.35, seed: 881})
}

// lookAway is how far he has turned his head from us.
const lookAway = -1.12

// field is sky, far trees and ripe rice, all out of focus.
func field(d vec) light {
	e := d.y + 0.02*(fbm(d.x*9, 1, 3, 882)-0.5)
	c := light{0.75, 0.80, 0.85}.mix(light{1.15, 1.1, 1.0}, step(0.6, 0.0, e))
	soft := fbm(d.x*7+3, d.y*9, 3, 883)
	c = c.mix(light{0.16, 0.19, 0.16}.times(0.6+soft), step(0.09, 0.05, e-0.05*fbm(d.x*5, 2, 3, 884)))
	rice := fbm(d.x*12, d.y*30, 3, 885)
	return c.mix(light{0.55, 0.50, 0.30}.times(0.45+0.9*rice), step(-0.005, -0.03, e))
}

// head is skull, jaw, brow, nose, lips, ears, neck; he looks a little to the left.
func head(p vec) float64 {
	q := p.turnY(lookAway)
	q.x = math.Abs(q.x)
	d := egg(q.minus(vec{0, 0.18, 0.05}), vec{0.42, 0.48, 0.50})
	d = join(d, egg(q.minus(vec{0, -0.22, -0.10}), vec{0.31, 0.36, 0.36}), 0.22)              // jaw
	d = join(d, egg(q.minus(vec{0, -0.50, -0.26}), vec{0.11, 0.08, 0.11}), 0.26)              // chin
	d = carve(d, egg(q.minus(vec{0.17, 0.075, -0.49}), vec{0.115, 0.062, 0.085}), 0.10)       // sockets
	d = join(d, rod(q, vec{0.05, 0.15, -0.425}, vec{0.26, 0.165, -0.355}, 0.04, 0.028), 0.06) // brow
	d = join(d, rod(q, vec{0, 0.10, -0.43}, vec{0, -0.135, -0.565}, 0.038, 0.062), 0.06)
	d = join(d, ball(q.minus(vec{0.065, -0.155, -0.50}), 0.045), 0.04)
	d = carve(d, rod(q, vec{0, -0.325, -0.485}, vec{0.15, -0.312, -0.40}, 0.012, 0.008), 0.03)
	d = join(d, rod(q, vec{0, -0.295, -0.46}, vec{0.10, -0.300, -0.415}, 0.030, 0.016), 0.025)
	d = join(d, rod(q, vec{0, -0.362, -0.45}, vec{0.085, -0.35, -0.41}, 0.034, 0.018), 0.03)
	d = join(d, egg(q.minus(vec{0.425, 0.0, 0.06}), vec{0.04, 0.125, 0.08}), 0.07)
	return join(d, rod(p, vec{0, -0.35, 0.12}, vec{0.02, -1.0, 0.16}, 0.24, 0.30), 0.12)
}

// hat is a cone with a low crown and a wide brim, frayed at the edge.
func hat(p vec) float64 {
	q := p.minus(vec{0.01, 0.30, 0.02}).turnZ(0.05).turnX(-0.10)
	rad := math.Hypot(q.x, q.z)
	a := math.Atan2(q.z, q.x)
	rise := 0.38*math.Exp(-math.Pow(rad/0.46, 4)) - 0.16*math.Max(0, rad-0.45)
	rise += 0.018*math.Sin(a*3+0.5) + 0.006*math.Sin(rad*95)
	edge := 1.06 + 0.012*noise(a*30, 1, 886) + 0.02*math.Sin(a*2)
	return math.Max(math.Abs(q.y-rise)-0.016, rad-edge) * 0.6
}

// coat is shoulders, collar and folds.
func coat(p vec) float64 {
	q := p.minus(vec{0.05, -1.32, 0.2}).turnY(-0.25)
	d := egg(q, vec{1.12, 0.52, 0.50})
	d = join(d, rod(q, vec{-0.8, -0.1, 0}, vec{-1.05, -1.2, -0.05}, 0.30, 0.27), 0.25)
	d = join(d, rod(q, vec{0.8, -0.1, 0}, vec{1.05, -1.2, -0.05}, 0.30, 0.27), 0.25)
	d = join(d, block(q.minus(vec{0, -0.9, 0}), vec{0.82, 0.9, 0.42}, 0.3), 0.25)
	fold := 0.022 * math.Sin(9*q.x+5*q.y+3*fbm(q.x*2, q.y*2, 3, 887))
	neck := carve(rod(p, vec{0.0, -0.80, 0.12}, vec{0.0, -0.98, 0.14}, 0.30, 0.36), rod(p, vec{0, -0.3, 0.10}, vec{0, -0.95, 0.08}, 0.28, 0.29), 0.03)
	open := rod(p, vec{-0.10, -0.72, -0.42}, vec{-0.05, -1.25, -0.36}, 0.17, 0.02)
	return carve(join(d+fold, neck, 0.08), open, 0.05) * 0.8
}

func man(p vec) float64 {
	d := hat(p)
	if p.y > -1.2 {
		d = math.Min(d, head(p))
	}
	return math.Min(d, coat(p))
}

func manLook(p, n vec) matter {
	h, c := hat(p), coat(p)
	if h < 0.01 {
		q := p.minus(vec{0.01, 0.30, 0.02})
		rad, a := math.Hypot(q.x, q.z), math.Atan2(q.z, q.x)
		plait := 0.5 + 0.5*math.Sin(rad*95)
		weave := 0.5 + 0.5*math.Sin(a*70+math.Floor(rad*15.1)*1.7)
		return matter{c: light{0.42, 0.34, 0.21}.times(0.5 + 0.35*plait + 0.3*weave*noise(a*20, rad*20, 888)), shines: 0.05}
	}
	if c < 0.012 && c < head(p) {
		v := 0.8 + 0.4*noise3(p.times(60), 889)
		return matter{c: light{0.05, 0.056, 0.062}.times(v)}
	}
	q := p.turnY(lookAway)
	tone := light{0.15, 0.096, 0.07}.times(0.78 + 0.45*fbm3(q.times(7), 5, 890))
	q.x = math.Abs(q.x)
	if math.Abs(q.y+0.325) < 0.05 && q.z < -0.38 && q.x < 0.12 {
		tone = tone.times(0.72)
	}
	if eye := (vec{q.x - 0.165, (q.y - 0.058) * 2.2, q.z + 0.43}); eye.long() < 0.062 && q.z < -0.40 {
		tone = light{0.05, 0.04, 0.035}
	}
	if rod(q, vec{0.06, 0.155, -0.45}, vec{0.25, 0.17, -0.37}, 0.03, 0.02) < 0.022 {
		tone = tone.times(0.35 + 0.3*noise3(q.times(80), 891))
	}
	beard := step(-0.20, -0.38, q.y) * noise3(q.times(110), 892)
	return matter{c: tone.times(1 - 0.30*beard), gloss: 0.3}
}
