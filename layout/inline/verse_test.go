package inline

import (
	"strings"
	"testing"

	"banxin/layout/typo"
	"banxin/layout/unit"
)

// TestVerse: the lines of verse begin at one place, whatever the measure; what is turned over
// stands further in; no line is turned over that has room; and nothing is lost.
func TestVerse(t *testing.T) {
	f := font(10, "宋")
	em := unit.Points(10)
	lines := []string{"远山", "流水有清音", "桥上的人来来去去不曾停", "灯"}
	for _, middle := range []bool{false, true} {
		for w := 3; w <= 20; w++ {
			var s Setter
			sh := s.Shape(&Para{Spans: []Span{{Text: strings.Join(lines, "\n"), Font: f}}, Indent: 2 * em, Hang: 3 * em, Align: typo.Left, Verse: true, Middle: middle})
			measure := unit.Length(w) * em
			set := s.Break(nil, sh, []unit.Length{measure})
			start := sh.Indent(set[0])
			want := min(2*em, max(measure-sh.Natural(), 0))
			if middle {
				want = max(measure-sh.Natural(), 0) / 2
			}
			if start != want {
				t.Errorf("middle %v, %d em: the first line begins at %v, want %v", middle, w, start, want)
			}
			n, chars := 0, 0
			for _, l := range set {
				chars += l.Chars
				first := sh.begins(l.From)
				if first {
					n++
				}
				if got, over := sh.Indent(l), min(start+em, max(measure-2*em, 0)); first && got != start || !first && got != over {
					t.Errorf("middle %v, %d em: a line begins at %v (of the verse's own: %v)", middle, w, got, first)
				}
			}
			if n != len(lines) || chars != sh.Chars() || measure >= sh.Natural() && len(set) != n {
				t.Errorf("middle %v, %d em: %d lines of verse in %d, %d of %d characters", middle, w, n, len(set), chars, sh.Chars())
			}
		}
	}
}

// TestYield: what hangs takes a sixth of the measure at most.
func TestYield(t *testing.T) {
	f, em := font(10, "宋"), unit.Points(10)
	for w, want := range map[int]int{4: 0, 6: 1, 11: 1, 12: 2, 30: 2} {
		var s Setter
		sh := s.Shape(&Para{Spans: []Span{{Text: strings.Repeat("问答", 40), Font: f}}, Hang: 2 * em, Yield: true})
		set := s.Break(nil, sh, []unit.Length{unit.Length(w) * em})
		if got := sh.Indent(set[1]); got != unit.Length(want)*em {
			t.Errorf("%d em: the second line begins at %v, want %d em", w, got, want)
		}
	}
}
