package lint_test

import (
	"testing"
	"testing/fstest"

	"banxin/editions/lint"
)

// TestData: what is found in a table's file stands there, at the line and column of the cell; a
// dash by itself says that a cell has nothing, and is none in the text.
func TestData(t *testing.T) {
	m := fstest.MapFS{}
	for name, data := range map[string]string{
		"paper.yaml": "名称: 报\n", "editions/2026-10-20/edition.yaml": "版:\n  - {模板: t, 稿件: {头条: a}}\n",
		"templates/t.yaml":                  "成品: 270mm x 390mm\n栏: {数: 2, 字: 14, 距: 1字}\n行数: 30\n版图: |\n  30 | 头条 头条\n",
		"editions/2026-10-20/stories/a.md":  "---\n标题: 表\n---\n![表](站.csv){列=说明,站}\n",
		"editions/2026-10-20/stories/站.csv": "站,开,说明\n\"柳\n湾\",—,—\n\"渡口\",06:05,停运（\n",
	} {
		m[name] = &fstest.MapFile{Data: []byte(data)}
	}
	for _, f := range lint.Check(load(t, m)) {
		switch {
		case f.Code == "TXT-DASH":
			t.Errorf("%v: %v", f.Pos, f.Message)
		case f.Code == "TXT-PAIR" && f.Pos.String() != "editions/2026-10-20/stories/站.csv:4:12":
			t.Errorf("a bracket of the file stands at %v", f.Pos)
		case f.Code == "TXT-PAIR":
			return
		}
	}
	t.Error("no bracket is found open")
}
