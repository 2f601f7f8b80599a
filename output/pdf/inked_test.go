package pdf

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color/dct"
	"banxin/output/preflight"
)

// halves is a picture that is black on its left and half as dark on its right.
func halves() *image.Gray {
	im := image.NewGray(image.Rect(0, 0, 400, 300))
	for y := range 300 {
		for x := 200; x < 400; x++ {
			im.SetGray(x, y, color.Gray{Y: 127})
		}
	}
	return im
}

func grayJPEG(t *testing.T, im image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Pictures in a spot ink are on its plate alone, in the darkness they have; the same file
// stands beside in its own grey, and one of colours in a tint of cyan. No press refuses it.
func TestPicturesInInk(t *testing.T) {
	s := newSetter(t)
	s.doc.Spots = []page.Spot{{Name: "PANTONE 485 C", Alt: page.Color{M: 9500, Y: 10000}}}
	p := s.page("1", "")
	p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
	var packed bytes.Buffer
	if err := png.Encode(&packed, halves()); err != nil {
		t.Fatal(err)
	}
	k, err := dct.Encode(inksOf(halves()), 400, 300, 4, 95)
	if err != nil {
		t.Fatal(err)
	}
	rgb := image.NewRGBA(halves().Rect)
	for i, v := range halves().Pix {
		copy(rgb.Pix[4*i:], []byte{v, v, v, 255})
	}
	rgb.SetRGBA(0, 0, color.RGBA{R: 1, A: 255}) // no grey picture
	for _, data := range [][]byte{grayJPEG(t, halves()), packed.Bytes(), grayJPEG(t, rgb), k} {
		format := "jpeg"
		if data[0] == 0x89 {
			format = "png"
		}
		s.doc.Images = append(s.doc.Images, page.ImageFile{Name: "a." + format, Format: format, W: 400, H: 300, Data: data})
	}
	spot, half := page.Color{Spot: 1, Tint: 10000}, page.Color{Spot: 1, Tint: 5000}
	var at []unit.Rect
	for i, c := range []struct {
		file int
		ink  page.Color
	}{{0, spot}, {1, spot}, {2, spot}, {3, spot}, {0, half}, {0, page.Color{}}, {2, page.Color{C: 10000}}, {1, page.Black}} {
		r := unit.Rect{X: unit.Points(60 + 170*(i%4)), Y: unit.Points(100 + 150*(i/4)), W: 120 * unit.Pt, H: 90 * unit.Pt}
		at = append(at, r)
		p.Items = append(p.Items, &page.Image{File: c.file, Rect: r, X1: 400, Y1: 300, Ink: c.ink})
	}
	p.Items = append(p.Items, s.text("宋", "文", 100*unit.Pt, 500*unit.Pt, 9*unit.Pt, 0))
	data := writePDF(t, s.doc, Options{Profile: X1a})
	report, err := preflight.Check(context.Background(), bytes.NewReader(data), preflight.Newspaper())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		if f.Rule == "syntax" || f.Rule == "spots" || f.Rule == "rgb" || f.Rule == "ink-limit" {
			t.Error(f)
		}
	}
	const dpi = 72
	got := plates(t, saved(t, data), dpi)
	move := unit.Millimetres(3000)
	want := []string{"spot", "spot", "spot", "spot", "half", "Black", "Cyan", "Black"}
	for name, im := range got {
		for i, r := range at {
			r.X, r.Y, r.W = r.X+move, r.Y+move, r.W/2
			left, right := r.Inset(4*unit.Pt), r.Inset(4*unit.Pt)
			right.X += r.W
			dark, light := uint8(255), uint8(255)
			if spotty := strings.Contains(name, "PANTONE"); name == want[i] || spotty && want[i] == "spot" {
				dark, light = 0, 127
			} else if spotty && want[i] == "half" {
				dark, light = 127, 191
			}
			for _, c := range []struct {
				part unit.Rect
				want uint8
			}{{left, dark}, {right, light}} {
				if d, l := extremes(im, c.part, dpi); max(d, c.want)-min(d, c.want) > 3 || max(l, c.want)-min(l, c.want) > 3 {
					t.Errorf("picture %d on plate %s goes from %d to %d, want %d", i, name, d, l, c.want)
				}
			}
		}
	}
	if len(got) != 5 {
		t.Errorf("%d plates", len(got))
	}
	for _, profile := range Profiles {
		tool(t, "qpdf", "--check", saved(t, writePDF(t, s.doc, Options{Profile: profile})))
	}
}

// inksOf is a picture of inks in K alone, inverted as Adobe's programs store it.
func inksOf(im *image.Gray) []byte {
	var out []byte
	for _, v := range im.Pix {
		out = append(out, 255, 255, 255, v)
	}
	return out
}

func TestInkThatIsNot(t *testing.T) {
	s := newSetter(t)
	s.doc.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 400, H: 300, Data: grayJPEG(t, halves())}}
	s.page("1", "").Items = []page.Item{&page.Image{Rect: unit.Rect{W: 9 * unit.Pt, H: 9 * unit.Pt}, X1: 400, Y1: 300, Ink: page.Color{Spot: 3, Tint: 10000}}}
	if err := Write(&bytes.Buffer{}, s.doc, s.cat, Options{}); err == nil || !strings.Contains(err.Error(), "spot ink 3") {
		t.Errorf("got %v", err)
	}
}

// A supplied JPEG file of inks passes through where its ink is within the limit, and is
// made anew within it where not, be it marked by Adobe's programs or not: what its colours
// have of grey goes to black, twice as much as is over being taken from them.
func TestSuppliedInks(t *testing.T) {
	for _, c := range []struct {
		name  string
		inks  [4]byte // as they are printed, 255 full
		plain byte
		pass  bool
		black map[string]byte // on the plate, 0 full
	}{
		{"much", [4]byte{230, 230, 200, 150}, 0, false, map[string]byte{"marked": 0, "plain": 44}},
		{"fits", [4]byte{200, 100, 100, 60}, 100, true, map[string]byte{"marked": 195, "plain": 195}},
	} {
		pix := bytes.Repeat([]byte{255 - c.inks[0], 255 - c.inks[1], 255 - c.inks[2], 255 - c.inks[3]}, 400*300)
		marked, err := dct.Encode(pix, 400, 300, 4, 95)
		if err != nil {
			t.Fatal(err)
		}
		// Without the mark there are no differences of colours: light Y, 128, 128 is so
		// much cyan, and half magenta and yellow.
		plain, err := dct.Encode(bytes.Repeat([]byte{c.plain, c.plain, c.plain, c.inks[3]}, 400*300), 400, 300, 4, 95)
		if err != nil {
			t.Fatal(err)
		}
		plain = unmarked(t, plain)
		for form, data := range map[string][]byte{"marked": marked, "plain": plain} {
			s := newSetter(t)
			p := s.page("1", "")
			p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
			s.doc.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 400, H: 300, Data: data}}
			p.Items = []page.Item{&page.Image{Rect: unit.Rect{X: 60 * unit.Pt, Y: 60 * unit.Pt, W: 160 * unit.Pt, H: 120 * unit.Pt}, X1: 400, Y1: 300},
				s.text("宋", "文", 100*unit.Pt, 500*unit.Pt, 9*unit.Pt, 0)}
			out := writePDF(t, s.doc, Options{Profile: X1a})
			if got := bytes.Contains(out, data); got != c.pass {
				t.Errorf("%s, %s: passed through is %t", c.name, form, got)
			}
			report, err := preflight.Check(context.Background(), bytes.NewReader(out), preflight.Newspaper())
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Findings {
				if f.Rule == "ink-limit" || f.Rule == "syntax" {
					t.Errorf("%s, %s: %s", c.name, form, f)
				}
			}
			k, _ := extremes(plates(t, saved(t, out), 72)["Black"], unit.Rect{X: 80 * unit.Pt, Y: 80 * unit.Pt, W: 100 * unit.Pt, H: 80 * unit.Pt}, 72)
			if want := c.black[form]; max(k, want)-min(k, want) > 3 {
				t.Errorf("%s, %s: black is %d, want %d", c.name, form, k, want)
			}
		}
	}
}

// unmarked takes Adobe's marker out of a JPEG file.
func unmarked(t *testing.T, data []byte) []byte {
	i := bytes.Index(data, []byte("Adobe"))
	if i < 4 {
		t.Fatal("the file has no mark")
	}
	n := 2 + int(data[i-2])<<8 + int(data[i-1])
	return append(append([]byte{}, data[:i-4]...), data[i-4+n:]...)
}
