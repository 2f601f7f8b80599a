package lint_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
	"banxin/editions/lint"
)

// TestSentences reads testdata/sentences.txt: a sentence a line, right ones beside those
// that break a rule by the least, each read as a story of its own; \n parts paragraphs, and a
// key before ¦ gives the front matter. Below a sentence stands what is found in it, nothing
// where it is right. -update rewrites.
func TestSentences(t *testing.T) {
	const name = "testdata/sentences.txt"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		got.WriteString(line)
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			got.WriteString(sentence(t, line))
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	a, b := strings.Split(got.String(), "\n"), strings.Split(string(data), "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			t.Fatalf("%s:%d: found\n%s\nwant\n%s", name, i+1, strings.Join(a[max(0, i-1):i+1], "\n"), strings.Join(b[i:min(i+1, len(b))], "\n"))
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d lines, want %d", len(a), len(b))
	}
}

// sentence returns what is found in a story, a line a finding.
func sentence(t *testing.T, line string) string {
	t.Helper()
	head, body, ok := strings.Cut(line, "¦")
	if !ok {
		head, body = "标题: 题", line
	}
	m := fstest.MapFS{}
	for file, text := range frame {
		m[file] = &fstest.MapFile{Data: []byte(text)}
	}
	for file, text := range map[string]string{
		"names.txt":     "张三 市委书记\n李四光 市长 副书记\n王五 局长\n云溪市锁澜桥改造工程指挥部\n\n赵六 书记\n甲 站长\n\n李大江\n",
		"words.txt":     "自已 自己\n好象 好像\n做为 作为\n对的 对的\n",
		"forbidden.txt": "小广告\n大师 老师\n允许 允许\n",
	} {
		m[file] = &fstest.MapFile{Data: []byte(text)}
	}
	m["editions/2026-10-20/stories/s.md"] = &fstest.MapFile{Data: []byte("---\n" + strings.ReplaceAll(head, ";", "\n") + "\n---\n" + strings.ReplaceAll(body, `\n`, "\n\n") + "\n")}
	ed, _, err := editions.Load(m, "")
	if err != nil {
		t.Fatal(err)
	}
	l := lint.Check(ed)
	l.Sort()
	var b strings.Builder
	for _, f := range l {
		at := fmt.Sprint(f.Pos)
		fmt.Fprintf(&b, "\t%s %s %d.%d %s‹%s›%s%s: %s | %s\n", f.Code, f.Severity, f.Weight/10, f.Weight%10, f.Before, f.Quote, f.After, at[strings.Index(at, ":"):], f.Message, f.Hint)
	}
	return b.String()
}
