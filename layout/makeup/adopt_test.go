package makeup

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestAdoptRemarks: what banxin has remarked of a page's template is no longer said of another one;
// remarks of people stay.
func TestAdoptRemarks(t *testing.T) {
	const edition = `pages:
  - section: 要闻
    template: t            # 现在是 库样
    stories:
      # 版位: 稿件的文件名。版位有：导读 图文
      # 明天再看
  - section: 综合
    template: u            # 现在是 别样
    stories:
      # 版位: 稿件的文件名。版位有：头条
`
	const page = "trim: 400pt x 500pt\nmargins: 10pt\nbody: {size: 10pt, leading: 14pt}\nrow-gap: 1\ncolumns: {count: 3, chars: 12, gap: 1字}\nlines: 30\ngrid: |\n  30 | "
	fsys := fstest.MapFS{
		"templates/t.yaml":                 {Data: []byte(page + ". . .\n")},
		"templates/u.yaml":                 {Data: []byte(page + "头条 头条 头条\n")},
		"editions/2026-10-20/edition.yaml": {Data: []byte(edition)},
	}
	for _, id := range []string{"a", "b", "c"} {
		fsys["editions/2026-10-20/stories/"+id+".md"] = &fstest.MapFile{Data: []byte("---\nheadline: 渡口又开集\n---\n" + strings.Repeat("清晨的棠水河面浮着薄雾，渡口的木船一只接一只靠岸。", 12) + "\n")}
	}
	ed, cat := load(t, fsys)
	versions := Auto(ed, cat, 1)
	if len(versions) == 0 {
		t.Fatal(Idle(ed))
	}
	text, err := versions[0].Adopt([]byte(edition), func(int) string { return "p1" })
	if err != nil {
		t.Fatal(err)
	}
	first, second, _ := strings.Cut(string(text), "  - section: 综合")
	if _, was, _ := strings.Cut(edition, "  - section: 综合"); second != was {
		t.Errorf("the page that stays has changed:\n%s", second)
	}
	slots := SlotsRemark(versions[0].Edition.Pages[0].Template) + "\n"
	if !strings.Contains(first, "template: p1\n") || !strings.Contains(first, slots) || !strings.Contains(first, "# 明天再看") || strings.Contains(first, "图文") {
		t.Errorf("%s\nlacks %s", first, slots)
	}
}
