package epaper

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"banxin/editions"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
	"banxin/output/internal/voice"
)

// editionJSON is edition.json: the whole package.
type editionJSON struct {
	Format    string      `json:"format"` // banxin-epaper
	Version   int         `json:"version"`
	Paper     string      `json:"paper"`
	Latin     string      `json:"latin,omitempty"`
	Title     string      `json:"title"`
	Date      string      `json:"date"`
	Issue     int         `json:"issue,omitempty"`
	Language  string      `json:"language"`
	Publisher string      `json:"publisher,omitempty"`
	CN        string      `json:"cn,omitempty"`
	ISSN      string      `json:"issn,omitempty"`
	Modified  string      `json:"modified"`
	Generator string      `json:"generator"`
	Pages     []pageJSON  `json:"pages"`
	Stories   []storyJSON `json:"stories"` // in reading order

	Look      *voice.Look     `json:"look,omitempty"`      // of the paper's voice
	Withdrawn []withdrawnJSON `json:"withdrawn,omitempty"` // stories that are read no more; their addresses say so
}

// pageJSON is a page, in edition.json without its stories.
type pageJSON struct {
	ID      string      `json:"id"`
	Number  int         `json:"number"`
	Name    string      `json:"name"`
	Section string      `json:"section,omitempty"`
	JSON    string      `json:"json,omitempty"`
	Image   imageJSON   `json:"image"`
	Small   *imageJSON  `json:"small,omitempty"`  // the same, smaller: to show first
	Stories []zoneJSON  `json:"stories,omitzero"` // none: []; left out in edition.json
	Index   []entryJSON `json:"index,omitempty"`
}

// entryJSON is an entry of the page's index.
type entryJSON struct {
	ID      string  `json:"id"` // of the story
	Title   string  `json:"title"`
	Polygon polygon `json:"polygon"`
}

type imageJSON struct {
	Href   string `json:"href"`
	Type   string `json:"type"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// zoneJSON is a story on a page. Polygons are in parts of the page's width and height.
type zoneJSON struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	HTML     string    `json:"html"`
	Ninjs    string    `json:"ninjs"`
	Starts   bool      `json:"starts"`   // here; else it comes from another page
	Orders   []int     `json:"orders"`   // of the pieces in the story
	Polygons []polygon `json:"polygons"` // of the pieces
}

type storyJSON struct {
	ID      string `json:"id"`
	Story   string `json:"story"` // as the edition calls it
	Title   string `json:"title"`
	Section string `json:"section"`
	Pages   []int  `json:"pages"`
	HTML    string `json:"html"`
	Ninjs   string `json:"ninjs"`
	NITF    string `json:"nitf,omitempty"`
	Places  string `json:"places"` // where its text stands on the pages

	Version     int              `json:"version"`  // 1 and one more for each correction
	Modified    string           `json:"modified"` // when it came to what it says now
	Corrections []correctionJSON `json:"corrections,omitempty"`
}

// correctionJSON is what was put right, at a time of the paper's clock.
type correctionJSON struct {
	Time string `json:"time"`
	Note string `json:"note,omitempty"`
}

// withdrawnJSON is a story whose address holds a notice.
type withdrawnJSON struct {
	ID       string `json:"id"`
	Story    string `json:"story"`
	HTML     string `json:"html"`
	Ninjs    string `json:"ninjs"`
	Version  int    `json:"version"`
	Modified string `json:"modified"`
	Time     string `json:"time,omitempty"`
	Note     string `json:"note,omitempty"`
}

func (a *article) html() string  { return "stories/" + a.id + ".html" }
func (a *article) ninjs() string { return "stories/" + a.id + ".json" }
func (a *article) nitf() string  { return "stories/" + a.id + ".xml" }

func (p *paper) pageJSON(s *sheet, up string) pageJSON {
	j := pageJSON{ID: s.id(), Number: s.number, Name: s.name, Section: s.section, Stories: []zoneJSON{},
		Image: imageJSON{up + s.picture.name, s.picture.mime, s.picture.w, s.picture.h}}
	if m := s.small; m.data != nil {
		j.Small = &imageJSON{up + m.name, m.mime, m.w, m.h}
	}
	for _, z := range s.zones {
		a := z.article
		j.Stories = append(j.Stories, zoneJSON{ID: a.id, Title: a.title, HTML: up + a.html(), Ninjs: up + a.ninjs(),
			Starts: a.sheet == s, Orders: z.orders, Polygons: z.pieces})
	}
	for _, e := range s.entries {
		j.Index = append(j.Index, entryJSON{e.article.id, e.article.title, e.place})
	}
	return j
}

// addPages adds the picture and the description of each page.
func (p *paper) addPages() {
	for _, s := range p.sheets {
		p.add(s.picture.name, s.picture.data)
		if s.small.data != nil {
			p.add(s.small.name, s.small.data)
		}
		p.addJSON("pages/"+s.id()+".json", p.pageJSON(s, "../"))
	}
}

func (p *paper) storyJSON(a *article) storyJSON {
	j := storyJSON{ID: a.id, Story: a.story.ID, Title: a.title, Section: a.section, HTML: a.html(), Ninjs: a.ninjs(), Places: a.places()}
	if p.o.NITF {
		j.NITF = a.nitf()
	}
	for _, s := range a.on {
		j.Pages = append(j.Pages, s.number)
	}
	j.Version, j.Modified = p.ed.Version(a.story.ID), p.revised(a.story.ID)
	for _, c := range p.ed.CorrectionsOf(a.story.ID) {
		j.Corrections = append(j.Corrections, correctionJSON{c.Time.Format(time.RFC3339), c.Note})
	}
	return j
}

// addEdition adds the description of the whole, as JSON and, with the stories' HTML and
// the places on the pages, as the script that the viewer reads.
func (p *paper) addEdition() {
	q := p.ed.Paper
	e := editionJSON{Format: "banxin-epaper", Version: 1, Paper: q.Name, Latin: q.NameLatin, Title: p.title(), Date: p.date(), Issue: p.ed.Issue,
		Language: p.lang, Publisher: q.Publisher, CN: q.CN, ISSN: q.ISSN, Modified: p.modified.Format(timeFormat), Generator: p.generator(), Look: voice.Of(q)}
	for _, s := range p.sheets {
		j := p.pageJSON(s, "")
		j.JSON, j.Stories, j.Index = "pages/"+s.id()+".json", nil, nil
		e.Pages = append(e.Pages, j)
	}
	for _, a := range p.articles {
		e.Stories = append(e.Stories, p.storyJSON(a))
	}
	for i := range p.ed.Withdrawn {
		e.Withdrawn = append(e.Withdrawn, p.withdrawnJSON(&p.ed.Withdrawn[i]))
	}
	p.addJSON("edition.json", e)
	p.add("edition.js", p.script(e))
}

// script is what the viewer reads.
func (p *paper) script(e editionJSON) []byte {
	type body struct {
		storyJSON
		Body string `json:"body"`
	}
	v := struct {
		editionJSON
		Pages   []pageJSON        `json:"pages"`
		Stories []body            `json:"stories"`
		Words   map[string]string `json:"words"`
	}{editionJSON: e, Words: p.w.viewerWords()}
	for _, s := range p.sheets {
		v.Pages = append(v.Pages, p.pageJSON(s, ""))
	}
	for _, a := range p.articles {
		v.Stories = append(v.Stories, body{p.storyJSON(a), p.article(a, "")})
	}
	data := encode(v)
	// JSON is JavaScript but for these two (ECMA-262, 12.3, before the edition of 2019)
	text := strings.NewReplacer("\u2028", `\u2028`, "\u2029", `\u2029`).Replace(string(data))
	return []byte("window.edition = " + strings.TrimSuffix(text, "\n") + ";\n")
}

func (p *paper) generator() string {
	if p.o.Generator != "" {
		return p.o.Generator
	}
	return "banxin"
}

// langOf is the language of a story.
func (p *paper) langOf(a *article) string { return cmp.Or(a.story.Lang, p.lang) }

// article is a story's article element; up leads to the package's folder.
func (p *paper) article(a *article, up string) string {
	var m markup.Writer
	w := p.prose(&m, up)
	w.Notes = prose.NewNotes(a.story, a.id+"-")
	class := ""
	if a.story.Obituary() {
		class = "obituary"
	}
	m.Open("article", "class", class, "aria-labelledby", "h-"+a.id, "lang", p.langOf(a), "xml:lang", p.langOf(a))
	m.Raw("\n<header>\n")
	w.Head(a.story, a.title, "h-"+a.id)
	m.Raw(`<p class="meta made">`)
	var labels []string
	for _, s := range a.on {
		labels = append(labels, p.pageLabel(s))
	}
	m.Element("span", strings.Join(labels, " · "))
	m.Raw(" ")
	m.Element("time", p.day(), "datetime", p.date())
	m.Raw("</p>\n</header>\n")
	for _, b := range a.story.Blocks { // what holds the texts is written too
		w.Block(b, false, nil)
	}
	if a.story.BylineLast() {
		w.Byline(a.story)
	}
	w.Corrections(p.ed.CorrectionsOf(a.story.ID), p.lang)
	m.Raw("</article>\n")
	return m.String()
}

// pageLabel names a printed page: 第1版 要闻.
func (p *paper) pageLabel(s *sheet) string {
	return strings.TrimSpace(fmt.Sprintf(p.w.page, s.name) + " " + s.section)
}

// addStory adds a story as a page of its own, as ninjs and as NITF.
func (p *paper) addStory(a *article) {
	p.add(a.html(), p.single(a.title, p.article(a, "../"), "index.html#"+a.id))
	p.addJSON(a.ninjs(), p.news(a))
	if p.o.NITF {
		p.add(a.nitf(), p.nitf(a))
	}
}

// single is a document of one story, with the way back to the edition.
func (p *paper) single(title, body, back string) []byte {
	var m markup.Writer
	p.head(&m, title+" "+p.title(), "../")
	m.Raw("</head>\n<body class=\"single\">\n<main>\n", body, "</main>\n")
	m.Open("nav", "aria-label", p.w.viewer)
	m.Raw("<p>")
	m.Element("a", p.title(), "href", "../"+back)
	m.Raw("</p></nav>\n</body>\n</html>\n")
	return m.B
}

// head opens an HTML document that is XML too.
func (p *paper) head(m *markup.Writer, title, up string) {
	m.Raw("<!DOCTYPE html>\n", `<html xmlns="http://www.w3.org/1999/xhtml"`)
	m.Attr("lang", p.lang)
	m.Attr("xml:lang", p.lang)
	m.Raw(">\n<head>\n", `<meta charset="utf-8"/>`, "\n", `<meta name="viewport" content="width=device-width, initial-scale=1"/>`, "\n",
		`<meta name="color-scheme" content="light dark"/>`, "\n")
	m.Void("meta", "name", "generator", "content", p.generator())
	m.Raw("\n")
	m.Element("title", title)
	m.Raw("\n")
	m.Void("link", "rel", "stylesheet", "href", up+"viewer.css")
	m.Raw("\n")
}

// index is the viewer's page. Without scripts it lists the stories.
func (p *paper) index() []byte {
	var m markup.Writer
	p.head(&m, p.title(), "")
	m.Raw(`<script src="edition.js" defer="defer"></script>`, "\n", `<script src="viewer.js" defer="defer"></script>`, "\n</head>\n<body>\n")
	m.Raw(`<a class="skip" href="#app">`)
	m.Text(p.w.skip)
	m.Raw("</a>\n", `<header class="bar">`, "\n")
	m.Element("p", p.ed.Paper.Name, "class", "paper")
	m.Raw("\n")
	day := p.day()
	if p.ed.Issue > 0 {
		day += " " + fmt.Sprintf(p.w.issue, p.ed.Issue)
	}
	m.Element("p", day, "class", "day")
	m.Raw("\n", `<div id="tools"></div>`, "\n</header>\n<main id=\"app\" tabindex=\"-1\">\n")
	m.Raw("<h1 class=\"unseen\">")
	m.Text(p.title())
	m.Raw("</h1>\n<ul class=\"plain\">\n")
	for _, a := range p.articles {
		m.Raw("<li>")
		m.Element("a", a.title, "href", a.html())
		m.Raw("</li>\n")
	}
	m.Raw("</ul>\n</main>\n</body>\n</html>\n")
	return m.B
}

// said is what the model says of a story, without spaces.
func said(s *editions.Story) string {
	var b strings.Builder
	for _, t := range prose.Texts(s) {
		b.WriteString(prose.NoSpace(t.String()))
	}
	return b.String()
}

// words are what the package itself says.
type words struct {
	viewer, other, unsaid, proof, skip                        string
	page, date, issue                                         string // formats
	prevPage, nextPage, prevStory, nextStory, contents, close string
	theme, larger, smaller, pages, stories, onPage, wholePage string
	withdrawn                                                 string
	ruby                                                      [2]string
}

var chinese = words{
	viewer: "数字报", other: "其他", unsaid: "（此图没有说明）", proof: "（校样）", skip: "跳到稿件",
	page: "第%s版", date: "%d年%d月%d日", issue: "总第%d期",
	prevPage: "上一版", nextPage: "下一版", prevStory: "上一篇", nextStory: "下一篇", contents: "目录", close: "返回版面",
	theme: "深色", larger: "字大", smaller: "字小", pages: "版面", stories: "稿件", onPage: "本版稿件", wholePage: "版面图", withdrawn: "稿件已撤回",
	ruby: [2]string{"（", "）"},
}

var traditional = words{
	viewer: "數位報", other: "其他", unsaid: "（此圖沒有說明）", proof: "（校樣）", skip: "跳到稿件",
	page: "第%s版", date: "%d年%d月%d日", issue: "總第%d期",
	prevPage: "上一版", nextPage: "下一版", prevStory: "上一篇", nextStory: "下一篇", contents: "目錄", close: "返回版面",
	theme: "深色", larger: "字大", smaller: "字小", pages: "版面", stories: "稿件", onPage: "本版稿件", wholePage: "版面圖", withdrawn: "稿件已撤回",
	ruby: [2]string{"（", "）"},
}

var english = words{
	viewer: "E-paper", other: "Other", unsaid: "(this picture has no description)", proof: " (proof)", skip: "Skip to the story",
	page: "Page %s", date: "%[1]d-%02[2]d-%02[3]d", issue: "No. %d",
	prevPage: "Previous page", nextPage: "Next page", prevStory: "Previous story", nextStory: "Next story", contents: "Contents", close: "Back to the page",
	theme: "Dark", larger: "Larger", smaller: "Smaller", pages: "Pages", stories: "Stories", onPage: "Stories on this page", wholePage: "Picture of the page", withdrawn: "Story withdrawn",
	ruby: [2]string{"(", ")"},
}

func wordsFor(lang string) words {
	return prose.Say(lang, chinese, traditional, english)
}

func (w *words) viewerWords() map[string]string {
	return map[string]string{
		"page": strings.Replace(w.page, "%s", "{}", 1), "prevPage": w.prevPage, "nextPage": w.nextPage, "prevStory": w.prevStory, "nextStory": w.nextStory,
		"contents": w.contents, "close": w.close, "theme": w.theme, "larger": w.larger, "smaller": w.smaller,
		"pages": w.pages, "stories": w.stories, "onPage": w.onPage, "wholePage": w.wholePage,
	}
}
