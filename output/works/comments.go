package works

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"banxin/editions/notes"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/proof"
)

// commentSigns are how kinds of notes are shown; others are highlighted.
var commentSigns = map[string]page.CommentSign{"删": page.StruckOut, "改": page.StruckOut, "增": page.Inserted}

// commentName begins the name of a note in a PDF, by which it is known when it comes back.
const commentName = "banxin:"

// NoteOf is the id of the note that a comment is; empty: of none.
func NoteOf(c page.Comment) string {
	id, ours := strings.CutPrefix(c.ID, commentName)
	if !ours {
		return ""
	}
	return id
}

// Comments are the notes on page i of Doc, each at its words: for proofs. A note whose words run
// on to the next page is on the first; one whose words are gone is where its story begins.
func (s *Set) Comments(i int) (out []page.Comment) {
	for _, r := range s.Remarks() {
		c, on := s.comment(r)
		if on != i {
			continue
		}
		out = append(out, c)
		for _, e := range r.Replies {
			out = append(out, page.Comment{ID: commentName + e.ID, Re: c.ID, Words: c.Words, At: c.At, Subject: r.Kind, Author: e.By, Time: moment(e.At), Text: e.Text})
		}
	}
	return out
}

// comment is a note and the page that it is shown on; -1: on none.
func (s *Set) comment(r Remark) (page.Comment, int) {
	c := page.Comment{ID: commentName + r.ID, Sign: commentSigns[r.Kind], Subject: r.Kind, Author: r.First.By, Time: moment(r.First.At), Text: cmp.Or(r.Event.Text, r.Kind), Done: !r.Open(), DoneBy: r.By}
	on := -1
	switch {
	case r.Page != "":
		c.Sign, on = page.Stuck, s.sheetNamed(r.Page)
		c.At = unit.Point{X: unit.Pt * 6, Y: unit.Pt * 6}
		return c, on
	case r.Found != notes.Orphan && r.Quote != "":
		for i, pg := range s.Doc.Pages {
			p := r.Anchor.Pos
			if c.Words = proof.Words(s.Doc, pg, p.File, [2]int{p.Line, p.Col}, [2]int{p.EndLine, p.EndCol}); len(c.Words) > 0 {
				return c, i
			}
		}
	}
	c.Sign = page.Stuck
	if r.Found == notes.Orphan {
		c.Text = r.Prefix + "[" + r.Quote + "]" + r.Suffix + "：" + c.Text
	}
	at := slices.IndexFunc(s.Doc.Stories, func(st page.Story) bool { return st.ID == r.Story })
	if at < 0 {
		return c, on
	}
	on = s.Doc.Stories[at].Page
	page.Walk(s.Doc.Pages[on].Items, page.Frame{}, func(it page.Item, in page.Frame) {
		if m, ok := it.(*page.Mark); ok && m.Open && m.Role == page.RoleStory && m.ID == r.Story && c.At == (unit.Point{}) {
			c.At = in.Point(unit.Point{X: m.Rect.X, Y: m.Rect.Y})
		}
	})
	return c, on
}

// moment is a time as notes have it; zero where it is none.
func moment(at string) time.Time {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return time.Time{}
	}
	return t
}
