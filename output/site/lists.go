package site

import (
	"cmp"
	"crypto/sha1"
	"crypto/sha256"
	"fmt"
	"slices"
)

// listDocuments are the documents that are of no issue and no month.
func (s *Site) listDocuments() map[string]maker {
	out := map[string]maker{
		"index.html":       func() ([]byte, error) { return s.home("") },
		"archive.html":     s.archive,
		"search.html":      func() ([]byte, error) { return s.render(s.frame("search", "search.html", s.w.Search)) },
		"corrections.html": s.corrections,
		"404.html":         s.missing,
		"sections.html":    s.sectionsDocument,
		"feeds.html":       s.feedsDocument,
		"site.webmanifest": s.manifest,
		"icon.svg":         s.icon,
		"sw.js":            s.worker,
	}
	for name, data := range s.look.files {
		out[name] = func() ([]byte, error) { return data, nil }
	}
	for _, y := range s.years() {
		out[y.name+"/index.html"] = func() ([]byte, error) { return s.year(y) }
	}
	for _, c := range s.sections() {
		out[c.folder()+"index.html"] = func() ([]byte, error) { return s.sectionDocument(c, nil) }
	}
	if s.o.Base != "" {
		s.addFeeds(out)
		s.addSitemaps(out)
	}
	return out
}

// home is the front page; from leads to the site's folder from where it stands.
func (s *Site) home(from string) ([]byte, error) {
	l, err := s.load(s.issues[0])
	if err != nil {
		return nil, err
	}
	return s.issueDocument(l, "index.html", from)
}

// year is the months of one.
type year struct {
	name   string
	months []*month // newest first
}

func (s *Site) years() (out []year) {
	for _, m := range s.months {
		if n := len(out); n == 0 || out[n-1].name != m.name()[:4] {
			out = append(out, year{name: m.name()[:4]})
		}
		y := &out[len(out)-1]
		y.months = append(y.months, m)
	}
	return out
}

// archiveView shows years, or the months of a year, or the issues of a month.
type archiveView struct {
	Head       string
	Recent     string // head of the issues
	Years      []link
	Calendars  []*calendar
	Issues     []issueCard
	Prev, Next *link
}

// archive shows all years, and the months of the newest.
func (s *Site) archive() ([]byte, error) {
	return s.calendars("archive.html", s.years()[0], s.w.Archive)
}

func (s *Site) year(y year) ([]byte, error) { return s.calendars(y.name+"/index.html", y, y.name) }

// calendars are the months of a year; the first issues of the newest month fill a page of few.
func (s *Site) calendars(name string, y year, title string) ([]byte, error) {
	f := s.frame("archive", name, title)
	v := &archiveView{Head: title, Years: s.yearLinks(y.name, f.Up), Recent: s.w.monthName(y.months[0].first())}
	for _, m := range y.months {
		v.Calendars = append(v.Calendars, m.calendar(f.Up))
	}
	newest := y.months[0].issues
	if err := s.addCards(v, newest[:min(len(newest), 12)], f.Up); err != nil {
		return nil, err
	}
	f.Body = v
	return s.render(f)
}

func (s *Site) addCards(v *archiveView, issues []*Issue, up string) error {
	for _, i := range issues {
		c, err := s.issueCard(i, up)
		if err != nil {
			return err
		}
		v.Issues = append(v.Issues, c)
	}
	return nil
}

func (s *Site) yearLinks(now, up string) (out []link) {
	for _, y := range s.years() {
		n := 0
		for _, m := range y.months {
			n += len(m.issues)
		}
		out = append(out, link{Href: up + y.name + "/index.html", Text: y.name, About: fmt.Sprintf(s.w.count, n), Now: y.name == now})
	}
	return out
}

// unit is a month's page, and what was in it by section.
func (m *month) unit() unit {
	h := sha256.New()
	for _, i := range m.issues {
		fmt.Fprintln(h, i.Date, i.digest)
	}
	fmt.Fprintln(h, m.neighbour(-1), m.neighbour(1))
	return unit{m.name(), fmt.Sprintf("%x", h.Sum(nil)[:12]), func() ([]file, error) { return m.files(), nil }}
}

// neighbour is the name of the month before or after; "" for none.
func (m *month) neighbour(by int) string {
	at := slices.Index(m.site.months, m) + by
	if at < 0 || at >= len(m.site.months) {
		return ""
	}
	return m.site.months[at].name()
}

func (m *month) files() []file {
	out := []file{{name: m.folder() + "index.html", make: m.document}}
	for _, c := range sectionsOf(m.issues) {
		out = append(out, file{name: c.folder() + m.name() + ".html", make: func() ([]byte, error) { return m.site.sectionDocument(c, m) }})
	}
	if m.site.o.Base != "" {
		out = append(out, file{name: sitemapOf(m), make: func() ([]byte, error) { return m.sitemap(), nil }})
	}
	return out
}

func (m *month) document() ([]byte, error) {
	s, name := m.site, m.folder()+"index.html"
	f := s.frame("archive", name, s.w.monthName(m.first()))
	v := &archiveView{Head: s.w.monthName(m.first()), Recent: s.w.InMonth, Calendars: []*calendar{m.calendar(f.Up)}}
	if err := s.addCards(v, m.issues, f.Up); err != nil {
		return nil, err
	}
	v.Next, v.Prev = s.monthLink(m.neighbour(-1), f.Up), s.monthLink(m.neighbour(1), f.Up)
	f.Body = v
	return s.render(f)
}

func (s *Site) monthLink(name, up string) *link {
	i := slices.IndexFunc(s.months, func(m *month) bool { return m.name() == name })
	if i < 0 {
		return nil
	}
	return &link{Href: up + s.months[i].folder() + "index.html", Text: s.w.monthName(s.months[i].first())}
}

// section is the stories of one, newest issue first, in the order of the pages.
type section struct {
	name    string
	stories []dated
}

// dated is a story with its issue.
type dated struct {
	*Issue
	story *Story
}

func (d dated) path() string { return d.key() + "/stories/" + d.story.ID + ".html" }

// folder is the section's in the site: its name does not depend on other sections.
func (c *section) folder() string {
	return fmt.Sprintf("sections/%x/", sha1.Sum([]byte(c.name)))[:19] + "/"
}

// sections are those of all issues, the ones with the newest stories first.
func (s *Site) sections() []*section { return sectionsOf(s.issues) }

func sectionsOf(issues []*Issue) (out []*section) {
	byName := map[string]*section{}
	for _, i := range issues {
		for n := range i.Stories {
			story := &i.Stories[n]
			c := byName[story.Section]
			if c == nil {
				c = &section{name: story.Section}
				byName[story.Section] = c
				out = append(out, c)
			}
			c.stories = append(c.stories, dated{i, story})
		}
	}
	return out
}

// sectionView lists stories by day.
type sectionView struct {
	Name     string
	Sections []link
	Days     []dayOfStories
	Months   []link
	Feed     string
}

type dayOfStories struct {
	Date, Href string
	Stories    []link
}

// shownStories is how many a section shows before its months.
const shownStories = 60

// sectionDocument lists the newest stories of a section, or all of a month.
func (s *Site) sectionDocument(c *section, of *month) ([]byte, error) {
	name, title, stories := c.folder()+"index.html", c.name, c.stories[:min(shownStories, len(c.stories))]
	if of != nil {
		name, title, stories = c.folder()+of.name()+".html", c.name+" "+s.w.monthName(of.first()), c.stories
	}
	f := s.frame("section", name, title)
	v := &sectionView{Name: title}
	for _, d := range stories {
		if n := len(v.Days); n == 0 || v.Days[n-1].Date != s.w.dateName(d.day()) {
			v.Days = append(v.Days, dayOfStories{Date: s.w.dateName(d.day()), Href: f.Up + d.key() + "/index.html"})
		}
		day := &v.Days[len(v.Days)-1]
		day.Stories = append(day.Stories, link{Href: f.Up + d.path(), Text: d.story.Title})
	}
	if of == nil {
		v.Months = c.months(s, f.Up)
		if s.o.Base != "" {
			v.Feed = "feed.xml"
			f.FeedXML, f.FeedJSON = c.folder()+"feed.xml", c.folder()+"feed.json"
		}
	} else {
		v.Months = []link{{Href: "index.html", Text: c.name}}
	}
	f.Body = v
	return s.render(f)
}

// months are those with a story of the section, newest first.
func (c *section) months(s *Site, up string) (out []link) {
	last, n := "", 0
	for _, d := range c.stories {
		if name := d.Date[:7]; name != last {
			last, n = name, 0
			out = append(out, link{Href: up + c.folder() + name + ".html", Text: s.w.monthName(d.day())})
		}
		n++
		out[len(out)-1].About = fmt.Sprintf(s.w.stories, n)
	}
	return out
}

func (s *Site) sectionsDocument() ([]byte, error) {
	f := s.frame("sections", "sections.html", s.w.Sections)
	v := &sectionView{Name: s.w.Sections}
	for _, c := range s.sections() {
		d := dayOfStories{Date: c.name, Href: f.Up + c.folder() + "index.html"}
		for _, st := range c.stories[:min(4, len(c.stories))] {
			d.Stories = append(d.Stories, link{Href: f.Up + st.path(), Text: st.story.Title, About: s.w.dateName(st.day())})
		}
		v.Days = append(v.Days, d)
	}
	f.Body = v
	return s.render(f)
}

// missing is what a server shows for addresses that are none. It may stand at any address,
// so its links begin at the site's own.
func (s *Site) missing() ([]byte, error) {
	f := s.frame("missing", "404.html", s.w.NotFound)
	f.Up = cmp.Or(s.basePath(), "/"+s.root)
	f.Canonical, f.Settings = "", string(mustJSON(settings{Up: f.Up, Kind: "missing", Lang: s.lang, Words: s.w.program()}))
	return s.render(f)
}
