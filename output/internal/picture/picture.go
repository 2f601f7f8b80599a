// Package picture decodes the pictures of a document for the writers that show them on a
// screen, within limits.
//
//	img, err := picture.Decode(&doc.Images[i])
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"banxin/layout/page"
	"banxin/output/internal/screen"
)

// most limits what a picture may take in memory, in bytes: 89 million pixels of a JPEG,
// 67 million of a PNG with alpha.
const most = 256 << 20

// Check reads a picture's head and looks for its end. It fails when one is broken or
// missing, when the size is another than f announces and when there are more pixels than
// can be shown; the error does not name the picture.
func Check(f *page.ImageFile) (color.Model, error) {
	config, end := png.DecodeConfig, []byte("IEND")
	switch f.Format {
	case "png":
	case "jpeg":
		config, end = jpeg.DecodeConfig, []byte("\xff\xd9")
	default:
		return nil, fmt.Errorf("format %q cannot be shown: use jpeg or png", f.Format)
	}
	c, err := config(bytes.NewReader(f.Data))
	switch {
	case err != nil:
		return nil, err
	case c.Width != f.W || c.Height != f.H:
		return nil, fmt.Errorf("it has %d × %d pixels, not %d × %d as announced", c.Width, c.Height, f.W, f.H)
	case c.Width <= 0 || c.Height <= 0:
		return nil, errors.New("it has no pixels")
	case int64(c.Width)*int64(c.Height) > most/pixelBytes(c.ColorModel):
		return nil, fmt.Errorf("%d × %d pixels are too many: make it smaller", c.Width, c.Height)
	case bytes.LastIndex(f.Data, end) < len(f.Data)/2: // a preview in the head has an end too
		return nil, errors.New("the file is cut short")
	}
	return c.ColorModel, nil
}

// pixelBytes is what a decoded pixel takes at most, conversion to 8 bits included.
func pixelBytes(m color.Model) int64 {
	switch m {
	case color.YCbCrModel:
		return 3
	case color.RGBAModel, color.NRGBAModel, color.CMYKModel:
		return 4
	case color.Gray16Model:
		return 6
	case color.RGBA64Model, color.NRGBA64Model:
		return 12
	}
	return 1 // grey, or a palette
}

// Decode returns a picture as *image.Gray, *image.YCbCr, *image.CMYK with the amounts of
// ink, *image.RGBA, *image.NRGBA or *image.Paletted. It checks first.
func Decode(f *page.ImageFile) (image.Image, error) {
	model, err := Check(f)
	if err != nil {
		return nil, err
	}
	if f.Format == "jpeg" {
		return decodeJPEG(f.Data, model == color.CMYKModel)
	}
	return decodePNG(f.Data)
}

func decodePNG(data []byte) (image.Image, error) {
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	switch img.(type) {
	case *image.Gray, *image.NRGBA, *image.RGBA, *image.Paletted:
		return img, nil
	}
	flat := image.NewNRGBA(img.Bounds()) // 16 bits a channel before
	draw.Draw(flat, flat.Bounds(), img, img.Bounds().Min, draw.Src)
	return flat, nil
}

// Flat returns a picture in inks as it looks on a screen.
func Flat(img *image.CMYK) *image.RGBA {
	out := image.NewRGBA(img.Bounds())
	for i := 0; i+3 < len(out.Pix); i += 4 {
		p := img.Pix[i : i+4 : i+4]
		c := screen.Inks(int64(p[0]), int64(p[1]), int64(p[2]), int64(p[3]), 255)
		out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = c[0], c[1], c[2], 255
	}
	return out
}

// InInk returns a picture as it looks printed in tints of one ink, by its darkness: of
// colours by their luma (ITU-R BT.601), laid on white.
func InInk(img image.Image, ink page.Color, spots []page.Spot) *image.RGBA {
	var tones [256]screen.RGB // by lightness
	for v := range tones {
		part := func(amount uint16) uint16 { return uint16((uint32(amount)*uint32(255-v) + 127) / 255) }
		tones[v] = screen.Color(page.Color{C: part(ink.C), M: part(ink.M), Y: part(ink.Y), K: part(ink.K), Spot: ink.Spot, Tint: part(ink.Tint)}, spots)
	}
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		for x := range b.Dx() {
			t := tones[light(img, b.Min.X+x, b.Min.Y+y)]
			i := out.PixOffset(x, y)
			out.Pix[i], out.Pix[i+1], out.Pix[i+2], out.Pix[i+3] = t[0], t[1], t[2], 255
		}
	}
	return out
}

// light is the lightness of a pixel on white.
func light(img image.Image, x, y int) uint8 {
	switch img := img.(type) {
	case *image.Gray:
		return img.GrayAt(x, y).Y
	case *image.YCbCr:
		return img.Y[img.YOffset(x, y)]
	}
	r, g, b, a := img.At(x, y).RGBA()
	white := 0xFFFF - a
	return uint8((299*(r+white) + 587*(g+white) + 114*(b+white)) / 1000 >> 8)
}
