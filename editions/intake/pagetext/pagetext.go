// Package pagetext finds the stories in the raw text of a newspaper page, as it comes out of
// a PDF or off a screen: heads and paragraphs one under the other, broken where columns
// ended, the halves of a paragraph apart, one story's end between another's lines.
//
//	page := pagetext.Read(lines, pagetext.Options{})
//	for _, s := range page.Stories { fmt.Println(s.Title(), len(s.Body)) }
//	for _, j := range page.Joins { fmt.Println(j.Head, j.Tail, j.Sure) }
//
// Nothing is lost and nothing is made: each line stands, whole or in halves, in exactly one
// story or among what was left out, and what is unsure is said with the answer taken.
package pagetext

// Line is a line of the input that is not empty.
type Line struct {
	Text  string
	N     int  // its number in the input, from 1
	Apart bool // an empty line, or other white, stands before it
}

// Page is what the text of a page was found to hold.
type Page struct {
	Stories []*Story
	Joins   []Join // of paragraphs that were cut, in the order of their first halves
	Doubts  []Doubt
	Left    []Left
}

// Story is a story of the page. Its texts are pieces of lines.
type Story struct {
	Label    []Text // at most one, but for what another story did not claim
	Kicker   []Text
	Headline []Text
	Deck     []Text
	Byline   []Text
	Group    int  // stories of one group, from 1; 0: of none
	ByGroup  bool // its by-line is the whole group's
	Body     []Element
	Page     string // what the folio calls its page, as intake.PageName has it; empty: not said
	To, From string // the page that it goes on on, or began on

	ended bool
}

// Kind is what an element of a story's text is.
type Kind uint8

const (
	Paragraph Kind = iota
	Subhead        // 小标题
	Item           // of a list, its mark included
	Caption        // 图说, with who took the picture
	Signoff        // 落款
	Remark         // 注: who the author is, where a table is from
	Verse          // lines of a poem
	Table          // its Rows
)

// Element is a paragraph, a subhead, a caption …
type Element struct {
	Kind Kind
	Text Text     // of verse a piece a line
	Rows [][]Text // of a table
}

// Text is a text made of pieces of lines, one after another.
type Text []Piece

// Piece is the part of a line from byte From to byte To.
type Piece struct {
	Line     int // index among the lines given to Read
	From, To int
}

// Join says that a paragraph goes on in another line.
type Join struct {
	Head, Tail int  // indexes of lines
	Margin     int  // by how much the best other reading is worse, in bits
	Apart      bool // the halves do not follow one another
	Sure       bool
}

// Doubt is what was decided without being sure.
type Doubt struct {
	Line  int // index of the line in question
	About About
	Taken int // index of the line that it goes on in, or of the head of the story it was put under; -1: none
	Else  int // the same of the next best answer; -1: none
}

// About says what a doubt is about.
type About uint8

const (
	AboutJoin    About = iota // where a cut paragraph goes on
	AboutSubhead              // whether a line begins a story or is a subhead
	AboutLabel                // whose label a line is
	AboutStory                // which story a paragraph belongs to
)

// Left is a piece of a line that no story holds.
type Left struct {
	Piece
	Why Why
}

// Why says why something was left out.
type Why uint8

const (
	Furniture Why = iota // folio, number of the page, editors of the page
	Indent               // typed white at a line's ends
	Mark                 // ▲ and the like before a caption, （完）
	JumpLine             // （下转第四版）
	Gap                  // white between the fields of a table, before a by-line
)
