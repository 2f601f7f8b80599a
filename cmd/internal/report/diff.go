package report

import (
	"cmp"
	"slices"

	"banxin/cmd/internal/words"
	"banxin/editions/compare"
	"banxin/fonts"
	"banxin/layout/page"
)

// Side is one of the two that are compared.
type Side struct {
	Round *compare.Round
	Paper bool   // it is a paper as it stands; else it was frozen earlier
	Dir   string // of the paper

	Doc     *page.Doc // of a paper: its pages, which show the changes
	Catalog *fonts.Catalog
}

// Difference is what differs, with all that a report of it shows.
type Difference struct {
	A, B   *Side
	Report *compare.Report
	Say    words.Locale
}

// onPages are the changes of a page.
type onPages struct {
	compare.PageChange
	stories []onStory
}

// onStory are the changes of a story on a page. It is whole on the page that it begins
// on: there is said what became of it.
type onStory struct {
	*compare.StoryChange
	whole   bool
	changes []compare.Change
}

// pages files the changes under their pages; those of stories on no page come last, under
// a page without a number.
func (d *Difference) pages() []onPages {
	var out []onPages
	for _, p := range append(slices.Clone(d.Report.Pages), compare.PageChange{}) {
		pg := onPages{PageChange: p}
		for i := range d.Report.Stories {
			s := onStory{StoryChange: &d.Report.Stories[i]}
			s.whole = home(s.StoryChange) == p.Number
			for _, c := range s.Changes {
				if c.Page == p.Number {
					s.changes = append(s.changes, c)
				}
			}
			if len(s.changes) > 0 || s.whole && (s.State != "" || s.Moved || s.WasID != "") {
				pg.stories = append(pg.stories, s)
			}
		}
		if p.Number > 0 || len(pg.stories) > 0 {
			out = append(out, pg)
		}
	}
	return out
}

// home is the page on which a story begins, or began.
func home(s *compare.StoryChange) int {
	for _, at := range [][]compare.Place{s.Places, s.WasAt} {
		if len(at) > 0 {
			return at[0].Page
		}
	}
	return 0
}

// Name says which state of the edition a side is: of two papers their folders.
func (d *Difference) Name(s *Side) string {
	if s.Round.Name == "" && d.A.Paper {
		return s.Dir
	}
	return cmp.Or(s.Round.Name, d.Say.T("now"))
}
