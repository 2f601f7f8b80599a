package png

import (
	"image"
	"io"

	"banxin/output/internal/pngfile"
)

// encode writes img, whose pixels are opaque, as 8-bit grey when no pixel has a hue and
// as RGB otherwise, and says how many pixels make an inch.
func encode(w io.Writer, img *image.RGBA, ppi int) error {
	channels := 3
	if isGray(img) {
		channels = 1
	}
	size := img.Rect.Size()
	return pngfile.Write(w, pngfile.Image{W: size.X, H: size.Y, Channels: channels, PPI: ppi, Row: func(dst []byte, y int) {
		samples(dst, img.Pix[y*img.Stride:], channels)
	}})
}

func isGray(img *image.RGBA) bool {
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		if p[0] != p[1] || p[1] != p[2] {
			return false
		}
	}
	return true
}

// samples takes the first channels of each pixel.
func samples(dst, src []byte, channels int) {
	if channels == 1 {
		for x := range dst {
			dst[x] = src[4*x]
		}
		return
	}
	for ; len(dst) >= 3; dst, src = dst[3:], src[4:] {
		dst[0], dst[1], dst[2] = src[0], src[1], src[2]
	}
}
