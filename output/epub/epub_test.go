package epub

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"banxin/editions"
)

func TestWriteIsSoundAndReproducible(t *testing.T) {
	ed, d := sample(t)
	for name, o := range map[string]Options{"plain": {}, "pages": {Pages: pagePictures(t)}} {
		first := write(t, ed, d, o)
		for range 3 {
			if !bytes.Equal(first, write(t, ed, d, o)) {
				t.Fatalf("%s: two builds differ", name)
			}
		}
	}
}

func TestStoryMarkup(t *testing.T) {
	ed, d := sample(t)
	files, err := unzip(write(t, ed, d, Options{Pages: pagePictures(t)}))
	if err != nil {
		t.Fatal(err)
	}
	lead := string(files["EPUB/xhtml/s-43ecd886.xhtml"])
	for _, want := range []string{
		`<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xmlns:ssml="http://www.w3.org/2001/10/synthesis" ssml:alphabet="x-pinyin" lang="zh-CN" xml:lang="zh-CN">`,
		`<h1 id="title">石桥落成<br/>两岸通车</h1>`,
		`副题：全长320米 &lt; 旧桥的两倍 &amp; 更宽`,
		`<p>第一段，<span class="made" id="page-3-s-43ecd886-1" title="A3"></span>说的是桥。<span lang="en" xml:lang="en">The new bridge is open</span>, 设计使用<span lang="en" xml:lang="en">BIM</span>技术。</p>`,
		`<strong><em>粗体</em></strong>`,
		`<a href="https://example.com/?a=1&amp;b=2">好站</a>坏链<span class="name apart">屈原</span><span class="name">宋玉</span><span class="under book">离骚</span><span class="dead">老陈</span><span class="under tint">要点</span>深底<ruby ssml:ph="han4 zi4">汉<rp>（</rp><rt lang="zh-Latn" xml:lang="zh-Latn">hàn</rt><rp>）</rp>字`,
		`断<br/>行。`,
		`<th scope="col" class="left">日期</th>`,
		`alt="石桥横跨云溪，桥上车辆往来"`,
		`<a href="page-01.xhtml#zone-s-43ecd886">第1版 要闻</a>`,
		`<a href="briefs-01.xhtml">下一篇：发布会</a>`,
	} {
		if !strings.Contains(lead, want) {
			t.Errorf("missing %s\nin %s", want, lead)
		}
	}
	if s := string(files["EPUB/xhtml/s-s5.xhtml"]); !strings.Contains(s, "正文\uFFFD有控制符") {
		t.Errorf("a control character is not in sight: %s", s)
	}
}

// A very long story is published in several documents, nothing lost, whatever is long in it.
func TestLongStoriesAreCut(t *testing.T) {
	ed, d := sample(t)
	s := ed.Story("s2")
	s.Blocks = append(s.Blocks, para(strings.Repeat("字 ", 200_000)))
	list, table := &editions.List{}, &editions.Table{Head: 1}
	for range 5000 {
		s.Blocks = append(s.Blocks, para("这是一段不短的话，说了又说，说了又说，说了又说。"))
		list.Items = append(list.Items, editions.ListItem{Marker: "甲、", Text: plain("这是一项，说了又说，说了又说。")})
		table.Rows = append(table.Rows, lines("甲", "乙", "丙"))
	}
	s.Blocks = append(s.Blocks, list, table)
	files, err := unzip(write(t, ed, d, Options{}))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for name, data := range files {
		if strings.HasPrefix(name, "EPUB/xhtml/s-s2") {
			n++
		}
		if len(data) > maxDocument {
			t.Errorf("%s has %d bytes", name, len(data))
		}
	}
	if n < 5 {
		t.Errorf("the long story has %d documents", n)
	}
}

func TestOptions(t *testing.T) {
	ed, d := sample(t)
	var out bytes.Buffer
	if err := Write(&out, ed, d, nil, Options{MaxBytes: 5000}); err == nil || out.Len() > 0 || !strings.Contains(err.Error(), "bytes, more than 5000") {
		t.Errorf("a book over its limit: %v, %d bytes", err, out.Len())
	}
	opf := func(o Options) string {
		files, err := unzip(write(t, ed, d, o))
		if err != nil {
			t.Fatal(err)
		}
		return string(files["EPUB/package.opf"])
	}
	if s := opf(Options{}); !strings.Contains(s, "<dc:rights>版权所有</dc:rights>") || strings.Contains(s, "conformsTo") || strings.Contains(s, "page-progression-direction") {
		t.Errorf("a plain book claims too much, or not its rights: %s", s)
	}
	if s := opf(Options{Reviewer: "审校组", Vertical: true}); !strings.Contains(s, `">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>`) ||
		!strings.Contains(s, `<meta property="a11y:certifiedBy" refines="#conforms">审校组</meta>`) || !strings.Contains(s, `page-progression-direction="rtl"`) {
		t.Errorf("reviewed and vertical: %s", s)
	}
	bad := pagePictures(t)
	bad[0].Format = "png"
	if err := Write(&out, ed, d, nil, Options{Pages: bad}); err == nil || !strings.Contains(err.Error(), "page 1 is no png") {
		t.Errorf("a JPEG called PNG: %v", err)
	}
	if err := WriteReplica(&out, ed, d, nil, Options{Pages: pagePictures(t)[:2]}); err == nil || !strings.Contains(err.Error(), "page A3") {
		t.Errorf("a replica without a page: %v", err)
	}
}

// go-epub sees the book's own media and nothing of the world.
func TestNoNetwork(t *testing.T) {
	s := shelf{shelfURL + "images/a.jpg": []byte("x")}
	client := &http.Client{Transport: s}
	for url, want := range map[string]bool{shelfURL + "images/a.jpg": true, shelfURL + "images/b.jpg": false, "http://example.com/": false, "https://127.0.0.1/": false} {
		resp, err := client.Get(url)
		if (err == nil) != want {
			t.Errorf("%s: %v", url, err)
		}
		if err == nil {
			resp.Body.Close()
		}
	}
}

// Readings are said as they are read: where they stand, and words in a lexicon.
func TestPronunciations(t *testing.T) {
	ed, d := sample(t)
	files, err := unzip(write(t, ed, d, Options{}))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"EPUB/xhtml/s-43ecd886.xhtml": `<ruby ssml:ph="han4 zi4">汉<rp>`,
		"EPUB/pronunciation.pls":      `<lexeme><grapheme>汉字</grapheme><phoneme>han4 zi4</phoneme></lexeme>`,
		"EPUB/package.opf":            `href="pronunciation.pls" media-type="application/pls+xml"`,
	} {
		if !strings.Contains(string(files[name]), want) {
			t.Errorf("%s has no %s", name, want)
		}
	}
	if s := string(files["EPUB/xhtml/s-43ecd886.xhtml"]); !strings.Contains(s, `ssml:alphabet="x-pinyin"`) || !strings.Contains(s, `<link rel="pronunciation" type="application/pls+xml" hreflang="zh-CN" href="../pronunciation.pls"/>`) {
		t.Error("the document names no alphabet and no lexicon")
	}
	ed.Paper.Lang = "en"
	files, err = unzip(write(t, ed, d, Options{}))
	if err != nil || files["EPUB/pronunciation.pls"] != nil || !strings.Contains(string(files["EPUB/css/banxin.css"]), "hyphens: auto") {
		t.Errorf("%v: an English book has a lexicon of Pinyin, or is not hyphenated", err)
	}
}

// A table is cut between rows, and not where a cell joins them.
func TestCutTable(t *testing.T) {
	table := &editions.Table{}
	for r := range 250 {
		row := []editions.Extent{{Across: 1, Down: 1}, {Across: 1, Down: 1}}
		switch {
		case r%100 == 99: // over the cut
			row[0].Down = 3
		case r%100 < 2 && r > 1:
			row[0] = editions.Extent{}
		}
		table.Rows, table.Extents = append(table.Rows, lines("甲", "乙")), append(table.Extents, row)
	}
	var rows []int
	for _, b := range cutTable(table) {
		piece := b.(*editions.Table)
		rows = append(rows, len(piece.Rows))
		if len(piece.Extents) != len(piece.Rows) || piece.Extents[0][0].Across == 0 {
			t.Errorf("a piece of %d rows with %d rows of extents begins in the middle", len(piece.Rows), len(piece.Extents))
		}
	}
	if len(rows) != 3 || rows[0] != 102 || rows[0]+rows[1]+rows[2] != 250 {
		t.Errorf("pieces of %v rows", rows)
	}
}
