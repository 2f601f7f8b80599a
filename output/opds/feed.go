package opds

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// authPath is where the authentication document stands.
const authPath = Folder + "/authentication.json"

// feedJSON is an OPDS 2.0 feed; the schemas are those of opds-community and of Readium's
// web publication manifest.
type feedJSON struct {
	Metadata     feedMetadata      `json:"metadata"`
	Links        []linkJSON        `json:"links"`
	Facets       []groupJSON       `json:"facets,omitempty"`
	Navigation   []linkJSON        `json:"navigation,omitempty"`
	Publications []publicationJSON `json:"publications,omitempty"`
	Groups       []groupJSON       `json:"groups,omitempty"`
}

type feedMetadata struct {
	Title         string `json:"title"`
	Modified      string `json:"modified,omitempty"`
	NumberOfItems *int   `json:"numberOfItems,omitempty"`
	ItemsPerPage  int    `json:"itemsPerPage,omitempty"`
	CurrentPage   int    `json:"currentPage,omitempty"`
}

type linkJSON struct {
	Href       string          `json:"href"`
	Type       string          `json:"type,omitempty"`
	Rel        string          `json:"rel,omitempty"`
	Title      string          `json:"title,omitempty"`
	Templated  bool            `json:"templated,omitempty"`
	Width      int             `json:"width,omitempty"`
	Height     int             `json:"height,omitempty"`
	Size       int64           `json:"size,omitempty"`
	Properties *linkProperties `json:"properties,omitempty"`
}

type linkProperties struct {
	NumberOfItems *int      `json:"numberOfItems,omitempty"`
	Authenticate  *linkJSON `json:"authenticate,omitempty"`
}

type groupJSON struct {
	Metadata     feedMetadata      `json:"metadata"`
	Links        []linkJSON        `json:"links,omitempty"`
	Publications []publicationJSON `json:"publications,omitempty"`
}

type publicationJSON struct {
	Metadata publicationMetadata `json:"metadata"`
	Links    []linkJSON          `json:"links"`
	Images   []linkJSON          `json:"images"` // the schema wants one at least
}

type publicationMetadata struct {
	Type        string     `json:"@type"`
	Identifier  string     `json:"identifier"`
	Title       any        `json:"title"` // a string, or strings by language
	Language    string     `json:"language,omitempty"`
	Publisher   string     `json:"publisher,omitempty"`
	Published   string     `json:"published"`
	Modified    string     `json:"modified"`
	Subject     []string   `json:"subject,omitempty"`
	Description string     `json:"description,omitempty"`
	BelongsTo   *belongsTo `json:"belongsTo,omitempty"`
}

type belongsTo struct {
	Periodical periodical `json:"periodical"`
	Series     series     `json:"series"` // for readers of the older schema
}

type periodical struct {
	Name  string `json:"name"`
	Issue int    `json:"issue,omitempty"`
}

type series struct {
	Name     string `json:"name"`
	Position int    `json:"position,omitempty"`
}

// links are those that every feed has.
func (c *Catalog) links(name string) []linkJSON {
	ls := []linkJSON{
		{Rel: "self", Href: c.document(name, ".json"), Type: typeJSON},
		{Rel: "start", Href: c.document("root", ".json"), Type: typeJSON},
		{Rel: "alternate", Href: c.document(name, ".xml"), Type: "application/atom+xml;profile=opds-catalog"},
	}
	if c.o.Search != "" {
		ls = append(ls, linkJSON{Rel: "search", Href: strings.ReplaceAll(c.o.Search, "{searchTerms}", "{query}"), Type: c.searchType(), Templated: true})
	}
	if c.o.Subscription != nil {
		ls = append(ls, linkJSON{Rel: "http://opds-spec.org/auth/document", Href: c.href(authPath, "../"), Type: typeAuth})
	}
	return ls
}

// searchType is what the search answers: Atom, where the address does not say JSON.
func (c *Catalog) searchType() string {
	if strings.Contains(c.o.Search, "json") {
		return typeJSON
	}
	return typeAcquisition
}

func (c *Catalog) navigationJSON(name string) feedJSON {
	f := feedJSON{Metadata: feedMetadata{Title: c.heading(name), Modified: updated(c.editions)}, Links: c.links(name)}
	for _, e := range c.entries(name) {
		l := linkJSON{Href: c.document(e.name, ".json"), Type: typeJSON, Title: e.title}
		if !e.navigation {
			n := len(e.editions)
			l.Properties = &linkProperties{NumberOfItems: &n}
		}
		f.Navigation = append(f.Navigation, l)
	}
	if len(f.Navigation) == 0 {
		f.Navigation = c.wayBack()
	}
	return f
}

// wayBack is what a feed without editions holds: it must hold something.
func (c *Catalog) wayBack() []linkJSON {
	return []linkJSON{{Href: c.document("root", ".json"), Type: typeJSON, Title: c.o.Title}}
}

func (c *Catalog) pageJSON(p page) feedJSON {
	n := len(p.shelf.editions)
	f := feedJSON{
		Metadata: feedMetadata{Title: c.o.Title + " " + p.title, Modified: updated(p.editions)},
		Links:    append(c.links(p.name), c.around(p)...),
	}
	if p.number == 1 { // on older pages these would change with each new edition
		f.Metadata.NumberOfItems, f.Metadata.ItemsPerPage, f.Metadata.CurrentPage = &n, c.o.PerPage, 1
	}
	for _, group := range []string{c.w.month, c.w.section} {
		if g := c.facetJSON(group, p.shelf); len(g.Links) > 0 {
			f.Facets = append(f.Facets, g)
		}
	}
	if len(p.editions) == 0 {
		f.Navigation = c.wayBack()
	}
	for _, e := range p.editions {
		f.Publications = append(f.Publications, c.publication(e, "../"))
	}
	return f
}

// around links to the pages before and after.
func (c *Catalog) around(p page) []linkJSON {
	var ls []linkJSON
	add := func(rel, name string) {
		ls = append(ls, linkJSON{Rel: rel, Href: c.document(name, ".json"), Type: typeJSON})
	}
	if p.of > 1 {
		add("first", p.shelf.name)
		add("last", p.shelf.name+"-0001")
	}
	if p.newer != "" {
		add("previous", p.newer)
	}
	if p.older != "" {
		add("next", p.older)
	}
	return ls
}

func (c *Catalog) facetJSON(group string, at *shelf) groupJSON {
	g := groupJSON{Metadata: feedMetadata{Title: group}}
	for _, s := range c.facets(group) {
		l := linkJSON{Href: c.document(s.name, ".json"), Type: typeJSON, Title: s.title}
		if s == at {
			l.Rel = "self"
		}
		g.Links = append(g.Links, l)
	}
	return g
}

// publication describes an edition; up leads from the document to the library.
func (c *Catalog) publication(e *Edition, up string) publicationJSON {
	p := publicationJSON{Metadata: publicationMetadata{
		Type: "http://schema.org/PublicationIssue", Identifier: uri(e.ID), Title: e.Title, Language: e.Lang, Publisher: e.Publisher,
		Published: e.Date, Modified: e.Modified, Subject: e.Sections, Description: c.summary(e),
		BelongsTo: &belongsTo{periodical{e.Paper, e.Issue}, series{e.Paper, e.Issue}},
	}}
	if e.Latin != "" && e.Lang != "" {
		p.Metadata.Title = map[string]string{e.Lang: e.Title, "en": e.Latin}
	}
	p.Links = []linkJSON{{Rel: "self", Href: c.href(editionPath(e), up), Type: typePublication}}
	for _, a := range c.acquisitions(e) {
		l := linkJSON{Rel: c.acquisition(), Href: c.href(a.Path, up), Type: a.kind, Title: a.title, Size: a.Size}
		if c.o.Subscription != nil {
			l.Properties = &linkProperties{Authenticate: &linkJSON{Href: c.href(authPath, up), Type: typeAuth}}
		}
		p.Links = append(p.Links, l)
	}
	w, h := e.coverSize()
	tw, th := e.thumbSize()
	cover, thumb := e.images()
	p.Images = []linkJSON{
		{Href: c.href(cover, up), Type: "image/jpeg", Width: w, Height: h},
		{Href: c.href(thumb, up), Type: "image/jpeg", Width: tw, Height: th},
	}
	return p
}

// authentication is an Authentication for OPDS 1.0 document: a name and a password.
func (c *Catalog) authentication() []byte {
	id := c.identity("authentication")
	if c.o.Base != "" {
		id = c.href(authPath, "")
	}
	doc := map[string]any{
		"id": id, "title": c.o.Title,
		"authentication": []any{map[string]any{
			"type":   "http://opds-spec.org/auth/basic",
			"labels": map[string]string{"login": c.w.login, "password": c.w.password},
		}},
	}
	if s := c.o.Subscription; s.Description != "" {
		doc["description"] = s.Description
	}
	if s := c.o.Subscription; s.Register != "" {
		doc["links"] = []linkJSON{{Rel: "register", Href: s.Register, Type: "text/html"}}
	}
	return encodeJSON(doc)
}

// encodeJSON writes a value in lines, keys of maps sorted, characters as they are.
func encodeJSON(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("opds: a document cannot be JSON: %v", err))
	}
	return b.Bytes()
}
