package layout

import (
	"fmt"
	"io/fs"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"weak"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/editions"
	"banxin/layout/page"
)

// TestSessionRemembers: after a word in one story all that has to do with others is as it was,
// and after the word is taken back nothing is set again.
func TestSessionRemembers(t *testing.T) {
	files := fstest.MapFS{}
	_ = fs.WalkDir(assets.Sample(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(assets.Sample(), name)
			files[name] = &fstest.MapFile{Data: data}
		}
		return err
	})
	var s Session
	compose := func() (anew int) {
		ed, _, err := editions.LoadWith(files, "", editions.Options{Library: assets.Templates()})
		if err != nil {
			t.Fatal(err)
		}
		cat, _ := s.Catalog(ed, faces.All())
		if _, err := s.Compose(t.Context(), ed, cat, Options{}); err != nil {
			t.Fatal(err)
		}
		for sum, set := range s.now.sets {
			if s.before.sets[sum] != set {
				anew++
			}
		}
		return anew
	}
	all := compose()
	name := "editions/2026-10-20/stories/" + first(t, files, "editions/2026-10-20/stories")
	was := files[name]
	if n := compose(); n != 0 {
		t.Errorf("%d of %d runs are set again for nothing", n, all)
	}
	files[name] = &fstest.MapFile{Data: append([]byte(string(was.Data)), "改"...)}
	if n := compose(); n != 1 {
		t.Errorf("%d of %d runs are set again for a word in one story", n, all)
	}
	files[name] = was
	compose()
	if len(s.now.sets) != all || all < 20 {
		t.Errorf("%d runs are remembered of %d", len(s.now.sets), all)
	}
	for sum, set := range s.now.sets {
		if old := s.before.sets[sum]; old != nil && old != set {
			t.Error("a run that was known is set again")
		}
	}
}

// TestSessionForgets: however often a chain is composed, no more than the last compositions are kept
// of what it was set by.
func TestSessionForgets(t *testing.T) {
	files, write := chained()
	var s Session
	var plans []weak.Pointer[plan]
	for i := range 8 {
		write(11, strings.Repeat("天气转阴，", i))
		plans = append(plans, weak.Make(s.composed(t, files).plan))
	}
	runtime.GC()
	for i, p := range plans[:5] {
		if p.Value() != nil {
			t.Errorf("composition %d of %d is kept", i, len(plans))
		}
	}
	runtime.KeepAlive(&s)
}

func first(t *testing.T, fsys fs.FS, dir string) string {
	list, err := fs.ReadDir(fsys, dir)
	if err != nil {
		t.Fatal(err)
	}
	return list[0].Name()
}

// chained is a paper of one chain of stories, s00 to s19, with what writes one of them, longer by some words.
func chained() (files fstest.MapFS, write func(i int, more string)) {
	files = fstest.MapFS{"paper.yaml": {Data: []byte("名称: 云溪日报\n代码: yxrb\n")}, flowing: {Data: []byte(flowingText)}}
	write = func(i int, more string) {
		text := fmt.Sprintf("---\n标题: 第%d条消息\n---\n\n本报讯　%s%s。\n", i, strings.Repeat("河边新修的路已经通车，", 5+i), more)
		files[fmt.Sprintf("editions/2026-10-20/stories/s%02d.md", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	for i := range 20 {
		write(i, "天气晴好")
	}
	chain(files, 0, 20)
	return files, write
}

const (
	flowing     = "templates/流水.yaml"
	flowingText = "名称: 流水\n成品: 600pt x 500pt\n栏: {数: 4, 字: 13, 距: 12pt}\n正文: {字号: 9pt, 行距: 14pt}\n行数: 28\n流式: 是\n" +
		"版图: |\n  28 | 正文 正文 正文 正文\n版位:\n  正文: {流: 是, 题: {跨: 栏内}, 稿距: 1}\n"
)

// chain puts the stories of some numbers into the paper's slot.
func chain(files fstest.MapFS, from, to int) {
	ids := ""
	for i := from; i < to; i++ {
		ids += fmt.Sprintf("s%02d, ", i)
	}
	files["editions/2026-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte("版:\n  - {版面: 要闻, 模板: 流水, 稿件: {正文: [" + ids + "]}}\n")}
}

// composed is what a session makes of a paper.
func (s *Session) composed(t *testing.T, files fs.FS) *Result {
	t.Helper()
	ed, _, err := editions.LoadWith(files, "", editions.Options{Library: assets.Templates()})
	if err != nil {
		t.Fatal(err)
	}
	cat, _ := s.Catalog(ed, faces.All())
	res, err := s.Compose(t.Context(), ed, cat, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestChainDepends: whatever is changed of a chain, what is kept of its stories is what they are set
// to anew: where they begin and end, in which slot, in which styles, before and after what.
func TestChainDepends(t *testing.T) {
	files, write := chained()
	template := func(old, now string) func() {
		return func() { files[flowing] = &fstest.MapFile{Data: []byte(strings.Replace(flowingText, old, now, 1))} }
	}
	var s Session
	for _, step := range []struct {
		name string
		do   func()
	}{
		{"begin", func() {}},
		{"a word", func() { write(7, "天气转阴") }},
		{"without the last", func() { chain(files, 0, 19) }},
		{"with the last again", func() { chain(files, 0, 20) }},
		{"the first is longer", func() { write(0, strings.Repeat("天气晴好，", 9)) }},
		{"without the first", func() { chain(files, 1, 20) }},
		{"one alone", func() { chain(files, 4, 5) }},
		{"all", func() { chain(files, 0, 20) }},
		{"more white between stories", template("稿距: 1", "稿距: 2")},
		{"heads across two columns", template("跨: 栏内", "跨: 2栏")},
		{"fewer lines", template("行数: 28", "行数: 27")},
		{"narrower gutters", template("距: 12pt", "距: 11pt")},
		{"as at first", template("", "")},
		{"another style", func() {
			files["paper.yaml"].Data = []byte("名称: 云溪日报\n代码: yxrb\n样式:\n  正文: {字体: 楷}\n")
		}},
	} {
		step.do()
		now, anew := s.composed(t, files), new(Session).composed(t, files)
		if !reflect.DeepEqual(&now.Doc.Pages, &anew.Doc.Pages) {
			t.Errorf("%s: the pages are others than those composed anew", step.name)
		}
		if !reflect.DeepEqual(now.Findings, anew.Findings) {
			t.Errorf("%s: %v is found, not %v", step.name, now.Findings, anew.Findings)
		}
	}
}

// TestChainRemembers: of a chain that a word has changed, which leaves its story as long as it
// was, no other story is set again; a longer one leaves those before it.
func TestChainRemembers(t *testing.T) {
	files, write := chained()
	var s Session
	known := map[page.Item]bool{}
	anew := func() (first, stories int) { // the first story that is set anew, and how many are
		s.composed(t, files)
		first, seen := 20, map[string]bool{}
		for _, set := range s.now.sets {
			for _, pc := range set.Pieces {
				id := pc.Story.Story.ID
				if !known[pc.Items[0]] && !seen[id] {
					n := 0
					fmt.Sscanf(id, "s%d", &n)
					first, stories, seen[id] = min(first, n), stories+1, true
				}
				known[pc.Items[0]] = true
			}
		}
		return first, stories
	}
	if _, n := anew(); n != 20 {
		t.Fatalf("%d of 20 stories are set", n)
	}
	write(11, "天气转阴")
	if first, n := anew(); first != 11 || n != 1 {
		t.Errorf("a word in story 11: %d are set anew, from %d", n, first)
	}
	write(15, strings.Repeat("天气晴好，", 4))
	if first, n := anew(); first != 15 || n != 5 {
		t.Errorf("story 15 is longer: %d are set anew, from %d", n, first)
	}
	write(15, "天气晴好")
	if _, n := anew(); n != 0 {
		t.Errorf("what was done is undone: %d are set anew", n)
	}
}
