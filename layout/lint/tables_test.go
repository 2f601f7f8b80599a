package lint

import (
	"fmt"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// said lists codes and messages of findings, with the stories they are of.
func said(l source.List) string {
	var out []string
	for _, f := range l {
		out = append(out, fmt.Sprintf("%s %s %s", f.Code, f.Message.ID, f.Story))
	}
	return strings.Join(out, "; ")
}

// looker is a checker of one page with stories.
func looker(stories map[string]*editions.Story) *checker {
	s := sheetOf(text{"a", 0, 100, 0, 10})
	return &checker{ed: &editions.Edition{}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s, sheets: []*sheet{s}, stories: stories}
}

// TestWeights: no head weighs much more than that of a story before it, in the order that the stories say, with their
// pictures where the more important one has some; where they say none, than that of a slot called 头条. Upright heads,
// poems and notices are apart.
func TestWeights(t *testing.T) {
	ranked := func(n int) *editions.Story { return &editions.Story{Ranked: true, Rank: n} }
	head := func(story string, ink, weight int) HeadLook {
		return HeadLook{Story: story, Ink: Hundredths(ink), Weight: Hundredths(weight)}
	}
	poem := ranked(1)
	poem.Genre = "诗"
	in := func(h HeadLook, slot string) HeadLook { h.Slot = slot; return h }
	up := head("b", 300, 300)
	up.Upright = true
	for _, c := range []struct {
		what    string
		stories map[string]*editions.Story
		heads   []HeadLook
		want    string
	}{
		{"as they should", map[string]*editions.Story{"a": ranked(1), "b": ranked(2)}, []HeadLook{head("a", 100, 100), head("b", 115, 115)}, ""},
		{"too heavy", map[string]*editions.Story{"a": ranked(1), "b": ranked(2)}, []HeadLook{head("a", 100, 100), head("b", 116, 116)}, "b"},
		{"whichever comes first", map[string]*editions.Story{"a": ranked(1), "b": ranked(2)}, []HeadLook{head("b", 116, 116), head("a", 100, 100)}, "b"},
		{"of one rank", map[string]*editions.Story{"a": ranked(1), "b": ranked(1)}, []HeadLook{head("a", 100, 100), head("b", 300, 300)}, ""},
		{"a picture of the first", map[string]*editions.Story{"a": ranked(1), "b": ranked(2)}, []HeadLook{head("a", 100, 200), head("b", 116, 230)}, ""},
		{"a greater of the other", map[string]*editions.Story{"a": ranked(1), "b": ranked(2)}, []HeadLook{head("a", 100, 200), head("b", 100, 231)}, "b"},
		{"a picture of the other alone", map[string]*editions.Story{"a": ranked(1), "b": ranked(2)}, []HeadLook{head("a", 100, 100), head("b", 100, 900)}, ""},
		{"a poem", map[string]*editions.Story{"a": poem, "b": ranked(2)}, []HeadLook{head("a", 100, 100), head("b", 300, 300)}, ""},
		{"an upright head", map[string]*editions.Story{"a": ranked(1), "b": ranked(2)}, []HeadLook{head("a", 100, 100), up}, ""},
		{"three", map[string]*editions.Story{"a": ranked(1), "b": ranked(2), "c": ranked(3)}, []HeadLook{head("a", 100, 100), head("b", 50, 50), head("c", 120, 120)}, "c c"},
		{"the lead's slot", nil, []HeadLook{in(head("a", 100, 100), "头条"), in(head("b", 116, 116), "二条")}, "b"},
		{"as heavy as it may be", nil, []HeadLook{in(head("a", 100, 100), "头条"), in(head("b", 115, 900), "二条")}, ""},
		{"two leads", nil, []HeadLook{in(head("a", 100, 100), "头条"), in(head("b", 300, 300), "副头条")}, ""},
		{"no lead", nil, []HeadLook{in(head("a", 100, 100), "三条"), in(head("b", 300, 300), "二条")}, ""},
		{"the other says its rank", map[string]*editions.Story{"a": {}, "b": ranked(2)}, []HeadLook{in(head("a", 100, 100), "头条"), head("b", 300, 300)}, "b"},
		{"the lead says its rank", map[string]*editions.Story{"a": ranked(2), "b": {}}, []HeadLook{in(head("a", 100, 100), "头条"), head("b", 300, 300)}, ""},
	} {
		ch := looker(c.stories)
		ch.weights(c.heads)
		var got []string
		for _, f := range ch.found {
			if got = append(got, f.Story); f.Code != "LAY-WEIGHT" {
				t.Errorf("%s: %s", c.what, f.Code)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %q, want %q", c.what, s, c.want)
		}
	}
}

// TestRatios: the bounds of kickers and decks beside their headlines, at both sides; what is no greater than the text is
// not told for its size.
func TestRatios(t *testing.T) {
	for _, c := range []struct {
		h    HeadLook
		want string
	}{
		{HeadLook{}, ""}, {HeadLook{Kicker: 38, Deck: 46, KickerWide: 103, DeckWide: 133}, ""}, {HeadLook{Kicker: 46}, ""}, {HeadLook{Deck: 1}, ""},
		{HeadLook{Kicker: 37}, "LAY-RATIO kicker-of-headline-s-size s"}, {HeadLook{Kicker: 47}, "LAY-RATIO kicker-of-headline-s-size s"}, {HeadLook{Deck: 47}, "LAY-DECK deck-of-headline-s-size s"},
		{HeadLook{Kicker: 47, Deck: 47, small: [2]bool{true, true}}, ""}, {HeadLook{Kicker: 37, small: [2]bool{true, false}}, "LAY-RATIO kicker-of-headline-s-size s"},
		{HeadLook{Kicker: 47, Deck: 47, small: [2]bool{true, false}}, "LAY-DECK deck-of-headline-s-size s"}, {HeadLook{Kicker: 47, Deck: 47, small: [2]bool{false, true}}, "LAY-RATIO kicker-of-headline-s-size s"},
		{HeadLook{KickerWide: 104}, "LAY-RATIO kicker-as-wide-as-headline s"}, {HeadLook{DeckWide: 134}, "LAY-DECK deck-as-wide-as-headline s"},
	} {
		c.h.Story = "s"
		ch := looker(nil)
		ch.ratios(&c.h)
		if got := said(ch.found); got != c.want {
			t.Errorf("%+v: %s, want %s", c.h, got, c.want)
		}
	}
}

// TestWhites: the white below heads is one but for six tenths of a line; what is told is the head farthest from the middle
// one. Upright heads, and heads with nothing below them, do not count.
func TestWhites(t *testing.T) {
	for _, c := range []struct {
		whites      []int // above 1000 of an upright head
		least, most int
		want        string
	}{
		{nil, 0, 0, ""}, {[]int{-100, -100}, 0, 0, ""}, {[]int{95}, 95, 95, ""}, {[]int{60, 120, 90}, 60, 120, ""},
		{[]int{59, 120, 90}, 59, 120, "0"}, {[]int{120, 90, 59}, 59, 120, "2"}, {[]int{95, 95, 200}, 95, 200, "2"}, {[]int{95, 10, 95, 100}, 10, 100, "1"},
		{[]int{95, 1200, -100, 95}, 95, 95, ""}, {[]int{0, 61}, 0, 61, "0"}, {[]int{0, 60}, 0, 60, ""},
	} {
		l := PageLook{}
		for i, w := range c.whites {
			h := HeadLook{Story: fmt.Sprint(i), White: Hundredths(w % 1000), Upright: w >= 1000}
			if w < 0 {
				h.White = Hundredths(w)
			}
			l.Heads = append(l.Heads, h)
		}
		ch := looker(nil)
		ch.whites(&l)
		got := ""
		for _, f := range ch.found {
			got += f.Story
		}
		if got != c.want || int(l.Least) != c.least || int(l.Most) != c.most {
			t.Errorf("%v: %q, %d to %d, want %q, %d to %d", c.whites, got, int(l.Least), int(l.Most), c.want, c.least, c.most)
		}
	}
}

// TestScore: of each kind two findings count, each by its weight; those of other pages do not, and no score is below 0.
func TestScore(t *testing.T) {
	for code, want := range map[string]int{
		"LAY-GUTTER": 12, "LAY-LEAD": 12, "LAY-WHITE": 10, "LAY-WEIGHT": 10, "LAY-HOLE": 10, "FIT-OVER": 10, "LAY-GAP": 4, "FIT-UNDER": 4,
		"TYP-LOOSE": 2, "PIC-PPI": 2, "TXT-DATE": 0, "REL-HEAD": 0, "FIT-DONE": 0,
	} {
		if got := Weight(code); got != want {
			t.Errorf("%s weighs %d, want %d", code, got, want)
		}
	}
	on := func(codes ...string) (l source.List) {
		for _, c := range codes {
			l = append(l, source.New(c, source.Pos{}, source.Message{}, source.Message{}).On(1, ""))
		}
		return append(l, source.New("LAY-GUTTER", source.Pos{}, source.Message{}, source.Message{}).On(2, ""))
	}
	for _, c := range []struct {
		l    source.List
		want int
	}{{on(), 100}, {on("LAY-GAP"), 96}, {on("LAY-GAP", "LAY-GAP"), 92}, {on("LAY-GAP", "LAY-GAP", "LAY-GAP"), 92}, {on("LAY-GAP", "TYP-LOOSE", "LAY-GAP", "TXT-DATE"), 90},
		{on("LAY-GUTTER", "LAY-GUTTER", "LAY-LEAD", "LAY-LEAD", "LAY-WHITE", "LAY-WHITE", "LAY-HOLE", "LAY-HOLE", "FIT-OVER", "FIT-OVER"), 0}} {
		if got := score(1, c.l); got != c.want {
			t.Errorf("%s: %d, want %d", said(c.l), got, c.want)
		}
	}
}

// TestJumps: a story that goes on on another page says so on both, and jumps once; before it jumps it has six lines.
func TestJumps(t *testing.T) {
	type on struct {
		page  string
		count int
		turns string
	}
	for _, c := range []struct {
		pieces []on
		want   string
	}{
		{[]on{{"1", 9, ""}}, ""},
		{[]on{{"1", 9, "下转第2版"}, {"2", 9, "上接第1版"}}, ""},
		{[]on{{"1", 6, "下转2版"}, {"2", 1, "上接1版"}}, ""},
		{[]on{{"1", 5, "下转2版"}, {"2", 9, "上接1版"}}, "REL-JUMP story-jumps-after-lines a"},
		{[]on{{"A1", 9, "下转第A2版"}, {"A2", 9, "上接第A1版"}}, ""},
		{[]on{{"1", 9, ""}, {"2", 9, "上接第1版"}}, "REL-JUMP story-goes-on-on-page-but a"},
		{[]on{{"1", 9, "下转第3版"}, {"2", 9, "上接第1版"}}, "REL-JUMP story-goes-on-on-page-but a"},
		{[]on{{"1", 9, "下转第2版"}, {"2", 9, ""}}, "REL-JUMP story-comes-from-page-but-does a"},
		{[]on{{"1", 9, "下转第2版"}, {"2", 9, "上接第2版"}}, "REL-JUMP story-comes-from-page-but-does a"},
		{[]on{{"1", 9, "上接第2版"}, {"2", 9, "下转第1版"}}, "REL-JUMP story-goes-on-on-page-but a; REL-JUMP story-comes-from-page-but-does a"},
		{[]on{{"1", 9, "下转第2版"}, {"2", 9, "上接第1版下转第3版"}, {"3", 9, "上接第2版"}}, "REL-JUMP story-jumps-second-time a"},
		{[]on{{"1", 9, "下转第2版"}, {"2", 0, "上接第1版"}, {"3", 9, ""}}, ""},
	} {
		ch := looker(nil)
		sheets := map[*piece]*sheet{}
		var list []*piece
		for i, p := range c.pieces {
			pc := &piece{story: "a", count: p.count, turns: p.turns}
			sheets[pc] = &sheet{page: &page.Page{Number: i + 1, Name: p.page}}
			list = append(list, pc)
		}
		ch.jumps(list, sheets)
		if got := said(ch.found); got != c.want {
			t.Errorf("%v: %s, want %s", c.pieces, got, c.want)
		}
	}
}

// TestPutThere: what puts a story into a slot is the line of edition.yaml that does, else the jump that the story says, else
// its page.
func TestPutThere(t *testing.T) {
	at := source.Pos{File: "edition.yaml", Line: 7, Col: 3}
	ed := &editions.Edition{
		File: source.NewFile("edition.yaml", nil),
		Pages: []*editions.Page{
			{Number: 2, Placed: []editions.Placement{{Slot: "甲", Stories: []string{"a"}, Pos: source.Pos{File: "edition.yaml", Line: 1}}}},
			{Number: 1, Placed: []editions.Placement{{Slot: "乙", Stories: []string{"b"}, Pos: source.Pos{File: "edition.yaml", Line: 5}}, {Slot: "甲", Stories: []string{"a", "b"}, Pos: at}, {Slot: "丙", Stories: []string{"c"}, Pos: source.Pos{File: "stories/c.md", Line: 2}}}},
		},
		Stories: []*editions.Story{{ID: "a"}, {ID: "c", JumpPage: 1}, {ID: "d", JumpPage: 2}},
	}
	for _, c := range []struct {
		story, slot string
		pos         source.Pos
		hint        string
	}{
		{"a", "甲", at, "story-ends-before-take-out-of-line"}, {"b", "甲", at, "story-ends-before-take-out-of-line"},
		{"a", "乙", source.Pos{}, "story-ends-before-take-page-out"}, {"c", "丙", source.Pos{}, "story-ends-before-take-jump-out"},
		{"d", "甲", source.Pos{}, "story-ends-before-take-page-out"}, {"nobody", "甲", source.Pos{}, "story-ends-before-take-page-out"},
	} {
		ch := looker(nil)
		ch.ed = ed
		if pos, hint := ch.putThere(c.story, c.slot); pos != c.pos || hint.ID != c.hint {
			t.Errorf("%s in %s: %v %s, want %v %s", c.story, c.slot, pos, hint.ID, c.pos, c.hint)
		}
	}
}

// TestWeekday: the days of the week, over leap years and centuries.
func TestWeekday(t *testing.T) {
	for d, want := range map[editions.Date]string{
		{Year: 2026, Month: 10, Day: 20}: "二", {Year: 2000, Month: 2, Day: 29}: "二", {Year: 2000, Month: 3, Day: 1}: "三", {Year: 2026, Month: 1, Day: 1}: "四",
		{Year: 1949, Month: 10, Day: 1}: "六", {Year: 1900, Month: 2, Day: 28}: "三", {Year: 1900, Month: 3, Day: 1}: "四", {Year: 1970, Month: 1, Day: 4}: "日", {Year: 2024, Month: 12, Day: 30}: "一", {Year: 2027, Month: 1, Day: 1}: "五",
	} {
		if got := weekday(d); got != want {
			t.Errorf("%v is a %s, want %s", d, got, want)
		}
	}
}

// TestParts: a part of a length in hundredths, rounded; of nothing it is 0.
func TestParts(t *testing.T) {
	for _, c := range []struct{ l, of, want int }{{0, 10, 0}, {5, 10, 50}, {1, 3, 33}, {2, 3, 67}, {1, 200, 1}, {1, 201, 0}, {7, 0, 0}, {7, -1, 0}} {
		if got := part(unit.Length(c.l), unit.Length(c.of)); int(got) != c.want {
			t.Errorf("%d of %d: %d, want %d", c.l, c.of, int(got), c.want)
		}
	}
	if PictureWeight(unit.Rect{W: 100 * unit.Pt, H: 100 * unit.Pt}) != 310 || PictureWeight(unit.Rect{W: 100 * unit.Pt, H: -unit.Pt}) != 0 {
		t.Error("pictures weigh", PictureWeight(unit.Rect{W: 100 * unit.Pt, H: 100 * unit.Pt}))
	}
	for s, want := range map[string]int{"": 0, "渡口": 0, "abc": 3, "a渡b口": 2, "1a.": 1, "é": 1, "ɐ": 0, "Ж": 0} {
		if got := lettersIn(s); got != want {
			t.Errorf("%s has %d letters, want %d", s, got, want)
		}
	}
}
