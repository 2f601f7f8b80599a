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
)

// At returns the page with an index, or an error that is ErrNoPage.
func (d *Doc) At(index int) (*Page, error) {
	if index < 0 || index >= len(d.Pages) {
		return nil, fmt.Errorf("%w %d: the document has %d", ErrNoPage, index, len(d.Pages))
	}
	return d.Pages[index], nil
}
