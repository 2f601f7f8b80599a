package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"reflect"
	"slices"
	"testing"
)

// noisy is a picture of many colours, another for each seed.
func noisy(w, h int, seed uint32) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		seed = seed*1664525 + 1013904223
		img.Pix[i] = byte(seed>>29) + byte(i/(4*w))
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	return img
}

func shownJPEG(t *testing.T, w, h int, seed uint32) Shown {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, noisy(w, h, seed), &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return Shown{Format: "jpeg", W: w, H: h, Data: b.Bytes()}
}

// Pictures come to all take no more than they may, each the same whatever stands beside it,
// and are as they are where they fit.
func TestWithin(t *testing.T) {
	shown := []Shown{shownJPEG(t, 1200, 800, 1), shownJPEG(t, 600, 900, 2), shownJPEG(t, 300, 200, 3)}
	whole := total(shown)
	same, err := Keep(nil).Within(shown, whole)
	if err != nil || total(same) != whole {
		t.Fatal(total(same), err)
	}
	for _, part := range []int{90, 50} {
		got, err := Keep(nil).Within(shown, whole*part/100)
		if err != nil {
			t.Fatal(err)
		}
		if n := total(got); n > whole*part/100 {
			t.Errorf("%d bytes of %d", n, whole*part/100)
		}
		if !bytes.Equal(got[2].Data, shown[2].Data) {
			t.Error("the small one is made anew")
		}
		back := slices.Clone(shown)
		slices.Reverse(back)
		again, err := Keep(nil).Within(back, whole*part/100)
		slices.Reverse(again)
		for i := range again {
			if err != nil || !bytes.Equal(again[i].Data, got[i].Data) {
				t.Errorf("picture %d is another in another order, %v", i, err)
			}
		}
	}
	if least, err := Keep(nil).Within(shown, 0); err != nil || max(least[0].W, least[1].H) != 640 {
		t.Errorf("%d × %d, %v", least[0].W, least[1].H, err)
	}
}

// TestWithinTwin: the side is that which is found by trying all from the largest; few are tried.
func TestWithinTwin(t *testing.T) {
	shown := []Shown{shownJPEG(t, 1200, 800, 1), shownJPEG(t, 1500, 900, 2), shownJPEG(t, 300, 200, 3)}
	for i := range shown {
		shown[i].Name = string(rune('a' + i))
	}
	whole, tried := total(shown), 0
	kept := map[string][]byte{}
	keep := Keep(func(key string, make func() ([]byte, error)) ([]byte, error) {
		tried++
		if kept[key] == nil {
			data, err := make()
			if err != nil {
				return nil, err
			}
			kept[key] = data
		}
		return kept[key], nil
	})
	for part := 100; part > 0; part -= 7 {
		budget := whole * part / 100
		want := shown
		for at := 0; at < len(readerSides) && total(want) > budget; at++ {
			var err error
			if want, err = keep.brought(shown, readerSides[at]); err != nil {
				t.Fatal(err)
			}
		}
		tried = 0
		got, err := keep.Within(shown, budget)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%d %%: %d bytes, not %d, %v", part, total(got), total(want), err)
		}
		if sides := tried / len(shown); sides > 4 {
			t.Errorf("%d %%: %d sides are tried", part, sides)
		}
	}
}

// A photograph that comes as PNG becomes a JPEG where there is no room; a drawing, and what
// lets something through, stay.
func TestWithinPhotographsAsPNG(t *testing.T) {
	drawing := image.NewPaletted(image.Rect(0, 0, 900, 600), color.Palette{color.White, color.Black})
	for i := range drawing.Pix {
		drawing.Pix[i] = byte(i / 90 % 2)
	}
	through := noisy(900, 600, 4)
	through.Pix[3] = 100
	for _, c := range []struct {
		img  image.Image
		want string
	}{{noisy(900, 600, 4), "jpeg"}, {drawing, "png"}, {through, "png"}} {
		var b bytes.Buffer
		if err := png.Encode(&b, c.img); err != nil {
			t.Fatal(err)
		}
		got, err := Keep(nil).Within([]Shown{{Format: "png", W: 900, H: 600, Data: b.Bytes()}}, b.Len()-1)
		if err != nil || got[0].Format != c.want {
			t.Errorf("%T: %s, %v", c.img, got[0].Format, err)
		}
		if cfg, format, err := image.DecodeConfig(bytes.NewReader(got[0].Data)); err != nil || format != c.want || cfg.Width != got[0].W || cfg.Height != got[0].H {
			t.Errorf("it says %+v, it is %s of %d × %d, %v", got[0].Format, format, cfg.Width, cfg.Height, err)
		}
	}
}
