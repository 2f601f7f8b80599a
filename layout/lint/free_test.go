package lint_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"banxin/layout/lint"
)

// TestFreeOfColumns: pull quotes over columns and notes at their feet are no lines of the columns
// that are too long or come in the wrong order.
func TestFreeOfColumns(t *testing.T) {
	const text = "入夜以后，渡口的灯一盏一盏地亮起来，船工们把缆绳收好，坐在石阶上等最后一班船，谁也不说话，只听见水声。"
	const one, two = "\n\n灯一盏一盏地亮。\n{提要}\n\n", "\n\n::: 提要\n灯一盏一盏地亮。\n\n谁也不说话，只听见水声，和对岸人家收网的声音，一下一下地传过来，像在数数。\n:::\n\n"
	long := func(n int) string { return strings.Repeat(text, n) }
	for n := 1; n < 24; n += 2 {
		for name, story := range map[string]string{
			"pull quotes": "---\n" + long(n) + "\n\n" + long(2) + one + long(5) + two + long(3),
			"notes":       "注: 栏末\n---\n" + text + "这里[^1]。" + long(n+6) + "\n\n[^1]: 据县志。" + long(2) + "\n",
		} {
			ed, res := compose(t, fstest.MapFS{
				"templates/a.yaml":                 {Data: []byte("成品: 200mm x 300mm\n边距: 15mm\n栏: {数: 3, 字: 14, 距: 1字}\n正文: {字号: 10pt, 行距: 15pt}\n行数: 36\n版图: |\n  36 | 甲 甲 甲\n版位:\n  甲: {题: {字号: 20pt}}\n")},
				"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - {模板: a, 稿件: {甲: s}}\n")},
				"editions/2026-10-20/stories/s.md": {Data: []byte("---\n标题: 渡口\n" + story)},
			})
			for _, f := range lint.Check(ed, res) {
				if f.Code == "TYP-OVER" || f.Code == "LAY-FLOW" {
					t.Errorf("%s of %d: %s %s", name, n, f.Code, f.Message)
				}
			}
		}
	}
}
