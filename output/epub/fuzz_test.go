package epub

import (
	"strings"
	"testing"
	"unicode/utf8"

	"banxin/editions"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// FuzzInline writes texts of any characters and reads them back: well-formed, and
// nothing lost, nothing doubled.
func FuzzInline(f *testing.F) {
	f.Add("普通 The new bridge, S1馆 & <b>\x00\n断", "https://example.com/a?b=c&d", "hàn zì", uint8(3), 4)
	f.Add("汉字", "javascript:x", "a b", uint8(7), 0)
	f.Add("\xff\xfe", "mailto:a@b", "", uint8(0), 99)
	f.Fuzz(func(t *testing.T, text, href, ruby string, marks uint8, at int) {
		var m markup.Writer
		w := prose.Writer{M: &m, Chinese: true, EPUB: true, Ruby: [2]string{"（", "）"}}
		m.Raw(`<article xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="zh">`)
		runs := []editions.Run{{Text: text, Link: href, Ruby: ruby, Marks: editions.Marks(marks)}, {Text: text}}
		w.Block(&editions.Paragraph{Text: editions.Text{Runs: runs}}, false, []prose.Break{{Offset: at, ID: "page-2", Label: "2"}})
		m.Raw("</article>")
		doc, err := scan(m.B)
		if err != nil {
			t.Fatalf("%v in %q", err, m.B)
		}
		if want := prose.NoSpace(text) + prose.NoSpace(text); doc.text != want {
			t.Fatalf("%q became %q", want, doc.text)
		}
		if len(doc.breaks) != 1 {
			t.Fatalf("%d page breaks in %q", len(doc.breaks), m.B)
		}
		for _, l := range doc.links {
			if !prose.SafeLink(l.target) || strings.Contains(l.target, "javascript") && !strings.Contains(l.target, "//") {
				t.Fatalf("link to %q", l.target)
			}
		}
	})
}

// FuzzBook makes whole books of hostile names and texts; verify inside Write judges them.
func FuzzBook(f *testing.F) {
	f.Add("云溪日报", "标题", "正文", "要闻", "1", uint16(3))
	f.Add("]]>", "<!--", "--", "\x00", "\"'&", uint16(0))
	f.Fuzz(func(t *testing.T, name, head, body, section, label string, issue uint16) {
		if !utf8.ValidString(name+head+body+section+label) || len(body) > 4096 {
			t.Skip()
		}
		ed := &editions.Edition{
			Paper: &editions.Paper{Name: name, NameLatin: name, Publisher: head, CN: body, ISSN: label},
			Date:  editions.Date{Year: 2026, Month: 10, Day: 20}, Issue: int(issue),
			Pages: []*editions.Page{{Number: 1, Name: label, Section: section, Placed: []editions.Placement{{Stories: []string{"a", "b"}}}}},
			Stories: []*editions.Story{
				{ID: "a", Label: plain(label), Headline: lines(head, body), Byline: plain(name), Blocks: []editions.Block{para(body), kind(editions.SubheadText, 2, head)}},
				{ID: "b", Section: body, Blocks: []editions.Block{para(head)}},
			},
		}
		var sink strings.Builder
		if err := Write(&sink, ed, nil, nil, Options{}); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzScan reads documents of any bytes: an error at worst.
func FuzzScan(f *testing.F) {
	f.Add([]byte(`<html lang="zh"><head><title>a</title></head><body><nav epub:type="toc"><a href="x">y</a></nav><article>b<rt>c</rt></article></body></html>`))
	f.Add([]byte("</a><b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if doc, err := scan(data); err == nil && doc == nil {
			t.Error("neither a document nor an error")
		}
	})
}
