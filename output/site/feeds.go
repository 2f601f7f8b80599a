package site

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"
	"time"

	"banxin/output/internal/markup"
)

// basePath is the path of the site's address, "" where it is not known.
func (s *Site) basePath() string {
	u, err := url.Parse(s.o.Base)
	if err != nil || s.o.Base == "" {
		return ""
	}
	return cmp.Or(u.EscapedPath(), "/")
}

// feedLength is how many stories a feed has at most.
const feedLength = 50

// addFeeds adds a feed of all stories and one of each section, as RSS 2.0 and as JSON Feed 1.1.
func (s *Site) addFeeds(out map[string]maker) {
	add := func(folder, title, home string, stories []dated) {
		stories = stories[:min(len(stories), feedLength)]
		out[folder+"feed.xml"] = func() ([]byte, error) { return s.rss(folder, title, home, stories) }
		out[folder+"feed.json"] = func() ([]byte, error) { return s.jsonFeed(folder, title, home, stories) }
	}
	var all []dated
	for _, i := range s.issues {
		for n := range i.Stories {
			all = append(all, dated{i, &i.Stories[n]})
		}
		if len(all) >= feedLength {
			break
		}
	}
	add("", s.o.Title, "index.html", all)
	for _, c := range s.sections() {
		add(c.folder(), s.o.Title+" "+c.name, c.folder()+"index.html", c.stories)
	}
}

// item is a story in a feed.
type item struct {
	dated
	*article
	link string
}

// items reads the stories of a feed.
func (s *Site) items(stories []dated) (out []item, err error) {
	for _, d := range stories {
		a, err := s.loads.alone(s, d)
		if err != nil {
			return nil, fmt.Errorf("site: %s: %w", d.dir, err)
		}
		out = append(out, item{d, a, s.address(d.path())})
	}
	return out, nil
}

// published is when a story came out: in the morning of its day, in the order of the pages,
// so that readers who sort by time keep it.
func (d dated) published() time.Time { return d.day() }

func modified(a *article, d dated) time.Time {
	if t, err := time.Parse(time.RFC3339, a.Modified); err == nil {
		return t.UTC()
	}
	return d.published()
}

// rss is RSS 2.0 with the address of the feed itself (Atom's link, as the RSS Advisory Board
// wants).
func (s *Site) rss(folder, title, home string, stories []dated) ([]byte, error) {
	items, err := s.items(stories)
	if err != nil {
		return nil, err
	}
	var m markup.Writer
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">`, "\n<channel>\n")
	m.Element("title", title)
	m.Element("link", s.address(home))
	m.Element("description", title)
	m.Element("language", s.lang)
	m.Element("generator", s.generator())
	if len(items) > 0 {
		m.Element("lastBuildDate", latest(items).Format(time.RFC1123Z))
	}
	m.Raw("\n")
	m.Void("atom:link", "rel", "self", "type", "application/rss+xml", "href", s.address(folder+"feed.xml"))
	m.Raw("\n")
	for _, i := range items {
		m.Raw("<item>")
		m.Element("title", i.article.Title)
		m.Element("link", i.link)
		m.Element("guid", i.link, "isPermaLink", "true")
		m.Element("pubDate", i.published().Format(time.RFC1123Z))
		m.Element("category", i.article.Section)
		if by := strings.Trim(i.news.By, "（）()"); by != "" {
			m.Element("dc:creator", by)
		}
		m.Element("description", i.abstract(200))
		m.Raw("</item>\n")
	}
	m.Raw("</channel>\n</rss>\n")
	return m.B, nil
}

func latest(items []item) time.Time {
	t := items[0].published()
	for _, i := range items {
		if at := modified(i.article, i.dated); at.After(t) {
			t = at
		}
	}
	return t
}

func (s *Site) jsonFeed(folder, title, home string, stories []dated) ([]byte, error) {
	items, err := s.items(stories)
	if err != nil {
		return nil, err
	}
	type author struct {
		Name string `json:"name"`
	}
	type entry struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Summary   string   `json:"summary"`
		Text      string   `json:"content_text"`
		Image     string   `json:"image,omitempty"`
		Published string   `json:"date_published"`
		Modified  string   `json:"date_modified"`
		Authors   []author `json:"authors,omitempty"`
		Tags      []string `json:"tags"`
		Language  string   `json:"language"`
	}
	feed := struct {
		Version  string  `json:"version"`
		Title    string  `json:"title"`
		Home     string  `json:"home_page_url"`
		Feed     string  `json:"feed_url"`
		Language string  `json:"language"`
		Items    []entry `json:"items"`
	}{"https://jsonfeed.org/version/1.1", title, s.address(home), s.address(folder + "feed.json"), s.lang, []entry{}}
	for _, i := range items {
		e := entry{ID: i.link, URL: i.link, Title: i.article.Title, Summary: i.abstract(200), Text: i.news.text(),
			Published: i.published().Format(time.RFC3339), Modified: modified(i.article, i.dated).Format(time.RFC3339), Tags: []string{i.article.Section}, Language: s.lang}
		if by := strings.Trim(i.news.By, "（）()"); by != "" {
			e.Authors = []author{{by}}
		}
		if len(i.pictures) > 0 {
			e.Image = s.address(i.pictures[0].shown())
		}
		feed.Items = append(feed.Items, e)
	}
	return append(mustJSON(feed), '\n'), nil
}

func sitemapOf(m *month) string { return "sitemaps/" + m.name() + ".xml" }

// addSitemaps adds the list of the months' sitemaps, and that of the news (Google's news
// sitemap: of the last two days, at most 1,000 addresses).
func (s *Site) addSitemaps(out map[string]maker) {
	out["sitemap.xml"] = func() ([]byte, error) {
		var m markup.Writer
		m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`, "\n")
		for _, of := range s.months {
			m.Raw("<sitemap>")
			m.Element("loc", s.address(sitemapOf(of)))
			m.Element("lastmod", of.issues[0].Date)
			m.Raw("</sitemap>\n")
		}
		m.Raw("</sitemapindex>\n")
		return m.B, nil
	}
	out["sitemap-news.xml"] = s.newsSitemap
	out["feeds.html"] = s.feedsDocument
}

func (m *month) sitemap() []byte {
	var w markup.Writer
	s := m.site
	w.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`, "\n")
	for _, i := range m.issues {
		add := func(name, modified string) {
			w.Raw("<url>")
			w.Element("loc", s.address(name))
			w.Element("lastmod", cmp.Or(modified, i.Date))
			w.Raw("</url>\n")
		}
		add(i.key()+"/index.html", i.Modified)
		for _, p := range i.Pages {
			add(i.key()+"/"+p.ID+".html", i.Modified)
		}
		for n := range i.Stories {
			add(dated{i, &i.Stories[n]}.path(), i.Stories[n].Modified)
		}
	}
	w.Raw("</urlset>\n")
	return w.B
}

func (s *Site) newsSitemap() ([]byte, error) {
	var m markup.Writer
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n",
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`, "\n")
	n, from := 0, s.issues[0].day().AddDate(0, 0, -2)
	for _, i := range s.issues {
		if !i.day().After(from) {
			break
		}
		for k := range i.Stories {
			if n++; n > 1000 {
				break
			}
			m.Raw("<url>")
			m.Element("loc", s.address(dated{i, &i.Stories[k]}.path()))
			m.Raw("<news:news><news:publication>")
			m.Element("news:name", s.o.Title)
			m.Element("news:language", s.newsLanguage())
			m.Raw("</news:publication>")
			m.Element("news:publication_date", i.Date)
			m.Element("news:title", i.Stories[k].Title)
			m.Raw("</news:news></url>\n")
		}
	}
	m.Raw("</urlset>\n")
	return m.B, nil
}

// newsLanguage is the paper's language as news sitemaps want it: of two letters, but for
// Chinese zh-cn and zh-tw.
func (s *Site) newsLanguage() string {
	l, _, _ := strings.Cut(strings.ToLower(s.lang), "-")
	switch {
	case l != "zh":
		return l
	case s.w.site == traditional.site:
		return "zh-tw"
	}
	return "zh-cn"
}

func (s *Site) feedsDocument() ([]byte, error) {
	f := s.frame("feeds", "feeds.html", s.w.Feed)
	v := &sectionView{}
	if s.o.Base != "" {
		v.Sections = []link{{Href: "", Text: s.o.Title}}
		for _, c := range s.sections() {
			v.Sections = append(v.Sections, link{Href: c.folder(), Text: c.name})
		}
	}
	f.Body = v
	return s.render(f)
}
