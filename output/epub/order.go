package epub

import (
	"fmt"
	"slices"

	"banxin/editions"
)

// section is a part of the contents: a printed page with the stories that start on it, or
// those that stand on none.
type section struct {
	name     string
	sheet    *sheet // nil: of no page
	articles []*article
}

// entry is a document of the book, or several of one long story: the picture of a page, a
// story, or the briefs of a page together.
type entry struct {
	sheet    *sheet // its picture; nil: articles
	articles []*article
	briefs   string // file of several articles; "": there is one, in files of its own
}

// link is where the entry begins, and what it is called.
func (b *book) link(e entry) (label, file string) {
	switch {
	case e.sheet != nil:
		return b.pageLabel(e.sheet), e.sheet.file
	case e.briefs != "":
		return b.briefsTitle(e.articles), e.briefs
	}
	return e.articles[0].title, e.articles[0].file()
}

// addSections puts the articles in the order of the printed pages, as contents and spine have
// them, and joins briefs that follow each other.
func (b *book) addSections() {
	var loose []*article
	for _, a := range b.articles {
		if a.sheet == nil {
			loose = append(loose, a)
		}
	}
	b.articles = b.articles[:0]
	for _, s := range b.sheets {
		if s.file != "" || len(s.articles) > 0 {
			b.addSection(&section{name: b.pageLabel(s), sheet: s, articles: s.articles})
		}
	}
	if len(loose) > 0 {
		b.addSection(&section{name: b.w.section, articles: loose})
	}
}

func (b *book) addSection(s *section) {
	b.sections = append(b.sections, s)
	b.articles = append(b.articles, s.articles...)
	if s.sheet != nil && s.sheet.file != "" {
		b.entries = append(b.entries, entry{sheet: s.sheet})
	}
	groups := 0
	for from := 0; from < len(s.articles); {
		to := from + 1
		for to < len(s.articles) && s.articles[from].brief() && s.articles[to].brief() {
			to++
		}
		e := entry{articles: s.articles[from:to]}
		if to-from > 1 {
			groups++
			e.briefs = briefsFile(s, groups)
			for _, a := range e.articles {
				a.with = e.briefs
			}
		}
		b.entries = append(b.entries, e)
		from = to
	}
}

// briefsFile names the n-th document of briefs of a section.
func briefsFile(s *section, n int) string {
	number := 0
	if s.sheet != nil {
		number = s.sheet.number
	}
	if n > 1 {
		return fmt.Sprintf("briefs-%02d-%d.xhtml", number, n)
	}
	return fmt.Sprintf("briefs-%02d.xhtml", number)
}

// longestBrief is how many characters a brief may have.
const longestBrief = 260

// brief tells whether a story is read in passing, between its like: a few plain paragraphs on
// one page.
func (a *article) brief() bool {
	if len(a.jumps) > 0 || len(a.story.Blocks) > 4 || characters(a.story) > longestBrief {
		return false
	}
	return !slices.ContainsFunc(a.story.Blocks, func(bl editions.Block) bool { // pictures have parts only with captions
		p, ok := bl.(*editions.Paragraph)
		return !ok || p.Kind == editions.SubheadText || p.Kind == editions.NoteLine
	})
}
