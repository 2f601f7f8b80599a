// Package proof draws the proofs a newsroom works on, from composed pages: 大样, a page on
// a larger sheet with rulers, the plan's slots and numbered notes; 小样, the lines of one
// story in a single column with their numbers and counts; 清样, the sheet that signs a page off.
//
//	sheets := []proof.Sheet{{Page: 0, Plan: plan, Notes: notes}}
//	doc, err := proof.Pages(res.Doc, cat, sheets, proof.Options{Title: "大样"})
//	err = pdf.Write(w, doc, cat, pdf.Options{})
//
// A proof is an ordinary page.Doc: every writer can write it. What is drawn over a page
// are items of the display list; the page under it stays as it is. The package knows
// nothing of the engine: plans and notes are plain values, which its caller makes.
package proof

import (
	"fmt"
	"path"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Layers are the overlays of a page proof.
type Layers uint8

const (
	Grid    Layers = 1 << iota // basic columns and the baselines of the body
	Rulers                     // numbers of columns and lines at the edges
	Slots                      // outlines of the slots, with story and fit
	Overset                    // slots whose story does not fit
	Notes                      // numbered findings, and their list beside the page
	Order                      // the stories' order, and how their pieces follow
	Zones                      // outlines of the stories' pieces
)

// All is every layer.
const All = Grid | Rulers | Slots | Overset | Notes | Order | Zones

// Options of Pages; the zero value is a page proof with rulers, overset and notes.
type Options struct {
	Layers  Layers // 0: Rulers, Overset and Notes
	Title   string // what the sheets are called, "大样" when empty
	Line    string // what else the head says: the round, the time, who it is for
	English bool   // labels are English, else Chinese
}

// Sheet is a page to be proofed.
type Sheet struct {
	Page  int   // index in Doc.Pages
	Plan  *Plan // nil when it is not known: nothing of it is drawn
	Notes []Note

	Comments []page.Comment // by their places on the page
}

// Plan is how a page was made up, in the page's coordinates.
type Plan struct {
	Area    unit.Rect   // the type area
	Columns []unit.Rect // the basic columns, left to right
	Size    unit.Length // of the body type: a character's width
	First   unit.Length // baseline of the first line, below the area's upper edge
	Leading unit.Length // from baseline to baseline
	Lines   int
	Slots   []Slot
}

// Slot is a place for stories.
type Slot struct {
	Name      string
	Frames    []unit.Rect // on this page
	Story     string      // id, or several
	Chars     int         // set in it
	OverChars int         // characters that found no place
	OverLines int
	FreeChars int // characters that it has room for still
	FreeLines int
	Capacity  int // characters that it holds while it has no story; 0: not known
}

// Level is how grave a note is.
type Level uint8

const (
	Remark Level = iota
	Warning
	Error
	Changed // no finding: what is otherwise than on the proof before
)

// Note is a finding, or a change since an earlier proof, as a proof shows it.
type Note struct {
	Level      Level
	Code, Text string
	Hint       string // what to do; may be empty
	File       string // slash path, as in Doc.Sources: where in the source; may be empty
	Line, Col  int32  // counted from 1
	Story      string // id: the place when the source has none on the page
	Slot       string // name: the place when the story has none either

	Lines []unit.Rect // of a change: the lines on the page that it touches
	Chars int         // of a change: how many characters it put in, from Line, Col on; 0: it cut some out before
}

// where says in a list where the source of a note is.
func (n *Note) where() string {
	switch {
	case n.File != "" && n.Line > 0:
		return fmt.Sprintf("%s:%d:%d", path.Base(n.File), n.Line, n.Col)
	case n.File != "":
		return n.File
	case n.Slot != "":
		return n.Slot
	}
	return n.Story
}

// Pages returns a document with a sheet for each of the pages, and further sheets for
// notes that found no room beside their page. It fails when a page does not exist or the
// catalogue has no face.
func Pages(d *page.Doc, cat *fonts.Catalog, sheets []Sheet, o Options) (*page.Doc, error) {
	if o.Layers == 0 {
		o.Layers = Rulers | Overset | Notes
	}
	if o.Title == "" {
		o.Title = wordsIn(o.English).page
	}
	out, pen, err := begin(d, cat)
	if err != nil {
		return nil, err
	}
	for i := range sheets {
		pg, err := d.At(sheets[i].Page)
		if err != nil {
			return nil, err
		}
		s := newSheet(d, pg, &sheets[i], o, pen)
		out.Pages = append(out.Pages, s.pages()...)
	}
	for i, pg := range out.Pages {
		pg.Number = i + 1
	}
	out.Stories = nil // they are read in the paper, not in its proofs
	return out, nil
}

// begin returns a document with d's resources and no pages, and a pen for its labels.
func begin(d *page.Doc, cat *fonts.Catalog) (*page.Doc, *pen, error) {
	out := *d
	out.Pages = nil
	out.Faces = append([]page.Face(nil), d.Faces...)
	pen := &pen{}
	for _, name := range []string{"黑", "粗黑", "宋", "楷"} {
		pen.add(cat.Lookup(name), &out)
	}
	for _, f := range cat.Faces() {
		pen.add(f, &out)
	}
	if len(pen.faces) == 0 {
		return nil, nil, fmt.Errorf("%w for labels", page.ErrNoFace)
	}
	return &out, pen, nil
}
