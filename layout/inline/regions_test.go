package inline

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Taiwan keeps brackets that meet full, and closes them up where the style says so (clreq
// 3.1.6.2).
func TestTaiwanClosesUp(t *testing.T) {
	for text, want := range map[string][2]unit.Length{"「「": {20, 15}, "」」": {20, 15}, "」，": {20, 15}, "」「": {20, 15}, "，「": {20, 15}, "甲「": {20, 20}} {
		for k, closes := range []bool{false, true} {
			var s Setter
			p := with("甲"+text+"乙", Rules{Region: typo.Taiwan, Close: closes})
			p.Indent = 0
			if got := s.Shape(p).Natural() - 20*unit.Pt; got != want[k]*unit.Pt {
				t.Errorf("%s, closed up %v: %v, want %v pt", text, closes, got, want[k])
			}
		}
	}
}

// Two marks of a question or a cry take one em in vertical text, three take two (GB/T 15834
// 5.1.2), the two side by side.
func TestMarksAbreast(t *testing.T) {
	for text, want := range map[string]unit.Length{"？": 10, "？？": 10, "！？": 10, "！！！": 20, "？！？！": 20} {
		var s Setter
		p := body("甲" + text + "乙")
		p.Indent, p.Dir = 0, page.Vertical
		sh := s.Shape(p)
		if got := sh.Natural() - 20*unit.Pt; got != want*unit.Pt {
			t.Errorf("%s: %v, want %v pt", text, got, want)
		}
		if len([]rune(text)) != 2 {
			continue
		}
		var at [2]page.Glyph
		for _, it := range s.Place(nil, sh, s.Break(nil, sh, em(20))[0], unit.Point{}) {
			if x, ok := it.(*page.Text); ok && len(x.Glyphs) > 3 {
				copy(at[:], x.Glyphs[1:3])
			}
		}
		if at[0].X >= at[1].X || max(at[0].Y-at[1].Y, at[1].Y-at[0].Y) > int32(unit.Pt)*2 {
			t.Errorf("%s: the marks stand at %v", text, at)
		}
	}
}

// The connector － begins no line, at any level but none; the sign of a number may.
func TestWideConnector(t *testing.T) {
	for _, level := range []typo.Level{typo.LevelGB, typo.LevelBasic, typo.LevelNewspaper, typo.LevelStrict} {
		for tenths := 20; tenths < 90; tenths += 5 {
			var s Setter
			sh := s.Shape(with("太原－北京－上海", Rules{Level: level}))
			for _, l := range s.Break(nil, sh, []unit.Length{unit.Points(tenths)}) {
				if l.From > 0 && sh.rune(l.From) == '－' {
					t.Errorf("level %d, %d/10 em: a line begins with －", level, tenths)
				}
			}
		}
	}
}
