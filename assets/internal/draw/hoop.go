package main

import (
	"image"
	"math"
)

// hoop is the second before the point: the ball over the rim, the hall's lights behind it.
func hoop() image.Image {
	s := &scene{
		dist: basket, look: basketLook, far: 9, soft: 0.16, dusk: 0.3, rays: 4,
		sun: vec{0.35, 0.85, -0.45}.unit(), sunny: light{2.5, 2.4, 2.2}, sky: hall,
		from: vec{-1.15, -1.35, -2.45}, at: vec{0.02, 0.42, 0.12}, angle: 0.34, lens: 0.03, focus: 2.9,
	}
	return s.shoot(1120, 880).inColor(finish{grain: 0.02, vignette: 0.35, seed: 851})
}

// hall is rows of lamps under the roof and the stands, out of focus.
func hall(d vec) light {
	a, e := math.Atan2(d.x, d.z), math.Asin(math.Max(-1, math.Min(1, d.y)))
	c := light{0.012, 0.016, 0.028}.mix(light{0.05, 0.06, 0.085}, step(0.9, 0.0, e))
	for row := 0.0; row < 6; row++ {
		at := 0.30 + 0.15*row
		wide := 0.19 / math.Cos(at)
		u := math.Mod(a+20*wide+0.05*row, wide) - wide/2
		size := 0.024 - 0.001*row
		r := math.Hypot(u*math.Cos(at), e-at) / size
		c = c.add(light{1.5, 1.45, 1.25}, 1.3*step(1.05, 0.92, r)*(0.7+0.3*r)+0.10*math.Exp(-r/3))
	}
	if e < 0.26 { // the stands: faces and shirts as soft dots
		for layer := 0.0; layer < 3; layer++ {
			k := 26 - 5*layer
			gx, gy := math.Floor(a*k+layer*0.3), math.Floor(e*k)
			for ox := -1.0; ox <= 1; ox++ {
				for oy := -1.0; oy <= 1; oy++ {
					x, y := int(gx+ox), int(gy+oy)
					h := func(n uint32) float64 { return hash(x, y, 860+n+uint32(layer)*9) }
					r := math.Hypot(a*k+layer*0.3-gx-ox-h(0), e*k-gy-oy-h(1)) / (0.32 + 0.3*h(2))
					tint := light{0.30, 0.07, 0.05}.mix(light{0.30, 0.26, 0.21}, step(0.3, 0.4, h(3))).mix(light{0.05, 0.09, 0.22}, step(0.75, 0.85, h(3)))
					c = c.add(tint, 0.42*step(1.05, 0.85, r)*h(4)*h(4)*step(0.30, 0.12, e))
				}
			}
		}
	}
	return c
}

var ballAt = vec{0.05, 0.345, -0.02}

const ballR, rimR = 0.235, 0.45

// basket is rim, net, board and ball.
func basket(p vec) float64 {
	q := p.minus(ballAt)
	d := ball(q, ballR)
	d = math.Min(d, ring(p, rimR, 0.018))
	d = math.Min(d, net(p))
	b := p.minus(vec{0, 0.42, 0.78})
	board := block(b, vec{0.90, 0.56, 0.02}, 0.01)
	arm := block(p.minus(vec{0, -0.03, 0.63}), vec{0.11, 0.02, 0.19}, 0.01)
	return math.Min(d, math.Min(board, arm))
}

// net hangs from the rim in twelve loops that cross.
func net(p vec) float64 {
	rad := math.Hypot(p.x, p.z)
	t := -p.y / 0.45
	if t < -0.05 || t > 1.1 {
		return math.Max(0.03, math.Max(-t-0.03, t-1.08)*0.45+0.02)
	}
	r := lerp(rimR, 0.255, math.Pow(clamp(t), 0.62)) + 0.02*t*math.Sin(math.Atan2(p.z, p.x)*2+1)
	off := rad - r
	if math.Abs(off) > 0.10 {
		return math.Abs(off) - 0.06
	}
	a := math.Atan2(p.z, p.x) / (2 * math.Pi) * 12
	k := t * 3.3
	near := math.Inf(1)
	for _, s := range []float64{1, -1} {
		u := a + s*k/2
		u = math.Abs(u - math.Round(u))
		near = math.Min(near, u*r*2*math.Pi/12*0.8)
	}
	cut := math.Max(0, t-1) * 0.45
	return (math.Hypot(math.Hypot(off, near), cut) - 0.0085) * 0.7
}

func basketLook(p, n vec) matter {
	q := p.minus(ballAt)
	switch {
	case ball(q, ballR) < 0.004:
		return leather(q.turnX(0.7).turnZ(0.5).turnY(0.4))
	case ring(p, rimR, 0.018) < 0.004:
		return matter{c: light{0.75, 0.10, 0.02}, gloss: 0.6}
	case p.z > 0.7:
		b := p.minus(vec{0, 0.42, 0.78})
		edge := math.Max(math.Abs(b.x)-0.90, math.Abs(b.y)-0.56)
		box := math.Max(math.Abs(b.x)-0.30, math.Abs(b.y+0.17)-0.23)
		line := math.Max(step(-0.045, -0.040, edge), step(-0.045, -0.040, box)*step(0.002, -0.002, box))
		return matter{c: light{0.10, 0.115, 0.13}.mix(light{0.8, 0.8, 0.78}, line), gloss: 0.75}
	case p.z > 0.45 && p.y < 0:
		return matter{c: light{0.65, 0.09, 0.02}, gloss: 0.4}
	}
	return matter{c: gray(0.78), shines: 0.25}
}

// leather has eight panels and pebbles.
func leather(q vec) matter {
	d := q.unit()
	seam := math.Min(math.Abs(d.x), math.Abs(d.y))
	seam = math.Min(seam, math.Abs(math.Hypot(d.y, d.z*0.82)-0.62)+step(0.2, 0, math.Abs(d.x))*0)
	peb := noise3(d.times(95), 870)
	c := light{0.60, 0.175, 0.045}.times(0.62 + 0.55*peb).times(0.85 + 0.3*fbm3(d.times(3), 3, 871))
	return matter{c: c.mix(light{0.02, 0.018, 0.016}, step(0.022, 0.013, seam)), gloss: 0.28 + 0.14*peb}
}
