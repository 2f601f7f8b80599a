package page

import (
	"testing"

	"banxin/layout/unit"
)

// TestRounded: the outline stays within its rectangle, touches all four sides, and a radius is
// half of the shorter side at most.
func TestRounded(t *testing.T) {
	r := unit.Rect{X: 10 * unit.Pt, Y: 20 * unit.Pt, W: 40 * unit.Pt, H: 30 * unit.Pt}
	for _, radius := range []unit.Length{0, unit.Pt, 15 * unit.Pt, 99 * unit.Pt} {
		all := unit.Rect{}
		for i, s := range Rounded(r, radius) {
			for _, p := range s.P[:map[Op]int{MoveTo: 1, LineTo: 1, CubicTo: 3}[s.Op]] {
				at := unit.Rect{X: p.X, Y: p.Y, W: 1, H: 1}
				if i == 0 {
					all = at
				}
				all = all.Union(at)
			}
		}
		if all.X != r.X || all.Y != r.Y || all.W != r.W+1 || all.H != r.H+1 {
			t.Errorf("radius %s: %v of %v", radius, all, r)
		}
	}
	if n := len(Rounded(r, 0)); n != 6 {
		t.Errorf("a square corner has %d segments", n)
	}
}
