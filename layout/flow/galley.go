package flow

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Galley is a story made ready for setting: its text measured, its pictures known; it
// does not depend on where the story goes. It is immutable.
type Galley struct {
	Story    *editions.Story
	Title    string // of the story: editions.Story.Title
	styles   *Styles
	dir      page.Dir
	body     editions.StyleName // of its running text
	els      []element
	pictures []picture
	notesAt  editions.NotePlace
	silent   bool           // another story of its group shows the label
	tail     *inline.Shaped // a by-line that ends the text, in parentheses
	Chars    int            // of the whole story, heads and captions included; spaces not counted
	Findings source.List

	broken map[brokenKey][]inline.Line // of a chain that is set again and again; see prepare
}

// element is a block of the text, to be set in line slots.
type element struct {
	block   int // index in Story.Blocks; -1 for parts of no block
	part    int // of the block's parts, the first that it sets
	parts   int // how many more
	role    page.Role
	style   *style
	sh      *inline.Shaped
	shift   unit.Length // of its lines to the right, where the slot is wide enough: see inset
	narrow  unit.Length // taken off the measure at the other side
	before  int         // blank lines, not at the top of a column
	after   int
	keep    int      // lines of what follows to be kept with it
	tab     *tabular // a table, instead of sh
	picture *picture // anchored in the text, instead of sh
	cap     *dropCap // nil: the paragraph has none
	calls   []call   // of notes that stand at feet
	note    bool     // it is one of them
	pull    *pull    // a pull quote, instead of sh where it has room
	whole   bool     // its lines stand in one column, if one holds them
	lines   int      // of verse, as written
	names   bool     // it is the title of the stanza after it
	along   bool     // it stands with the next one, if one column holds both
	columns int      // it stands over, if there are so many
	chars   int      // of a table or picture
}

// block is furniture of a whole number of lines; draw paints it with its corner at a point.
type block struct {
	lines   int
	columns int         // that it stands over; 0: its own
	width   unit.Length // of what stands over columns, as a pull quote; 0: its column's
	draw    func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item
}

// picture is a picture and its caption, or a group of pictures (组图): then pic is the first
// and the caption that of all.
type picture struct {
	block        int
	pic          *editions.Picture
	caption      *inline.Para // nil without one
	words        *inline.Para // the caption without its credit, and that alone, where it has both
	credit       *inline.Para
	captionBlock int       // of a group's caption
	members      []picture // of a group
	signed       bool      // the credit of its last picture is that of all
	chars        int
}

// labelled tells whether the story shows its label itself.
func (g *Galley) labelled() bool { return !g.silent && !g.Story.Label.IsEmpty() }

// Release lets go of the measured text, when the story is set and painted.
func (g *Galley) Release() { g.els, g.pictures, g.tail = nil, nil, nil }

// maker builds galleys with the scratch space of one goroutine.
type maker struct {
	*inline.Setter
	styles *Styles
	g      *Galley
}

// NewGalley measures a story for a slot. silent leaves out its label, which another story
// of its group shows.
func NewGalley(s *inline.Setter, k *Styles, st *editions.Story, slot *editions.Slot, silent bool) *Galley {
	m := &maker{s, k, &Galley{Story: st, styles: k, silent: silent, dir: direction(slot), body: body(slot)}}
	for i, b := range st.Blocks { // pictures and tables are more than their texts
		m.block(i, b, m.g.body)
	}
	m.g.stand()
	if st.BylineLast() {
		l := k.at(editions.Byline)
		para := k.para(l, st.Byline, st.File)
		para.Align = typo.Right // it may stand in the text's last line, behind it
		m.g.tail = m.text(para)
	}
	m.callNotes()
	m.g.Chars += m.heads()
	m.g.Title = st.Title()
	return m.g
}

// context is the story's text, in which names and terms stand that its headline must not
// part.
func context(st *editions.Story) string {
	var parts []string
	for p := range st.Parts() {
		if p.Block >= 0 {
			parts = append(parts, p.Text.String())
		}
	}
	return strings.Join(parts, "\n")
}

// markedNames lists what the story marks as names and titles.
func markedNames(st *editions.Story) (names []string) {
	const mark = editions.ProperName | editions.BookTitle
	for p := range st.Parts() {
		if p.Block < 0 {
			continue
		}
		for _, r := range p.Text.Runs {
			switch {
			case r.Marks&mark == 0:
			case r.Joined && len(names) > 0:
				names[len(names)-1] += r.Text
			default:
				names = append(names, r.Text)
			}
		}
	}
	return names
}

// heads counts the characters of the story's head.
func (m *maker) heads() int {
	n := 0
	for p := range m.g.Story.Parts() {
		if p.Block < 0 && !(m.g.silent && p.Role == editions.RoleLabel) {
			n += countChars(*p.Text)
		}
	}
	return n
}

// countChars counts characters as the newsroom does: without spaces and forced breaks.
func countChars(t editions.Text) int {
	n := 0
	for _, run := range t.Runs {
		for _, r := range run.Text {
			if r != ' ' && r != '\n' && r != '\u3000' && r != '\t' {
				n++
			}
		}
	}
	return n
}

// text measures a paragraph of the running text, in its direction.
func (m *maker) text(p *inline.Para) *inline.Shaped {
	p.Dir = m.g.dir
	return m.shape(p)
}

// lineGap notes paragraphs whose marks and readings have too little room between the
// lines: 1/2 em on one side, 5/8 em on both (clreq 3.1.8).
func (m *maker) lineGap(p *inline.Para, sh *inline.Shaped) {
	g := m.styles.grid
	need := []unit.Length{0, g.Size / 2, g.Size * 5 / 8}[sh.Sides()]
	if gap := g.Leading - g.Size; gap < need && m.g.Story.File != nil && len(p.Spans) > 0 {
		m.g.Findings.Add(source.New("TYP-GAP", m.g.Story.File.Pos(source.Span{Start: p.Spans[0].Offset, End: p.Spans[0].Offset}),
			source.Msg("marks-beside-text-between-lines-should", gap, need), source.Msg("set-such-text-with-more-leading")).Of(m.g.Story.ID))
	}
}

func (m *maker) shape(p *inline.Para) *inline.Shaped {
	sh := m.Shape(p)
	m.g.Findings = append(m.g.Findings, missing(m.g.Story, sh)...)
	return sh
}

// missing turns characters without a glyph into findings.
func missing(st *editions.Story, sh *inline.Shaped) source.List {
	var l source.List
	for _, x := range sh.Missing() {
		if r, _ := utf8.DecodeRuneInString(x.Text); unicode.In(r, unicode.Zl, unicode.Zp) {
			continue // told where it is read
		}
		remedy := source.Msg("add-font-to-fonts-name-in")
		if strings.ContainsFunc(x.Text, editions.Emoji) || strings.Contains(x.Text, asPicture) {
			remedy = source.Msg("take-emoji-out")
		}
		pos := place(st.File, x.Offset, x.Text)
		if x.Form {
			l.Add(source.New("GLY-MISS", pos, source.Msg("no-font-form-of-that-asked", x.Text, codePoints(x.Text)), remedy).As(source.Warning).Of(st.ID))
			continue
		}
		l.Add(source.New("GLY-MISS", pos, source.Msg("no-font-character", x.Text, codePoints(x.Text)), remedy).Of(st.ID))
	}
	return l
}

// asPicture asks for the picture of the sign before it, ❤️.
const asPicture = "\ufe0f"

// codePoints names the characters of a text as Unicode does: U+845B U+E0100.
func codePoints(text string) string {
	var b strings.Builder
	for _, r := range text {
		fmt.Fprintf(&b, " U+%04X", r)
	}
	return b.String()[1:]
}

func place(f *source.File, offset int, text string) source.Pos {
	if f == nil {
		return source.Pos{}
	}
	return f.Pos(source.Span{Start: offset, End: offset + len(text)})
}

func (m *maker) add(e element) {
	if e.sh != nil {
		e.chars = e.sh.Chars()
	}
	if e.cap != nil {
		e.chars += e.cap.chars
	}
	m.g.Chars += e.chars
	m.g.els = append(m.g.els, e)
}

func (m *maker) block(i int, b editions.Block, body editions.StyleName) {
	switch b := b.(type) {
	case *editions.Paragraph:
		m.paragraph(i, b, body)
	case *editions.List:
		m.list(i, b)
	case *editions.Table:
		m.table(i, b)
	case *editions.Picture:
		m.picture(i, b)
	default:
		m.plain(i, b)
	}
}

// plain sets a block that has no setting of its own: each text is a paragraph.
func (m *maker) plain(i int, b editions.Block) {
	for part := range editions.PartsOf(b) {
		l := m.styles.at(part.Style)
		m.add(element{block: i, part: part.Index, role: part.Role, style: l, sh: m.text(m.styles.para(l, part.Printed(), m.g.Story.File)), before: l.spec.Before, after: l.spec.After})
	}
}

func (m *maker) paragraph(i int, b *editions.Paragraph, body editions.StyleName) {
	if b.Kind == editions.GroupCaption {
		return // set with its pictures
	}
	style := b.Style()
	if style == editions.Body {
		style = body
	}
	l := m.styles.at(style)
	p := m.styles.para(l, b.Text, m.g.Story.File)
	var quote *pull
	if b.Kind == editions.PullText {
		quote, l = m.pull(l, p), m.styles.sized(style, m.styles.grid.Size)
		p = m.styles.para(l, b.Text, m.g.Story.File)
	}
	p.Formula = b.Kind == editions.FormulaText
	byKind(p, b)
	e := element{block: i, role: b.Kind.Role(), style: l, sh: m.text(p), before: l.spec.Before, after: l.spec.After}
	if e.before == 0 {
		m.lineGap(p, e.sh)
	}
	if l.spec.Ruled == editions.RuledAround || l.spec.Tint != "" {
		e.shift, e.narrow = m.styles.grid.Size/2, m.styles.grid.Size/2
	}
	switch b.Kind {
	case editions.PullText:
		e.pull = quote
	case editions.FormulaText:
		e.whole = true
	case editions.VerseText:
		e.whole, e.lines, e.names = true, 1+strings.Count(b.Text.String(), "\n"), names(b.Text)
	case editions.SubheadText:
		e.keep = 2
	case editions.QuoteText:
		e.shift, e.narrow = 2*m.styles.grid.Size, 2*m.styles.grid.Size
	case editions.SignoffText:
		e.narrow = 2 * m.styles.grid.Size
	}
	if b.Cap > 0 {
		m.capped(&e, b, p)
	}
	m.add(e)
}

// mostIndents is how many characters the items of lists within lists are moved in at most.
const mostIndents = 4

// list sets numbered items as paragraphs, as notices do, and bullets with a hanging mark; so are
// all items of a list within another, moved in by a character.
func (m *maker) list(i int, b *editions.List) {
	l := m.styles.at(editions.ListStyle)
	for n, it := range b.Items {
		p := m.styles.para(l, it.Text, m.g.Story.File)
		p.Spans = append([]inline.Span{{Text: it.Marker, Font: l.font, Offset: it.Span.Start}}, p.Spans...)
		if in := unit.Length(min(it.Level, mostIndents)); it.Marker == editions.Bullet || in > 0 {
			p.Indent, p.Hang = (1+in)*l.font.Size, (2+in)*l.font.Size
		}
		m.add(element{block: i, part: n, role: page.RoleListItem, style: l, sh: m.text(p)})
	}
}

func (m *maker) picture(i int, b *editions.Picture) {
	if b.Group == nil {
		m.addPicture(m.captioned(i, b))
		return
	}
	if b != b.Group.Pictures[0] {
		return // taken in with the first
	}
	p := picture{block: i, pic: b}
	captions := 0
	for k, b := range b.Group.Pictures {
		one := m.captioned(i+k, b)
		p.members, p.chars = append(p.members, one), p.chars+one.chars
		if one.caption != nil {
			captions++
		}
	}
	if c := b.Group.Caption; c != nil {
		p.captionBlock, p.chars = i+len(p.members), p.chars+countChars(c.Text)
		p.caption = m.styles.para(m.styles.at(editions.Caption), c.Text, m.g.Story.File)
		m.shape(p.caption)
		last := &p.members[len(p.members)-1]
		if p.signed = captions == 1 && last.caption != nil && last.pic.Caption.IsEmpty(); p.signed {
			last.caption.Align = typo.Right
		}
	}
	m.addPicture(p)
}

func (m *maker) addPicture(p picture) {
	m.g.Chars += p.chars
	m.g.pictures = append(m.g.pictures, p)
}

// captioned measures a picture's own caption.
func (m *maker) captioned(i int, b *editions.Picture) picture {
	pic := picture{block: i, pic: b}
	if t := captionText(b); !t.IsEmpty() {
		pic.caption = m.styles.para(m.styles.at(editions.Caption), t, m.g.Story.File)
		pic.chars = countChars(t)
		m.shape(pic.caption)
		if !b.Caption.IsEmpty() && !b.Credit.IsEmpty() {
			pic.words = m.styles.para(m.styles.at(editions.Caption), b.Caption, m.g.Story.File)
			pic.credit = m.styles.para(m.styles.at(editions.Caption), b.Credit, m.g.Story.File)
			pic.credit.Align = typo.Right
		}
	}
	return pic
}

// creditSpace stands between caption and credit.
const creditSpace = "\u3000"

// captionText joins caption and credit.
func captionText(b *editions.Picture) editions.Text {
	t := editions.Text{Runs: append([]editions.Run(nil), b.Caption.Runs...), Span: b.Caption.Span}
	if b.Credit.IsEmpty() {
		return t
	}
	if len(t.Runs) > 0 {
		t.Runs = append(t.Runs, editions.Run{Text: creditSpace, Span: b.Credit.Span})
	}
	t.Runs = append(t.Runs, b.Credit.Runs...)
	return t
}

// blockID is the Mark.ID of a story's block.
func blockID(story string, block int) string { return page.BlockID(story, block) }
