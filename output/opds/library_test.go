package opds

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"banxin/assets/faces"
	"banxin/editions"
	"banxin/layout"
	"banxin/output/epub"
	"banxin/output/png"
)

// tinyPaper has one page of two stories.
var tinyPaper = fstest.MapFS{
	"paper.yaml": file("名称: 云溪日报\n西文名: Yunxi Daily\n代码: yxrb\n出版: 云溪日报社\nissn: 0000-0000\n"),
	"templates/a.yaml": file("成品: 200mm x 280mm\n边距: 15mm\n栏: {数: 3, 字: 12, 距: 1字}\n正文: {字号: 小五, 行距: 13.5pt}\n行数: 50\n" +
		"版图: |\n  30 | 头条 头条 头条\n  19 | 二条 二条 二条\n"),
	"editions/2026-10-20/edition.yaml":  file("期号: 3256\n版:\n  - 版面: 要闻\n    模板: a\n    稿件: {头条: s1, 二条: s2}\n"),
	"editions/2026-10-20/stories/s1.md": file("---\n标题: 石桥落成 & 通车\n---\n本报讯 桥通了。\n"),
	"editions/2026-10-20/stories/s2.md": file("---\n标题: 秋收过半\n版面: 评论\n---\n本报讯 稻子收了。\n"),
}

func file(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

// tiny is the paper composed, with a picture of its page.
var tiny = sync.OnceValue(func() (t struct {
	ed  *editions.Edition
	res *layout.Result
	jpg []byte
}) {
	ed, _, err := editions.Load(tinyPaper, "")
	if err != nil {
		panic(err)
	}
	cat, _ := layout.Catalog(ed, faces.All())
	res, err := layout.Compose(context.Background(), ed, cat, layout.Options{})
	if err != nil {
		panic(err)
	}
	img, err := png.Draw(res.Doc, 0, cat, png.Options{PPI: 96})
	if err != nil {
		panic(err)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	t.ed, t.res, t.jpg = ed, res, b.Bytes()
	return t
})

// book is the paper's e-edition on the n-th day after 2020-01-01.
func book(t testing.TB, n int, pictures bool) []byte {
	t.Helper()
	var o epub.Options
	if pictures {
		o.Pages = []epub.PageImage{{Index: 0, Format: "jpeg", Data: tiny().jpg}}
	}
	return bookWith(t, n, o)
}

func bookWith(t testing.TB, n int, o epub.Options) []byte {
	t.Helper()
	s := tiny()
	ed := *s.ed
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
	ed.Date, ed.Issue = editions.Date{Year: day.Year(), Month: int(day.Month()), Day: day.Day()}, n+1
	var b bytes.Buffer
	if err := epub.Write(&b, &ed, s.res.Doc, nil, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// library is a library of the first n days; every second edition has pictures of its pages.
func library(t testing.TB, n int) memory {
	lib := memory{files: fstest.MapFS{}, mu: &sync.Mutex{}}
	for i := range n {
		lib.addDay(t, i)
	}
	return lib
}

// memory is a library in memory that can be written while it is read.
type memory struct {
	files fstest.MapFS
	mu    *sync.Mutex
}

func (m memory) Open(name string) (fs.File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.files.Open(name)
}

func (m memory) addDay(t testing.TB, n int) {
	at := time.Unix(1_600_000_000+int64(n), 0)
	name := fmt.Sprintf("%d/yxrb %05d", 2020+n/366, n)
	epub := book(t, n, n%2 == 0)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[name+".epub"] = &fstest.MapFile{Data: epub, ModTime: at}
	m.files[name+".pdf"] = &fstest.MapFile{Data: []byte("%PDF-1.7 day " + fmt.Sprint(n)), ModTime: at}
}

func (m memory) WriteFile(name string, data []byte) error {
	if !fs.ValidPath(name) {
		return fs.ErrInvalid
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.files[name] = &fstest.MapFile{Data: data}
	return nil
}

func (m memory) Remove(name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.files, name)
	return nil
}

// renamed is an EPUB with other words in its package document.
func renamed(t testing.TB, data []byte, from, to string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range z.File {
		entry, err := fs.ReadFile(z, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f.Name, ".opf") {
			entry = bytes.ReplaceAll(entry, []byte(from), []byte(to))
		}
		if f, err := w.Create(f.Name); err != nil {
			t.Fatal(err)
		} else if _, err := f.Write(entry); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
