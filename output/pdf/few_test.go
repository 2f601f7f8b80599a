package pdf

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/image/tiff"

	"banxin/cmd/need"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/preflight"
)

// rainbow is a photograph of all hues.
func rainbow(t *testing.T) []byte {
	im := image.NewRGBA(image.Rect(0, 0, 200, 150))
	for y := range 150 {
		for x := range 200 {
			im.SetRGBA(x, y, color.RGBA{uint8(x * 255 / 199), uint8(y * 255 / 149), uint8(255 - (x+y)*255/348), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// limited is a document of three pages with all that has colour on each: printed in black, in
// black and red, and in all inks.
func limited(t *testing.T) *setter {
	s := newSetter(t)
	s.doc.Spots = []page.Spot{{Name: "专红", Alt: page.Color{M: 10000, Y: 9000}}}
	s.doc.Images = []page.ImageFile{{Name: "a.jpg", Format: "jpeg", W: 200, H: 150, Data: rainbow(t)}, {Name: "k.jpg", Format: "jpeg", W: 400, H: 300, Data: grayJPEG(t, halves())}}
	for i, set := range []page.Inks{{Process: 8}, {Process: 8, Spots: 1}, {}} {
		p := s.page(string("123"[i]), "")
		p.Inks = set
		p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
		fill := page.Color{C: 6000, M: 2000}
		for k := range 2 {
			p.Items = append(p.Items, &page.Image{File: k, Rect: unit.Rect{X: unit.Points(60 + 170*k), Y: 100 * unit.Pt, W: 120 * unit.Pt, H: 90 * unit.Pt}, X1: s.doc.Images[k].W, Y1: s.doc.Images[k].H})
		}
		p.Items = append(p.Items, &page.Path{Fill: &fill, Segs: outline(unit.Rect{X: 60 * unit.Pt, Y: 250 * unit.Pt, W: 100 * unit.Pt, H: 50 * unit.Pt})},
			&page.Rule{From: unit.Point{X: 60 * unit.Pt, Y: 330 * unit.Pt}, To: unit.Point{X: 300 * unit.Pt, Y: 330 * unit.Pt}, Width: unit.Pt, Color: page.Color{Spot: 1, Tint: 10000}})
		text := s.text("黑", "红字", 100*unit.Pt, 400*unit.Pt, 24*unit.Pt, 0)
		text.Color = page.Color{M: 10000, Y: 9000}
		p.Items = append(p.Items, text)
	}
	return s
}

// TestInksOfPages: a page in black has no other ink, with its marks; preflight lists the inks of
// each, and the press refuses nothing.
func TestInksOfPages(t *testing.T) {
	for _, profile := range []Profile{X4, X1a} {
		data := writePDF(t, limited(t).doc, Options{Profile: profile, Press: Press{Marks: Marks{true, true, true, true, true, true, true, true}}})
		report, err := preflight.Check(t.Context(), bytes.NewReader(data), preflight.Newspaper())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range report.Findings {
			if f.Rule != "resolution" {
				t.Errorf("%s: %v", profile, f)
			}
		}
		want := []string{"Black", "Black 专红", "Cyan Magenta Yellow Black 专红"}
		for i, got := range report.Inks {
			if strings.Join(got, " ") != want[i] {
				t.Errorf("%s: page %d is in %v, want %s", profile, i+1, got, want[i])
			}
		}
	}
}

// TestInksOfPlates: Ghostscript finds no ink on the plates that a page has not.
func TestInksOfPlates(t *testing.T) {
	gs := need.Tool(t, "gs")
	data := writePDF(t, limited(t).doc, Options{Press: Press{Marks: Marks{true, true, true, true, true, true, true, true}}})
	dir := t.TempDir()
	name := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=inkcov", "-o", "-", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != 3 || !regexp.MustCompile(`^ *0\.00000 +0\.00000 +0\.00000 +0\.[0-9]*[1-9]`).MatchString(lines[0]) || strings.Contains(lines[2], "0.00000") {
		t.Errorf("inks of the pages:\n%s", out)
	}
	if out, err := exec.Command(gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r36", "-o", filepath.Join(dir, "p%d.tif"), name).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	plates, err := filepath.Glob(filepath.Join(dir, "p2(*).tif"))
	if err != nil {
		t.Fatal(err)
	}
	var inked []string
	for _, p := range plates {
		f, err := os.Open(p)
		if err != nil {
			t.Fatal(err)
		}
		im, err := tiff.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if dark(im) {
			inked = append(inked, filepath.Base(p))
		}
	}
	if len(inked) != 2 {
		t.Errorf("page 2 is on the plates %v", inked)
	}
}

func dark(im image.Image) bool {
	b := im.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, _, _, _ := im.At(x, y).RGBA(); r < 0xFF00 {
				return true
			}
		}
	}
	return false
}
