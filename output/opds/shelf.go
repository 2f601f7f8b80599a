package opds

import (
	"cmp"
	"crypto/sha1"
	"fmt"
	"slices"
	"strings"
)

// shelf is a document of the catalogue: lines that lead to other shelves, or editions. The
// oldest pages of a list of editions are full and keep their names and what is on them when
// editions are added; the newest page has the shelf's name.
type shelf struct {
	name     string // all, month-2026-10, paper-5e1c2b3a4d-section-1f2e3d4c5b
	title    string // in a line that leads here
	heading  string // of the document
	up       *shelf // nil: it is the root
	lines    []*shelf
	editions []*Edition // all below it, newest first
	sides    []side
}

// side is a group of shelves that a reader can change to: facets.
type side struct {
	title   string
	shelves []*shelf
}

// paper is a paper of the library and its editions, newest first.
type paper struct {
	name     string
	editions []*Edition
}

// papers lists the papers of the library by name.
func papers(editions []*Edition) []*paper {
	byName := map[string]*paper{}
	var out []*paper
	for _, e := range editions {
		p := byName[e.Paper]
		if p == nil {
			p = &paper{name: e.Paper}
			byName[e.Paper] = p
			out = append(out, p)
		}
		p.editions = append(p.editions, e)
	}
	slices.SortFunc(out, func(a, b *paper) int { return cmp.Compare(a.name, b.name) })
	return out
}

// newest are the editions of the paper's last day.
func (p *paper) newest() []*Edition {
	n := slices.IndexFunc(p.editions, func(e *Edition) bool { return e.Date != p.editions[0].Date })
	if n < 0 {
		return p.editions
	}
	return p.editions[:n]
}

// arrange makes the shelves: today's and all editions, and of each paper its years, their
// months, and its sections. Where there is one paper, it is the root.
func (c *Catalog) arrange() {
	papers := papers(c.editions)
	root := c.add(nil, &shelf{name: "root", title: c.o.Title, heading: c.o.Title, editions: c.editions})
	var today []*Edition
	for _, p := range papers {
		today = append(today, p.newest()...)
	}
	c.add(root, &shelf{name: "today", title: c.w.today, editions: today})
	all := c.add(root, &shelf{name: "all", title: c.w.all, editions: c.editions})
	if len(papers) == 1 {
		sides := c.paper(root, papers[0], "")
		root.lines[0].sides, all.sides = sides, sides
		return
	}
	group := side{title: c.w.papers}
	for _, p := range papers {
		prefix := "paper-" + digest(p.name)
		at := c.add(root, &shelf{name: prefix, title: p.name, heading: p.name, editions: p.editions})
		newest := c.add(at, &shelf{name: prefix + "-today", title: c.w.today, editions: p.newest()})
		list := c.add(at, &shelf{name: prefix + "-all", title: c.w.all, editions: p.editions})
		sides := c.paper(at, p, prefix+"-")
		newest.sides, list.sides = sides, sides
		group.shelves = append(group.shelves, list)
	}
	if len(papers) > 0 {
		all.sides = []side{group}
	}
}

// add puts a shelf below another.
func (c *Catalog) add(up, s *shelf) *shelf {
	s.up = up
	if up != nil {
		up.lines = append(up.lines, s)
		if s.heading == "" {
			s.heading = strings.TrimSpace(up.heading + " " + s.title)
		}
	}
	c.shelves = append(c.shelves, s)
	c.byName[s.name] = s
	return s
}

// paper makes the shelves of a paper's years, months and sections, which are the sides of
// one another.
func (c *Catalog) paper(at *shelf, p *paper, prefix string) []side {
	months, sections := side{title: c.w.month}, side{title: c.w.section}
	years := c.add(at, &shelf{name: prefix + "years", title: c.w.byYear, editions: p.editions})
	for _, y := range by(p.editions, func(e *Edition) []string { return []string{e.Date[:4]} }) {
		year := c.add(years, &shelf{name: prefix + "year-" + y.key, title: c.w.yearName(y.key), heading: at.heading + " " + c.w.yearName(y.key), editions: y.editions})
		for _, m := range by(y.editions, func(e *Edition) []string { return []string{e.Date[:7]} }) {
			title := c.w.monthName(m.key)
			months.shelves = append(months.shelves, c.add(year, &shelf{name: prefix + "month-" + m.key, title: title, heading: at.heading + " " + title, editions: m.editions}))
		}
	}
	under := c.add(at, &shelf{name: prefix + "sections", title: c.w.bySection, editions: p.editions})
	groups := by(p.editions, func(e *Edition) []string { return e.Sections })
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(a.key, b.key) })
	for _, s := range groups {
		sections.shelves = append(sections.shelves, c.add(under, &shelf{name: prefix + "section-" + digest(s.key), title: s.key, heading: at.heading + " " + s.key, editions: s.editions}))
	}
	sides := []side{months, sections}
	for _, s := range slices.Concat(months.shelves, sections.shelves) {
		s.sides = sides
	}
	return sides
}

// group is editions that have something in common.
type group struct {
	key      string
	editions []*Edition
}

// by groups editions by what they have, in the order in which it is met.
func by(editions []*Edition, keys func(*Edition) []string) []group {
	var out []group
	at := map[string]int{}
	for _, e := range editions {
		for _, k := range keys(e) {
			i, ok := at[k]
			if !ok {
				i = len(out)
				at[k], out = i, append(out, group{key: k})
			}
			if g := &out[i]; len(g.editions) == 0 || g.editions[len(g.editions)-1] != e {
				g.editions = append(g.editions, e)
			}
		}
	}
	return out
}

// digest makes a part of a file name of a paper or a section, which stays whatever others
// there are.
func digest(s string) string {
	sum := sha1.Sum([]byte(s))
	return fmt.Sprintf("%x", sum[:5])
}

// page is a part of a shelf's editions. Page 1 is the newest.
type page struct {
	*shelf
	number, of  int
	perPage     int
	editions    []*Edition
	name        string // of the document; search?… of a search
	first, last string // names of other pages; "" where there is one
	newer       string // names of the pages beside it, or ""
	older       string
	found       map[*Edition]string // what a search found in them; may be nil
}

// pages cuts a shelf from its oldest edition on.
func (c *Catalog) pages(s *shelf) []page {
	full := max(0, len(s.editions)/c.o.PerPage-1) // pages besides the newest
	newest := len(s.editions) - full*c.o.PerPage
	ps := []page{{shelf: s, number: 1, of: full + 1, perPage: c.o.PerPage, editions: s.editions[:newest], name: s.name}}
	for i := range full {
		from := newest + i*c.o.PerPage
		ps = append(ps, page{shelf: s, number: i + 2, of: full + 1, perPage: c.o.PerPage, editions: s.editions[from : from+c.o.PerPage],
			name: fmt.Sprintf("%s-%04d", s.name, full-i)})
	}
	for i := range ps {
		if full > 0 {
			ps[i].first, ps[i].last = s.name, s.name+"-0001"
		}
		if i > 0 {
			ps[i].newer, ps[i-1].older = ps[i-1].name, ps[i].name
		}
	}
	return ps
}

// page finds a page of a shelf by its name.
func (c *Catalog) page(name string) (page, bool) {
	for _, shelfName := range []string{name, name[:max(0, strings.LastIndexByte(name, '-'))]} {
		if s := c.byName[shelfName]; s != nil && s.lines == nil {
			for _, p := range c.pages(s) {
				if p.name == name {
					return p, true
				}
			}
		}
	}
	return page{}, false
}

// updated is when the newest of these editions was last changed.
func updated(editions []*Edition) string {
	latest := "1970-01-01T00:00:00Z"
	for _, e := range editions {
		latest = max(latest, e.Modified)
	}
	return latest
}
