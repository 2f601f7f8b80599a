package inline

import (
	"strings"
	"testing"

	"banxin/layout/unit"
)

// gridded is text that stands in cells.
func gridded(text string) *Para {
	p := with(text, Rules{Grid: true})
	p.Indent = 0
	return p
}

// TestGrid: Latin text takes whole cells, every mark one of its own (MX6).
func TestGrid(t *testing.T) {
	for _, c := range []struct {
		text string
		want int // cells
	}{
		{"甲，乙", 3}, {"甲，”乙", 4}, {"（甲）", 3}, {"甲·乙／丙", 5}, {"甲–乙", 3}, {"甲？！乙", 4},
		{"甲A乙", 3}, {"甲 A 乙", 3}, {"甲12345乙", 5}, {"12", 2}, {"甲——乙……", 6},
	} {
		if got := ems(gridded(c.text)); got != c.want*1000 {
			t.Errorf("%q is %d/1000 em wide, want %d cells", c.text, got, c.want)
		}
	}
	if got := ems(gridded("甲Typst and LuaTeX乙")) % 1000; got != 0 {
		t.Errorf("a run of words leaves the grid by %d/1000 em", got)
	}
	if got, want := opportunities(t, gridded("甲A4乙，”丙（丁")), "甲|A4|乙，|”|丙|（丁"; got != want {
		t.Errorf("lines may end at %s, want %s", got, want)
	}
}

// TestGridColumns: characters of all lines stand in columns.
func TestGridColumns(t *testing.T) {
	text := "他说：“今天（星期二）下了2场GDP雨，真的。”大家都很高兴，“好！”于是去看 iPhone 展，人山人海。"
	for n := 5; n < 16; n++ {
		p := gridded(text)
		var s Setter
		sh := s.Shape(p)
		for _, l := range s.Break(nil, sh, em(n)) {
			for _, tx := range texts(s.Place(nil, sh, l, unit.Point{})) {
				for _, g := range tx.Glyphs {
					x := tx.At.X + unit.Length(g.X)
					if r := firstRune(tx.Src[g.Cluster:]); r >= "一" && x%(10*unit.Pt) != 0 {
						t.Errorf("at %d em %s stands at %v\n%s", n, r, x, lineText(sh, l))
					}
				}
			}
		}
	}
}

// TestGridHangs: where a line has no cell left for a mark it hangs, and what follows it may
// begin the next (HP3); a mark that has a cell stands in it.
func TestGridHangs(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"一二三四。五六七八", 4, "一二三四。|五六七八"},
		{"一二三四。”五六七", 4, "一二三四。|”五六七"},
		{"一二三。四五六七", 4, "一二三。|四五六七"},
		{"一二三（四五六七八", 4, "一二三|（四五六|七八"},
	} {
		var s Setter
		sh := s.Shape(gridded(c.text))
		var got []string
		for _, l := range s.Break(nil, sh, em(c.n)) {
			got = append(got, lineText(sh, l))
			if l.Breach || l.HanGap != 0 {
				t.Errorf("%s: breach %v, a gap of %v", c.text, l.Breach, l.HanGap)
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s, want %s", strings.Join(got, "|"), c.want)
		}
	}
}
