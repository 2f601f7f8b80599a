package dct

import (
	"bytes"
	"image"
	"image/jpeg"
	"math"
	"testing"
)

// picture has smooth tones and an edge in every component.
func picture(w, h, parts int) []byte {
	pix := make([]byte, 0, w*h*parts)
	for y := range h {
		for x := range w {
			for k := range parts {
				v := 128 + 100*math.Sin(float64(x)/17+float64(k))*math.Cos(float64(y)/23)
				if x > w/2 && k == parts-1 {
					v = 255 - v
				}
				pix = append(pix, byte(v))
			}
		}
	}
	return pix
}

// The standard library's decoder gives back what was encoded, nearly.
func TestRoundTrip(t *testing.T) {
	for _, c := range []struct{ w, h, parts, quality int }{{1, 1, 4, 85}, {37, 21, 1, 90}, {64, 48, 4, 95}, {35, 50, 4, 85}} {
		pix := picture(c.w, c.h, c.parts)
		data, err := Encode(pix, c.w, c.h, c.parts, c.quality)
		if err != nil {
			t.Fatal(err)
		}
		im, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if im.Bounds() != image.Rect(0, 0, c.w, c.h) {
			t.Fatalf("%+v: size %v", c, im.Bounds())
		}
		if rms := distance(im, pix, c.w, c.h, c.parts); rms > 6 {
			t.Errorf("%+v: %.1f of 255 apart", c, rms)
		}
	}
}

// distance is the root mean square difference. The library takes Adobe's files for
// inverted, so its inks are turned back.
func distance(im image.Image, pix []byte, w, h, parts int) float64 {
	sum, i := 0.0, 0
	for y := range h {
		for x := range w {
			var got [4]byte
			switch im := im.(type) {
			case *image.Gray:
				got[0] = im.GrayAt(x, y).Y
			case *image.CMYK:
				c := im.CMYKAt(x, y)
				got = [4]byte{255 - c.C, 255 - c.M, 255 - c.Y, 255 - c.K}
			}
			for k := range parts {
				d := float64(got[k]) - float64(pix[i])
				sum += d * d
				i++
			}
		}
	}
	return math.Sqrt(sum / float64(i))
}

// The integer transform agrees with the definition (T.81, A.3.3).
func TestForward(t *testing.T) {
	var b [64]int32
	for i := range b {
		b[i] = int32((i*i*37+i*11)%256) - 128
	}
	in := b
	forward(&b)
	for v := range 8 {
		for u := range 8 {
			want := 0.0
			for i, s := range in {
				x, y := float64(i%8), float64(i/8)
				want += float64(s) * math.Cos((2*x+1)*float64(u)*math.Pi/16) * math.Cos((2*y+1)*float64(v)*math.Pi/16)
			}
			if u == 0 {
				want /= math.Sqrt2
			}
			if v == 0 {
				want /= math.Sqrt2
			}
			want = want / 4 * 8
			if d := math.Abs(float64(b[v*8+u]) - want); d > 2 {
				t.Errorf("%d,%d: %d, want %.2f", u, v, b[v*8+u], want)
			}
		}
	}
}

func TestSizes(t *testing.T) {
	for _, c := range [][4]int{{0, 1, 4, 4}, {1, 1, 3, 4}, {70000, 1, 1, 70000}, {2, 2, 4, 15}} {
		if _, err := Encode(make([]byte, c[3]), c[0], c[1], c[2], 85); err == nil {
			t.Errorf("%v is encoded", c)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	pix := picture(1000, 1000, 4)
	b.SetBytes(1e6)
	for b.Loop() {
		if _, err := Encode(pix, 1000, 1000, 4, 85); err != nil {
			b.Fatal(err)
		}
	}
}
