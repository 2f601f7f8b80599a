package works

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets"
	"banxin/cmd/need"
	"banxin/cmd/need/four"
	"banxin/editions/source"
	"banxin/layout/digest"
)

// TestSession holds what a session makes, after any edits, against what is made afresh: the
// pages, all that is said of them, and the bytes of every writer.
func TestSession(t *testing.T) {
	papers := map[string]func() fstest.MapFS{"sample": four.Files}
	if need.Long() {
		papers["sample"] = func() fstest.MapFS { return copied(t, assets.Sample()) }
	}
	papers["chain"] = chained
	for seed := range need.Seeds(2, 25) {
		papers[fmt.Sprint(seed)] = func() fstest.MapFS { return newRandomPaper(seed).files }
	}
	for _, name := range slices.Sorted(maps.Keys(papers)) {
		t.Run(name, func(t *testing.T) {
			p := &edited{files: papers[name](), Rand: rand.New(rand.NewSource(7))}
			session := new(Session)
			p.hold(t, session, "nothing")
			for range need.Seeds(5, 40) {
				p.hold(t, session, p.edit())
			}
		})
	}
}

// chained is a paper whose stories follow one another through the columns of as many pages as
// they take.
func chained() fstest.MapFS {
	files := fstest.MapFS{
		"paper.yaml": {Data: []byte("名称: 云溪日报\n代码: yxrb\n")},
		"templates/流水.yaml": {Data: []byte("名称: 流水\n成品: 600pt x 500pt\n栏: {数: 4, 字: 13, 距: 12pt}\n正文: {字号: 9pt, 行距: 14pt}\n行数: 28\n流式: 是\n" +
			"版图: |\n  28 | 正文 正文 正文 正文\n版位:\n  正文: {流: 是, 题: {跨: 栏内}, 稿距: 1}\n")},
	}
	ids := ""
	for i := range 14 {
		id := fmt.Sprintf("s%02d", i)
		text := fmt.Sprintf("---\n标题: 第%d条消息在这里\n---\n", i)
		for k := range 2 + i%4 {
			text += fmt.Sprintf("\n本报讯　这是第%d条消息的第%d段，说的是%s，一共有%d个人到场。\n", i, k, strings.Repeat("河边新修的路已经通车", 1+(i*7+k*3)%9), i*k+2)
		}
		files["editions/2026-10-20/stories/"+id+".md"] = &fstest.MapFile{Data: []byte(text)}
		ids += id + ", "
	}
	files["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte("版:\n  - {版面: 要闻, 模板: 流水, 稿件: {正文: [" + ids + "]}}\n")}
	return files
}

// copied is a file system of files that can be changed.
func copied(t *testing.T, from fs.FS) fstest.MapFS {
	files := fstest.MapFS{}
	err := fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// edited is a paper that somebody works on, with what has been done, to be undone.
type edited struct {
	files fstest.MapFS
	*rand.Rand
	before []fstest.MapFS
	made   int
}

// hold compares what is made with a session and without.
func (p *edited) hold(t *testing.T, session *Session, did string) {
	t.Helper()
	p.made++
	make := func(s *Session) (*Set, string) {
		set := composed(t, p.files, Options{Session: s}).Proofread().Judge(Kinds()...)
		return set, findingsOf(set.Findings)
	}
	a, said := make(nil)
	b, again := make(session)
	if said != again {
		t.Fatalf("after %s:\n%s\nwith a session:\n%s", did, said, again)
	}
	if (a.Doc == nil) != (b.Doc == nil) || a.Doc != nil && (sumOf(a.Doc) != sumOf(b.Doc) || sumOf(a.Layout.Fits) != sumOf(b.Layout.Fits)) {
		t.Fatalf("after %s the pages differ", did)
	}
	if a.Doc == nil || p.made%4 != 0 {
		return
	}
	kinds := []Kind{PDF, EPUB, EPaper, PNG, SVG}[p.made/4%5:][:1]
	var x, y Memory
	m, err := a.Make(t.Context(), &x, kinds...)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Make(t.Context(), &y, kinds...); err != nil {
		t.Fatal(err)
	}
	for _, f := range m.Files {
		if !bytes.Equal(x.Data(f.Name), y.Data(f.Name)) {
			t.Fatalf("after %s the bytes of %s differ", did, f.Name)
		}
	}
}

func sumOf(v any) digest.Sum {
	h := digest.New(nil)
	h.Add(v)
	return h.Sum()
}

func findingsOf(l source.List) string {
	var b strings.Builder
	for _, f := range l {
		fmt.Fprintf(&b, "%v %+v\n", f.Message, f)
	}
	return b.String()
}

// edit does something to a file, and says what.
func (p *edited) edit() string {
	was := maps.Clone(p.files)
	if n := len(p.before); n > 0 && p.Intn(5) == 0 {
		p.files, p.before = p.before[n-1], p.before[:n-1]
		return "undoing"
	}
	p.before = append(p.before, was)
	switch names := slices.Sorted(maps.Keys(p.files)); p.Intn(12) {
	case 0:
		return p.template(names)
	case 1:
		return p.line(names, "edition.yaml")
	case 2:
		return p.line(names, "paper.yaml")
	case 3:
		return p.remove(p.one(names, ".md"))
	case 4:
		name := p.one(names, ".md")
		p.files[path.Join(path.Dir(name), fmt.Sprintf("n%d.md", p.Int31()))] = p.files[name]
		return "copying " + name
	case 5:
		return p.remove(p.one(names, ".png", ".jpg"))
	default:
		return p.text(p.one(names, ".md"))
	}
}

// one is one of the files with an ending.
func (p *edited) one(names []string, endings ...string) string {
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !slices.Contains(endings, path.Ext(n)) })
	if len(names) == 0 {
		return "none"
	}
	return names[p.Intn(len(names))]
}

func (p *edited) remove(name string) string {
	delete(p.files, name)
	return "removing " + name
}

// put writes a file: what was read of it before stays as it was.
func (p *edited) put(name, text string) { p.files[name] = &fstest.MapFile{Data: []byte(text)} }

// text changes characters of a story: in its head or its text.
func (p *edited) text(name string) string {
	f := p.files[name]
	if f == nil {
		return "nothing"
	}
	text := []rune(string(f.Data))
	at := p.Intn(len(text) + 1)
	to := min(len(text), at+p.Intn(30))
	words := []string{"改", "一句新的话，说了两遍。", "\n\n又一段。", "**", "2026年", "“", "\n## 小题\n\n", "", ""}
	word := words[p.Intn(len(words))]
	if p.Intn(2) == 0 {
		to = at
	}
	p.put(name, string(text[:at])+word+string(text[to:]))
	return fmt.Sprintf("%q for %q in %s", word, string(text[at:to]), name)
}

// line takes out a line of a file, doubles it or has it stand elsewhere.
func (p *edited) line(names []string, base string) string {
	i := slices.IndexFunc(names, func(n string) bool { return path.Base(n) == base })
	lines := strings.SplitAfter(string(p.files[names[i]].Data), "\n")
	at, to := p.Intn(len(lines)), p.Intn(len(lines))
	lines[at], lines[to] = lines[to], lines[at]
	if p.Intn(2) == 0 {
		lines = slices.Delete(lines, at, at+1)
	}
	p.put(names[i], strings.Join(lines, ""))
	return fmt.Sprintf("moving lines %d and %d of %s", at, to, base)
}

// template changes a number of a template.
func (p *edited) template(names []string) string {
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !strings.HasPrefix(n, "templates/") })
	name := p.one(names, ".yaml")
	f := p.files[name]
	if f == nil {
		return "nothing"
	}
	text := []byte(string(f.Data))
	for range 50 {
		if at := p.Intn(len(text)); '1' <= text[at] && text[at] <= '9' {
			text[at] = '1' + byte(p.Intn(9))
			break
		}
	}
	p.put(name, string(text))
	return "another number in " + name
}
