package opds

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"banxin/output/index"
)

const (
	searchPath  = Folder + "/search"
	indexFolder = Folder + "/index/"
	maxQuery    = 200 // characters
)

// texts lists the editions for the index of their texts.
func texts(lib fs.FS, editions []*Edition) []index.Edition {
	out := make([]index.Edition, len(editions))
	for i, e := range editions {
		out[i] = index.Edition{Name: e.stem(), Date: e.Date, Digest: e.Digest, Read: func() ([]index.Story, error) { return e.texts(lib) }}
	}
	return out
}

// texts reads the stories of an edition, after what is said of it as a whole.
func (e *Edition) texts(lib fs.FS) ([]index.Story, error) {
	z, done, err := openBook(lib, e.EPUB.Path)
	if err != nil {
		return nil, err
	}
	defer done()
	stories, err := z.Stories()
	whole := strings.Join([]string{e.Paper, e.Title, e.Latin, e.Date, strings.Join(e.Sections, " ")}, "\n")
	return append([]index.Story{{Text: whole}}, stories...), err
}

// search finds the editions that hold all words of a query, newest first, with the heads of
// the stories that do; number is that of the page.
func (c *Catalog) search(x *index.Index, query string, number int) (page, error) {
	query = clip(clean(query), maxQuery)
	hits, err := x.Find(query)
	if err != nil {
		return page{}, err
	}
	p := page{found: map[*Edition]string{}, perPage: c.o.PerPage}
	var editions []*Edition
	heads := map[*Edition][]string{}
	for _, h := range hits {
		e := c.byStem[h.Edition]
		if e == nil {
			continue
		}
		if n := len(editions); n == 0 || editions[n-1] != e {
			editions = append(editions, e)
		}
		heads[e] = append(heads[e], h.Story.Title)
	}
	p.of = max(1, (len(editions)+p.perPage-1)/p.perPage)
	p.number = min(max(1, number), p.of)
	p.shelf = &shelf{name: "search", title: query, heading: fmt.Sprintf(c.w.found, query, len(editions)), up: c.byName["root"], editions: editions}
	p.editions = editions[(p.number-1)*p.perPage : min(p.number*p.perPage, len(editions))]
	for _, e := range p.editions {
		p.found[e] = c.heads(heads[e])
	}
	p.name, p.first, p.last = p.asked(1), p.asked(1), p.asked(p.of)
	if p.number > 1 {
		p.name, p.newer = p.asked(p.number), p.asked(p.number-1)
	}
	if p.number < p.of {
		p.older = p.asked(p.number + 1)
	}
	return p, nil
}

// asked names a page of a search.
func (p *page) asked(number int) string {
	name := "search?" + url.QueryEscape(p.title)
	if number > 1 {
		name += "&page=" + strconv.Itoa(number)
	}
	return name
}

// heads joins the heads of stories that were found; the edition as a whole has none.
func (c *Catalog) heads(titles []string) string {
	titles = slices.DeleteFunc(titles, func(t string) bool { return t == "" })
	shown := strings.Join(titles[:min(len(titles), shownList)], c.w.separator)
	if len(titles) > shownList {
		shown += "…"
	}
	return shown
}

// answered says which of the forms a request for a search wants: what it accepts, and else
// what its question is called.
func answered(accept string, values url.Values) (query, ext string) {
	other := ".xml"
	if values.Has("query") && !values.Has("q") {
		other = ".json"
	}
	return cmp.Or(values.Get("query"), values.Get("q")), negotiate(accept, other)
}
