package editions

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// TestObituary: a slot that an obituary has for itself is framed, on its own page alone, unless
// it has a frame; one that shares its slot is named.
func TestObituary(t *testing.T) {
	load := func(box, stories string) string {
		ed, found, err := Load(fstest.MapFS{
			"templates/a.yaml":                 {Data: []byte("成品: 200mm x 280mm\n边距: 15mm\n栏: {数: 3, 字: 12, 距: 1字}\n正文: {字号: 小五, 行距: 13.5pt}\n行数: 50\n版图: |\n  50 | 甲 甲 乙\n版位:\n  甲: {框: " + box + "}\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - {模板: a, 稿件: {甲: " + stories + "}}\n  - {模板: a, 稿件: {甲: c}}\n")},
			"editions/2026-10-20/stories/a.md": {Data: []byte("---\n标题: 讣告\n体裁: 讣告\n---\n正文。\n")},
			"editions/2026-10-20/stories/b.md": {Data: []byte("---\n标题: 题\n---\n正文。\n")},
			"editions/2026-10-20/stories/c.md": {Data: []byte("---\n标题: 题\n---\n正文。\n")},
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, p := range ed.Pages {
			for _, s := range p.Template.Slots {
				out += fmt.Sprint(s.Name, s.Box.Width.Float(), " ")
			}
		}
		for _, f := range found {
			if f.Code == "PLAN-FRAME" {
				out += f.Code
			}
		}
		return out
	}
	for _, c := range []struct{ box, stories, want string }{
		{"否", "a", "甲2 乙0 甲0 乙0 "},
		{"{线: 0.5pt}", "a", "甲0.5 乙0 甲0.5 乙0 "},
		{"否", "b", "甲0 乙0 甲0 乙0 "},
		{"否", "[b, a]", "甲0 乙0 甲0 乙0 PLAN-FRAME"},
	} {
		if got := load(c.box, c.stories); got != c.want {
			t.Errorf("a frame %s, stories %s: %s, want %s", c.box, c.stories, got, c.want)
		}
	}
}
