package main

import (
	"image"
	"math"
)

// wheel is a gear: where its axle stands, its pitch radius, how many teeth, how it is turned.
type wheel struct {
	x, y, r float64
	teeth   float64
	turn    float64
	spokes  float64
}

// The train of gears in a pump house; a tooth is 0.157 wide and high on each.
var train = []wheel{
	{-1.30, -0.10, 1.50, 30, 0.00, 6},
	{0.985, 0.66, 0.90, 18, 0.42, 5},
	{0.80, -1.32, 1.10, 22, 0.115, 5},
}

// machine is gears of cast steel under a strip of windows.
func machine() image.Image {
	s := &scene{
		dist: gears, look: steel, far: 12, soft: 0.12, dusk: 0.35, rays: 3,
		sun: vec{-0.55, 0.62, -0.62}.unit(), sunny: light{1.9, 1.85, 1.8},
		sky: func(d vec) light {
			strip := step(0.06, 0.10, math.Abs(math.Mod(d.x*2.2+8, 0.5)-0.25)) * step(0.15, 0.35, d.y) * step(0.95, 0.7, d.y) * step(0.2, -0.2, d.z)
			return light{0.045, 0.048, 0.052}.add(light{2.1, 2.15, 2.2}, strip)
		},
		from: vec{-2.1, -1.5, -4.0}, at: vec{-0.12, -0.22, 0}, angle: 0.42, lens: 0.05, focus: 4.2,
	}
	return s.shoot(1180, 860).inGray(finish{grain: 0.022, vignette: 0.4, seed: 841})
}

// gear is a wheel's distance: teeth, rim, spokes and hub.
func (w wheel) gear(p vec) float64 {
	q := vec{p.x - w.x, p.y - w.y, p.z}
	rad := math.Hypot(q.x, q.y)
	if rad > w.r+0.5 {
		return math.Hypot(rad-w.r-0.12, math.Max(0, math.Abs(q.z)-0.3))
	}
	a := math.Atan2(q.y, q.x) + w.turn
	wave := math.Cos(a * w.teeth)
	tooth := 0.085 * math.Max(-1, math.Min(1, wave*1.55+0.05))
	rim := math.Max((rad-w.r-tooth)*0.62, math.Abs(q.z)-0.22)
	rim = math.Max(rim, w.r-0.30-rad)
	part := 2 * math.Pi / w.spokes
	b := math.Mod(a+20*part, part) - part/2
	u, v := rad*math.Cos(b), rad*math.Sin(b)
	spoke := math.Max(math.Abs(v)-0.10-0.05*(1-u/w.r), math.Max(math.Abs(q.z)-0.11, u-w.r+0.2))
	d := join(rim, spoke, 0.10)
	hub := math.Max(rad-0.30, math.Abs(q.z)-0.30)
	d = join(d, hub, 0.08)
	d = math.Max(d, math.Min(0.19-rad, q.z+2)) - 0.012
	axle := math.Max(rad-0.15, math.Abs(q.z+0.1)-0.36)
	return math.Min(d, axle)
}

func gears(p vec) float64 {
	d := 0.62 - p.z
	for _, w := range train {
		d = math.Min(d, w.gear(p))
	}
	return d
}

// steel is worn bright on the teeth, dull with oil and dust elsewhere.
func steel(p, n vec) matter {
	if p.z > 0.5 {
		v := 0.55 + 0.9*fbm(p.x*1.4, p.y*1.4, 5, 843)
		seam := math.Min(math.Abs(math.Mod(p.x+21, 1.9)-0.95), math.Abs(math.Mod(p.y+20.6, 1.4)-0.7))
		return matter{c: light{0.04, 0.042, 0.044}.times(v * lerp(0.3, 1, step(0.008, 0.02, seam))), gloss: 0.3}
	}
	rust := fbm3(p.times(3.1), 5, 845)
	fine := fbm3(p.times(22), 3, 846)
	c := gray(0.17).times(0.5 + 1.0*fine)
	c = c.mix(gray(0.03), step(0.48, 0.68, rust)*0.85)
	worn := 0.0
	for _, w := range train {
		if rad := math.Hypot(p.x-w.x, p.y-w.y); rad > w.r-0.06 && rad < w.r+0.2 {
			worn = step(w.r-0.06, w.r+0.05, rad) * step(0.7, 0.3, math.Abs(n.z))
		}
	}
	return matter{c: c.mix(gray(0.55), 0.7*worn), gloss: lerp(0.34, 0.62, worn) * (0.7 + 0.5*fine), metal: lerp(0.55, 0.95, worn)}
}
