package inline

import (
	"strings"
	"testing"

	"banxin/layout/typo"
	"banxin/layout/unit"
)

// TestOmission: two ellipses take four places of one line; by themselves they are a
// paragraph, whose indent gives way to them (GB/T 15834 5.1.5).
// Longer rows are broken between their units where one line has no room for them, never
// inside (clreq 3.1.5.1).
func TestOmission(t *testing.T) {
	for _, c := range []struct {
		id, want string
		rules    Rules
	}{
		{"LB8", "一|二:…………|三", Rules{}},
		{"LB8 strict", "一|二…………|三", Rules{Level: typo.LevelStrict}},
		{"LB8 basic", "一|二:…………|三", Rules{Level: typo.LevelBasic}},
		{"LB7 dashes", "一|二:————|三", Rules{}},
	} {
		if got := opportunities(t, with(strings.NewReplacer("|", "", ":", "").Replace(c.want), c.rules)); got != c.want {
			t.Errorf("%s: %s\n\twant %s", c.id, got, c.want)
		}
	}
	var s Setter
	for _, c := range []struct {
		text           string
		measure, lines int
	}{{"…………", 13, 1}, {"…………", 5, 1}, {"…………", 4, 1}, {"…………", 3, 2}, {"一二三四", 5, 2}, {"………………", 5, 2}} {
		sh := s.Shape(body(c.text))
		lines := s.Break(nil, sh, em(c.measure))
		if len(lines) != c.lines || lines[0].Breach {
			t.Errorf("%s at %d em: %d lines, want %d, and no breach\n%s", c.text, c.measure, len(lines), c.lines, show(sh, lines))
		}
		for _, l := range lines {
			for _, tx := range texts(s.Place(nil, sh, l, unit.Point{})) {
				g := tx.Glyphs[len(tx.Glyphs)-1]
				if right := tx.At.X + unit.Length(g.X); right > l.Width {
					t.Errorf("%s at %d em: a glyph stands at %v", c.text, c.measure, right)
				}
			}
		}
	}
}

// TestOrders: room is taken in the order of the style (JU9).
func TestOrders(t *testing.T) {
	for _, c := range []struct {
		id, text string
		order    typo.Order
		measure  int // 1/100 pt, type of 10 pt
		tier     uint8
	}{
		{"clreq: commas after brackets", "甲（乙）丙，丁。戊", typo.OrderCLREQ, 7750, ShrinkComma},
		{"JIS: commas with brackets", "甲（乙）丙，丁。戊", typo.OrderJIS, 7750, ShrinkBracket},
		{"JIS: commas used up", "甲（乙）丙，丁。戊", typo.OrderJIS, 7500, ShrinkBracket},
		{"JIS: 。 keeps its width", "甲（乙）丙，丁。戊", typo.OrderJIS, 7400, Over},
		{"JIS: ： before brackets", "甲：（乙）丙丁戊", typo.OrderJIS, 7300, ShrinkMiddle},
		{"JIS: gaps after commas", "甲A乙，丙丁", typo.OrderJIS, 5600, ShrinkGap},
		{"books: half of the room", "甲（乙）丙，丁。戊", typo.OrderBooks, 8250, ShrinkBracket},
		{"books: no more", "甲（乙）丙，丁。戊", typo.OrderBooks, 8200, Over},
		{"books: gaps stay", "甲A乙丙丁", typo.OrderBooks, 5100, Over},
		{"clreq: gaps give", "甲A乙丙丁", typo.OrderCLREQ, 5100, ShrinkGap},
		{"books: spaces first", "甲乙丙 pq rs（丁）", typo.OrderBooks, 0, ShrinkSpace},
	} {
		p := body(c.text)
		p.Rules = &Rules{Order: c.order}
		p.Indent = 0
		var s Setter
		sh := s.Shape(p)
		if c.measure == 0 { // a little less than its own width
			c.measure = int((sh.Natural() - unit.Pt/100) * 100 / unit.Pt)
		}
		var a, b sums
		for i := range sh.items {
			if i > 0 {
				a.add(sh, &sh.items[i-1], &sh.items[i])
			}
			a.item(sh, &sh.items[i])
		}
		f := fit(&b, &a, int32(unit.Length(c.measure)*unit.Pt/100), true, int32(10*unit.Pt))
		tier := f.tier
		if tier <= ShrinkStop {
			tier = sh.book.order.tier[tier]
		}
		if tier != c.tier {
			t.Errorf("%s: tier %d, want %d", c.id, tier, c.tier)
		}
	}
}

// TestOrderReported: a line tells the tier by its name, whatever its place in the order;
// and the last glyph stands where the line ends.
func TestOrderReported(t *testing.T) {
	var s Setter
	for _, c := range []struct {
		order typo.Order
		tier  uint8
	}{{typo.OrderCLREQ, ShrinkComma}, {typo.OrderJIS, ShrinkBracket}, {typo.OrderBooks, ShrinkBracket}} {
		p := with("甲，乙，丙，丁戊己庚辛壬癸子丑寅卯", Rules{Order: c.order})
		p.Indent = 0
		sh := s.Shape(p)
		lines := s.Break(nil, sh, []unit.Length{unit.Points(95), unit.Points(200)})
		if l := lines[0]; l.Tier != c.tier || l.To != 10 {
			t.Errorf("order %d: the first line ends at %d by tier %d, want 10 and %d", c.order, l.To, l.Tier, c.tier)
			continue
		}
		list := texts(s.Place(nil, sh, lines[0], unit.Point{}))
		g := list[0].Glyphs[len(list[0].Glyphs)-1]
		if at := list[0].At.X + unit.Length(g.X); at != 85*unit.Pt {
			t.Errorf("order %d: the last glyph stands at %v", c.order, at)
		}
	}
}

// TestHyphenMinimums: three letters stand before a hyphen and behind it, whatever the
// patterns say; words of five letters are whole, whatever the exceptions say.
func TestHyphenMinimums(t *testing.T) {
	h := NewHyphens([]byte("1a\n1b\n1c\n1d\n1e\n1f\n1g\nfe-ed\n"))
	for _, want := range []string{"abc-d-efg", "abc-def", "abcde", "abcd", "abc", "feed"} {
		word := strings.ReplaceAll(want, "-", "")
		got, from := "", 0
		for _, at := range h.points(nil, word) {
			got += word[from:at] + "-"
			from = at
		}
		if got += word[from:]; got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestRoomShifts: marks that a face moves to their letters stay with these when the span is
// spread over its room.
func TestRoomShifts(t *testing.T) {
	var s Setter
	p := spans(body(""), Span{Text: "甲乙丙丁戊己"})
	sh := s.Shape(p)
	for _, i := range []int32{1, 2, 3, 5} {
		sh.shifts = append(sh.shifts, shift{item: i, dx: int16(i)})
	}
	w := shaper{sh: sh, p: p, s: &Span{Room: 100 * unit.Pt}}
	w.spreadOver(2)
	got := ""
	for _, f := range sh.shifts {
		got += sh.source(int(f.item), int(f.item)+1)
		if sh.items[f.item].flags&blank != 0 {
			t.Errorf("item %d is moved and paints nothing", f.item)
		}
	}
	if got != "乙丙丁己" {
		t.Errorf("moved are %s", got)
	}
}

// TestBreakToLimit: a line more is had where all places open by 1/11 em, not where they
// would by 1/5.
func TestBreakToLimit(t *testing.T) {
	var s Setter
	sh := s.Shape(flush(strings.Repeat("汉", 100)))
	for _, c := range []struct {
		lines int
		want  bool
	}{{8, true}, {9, true}, {10, false}} {
		if _, ok := s.BreakTo(nil, sh, em(13), c.lines); ok != c.want {
			t.Errorf("100 characters in %d lines of 13: %v", c.lines, ok)
		}
	}
}

// TestRoomFilled: a span spread over its room is as wide as that, marks with the half of
// their cell that is white counted once; one that is wider already stays as it is.
func TestRoomFilled(t *testing.T) {
	for _, text := range []string{"甲乙丙", "甲（乙）丙", "“甲”，（乙）", "甲，乙。丙", "甲A乙", "（甲", "甲\u00a0乙"} {
		p := flush("")
		p.Spans = []Span{{Text: text, Font: font(10, "宋"), Room: 120 * unit.Pt}}
		var s Setter
		lines := s.Break(nil, s.Shape(p), em(30))
		if len(lines) != 1 || lines[0].Natural != 120*unit.Pt {
			t.Errorf("%s is %v wide, want 120 pt", text, lines[0].Natural)
		}
	}
	p := flush("甲乙丙")
	p.Spans[0].Room = 20 * unit.Pt
	var s Setter
	if l := s.Break(nil, s.Shape(p), em(30)); l[0].Natural != 30*unit.Pt {
		t.Errorf("a span wider than its room is %v wide, want 30 pt", l[0].Natural)
	}
}
