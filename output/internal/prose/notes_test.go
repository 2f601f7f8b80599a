package prose

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
	"banxin/output/internal/markup"
)

func TestNotes(t *testing.T) {
	paper := fstest.MapFS{
		"templates/a.yaml":                 {Data: []byte("成品: 200mm x 280mm\n边距: 15mm\n栏: {数: 3, 字: 12, 距: 1字}\n正文: {字号: 小五, 行距: 13.5pt}\n行数: 50\n版图: |\n  50 | 头条 头条 头条\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - 模板: a\n    稿件: {头条: s}\n")},
		"editions/2026-10-20/stories/s.md": {Data: []byte("---\n标题: 注\n---\n桥长10^3^米[^3]，又见[^3]，另见[^甲]。\n\n[^3]: 据档案。\n\n[^乙]: 无处引用。\n")},
	}
	ed, found, err := editions.Load(paper, "")
	if err != nil {
		t.Fatal(err)
	}
	s := ed.Story("s")
	if s == nil {
		t.Fatal(found)
	}
	var m markup.Writer
	w := Writer{M: &m, EPUB: true, Notes: NewNotes(s, "")}
	for _, b := range s.Blocks {
		w.Block(b, false, nil)
	}
	got := m.String()
	for _, want := range []string{
		`10<sup>3</sup>米<a epub:type="noteref" role="doc-noteref" id="ref-1" href="#note-1"><sup>3</sup></a>`,
		`又见<a epub:type="noteref" role="doc-noteref" id="ref-1-2" href="#note-1"><sup>3</sup></a>`,
		`另见<sup>甲</sup>。`,
		`<aside epub:type="footnote" role="doc-footnote" id="note-1"><p class="note"><a role="doc-backlink" href="#ref-1"><sup>3</sup></a> 据档案。</p></aside>`,
		`<aside epub:type="footnote" role="doc-footnote" id="note-2"><p class="note"><sup>乙</sup> 无处引用。</p></aside>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}
