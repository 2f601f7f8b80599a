package main

import (
	"cmp"
	"image"
	"image/color"
	"maps"
	"math"
	"slices"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"banxin/assets/faces"
)

// year is a bar of the chart: the first three quarters' output in units of 0.1 (亿元), and
// the share of it that was worked up, in percent.
type year struct {
	name   string
	output int
	share  int
}

var bamboo = []year{
	{"2021年", 98, 22}, {"2022年", 116, 27}, {"2023年", 131, 33},
	{"2024年", 157, 41}, {"2025年", 185, 49}, {"2026年", 212, 56},
}

// Inks of the chart: two inks and their tints, as a press prints it.
var (
	stalk = light{0.42, 0.60, 0.38}
	node  = light{0.22, 0.40, 0.24}
	leafy = light{0.30, 0.50, 0.28}
	red   = light{0.80, 0.16, 0.14}
	black = light{0.10, 0.10, 0.10}
	rule  = light{0.72, 0.72, 0.70}
)

// The chart's field on its plate.
const (
	chartW, chartH     = 1600, 960
	fieldTop, fieldLow = 190.0, 850.0
)

// bambooChart draws the output of every year as a bamboo stem, the share as a line.
func bambooChart() image.Image {
	p := newPlate(chartW, chartH)
	p.paint(func(_, _ float64, _ light) light { return gray(1) })
	for i := 0; i <= 5; i++ {
		y := lerp(fieldLow, fieldTop, float64(i)/5)
		p.lay(p.stencil(func(k *pen) { k.rect(60, y-1, 1480, 2) }), rule)
	}
	p.lay(p.stencil(func(k *pen) { k.rect(60, fieldLow-2, 1480, 4) }), black)
	for i, y := range bamboo {
		p.stem(stemAt(i), fieldLow, heightOf(y.output), i)
	}
	p.lay(p.stencil(drawShare), red)
	for i, y := range bamboo {
		sx, sy := shareAt(i)
		p.lay(p.stencil(func(k *pen) { k.oval(sx, sy, 15, 15) }), red)
		p.lay(p.stencil(func(k *pen) { k.oval(sx, sy, 8, 8) }), gray(1))
		p.label(y.name, stemAt(i), 905, letters{size: 44, c: black})
		p.label(tenths(y.output), stemAt(i), fieldLow-heightOf(y.output)-56, letters{size: 46, c: black, bold: true})
		p.label(whole(y.share)+"%", sx, sy-34, letters{size: 40, c: red, bold: true})
	}
	p.legend()
	return p.flat()
}

func stemAt(i int) float64   { return 190 + 244*float64(i) }
func heightOf(v int) float64 { return float64(v) / 250 * (fieldLow - fieldTop) * 0.86 }
func shareAt(i int) (x, y float64) {
	return stemAt(i) + 92, fieldLow - float64(bamboo[i].share)/100*(fieldLow-fieldTop)*1.02 - 20
}

// stem is a bar with the nodes of a bamboo and a spray of leaves at its top.
func (p *plate) stem(x, foot, tall float64, seed int) {
	const half = 46.0
	p.paint(func(ux, uy float64, c light) light {
		if uy > foot || uy < foot-tall || math.Abs(ux-x) > half+1 {
			return c
		}
		up := foot - uy
		joint := math.Mod(up+30, 92)
		near := math.Min(joint, 92-joint)
		w := half - 3 + 3*math.Exp(-near/5) - 2*bell(near, 12, 5)
		u := (ux - x) / w
		v := stalk.times(1.10 - 0.34*u*u - 0.10*u)
		v = v.mix(node, 0.85*step(4, 2, near)).mix(gray(1), 0.35*bell(near, 6.5, 2))
		return c.mix(v, clamp((1-math.Abs(u))*w+0.5))
	})
	p.lay(p.stencil(func(k *pen) {
		for i := 0; i < 3; i++ {
			a := math.Pi + 0.25 + 0.5*float64(i) + 0.2*hash(seed, i, 700)
			drawLeaf(k, x-half+8, foot-tall+14, a, 74-8*float64(i))
		}
	}), leafy)
}

// drawLeaf is a slim pointed leaf from x, y in direction a.
func drawLeaf(k *pen, x, y, a, long float64) {
	c, s := math.Cos(a), math.Sin(a)
	at := func(u, v float64) (float64, float64) { return x + u*c - v*s, y + u*s + v*c }
	ax, ay := at(long*0.35, -long*0.13)
	bx, by := at(long*0.6, -long*0.08)
	ex, ey := at(long, 0)
	cx, cy := at(long*0.6, long*0.10)
	dx, dy := at(long*0.3, long*0.12)
	k.move(x, y)
	k.curve(point{ax, ay}, point{bx, by}, point{ex, ey})
	k.curve(point{cx, cy}, point{dx, dy}, point{x, y})
	k.close()
}

func drawShare(k *pen) {
	for i := 1; i < len(bamboo); i++ {
		ax, ay := shareAt(i - 1)
		bx, by := shareAt(i)
		k.line(point{ax, ay}, point{bx, by}, 7, 7)
	}
}

// legend says what stems and line stand for.
func (p *plate) legend() {
	p.stem(146, 140, 74, 9)
	p.label("前三季度竹产业产值（亿元）", 216, 122, letters{size: 46, c: black, left: true})
	p.lay(p.stencil(func(k *pen) { k.rect(990, 102, 96, 8) }), red)
	p.lay(p.stencil(func(k *pen) { k.oval(1038, 106, 15, 15) }), red)
	p.lay(p.stencil(func(k *pen) { k.oval(1038, 106, 8, 8) }), gray(1))
	p.label("深加工占比", 1110, 122, letters{size: 46, c: black, left: true})
}

// letters is how a label looks.
type letters struct {
	size float64
	c    light
	bold bool
	left bool // the label begins at its place, else it stands over it
}

// label sets a line of text with its middle (or left end) at x and its foot at y.
func (p *plate) label(s string, x, y float64, l letters) {
	face := faceOf(l.bold, l.size)
	defer face.Close()
	if !l.left {
		x -= float64(font.MeasureString(face, s)) / 64 / 2
	}
	dst := image.NewAlpha(image.Rect(0, 0, p.w, p.h))
	d := font.Drawer{Dst: dst, Src: image.NewUniform(color.Opaque), Face: face}
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(x * 64), Y: fixed.Int26_6(y * 64)}
	d.DrawString(s)
	for i, a := range dst.Pix {
		if a > 0 {
			p.px[i] = p.px[i].mix(l.c, float64(a)/255)
		}
	}
}

// faceOf is one of the faces that the program carries.
func faceOf(bold bool, size float64) font.Face {
	name := "NotoSansSC-Regular"
	if bold {
		name = "NotoSansSC-Bold"
	}
	for _, f := range faces.All() {
		if f.Name == name {
			parsed, err := opentype.Parse(f.Data)
			if err == nil {
				face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
				if err == nil {
					return face
				}
			}
			panic("the embedded face " + name + " cannot be read")
		}
	}
	panic("there is no embedded face " + name)
}

// tenths writes 98 as 9.8.
func tenths(v int) string { return whole(v/10) + "." + whole(v%10) }

func whole(v int) string {
	if v < 10 {
		return string(rune('0' + v))
	}
	return whole(v/10) + string(rune('0'+v%10))
}

// flat prints the plate as it is, without grain, in the 256 colours that it has most of.
func (p *plate) flat() image.Image {
	count := map[color.RGBA]int{}
	at := make([]color.RGBA, len(p.px))
	for i, c := range p.px {
		at[i] = color.RGBA{flatStep(c.r), flatStep(c.g), flatStep(c.b), 255}
		count[at[i]]++
	}
	all := slices.Collect(maps.Keys(count))
	slices.SortFunc(all, func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	inks := color.Palette{}
	for _, c := range all[:min(256, len(all))] {
		inks = append(inks, c)
	}
	nearest := map[color.RGBA]uint8{}
	for _, c := range all {
		nearest[c] = uint8(inks.Index(c))
	}
	m := image.NewPaletted(image.Rect(0, 0, p.w, p.h), inks)
	for i, c := range at {
		m.Pix[i] = nearest[c]
	}
	return m
}

// flatStep is a step of brightness out of 52.
func flatStep(v float64) uint8 { return byteOf(math.Round(clamp(v)*51) / 51) }
