package main

import (
	"image"
	"math"
)

// street is a market lane at nightfall that runs down to the river: eaves and awnings to
// both sides, lanterns on strings, people against the last light. It is painted from the
// far end to us. Measures are metres; the eye stands at 0, 1.7, 0.
type street struct {
	w, h float64
	p    *plate
	rng  int // how many chances have been taken
}

// Where the eye is on the plate and points to the metre at a metre's distance.
const laneX, laneY, laneZoom = 0.53, 0.50, 900.0

func market() image.Image {
	s := &street{w: 1420, h: 1000, p: newPlate(1420, 1000)}
	s.p.paint(func(x, y float64, _ light) light { return gray(s.ground(x, y)) })
	for z := 42.0; z > 3.4; z -= 3.2 {
		s.slice(z)
	}
	s.p.paint(func(_, _ float64, c light) light { return c.times(1.28) })
	s.p.bloom(0.85, 24, 0.36)
	return s.p.inGray(finish{grain: 0.06, vignette: 0.42, seed: 61})
}

func (s *street) chance() float64 { s.rng++; return hash(s.rng, 5, 600) }

// at is where a place is seen.
func (s *street) at(x, y, z float64) (float64, float64) {
	return s.w*laneX + x/z*laneZoom, s.h*laneY - (y-1.7)/z*laneZoom
}

// veil is how bright the air makes a thing of tone v at distance z.
func (s *street) veil(v, z float64) float64 {
	return lerp(0.74, v, math.Exp(-math.Max(0, z-3)/26))
}

// ground is the evening sky over the river and the wet paving before us.
func (s *street) ground(x, y float64) float64 {
	cx, horizon := s.w*laneX, s.h*laneY
	if y < horizon {
		hill := horizon - 34 - 60*(fbm(x/150, 1, 5, 610)-0.3)
		v := lerp(0.20, 0.80, step(-160, horizon-30, y)) + 0.12*(fbm(x/260, y/60, 5, 611)-0.5)
		v += 0.25 * math.Exp(-math.Hypot(x-cx-30, (y-horizon+70)*1.2)/190)
		return lerp(v, 0.66, clamp(y-hill)*0.8)
	}
	z := 1.7 * laneZoom / (y - horizon)
	wx := (x - cx) * z / laneZoom
	row := math.Floor(z / 0.62)
	col := math.Floor(wx/0.95 + hash(int(row), 1, 612))
	joint := math.Min(math.Mod(z, 0.62)/0.62, 1-math.Mod(z, 0.62)/0.62)
	fx := wx/0.95 + hash(int(row), 1, 612) - col
	joint = math.Min(joint, math.Min(fx, 1-fx)*1.4)
	slab := 0.8 + 0.35*hash(int(col), int(row), 613)
	wet := 0.6 + 0.8*fbm(wx*1.4, z*0.9, 4, 614)
	shine := math.Exp(-math.Abs(wx)/1.25) * (0.30 + 0.5*math.Exp(-8/z))
	v := (0.07 + 0.72*shine*wet) * slab * lerp(0.62, 1, step(0.0, 0.07+0.012*z, joint))
	return s.veil(v, z*0.62)
}

// slice paints what stands between z and the slice behind: houses, stalls, lanterns, people.
func (s *street) slice(z float64) {
	for _, side := range []float64{-1, 1} {
		s.houses(z, side)
		s.stall(z, side)
	}
	s.lanterns(z)
	for n := 0; n < 5; n++ {
		x := lerp(-1.5, 1.5, s.chance())
		dz := s.chance() * 2.4
		if zz := z - dz; zz > 7 && (zz > 11 || math.Abs(x) > 0.6) {
			s.person(x, zz, 0.9+0.16*s.chance(), s.chance())
		}
	}
}

// fill paints an outline given in metres on the plane at z.
func (s *street) fill(z, v float64, xy ...float64) *mask {
	m := s.p.stencil(func(k *pen) { s.trace(k, z, xy) })
	s.p.lay(m, gray(s.veil(v, z)))
	return m
}

func (s *street) trace(k *pen, z float64, xy []float64) {
	out := make([]float64, len(xy))
	for i := 0; i < len(xy); i += 2 {
		out[i], out[i+1] = s.at(xy[i], xy[i+1], z)
	}
	k.area(out...)
}

// houses is the front of a two-storey house, its eaves over the lane.
func (s *street) houses(z, side float64) {
	x := side * (3.3 + 0.5*s.chance())
	top := 5.2 + 1.3*s.chance()
	far := z + 3.2
	wall := 0.14 + 0.06*s.chance()
	s.wall(front{x, z, far, 0, top}, wall)
	s.fill(z, wall*0.8, x, 0, x, top, x+side*4, top+2.2, x+side*4, 0)
	s.roof(x, top, z, side)
	// lit windows of the upper floor
	if s.chance() > 0.35 {
		s.wall(front{x - side*0.02, z + 0.8, z + 2.3, 3.1, 4.2}, 0.62)
		for d := 0.8; d < 2.3; d += 0.37 {
			s.wall(front{x - side*0.04, z + d, z + d + 0.06, 3.1, 4.2}, 0.12)
		}
	}
}

// roof is seen from below: a dark wedge over the lane, its near corner turned up.
func (s *street) roof(x, top, z, side float64) {
	far, eave := z+3.2, x-side*0.95
	m := s.p.stencil(func(k *pen) {
		ax, ay := s.at(eave, top-0.12, z)
		bx, by := s.at(eave, top-0.12, far)
		cx, cy := s.at(x+side*0.6, top+1.0, far)
		dx, dy := s.at(x+side*0.6, top+1.0, z)
		tx, ty := s.at(eave-side*0.25, top+0.16, z)
		if side < 0 {
			k.area(ax, ay, dx, dy, cx, cy, bx, by)
			k.area(ax, ay, tx, ty, dx, dy)
		} else {
			k.area(bx, by, cx, cy, dx, dy, ax, ay)
			k.area(dx, dy, tx, ty, ax, ay)
		}
	})
	s.p.lay(m, gray(s.veil(0.05, z)))
	s.p.glow(m.rim(int(-side*2), 2, 1), gray(0.22*math.Exp(-z/30)))
}

// front is an upright piece along the lane: at x, between two depths and two heights.
type front struct{ x, z0, z1, y0, y1 float64 }

func (s *street) wall(f front, v float64) {
	m := s.p.stencil(func(k *pen) {
		ax, ay := s.at(f.x, f.y0, f.z0)
		bx, by := s.at(f.x, f.y1, f.z0)
		cx, cy := s.at(f.x, f.y1, f.z1)
		dx, dy := s.at(f.x, f.y0, f.z1)
		if f.x < 0 {
			k.area(ax, ay, bx, by, cx, cy, dx, dy)
		} else {
			k.area(dx, dy, cx, cy, bx, by, ax, ay)
		}
	})
	s.p.lay(m, gray(s.veil(v, (f.z0+f.z1)/2)))
}

// stall is a table of goods under an awning on poles, a bulb beneath it.
func (s *street) stall(z, side float64) {
	in, out := side*(1.75+0.25*s.chance()), side*3.2
	y := 2.35 + 0.3*s.chance()
	s.light(side*2.5, y-0.35, z+0.2)
	s.person(side*(2.35+0.5*s.chance()), z+0.5, 0.96+0.06*s.chance(), 0.5)
	s.fill(z, 0.07, in, 0.0, in, 0.92, out, 0.92, out, 0.0)
	for i := 0.0; i < 4; i++ {
		s.fill(z, 0.03, in, 0.18+0.2*i, in, 0.195+0.2*i, out, 0.195+0.2*i, out, 0.18+0.2*i)
	}
	s.goods(z, in, out)
	s.fill(z, 0.05, in-0.03, 0, in+0.03, 0, in+0.03, y, in-0.03, y)
	stripe := (out - in) / 7
	for i := 0.0; i < 7; i++ {
		v := 0.20 + 0.24*math.Mod(i, 2)
		a, b := in-side*0.25+stripe*1.1*i, in-side*0.25+stripe*1.1*(i+1)
		s.fill(z, v, a, y-0.02, a+stripe*0.4, y+0.5, b+stripe*0.4, y+0.5, b, y-0.02)
		s.fill(z, v*0.8, a, y+0.02, a, y-0.2, (a+b)/2, y-0.27, b, y-0.2, b, y+0.02)
	}
}

// goods are heaps of round fruit, bright on top, in the shade of one another.
func (s *street) goods(z, in, out float64) {
	type fruit struct{ x, y, r float64 }
	var all []fruit
	for n := 0; n < 3; n++ {
		for i := 0.0; i < 13; i++ {
			x := lerp(in, out, (i+0.5+0.5*float64(n%2))/13.5)
			up := 0.90 + 0.085*float64(2-n) + 0.10*math.Abs(math.Sin(x*5))
			px, py := s.at(x, up, z)
			all = append(all, fruit{px, py, (0.058 + 0.012*s.chance()) / z * laneZoom})
		}
	}
	for n := 0; n < 3; n++ {
		row := all[n*13 : n*13+13]
		lay := func(v, grow, dx, dy float64) {
			s.p.lay(s.p.stencil(func(k *pen) {
				for _, f := range row {
					k.oval(f.x+dx*f.r, f.y+dy*f.r, f.r*grow, f.r*grow)
				}
			}), gray(s.veil(v, z)))
		}
		lay(0.07, 1.08, 0, 0)
		lay(0.24, 0.92, 0, 0)
		lay(0.40, 0.62, 0, -0.22)
		lay(0.62, 0.26, 0, -0.42)
	}
}

// light is a lamp with its halo, and its smear on the wet stones.
func (s *street) light(x, y, z float64) {
	const size, power = 0.055, 0.9
	px, py := s.at(x, y, z)
	r := size / z * laneZoom
	fx, fy := s.at(x*0.86, 0, z)
	s.p.paint(func(ux, uy float64, c light) light {
		d := math.Hypot(ux-px, uy-py) / r
		if d < 14 {
			c = c.add(gray(1), power*(0.34*math.Exp(-d/2.6)+1.1*step(1.15, 0.75, d)))
		}
		if uy > fy && math.Abs(ux-fx) < 5*r && uy < fy+30*r {
			c = c.add(gray(1), power*0.30*bell(ux, fx+6*(noise(1, uy/7, 620)-0.5), 1.5*r)*math.Exp(-(uy-fy)/(9*r)))
		}
		return c
	})
}

// lanterns hang on a string across the lane.
func (s *street) lanterns(z float64) {
	sag := 0.3 + 0.3*s.chance()
	high := 4.1 + 0.3*s.chance()
	line := func(x float64) float64 { return high - sag*(1-x*x/7.3) }
	m := s.p.stencil(func(k *pen) {
		for x := -2.7; x < 2.7; x += 0.3 {
			ax, ay := s.at(x, line(x), z)
			bx, by := s.at(x+0.3, line(x+0.3), z)
			k.line(point{ax, ay}, point{bx, by}, math.Max(1, 9/z), math.Max(1, 9/z))
		}
	})
	s.p.lay(m, gray(s.veil(0.05, z)))
	for x := -2.1; x <= 2.2; x += 1.4 {
		s.lantern(x+0.2*(s.chance()-0.5), line(x)-0.3, z)
	}
}

// lantern is a ribbed globe lit from within, caps above and below, a tassel.
func (s *street) lantern(x, y, z float64) {
	px, py := s.at(x, y, z)
	r := 0.24 / z * laneZoom
	s.p.paint(func(ux, uy float64, c light) light {
		dx, dy := (ux-px)/r, (uy-py)/(r*0.82)
		d := math.Hypot(dx, dy)
		if d > 4 {
			return c
		}
		c = c.add(gray(1), 0.20*math.Exp(-math.Max(0, d-1)/0.55)*step(0.9, 1.05, d))
		ribs := 0.86 + 0.14*math.Cos(math.Asin(math.Max(-1, math.Min(1, dx/math.Max(0.2, math.Sqrt(math.Max(0.01, 1-dy*dy))))))*9)
		v := (0.52 + 0.52*math.Exp(-d*d*1.6)) * ribs
		return c.mix(gray(v), clamp((1-d)*r+0.5))
	})
	m := s.p.stencil(func(k *pen) {
		k.rect(px-r*0.36, py-r*0.92, r*0.72, r*0.2)
		k.rect(px-r*0.36, py+r*0.72, r*0.72, r*0.2)
		k.line(point{px, py - r*1.4}, point{px, py - r*0.9}, math.Max(1, r*0.06), math.Max(1, r*0.06))
		k.line(point{px, py + r*0.9}, point{px, py + r*1.7}, r*0.16, r*0.3)
	})
	s.p.lay(m, gray(s.veil(0.08, z)))
}

// person walks the lane: a dark shape with light on the shoulders; pose 0…1.
func (s *street) person(x, z, tall, pose float64) {
	px, py := s.at(x, 0, z)
	u := 1.7 * tall / z * laneZoom / 100 // a hundredth of the height
	shadow := s.p.stencil(func(k *pen) { k.oval(px, py, 15*u, 3*u) }).blurXY(2*u, u)
	s.p.lay(shadow, gray(s.veil(0.05, z)))
	m := s.p.stencil(func(k *pen) { drawWalker(k, px, py, u, pose) })
	s.p.lay(m, gray(s.veil(0.06+0.06*pose, z)))
	s.p.glow(m.rim(0, -2, 1), gray(0.42*math.Exp(-z/26)))
}

// drawWalker is a person from behind, 100 u tall, feet at x, y.
func drawWalker(k *pen, x, y, u, pose float64) {
	stride := 5 * (pose - 0.5)
	p := func(dx, dy float64) (float64, float64) { return x + dx*u, y + dy*u }
	shape := func(xy ...float64) {
		for i := 0; i < len(xy); i += 2 {
			xy[i], xy[i+1] = p(xy[i], xy[i+1])
		}
		k.through(xy...)
	}
	cx, cy := p(0.6, -92)
	k.oval(cx, cy, 5.6*u, 7*u)
	shape(-3, -87, 3.5, -87, 5, -82, 13, -78, 15, -66, 14.5, -50, 13, -40, 11, -34, -11, -34, -13, -40, -14.5, -52, -15, -66, -13, -78, -5, -82)
	shape(-10, -38, -1, -38, -1.5, -20, -2+stride, -2, -8+stride, 0, -9, -20)
	shape(1, -38, 10.5, -38, 9.5, -20, 8.5-stride, 0, 2.5-stride, -2, 1.5, -20)
	if pose > 0.62 { // a bag in the hand
		shape(12, -46, 22, -46, 24, -28, 20, -24, 12, -25)
	}
	if pose < 0.2 { // a basket on the back
		shape(-10, -78, 10, -78, 13, -52, 9, -46, -9, -46, -13, -52)
	}
}
