package picture

import (
	"image"
	"image/color"
)

// Scaled returns the part of im inside r at w × h pixels, which must not be more than r
// has, as parts bytes a pixel: 1 of grey, 3 of RGB or 4 of inks (255 full), transparent
// pixels laid on white. Every new pixel is the mean of the area it covers. All of it is
// integer arithmetic.
func Scaled(im image.Image, r image.Rectangle, w, h int) (parts int, out []byte) {
	r = r.Add(im.Bounds().Min)
	parts, row := rowsOf(im)
	out = make([]byte, w*h*parts)
	if w == r.Dx() && h == r.Dy() {
		for y := range h {
			row(out[y*w*parts:(y+1)*w*parts], r.Min.Y+y, r.Min.X, r.Max.X)
		}
		return parts, out
	}
	src, line, sum := make([]byte, r.Dx()*parts), make([]uint32, w*parts), make([]uint64, w*parts)
	area := uint64(r.Dx()) * uint64(r.Dy())
	for y := range r.Dy() {
		row(src, r.Min.Y+y, r.Min.X, r.Max.X)
		narrow(line, src, parts, r.Dx(), w)
		// Source row y covers y·h … (y+1)·h of new rows that are Dy high.
		for from, to := y*h, (y+1)*h; from < to; {
			target := from / r.Dy()
			end := min(to, (target+1)*r.Dy())
			for i, v := range line {
				sum[i] += uint64(v) * uint64(end-from)
			}
			if end == (target+1)*r.Dy() {
				dst := out[target*w*parts:]
				for i, v := range sum {
					dst[i], sum[i] = byte((v+area/2)/area), 0
				}
			}
			from = end
		}
	}
	return parts, out
}

// narrow sums a row of n pixels into w sums, each of the weight n.
func narrow(dst []uint32, src []byte, parts, n, w int) {
	clear(dst)
	for x := range n {
		p := src[x*parts : (x+1)*parts]
		for from, to := x*w, (x+1)*w; from < to; {
			target := from / n
			end := min(to, (target+1)*n)
			for k, v := range p {
				dst[target*parts+k] += uint32(v) * uint32(end-from)
			}
			from = end
		}
	}
}

// rowsOf returns how many bytes a pixel of im takes and a function that copies the pixels
// from x0 to x1 of a row. Transparent pixels are laid on white.
func rowsOf(im image.Image) (int, func(dst []byte, y, x0, x1 int)) {
	switch im := im.(type) {
	case *image.Gray:
		return 1, func(dst []byte, y, x0, x1 int) { copy(dst, im.Pix[im.PixOffset(x0, y):im.PixOffset(x1, y)]) }
	case *image.YCbCr:
		return 3, func(dst []byte, y, x0, x1 int) { yccRow(dst, im, y, x0, x1) }
	case *image.CMYK:
		return 4, func(dst []byte, y, x0, x1 int) { copy(dst, im.Pix[im.PixOffset(x0, y):im.PixOffset(x1, y)]) }
	case *image.NRGBA:
		return 3, func(dst []byte, y, x0, x1 int) {
			for i, o := im.PixOffset(x0, y), 0; x0 < x1; i, o, x0 = i+4, o+3, x0+1 {
				onWhite(dst[o:o+3], im.Pix[i:i+4])
			}
		}
	}
	return 3, func(dst []byte, y, x0, x1 int) {
		for o := 0; x0 < x1; o, x0 = o+3, x0+1 {
			c := color.NRGBAModel.Convert(im.At(x0, y)).(color.NRGBA)
			onWhite(dst[o:o+3], []byte{c.R, c.G, c.B, c.A})
		}
	}
}

func onWhite(dst, rgba []byte) {
	a := uint32(rgba[3])
	for k := range 3 {
		dst[k] = byte((uint32(rgba[k])*a + 255*(255-a) + 127) / 255)
	}
}

// yccRow converts as JFIF does.
func yccRow(dst []byte, im *image.YCbCr, y, x0, x1 int) {
	for o := 0; x0 < x1; o, x0 = o+3, x0+1 {
		yy := int32(im.Y[im.YOffset(x0, y)]) * 65793
		ci := im.COffset(x0, y)
		cb, cr := int32(im.Cb[ci])-128, int32(im.Cr[ci])-128
		dst[o] = clip(yy + 91881*cr)
		dst[o+1] = clip(yy - 22554*cb - 46802*cr)
		dst[o+2] = clip(yy + 116130*cb)
	}
}

func clip(v int32) byte {
	return byte(min(max((v+1<<7)>>16, 0), 255))
}
