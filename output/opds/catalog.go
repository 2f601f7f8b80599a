package opds

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"path"
	"slices"
	"strings"
)

// Catalog is a library's editions in order. Its documents are made when they are asked
// for. It is immutable and safe for concurrent use.
type Catalog struct {
	o        Options
	w        words
	editions []*Edition // newest first
	shelves  []*shelf   // all, then months, then sections
	byName   map[string]*shelf
	byStem   map[string]*Edition
}

// shelf is a list of editions. Its oldest pages are full and keep their names and what
// is on them when editions are added; the newest page has the shelf's name.
type shelf struct {
	name     string // all, month-2026-10, section-1f2e3d4c
	title    string
	group    string // of facets; empty: all
	editions []*Edition
}

func newCatalog(editions []*Edition, o Options) *Catalog {
	if o.PerPage <= 0 {
		o.PerPage = 50
	}
	c := &Catalog{o: o, w: chinese, editions: editions, byName: map[string]*shelf{}, byStem: map[string]*Edition{}}
	if o.English {
		c.w = english
	}
	if c.o.Title == "" {
		c.o.Title = c.w.catalog
		if len(editions) > 0 {
			c.o.Title = editions[0].Paper
		}
	}
	all := c.shelf("all", c.w.all, "")
	all.editions = editions
	for _, e := range editions {
		c.byStem[e.stem()] = e
		c.shelf("month-"+e.Date[:7], c.w.monthName(e.Date), c.w.month).add(e)
	}
	sections := len(c.shelves)
	for _, e := range editions {
		for _, s := range e.Sections {
			c.shelf(sectionName(s), s, c.w.section).add(e)
		}
	}
	slices.SortStableFunc(c.shelves[sections:], func(a, b *shelf) int { return cmp.Compare(a.title, b.title) })
	return c
}

func (c *Catalog) shelf(name, title, group string) *shelf {
	s := c.byName[name]
	if s == nil {
		s = &shelf{name: name, title: title, group: group}
		c.byName[name] = s
		c.shelves = append(c.shelves, s)
	}
	return s
}

func (s *shelf) add(e *Edition) {
	if n := len(s.editions); n == 0 || s.editions[n-1] != e {
		s.editions = append(s.editions, e)
	}
}

// sectionName is a file name for a section, which stays whatever other sections there are.
func sectionName(section string) string {
	sum := sha1.Sum([]byte(section))
	return fmt.Sprintf("section-%x", sum[:5])
}

// page is a part of a shelf. Page 1 is the newest.
type page struct {
	*shelf
	number, of int
	editions   []*Edition
	newer      string // names of the pages beside it, or ""
	older      string
	name       string
	self       string // its address, where it is no document of the catalogue
}

// pages cuts a shelf from its oldest edition on.
func (c *Catalog) pages(s *shelf) []page {
	full := max(0, len(s.editions)/c.o.PerPage-1) // pages besides the newest
	newest := len(s.editions) - full*c.o.PerPage
	ps := []page{{shelf: s, number: 1, of: full + 1, editions: s.editions[:newest], name: s.name}}
	for i := range full {
		from := newest + i*c.o.PerPage
		ps = append(ps, page{shelf: s, number: i + 2, of: full + 1, editions: s.editions[from : from+c.o.PerPage],
			name: fmt.Sprintf("%s-%04d", s.name, full-i)})
	}
	for i := range ps {
		if i > 0 {
			ps[i].newer, ps[i-1].older = ps[i-1].name, ps[i].name
		}
	}
	return ps
}

// updated is when the newest of these editions was last changed.
func updated(editions []*Edition) string {
	latest := "1970-01-01T00:00:00Z"
	for _, e := range editions {
		latest = max(latest, e.Modified)
	}
	return latest
}

// Documents lists the catalogue's documents by slash path from the library's folder,
// pictures left out.
func (c *Catalog) Documents() []string {
	names := []string{"root", "months", "sections"}
	for _, s := range c.shelves {
		for _, p := range c.pages(s) {
			names = append(names, p.name)
		}
	}
	var out []string
	for _, n := range names {
		out = append(out, Folder+"/"+n+".xml", Folder+"/"+n+".json")
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
	return out
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
	case name == authPath && c.o.Subscription != nil:
		return c.authentication(), typeAuth, true
	case rest == "search.xml" && c.o.Search != "":
		return c.searchDescription(), typeSearch, true
	case strings.HasPrefix(rest, "editions/"):
		e := c.byStem[strings.TrimSuffix(strings.TrimPrefix(rest, "editions/"), ".json")]
		if e == nil || path.Ext(rest) != ".json" {
			return nil, "", false
		}
		return encodeJSON(c.publication(e, strings.Repeat("../", strings.Count(name, "/")))), typePublication, true
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(rest, ".xml"), ".json")
	asJSON := path.Ext(rest) == ".json"
	if stem == rest {
		return nil, "", false
	}
	switch stem {
	case "root", "months", "sections":
		if asJSON {
			return encodeJSON(c.navigationJSON(stem)), typeJSON, true
		}
		return c.navigationAtom(stem), typeNavigation, true
	}
	p, ok := c.page(stem)
	switch {
	case !ok:
		return nil, "", false
	case asJSON:
		return encodeJSON(c.pageJSON(p)), typeJSON, true
	}
	return c.pageAtom(p), typeAcquisition, true
}

// page finds a page of a shelf by its name.
func (c *Catalog) page(name string) (page, bool) {
	for _, shelfName := range []string{name, name[:max(0, strings.LastIndexByte(name, '-'))]} {
		if s := c.byName[shelfName]; s != nil {
			for _, p := range c.pages(s) {
				if p.name == name {
					return p, true
				}
			}
		}
	}
	return page{}, false
}

// facets lists the shelves of a group of facets, in order.
func (c *Catalog) facets(group string) []*shelf {
	var out []*shelf
	for _, s := range c.shelves {
		if s.group == group {
			out = append(out, s)
		}
	}
	return out
}

// entry is a line of a navigation document.
type entry struct {
	title, about, name string
	navigation         bool
	editions           []*Edition
}

// entries are the lines of root, months or sections.
func (c *Catalog) entries(name string) []entry {
	switch name {
	case "months", "sections":
		group := c.w.month
		if name == "sections" {
			group = c.w.section
		}
		var es []entry
		for _, s := range c.facets(group) {
			es = append(es, entry{title: s.title, about: fmt.Sprintf(c.w.count, len(s.editions)), name: s.name, editions: s.editions})
		}
		return es
	}
	return []entry{
		{title: c.w.all, about: fmt.Sprintf(c.w.count, len(c.editions)), name: "all", editions: c.editions},
		{title: c.w.byMonth, about: c.w.byMonth, name: "months", navigation: true, editions: c.editions},
		{title: c.w.bySection, about: c.w.bySection, name: "sections", navigation: true, editions: c.editions},
	}
}

// heading is the title of root, months or sections.
func (c *Catalog) heading(name string) string {
	switch name {
	case "months":
		return c.o.Title + " " + c.w.byMonth
	case "sections":
		return c.o.Title + " " + c.w.bySection
	}
	return c.o.Title
}

// words are what the catalogue itself says.
type words struct {
	catalog, all, byMonth, bySection, month, section string
	login, password, reader, print, replica, search  string
	count, monthFormat, separator                    string
}

var chinese = words{
	catalog: "报纸", all: "全部报纸", byMonth: "按月浏览", bySection: "按版面浏览", month: "月份", section: "版面",
	login: "订户号", password: "密码", reader: "阅读版", print: "印刷版", replica: "原版", search: "检索",
	count: "共%d期", monthFormat: "%s年%s月", separator: "；",
}

var english = words{
	catalog: "Newspapers", all: "All editions", byMonth: "By month", bySection: "By section", month: "Month", section: "Section",
	login: "Subscriber", password: "Password", reader: "Reading edition", print: "Print edition", replica: "Replica", search: "Search",
	count: "%d editions", monthFormat: "%s-%s", separator: "; ",
}

func (w *words) monthName(date string) string {
	return fmt.Sprintf(w.monthFormat, date[:4], date[5:7])
}
