package main

import (
	"image"
	"image/color"
	"math"
	"runtime"
	"sync"
)

// light is a colour in linear steps of how bright it looks, 0…1 each, more where it glares.
type light struct{ r, g, b float64 }

func gray(v float64) light { return light{v, v, v} }

func (a light) mix(b light, t float64) light {
	return light{lerp(a.r, b.r, t), lerp(a.g, b.g, t), lerp(a.b, b.b, t)}
}

func (a light) add(b light, t float64) light {
	return light{a.r + b.r*t, a.g + b.g*t, a.b + b.b*t}
}

func (a light) times(t float64) light { return light{a.r * t, a.g * t, a.b * t} }

// luma is the brightness that a gray picture shows.
func (a light) luma() float64 { return 0.299*a.r + 0.587*a.g + 0.114*a.b }

// plate is a picture being exposed.
type plate struct {
	w, h int
	px   []light
}

func newPlate(w, h int) *plate { return &plate{w, h, make([]light, w*h)} }

// paint sets every point to what f says, rows side by side on all processors. f gets
// the point and what is there.
func (p *plate) paint(f func(x, y float64, under light) light) {
	var wg sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for k := 0; k < n; k++ {
		wg.Add(1)
		go func(k int) {
			defer wg.Done()
			for y := k; y < p.h; y += n {
				for x := 0; x < p.w; x++ {
					i := y*p.w + x
					p.px[i] = f(float64(x)+0.5, float64(y)+0.5, p.px[i])
				}
			}
		}(k)
	}
	wg.Wait()
}

// lay puts a colour through a stencil.
func (p *plate) lay(m *mask, c light) {
	for i, a := range m.a {
		if a > 0 {
			p.px[i] = p.px[i].mix(c, float64(a))
		}
	}
}

// glow adds light through a stencil.
func (p *plate) glow(m *mask, c light) {
	for i, a := range m.a {
		if a > 0 {
			p.px[i] = p.px[i].add(c, float64(a))
		}
	}
}

// bloom lets what is brighter than from spill over its surroundings, as a lens does.
func (p *plate) bloom(from, spread, strength float64) {
	m := &mask{p.w, p.h, make([]float32, len(p.px))}
	for i, c := range p.px {
		m.a[i] = float32(math.Max(0, c.luma()-from) / (1.2 - from))
	}
	near, far := m.blur(spread/3), m.blur(spread)
	for i, c := range p.px {
		v := strength * (0.4*float64(near.a[i]) + 0.6*float64(far.a[i]))
		p.px[i] = c.add(gray(1), v)
	}
}

// finish is how a plate is printed.
type finish struct {
	grain    float64 // strength of the film's grain
	vignette float64 // how much darker the corners are
	seed     uint32
}

// tone bends the brightness as film does: deep shadows lifted a little, glare rolled off.
func tone(v float64) float64 {
	v = math.Max(0, v)
	v = v * (1 + v*0.12) / (1 + v*0.24) * 1.11
	return clamp(0.03 + 0.965*v)
}

// develop gives every point its grain and its place in the corners' shade.
func (p *plate) develop(f finish) {
	w, h := float64(p.w), float64(p.h)
	p.paint(func(x, y float64, c light) light {
		dx, dy := 2*x/w-1, 2*y/h-1
		c = c.times(1 - f.vignette*math.Pow((dx*dx+dy*dy)/2, 1.4))
		c = light{tone(c.r), tone(c.g), tone(c.b)}
		ix, iy := int(x), int(y)
		g := hash(ix, iy, f.seed) + hash(ix, iy, f.seed+1) + noise(x/1.7, y/1.7, f.seed+2) - 1.5
		k := f.grain * g * (0.35 + 1.3*math.Sqrt(clamp(c.luma()))*(1.1-clamp(c.luma())))
		return light{c.r + k, c.g + k, c.b + k}
	})
}

// inColor prints the plate in colour.
func (p *plate) inColor(f finish) image.Image {
	p.develop(f)
	m := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	for i, c := range p.px {
		m.SetRGBA(i%p.w, i/p.w, color.RGBA{byteOf(c.r), byteOf(c.g), byteOf(c.b), 255})
	}
	return m
}

// inGray prints the plate in black alone, as inner pages want it.
func (p *plate) inGray(f finish) image.Image {
	p.develop(f)
	m := image.NewGray(image.Rect(0, 0, p.w, p.h))
	for i, c := range p.px {
		m.Pix[i] = byteOf(c.luma())
	}
	return m
}

func byteOf(v float64) uint8 { return uint8(clamp(v)*255 + 0.5) }
