package inline

import (
	"testing"

	"banxin/layout/unit"
)

// TestAllocations: shaping into what is there and breaking into lines that are there
// allocate nothing once a Setter has seen the words.
func TestAllocations(t *testing.T) {
	var s Setter
	p := body(story)
	sh := s.Shape(p)
	lines := s.Break(nil, sh, em(13))
	beside := []unit.Length{unit.Points(130), unit.Points(70), unit.Points(70), unit.Points(130)}
	lines = s.Break(lines[:0], sh, beside)
	if n := testing.AllocsPerRun(20, func() { s.shape(sh, p) }); n > 0 {
		t.Errorf("shaping allocates %v times", n)
	}
	if n := testing.AllocsPerRun(20, func() { lines = s.Break(lines[:0], sh, em13) }); n > 0 {
		t.Errorf("breaking allocates %v times", n)
	}
	if n := testing.AllocsPerRun(20, func() { lines = s.Break(lines[:0], sh, beside) }); n > 0 {
		t.Errorf("breaking beside a picture allocates %v times", n)
	}
}

var em13 = em(13)

// TestLong measures and breaks a paragraph of 200,000 characters, whose lines are the same
// as in a small Setter's hands.
func TestLong(t *testing.T) {
	var s Setter
	lines := check(t, &s, body(long(200_000)), em13)
	if len(lines) < 14_000 || len(lines) > 17_000 {
		t.Errorf("%d lines", len(lines))
	}
}
