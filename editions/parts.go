package editions

import (
	"cmp"
	"iter"
	"strings"

	"banxin/editions/source"
	"banxin/layout/role"
)

// Role says what a text is in its story. Its value is also the name of the text's mark on
// the pages.
type Role = role.Role

// The roles.
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
	RoleItem      = role.Item
	RoleCell      = role.Cell
	RoleCaption   = role.Caption
	RoleCredit    = role.Credit
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

// roles are those that are no kind of paragraph that a story names, each with the style that its
// texts are set in.
var roles = []struct {
	role  Role
	style StyleName
}{
	{RoleLabel, Label}, {RoleKicker, Kicker}, {RoleHeadline, Headline}, {RoleDeck, Deck}, {RoleByline, Byline},
	{RoleLead, Lead}, {RoleParagraph, Body}, {RoleSubhead, Subhead}, {RoleQuote, Quote}, {RoleItem, ListStyle},
	{RoleCell, TableText}, {RoleCaption, Caption}, {RoleCredit, Caption}, {RoleSignoff, Signoff}, {RoleNote, NoteText},
}

// Roles lists the roles, those of the head first.
func Roles() []Role {
	out := make([]Role, len(roles))
	for i, r := range roles {
		out[i] = r.role
	}
	return append(out, KindRoles()...)
}

// KindRoles are the roles of the kinds of paragraph that a story may name.
func KindRoles() []Role { return role.Kinds() }

// StyleOf is what texts of a role are set in; Body for what is no role.
func StyleOf(r Role) StyleName {
	for _, x := range roles {
		if x.role == r {
			return x.style
		}
	}
	for _, k := range kinds {
		if k.role == r && k.style != "" {
			return k.style
		}
	}
	return Body
}

// Place says where a text is set.
type Place uint8

const (
	InHead   Place = iota // over the text, or before it
	InText                // in the columns, one after another
	AtFigure              // with a picture, wherever that stands
)

// Part is a text of a story: what it is, and where it stands.
type Part struct {
	Role   Role
	Style  StyleName // Body: what the slot says, else Body
	At     Place
	Block  int         // index in Story.Blocks; -1 for the head and the by-line
	Index  int         // among the parts of its block, in the head among those of its role; from 0
	Text   *Text       // never nil; of the story itself
	Marker string      // printed before Text: of a list's item, "1." or Bullet
	Level  int         // of a subhead: 2 or 3; of an item: how many lists it stands within
	Row    int         // of a cell, from 0
	Column int         // of a cell, from 0
	Head   bool        // of a cell: of a row of headings
	Span   source.Span // in the story's file, the marker included
}

// Printed is the text as it is printed, with the marker before it.
func (p Part) Printed() Text {
	if p.Marker == "" {
		return *p.Text
	}
	runs := append([]Run{{Text: p.Marker, Span: p.Span}}, p.Text.Runs...)
	return Text{Runs: runs, Span: p.Span}
}

// Strong tells whether a run of the text is set in the strong faces of its style: where it is
// marked, and in rows of headings.
func (p Part) Strong(r Run) bool { return p.Head || r.Marks&(Strong|Opening) != 0 }

// Parts lists the texts of a story in reading order, those that are empty left out but for
// the cells of tables, which come row by row:
//
//	for p := range s.Parts() {
//		fmt.Println(p.Role, p.Style, p.Text)
//	}
//
// What is to be known of the texts of a story is asked for here and walked nowhere else:
// the lists of blocks are for who needs what holds the texts.
func (s *Story) Parts() iter.Seq[Part] {
	return func(yield func(Part) bool) {
		last := s.BylineLast()
		_ = s.head(yield) && (last || s.byline(yield)) && s.body(yield) && (!last || s.byline(yield))
	}
}

// PartsOf lists those of one block, for who is handed a block by itself: Block is 0.
func PartsOf(b Block) iter.Seq[Part] {
	return func(yield func(Part) bool) { (&walk{yield: yield}).in(0, b) }
}

func (s *Story) head(yield func(Part) bool) bool {
	lines := func(role Role, texts []Text) bool {
		n := 0
		for i := range texts {
			if texts[i].IsEmpty() {
				continue
			}
			if !yield(Part{Role: role, Style: StyleOf(role), Block: -1, Index: n, Text: &texts[i], Span: texts[i].Span}) {
				return false
			}
			n++
		}
		return true
	}
	return (s.Label.IsEmpty() || yield(Part{Role: RoleLabel, Style: Label, Block: -1, Text: &s.Label, Span: s.Label.Span})) &&
		lines(RoleKicker, s.Kicker) && lines(RoleHeadline, s.Headline) && lines(RoleDeck, s.Deck)
}

func (s *Story) byline(yield func(Part) bool) bool {
	p := Part{Role: RoleByline, Style: Byline, Block: -1, Text: &s.Byline, Span: s.Byline.Span}
	if s.BylineLast() {
		p.At = InText
	}
	return s.Byline.IsEmpty() || yield(p)
}

func (s *Story) body(yield func(Part) bool) bool {
	w := &walk{yield: yield}
	for i, b := range s.Blocks {
		if !w.in(i, b) {
			return false
		}
	}
	return true
}

// walk hands the texts of blocks over, one after another.
type walk struct {
	yield    func(Part) bool
	block, n int // n counts the parts of the block
}

// in begins a block, and tells whether to go on after it.
func (w *walk) in(i int, b Block) bool {
	w.block, w.n = i, 0
	return b.parts(w)
}

// put hands over a part, whose role and texts its block knows.
func (w *walk) put(p Part) bool {
	if p.Text.IsEmpty() && p.Marker == "" && p.Role != RoleCell {
		return true
	}
	p.Style, p.Block, p.Index = cmp.Or(p.Style, StyleOf(p.Role)), w.block, w.n
	w.n++
	return w.yield(p)
}

func (b *Paragraph) parts(w *walk) bool {
	at := InText
	if b.Kind == GroupCaption {
		at = AtFigure
	}
	return w.put(Part{Role: b.Kind.Role(), Style: b.Style(), At: at, Text: &b.Text, Level: b.Level, Span: b.Span})
}

func (b *List) parts(w *walk) bool {
	for i := range b.Items {
		it := &b.Items[i]
		if !w.put(Part{Role: RoleItem, At: InText, Text: &it.Text, Marker: it.Marker, Level: it.Level, Span: it.Span}) {
			return false
		}
	}
	return true
}

func (b *Table) parts(w *walk) bool {
	if !w.put(Part{Role: RoleCaption, At: InText, Text: &b.Caption, Span: b.Caption.Span}) {
		return false
	}
	for r, row := range b.Rows {
		for c := range row {
			if !w.put(Part{Role: RoleCell, At: InText, Text: &row[c], Row: r, Column: c, Head: r < b.Head, Span: row[c].Span}) {
				return false
			}
		}
	}
	return true
}

func (b *Picture) parts(w *walk) bool {
	return w.put(Part{Role: RoleCaption, At: AtFigure, Text: &b.Caption, Span: b.Caption.Span}) &&
		w.put(Part{Role: RoleCredit, At: AtFigure, Text: &b.Credit, Span: b.Credit.Span})
}

// Pictures lists the pictures of a story with their blocks' indices, those of groups too.
func (s *Story) Pictures() iter.Seq2[int, *Picture] {
	return func(yield func(int, *Picture) bool) {
		for i, b := range s.Blocks {
			if p, ok := b.(*Picture); ok && !yield(i, p) {
				return
			}
		}
	}
}

// Tables lists the tables of a story with their blocks' indices.
func (s *Story) Tables() iter.Seq2[int, *Table] {
	return func(yield func(int, *Table) bool) {
		for i, b := range s.Blocks {
			if t, ok := b.(*Table); ok && !yield(i, t) {
				return
			}
		}
	}
}

// BylineLast tells whether the by-line ends the text instead of standing in the head: in
// parentheses, or for a whole group of stories.
func (s *Story) BylineLast() bool {
	t := strings.TrimSpace(s.Byline.String())
	return t != "" && (s.ByGroup || strings.HasPrefix(t, "（") || strings.HasPrefix(t, "("))
}
