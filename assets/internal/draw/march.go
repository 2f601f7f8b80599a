package main

import "math"

// matter is how a face looks: its colour, how sharply and how strongly it mirrors, what
// light it gives itself, and how much it lets light through from behind.
type matter struct {
	c      light
	gloss  float64 // 0 dull … 1 a mirror
	metal  float64 // how much of the mirrored light takes the colour
	glow   light
	shines float64 // how much light comes through from behind
}

// coarse is how many times smaller scenes are shot, for a look.
var coarse = 1

// scene is solids under a sun and a sky, seen by rays that march through the distances
// to the nearest solid (Hart 1996), with soft shadows and the dusk of corners.
type scene struct {
	dist  func(p vec) float64
	look  func(p, n vec) matter
	sky   func(d vec) light
	sun   vec // where it stands
	sunny light
	soft  float64 // how large the sun is: softness of shadows
	far   float64
	air   func(c light, d vec, t float64) light // what the air does on the way, or nil
	dusk  float64                               // reach of corners' dusk
	from  vec
	at    vec
	angle float64 // half the picture's height at distance 1
	lens  float64 // radius of the lens: what is not in focus blurs
	focus float64
	rays  int                                // for each point
	bound func(o, d vec) (near, far float64) // where solids can be, or nil
}

// march follows a ray and returns how far it comes, or false if it meets nothing.
func (s *scene) march(o, d vec, from, far float64, steps int) (float64, bool) {
	t := from
	for i := 0; i < steps && t < far; i++ {
		h := s.dist(o.plus(d.times(t)))
		if h < 0.0004*math.Max(0.3, t) {
			return t, true
		}
		t += h
	}
	return t, false
}

// normal is where the face at p looks to.
func (s *scene) normal(p vec, e float64) vec {
	a := s.dist(vec{p.x + e, p.y - e, p.z - e})
	b := s.dist(vec{p.x - e, p.y - e, p.z + e})
	c := s.dist(vec{p.x - e, p.y + e, p.z - e})
	d := s.dist(vec{p.x + e, p.y + e, p.z + e})
	return vec{a - b - c + d, -a - b + c + d, -a + b - c + d}.unit()
}

// lit is how much of the sun is seen from p, 0…1.
func (s *scene) lit(p vec, d vec) float64 {
	best, t := 1.0, 0.012
	for i := 0; i < 34 && t < s.far; i++ {
		h := s.dist(p.plus(d.times(t)))
		best = math.Min(best, 0.5+0.5*h/(s.soft*t))
		if best < 0.01 {
			return 0
		}
		t += math.Max(0.03*s.dusk, h*0.95)
	}
	return best * best * (3 - 2*best)
}

// open is how much of the sky is seen from p, 0…1: few steps along the normal tell it.
func (s *scene) open(p, n vec) float64 {
	sum, w := 0.0, 1.0
	for i := 1; i <= 5; i++ {
		h := s.dusk * float64(i) / 5
		sum += w * math.Max(0, h-s.dist(p.plus(n.times(h)))) / h
		w *= 0.72
	}
	return clamp(1 - sum*0.42)
}

// shade is the light that comes from p towards the eye along -d.
func (s *scene) shade(p, d vec, t float64, depth int) light {
	n := s.normal(p, 0.0006*math.Max(0.5, t))
	m := s.look(p, n)
	off := p.plus(n.times(0.002 * math.Max(0.5, t)))
	sun := s.sun
	ndl := n.dot(sun)
	direct := 0.0
	if ndl > 0 {
		direct = ndl * s.lit(off, sun)
	}
	open := s.open(p, n)
	up := s.sky(vec{n.x * 0.6, 0.25 + 0.6*n.y, n.z * 0.6}.unit())
	bounce := clamp(-n.y*0.5+0.35) * 0.22
	in := s.sunny.times(direct).add(up, open*(0.42+0.3*n.y)).add(s.sunny, bounce*open*0.5)
	if m.shines > 0 {
		in = in.add(s.sunny, m.shines*(0.5+0.5*clamp(-ndl+0.4)))
	}
	c := light{m.c.r * in.r, m.c.g * in.g, m.c.b * in.b}
	if m.gloss > 0 {
		f := lerp(0.04, 0.9, m.metal)
		f += (1 - f) * math.Pow(1-clamp(-d.dot(n)), 5)
		c = c.times(1 - 0.9*f*m.metal)
		r := d.mirrored(n)
		tint := light{1, 1, 1}.mix(m.c, m.metal)
		seen := s.sky(r)
		if depth > 0 && m.gloss > 0.25 {
			if u, ok := s.march(off, r, 0.004, s.far, 70); ok {
				seen = s.shade(off.plus(r.times(u)), r, u, 0)
			}
		}
		h := sun.minus(d).unit()
		e := math.Exp2(3 + 8*m.gloss)
		spec := math.Pow(clamp(n.dot(h)), e) * (e + 8) / 26 * direct
		seen = seen.times(lerp(0.35, 1, m.gloss)*lerp(0.3, 1, open)).add(s.sunny, spec)
		c = c.add(light{seen.r * tint.r, seen.g * tint.g, seen.b * tint.b}, f)
	}
	return c.add(m.glow, 1)
}

// see is what a ray from o along d brings back; what is beyond all solids is seen
// along beyond, through the middle of the lens.
func (s *scene) see(o, d, beyond vec) light {
	from, far := 0.01, s.far
	if s.bound != nil {
		a, b := s.bound(o, d)
		from, far = math.Max(from, a), math.Min(far, b)
	}
	t, ok := s.march(o, d, from, far, 130)
	c := light{}
	if ok {
		c = s.shade(o.plus(d.times(t)), d, t, 1)
	} else {
		c, t = s.sky(beyond), s.far
	}
	if s.air != nil {
		c = s.air(c, d, t)
	}
	return c
}

// view is the directions of the picture: to the right, up and ahead.
func (s *scene) view() (right, up, ahead vec) {
	ahead = s.at.minus(s.from).unit()
	right = vec{0, 1, 0}.cross(ahead).unit()
	return right, ahead.cross(right), ahead
}

// shoot exposes the plate to the scene.
func (s *scene) shoot(w, h int) *plate {
	p := newPlate(w/coarse, h/coarse)
	right, up, ahead := s.view()
	p.paint(func(x, y float64, _ light) light {
		sum := light{}
		for i := 0; i < s.rays; i++ {
			h := func(k uint32) float64 { return hash(int(x)*16+i, int(y), 9000+k) }
			sx := math.Mod((float64(i)+0.5)*0.6180340+0.5, 1) // spread evenly over the point
			sy := (float64(i) + 0.5) / float64(s.rays)
			dx := (x + sx - 0.5 - float64(p.w)/2) / float64(p.h) * 2 * s.angle
			dy := (float64(p.h)/2 - y - sy + 0.5) / float64(p.h) * 2 * s.angle
			d := ahead.plus(right.times(dx)).plus(up.times(dy)).unit()
			o, beyond := s.from, d
			if s.lens > 0 {
				at := o.plus(d.times(s.focus / d.dot(ahead)))
				r, a := s.lens*math.Sqrt((float64(i)+h(3))/float64(s.rays)), 2*math.Pi*(h(4)/3+float64(i)*0.6180340)
				o = o.plus(right.times(r * math.Cos(a))).plus(up.times(r * math.Sin(a)))
				d = at.minus(o).unit()
			}
			c := s.see(o, d, beyond)
			sum = sum.add(light{math.Min(c.r, 3), math.Min(c.g, 3), math.Min(c.b, 3)}, 1/float64(s.rays))
		}
		return sum.film()
	})
	return p
}

// film bends light as film does (the curve of Hable's and Narkowicz's fits to ACES) and
// brings it to steps of brightness.
func (a light) film() light {
	bend := func(x float64) float64 {
		x = math.Max(0, x*0.75)
		return math.Pow(clamp(x*(2.51*x+0.03)/(x*(2.43*x+0.59)+0.14)), 1/2.2)
	}
	return light{bend(a.r), bend(a.g), bend(a.b)}
}

// noise3 is smooth noise in space, 0…1.
func noise3(p vec, seed uint32) float64 {
	fz := math.Floor(p.z)
	k := uint32(int32(fz)) * 7919
	return lerp(noise(p.x, p.y, seed+k), noise(p.x, p.y, seed+k+7919), fade(p.z-fz))
}

// fbm3 sums octaves of noise in space.
func fbm3(p vec, octaves int, seed uint32) float64 {
	sum, amp, all := 0.0, 0.5, 0.0
	for i := 0; i < octaves; i++ {
		sum += amp * noise3(p, seed+uint32(i)*101)
		all += amp
		p, amp = p.times(2.03).plus(vec{17.1, 9.7, 4.3}), amp/2
	}
	return sum / all
}
