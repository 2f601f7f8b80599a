// Newsprint makes output/color/newsprint.icc: what coldset printing on newsprint looks like and how to
// separate for it, computed from the aims below.
//
// The aims are rounded, typical values of offset newspaper printing on standard newsprint
// (paper white L* 82, dot gain 26 % at half tone, ink limit 220 %); they are not taken
// from a characterisation data set, and the profile claims no registered condition.
package main

import (
	"encoding/binary"
	"flag"
	"log"
	"math"
	"os"

	"banxin/output/color"
)

// Lab aims against black backing, D50: paper, the solids and their overprints.
var aims = [16]color.Lab{
	0:  {82, 0, 3},     // paper
	1:  {57, -23, -27}, // C
	2:  {54, 44, -2},   // M
	3:  {41, 7, -22},   // C M
	4:  {78, -3, 58},   // Y
	5:  {53, -34, 17},  // C Y
	6:  {52, 41, 25},   // M Y
	7:  {40, 0, 1},     // C M Y
	8:  {36, 1, 4},     // K
	9:  {33, -2, -1},   // and K over the others
	10: {33, 4, 2},
	11: {30, 1, -1},
	12: {35, 0, 7},
	13: {32, -2, 4},
	14: {32, 4, 5},
	15: {29, 0, 2},
}

const (
	gain     = 0.26 // dot gain at half tone
	limit    = 2.20 // ink
	gridA    = 9    // nodes of CMYK to Lab
	gridB    = 25   // nodes of Lab to CMYK
	gridG    = 9    // nodes of the gamut table
	blackMax = 0.95 // of K in separations
)

// exponent makes 1-(1-d)^p gain 26 % at a half.
var exponent = math.Log(0.5-gain) / math.Log(0.5)

// cover is the area that a tint covers in print.
func cover(d float64) float64 { return 1 - math.Pow(1-d, exponent) }

// primaries are the aims relative to paper.
var primaries = relative(aims)

func relative(labs [16]color.Lab) (out [16]color.XYZ) {
	paper := labs[0].ToXYZ()
	for i, lab := range labs {
		x := lab.ToXYZ()
		for k := range x {
			out[i][k] = x[k] / paper[k] * color.D50[k]
		}
	}
	return out
}

// printed is the colour of inks on paper (Neugebauer), relative to paper white.
func printed(ink [4]float64) color.Lab {
	var a [4]float64
	for i, d := range ink {
		a[i] = cover(math.Min(math.Max(d, 0), 1))
	}
	var x color.XYZ
	for i, p := range primaries {
		w := 1.0
		for k := range 4 {
			if i>>k&1 == 1 {
				w *= a[k]
			} else {
				w *= 1 - a[k]
			}
		}
		for k := range x {
			x[k] += w * p[k]
		}
	}
	return x.ToLab()
}

// cost is what separate makes small: the colour's distance first, then coloured ink
// (black replaces grey), a little black in light tones, and never more than the limit.
func cost(target color.Lab, v [4]float64) float64 {
	d := color.DeltaE(target, printed(v))
	over := math.Max(v[0]+v[1]+v[2]+v[3]-(limit-0.02), 0) + math.Max(v[3]-blackMax, 0)
	light := target[0] / 100
	return d*d + 1.2*(v[0]*v[0]+v[1]*v[1]+v[2]*v[2]) + 3*light*light*v[3]*v[3] + 1e4*over*over
}

// separate finds the inks for a colour, from a guess, by descent along single inks and
// pairs with a shrinking step.
func separate(target color.Lab, guess [4]float64) [4]float64 {
	moves := [][4]float64{{1}, {0, 1}, {0, 0, 1}, {0, 0, 0, 1}, {1, 1, 1, -1}, {1, 1, 0, 0}, {0, 1, 1, 0}, {1, 0, 1, 0},
		{1, -1}, {0, 1, -1}, {1, 0, -1}, {1, 0, 0, -1}, {0, 1, 0, -1}, {0, 0, 1, -1}}
	best, least := guess, cost(target, guess)
	for step := 0.25; step > 0.0004; {
		moved := false
		for _, m := range moves {
			for _, s := range [2]float64{step, -step} {
				v := best
				for i := range v {
					v[i] = math.Min(math.Max(v[i]+s*m[i], 0), 1)
				}
				if c := cost(target, v); c < least {
					best, least, moved = v, c, true
				}
			}
		}
		if !moved {
			step /= 2
		}
	}
	return best
}

func main() {
	out := flag.String("o", "newsprint.icc", "file to write")
	flag.Parse()
	w := color.NewWriter("prtr", "CMYK", "Lab ", 2)
	w.Text("desc", "banxin newsprint 26 % gain 220 % ink (custom)")
	w.Text("cprt", "Apache License 2.0, banxin")
	w.XYZ("wtpt", aims[0].ToXYZ())
	w.Add("A2B0", toLab())
	w.Same("A2B1", "A2B0")
	w.Same("A2B2", "A2B0")
	w.Add("B2A0", fromLab())
	w.Same("B2A1", "B2A0")
	w.Same("B2A2", "B2A0")
	w.Add("gamt", gamut())
	if err := os.WriteFile(*out, w.Bytes(), 0o666); err != nil {
		log.Fatal(err)
	}
}

// table starts an mft2 tag with its input curves.
func table(in, out, grid int, curve func(channel int) []float64) []byte {
	b := append([]byte("mft2"), 0, 0, 0, 0, byte(in), byte(out), byte(grid), 0)
	for i := range 9 {
		b = binary.BigEndian.AppendUint32(b, uint32((1-min(i%4, 1))<<16))
	}
	n := len(curve(0))
	b = binary.BigEndian.AppendUint16(b, uint16(n))
	b = binary.BigEndian.AppendUint16(b, 2)
	for c := range in {
		for _, v := range curve(c) {
			b = word(b, v)
		}
	}
	return b
}

// straightEnds appends output curves of two points.
func straightEnds(b []byte, out int) []byte {
	for range out {
		b = append(b, 0, 0, 255, 255)
	}
	return b
}

func word(b []byte, v float64) []byte {
	return binary.BigEndian.AppendUint16(b, uint16(math.Min(math.Max(v, 0), 1)*65535+0.5))
}

// toLab is the table from inks. Its input curves are the dot gain, so that the grid is
// even in area covered.
func toLab() []byte {
	var gains []float64
	for i := range 256 {
		gains = append(gains, cover(float64(i)/255))
	}
	b := table(4, 3, gridA, func(int) []float64 { return gains })
	const n = gridA - 1
	tint := func(i int) float64 { return 1 - math.Pow(1-float64(i)/n, 1/exponent) }
	for i := range gridA * gridA * gridA * gridA {
		c := printed([4]float64{tint(i / (gridA * gridA * gridA)), tint(i / (gridA * gridA) % gridA), tint(i / gridA % gridA), tint(i % gridA)})
		const s = 65280.0 / 65535
		b = word(word(word(b, c[0]/100*s), (c[1]+128)/255*s), (c[2]+128)/255*s)
	}
	return straightEnds(b, 3)
}

// labCurve stretches the encoding, so that L* 100 and a*, b* 0 lie on nodes.
func labCurve(channel int) []float64 {
	var c []float64
	for i := range 258 { // so that L* 100, 65280 of 65535, is an entry
		v := float64(i) / 256
		if channel > 0 { // -128 … 127 to 0 … 1 with 0 in the middle
			v = (v*255 - 128 + 127.5) / 255
		}
		c = append(c, math.Min(math.Max(v, 0), 1))
	}
	return c
}

// node is the colour at a node of a Lab grid.
func node(i, grid int) color.Lab {
	n := float64(grid - 1)
	at := func(k int) float64 { return (float64(k)/n - 0.5) * 255 }
	return color.Lab{float64(i/(grid*grid)) / n * 100, at(i / grid % grid), at(i % grid)}
}

// fromLab is the table to inks; a colour that cannot be printed gets the nearest that can.
func fromLab() []byte {
	b := table(3, 4, gridB, labCurve)
	inks := make([][4]float64, gridB*gridB*gridB)
	for i := len(inks) - 1; i >= 0; i-- { // light first, each from its lighter neighbour
		guess := [4]float64{}
		if i+gridB*gridB < len(inks) {
			guess = inks[i+gridB*gridB]
		}
		c := node(i, gridB)
		if c[0] == 100 && c[1] == 0 && c[2] == 0 {
			continue // paper white stays white
		}
		inks[i] = separate(c, guess)
	}
	for _, v := range inks {
		for _, x := range v {
			if x < 0.002 {
				x = 0
			}
			b = word(b, x)
		}
	}
	return straightEnds(b, 4)
}

// gamut is 0 where a colour can be printed.
func gamut() []byte {
	b := table(3, 1, gridG, labCurve)
	for i := range gridG * gridG * gridG {
		c := node(i, gridG)
		d := color.DeltaE(c, printed(separate(c, [4]float64{})))
		b = word(b, math.Max(d-3, 0)/100)
	}
	return straightEnds(b, 1)
}
