package inline

import (
	"testing"

	"banxin/editions/lexicon"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestStretches: Longest is the widest stretch that should not be parted, a date only where dates
// are not parted; Least that which the rules do not let be parted. Both are without marks' edge room
// and the spaces at ends of lines.
func TestStretches(t *testing.T) {
	em := unit.Points(10)
	width := func(text string) unit.Length {
		var s Setter
		return s.Shape(spans(body(""), Span{Text: text})).Natural()
	}
	for _, c := range []struct {
		text                  string
		whole                 bool
		longest, dates, least string // what is as wide
	}{
		{"汉字排版", false, "汉", "汉", "汉"},
		{"汉字排版", true, "排版", "排版", "排版"},
		{"地区名称与体育场", true, "体育场", "体育场", "体育场"},
		{"wide word", false, "word", "word", "word"},
		{"a wide", false, "wide", "wide", "wide"},
		{"用12.5万元", false, "12.5万元", "12.5万元", "12.5"},
		{"于2026年10月20日", false, "10月20日", "2026年", "2026"},
		{"于2026年10月20日", true, "10月20日", "2026年", "2026年"},
		{"字\n整句", false, "字", "字", "字"},
		{"", false, "", "", ""},
	} {
		var s Setter
		p := spans(body(""), Span{Text: c.text})
		p.Whole, p.Phrases = c.whole, NewPhrases(nil, lexicon.Segment)
		sh := s.Shape(p)
		for _, x := range []struct {
			name string
			got  unit.Length
			want string
		}{{"longest", s.Longest(sh, false), c.longest}, {"longest with dates parted", s.Longest(sh, true), c.dates}, {"least", s.Least(sh), c.least}} {
			if want := width(x.want); x.got != want {
				t.Errorf("%s, whole %v: %s is %.2f em, want %.2f, %s", c.text, c.whole, x.name, float64(x.got)/float64(em), float64(want)/float64(em), x.want)
			}
		}
	}
}

// TestReadingsRoom: pinyin asks for 56/100 em above its line, in vertical text at its right; bopomofo
// stands at the right of its characters, so that it asks for room in vertical text alone.
func TestReadingsRoom(t *testing.T) {
	for _, c := range []struct {
		list           []Span
		level, upright int
	}{
		{[]Span{{Text: "汉字"}}, 0, 0},
		{[]Span{{Text: "汉字", Ruby: "hàn zì"}}, 56, 56},
		{[]Span{{Text: "注音", Ruby: "ㄓㄨˋ ㄧㄣ"}}, 0, 40},
		{[]Span{{Text: "闽", Ruby: "ㆠ"}}, 0, 40}, // the extended ones too
		{[]Span{{Text: "注音", Ruby: "ㄓㄨˋ ㄧㄣ"}, {Text: "和"}, {Text: "汉", Ruby: "hàn"}, {Text: "字"}}, 56, 56},
		{[]Span{{Text: "汉", Ruby: "hàn"}, {Text: "注音", Ruby: "ㄓㄨˋ ㄧㄣ"}}, 56, 56},
	} {
		for dir, want := range map[page.Dir]int{page.Horizontal: c.level, page.Vertical: c.upright} {
			var s Setter
			p := spans(body(""), append([]Span(nil), c.list...)...)
			p.Dir = dir
			sh := s.Shape(p)
			lines := s.Break(nil, sh, em(30))
			if got := sh.Readings(lines[0]); got != want {
				t.Errorf("%v, direction %v: %d, want %d", c.list, dir, got, want)
			}
			if got := sh.Readings(Line{From: len(sh.items), To: len(sh.items)}); got != 0 {
				t.Errorf("%v: %d for nothing", c.list, got)
			}
		}
	}
}
