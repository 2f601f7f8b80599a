package page

import (
	"errors"
	"fmt"
)

// Errors of all who write or show a document; a program tests them with errors.Is.
var (
	ErrNoPage  = errors.New("there is no page with index")
	ErrNoPages = errors.New("there are no pages")
	ErrNoFace  = errors.New("the font catalogue has no face")
	ErrFace    = errors.New("there is no face")                           // of text, among those of the document
	ErrDepth   = errors.New("groups nest deeper than")                    // a writer goes
	ErrPicture = errors.New("it is missing or not what it is said to be") // of a picture of a page
	ErrStory   = errors.New("pages and edition do not belong together")   // a story stands in one and not in the other, or twice
)

// At returns the page with an index, or an error that is ErrNoPage.
func (d *Doc) At(index int) (*Page, error) {
	if index < 0 || index >= len(d.Pages) {
		return nil, fmt.Errorf("%w %d: the document has %d", ErrNoPage, index, len(d.Pages))
	}
	return d.Pages[index], nil
}
