package flow

import (
	"testing"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// outline is the smallest rectangle round the points of paths, and how many begin there.
func outline(t *testing.T, items []page.Item) (box unit.Rect, begins int) {
	t.Helper()
	lo, hi := unit.Point{X: 1 << 40, Y: 1 << 40}, unit.Point{X: -1 << 40, Y: -1 << 40}
	for _, it := range items {
		p, ok := it.(*page.Path)
		if !ok {
			t.Fatalf("%T", it)
		}
		for _, s := range p.Segs {
			n := 1
			switch s.Op {
			case page.MoveTo:
				begins++
			case page.CubicTo:
				n = 3
			case page.Close:
				n = 0
			}
			for _, q := range s.P[:n] {
				lo = unit.Point{X: min(lo.X, q.X), Y: min(lo.Y, q.Y)}
				hi = unit.Point{X: max(hi.X, q.X), Y: max(hi.Y, q.Y)}
			}
		}
	}
	return unit.Rect{X: lo.X, Y: lo.Y, W: hi.X - lo.X, H: hi.Y - lo.Y}, begins
}

var borders = []editions.Border{editions.DoubleLine, editions.ThickThin, editions.Dotted, editions.Wavy, editions.Fret, editions.Cloud, editions.Bamboo, editions.Lozenge, editions.Rounded}

// TestBorder: a border keeps inside its box, reaches all four edges and leaves the inside
// free, in boxes of any size; its lines are thick enough for a press.
func TestBorder(t *testing.T) {
	for _, k := range borders {
		for _, size := range [][2]int{{20, 20}, {333, 77}, {77, 333}, {1000, 1000}, {12, 900}} {
			r := unit.Rect{X: 10 * unit.Pt, Y: 20 * unit.Pt, W: unit.Points(size[0]), H: unit.Points(size[1])}
			b := editions.Box{Width: unit.Pt / 10, Border: k, Depth: 4 * unit.Pt}
			items := border(b, r, page.Black)
			box, begins := outline(t, items)
			edge := 3 * unit.Pt
			if r.Intersect(box) != box || box.X > r.X+edge || box.Y > r.Y+edge || box.Right() < r.Right()-edge || box.Bottom() < r.Bottom()-edge {
				t.Errorf("border %d of %v: %v", k, r, box)
			}
			if begins == 0 || begins > 8000 {
				t.Errorf("border %d of %v has %d parts", k, r, begins)
			}
			for _, it := range items {
				if p := it.(*page.Path); p.Stroke != nil && p.Width < finest {
					t.Errorf("border %d has a line of %s", k, p.Width)
				}
			}
		}
	}
}

// TestBorderAlike: a border of a square looks alike from all four sides: a quarter turn
// maps its points onto themselves, but for rounding.
func TestBorderAlike(t *testing.T) {
	r := unit.Rect{W: unit.Points(200), H: unit.Points(200)}
	for _, k := range borders {
		var points []unit.Point
		for _, it := range border(editions.Box{Width: unit.Pt / 2, Border: k, Depth: 5 * unit.Pt}, r, page.Black) {
			for _, s := range it.(*page.Path).Segs {
				if s.Op == page.MoveTo || s.Op == page.LineTo {
					points = append(points, s.P[0])
				}
			}
		}
		for _, p := range points {
			turned := unit.Point{X: r.W - p.Y, Y: p.X}
			found := false
			for _, q := range points {
				found = found || max(q.X-turned.X, turned.X-q.X, q.Y-turned.Y, turned.Y-q.Y) < unit.Pt/100
			}
			if k != editions.Wavy && k != editions.Rounded && !found {
				t.Errorf("border %d: nothing stands where %v turns to", k, p)
				break
			}
		}
	}
}
