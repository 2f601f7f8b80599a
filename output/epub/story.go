package epub

import (
	"cmp"
	"fmt"

	"banxin/editions"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// fullDocument is how many bytes a document may have before the story goes on in another: with
// the chunk after it 60 to 80 KB, which old reading devices turn over without a pause.
const fullDocument = 48 << 10

// storyWriter writes the documents of one article: one, or several for a very long story; or
// briefs, one after another into one document.
type storyWriter struct {
	b     *book
	a     *article
	notes *prose.Notes
	m     markup.Writer
	parts []string
	entry int // in the book
	heads int
}

// article returns the XHTML bodies of an entry's article.
func (b *book) article(entry int) []string {
	a := b.entries[entry].articles[0]
	w := storyWriter{b: b, a: a, entry: entry}
	if characters(a.story) < fullDocument/6 { // its notes are surely in the same document
		w.notes = prose.NewNotes(a.story, "")
	}
	w.open(prose.Label(a.story, a.title, "title"))
	w.m.Raw("<header>\n")
	w.prose().Head(a.story, a.title, "title")
	w.meta(a.sheet, a.opens)
	w.m.Raw("</header>\n")
	w.body()
	w.steps(true)
	return append(w.parts, w.m.String())
}

// briefs returns the XHTML body of an entry of several articles.
func (b *book) briefs(entry int) string {
	e := b.entries[entry]
	w := storyWriter{b: b, a: e.articles[0], entry: entry}
	title, class := b.briefsTitle(e.articles), "briefs"
	if prose.OneLine(w.a.story.Label.String(), "") == title {
		class += " labelled" // by the heading of all
	}
	w.m.Open("section", "class", class, "aria-labelledby", "title", "dir", b.dir)
	w.m.Raw("\n<header>\n")
	w.m.Element("h1", title, "id", "title")
	w.m.Raw("\n")
	w.meta(w.a.sheet, w.a.opens)
	w.m.Raw("</header>\n")
	for _, a := range e.articles {
		w.a = a
		w.open(prose.Label(a.story, a.title, "h-"+a.id))
		w.m.Raw("<header>\n")
		p := w.prose()
		p.Heading = "h2"
		p.Head(a.story, a.title, "h-"+a.id)
		w.m.Raw("</header>\n")
		w.body()
		a.parts = 1
	}
	w.m.Raw("</section>\n")
	w.steps(true)
	return w.m.String()
}

// briefsTitle is what briefs are called: by the label that all of them have.
func (b *book) briefsTitle(as []*article) string {
	label := prose.OneLine(as[0].story.Label.String(), "")
	for _, a := range as {
		if prose.OneLine(a.story.Label.String(), "") != label {
			label = ""
		}
	}
	return cmp.Or(label, b.w.briefs)
}

// body writes what stands below the head of an article, and closes it.
func (w *storyWriter) body() {
	for i, bl := range w.a.story.Blocks { // what holds the texts is written too
		for _, c := range chunks(i, bl) {
			if len(w.m.B) > fullDocument && !prose.InGroup(c.block) && w.a.with == "" {
				w.turnOver()
			}
			w.prose().Block(c.block, c.from > 0, w.breaksIn(c))
		}
	}
	if w.a.story.BylineLast() {
		w.prose().Byline(w.a.story)
	}
	w.prose().Corrections(w.b.ed.CorrectionsOf(w.a.story.ID), w.b.lang)
	w.m.Raw("</article>\n")
}

// characters counts those of a story.
func characters(s *editions.Story) int {
	n := 0
	for _, t := range prose.Texts(s) {
		n += editions.Inked(t.String())
	}
	return n
}

// turnOver ends a document and begins the next one of the same story.
func (w *storyWriter) turnOver() {
	w.m.Raw("</article>\n")
	w.steps(false)
	w.parts = append(w.parts, w.m.String())
	w.m = markup.Writer{}
	w.open("aria-labelledby", "title")
	w.m.Element("h1", w.a.partTitle(len(w.parts)), "id", "title", "class", "part made")
	w.m.Raw("\n")
}

// open opens the article, whose id is the story's address. It says its direction, since some
// readers turn that of the whole book by the progression of its pages.
func (w *storyWriter) open(label, value string) {
	class := ""
	if w.a.story.Obituary() {
		class = "obituary"
	}
	w.m.Open("article", "id", w.a.id, label, value, "class", class, "lang", w.a.story.Lang, "xml:lang", w.a.story.Lang, "dir", w.b.dir)
	w.m.Raw("\n")
}

// meta says where and when a story was printed; the printed page begins here.
func (w *storyWriter) meta(s *sheet, opens bool) {
	in := w.prose()
	w.m.Raw(`<p class="meta made">`)
	if s != nil {
		if opens {
			in.PageBreak(prose.Break{ID: s.breakID("", 0), Label: s.name})
		}
		name, href := "span", ""
		if s.file != "" {
			name, href = "a", s.place(w.a)
		}
		w.m.Open(name, "href", href)
		in.Figures(w.b.pageLabel(s))
		w.m.Raw("</", name, "> ")
	}
	if d := w.b.ed.Date; d != (editions.Date{}) {
		w.m.Open("time", "datetime", iso(d))
		in.Figures(w.b.w.day(d))
		w.m.Raw("</time>")
	}
	w.m.Raw("</p>\n")
}

// steps writes the links to the documents before and after, or to the next part of this story.
// They are those of the spine: what changes on one page changes nothing on another.
func (w *storyWriter) steps(last bool) {
	n, all := len(w.parts), w.b.entries
	if n == 0 && last && len(all) == 1 {
		return
	}
	w.m.Open("nav", "class", "steps", "dir", w.b.dir, "aria-label", w.b.w.around)
	w.m.Raw("\n")
	switch {
	case n > 0:
		w.step(w.b.w.back, w.a.partTitle(n-1), w.a.partFile(n-1))
	case w.entry > 0:
		w.beside(w.b.w.prev, all[w.entry-1])
	}
	switch {
	case !last:
		w.step(w.b.w.onward, w.a.partTitle(n+1), w.a.partFile(n+1))
	case w.entry+1 < len(all):
		w.beside(w.b.w.next, all[w.entry+1])
	}
	w.m.Raw("</nav>\n")
}

// beside links to another entry; a page's picture says itself what it is.
func (w *storyWriter) beside(label string, e entry) {
	title, href := w.b.link(e)
	if e.sheet != nil {
		label = w.b.w.pages
	}
	w.step(label, title, href)
}

func (w *storyWriter) step(label, title, href string) {
	w.m.Raw("<p>")
	w.m.Element("a", label+w.b.w.colon+title, "href", href)
	w.m.Raw("</p>\n")
}

// prose writes text of the article.
func (w *storyWriter) prose() *prose.Writer {
	p := w.b.prose(&w.m)
	p.Notes = w.notes
	p.Subhead = w.subhead
	p.Picture = func(pic *editions.Picture) (src string, width, height int) {
		if m := w.b.pictures[pic.Image]; m != nil {
			return "../" + m.href(), m.w, m.h
		}
		return "", 0, 0
	}
	return p
}

// subhead gives a subhead its id and notes it for the contents.
func (w *storyWriter) subhead(p *editions.Paragraph) (id string) {
	title := prose.OneLine(p.Text.String(), "")
	if title == "" {
		return ""
	}
	w.heads++
	id = fmt.Sprintf("h-%d", w.heads)
	w.a.heads = append(w.a.heads, head{title, w.a.partFile(len(w.parts)) + "#" + id})
	return id
}

// prose writes text of the book.
func (b *book) prose(m *markup.Writer) *prose.Writer {
	return &prose.Writer{M: m, Lang: b.lang, Chinese: prose.Chinese(b.lang), Upright: b.o.Vertical, EPUB: true,
		Colors: b.ed.Paper.Colors, Ruby: b.w.ruby, Unsaid: b.w.unsaid, Story: b.toStory}
}

// toStory is the document of an article, from another.
func (b *book) toStory(id string) string {
	if a := b.articleOf(id); a != nil && b.fixed == nil {
		return a.href()
	}
	return ""
}

// breaksIn returns the page breaks inside a piece of a block.
func (w *storyWriter) breaksIn(c chunk) []prose.Break {
	var bs []prose.Break
	for i, j := range w.a.jumps {
		if j.block == c.index && j.offset >= c.from && (j.offset < c.to || c.last) {
			w.a.jumps[i].part = len(w.parts)
			bs = append(bs, prose.Break{Offset: j.offset - c.from, ID: j.to.breakID(w.a.id, i+1), Again: !j.begins, Label: j.to.name})
		}
	}
	return bs
}
