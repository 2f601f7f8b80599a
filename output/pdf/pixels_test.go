package pdf

import (
	"image"
	"image/color"
	"math"
	"testing"

	inks "banxin/output/color"
)

// Making a picture coarser gives the mean of each area, as plain arithmetic has it.
func TestScaled(t *testing.T) {
	for _, c := range []struct{ w, h, tw, th int }{{10, 8, 5, 4}, {13, 9, 4, 7}, {7, 7, 7, 7}, {100, 3, 1, 1}, {31, 17, 30, 16}} {
		im := testImage(c.w+4, c.h+6, true)
		r := image.Rect(2, 3, 2+c.w, 3+c.h)
		got := scaled(im, r, c.tw, c.th)
		for y := range c.th {
			for x := range c.tw {
				want := mean(im, r, float64(x)*float64(c.w)/float64(c.tw), float64(y)*float64(c.h)/float64(c.th), float64(c.w)/float64(c.tw), float64(c.h)/float64(c.th))
				for k := range 3 {
					if v := got.pix[(y*c.tw+x)*3+k]; math.Abs(float64(v)-want[k]) > 0.51 {
						t.Fatalf("%+v: pixel %d,%d part %d is %d, want %.2f", c, x, y, k, v, want[k])
					}
				}
			}
		}
	}
}

// mean is the slow twin: the area's mean on white, in floats.
func mean(im *image.NRGBA, r image.Rectangle, x0, y0, w, h float64) (out [3]float64) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			wx := math.Min(float64(x-r.Min.X+1), x0+w) - math.Max(float64(x-r.Min.X), x0)
			wy := math.Min(float64(y-r.Min.Y+1), y0+h) - math.Max(float64(y-r.Min.Y), y0)
			if wx <= 0 || wy <= 0 {
				continue
			}
			p := im.NRGBAAt(x, y)
			for k, v := range [3]uint8{p.R, p.G, p.B} {
				flat := math.Round((float64(v)*float64(p.A) + 255*float64(255-p.A)) / 255)
				out[k] += flat * wx * wy / (w * h)
			}
		}
	}
	return out
}

// Every kind of decoded picture gives its pixels.
func TestRows(t *testing.T) {
	src := testImage(9, 5, false)
	gray, cmyk, pal := image.NewGray(src.Rect), image.NewCMYK(src.Rect), image.NewPaletted(src.Rect, color.Palette{color.White, color.Black})
	for y := range 5 {
		for x := range 9 {
			gray.Set(x, y, src.At(x, y))
			cmyk.SetCMYK(x, y, color.CMYK{C: uint8(x), M: uint8(y), Y: 7, K: 9})
			pal.SetColorIndex(x, y, uint8(x%2))
		}
	}
	for _, c := range []struct {
		im    image.Image
		parts int
		want  []byte // of pixel 3, 2
	}{{gray, 1, []byte{gray.GrayAt(3, 2).Y}}, {cmyk, 4, []byte{3, 2, 7, 9}}, {pal, 3, []byte{0, 0, 0}},
		{src, 3, []byte{src.NRGBAAt(3, 2).R, src.NRGBAAt(3, 2).G, src.NRGBAAt(3, 2).B}}} {
		got := scaled(c.im, image.Rect(3, 2, 4, 3), 1, 1)
		if got.parts != c.parts || string(got.pix) != string(c.want) {
			t.Errorf("%T: %d parts, %v, want %v", c.im, got.parts, got.pix, c.want)
		}
	}
}

// The rows of a packed picture come back through PNG's filters.
func TestPredicted(t *testing.T) {
	p := scaled(testImage(23, 11, false), image.Rect(0, 0, 23, 11), 23, 11)
	packed := p.predicted()
	n := p.w * p.parts
	above := make([]byte, n)
	for y := range p.h {
		row := packed[y*(n+1) : (y+1)*(n+1)]
		got := make([]byte, n)
		for i, v := range row[1:] {
			switch {
			case row[0] == 2:
				got[i] = v + above[i]
			case i >= p.parts:
				got[i] = v + got[i-p.parts]
			default:
				got[i] = v
			}
		}
		if string(got) != string(p.pix[y*n:(y+1)*n]) {
			t.Fatalf("row %d is not what it was", y)
		}
		above = got
	}
}

// Too much ink becomes black where it is grey: the sum is met and nothing gets lighter
// than black and colour leave it; what is within the limit stays.
func TestBlacken(t *testing.T) {
	for _, c := range []struct{ from, want []byte }{
		{[]byte{200, 200, 200, 100}, []byte{124, 124, 124, 176}},
		{[]byte{100, 100, 100, 100}, []byte{100, 100, 100, 100}},
		{[]byte{255, 255, 0, 200}, []byte{255, 255, 0, 200}}, // no grey in it
		{[]byte{255, 255, 255, 255}, []byte{255, 255, 255, 255}},
	} {
		p := &pixels{w: 1, h: 1, parts: 4, pix: append([]byte{}, c.from...)}
		if inks.Blacken(p.pix, 215); string(p.pix) != string(c.want) {
			t.Errorf("%v is %v, want %v", c.from, p.pix, c.want)
		}
	}
}
