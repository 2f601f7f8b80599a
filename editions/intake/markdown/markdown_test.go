package markdown

import (
	"testing"

	"banxin/editions/intake"
)

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("---\n标题: [甲, 乙]\n署名: （丙）\n---\n\n> 导语。\n\n正文*着重*{汉|hàn}[^1]。\n\n- （一）甲；\n- 乙\n\n| a | b |\n|---|---:|\n| 1 | 2 |\n\n![图](a.jpg \"b\"){丙 摄; 栏=2}\n\n[^1]: 注。\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := intake.CheckAccount(Format, intake.File{Name: "x.md", Data: data}); err != nil {
			t.Fatal(err)
		}
	})
}
