// Package screen shows inks as colours on a screen, for the writers of PNG and SVG.
//
//	rgb := screen.Color(text.Color, doc.Spots)
//
// It is a simple model of offset inks on white paper and no proof of colour: inks overlap
// by chance, and the eye sees the mean (Neugebauer 1937).
package screen

import (
	"math"

	"banxin/layout/page"
)

// RGB is a colour of a screen.
type RGB [3]uint8

// Luminance is that of a colour, black 0 and white 1 (WCAG 2.2).
func Luminance(c RGB) float64 {
	var sum float64
	for i, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
		v := float64(c[i]) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += float64(weight * v) // rounded, so that no machine fuses it
	}
	return sum
}

// Contrast is that of two colours, from 1 to 21 (WCAG 2.2, 1.4.3).
func Contrast(a, b RGB) float64 {
	l, m := Luminance(a), Luminance(b)
	return (max(l, m) + 0.05) / (min(l, m) + 0.05)
}

// primaries are the colours of paper with none, one or several full inks, by the bits
// 1 cyan, 2 magenta, 4 yellow, 8 black. Black alone is a neutral near-black, as printed
// black is, so that type, rules and grey tints have no hue.
var primaries = [16][3]int64{
	{255, 255, 255}, {0, 174, 239}, {236, 0, 140}, {46, 49, 146},
	{255, 242, 0}, {0, 166, 81}, {237, 28, 36}, {54, 54, 57},
	{32, 32, 32}, {0, 18, 26}, {32, 2, 12}, {4, 4, 14},
	{30, 28, 0}, {0, 20, 8}, {30, 4, 4}, {0, 0, 0},
}

// full is all of an ink in a page's colour.
const full = 10000

// Color shows a page's colour; a spot ink is shown by its process alternate, one that is
// not in spots as black.
func Color(c page.Color, spots []page.Spot) RGB {
	tint := int64(full)
	if c.Spot != 0 {
		if int(c.Spot) > len(spots) {
			return Inks(0, 0, 0, 1, 1)
		}
		tint = amount(c.Tint)
		c = spots[c.Spot-1].Alt
	}
	of := func(v uint16) int64 { return amount(v) * tint / full }
	return Inks(of(c.C), of(c.M), of(c.Y), of(c.K), full)
}

func amount(v uint16) int64 { return min(int64(v), full) }

// Inks shows amounts of cyan, magenta, yellow and black, each of whole, which is at most
// 10000.
func Inks(c, m, y, k, whole int64) RGB {
	var sum [3]int64
	for i, p := range primaries {
		w := share(c, whole, i&1) * share(m, whole, i&2) * share(y, whole, i&4) * share(k, whole, i&8)
		for j := range sum {
			sum[j] += w * p[j]
		}
	}
	all := whole * whole * whole * whole
	var out RGB
	for j := range out {
		out[j] = uint8((sum[j] + all/2) / all)
	}
	return out
}

// share is the part of the paper that an ink covers, or leaves free when bit is not set.
func share(ink, whole int64, bit int) int64 {
	if bit != 0 {
		return ink
	}
	return whole - ink
}
