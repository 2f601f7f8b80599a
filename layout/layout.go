// Package layout composes an edition into pages.
//
//	cat, findings := layout.Catalog(ed)
//	res, err := layout.Compose(ctx, ed, cat, layout.Options{})
//	err = pdf.Write(w, res.Doc, cat, pdf.Options{})
package layout

import (
	"context"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/page"
)

// Options of Compose; the zero value composes everything on all processors.
type Options struct {
	Parallel int                   // goroutines; 0: GOMAXPROCS
	Progress func(done, total int) // called with stories set; from one goroutine at a time; may be nil
}

// Result is a composed edition.
type Result struct {
	Doc      *page.Doc
	Fits     []Fit       // a row a slot and story, in page order
	Findings source.List // sorted
}

// Fit says how a story fills its frames.
type Fit struct {
	Page     int      `json:"page"`  // of its first frame
	Slots    []string `json:"slots"` // it runs through, "2/转版" on other pages
	Story    string   `json:"story"` // id
	Title    string   `json:"title"` //
	Chars    int      `json:"chars"` // of the story, spaces not counted
	Set      int      `json:"set"`   // of them placed on pages
	Over     int      `json:"over"`  // characters left over
	OverLine int      `json:"over_lines"`
	Lines    int      `json:"lines"` // body lines it uses
	Room     int      `json:"room"`  // body lines its frames have
	Free     int      `json:"free"`  // lines left free after its end
	FreeChar int      `json:"free_chars"`
}

// Catalog returns the faces built in and those the paper brings; findings name fonts
// that cannot be read.
func Catalog(ed *editions.Edition) (*fonts.Catalog, source.List) { panic("todo") }

// Compose lays the edition out. Faults of the input are findings; the error is only ctx's.
func Compose(ctx context.Context, ed *editions.Edition, cat *fonts.Catalog, o Options) (*Result, error) {
	panic("todo")
}
