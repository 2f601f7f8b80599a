// Package page is the display list: what is painted where, on each page of an edition.
// It is plain data, built once and never changed; every writer reads it.
//
//	for _, p := range doc.Pages { for _, it := range p.Items { switch it := it.(type) { case *page.Text: … } } }
package page

import (
	"slices"
	"strings"

	"banxin/layout/role"
	"banxin/layout/unit"
)

// Doc is a composed edition. It is immutable: readers may share it.
type Doc struct {
	Meta    Meta
	Faces   []Face      // Text.Face is an index into it
	Images  []ImageFile // Image.File is an index into it
	Spots   []Spot      // Color.Spot-1 is an index into it
	Sources []string    // Pos.File-1 is an index into it: slash paths from the paper's folder
	Stories []Story     // in reading order: page by page, slot by slot
	Pages   []*Page
}

// Meta says what the edition is.
type Meta struct {
	Paper string // 棠川日报
	Code  string // short ASCII name, for file names
	Lang  string // BCP 47: zh-CN
	Date  string // YYYY-MM-DD
	Issue int    // 总期号; 0 when the paper has none
	Title string // 棠川日报 2026年10月20日
}

// Face names a face of the font catalogue the edition was composed with.
type Face struct{ Name string }

// Dark is how much of its em squares type of a face covers, about, in percent.
func (d *Doc) Dark(face uint16) int64 {
	if int(face) < len(d.Faces) {
		switch name := d.Faces[face].Name; {
		case strings.Contains(name, "Black"), strings.Contains(name, "Heavy"):
			return 36
		case strings.Contains(name, "Bold"):
			return 28
		}
	}
	return 19
}

// ImageFile is a picture as it came, undecoded, or a page of a supplied PDF file.
type ImageFile struct {
	Name   string // slash path from the paper's folder
	Format string // jpeg, png, tiff, webp or gif; pdf for a page that the PDF writer places as it is
	W, H   int    // pixels, as seen: a photo's file may lie on its side; of a PDF page 1/100 mm of its trim
	Data   []byte
	Page   int // of a PDF file, counted from 1; else 0
}

// Spot is a named ink with its process-colour alternate.
type Spot struct {
	Name string
	Alt  Color
}

// Story names a story whose pieces are marked in the pages.
type Story struct {
	ID, Title, Section string
	Page               int    // index in Doc.Pages of its first piece
	Lang               string // BCP 47, where it is not that of the paper
}

// Page is one printed page. Trim has its corner at 0,0; Bleed holds it.
type Page struct {
	Name    string // the label on paper: "1", "A1"
	Number  int    // counted from 1
	Section string // 要闻
	Trim    unit.Rect
	Bleed   unit.Rect
	Trims   []unit.Rect // of the pages side by side on a sheet of a press; nil: it is one page
	Plate   *Plate      // of a sheet of a press, what it carries beside its pages; nil: it is none, or a plain one
	Inks    Inks        // in which it is printed; zero: in all there are
	Items   []Item      // in painting order, between Marks

	Comments []Comment // of a proof: what readers have remarked

	// A spread is two pages of the paper side by side; see [Halves].
	Fold        unit.Length // x at which it folds; 0: a single page
	Left, Right string      // the labels of its pages
}

// Plate is a side of a sheet of a press.
type Plate struct {
	Paper        unit.Rect     // holds Bleed; empty: as large as the marks need
	FoldX, FoldY []unit.Length // where it is folded
	CutX, CutY   []unit.Length // where it is cut besides at the trims
	Gripper      bool          // its foot is held by grippers and prints nothing
	Label        string        // which it is
	Inks         []string      // that it prints, as PDF files name them
}

// Numbered tells whether a page of the paper is on this sheet: a spread holds two.
func (p *Page) Numbered(number int) bool {
	return p.Number == number || p.Fold > 0 && p.Number+1 == number
}

// Sheet returns the index of the sheet that a page of the paper is on, -1 where there is none.
func (d *Doc) Sheet(number int) int {
	return slices.IndexFunc(d.Pages, func(p *Page) bool { return p.Numbered(number) })
}

// Item is *Text, *Rule, *Path, *Image, *Gap, *Group or *Mark.
type Item interface{ item() }

// Dir is the direction of a run: its glyphs' origins go right, or down.
type Dir uint8

const (
	Horizontal Dir = iota
	Vertical
)

// Text is a run of glyphs of one face, size and colour. Glyph positions count from At,
// which for Horizontal lies on the baseline at the left.
//
// For Vertical, At is the middle of the first character cell's upper edge, and each
// glyph's X, Y is still the place of its horizontal origin (left end of the baseline):
// writers draw both directions alike.
type Text struct {
	Face   uint16
	Size   unit.Length
	Color  Color
	Dir    Dir
	Cap    bool // a drop cap: it belongs to the line after it, and reaches over those below
	Slant  bool // its glyphs lean to the right by 1/Slope: Latin type that has no italic face
	At     unit.Point
	Glyphs []Glyph
	Src    string // the characters of the run, in order
	Pos    Pos    // where Src stands in its file; zero for furniture made by banxin
}

// Slope is how many units a slanted glyph rises for each that it leans to the right: 1 in 5,
// about 11 degrees, as italics of book faces do.
const Slope = 5

// Glyph is one glyph of a run. X and Y are in units of [unit.Length] from the run's At;
// Y grows downwards. Cluster is the byte offset in Src of the first character it shows:
// it shows the characters up to the next greater Cluster of the run.
type Glyph struct {
	X, Y    int32
	Cluster uint32
	ID      uint16
}

// Pos is a place in a source file. Line and Col count from 1, Col in characters.
type Pos struct{ File, Line, Col int32 }

// Line styles of a Rule.
const (
	Solid Stroke = iota
	Dashed
	Dotted // round dots of the line's width
	Wavy
	Double // two lines of a third of the width each
)

// Stroke is how a Rule is drawn.
type Stroke uint8

// Rule is a straight line.
type Rule struct {
	From, To unit.Point
	Width    unit.Length
	Color    Color
	Style    Stroke
}

// Path is an outline, filled or stroked or both.
type Path struct {
	Segs    []Seg
	Fill    *Color
	Stroke  *Color
	Width   unit.Length
	EvenOdd bool
}

// Op is the kind of a Seg.
type Op uint8

const (
	MoveTo  Op = iota // P[0]
	LineTo            // P[0]
	CubicTo           // P[0], P[1] control, P[2] end
	Close
)

// Seg is one segment of a Path, in page coordinates.
type Seg struct {
	Op Op
	P  [3]unit.Point
}

// Image paints a picture. Crop is the visible part in pixels of the file; Rect is the
// place on the page that it fills exactly.
type Image struct {
	File           int
	Rect           unit.Rect
	X0, Y0, X1, Y1 int // crop in pixels; 0,0,W,H is the whole
	Alt            string
	Ink            Color       // the picture is painted as tints of this ink, by its darkness; zero: in its own colours
	Inks           Inks        // those that it is separated into alone; zero: what the press has
	Radius         unit.Length // of its corners; 0: they are square
	Room           unit.Rect   // of a supplied page that bleeds: where it may be painted, beyond Rect; zero: in Rect
}

// Group paints its items in a coordinate system of their own: first turned by Quarter
// turns clockwise about 0,0, then moved by At, all clipped to Clip (in the coordinates
// of the group's parent) unless that is empty.
type Group struct {
	At      unit.Point
	Quarter int
	Clip    unit.Rect
	Items   []Item
}

// Mark paints nothing: it opens or closes a part of the page's meaning. Marks nest.
// Tags, reading order, proof boxes, hot zones and the page map come from them.
type Mark struct {
	Role  Role
	ID    string // the story's id; for its blocks "id#n", n counting blocks from 0; else ""
	Open  bool
	Order int       // of a story's pieces in reading order, from 0, across pages
	Rect  unit.Rect // of the part on this page; set on the opening mark
	Alt   string    // of a figure
	Item  int       // of a list item: which of its list it is, from 1

	Across, Down int // of a cell: columns and rows that it has; 0 is 1

	Zones []unit.Rect // of a story: its places on this page; nil: Rect
}

// Places are the places that a mark stands for: of a piece of a story one for each slot, or
// for each run of its lines, so that none holds anything of another story.
func (m *Mark) Places() []unit.Rect {
	if m.Zones == nil {
		return []unit.Rect{m.Rect}
	}
	return m.Zones
}

// Role says what a marked part is.
type Role = role.Role

// Roles of texts, as stories have them.
const (
	RoleLabel     = role.Label
	RoleKicker    = role.Kicker
	RoleHeadline  = role.Headline
	RoleDeck      = role.Deck
	RoleByline    = role.Byline
	RoleLead      = role.Lead
	RoleParagraph = role.Paragraph
	RoleSubhead   = role.Subhead
	RoleQuote     = role.Quote
	RoleListItem  = role.Item
	RoleCell      = role.Cell
	RoleCaption   = role.Caption
	RoleSignoff   = role.Signoff
	RoleNote      = role.Note
	RoleVerse     = role.Verse
	RoleQuestion  = role.Question
	RoleAnswer    = role.Answer
	RoleSpeech    = role.Speech
	RoleDirection = role.Direction
	RoleLaw       = role.Law
	RoleEditorial = role.Editorial
	RolePull      = role.Pull
	RoleFormula   = role.Formula
)

// Roles of what holds texts, and of what banxin puts on pages itself.
const (
	RoleStory     Role = "story"     // a piece of a story on this page
	RoleHead      Role = "head"      // label, kicker, headline and deck together
	RoleList      Role = "list"      // holds items
	RoleTable     Role = "table"     // holds rows
	RoleRow       Role = "tr"        // holds cells
	RoleHeadCell  Role = "th"        //
	RoleFigure    Role = "figure"    // holds the image and its caption
	RoleJump      Role = "jump"      // 下转, 上接: made by banxin, no part of the story's text
	RoleEntry     Role = "entry"     // of 导读, inside furniture: a story named by its ID, with a rectangle to touch
	RoleFurniture Role = "furniture" // nameplate, folio, rules, tints: not read
)

func (*Text) item()  {}
func (*Rule) item()  {}
func (*Path) item()  {}
func (*Image) item() {}
func (*Gap) item()   {}
func (*Group) item() {}
func (*Mark) item()  {}
