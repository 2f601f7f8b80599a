package readers

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/intake"
	"banxin/editions/source"
)

// composed reads a file and returns its only story's file.
func composed(t *testing.T, f intake.File) string {
	t.Helper()
	for _, c := range intake.Read(f, All(), intake.Options{Whole: true}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil {
			t.Errorf("%s: %v", f.Name, r.Fault)
		}
		for _, s := range r.Stories {
			return string(s.Text)
		}
	}
	t.Errorf("%s gives no story", f.Name)
	return ""
}

// carried lists the texts of a story file with their roles, which every format carries. Word
// does not carry the desk's keys, the genre, the names and attributes of pictures, the marks
// of names and titles; notes come last.
func carried(text string) string {
	s, _ := editions.ParseStory(source.NewFile("x.md", []byte(text)))
	var b, notes strings.Builder
	for p := range s.Parts() {
		to := &b
		if p.Role == editions.RoleNote {
			to = &notes // they stand at the end
		}
		fmt.Fprintf(to, "%s %s%s\n", p.Role, p.Marker, p.Text)
	}
	return b.String() + notes.String()
}

// stories are all stories that come with banxin.
func stories(t *testing.T) map[string][]byte {
	out := map[string][]byte{}
	for name, fsys := range papers() {
		files, err := fs.Glob(fsys, "editions/*/stories/*.md")
		if err != nil || len(files) == 0 {
			t.Fatal(name, err)
		}
		for _, f := range files {
			data, err := fs.ReadFile(fsys, f)
			if err != nil {
				t.Fatal(err)
			}
			out[name+"/"+path.Base(f)] = data
		}
	}
	return out
}

var lineStanza = regexp.MustCompile(`(?m)^verse .*\nverse `)

// TestRoundTrips holds that each story comes back as it was, from Markdown and from DOCX.
func TestRoundTrips(t *testing.T) {
	for name, data := range stories(t) {
		t.Run(name, func(t *testing.T) {
			s, _ := editions.ParseStory(source.NewFile(path.Base(name), data))
			want := carried(string(data))
			again := composed(t, intake.File{Name: path.Base(name), Data: data})
			if got := carried(again); got != want {
				t.Errorf("from Markdown\n%s", firstDifference(got, want))
			}
			if got := composed(t, intake.File{Name: path.Base(name), Data: []byte(again)}); got != again {
				t.Errorf("written twice\n%s", firstDifference(got, again))
			}
			if len(s.Headline) == 0 {
				return // Word tells no headline from a subhead at the top
			}
			got := carried(composed(t, intake.File{Name: "a.docx", Data: docxOf(t, s)}))
			if lineStanza.MatchString(want) { // Word tells no stanza of one line from a line
				got, want = strings.ReplaceAll(got, "\nverse ", "\n"), strings.ReplaceAll(want, "\nverse ", "\n")
			}
			if got != want {
				t.Errorf("from DOCX\n%s", firstDifference(got, want))
			}
		})
	}
}

// kinds is a story of every kind of paragraph.
const kinds = `---
体裁: 通讯
标题: 各样的段落
---

昨天下午，渡口的人们又聚在一起，说起旧事，也说起明年的打算，直到天黑。

::: 诗
渡口的灯是最早醒来的眼睛
它看着船

船回来了，
灯才睡。
:::

再说几句闲话，好把两样东西隔开，让它们各归各的，互不相干。

独行一句，
又行一句。
{诗}

::: 编者按
编者按：本报今起开栏，请来稿，来稿请寄本报副刊部收，信封上注明栏目。
:::

::: 问答
记者：早班船几点开？

船工：六时。

停航要挂红旗，看见红旗就不要再等了，等也没有船，先回家去。
:::

::: 剧
老船工：（解缆）坐稳了。

（船离岸）
:::

::: 法条
第一条　渡船载客，不得超过核定的人数。

（一）儿童半价；
:::

看见红旗就不要再等了。
{提要}

载重=人数×60+货
{公式}

尾声一句，到此为止，谢谢各位读者耐心读完这样长的一篇稿件。
`

// TestKinds: every kind of paragraph comes back as it was, from Markdown, from DOCX by the names
// of styles, and is written as people write it.
func TestKinds(t *testing.T) {
	want := carried(kinds)
	again := composed(t, intake.File{Name: "a.md", Data: []byte(kinds)})
	if got := carried(again); got != want {
		t.Errorf("from Markdown\n%s", firstDifference(got, want))
	}
	if got := composed(t, intake.File{Name: "a.md", Data: []byte(again)}); got != again {
		t.Errorf("written twice\n%s", firstDifference(got, again))
	}
	s, _ := editions.ParseStory(source.NewFile("a.md", []byte(kinds)))
	if got := carried(composed(t, intake.File{Name: "a.docx", Data: docxOf(t, s)})); got != want {
		t.Errorf("from DOCX\n%s", firstDifference(got, want))
	}
	if !strings.Contains(again, "\n\n独行一句，\n又行一句。\n{诗}\n\n") || !strings.Contains(again, "\n\n::: 诗\n渡口的灯是最早醒来的眼睛\n它看着船\n\n船回来了，\n灯才睡。\n:::\n\n") {
		t.Error(again)
	}
}

// TestPoemOfPage: verse of web pages is verse, by the class of what it stands in.
func TestPoemOfPage(t *testing.T) {
	const page = `<h1>渡口的夜晚</h1><p>昨天下午，渡口的人们又聚在一起，说起旧事，直到天黑。</p><blockquote class="poem"><p>灯是眼睛，<br>它看着船。</p><p>船回来了，<br>灯才睡。</p></blockquote><p>后来大家各自回家去了，一夜无话，天亮时又下起雨来。</p>`
	if got := composed(t, intake.File{Name: "a.html", Data: []byte(page)}); !strings.Contains(got, "\n\n::: 诗\n灯是眼睛，\n它看着船。\n\n船回来了，\n灯才睡。\n:::\n\n后来") {
		t.Error(got)
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			w := "(end)"
			if i < len(b) {
				w = b[i]
			}
			return fmt.Sprintf("line %d: %q, not %q", i+1, a[i], w)
		}
	}
	return "shorter"
}
