package flow

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// A head keeps its lines in order and inside its height, the same white from its text
// whatever its whole number of lines leaves as long as it can open its own lines, and then
// as much more above as below.
func TestHeadWhite(t *testing.T) {
	two := &heading{pitch: 130, height: 84, lines: []headLine{{role: page.RoleKicker, y: 18, top: 0, size: 20}, {role: page.RoleHeadline, y: 65, top: 30, size: 54}}}
	brief := &heading{pitch: 130, height: 40, under: true, lines: []headLine{{role: page.RoleHeadline, y: 35, size: 40}}}
	one := &heading{pitch: 130, height: 40, lines: []headLine{{role: page.RoleHeadline, y: 35, size: 40}}}
	for _, c := range []struct {
		h                   *heading
		white               unit.Length
		above, inner, below unit.Length
	}{
		{two, 52, 0, 10, 52}, // the least
		{two, 78, 0, 10, 78},
		{two, 86, 0, 18, 78},
		{two, 89, 0, 21, 78},
		{two, 109, 10, 21, 88},
		{brief, 52, 0, 0, 52},
		{brief, 130, 71, 0, 59},
		{one, 78, 0, 0, 78},
		{one, 130, 26, 0, 104},
	} {
		lines, above := c.h.spread(c.white)
		last := lines[len(lines)-1]
		inner := unit.Length(0)
		if len(lines) > 1 {
			inner = last.top - lines[0].top - lines[0].size
		}
		below := c.h.height + c.white - above - last.top - last.size
		if above != c.above || inner != c.inner || below != c.below {
			t.Errorf("white %d of %d lines: %d above, %d inside, %d below; want %d, %d, %d", c.white, len(lines), above, inner, below, c.above, c.inner, c.below)
		}
		if last.y-last.top != c.h.lines[len(lines)-1].y-c.h.lines[len(lines)-1].top {
			t.Error("the baseline left its em box")
		}
	}
}

// A kicker keeps two steps below its headline whatever its style says, and its style where
// the headline is great enough.
func TestKickerBeneathHeadline(t *testing.T) {
	hd := &header{styles: &Styles{grid: &Grid{Size: 10 * unit.Pt}}}
	for _, c := range [][3]int{{22, 24, 18}, {22, 28, 20}, {22, 32, 22}, {22, 0, 22}, {12, 10, 10}} {
		if got := hd.beneath(unit.Points(c[0]), unit.Points(c[1])); got != unit.Points(c[2]) {
			t.Errorf("a kicker of %d over %d is %s, want %d", c[0], c[1], got, c[2])
		}
	}
}
