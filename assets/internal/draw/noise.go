package main

import "math"

// hash maps a lattice point to 0…1, evenly, always the same.
func hash(x, y int, seed uint32) float64 {
	h := uint32(x)*0x8da6b343 ^ uint32(y)*0xd8163841 ^ seed*0xcb1ab31f
	h ^= h >> 15
	h *= 0x2c1b3c6d
	h ^= h >> 12
	h *= 0x297a2d39
	h ^= h >> 15
	return float64(h) / math.MaxUint32
}

// noise is smooth value noise, 0…1, of one lattice step to the unit.
func noise(x, y float64, seed uint32) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	ix, iy := int(fx), int(fy)
	u, v := fade(x-fx), fade(y-fy)
	top := lerp(hash(ix, iy, seed), hash(ix+1, iy, seed), u)
	low := lerp(hash(ix, iy+1, seed), hash(ix+1, iy+1, seed), u)
	return lerp(top, low, v)
}

// fbm sums octaves of noise, each twice as fine and half as strong; the result is 0…1.
func fbm(x, y float64, octaves int, seed uint32) float64 {
	sum, amp, all := 0.0, 0.5, 0.0
	for i := 0; i < octaves; i++ {
		sum += amp * noise(x, y, seed+uint32(i)*101)
		all += amp
		x, y, amp = x*2.03+17.1, y*2.03+9.7, amp/2
	}
	return sum / all
}

// ridge is fbm folded at its middle: sharp crests, as of mountains.
func ridge(x, y float64, octaves int, seed uint32) float64 {
	sum, amp, all := 0.0, 0.5, 0.0
	for i := 0; i < octaves; i++ {
		n := 1 - math.Abs(2*noise(x, y, seed+uint32(i)*101)-1)
		sum += amp * n * n
		all += amp
		x, y, amp = x*2.07+5.3, y*2.07+1.9, amp*0.48
	}
	return sum / all
}

func fade(t float64) float64 { return t * t * t * (t*(t*6-15) + 10) }

func lerp(a, b, t float64) float64 { return a + (b-a)*t }

// step rises smoothly from 0 at a to 1 at b; a may lie above b.
func step(a, b, x float64) float64 {
	t := clamp((x - a) / (b - a))
	return t * t * (3 - 2*t)
}

func clamp(x float64) float64 { return math.Max(0, math.Min(1, x)) }

// bell is 1 at the middle and falls off as a normal curve of the given width.
func bell(x, middle, width float64) float64 {
	d := (x - middle) / width
	return math.Exp(-d * d / 2)
}
