package inline

import (
	"unicode"
	"unicode/utf8"

	"banxin/editions/atoms"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// item is a measured character or glyph of a shaped word: 16 bytes, because a story of
// 200,000 characters is an array of them.
type item struct {
	src   uint32 // offset of its first character in the paragraph's text, all spans joined
	run   uint32 // index of Shaped.runs
	width int32  // of its cell's full part: half an em for marks that give way
	gid   fonts.GID
	class class
	flags flags
}

type flags uint8

const (
	half   flags = 1 << iota // the other half of its em is empty and gives way
	tail                     // goes on the glyph or unit before: no break, no room in between
	latin                    // drawn with the Latin face
	blank                    // paints nothing
	turned                   // vertical text: lies on its right side
	keep                     // no line begins with it
	many                     // shows not exactly one character
	part                     // a line may begin with it, whatever its class
)

// run is what the items of one span and one face have in common.
type run struct {
	span   int32
	base   uint32 // offset of the span in the paragraph's text
	face   *fonts.Face
	em     int32
	rise   int32 // of superscripts, upwards; of subscripts below 0
	gap    int32 // between Han and Latin
	track  int32
	upem   int32
	centre int32 // of the em box above the baseline
	small  bool  // figures of vertical text that would be too wide for a cell
	slant  bool  // Latin words that are emphasized
}

// moved tells whether the run stands above or below its line.
func (r *run) moved() bool { return r.rise != 0 }

// Shaped is a paragraph measured; it does not depend on the measure and is immutable.
type Shaped struct {
	para    *Para
	book    *rulebook
	items   []item
	runs    []run
	shifts  []shift
	bonds   []bond  // by their items
	levels  []level // nil: it runs from left to right
	missing []Missing
	chars   int
	natural unit.Length
	em      int32
	text    uint32 // length of the paragraph's text
	indent  int32  // of the first line
	hang    int32  // of all others
	longest int32  // of verse: the longest line that stands with its lines
	spare   int32  // characters for which an indent leaves room in the narrowest line
	marked  bool   // something is drawn beside its lines
	id      uint64 // of this measuring, to its Setter
}

// shift moves the glyph of an item from its place: marks on letters.
type shift struct {
	item   int32
	dx, dy int16 // font units, y upwards
}

// Chars returns the characters of the source, spaces and forced breaks not counted.
func (sh *Shaped) Chars() int { return sh.chars }

// Offset is where an item stands in the paragraph's text, in bytes; its length where there is
// none.
func (sh *Shaped) Offset(i int) int {
	if i < len(sh.items) {
		return int(sh.items[i].src)
	}
	return int(sh.text)
}

// Align is that of the paragraph.
func (sh *Shaped) Align() typo.Align { return sh.para.Align }

// Natural returns the width of the paragraph on one line; of its longest piece, where forced
// breaks part it.
func (sh *Shaped) Natural() unit.Length { return sh.natural }

// Indent is how far a line is moved in from the start of its measure.
func (sh *Shaped) Indent(l Line) unit.Length {
	k := task{sh: sh, indent: sh.indent, hang: sh.hang, em: max(sh.em, 1)}
	return unit.Length(k.indentOf(clamp(l.Width), sh.begins(l.From)))
}

// begins tells whether the line that begins with an item is the first of the paragraph, or of
// one of its lines of verse.
func (sh *Shaped) begins(item int) bool {
	return item == 0 || sh.para.Verse && sh.items[item-1].class == newline
}

// Among says that verse stands with other stanzas, whose longest line has this width. It must be
// said before a line is broken.
func (sh *Shaped) Among(longest unit.Length) { sh.longest = clamp(longest) }

// Pieces counts those into which forced breaks part the paragraph.
func (sh *Shaped) Pieces() int {
	n := 1
	for i := range sh.items {
		if sh.items[i].class == newline {
			n++
		}
	}
	return n
}

// Missing lists them in order.
func (sh *Shaped) Missing() []Missing { return sh.missing }

// shape measures p into sh, reusing what sh holds.
func (s *Setter) shape(sh *Shaped, p *Para) {
	s.shaped++
	*sh = Shaped{para: p, book: s.book(p), items: sh.items[:0], runs: sh.runs[:0], shifts: sh.shifts[:0], bonds: sh.bonds[:0], missing: sh.missing[:0], levels: p.levels(), id: s.shaped}
	if cap(sh.items) == 0 {
		sh.items = make([]item, 0, p.runes())
	}
	w := &s.shaper
	w.start(sh, p)
	for i := range p.Spans {
		w.span(i)
	}
	w.finish()
	sh.natural = sh.measure()
	sh.longest = clamp(sh.natural)
}

func (p *Para) runes() (n int) {
	for i := range p.Spans {
		n += utf8.RuneCountInString(p.Spans[i].Text)
	}
	return n
}

// bookKey names a rulebook.
type bookKey struct {
	rules Rules
	dir   page.Dir
}

// book returns the rules of p, worked out once.
func (s *Setter) book(p *Para) *rulebook {
	k := bookKey{dir: p.Dir}
	if p.Rules != nil {
		k.rules = *p.Rules
	}
	b := s.books[k]
	if b == nil {
		if s.books == nil {
			s.books = map[bookKey]*rulebook{}
		}
		b = newRulebook(k.rules, p.Dir)
		s.books[k] = b
	}
	return b
}

// maxSize bounds the size of type, so that a line's width fits 31 bits.
const maxSize = 2000 * unit.Pt

// shaper turns the spans of one paragraph into items.
type shaper struct {
	sh       *Shaped
	p        *Para
	s        *Span
	i        int // index of the span
	base     uint32
	first    int  // the span's first run
	straight bool // an odd number of " has been seen
	read     int  // item after the last base with a reading; 0: none yet
	words    wordCache
	glyphs   []fonts.Shaped
	points   []int // at which the word in hand may be parted
	slant    bool  // the Latin text in hand is slanted

	next  flags  // what unseen characters say of the next item
	lead  int    // where unseen characters begin that stand at the start of the span; -1: none
	skips []skip // unseen characters of the word in hand
	found []atoms.Atom
}

func (w *shaper) start(sh *Shaped, p *Para) {
	w.read = 0
	w.sh, w.p, w.base, w.straight, w.next, w.lead = sh, p, 0, false, 0, -1
	for i := range p.Spans {
		if f := p.Spans[i].Font; f != nil {
			sh.em = max(sh.em, int32(min(max(f.Size, 0), maxSize)))
		}
	}
}

// span appends the items of span i.
func (w *shaper) span(i int) {
	w.i, w.s, w.first = i, &w.p.Spans[i], len(w.sh.runs)
	text, from := w.s.Text, len(w.sh.items)
	for k := 0; k < len(text); {
		if text[k] >= 0xE4 && text[k] <= 0xE9 && k+2 < len(text) && w.next == 0 && w.lead < 0 && text[k+1]&text[k+2]&0xC0 == 0x80 { // U+4000 … U+9FFF
			r := rune(text[k]&15)<<12 | rune(text[k+1]&63)<<6 | rune(text[k+2]&63)
			if r >= 0x4E00 && (text[k+1]|text[k+2])&0x40 == 0 {
				w.ideograph(r, k)
				k += 3
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(text[k:])
		c := w.resolve(r, k)
		if latinText.has(c) && w.narrow(r, c) {
			k = w.latin(k)
			continue
		}
		if (c == han || c == mark) && k+n < len(text) && text[k+n] >= firstOfMarks {
			n = clusterEnd(text, k) - k
		}
		at := len(w.sh.items)
		w.character(r, c, k, n)
		if !unseen(r) {
			w.settle(at)
		}
		k += n
	}
	if w.lead >= 0 { // nothing but unseen characters
		k := w.lead
		w.lead = -1
		w.invisible(mark, k)
		w.last().flags |= many
	}
	if w.s.Ruby != "" && len(w.sh.items) > from {
		w.annotate(from)
	}
	if w.s.Room > 0 {
		w.spreadOver(from)
	}
	w.sh.marked = w.sh.marked || w.s.marked()
	w.base += uint32(len(text))
	w.sh.text = w.base
}

// narrow tells whether r is set with the Latin face: all of these but the forms of a full
// or half Chinese cell.
func (w *shaper) narrow(r rune, c class) bool {
	return r < 0x2000 || c == alpha || r < 0x2100 && (c == latinOpen || c == latinClose)
}

// run returns the index of the span's run with this face.
func (w *shaper) run(f *fonts.Face) uint32 {
	for i := w.first; i < len(w.sh.runs); i++ {
		if w.sh.runs[i].face == f && !w.sh.runs[i].small && w.sh.runs[i].slant == w.slant {
			return uint32(i)
		}
	}
	w.sh.runs = append(w.sh.runs, w.newRun(f))
	return uint32(len(w.sh.runs) - 1)
}

func (w *shaper) newRun(f *fonts.Face) run {
	size := unit.Length(0)
	if w.s.Font != nil {
		size = min(max(w.s.Font.Size, 0), maxSize)
	}
	r := run{span: int32(w.i), base: w.base, face: f, upem: 1000, slant: w.slant}
	if w.s.Super {
		r.rise = int32(size) * 2 / 5
		size = size * 3 / 5
	} else if w.s.Sub {
		r.rise = -int32(size) * 3 / 20
		size = size * 3 / 5
	}
	r.em = int32(size)
	r.gap = int32(size * unit.Length(min(max(w.p.Gap, 0), 1000)) / 1000)
	r.track = int32(size * unit.Length(min(max(w.p.Track, -500), 4000)) / 1000)
	r.centre = int32(size * 38 / 100)
	if f != nil {
		r.upem = int32(max(f.UnitsPerEm(), 1))
	}
	return r
}

// find looks r up in the chains of the span, the Han or the Latin one first.
func (w *shaper) find(r rune, latinFirst bool) (*fonts.Face, fonts.GID) {
	f := w.s.Font
	if f == nil {
		return nil, 0
	}
	a, b := f.Han, f.Latin
	if latinFirst {
		a, b = b, a
	}
	if len(a) == 0 {
		a, b = b, nil
	}
	if len(a) == 0 {
		return nil, 0
	}
	face, gid := a.Find(r)
	if gid == 0 && len(b) > 0 {
		if face2, gid2 := b.Find(r); gid2 != 0 {
			return face2, gid2
		}
	}
	return face, gid
}

func (w *shaper) miss(r rune, k int) { w.missText(string(r), k, false) }

// missText notes that no face has a text that stands at k of the span.
func (w *shaper) missText(text string, k int, form bool) {
	at := w.s.Offset
	if w.s.Verbatim {
		at += k
	}
	w.sh.missing = append(w.sh.missing, Missing{text, at, form})
}

// ideograph appends a Han character: the fast path.
func (w *shaper) ideograph(r rune, k int) {
	sh := w.sh
	if n := len(sh.items); n > 0 && w.s.Font != nil && len(w.s.Font.Han) > 0 {
		if ri := sh.items[n-1].run; int(ri) >= w.first && sh.runs[ri].face == w.s.Font.Han[0] && !sh.runs[ri].small && !sh.runs[ri].slant {
			if g := sh.runs[ri].face.Glyph(r); g != 0 {
				sh.items = append(sh.items, item{src: w.base + uint32(k), run: ri, width: sh.runs[ri].em, gid: g, class: han})
				return
			}
		}
	}
	face, gid := w.find(r, false)
	if gid == 0 {
		w.miss(r, k)
	}
	ri := w.run(face)
	sh.items = append(sh.items, item{src: w.base + uint32(k), run: ri, width: sh.runs[ri].em, gid: gid, class: han})
}

// finish does what needs both neighbours: spaces between Han and Latin. It counts the characters.
func (w *shaper) finish() {
	sh := w.sh
	for i := range sh.items {
		it := &sh.items[i]
		if it.flags&many == 0 && !maySpace.has(it.class) {
			sh.chars++
			continue
		}
		sh.chars += sh.charsAt(i)
		if it.class == space && i > 0 && i+1 < len(sh.items) {
			w.spaceBetween(it, &sh.items[i-1], &sh.items[i+1])
		}
	}
	w.bonds()
	sh.indent, sh.hang = clamp(w.p.Indent), clamp(w.p.Hang)
	if sh.book.OpenIndent && len(sh.items) > 0 && sh.items[0].class == open {
		sh.indent += thousandths(sh.runs[sh.items[0].run].em, sh.book.cells[open].lead)
	}
	if sh.spare = 2; sh.omission() {
		sh.spare = 4
	}
}

// maySpace are the classes that hold characters of unicode.IsSpace.
var maySpace = of(space, gapSpace, wideSpace, zeroSpace, softHyphen, newline, mark, glue, breakAfter)

// charsAt counts the characters item i shows, spaces left out.
func (sh *Shaped) charsAt(i int) (n int) {
	it := &sh.items[i]
	if it.flags&many == 0 && !maySpace.has(it.class) {
		return 1
	}
	for _, r := range sh.source(i, i+1) {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}

// source returns the text of the items [i,j), which must be of one span.
func (sh *Shaped) source(i, j int) string {
	r := &sh.runs[sh.items[i].run]
	text := sh.para.Spans[r.span].Text
	from, to := sh.items[i].src-r.base, uint32(len(text))
	if j < len(sh.items) {
		to = min(to, sh.items[j].src-r.base)
	}
	return text[from:to]
}

// spaceBetween makes a typed space the Han-Latin gap; between Han it is as wide as they
// are, or half of that in a headline.
func (w *shaper) spaceBetween(it, a, b *item) {
	ru := &w.sh.runs[it.run]
	ha, hb := a.class == han, b.class == han
	switch {
	case ha && hb:
		it.width = ru.em
		if w.p.Head {
			it.width = ru.em / 2
		}
	case (ha && b.flags&latin != 0 || hb && a.flags&latin != 0) && ru.gap > 0:
		it.width = ru.gap
		it.class = gapSpace
	}
}
