package flow

import (
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Below every head is the same white, as soon as its lines hold that; what is left opens the head
// and stands above it, below a label that keeps to the top.
func TestHeadWhite(t *testing.T) {
	headline := headLine{role: page.RoleHeadline, y: 35, size: 40}
	two := &heading{pitch: 100, height: 84, lines: []headLine{{role: page.RoleKicker, y: 18, top: 0, size: 20}, {role: page.RoleHeadline, y: 65, top: 30, size: 54}}}
	labelled := &heading{pitch: 100, height: 84, lines: []headLine{{role: page.RoleLabel, y: 18, top: 0, size: 20}, {role: page.RoleHeadline, y: 65, top: 30, size: 54}}}
	brief := &heading{pitch: 100, height: 40, brief: true, lines: []headLine{headline}}
	one := &heading{pitch: 100, height: 40, lines: []headLine{headline}}
	for _, c := range []struct {
		h                   *heading
		white               unit.Length
		above, inner, below unit.Length
	}{
		{two, 55, 0, 10, 55}, // closer than all others
		{two, 95, 0, 10, 95},
		{two, 105, 5, 15, 95},
		{two, 195, 89, 21, 95},
		{labelled, 105, 0, 20, 95},
		{brief, 40, 0, 0, 40},
		{brief, 130, 70, 0, 60},
		{one, 90, 0, 0, 90},
		{one, 180, 85, 0, 95},
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

// TestHeadLines: a head has as many lines as hold it and the white below it, less in a column,
// and where it may stand closer, and no fewer than the slot says.
func TestHeadLines(t *testing.T) {
	g := &Grid{Size: 100, Leading: 100}
	for _, c := range []struct {
		height       unit.Length
		least        int
		brief, close bool
		want         int
	}{
		{15, 0, false, false, 1}, {16, 0, false, false, 2}, {45, 0, false, true, 1}, {46, 0, false, true, 2},
		{50, 0, true, false, 1}, {51, 0, true, false, 2}, {10, 3, false, false, 3},
	} {
		h := &heading{height: c.height, lines: make([]headLine, 1), brief: c.brief}
		if n := headLines(h, g, c.least, c.close); n != c.want {
			t.Errorf("%+v: %d lines", c, n)
		}
	}
	if headLines(&heading{height: 60}, g, 3, false) != 0 || barLines(&heading{}, g, 3) != 0 {
		t.Error("no head takes lines")
	}
	for height, want := range map[unit.Length]int{30: 2, 31: 3, 130: 3, 131: 4} {
		if n := barLines(&heading{height: height, lines: make([]headLine, 1)}, g, 0); n != want {
			t.Errorf("a head %d high on a bar has %d lines, want %d", height, n, want)
		}
	}
}

// TestSteps: a headline is taken so many steps down or up.
func TestSteps(t *testing.T) {
	for _, c := range [][3]int{{44, 0, 44}, {44, 1, 40}, {44, 2, 36}, {43, 1, 40}, {44, -1, 48}, {45, -1, 48}, {44, -2, 56}, {8, 1, 8}, {96, -1, 96}, {9, 5, 8}} {
		if got := smaller(unit.Points(c[0]), c[1]); got != unit.Points(c[2]) {
			t.Errorf("%d by %d steps is %s, want %d", c[0], c[1], got, c[2])
		}
	}
}

// TestStack: a vertical head has the greatest size at which it is no wider than its place and
// no line of it is broken.
func TestStack(t *testing.T) {
	words := func(s ...string) (out []editions.Text) {
		for _, w := range s {
			out = append(out, editions.Text{Runs: []editions.Run{{Text: w}}})
		}
		return out
	}
	for _, c := range []struct {
		lines []editions.Text
		chars int
		want  int
	}{
		{words("甲"), 10, 96}, {words("甲", "乙"), 10, 40}, {words("甲"), 3, 28}, {words("甲\n乙"), 10, 8},
	} {
		g, _ := galley(t, "p1", editions.Story{ID: "s", Headline: c.lines})
		m := &composer{Setter: &inline.Setter{}, g: g}
		h := m.stack(100*em, 100*em, editions.Head{Chars: c.chars})
		if h.size() != unit.Points(c.want) {
			t.Errorf("%v in %d characters: %s", c.lines, c.chars, h.size())
		}
		for i := 1; i < len(h.lines); i++ {
			if h.lines[i].x >= h.lines[i-1].x {
				t.Error("the lines do not go from right to left")
			}
		}
	}
}

// TestSlotFaces: letters and figures of a head in a slot's own face are of that face too, but where the style has them
// of another than its Chinese.
func TestSlotFaces(t *testing.T) {
	for _, c := range []struct{ fonts, latin, want string }{{"楷", "楷", "粗黑"}, {"楷", "", "粗黑"}, {"楷", "宋", "宋"}} {
		k, st := real(), &editions.Style{Fonts: []string{c.fonts}}
		if c.latin != "" {
			st.Latin = []string{c.latin}
		}
		face, _ := k.faced(k.resolve(st, 20*unit.Pt), "粗黑").font.Latin.Find('9')
		want, _ := k.chain([]string{c.want}).Find('9')
		if face != want {
			t.Errorf("beside 粗黑, figures of a style in %s and %q are not of %s", c.fonts, c.latin, c.want)
		}
	}
}
