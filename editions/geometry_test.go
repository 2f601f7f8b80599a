package editions

import (
	"testing"

	"banxin/layout/unit"
)

// TestFrameRect: a frame stands where its columns and lines are counted to, a double page's
// gutter between the columns left of the fold and those right of it; the type area is in the
// middle of what the margins leave.
func TestFrameRect(t *testing.T) {
	page := func(fold int) *Template {
		return &Template{
			Width: 500 * unit.Pt, Margins: Margins{Top: 40 * unit.Pt, Left: 30 * unit.Pt, Right: 10 * unit.Pt},
			Columns: 4, Chars: 9, Gap: 10 * unit.Pt, Fold: fold, Gutter: 50 * unit.Pt, Size: 10 * unit.Pt, Leading: 13 * unit.Pt, Lines: 20,
		}
	}
	for _, c := range []struct {
		what  string
		page  *Template
		frame Frame
		want  [4]int // x, y, w, h in points
	}{
		{"all of a page", page(0), Frame{Cols: 4, Lines: 20}, [4]int{65, 40, 390, 257}},
		{"a line of a column", page(0), Frame{Col: 1, Line: 2, Cols: 1, Lines: 1}, [4]int{165, 66, 90, 10}},
		{"all of a double page", page(2), Frame{Cols: 4, Lines: 20}, [4]int{45, 40, 430, 257}},
		{"left of the fold", page(2), Frame{Cols: 2, Lines: 3}, [4]int{45, 40, 190, 36}},
		{"right of the fold", page(2), Frame{Col: 2, Cols: 2, Lines: 3}, [4]int{285, 40, 190, 36}},
		{"over the fold", page(2), Frame{Col: 1, Cols: 2, Lines: 3}, [4]int{145, 40, 230, 36}},
		{"placed by hand", page(2), Frame{Cols: 1, Lines: 1, Rect: unit.Rect{X: unit.Pt, Y: 2 * unit.Pt, W: 3 * unit.Pt, H: 4 * unit.Pt}}, [4]int{1, 2, 3, 4}},
	} {
		r := c.page.FrameRect(c.frame)
		if got := [4]unit.Length{r.X, r.Y, r.W, r.H}; got != [4]unit.Length{unit.Points(c.want[0]), unit.Points(c.want[1]), unit.Points(c.want[2]), unit.Points(c.want[3])} {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
	for fold, want := range map[int]unit.Rect{0: {X: 65, Y: 40, W: 390, H: 257}, 2: {X: 45, Y: 40, W: 430, H: 257}} {
		want = unit.Rect{X: want.X * unit.Pt, Y: want.Y * unit.Pt, W: want.W * unit.Pt, H: want.H * unit.Pt}
		if got := page(fold).TypeArea(); got != want {
			t.Errorf("folded at %d, the type area is %v, want %v", fold, got, want)
		}
	}
}
