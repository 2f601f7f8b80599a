package editions

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestManyNames: a name that is mistyped is told in a drawing of so many names as somebody draws, and
// not looked for in one of more, where each would be held against all others.
func TestManyNames(t *testing.T) {
	for names, told := range map[int]int{20: 1, mostNames + 1: 0} {
		drawing := "  1 | 头条 头条\n  1 | 头要 头要\n"
		for i := range names {
			drawing += fmt.Sprintf("  1 | 稿%d 稿%d\n", i, i)
		}
		_, found, _ := Load(fstest.MapFS{
			"templates/一版.yaml":                {Data: []byte("栏: {数: 2, 字: 15}\n行数: 400\n版图: |\n" + drawing + "版位:\n  头条: {栏: 2}\n")},
			"editions/2026-10-20/edition.yaml": {Data: []byte("日期: 2026-10-20\n版:\n  - 模板: 一版\n")},
		}, "2026-10-20")
		n := 0
		for _, f := range found {
			if f.Code == "TPL-AREA" && strings.Contains(f.Message.String(), "头要") {
				n++
			}
		}
		if n != told {
			t.Errorf("of %d names: told %d times, want %d: %v", names, n, told, found)
		}
	}
}
