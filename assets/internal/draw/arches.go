package main

import "math"

// arches is a stone bridge of five arches, seen square from the side: the one the
// edition's front page tells of. Measures are points of the plate.
type arches struct {
	cx    float64 // middle of the bridge
	water float64 // level of the water
	scale float64 // 1: about 1090 points from bank to bank
}

// Arches from the middle outwards: distance of their middles and radius.
var spans = []struct{ x, r float64 }{{0, 106}, {-232, 92}, {232, 92}, {-434, 76}, {434, 76}}

// deck is the height of the roadway's edge at x: humped in the middle.
func (b arches) deck(x float64) float64 {
	d := (x - b.cx) / (560 * b.scale)
	return b.water - b.scale*(138-50*math.Pow(math.Abs(d), 1.7))
}

// half is half the length of the bridge.
func (b arches) half() float64 { return 640 * b.scale }

// hollow is how far a point lies inside an arch, in points; negative in the stone.
func (b arches) hollow(x, y float64) float64 {
	best := math.Inf(-1)
	spring := b.water - 6*b.scale
	for _, s := range spans {
		cx, r := b.cx+s.x*b.scale, s.r*b.scale
		d := r - math.Hypot(x-cx, math.Min(0, y-spring))
		if y > spring {
			d = r - math.Abs(x-cx)
		}
		best = math.Max(best, d)
	}
	return best
}

// cover is how much of the point is bridge: stone below the deck, and the railing on it.
func (b arches) cover(x, y float64) float64 {
	if math.Abs(x-b.cx) > b.half() || y > b.water+2 {
		return 0
	}
	deck := b.deck(x)
	body := clamp(y-deck+0.5) * clamp(0.5-b.hollow(x, y))
	return math.Max(body, b.railing(x, y-deck))
}

// railing is posts with slabs between and a hand-rail; up counts from the deck, negative above it.
func (b arches) railing(x, up float64) float64 {
	s := b.scale
	gap := 30 * s
	off := math.Mod(x-b.cx+100*gap, gap) - gap/2
	post := clamp(2.6*s-math.Abs(off)+0.5) * clamp(up+23*s+0.5) * clamp(0.5-up)
	rail := clamp(1.6*s-math.Abs(up+16*s)+0.5) + clamp(1.3*s-math.Abs(up+4*s)+0.5)
	slab := 0.55 * clamp(5*s-math.Abs(up+10*s)+0.5) * clamp(math.Abs(off)-5*s)
	return clamp(post + rail + slab)
}

// stone is the brightness of the masonry: courses, joints, stains; 1 on average.
func (b arches) stone(x, y float64) float64 {
	s := b.scale
	row := math.Floor((y - b.water) / (13 * s))
	shift := hash(int(row), 3, 77) * 40 * s
	col := math.Floor((x + shift) / (34 * s))
	v := 0.86 + 0.28*hash(int(col), int(row), 5)
	fy := math.Mod(y-b.water+1300*s, 13*s)
	fx := math.Mod(x+shift+3400*s, 34*s)
	joint := math.Min(math.Min(fx, 34*s-fx), math.Min(fy, 13*s-fy))
	v *= 0.8 + 0.2*clamp(joint/1.6)
	return v * (0.75 + 0.5*fbm(x/60, y/90, 4, 11))
}
