package impose

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"banxin/assets/faces"
	"banxin/cmd/need"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/pdf"
	"banxin/output/preflight"
)

func TestPlates(t *testing.T) {
	for n, want := range map[int]string{
		1: "[{1 front 0 1}]",
		2: "[{1 front 0 1} {1 back 2 0}]",
		4: "[{1 front 4 1} {1 back 2 3}]",
		6: "[{1 front 6 1} {1 back 2 0} {2 front 0 3} {2 back 4 5}]",
		8: "[{1 front 8 1} {1 back 2 7} {2 front 6 3} {2 back 4 5}]",
	} {
		if got := fmt.Sprint(Plates(n)); got != want {
			t.Errorf("%d pages: %s, want %s", n, got, want)
		}
	}
	for n := 1; n < 130; n++ { // nothing lost, nothing doubled
		seen := map[int]int{}
		for _, p := range Plates(n) {
			seen[p.Left]++
			seen[p.Right]++
		}
		for p := 1; p <= n; p++ {
			if seen[p] != 1 {
				t.Fatalf("%d pages: page %d is there %d times", n, p, seen[p])
			}
		}
	}
}

// edition is n pages that say their number.
func edition(t *testing.T, n int) ([]byte, *fonts.Catalog) {
	cat, err := fonts.NewCatalog(faces.All()...)
	if err != nil {
		t.Fatal(err)
	}
	f := cat.Lookup("黑")
	d := &page.Doc{Meta: page.Meta{Paper: "云溪日报", Date: "2026-10-20", Title: "云溪日报", Lang: "zh-CN"}}
	for _, f := range cat.Faces() {
		d.Faces = append(d.Faces, page.Face{Name: f.Name()})
	}
	for i := range n {
		trim := unit.Rect{W: unit.Millimetres(270000), H: unit.Millimetres(390000)}
		text := fmt.Sprintf("P%d", i+1)
		run := &page.Text{Face: uint16(f.Index()), Size: 100 * unit.Pt, Color: page.Black, At: unit.Point{X: 100 * unit.Pt, Y: 300 * unit.Pt}, Src: text}
		for k, r := range text {
			run.Glyphs = append(run.Glyphs, page.Glyph{X: int32(60*k) << 16, Cluster: uint32(k), ID: f.Glyph(r)})
		}
		d.Pages = append(d.Pages, &page.Page{Name: text, Number: i + 1, Trim: trim, Bleed: trim.Inset(-unit.Millimetres(3000)), Items: []page.Item{run}})
	}
	var b bytes.Buffer
	if err := pdf.Write(&b, d, cat, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), cat
}

// The sheets show the pages where the table says, pass preflight, and are the same twice.
func TestSheets(t *testing.T) {
	src, cat := edition(t, 8)
	o := Options{Meta: page.Meta{Paper: "云溪日报", Date: "2026-10-20", Title: "云溪日报 plates", Lang: "zh-CN"}}
	pages, err := pdf.OpenPages("edition.pdf", src)
	if err != nil {
		t.Fatal(err)
	}
	d, plates, err := Sheets(pages, o)
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := pdf.Write(w, d, cat, pdf.Options{Press: pdf.Press{Marks: pdf.AllMarks}}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("other bytes the second time")
	}
	r, err := preflight.Check(context.Background(), bytes.NewReader(a.Bytes()), preflight.Newspaper())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		t.Error(f)
	}
	name := filepath.Join(t.TempDir(), "plates.pdf")
	if err := os.WriteFile(name, a.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	for i, p := range plates {
		out, err := exec.Command(need.Tool(t, "pdftotext"), "-f", fmt.Sprint(i+1), "-l", fmt.Sprint(i+1), "-layout", name, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("P%d P%d", p.Left, p.Right); !strings.Contains(strings.Join(strings.Fields(string(out)), " "), want) {
			t.Errorf("sheet %d says %q, want %s", i+1, out, want)
		}
	}
	if out, err := exec.Command(need.Tool(t, "qpdf"), "--check", name).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestFormats(t *testing.T) {
	if _, _, err := Sheets([]page.ImageFile{{W: 27000, H: 39000}, {W: 39000, H: 54000}}, Options{}); err == nil || !strings.Contains(err.Error(), "page 2") {
		t.Errorf("two formats give %v", err)
	}
	if _, _, err := Sheets(nil, Options{}); err == nil {
		t.Error("no pages are imposed")
	}
}
