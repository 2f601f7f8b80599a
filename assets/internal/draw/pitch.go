package main

import (
	"image"
	"math"
)

// pitch is a football match from the roof of the stand in the late sun: long shadows of
// the players on the mown grass.
func pitch() image.Image {
	p := newPlate(1360, 860)
	m := newKick()
	p.paint(func(x, y float64, _ light) light {
		sum := light{}
		for i := 0; i < 3; i++ {
			sum = sum.add(m.see((x+float64(i)/3-0.33-680)/860, (430-y+0.33-float64(i*2%3)/3)/860), 1.0/3)
		}
		return sum
	})
	return p.inColor(finish{grain: 0.02, vignette: 0.38, seed: 1101})
}

// kick is the moment: where the players stand, which side they are on, how they are turned.
type kick struct {
	men  []figure
	from vec
}

type figure struct {
	x, z, lean, stride float64
	shirt, shorts      light
	keeper             bool
}

func newKick() *kick {
	m := &kick{from: vec{-12, 19, -33}}
	red1, white1 := light{0.55, 0.05, 0.04}, light{0.78, 0.78, 0.75}
	blue1 := light{0.05, 0.10, 0.34}
	spots := [][3]float64{{-3, -6, 0}, {-9.5, 0.5, 1}, {2.5, 1.5, 0}, {6, -4, 1}, {-15, 6, 0}, {9, 7, 1}, {-2, 8.5, 1}, {13, 2.5, 0},
		{-7.5, 13, 0}, {4.5, 14, 1}, {16, 12, 0}, {-17.5, -2.5, 1}, {-11, -9.5, 0}, {-4.2, -9, 1}}
	for i, s := range spots {
		h := func(n uint32) float64 { return hash(i, 3, 1105+n) }
		f := figure{x: s[0], z: s[1], lean: 0.3 * (h(0) - 0.3), stride: h(1)*2 - 1, shirt: red1, shorts: white1}
		if s[2] == 1 {
			f.shirt, f.shorts = white1, blue1
		}
		m.men = append(m.men, f)
	}
	m.men = append(m.men, figure{x: 21, z: 5, lean: -0.1, stride: 0.3, shirt: light{0.60, 0.50, 0.05}, shorts: light{0.03, 0.03, 0.03}, keeper: true})
	m.men = append(m.men, figure{x: -0.5, z: 3.5, lean: 0.1, stride: 0.6, shirt: light{0.03, 0.03, 0.035}, shorts: light{0.03, 0.03, 0.03}})
	return m
}

var lateSun = vec{0.80, 0.36, 0.42}.unit()

// see follows a ray to grass or player.
func (m *kick) see(dx, dy float64) light {
	s := scene{from: m.from, at: vec{-0.8, 0, 0.2}}
	right, up, ahead := s.view()
	d := ahead.plus(right.times(dx * 0.60)).plus(up.times(dy * 0.60)).unit()
	best, c := math.Inf(1), light{}
	if d.y < 0 {
		best = -m.from.y / d.y
		c = m.grass(m.from.plus(d.times(best)))
	}
	for _, f := range m.men {
		if t, l, ok := f.hit(m.from, d); ok && t < best {
			best, c = t, l
		}
	}
	at := vec{-1.9, 0.13, -6.9}
	if t, ok := sphere(m.from, d, at, 0.16); ok && t < best {
		n := m.from.plus(d.times(t)).minus(at).unit()
		c = light{0.75, 0.75, 0.72}.times(0.25 + 0.9*clamp(n.dot(lateSun)))
		best = t
	}
	c = c.mix(light{0.95, 0.80, 0.55}, 0.12*step(34, 66, best))
	return c.film()
}

func sphere(o, d, at vec, r float64) (float64, bool) {
	q := o.minus(at)
	b := q.dot(d)
	h := b*b - q.dot(q) + r*r
	if h < 0 {
		return 0, false
	}
	return -b - math.Sqrt(h), true
}

// parts are the balls a player is made of: place from the foot, radius, and what it wears.
func (f figure) parts(do func(at vec, r float64, what int)) {
	chain := func(a, b vec, ra, rb float64, n, what int) {
		for i := 0; i < n; i++ {
			t := float64(i) / float64(n-1)
			do(a.to(b, t), lerp(ra, rb, t), what)
		}
	}
	base := vec{f.x, 0, f.z}
	hip := base.plus(vec{f.lean * 0.3, 0.95, 0})
	chest := base.plus(vec{f.lean * 0.75, 1.42, 0})
	do(chest.plus(vec{f.lean * 0.25, 0.36, 0}), 0.125, 0)
	do(chest.plus(vec{f.lean*0.25 + 0.02, 0.42, 0.01}), 0.115, 3)
	chain(hip.plus(vec{0, 0.08, 0}), chest, 0.17, 0.21, 4, 1)
	st := 0.38 * f.stride
	for _, side := range []float64{-1, 1} {
		knee := base.plus(vec{side*st*0.7 + 0.10, 0.52, side * 0.11})
		foot := base.plus(vec{side*st*1.25 - 0.10*math.Abs(st), 0.07 + 0.22*math.Max(0, -side*st), side * 0.13})
		chain(hip.plus(vec{0, -0.05, side * 0.1}), knee, 0.145, 0.10, 4, 2)
		chain(knee, foot, 0.075, 0.055, 4, 1)
		elbow := chest.plus(vec{-side*st*0.55 - 0.03, -0.22, side * 0.27})
		chain(chest.plus(vec{0, 0.12, side * 0.19}), elbow, 0.08, 0.06, 3, 1)
		chain(elbow, elbow.plus(vec{0.16 - side*st*0.3, -0.10, side * 0.03}), 0.05, 0.045, 3, 0)
	}
}

// hit is where the ray meets the player.
func (f figure) hit(o, d vec) (float64, light, bool) {
	if _, ok := sphere(o, d, vec{f.x, 0.95, f.z}, 1.25); !ok {
		return 0, light{}, false
	}
	best, c := math.Inf(1), light{}
	f.parts(func(at vec, r float64, what int) {
		t, ok := sphere(o, d, at, r)
		if !ok || t >= best {
			return
		}
		best = t
		n := o.plus(d.times(t)).minus(at).unit()
		base := []light{{0.42, 0.25, 0.16}, f.shirt, f.shorts, {0.02, 0.018, 0.016}}[what]
		sun := clamp(n.dot(lateSun))
		c = light{base.r * (0.16 + 2.1*sun), base.g * (0.18 + 1.85*sun), base.b * (0.22 + 1.45*sun)}
	})
	return best, c, best < math.Inf(1)
}

// grass is mown in stripes, marked with lines, shaded by the players and the stand's roof.
func (m *kick) grass(p vec) light {
	blade := fbm(p.x*2.2, p.z*2.2, 4, 1110)
	fine := hash(int(math.Floor(p.x*14)), int(math.Floor(p.z*14)), 1112)
	stripe := step(-0.04, 0.04, math.Sin(p.x*math.Pi/5.5))
	c := light{0.085, 0.17, 0.035}.mix(light{0.115, 0.215, 0.050}, stripe).times(0.72 + 0.42*blade + 0.16*fine)
	worn := step(0.62, 0.75, fbm(p.x*0.25, p.z*0.3, 4, 1113)) * bell(p.x, 20, 5)
	c = c.mix(light{0.20, 0.17, 0.08}, worn*0.6)
	c = c.mix(light{0.62, 0.64, 0.58}, marks(p)*(0.62+0.3*blade))
	sun := m.shadow(p)
	edge := p.z + 0.35*p.x + 17.5
	sun *= step(-0.6, 0.6, edge)
	return light{c.r * (0.30 + 1.9*sun), c.g * (0.36 + 1.65*sun), c.b * (0.55 + 1.2*sun)}
}

// marks are the lines of chalk: halfway line, circle, touch line, penalty area.
func marks(p vec) float64 {
	w := 0.075
	on := func(d float64) float64 { return step(w+0.03, w-0.02, math.Abs(d)) }
	in := func(lo, hi, v float64) float64 {
		if v >= lo-w && v <= hi+w {
			return 1
		}
		return 0
	}
	a := on(p.x+6) * in(-13, 55, p.z)
	a = math.Max(a, on(math.Hypot(p.x+6, p.z-9)-9.15))
	a = math.Max(a, on(p.z+13)*in(-60, 27, p.x))
	a = math.Max(a, on(p.x-26)*in(-13, 40, p.z))
	a = math.Max(a, on(p.x-14)*in(-6, 40, p.z))
	a = math.Max(a, on(p.z+6)*in(14, 26, p.x))
	a = math.Max(a, step(0.25, 0.2, math.Hypot(p.x+6, p.z-9)))
	return a
}

// shadow is how much sun reaches the grass at p.
func (m *kick) shadow(p vec) float64 {
	lit := 1.0
	for _, f := range m.men {
		q := vec{f.x, 0.9, f.z}.minus(p)
		along := q.dot(lateSun)
		if along < -1 || q.minus(lateSun.times(along)).long() > 1.3 {
			continue
		}
		f.parts(func(at vec, r float64, _ int) {
			q := at.minus(p)
			t := q.dot(lateSun)
			if t < 0 {
				return
			}
			d := q.minus(lateSun.times(t)).long()
			lit = math.Min(lit, step(r-0.012*t, r+0.012*t+0.004, d))
		})
	}
	return lit
}
