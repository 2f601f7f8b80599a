package opds

import (
	"bytes"
	"encoding/json"
	"fmt"
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
	Title       string     `json:"title"` // one string: clients join it to others
	SortAs      string     `json:"sortAs,omitempty"`
	Author      string     `json:"author"`
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
func (c *Catalog) links(name string, up *shelf) []linkJSON {
	ls := []linkJSON{
		{Rel: "self", Href: c.document(name, ".json"), Type: typeJSON},
		{Rel: "start", Href: c.document("root", ".json"), Type: typeJSON},
		{Rel: "alternate", Href: c.document(name, ".xml"), Type: typeAtom},
	}
	if up != nil {
		ls = append(ls, linkJSON{Rel: "up", Href: c.document(up.name, ".json"), Type: typeJSON, Title: up.title})
	}
	if c.o.Search != "" {
		ls = append(ls, linkJSON{Rel: "search", Href: c.searchJSON(""), Type: typeJSON, Templated: true})
	}
	if c.o.Subscription != nil {
		ls = append(ls, linkJSON{Rel: "http://opds-spec.org/auth/document", Href: c.href(authPath), Type: typeAuth})
	}
	return ls
}

// searchJSON is the address of the search that JSON answers: a template of RFC 6570, whose
// one form the clients know, or with terms in it.
func (c *Catalog) searchJSON(terms string) string {
	if terms == "" {
		return c.o.Search + "{?query}"
	}
	return c.o.Search + "?query=" + terms
}

func (c *Catalog) linesJSON(s *shelf) feedJSON {
	f := feedJSON{Metadata: feedMetadata{Title: s.heading, Modified: updated(s.editions)}, Links: c.links(s.name, s.up)}
	for _, l := range s.lines {
		f.Navigation = append(f.Navigation, c.lineJSON(l))
	}
	return f
}

func (c *Catalog) lineJSON(s *shelf) linkJSON {
	n := len(s.editions)
	return linkJSON{Href: c.document(s.name, ".json"), Type: typeJSON, Title: s.title, Properties: &linkProperties{NumberOfItems: &n}}
}

// pageJSON makes a page of a shelf; a feed without editions must hold something else, and
// leads to the root.
func (c *Catalog) pageJSON(p page) []byte {
	f := feedJSON{
		Metadata: feedMetadata{Title: p.heading, Modified: updated(p.editions)},
		Links:    c.links(p.name, p.up),
	}
	for _, l := range p.around() {
		f.Links = append(f.Links, linkJSON{Rel: l.rel, Href: c.document(l.name, ".json"), Type: typeJSON})
	}
	if n := len(p.shelf.editions); p.counted() {
		f.Metadata.NumberOfItems, f.Metadata.ItemsPerPage, f.Metadata.CurrentPage = &n, p.perPage, p.number
	}
	for _, group := range p.sides {
		g := groupJSON{Metadata: feedMetadata{Title: group.title}}
		for _, s := range group.shelves {
			l := linkJSON{Href: c.document(s.name, ".json"), Type: typeJSON, Title: s.title}
			if s == p.shelf {
				l.Rel = "self"
			}
			g.Links = append(g.Links, l)
		}
		f.Facets = append(f.Facets, g)
	}
	if len(p.editions) == 0 {
		f.Navigation = []linkJSON{c.lineJSON(c.byName["root"])}
	}
	for _, e := range p.editions {
		f.Publications = append(f.Publications, c.publication(e, c.said(p, e)))
	}
	return encodeJSON(f)
}

// publication describes an edition.
func (c *Catalog) publication(e *Edition, summary string) publicationJSON {
	p := publicationJSON{Metadata: publicationMetadata{
		Type: "http://schema.org/PublicationIssue", Identifier: uri(e.ID), Title: e.Title, SortAs: e.Latin, Author: e.author(), Language: e.Lang, Publisher: e.Publisher,
		Published: e.Date, Modified: e.Modified, Subject: e.Sections, Description: summary,
		BelongsTo: &belongsTo{periodical{e.Paper, e.Issue}, series{e.Paper, e.Issue}},
	}}
	p.Links = []linkJSON{{Rel: "self", Href: c.href(editionPath(e)), Type: typePublication}}
	for _, a := range c.acquisitions(e) {
		l := linkJSON{Rel: c.acquisition(), Href: c.href(a.Path), Type: a.kind, Title: a.title, Size: a.Size}
		if c.o.Subscription != nil {
			l.Properties = &linkProperties{Authenticate: &linkJSON{Href: c.href(authPath), Type: typeAuth}}
		}
		p.Links = append(p.Links, l)
	}
	w, h := e.coverSize()
	tw, th := e.thumbSize()
	cover, thumb := e.images()
	p.Images = []linkJSON{
		{Href: c.href(cover), Type: "image/jpeg", Rel: relImage, Width: w, Height: h},
		{Href: c.href(thumb), Type: "image/jpeg", Rel: relThumbnail, Width: tw, Height: th},
	}
	return p
}

// authentication is an Authentication for OPDS 1.0 document: a name and a password.
func (c *Catalog) authentication() []byte {
	id := c.identity("authentication")
	if c.o.Base != "" {
		id = c.href(authPath)
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
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("opds: a document cannot be JSON: %v", err))
	}
	return b.Bytes()
}
