package main

import (
	"image"
	"math"
)

// reading is the reading room: a tall room seen from its end, shelves to both sides, a
// window at the far wall and its light on the tables. A ray goes out through every point
// and meets walls, floor, ceiling or tables. Measures are metres.
type reading struct {
	w, h   float64
	tables []box3
	people *mask
}

// box3 is an upright block.
type box3 struct{ x0, x1, y0, y1, z0, z1 float64 }

// The room: from the eye at 0,0 to the window wall.
const (
	roomLeft, roomRight = -3.6, 3.6
	roomFloor, roomTop  = -1.55, 3.3
	roomEnd             = 17.0
)

// How the picture looks into the room: where its eye is on the plate, how wide its angle.
const eyeX, eyeY, zoom = 0.44, 0.54, 0.80

func library() image.Image {
	p := newPlate(1528, 1000)
	r := &reading{w: 1528, h: 1000}
	for z := 4.2; z < 15; z += 3.4 {
		r.tables = append(r.tables, box3{-1.15, 1.15, -0.86, -0.80, z, z + 2.2})
		for _, x := range []float64{-1.05, 0.95} {
			r.tables = append(r.tables, box3{x, x + 0.1, roomFloor, -0.86, z + 0.1, z + 0.2})
			r.tables = append(r.tables, box3{x, x + 0.1, roomFloor, -0.86, z + 2, z + 2.1})
		}
	}
	r.people = p.stencil(r.drawReader)
	p.paint(func(x, y float64, _ light) light {
		dx, dy := (x-r.w*eyeX)/r.h*zoom, (r.h*eyeY-y)/r.h*zoom
		return gray(math.Pow(1.25*r.see(dx, dy), 0.8) + r.shafts(dx, dy))
	})
	p.bloom(0.8, 26, 0.42)
	p.lay(r.people, gray(0.055))
	p.glow(r.people.rim(-3, -4, 1.2), gray(0.6))
	return p.inGray(finish{grain: 0.06, vignette: 0.34, seed: 31})
}

// see follows the ray dx, dy, 1 and returns the brightness of what it meets.
func (r *reading) see(dx, dy float64) float64 {
	best, v := roomEnd, r.endWall(dx*roomEnd, dy*roomEnd)
	meet := func(z float64, shade func(x, y, z float64) float64) {
		if z > 0.2 && z < best {
			best, v = z, shade(dx*z, dy*z, z)
		}
	}
	if dx < 0 {
		meet(roomLeft/dx, func(x, y, z float64) float64 { return r.shelf(y, z, 1) })
	} else if dx > 0 {
		meet(roomRight/dx, func(x, y, z float64) float64 { return r.shelf(y, z, 2) })
	}
	if dy < 0 {
		meet(roomFloor/dy, r.floor)
	} else if dy > 0 {
		meet(roomTop/dy, r.ceiling)
	}
	for i, t := range r.tables {
		if z, top, ok := t.hit(dx, dy); ok {
			meet(z, func(x, y, z float64) float64 { return r.table(x, z, top, i) })
		}
	}
	return v
}

// hit returns where the ray enters the block, and whether through its top.
func (b box3) hit(dx, dy float64) (z float64, top, ok bool) {
	in, out := b.z0, b.z1
	clip := func(d, lo, hi float64) bool {
		if d == 0 {
			return lo <= 0 && 0 <= hi
		}
		a, c := lo/d, hi/d
		if a > c {
			a, c = c, a
		}
		entered := a > in
		in, out = math.Max(in, a), math.Min(out, c)
		return entered
	}
	clip(dx, b.x0, b.x1)
	top = clip(dy, b.y0, b.y1)
	return in, top, in < out
}

// endWall holds the window: three tall panes with bars, trees blurred behind.
func (r *reading) endWall(x, y float64) float64 {
	wall := 0.20 + 0.05*fbm(x*2, y*2, 4, 320)
	for _, cx := range []float64{-2.05, 0, 2.05} {
		u := math.Abs(x - cx)
		head := 2.35 + 0.45*math.Sqrt(math.Max(0, 1-u*u/0.64))
		in := step(0.80, 0.77, u) * step(-0.95, -0.92, y) * step(head, head-0.03, y)
		bars := math.Min(math.Abs(math.Mod(x-cx+4, 0.533)-0.266), math.Abs(math.Mod(y+4, 0.66)-0.33))
		leaf := fbm(x*1.3+3, y*1.3, 4, 321)
		out := 1.0 - 0.72*step(0.40, 0.66, leaf)*step(2.2, 0.2, y)
		wall = lerp(wall, lerp(0.16, out, step(0.022, 0.04, bars)), in)
	}
	return wall
}

// fromWindow is how much window light reaches a place.
func fromWindow(z float64) float64 { return 0.20 + 0.95*math.Exp(-(roomEnd-z)/6) }

// shelf is a wall of books: cases, boards, spines of chance height and tone.
func (r *reading) shelf(y, z float64, side uint32) float64 {
	lit := fromWindow(z) * (0.9 + 0.25*step(-1.5, 2.5, y))
	bay := math.Mod(z+40, 1.7)
	if bay < 0.10 {
		return lit * (0.34 + 0.5*step(0.05, 0.1, bay))
	}
	row := math.Floor((y - roomFloor) / 0.44)
	up := y - roomFloor - row*0.44
	if up < 0.045 || row > 9.4 {
		return lit * 0.42
	}
	if row > 8 {
		return lit * 0.16
	}
	wide := 0.07
	col := math.Floor(z / wide)
	col += math.Floor(1.2 * (hash(int(col), int(row), 330+side) - 0.5))
	tall := 0.25 + 0.13*hash(int(col), int(row), 340+side)
	gap := hash(int(math.Floor(col/9)), int(row), 345+side) > 0.88
	if up-0.045 > tall || gap && up > 0.12 {
		return lit * 0.06
	}
	tone := 0.12 + 0.66*math.Pow(hash(int(col), int(row), 350+side), 1.5)
	band := step(0.012, 0, math.Abs(up-0.1-0.12*hash(int(col), 1, 352))) * 0.3
	edge := math.Mod(z, wide) / wide
	return lit * (tone + band) * (0.55 + 0.6*math.Sin(math.Pi*edge))
}

// floor is boards, with the window mirrored in the wax.
func (r *reading) floor(x, _, z float64) float64 {
	board := math.Floor(x / 0.19)
	grain := 0.8 + 0.4*fbm(x*16, z*1.2+hash(int(board), 0, 360)*9, 4, 361)
	joint := step(0, 0.012, math.Mod(x+19, 0.19))
	v := fromWindow(z) * 0.34 * grain * (0.6 + 0.4*joint) * (0.85 + 0.3*hash(int(board), 2, 362))
	dy := roomFloor / z
	mir := r.endWall(x/z*roomEnd+0.02*(grain-1), -(dy*roomEnd)+2*roomFloor)
	v += 0.28 * mir * math.Pow(step(3, 16, z), 0.6) * step(3.4, 1.6, math.Abs(x))
	for _, t := range r.tables[:] {
		if t.y1 > -0.82 {
			shade := step(t.x0-0.3, t.x0+0.2, x) * step(t.x1+0.3, t.x1-0.2, x) * step(t.z0-1.4, t.z0, z) * step(t.z1+0.3, t.z1-0.2, z)
			v *= 1 - 0.6*shade
		}
	}
	return v
}

// ceiling is coffered and dim, with a line of globes.
func (r *reading) ceiling(x, _, z float64) float64 {
	beam := math.Mod(z+40, 1.7) < 0.24 || math.Abs(math.Abs(x)-1.8) < 0.1
	v := fromWindow(z) * 0.30
	if beam {
		v *= 0.55
	}
	return v
}

// table is a block's face: its top shines towards the window.
func (r *reading) table(x, z float64, top bool, i int) float64 {
	wood := 0.85 + 0.3*fbm(x*3, z*9+float64(i), 4, 370)
	if !top {
		return fromWindow(z) * 0.10 * wood
	}
	v := fromWindow(z)*0.5*wood + 0.42*step(2, 15, z)*bell(x, 0, 1.0)
	if paper := math.Mod(z, 0.9); r.opened(x, z) && paper > 0.2 && paper < 0.52 {
		v = fromWindow(z)*0.9 + 0.35
	}
	return v
}

// opened tells whether a book lies open at this place.
func (r *reading) opened(x, z float64) bool {
	at := hash(int(z/0.9), int(math.Floor(x/1.15)), 375)
	return at > 0.45 && math.Abs(math.Abs(x)-0.72) < 0.22
}

// shafts are the sunbeams that fall in from the upper left panes.
func (r *reading) shafts(dx, dy float64) float64 {
	sum := 0.0
	for i := 0; i < 40; i++ {
		z := 2 + 15*float64(i)/40
		x, y := dx*z, dy*z
		// the ray of light that passes here came through the end wall at:
		back := roomEnd - z
		wx, wy := x-back*0.16, y+back*0.20
		for _, cx := range []float64{-2.05, 0, 2.05} {
			if math.Abs(wx-cx) < 0.75 && wy > -0.9 && wy < 2.6 {
				sum += math.Exp(-back/7) * (0.6 + 0.8*fbm(x, y+z*0.4, 3, 380))
			}
		}
	}
	return sum / 40 * 0.8
}

// drawReader sits between the first two tables with the back to us, before the window.
func (r *reading) drawReader(k *pen) {
	const z = 6.9
	at := func(x, y float64) (float64, float64) {
		return r.w*eyeX + (x+0.52)/z/zoom*r.h, r.h*eyeY - y/z/zoom*r.h
	}
	line := func(xy ...float64) {
		for i := 0; i < len(xy); i += 2 {
			xy[i], xy[i+1] = at(xy[i], xy[i+1])
		}
		k.through(xy...)
	}
	x, y := at(-0.045, -0.27)
	k.oval(x, y, 22, 25)
	line(-0.075, -0.33, 0.055, -0.33, 0.075, -0.44, 0.20, -0.495, 0.285, -0.60, 0.32, -0.80, 0.31, -0.97, 0.29, -1.02,
		-0.29, -1.02, -0.32, -0.95, -0.325, -0.78, -0.285, -0.60, -0.20, -0.50, -0.085, -0.45)
	x, y = at(0.36, -0.93)
	k.through(x-16, y+12, x-14, y-4, x+10, y-2, x+44, y+14, x+40, y+19, x, y+19) // the arm on the table
}
