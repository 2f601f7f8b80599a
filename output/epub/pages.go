package epub

import (
	"fmt"
	"slices"
	"strconv"

	"banxin/layout/unit"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// compose makes the XHTML documents in the order of the spine: the cover, then page by page its
// picture before the stories that start on it.
func (b *book) compose() {
	if b.fixed != nil {
		b.composeReplica()
		return
	}
	if s := b.coverSheet(); s != nil {
		b.add("cover", b.title(), b.cover(s), "cover", false)
	}
	for i, e := range b.entries {
		switch {
		case e.sheet != nil:
			b.add(stem(e.sheet.file), b.pageLabel(e.sheet), b.pagePage(e.sheet), "page", true)
		case e.briefs != "":
			b.add(stem(e.briefs), b.briefsTitle(e.articles), b.briefs(i), "story", false)
		default:
			b.addParts(i)
		}
	}
}

func (b *book) addParts(i int) {
	a := b.entries[i].articles[0]
	bodies := b.article(i)
	a.parts = len(bodies)
	for n, body := range bodies {
		b.add(stem(a.partFile(n)), a.partTitle(n), body, "story", false).lang = a.story.Lang
	}
}

func stem(file string) string { return file[:len(file)-len(".xhtml")] }

func (b *book) add(id, title, body, class string, svg bool) *file {
	f := &file{name: id + ".xhtml", id: id, title: title, body: body, class: class, svg: svg}
	b.files = append(b.files, f)
	return f
}

// coverSheet is the page whose picture is the cover, or nil.
func (b *book) coverSheet() *sheet {
	for _, s := range b.sheets {
		if s.picture != nil && s.picture.cover {
			return s
		}
	}
	return nil
}

func (b *book) cover(s *sheet) string {
	var m markup.Writer
	m.Raw(`<div class="cover">`)
	m.Void("img", "role", "doc-cover", "src", "../"+s.picture.href(), "alt", fmt.Sprintf(b.w.coverAlt, b.title()),
		"width", strconv.Itoa(s.picture.w), "height", strconv.Itoa(s.picture.h))
	m.Raw("</div>\n")
	return m.String()
}

// pageLabel names a printed page: 第1版 要闻.
func (b *book) pageLabel(s *sheet) string {
	label := fmt.Sprintf(b.w.page, s.name)
	if s.section != "" {
		label += " " + s.section
	}
	return label
}

// pagePage is the picture of a page with a link over each story, and the list of its stories.
func (b *book) pagePage(s *sheet) string {
	var m markup.Writer
	m.Open("section", "aria-labelledby", "title", "dir", b.dir)
	m.Raw("\n")
	m.Element("h1", b.pageLabel(s), "id", "title")
	m.Raw("\n<p>")
	b.prose(&m).PageBreak(prose.Break{ID: s.breakID("", 0), Label: s.name})
	m.Text(b.title())
	m.Raw("</p>\n")
	b.facsimile(&m, s)
	b.headlines(&m, s)
	m.Raw("</section>\n")
	return m.String()
}

// headlines lists the articles of a page, those without a place on it last.
func (b *book) headlines(m *markup.Writer, s *sheet) {
	var here []*article
	for _, z := range s.zones {
		here = append(here, z.article)
	}
	for _, a := range s.articles {
		if !slices.Contains(here, a) {
			here = append(here, a)
		}
	}
	if len(here) == 0 {
		return
	}
	m.Element("h2", b.w.stories)
	m.Raw("\n<ol class=\"headlines\">\n")
	for _, a := range here {
		m.Raw("<li>")
		m.Element("a", a.title, "href", a.href())
		m.Raw("</li>\n")
	}
	m.Raw("</ol>\n")
}

// place is where an article stands on the picture of the page, or the picture.
func (s *sheet) place(a *article) string {
	for _, z := range s.zones {
		if z.article == a {
			return s.file + "#zone-" + a.id
		}
	}
	return s.file
}

// facsimile writes the picture as SVG. Some readers follow only href and some only
// xlink:href, so links have both; a picture with both is not found by one that replaces
// xlink:href alone, and EPUB's SVG 1.1 asks for that.
func (b *book) facsimile(m *markup.Writer, s *sheet) {
	w, h := strconv.Itoa(s.picture.w), strconv.Itoa(s.picture.h)
	m.Raw(`<div class="facsimile"><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"`)
	m.Attr("viewBox", "0 0 "+w+" "+h)
	m.Raw(">\n")
	m.Element("title", b.pageLabel(s))
	m.Void("image", "width", w, "height", h, "xlink:href", "../"+s.picture.href())
	m.Raw("\n")
	for _, z := range s.zones {
		m.Open("a", "id", "zone-"+z.article.id, "class", "zone", "href", z.article.href(), "xlink:href", z.article.href())
		m.Element("title", z.article.title)
		for _, r := range z.rects {
			s.rect(m, r)
		}
		m.Raw("</a>\n")
	}
	for _, e := range s.entries {
		m.Open("a", "id", "entry-"+e.article.id, "class", "zone", "href", e.article.href(), "xlink:href", e.article.href())
		m.Element("title", e.article.title)
		s.rect(m, e.rect)
		m.Raw("</a>\n")
	}
	m.Raw("</svg></div>\n")
}

// rect writes a place on the page as one on its picture.
func (s *sheet) rect(m *markup.Writer, r unit.Rect) {
	x0, x1 := scale(r.X, s.page.Trim.W, s.picture.w), scale(r.Right(), s.page.Trim.W, s.picture.w)
	y0, y1 := scale(r.Y, s.page.Trim.H, s.picture.h), scale(r.Bottom(), s.page.Trim.H, s.picture.h)
	m.Void("rect", "x", strconv.Itoa(x0), "y", strconv.Itoa(y0), "width", strconv.Itoa(x1-x0), "height", strconv.Itoa(y1-y0))
}

// scale brings a place on a page of this extent to pixels.
func scale(l, extent unit.Length, pixels int) int {
	if extent <= 0 {
		return 0
	}
	return int(l.MulDiv(int64(pixels), int64(extent)))
}
