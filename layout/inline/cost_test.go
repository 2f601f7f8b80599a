package inline

import (
	"strings"
	"testing"

	"banxin/layout/typo"
	"banxin/layout/unit"
)

// TestHanCost: a gap between Han costs more the wider it is, much more from 1/8 em on, where
// it shows, more again over 1/4 em, and never without a limit.
func TestHanCost(t *testing.T) {
	for _, c := range []struct{ gap, want int64 }{
		{0, 250},
		{3, 256},
		{128, 250 + 128 + 128*128/3},
		{129, 250 + 129 + 129*129/3 + costWide + 40},
		{256, 250 + 256 + 256*256/3 + costWide + 128*40},
		{257, 250 + 257 + 257*257/3 + costWide + 129*40 + costWidest + 100 + 1},
	} {
		if got := hanCost(c.gap); got != c.want {
			t.Errorf("a gap of %d/1024 em costs %d, want %d", c.gap, got, c.want)
		}
	}
	for gap := int64(1 << 10); gap < 1<<16; gap *= 2 {
		if a, b := hanCost(gap), hanCost(2*gap); a >= b || b >= costAbsurd {
			t.Errorf("gaps of %d and %d ems cost %d and %d", gap>>10, gap>>9, a, b)
		}
	}
}

// TestLastLine: two characters may stand on a paragraph's last line, one draws another down,
// and marks do not count (clreq 3.4.4).
func TestLastLine(t *testing.T) {
	for _, c := range []struct {
		text string
		want []int // characters of each line, marks not counted
	}{
		{strings.Repeat("汉", 11), []int{11}},
		{strings.Repeat("汉", 26), []int{11, 13, 2}},
		{strings.Repeat("汉", 25), []int{11, 12, 2}},
		{strings.Repeat("汉", 26) + "。”", []int{11, 13, 2}},
		{strings.Repeat("汉", 12) + "\n汉", []int{11, 1, 1}}, // a line by hand is no last line, and a paragraph of one
	} {
		var s Setter
		sh := s.Shape(body(c.text))
		var got []int
		for _, l := range s.Break(nil, sh, em(13)) {
			got = append(got, strings.Count(lineText(sh, l), "汉"))
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: lines of %v characters, want %v", c.text, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: lines of %v characters, want %v", c.text, got, c.want)
				break
			}
		}
	}
}

// TestSplinters: what no rule lets break and no line holds may be broken all the same: a
// word between its letters, and where a mark must not stand at a line's end or start only
// when nothing else is left.
func TestSplinters(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"abcd汉", "a~b~c~d|汉"},
		{"汉，。）丙", "汉!，!。!）|丙"},
		{"（《“汉丙", "（!《!“!汉|丙"},
		{"12,345", "1~2!,j3~4~5"},
		{"ab\u00adcd", "a~b\u00ad-c~d"},
		{"汉字", "汉|字"},
		{"0571-876 5", "0~5~7~1!-j8~7~6 |5"},
		{"A·12", "A!·j1~2"},
		{"——", "—!—"},
	} {
		var s Setter
		sh := s.Shape(body(c.text))
		var n nodes
		n.prepare(sh, 1)
		var b strings.Builder
		for k := 1; k < len(n.list); k++ {
			b.WriteString(lineText(sh, Line{From: int(n.list[k-1].item), To: int(n.list[k].item)}))
			if k < len(n.list)-1 {
				b.WriteByte("|wdy-t:mnacj~!"[n.list[k].penalty])
			}
		}
		if b.String() != c.want {
			t.Errorf("%s: %s, want %s", c.text, b.String(), c.want)
		}
	}
}

// TestSteady: what is known of ideographs side by side is what add, breakAt and the costs find
// out for any two.
func TestSteady(t *testing.T) {
	var s Setter
	p := body("版心设计，（二）abc 汉字")
	p.Track = 30
	seen := 0
	for _, rules := range []*Rules{nil, {Level: typo.LevelNone}, {Level: typo.LevelStrict}, {Grid: true}, {Hang: true}, {Region: typo.Taiwan}} {
		p.Rules = rules
		sh := s.Shape(p)
		for m := 1; m < len(sh.items); m++ {
			a, b := &sh.items[m-1], &sh.items[m]
			if !sh.steady(a, b) {
				continue
			}
			seen++
			var slow, fast sums
			slow.add(sh, a, b)
			fast.steady(&sh.runs[b.run])
			kind, ok := breakAt(sh, m-1, m)
			if slow != fast || !ok || kind != free {
				t.Errorf("%v: %v and %v, %d %v", rules, slow, fast, kind, ok)
			}
		}
	}
	if seen == 0 {
		t.Error("nothing is steady")
	}
	em := int32(10 * unit.Pt)
	for white := -2 * em; white < 6*em; white += em / 7 {
		for _, n := range []int32{0, 1, 5, 20} {
			end := sums{solid: 20 * em, lessComma: em / 2, moreHan: n, moreAny: n}
			for _, more := range []int32{0, em / 4} {
				end[moreGap] = more
				if got, want := stretchCost(&sums{}, &end, 20*em+white, em), justifiedCost(&sums{}, &end, 20*em+white, true, em); got != want {
					t.Errorf("%d places, white of %d: %d, want %d", n, white, got, want)
				}
			}
		}
	}
}
