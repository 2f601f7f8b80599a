package editions

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func chars(s string) Text { return Text{Runs: []Run{{Text: s}}} }

// everyPart is a story of every element.
func everyPart() *Story {
	g := &Group{Pictures: []*Picture{{Caption: chars("左")}, {Caption: chars("右"), Credit: chars("丁摄")}}, Caption: &Paragraph{Kind: GroupCaption, Text: chars("两个秋天")}}
	for _, p := range g.Pictures {
		p.Group = g
	}
	return &Story{
		Label: chars("栏"), Kicker: []Text{chars("引一"), chars("引二")}, Headline: []Text{chars("题")}, Deck: []Text{chars("副")}, Byline: chars("本报记者 甲"),
		Blocks: []Block{
			&Paragraph{Kind: LeadText, Text: chars("导")},
			&Paragraph{Text: chars("正")},
			&Paragraph{Kind: SubheadText, Level: 3, Text: chars("小")},
			&Paragraph{Kind: QuoteText, Text: chars("引")},
			&List{Items: []ListItem{{Marker: "1.", Text: chars("项")}, {Marker: Bullet, Text: chars("点")}}},
			&Table{Caption: chars("表"), Head: 1, Rows: [][]Text{{chars("区"), {}}, {chars("户"), chars("9")}}},
			&Picture{Caption: chars("说"), Credit: chars("丙摄")},
			g.Pictures[0], g.Pictures[1], g.Caption,
			&Paragraph{Kind: NoteLine, Text: chars("注")},
			&Paragraph{Kind: SignoffText, Text: chars("落")},
		},
	}
}

func partList(s *Story) string {
	var b strings.Builder
	for p := range s.Parts() {
		fmt.Fprintf(&b, "%s %s %d %d.%d %s%s level %d cell %d,%d %v\n", p.Role, p.Style, p.At, p.Block, p.Index, p.Marker, p.Text, p.Level, p.Row, p.Column, p.Head)
	}
	return b.String()
}

// TestParts: every text of a story is listed once, in reading order, with what it is.
func TestParts(t *testing.T) {
	want := `label label 0 -1.0 栏 level 0 cell 0,0 false
kicker kicker 0 -1.0 引一 level 0 cell 0,0 false
kicker kicker 0 -1.1 引二 level 0 cell 0,0 false
headline headline 0 -1.0 题 level 0 cell 0,0 false
deck deck 0 -1.0 副 level 0 cell 0,0 false
byline byline 0 -1.0 本报记者 甲 level 0 cell 0,0 false
lead lead 1 0.0 导 level 0 cell 0,0 false
p body 1 1.0 正 level 0 cell 0,0 false
subhead subhead 1 2.0 小 level 3 cell 0,0 false
quote quote 1 3.0 引 level 0 cell 0,0 false
li list 1 4.0 1.项 level 0 cell 0,0 false
li list 1 4.1 •点 level 0 cell 0,0 false
caption caption 1 5.0 表 level 0 cell 0,0 false
td table 1 5.1 区 level 0 cell 0,0 true
td table 1 5.2  level 0 cell 0,1 true
td table 1 5.3 户 level 0 cell 1,0 false
td table 1 5.4 9 level 0 cell 1,1 false
caption caption 2 6.0 说 level 0 cell 0,0 false
credit caption 2 6.1 丙摄 level 0 cell 0,0 false
caption caption 2 7.0 左 level 0 cell 0,0 false
caption caption 2 8.0 右 level 0 cell 0,0 false
credit caption 2 8.1 丁摄 level 0 cell 0,0 false
caption caption 2 9.0 两个秋天 level 0 cell 0,0 false
note note 1 10.0 注 level 0 cell 0,0 false
signoff signoff 1 11.0 落 level 0 cell 0,0 false
`
	s := everyPart()
	if got := partList(s); got != want {
		t.Errorf("the parts are\n%s", got)
	}
	for p := range s.Parts() { // who asks for one may stop anywhere
		if p.Role == RoleSignoff {
			t.Error("the last part is reached")
		}
		if p.Role == RoleCell {
			break
		}
	}
}

// TestBylineLast: a by-line in parentheses, or a group's, comes after the text.
func TestBylineLast(t *testing.T) {
	for byline, last := range map[string]bool{"本报记者 甲": false, "（本报记者 甲）": true, " (Staff)": true, "甲（实习）": false, "": false} {
		s := &Story{Byline: chars(byline), Blocks: []Block{&Paragraph{Text: chars("文")}}}
		if s.BylineLast() != last {
			t.Errorf("%q ends the text: %v", byline, !last)
		}
		if lines := partList(s); byline != "" && strings.HasPrefix(lines, "byline") == last {
			t.Errorf("%q stands at\n%s", byline, lines)
		}
		if s.ByGroup = true; s.BylineLast() != (byline != "") {
			t.Errorf("%q for a group ends the text: %v", byline, byline == "")
		}
	}
}

// TestRoles: all kinds have a role, all roles a style, both their own names.
func TestRoles(t *testing.T) {
	for k := Plain; int(k) < len(kinds); k++ {
		if k.String() == "" || !slices.Contains(Roles(), k.Role()) {
			t.Errorf("kind %d is called %q and is a %q", k, k, k.Role())
		}
	}
	for _, r := range Roles() {
		if !slices.Contains(StyleNames, StyleOf(r)) {
			t.Errorf("%s has style %q", r, StyleOf(r))
		}
	}
}

// TestUnset: what is set of each part and the rest are the story, wherever its text stops.
func TestUnset(t *testing.T) {
	s := everyPart()
	s.Byline = chars("（甲）")
	for name, c := range map[string]struct {
		u    Unset
		want string
	}{
		"all is set":            {Unset{}, ""},
		"the by-line is over":   {Unset{Stop: &Stop{Block: len(s.Blocks)}}, "（甲）"},
		"from inside a line":    {Unset{Stop: &Stop{Block: len(s.Blocks), Offset: 3}}, "甲）"},
		"the last row":          {Unset{Stop: &Stop{Block: 5, Part: 3}}, "户\u30009\n注\n落\n（甲）"},
		"an item":               {Unset{Stop: &Stop{Block: 4, Part: 1, Run: -1}}, "•点\n表\n区\n户\u30009\n注\n落\n（甲）"},
		"its marker stands":     {Unset{Stop: &Stop{Block: 4, Part: 1}}, "点\n表\n区\n户\u30009\n注\n落\n（甲）"},
		"a picture and no text": {Unset{Out: []Out{{RoleCaption, 6, 0}, {RoleCredit, 6, 1}}}, "说\n丙摄"},
		"a line of the head":    {Unset{Out: []Out{{RoleHeadline, -1, 0}}}, "题"},
	} {
		if got := s.Rest(&c.u); got != c.want {
			t.Errorf("%s: %q is left, not %q", name, got, c.want)
		}
	}
	for p := range s.Parts() { // a stop before each byte is found again
		if p.At != InText || p.Block < 0 {
			continue
		}
		text := p.Printed().String()
		for at := range text {
			u := Unset{Stop: StopAt(p, at)}
			if n, whole := u.Set(s, p); n != at || whole {
				t.Errorf("%s %q: a stop before byte %d, %+v, sets %d", p.Role, text, at, *u.Stop, n)
			}
		}
	}
}
