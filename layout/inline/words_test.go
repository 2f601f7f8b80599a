package inline

import (
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// worded is a paragraph read by words.
func worded(list ...Span) *Para {
	p := spans(body(""), list...)
	p.Rules = &Rules{Words: true}
	return p
}

// TestWordReadings: pinyin stands over words, which half an em parts and no line breaks,
// whether their ends are typed or follow from the syllables (clreq 3.3.4).
func TestWordReadings(t *testing.T) {
	for _, c := range []struct {
		id, want, reading string
		width, notes      int // in 1/1000 em
	}{
		{"typed", "我们 |学习", "wǒmen xuéxí", 4500, 2},
		{"by syllables", "我们|学习", "wǒmen xuéxí", 4500, 2},
		{"apostrophe", "西安|下雨", "Xī’ān xiàyǔ", 4500, 2},
		{"three words", "天安门|很|大", "Tiān’ānmén hěn dà", 6000, 3},
		{"one word", "人民", "rénmín", 2000, 1},
		{"by characters", "人|民", "rén mín", 2000, 2},
		{"numbers differ", "人民", "a b c", 2000, 1},
	} {
		p := worded(Span{Text: strings.ReplaceAll(c.want, "|", ""), Ruby: c.reading})
		if got := opportunities(t, p); got != c.want {
			t.Errorf("%s: %s, want %s", c.id, got, c.want)
		}
		if got := ems(p); got < c.width || got > c.width+500 || c.id != "three words" && c.id != "by characters" && got != c.width {
			t.Errorf("%s: %d/1000 em wide, want %d", c.id, got, c.width)
		}
		if got := len(ruby(placed(p, 20))); got != c.notes {
			t.Errorf("%s: %d readings, want %d", c.id, got, c.notes)
		}
	}
	plain := spans(body(""), Span{Text: "我们 学习", Ruby: "wǒmen xuéxí"})
	if got := ems(plain); got != 5000 {
		t.Errorf("not by words: %d/1000 em wide, want the typed space's whole em", got)
	}
}

// TestWordSpans: two annotated spans are two words; plain text beside one is not parted.
func TestWordSpans(t *testing.T) {
	p := worded(Span{Text: "看"}, Span{Text: "我们", Ruby: "wǒmen"}, Span{Text: "学习", Ruby: "xuéxí"}, Span{Text: "书"})
	if got := ems(p); got != 6500 {
		t.Errorf("%d/1000 em wide, want 6500", got)
	}
	var s Setter
	if got := s.Shape(p).Chars(); got != 6 {
		t.Errorf("%d characters, want 6", got)
	}
	list := ruby(placed(p, 20))
	for i, middle := range []unit.Length{20 * unit.Pt, 45 * unit.Pt} {
		tx := list[i]
		face := faces().Faces()[tx.Face]
		g := tx.Glyphs[len(tx.Glyphs)-1]
		ru := run{em: int32(tx.Size), upem: int32(face.UnitsPerEm())}
		end := unit.Length(g.X + scale(&ru, face.Advance(g.ID)))
		if at := tx.At.X + end/2 - 100*unit.Pt; at < middle-unit.Pt/100 || at > middle+unit.Pt/100 {
			t.Errorf("reading %d is centred at %v, want %v", i, at, middle)
		}
	}
	// a line's end swallows the room between words, and two readings keep as far apart as their words
	lines := check(t, &s, p, em(3))
	if lines[0].Natural != 30*unit.Pt || lines[1].Natural != 30*unit.Pt {
		t.Errorf("lines of %v and %v, want 30 and 30", lines[0].Natural, lines[1].Natural)
	}
	wide := ruby(placed(worded(Span{Text: "装", Ruby: "zhuāng"}, Span{Text: "庄", Ruby: "zhuāng"}), 20))
	face := faces().Faces()[wide[0].Face]
	g := wide[0].Glyphs[len(wide[0].Glyphs)-1]
	ru := run{em: int32(wide[0].Size), upem: int32(face.UnitsPerEm())}
	if gap := wide[1].At.X - wide[0].At.X - unit.Length(g.X+scale(&ru, face.Advance(g.ID))); gap < 5*unit.Pt-unit.Pt/100 {
		t.Errorf("two readings are %v apart", gap)
	}
}

// TestAcronyms: words of capitals stand upright in vertical text, a letter a cell, if the
// style says so; other words lie (clreq 3.2.3).
func TestAcronyms(t *testing.T) {
	groups := func(text string, r Rules) (lying int, length int) {
		p := with(text, r)
		p.Dir, p.Indent = page.Vertical, 0
		return len(kinds[*page.Group](placed(p, 40))), ems(p)
	}
	for _, c := range []struct {
		text         string
		rules        Rules
		lying, width int
	}{
		{"国APEC会", Rules{Acronyms: true}, 0, 6000},
		{"国5G会", Rules{Acronyms: true}, 0, 4000},
		{"国12会", Rules{Acronyms: true}, 0, 3000},
		{"国Typst会", Rules{Acronyms: true}, 1, 0},
		{"国AC-DC会", Rules{Acronyms: true}, 1, 0},
		{"国IBM、PC会", Rules{Acronyms: true}, 0, 8000},
		{"国APEC会", Rules{}, 1, 0},
	} {
		lying, width := groups(c.text, c.rules)
		if lying != c.lying || c.width > 0 && width != c.width {
			t.Errorf("%s %v: %d pieces lie, %d/1000 em long; want %d and %d", c.text, c.rules.Acronyms, lying, width, c.lying, c.width)
		}
	}
	p := with("国|APEC|会", Rules{Acronyms: true})
	p.Spans[0].Text, p.Dir = "国APEC会", page.Vertical
	if got := opportunities(t, p); got != "国|APEC|会" {
		t.Errorf("lines may end at %s", got)
	}
	p.Dir = page.Horizontal
	if got := ems(p); got == 6000 {
		t.Errorf("horizontal letters are as wide as Han")
	}
}
