package png

import (
	"image"
	"image/color"
)

// Kinds of pixels in a resampled picture.
const (
	grey = iota
	colour
	inks
	alpha // premultiplied
)

// rows reads the rows of a decoded picture's visible part as bytes.
type rows struct {
	kind, channels int
	box            image.Rectangle
	read           func(dst []uint8, y int)
}

func (r rows) width() int  { return r.box.Dx() }
func (r rows) height() int { return r.box.Dy() }

func newRows(img image.Image, box image.Rectangle) rows {
	r := rows{box: box}
	switch img := img.(type) {
	case *image.Gray:
		r.kind, r.channels = grey, 1
		r.read = func(dst []uint8, y int) { copy(dst, img.Pix[img.PixOffset(box.Min.X, y):]) }
	case *image.CMYK:
		r.kind, r.channels = inks, 4
		r.read = func(dst []uint8, y int) { copy(dst, img.Pix[img.PixOffset(box.Min.X, y):]) }
	case *image.YCbCr:
		r.kind, r.channels = colour, 3
		r.read = func(dst []uint8, y int) { readYCbCr(dst, img, box, y) }
	case *image.RGBA: // as the PNG decoder makes it: opaque
		r.kind, r.channels = alpha, 4
		r.read = func(dst []uint8, y int) { copy(dst, img.Pix[img.PixOffset(box.Min.X, y):]) }
	case *image.NRGBA:
		r.kind, r.channels = alpha, 4
		r.read = func(dst []uint8, y int) { readNRGBA(dst, img.Pix[img.PixOffset(box.Min.X, y):]) }
	case *image.Paletted:
		r.kind, r.channels = alpha, 4
		colors := premultiplied(img)
		r.read = func(dst []uint8, y int) { readPaletted(dst, img.Pix[img.PixOffset(box.Min.X, y):], colors) }
	}
	return r
}

func readYCbCr(dst []uint8, img *image.YCbCr, box image.Rectangle, y int) {
	for x := box.Min.X; x < box.Max.X; x++ {
		yi, ci := img.YOffset(x, y), img.COffset(x, y)
		dst[0], dst[1], dst[2] = ycbcr(img.Y[yi], img.Cb[ci], img.Cr[ci])
		dst = dst[3:]
	}
}

func readNRGBA(dst, src []uint8) {
	for i := 0; i+3 < len(dst); i += 4 {
		a := uint32(src[i+3])
		for j := range 3 {
			dst[i+j] = uint8((uint32(src[i+j])*a + 127) / 255)
		}
		dst[i+3] = src[i+3]
	}
}

func readPaletted(dst, src []uint8, colors [][4]uint8) {
	for i := 0; i+3 < len(dst); i += 4 {
		if n := int(src[i/4]); n < len(colors) {
			copy(dst[i:], colors[n][:])
		} else {
			copy(dst[i:], []uint8{0, 0, 0, 255})
		}
	}
}

// ycbcr converts by JFIF.
func ycbcr(y, cb, cr uint8) (r, g, b uint8) { return color.YCbCrToRGB(y, cb, cr) }

// premultiplied returns a palette's colours.
func premultiplied(img *image.Paletted) [][4]uint8 {
	out := make([][4]uint8, len(img.Palette))
	for i, c := range img.Palette {
		r, g, b, a := c.RGBA()
		out[i] = [4]uint8{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}
	}
	return out
}

// axis is how pixels of the raster lie along one direction of a picture.
type axis struct {
	first  int64 // middle of the first pixel from the picture's edge, in subpixels
	length int64 // of the picture, in subpixels
	count  int   // pixels of the raster
	source int   // pixels of the picture
}

// taps are the source pixels that make one pixel of the raster: from, and their weights,
// one in all.
type taps struct {
	from    int
	weights []int32
}

// one is the weight of a pixel that is taken whole.
const one = 1 << 14

// taps returns the weights of each pixel by the cubic of Catmull and Rom, which is
// stretched when the picture is shrunk, so that every source pixel counts.
func (a axis) taps() []taps {
	const bits = 16 // places in the source are in 1/65536 pixel
	stretch := max(int64(a.source)*sub<<bits/a.length, 1<<bits)
	reach := 2 * stretch
	out := make([]taps, a.count)
	for i := range out {
		middle := (a.first + int64(i)*sub) * int64(a.source) << bits / a.length
		from := max(floorDiv(middle-reach, 1<<bits), 0)
		to := min(floorDiv(middle+reach, 1<<bits), int64(a.source)-1)
		from = min(from, int64(a.source)-1)
		to = max(to, from)
		t := taps{from: int(from)}
		sum := int64(0)
		var raw []int64
		for j := from; j <= to; j++ {
			w := catmullRom(abs(j<<bits+1<<(bits-1)-middle) << bits / stretch)
			raw = append(raw, w)
			sum += w
		}
		t.weights = normalized(raw, sum)
		out[i] = t
	}
	return out
}

// normalized scales weights to the sum one; what rounding leaves goes to the greatest.
func normalized(raw []int64, sum int64) []int32 {
	out := make([]int32, len(raw))
	if sum <= 0 {
		out[len(out)/2] = one
		return out
	}
	rest, best := int64(one), 0
	for i, w := range raw {
		v := round(w*one, sum)
		out[i] = int32(v)
		rest -= v
		if out[i] > out[best] {
			best = i
		}
	}
	out[best] += int32(rest)
	return out
}

// catmullRom is the kernel at distance t, both in 1/65536.
func catmullRom(t int64) int64 {
	const bits = 16
	switch {
	case t < 1<<bits:
		return (1<<bits + ((3*t-5<<bits)*t>>bits)*t>>(bits+1))
	case t < 2<<bits:
		return (((5<<bits-t)*t>>bits-8<<bits)*t>>bits + 4<<bits) >> 1
	}
	return 0
}

// resample returns the pixels that across and down make of src, row by row.
func resample(src rows, across, down []taps) []uint8 {
	width := len(across) * src.channels
	out := make([]uint8, 0, width*len(down))
	line := make([]uint8, src.width()*src.channels)
	sums := make([]int32, width)
	ring := newRing(src, across, down)
	for _, t := range down {
		clear(sums)
		for j, w := range t.weights {
			for i, v := range ring.row(t.from+j, line) {
				sums[i] += int32(v) * w
			}
		}
		for _, s := range sums {
			out = append(out, clamp(s))
		}
	}
	return out
}

// ring keeps the rows, resampled across, that the next rows down still need.
type ring struct {
	src    rows
	across []taps
	kept   [][]int16
	number []int // of the row in each place, or -1
}

func newRing(src rows, across, down []taps) *ring {
	most := 1
	for _, t := range down {
		most = max(most, len(t.weights))
	}
	r := &ring{src: src, across: across, kept: make([][]int16, most), number: make([]int, most)}
	for i := range r.kept {
		r.kept[i] = make([]int16, len(across)*src.channels)
		r.number[i] = -1
	}
	return r
}

// row returns row y of the source resampled across, in 1/64 of a level; line is room for
// the row as read.
func (r *ring) row(y int, line []uint8) []int16 {
	place := y % len(r.kept)
	if r.number[place] == y {
		return r.kept[place]
	}
	r.src.read(line, r.src.box.Min.Y+y)
	shrink(r.kept[place], line, r.across, r.src.channels)
	r.number[place] = y
	return r.kept[place]
}

// shrink resamples one row across.
func shrink(dst []int16, line []uint8, across []taps, channels int) {
	switch channels {
	case 1:
		for i, t := range across {
			var a int32
			for j, w := range t.weights {
				a += int32(line[t.from+j]) * w
			}
			dst[i] = int16(a >> 8)
		}
	case 3:
		for i, t := range across {
			var a, b, c int32
			src := line[3*t.from:]
			for _, w := range t.weights {
				a += int32(src[0]) * w
				b += int32(src[1]) * w
				c += int32(src[2]) * w
				src = src[3:]
			}
			dst[3*i], dst[3*i+1], dst[3*i+2] = int16(a>>8), int16(b>>8), int16(c>>8)
		}
	default:
		for i, t := range across {
			var a, b, c, d int32
			src := line[4*t.from:]
			for _, w := range t.weights {
				a += int32(src[0]) * w
				b += int32(src[1]) * w
				c += int32(src[2]) * w
				d += int32(src[3]) * w
				src = src[4:]
			}
			dst[4*i], dst[4*i+1], dst[4*i+2], dst[4*i+3] = int16(a>>8), int16(b>>8), int16(c>>8), int16(d>>8)
		}
	}
}

// clamp turns a sum of 1/64 levels times weights into a level.
func clamp(s int32) uint8 { return uint8(max(min((s+1<<19)>>20, 255), 0)) }
