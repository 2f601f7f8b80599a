package opds

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofrs/uuid/v5"

	"banxin/output/internal/markup"
)

// Media types of what a catalogue links to (OPDS 1.2 section 3, OPDS 2.0 section 1).
const (
	typeAtom        = "application/atom+xml;profile=opds-catalog"
	typeHTML        = "text/html; charset=utf-8"
	typeNavigation  = "application/atom+xml;profile=opds-catalog;kind=navigation"
	typeAcquisition = "application/atom+xml;profile=opds-catalog;kind=acquisition"
	typeJSON        = "application/opds+json"
	typePublication = "application/opds-publication+json"
	typeAuth        = "application/opds-authentication+json"
	typeSearch      = "application/opensearchdescription+xml"
	typeEPUB        = "application/epub+zip"
	typePDF         = "application/pdf"
	relAcquisition  = "http://opds-spec.org/acquisition"
	relOpenAccess   = "http://opds-spec.org/acquisition/open-access"
	relImage        = "http://opds-spec.org/image"
	relThumbnail    = "http://opds-spec.org/image/thumbnail"
	relFacet        = "http://opds-spec.org/facet"
)

// href is the link to a file of the library.
func (c *Catalog) href(name string) string {
	up := c.up
	if c.o.Base != "" {
		up = c.o.Base
	}
	return up + (&url.URL{Path: name}).EscapedPath()
}

// document is the link to a document by its name; one that begins with search? is a search,
// whose question is called q where Atom answers and query where JSON does.
func (c *Catalog) document(name, ext string) string {
	question, ok := strings.CutPrefix(name, "search?")
	switch {
	case !ok:
		return c.href(Folder + "/" + name + ext)
	case ext == ".json":
		return c.href(searchPath) + "?query=" + question
	}
	return c.href(searchPath) + "?q=" + question
}

// acquisition is the relation of the links to editions.
func (c *Catalog) acquisition() string {
	if c.o.Subscription != nil {
		return relAcquisition
	}
	return relOpenAccess
}

// identity is a stable URI for a document of this catalogue.
func (c *Catalog) identity(name string) string {
	return "urn:uuid:" + uuid.NewV5(uuid.NamespaceOID, "opds\x00"+c.o.Base+"\x00"+c.o.Title+"\x00"+name).String()
}

// feed opens an Atom feed.
func (c *Catalog) feed(name, title, kind string, editions []*Edition) *markup.Writer {
	m := &markup.Writer{}
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/" xmlns:opds="http://opds-spec.org/2010/catalog" xmlns:thr="http://purl.org/syndication/thread/1.0"`,
		` xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">`, "\n")
	m.Element("id", c.identity(name))
	m.Element("title", title)
	m.Element("updated", updated(editions))
	m.Raw("\n<author>")
	m.Element("name", c.publisher(editions))
	m.Raw("</author>\n")
	link(m, "self", c.document(name, ".xml"), kind)
	link(m, "alternate", c.document(name, ".json"), typeJSON)
	link(m, "start", c.document("root", ".xml"), typeNavigation)
	if c.o.Search != "" {
		link(m, "search", c.document("search", ".xml"), typeSearch)
	}
	if c.o.Subscription != nil {
		link(m, "http://opds-spec.org/auth/document", c.href(authPath), typeAuth)
	}
	return m
}

// publisher is that of all these editions, where they have one.
func (c *Catalog) publisher(editions []*Edition) string {
	if len(editions) == 0 || editions[0].Publisher == "" || slices.ContainsFunc(editions, func(e *Edition) bool { return e.Publisher != editions[0].Publisher }) {
		return c.o.Title
	}
	return editions[0].Publisher
}

func link(m *markup.Writer, rel, href, kind string, attrs ...string) {
	m.Void("link", append([]string{"rel", rel, "href", href, "type", kind}, attrs...)...)
	m.Raw("\n")
}

// linesAtom makes a document of lines.
func (c *Catalog) linesAtom(s *shelf) []byte {
	m := c.feed(s.name, s.heading, typeNavigation, s.editions)
	if s.up != nil {
		link(m, "up", c.document(s.up.name, ".xml"), typeNavigation)
	}
	for _, l := range s.lines {
		kind, rel := typeAcquisition, "subsection"
		if l.lines != nil {
			kind = typeNavigation
		}
		if l.name == "all" {
			rel = "http://opds-spec.org/sort/new"
		}
		m.Raw("<entry>\n")
		m.Element("id", c.identity(l.name))
		m.Element("title", l.title)
		m.Element("updated", updated(l.editions))
		m.Element("content", c.w.counted(l.editions), "type", "text")
		m.Raw("\n")
		link(m, rel, c.document(l.name, ".xml"), kind, "thr:count", strconv.Itoa(len(l.editions)))
		m.Raw("</entry>\n")
	}
	m.Raw("</feed>\n")
	return m.B
}

// pageAtom makes a page of a shelf.
func (c *Catalog) pageAtom(p page) []byte {
	m := c.feed(p.name, p.heading, typeAcquisition, p.editions)
	if p.up != nil {
		link(m, "up", c.document(p.up.name, ".xml"), typeNavigation)
	}
	for _, l := range p.around() {
		link(m, l.rel, c.document(l.name, ".xml"), typeAcquisition)
	}
	if p.counted() {
		m.Element("opensearch:totalResults", strconv.Itoa(len(p.shelf.editions)))
		m.Element("opensearch:itemsPerPage", strconv.Itoa(p.perPage))
		m.Element("opensearch:startIndex", strconv.Itoa((p.number-1)*p.perPage+1))
		m.Raw("\n")
	}
	for _, group := range p.sides {
		for _, s := range group.shelves {
			active := ""
			if s == p.shelf {
				active = "true"
			}
			link(m, relFacet, c.document(s.name, ".xml"), typeAcquisition, "title", s.title, "opds:facetGroup", group.title, "opds:activeFacet", active)
		}
	}
	for _, e := range p.editions {
		c.entryAtom(m, e, c.said(p, e))
	}
	m.Raw("</feed>\n")
	return m.B
}

// relation is a page beside a page.
type relation struct{ rel, name string }

// around lists the pages around a page.
func (p *page) around() (out []relation) {
	for _, r := range []relation{{"first", p.first}, {"previous", p.newer}, {"next", p.older}, {"last", p.last}} {
		if r.name != "" {
			out = append(out, r)
		}
	}
	return out
}

// counted tells whether a page says how many there are: on older pages of a shelf that
// would change with each new edition.
func (p *page) counted() bool { return p.number == 1 || p.found != nil }

// said is what a page says of an edition: what was searched for and found, or its first
// stories.
func (c *Catalog) said(p page, e *Edition) string {
	if s := p.found[e]; s != "" {
		return s
	}
	return c.summary(e)
}

func (c *Catalog) entryAtom(m *markup.Writer, e *Edition, summary string) {
	m.Raw("<entry>\n")
	m.Element("id", uri(e.ID))
	m.Element("title", e.Title)
	m.Element("updated", e.Modified)
	m.Element("published", e.Date+"T00:00:00Z")
	m.Element("dc:issued", e.Date)
	if e.Lang != "" {
		m.Element("dc:language", e.Lang)
	}
	m.Raw("<author>")
	m.Element("name", e.author())
	m.Raw("</author>")
	if e.Publisher != "" {
		m.Element("dc:publisher", e.Publisher)
	}
	for _, s := range e.Sections {
		m.Void("category", "term", s, "label", s)
	}
	if summary != "" {
		m.Element("summary", summary, "type", "text")
	}
	m.Raw("\n")
	for _, a := range c.acquisitions(e) {
		link(m, c.acquisition(), c.href(a.Path), a.kind, "title", a.title, "length", strconv.FormatInt(a.Size, 10))
	}
	cover, thumb := e.images()
	link(m, relImage, c.href(cover), "image/jpeg")
	link(m, relThumbnail, c.href(thumb), "image/jpeg")
	link(m, "alternate", c.href(editionPath(e)), typePublication)
	m.Raw("</entry>\n")
}

// summary names the first stories.
func (c *Catalog) summary(e *Edition) string {
	return strings.Join(e.Headlines[:min(len(e.Headlines), shownList)], c.w.separator)
}

// acquisition is a file that a reader can fetch.
type acquisition struct {
	File
	kind, title string
}

func (c *Catalog) acquisitions(e *Edition) []acquisition {
	as := []acquisition{{e.EPUB, typeEPUB, c.w.reader}}
	if e.Replica != nil {
		as = append(as, acquisition{*e.Replica, typeEPUB, c.w.replica})
	}
	if e.PDF != nil {
		as = append(as, acquisition{*e.PDF, typePDF, c.w.print})
	}
	return as
}

// uri makes an identifier a URI: one that is none is named by a UUID.
func uri(id string) string {
	if u, err := url.Parse(id); err == nil && u.Scheme != "" && !strings.ContainsAny(id, " <>\"{}|\\^`") {
		return id
	}
	return "urn:uuid:" + uuid.NewV5(uuid.NamespaceOID, id).String()
}

// searchDescription is an OpenSearch 1.1 description.
func (c *Catalog) searchDescription() []byte {
	var m markup.Writer
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">`, "\n")
	m.Element("ShortName", clip(c.o.Title, 16))
	m.Element("Description", clip(c.o.Title+" "+c.w.search, 1024))
	m.Element("InputEncoding", "UTF-8")
	m.Element("OutputEncoding", "UTF-8")
	m.Raw("\n")
	m.Void("Url", "type", typeAcquisition, "template", c.o.Search+"?q={searchTerms}")
	m.Void("Url", "type", typeJSON, "template", c.searchJSON("{searchTerms}"))
	m.Raw("\n</OpenSearchDescription>\n")
	return m.B
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
