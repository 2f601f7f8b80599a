package main

import (
	"image"
	"math"
)

// rain is a street after dark in the rain: shop signs and cars as discs of light out of
// focus, their shine on the asphalt, people with umbrellas who cross it.
func rain() image.Image {
	p := newPlate(1360, 900)
	r := newRainy()
	p.paint(func(x, y float64, _ light) light { return r.at(x/900, y/900) })
	for i, w := range []struct{ x, y, s, pose float64 }{
		{300, 640, 2.2, 0.3}, {930, 668, 2.55, 0.7}, {560, 590, 1.55, 0.5}, {1180, 598, 1.6, 0.4},
	} {
		walker(p, w.x, w.y, w.s, w.pose, i)
	}
	p.paint(func(x, y float64, c light) light { return drops(c, x, y) })
	p.bloom(0.9, 26, 0.25)
	return p.inColor(finish{grain: 0.012, vignette: 0.5, seed: 1001})
}

// rainy is the lights of the street.
type rainy struct{ discs []lamp }

const kerb = 0.56 // where the street begins, in heights

func newRainy() *rainy {
	r := &rainy{}
	tints := []light{{1.0, 0.55, 0.20}, {1.0, 0.75, 0.42}, {0.95, 0.16, 0.10}, {0.25, 0.65, 0.85}, {0.35, 0.85, 0.55}, {1.0, 0.85, 0.65}}
	for i := 0; i < 74; i++ {
		h := func(n int) float64 { return hash(i, n, 1005) }
		x := 1.52 * h(0)
		far := math.Abs(x - 0.80)
		y := kerb - 0.035 - (0.06+0.62*far)*h(1)*0.85
		size := 0.008 + 0.034*far*(0.5+h(2)) + 0.004*h(4)
		r.discs = append(r.discs, lamp{x, y, size, 0.22 + 0.55*h(3), tints[int(h(5)*5.99)]})
	}
	for i := 0; i < 5; i++ { // cars that come towards us, and those that leave
		d := float64(i)
		x, s := 0.80-0.055*d*d*0.55-0.02, 0.007+0.004*d
		y := kerb + 0.004 + 0.013*d
		r.discs = append(r.discs, lamp{x - 1.5*s, y, s, 1.1, light{1, 0.95, 0.8}}, lamp{x + 1.5*s, y, s, 1.1, light{1, 0.95, 0.8}})
		x = 0.84 + 0.05*d*d*0.5
		r.discs = append(r.discs, lamp{x - 1.4*s, y, s * 0.9, 0.9, light{1, 0.10, 0.05}}, lamp{x + 1.4*s, y, s * 0.9, 0.9, light{1, 0.10, 0.05}})
	}
	return r
}

func (r *rainy) at(x, y float64) light {
	edge := kerb + 0.004*(noise(x*40, 1, 1003)-0.5)
	c := r.asphalt(x, math.Max(y, edge))
	if y < edge {
		c = r.air(x, y)
	}
	return c.mix(light{0.20, 0.15, 0.14}, 0.55*bell(y, kerb, 0.012)) // spray over the street
}

// air is dark fronts to both sides, the sky's glow between, and the discs.
func (r *rainy) air(x, y float64) light {
	far := math.Abs(x - 0.80)
	c := light{0.055, 0.06, 0.10}.mix(light{0.22, 0.16, 0.15}, math.Exp(-math.Hypot((x-0.8)*1.2, y-kerb)/0.22))
	wall := step(0.03, 0.16, far-0.16*(1-y/kerb)*0.6) * (0.7 + 0.5*fbm(x*6, y*6, 3, 1008))
	c = c.mix(light{0.035, 0.033, 0.045}, clamp(wall)*0.85)
	lit := fbm(x*3, y*2, 3, 1009)
	c = c.add(light{0.30, 0.17, 0.08}, step(0.10, 0.5, far)*bell(y, kerb-0.10, 0.10)*lit)
	return r.shine(c, x, y, 1)
}

func (r *rainy) shine(c light, x, y, k float64) light {
	for _, l := range r.discs {
		d := math.Hypot(x-l.x, y-l.y) / l.size
		if d > 7 {
			continue
		}
		rim := 0.72 + 0.28*step(0.5, 1, d)
		c = c.add(l.c, k*l.power*(0.62*step(1.04, 0.93, d)*rim+0.055*math.Exp(-d/1.6)))
	}
	return c
}

// asphalt draws the lights out towards us, broken by ripples and puddles.
func (r *rainy) asphalt(x, y float64) light {
	d := y - kerb
	z := 0.11 / (d + 0.012)
	wx := (x - 0.8) * z
	rough := fbm(wx*34, z*30, 4, 1010)
	puddle := step(0.50, 0.62, fbm(wx*2.6+3, z*2.4, 4, 1011))
	c := light{0.030, 0.032, 0.042}.times(0.5 + rough)
	stir := (fbm(x*18, y*90, 3, 1012) - 0.5) * (1 - 0.7*puddle)
	for _, l := range r.discs {
		wide := l.size * (0.8 + 1.0*d/0.4) * lerp(1.5, 1.0, puddle)
		mid := l.x + stir*0.06
		if math.Abs(x-mid) > 4*wide {
			continue
		}
		reach := kerb - l.y
		along := bell(d, reach*0.9+0.02, lerp(0.12, 0.05, puddle)+0.6*reach) * lerp(0.40, 0.85, puddle)
		c = c.add(l.c, l.power*0.62*bell(x, mid, wide)*along*(0.35+1.1*rough))
	}
	stripe := math.Abs(math.Mod(wx*4.2+40, 1)-0.5) < 0.22 && z > 0.33 && z < 0.56
	if stripe { // the crossing
		c = c.add(light{0.34, 0.33, 0.31}, (0.25+0.75*rough)*0.55)
	}
	return c.add(light{0.12, 0.11, 0.13}, 0.35*math.Exp(-d/0.05))
}

// walker is one who crosses with an umbrella: dark, the lights on the cloth's edge.
func walker(p *plate, x, y, s, pose float64, i int) {
	body := p.stencil(func(k *pen) { drawWalker(k, x, y, s, pose) })
	cloth := p.stencil(func(k *pen) { drawUmbrella(k, x+6*s, y-92*s, s) })
	ribs := p.stencil(func(k *pen) {
		for _, a := range []float64{-0.62, -0.2, 0.25, 0.66} {
			k.line(point{x + 6*s, y - 128*s}, point{x + 6*s + a*54*s, y - 94*s}, 0.5*s, 0.9*s)
		}
		k.line(point{x + 6*s, y - 134*s}, point{x + 8*s, y - 62*s}, 1.1*s, 1.1*s)
	})
	shadow := body.mirror(int(y), 1.15, func(v float64) float64 { return 7 * (noise(v/5, 2, 1015) - 0.5) }).blurXY(2, 5)
	p.lay(shadow, light{0.012, 0.013, 0.018})
	p.lay(body, light{0.020, 0.021, 0.028})
	p.glow(body.rim(2, 0, 1), light{0.42, 0.25, 0.13})
	p.glow(body.rim(-2, 0, 1), light{0.12, 0.20, 0.26})
	tints := []light{{0.035, 0.04, 0.055}, {0.34, 0.035, 0.03}, {0.05, 0.07, 0.09}, {0.30, 0.20, 0.05}}
	p.lay(cloth, tints[i%4])
	p.glow(cloth.rim(3, -4, 3), light{0.50, 0.33, 0.20})
	p.glow(cloth.rim(-3, -2, 2), light{0.14, 0.22, 0.28})
	p.lay(ribs, light{0.012, 0.012, 0.016})
}

// drawUmbrella is a dome whose hem hangs between the ribs.
func drawUmbrella(k *pen, x, y, s float64) {
	k.move(x-54*s, y+2*s)
	k.curve(point{x - 50*s, y - 26*s}, point{x - 24*s, y - 37*s}, point{x, y - 38*s})
	k.curve(point{x + 24*s, y - 37*s}, point{x + 50*s, y - 26*s}, point{x + 54*s, y + 2*s})
	for i := 0.0; i < 5; i++ {
		a, b := x+(54-21.6*i)*s, x+(54-21.6*(i+1))*s
		k.curve(point{lerp(a, b, 0.3), y - 6*s}, point{lerp(a, b, 0.7), y - 6*s}, point{b, y + 2*s})
	}
	k.close()
}

// drops is rain that falls through the light.
func drops(c light, x, y float64) light {
	for layer := 0; layer < 3; layer++ {
		g := []float64{34, 22, 15}[layer]
		u := x + 0.13*y
		i, j := int(math.Floor(u/g)), int(math.Floor((y+300*hash(int(math.Floor(u/g)), layer, 1020))/150))
		h := func(n uint32) float64 { return hash(i, j, 1021+n+uint32(layer)*7) }
		if h(0) < 0.45 {
			continue
		}
		mid := (float64(i) + 0.2 + 0.6*h(1)) * g
		v := math.Mod(y+300*hash(i, layer, 1020), 150) / 150
		c = c.add(light{0.75, 0.72, 0.72}, 0.13*bell(u, mid, 0.7+0.3*float64(2-layer))*math.Sin(math.Pi*v)*(0.25+1.6*c.luma()))
	}
	return c
}
