package flow

import (
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Run is stories and the slots they share: what one goroutine sets, in page order. Runs
// share nothing and can be set at once.
type Run struct {
	Slots  []SlotRun
	Number func(PageRef) int    // page numbers, for findings
	Name   func(PageRef) string // page names, for 下转 and 上接
	Images map[string]int       // picture path → index in Doc.Images
}

// SlotRun is a slot with its stories, in order.
type SlotRun struct {
	Name    string
	Regions []*Region
	Stories []*Galley
	More    func(repeat int) []*Region // further regions of a flow slot; nil for others
}

// Set is what became of a run.
type Set struct {
	Pieces   []Piece
	Fits     []Fit
	Findings source.List
	Regions  []*Region // all that were used, with their holes, for boxes and rules
}

// Piece is the part of a story that stands on one page.
type Piece struct {
	Page  PageRef
	Slot  string
	Story *Galley
	Rect  unit.Rect
	Items []page.Item
}

// Fit says how a story fills its frames, in characters and lines of its body type.
type Fit struct {
	Page      PageRef // of its first frame
	Slots     []string
	Story     *Galley
	Over      int // characters left over
	OverLines int
	Lines     int // lines used
	Room      int // lines its frames have
	Free      int // lines left free after its end
	FreeChars int
}
