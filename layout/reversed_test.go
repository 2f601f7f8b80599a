package layout_test

import (
	"testing"

	"banxin/cmd/need/composed"
	"banxin/cmd/need/held"
	"banxin/layout/page"
	"banxin/layout/unit"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestReversed: all white type stands on a filled path painted before it, with colour
// around it, and black type on none that is dark.
func TestReversed(t *testing.T) {
	ar, err := txtar.ParseFile("flow/testdata/reversed.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, _, res := composed.Paper(t, held.Paper(ar))
	white := 0
	for _, pg := range res.Doc.Pages {
		var bars []*page.Path
		for _, it := range pg.Items {
			switch it := it.(type) {
			case *page.Path:
				if it.Fill != nil {
					bars = append(bars, it)
				}
			case *page.Text:
				at := it.At
				if it.Dir == page.Horizontal {
					at.X += unit.Length(it.Glyphs[0].X)
				}
				on := page.White
				for _, b := range bars {
					r := unit.Rect{X: b.Segs[0].P[0].X, Y: b.Segs[0].P[0].Y}
					r.W, r.H = b.Segs[2].P[0].X-r.X, b.Segs[2].P[0].Y-r.Y
					if in := r.Inset(5 * unit.Pt); in.X <= at.X && at.X < in.Right() && r.Y <= at.Y && at.Y < r.Bottom() {
						on = *b.Fill
					}
				}
				dark := on.K > 5000 || on.M > 5000
				if it.Color == page.White {
					white++
				}
				if (it.Color == page.White) != dark {
					t.Errorf("%q in %v stands on %v", it.Src, it.Color, on)
				}
			}
		}
	}
	if white < 4 {
		t.Errorf("%d runs are white", white)
	}
}
