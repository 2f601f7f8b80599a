package inline

import (
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// placed sets p at a measure of n characters of 10 points and returns its items.
func placed(p *Para, n int) []page.Item {
	var s Setter
	var items []page.Item
	sh := s.Shape(p)
	y := unit.Length(0)
	for _, l := range s.Break(nil, sh, em(n)) {
		items = s.Place(items, sh, l, unit.Point{X: 100 * unit.Pt, Y: y})
		y += 16 * unit.Pt
	}
	return items
}

func kinds[T page.Item](items []page.Item) (list []T) {
	for _, it := range items {
		if v, ok := it.(T); ok {
			list = append(list, v)
		}
	}
	return list
}

func spans(p *Para, list ...Span) *Para {
	for i := range list {
		if list[i].Font == nil {
			list[i].Font = font(10, "宋")
		}
	}
	p.Spans = list
	p.Indent = 0
	return p
}

// discs counts the circles of a path.
func discs(p *page.Path) (n int) {
	for _, s := range p.Segs {
		if s.Op == page.MoveTo {
			n++
		}
	}
	return n
}

func TestEmphasis(t *testing.T) {
	p := spans(body(""), Span{Text: "前"}, Span{Text: "重要，看 12“字”。", Emphasis: true}, Span{Text: "后"})
	paths := kinds[*page.Path](placed(p, 20))
	if len(paths) != 1 || discs(paths[0]) != 6 {
		t.Fatalf("%d paths, want one with 6 dots: none for marks and spaces", len(paths))
	}
	// 重 is the second of the line: its dot is centred at 1.5 em, 0.23 em below the baseline
	dot := paths[0].Segs[0].P[0]
	if x := dot.X - 100*unit.Pt - unit.Points(10)*6/100; x != 15*unit.Pt || dot.Y <= 0 || dot.Y > 3*unit.Pt {
		t.Errorf("the first dot is at %v, %v", x, dot.Y)
	}
	p.Dir = page.Vertical
	dot = kinds[*page.Path](placed(p, 20))[0].Segs[0].P[0]
	if dot.X < 105*unit.Pt || dot.Y != 15*unit.Pt {
		t.Errorf("in vertical text the first dot is at %v, %v: want it at the right", dot.X, dot.Y)
	}
}

func TestNameLines(t *testing.T) {
	p := spans(body(""), Span{Text: "屈原", Under: Name}, Span{Text: "宋玉", Under: Name}, Span{Text: "读"}, Span{Text: "离骚", Under: Title})
	rules := kinds[*page.Rule](placed(p, 20))
	if len(rules) != 3 {
		t.Fatalf("%d lines, want 3", len(rules))
	}
	if rules[1].From.X-rules[0].To.X < unit.Pt {
		t.Errorf("the lines of two names are %v apart", rules[1].From.X-rules[0].To.X)
	}
	if rules[0].From.X != 100*unit.Pt || rules[2].To.X-rules[2].From.X != 20*unit.Pt || rules[2].Style != page.Wavy {
		t.Errorf("lines from %v, %v to %v", rules[0].From.X, rules[2].From.X, rules[2].To.X)
	}
	p.Track = 500 // the line is stretched with the text (clreq 3.1.8)
	if r := kinds[*page.Rule](placed(p, 20))[2]; r.To.X-r.From.X != 25*unit.Pt {
		t.Errorf("a tracked title has a line of %v", r.To.X-r.From.X)
	}
	p.Dir, p.Track = page.Vertical, 0
	if r := kinds[*page.Rule](placed(p, 20))[0]; r.From.X >= 95*unit.Pt || r.From.X != r.To.X {
		t.Errorf("in vertical text the line is at %v: want it at the left", r.From.X)
	}
}

func TestNameInSeveralSpans(t *testing.T) {
	rules := kinds[*page.Rule](placed(spans(body(""), Span{Text: "欧阳", Under: Name}, Span{Text: "修", Under: Name, Joined: true, Emphasis: true}), 20))
	if len(rules) != 2 || rules[0].To != rules[1].From {
		t.Errorf("the line of one name is broken: %v", rules)
	}
}

func TestTintAndFrame(t *testing.T) {
	tint := page.Gray(1000)
	items := placed(spans(body(""), Span{Text: "字"}, Span{Text: "底色", Tint: &tint}, Span{Text: "已故", Under: Frame}), 20)
	if p, ok := items[0].(*page.Path); !ok || p.Fill == nil || *p.Fill != tint {
		t.Errorf("the tint does not lie behind the text")
	}
	if p, ok := items[len(items)-1].(*page.Path); !ok || p.Stroke == nil {
		t.Errorf("no frame is drawn")
	}
}

// ruby returns the texts that hold no characters of the source.
func ruby(items []page.Item) (list []*page.Text) {
	for _, tx := range texts(items) {
		if tx.Src == "" {
			list = append(list, tx)
		}
	}
	return list
}

func TestRuby(t *testing.T) {
	plain := placed(spans(body(""), Span{Text: "看汉字书"}), 20)
	mono := placed(spans(body(""), Span{Text: "看"}, Span{Text: "汉字", Ruby: "hàn zì"}, Span{Text: "书"}), 20)
	notes := ruby(mono)
	if len(notes) != 2 || notes[0].Size != 5*unit.Pt || len(notes[0].Glyphs) != 3 {
		t.Fatalf("%d readings, want 2 of half the size", len(notes))
	}
	if a, b := texts(plain)[0].At.Y, texts(mono)[0].At.Y; a != b {
		t.Errorf("the reading moves the line from %v to %v", a, b)
	}
	if got := len(ruby(placed(spans(body(""), Span{Text: "东京", Ruby: "Tokyo"}), 20))); got != 1 {
		t.Errorf("%d readings for a word with one", got)
	}
	// two long readings keep an eighth of an em apart
	wide := ruby(placed(spans(body(""), Span{Text: "看"}, Span{Text: "装庄", Ruby: "zhuāng zhuāng"}, Span{Text: "书"}), 20))
	last := wide[0].Glyphs[len(wide[0].Glyphs)-1]
	if gap := wide[1].At.X - wide[0].At.X - unit.Length(last.X); gap < 3*unit.Pt {
		t.Errorf("the second reading begins %v after the last letter of the first", gap)
	}
	// at the line's edge the reading keeps within it
	edge := ruby(placed(spans(body(""), Span{Text: "装", Ruby: "zhuāngzhuāng"}, Span{Text: "书"}), 20))
	if edge[0].At.X < 100*unit.Pt {
		t.Errorf("a reading begins before its line, at %v", edge[0].At.X)
	}
}

// TestRubyInks: a reading too small for the inks of its text is black; in one ink it is of the text's colour.
func TestRubyInks(t *testing.T) {
	red, rich := page.Color{M: 9000, Y: 8000}, page.Color{M: 10000}
	for _, c := range []struct {
		size       int
		text, note page.Color
	}{{16, red, page.Black}, {20, red, red}, {16, rich, rich}, {16, page.White, page.White}} {
		f := *font(c.size, "宋")
		f.Color = c.text
		notes := ruby(placed(spans(body(""), Span{Font: &f, Text: "冰", Ruby: "bīng"}), 20))
		if len(notes) != 1 || notes[0].Color != c.note {
			t.Errorf("the reading of text of %d points in %v: %v", c.size, c.text, notes)
		}
	}
}

func TestRubyBreaks(t *testing.T) {
	group := spans(body(""), Span{Text: "看"}, Span{Text: "东京都", Ruby: "Tokyo"}, Span{Text: "书"})
	if got, want := opportunities(t, group), "看|东京都|书"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	mono := spans(body(""), Span{Text: "看"}, Span{Text: "汉字", Ruby: "hàn zì"}, Span{Text: "书"})
	if got, want := opportunities(t, mono), "看|汉|字|书"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestZhuyin(t *testing.T) {
	items := placed(spans(body(""), Span{Text: "注", Ruby: "ㄓㄨˋ"}, Span{Text: "字"}), 20)
	notes := ruby(items)
	if len(notes) != 3 || notes[0].Size != 3*unit.Pt {
		t.Fatalf("%d symbols, want ㄓ ㄨ ˋ of 3/10 em", len(notes))
	}
	for _, n := range notes {
		if n.At.X < 110*unit.Pt || n.At.X > 115*unit.Pt {
			t.Errorf("a symbol is at %v, want it between the characters", n.At.X-100*unit.Pt)
		}
	}
	if notes[0].At.Y >= notes[1].At.Y {
		t.Errorf("ㄓ stands at %v, ㄨ at %v below it", notes[0].At.Y, notes[1].At.Y)
	}
}

// TestLatinEmphasis: Latin words that are emphasized are slanted and have no dots, in both
// directions; figures alone have theirs.
func TestLatinEmphasis(t *testing.T) {
	p := spans(body(""), Span{Text: "读Sea 2"}, Span{Text: "看Nature 12期，30次", Emphasis: true}, Span{Text: "Sea与海", Italic: true})
	for dir, want := range map[page.Dir]struct {
		slanted string
		dots    int
	}{page.Horizontal: {"Nature|12|Sea", 5}, page.Vertical: {"Nature|Sea", 5}} { // 看期30次, where figures stand 12 in a cell
		p.Dir = dir
		var slanted []string
		page.Walk(placed(p, 40), page.Frame{}, func(it page.Item, _ page.Frame) {
			if x, ok := it.(*page.Text); ok && x.Slant {
				slanted = append(slanted, strings.TrimSpace(x.Src))
			}
		})
		if got := strings.Join(slanted, "|"); got != want.slanted {
			t.Errorf("%v: slanted is %s, want %s", dir, got, want.slanted)
		}
		if n := discs(kinds[*page.Path](placed(p, 40))[0]); n != want.dots {
			t.Errorf("%v: %d dots, want %d", dir, n, want.dots)
		}
	}
}

// TestWhole: no line begins within a span that is whole.
func TestWhole(t *testing.T) {
	var s Setter
	sh := s.Shape(spans(body(""), Span{Text: "前文前"}, Span{Text: "本报讯", Whole: true}, Span{Text: "后文"}))
	for n := 4; n < 8; n++ {
		for _, l := range s.Break(nil, sh, em(n)) {
			if text := lineText(sh, l); strings.Contains(text, "本") != strings.Contains(text, "讯") {
				t.Errorf("at %d em a line is %q", n, text)
			}
		}
	}
}

// TestRubyApart: readings of neighbours keep a word space of their type apart, whatever their
// spans, what stands between them and the measure.
func TestRubyApart(t *testing.T) {
	parts := []Span{{Text: "装", Ruby: "zhuāng"}, {Text: "床", Ruby: "chuáng"}, {Text: "安", Ruby: "ān"}, {Text: "窗户", Ruby: "chuāng hù"}, {Text: "东京", Ruby: "Dōngjīngdūshì"},
		{Text: "好", Ruby: "ㄏㄠˇ"}, {Text: "，"}, {Text: "」「"}, {Text: "的"}, {Text: "i"}, {Text: "好的"}}
	for a := range parts {
		for b := range parts {
			for c := range parts {
				for _, measure := range []int{6, 9, 20} {
					p := spans(body(""), parts[0], parts[a], parts[b], parts[c], parts[1])
					notes := ruby(placed(p, measure))
					for i := 1; i < len(notes); i++ {
						x, y := notes[i-1], notes[i]
						if x.At.Y != y.At.Y || x.Size != 5*unit.Pt || y.Size != x.Size {
							continue // of another line, or in zhuyin
						}
						if gap := y.At.X - x.At.X - noteWidth(p, x); gap < x.Size/4-2 {
							t.Fatalf("%q %q %q in %d characters: readings %v apart", parts[a].Text, parts[b].Text, parts[c].Text, measure, gap)
						}
					}
				}
			}
		}
	}
}

// noteWidth is how wide a reading is: the advances of its glyphs.
func noteWidth(p *Para, t *page.Text) unit.Length {
	face := p.Spans[0].Font.Latin[0]
	last := t.Glyphs[len(t.Glyphs)-1]
	return unit.Length(last.X) + t.Size.MulDiv(int64(face.Advance(last.ID)), int64(face.UnitsPerEm()))
}

// TestFullCell: the ends of the ranges that always fill an em belong to them, and what stands before
// and behind does not.
func TestFullCell(t *testing.T) {
	for _, c := range []struct{ first, last rune }{{0x2E80, 0x9FFF}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6}, {0x20000, 0x10FFFF}} {
		if !fullCell(c.first) || !fullCell(c.last) {
			t.Errorf("%U to %U: an end does not fill an em", c.first, c.last)
		}
		if fullCell(c.first-1) || c.last < 0x10FFFF && fullCell(c.last+1) {
			t.Errorf("%U to %U: what is beside fills an em", c.first, c.last)
		}
	}
}
