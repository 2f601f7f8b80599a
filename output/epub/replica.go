package epub

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"banxin/editions"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/output/internal/identity"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// WriteReplica writes the edition as an EPUB of fixed layout: each printed page as its
// picture, with the text of its stories over it, in reading order and in its places, so
// that it can be selected, searched and read aloud. o.Pages must have all pages.
func WriteReplica(w io.Writer, ed *editions.Edition, d *page.Doc, cat *fonts.Catalog, o Options) error {
	if d == nil || len(d.Pages) == 0 {
		return fmt.Errorf("epub: a replica needs composed pages: %w", page.ErrNoPages)
	}
	o.Vertical, o.Fonts = false, FontsNone
	b, err := newReplica(ed, d, cat, o)
	if err != nil {
		return err
	}
	data, err := b.make()
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func newReplica(ed *editions.Edition, d *page.Doc, cat *fonts.Catalog, o Options) (*book, error) {
	b, err := newBookOf(ed, d, o)
	if err != nil {
		return nil, err
	}
	for _, s := range b.sheets {
		if s.picture == nil {
			return nil, fmt.Errorf("epub: a replica needs the picture of page %s: %w", s.name, page.ErrPicture)
		}
	}
	b.fixed = newLayers(d, cat)
	b.id = identity.URN(ed, "replica")
	b.style.data = sheetFor(form{fixed: true})
	b.keepPrinted()
	for _, s := range b.sheets {
		b.sections = append(b.sections, &section{name: b.pageLabel(s), sheet: s, articles: s.articles})
		b.turns = append(b.turns, turn{sheet: s})
	}
	return b, nil
}

// keepPrinted leaves only the articles that stand on a page, on the page where they begin.
func (b *book) keepPrinted() {
	var kept []*article
	for _, s := range b.sheets {
		s.articles = nil
	}
	for _, a := range b.articles {
		if i := b.fixed.find(a, b.fixed.first(a.story.ID)); i >= 0 {
			a.sheet = b.sheets[i]
			a.sheet.articles = append(a.sheet.articles, a)
			kept = append(kept, a)
		}
	}
	b.articles = kept
}

// composeReplica makes a document for each page, and the region navigation.
func (b *book) composeReplica() {
	for _, s := range b.sheets {
		f := b.add(stem(s.file), b.pageLabel(s), b.replicaPage(s), "replica", false)
		f.viewport = fmt.Sprintf("width=%d, height=%d", s.picture.w, s.picture.h)
	}
}

// replicaPage is the picture of a page under the text of its stories.
func (b *book) replicaPage(s *sheet) string {
	var m markup.Writer
	m.Open("div", "class", "sheet", "dir", "ltr", "style", fmt.Sprintf("width:%dpx;height:%dpx", s.picture.w, s.picture.h))
	m.Raw("\n")
	m.Void("img", "class", "sheet", "src", "../"+s.picture.href(), "alt", fmt.Sprintf(b.w.pageAlt, b.pageLabel(s)),
		"width", strconv.Itoa(s.picture.w), "height", strconv.Itoa(s.picture.h))
	m.Raw("\n")
	m.Open("h1", "class", "t", "style", "left:0;top:0;font-size:12px")
	b.prose(&m).PageBreak(prose.Break{ID: s.breakID("", 0), Label: s.name})
	m.Text(b.pageLabel(s))
	m.Raw("</h1>\n")
	layer := b.fixed.layer(s)
	for _, p := range layer {
		b.replicaPiece(&m, s, p)
	}
	for _, e := range s.entries {
		b.replicaEntry(&m, s, e)
	}
	m.Raw("</div>\n")
	return m.String()
}

// replicaEntry is a link over an entry of the index, to where its article is printed.
func (b *book) replicaEntry(m *markup.Writer, s *sheet, e indexEntry) {
	r := e.rect
	m.Open("a", "class", "story entry", "id", "entry-"+e.article.id, "aria-label", e.article.title,
		"href", e.article.sheet.file+"#"+pieceID(e.article, b.fixed.first(e.article.story.ID)),
		"style", "left:"+px(pixels(r.X, s))+";top:"+px(pixels(r.Y, s))+";width:"+px(pixels(r.W, s))+";height:"+px(pixels(r.H, s)))
	m.Raw("</a>\n")
}

// replicaPiece is the text of a piece of a story; the first of an article on the page is
// where the contents lead to.
func (b *book) replicaPiece(m *markup.Writer, s *sheet, p *layerPiece) {
	a := b.articleOf(p.story)
	if a == nil {
		return
	}
	m.Open("article", "id", pieceID(a, p.order), "aria-label", a.title, "lang", a.story.Lang, "xml:lang", a.story.Lang, "dir", b.dir)
	m.Raw("\n")
	links := b.crossings(a)
	var leaf *page.Mark
	closing := ""
	for _, l := range p.lines {
		if closing == "" || l.leaf != leaf {
			m.Raw(closing)
			leaf = l.leaf
			closing = b.openLeaf(m, a, p, leaf)
		}
		if href := crossAt(links, l.pos); href != "" {
			m.Open("a", "href", href)
			b.line(m, s, l)
			m.Raw("</a>")
			continue
		}
		b.line(m, s, l)
	}
	m.Raw(closing, "</article>\n")
}

func pieceID(a *article, order int) string { return fmt.Sprintf("t-%s-%d", a.id, order) }

// openLeaf opens the element of a part of a story and returns its end. Jump lines lead
// to the part of the story that they name.
func (b *book) openLeaf(m *markup.Writer, a *article, p *layerPiece, leaf *page.Mark) (closing string) {
	name := "p"
	if leaf != nil {
		switch leaf.Role {
		case page.RoleHeadline:
			name = "h2"
		case page.RoleSubhead:
			name = "h3"
		case page.RoleJump:
			if href := b.fixed.across(a, p, b.sheets); href != "" {
				m.Open("p")
				m.Open("a", "class", "story", "id", fmt.Sprintf("j-%s-%d-%d", a.id, p.order, len(m.B)), "href", href)
				return "</a></p>\n"
			}
		}
	}
	m.Open(name)
	return "</" + name + ">\n"
}

// line writes the characters of a run in their place: as wide as printed, by the space
// between letters, whatever face the reader has.
func (b *book) line(m *markup.Writer, s *sheet, l layerLine) {
	size := pixels(l.size, s)
	m.Raw(`<span class="t`)
	if l.vertical {
		m.Raw(" v")
	}
	m.Raw(`" style="left:`, px(pixels(l.x, s)), ";top:", px(pixels(l.y, s)), ";font-size:", px(size))
	m.Raw(";letter-spacing:", px(pixels(l.extra, s)))
	if l.quarter != 0 {
		m.Raw(";transform:rotate(", strconv.Itoa(90*l.quarter), "deg)")
	}
	m.Raw(`">`)
	m.Text(l.src)
	m.Raw("</span>")
}

// pixels brings a length on the page to hundredths of a pixel of its picture.
func pixels(l lengthOnPage, s *sheet) int { return scale(l, s.page.Trim.W, 100*s.picture.w) }

// px writes hundredths of a pixel.
func px(v int) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	return fmt.Sprintf("%s%d.%02dpx", sign, v/100, v%100)
}

func (b *book) articleOf(story string) *article {
	for _, a := range b.articles {
		if a.story.ID == story {
			return a
		}
	}
	return nil
}

// regions is the region-based navigation of a replica (EPUB Region-Based Navigation 1.0):
// each story and where it stands on each page, in parts of a hundred.
func (b *book) regions() []byte {
	var m markup.Writer
	m.Raw(`<nav epub:type="region-based">`, "\n<ol>\n")
	for _, s := range b.sheets {
		for _, z := range s.zones {
			for _, r := range z.rects {
				w, h := s.page.Trim.W, s.page.Trim.H
				m.Raw("<li>")
				m.Void("a", "epub:type", "panel", "href", fmt.Sprintf("xhtml/%s#xywh=percent:%s,%s,%s,%s", s.file,
					percent(r.X, w), percent(r.Y, h), percent(r.W, w), percent(r.H, h)))
				m.Raw("</li>\n")
			}
		}
	}
	m.Raw("</ol>\n</nav>\n")
	return b.shell(b.title(), "", m.String(), "", "")
}

func percent(l, of lengthOnPage) string {
	v := int(l.MulDiv(10000, max(1, int64(of))))
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%02d", v/100, v%100), "0"), ".")
}
