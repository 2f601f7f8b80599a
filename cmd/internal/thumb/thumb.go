// Package thumb makes small pictures of pages, for the guide: few bytes, type as it was.
//
//	thumb.Encode(w, thumb.Of(img, img.Bounds(), 300))
package thumb

import (
	"image"
	"image/color"
	"image/png"
	"io"
)

// Of is a part of a picture at a width in pixels, each pixel the mean of those that it stands for.
func Of(m *image.RGBA, part image.Rectangle, width int) *image.RGBA {
	height := max((part.Dy()*width+part.Dx()/2)/part.Dx(), 1)
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			out.SetRGBA(x, y, mean(m, image.Rect(
				part.Min.X+x*part.Dx()/width, part.Min.Y+y*part.Dy()/height,
				part.Min.X+(x+1)*part.Dx()/width, part.Min.Y+(y+1)*part.Dy()/height)))
		}
	}
	return out
}

// mean is the colour of an opaque part.
func mean(m *image.RGBA, part image.Rectangle) color.RGBA {
	var r, g, b uint32
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			c := m.RGBAAt(x, y)
			r, g, b = r+uint32(c.R), g+uint32(c.G), b+uint32(c.B)
		}
	}
	n := uint32(max(part.Dx()*part.Dy(), 1))
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}

// Encode writes a picture as a PNG of few colours: greys in steps, and of what has colour those
// that come nearest to all of it.
func Encode(w io.Writer, m *image.RGBA) error {
	out := image.NewPaletted(m.Rect, palette(m))
	known := map[color.RGBA]uint8{}
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			c := m.RGBAAt(x, y)
			i, ok := known[c]
			if !ok {
				i = uint8(out.Palette.Index(c))
				known[c] = i
			}
			out.SetColorIndex(x, y, i)
		}
	}
	e := png.Encoder{CompressionLevel: png.BestCompression}
	return e.Encode(w, out)
}
