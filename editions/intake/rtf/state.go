package rtf

import (
	"sort"

	"banxin/editions/intake"
)

// dest is where text goes.
type dest uint8

const (
	body    dest = iota
	skipped      // no text of the document
	fontTable
	styleSheet
	revisions  // names of the authors of tracked changes
	picture    // hexadecimal digits
	listText   // the number of a list item
	fieldCode  //
	annotation // a comment
	author     // of the comment that follows
	initials
	when      // of a comment
	aboutFrom // number of a comment whose stretch of text begins
	aboutTo
	aboutRef // number of the comment itself
	gone     // headers, footers: text, and left out
	shapeNo  // the name of a shape's property
	shapeTo  // its value
)

// font is an entry of the font table.
type font struct {
	name string
	page int // code page; 0: the document's
}

// style is an entry of the style sheet.
type style struct {
	name  string
	level int
}

// char is how characters look and where they go.
type char struct {
	bold, italic, under, strike, super, sub, hidden, dotted bool
	size                                                    int // in 1/200 pt
	east                                                    east
	rtl                                                     bool // words with an a before them are of right-to-left text
	font                                                    int
	dbFont                                                  int  // for pairs of bytes
	db                                                      bool // pairs of bytes come next
	deleted, inserted, movedTo, movedFrom                   bool
	by, byDeleted                                           int
	at, atDeleted                                           uint32
}

// east is how East Asian text looks where a file says it apart, as LibreOffice does.
type east struct {
	bold, italic, under bool
	size                int
}

// para is how a paragraph stands.
type para struct {
	align   intake.Align
	style   int
	level   int // of an outline
	fi      int
	list    int // \ls; 0: none
	listLvl int
	inTable bool
	depth   int // \itap
	frame   bool
}

// group is what belongs to a group of braces.
type group struct {
	dest  dest
	uc    int
	star  bool // \* came
	note  bool // in a footnote
	box   bool // in a text box
	field *field
	link  string
	first bool // no control word came yet
}

// state is all of it; a brace saves a copy, its end brings it back.
type state struct {
	group
	char char
	para para
}

// field is a field being read: its code and, once its result begins, what the code means.
type field struct {
	code []byte
	done bool
}

// parser puts an RTF file on the tape of a copy.
type parser struct {
	c      *intake.Copy
	lex    lexer
	ansi   int // code page of the document
	fonts  map[int]font
	styles map[int]style
	who    []string
	now    state
	stack  []state
	over   int // groups beyond the limit
	lines  []int

	bytes   []byte // of one code page, not decoded yet
	bytesAt int
	skip    int  // characters of a fallback to pass over
	high    rune // first half of a pair of \u

	out      target // of the paragraph being gathered
	held     []target
	tables   []*table
	marker   []byte // of the list item that comes
	name     []byte // in the font table, style sheet, revision table
	entry    int
	level    int
	pict     *pict
	notes    int
	comment  intake.Comment
	about    map[string]*[2]int // stretches of the tape, by the numbers of comments
	initial  []byte
	changes  map[changeKey]*intake.Change
	property []byte
	pictured bool // \shppict came: \nonshppict says the same
	blocks   int
}

// target is where runs gather: the text, a note, a comment.
type target struct {
	runs  []intake.Run
	text  []byte // of one look, no run yet
	run   intake.Run
	later []intake.Piece
	note  string
	at    int
	some  bool // at is set
}

type changeKey struct {
	kind intake.ChangeKind
	by   int
	at   uint32
}

func (p *parser) countLines() {
	p.lines = []int{0}
	for i, b := range p.lex.src {
		if b == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
}

// place is the line of an offset, and the paragraph.
func (p *parser) place(at int) intake.Place {
	line := sort.SearchInts(p.lines, at+1)
	return intake.Place{Block: p.blocks + 1, Line: line, Col: at - p.lines[line-1] + 1}
}

// page is the code page of bytes that come now.
func (p *parser) page() int {
	n := p.now.char.font
	if p.now.char.db {
		n = p.now.char.dbFont
	}
	if f, ok := p.fonts[n]; ok && f.page != 0 {
		return f.page
	}
	return p.ansi
}

func (p *parser) look() intake.Look {
	c := p.now.char
	if c.db {
		c.bold, c.italic, c.under = c.bold || c.east.bold, c.italic || c.east.italic, c.under || c.east.under
		if c.east.size > 0 {
			c.size = c.east.size
		}
	}
	return intake.Look{Size: c.size / 2, Font: p.fonts[c.font].name, Bold: c.bold, Italic: c.italic, Underline: c.under, Dotted: c.dotted, Struck: c.strike,
		Super: c.super, Sub: c.sub, Hidden: c.hidden}
}

// change is the tracked change that text belongs to; text that is both inserted and deleted
// is deleted.
func (p *parser) change() *intake.Change {
	c := p.now.char
	var k changeKey
	switch {
	case c.deleted:
		k = changeKey{intake.Deleted, c.byDeleted, c.atDeleted}
	case c.movedFrom:
		k = changeKey{intake.MovedFrom, c.by, c.at}
	case c.movedTo:
		k = changeKey{intake.MovedTo, c.by, c.at}
	case c.inserted:
		k = changeKey{intake.Inserted, c.by, c.at}
	default:
		p.changes = nil // the next one is another
		return nil
	}
	if v := p.changes[k]; v != nil {
		return v
	}
	by := ""
	if k.by > 0 && k.by < len(p.who) {
		by = p.who[k.by]
	}
	v := &intake.Change{Kind: k.kind, By: by, At: stamp(k.at)}
	if p.changes == nil {
		p.changes = map[changeKey]*intake.Change{}
	}
	p.changes[k] = v
	return v
}

// stamp reads a DTTM: minutes, hours, days, months, years from 1900, bits from the lowest.
func stamp(v uint32) string {
	if v == 0 {
		return ""
	}
	two := func(n uint32) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	year := 1900 + v>>20&0x1FF
	return two(year/100) + two(year%100) + "-" + two(v>>16&15) + "-" + two(v>>11&31) + "T" + two(v>>6&31) + ":" + two(v&63)
}
