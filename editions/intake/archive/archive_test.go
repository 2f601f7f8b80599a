package archive_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"banxin/cmd/need/readertest"
	"banxin/editions/intake"
	"banxin/editions/intake/archive"
	"banxin/editions/intake/html"
	"banxin/editions/intake/mail"
	"banxin/editions/intake/text"

	"golang.org/x/text/encoding/simplifiedchinese"
)

var formats = []intake.Format{archive.EPUB, archive.ZIP, mail.Format, html.Format, text.Format}

// pack makes a ZIP file of names and contents, in this order.
func pack(t testing.TB, entries ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(entries); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: entries[i], Method: zip.Deflate, NonUTF8: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(entries[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func folder(t testing.TB) []byte {
	name, err := simplifiedchinese.GBK.NewEncoder().String("稿/头条.txt")
	if err != nil {
		t.Fatal(err)
	}
	return pack(t, name, "一个标题\n\n　　本报讯　正文。\n", "网页/page.html", `<h1>河堤</h1><p>河堤今天完工，步道年底通。</p><img src="../图/a.png"><img src="../../../etc/passwd">`,
		"图/a.png", "picture a", "图/b.png", "picture b", "../../x.txt", "外面", "/etc/x.txt", "外面", "__MACOSX/._a.txt", "x", "表.exe", "MZ")
}

func TestZIP(t *testing.T) {
	got := readertest.Dump(intake.File{Name: "稿.zip", Data: folder(t)}, formats, nil)
	for _, want := range []string{"== 稿.zip/头条.txt", "一个标题", "== 稿.zip/page.html", "picture a.png 9 bytes", "offered b.png 9 bytes", "left object: \"表.exe\"", `"../../x.txt"`} {
		if !strings.Contains(strings.ReplaceAll(got, "\\", ""), strings.ReplaceAll(want, "\\", "")) && !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "外面") || strings.Contains(got, "MACOSX") {
		t.Error(got)
	}
}

const opf = `<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/><item id="a" href="t/a%20b.xhtml" media-type="application/xhtml+xml"/><item id="b" href="t/b.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/><itemref idref="zz"/></spine></package>`

func book(t testing.TB) []byte {
	return pack(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>`,
		"O/p.opf", opf, "O/nav.xhtml", "<nav>目录</nav>", "O/t/a b.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body><h1>第一章</h1><p>桥修好了<a epub:type="noteref" href="#n1">1</a>。</p><p><img src="../i/x.png" alt="桥"/></p><aside epub:type="footnote" id="n1"><p>去年。</p></aside></body></html>`,
		"O/t/b.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>第二章</h1><p>路也通了。</p></body></html>`, "O/i/x.png", "picture x")
}

func TestEPUB(t *testing.T) {
	got := readertest.Dump(intake.File{Name: "书.epub", Data: book(t)}, formats, nil)
	want := "== 书.epub/a b\npara level=1: [第一章]{bold, 24pt}\npara: [桥修好了]{12pt}[]{note 1}[。]{12pt}\npicture x.png 9 bytes ref=../i/x.png alt=\"桥\""
	if !strings.Contains(got, want) || !strings.Contains(got, "note note=1: [去年。]{12pt}") || !strings.Contains(got, "== 书.epub/b\n") || strings.Contains(got, "目录") {
		t.Error(got)
	}
}

// TestLinks holds that a link in an archive is named, and not read as a text.
func TestLinks(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "链接.txt"}
	h.SetMode(fs.ModeSymlink | 0o777)
	for _, h := range []*zip.FileHeader{h, {Name: "稿.txt"}} {
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte("/etc/passwd"))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got := readertest.Dump(intake.File{Name: "a.zip", Data: b.Bytes()}, []intake.Format{archive.ZIP, text.Format}, nil)
	if strings.Contains(got, "a.zip/链接.txt") || !strings.Contains(got, "IMP-PATH") || !strings.Contains(got, "a.zip/稿.txt") {
		t.Error(got)
	}
}

func TestDamaged(t *testing.T) {
	readertest.Damaged(t, archive.ZIP, "a.zip", folder(t))
	readertest.Cut(t, archive.ZIP, "a.zip", folder(t))
	readertest.Damaged(t, archive.EPUB, "a.epub", book(t))
	readertest.Cut(t, archive.EPUB, "a.epub", book(t))
}

func TestHostile(t *testing.T) {
	zeros := strings.Repeat("\x00", 100<<20)
	var many []string
	for i := range 6000 {
		many = append(many, fmt.Sprint(i, ".txt"), "x")
	}
	nested := pack(t, "a.txt", "标题\n\n正文。")
	for range 20 {
		nested = pack(t, "in.zip", string(nested))
	}
	for name, data := range map[string][]byte{
		"bomb": pack(t, "a.txt", zeros), "many": pack(t, many...), "nested": nested, "empty": pack(t), "same name": pack(t, "a.txt", "标题", "a.txt", "另一"),
		"cycle": pack(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfile full-path="META-INF/container.xml"/></container>`),
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range []intake.Format{archive.ZIP, archive.EPUB} {
				for _, c := range intake.Read(intake.File{Name: "a.zip", Data: data}, []intake.Format{f, text.Format}, intake.Options{Format: f.Name}) {
					if c.Refused && len(c.Found) == 0 {
						t.Error("refused without a word")
					}
				}
			}
		})
	}
}

func FuzzArchive(f *testing.F) {
	f.Add(folder(f))
	f.Add(book(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range []intake.Format{archive.ZIP, archive.EPUB} {
			if err := intake.CheckAccount(format, intake.File{Name: "x.zip", Data: data}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestTitlePage holds that a page with nothing but the book's title and author is no story, and
// is named; a chapter that begins with the title is one.
func TestTitlePage(t *testing.T) {
	const people = `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>河堤志</dc:title><dc:creator>周静</dc:creator></metadata>`
	page := func(body string) []byte {
		return pack(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>`,
			"O/p.opf", strings.Replace(opf, "<manifest>", people+"<manifest>", 1), "O/t/a b.xhtml", "<html><body>"+body+"</body></html>", "O/t/b.xhtml", "<html><body><h1>第二章</h1><p>路也通了。</p></body></html>")
	}
	for body, out := range map[string]bool{"<h1>河堤志</h1><p>周静　著</p>": true, "<h1>《河堤志》</h1>": true, "<h1>河堤志</h1><p>周静</p><p>河堤完工。</p>": false} {
		got := readertest.Dump(intake.File{Name: "书.epub", Data: page(body)}, formats, nil)
		if strings.Contains(got, "left title-page") != out || strings.Contains(got, "== 书.epub/a b") == out || !strings.Contains(got, "== 书.epub/b") {
			t.Error(body, got)
		}
	}
}
