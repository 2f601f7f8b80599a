package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"banxin/layout/page"
	"banxin/output/color/dct"
	"banxin/output/internal/screen"
)

// TestInks: a file of four inks without Adobe's mark holds their amounts, one with it the
// inverse, as a PDF of the file would print it.
func TestInks(t *testing.T) {
	data, err := dct.Encode(bytes.Repeat([]byte{200, 100, 50, 10}, 8*8), 8, 8, 4, 100)
	if err != nil {
		t.Fatal(err)
	}
	plain := without(data)
	marked := append([]byte("\xff\xd8\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"), plain[2:]...)
	var got [2]*image.CMYK
	for i, data := range [][]byte{plain, marked} {
		img, err := Decode(&page.ImageFile{Format: "jpeg", W: 8, H: 8, Data: data})
		if err != nil {
			t.Fatal(err)
		}
		got[i] = img.(*image.CMYK)
	}
	if k := got[0].CMYKAt(3, 3).K; k < 8 || k > 12 { // the other three are stored as YCC
		t.Errorf("black is %d, want 10", k)
	}
	for i, v := range got[0].Pix {
		if got[1].Pix[i] != 255-v {
			t.Fatalf("sample %d: %d, and %d with Adobe's mark", i, v, got[1].Pix[i])
		}
	}
}

// without returns a JPEG file without Adobe's mark.
func without(data []byte) []byte {
	at := bytes.Index(data, []byte("Adobe"))
	if at < 0 {
		return data
	}
	return append(bytes.Clone(data[:at-4]), data[at-4+16:]...)
}

// TestDeep: 16 bits a channel become 8.
func TestDeep(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 2, 1))
	deep.SetNRGBA64(1, 0, color.NRGBA64{0xffff, 0x8080, 0, 0xffff})
	var b bytes.Buffer
	if err := png.Encode(&b, deep); err != nil {
		t.Fatal(err)
	}
	img, err := Decode(&page.ImageFile{Format: "png", W: 2, H: 1, Data: b.Bytes()})
	if err != nil {
		t.Fatal(err)
	}
	if got := img.(*image.NRGBA).NRGBAAt(1, 0); got != (color.NRGBA{255, 128, 0, 255}) {
		t.Errorf("%v", got)
	}
}

// FuzzDecode: whatever the bytes, an error or a picture of the size announced.
func FuzzDecode(f *testing.F) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), "png")
	data, err := dct.Encode(make([]byte, 24), 3, 2, 4, 90)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data, "jpeg")
	f.Add(without(data), "jpeg")
	f.Fuzz(func(t *testing.T, data []byte, format string) {
		img, err := Decode(&page.ImageFile{Format: format, W: 3, H: 2, Data: data})
		if err == nil && img.Bounds().Size() != image.Pt(3, 2) {
			t.Errorf("a picture of %v", img.Bounds())
		}
	})
}

// A picture in one ink has its tints: of grey, of colours and of black ink alike.
func TestInInk(t *testing.T) {
	gray, rgb, k := image.NewGray(image.Rect(0, 0, 3, 1)), image.NewNRGBA(image.Rect(0, 0, 3, 1)), image.NewCMYK(image.Rect(0, 0, 3, 1))
	copy(gray.Pix, []uint8{0, 128, 255})
	copy(rgb.Pix, []uint8{0, 0, 0, 255, 128, 128, 128, 255, 255, 0, 255, 0})
	copy(k.Pix, []uint8{0, 0, 0, 255, 0, 0, 0, 127, 0, 0, 0, 0})
	spots := []page.Spot{{Name: "专红", Alt: page.Color{M: 10000, Y: 10000}}}
	for _, img := range []image.Image{gray, rgb, k} {
		got := InInk(img, page.Color{Spot: 1, Tint: 10000}, spots)
		for x, want := range []screen.RGB{screen.Inks(0, 255, 255, 0, 255), screen.Inks(0, 127, 127, 0, 255), {255, 255, 255}} {
			c := got.RGBAAt(x, 0)
			if (screen.RGB{c.R, c.G, c.B}) != want || c.A != 255 {
				t.Errorf("%T: pixel %d is %v, want %v", img, x, c, want)
			}
		}
	}
}
