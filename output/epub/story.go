package epub

import (
	"strconv"
	"strings"

	"banxin/editions"
)

// bullet is the marker of a list without numbers; readers draw their own.
const bullet = "•"

// storyWriter writes the page of one article.
type storyWriter struct {
	b *book
	a *article
	m markup
}

// article returns the XHTML body of an article.
func (b *book) article(a *article) string {
	w := storyWriter{b: b, a: a}
	w.m.raw(`<article aria-labelledby="title">`, "\n")
	w.header()
	for i, bl := range a.story.Blocks {
		w.block(i, bl)
	}
	if bylineLast(a.story) {
		w.byline()
	}
	w.m.raw("</article>\n")
	w.steps()
	return w.m.String()
}

// bylineLast tells whether the by-line is printed after the story: in parentheses, or
// for a whole group of stories.
func bylineLast(s *editions.Story) bool {
	t := strings.TrimSpace(s.Byline.String())
	return s.ByGroup || strings.HasPrefix(t, "（") || strings.HasPrefix(t, "(")
}

func (w *storyWriter) header() {
	s := w.a.story
	w.m.raw("<header>\n")
	w.line("p", "label", "", s.Label)
	for _, t := range s.Kicker {
		w.line("p", "kicker", "doc-subtitle", t)
	}
	w.headline()
	for _, t := range s.Deck {
		w.line("p", "deck", "doc-subtitle", t)
	}
	if !bylineLast(s) {
		w.byline()
	}
	w.meta()
	w.m.raw("</header>\n")
}

// headline writes the heading; a story that has none gets its title for readers who
// step from heading to heading, out of sight.
func (w *storyWriter) headline() {
	s := w.a.story
	var lines []editions.Text
	for _, t := range s.Headline {
		if !t.IsEmpty() {
			lines = append(lines, t)
		}
	}
	if len(lines) == 0 {
		w.m.element("h1", w.a.title, "id", "title", "class", "unseen made")
		w.m.raw("\n")
		return
	}
	w.m.open("h1", "id", "title")
	in := w.inline(nil)
	for i, t := range lines {
		if i > 0 {
			w.m.raw("<br/>")
		}
		in.text(t)
	}
	w.m.raw("</h1>\n")
}

func (w *storyWriter) byline() { w.line("p", "byline", "", w.a.story.Byline) }

// line writes a text as an element of its own, or nothing when it is empty.
func (w *storyWriter) line(name, class, role string, t editions.Text) {
	if t.IsEmpty() {
		return
	}
	w.m.open(name, "class", class, "role", role)
	w.inline(nil).text(t)
	w.m.raw("</", name, ">\n")
}

func (w *storyWriter) inline(breaks []pageBreak) *inline {
	return &inline{m: &w.m, w: &w.b.w, han: isChinese(w.b.lang), breaks: breaks}
}

// meta says where and when the story was printed; the printed page begins here.
func (w *storyWriter) meta() {
	w.m.raw(`<p class="meta made">`)
	if s := w.a.sheet; s != nil {
		if w.a.opens {
			w.inline(nil).pageBreak(pageBreak{id: s.breakID(0), label: s.name})
		}
		if s.file != "" {
			w.m.element("a", w.b.pageLabel(s), "href", s.place(w.a))
		} else {
			w.m.element("span", w.b.pageLabel(s))
		}
		w.m.raw(" ")
	}
	if d := w.b.ed.Date; d != (editions.Date{}) {
		w.m.element("time", w.b.w.day(d), "datetime", iso(d))
	}
	w.m.raw("</p>\n")
}

// breaksIn returns the page breaks inside a block.
func (w *storyWriter) breaksIn(block int) []pageBreak {
	var bs []pageBreak
	for i, j := range w.a.jumps {
		if j.block == block {
			bs = append(bs, pageBreak{offset: j.offset, id: j.to.breakID(i + 1), label: j.to.name})
		}
	}
	return bs
}

func (w *storyWriter) block(i int, bl editions.Block) {
	in := w.inline(w.breaksIn(i))
	switch bl := bl.(type) {
	case *editions.Paragraph:
		w.paragraph(in, bl)
	case *editions.List:
		w.list(in, bl)
	case *editions.Table:
		w.table(in, bl)
	case *editions.Picture:
		w.figure(in, bl)
	}
}

func (w *storyWriter) paragraph(in *inline, p *editions.Paragraph) {
	before, after := paragraphTags(p)
	w.m.raw(before)
	in.text(p.Text)
	in.finish()
	w.m.raw(after, "\n")
}

func paragraphTags(p *editions.Paragraph) (before, after string) {
	switch p.Kind {
	case editions.LeadText:
		return `<p class="lead">`, "</p>"
	case editions.SubheadText:
		if p.Level >= 3 {
			return "<h3>", "</h3>"
		}
		return "<h2>", "</h2>"
	case editions.QuoteText:
		return "<blockquote><p>", "</p></blockquote>"
	case editions.SignoffText:
		return `<p class="signoff">`, "</p>"
	case editions.NoteLine:
		return `<p class="note">`, "</p>"
	}
	return "<p>", "</p>"
}

// list writes a list. Markers that the editor typed are text; bullets are the reader's.
func (w *storyWriter) list(in *inline, l *editions.List) {
	class := "bullets"
	for _, it := range l.Items {
		if it.Marker != bullet {
			class = "marked"
		}
	}
	w.m.open("ul", "class", class)
	w.m.raw("\n")
	for _, it := range l.Items {
		w.m.raw("<li>")
		if it.Marker != bullet && it.Marker != "" {
			w.m.raw(`<span class="marker">`)
			in.chars(it.Marker)
			w.m.raw("</span> ")
		}
		in.text(it.Text)
		w.m.raw("</li>\n")
	}
	w.m.raw("</ul>\n")
	w.late(in)
}

// late puts page breaks that a block has not passed into a paragraph after it: they must
// not be lost, nor stand outside a paragraph.
func (w *storyWriter) late(in *inline) {
	if len(in.breaks) == 0 {
		return
	}
	w.m.raw(`<p class="made">`)
	in.finish()
	w.m.raw("</p>\n")
}

func (w *storyWriter) table(in *inline, t *editions.Table) {
	w.m.raw("<table>\n")
	if !t.Caption.IsEmpty() {
		w.m.raw("<caption>")
		in.text(t.Caption)
		w.m.raw("</caption>\n")
	}
	head := min(t.Head, len(t.Rows))
	w.rows(in, t, "thead", t.Rows[:head])
	w.rows(in, t, "tbody", t.Rows[head:])
	w.m.raw("</table>\n")
	w.late(in)
}

func (w *storyWriter) rows(in *inline, t *editions.Table, group string, rows [][]editions.Text) {
	if len(rows) == 0 {
		return
	}
	w.m.raw("<", group, ">\n")
	for _, row := range rows {
		w.m.raw("<tr>")
		for i, cell := range row {
			w.cell(in, t, group == "thead", i, cell)
		}
		w.m.raw("</tr>\n")
	}
	w.m.raw("</", group, ">\n")
}

func (w *storyWriter) cell(in *inline, t *editions.Table, head bool, col int, text editions.Text) {
	name, scope := "td", ""
	if head && !text.IsEmpty() {
		name, scope = "th", "col"
	}
	class := ""
	if col < len(t.Align) {
		class = alignClass[t.Align[col]]
	}
	w.m.open(name, "scope", scope, "class", class)
	in.text(text)
	w.m.raw("</", name, ">")
}

var alignClass = [...]string{editions.Justify: "", editions.AlignLeft: "left", editions.Center: "center", editions.AlignRight: "right", editions.Spread: ""}

func (w *storyWriter) figure(in *inline, p *editions.Picture) {
	w.m.raw("<figure>\n")
	if m := w.b.pictures[p.Image]; p.Image != nil && m != nil {
		w.m.void("img", "src", "../"+m.href(), "alt", altText(p), "width", strconv.Itoa(m.w), "height", strconv.Itoa(m.h))
		w.m.raw("\n")
	} else {
		w.m.element("p", w.b.w.missing, "class", "missing made")
	}
	if !p.Caption.IsEmpty() || !p.Credit.IsEmpty() {
		w.m.raw("<figcaption>")
		in.text(p.Caption)
		if !p.Credit.IsEmpty() {
			w.m.raw(` <span class="credit">`)
			in.text(p.Credit)
			w.m.raw("</span>")
		}
		w.m.raw("</figcaption>\n")
	}
	w.m.raw("</figure>\n")
	w.late(in)
}

// altText is what a picture says to who cannot see it.
func altText(p *editions.Picture) string {
	if s := strings.TrimSpace(p.Alt); s != "" {
		return s
	}
	return strings.TrimSpace(p.Caption.String())
}

// steps writes the links to the stories before and after.
func (w *storyWriter) steps() {
	if w.a.prev == nil && w.a.next == nil {
		return
	}
	w.m.open("nav", "class", "steps", "aria-label", w.b.w.around)
	w.m.raw("\n")
	w.step(w.b.w.prev, w.a.prev)
	w.step(w.b.w.next, w.a.next)
	w.m.raw("</nav>\n")
}

func (w *storyWriter) step(label string, to *article) {
	if to == nil {
		return
	}
	w.m.raw("<p>")
	w.m.element("a", label+w.b.w.colon+to.title, "href", to.file())
	w.m.raw("</p>\n")
}
