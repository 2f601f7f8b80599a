package page

import (
	"time"

	"banxin/layout/unit"
)

// Comment is what a reader of a proof has remarked, at its place on a page. It is not painted:
// PDF files of proofs have it as an annotation, other writers do without, and so does the press.
type Comment struct {
	ID      string      // that it is known by
	Re      string      // ID of the comment of this page that it answers; empty: of none
	Sign    CommentSign // how it is shown
	Words   []unit.Rect // one a line; none: it stands at At
	At      unit.Point
	Subject string // what kind of remark it is: 删
	Author  string
	Time    time.Time // zero: not known
	Text    string
	Done    bool // it is settled
	DoneBy  string
}

// CommentSign is a proofreader's sign.
type CommentSign uint8

// Signs.
const (
	Highlighted CommentSign = iota
	StruckOut
	Inserted // behind the last of the words
	Stuck    // a note that sticks to the page
)

// Moved is the comment on a page where everything lies elsewhere by an offset.
func (c Comment) Moved(by unit.Point) Comment {
	words := make([]unit.Rect, len(c.Words))
	for i, r := range c.Words {
		words[i] = unit.Rect{X: r.X + by.X, Y: r.Y + by.Y, W: r.W, H: r.H}
	}
	c.Words, c.At = words, c.At.Add(by)
	return c
}
