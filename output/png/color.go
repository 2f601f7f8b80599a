package png

import "banxin/layout/page"

// primaries are the colours on screen of paper with none, one or several full inks, by the
// bits 1 cyan, 2 magenta, 4 yellow, 8 black: offset inks on white paper as screens usually
// show them. Black alone is a neutral near-black, as printed black is, so that text and
// rules stay free of any hue.
var primaries = [16][3]int64{
	{255, 255, 255}, {0, 174, 239}, {236, 0, 140}, {46, 49, 146},
	{255, 242, 0}, {0, 166, 81}, {237, 28, 36}, {54, 54, 57},
	{32, 32, 32}, {0, 18, 26}, {32, 2, 12}, {4, 4, 14},
	{30, 28, 0}, {0, 20, 8}, {30, 4, 4}, {0, 0, 0},
}

// rgb is a colour on screen.
type rgb [3]uint8

// screen converts amounts of ink, each of whole, by the rule of Neugebauer: dots of the
// four inks overlap by chance, so each combination of inks covers the product of the
// parts, and the eye sees the mean of their colours. whole is at most 10000.
func screen(c, m, y, k, whole int64) rgb {
	var sum [3]int64
	for i, p := range primaries {
		w := part(c, whole, i&1) * part(m, whole, i&2) * part(y, whole, i&4) * part(k, whole, i&8)
		for j := range sum {
			sum[j] += w * p[j]
		}
	}
	all := whole * whole * whole * whole
	var out rgb
	for j := range out {
		out[j] = uint8((sum[j] + all/2) / all)
	}
	return out
}

// part is the share of the paper that an ink covers, or leaves free when bit is not set.
func part(ink, whole int64, bit int) int64 {
	if bit != 0 {
		return ink
	}
	return whole - ink
}

// screenColor is a page colour on screen; a spot ink is shown by its process alternate.
func screenColor(c page.Color, spots []page.Spot) rgb {
	tint := int64(10000)
	if c.Spot != 0 {
		if int(c.Spot) > len(spots) {
			return screen(0, 0, 0, 10000, 10000)
		}
		tint = ink(c.Tint)
		c = spots[c.Spot-1].Alt
	}
	of := func(v uint16) int64 { return ink(v) * tint / 10000 }
	return screen(of(c.C), of(c.M), of(c.Y), of(c.K), 10000)
}

// ink is an amount of a page colour, at most all of it.
func ink(v uint16) int64 { return min(int64(v), 10000) }
