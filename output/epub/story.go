package epub

import (
	"banxin/editions"
	"banxin/output/internal/markup"
	"banxin/output/internal/prose"
)

// fullDocument is how many bytes a document may have before the story goes on in
// another: well below what old reading devices take.
const fullDocument = 200 << 10

// storyWriter writes the documents of one article: one, or several for a very long story.
type storyWriter struct {
	b     *book
	a     *article
	notes *prose.Notes
	m     markup.Writer
	parts []string
}

// article returns the XHTML bodies of an article.
func (b *book) article(a *article) []string {
	w := storyWriter{b: b, a: a}
	if characters(a.story) < fullDocument/6 { // its notes are surely in the same document
		w.notes = prose.NewNotes(a.story, "")
	}
	w.open(prose.Label(a.story, a.title, "title"))
	w.header()
	for i, bl := range a.story.Blocks { // what holds the texts is written too
		for _, c := range chunks(i, bl) {
			if len(w.m.B) > fullDocument && !prose.InGroup(c.block) {
				w.turnOver()
			}
			w.prose().Block(c.block, c.from > 0, w.breaksIn(c))
		}
	}
	if a.story.BylineLast() {
		w.prose().Byline(a.story)
	}
	w.prose().Corrections(b.ed.CorrectionsOf(a.story.ID), b.lang)
	w.m.Raw("</article>\n")
	w.steps(true)
	return append(w.parts, w.m.String())
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

// open opens the article. It says its direction, since some readers turn that of the whole
// book by the progression of its pages.
func (w *storyWriter) open(label, value string) {
	w.m.Open("article", label, value, "dir", w.b.dir)
	w.m.Raw("\n")
}

func (w *storyWriter) header() {
	w.m.Raw("<header>\n")
	w.prose().Head(w.a.story, w.a.title, "title")
	w.meta()
	w.m.Raw("</header>\n")
}

// meta says where and when the story was printed; the printed page begins here.
func (w *storyWriter) meta() {
	in := w.prose()
	w.m.Raw(`<p class="meta made">`)
	if s := w.a.sheet; s != nil {
		if w.a.opens {
			in.PageBreak(prose.Break{ID: s.breakID(0), Label: s.name})
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

// steps writes the links to the stories before and after, or to the next part of this one.
func (w *storyWriter) steps(last bool) {
	n := len(w.parts)
	prev, next := w.a.prev, w.a.next
	if n == 0 && last && prev == nil && next == nil {
		return
	}
	w.m.Open("nav", "class", "steps", "dir", w.b.dir, "aria-label", w.b.w.around)
	w.m.Raw("\n")
	switch {
	case n > 0:
		w.step(w.b.w.back, w.a.partTitle(n-1), w.a.partFile(n-1))
	case prev != nil:
		w.step(w.b.w.prev, prev.title, prev.file())
	}
	switch {
	case !last:
		w.step(w.b.w.onward, w.a.partTitle(n+1), w.a.partFile(n+1))
	case next != nil:
		w.step(w.b.w.next, next.title, next.file())
	}
	w.m.Raw("</nav>\n")
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
	p.Picture = func(pic *editions.Picture) (src string, width, height int) {
		if m := w.b.pictures[pic.Image]; m != nil {
			return "../" + m.href(), m.w, m.h
		}
		return "", 0, 0
	}
	return p
}

// prose writes text of the book.
func (b *book) prose(m *markup.Writer) *prose.Writer {
	return &prose.Writer{M: m, Chinese: prose.Chinese(b.lang), Upright: b.o.Vertical, EPUB: true,
		Colors: b.ed.Paper.Colors, Ruby: b.w.ruby, Unsaid: b.w.unsaid, Story: b.toStory}
}

// toStory is the document of an article, from another.
func (b *book) toStory(id string) string {
	if a := b.articleOf(id); a != nil && b.fixed == nil {
		return a.file()
	}
	return ""
}

// breaksIn returns the page breaks inside a piece of a block.
func (w *storyWriter) breaksIn(c chunk) []prose.Break {
	var bs []prose.Break
	for i, j := range w.a.jumps {
		if j.block == c.index && j.offset >= c.from && (j.offset < c.to || c.last) {
			w.a.jumps[i].part = len(w.parts)
			bs = append(bs, prose.Break{Offset: j.offset - c.from, ID: j.to.breakID(i + 1), Label: j.to.name})
		}
	}
	return bs
}
