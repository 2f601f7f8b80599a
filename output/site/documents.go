package site

import (
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"banxin/output/internal/prose"
)

// link leads to a document; Now says that it is the one that is shown.
type link struct {
	Href, Text, About string
	Now               bool
}

// issueView is what the page of an issue shows.
type issueView struct {
	Date, Weekday, Number string
	ISO                   string
	Newer, Older          *link
	PDF                   string
	Pages                 []pageCard
	Calendar              *calendar
	Recent                []issueCard
}

// pageCard is a page among others.
type pageCard struct {
	Href, Name    string
	Number        int
	Picture       string
	Width, Height int
	Now           bool
	Stories       []link
}

// issueCard is an issue among others.
type issueCard struct {
	Href, Date, Weekday, Number, Head string
	Picture                           string
	Width, Height                     int
}

// issueDocument is the issue's page; name is its own, or that of the home page, which may
// stand elsewhere too: from leads from there to the site's folder.
func (s *Site) issueDocument(l *loaded, name, from string) ([]byte, error) {
	f := s.frame("issue", name, s.w.dateName(l.day()))
	f.Up = from + f.Up
	v := &issueView{Date: s.w.dateName(l.day()), Weekday: s.w.weekday(l.day()), ISO: l.Date, Number: s.number(l.Issue)}
	v.Newer, v.Older = s.issueLink(l.newer, f.Up), s.issueLink(l.older, f.Up)
	for _, p := range l.pages {
		card := l.pageCard(p, f.Up)
		for _, z := range p.zones {
			if z.story.sheet == p {
				card.Stories = append(card.Stories, link{Href: f.Up + l.story(z.story), Text: z.story.Title})
			}
		}
		v.Pages = append(v.Pages, card)
	}
	if l.whole != "" {
		v.PDF = f.Up + l.whole
	}
	f.Description = strings.Join(titles(l.stories, 5), s.separator())
	f.Image = l.pages[0].picture.page()
	f.Published = l.Date
	if name == "index.html" {
		f.Kind, f.Title = "home", ""
		v.Calendar = s.months[0].calendar(f.Up)
		for _, i := range s.issues[1:min(len(s.issues), 7)] {
			c, err := s.issueCard(i, f.Up)
			if err != nil {
				return nil, err
			}
			v.Recent = append(v.Recent, c)
		}
	}
	f.Settings = s.settingsOf(f, l.Issue)
	f.Body = v
	return s.render(f)
}

func (s *Site) settingsOf(f *frame, i *Issue) string {
	return string(mustJSON(settings{Up: f.Up, Kind: f.Kind, Lang: s.lang, Key: i.key(), Words: s.w.program()}))
}

func (s *Site) number(i *Issue) string {
	if i.Number <= 0 {
		return ""
	}
	return fmt.Sprintf(s.w.issue, i.Number)
}

func (s *Site) separator() string {
	if prose.Chinese(s.lang) {
		return "；"
	}
	return "; "
}

func titles(stories []*article, n int) (out []string) {
	for _, a := range stories[:min(n, len(stories))] {
		out = append(out, a.Title)
	}
	return out
}

func (s *Site) issueLink(i *Issue, up string) *link {
	if i == nil {
		return nil
	}
	return &link{Href: up + i.key() + "/index.html", Text: s.w.dateName(i.day())}
}

func (s *Site) issueCard(i *Issue, up string) (issueCard, error) {
	l := &loaded{Issue: i, site: s, sums: i.sums(s.lib)}
	p, err := l.picture(i.Pages[0].Image.Href, i.Pages[0].Image.Width, i.Pages[0].Image.Height)
	return issueCard{Href: up + i.key() + "/index.html", Date: s.w.dateName(i.day()), Weekday: s.w.weekday(i.day()), Number: s.number(i),
		Head: i.Stories[0].Title, Picture: up + p.small(), Width: p.w, Height: p.h}, err
}

func (l *loaded) pageCard(p *sheet, up string) pageCard {
	return pageCard{Href: up + l.page(p), Number: p.Number, Name: l.site.w.pageName(p.Page), Picture: up + p.picture.small(), Width: p.picture.w, Height: p.picture.h}
}

// pageView is what a page's document shows.
type pageView struct {
	Name, Date, Weekday, Number, ISO string
	Issue                            string
	Picture, Whole                   string
	Width, Height                    int
	Zones                            []zoneView
	Entries                          []zoneView
	Stories                          []storyItem
	Pages                            []link
	Prev, Next                       *link
	Newer, Older                     *link
	PDF                              string
}

// zoneView is a story on the picture, in 1/10000 of its width and height.
type zoneView struct {
	ID, Href, Title string
	Polygons        []string
	Columns         string // x y w h, a semicolon between two
}

// storyItem is a story in the list of a page.
type storyItem struct {
	ID, Href, Title, Kicker, By, Label string
	From                               bool // it comes from another page
}

func (l *loaded) pageDocument(p *sheet) ([]byte, error) {
	s, name := l.site, l.page(p)
	f := s.frame("page", name, s.w.pageName(p.Page)+" "+s.w.dateName(l.day()))
	v := &pageView{Name: s.w.pageName(p.Page), Date: s.w.dateName(l.day()), Weekday: s.w.weekday(l.day()), ISO: l.Date, Number: s.number(l.Issue),
		Issue: "index.html", Picture: f.Up + p.picture.page(), Whole: f.Up + p.picture.whole(), Width: p.picture.w, Height: p.picture.h,
		Newer: s.issueLink(l.newer, f.Up), Older: s.issueLink(l.older, f.Up)}
	if p.pdf != "" {
		v.PDF = f.Up + p.pdf
	}
	for _, z := range p.zones {
		v.Zones = append(v.Zones, l.zoneView(z, p))
		v.Stories = append(v.Stories, storyItem{ID: z.story.ID, Href: "stories/" + z.story.ID + ".html", Title: z.story.Title,
			Kicker: z.story.headline("kicker"), Label: z.story.headline("label"), By: z.story.news.By, From: z.story.sheet != p})
	}
	for _, z := range p.entries {
		v.Entries = append(v.Entries, l.zoneView(z, p))
	}
	at := slices.Index(l.pages, p)
	for i, other := range l.pages {
		to := link{Href: other.ID + ".html", Text: s.w.pageName(other.Page), Now: i == at}
		v.Pages = append(v.Pages, to)
		switch i {
		case at - 1:
			v.Prev = &to
		case at + 1:
			v.Next = &to
		}
	}
	f.Description = strings.Join(titles(storiesOf(p), 6), s.separator())
	f.Image, f.Published = p.picture.page(), l.Date
	f.Settings = s.settingsOf(f, l.Issue)
	f.Body = v
	return s.render(f)
}

func storiesOf(p *sheet) (out []*article) {
	for _, z := range p.zones {
		out = append(out, z.story)
	}
	return out
}

// headline is a part of a story's head: label, kicker, main or deck.
func (a *article) headline(role string) string {
	for _, h := range a.news.Headlines {
		if h.Role == role {
			return strings.ReplaceAll(h.Value, "\n", "　")
		}
	}
	return ""
}

func (l *loaded) zoneView(z zone, p *sheet) zoneView {
	v := zoneView{ID: z.story.ID, Href: "stories/" + z.story.ID + ".html", Title: z.story.Title}
	for _, polygon := range z.polygons {
		v.Polygons = append(v.Polygons, points(polygon))
	}
	var columns []string
	for _, c := range z.story.places.Columns {
		if c[0] == p.Number {
			columns = append(columns, fmt.Sprintf("%d %d %d %d", c[1], c[2], c[3], c[4]))
		}
	}
	v.Columns = strings.Join(columns, ";")
	return v
}

// points are the corners of a polygon in 1/10000: the numbers 0.1467 of the e-paper without
// their point, so that nothing is rounded.
func points(polygon [][2]json.Number) string {
	var out []string
	for _, p := range polygon {
		out = append(out, shifted(p[0])+","+shifted(p[1]))
	}
	return strings.Join(out, " ")
}

func shifted(n json.Number) string {
	whole, part, _ := strings.Cut(n.String(), ".")
	return strings.TrimLeft(whole+(part + "0000")[:4], "0") + strings.Repeat("0", b2i(strings.Trim(whole+part, "0") == ""))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// storyView is what a story's document shows.
type storyView struct {
	Article               template.HTML
	ID                    string
	Date, ISO, Page, Sect string
	PageHref              string
	Picture               string
	Width, Height         int
	Polygons              []string
	Lines                 template.JS // on this and the other pages
	Sheets                []pageCard  // pages that it stands on
	Prev, Next            *link
	PageLink              link
	PDF                   string
}

func (l *loaded) storyDocument(a *article) ([]byte, error) {
	s, name := l.site, l.story(a)
	f := s.frame("story", name, a.Title)
	p := a.sheet
	v := &storyView{Article: template.HTML(a.html), ID: a.ID, Date: s.w.dateName(l.day()), ISO: l.Date, Page: s.w.pageName(p.Page), Sect: a.Section,
		PageHref: "../" + p.ID + ".html#" + a.ID, Picture: f.Up + p.picture.small(), Width: p.picture.w, Height: p.picture.h}
	v.PageLink = link{Href: v.PageHref, Text: v.Page}
	for _, n := range a.Pages {
		if n >= 1 && n <= len(l.pages) {
			v.Sheets = append(v.Sheets, l.pageCard(l.pages[n-1], f.Up))
		}
	}
	for at, z := range p.zones {
		if z.story != a {
			continue
		}
		for _, polygon := range z.polygons {
			v.Polygons = append(v.Polygons, points(polygon))
		}
		if at > 0 {
			v.Prev = p.zones[at-1].link()
		}
		if at+1 < len(p.zones) {
			v.Next = p.zones[at+1].link()
		}
	}
	if len(a.places.Lines) > 0 {
		v.Lines = template.JS(mustJSON(a.places.Lines))
	}
	f.Description = a.abstract(90)
	f.Section, f.Rights = a.Section, a.news.Rights
	f.Published, f.Modified = l.Date+"T00:00:00Z", a.Modified
	f.Image = p.picture.page()
	if len(a.pictures) > 0 {
		f.Image = a.pictures[0].shown()
	}
	if s.o.Base != "" {
		f.Card = template.JS(mustJSON(l.card(a, f)))
	}
	f.Settings = s.settingsOf(f, l.Issue)
	f.Body = v
	return s.render(f)
}

func (z zone) link() *link { return &link{Href: z.story.ID + ".html", Text: z.story.Title} }

// abstract is the beginning of a story's text, of about so many characters.
func (a *article) abstract(n int) string {
	for paragraph := range strings.SplitSeq(a.news.text(), "\n") {
		paragraph = strings.Join(strings.Fields(paragraph), " ")
		if r := []rune(paragraph); len(r) > n {
			return string(r[:n]) + "…"
		} else if len(r) > 0 {
			return paragraph
		}
	}
	return a.Title
}
