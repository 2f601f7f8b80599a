package index_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/assets/faces"
	"banxin/output/index"
	"banxin/output/internal/prose"
	"banxin/output/works"
)

func file(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

var paper = fstest.MapFS{
	"paper.yaml":                       file("名称: 云溪日报\n代码: yxrb\n日期: 2026-10-20\n"),
	"templates/a.yaml":                 file("类型: 流\n成品: 200mm x 280mm\n边距: 15mm\n栏: {数: 3, 字: 12, 距: 1字}\n正文: {字号: 小五, 行距: 13.5pt}\n行数: 50\n版图: |\n  49 | 文 文 文\n"),
	"editions/2026-10-20/edition.yaml": file("日期: 2026-10-20\n版:\n  - 版面: 要闻\n    模板: a\n    稿件: {文: [bridge, headless]}\n"),
	"editions/2026-10-20/stories/bridge.md": file("---\n引题: 两岸盼了十年\n标题: 石{桥|qiáo}落成 & 通车\n署名: 本报记者 张三\n---\n本报讯 桥通了，全长320米<5>。\n\n## 小标题\n\n- 一是快\n- 二是稳\n\n" +
		strings.Repeat("江边的步道今天开放。", 20) + "\n"),
	"editions/2026-10-20/stories/headless.md": file("没有标题的公告，只有一句话。\n"),
}

// What is read of a book and of a package is what the product itself says, and both say
// the same.
func TestReadBack(t *testing.T) {
	out := made(t, "")
	book, names := []byte(nil), out.Names()
	pack := fstest.MapFS{}
	for _, name := range names {
		if strings.HasSuffix(name, ".epub") {
			book = out.Data(name)
		}
		if _, rest, ok := strings.Cut(name, "-epaper/"); ok {
			pack[rest] = &fstest.MapFile{Data: out.Data(name)}
		}
	}
	stories, err := container(t, book).Stories()
	if err != nil {
		t.Fatal(err)
	}
	if len(stories) != 2 || stories[0].Title != "石桥落成 & 通车" {
		t.Fatalf("%d stories, %+v", len(stories), stories)
	}
	for _, want := range []string{"两岸盼了十年", "320米<5>", "一是快", "江边的步道"} {
		if !strings.Contains(stories[0].Text, want) {
			t.Errorf("%s is not in %s", want, stories[0].Text)
		}
	}
	if strings.Contains(stories[0].Text, "qiáo") || strings.Contains(stories[0].Text, "2026") {
		t.Errorf("readings, or what the book adds, are read as text: %s", stories[0].Text)
	}
	again, err := index.Package(pack)
	if err != nil || len(again) != 2 {
		t.Fatal(len(again), err)
	}
	for i, s := range again {
		if prose.NoSpace(s.Text) != prose.NoSpace(stories[i].Text) {
			t.Errorf("the package says %s, the book %s", s.Text, stories[i].Text)
		}
		doc, _ := fs.ReadFile(pack, s.Href)
		if said, err := prose.Said(doc); err != nil || said != prose.NoSpace(s.Text) {
			t.Errorf("%s: %v, the document says %s, read was %s", s.Href, err, said, s.Text)
		}
	}
}

func container(t *testing.T, book []byte) *index.Container {
	t.Helper()
	c, err := index.OpenContainer(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Stories are told apart and named however they stand: several in a document, one without a
// head, one over two documents.
func TestArticles(t *testing.T) {
	docs := map[string]string{
		"briefs.xhtml": `<section><h1 id="title">简讯</h1><article id="s-1" aria-labelledby="h-1"><header><p class="label">简讯</p><h2 id="h-1">甲<br/>乙</h2></header><p>一。</p></article>` +
			`<article id="s-2" aria-label="没有标题"><header></header><p>二。</p><h2>小标题</h2></article></section>`,
		"long.xhtml":   `<article id="s-3" aria-labelledby="title"><h1 id="title">长<ruby>篇<rt>piān</rt></ruby></h1><p>上。</p></article>`,
		"long-2.xhtml": `<article id="s-3" aria-labelledby="title"><h1 id="title" class="part made">长篇（二）</h1><p>下。</p></article><nav>上一篇</nav>`,
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name, s string) {
		if f, err := z.Create(name); err != nil {
			t.Fatal(err)
		} else if _, err := f.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	add("META-INF/container.xml", `<container><rootfiles><rootfile full-path="E/p.opf"/></rootfiles></container>`)
	pack := `<package><manifest>`
	for _, name := range []string{"briefs.xhtml", "long.xhtml", "long-2.xhtml"} {
		add("E/"+name, docs[name])
		pack += `<item id="` + name + `" href="` + name + `" media-type="application/xhtml+xml"/>`
	}
	add("E/p.opf", pack+`</manifest><spine><itemref idref="briefs.xhtml"/><itemref idref="long.xhtml"/><itemref idref="long-2.xhtml"/></spine></package>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	stories, err := container(t, b.Bytes()).Stories()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range stories {
		got = append(got, strings.Join([]string{s.ID, s.Href, s.Title, prose.NoSpace(s.Text)}, "|"))
	}
	want := "s-1|briefs.xhtml#s-1|甲乙|简讯甲乙一。 s-2|briefs.xhtml#s-2|没有标题|二。小标题 s-3|long.xhtml#s-3|长篇|长篇上。下。"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}

func TestDigestIsOfTheTexts(t *testing.T) {
	var digests []string
	for _, add := range []string{"", "", "再一句。\n"} {
		out := made(t, add)
		for _, name := range out.Names() {
			if strings.HasSuffix(name, ".epub") {
				digests = append(digests, container(t, out.Data(name)).Digest())
			}
		}
	}
	if digests[0] != digests[1] || digests[1] == digests[2] {
		t.Error(digests)
	}
}

// made is the paper's e-edition and e-paper, with a line added to its second story.
func made(t *testing.T, add string) *works.Memory {
	t.Helper()
	files := fstest.MapFS{}
	for name, f := range paper {
		files[name] = f
	}
	name := "editions/2026-10-20/stories/headless.md"
	files[name] = file(string(files[name].Data) + "\n" + add)
	p, err := works.Open(files, works.Options{Faces: faces.All()})
	if err != nil {
		t.Fatal(err)
	}
	set, err := p.Compose(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	out := &works.Memory{}
	if _, err := set.Make(context.Background(), out, works.EPUB, works.EPaper); err != nil {
		t.Fatal(err)
	}
	return out
}

// Documents that nobody of ours wrote are read without a panic; what is well formed says
// what an XML parser reads of it.
func FuzzArticles(f *testing.F) {
	for _, s := range []string{"<a><article id='x'><h1>题<ruby>桥<rt>qiáo</rt></ruby></h1>文<br/>&amp;&#x6865;</article></a>", "<article><p class=\"made\">x</p", "<!-- > <article>", "<article><h1 class='part made'>续</h1><p title='>'>文</p></article>", "<article/>&"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		dir := fstest.MapFS{"edition.json": file(`{"stories":[{"id":"s","html":"s.html"}]}`), "s.html": file(doc)}
		stories, err := index.Package(dir)
		if err != nil || len(stories) != 1 {
			t.Fatal(stories, err)
		}
	})
}
