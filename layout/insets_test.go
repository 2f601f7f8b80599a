package layout_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need/composed"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// inset composes a story in three columns of ten characters, 10 points on 15.
func inset(t *testing.T, slot, story string) *layout.Result {
	t.Helper()
	_, _, res := composed.Paper(t, fstest.MapFS{
		"templates/a.yaml":                 {Data: []byte("成品: 200mm x 280mm\n边距: 15mm\n栏: {数: 3, 字: 10, 距: 1字}\n正文: {字号: 10pt, 行距: 15pt}\n行数: 30\n版图: |\n  30 | 甲 甲 甲\n版位:\n  甲: {题: {字号: 20pt}" + slot + "}\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - {模板: a, 稿件: {甲: s}}\n")},
		"editions/2026-10-20/stories/s.md": {Data: []byte("---\n标题: 渡口\n" + story)},
	})
	return res
}

// codes are those of the findings of a family.
func codes(res *layout.Result, family string) (out string) {
	for _, f := range res.Findings {
		if strings.HasPrefix(f.Code, family) {
			out += f.Code + " "
		}
	}
	return strings.TrimSpace(out)
}

const river = "入夜以后，渡口的灯一盏一盏地亮起来，船工们把缆绳收好，坐在石阶上等最后一班船。"

// TestDropCaps: a drop cap stands over its lines, level with the first and the last; what has no
// room for one is plain, and said to be so.
func TestDropCaps(t *testing.T) {
	for _, c := range []struct{ name, slot, story, cap, found string }{
		{"a character", "", "首字: 3\n---\n" + river, "入", ""},
		{"yes is three lines", "", "首字: 是\n---\n" + river, "入", ""},
		{"a mark that opens goes with it", ", 栏: 2", "首字: 3\n---\n“" + river + "”", "“入", ""},
		{"vertical text", ", 竖排: 是", "首字: 3\n---\n" + river, "入", ""},
		{"another paragraph", "", "---\n正文。\n\n" + river + "{首字}", "入", ""},
		{"too few lines", "", "首字: 3\n---\n入夜。", "", "TYP-CAP"},
		{"too narrow a column", ", 栏: 6", "首字: 3\n---\n" + river, "", "TYP-CAP"},
		{"a reading", "", "首字: 3\n---\n{入|rù}" + river, "", "TYP-CAP"},
		{"no letter", "", "首字: 3\n---\n——" + river, "", "TYP-CAP"},
	} {
		res := inset(t, c.slot, c.story)
		got := ""
		page.Walk(res.Doc.Pages[0].Items, page.Frame{}, func(it page.Item, _ page.Frame) {
			if x, ok := it.(*page.Text); ok && x.Cap {
				got += x.Src
				if want := 2*15*unit.Pt + 10*unit.Pt; x.Size != want {
					t.Errorf("%s: the cap is %s points, want %s", c.name, x.Size, want)
				}
			}
		})
		if found := codes(res, "TYP-CAP"); got != c.cap || found != c.found {
			t.Errorf("%s: the cap is %q, found %q, want %q and %q", c.name, got, found, c.cap, c.found)
		}
	}
}

// TestNoteOfHead: what the head calls stands at the first foot, above what the text calls.
func TestNoteOfHead(t *testing.T) {
	res := inset(t, "", "副题: 一盏灯[^2]\n注: 栏末\n---\n"+river+"这里[^1]。"+strings.Repeat(river, 6)+"\n\n[^1]: 据县志。\n[^2]: 灯在对岸。\n")
	var notes []*page.Text
	page.Walk(res.Doc.Pages[0].Items, page.Frame{}, func(it page.Item, _ page.Frame) {
		if x, ok := it.(*page.Text); ok && (strings.Contains(x.Src, "据县志") || strings.Contains(x.Src, "灯在对岸")) {
			notes = append(notes, x)
		}
	})
	if len(notes) != 2 || !strings.Contains(notes[0].Src, "灯在对岸") || notes[0].At.X != notes[1].At.X || notes[0].At.Y >= notes[1].At.Y || codes(res, "FIT-OVER") != "" {
		t.Errorf("the notes do not stand at the foot of the first column, the head's first: %v", notes)
	}
}

// TestNotesOnPages: where a note stands on the page, and the rule above it.
func TestNotesOnPages(t *testing.T) {
	text := river + "这里[^1]。" + strings.Repeat(river, 6) + "\n\n[^1]: 据县志。\n"
	for at, want := range map[string]struct {
		column int
		rules  int
	}{"栏末": {0, 1}, "版末": {2, 1}, "文末": {2, 0}} {
		res := inset(t, "", "注: "+at+"\n---\n"+text)
		p := res.Doc.Pages[0]
		var note *page.Text
		rules, column := 0, -1
		page.Walk(p.Items, page.Frame{}, func(it page.Item, _ page.Frame) {
			switch it := it.(type) {
			case *page.Text:
				if strings.Contains(it.Src, "据县志") {
					note = it
				}
			case *page.Rule:
				if note == nil && it.From.Y == it.To.Y && it.Width == unit.Pt/4 {
					rules++
				}
			}
		})
		if note != nil {
			column = int((note.At.X - 42*unit.Pt) / (110 * unit.Pt))
		}
		if column != want.column || rules != want.rules || codes(res, "FIT-OVER") != "" {
			t.Errorf("%s: the note stands in column %d, with %d rules above, want %d and %d", at, column, rules, want.column, want.rules)
		}
	}
}
