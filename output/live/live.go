// Package live is the live proof: a web server that shows an edition while it is made, on
// the pages as they are printed, and tells the browser what has changed.
//
//	s := live.New(live.Options{Folder: "/home/desk/my-paper"})
//	go http.Serve(listener, s)
//	s.Show(&live.Edition{Doc: res.Doc, Catalog: cat, Pages: pages, Stories: stories})
//
// The package knows nothing of the engine. Whoever composes hands over each new edition,
// as a display list with its plans, fits and findings; pages are drawn when a browser asks.
// It reads no file and writes none, and looks at no clock.
package live

import (
	"context"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/output/proof"
)

// Edition is an edition as it stands. It must not change once it is shown.
type Edition struct {
	Doc      *page.Doc
	Catalog  *fonts.Catalog
	Pages    []Page // as in Doc.Pages
	Stories  []Story
	Findings []Finding
	Changes  []Change
	Since    Sentence // what the changes count from
	Rate     Rate
	Plates   func(ctx context.Context, page int) ([]Plate, error) // of a page, by index; nil: none are shown. One call at a time
	Inks     string                                               // stands for how pages become plates: another one, other plates
}

// Plate is a picture of what an ink prints of a page within its trim, or of how much ink
// there is of all.
type Plate struct {
	Name string // Cyan, Magenta, Yellow, Black, a spot's name, or TAC for all of them
	PNG  []byte
}

// Page is what is known of a page beside what stands on it.
type Page struct {
	Plan  *proof.Plan // nil when it is not known
	Tag   string      // stands for how the page looks; empty: it is found out
	Empty int         // slots for stories that have none
}

// Story is a story and how it fits. Fields of fit are 0 where it stands on no page.
type Story struct {
	ID, Title string
	Page      int      // index of the page where it begins; -1: on none
	Slots     []string // that it runs through
	At        Place    // where its file begins
	Chars     int      // of its text, set
	Lines     int      // of body that it takes
	RoomLines int      // lines of body that its slots have
	OverChars int      // characters that found no place
	OverLines int
	FreeChars int // characters that could follow
	FreeLines int
	RestAt    Place  // where that begins in its file; the zero value is not known
	Rest      string // what found no place, a paragraph or row a line
	Head      Head
	Ways      []Way // to break its headline, where the width does, the best first
}

// Way is a way to break a line of a headline.
type Way struct {
	Lines []string
	Score int    // of 100
	Parts string // the word that a line's end parts
}

// Head is what the place of a headline holds; the zero value is not known.
type Head struct {
	Lines int // of the headline
	Chars int // that a line holds
	Used  int // by the longest line
}

// Finding is what is to be said of the edition.
type Finding struct {
	Level      proof.Level
	Code       string
	Text, Hint Sentence
	At         Place
	Page       int    // index; -1: of no page
	Story      string // id; may be empty
	Slot       string // may be empty
}

// Change is a change of the text since an earlier state of the edition. Its note, of the
// level proof.Changed, says where; it needs no words.
type Change struct {
	Note proof.Note
	Page int // index
	Text Sentence
}

// Place is a place in a source file, a slash path from the paper's folder. Line and
// column count from 1; 0 is the whole file.
type Place struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

// Sentence is said in the language of whoever reads.
type Sentence struct{ Zh, En string }

// in returns the sentence in a language.
func (s Sentence) in(chinese bool) string {
	if chinese {
		return s.Zh
	}
	return s.En
}

// Rate is the official count of errors, in hundredths where not said otherwise.
type Rate struct {
	Weight int // errors, in tenths
	Form   int // errors of form, in tenths
	Chars  int // of the pages
	Rate   int // errors in 10,000 characters
	Limit  int // the greatest rate that passes
}
