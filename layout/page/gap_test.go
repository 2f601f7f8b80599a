package page_test

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestForProof: gaps are shown wherever they stand, supplied pages where asked for; what has
// neither is the same document, and the one shown has not changed.
func TestForProof(t *testing.T) {
	r := unit.Rect{X: 10, Y: 20, W: 300, H: 200}
	image := func(n int) *page.Image { return &page.Image{File: n, Rect: r} }
	doc := func(items ...page.Item) *page.Doc {
		return &page.Doc{Images: []page.ImageFile{{Format: "jpeg"}, {Format: "pdf"}}, Pages: []*page.Page{{Items: items}, {}}}
	}
	deep := doc(image(0), &page.Group{At: unit.Point{X: 5}, Items: []page.Item{&page.Group{Items: []page.Item{page.NewGap(r, image(0))}}}})
	for _, c := range []struct {
		what  string
		d     *page.Doc
		forms bool
		want  int // paths: the boxes
	}{
		{"a picture", doc(image(0)), true, 0},
		{"a gap", doc(page.NewGap(r)), false, 1},
		{"a gap in groups", deep, false, 1},
		{"a supplied page that is drawn", doc(image(1)), false, 0},
		{"a supplied page that is not", doc(image(1), page.NewGap(r)), true, 2},
	} {
		before := len(c.d.Pages[0].Gaps())
		out, boxes := page.ForProof(c.d, c.forms), 0
		page.Walk(out.Pages[0].Items, page.Frame{}, func(it page.Item, _ page.Frame) {
			if _, ok := it.(*page.Path); ok {
				boxes++
			}
		})
		if boxes != c.want || out.HasGaps() || (out == c.d) != (c.want == 0) || len(c.d.Pages[0].Gaps()) != before {
			t.Errorf("%s: %d boxes, want %d; gaps are left: %t; the same: %t", c.what, boxes, c.want, out.HasGaps(), out == c.d)
		}
	}
}

// TestGapHalves: a gap across a fold is one of both pages, and is shown on each.
func TestGapHalves(t *testing.T) {
	r := unit.Rect{X: 100 * unit.Pt, Y: 0, W: 200 * unit.Pt, H: 100 * unit.Pt}
	trim := unit.Rect{W: 400 * unit.Pt, H: 100 * unit.Pt}
	d := page.Halves(&page.Doc{Pages: []*page.Page{{Trim: trim, Bleed: trim, Fold: 200 * unit.Pt, Items: []page.Item{page.NewGap(r)}}}})
	for i, want := range []unit.Length{100 * unit.Pt, -100 * unit.Pt} {
		gaps := d.Pages[i].Gaps()
		if len(gaps) != 1 || gaps[0].Rect.X != want || page.Extent(gaps[0].Items[0]).X-want > unit.Pt {
			t.Errorf("page %d has %+v", i, gaps)
		}
	}
}
