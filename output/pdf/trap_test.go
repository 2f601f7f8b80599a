package pdf_test

import (
	"bytes"
	"context"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/specimen"
	"banxin/output/pdf"
	"banxin/output/plates"
)

// box is a filled rectangle, in points.
func box(x, y, w, h int, k page.Color) *page.Path {
	at := func(x, y int) [3]unit.Point {
		return [3]unit.Point{{X: unit.Length(x) * unit.Pt, Y: unit.Length(y) * unit.Pt}}
	}
	return &page.Path{Fill: &k, Segs: []page.Seg{{Op: page.MoveTo, P: at(x, y)}, {Op: page.LineTo, P: at(x+w, y)}, {Op: page.LineTo, P: at(x+w, y+h)}, {Op: page.LineTo, P: at(x, y+h)}, {Op: page.Close}}}
}

// trapped writes a page with a trap and returns its plates, ten pixels a point.
func trapped(t *testing.T, trap unit.Length, items ...page.Item) (*plates.Sheet, []byte) {
	t.Helper()
	cat, list := specimen.Catalog()
	r := unit.Rect{W: 100 * unit.Pt, H: 100 * unit.Pt}
	d := &page.Doc{Meta: page.Meta{Title: "t", Paper: "t", Date: "2026-10-20", Lang: "zh-CN"}, Faces: list, Pages: []*page.Page{{Name: "1", Trim: r, Bleed: r, Items: items}}}
	var b bytes.Buffer
	if err := pdf.Write(&b, d, cat, pdf.Options{Press: pdf.Press{Trap: trap}}); err != nil {
		t.Fatal(err)
	}
	f, err := plates.Open(b.Bytes(), plates.Options{PPI: 720})
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Sheet(context.Background(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return s, b.Bytes()
}

// at are the process inks at a place in tenths of a point from above, in percent.
func at(s *plates.Sheet, x, y int) (out [4]int) {
	for i := range out {
		out[i] = (int(s.Inks[i].Pix[y*s.W+x])*100 + 127) / 255
	}
	return out
}

// TestTrap: inks are held back under white, and colours without a common ink overlap, as far
// as the press asked for and no further.
func TestTrap(t *testing.T) {
	red, blue, dark := page.Color{M: 10000}, page.Color{C: 10000}, page.Color{C: 6000, K: 8000}
	s, data := trapped(t, unit.Pt,
		box(0, 0, 50, 50, dark), box(20, 20, 10, 10, page.White), // reversed out of two inks
		box(50, 50, 25, 50, blue), box(75, 50, 25, 50, red), // side by side
		box(60, 10, 30, 30, blue), box(70, 20, 10, 10, red)) // one on the other
	for _, c := range []struct {
		what string
		x, y int
		want [4]int
	}{
		{"the ground", 100, 100, [4]int{60, 0, 0, 80}},
		{"beside the white, black alone", 195, 250, [4]int{0, 0, 0, 80}},
		{"farther off", 185, 250, [4]int{60, 0, 0, 80}},
		{"the white", 202, 250, [4]int{}},
		{"both on the edge, on this side", 745, 750, [4]int{100, 100, 0, 0}},
		{"and on that", 755, 750, [4]int{0, 100, 0, 0}},
		{"not beyond the outer edge", 995, 750, [4]int{0, 100, 0, 0}},
		{"on a ground", 695, 250, [4]int{100, 100, 0, 0}},
		{"within", 705, 250, [4]int{0, 100, 0, 0}},
		{"around", 685, 250, [4]int{100, 0, 0, 0}},
	} {
		if got := at(s, c.x, c.y); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	if !bytes.Contains(data, []byte("/Trapped/True")) || !bytes.Contains(data, []byte("<pdf:Trapped>True")) {
		t.Error("it does not say that it is trapped")
	}
	s, data = trapped(t, 0, box(0, 0, 50, 50, dark), box(20, 20, 10, 10, page.White))
	if got := at(s, 195, 250); got != [4]int{60, 0, 0, 80} || !bytes.Contains(data, []byte("/Trapped/False")) {
		t.Errorf("without a trap: %v", got)
	}
}

// TestTrapType: white type on two inks stands in the stronger alone, and is as large as it was.
func TestTrapType(t *testing.T) {
	cat, _ := specimen.Catalog()
	white := specimen.Run(cat, 0, 40*unit.Pt, unit.Point{X: 20 * unit.Pt, Y: 70 * unit.Pt}, "一")
	white.Color = page.White
	ground := box(0, 0, 100, 100, page.Color{C: 6000, K: 8000})
	plain, _ := trapped(t, 0, ground, white)
	s, _ := trapped(t, unit.Pt, ground, white)
	if a, b := plain.Coverage(3), s.Coverage(3); a-b > 0.01 || b-a > 0.01 {
		t.Errorf("black covers %.2f %%, without a trap %.2f %%", b, a)
	}
	if a, b := plain.Coverage(0), s.Coverage(0); a-b < 0.3 {
		t.Errorf("cyan covers %.2f %%, without a trap %.2f %%", b, a)
	}
}
