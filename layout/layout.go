// Package layout composes an edition into pages.
//
//	cat, findings := layout.Catalog(ed, faces.All())
//	res, err := layout.Compose(ctx, ed, cat, layout.Options{})
//	err = pdf.Write(w, res.Doc, cat, pdf.Options{})
package layout

import (
	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/flow"
	"banxin/layout/page"
)

// Options of Compose; the zero value composes everything on all processors.
type Options struct {
	Parallel int                   // goroutines; 0: GOMAXPROCS
	OpenPage PageOpener            // for adverts that are PDF files; nil: they are placed unread
	Progress func(done, total int) // called with stories set; from one goroutine at a time; may be nil

	// Room is how much text a slot holds below a usual head, where nothing is written for it yet; nil: the
	// whole slot counts.
	Room func(*editions.Template, *editions.Slot) Room
}

// PageOpener reads a page of a PDF file: its trim in 1/100 mm. pdf.OpenPage is one.
type PageOpener func(name string, data []byte, number int) (page.ImageFile, error)

// Result is a composed edition.
type Result struct {
	Doc      *page.Doc
	Fits     []Fit       // a row a slot and story, in page order
	Findings source.List // sorted
	Blank    bool        // nothing has been put on any page

	plan *plan
}

// Fit says how a story fills its frames.
type Fit struct {
	Page      int      `json:"page"`  // of its first frame
	Slots     []string `json:"slots"` // it runs through, "2/转版" on other pages
	Story     string   `json:"story"` // id
	Title     string   `json:"title"` //
	Chars     int      `json:"chars"` // of the story, spaces not counted
	Set       int      `json:"set"`   // of them placed on pages
	OverChars int      `json:"over"`  // characters left over
	OverLines int      `json:"over_lines"`
	Lines     int      `json:"lines"`      // body lines it uses
	RoomLines int      `json:"room"`       // body lines its frames have
	FreeLines int      `json:"free_lines"` // lines left free after its end
	FreeChars int      `json:"free_chars"`

	Heads []flow.Parting `json:"heads,omitempty"` // how the width broke its headline, and how else it could

	editions.Unset // what of the story stands on no page
}

// Unset says of the stories, by their ID, what of them stands on no page; those of which all
// does are not in it.
func (r *Result) Unset() map[string]*editions.Unset {
	out := map[string]*editions.Unset{}
	for i := range r.Fits {
		if f := &r.Fits[i]; f.Stop != nil || len(f.Out) > 0 {
			out[f.Story] = &f.Unset
		}
	}
	return out
}
