package archive_test

import (
	"strings"
	"testing"

	"banxin/editions/intake"
	"banxin/editions/intake/archive"
)

// bookOf is a book with one document.
func bookOf(t testing.TB, body string) intake.File {
	const one = `<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`
	return intake.File{Name: "书.epub", Data: pack(t, "mimetype", "application/epub+zip", "META-INF/container.xml", `<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>`,
		"p.opf", one, "a.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>合集</title></head><body>`+body+`</body></html>`)}
}

// storiesOf are the headlines of a file's stories, each with its account closed, and what the
// account names as left out.
func storiesOf(t *testing.T, f intake.File) (heads, left string) {
	t.Helper()
	for _, c := range intake.Read(f, formats, intake.Options{}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil || !r.Account.Closes() {
			t.Errorf("%s: %v, %s", c.Name, r.Fault, r.Account)
		}
		for _, s := range r.Stories {
			heads += strings.TrimPrefix(c.Name, "书.epub/") + "=" + s.Title + ";"
		}
		for _, o := range c.Left {
			left += o.Reason.Key + "=" + o.Text + ";"
		}
	}
	return heads, left
}

const (
	bridge = `<p>锁澜桥昨天上午恢复通车，比原定时间早了整整三天。</p>`
	road   = `<p>临江路今天开始铺设沥青，工期大约一个月，夜里封路。</p>`
	long   = `<p>这一编收的是过去一年里写下的几篇短文，当时都只给朋友看过，如今略加修改，按写作的先后排在一起，算是一点纪念。</p>`
)

// TestSeveral holds which documents of books are several stories, and which are one.
func TestSeveral(t *testing.T) {
	for name, c := range map[string]struct{ body, heads, left string }{
		"articles": {`<section><h1>简讯</h1><article id="x"><h2>桥</h2>` + bridge + `</article><article id="y"><h2>路</h2>` + road + `</article></section>`,
			"a-x=桥;a-y=路;", "around=简讯;"},
		"articles without ids": {`<article><h1>桥</h1>` + bridge + `</article><article><h1>路</h1>` + road + `</article>`, "a-1=桥;a-2=路;", ""},
		"chapters of a part": {`<section epub:type="part"><h1>上编</h1><section epub:type="chapter" id="x"><h2>桥</h2>` + bridge + `</section><section role="doc-chapter" id="y"><h2>路</h2><h3>夜里</h3>` + road + `</section></section>`,
			"a-x=桥;a-y=路;", "around=上编;"},
		"chapter over articles": {`<section epub:type="chapter"><h1>简讯</h1><article id="x"><h2>桥</h2>` + bridge + `</article><article id="y"><h2>路</h2>` + road + `</article></section>`,
			"a-x=桥;a-y=路;", "around=简讯;"},
		"text before them": {`<h1>上编</h1>` + long + `<article id="x"><h2>桥</h2>` + bridge + `</article><article id="y"><h2>路</h2>` + road + `</article>`,
			"a=上编;a-x=桥;a-y=路;", ""},
		"picture between them": {`<article id="x"><h2>桥</h2>` + bridge + `</article><img src="z.png" alt="花饰"/><article id="y"><h2>路</h2>` + road + `</article>`,
			"a-x=桥;a-y=路;", "decoration=花饰;"},
		"plain sections":    {`<section id="x"><h1>桥</h1>` + bridge + `</section><section id="y"><h1>路</h1>` + road + `</section>`, "a-x=桥;a-y=路;", ""},
		"parts of one text": {`<section id="a"><h1>一座桥</h1>` + bridge + `<section id="x"><h2>桥</h2>` + bridge + `</section><section id="y"><h2>路</h2>` + road + `</section></section>`, "a=一座桥;", ""},
		"under one heading": {`<h1>一座桥</h1><section id="x"><h2>桥</h2>` + bridge + `</section><section id="y"><h2>路</h2>` + road + `</section>`, "a=一座桥;", ""},
		"comments":          {`<article id="x"><h1>一座桥</h1>` + bridge + `<article class="comment" id="c"><h4>读者</h4><p>好。</p></article><article class="comment" id="d"><h4>读者</h4><p>好。</p></article></article>`, "a=一座桥;", ""},
	} {
		t.Run(name, func(t *testing.T) {
			heads, left := storiesOf(t, bookOf(t, c.body))
			if heads != c.heads || !strings.Contains(left, c.left) {
				t.Errorf("got %s, left %s; want %s, left %s", heads, left, c.heads, c.left)
			}
		})
	}
}

// TestNotesOfSeveral holds that notes at the end of a document go to the stories that have their
// signs.
func TestNotesOfSeveral(t *testing.T) {
	sign := func(n string) string {
		return `<p>有据可查<a epub:type="noteref" href="#n` + n + `">` + n + `</a>。</p>`
	}
	f := bookOf(t, `<article id="x"><h2>桥</h2>`+bridge+sign("1")+`</article><article id="y"><h2>路</h2>`+road+sign("2")+sign("3")+`<aside epub:type="footnote" id="n3"><p>路志。</p></aside></article><section epub:type="footnotes"><h2>注释</h2><aside epub:type="footnote" id="n1"><p>桥志。</p></aside><aside epub:type="footnote" id="n2"><p>街志。</p></aside></section>`)
	var got []string
	for _, c := range intake.Read(f, formats, intake.Options{}) {
		r := intake.Compose(c, intake.Target{})
		if r.Fault != nil || len(r.Stories) != 1 {
			t.Fatal(r.Fault, len(r.Stories))
		}
		got = append(got, string(r.Stories[0].Text))
	}
	if len(got) != 2 || !strings.Contains(got[0], "]: 桥志。") || !strings.Contains(got[1], "]: 街志。") || !strings.Contains(got[1], "]: 路志。") || strings.Contains(got[0], "街志") || strings.Contains(got[0]+got[1], "注释") {
		t.Error(strings.Join(got, "\n----\n"))
	}
}

// TestSeveralHostile holds that a document of nothing but nested articles is read in proportion.
func TestSeveralHostile(t *testing.T) {
	body := strings.Repeat(`<article id="x"><h2>桥</h2>`, 3000) + strings.Repeat(`</article>`, 3000)
	if err := intake.CheckAccount(archive.EPUB, bookOf(t, body)); err != nil {
		t.Fatal(err)
	}
}
