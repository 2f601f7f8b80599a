package thumb_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"testing"

	"banxin/cmd/internal/thumb"
)

// TestThumb: a picture half black and half white stays so at every size, its middle grey, and a
// part of it is that part.
func TestThumb(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 90, 40))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(0, 0, 45, 40), image.Black, image.Point{}, draw.Src)
	small := thumb.Of(m, m.Rect, 9)
	if small.Rect != image.Rect(0, 0, 9, 4) {
		t.Fatalf("it is %v", small.Rect)
	}
	for x, want := range map[int]uint8{0: 0, 3: 0, 4: 127, 5: 255, 8: 255} {
		if got := small.RGBAAt(x, 2); got != (color.RGBA{want, want, want, 255}) {
			t.Errorf("at %d it is %v", x, got)
		}
	}
	if got := thumb.Of(m, image.Rect(50, 0, 90, 40), 4).RGBAAt(0, 0); got.R != 255 {
		t.Errorf("the part is %v", got)
	}
	var a, b bytes.Buffer
	if thumb.Encode(&a, small) != nil || thumb.Encode(&b, small) != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("it is not the same twice")
	}
	back, err := png.Decode(&a)
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range map[int]uint32{0: 0, 8: 0xffff} {
		if r, _, _, _ := back.At(x, 0).RGBA(); r != want {
			t.Errorf("decoded, at %d it is %x", x, r)
		}
	}
}

// TestColours: tints keep their colour, and a picture of many colours keeps each within a few
// hundredths of it.
func TestColours(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 120, 120))
	draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{250, 244, 226, 255}), image.Point{}, draw.Src)
	draw.Draw(m, image.Rect(0, 0, 20, 20), image.NewUniform(color.RGBA{201, 32, 38, 255}), image.Point{}, draw.Src)
	for y := range 60 {
		for x := range 60 {
			m.SetRGBA(60+x, 60+y, color.RGBA{uint8(4 * x), uint8(255 - 4*y), uint8(2*x + 2*y), 255})
		}
	}
	var b bytes.Buffer
	if err := thumb.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	back, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	far := 0
	for y := range 120 {
		for x := range 120 {
			want := m.RGBAAt(x, y)
			r, g, bl, _ := back.At(x, y).RGBA()
			d := max(apart(r, want.R), apart(g, want.G), apart(bl, want.B))
			far = max(far, d)
			if (x < 60 || y < 60) && d > 0 {
				t.Fatalf("the tint at %d,%d is %d off", x, y, d)
			}
		}
	}
	if far > 32 {
		t.Errorf("colours are up to %d of 255 off", far)
	}
}

func apart(got uint32, want uint8) int {
	d := int(got>>8) - int(want)
	return max(d, -d)
}
