package opds

import (
	"image"
	"image/color"
)

// toYCbCr returns a picture in the form JPEG keeps: as it is, when it came from there,
// else on white.
func toYCbCr(img image.Image) *image.YCbCr {
	b := img.Bounds()
	if y, ok := img.(*image.YCbCr); ok && b.Min == (image.Point{}) {
		return y
	}
	out := image.NewYCbCr(image.Rect(0, 0, b.Dx(), b.Dy()), image.YCbCrSubsampleRatio444)
	at := colours(img)
	for y := range b.Dy() {
		for x := range b.Dx() {
			i := y*out.YStride + x
			out.Y[i], out.Cb[i], out.Cr[i] = at(b.Min.X+x, b.Min.Y+y)
		}
	}
	return out
}

// colours looks up the pixels of a picture on white. Pages without photographs have palettes,
// whose colours are converted once.
func colours(img image.Image) func(x, y int) (yy, cb, cr uint8) {
	p, ok := img.(*image.Paletted)
	if !ok {
		return func(x, y int) (yy, cb, cr uint8) { return onWhite(img.At(x, y)) }
	}
	var table [256][3]uint8
	for i, c := range p.Palette[:min(len(p.Palette), 256)] {
		table[i][0], table[i][1], table[i][2] = onWhite(c)
	}
	return func(x, y int) (yy, cb, cr uint8) {
		c := &table[p.ColorIndexAt(x, y)]
		return c[0], c[1], c[2]
	}
}

func onWhite(c color.Color) (y, cb, cr uint8) {
	r, g, b, a := c.RGBA()
	white := 0xFFFF - a
	return color.RGBToYCbCr(uint8((r+white)>>8), uint8((g+white)>>8), uint8((b+white)>>8))
}

// shrink returns a picture of w by h pixels, not more than it has: each is the mean of
// those it stands for. It is integer arithmetic: the same bytes on every machine.
func shrink(img *image.YCbCr, w, h int) *image.YCbCr {
	b := img.Bounds()
	out := image.NewYCbCr(image.Rect(0, 0, w, h), image.YCbCrSubsampleRatio420)
	shrinkPlane(out.Y, out.YStride, w, h, img.Y, img.YStride, b.Dx(), b.Dy())
	cw, ch := chroma(img)
	ow, oh := (w+1)/2, (h+1)/2
	shrinkPlane(out.Cb, out.CStride, ow, oh, img.Cb, img.CStride, cw, ch)
	shrinkPlane(out.Cr, out.CStride, ow, oh, img.Cr, img.CStride, cw, ch)
	return out
}

// chroma is the size of a picture's colour planes.
func chroma(img *image.YCbCr) (w, h int) {
	b := img.Bounds()
	w, h = b.Dx(), b.Dy()
	switch img.SubsampleRatio {
	case image.YCbCrSubsampleRatio422, image.YCbCrSubsampleRatio420:
		w = (w + 1) / 2
	case image.YCbCrSubsampleRatio411, image.YCbCrSubsampleRatio410:
		w = (w + 3) / 4
	}
	switch img.SubsampleRatio {
	case image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio440, image.YCbCrSubsampleRatio410:
		h = (h + 1) / 2
	}
	return w, h
}

// span is the part of a row or column that a pixel stands for, in 1/256 of its pixels.
type span struct{ from, to int }

// spans cuts n pixels into parts.
func spans(n, parts int) []span {
	out := make([]span, parts)
	for i := range out {
		out[i] = span{i * n * 256 / parts, max((i+1)*n*256/parts, i*n*256/parts+1)}
	}
	return out
}

func shrinkPlane(dst []uint8, dstStride, w, h int, src []uint8, srcStride, sw, sh int) {
	columns, rows := spans(sw, w), spans(sh, h)
	sums, line := make([]uint64, w), make([]uint64, w)
	for y, r := range rows {
		clear(sums)
		for sy := r.from >> 8; sy<<8 < r.to; sy++ {
			weight := uint64(min(r.to, (sy+1)<<8) - max(r.from, sy<<8))
			addColumns(line, columns, src[sy*srcStride:sy*srcStride+sw])
			for x, v := range line {
				sums[x] += v * weight
			}
		}
		for x, v := range sums {
			area := uint64(columns[x].to-columns[x].from) * uint64(r.to-r.from)
			dst[y*dstStride+x] = uint8((v + area/2) / area)
		}
	}
}

// addColumns sums a row of pixels for each column.
func addColumns(line []uint64, columns []span, row []uint8) {
	for x, c := range columns {
		first, last := c.from>>8, (c.to-1)>>8
		if first == last {
			line[x] = uint64(row[first]) * uint64(c.to-c.from)
			continue
		}
		sum := uint64(row[first]) * uint64((first+1)<<8-c.from)
		inner := 0
		for _, v := range row[first+1 : last] {
			inner += int(v)
		}
		line[x] = sum + uint64(inner)<<8 + uint64(row[last])*uint64(c.to-last<<8)
	}
}
