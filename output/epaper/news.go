package epaper

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/output/internal/identity"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// newsItem is an item of IPTC ninjs 2.1.
type newsItem struct {
	URI                string      `json:"uri"`
	Type               string      `json:"type"`
	RepresentationType string      `json:"representationtype,omitempty"`
	Profile            string      `json:"profile,omitempty"`
	Version            string      `json:"version,omitempty"`
	VersionCreated     string      `json:"versioncreated,omitempty"`
	ContentCreated     string      `json:"contentcreated,omitempty"`
	PubStatus          string      `json:"pubstatus,omitempty"`
	CopyrightHolder    string      `json:"copyrightholder,omitempty"`
	CopyrightNotice    string      `json:"copyrightnotice,omitempty"`
	Language           string      `json:"language,omitempty"`
	Title              string      `json:"title,omitempty"`
	By                 string      `json:"by,omitempty"`
	Name               string      `json:"name,omitempty"` // of an association
	Headlines          []value     `json:"headlines,omitempty"`
	Descriptions       []value     `json:"descriptions,omitempty"`
	Bodies             []value     `json:"bodies,omitempty"`
	Subjects           []name      `json:"subjects,omitempty"`
	Genres             []name      `json:"genres,omitempty"`
	InfoSources        []name      `json:"infosources,omitempty"`
	Associations       []newsItem  `json:"associations,omitempty"`
	Renditions         []rendition `json:"renditions,omitempty"`
	AltIDs             []value     `json:"altids,omitempty"`
	Standard           *standard   `json:"standard,omitempty"`
}

type value struct {
	Role        string `json:"role,omitempty"`
	ContentType string `json:"contenttype,omitempty"`
	CharCount   int    `json:"charcount,omitempty"`
	Value       string `json:"value"`
}

type name struct {
	Name string `json:"name"`
}

type rendition struct {
	Name        string `json:"name"`
	Href        string `json:"href,omitempty"` // must be absolute
	ContentType string `json:"contenttype"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	Size        int    `json:"sizeinbytes"`
}

type standard struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Schema  string `json:"schema"`
}

var ninjs = standard{"ninjs", "2.1", "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"}

const timeFormat = "2006-01-02T15:04:05Z"

// news is a story as ninjs.
func (p *paper) news(a *article) newsItem {
	s := a.story
	n := newsItem{URI: p.uri(a.html(), identity.StoryURN(p.ed, s.ID)), Type: "text", RepresentationType: "full", Profile: "text-only", Version: version(p.ed.Version(s.ID)),
		VersionCreated: p.versionCreated(s.ID), ContentCreated: p.contentCreated(), PubStatus: "usable",
		CopyrightHolder: p.ed.Paper.Publisher, CopyrightNotice: p.ed.Paper.Rights, Language: p.langOf(a), Title: a.title, By: visible(s.Byline),
		Subjects: []name{{a.section}}, InfoSources: []name{{p.ed.Paper.Name}},
		AltIDs: []value{{Role: "story", Value: s.ID}}, Standard: &ninjs,
	}
	if s.Genre != "" {
		n.Genres = []name{{s.Genre}}
	}
	for _, sh := range a.on {
		n.AltIDs = append(n.AltIDs, value{Role: "page", Value: sh.name})
	}
	n.Headlines = headlines(s, visible)
	text := plainText(s)
	n.Bodies = []value{
		{Role: "text", ContentType: "text/plain", CharCount: utf8.RuneCountInString(strings.ReplaceAll(text, "\n", "")), Value: text},
		{Role: "html", ContentType: "text/html", Value: p.article(a, p.o.Base)},
	}
	for _, pic := range s.Pictures() {
		n.Associations = append(n.Associations, p.pictureItem(pic))
		n.Profile = "text-photo"
	}
	return n
}

// version is the number of a state as ninjs has it.
func version(n int) string { return strconv.Itoa(n) }

func (p *paper) contentCreated() string { return p.date() + "T00:00:00Z" }

// visible is a text in one line, with what XML does not allow as U+FFFD, as everywhere.
func visible(t editions.Text) string {
	return prose.OneLine(allowed(t.String()), "")
}

// flat is visible with the wide spaces that part phrases.
func flat(t editions.Text) string {
	words := strings.FieldsFunc(allowed(t.String()), func(r rune) bool { return r != '\u3000' && unicode.IsSpace(r) })
	return strings.Trim(strings.Join(words, " "), " \u3000")
}

func allowed(s string) string {
	return strings.Map(func(r rune) rune {
		if !markup.Allowed(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// headlines are the lines of a head, as text says them.
func headlines(s *editions.Story, text func(editions.Text) string) []value {
	var vs []value
	add := func(role string, texts ...editions.Text) {
		var lines []string
		for _, t := range texts {
			if v := text(t); v != "" {
				lines = append(lines, v)
			}
		}
		if len(lines) > 0 {
			vs = append(vs, value{Role: role, Value: strings.Join(lines, "\n")})
		}
	}
	add("label", s.Label)
	add("kicker", s.Kicker...)
	add("main", s.Headline...)
	add("deck", s.Deck...)
	return vs
}

// plainText is a story's body, a line a paragraph or row, captions of pictures left out.
func plainText(s *editions.Story) string {
	var lines []string
	for p := range s.Parts() {
		switch {
		case p.At != editions.InText || p.Role == editions.RoleByline:
		case p.Role == editions.RoleCell && p.Column > 0:
			lines[len(lines)-1] += "\t" + visible(*p.Text)
		default:
			lines = append(lines, strings.TrimSpace(p.Marker+" "+visible(*p.Text)))
		}
	}
	return strings.Join(lines, "\n")
}

func (p *paper) pictureItem(pic *editions.Picture) newsItem {
	n := newsItem{Type: "picture", By: visible(pic.Credit), PubStatus: "usable"}
	m := p.pictures[pic.Image]
	if m == nil {
		n.Name, n.URI = prose.OneLine(pic.Path, "picture"), p.uri("index.html", identity.PictureURN([]byte(pic.Path))) // nothing to lead to
	} else {
		n.Name, n.URI = m.name[len("images/"):], p.uri(m.name, identity.PictureURN(m.data))
		r := rendition{Name: "main", ContentType: m.mime, Width: m.w, Height: m.h, Size: len(m.data)}
		if p.o.Base != "" {
			r.Href = p.o.Base + m.name
		}
		n.Renditions = []rendition{r}
	}
	if c := visible(pic.Caption); c != "" {
		n.Descriptions = append(n.Descriptions, value{Role: "caption", Value: c})
	}
	if alt := prose.AltText(pic); alt != "" {
		n.Descriptions = append(n.Descriptions, value{Role: "alt", Value: alt})
	}
	return n
}

// nitf is a story as NITF 3.6.
func (p *paper) nitf(a *article) []byte {
	var m markup.Writer
	s := a.story
	m.Raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"`)
	m.Attr("xml:lang", p.langOf(a))
	m.Raw(">\n<head>\n")
	m.Element("title", a.title)
	m.Raw("\n<docdata>")
	m.Void("doc-id", "id-string", p.uri(a.html(), identity.StoryURN(p.ed, s.ID)), "regsrc", p.ed.Paper.Name)
	m.Void("date.issue", "norm", strings.ReplaceAll(p.date(), "-", ""))
	m.Void("doc.copyright", "holder", p.ed.Paper.Publisher, "year", p.date()[:4])
	m.Raw("</docdata>\n")
	for _, sh := range a.on {
		m.Void("pubdata", "type", "print", "name", p.ed.Paper.Name, "issn", p.ed.Paper.ISSN, "date.publication", strings.ReplaceAll(p.date(), "-", ""),
			"position.section", sh.section, "position.sequence", sh.name)
		m.Raw("\n")
	}
	for _, c := range p.ed.CorrectionsOf(s.ID) {
		m.Void("revision-history", "name", p.ed.Paper.Name, "function", "correction", "norm", c.Time.UTC().Format("20060102T150405Z"), "comment", c.Note)
		m.Raw("\n")
	}
	m.Raw("</head>\n<body>\n<body.head>\n<hedline>")
	for i, h := range headlines(s, flat) {
		name := "hl2"
		if h.Role == "main" {
			name = "hl1"
		}
		if i == 0 && !hasMain(s) {
			m.Element("hl1", a.title, "class", "made")
		}
		m.Open(name, "class", h.Role)
		for k, line := range strings.Split(h.Value, "\n") {
			if k > 0 {
				m.Void("br")
			}
			m.Text(line)
		}
		m.Raw("</", name, ">")
	}
	if len(headlines(s, flat)) == 0 { // NITF wants one
		m.Element("hl1", a.title, "class", "made")
	}
	m.Raw("</hedline>\n")
	if by := flat(s.Byline); by != "" {
		m.Element("byline", by)
		m.Raw("\n")
	}
	m.Raw("</body.head>\n<body.content>\n")
	for _, b := range s.Blocks { // what holds the texts is written too
		p.nitfBlock(&m, b)
	}
	m.Raw("</body.content>\n</body>\n</nitf>\n")
	return m.B
}

func hasMain(s *editions.Story) bool {
	for _, t := range s.Headline {
		if flat(t) != "" {
			return true
		}
	}
	return false
}

// linesOf are the lines of a paragraph that stay lines: of verse.
func linesOf(p *editions.Paragraph) (lines []string) {
	if p.Kind != editions.VerseText {
		return []string{flat(p.Text)}
	}
	for line := range strings.SplitSeq(p.Text.String(), "\n") {
		lines = append(lines, flat(editions.Text{Runs: []editions.Run{{Text: line}}}))
	}
	return lines
}

// nitfBlock writes a block: lists, tables and pictures hold their texts in elements, which
// Parts does not tell.
func (p *paper) nitfBlock(m *markup.Writer, b editions.Block) {
	switch b := b.(type) {
	case *editions.Paragraph:
		name, class := "p", prose.ClassOf(b)
		switch b.Kind {
		case editions.SubheadText:
			name = "hl2"
		case editions.QuoteText:
			m.Raw("<bq><block>")
			m.Element("p", flat(b.Text))
			m.Raw("</block></bq>\n")
			return
		}
		m.Open(name, "class", class)
		for i, line := range linesOf(b) {
			if i > 0 {
				m.Raw("<br/>")
			}
			m.Text(line)
		}
		m.Raw("</", name, ">")
	case *editions.List:
		newsItems(m, b.Items)
	case *editions.Table:
		m.Raw("<table>")
		if c := flat(b.Caption); c != "" {
			m.Element("caption", c)
		}
		for i, row := range b.Rows {
			m.Raw("<tr>")
			for _, t := range row {
				cell := "td"
				if i < b.Head {
					cell = "th"
				}
				m.Element(cell, flat(t))
			}
			m.Raw("</tr>")
		}
		m.Raw("</table>")
	case *editions.Picture:
		m.Raw(`<media media-type="image">`)
		if t := p.pictures[b.Image]; t != nil {
			m.Open("media-reference", "source", "../"+t.name, "mime-type", t.mime, "alternate-text", prose.AltText(b))
			m.Raw("</media-reference>")
		}
		m.Element("media-caption", flat(b.Caption))
		if c := flat(b.Credit); c != "" {
			m.Element("media-producer", c)
		}
		m.Raw("</media>")
	default:
		for part := range editions.PartsOf(b) {
			m.Element("p", strings.TrimSpace(part.Marker+" "+flat(*part.Text)), "class", string(part.Role))
		}
	}
	m.Raw("\n")
}

// newsItems writes items of one level, and those that are deeper within the item before them.
func newsItems(m *markup.Writer, items []editions.ListItem) {
	if len(items) == 0 {
		return
	}
	m.Raw("<ul>")
	for from := 0; from < len(items); {
		to := from + 1
		for to < len(items) && items[to].Level > items[from].Level {
			to++
		}
		marker := items[from].Marker
		if marker == editions.Bullet {
			marker = ""
		}
		m.Raw("<li>")
		m.Text(strings.TrimSpace(marker + " " + flat(items[from].Text)))
		newsItems(m, items[from+1:to])
		m.Raw("</li>")
		from = to
	}
	m.Raw("</ul>")
}
