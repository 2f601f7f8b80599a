package pdf

import (
	"sync"
	"testing"

	"banxin/assets/faces"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// builtin is the catalogue of the embedded faces, shared by the tests.
var builtin = sync.OnceValues(func() (*fonts.Catalog, error) {
	return fonts.NewCatalog(faces.All()...)
})

func catalog(tb testing.TB) *fonts.Catalog {
	tb.Helper()
	cat, err := builtin()
	if err != nil {
		tb.Fatal(err)
	}
	return cat
}

// setter makes runs for tests: characters side by side, by their advances.
type setter struct {
	tb  testing.TB
	cat *fonts.Catalog
	doc *page.Doc
}

func newSetter(tb testing.TB) *setter {
	s := &setter{tb: tb, cat: catalog(tb), doc: &page.Doc{Meta: page.Meta{
		Paper: "云溪日报", Code: "yxrb", Lang: "zh-CN", Date: "2026-10-20", Issue: 3256, Title: "云溪日报 2026年10月20日"}}}
	for _, f := range s.cat.Faces() {
		s.doc.Faces = append(s.doc.Faces, page.Face{Name: f.Name()})
	}
	return s
}

// page adds an empty tabloid page.
func (s *setter) page(name, section string) *page.Page {
	trim := unit.Rect{W: unit.Millimetres(270000), H: unit.Millimetres(390000)}
	p := &page.Page{Name: name, Number: len(s.doc.Pages) + 1, Section: section, Trim: trim, Bleed: trim}
	s.doc.Pages = append(s.doc.Pages, p)
	return p
}

// text sets a run with extra space after each glyph.
func (s *setter) text(role, text string, x, y, size, extra unit.Length) *page.Text {
	f := s.cat.Lookup(role)
	if f == nil {
		s.tb.Fatalf("no face %s", role)
	}
	t := &page.Text{Face: uint16(f.Index()), Size: size, Color: page.Black, At: unit.Point{X: x, Y: y}, Src: text}
	var at unit.Length
	for i, r := range text {
		g := f.Glyph(r)
		t.Glyphs = append(t.Glyphs, page.Glyph{X: int32(at), Cluster: uint32(i), ID: g})
		at += size.MulDiv(int64(f.Advance(g)), int64(f.UnitsPerEm())) + extra
	}
	return t
}

// random is a small linear congruential generator: tests must not depend on the library's.
type random uint64

func (r *random) next(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r>>33) % uint64(n))
}

// newspaper fills pages with five columns of body text, 8,900 characters each, of about
// 3,500 different ones, with justified lines, a headline and a label.
func newspaper(tb testing.TB, pages int) *page.Doc {
	s := newSetter(tb)
	var rnd random = 1
	char := func() rune {
		a := rnd.next(60)
		return rune(0x4E00 + (a*a+rnd.next(60))*5%17500)
	}
	run := func(role string, n int, x, y, size, extra unit.Length) *page.Text {
		text := make([]rune, n)
		for i := range text {
			text[i] = char()
		}
		return s.text(role, string(text), x, y, size, extra)
	}
	for i := range pages {
		p := s.page(string(rune('1'+i%9)), "要闻")
		p.Items = append(p.Items, run("标宋", 12, 40*unit.Pt, 60*unit.Pt, 40*unit.Pt, 0), run("黑", 8, 40*unit.Pt, 80*unit.Pt, 12*unit.Pt, 0))
		for col := range 5 {
			for line := range 85 {
				x, y := unit.Points(20+col*150), unit.Points(100+line*12)
				role := "宋"
				if line%20 == 0 {
					role = "楷"
				}
				p.Items = append(p.Items, run(role, 21, x, y, 7*unit.Pt, unit.Length(rnd.next(9000))))
			}
		}
	}
	return s.doc
}
