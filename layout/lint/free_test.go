package lint_test

import (
	"fmt"
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

// TestHangingColumns: columns that hold nothing but lines that hang are no narrower than others,
// and a space behind a dateline at the end of a line stands nowhere.
func TestHangingColumns(t *testing.T) {
	answer := strings.Repeat("县志上说是光绪七年，碑上早十二年，石头不会改口。", 16)
	for name, story := range map[string]string{
		"an answer":  "\n---\n" + answer + "\n\n::: 问答\n问：哪一年？\n答：" + answer + "\n:::\n",
		"a dateline": "\n---\n新华社PLACE10月19日电　题：老渡口的石碑——记立渡的人\n\n" + answer + "\n",
	} {
		for em := 6; em < 16; em++ {
			columns := 4
			if name == "a dateline" {
				columns = 1
			}
			story := strings.Replace(story, "PLACE", strings.Repeat("渡", max(em-12, 1)), 1)
			ed, res := compose(t, fstest.MapFS{
				"templates/a.yaml":                 {Data: []byte(fmt.Sprintf("成品: 300mm x 300mm\n边距: 15mm\n栏: {数: %d, 字: %d, 距: 1字}\n正文: {字号: 10pt, 行距: 15pt}\n行数: 36\n版图: |\n  36 |%s\n版位:\n  甲: {题: {字号: 20pt}}\n", columns, em, strings.Repeat(" 甲", columns)))},
				"editions/2026-10-20/edition.yaml": {Data: []byte("版:\n  - {模板: a, 稿件: {甲: s}}\n")},
				"editions/2026-10-20/stories/s.md": {Data: []byte("---\n标题: 渡口" + story)},
			})
			for _, f := range lint.Check(ed, res) {
				if f.Code == "LAY-GAP" || f.Code == "LAY-COLUMN" || f.Code == "LAY-OUTSIDE" {
					t.Errorf("%s at %d em: %s %s", name, em, f.Code, f.Message)
				}
			}
		}
	}
}
