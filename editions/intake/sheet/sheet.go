// Package sheet reads pages by the places of their characters: a page of an old issue, as a
// PDF file shows it. Lines are found from characters, columns from lines, heads by their size,
// and which columns a head has by what stands under it and what rules part; the text decides
// where places do not.
//
//	format := sheet.Format(open, sheet.Options{})
//	copies := intake.Read(intake.File{Name: "旧报.pdf", Data: data}, []intake.Format{format}, intake.Options{Format: "pdf-page"})
//
// Who opens files is given, as an Opener. Each character of a page's text is in one story or
// left out.
package sheet

import (
	"errors"
	"fmt"

	"banxin/editions/intake"
	"banxin/editions/source"
)

// Box is a rectangle, in hundredths of a point from the top left corner of the trim, y downwards.
type Box struct{ X0, Y0, X1, Y1 int }

// Page is what a page shows.
type Page struct {
	Number   int
	W, H     int // of the trim
	Chars    []Char
	Rules    []Box // thin lines and the sides of frames
	Areas    []Box // tints
	Pictures []Picture
	Unread   []string // fonts of which characters could not be told
	Cut      bool     // there is more than was read
}

// Char is a character in the order of the file.
type Char struct {
	Text   string
	X, Y   int // the left end of its baseline
	DX, DY int // to where the next would stand
	Size   int // in hundredths of a point
	Font   string
	Bold   bool
	MCID   int // of its marked-content sequence; -1: none
}

// Picture is a picture on a page.
type Picture struct {
	Box
	Data []byte // JPEG or PNG; nil: not to be had
	Name string
	MCID int
}

// Node is an element of the structure tree of a tagged file (ISO 32000-1, 14.7.2), or a
// sequence of a page.
type Node struct {
	Tag              string // of an element, a standard type; empty: a sequence
	Own              string // the file's own type, where that is another
	Alt              string
	Page, MCID       int // of a sequence
	ColSpan, RowSpan int // of a cell; 0 is 1
	Kids             []*Node
}

// Tagged is a document that may have a structure tree.
type Tagged interface {
	Document
	Tree() (*Node, error) // nil: it has none
}

// Document is a file of pages.
type Document interface {
	Pages() int
	Page(number int) (*Page, error) // from 1
}

// Opener opens a file. ErrLocked says that it wants a password.
type Opener func(data []byte) (Document, error)

// ErrLocked is the error of a file that wants a password.
var ErrLocked = errors.New("locked by a password")

// Options say what of a file is read.
type Options struct {
	Pages func(number int) bool // nil: all
}

// Format is a file of pages that are read by places. Nothing is taken for one unasked.
func Format(open Opener, opt Options) intake.Format {
	return intake.Format{
		Name: "pdf-page", Extensions: nil,
		Sniff: func(intake.File) int { return 0 },
		Read:  func(f intake.File, c *intake.Copy) { read(f, c, open, opt) },
	}
}

func read(f intake.File, c *intake.Copy, open Opener, opt Options) {
	d, err := open(f.Data)
	switch {
	case errors.Is(err, ErrLocked):
		c.Refuse("IMP-READ", source.Msg("file-locked-by-password"), source.Msg("sent-without-one"))
		return
	case err != nil:
		c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
		return
	}
	said, asked := 0, 0
	for n := 1; n <= d.Pages(); n++ {
		if opt.Pages != nil && !opt.Pages(n) {
			continue
		}
		asked++
		p, err := d.Page(n)
		if err != nil {
			c.Find("IMP-READ", source.Msg("page-cannot-be-read", n), source.Msg("sent-again"), intake.Place{})
			continue
		}
		said += len(p.Chars)
		readPage(c, p)
		if c.Refused {
			return
		}
	}
	if asked == 0 {
		c.Refuse("IMP-READ", source.Msg("file-has-pages-not-page", d.Pages()), source.Msg("name-pages-that-are-there"))
	} else if said == 0 && len(c.Found) == 0 {
		c.Refuse("IMP-READ", source.Msg("pages-hold-no-text"), source.Msg("text-recognized-first"))
	}
}

// readPage makes copies of the stories of a page.
func readPage(c *intake.Copy, p *Page) {
	place := intake.Place{Part: fmt.Sprint("page ", p.Number)}
	for _, name := range p.Unread {
		c.Find("IMP-CODE", source.Msg("font-does-not-tell-characters", name), source.Msg("characters-stand-as-replacement"), place)
	}
	if p.Cut {
		c.Find("IMP-CUT", source.Msg("page-holds-more-than-is-read", p.Number), source.Msg("split-no-story-long"), place)
	}
	w := &writer{Copy: c, page: p, place: place}
	w.write(Stories(p))
}
