package epub

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/editions"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// opf is the package document: what the book is, what it holds, in which order.
func (b *book) opf() []byte {
	var m markup.Writer
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"`)
	m.Attr("xml:lang", b.lang)
	m.Raw(">\n")
	b.metadata(&m)
	b.manifest(&m)
	b.spine(&m)
	b.guide(&m)
	m.Raw("</package>\n")
	return m.B
}

// record writes metadata: Dublin Core elements and meta properties, a line each.
type record struct{ m *markup.Writer }

func (r record) dc(name, id, value string) {
	if value != "" {
		r.m.Element("dc:"+name, value, "id", id)
		r.m.Raw("\n")
	}
}

func (r record) meta(property, value string, attrs ...string) {
	if value != "" {
		r.m.Element("meta", value, append([]string{"property", property}, attrs...)...)
		r.m.Raw("\n")
	}
}

func (b *book) metadata(m *markup.Writer) {
	r, p := record{m}, b.ed.Paper
	m.Raw(`<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">`, "\n")
	r.dc("identifier", "id", b.id)
	b.titles(r)
	r.dc("language", "", b.lang)
	if p.Publisher != "" {
		r.dc("creator", "creator", p.Publisher)
		r.meta("role", "edt", "refines", "#creator", "scheme", "marc:relators")
		r.dc("publisher", "", p.Publisher)
	}
	if b.ed.Date != (editions.Date{}) {
		r.dc("date", "", iso(b.ed.Date))
	}
	r.dc("type", "", "newspaper")
	r.dc("rights", "", p.Rights)
	for _, name := range b.sectionNames() {
		r.dc("subject", "", name)
	}
	b.numbers(r)
	r.meta("dcterms:modified", b.modified.Format(time.RFC3339))
	b.series(r)
	b.accessibility(r)
	m.Void("meta", "name", "generator", "content", b.generator())
	m.Raw("\n")
	if b.fixed != nil {
		r.meta("rendition:layout", "pre-paginated")
		r.meta("rendition:orientation", "auto")
		r.meta("rendition:spread", "none")
	}
	if b.o.Vertical {
		m.Void("meta", "name", "primary-writing-mode", "content", "vertical-rl")
		m.Raw("\n")
	}
	if s := b.coverSheet(); s != nil {
		m.Void("meta", "name", "cover", "content", s.picture.id)
		m.Raw("\n")
	}
	m.Raw("</metadata>\n")
}

// sectionNames lists the sections of the stories, once each, in order.
func (b *book) sectionNames() []string {
	var names []string
	for _, a := range b.articles {
		if !slices.Contains(names, a.section) {
			names = append(names, a.section)
		}
	}
	return names
}

func (b *book) generator() string {
	if b.o.Generator != "" {
		return b.o.Generator
	}
	return "banxin"
}

// titles writes the title, the same in the paper's Latin name, and the key by which
// shelves are sorted.
func (b *book) titles(r record) {
	p := b.ed.Paper
	r.dc("title", "title", b.title())
	r.meta("title-type", "main", "refines", "#title")
	if p.NameLatin == "" {
		return
	}
	latin := p.NameLatin
	if b.ed.Date != (editions.Date{}) {
		latin += " " + iso(b.ed.Date)
	}
	if prose.Chinese(b.lang) {
		r.meta("alternate-script", latin, "refines", "#title", "xml:lang", "en")
	}
	r.meta("file-as", latin, "refines", "#title")
}

// numbers writes the paper's numbers, and the printed edition as the source of the page marks.
func (b *book) numbers(r record) {
	p := b.ed.Paper
	if p.ISSN != "" {
		r.dc("identifier", "issn", "urn:issn:"+strings.TrimSpace(strings.TrimPrefix(p.ISSN, "ISSN ")))
	}
	r.dc("identifier", "", p.CN)
	if len(b.turns) > 0 {
		r.dc("source", "print", strings.Join(nonEmpty(b.title(), p.CN, p.ISSN), " "))
		r.meta("source-of", "pagination", "refines", "#print")
	}
}

func (b *book) series(r record) {
	r.meta("belongs-to-collection", b.ed.Paper.Name, "id", "series")
	if b.ed.Paper.Name == "" {
		return
	}
	r.meta("collection-type", "series", "refines", "#series")
	b.calibreSeries(r.m)
	if b.ed.Issue > 0 {
		r.meta("group-position", strconv.Itoa(b.ed.Issue), "refines", "#series")
	}
	if p := b.ed.Paper; p.ISSN != "" {
		r.meta("dcterms:identifier", "urn:issn:"+p.ISSN, "refines", "#series")
	}
}

// calibreSeries says the same for readers that know no collections: calibre, foliate-js and
// older devices.
func (b *book) calibreSeries(m *markup.Writer) {
	m.Void("meta", "name", "calibre:series", "content", b.ed.Paper.Name)
	m.Raw("\n")
	if b.ed.Issue > 0 {
		m.Void("meta", "name", "calibre:series_index", "content", strconv.Itoa(b.ed.Issue))
		m.Raw("\n")
	}
}

// accessibility says what the book offers, in schema.org's words.
func (b *book) accessibility(r record) {
	visual := b.hasPictures()
	r.meta("schema:accessMode", "textual")
	if visual {
		r.meta("schema:accessMode", "visual")
		r.meta("schema:accessModeSufficient", "textual,visual")
	}
	r.meta("schema:accessModeSufficient", "textual")
	features := []string{"tableOfContents", "structuralNavigation", "readingOrder"}
	if b.fixed == nil {
		features = append(features, "displayTransformability")
	}
	if visual && !b.o.Proof {
		features = append(features, "alternativeText")
	}
	if len(b.turns) > 0 {
		features = append(features, "pageNavigation", "pageBreakMarkers")
	}
	if b.hasRuby() {
		features = append(features, "rubyAnnotations")
	}
	for _, f := range features {
		r.meta("schema:accessibilityFeature", f)
	}
	r.meta("schema:accessibilityHazard", "none")
	summary := b.w.summary
	if b.fixed != nil {
		summary = b.w.fixed
	}
	if visual && !b.o.Proof {
		summary += b.w.pictures
	}
	r.meta("schema:accessibilitySummary", summary)
	if b.o.Reviewer != "" && !b.o.Proof {
		r.meta("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "id", "conforms")
		r.meta("a11y:certifiedBy", b.o.Reviewer, "refines", "#conforms")
	}
}

func (b *book) hasPictures() bool {
	for _, m := range b.media {
		if m.folder == "images" {
			return true
		}
	}
	return false
}

func (b *book) hasRuby() bool {
	for _, a := range b.articles {
		for _, t := range prose.Texts(a.story) {
			for _, r := range t.Runs {
				if r.Ruby != "" {
					return true
				}
			}
		}
	}
	return false
}

func (b *book) manifest(m *markup.Writer) {
	item := func(id, href, mime, props string) {
		m.Void("item", "id", id, "href", href, "media-type", mime, "properties", props)
		m.Raw("\n")
	}
	m.Raw("<manifest>\n")
	item("nav", "nav.xhtml", "application/xhtml+xml", "nav")
	item("ncx", "toc.ncx", "application/x-dtbncx+xml", "")
	if b.fixed != nil {
		item("regions", "data-nav.xhtml", "application/xhtml+xml", "data-nav")
	}
	if len(b.lexemes) > 0 {
		item("lexicon", lexiconFile, "application/pls+xml", "")
	}
	for _, f := range b.files {
		props := ""
		if f.svg {
			props = "svg"
		}
		item(f.id, "xhtml/"+f.name, "application/xhtml+xml", props)
	}
	for _, md := range b.media {
		props := ""
		if md.cover {
			props = "cover-image"
		}
		item(md.id, md.href(), md.mime, props)
	}
	m.Raw("</manifest>\n")
}

// spine is the order of reading: the cover, the contents, then everything else.
func (b *book) spine(m *markup.Writer) {
	direction := ""
	if b.o.Vertical {
		direction = "rtl"
	}
	m.Open("spine", "toc", "ncx", "page-progression-direction", direction)
	m.Raw("\n")
	ref := func(id string) {
		m.Void("itemref", "idref", id)
		m.Raw("\n")
	}
	files := b.files
	if len(files) > 0 && files[0].id == "cover" {
		ref("cover")
		files = files[1:]
	}
	if b.fixed == nil { // a contents page that flows has no place among fixed pages
		ref("nav")
	}
	for _, f := range files {
		ref(f.id)
	}
	m.Raw("</spine>\n")
}

// guide is what old readers look for instead of landmarks.
func (b *book) guide(m *markup.Writer) {
	m.Raw("<guide>\n")
	if b.coverSheet() != nil {
		m.Void("reference", "type", "cover", "title", b.w.cover, "href", "xhtml/"+b.files[0].name)
		m.Raw("\n")
	}
	m.Void("reference", "type", "toc", "title", b.w.contents, "href", "nav.xhtml")
	m.Raw("\n")
	m.Void("reference", "type", "text", "title", b.w.body, "href", "xhtml/"+b.firstText())
	m.Raw("\n</guide>\n")
}

func nonEmpty(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}
