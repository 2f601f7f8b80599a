package epub

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

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
		m.Raw("<li>")
		m.Element("span", b.sectionLabel(s))
		m.Raw("\n<ol>\n")
		for _, e := range s.entries() {
			m.Raw("<li>")
			label, href := b.entryLink(e)
			m.Element("a", label, "href", href)
			m.Raw("</li>\n")
		}
		m.Raw("</ol></li>\n")
	}
	m.Raw("</ol>\n</nav>\n")
	b.pageList(&m)
	b.landmarks(&m)
	return b.shell(b.w.contents+" "+b.title(), "contents", m.String(), "", "")
}

// sectionLabel is the section's name, with the pages its stories start on where those
// have no entries of their own.
func (b *book) sectionLabel(s *section) string {
	var names []string
	for _, a := range s.articles {
		if a.sheet != nil && a.sheet.file == "" && !slices.Contains(names, a.sheet.name) {
			names = append(names, a.sheet.name)
		}
	}
	if len(names) == 0 {
		return s.name
	}
	return s.name + " " + fmt.Sprintf(b.w.page, strings.Join(names, b.w.comma))
}

// start is where an article begins, from the package document.
func (b *book) start(a *article) string {
	if b.fixed != nil {
		return "xhtml/" + a.sheet.file + "#" + pieceID(a, b.fixed.first(a.story.ID))
	}
	return "xhtml/" + a.file()
}

func (b *book) entryLink(e entry) (label, href string) {
	if e.sheet != nil {
		return b.pageLabel(e.sheet), "xhtml/" + e.sheet.file
	}
	return e.article.title, b.start(e.article)
}

func (b *book) pageList(m *markup.Writer) {
	ts := b.turns
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
	ts := b.firstTurns()
	maxPage := 0
	for _, t := range ts {
		maxPage = max(maxPage, t.sheet.number)
	}
	for _, kv := range [][2]string{{"dtb:uid", b.id}, {"dtb:depth", "2"}, {"dtb:totalPageCount", strconv.Itoa(len(ts))}, {"dtb:maxPageNumber", strconv.Itoa(maxPage)}} {
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

// ncxSection writes a section and its entries. A section opens at its first entry, and
// so shares that one's place in the order of play.
func (b *book) ncxSection(m *markup.Writer, s *section, n *int) {
	es := s.entries()
	if len(es) == 0 {
		return
	}
	_, first := b.entryLink(es[0])
	b.navPoint(m, "s"+strconv.Itoa(*n+1), *n+1, b.sectionLabel(s), first)
	m.Raw("\n")
	for _, e := range es {
		*n++
		label, href := b.entryLink(e)
		b.navPoint(m, "n"+strconv.Itoa(*n), *n, label, href)
		m.Raw("</navPoint>\n")
	}
	m.Raw("</navPoint>\n")
}

func (b *book) navPoint(m *markup.Writer, id string, order int, label, src string) {
	m.Open("navPoint", "id", id, "playOrder", strconv.Itoa(order))
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
