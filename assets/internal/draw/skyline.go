package main

import (
	"image"
	"math"
)

// skyline is the new town across the river in the blue hour: towers with lit windows, a
// ferry's trail on the water.
func skyline() image.Image {
	p := newPlate(1500, 640)
	p.paint(func(x, y float64, _ light) light { return dusk(x/760, (y+84)/760) })
	p.bloom(0.8, 18, 0.30)
	return p.inColor(finish{grain: 0.012, vignette: 0.35, seed: 1041})
}

const shore = 0.66

func dusk(x, y float64) light {
	if y < shore {
		return dry(x, y)
	}
	return wet(x, y)
}

func dry(x, y float64) light {
	c := light{0.030, 0.065, 0.165}.mix(light{0.22, 0.26, 0.42}, step(0, 0.50, y))
	c = c.mix(light{0.80, 0.42, 0.26}, 0.75*math.Exp(-math.Abs(y-shore+0.06)/0.12)*(0.35+0.65*bell(x, 1.35, 0.55)))
	cloud := step(0.48, 0.78, fbm(x*1.7, y*9, 5, 1043)) * step(0.03, 0.4, y)
	c = c.mix(light{0.34, 0.22, 0.28}, cloud*0.5)
	for layer := 0; layer < 3; layer++ {
		c = towers(c, x, y, layer)
	}
	if y > shore-0.012 { // the embankment with its lamps
		c = light{0.02, 0.022, 0.03}
		u := math.Mod(x, 0.036) - 0.018
		c = c.add(warm, 1.1*math.Exp(-math.Hypot(u, y-shore+0.010)/0.0035))
	}
	return c
}

// towers is a row of buildings; far ones paler and lower.
func towers(c light, x, y float64, layer int) light {
	t := float64(layer) / 2
	gap := lerp(0.045, 0.105, t)
	for k := -1.0; k <= 1; k++ {
		i := int(math.Floor(x/gap) + k)
		h := func(n uint32) float64 { return hash(i, layer, 1050+n) }
		wide := gap * (0.36 + 0.22*h(0))
		mid := (float64(i) + 0.5 + 0.3*(h(1)-0.5)) * gap
		mass := 0.35 + 0.9*bell(mid, 0.62, 0.22) + 0.75*bell(mid, 1.36, 0.18)
		tall := lerp(0.20, 0.25, t) * (0.35 + 0.75*h(2)) * mass
		if i%7 == 3 && layer == 1 {
			tall *= 1.35
		}
		u, v := (x-mid)/wide, shore-y
		if math.Abs(u) > 1 || v > tall+0.07 {
			continue
		}
		top := tall
		switch int(h(3) * 4) {
		case 0: // a stepped crown
			if math.Abs(u) > 0.6 {
				top -= 0.016
			}
		case 1: // a slanted one
			top += 0.016 * u
		case 2: // a mast
			if math.Abs(u) < 0.035 {
				top += 0.045
			}
		}
		if v > top {
			if math.Abs(u) < 0.05 && v < top+0.05 && h(3) >= 0.5 && h(3) < 0.75 {
				c = c.add(light{1, 0.15, 0.1}, math.Exp(-math.Abs(v-top)/0.002))
			}
			continue
		}
		face := light{0.11, 0.12, 0.18}.mix(light{0.030, 0.036, 0.058}, t)
		face = face.times(0.8 + 0.35*h(4) + 0.5*step(0.2, 1, u)*bell(mid, 1.2, 0.6))
		face = face.add(light{0.34, 0.20, 0.13}, 0.5*math.Exp(-v/0.05)*(1-0.5*t))
		c = face.add(windows(u*wide, v, wide, i, layer), 1)
	}
	return c
}

// windows are lit here and there, by storeys.
func windows(u, v, wide float64, i, layer int) light {
	sx, sy := lerp(0.0050, 0.0088, float64(layer)/2), lerp(0.0062, 0.0105, float64(layer)/2)
	col, row := math.Floor((u+wide)/sx), math.Floor(v/sy)
	fx, fy := (u+wide)/sx-col, v/sy-row
	h := func(n uint32) float64 { return hash(int(col)+i*57, int(row), 1070+n+uint32(layer)*5) }
	on := h(0) + 0.25*hash(i, int(row), 1080) - 0.10*hash(i, 3, 1081)
	if on < 0.70 {
		return light{}
	}
	shape := step(0.12, 0.25, fx) * step(0.88, 0.75, fx) * step(0.2, 0.32, fy) * step(0.85, 0.72, fy)
	tint := light{1.0, 0.72, 0.38}.mix(light{0.75, 0.88, 1.0}, step(0.72, 0.82, h(1)))
	return tint.times(shape * (0.25 + 0.75*h(2)) * lerp(0.55, 0.95, float64(layer)/2))
}

// wet mirrors the town, drawn out downwards, and carries the ferry.
func wet(x, y float64) light {
	d := y - shore
	t := d / (1 - shore)
	stir := fbm(x*lerp(30, 9, t), y*lerp(240, 80, t), 4, 1090) - 0.5
	fine := noise(x*lerp(90, 30, t), y*lerp(520, 190, t), 1091) - 0.5
	sum := light{}
	for i := 0.0; i < 7; i++ {
		sx := x + stir*lerp(0.008, 0.05, t) + fine*0.006
		sy := shore - 0.014 - d*lerp(0.7, 1.25, t) + stir*lerp(0.02, 0.16, t) + (i-3)*lerp(0.006, 0.036, t)
		sum = sum.add(dry(sx, math.Max(0.02, math.Min(shore-0.013, sy))), 1/7.0)
	}
	c := sum.mix(light{0.03, 0.05, 0.10}, lerp(0.05, 0.36, t)).times(1.18 + 0.5*fine)
	return ferry(c, x, y)
}

// ferry is a low boat with a lit cabin, and the trail its lamp has drawn.
func ferry(c light, x, y float64) light {
	const bx, by = 0.52, 0.815
	if x < bx {
		trail := bell(y, by-0.030+0.004*math.Sin(x*9), 0.0016)
		c = c.add(light{1, 0.60, 0.25}, trail*0.85*step(0, bx, x))
	}
	u, v := x-bx-0.07, by-y
	hull := math.Abs(u) < 0.080-0.5*math.Max(0, -v) && v < 0.008 && v > -0.010
	cabin := math.Abs(u+0.008) < 0.052 && v >= 0.008 && v < 0.036
	deck := math.Abs(u+0.01) < 0.060 && v >= 0.036 && v < 0.040
	switch {
	case cabin:
		win := math.Abs(math.Mod(u+1, 0.0115)-0.00575) < 0.0042 && v > 0.014 && v < 0.030
		c = light{0.05, 0.05, 0.06}
		if win {
			c = light{1.0, 0.80, 0.48}
		}
	case hull, deck:
		c = light{0.018, 0.02, 0.028}
	}
	below := y - by - 0.010
	if below > 0 && below < 0.10 {
		fx := u + 0.02*(noise(y*260, 1, 1095)-0.5)
		c = c.add(light{0.9, 0.62, 0.30}, 0.42*step(0.06, 0.04, math.Abs(fx))*math.Exp(-below/0.03)*step(0.35, 0.6, noise(x*60, y*300, 1096)))
	}
	return c
}
