package thumb

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// Greys are for type, in even steps, so that all type looks alike; the colours of a picture are its
// own. More of both make files larger, and what is seen no truer.
const (
	greys     = 16
	mostKinds = 64 // of colours
	grey      = 10 // how far the parts of a grey are apart at most
)

// kind is a colour of a picture, and how many pixels have it.
type kind struct {
	rgb [3]uint8
	n   int
}

// palette is the colours that a picture is written in: greys, and the means of boxes into which its
// colours are cut, the widest first (median cut).
func palette(m *image.RGBA) color.Palette {
	var out color.Palette
	for i := range greys {
		out = append(out, color.Gray{uint8(i * 255 / (greys - 1))})
	}
	boxes := [][]kind{kinds(m)}
	for len(boxes) < mostKinds {
		at, axis, most := -1, 0, 0
		for i, b := range boxes {
			if a, wide := widest(b); wide > most {
				at, axis, most = i, a, wide
			}
		}
		if at < 0 {
			break
		}
		low, high := halves(boxes[at], axis)
		boxes[at] = low
		boxes = append(boxes, high)
	}
	for _, b := range boxes {
		if len(b) > 0 {
			out = append(out, average(b))
		}
	}
	return out
}

// kinds are the colours of a picture that are no greys, in an order of their own.
func kinds(m *image.RGBA) (out []kind) {
	n := map[[3]uint8]int{}
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			c := m.RGBAAt(x, y)
			if max(c.R, c.G, c.B)-min(c.R, c.G, c.B) > grey {
				n[[3]uint8{c.R, c.G, c.B}]++
			}
		}
	}
	for rgb, n := range n {
		out = append(out, kind{rgb, n})
	}
	slices.SortFunc(out, func(a, b kind) int { return slices.Compare(a.rgb[:], b.rgb[:]) })
	return out
}

// widest is the axis on which the colours of a box are farthest apart, and how much is to be won by
// cutting it there.
func widest(b []kind) (axis, wide int) {
	all := 0
	for _, k := range b {
		all += k.n
	}
	for a := range 3 {
		low, high := 255, 0
		for _, k := range b {
			low, high = min(low, int(k.rgb[a])), max(high, int(k.rgb[a]))
		}
		if d := high - low; d > 0 && d*d*all > wide {
			axis, wide = a, d*d*all
		}
	}
	return axis, wide
}

// halves cuts a box at the middle of its pixels.
func halves(b []kind, axis int) (low, high []kind) {
	slices.SortStableFunc(b, func(x, y kind) int { return cmp.Compare(x.rgb[axis], y.rgb[axis]) })
	all, n, at := 0, 0, 1
	for _, k := range b {
		all += k.n
	}
	for i, k := range b[:len(b)-1] {
		if n += k.n; n <= all/2 {
			at = i + 1
		}
	}
	return b[:at], b[at:]
}

// average is the mean colour of a box.
func average(b []kind) color.RGBA {
	var sum [3]int
	all := 0
	for _, k := range b {
		for i := range sum {
			sum[i] += int(k.rgb[i]) * k.n
		}
		all += k.n
	}
	return color.RGBA{uint8((sum[0] + all/2) / all), uint8((sum[1] + all/2) / all), uint8((sum[2] + all/2) / all), 255}
}
