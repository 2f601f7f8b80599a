package main

import (
	"image"
	"math"
)

// grove is a bamboo wood in the morning, upright: stems behind stems, paler with the mist,
// the sun between them and a path of light on the ground.
func grove() image.Image {
	p := newPlate(860, 1240)
	p.paint(func(x, y float64, _ light) light { return groveAt(x/860, y/860) })
	p.bloom(0.86, 40, 0.30)
	return p.inColor(finish{grain: 0.02, vignette: 0.42, seed: 901})
}

func groveAt(x, y float64) light {
	sun := math.Hypot(x-0.60, (y-0.40)*1.1)
	c := light{0.62, 0.72, 0.50}.mix(light{0.98, 0.97, 0.80}, math.Exp(-sun/0.30))
	c = c.mix(light{0.42, 0.56, 0.34}, 0.55*step(0.35, 0, y)*fbm(x*9, y*9, 4, 902))
	for layer := 0; layer < 7; layer++ {
		t := float64(layer) / 6
		foot := lerp(0.98, 1.52, t*t)
		c = leaves(c, x, y, t, layer, sun)
		c = stems(c, x, y, t, layer, foot, sun)
		if layer < 6 {
			haze := 0.16 * math.Exp(-sun/0.45) * (0.6 + 0.8*fbm(x*2.2+t*3, y*1.6, 4, 905))
			c = c.mix(light{0.96, 0.96, 0.80}, haze)
		}
		c = floorOf(c, x, y, t, foot, sun)
	}
	a := math.Atan2(y-0.34, x-0.62)
	ray := step(0.45, 0.75, noise(a*9, 3, 908)) * step(0.05, 0.5, y-0.36) * math.Exp(-sun/0.55)
	return c.add(light{0.95, 0.90, 0.62}, 0.20*ray)
}

// stems are cylinders with joints, lit from the sun's side.
func stems(c light, x, y, t float64, layer int, foot, sun float64) light {
	gap := lerp(0.055, 0.30, t*t)
	for k := -1.0; k <= 1; k++ {
		i := int(math.Floor(x/gap) + k)
		h := func(n uint32) float64 { return hash(i, layer, 910+n) }
		if h(0) < 0.22 {
			continue
		}
		half := lerp(0.0055, 0.036, t*t) * (0.75 + 0.5*h(1))
		lean := (h(2) - 0.5) * 0.10
		mid := (float64(i)+0.5+0.7*(h(3)-0.5))*gap + lean*(foot-y)
		if t > 0.9 && mid > 0.25 && mid < 0.86 {
			continue // the view stays open
		}
		joint := lerp(0.05, 0.27, t*t)
		u := math.Mod(y+h(4)*joint+10*joint, joint) / joint
		near := math.Min(u, 1-u) * joint / half
		w := half * (1 + 0.07*math.Exp(-near*near*30))
		s := (x - mid) / w
		if math.Abs(s) > 1.2 || y > foot {
			continue
		}
		side := s
		if mid > 0.60 {
			side = -s
		}
		body := light{0.25, 0.37, 0.15}.mix(light{0.40, 0.45, 0.16}, h(5))
		round := math.Sqrt(math.Max(0, 1-s*s))
		v := body.times(0.20 + 0.65*round*round + 0.9*math.Pow(clamp(side), 3)*math.Exp(-sun/0.6))
		v = v.times(0.86 + 0.28*fbm(x*30/half*0.02, y*14, 3, 915))
		v = v.mix(light{0.72, 0.74, 0.52}, 0.5*bell(near, 0.30, 0.12)*step(0.5, 0, u))
		v = v.times(1 - 0.75*math.Exp(-near*near*60))
		far := light{0.72, 0.80, 0.58}.mix(light{0.98, 0.97, 0.82}, math.Exp(-sun/0.28))
		v = far.mix(v, lerp(0.16, 1, math.Pow(t, 0.8)))
		c = c.mix(v, clamp((1-math.Abs(s))*w*lerp(500, 240, t)+0.5))
	}
	return c
}

// leaves are sprays at the crowns, far ones as a veil.
func leaves(c light, x, y, t float64, layer int, sun float64) light {
	scale := lerp(60, 13, t)
	for k := 0; k < 2; k++ {
		a := 0.7 + 0.5*float64(k) + 0.3*noise(x*3, y*3, uint32(920+layer))
		u := x*math.Cos(a) + y*math.Sin(a)
		v := y*math.Cos(a) - x*math.Sin(a)
		n := noise(u*scale*0.55, v*scale*2.6, uint32(922+layer*2+k)) * (0.55 + 0.9*fbm(x*5, y*5, 3, uint32(940+layer)))
		dens := step(lerp(0.75, 0.55, t), 0.0, y-0.12*noise(x*4, 1, 941))
		cover := step(0.60, 0.68, n+0.22*dens-0.10) * dens
		g := light{0.20, 0.33, 0.10}.mix(light{0.74, 0.80, 0.30}, math.Exp(-sun/0.25)*0.8)
		far := light{0.70, 0.79, 0.54}.mix(light{0.98, 0.97, 0.82}, math.Exp(-sun/0.28))
		c = c.mix(far.mix(g.times(0.7+0.6*noise(u*scale, v*scale*3, 945)), lerp(0.2, 0.95, t)), cover*0.9)
	}
	return c
}

// floorOf is fallen leaves under a layer, with the stems' shadows towards us.
func floorOf(c light, x, y, t, foot, sun float64) light {
	top := foot - 0.03*fbm(x*5, t*7, 3, 950)
	if y < top || t < 0.1 {
		return c
	}
	d := lerp(120, 22, t)
	lit := 0.42 + 0.9*fbm(x*d*0.5, y*d*1.6, 4, 951)
	shadow := step(0.42, 0.62, noise((x-0.6)/(0.15+y-0.5)*9, 2, 952))
	g := light{0.36, 0.33, 0.17}.times(lit * lerp(0.5, 1.15, shadow))
	g = g.add(light{0.55, 0.50, 0.30}, 0.6*bell(x, 0.58, 0.22)*shadow*math.Exp(-(y-0.95)/0.35))
	far := light{0.80, 0.84, 0.62}
	return c.mix(far.mix(g, lerp(0.35, 1, t)), clamp((y-top)*80))
}
