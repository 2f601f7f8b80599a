package inline

import (
	"slices"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

func TestClusterEnd(t *testing.T) {
	for text, want := range map[string]int{
		"é": 2, "e\u030Bx": 3, "好\u0304好": 5, "1\uFE0F\u20E3": 7, "🇨🇳🇫🇷": 8, "👨\u200D👩\u200D👧x": 18, "👍🏽👍": 8,
		"한": len("한"), "\u1112\u1161\u11ABx": 9, "葛\U000E0100飾": 7, "か\u3099き": 6, "甲乙": 3, "a": 1, "\u200Da": 3,
	} {
		if got := clusterEnd(text, 0); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

// No line parts a cluster, however narrow it is.
func TestClustersAreWhole(t *testing.T) {
	for _, whole := range []string{"好\u0304", "🇨🇳", "👨\u200D👩\u200D👧", "👍🏽", "1\u20E3", "e\u030B", "葛\U000E0100", "か\u3099"} {
		text := "甲乙丙丁" + whole + "戊己庚辛"
		from, to := len("甲乙丙丁"), len("甲乙丙丁"+whole)
		for _, dir := range []page.Dir{page.Horizontal, page.Vertical} {
			var s Setter
			p := body(text)
			p.Dir = dir
			sh := s.Shape(p)
			if got := sh.Chars(); got != len([]rune(text)) {
				t.Errorf("%q: %d characters", whole, got)
			}
			for tenths := 5; tenths < 80; tenths += 5 {
				for _, l := range s.Break(nil, sh, []unit.Length{unit.Points(tenths)}) {
					if at := sh.Offset(l.To); at > from && at < to {
						t.Errorf("%q is parted in a line of %d/10 em", whole, tenths)
					}
				}
			}
		}
	}
}

// What no face has of a cluster is missing by its own name.
func TestMissingMark(t *testing.T) {
	for text, want := range map[string][]Missing{
		"x\u0304好": nil, "好\u0301": nil, "a\u030B": {{Text: "\u030B", Offset: 1}}, "甲1\u20E3": {{Text: "\u20E3", Offset: 4}},
		"好\u030B": {{Text: "\u030B", Offset: 3}}, "甲\u200B乙\u2060丙\u00AD": nil, "，\uFE01": nil, "，\u0301": {{Text: "\u0301", Offset: 3}},
		"甲👍🏽乙": {{Text: "👍🏽", Offset: 3}}, "👨\u200D👩\u200D👧": {{Text: "👨\u200D👩\u200D👧"}}, "🇨🇳🇫🇷": {{Text: "🇨🇳"}, {Text: "🇫🇷", Offset: 8}},
		"葛\U000E01EF城": {{Text: "葛\U000E01EF", Form: true}}, "☎\uFE0E": nil,
	} {
		var s Setter
		p := body(text)
		p.Spans[0].Verbatim = true
		if sh := s.Shape(p); !slices.Equal(sh.Missing(), want) {
			t.Errorf("%q: %v, want %v", text, sh.Missing(), want)
		}
	}
}

// Characters of no width change where a line may end, and nothing else.
func TestUnseenCharacters(t *testing.T) {
	for plain, marked := range map[string]string{
		"文AB字":         "文\u200BA\u2060B\u200B字",
		"好”（甲），":       "好”\u200B（甲\u2060），",
		"typescript很好": "type\u00ADscript\u200B很\u00AD好",
		"2×3和5m²":      "2\u2060×\u20603和5m\u2060²",
		"甲乙":           "\u200B甲\uFEFF乙\u200B",
		"（好）":          "（\u200B好\u200B）",
	} {
		var s Setter
		a, b := s.Shape(body(plain)), s.Shape(body(marked))
		if a.Natural() != b.Natural() {
			t.Errorf("%q is %v wide, %q %v", plain, a.Natural(), marked, b.Natural())
		}
		var s2 Setter
		for _, w := range [][]unit.Length{em(20), em(2)} {
			s2.Break(nil, b, w)
		}
	}
}

func TestWhereUnseenCharactersBreak(t *testing.T) {
	for text, want := range map[string]string{
		"甲AB\u200BCDE":     "甲AB\u200B|\nCDE|\n",
		"甲乙丙\u2060丁戊":      "甲乙|\n丙\u2060丁戊|\n",
		"type\u00ADscript": "type\u00AD|\nscript|\n",
		"甲乙\u200B，丙":       "甲乙\u200B，|\n丙|\n",
		"\u200B甲乙丙丁戊":      "\u200B甲乙丙|\n丁戊|\n",
	} {
		var s Setter
		p := body(text)
		p.Indent = 0
		if got := show(s.Shape(p), s.Break(nil, s.Shape(p), em(3))); got != want {
			t.Errorf("%q:\n%swant\n%s", text, got, want)
		}
	}
}
