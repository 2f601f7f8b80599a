package opds

import (
	"path"
	"slices"
	"strings"
)

// Catalog is a library's editions in order. Its documents are made when they are asked
// for. It is immutable and safe for concurrent use.
type Catalog struct {
	o        Options
	w        words
	up       string     // from a document to the library, where links are relative
	editions []*Edition // newest first
	shelves  []*shelf
	byName   map[string]*shelf
	byStem   map[string]*Edition
}

func newCatalog(editions []*Edition, o Options) *Catalog {
	if o.PerPage <= 0 {
		o.PerPage = 50
	}
	c := &Catalog{o: o, w: chinese, up: "../", editions: editions, byName: map[string]*shelf{}, byStem: map[string]*Edition{}}
	if o.English {
		c.w = english
	}
	for _, e := range editions {
		c.byStem[e.stem()] = e
	}
	if c.o.Title == "" {
		c.o.Title = c.w.catalog
		if len(editions) > 0 && len(papers(editions)) == 1 {
			c.o.Title = editions[0].Paper
		}
	}
	c.arrange()
	return c
}

// from is the catalogue for documents from which up leads to the library.
func (c *Catalog) from(up string) *Catalog {
	d := *c
	d.up = up
	return &d
}

// forms are the forms of each document that has lines or editions, by the ends of their
// names.
var forms = []struct{ ext, mediaType string }{
	{".xml", typeAtom}, {".json", typeJSON}, {".html", typeHTML},
}

// Documents lists the catalogue's documents by slash path from the library's folder,
// pictures and the index left out.
func (c *Catalog) Documents() []string {
	var names, out []string
	for _, s := range c.shelves {
		if s.lines != nil {
			names = append(names, s.name)
			continue
		}
		for _, p := range c.pages(s) {
			names = append(names, p.name)
		}
	}
	for _, n := range names {
		for _, f := range forms {
			out = append(out, Folder+"/"+n+f.ext)
		}
	}
	for _, e := range c.editions {
		out = append(out, editionPath(e))
	}
	if slices.ContainsFunc(c.editions, func(e *Edition) bool { return e.Cover.Name == "" }) {
		out = append(out, blankPath)
	}
	if c.o.Search != "" {
		out = append(out, Folder+"/search.xml")
	}
	if c.o.Subscription != nil {
		out = append(out, authPath)
	}
	return append(out, indexPath, stylePath)
}

func editionPath(e *Edition) string { return Folder + "/editions/" + e.stem() + ".json" }

// Document makes a document of the catalogue, and says its media type.
func (c *Catalog) Document(name string) (data []byte, mediaType string, ok bool) {
	rest, ok := strings.CutPrefix(name, Folder+"/")
	if !ok {
		return nil, "", false
	}
	switch {
	case name == blankPath:
		return blank(), "image/jpeg", true
	case name == stylePath:
		return []byte(style), "text/css; charset=utf-8", true
	case name == indexPath:
		return c.render(c.byName["root"], page{}, ".html")
	case name == authPath && c.o.Subscription != nil:
		return c.authentication(), typeAuth, true
	case rest == "search.xml" && c.o.Search != "":
		return c.searchDescription(), typeSearch, true
	case strings.HasPrefix(rest, "editions/"):
		e := c.byStem[strings.TrimSuffix(strings.TrimPrefix(rest, "editions/"), ".json")]
		if e == nil || path.Ext(rest) != ".json" {
			return nil, "", false
		}
		return encodeJSON(c.from(strings.Repeat("../", strings.Count(name, "/"))).publication(e, c.summary(e))), typePublication, true
	}
	ext := path.Ext(rest)
	stem := strings.TrimSuffix(rest, ext)
	if s := c.byName[stem]; s != nil && s.lines != nil {
		return c.render(s, page{}, ext)
	}
	if p, ok := c.page(stem); ok {
		return c.render(nil, p, ext)
	}
	return nil, "", false
}

// render makes a document of lines, or else a page of editions, in one of the forms.
func (c *Catalog) render(s *shelf, p page, ext string) (data []byte, mediaType string, ok bool) {
	switch {
	case ext == ".xml" && s != nil:
		return c.linesAtom(s), typeNavigation, true
	case ext == ".xml":
		return c.pageAtom(p), typeAcquisition, true
	case ext == ".json" && s != nil:
		return encodeJSON(c.linesJSON(s)), typeJSON, true
	case ext == ".json":
		return c.pageJSON(p), typeJSON, true
	case ext == ".html" && s != nil:
		return c.linesHTML(s), typeHTML, true
	case ext == ".html":
		return c.pageHTML(p), typeHTML, true
	}
	return nil, "", false
}
