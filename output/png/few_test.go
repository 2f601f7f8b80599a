package png

import (
	"bytes"
	"image"
	"image/color"
	stdpng "image/png"
	"slices"
	"testing"

	"banxin/layout/page"
	"banxin/output/internal/specimen"
)

// TestEncodeFew: a page of type comes back with every channel within half a step, black and
// white as they are.
func TestEncodeFew(t *testing.T) {
	cat, faces := specimen.Catalog()
	img, err := Draw(specimen.Broadsheet(cat, faces, 900), 0, cat, Options{PPI: 61})
	if err != nil {
		t.Fatal(err)
	}
	coloured := image.NewRGBA(image.Rect(0, 0, 7, 5)) // an odd row of more than 16 colours
	for i := range coloured.Pix {
		coloured.Pix[i] = uint8(i * 3)
		if i%4 == 3 {
			coloured.Pix[i] = 255
		}
	}
	for _, want := range []*image.RGBA{img, coloured} {
		var b bytes.Buffer
		if ok, err := EncodeFew(&b, want, Options{}); !ok || err != nil {
			t.Fatal(ok, err)
		}
		got, err := stdpng.Decode(&b)
		if err != nil || got.Bounds() != want.Rect {
			t.Fatal(got, err)
		}
		for i := 0; i < len(want.Pix); i += 4 {
			x, y := i/4%want.Rect.Dx(), i/4/want.Rect.Dx()
			g := color.RGBAModel.Convert(got.At(x, y)).(color.RGBA)
			for c, v := range [3]uint8{g.R, g.G, g.B} {
				w := want.Pix[i+c]
				if max(v, w)-min(v, w) > 8 || (w == 0 || w == 255) && v != w {
					t.Fatalf("pixel %d, %d: %v, want %v", x, y, g, want.Pix[i:i+4])
				}
			}
		}
	}
}

// TestAreas: a tint comes back as it is, from narrow gaps too, and what is no area does not add to
// the colours.
func TestAreas(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 100, 3))
	cream, near := color.RGBA{254, 246, 225, 255}, color.RGBA{251, 243, 222, 255}
	for x := range 100 {
		img.Set(x, 0, color.Black)
		img.Set(x, 1, cream)
		img.Set(x, 2, cream)
	}
	for x := 0; x < 100; x += 3 {
		img.Set(x, 0, cream)
		img.Set(x, 2, near)
	}
	f, ok := newFew(img)
	if want := []byte{254, 246, 225, 0, 0, 0, 255, 238, 221}; !ok || !slices.Equal(f.colors, want) {
		t.Fatalf("%v, want %v", f.colors, want)
	}
	for i, n := range f.pix {
		if is := f.colors[3*int(n)]; img.Pix[4*i] == 254 && is != 254 || img.Pix[4*i] == 251 && is != 255 {
			t.Fatalf("pixel %d of red %d is %d", i, img.Pix[4*i], is)
		}
	}
}

// TestTooMany: a picture of more than 256 colours is left alone.
func TestTooMany(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 257, 1))
	for i := range 257 {
		copy(img.Pix[4*i:], []uint8{uint8(i % 16 * 17), uint8(i / 16 % 16 * 17), uint8(i / 256 * 17), 255})
	}
	var b bytes.Buffer
	if ok, err := EncodeFew(&b, img, Options{}); ok || err != nil || b.Len() > 0 {
		t.Errorf("%v, %v, %d bytes", ok, err, b.Len())
	}
}

// TestDrawer: a page looks the same whatever was drawn before it.
func TestDrawer(t *testing.T) {
	cat, faces := specimen.Catalog()
	d := specimen.Every(cat, faces)
	d.Pages = append(d.Pages, specimen.Broadsheet(cat, faces, 300).Pages...)
	d.Pages = append(d.Pages, &page.Page{Trim: d.Pages[0].Trim})
	w := NewDrawer(d, cat, Options{PPI: 72})
	for _, i := range []int{0, 1, 2, 0, 1, 1} {
		want, err := Draw(d, i, cat, Options{PPI: 72})
		if err != nil {
			t.Fatal(err)
		}
		got, err := w.Draw(i)
		if err != nil {
			t.Fatal(err)
		}
		if got.Rect != want.Rect || !slices.Equal(got.Pix, want.Pix) {
			t.Errorf("page %d is another", i)
		}
	}
}
