package epub

import (
	"fmt"
	"slices"
	"strconv"

	"banxin/output/internal/markup"
)

// nav is the contents page: by section, the printed pages, the landmarks.
func (b *book) nav() []byte {
	var m markup.Writer
	m.Open("header", "dir", b.dir)
	m.Raw("\n")
	m.Element("p", b.title(), "class", "masthead")
	m.Raw("\n")
	if b.ed.Issue > 0 {
		m.Element("p", fmt.Sprintf(b.w.issue, b.ed.Issue), "class", "issue")
		m.Raw("\n")
	}
	m.Raw("</header>\n", `<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title"`)
	m.Attr("dir", b.dir)
	m.Raw(">\n")
	m.Element("h1", b.w.contents, "id", "toc-title")
	m.Raw("\n<ol>\n")
	for _, s := range b.sections {
		b.navSection(&m, s)
	}
	m.Raw("</ol>\n</nav>\n")
	b.pageList(&m)
	b.landmarks(&m)
	return b.shell(b.w.contents+" "+b.title(), "contents", m.String(), "", "")
}

// navSection is a page with its stories, and those with their subheads.
func (b *book) navSection(m *markup.Writer, s *section) {
	m.Raw("<li>")
	if s.sheet != nil && s.sheet.file != "" {
		m.Element("a", s.name, "href", "xhtml/"+s.sheet.file)
	} else {
		m.Element("span", s.name)
	}
	if len(s.articles) > 0 {
		m.Raw("\n<ol>\n")
		for _, a := range s.articles {
			m.Raw("<li>")
			m.Element("a", a.title, "href", b.start(a))
			b.navHeads(m, a)
			m.Raw("</li>\n")
		}
		m.Raw("</ol>")
	}
	m.Raw("</li>\n")
}

func (b *book) navHeads(m *markup.Writer, a *article) {
	if len(a.heads) == 0 {
		return
	}
	m.Raw("\n<ol>\n")
	for _, h := range a.heads {
		m.Raw("<li>")
		m.Element("a", h.title, "href", "xhtml/"+h.href)
		m.Raw("</li>\n")
	}
	m.Raw("</ol>")
}

// start is where an article begins, from the package document.
func (b *book) start(a *article) string {
	if b.fixed != nil {
		return "xhtml/" + a.sheet.file + "#" + pieceID(a, b.fixed.first(a.story.ID))
	}
	return "xhtml/" + a.href()
}

func (b *book) pageList(m *markup.Writer) {
	ts := b.pageTurns()
	if len(ts) == 0 {
		return
	}
	m.Raw(`<nav epub:type="page-list" role="doc-pagelist" id="pages" aria-labelledby="pages-title" hidden="hidden">`, "\n")
	m.Element("h2", b.w.pages, "id", "pages-title")
	m.Raw("\n<ol>\n")
	for _, t := range ts {
		m.Raw("<li>")
		m.Element("a", t.sheet.name, "href", t.href())
		m.Raw("</li>\n")
	}
	m.Raw("</ol>\n</nav>\n")
}

func (b *book) landmarks(m *markup.Writer) {
	m.Raw(`<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-title" hidden="hidden">`, "\n")
	m.Element("h2", b.w.landmarks, "id", "landmarks-title")
	m.Raw("\n<ol>\n")
	mark := func(kind, href, label string) {
		m.Raw("<li>")
		m.Element("a", label, "epub:type", kind, "href", href)
		m.Raw("</li>\n")
	}
	if b.coverSheet() != nil {
		mark("cover", "xhtml/"+b.files[0].name, b.w.cover)
	}
	if b.fixed == nil { // else it is not read in turn, and landmarks lead to what is
		mark("toc", "nav.xhtml#toc", b.w.contents)
	}
	mark("bodymatter", "xhtml/"+b.firstText(), b.w.body)
	m.Raw("</ol>\n</nav>\n")
}

// firstText is the document after the cover.
func (b *book) firstText() string {
	for _, f := range b.files {
		if f.id != "cover" {
			return f.name
		}
	}
	return ""
}

// ncx is the contents for readers of EPUB 2.
func (b *book) ncx() []byte {
	var m markup.Writer
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"`)
	m.Attr("xml:lang", b.lang)
	m.Raw(">\n<head>\n")
	ts := b.pageTurns()
	maxPage := 0
	for _, t := range ts {
		maxPage = max(maxPage, t.sheet.number)
	}
	for _, kv := range [][2]string{{"dtb:uid", b.id}, {"dtb:depth", strconv.Itoa(b.depth())}, {"dtb:totalPageCount", strconv.Itoa(len(ts))}, {"dtb:maxPageNumber", strconv.Itoa(maxPage)}} {
		m.Void("meta", "name", kv[0], "content", kv[1])
		m.Raw("\n")
	}
	m.Raw("</head>\n<docTitle>")
	m.Element("text", b.title())
	m.Raw("</docTitle>\n<navMap>\n")
	n := 0
	for _, s := range b.sections {
		b.ncxSection(&m, s, &n)
	}
	m.Raw("</navMap>\n")
	b.ncxPages(&m, ts, n)
	m.Raw("</ncx>\n")
	return m.B
}

// depth is that of the contents.
func (b *book) depth() int {
	if slices.ContainsFunc(b.articles, func(a *article) bool { return len(a.heads) > 0 }) {
		return 3
	}
	return 2
}

// ncxSection writes a page and its stories. A page without a picture opens at its first story,
// and so shares that one's place in the order of play.
func (b *book) ncxSection(m *markup.Writer, s *section, n *int) {
	if s.sheet != nil && s.sheet.file != "" {
		*n++
		b.navPoint(m, *n, *n, s.name, "xhtml/"+s.sheet.file)
	} else if len(s.articles) > 0 {
		b.navPoint(m, -*n-1, *n+1, s.name, b.start(s.articles[0]))
	} else {
		return
	}
	m.Raw("\n")
	for _, a := range s.articles {
		*n++
		b.navPoint(m, *n, *n, a.title, b.start(a))
		for _, h := range a.heads {
			*n++
			m.Raw("\n")
			b.navPoint(m, *n, *n, h.title, "xhtml/"+h.href)
			m.Raw("</navPoint>")
		}
		m.Raw("</navPoint>\n")
	}
	m.Raw("</navPoint>\n")
}

// navPoint opens a point. Its id is n7, and s7 of one that shares the place of another.
func (b *book) navPoint(m *markup.Writer, id, order int, label, src string) {
	name := "n" + strconv.Itoa(id)
	if id < 0 {
		name = "s" + strconv.Itoa(-id)
	}
	m.Open("navPoint", "id", name, "playOrder", strconv.Itoa(order))
	m.Raw("<navLabel>")
	m.Element("text", label)
	m.Raw("</navLabel>")
	m.Void("content", "src", src)
}

func (b *book) ncxPages(m *markup.Writer, ts []turn, n int) {
	if len(ts) == 0 {
		return
	}
	m.Raw("<pageList>\n<navLabel>")
	m.Element("text", b.w.pages)
	m.Raw("</navLabel>\n")
	for i, t := range ts {
		m.Open("pageTarget", "id", "p"+strconv.Itoa(t.sheet.number), "type", "normal", "value", strconv.Itoa(t.sheet.number), "playOrder", strconv.Itoa(n+1+i))
		m.Raw("<navLabel>")
		m.Element("text", t.sheet.name)
		m.Raw("</navLabel>")
		m.Void("content", "src", t.href())
		m.Raw("</pageTarget>\n")
	}
	m.Raw("</pageList>\n")
}
