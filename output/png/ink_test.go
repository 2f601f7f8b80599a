package png

import (
	"bytes"
	"image/color"
	"image/png"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// A black picture in a spot ink has the ink's colour on the screen, and beside it, without
// an ink, its own.
func TestPictureInInk(t *testing.T) {
	r := unit.Rect{W: 72 * unit.Pt, H: 72 * unit.Pt}
	right := r
	right.X = 72 * unit.Pt
	sheet := unit.Rect{W: 144 * unit.Pt, H: 72 * unit.Pt}
	d := &page.Doc{Images: []page.ImageFile{black(3, 2)}, Spots: []page.Spot{{Name: "专红", Alt: page.Color{M: 10000, Y: 10000}}}, Pages: []*page.Page{{Trim: sheet, Bleed: sheet, Items: []page.Item{
		&page.Image{Rect: r, X1: 3, Y1: 2, Ink: page.Color{Spot: 1, Tint: 10000}}, &page.Image{Rect: right, X1: 3, Y1: 2}}}}}
	var b bytes.Buffer
	if err := Write(&b, d, 0, nil, Options{PPI: 72}); err != nil {
		t.Fatal(err)
	}
	im, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range map[int]color.RGBA{36: {237, 28, 36, 255}, 108: {0, 0, 0, 255}} {
		if got := color.RGBAModel.Convert(im.At(x, 36)); got != want {
			t.Errorf("at %d the page is %v, want %v", x, got, want)
		}
	}
}
