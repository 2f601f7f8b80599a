package main

import (
	"image"
	"math"
)

// morning is the front page's landscape: mountains in mist, the river, the old bridge.
type morning struct {
	w, h   float64
	water  float64
	bridge arches
	crests [][]float64 // of each range of mountains, far ones first: height at every x
	roofs  *mask
	walls  *mask
}

const ranges = 6

func bridge() image.Image {
	p := newPlate(1800, 840)
	m := &morning{w: 1800, h: 840, water: 566}
	m.bridge = arches{cx: 985, water: m.water, scale: 0.98}
	for i := 0; i < ranges; i++ {
		m.crests = append(m.crests, m.crest(i))
	}
	m.roofs, m.walls = p.stencil(m.drawRoofs), p.stencil(m.drawWalls)
	p.paint(func(x, y float64, _ light) light {
		if y < m.water {
			return m.land(x, y)
		}
		return m.river(x, y)
	})
	m.foreground(p)
	return p.inColor(finish{grain: 0.055, vignette: 0.3, seed: 1})
}

// crest is the outline of a range; near ranges carry trees.
func (m *morning) crest(i int) []float64 {
	t := float64(i) / (ranges - 1)
	base := lerp(300, 520, math.Pow(t, 0.9))
	height := lerp(250, 150, t)
	wide := lerp(430, 240, t)
	out := make([]float64, int(m.w)+1)
	for x := range out {
		fx := float64(x)
		sharp := ridge(fx/wide+float64(i)*7.3, 0.5, 6, uint32(20+i)) - 0.32
		round := 1.5 * (fbm(fx/wide*1.5+float64(i)*3.1, 0.5, 6, uint32(20+i)) - 0.42)
		y := base - height*lerp(sharp, round, lerp(0.15, 0.85, t))
		y -= lerp(4, 13, t) * (fbm(fx/lerp(9, 12, t), float64(i), 3, uint32(50+i)) - 0.5) * (0.3 + t)
		valley := bell(fx, 1080, 420) // the river comes from between the mountains
		out[x] = y + valley*lerp(40, 118, t)
	}
	return out
}

var (
	skyHigh = light{0.60, 0.69, 0.74}
	skyLow  = light{0.98, 0.89, 0.78}
	mist    = light{0.93, 0.90, 0.85}
	pine    = light{0.13, 0.23, 0.24}
	stone   = light{0.37, 0.36, 0.34}
)

const sunX, sunY = 1168, 214

// sky brightens round the sun, which stands behind thin cloud.
func (m *morning) sky(x, y float64) light {
	c := skyHigh.mix(skyLow, step(0, 400, y))
	d := math.Hypot(x-sunX, (y-sunY)*1.15)
	c = c.add(light{0.30, 0.22, 0.12}, math.Exp(-d/230))
	c = c.add(light{0.5, 0.42, 0.3}, step(50, 30, d)*0.42)
	cloud := fbm(x/420, y/70, 5, 3)
	return c.mix(light{0.99, 0.95, 0.9}, 0.5*step(0.5, 0.8, cloud))
}

// land is everything above the water's level.
func (m *morning) land(x, y float64) light {
	c := m.sky(x, y)
	for i, crest := range m.crests {
		c = c.mix(m.slope(i, x, y, crest), clamp(y-m.crestAt(crest, x)+0.5))
	}
	if a := m.bridge.cover(x, y); a > 0 {
		c = c.mix(m.masonry(x, y), a)
	}
	c = m.banks(c, x, y)
	low := fbm(x/330+4, y/44, 5, 9)
	veil := bell(y, m.water-26, 30)*step(0.34, 0.74, low)*0.75 + bell(y, m.water, 9)*0.35
	return c.mix(mist, clamp(veil))
}

func (m *morning) crestAt(crest []float64, x float64) float64 {
	i := int(x)
	return lerp(crest[i], crest[min(i+1, len(crest)-1)], x-float64(i))
}

// slope is the face of a range: paler with distance, drowned in mist at its foot.
func (m *morning) slope(i int, x, y float64, crest []float64) light {
	t := float64(i) / (ranges - 1)
	far := skyHigh.mix(skyLow, 0.45).times(0.94)
	c := far.mix(pine, 0.10+0.90*math.Pow(t, 1.5))
	depth := y - m.crestAt(crest, x)
	wood := fbm(x/lerp(26, 12, t), y/lerp(30, 15, t), 5, uint32(70+i))
	fold := ridge(x/lerp(150, 95, t)+depth/260, y/210, 4, uint32(90+i))
	c = c.times(1 + (0.1+0.62*t*t)*(wood-0.5) + (0.12+0.2*t)*(fold-0.4))
	c = c.add(light{0.22, 0.16, 0.08}, (1-t)*0.5*math.Exp(-depth/26)*math.Exp(-math.Abs(x-sunX)/520))
	level := lerp(330, 505, t)
	drift := 90 * (fbm(x/260, y/50, 5, uint32(30+i)) - 0.5)
	foot := step(level, level+lerp(110, 75, t), y+drift) * step(4, 60, depth)
	return c.mix(mist, foot*lerp(0.92, 0.30, math.Pow(t, 2.2)))
}

// masonry is the bridge against the light: dark below, a bright edge on the deck.
func (m *morning) masonry(x, y float64) light {
	c := stone.times(0.92 * m.bridge.stone(x, y))
	up := y - m.bridge.deck(x)
	if up < 0 {
		c = light{0.44, 0.42, 0.38}
	}
	c = c.add(light{0.42, 0.34, 0.22}, 0.5*bell(up, 1.5, 2.2))
	if d := -m.bridge.hollow(x, y); d < 13 && up > 0 {
		c = c.times(0.80 + 0.28*step(3, 5, math.Mod(d, 13))) // the ring of arch stones
	}
	return c.mix(mist, 0.14+0.26*math.Abs(x-m.bridge.cx)/m.bridge.half()*step(0, 60, y-m.water+90))
}

// house is a gable: white wall, dark roof.
type house struct{ x, y, w, h float64 }

var houses = []house{
	{26, 500, 74, 40}, {92, 512, 92, 34}, {168, 492, 66, 50}, {226, 516, 86, 32}, {300, 506, 58, 40},
	{1640, 508, 70, 38}, {1702, 496, 88, 46},
}

func (m *morning) drawWalls(k *pen) {
	for _, s := range houses {
		k.rect(s.x, s.y, s.w, m.water-s.y)
		k.area(s.x, s.y-s.h*0.42, s.x+s.w*0.16, s.y-s.h*0.42, s.x+s.w*0.16, s.y, s.x, s.y)
	}
}

func (m *morning) drawRoofs(k *pen) {
	for _, s := range houses {
		k.area(s.x-4, s.y+3, s.x+s.w*0.14, s.y-s.h*0.40, s.x+s.w*0.9, s.y-s.h*0.40, s.x+s.w+5, s.y+3)
		for i := 0.0; i < 3; i++ {
			k.rect(s.x+s.w*(0.2+0.26*i), s.y+14, s.w*0.09, 11)
		}
	}
}

// banks puts the houses of both banks and the trees before and behind them.
func (m *morning) banks(c light, x, y float64) light {
	if x > 470 && x < 1500 {
		return c
	}
	i := int(y)*m.roofs.w + int(x)
	c = c.mix(light{0.80, 0.78, 0.74}, float64(m.walls.a[i])*0.9)
	c = c.mix(light{0.20, 0.21, 0.22}, float64(m.roofs.a[i])*0.92)
	edge := 446 + 110*step(150, 452, math.Min(x, m.w-x+60))
	tree := edge - 66*(fbm(x/46, 2, 5, 61)-0.35) - 16*fbm(x/7, 4, 3, 62)
	near := m.water - 22 - 26*fbm(x/30, 8, 4, 64) - 9*fbm(x/5, 2, 2, 65) - 74*bell(x, 366, 46) - 84*bell(x, 1600, 46)
	leaf := 0.7 + 0.6*fbm(x/8, y/8, 3, 63)
	if a := clamp(y - tree); a > 0 && m.walls.a[i] == 0 && m.roofs.a[i] == 0 {
		c = c.mix(light{0.18, 0.26, 0.24}.times(leaf), a*0.88)
	}
	return c.mix(light{0.11, 0.17, 0.16}.times(leaf), clamp(y-near)*0.94*step(456, 420, math.Min(x, m.w-x+190)))
}

// river mirrors the land, stirred more the nearer it comes.
func (m *morning) river(x, y float64) light {
	d := y - m.water
	t := d / (m.h - m.water)
	stir := (fbm(x/lerp(60, 150, t), y/lerp(3.2, 13, t), 4, 40) - 0.5)
	fine := (noise(x/lerp(16, 40, t), y/lerp(1.8, 5, t), 44) - 0.5)
	sx := x + stir*lerp(5, 40, t) + fine*3
	sy := m.water - d*lerp(1.0, 1.9, t) + stir*lerp(8, 90, t) + fine*lerp(2, 18, t)
	sx = math.Max(0, math.Min(m.w-1, sx))
	c := m.land(sx, math.Max(0, math.Min(m.water-1, sy)))
	c = c.mix(light{0.30, 0.40, 0.42}, lerp(0.10, 0.50, t))
	glint := bell(x, sunX, lerp(36, 150, t)) * step(0.56, 0.80, fbm(x/lerp(22, 56, t), y/lerp(2.2, 6, t), 3, 46))
	c = c.add(light{0.55, 0.46, 0.33}, glint*0.8)
	haze := math.Exp(-d/26)*0.5 + bell(d, 46, 20)*0.4*step(0.45, 0.75, fbm(x/300, y/26, 4, 47))
	return c.mix(mist, clamp(haze))
}

// foreground is the ferryman and the reeds nearest to us.
func (m *morning) foreground(p *plate) {
	boat := p.stencil(drawBoat)
	p.lay(boat.mirror(715, 0.62, func(y float64) float64 { return 5 * (noise(3, y/4, 49) - 0.5) }).blurXY(3, 1), light{0.17, 0.22, 0.23})
	p.lay(boat, light{0.075, 0.085, 0.09})
	p.glow(p.stencil(drawMat), light{0.10, 0.09, 0.075})
	p.glow(boat.rim(2, -2, 1), light{0.5, 0.42, 0.32})
	reeds := p.stencil(drawReeds).blur(1)
	p.lay(reeds, light{0.06, 0.085, 0.075})
	birds := p.stencil(drawBirds).blur(0.6)
	p.lay(birds, light{0.25, 0.28, 0.30})
}

// drawBoat is a sampan with a mat roof and a man with a pole.
func drawBoat(k *pen) {
	k.through(322, 688, 352, 700, 420, 706, 520, 706, 590, 698, 632, 680, 616, 704, 560, 719, 470, 722, 380, 719, 342, 708)
	k.move(396, 708) // the roof
	k.curve(point{398, 668}, point{420, 652}, point{470, 651})
	k.curve(point{516, 651}, point{540, 664}, point{546, 708})
	k.close()
	k.through(590, 702, 585, 668, 588, 644, 597, 630, 608, 630, 615, 644, 612, 672, 608, 702) // coat
	k.through(597, 636, 612, 640, 626, 650, 644, 645, 646, 651, 626, 659, 606, 654)           // arm
	k.area(574, 622, 603, 602, 634, 623, 604, 627)                                            // hat
	k.oval(604, 625, 6.5, 8)                                                                  // head
	k.line(point{638, 552}, point{650, 714}, 3.2, 2.4)                                        // pole
}

// drawMat is the light on the roof's hoops.
func drawMat(k *pen) {
	for i := 0.0; i < 6; i++ {
		x := 414 + i*22
		k.line(point{x, 704}, point{lerp(x, 471, 0.22), 658 + math.Abs(x-471)*0.11}, 2, 1.4)
	}
}

// drawReeds grows from the lower right corner.
func drawReeds(k *pen) {
	for i := 0; i < 150; i++ {
		r := func(n int) float64 { return hash(i, n, 91) }
		x := 1800 - 560*math.Pow(r(0), 1.6)
		tall := lerp(60, 260, r(1)) * (1 - 0.55*(1800-x)/560)
		lean := (r(2) - 0.62) * 90
		k.line(point{x, 850}, point{x + lean*0.35, 850 - tall*0.6}, 4.5, 3)
		k.line(point{x + lean*0.35, 850 - tall*0.6}, point{x + lean, 850 - tall}, 3, 0.8)
		if r(3) > 0.55 {
			k.through(x+lean, 850-tall-4, x+lean+5, 850-tall+12, x+lean*0.8+4, 850-tall+40, x+lean*0.8-3, 850-tall+34)
		}
	}
}

func drawBirds(k *pen) {
	for i, b := range [][3]float64{{560, 150, 12}, {596, 138, 9}, {634, 160, 10}, {668, 146, 7}, {520, 172, 8}} {
		x, y, s := b[0], b[1], b[2]
		tilt := float64(i%3-1) * 2
		k.area(x-s*1.5, y-s*0.4+tilt, x-s*0.6, y-s*0.55, x, y, x-s*0.6, y-s*0.3)
		k.area(x+s*1.5, y-s*0.4-tilt, x+s*0.6, y-s*0.55, x, y, x+s*0.6, y-s*0.3)
	}
}
