package editions

import (
	"testing"
	"testing/fstest"
)

// TestWhole: of a story of which not all is read, versions of git and what was pasted twice, the file is kept
// as it lies there.
func TestWhole(t *testing.T) {
	const text = "---\n标题: 桥修好了\n---\n\n桥昨天修好，今天就通车，两岸的人都来看。\n\n灯也亮了，船从桥下过去，一直开到夜里。\n"
	for _, file := range []string{text, text + text, "---\n标题: 桥修好了\n---\n\n<<<<<<< HEAD\n桥昨天修好。\n=======\n桥前天修好。\n>>>>>>> other\n"} {
		m := fstest.MapFS{
			"paper.yaml":                                {Data: []byte("名称: 试报\n代码: sb\n")},
			"editions/2026-10-20/edition.yaml":          {Data: []byte("日期: 2026-10-20\n版: []\n")},
			"editions/2026-10-20/stories/101-bridge.md": {Data: []byte(file)},
		}
		ed, _, err := Load(m, "")
		if err != nil || len(ed.Stories) != 1 {
			t.Fatal(ed, err)
		}
		s := ed.Stories[0]
		if string(s.Whole()) != file {
			t.Errorf("of %q is kept %q", file, s.Whole())
		}
		if read := string(s.File.Data) != file; read != (file != text) {
			t.Errorf("of %q is read %q", file, s.File.Data)
		}
	}
}
