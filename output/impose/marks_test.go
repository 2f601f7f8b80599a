package impose

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"banxin/cmd/need"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/pdf"
)

// Marks show the trims of both pages at head and foot of a plate: the spine, or both cuts
// where there is a gap; the sheet's own corners are marked once. A plate with a blank side
// has them too. Outside of the marks the border is white.
func TestTrimMarks(t *testing.T) {
	src, cat := edition(t, 2)
	for _, gap := range []unit.Length{0, unit.Millimetres(20000)} {
		pages, err := pdf.OpenPages("edition.pdf", src)
		if err != nil {
			t.Fatal(err)
		}
		d, _, err := Sheets(pages, Options{Gap: gap, Meta: page.Meta{Title: "plates", Date: "2026-10-20", Lang: "zh-CN"}})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := pdf.Write(&b, d, cat, pdf.Options{Profile: pdf.X1a, Press: pdf.Press{Marks: pdf.Marks{Crop: true}}}); err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		name := filepath.Join(dir, "p.pdf")
		if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		const dpi = 144
		if out, err := exec.Command(need.Tool(t, "gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pnggray", "-r144", "-dLastPage=1", "-o", filepath.Join(dir, "p.png"), name).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		f, err := os.Open(filepath.Join(dir, "p.png"))
		if err != nil {
			t.Fatal(err)
		}
		im, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		px := func(l unit.Length) int { return int(int64(l) * dpi / 72 >> 16) }
		border := 36*unit.Pt + unit.Millimetres(3000)
		one := unit.Millimetres(270000)
		want := []int{px(border), px(border + one), px(border + one + gap), px(border + 2*one + gap)}
		for _, y := range []int{px(30 * unit.Pt), im.Bounds().Dy() - px(30*unit.Pt)} {
			seen := map[int]bool{}
			for x := range im.Bounds().Dx() {
				// The spine is dashed: a few rows show one.
				dark := false
				for k := range 10 {
					v, _, _, _ := im.At(x, y-5+k).RGBA()
					dark = dark || v < 0xC000
				}
				if !dark {
					continue
				}
				near := -1
				for i, w := range want {
					if x >= w-2 && x <= w+2 {
						near = i
						seen[i] = true
					}
				}
				if near < 0 {
					t.Fatalf("gap %d: a mark at %d, want %v", gap, x, want)
				}
			}
			if len(seen) != 4 {
				t.Errorf("gap %d: marks %v of %v", gap, seen, want)
			}
		}
		out, err := exec.Command(need.Tool(t, "pdfinfo"), "-box", name).Output()
		if trim := regexp.MustCompile(`TrimBox: +44.50 +44.50 `); err != nil || !trim.Match(out) {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

// A file says its names, its date and the condition it is made for.
func TestAbout(t *testing.T) {
	src, cat := edition(t, 1)
	pages, _ := pdf.OpenPages("edition.pdf", src)
	d, _, err := Sheets(pages, Options{Meta: page.Meta{Title: "印张", Paper: "云溪日报", Date: "2026-10-20"}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	at := time.Date(2026, 10, 20, 1, 2, 3, 0, time.UTC)
	if err := pdf.Write(&b, d, cat, pdf.Options{Modified: at, Press: pdf.Press{Condition: "WAN-IFRAnewspaper26v5", Info: "our press"}}); err != nil {
		t.Fatal(err)
	}
	a, err := pdf.ReadAbout(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "印张" || a.Author != "云溪日报" || !a.Created.Equal(at) || a.Condition != "WAN-IFRAnewspaper26v5" || a.Info != "our press" || len(a.ICC) < 1000 {
		t.Errorf("got %q %q %v %q %q, %d bytes of profile", a.Title, a.Author, a.Created, a.Condition, a.Info, len(a.ICC))
	}
	if _, err := pdf.ReadAbout([]byte("%PDF-1.7 this is none")); err == nil {
		t.Error("a broken file is read")
	}
}
