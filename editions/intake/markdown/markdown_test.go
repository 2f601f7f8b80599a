package markdown

import (
	"strings"
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

// TestByline holds that a by-line below the first heading is one, and other paragraphs are text.
func TestByline(t *testing.T) {
	const text = "\n\n河堤昨天完工了，步道年底通，沿河的居民都来看。\n"
	for head, want := range map[string]string{"# 河堤完工\n\n作者：周静": "作者：周静", "# 河堤完工\n\n周静说，水退了。": "", "---\n标题: 河堤完工\n---\n\n作者：周静": ""} {
		c := intake.Read(intake.File{Name: "a.md", Data: []byte(head + text)}, []intake.Format{Format}, intake.Options{})[0]
		got := ""
		for _, p := range c.Pieces {
			if p.Role == intake.Byline {
				got = intake.TextOf(p.Runs)
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", head, got, want)
		}
		if r := intake.Compose(c, intake.Target{}); r.Fault != nil || len(r.Stories) != 1 || want != "" && !strings.Contains(string(r.Stories[0].Text), want+"\n") {
			t.Errorf("%q: %+v", head, r)
		}
	}
}
