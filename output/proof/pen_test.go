package proof

import (
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/specimen"
)

func newPen(t testing.TB) (*pen, *page.Doc) {
	t.Helper()
	cat, faces := specimen.Catalog()
	out, p, err := begin(&page.Doc{Faces: faces[:2]}, cat)
	if err != nil {
		t.Fatal(err)
	}
	return p, out
}

// TestFaces: a label's faces are the document's, added when it lacks them.
func TestFaces(t *testing.T) {
	p, d := newPen(t)
	for _, it := range p.set("版面 A1", unit.Point{}, 9*unit.Pt, black, left) {
		run := it.(*page.Text)
		name := d.Faces[run.Face].Name
		if name != "NotoSansSC-Regular" {
			t.Errorf("%q is set in %s", run.Src, name)
		}
		if len(run.Glyphs) != len([]rune(run.Src)) {
			t.Errorf("%q has %d glyphs", run.Src, len(run.Glyphs))
		}
	}
	if d.Faces[0].Name != "NotoSerifSC-Regular" {
		t.Error("the document's own faces have moved")
	}
}

func TestAlign(t *testing.T) {
	p, _ := newPen(t)
	at := unit.Point{X: 100 * unit.Pt}
	for _, c := range []struct {
		a    align
		want unit.Length
	}{{left, 100 * unit.Pt}, {middle, 90 * unit.Pt}, {right, 80 * unit.Pt}} {
		if got := p.set("大样", at, 10*unit.Pt, black, c.a)[0].(*page.Text).At.X; got != c.want {
			t.Errorf("alignment %d begins at %v, want %v", c.a, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	p, _ := newPen(t)
	for _, c := range []struct {
		in   string
		want string
	}{
		{"", ""},
		{"版心", "版心"},
		{"头条正文超出十四字", "头条正文超|出十四字"},
		{"头条正文超，十四字", "头条正文超，|十四字"},
		{"见 s01.md:3:5 行", "见|s01.md:3:5|行"},
		{"abcdefghijklmnopqrstuvwxyz", "abcdefghij|klmnopqrs|tuvwxyz"},
	} {
		if got := strings.Join(p.wrap(c.in, 10*unit.Pt, 52*unit.Pt), "|"); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

// FuzzWrap: no character but spaces is lost, and only marks hang over the width.
func FuzzWrap(f *testing.F) {
	f.Add("头条正文超出 14 字，见 s01.md:3:5", int64(50))
	f.Add("，，，，，", int64(9))
	p, _ := newPen(f)
	f.Fuzz(func(t *testing.T, s string, width int64) {
		if width < 12 || width > 500 || len(s) > 1000 {
			return
		}
		const size = 10 * unit.Pt
		bare := func(s string) string { return strings.ReplaceAll(string([]rune(s)), " ", "") }
		lines := p.wrap(s, size, unit.Points(int(width)))
		if got := bare(strings.Join(lines, "")); got != bare(s) {
			t.Errorf("%q became %q", s, lines)
		}
		for _, l := range lines {
			r := []rune(l)
			for len(r) > 1 && hangs(r[len(r)-1]) {
				r = r[:len(r)-1]
			}
			if w := p.width(string(r), size); w > unit.Points(int(width)) && len(r) > 1 {
				t.Errorf("%q is %v wide, more than %d pt", l, w, width)
			}
		}
	})
}
