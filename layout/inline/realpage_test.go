package inline

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"banxin/layout/unit"
)

// realPage returns the paragraphs of a newspaper page.
func realPage(t testing.TB) (list []string) {
	t.Helper()
	data, err := os.ReadFile("../../../shared/editions/taiyuan-2023-10-20/source.txt")
	if err != nil {
		t.Skip("the page lies in ../shared: ", err)
	}
	for _, s := range strings.Split(string(data), "\n") {
		if s = strings.TrimSpace(s); utf8.RuneCountInString(s) > 40 {
			list = append(list, s)
		}
	}
	return list
}

const (
	neverStart = "，。、：；？！）》〉」』】〕”’…—～·％,.;:?!)]}%"
	neverEnd   = "（《〈「『【〔“‘([{"
)

// quality counts what can be wrong with lines.
type quality struct {
	chars, lines, solid, start, end, orphans int
	maxGap                                   unit.Length
	tiers                                    [Over + 1]int
	loose                                    []unit.Length
}

func (q *quality) add(sh *Shaped, lines []Line) {
	q.chars += sh.Chars()
	for k, l := range lines {
		q.lines++
		q.tiers[l.Tier]++
		if l.Tier == Solid {
			q.solid++
		}
		s := strings.TrimSpace(lineText(sh, l))
		if first, _ := utf8.DecodeRuneInString(s); k > 0 && strings.ContainsRune(neverStart, first) {
			q.start++
		}
		if last, _ := utf8.DecodeLastRuneInString(s); strings.ContainsRune(neverEnd, last) {
			q.end++
		}
		q.maxGap = max(q.maxGap, l.HanGap)
		if !l.Last {
			for range l.To - l.From - 1 {
				q.loose = append(q.loose, l.HanGap)
			}
		}
		if k > 0 && l.Last && utf8.RuneCountInString(strings.TrimRight(s, "。！？”’）")) == 1 {
			q.orphans++
		}
	}
}

func TestRealPage(t *testing.T) {
	var s Setter
	for _, n := range []int{11, 13, 17, 20, 21} {
		var q quality
		for _, text := range realPage(t) {
			sh := s.Shape(body(text))
			q.add(sh, s.Break(nil, sh, em(n)))
		}
		slices.Sort(q.loose)
		p95 := q.loose[len(q.loose)*95/100]
		t.Logf("%2d em: %d characters, %d lines, %d solid (%d%%), starts %d, ends %d, orphans %d, gap %v (95 %%: %v), tiers %v", n, q.chars, q.lines, q.solid,
			100*q.solid/q.lines, q.start, q.end, q.orphans, q.maxGap, p95, q.tiers)
		if q.start+q.end+q.orphans > 0 {
			t.Errorf("%d em: %d lines begin and %d end with the wrong mark, %d last lines of one character", n, q.start, q.end, q.orphans)
		}
		if n >= 13 && q.maxGap > unit.Points(10)/8 {
			t.Errorf("%d em: a gap of %v between Han", n, q.maxGap)
		}
		if n == 13 && q.solid*100 < q.lines*60 {
			t.Errorf("%d of %d lines need no adjustment, want 60 %%", q.solid, q.lines)
		}
	}
}
