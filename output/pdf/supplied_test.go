package pdf

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// advert is a supplied page of 60 × 40 mm with 3 mm bleed: a tint to the bleed and text.
func advert(t *testing.T) []byte {
	s := newSetter(t)
	p := s.page("1", "")
	p.Trim = unit.Rect{W: unit.Millimetres(60000), H: unit.Millimetres(40000)}
	p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
	p.Items = []page.Item{&page.Path{Fill: &page.Color{C: 5000}, Segs: box(p.Bleed)}, s.text("黑", "广告新鲜上市", 20*unit.Pt, 40*unit.Pt, 18*unit.Pt, 0)}
	return writePDF(t, s.doc, Options{})
}

// place puts an advert on a page at 100, 100 pt in its size, and in the right lower corner
// of the trim.
func placed(t *testing.T, data []byte) []byte {
	s := newSetter(t)
	im, err := OpenPage("ad.pdf", data, 1)
	if err != nil {
		t.Fatal(err)
	}
	s.doc.Images = []page.ImageFile{im}
	p := s.page("1", "")
	p.Bleed = p.Trim.Inset(-unit.Millimetres(3000))
	size := unit.Rect{W: unit.Millimetres(int64(im.W) * 10), H: unit.Millimetres(int64(im.H) * 10)}
	for _, at := range []unit.Point{{X: 100 * unit.Pt, Y: 100 * unit.Pt}, {X: p.Trim.W - size.W, Y: p.Trim.H - size.H}} {
		p.Items = append(p.Items, &page.Image{Rect: unit.Rect{X: at.X, Y: at.Y, W: size.W, H: size.H}, X1: im.W, Y1: im.H})
	}
	p.Items = append(p.Items, s.text("宋", "正文", 300*unit.Pt, 500*unit.Pt, 9*unit.Pt, 0))
	return writePDF(t, s.doc, Options{})
}

// A placed advert keeps its text, ink and size; in the corner it bleeds.
func TestAdvert(t *testing.T) {
	data := placed(t, advert(t))
	f := saved(t, data)
	tool(t, "qpdf", "--check", f)
	if out := squeeze(tool(t, "pdftotext", "-raw", f, "-")); strings.Count(out, "广告新鲜上市") != 2 || !strings.Contains(out, "正文") {
		t.Errorf("the text is %s", out)
	}
	if n := bytes.Count(data, []byte("/Subtype/Form")); n != 1 {
		t.Errorf("the advert is there %d times", n)
	}
	bleed := unit.Millimetres(3000)
	cyan := plates(t, f, 72)["Cyan"]
	at := unit.Rect{X: 100*unit.Pt + bleed, Y: 100*unit.Pt + bleed, W: unit.Millimetres(60000), H: unit.Millimetres(40000)}
	if d, l := extremes(cyan, at.Inset(2*unit.Pt), 72); d != l || d > 130 {
		t.Errorf("the advert's ground goes from %d to %d", d, l)
	}
	outside := unit.Rect{X: at.X - 6*unit.Pt, Y: at.Y, W: 4 * unit.Pt, H: at.H}
	if d, _ := extremes(cyan, outside, 72); d != 255 {
		t.Errorf("it bleeds to %d inside the page", d)
	}
	corner := unit.Rect{X: unit.Millimetres(270000) + bleed + 2*unit.Pt, Y: unit.Millimetres(380000), W: 4 * unit.Pt, H: 10 * unit.Pt}
	if d, l := extremes(cyan, corner, 72); d != l || d > 130 {
		t.Errorf("in the corner the bleed goes from %d to %d", d, l)
	}
}

// Object streams and turned pages are read; encrypted files are refused with the reason.
func TestAdvertFiles(t *testing.T) {
	dir := t.TempDir()
	src := filepath.Join(dir, "ad.pdf")
	if err := os.WriteFile(src, advert(t), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{"objects": {"--object-streams=generate"}, "turned": {"--rotate=+90"}} {
		out := filepath.Join(dir, name+".pdf")
		tool(t, "qpdf", append(args, src, out)...)
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		im, err := OpenPage(name, data, 1)
		if err != nil {
			t.Fatal(err)
		}
		if name == "turned" && (im.W != 4000 || im.H != 6000) {
			t.Errorf("the turned advert is %d × %d", im.W, im.H)
		}
		f := saved(t, placed(t, data))
		if text := squeeze(tool(t, "pdftotext", "-raw", f, "-")); strings.Count(text, "广告新鲜上市") != 2 {
			t.Errorf("%s: the text is %s", name, text)
		}
		if name != "turned" {
			continue
		}
		// The line of text, 40 pt from the head, runs down 40 pt from the right side.
		at := unit.Point{X: 100*unit.Pt + unit.Millimetres(43000), Y: 100*unit.Pt + unit.Millimetres(3000)}
		black := plates(t, f, 72)["Black"]
		if d, _ := extremes(black, unit.Rect{X: at.X - 42*unit.Pt, Y: at.Y + 20*unit.Pt, W: 18 * unit.Pt, H: 100 * unit.Pt}, 72); d > 80 {
			t.Errorf("no text where it should run down: %d", d)
		}
		if d, _ := extremes(black, unit.Rect{X: at.X - 112*unit.Pt, Y: at.Y, W: 60 * unit.Pt, H: 160 * unit.Pt}, 72); d != 255 {
			t.Errorf("ink %d beside the text", d)
		}
	}
	for name, args := range map[string][]string{"restricted": {"--encrypt", "", "owner", "256", "--"}, "locked": {"--encrypt", "user", "owner", "256", "--"}} {
		out := filepath.Join(dir, name+".pdf")
		tool(t, "qpdf", append(append([]string{}, args...), src, out)...)
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := OpenPage(name, data, 1); err == nil {
			t.Errorf("%s is placed", name)
		}
	}
	if _, err := OpenPage("ad.pdf", advert(t), 2); err == nil || !strings.Contains(err.Error(), "no such page") {
		t.Errorf("page 2 gives %v", err)
	}
}

func FuzzSupplied(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := OpenPage("x", data, 1)
		if err != nil {
			return
		}
		d := &page.Doc{Meta: page.Meta{Date: "2026-10-20"}, Images: []page.ImageFile{im}, Pages: []*page.Page{{Trim: unit.Rect{W: unit.Pt * 100, H: unit.Pt * 100}}}}
		d.Pages[0].Items = []page.Item{&page.Image{Rect: unit.Rect{W: unit.Pt, H: unit.Pt}, X1: im.W, Y1: im.H}}
		Write(&bytes.Buffer{}, d, catalog(t), Options{})
	})
}
