package flow_test

import (
	"context"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/cmd/need/held"
	"banxin/editions"
	"banxin/layout"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestSession: what is set again after an edit, and after its undoing, with what is remembered of the last two
// times, is what is set without any memory: stories that go on from column to column and page to page, and
// those of slots, with pictures, tables and notes. Of a story in the middle of a chain those before it and those
// far behind are not set again; see checkpoint.
func TestSession(t *testing.T) {
	for _, name := range []string{"flow", "changes", "jump-shared", "thread", "table-notes", "picture-flow", "column-foot"} {
		ar, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { edited(t, held.Paper(held.Drawn(t, ar))) })
	}
	t.Run("chain", func(t *testing.T) { edited(t, chain(t)) })
}

// chain is a paper whose stories run through the columns of as many pages as they need, with a picture, a table,
// a note, a vertical head and a title on their way.
func chain(t *testing.T) fs.FS {
	ar := txtar.Parse([]byte(`-- templates/t.yaml --
成品: 300pt x 200pt
边距: 10pt
栏: {数: 3, 字: 8, 距: 1字}
正文: {字号: 10pt, 行距: 14pt}
行数: 12
流式: 是
版图: |
  12 | 正 正 正
版位:
  正: {流: 是, 题: {字号: 14pt, 跨: 栏内}, 稿距: 1}
-- editions/2026-10-20/images/a.png --
300x200
-- editions/2026-10-20/edition.yaml --
版:
  - 模板: t
    稿件: {正: [s0, s1, s2, s3, s4, s5, s6]}
`))
	const text = "渡口的集市七点开张，卖菜的、卖鱼的、修伞的都来了。摆渡的老周说，去年这个时候水还没有退，今年早了半个月。"
	for i, body := range []string{
		strings.Repeat(text, 4), text + "\n\n![图说：江](a.png){周以宁 摄}\n\n" + text, text + "[^1]\n\n" + text + "\n\n[^1]: 一条注。",
		text + "\n\n表：价目\n\n| 品名 | 价 |\n|---|---|\n| 鱼 | 3 |\n| 虾 | 5 |\n\n" + text, strings.Repeat(text+"\n\n", 5), text, strings.Repeat(text, 3),
	} {
		ar.Files = append(ar.Files, txtar.File{Name: "editions/2026-10-20/stories/s" + string(rune('0'+i)) + ".md", Data: []byte("---\n标题: 第" + string(rune('0'+i)) + "篇\n---\n" + body + "\n")})
	}
	return held.Paper(held.Drawn(t, ar))
}

// edited changes each story of a paper a little, and much, and takes it back.
func edited(t *testing.T, paper fs.FS) {
	was := fstest.MapFS{}
	if err := fs.WalkDir(paper, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := fs.ReadFile(paper, name)
			was[name] = &fstest.MapFile{Data: data}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var s layout.Session
	compose := func(what string, m fstest.MapFS) {
		t.Helper()
		ed, _, err := editions.Load(m, "")
		if err != nil {
			t.Fatal(err)
		}
		cat, _ := s.Catalog(ed, faces.All())
		got, err := s.Compose(t.Context(), ed, cat, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		want, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, of := range []string{"pages", "fits", "unset", "remedies"} {
			if a, b := dumpOf(t, got, of), dumpOf(t, want, of); a != b {
				t.Errorf("%s: %s differ:\n%s", what, of, firstUnlike(a, b))
			}
		}
	}
	compose("as it is", was)
	for _, name := range slices.Sorted(maps.Keys(was)) {
		f := was[name]
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		text := strings.TrimRight(string(f.Data), "\n")
		head := strings.LastIndex(text, "---\n")
		for _, changed := range []string{
			text[:head+4] + "老周" + text[head+4:],
			text + strings.Repeat("\n\n末了再说一段，说得长一些，好让后面的都往下走。", 4),
			text[:head+4] + "没有了。",
		} {
			m := fstest.MapFS{}
			for n, f := range was {
				m[n] = f
			}
			m[name] = &fstest.MapFile{Data: []byte(changed + "\n")}
			compose(changed, m)
		}
		compose(name+": undone", was)
	}
}

// firstUnlike is where two texts begin to differ.
func firstUnlike(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\nwant\n" + y[i]
		}
	}
	return "one is longer"
}
