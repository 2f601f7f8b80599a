// Package picture decodes the pictures of a document for the writers that show them on a
// screen, within limits.
//
//	img, err := picture.Decode(&doc.Images[i])
package picture

import (
	"fmt"
	"image"

	"banxin/editions/picture"
	"banxin/layout/page"
	"banxin/output/internal/screen"
)

// Check reads a picture's head and looks for its end. It fails when one is broken or
// missing, when the size is another than f announces and when there are more pixels than
// can be shown; the error does not name the picture.
func Check(f *page.ImageFile) (picture.Info, error) {
	i, err := picture.Read(f.Data)
	switch {
	case err != nil:
		return i, err
	case i.Format != f.Format:
		return i, fmt.Errorf("it is %s, not %s as announced", i.Format, f.Format)
	case i.W != f.W || i.H != f.H:
		return i, fmt.Errorf("it has %d × %d pixels, not %d × %d as announced", i.W, i.H, f.W, f.H)
	}
	return i, nil
}

// Decode returns a picture as it is seen, as [picture.Decode] does. It checks first.
func Decode(f *page.ImageFile) (image.Image, error) {
	if _, err := Check(f); err != nil {
		return nil, err
	}
	return picture.Decode(f.Data)
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
