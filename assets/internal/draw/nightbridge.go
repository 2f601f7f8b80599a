package main

import (
	"image"
	"math"
)

// night is the same bridge at dusk with its lamps lit, nearer to us.
type night struct {
	w, h, water float64
	bridge      arches
	lamps       []lamp // on the bridge
	town        []lamp // behind it
}

// lamp is a point of light, warm unless said.
type lamp struct {
	x, y, size, power float64
	c                 light
}

var (
	warm = light{1.0, 0.70, 0.34}
	cool = light{0.75, 0.85, 1.0}
)

func nightBridge() image.Image {
	p := newPlate(1700, 900)
	n := &night{w: 1700, h: 900, water: 540}
	n.bridge = arches{cx: 820, water: n.water, scale: 1.42}
	n.light()
	p.paint(func(x, y float64, _ light) light {
		if y < n.water {
			return n.land(x, y)
		}
		return n.river(x, y)
	})
	n.runners(p)
	return p.inColor(finish{grain: 0.05, vignette: 0.35, seed: 7})
}

// light puts lamps on every fourth post, and the windows of the far bank.
func (n *night) light() {
	s := n.bridge.scale
	for x := n.bridge.cx - 600*s; x <= n.bridge.cx+601*s; x += 120 * s {
		n.lamps = append(n.lamps, lamp{x, n.bridge.deck(x) - 34*s, 7, 1, warm})
	}
	for i := 0; i < 90; i++ {
		r := func(k int) float64 { return hash(i, k, 203) }
		x := n.w * r(0)
		c := warm.mix(cool, step(0.72, 0.8, r(3)))
		n.town = append(n.town, lamp{x, n.water - 12 - 60*r(1)*r(1), 1.4 + r(2), 0.25 + 0.3*r(4), c})
	}
}

func (n *night) sky(x, y float64) light {
	c := light{0.055, 0.10, 0.20}.mix(light{0.36, 0.34, 0.42}, step(0, 430, y))
	c = c.add(light{0.50, 0.26, 0.14}, math.Exp(-math.Abs(y-430)/95)*(0.35+0.65*bell(x, 1180, 520)))
	cloud := step(0.5, 0.8, fbm(x/360, y/46, 5, 210)) * step(60, 330, y)
	c = c.mix(light{0.30, 0.22, 0.26}, cloud*0.55)
	if y < 300 {
		ix, iy := math.Floor(x/3), math.Floor(y/3)
		if hash(int(ix), int(iy), 211) > 0.9985 {
			c = c.add(cool, 0.5*hash(int(ix), int(iy), 212)*(1-y/300))
		}
	}
	return c
}

func (n *night) land(x, y float64) light {
	c := n.sky(x, y)
	for i := 0; i < 4; i++ {
		t := float64(i) / 3
		crest := lerp(330, 500, t) - lerp(190, 70, t)*(fbm(x/lerp(330, 210, t)+float64(i)*4.1, 0.5, 6, uint32(220+i))-0.42)
		crest -= 7 * t * (fbm(x/9, 1, 3, uint32(230+i)) - 0.5)
		slope := light{0.17, 0.20, 0.30}.mix(light{0.035, 0.055, 0.085}, t)
		slope = slope.mix(light{0.30, 0.25, 0.28}, 0.45*(1-t)*step(crest, crest+150, y))
		c = c.mix(slope, clamp(y-crest+0.5))
	}
	c = n.shine(c, x, y, n.town)
	if a := n.bridge.cover(x, y); a > 0 {
		c = c.mix(n.masonry(x, y), a)
	} else if d := n.bridge.hollow(x, y); d > 0 {
		c = c.add(warm, 0.20*math.Exp(-d/26)) // light in the vault
	}
	return n.shine(c, x, y, n.lamps)
}

// masonry is lit from lamps above and from the vaults below.
func (n *night) masonry(x, y float64) light {
	tex := n.bridge.stone(x, y)
	up := y - n.bridge.deck(x)
	c := light{0.10, 0.095, 0.10}.times(tex)
	c = c.add(warm.times(tex), 0.55*math.Exp(n.bridge.hollow(x, y)/24))
	c = c.add(warm.times(tex), 0.34*math.Exp(-math.Max(0, up)/40))
	if up < 0 {
		c = c.add(warm, 0.22)
	}
	return c
}

// shine adds every lamp's core and halo.
func (n *night) shine(c light, x, y float64, lamps []lamp) light {
	for _, l := range lamps {
		dx, dy := x-l.x, y-l.y
		if r := l.size * 14; dx > r || dx < -r || dy > r || dy < -r {
			continue
		}
		d := math.Hypot(dx, dy) / l.size
		c = c.add(l.c, l.power*0.42*math.Exp(-d/2.4))
		c = c.add(light{1, 0.93, 0.8}, l.power*1.2*step(1.0, 0.5, d))
	}
	return c
}

// river draws the lights out into long pillars.
func (n *night) river(x, y float64) light {
	d := y - n.water
	t := d / (n.h - n.water)
	stir := fbm(x/lerp(50, 150, t), y/lerp(3, 11, t), 4, 240) - 0.5
	fine := noise(x/lerp(14, 36, t), y/lerp(1.8, 5, t), 241) - 0.5
	sum := light{}
	for i := 0.0; i < 5; i++ { // several heights at once: the waves smear it upright
		sx := x + stir*lerp(4, 36, t) + fine*4
		sy := n.water - d*lerp(1.0, 1.35, t) + stir*lerp(10, 110, t) + fine*lerp(3, 20, t) + (i-2)*lerp(4, 26, t)
		sum = sum.add(n.land(math.Max(0, math.Min(n.w-1, sx)), math.Max(0, math.Min(n.water-1, sy))), 0.2)
	}
	c := sum.mix(light{0.03, 0.05, 0.09}, lerp(0.14, 0.42, t))
	for _, l := range n.lamps {
		wide := lerp(7, 17, t) * (1 + 0.8*stir)
		c = c.add(l.c, 0.5*bell(x+stir*lerp(4, 60, t)+fine*5, l.x, wide)*math.Exp(-t*1.7)*step(0.38, 0.62, 0.5+fine+stir*0.5))
	}
	return c
}

// runners is the bank in front with those who run by, dark against the water.
func (n *night) runners(p *plate) {
	bank := p.stencil(func(k *pen) {
		k.through(-60, 846, 300, 838, 800, 842, 1300, 834, 1780, 824, 1800, 1000, -80, 1000)
	})
	p.lay(bank, light{0.028, 0.034, 0.05})
	p.glow(bank.rim(0, -3, 1), light{0.26, 0.18, 0.11})
	crowd := p.stencil(func(k *pen) {
		for i, x := range []float64{130, 172, 330, 452, 486, 540, 690, 806, 850, 1010, 1052, 1098, 1240, 1392, 1430, 1560} {
			r := func(k int) float64 { return hash(i, k, 260) }
			drawRunner(k, x, 848-x*0.006+5*r(1), 0.92+0.2*r(2), i)
		}
	})
	p.lay(crowd, light{0.022, 0.026, 0.04})
	p.glow(crowd.rim(1, -3, 1), light{0.42, 0.27, 0.14})
}

// drawRunner stands on x, y and runs to the right, in one of two strides.
func drawRunner(k *pen, x, y, s float64, stride int) {
	at := func(dx, dy float64) (float64, float64) { return x + dx*s, y + dy*s }
	limb := func(x0, y0, x1, y1, w0, w1 float64) {
		ax, ay := at(x0, y0)
		bx, by := at(x1, y1)
		k.line(point{ax, ay}, point{bx, by}, w0*s, w1*s)
		k.oval(bx, by, w1*s/2, w1*s/2)
	}
	hx, hy := at(9, -84)
	k.oval(hx, hy, 6*s, 7.4*s)
	limb(8, -82, 5, -70, 7, 12)
	limb(5, -72, -1, -46, 16, 13)
	if stride%2 == 0 {
		limb(1, -47, 18, -28, 12, 9)
		limb(18, -28, 11, -2, 8, 5)
		limb(-2, -47, -13, -24, 12, 9)
		limb(-13, -24, -36, -23, 8, 5)
	} else {
		limb(1, -47, 7, -24, 12, 9)
		limb(7, -24, 2, 0, 8, 5)
		limb(-2, -47, -8, -27, 12, 9)
		limb(-8, -27, -30, -14, 8, 5)
	}
	limb(4, -68, -11, -57, 7, 6)
	limb(-11, -57, -5, -45, 6, 4)
	limb(5, -68, 15, -54, 7, 6)
	limb(15, -54, 27, -62, 6, 4)
}
