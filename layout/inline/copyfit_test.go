package inline

import (
	"testing"

	"banxin/layout/unit"
)

// loosest returns the widest gap between Han of lines.
func loosest(lines []Line) (gap unit.Length) {
	for _, l := range lines {
		if gap = max(gap, l.HanGap); l.Tier == Short { // torn open it would be wider
			gap = max(gap, l.Width)
		}
	}
	return gap
}

// TestBreakTo asks for other numbers of lines than the best.
func TestBreakTo(t *testing.T) {
	var s Setter
	fewer, more, paragraphs := 0, 0, 0
	for from := range 40 {
		runes := []rune(story)
		p := body(string(runes[from : from+200+from]))
		sh := s.Shape(p)
		best := s.Break(nil, sh, em(13))
		paragraphs++
		same, ok := s.BreakTo(nil, sh, em(13), len(best))
		if ok != (loosest(best) <= 11*unit.Pt/12) || ok && (len(same) != len(best) || same[3] != best[3]) {
			t.Fatalf("asked for the %d lines of Break: %v, %d lines", len(best), ok, len(same))
		}
		for _, d := range []int{-1, 1} {
			lines, ok := s.BreakTo(nil, sh, em(13), len(best)+d)
			if !ok {
				continue
			}
			if len(lines) != len(best)+d || lines[len(lines)-1].To != len(sh.items) {
				t.Fatalf("asked for %d lines, got %d", len(best)+d, len(lines))
			}
			if gap := loosest(lines); gap > 11*unit.Pt/12 {
				t.Errorf("%d lines more open a gap of %v", d, gap)
			}
			if d < 0 {
				fewer++
			} else {
				more++
			}
		}
		if _, ok := s.BreakTo(nil, sh, em(13), len(best)*2); ok {
			t.Errorf("%d characters fill %d lines of 13", sh.Chars(), len(best)*2)
		}
	}
	if fewer < 5 || more < 15 {
		t.Errorf("of %d paragraphs %d can be a line shorter and %d a line longer", paragraphs, fewer, more)
	}
	t.Logf("of %d paragraphs %d can be a line shorter and %d a line longer", paragraphs, fewer, more)
}
