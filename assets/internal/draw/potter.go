package main

import (
	"image"
	"math"
)

// potter is a workshop against the light: a window, a man at the wheel, shelves of jars.
func potter() image.Image {
	p := newPlate(1160, 1000)
	p.paint(func(x, y float64, _ light) light { return gray(workshop(x, y)) })
	for _, v := range shelfJars() {
		v.lay(p, 0.72)
	}
	p.lay(p.stencil(drawBoards), gray(0.05))
	p.paint(func(x, y float64, c light) light { return c.add(gray(1), 0.85*beams(x, y)) })
	bench := p.stencil(drawWheel)
	p.lay(bench, gray(0.045))
	p.glow(bench.rim(-3, -5, 2), gray(0.5))
	throwing.lay(p, 1)
	man := p.stencil(drawPotter)
	p.lay(man, gray(0.04))
	p.glow(man.rim(-34, -12, 16), gray(0.2))
	p.glow(man.rim(-9, -5, 4), gray(0.30))
	p.glow(man.rim(-3, -3, 1.2), gray(0.75))
	p.lay(p.stencil(drawFolds).blur(2), gray(0.012))
	p.bloom(0.8, 30, 0.45)
	return p.inGray(finish{grain: 0.07, vignette: 0.5, seed: 51})
}

// workshop is the room behind: plaster, window, floor.
func workshop(x, y float64) float64 {
	d := math.Hypot(x-250, (y-330)*1.1)
	wall := (0.13 + 0.36*math.Exp(-d/380)) * (0.75 + 0.5*fbm(x/130, y/130, 5, 520))
	wall *= 0.92 + 0.16*step(0.3, 0.7, noise(x/9, y/260, 521))
	if y > 838 {
		t := (y - 838) / 160
		boards := 0.7 + 0.5*fbm(x/(90+140*t), y/(5+9*t), 4, 522)
		wall = (0.11 + 0.36*math.Exp(-math.Abs(x-330-t*150)/240)*(1-0.5*t)) * boards
	}
	in := step(96, 99, x) * step(424, 421, x) * step(72, 75, y) * step(560, 557, y)
	if in == 0 {
		frame := step(78, 82, x) * step(442, 438, x) * step(54, 58, y) * step(590, 586, y)
		return lerp(wall, 0.045+0.5*step(562, 570, y)*step(590, 585, y), frame)
	}
	bar := math.Min(math.Min(math.Abs(x-178), math.Abs(x-342)), math.Abs(x-260)-2)
	bar = math.Min(bar, math.Min(math.Abs(y-236), math.Abs(y-398)))
	leaf := fbm(x/55, y/55, 4, 523)
	glass := 1.02 - 0.5*step(0.46, 0.7, leaf)*step(100, 460, y)
	return lerp(0.07, glass, step(5, 7, bar)*in)
}

// beams are the light that the dust shows.
func beams(x, y float64) float64 {
	u := (y - 75) - (x-96)*0.62 // along the window's height, carried to the right
	v := x - 96
	if v < 0 {
		return 0
	}
	in := step(-20, 60, u) * step(520, 420, u) * math.Exp(-v/520)
	stripes := 0.6 + 0.4*step(0.35, 0.65, noise(u/58, 1, 530))
	return 0.36 * in * stripes * (0.7 + 0.6*fbm(x/120, y/90, 4, 531))
}

// jar is a turned vessel: its half width from mouth to foot, and where it stands.
type jar struct {
	x, foot, tall float64
	half          []float64
	rings         float64 // how much the fingers' marks show
}

var throwing = jar{372, 640, 170, []float64{62, 54, 50, 62, 80, 92, 92, 82, 66, 58}, 1}

// shapes of jars on the shelves, half widths for a height of 100.
var shapes = [][]float64{
	{20, 15, 14, 24, 38, 44, 42, 34, 26, 24},
	{34, 30, 34, 42, 46, 46, 42, 36, 30, 28},
	{12, 10, 9, 10, 16, 30, 40, 42, 36, 28},
	{46, 48, 46, 44, 40, 36, 30, 26, 22, 22},
	{26, 24, 26, 32, 36, 38, 38, 36, 32, 30},
}

func shelfJars() []jar {
	var out []jar
	for row, y := range []float64{196, 372, 548} {
		for x := 560.0; x < 1180; {
			r := func(n int) float64 { return hash(int(x), row*7+n, 540) }
			s := shapes[int(r(0)*4.999)]
			tall := 74 + 54*r(1)
			v := jar{tall: tall, foot: y, half: make([]float64, len(s))}
			widest := 0.0
			for i, w := range s {
				v.half[i] = w * tall / 100 * (0.9 + 0.2*r(2))
				widest = math.Max(widest, v.half[i])
			}
			x += widest + 3
			v.x = x
			x += widest + 8 + 26*r(3)*r(3)
			out = append(out, v)
		}
	}
	return out
}

// radius is the half width at t, 0 at the mouth, 1 at the foot.
func (v jar) radius(t float64) float64 {
	f := clamp(t) * float64(len(v.half)-1)
	i := min(int(f), len(v.half)-2)
	a, b, c, d := v.half[max(0, i-1)], v.half[i], v.half[i+1], v.half[min(i+2, len(v.half)-1)]
	u := f - float64(i)
	return b + u/2*(c-a+u*(2*a-5*b+4*c-d+u*(3*(b-c)+d-a))) // Catmull-Rom
}

// lay paints the jar, lit from the left.
func (v jar) lay(p *plate, power float64) {
	mouth := v.half[0]
	p.paint(func(x, y float64, c light) light {
		up := y - v.foot + v.tall // from the middle of the mouth downwards
		if up < -mouth || y > v.foot {
			return c
		}
		if body, cover := v.side(x, up, power); cover > 0 {
			c = c.mix(gray(body), cover)
		}
		d := math.Hypot((x-v.x)/mouth, up/(mouth*0.17))
		return c.mix(gray(0.03+0.10*power*step(0.2, 1, (x-v.x)/mouth)), step(1.02, 0.95, d))
	})
}

// side is the brightness of the jar's wall and how much of the point it covers.
func (v jar) side(x, up, power float64) (shade, cover float64) {
	t := up / v.tall
	r := v.radius(t)
	u := (x - v.x) / r
	round := math.Sqrt(math.Max(0, 1-u*u))
	lit := math.Max(0, -0.86*u+0.36*round)
	mark := 1 + v.rings*0.16*math.Sin(up*0.75+u*1.5)*round
	shade = (0.035 + 0.62*math.Pow(lit, 1.6) + 0.5*v.rings*bell(u, -0.72, 0.09)) * mark
	cover = clamp((1-math.Abs(u))*r+0.5) * step(-1, 1, up)
	return shade*power*(1-0.25*t) + 0.012, cover
}

func drawBoards(k *pen) {
	for _, y := range []float64{196, 372, 548} {
		k.rect(548, y, 640, 13)
	}
	k.rect(548, 40, 12, 790)
	k.rect(1010, 40, 12, 790)
}

// drawWheel is the kick-wheel with its frame, and the bucket beside it.
func drawWheel(k *pen) {
	k.oval(372, 644, 142, 17)
	k.rect(230, 644, 284, 10)
	k.rect(356, 650, 32, 200)
	k.oval(372, 852, 168, 24)
	k.rect(204, 852, 336, 12)
	k.oval(372, 864, 168, 24)
	k.area(214, 664, 530, 664, 530, 684, 214, 684)
	k.area(222, 664, 242, 664, 230, 930, 208, 930)
	k.area(504, 664, 524, 664, 542, 930, 520, 930)
	k.area(92, 800, 186, 800, 174, 924, 104, 924)
	k.oval(139, 800, 47, 9)
}

// drawPotter sits in profile, bent over the wheel, both hands at the clay.
func drawPotter(k *pen) {
	// cap and head, turned down to the work
	k.through(566, 268, 580, 246, 612, 232, 650, 238, 676, 262, 682, 292, 672, 318, 652, 336, 640, 352,
		606, 372, 590, 366, 584, 352, 574, 346, 578, 334, 566, 326, 572, 312, 566, 298)
	k.through(548, 268, 570, 248, 612, 226, 656, 230, 686, 262, 690, 288, 640, 272, 592, 272) // cap
	// trunk: nape, round back, seat, apron
	k.through(640, 330, 676, 322, 716, 346, 768, 400, 806, 476, 822, 560, 822, 640, 806, 706, 760, 738,
		668, 742, 624, 716, 620, 640, 612, 560, 590, 496, 586, 436, 600, 388, 614, 356)
	// near arm: shoulder, elbow, forearm on the thigh, hand at the clay
	k.through(640, 400, 668, 412, 676, 452, 658, 520, 634, 574, 606, 604, 560, 612, 500, 604, 462, 590,
		444, 574, 446, 556, 460, 548, 480, 556, 510, 566, 552, 564, 580, 548, 594, 500, 600, 440, 612, 408)
	// far arm reaching over the rim
	k.through(590, 440, 596, 470, 566, 500, 520, 506, 470, 498, 438, 490, 426, 476, 434, 466, 456, 470, 500, 472, 540, 464, 568, 440)
	// thigh and shin of the near leg, the shoe on the flywheel
	k.through(820, 640, 812, 716, 760, 748, 660, 744, 590, 738, 552, 734, 546, 700, 568, 668, 640, 652, 740, 636)
	k.through(546, 690, 580, 684, 606, 706, 606, 760, 592, 820, 580, 866, 584, 884, 548, 892, 498, 890, 492, 878, 520, 866, 540, 850, 548, 800, 544, 740)
	// stool
	k.area(672, 738, 840, 738, 840, 756, 672, 756)
	k.area(690, 756, 710, 756, 694, 930, 674, 930)
	k.area(802, 756, 822, 756, 842, 930, 822, 930)
	k.area(690, 840, 830, 840, 832, 852, 688, 852)
}

// drawFolds are the shadows between arm, sleeve and coat.
func drawFolds(k *pen) {
	k.line(point{668, 420}, point{654, 520}, 3, 6)
	k.line(point{654, 520}, point{622, 588}, 6, 2)
	k.line(point{700, 470}, point{716, 560}, 2, 6)
	k.line(point{716, 560}, point{706, 640}, 6, 2)
	k.line(point{752, 520}, point{772, 620}, 2, 5)
	k.line(point{640, 664}, point{780, 650}, 2, 5)
	k.line(point{594, 366}, point{622, 356}, 2, 3)
}
