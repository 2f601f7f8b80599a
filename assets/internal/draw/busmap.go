package main

import (
	"image"
	"math"
)

// busMap is the plan of the night buses: the river, the streets' blocks, four lines with
// their stops. It is printed flat, in six colours.
func busMap() image.Image {
	p := newPlate(1500, 1000)
	p.paint(func(x, y float64, _ light) light { return townPlan(x, y) })
	for _, l := range nightLines {
		way := l.way
		p.lay(p.stencil(func(k *pen) { stroke(k, way, 15) }), gray(1))
		p.lay(p.stencil(func(k *pen) { stroke(k, way, 10) }), l.c)
	}
	for _, l := range nightLines {
		for i := 0; i+1 < len(l.way); i += 2 {
			x, y := l.way[i], l.way[i+1]
			p.lay(p.stencil(func(k *pen) { k.oval(x, y, 12, 12) }), gray(1))
			p.lay(p.stencil(func(k *pen) { k.oval(x, y, 8, 8) }), l.c)
		}
		p.lay(p.stencil(func(k *pen) { k.rect(l.tag.x-46, l.tag.y-28, 92, 44) }), l.c)
		p.label(l.name, l.tag.x, l.tag.y+6, letters{size: 34, c: gray(1), bold: true})
	}
	for _, t := range placeNames {
		c, size := black, 30.0
		if t.water {
			c, size = light{0.16, 0.40, 0.55}, 34
		}
		p.halo(t.s, t.x, t.y, letters{size: size, c: c, bold: t.bold})
	}
	p.key()
	return p.flat()
}

var nightLines = []struct {
	name string
	c    light
	way  []float64
	tag  point
}{
	{"夜1", light{0.80, 0.16, 0.14}, []float64{120, 250, 330, 300, 520, 330, 700, 372, 905, 330, 1120, 300, 1370, 250}, point{120, 205}},
	{"夜2", light{0.10, 0.38, 0.62}, []float64{300, 900, 390, 822, 520, 715, 700, 372, 742, 220, 780, 92}, point{300, 950}},
	{"夜3", light{0.20, 0.52, 0.30}, []float64{150, 735, 330, 742, 520, 715, 760, 735, 960, 745, 1180, 760, 1385, 830}, point{150, 690}},
	{"夜5", light{0.86, 0.54, 0.10}, []float64{1330, 600, 1160, 612, 1015, 645, 960, 745, 900, 905}, point{1330, 556}},
}

var placeNames = []struct {
	s     string
	x, y  float64
	bold  bool
	water bool
}{
	{"棠 川 江", 1020, 488, false, true}, {"锁澜桥", 905, 292, true, false}, {"火车站", 1385, 300, true, false},
	{"市医院", 640, 420, true, false}, {"大学城", 120, 300, true, false}, {"北山", 860, 100, false, false},
	{"老窑厂", 330, 800, false, false}, {"夜市", 575, 772, true, false}, {"汽车南站", 195, 912, true, false},
	{"体育中心", 1180, 812, false, false}, {"工业园", 1385, 885, true, false}, {"白鹭洲", 1245, 455, false, false}, {"图书馆", 330, 350, false, false},
	{"渡口", 1080, 660, false, false}, {"新区", 830, 945, false, false},
}

// townPlan is the ground: paper, park, water, the streets between blocks.
func townPlan(x, y float64) light {
	land := light{0.965, 0.955, 0.925}
	mid := 520 + 150*math.Sin(x/330+0.7) + 0.14*(x-750) + 26*math.Sin(x/95)
	wide := 52 + 16*math.Sin(x/210+2)
	d := math.Abs(y-mid) - wide
	isle := math.Hypot((x-1245)/88, (y-(520+150*math.Sin(1245/330.0+0.7)+0.14*495))/17) - 1
	if isle < 0 {
		d = math.Max(d, -isle*17)
	}
	u, v := x+26*math.Sin(y/210), y+20*math.Sin(x/260)
	if y < mid {
		u, v = x*0.97+y*0.20, y*0.97-x*0.16
	}
	bw, bh := 74.0, 58.0
	i, j := math.Floor(u/bw), math.Floor(v/bh)
	fu, fv := math.Mod(u+40*bw, bw), math.Mod(v+40*bh, bh)
	h := hash(int(i), int(j), 1301)
	edge := math.Min(math.Min(fu, bw-fu), math.Min(fv, bh-fv))
	street := 4.0
	if int(i)%4 == 0 && fu < 9 || int(j)%4 == 0 && fv < 9 {
		street = 9
	}
	block := light{0.915, 0.895, 0.85}
	if h > 0.90 {
		block = light{0.82, 0.885, 0.77}
	} else if h < 0.2 {
		block = light{0.895, 0.865, 0.825}
	}
	c := gray(1).mix(block, step(street-0.8, street+0.8, edge))
	hill := math.Hypot((x-900)/330, (y-40)/150) - 1 + 0.25*(fbm(x/90, y/90, 3, 1303)-0.5)
	c = c.mix(light{0.80, 0.87, 0.75}, step(0.01, -0.01, hill))
	if rim := math.Abs(math.Mod(hill+4, 0.16)-0.08) * 300; hill < -0.03 && rim < 1.6 {
		c = c.mix(light{0.68, 0.79, 0.64}, 0.8)
	}
	if d > 0 {
		c = c.mix(light{0.86, 0.90, 0.82}, step(16, 12, d))
	}
	c = c.mix(light{0.70, 0.845, 0.91}, clamp(0.5-d))
	c = c.mix(light{0.52, 0.72, 0.82}, 0.7*bell(d, 0, 1.5))
	if br := math.Abs(x-905+0.12*(y-330)) - 9; y > mid-wide-26 && y < mid+wide+26 && br < 0 || math.Abs(x-430+0.5*(y-690)) < 9 && math.Abs(y-mid) < wide+20 {
		c = gray(1)
	}
	return c.mix(land, 0.08)
}

// stroke is a line of the map that turns softly at its stops.
func stroke(k *pen, way []float64, w float64) {
	n := len(way) / 2
	at := func(i int) point { i = max(0, min(n-1, i)); return point{way[2*i], way[2*i+1]} }
	last := at(0)
	for i := 0; i+1 < n; i++ {
		a, b, c, d := at(i-1), at(i), at(i+1), at(i+2)
		for s := 1; s <= 14; s++ {
			t := float64(s) / 14
			q := point{spline(a.x, b.x, c.x, d.x, t), spline(a.y, b.y, c.y, d.y, t)}
			k.line(last, q, w, w)
			k.oval(q.x, q.y, w/2, w/2)
			last = q
		}
	}
}

func spline(a, b, c, d, t float64) float64 {
	return b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
}

// halo sets a label with a white edge, so that it reads on lines.
func (p *plate) halo(s string, x, y float64, l letters) {
	white := l
	white.c = gray(1)
	for i := 0; i < 12; i++ {
		a := float64(i) * math.Pi / 6
		p.label(s, x+4*math.Cos(a), y+4*math.Sin(a), white)
	}
	p.label(s, x, y, l)
}

// key says what signs stand for, and which way is north.
func (p *plate) key() {
	p.lay(p.stencil(func(k *pen) { k.rect(1090, 905, 380, 68) }), gray(1))
	p.lay(p.stencil(func(k *pen) { k.oval(1124, 939, 12, 12) }), black)
	p.lay(p.stencil(func(k *pen) { k.oval(1124, 939, 6, 6) }), gray(1))
	p.label("站点　末班车24时开出", 1146, 950, letters{size: 29, c: black, left: true})
	p.lay(p.stencil(func(k *pen) { k.area(1440, 60, 1458, 118, 1440, 104, 1422, 118) }), black)
	p.label("北", 1440, 52, letters{size: 28, c: black, bold: true})
}
