package png

import "image"

// kind says what the planes of a picture are.
type kind uint8

const (
	grey   kind = iota
	ycc         // JPEG's luminance and two differences of colour
	inks        // cyan, magenta, yellow, black
	colour      // red, green, blue, each times alpha, and alpha
)

// plane is one channel of a picture. Each of its samples covers across × down pixels.
type plane struct {
	across, down int
	row          func(y int) []uint8 // of samples; good until the next call
}

// planes takes a decoded picture apart.
func planes(img image.Image) (kind, []plane) {
	width := img.Bounds().Dx()
	switch img := img.(type) {
	case *image.Gray:
		return grey, []plane{whole(img.Pix, img.Stride, width)}
	case *image.YCbCr:
		return ycc, yccPlanes(img)
	case *image.CMYK:
		return inks, interleaved(width, func(y, c int, dst []uint8) {
			pick(dst, img.Pix[y*img.Stride+c:])
		})
	case *image.RGBA: // opaque, or already multiplied
		return colour, interleaved(width, func(y, c int, dst []uint8) {
			pick(dst, img.Pix[y*img.Stride+c:])
		})
	case *image.NRGBA:
		return colour, interleaved(width, func(y, c int, dst []uint8) {
			multiply(dst, img.Pix[y*img.Stride:], c)
		})
	case *image.Paletted:
		tables := palette(img)
		return colour, interleaved(width, func(y, c int, dst []uint8) {
			for x, i := range img.Pix[y*img.Stride:][:width] {
				dst[x] = tables[c][i]
			}
		})
	}
	panic("png: a picture of an unknown kind")
}

// whole is a plane that lies in memory as it is.
func whole(pix []uint8, stride, width int) plane {
	return plane{1, 1, func(y int) []uint8 { return pix[y*stride:][:width] }}
}

func yccPlanes(img *image.YCbCr) []plane {
	across, down := 1, 1
	switch img.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		across = 2
	case image.YCbCrSubsampleRatio420:
		across, down = 2, 2
	case image.YCbCrSubsampleRatio440:
		down = 2
	case image.YCbCrSubsampleRatio411:
		across = 4
	case image.YCbCrSubsampleRatio410:
		across, down = 4, 2
	}
	width := img.Rect.Dx()
	out := []plane{whole(img.Y, img.YStride, width)}
	for _, pix := range [][]uint8{img.Cb, img.Cr} {
		p := whole(pix, img.CStride, (width+across-1)/across)
		p.across, p.down = across, down
		out = append(out, p)
	}
	return out
}

// interleaved makes four planes whose rows are picked out on demand.
func interleaved(width int, read func(y, c int, dst []uint8)) []plane {
	out := make([]plane, 4)
	line := make([]uint8, width)
	for c := range out {
		out[c] = plane{1, 1, func(y int) []uint8 {
			read(y, c, line)
			return line
		}}
	}
	return out
}

// pick takes every fourth byte.
func pick(dst, src []uint8) {
	for i := range dst {
		dst[i] = src[4*i]
	}
}

// multiply takes channel c of each pixel times its alpha.
func multiply(dst, src []uint8, c int) {
	for i := range dst {
		a := uint32(src[4*i+3])
		if c < 3 {
			a = (uint32(src[4*i+c])*a + 127) / 255
		}
		dst[i] = uint8(a)
	}
}

// palette returns a palette's channels; colours it lacks are black.
func palette(img *image.Paletted) (tables [4][256]uint8) {
	for i := range tables[3] {
		tables[3][i] = 255
	}
	for i, c := range img.Palette[:min(len(img.Palette), 256)] {
		r, g, b, a := c.RGBA()
		for j, v := range [4]uint32{r, g, b, a} {
			tables[j][i] = uint8(v >> 8)
		}
	}
	return tables
}
