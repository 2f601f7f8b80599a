package opds

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gofrs/uuid/v5"

	"banxin/output/internal/markup"
)

// Media types of what a catalogue links to (OPDS 1.2 section 3, OPDS 2.0 section 1).
const (
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

// href is the link to a file of the library from a document in the catalogue's folder;
// up leads from there to the library.
func (c *Catalog) href(name, up string) string {
	if c.o.Base != "" {
		up = c.o.Base
	}
	return up + (&url.URL{Path: name}).EscapedPath()
}

func (c *Catalog) document(name, ext string) string { return c.href(Folder+"/"+name+ext, "../") }

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

// feed opens an Atom feed; self is its address where that is not the document's.
func (c *Catalog) feed(name, title, kind, self string, editions []*Edition) *markup.Writer {
	m := &markup.Writer{}
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/" xmlns:opds="http://opds-spec.org/2010/catalog" xmlns:thr="http://purl.org/syndication/thread/1.0"`,
		` xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">`, "\n")
	m.Element("id", c.identity(name))
	m.Element("title", title)
	m.Element("updated", updated(editions))
	m.Raw("\n<author>")
	m.Element("name", c.publisher())
	m.Raw("</author>\n")
	if self != "" {
		link(m, "self", self, kind)
	} else {
		link(m, "self", c.document(name, ".xml"), kind)
		link(m, "alternate", c.document(name, ".json"), typeJSON)
	}
	link(m, "start", c.document("root", ".xml"), typeNavigation)
	if c.o.Search != "" {
		link(m, "search", c.document("search", ".xml"), typeSearch)
	}
	if c.o.Subscription != nil {
		link(m, "http://opds-spec.org/auth/document", c.href(authPath, "../"), typeAuth)
	}
	return m
}

func (c *Catalog) publisher() string {
	if len(c.editions) > 0 && c.editions[0].Publisher != "" {
		return c.editions[0].Publisher
	}
	return c.o.Title
}

func link(m *markup.Writer, rel, href, kind string, attrs ...string) {
	m.Void("link", append([]string{"rel", rel, "href", href, "type", kind}, attrs...)...)
	m.Raw("\n")
}

// navigationAtom makes root, months or sections.
func (c *Catalog) navigationAtom(name string) []byte {
	m := c.feed(name, c.heading(name), typeNavigation, "", c.editions)
	if name != "root" {
		link(m, "up", c.document("root", ".xml"), typeNavigation)
	}
	for _, e := range c.entries(name) {
		kind := typeAcquisition
		if e.navigation {
			kind = typeNavigation
		}
		m.Raw("<entry>\n")
		m.Element("id", c.identity(e.name))
		m.Element("title", e.title)
		m.Element("updated", updated(e.editions))
		m.Element("content", e.about, "type", "text")
		m.Raw("\n")
		rel := "subsection"
		if e.name == "all" {
			rel = "http://opds-spec.org/sort/new"
		}
		link(m, rel, c.document(e.name, ".xml"), kind)
		m.Raw("</entry>\n")
	}
	m.Raw("</feed>\n")
	return m.B
}

// pageAtom makes a page of a shelf.
func (c *Catalog) pageAtom(p page) []byte {
	m := c.feed(p.name, c.o.Title+" "+p.title, typeAcquisition, p.self, p.editions)
	link(m, "up", c.document("root", ".xml"), typeNavigation)
	if p.of > 1 {
		link(m, "first", c.document(p.shelf.name, ".xml"), typeAcquisition)
		link(m, "last", c.document(p.shelf.name+"-0001", ".xml"), typeAcquisition)
	}
	if p.newer != "" {
		link(m, "previous", c.document(p.newer, ".xml"), typeAcquisition)
	}
	if p.older != "" {
		link(m, "next", c.document(p.older, ".xml"), typeAcquisition)
	}
	for _, group := range []string{c.w.month, c.w.section} {
		for _, s := range c.facets(group) {
			active := ""
			if s == p.shelf {
				active = "true"
			}
			link(m, relFacet, c.document(s.name, ".xml"), typeAcquisition, "title", s.title, "opds:facetGroup", group, "opds:activeFacet", active)
		}
	}
	for _, e := range p.editions {
		c.entryAtom(m, e)
	}
	m.Raw("</feed>\n")
	return m.B
}

func (c *Catalog) entryAtom(m *markup.Writer, e *Edition) {
	m.Raw("<entry>\n")
	m.Element("id", uri(e.ID))
	m.Element("title", e.Title)
	m.Element("updated", e.Modified)
	m.Element("published", e.Date+"T00:00:00Z")
	m.Element("dc:issued", e.Date)
	if e.Lang != "" {
		m.Element("dc:language", e.Lang)
	}
	if e.Publisher != "" {
		m.Raw("<author>")
		m.Element("name", e.Publisher)
		m.Raw("</author>")
		m.Element("dc:publisher", e.Publisher)
	}
	for _, s := range e.Sections {
		m.Void("category", "term", s, "label", s)
	}
	if s := c.summary(e); s != "" {
		m.Element("summary", s, "type", "text")
	}
	m.Raw("\n")
	for _, a := range c.acquisitions(e) {
		link(m, c.acquisition(), c.href(a.Path, "../"), a.kind, "title", a.title, "length", strconv.FormatInt(a.Size, 10))
	}
	cover, thumb := e.images()
	link(m, relImage, c.href(cover, "../"), "image/jpeg")
	link(m, relThumbnail, c.href(thumb, "../"), "image/jpeg")
	link(m, "alternate", c.href(editionPath(e), "../"), typePublication)
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
	m.Void("Url", "type", typeAcquisition, "template", c.o.Search)
	m.Raw("\n</OpenSearchDescription>\n")
	return m.B
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
