// Package inline sets Chinese paragraphs in lines: classes of characters, prohibition
// rules, spacing, optimum breaking and justification (clreq 3.1-3.5).
//
//	var s inline.Setter
//	sh := s.Shape(&inline.Para{Spans: []inline.Span{{Text: "版心……", Font: font}}, Indent: 2 * size})
//	lines := s.Break(nil, sh, []unit.Length{13 * size})
//	items := s.Place(nil, sh, lines[0], unit.Point{X: x, Y: baseline})
package inline

import (
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Font is how characters look: chains of faces for Han and for Latin text, size and colour.
type Font struct {
	Han, Latin fonts.Chain
	Size       unit.Length
	Color      page.Color
}

// Span is text of one look. '\n' in Text is a forced break.
type Span struct {
	Text     string
	Font     *Font
	Emphasis bool   // 着重号; its Latin words stand slanted instead
	Italic   bool   // its Latin words stand slanted
	Whole    bool   // no line begins within it
	Super    bool   // superscript
	Sub      bool   // subscript
	Ruby     string // reading of the whole span, pinyin or zhuyin: one word a character, or one for all
	Offset   int    // of Text in the source file, in bytes
	Verbatim bool   // Text stands there byte for byte, else the whole span is from Offset

	Under  Under       // a line that belongs to the text
	Joined bool        // the line goes on from the span before: no gap parts the two
	Tint   *page.Color // behind the text
	Room   unit.Length // the span is spread over it if it is wider than the span: names of two characters set as three (均排)
}

// Placer gives the line and column of a byte offset; *source.File is one.
type Placer interface {
	Place(offset int) (line, col int)
}

// Para is a paragraph to be set. It must not change while its Shaped is in use.
type Para struct {
	Spans   []Span
	Indent  unit.Length // of the first line
	Hang    unit.Length // of all other lines
	Verse   bool        // a line after a forced break begins as the first does; all give way together where the longest has no room
	Middle  bool        // of verse: its longest line stands in the middle of the measure, the others begin where it does
	Yield   bool        // in narrow measures Hang is a sixth of the measure at most, in whole characters, and Indent as much less
	Align   typo.Align
	Gap     int // between Han and Latin, 1/1000 em; 250 is clreq's
	Track   int // letter-space, 1/1000 em; heads
	Dir     page.Dir
	Head    bool  // a headline: broken in lines of like length, marks set tight
	File    int32 // page.Pos.File of the source; 0 for furniture
	Source  Placer
	Rules   *Rules // of the style; nil: those of a mainland newspaper
	Whole   bool   // words and figures are not parted, as Phrases knows them: cells of tables
	Formula bool   // displayed: its lines begin with a relation, where they need not be parted otherwise

	// How a headline that needs several lines is parted.
	Phrases *Phrases // where phrases begin; nil: anywhere
	Names   []string // not to be parted
	Context string   // the story's text: what often stands together there is not parted
}

// Line is one line of a Shaped paragraph.
type Line struct {
	From, To int         // items of the paragraph, half open
	Chars    int         // characters of the source in it, spaces and forced breaks not counted
	Width    unit.Length // its measure, indents included
	Natural  unit.Length // its width set solid, edge trims done
	Last     bool        // of the paragraph, or before a forced break
	Tier     uint8       // the adjustment tier used (clreq 3.5.3, 3.5.4); 0: none
	HanGap   unit.Length // added between two Han characters
	Parts    bool        // of a headline: a word, or a figure and what it counts, is parted at its end
	Breach   bool        // the next line begins against the rules: there was no other way
}

// Tiers of adjustment, in the order they are used: first those that take room away
// (clreq 3.5.3), then those that add it (3.5.4). A line's tier is the last it needed.
const (
	Solid         uint8 = iota
	ShrinkEnd           // the mark at the line's end, to half an em
	ShrinkSpace         // Latin word spaces, to 1/6 em: those of many faces are themselves less than clreq's quarter
	ShrinkMiddle        // ·
	ShrinkBracket       // brackets and quotation marks, to half an em
	ShrinkComma         // ，、；：
	ShrinkGap           // between Han and Latin, to 1/8 em
	ShrinkStop          // 。？！
	StretchSpace        // Latin word spaces, to 1/2 em
	StretchGap          // between Han and Latin, to 1/2 em
	StretchHan          // all other places equally, to 1/4 em
	StretchLoose        // all places equally, beyond their limits
	Short               // no place could open, or each would too far: the line ends early
	Over                // no place to break: the line is too long
)

// Missing is what no face of its chain has: a character, a mark on one that a face has, a whole
// cluster (an emoji with its tone, a flag), or the form that a variation selector asks for.
type Missing struct {
	Text   string
	Offset int  // in the source file
	Form   bool // the character itself is there, in its usual form
}

// Setter sets paragraphs. It holds scratch space: one goroutine each. The zero value is ready.
type Setter struct {
	shaper shaper
	search search
	slab   slab
	shaped uint64 // paragraphs measured so far
	books  map[bookKey]*rulebook
}

// Shape measures a paragraph.
func (s *Setter) Shape(p *Para) *Shaped {
	sh := new(Shaped)
	s.shape(sh, p)
	return sh
}

// Break breaks a paragraph into lines and appends them to dst. widths are the measures of
// the successive lines; the last repeats. It must not be empty; measures below 0 and over
// 8,000 points are taken for these. The lines hold all items, in order.
func (s *Setter) Break(dst []Line, sh *Shaped, widths []unit.Length) []Line {
	if len(sh.items) == 0 {
		return dst
	}
	return s.search.run(dst, sh, widths)
}

// BreakTo breaks a paragraph into exactly n lines and appends them to dst. It tells
// whether that can be done with no line opened by more than about one character's room
// and no last line of one character; if not, dst is returned as it was. Copyfitting asks for a line more or fewer
// than Break gives.
func (s *Setter) BreakTo(dst []Line, sh *Shaped, widths []unit.Length, n int) ([]Line, bool) {
	if n < 1 || n > len(sh.items) {
		return dst, n == 0 && len(sh.items) == 0
	}
	return s.search.runTo(dst, sh, widths, n)
}

// Place appends the runs of a line to dst. at is the left end of the line's measure on the
// baseline; for vertical text, the middle of its upper end.
func (s *Setter) Place(dst []page.Item, sh *Shaped, l Line, at unit.Point) []page.Item {
	if l.From >= l.To {
		return dst
	}
	p := placer{slab: &s.slab, sh: sh, dst: dst}
	p.line(l, at)
	return p.dst
}
