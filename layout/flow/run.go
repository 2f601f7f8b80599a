// Package flow sets stories into the slots of pages: heads and pictures first, as
// furniture; then the text, line by line, through the line slots that are left.
//
//	run := &flow.Run{…}
//	set := run.Set(setter)
//
// # Stages
//
// Stories are collected as galleys, measured but without a place. Setting one makes attempts:
//
//	furniture  the head over its columns and the figures, at the place where the story begins
//	slots      the line slots that furniture leaves, of all regions and legs of a chain
//	break      paragraphs, in lines for the measures of the slots they come to
//	place      line k → slot k; what is left over is overset or room
//
// An attempt is a value: how the story differs from what is asked (variant), how many
// paragraphs are a line longer, through how many regions and legs it goes, the shape of the
// last columns, and whether pictures may stand over fewer columns than they ask for. It can be
// compared, and no equal one is poured twice. Its result owns its rows and line slots; the furniture
// it points to is frozen; regions never change. Fitting, levelling and jumping list attempts
// and let best choose. How far the stories of a slot have come is a value too (stand): a story
// that is set hands the next ones another.
//
// # What a result depends on
//
// Setting reads neither clock nor globals. The Set of a Run is the same whenever these are:
// of each story its blocks and heads with their places in the file; the Styles (the paper's
// styles and colours, its names, the faces by content, the Grid, the languages, the numbers of
// the source files); of each slot its editions.Slot, frames and page, and the order of its
// stories; the numbers and names of the pages it stands on; the index and size of its images.
// So a Set may be kept under their digest (Run.Digest) and used again; nothing here keeps one.
// A Set of a chain has what came of each of its stories, for later runs (checkpoint.go).
// Within a story, at one place and one text, results are found by attempt while they
// are in use (tries); typeset keeps what it has broken and composed by element, measure and
// number of lines.
//
// # Words
//
// A picture is what the story brings, with its caption and credit; a figure is a picture, or
// a group of them, composed for a width; a panel is one picture of a figure; a figure stands
// (standing) over columns, in the text (float) or, narrower than its columns, with text beside
// it (inset). A region is a frame of a slot with its columns. A stretch of a chain is a leg.
package flow

import (
	"banxin/editions"
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
	Once   bool                 // its galleys are set this once: each is released when it is painted

	// What became of runs before. Where this one is a chain, their stories serve again as far as
	// nothing they depend on is another; nil: all are set.
	Digests *Digests
	Earlier []*Set
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

	checkpoints map[state]*checkpoint // of a chain
}

// Piece is the part of a story that stands on one page.
type Piece struct {
	Page  PageRef
	Slot  string
	Story *Galley
	Rect  unit.Rect
	Items []page.Item // between the marks of the story
	zones zones
}

// Fit says how a story fills its frames, in characters and lines of its body type.
type Fit struct {
	Page      PageRef // of its first frame
	Slots     []string
	Story     *Galley
	OverChars int // characters left over
	OverLines int
	Lines     int // lines used
	RoomLines int // lines its frames have
	FreeLines int // lines left free after its end
	FreeChars int
	Unset     editions.Unset
	Heads     []Parting // of the headline, where the width breaks it
}
