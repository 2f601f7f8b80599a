package main

import (
	"image"
	"math"
)

// fruits are the persimmons on the table: where each stands, its size, how it is turned.
var fruits = []struct {
	x, z, r, turn, tip float64
}{
	{-0.95, 0.35, 0.52, 0.3, 0.10}, {0.02, -0.30, 0.50, 1.2, -0.16}, {-0.42, 1.15, 0.48, 2.1, 0.05},
	{0.62, 0.72, 0.53, 0.8, 0.22}, {-1.62, 1.10, 0.47, 1.7, -0.2},
}

// stillLife is persimmons and a cup on an old table, the light of a window from the left.
func stillLife() image.Image {
	s := tableScene()
	s.from, s.at, s.angle = vec{0.25, 1.75, -5.3}, vec{0.2, 0.36, 0.7}, 0.214
	s.lens, s.focus, s.rays = 0.06, 5.4, 3
	p := s.shoot(1320, 670)
	return p.inColor(finish{grain: 0.018, vignette: 0.45, seed: 801})
}

func tableScene() *scene {
	return &scene{
		dist: onTable, look: tableLook, far: 14, soft: 0.10, dusk: 0.5,
		sun: vec{-0.75, 0.55, -0.12}.unit(), sunny: light{2.7, 2.3, 1.75},
		sky: func(d vec) light {
			w := step(0.55, 0.9, -d.x) * step(-0.1, 0.25, d.y)
			return light{0.10, 0.115, 0.14}.add(light{1.5, 1.55, 1.6}, w)
		},
	}
}

// persimmon is a flat ball with four soft lobes; p stands on the table at its foot.
func persimmon(p vec, r float64) float64 {
	q := vec{p.x, p.y - r*0.74, p.z}
	a := math.Atan2(q.z, q.x)
	rad := math.Hypot(q.x, q.z)
	k := r * (1 + 0.022*math.Cos(4*a)*clamp(rad/r))
	d := egg(q, vec{k, r * 0.76, k})
	return d + 0.10*r*math.Exp(-rad*rad/(0.10*r*r))*step(0, r*0.5, q.y)
}

// calyx is the four dry leaves and the stalk on top of a persimmon.
func calyx(p vec, r float64) float64 {
	q := vec{p.x, p.y - r*1.46, p.z}
	a := math.Atan2(q.z, q.x)
	rad := math.Hypot(q.x, q.z)
	reach := r * (0.30 + 0.26*math.Pow(math.Abs(math.Cos(2*a)), 0.8))
	lift := 0.05*r*math.Cos(rad/r*8+math.Cos(a*3)) + 0.02*r*math.Sin(a*9) - 0.11*rad*rad/r
	leaf := math.Max(math.Abs(q.y-lift)-0.012*r, (rad-reach)*0.8)
	stalk := rod(q, vec{0, 0, 0}, vec{0.05 * r, 0.22 * r, 0.02 * r}, 0.07*r, 0.05*r)
	return math.Min(leaf*0.6, stalk)
}

var cupAt = vec{1.62, 0, 0.25}

// cup is a turned cup with a foot, hollow.
func cup(p vec) float64 {
	q := p.minus(cupAt)
	r := 0.44 + 0.20*math.Sqrt(clamp((q.y-0.12)/0.9)) - 0.02*math.Cos(q.y*7)
	out := math.Max(math.Hypot(q.x, q.z)-r, math.Abs(q.y-0.52)-0.42)
	d := carve(out*0.85, math.Max(math.Hypot(q.x, q.z)-r+0.055, 0.2-q.y)*0.85, 0.03)
	return math.Min(d, drum(q.minus(vec{0, 0.06, 0}), 0.27, 0.07, 0.02))
}

func fruitAt(p vec, i int) vec {
	f := fruits[i]
	q := p.minus(vec{f.x, 0, f.z})
	if f.tip != 0 {
		q = q.minus(vec{0, f.r * 0.74, 0}).turnZ(f.tip).turnX(f.tip * 0.7).plus(vec{0, f.r * 0.74, 0})
	}
	return q.turnY(f.turn)
}

func onTable(p vec) float64 {
	d := p.y
	if p.y < 1.3 {
		d = math.Min(d, cup(p))
		for i, f := range fruits {
			q := fruitAt(p, i)
			if near := q.minus(vec{0, f.r * 0.74, 0}).long() - 1.15*f.r; near > 0.4 {
				d = math.Min(d, near)
				continue
			}
			d = math.Min(d, math.Min(persimmon(q, f.r), calyx(q, f.r)))
		}
	} else {
		d = math.Min(d, p.y-0.95)
	}
	return math.Min(d, 6.5-p.z)
}

func tableLook(p, n vec) matter {
	for i, f := range fruits {
		q := fruitAt(p, i)
		if persimmon(q, f.r) < 0.012 {
			return skin(q, f.r, i)
		}
		if calyx(q, f.r) < 0.02 {
			v := 0.5 + fbm3(q.times(14), 3, 815)
			return matter{c: light{0.20, 0.155, 0.085}.times(v), gloss: 0.1}
		}
	}
	if cup(p) < 0.01 {
		return glaze(p)
	}
	if p.z > 6.4 {
		return matter{c: light{0.10, 0.105, 0.10}.times(0.55 + 0.9*fbm(p.x*0.9, p.y*0.9, 5, 818))}
	}
	return wood(p)
}

// skin is the fruit's: orange, redder at the top, waxy, with small spots and bloom.
func skin(q vec, r float64, i int) matter {
	t := fbm3(q.times(2.4/r), 4, uint32(820+i))
	c := light{0.78, 0.17, 0.014}.mix(light{0.72, 0.12, 0.012}, step(0.35, 0.75, t))
	c = c.mix(light{0.78, 0.28, 0.035}, 0.6*step(0.5*r, 0, q.y))
	if spots := noise3(q.times(30/r), 826); spots > 0.82 {
		c = c.times(lerp(1, 0.72, step(0.82, 0.95, spots)))
	}
	return matter{c: c, gloss: 0.42, shines: 0.04}
}

// glaze is celadon, thinner on the lip.
func glaze(p vec) matter {
	q := p.minus(cupAt)
	in := math.Hypot(q.x, q.z)
	if q.y < 0.80 && in < 0.5 && q.y > 0.2 {
		return matter{c: light{0.30, 0.36, 0.30}, gloss: 0.7}
	}
	c := light{0.34, 0.43, 0.37}.times(0.9 + 0.25*fbm3(q.times(5), 4, 828))
	c = c.mix(light{0.55, 0.50, 0.40}, step(0.90, 0.94, q.y)*0.8)
	c = c.mix(light{0.25, 0.15, 0.09}, step(0.14, 0.08, q.y))
	return matter{c: c, gloss: 0.75}
}

// wood is the boards of the table with their grain, joints and wear.
func wood(p vec) matter {
	board := math.Floor((p.z + 20.3) / 1.05)
	u := p.z + 20.3 - board*1.05
	x := p.x + 3.7*board
	g := fbm(x*0.7, p.z*7+0.8*fbm(x*0.5, p.z*2, 3, 832), 5, 830+uint32(board))
	fine := fbm(x*3, p.z*60, 3, 833)
	c := light{0.21, 0.125, 0.068}.times(0.35 + 1.1*g).times(0.75 + 0.5*fine)
	c = c.times(lerp(0.15, 1, step(0, 0.022, math.Min(u, 1.05-u))))
	worn := fbm(p.x*1.3, p.z*1.3, 4, 835)
	return matter{c: c.times(0.8 + 0.4*worn), gloss: 0.18 + 0.2*step(0.45, 0.7, worn)}
}
