package lint_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/cmd/need"
	"banxin/cmd/need/four"
	"banxin/editions"
	"banxin/editions/lint"
	"banxin/editions/source"
)

func load(t testing.TB, fsys fs.FS) *editions.Edition {
	t.Helper()
	ed, _, err := editions.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	return ed
}

// TestSample: the sample has nothing worse than notes.
func TestSample(t *testing.T) {
	l := lint.Check(load(t, four.Pages()))
	if l.Count(source.Warning) > 0 {
		t.Errorf("the sample has faults:\n%s", listing(l))
	}
}

// TestRealPage: what a proofreader said of a real page, the program says too.
func TestRealPage(t *testing.T) {
	l := lint.Check(load(t, realPage(t)))
	count := map[string]int{}
	for _, f := range l {
		count[f.Code]++
		if f.Severity == source.Error || f.Severity == source.Warning && f.Code != "TXT-ASCII" {
			t.Errorf("no proofreader would say so:\n%s", listing(source.List{f}))
		}
	}
	for code, want := range map[string]int{"TXT-ASCII": 20, "NAM-TITLE": 1, "REL-CAPTION": 1, "TXT-DATE": 2, "TXT-SPACE": 1, "TXT-VAGUE": 2} {
		if count[code] != want {
			t.Errorf("%s: %d findings, want %d", code, count[code], want)
		}
	}
	if len(count) != 6 {
		t.Errorf("kinds of findings: %v", count)
	}
}

// realPage is the plan of a real page with its stories, which lie beside the repository.
func realPage(t testing.TB) fs.FS {
	m := fstest.MapFS{}
	add := func(root, under string) {
		err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(p)
			rel, _ := filepath.Rel(root, p)
			m[filepath.ToSlash(filepath.Join(under, rel))] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	stories := need.Shared(t, "editions/taiyuan-2023-10-20/stories")
	add(filepath.Join("..", "..", "layout", "testdata", "taiyuan"), ".")
	add(stories, "editions/2023-10-20/stories")
	return m
}

// TestTwice: one edition gives the same findings each time.
func TestTwice(t *testing.T) {
	ed := load(t, four.Pages())
	if a, b := listing(lint.Check(ed)), listing(lint.Check(ed)); a != b {
		t.Errorf("once:\n%s\nand then:\n%s", a, b)
	}
}

// FuzzStory: no text stops the reading, and every finding is in the file.
func FuzzStory(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add("---\n语言: sv\n标题: [“, ”]\n---\nthe the  a ,b.The „»”« ' (] \" ‘\n\n”x")
	f.Add("---\n标题: [“, ”]\n---\n“《（\n\n”》）1-2年3～4%二、三3、4天一是、二是\n\n- 九（、和）")
	paper := editions.DefaultPaper()
	paper.Lists.Names = []editions.Listed{{Word: "张晓花", More: []string{"书记"}}, {Word: "李"}, {Word: "棠川社会责任百人论坛"}}
	paper.Lists.Words = []editions.Listed{{Word: "自已", More: []string{"自己"}}}
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("s.md", []byte(text))
		s, _ := editions.ParseStory(file)
		ed := &editions.Edition{Paper: paper, Stories: []*editions.Story{s, s}, Date: editions.Date{Year: 2026, Month: 10, Day: 20}}
		lines := strings.Count(text, "\n") + 1
		for _, f := range lint.Check(ed) {
			if f.Pos.Line < 1 || f.Pos.Line > lines || f.Code == "" {
				t.Errorf("finding %s at %s of %d lines", f.Code, f.Pos, lines)
			}
		}
	})
}

// BenchmarkBroadsheet reads 64 pages of 6,240 characters.
func BenchmarkBroadsheet(b *testing.B) {
	sample := load(b, four.Pages())
	ed := &editions.Edition{Paper: sample.Paper, Date: sample.Date, Images: sample.Images}
	chars := 0
	for n := 0; chars < 64*6240; n++ {
		for _, s := range sample.Stories {
			c := *s
			c.ID = fmt.Sprintf("%s-%d", s.ID, n)
			ed.Stories = append(ed.Stories, &c)
			chars += (int(s.File.Pos(source.Span{}).Line) + len(s.File.Data)) / 3
		}
	}
	b.ReportAllocs()
	b.ReportMetric(float64(chars), "chars")
	for b.Loop() {
		lint.Check(ed)
	}
}

func Example() {
	ed, found, err := editions.Load(four.Pages(), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	found = ed.House.Judge(append(found, lint.Check(ed)...))
	fmt.Println(found.Count(source.Error), "errors")
	// Output: 0 errors
}

// TestHostile: texts that would take the square of their length without limits.
func TestHostile(t *testing.T) {
	for _, part := range []string{"（“", "(", "》（", "1、2", "《啊啊啊啊啊啊啊啊啊》", "哈", "，，", "一是", "九（、"} {
		text := "---\n标题: " + strings.Repeat("1 ", 5000) + "\n---\n" + strings.Repeat(part, 200_000/len(part)) + "\n\n![" + strings.Repeat("哈", 3000) + "](a.png)"
		file := source.NewFile("s.md", []byte(text))
		s, _ := editions.ParseStory(file)
		if n := len(lint.Check(&editions.Edition{Paper: editions.DefaultPaper(), Stories: []*editions.Story{s}})); n > 310 {
			t.Errorf("%q: %d findings", part, n)
		}
	}
}

// TestMany: a story with more faults than can be listed has as many as can, and one finding
// that says so; with no more than can be listed it has none.
func TestMany(t *testing.T) {
	for _, c := range []struct{ faults, listed, many int }{{299, 299, 0}, {300, 300, 0}, {301, 300, 1}, {500, 300, 1}} {
		text := "---\n标题: 渡口\n---\n" + strings.Repeat("船,人", c.faults) + "。"
		s, _ := editions.ParseStory(source.NewFile("s.md", []byte(text)))
		count := map[string]int{}
		for _, f := range lint.Check(&editions.Edition{Paper: editions.DefaultPaper(), Stories: []*editions.Story{s}}) {
			count[f.Code]++
			if f.Code == "TXT-MANY" && f.Severity != source.Note {
				t.Errorf("that there are more is said as %s, want a note", f.Severity)
			}
		}
		if count["TXT-ASCII"] != c.listed || count["TXT-MANY"] != c.many || len(count) > 1+c.many {
			t.Errorf("%d faults: %v", c.faults, count)
		}
	}
}

// TestSigned: 本报讯 asks for a reporter, in the front matter, in the text or at its end.
func TestSigned(t *testing.T) {
	for text, want := range map[string]int{
		"---\n标题: 渡口\n---\n本报讯 木船靠岸。":           1,
		"---\n标题: 渡口\n署名: 本报记者\n---\n本报讯 木船靠岸。": 0,
		"---\n标题: 渡口\n体裁: 简讯\n---\n本报讯 木船靠岸。":   0,
		"---\n标题: 渡口\n---\n本报讯 木船靠岸。（渡口站）":      0,
		"---\n标题: 渡口\n---\n本报讯（记者 王二）木船靠岸。":     0,
		"---\n标题: 渡口\n---\n木船靠岸。":               0,
	} {
		s, _ := editions.ParseStory(source.NewFile("s.md", []byte(text)))
		l := lint.Check(&editions.Edition{Paper: editions.DefaultPaper(), Stories: []*editions.Story{s}})
		if len(l) != want || want > 0 && l[0].Code != "REL-BYLINE" {
			t.Errorf("%q:\n%s", text, listing(l))
		}
	}
}

// TestTwoStoriesOfOneText: a text of thirty characters or more that another story has said is told at the
// second, whatever its headline; what is shorter may be said again.
func TestTwoStoriesOfOneText(t *testing.T) {
	long := "清早六点半，渡口排起了队，船工解开缆绳，把跳板搭上了石阶，铃声响了三遍。"
	for _, c := range []struct{ text, want string }{{long, "t"}, {"渡口停了船。", ""}} {
		ed := &editions.Edition{Paper: editions.DefaultPaper()}
		for _, id := range []string{"s", "t"} {
			s, _ := editions.ParseStory(source.NewFile(id+".md", []byte("---\n标题: 题"+id+"\n---\n"+c.text+"\n")))
			ed.Stories = append(ed.Stories, s)
		}
		got := ""
		for _, f := range lint.Check(ed) {
			if f.Code == "REL-TWICE" {
				got += f.Story
			}
		}
		if got != c.want {
			t.Errorf("%s: told at %q", c.text, got)
		}
	}
}
