// Package epub writes an edition as an EPUB 3 e-edition: a page for each printed page
// with links over its picture, and a page for each story, made from the model.
//
//	var b bytes.Buffer
//	err := epub.Write(&b, ed, res.Doc, cat, epub.Options{})
//
// The text comes from the edition, the order of the stories and their places on paper
// from the composed pages. The same input gives the same bytes. Nothing is written
// before the whole book was made, opened again and found to be sound.
package epub

import (
	"errors"
	"fmt"
	"io"
	"time"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/page"
)

// Options of Write; the zero value makes a book without pictures of the pages, in the
// reader's own fonts.
type Options struct {
	Pages     []PageImage // pictures of the printed pages; none: no page pages and no cover
	Previews  Previews    // of the first page, for shelves of books
	Modified  time.Time   // of the book; zero: the edition's date at midnight UTC
	Generator string      // "banxin 0.1.0"; empty: banxin
	Fonts     FontMode
	Obfuscate bool   // fonts, where their licence asks for it; not every reader can undo it
	Vertical  bool   // lines from top to bottom, right to left; some readers set them level all the same
	Reviewer  string // who found that the book conforms to WCAG 2.2 AA; empty: the book does not say so
	MaxBytes  int    // greatest size of the file; 0: any
	Proof     bool   // faults are no errors: the book says that it is a proof, and claims less

	// Keep returns what was made for a key before, or makes it; may be nil. It makes pictures
	// for readers, which are slow to make, and is called from several goroutines.
	Keep func(key string, make func() ([]byte, error)) ([]byte, error)

	// Read is told how many characters of each story the book holds, as it was read back; may
	// be nil.
	Read func(story string, chars int)
}

// KindleBytes is the greatest file that can be sent to a Kindle, for Options.MaxBytes.
const KindleBytes = 50 << 20

// Previews are small pictures of the first page, JPEG, or nil, for shelves of books: they
// are no part of the book, but stand beside its container file.
type Previews struct{ Cover, Thumbnail []byte }

// Widths of previews in pixels, about.
const CoverWidth, ThumbnailWidth = 480, 160

// PageImage is the picture of a printed page's trimmed area.
type PageImage struct {
	Index  int    // in Doc.Pages
	Format string // jpeg or png
	Data   []byte
}

// Write writes the edition as a reflowable EPUB. d gives the order of the stories, their
// pages and places; without it the edition's own order stands. Faults that a reader of
// the book would suffer from ([Check], severity error) are an error, and w stays untouched;
// in a proof they are marked instead.
func Write(w io.Writer, ed *editions.Edition, d *page.Doc, cat *fonts.Catalog, o Options) error {
	if err := firstError(Check(ed)); err != nil && !o.Proof {
		return err
	}
	b, err := newBook(ed, d, o)
	if err != nil {
		return err
	}
	if err := b.addFonts(cat); err != nil {
		return err
	}
	data, err := b.make()
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// make returns the finished book, checked.
func (b *book) make() ([]byte, error) {
	b.compose()
	data, err := b.bind()
	if err != nil {
		return nil, fmt.Errorf("epub: %w", err)
	}
	if err := b.verify(data); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsound, err)
	}
	if b.o.MaxBytes > 0 && len(data) > b.o.MaxBytes {
		return nil, fmt.Errorf("%w: it has %d bytes, more than %d: use smaller pictures of the pages", ErrTooLarge, len(data), b.o.MaxBytes)
	}
	return data, nil
}

// firstError turns findings of severity error into an error that is ErrFaults and names the first.
func firstError(l source.List) error {
	n := l.Count(source.Error)
	for _, f := range l {
		if f.Severity < source.Error {
			continue
		}
		if n > 1 {
			return fmt.Errorf("%w: %s: %s (and %d more)", ErrFaults, f.Pos, f.Message, n-1)
		}
		return fmt.Errorf("%w: %s: %s", ErrFaults, f.Pos, f.Message)
	}
	return nil
}

// Errors that a program can test for; those about pages and their pictures are package page's.
var (
	ErrNoStories = errors.New("epub: the edition has no story to publish")
	ErrNoDate    = errors.New("epub: the edition has no date")
	ErrFaults    = errors.New("epub: readers would suffer from faults of the edition") // those that Check finds
	ErrTooLarge  = errors.New("epub: the book is larger than asked")                   // than Options.MaxBytes
	ErrUnsound   = errors.New("epub: the finished book is not sound")                  // a fault of ours
)
