package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/preflight"
)

// TestLimitAfterJPEG: dark photographs full of edges, in the coarsest quality, keep to the ink
// that the paper takes as a press decodes them.
func TestLimitAfterJPEG(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	im := image.NewRGBA(image.Rect(0, 0, 320, 240))
	for y := 0; y < 240; y++ {
		for x := 0; x < 320; x++ {
			v := color.RGBA{uint8(r.Intn(30)), uint8(r.Intn(30)), uint8(r.Intn(30)), 255}
			if (x/5+y/7)%3 == 0 {
				v = color.RGBA{uint8(r.Intn(90)), 0, uint8(r.Intn(140)), 255}
			}
			im.SetRGBA(x, y, v)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{180, 220, 240} {
		for _, quality := range []int{10, 40, 85} {
			s := newSetter(t)
			s.doc.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 320, H: 240, Data: b.Bytes()}}
			p := s.page("1", "")
			p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
			p.Items = append(p.Items, &page.Image{Rect: unit.Rect{X: 60 * unit.Pt, Y: 100 * unit.Pt, W: 120 * unit.Pt, H: 90 * unit.Pt}, X1: 320, Y1: 240})
			data := writePDF(t, s.doc, Options{Press: Press{InkLimit: limit, Quality: quality}})
			wanted := preflight.Newspaper()
			wanted.InkLimit = float64(limit)
			report, err := preflight.Check(t.Context(), bytes.NewReader(data), wanted)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Findings {
				if f.Rule == "ink-limit" {
					t.Errorf("limit %d, quality %d: %v", limit, quality, f)
				}
			}
		}
	}
}
