package main

import (
	"image"
	"math"
)

// crowd is a square full of people before a stage at night, seen from behind.
func crowd() image.Image {
	p := newPlate(1400, 800)
	p.paint(func(x, y float64, _ light) light { return crowdAt(x/800, y/800) })
	p.bloom(0.8, 34, 0.42)
	return p.inColor(finish{grain: 0.022, vignette: 0.4, seed: 961})
}

// Where the stage's lamps hang: place across, tilt of the beam, colour.
var beamsOf = []struct {
	x, tilt float64
	c       light
}{
	{0.22, 0.42, light{1.0, 0.62, 0.26}}, {0.46, 0.16, light{0.55, 0.62, 1.0}}, {0.70, -0.10, light{1.0, 0.66, 0.32}},
	{0.94, 0.12, light{1.0, 0.68, 0.34}}, {1.18, -0.18, light{0.55, 0.62, 1.0}}, {1.46, -0.42, light{1.0, 0.60, 0.25}},
}

func crowdAt(x, y float64) light {
	c := light{0.020, 0.026, 0.055}.mix(light{0.16, 0.10, 0.11}, step(0, 0.52, y))
	smoke := 0.55 + 0.9*fbm(x*2.1, y*3, 5, 962)
	c = c.add(light{0.95, 0.60, 0.30}, 0.85*math.Exp(-math.Hypot((x-0.87)/0.62, (y-0.50)/0.17))*smoke)
	for _, b := range beamsOf {
		d := y - 0.07
		mid := b.x + b.tilt*d
		wide := 0.012 + 0.115*d
		if d > 0 {
			c = c.add(b.c, 0.52*bell(x, mid, wide)*math.Exp(-d/0.42)*smoke)
		}
		r := math.Hypot(x-b.x, y-0.07)
		c = c.add(b.c, 1.5*step(0.014, 0.008, r)+0.30*math.Exp(-r/0.03))
	}
	c = rig(c, x, y)
	for layer := 0; layer < 9; layer++ {
		c = headsOf(c, x, y, layer, smoke)
	}
	return c
}

// rig is the stage: truss, posts, roof's edge, players as dark shapes against the smoke.
func rig(c light, x, y float64) light {
	dark := light{0.015, 0.014, 0.02}
	truss := 0.0
	if math.Abs(y-0.055) < 0.022 && x > 0.12 && x < 1.62 {
		u := math.Mod(x, 0.05)
		cross := math.Abs(math.Abs(u-0.025)*1.5-math.Abs(math.Mod(y-0.033, 0.044))) < 0.005
		if cross || math.Abs(math.Abs(y-0.055)-0.020) < 0.0032 {
			truss = 1
		}
	}
	if (math.Abs(x-0.13) < 0.011 || math.Abs(x-1.61) < 0.011) && y > 0.03 {
		truss = 1
	}
	c = c.mix(dark, truss*0.92)
	for i, px := range []float64{0.62, 0.80, 0.96, 1.12} {
		u := (x - px) / 0.9
		foot, tall := 0.520, 0.115+0.008*float64(i%2)
		v := (foot - y) / tall
		if v < 0 || v > 1.05 {
			continue
		}
		half := 0.0135
		switch {
		case v > 0.86:
			half = 0.0085 * math.Sqrt(math.Max(0, 1-math.Pow((v-0.95)/0.085, 2)))
		case v > 0.80:
			half = 0.005
		case v > 0.45:
			half = 0.0150
		default:
			half = 0.012 + 0.004*(0.45-v)
		}
		c = c.mix(dark, clamp((half-math.Abs(u))*900+0.5)*0.95)
		if i == 1 || i == 2 { // an instrument held aslant
			c = c.mix(dark, clamp((0.0055-math.Abs((v-0.55)*0.06-u*0.5))*900)*step(0.045, 0.04, math.Abs(u)))
		}
	}
	return c
}

// headsOf is a row of people: nearer ones larger, darker, less sharp.
func headsOf(c light, x, y float64, layer int, smoke float64) light {
	t := float64(layer) / 8
	r := lerp(0.0095, 0.062, math.Pow(t, 1.7))
	row := lerp(0.525, 0.80, math.Pow(t, 1.35))
	gap := r * lerp(2.9, 3.2, t)
	soft := lerp(900, 150, t)
	shadeC := light{0.075, 0.055, 0.06}.mix(light{0.009, 0.010, 0.018}, math.Pow(t, 0.6))
	rim := light{1.0, 0.62, 0.32}.mix(light{0.5, 0.55, 0.95}, 0.5+0.5*math.Sin(x*7+t*5))
	power := lerp(0.55, 0.26, t)
	for k := -2.0; k <= 2; k++ {
		i := int(math.Floor(x/gap+0.37*float64(layer)) + k)
		h := func(n uint32) float64 { return hash(i, layer, 970+n) }
		cx := (float64(i) + 0.5 + 0.5*(h(0)-0.5) - 0.37*float64(layer)) * gap
		cy := row + r*1.3*(h(1)-0.5)
		s := r * (0.86 + 0.28*h(2))
		ux, uy := (x-cx)/s, (y-cy)/s
		// head with hair, neck, shoulders
		d := math.Hypot(ux/0.86, uy/1.06) - 1
		hair := h(3)
		if hair > 0.62 { // long hair, or a cap
			d = math.Min(d, math.Max(math.Abs(ux)-0.88+0.10*uy, math.Max(-uy, uy-1.25)))
		} else if hair < 0.14 {
			d = math.Min(d, math.Hypot(ux, uy+1.15)-0.34) // a bun
		}
		d = math.Min(d, math.Max(math.Abs(ux)-0.42, math.Max(-uy, uy-1.9)))
		sh := math.Hypot(ux/1.95, (uy-2.62)/1.35) - 1
		d = math.Min(d, sh*1.3)
		if uy > 2.5 {
			d = math.Min(d, math.Abs(ux)-1.95)
		}
		if h(4) > 0.84 && t > 0.15 && t < 0.9 { // arms up with a telephone
			lift := -2.3 - 0.9*h(5)
			ax := 0.75 * (h(6) - 0.2)
			for _, e := range []float64{-1, 1} {
				bx := ux - e*lerp(1.5, 0.36+ax*e*0.2, clamp((2.0-uy)/(2.0-lift)))
				d = math.Min(d, math.Max(math.Abs(bx-ax*clamp((2-uy)/4))-0.27, math.Max(lift-uy, uy-2.2)))
			}
			sx, sy := ux-ax*1.05, uy-lift+0.25
			screen := math.Max(math.Abs(sx)-0.80, math.Abs(sy)-0.46)
			body := math.Max(math.Abs(sx)-0.88, math.Abs(sy)-0.54)
			c = c.mix(light{0.01, 0.01, 0.012}, clamp(0.5-body*s*soft))
			img := light{0.50, 0.44, 0.50}.mix(light{1.05, 0.78, 0.5}, math.Exp(-(sx*sx*2 + (sy-0.2)*(sy-0.2)*9)))
			c = c.mix(img, clamp(0.5-screen*s*soft))
			c = c.add(light{0.35, 0.33, 0.42}, 0.22*math.Exp(-math.Max(0, body)*1.8))
		}
		a := clamp(0.5 - d*s*soft)
		if a <= 0 {
			continue
		}
		edge := math.Exp(d * lerp(7, 11, t)) // near the outline
		up := clamp(0.65 - uy*0.30)
		strands := 0.7 + 0.6*noise(ux*16, uy*4+float64(i), 980)
		v := shadeC.times(0.8+0.5*h(7)).add(rim, power*edge*up*strands*smoke)
		c = c.mix(v, a)
	}
	return c
}
