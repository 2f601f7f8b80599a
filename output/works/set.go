package works

import (
	"slices"

	"banxin/editions"
	"banxin/editions/notes"
	"banxin/editions/signs"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
	pagelint "banxin/layout/lint"
	"banxin/layout/makeup"
	"banxin/layout/page"
	"banxin/output/epub"
)

// Set is an edition with its pages. It does not change; methods that add findings return
// another.
type Set struct {
	Edition  *editions.Edition
	Catalog  *fonts.Catalog   // of all faces the edition can use
	Doc      *page.Doc        // the pages; nil where none could be laid out
	Layout   *layout.Result   // how they came about; nil where Doc is
	Findings source.List      // of files, faces, pages and adverts, judged by the house rules; sorted
	Versions []makeup.Version // of pages made up
	Chosen   int              // of Versions, the one whose edition is Edition

	o         *Options
	chain     *signs.Chain     // of signatures
	remarks   *notes.List      // of readers of proofs
	clear     source.List      // of adverts with transparency, where PDF/X-1a is made
	print     map[string]Shown // what the pages show of each story
	placed    map[string]int   // the stories that the layout had a place for, with the index of the page on which each begins
	proofread bool             // Findings hold what Proofread finds
	judged    bool             // Findings hold what is to be said of the books
	noBook    bool             // there is nothing to put into one, or nothing that can be right
	faulty    bool             // books are proofs
}

// Proofread returns the set with what is to be said of the text, of how the pages look and
// of the house rules, and with the place on the page of each finding that has one.
func (s *Set) Proofread() *Set {
	if s.Doc == nil {
		return s
	}
	text, pages := s.o.Session.proofs()
	found := slices.Concat(text.Check(s.Edition), s.looks(), s.remarked())
	out := s.with(append(s.weigh(found), unknownCodes(&s.Edition.House)...))
	out.proofread = true
	out.Findings = independent(s.Edition, out.Findings)
	pages.Locate(s.Layout, out.Findings)
	out.Findings.Sort()
	return out
}

// Count adds up the findings of a set that has pages.
func (s *Set) Count() pagelint.Totals {
	_, pages := s.o.Session.proofs()
	return pages.Count(s.Layout, s.Findings)
}

// Counted tells whether the errors of the edition can be counted: those of the text are found by
// proofreading it.
func (s *Set) Counted() bool { return s.proofread }

// Look returns how the pages look, in figures, and the set with what is to be said of that; the
// set is one that is proofread, since its findings count for the pages' scores.
func (s *Set) Look() ([]pagelint.PageLook, *Set) {
	if s.Doc == nil {
		return nil, s
	}
	pages, found := pagelint.Look(s.Edition, s.Layout, s.Findings)
	out := s.with(s.weigh(found))
	pagelint.Locate(s.Layout, out.Findings)
	out.Findings.Sort()
	return pages, out
}

// Unread are the findings that say why pages have no template that can be read: such a page
// is a gap.
func (s *Set) Unread() (l source.List) {
	for _, p := range s.Edition.Pages {
		l = append(l, p.Unread...)
	}
	l.Sort()
	return l
}

// Blank tells whether no page could be read.
func (s *Set) Blank() bool {
	return s.Doc == nil || !slices.ContainsFunc(s.Edition.Pages, func(p *editions.Page) bool { return len(p.Unread) == 0 })
}

// unknownCodes reports house rules about findings that there are not.
func unknownCodes(h *editions.House) (l source.List) {
	codes := source.Codes()
	check := func(code string, pos source.Pos) {
		if !slices.ContainsFunc(codes, func(c string) bool { return source.Covers(code, c) }) {
			l.Add(source.New("SRC-VALUE", pos, source.Msg("no-finding-code-banxin-explain-lists", code), source.Message{}).As(source.Warning))
		}
	}
	for _, r := range h.Rules {
		check(r.Code, r.Pos)
	}
	for _, e := range h.Exceptions {
		check(e.Code, e.Pos)
	}
	return l
}

// Judge returns the set with what is to be said of the kinds of output asked for: whether
// there can be a book, for those that are. Once is enough.
func (s *Set) Judge(kinds ...Kind) *Set {
	if s.Doc == nil || s.judged || !slices.ContainsFunc(kinds, Kind.Book) {
		return s
	}
	found := s.weigh(s.unsaid(s.o.Session.books().Check(s.Edition)))
	empty := len(s.shown().Stories) == 0
	if empty && !s.Layout.Blank && len(faultyPages(s.Edition, s.Findings)) == 0 {
		msg, hint := source.Msg("no-story-stands-on-page-so"), source.Msg("put-stories-into-of-page")
		if s.allWithdrawn() {
			msg, hint = source.Msg("all-stories-are-withdrawn"), source.Msg("put-other-stories-or-take-out-of-withdrawn")
		}
		found.Add(source.New("EPB-EMPTY", source.Pos{File: s.Edition.File.Name}, msg, hint))
	}
	out := s.with(found)
	out.judged, out.noBook = true, empty || s.parted()
	out.faulty = found.Count(source.Error) > 0
	out.Findings.Sort()
	return out
}

// allWithdrawn tells whether stories stand on the pages and all of them are withdrawn.
func (s *Set) allWithdrawn() bool {
	n := 0
	for _, p := range s.Edition.Pages {
		for _, pl := range p.Placed {
			for _, id := range pl.Stories {
				if n++; s.Edition.Withdrawal(id) == nil {
					return false
				}
			}
		}
	}
	return n > 0
}

// unsaid leaves out of what is to be said of the e-edition what has been told of its files: that nobody says what
// is seen on a picture which is not there, that a book cannot have a control character.
func (s *Set) unsaid(found source.List) source.List {
	return slices.DeleteFunc(slices.Clone(found), func(f source.Finding) bool {
		return slices.ContainsFunc(s.Findings, func(o source.Finding) bool {
			switch f.Code {
			case "EPB-ALT":
				return o.Pos.File == f.Pos.File && o.Pos.Line == f.Pos.Line && o.Severity == source.Error && cannotShow(o.Code)
			case "EPB-CHAR":
				return o.Pos.File == f.Pos.File && o.Code == "SRC-CTRL" && o.Severity == source.Error
			}
			return false
		})
	})
}

// Since returns the set with what has changed since its e-edition was published, a book that
// Make made, and is not said to be a correction.
func (s *Set) Since(book []byte) (*Set, error) {
	found, err := epub.CheckSince(s.Edition, book)
	if err != nil {
		return nil, err
	}
	out := s.with(s.weigh(found))
	out.Findings.Sort()
	return out, nil
}

// weigh judges findings by the house rules; gaps that are allowed are warnings.
func (s *Set) weigh(l source.List) source.List {
	for i := range l {
		if c, _ := source.LookUp(l[i].Code); s.o.Gaps && c.Gap {
			l[i].Severity = min(l[i].Severity, source.Warning)
		}
	}
	return s.Edition.House.Judge(l)
}

// parted tells whether the pages say something else than the stories: no book can be right then.
func (s *Set) parted() bool {
	return slices.ContainsFunc(s.Findings, func(f source.Finding) bool { return f.Code == "EPB-TEXT" && f.Severity == source.Error })
}

// With returns the set with these findings in the place of its own.
func (s *Set) With(found source.List) *Set {
	out := *s
	out.Findings = found
	return &out
}

// with returns the set with more findings, not sorted yet.
func (s *Set) with(found source.List) *Set {
	out := *s
	out.Findings = append(append(source.List{}, s.Findings...), found...)
	return &out
}
