package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"regexp"
	"strconv"
	"testing"
)

// testImage is a picture with a gradient and a frame.
func testImage(w, h int, alpha bool) *image.NRGBA {
	im := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{uint8(255 * x / w), uint8(255 * y / h), 128, 255}
			if x < 2 || y < 2 || x >= w-2 || y >= h-2 {
				c = color.NRGBA{0, 0, 0, 255}
			}
			if alpha && (x-w/2)*(x-w/2)+(y-h/2)*(y-h/2) < h*h/9 {
				c.A = 64
			}
			im.SetNRGBA(x, y, c)
		}
	}
	return im
}

func testJPEG(t testing.TB, w, h int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, testImage(w, h, false), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func testPNG(t testing.TB, w, h int, alpha bool) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, testImage(w, h, alpha)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// glyphOrigins returns the x of every glyph in a mutool trace.
func glyphOrigins(t *testing.T, trace string) []float64 {
	var xs []float64
	for _, m := range regexp.MustCompile(`<g [^>]*x="([-\d.e]+)"`).FindAllStringSubmatch(trace, -1) {
		x, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		xs = append(xs, x)
	}
	return xs
}
