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

// colours are 16 greys for type, and 150 colours for the rest.
func colours() color.Palette {
	var out color.Palette
	for i := range 16 {
		out = append(out, color.Gray{uint8(i * 17)})
	}
	for i := range 5 * 6 * 5 {
		out = append(out, color.RGBA{uint8(i / 30 * 255 / 4), uint8(i / 5 % 6 * 255 / 5), uint8(i % 5 * 255 / 4), 255})
	}
	return out
}

// Encode writes a picture as a PNG of few colours.
func Encode(w io.Writer, m *image.RGBA) error {
	out := image.NewPaletted(m.Rect, colours())
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
