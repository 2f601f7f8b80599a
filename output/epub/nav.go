package epub

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// nav is the contents page: by section, the printed pages, the landmarks.
func (b *book) nav() []byte {
	var m markup
	m.raw(`<header>`, "\n")
	m.element("p", b.title(), "class", "masthead")
	m.raw("\n")
	if b.ed.Issue > 0 {
		m.element("p", fmt.Sprintf(b.w.issue, b.ed.Issue), "class", "issue")
		m.raw("\n")
	}
	m.raw("</header>\n", `<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">`, "\n")
	m.element("h1", b.w.contents, "id", "toc-title")
	m.raw("\n<ol>\n")
	for _, s := range b.sections {
		m.raw("<li>")
		m.element("span", b.sectionLabel(s))
		m.raw("\n<ol>\n")
		for _, e := range s.entries() {
			m.raw("<li>")
			label, href := b.entryLink(e)
			m.element("a", label, "href", href)
			m.raw("</li>\n")
		}
		m.raw("</ol></li>\n")
	}
	m.raw("</ol>\n</nav>\n")
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

func (b *book) pageList(m *markup) {
	ts := b.turns
	if len(ts) == 0 {
		return
	}
	m.raw(`<nav epub:type="page-list" role="doc-pagelist" id="pages" aria-labelledby="pages-title" hidden="hidden">`, "\n")
	m.element("h2", b.w.pages, "id", "pages-title")
	m.raw("\n<ol>\n")
	for _, t := range ts {
		m.raw("<li>")
		m.element("a", t.sheet.name, "href", t.href())
		m.raw("</li>\n")
	}
	m.raw("</ol>\n</nav>\n")
}

func (b *book) landmarks(m *markup) {
	m.raw(`<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-title" hidden="hidden">`, "\n")
	m.element("h2", b.w.landmarks, "id", "landmarks-title")
	m.raw("\n<ol>\n")
	mark := func(kind, href, label string) {
		m.raw("<li>")
		m.element("a", label, "epub:type", kind, "href", href)
		m.raw("</li>\n")
	}
	if b.coverSheet() != nil {
		mark("cover", "xhtml/"+b.files[0].name, b.w.cover)
	}
	if b.fixed == nil { // else it is not read in turn, and landmarks lead to what is
		mark("toc", "nav.xhtml#toc", b.w.contents)
	}
	mark("bodymatter", "xhtml/"+b.firstText(), b.w.body)
	m.raw("</ol>\n</nav>\n")
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
	var m markup
	m.raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"`)
	m.attr("xml:lang", b.lang)
	m.raw(">\n<head>\n")
	ts := b.firstTurns()
	maxPage := 0
	for _, t := range ts {
		maxPage = max(maxPage, t.sheet.number)
	}
	for _, kv := range [][2]string{{"dtb:uid", b.id}, {"dtb:depth", "2"}, {"dtb:totalPageCount", strconv.Itoa(len(ts))}, {"dtb:maxPageNumber", strconv.Itoa(maxPage)}} {
		m.void("meta", "name", kv[0], "content", kv[1])
		m.raw("\n")
	}
	m.raw("</head>\n<docTitle>")
	m.element("text", b.title())
	m.raw("</docTitle>\n<navMap>\n")
	n := 0
	for _, s := range b.sections {
		b.ncxSection(&m, s, &n)
	}
	m.raw("</navMap>\n")
	b.ncxPages(&m, ts, n)
	m.raw("</ncx>\n")
	return m.b
}

// ncxSection writes a section and its entries. A section opens at its first entry, and
// so shares that one's place in the order of play.
func (b *book) ncxSection(m *markup, s *section, n *int) {
	es := s.entries()
	if len(es) == 0 {
		return
	}
	_, first := b.entryLink(es[0])
	b.navPoint(m, "s"+strconv.Itoa(*n+1), *n+1, b.sectionLabel(s), first)
	m.raw("\n")
	for _, e := range es {
		*n++
		label, href := b.entryLink(e)
		b.navPoint(m, "n"+strconv.Itoa(*n), *n, label, href)
		m.raw("</navPoint>\n")
	}
	m.raw("</navPoint>\n")
}

func (b *book) navPoint(m *markup, id string, order int, label, src string) {
	m.open("navPoint", "id", id, "playOrder", strconv.Itoa(order))
	m.raw("<navLabel>")
	m.element("text", label)
	m.raw("</navLabel>")
	m.void("content", "src", src)
}

func (b *book) ncxPages(m *markup, ts []turn, n int) {
	if len(ts) == 0 {
		return
	}
	m.raw("<pageList>\n<navLabel>")
	m.element("text", b.w.pages)
	m.raw("</navLabel>\n")
	for i, t := range ts {
		m.open("pageTarget", "id", "p"+strconv.Itoa(t.sheet.number), "type", "normal", "value", strconv.Itoa(t.sheet.number), "playOrder", strconv.Itoa(n+1+i))
		m.raw("<navLabel>")
		m.element("text", t.sheet.name)
		m.raw("</navLabel>")
		m.void("content", "src", t.href())
		m.raw("</pageTarget>\n")
	}
	m.raw("</pageList>\n")
}
