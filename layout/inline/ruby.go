package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// reading is the annotation of the items [from,to).
type reading struct {
	from, to int
	text     string
}

// readings splits the reading of a span: a word for each character of the base when their
// numbers are equal, else one for the whole span (clreq 3.3).
func (sh *Shaped) readings(s *Span, from, to int) (list []reading) {
	words := strings.Fields(s.Ruby)
	if list = sh.wordReadings(s, words, from, to); list != nil {
		return list
	}
	var bases []int
	for i := from; i < to; i++ {
		if sh.items[i].flags&(tail|blank) == 0 && !sh.items[i].hidden() {
			bases = append(bases, i)
		}
	}
	if len(words) != len(bases) {
		return []reading{{from, to, strings.Join(words, " ")}}
	}
	for k, w := range words {
		end := to
		if k+1 < len(bases) {
			end = bases[k+1]
		}
		list = append(list, reading{bases[k], end, w})
	}
	return list
}

// wordReadings gives each word of a base, which spaces part, its reading, where the style
// reads by words; it returns nil if their numbers differ.
func (sh *Shaped) wordReadings(s *Span, words []string, from, to int) (list []reading) {
	if !sh.book.Words || zhuyin(s.Ruby) {
		return nil
	}
	inside := false
	for i := from; i < to; i++ {
		switch hidden := sh.items[i].hidden(); {
		case hidden:
			inside = false
		case inside:
			list[len(list)-1].to = i + 1
		case len(list) == len(words):
			return nil
		default:
			list, inside = append(list, reading{i, i + 1, words[len(list)]}), true
		}
	}
	if len(list) != len(words) {
		return nil
	}
	return list
}

// Readings is the room that the readings of a line take beside its em box, in em of 1/100: above
// it, in vertical text at its right.
func (sh *Shaped) Readings(l Line) (room int) {
	for i := l.From; i < l.To; i++ {
		switch s := &sh.para.Spans[sh.spanOf(i)]; {
		case s.Ruby == "":
		case sh.para.Dir != page.Vertical && zhuyin(s.Ruby): // at the right of its characters
		case zhuyin(s.Ruby):
			room = max(room, 40)
		default:
			return 56
		}
	}
	return room
}

// zhuyin tells whether a reading is in bopomofo.
func zhuyin(s string) bool {
	for _, r := range s {
		if r >= 0x3100 && r <= 0x312F || r >= 0x31A0 && r <= 0x31BF {
			return true
		}
	}
	return false
}

// annotate makes room for the readings of a span, whose items begin at from: a reading
// wider than its base parts the characters, so that readings keep a Latin word space, 1/4 em of
// theirs, apart (clreq 3.3.4.1); one alone may overhang neighbours without a reading by 1/4 em.
// A base with one reading is not broken.
func (w *shaper) annotate(from int) {
	sh := w.sh
	free := w.readFree(from)
	words := sh.book.Words && !zhuyin(w.s.Ruby) && w.partWords(from)
	list := sh.readings(w.s, from, len(sh.items))
	w.read = len(sh.items)
	for _, r := range list {
		if r.from >= r.to {
			continue
		}
		for i := r.from + 1; i < r.to; i++ {
			sh.items[i].flags |= keep
		}
		em := sh.runs[sh.items[r.from].run].em
		if zhuyin(r.text) && r.to == r.from+1 { // at the right of its character
			if sh.para.Dir != page.Vertical {
				sh.items[r.from].width += em / 2
			}
			continue
		}
		need := w.s.readingWidth(r.text, em/2) + em/8
		if words {
			need -= em / 8 // half an em parts it from the next
		} else if len(list) == 1 && free {
			need -= em / 2
		}
		base := int32(0)
		for i := r.from; i < r.to; i++ {
			base += sh.items[i].width
		}
		if need > base {
			w.spread(r, need-base)
		}
	}
}

// readFree tells whether a reading of the span, whose items begin at from, may overhang what
// stands beside it: no other reading is near on either side.
func (w *shaper) readFree(from int) bool {
	if w.read > 0 {
		between := int32(0)
		for i := w.read; i < from; i++ {
			between += w.sh.items[i].width
		}
		if between < w.sh.em {
			return false
		}
	}
	for between, k := 0, w.i+1; k < len(w.p.Spans) && between < 2; k++ {
		if s := &w.p.Spans[k]; s.Ruby != "" && s.Text != "" {
			return false
		} else if strings.ContainsFunc(s.Text, func(r rune) bool { return unicode.Is(unicode.Han, r) || r == '\n' }) {
			return true
		} else {
			between += utf8.RuneCountInString(s.Text)
		}
	}
	return true
}

// spread makes the cells of a reading's base wider by extra together.
func (w *shaper) spread(r reading, extra int32) {
	n := int32(r.to - r.from)
	for i := int32(0); i < n; i++ {
		w.sh.items[r.from+int(i)].width += extra*(i+1)/n - extra*i/n
	}
}

// readingFace returns the face and glyph that a reading's character is set with.
func (s *Span) readingFace(r rune) (*fonts.Face, fonts.GID) {
	if s.Font == nil {
		return nil, 0
	}
	for _, c := range []fonts.Chain{s.Font.Latin, s.Font.Han} {
		if len(c) > 0 {
			if f, g := c.Find(r); g != 0 {
				return f, g
			}
		}
	}
	return nil, 0
}

// readingWidth returns how wide a reading is at a size.
func (s *Span) readingWidth(text string, size int32) (w int32) {
	for _, r := range text {
		if f, g := s.readingFace(r); f != nil {
			w += scale(&run{em: size, upem: int32(max(f.UnitsPerEm(), 1))}, f.Advance(g))
		}
	}
	return w
}

// ruby draws the readings of the span's part in this line.
func (m *marker) ruby() {
	first, last := m.from, m.to // of the whole span, which other lines may hold a part of
	for first > 0 && m.sh.spanOf(first-1) == m.sh.spanOf(m.from) {
		first--
	}
	for last < len(m.sh.items) && m.sh.spanOf(last) == m.sh.spanOf(m.from) {
		last++
	}
	for _, r := range m.sh.readings(m.s, first, last) {
		if r.from < m.from || r.from >= m.to {
			continue
		}
		r.to = min(r.to, m.to)
		a, b := m.spots[r.from-m.from], m.spots[r.to-1-m.from]
		if zhuyin(r.text) && r.to == r.from+1 {
			m.bopomofo(r.text, a)
			continue
		}
		size := m.em / 2
		w := m.s.readingWidth(r.text, size)
		x := (a.x + b.x + b.w - w) / 2
		x = max(min(x, m.end-w), 0) // at the edges it keeps within the line
		m.pinyin(r.text, x, size)
	}
}

func (sh *Shaped) spanOf(i int) int32 { return sh.runs[sh.items[i].run].span }

// pinyin draws a reading above its base; in vertical text at the right, on its side.
func (m *marker) pinyin(text string, x, size int32) {
	up := m.em * 102 / 100 // of its baseline above the base's
	if m.sh.para.Dir == page.Vertical {
		up = m.em*62/100 - size/10
	}
	t := m.note(text, size)
	if t == nil {
		return
	}
	if m.sh.para.Dir != page.Vertical {
		t.At = m.point(x, -up)
		m.dst = append(m.dst, t)
		return
	}
	m.dst = append(m.dst, &page.Group{At: m.point(x, -up), Quarter: 1, Items: []page.Item{t}})
}

// note makes the text of a reading, all in the face of its first character. Its Src is
// empty: a reading is no part of the text's characters. It is black where it is too small for
// the inks of the text's colour.
func (m *marker) note(text string, size int32) *page.Text {
	first, _ := utf8.DecodeRuneInString(text)
	face, _ := m.s.readingFace(first)
	if face == nil {
		return nil
	}
	t := m.slab.text()
	*t = page.Text{Face: uint16(face.Index()), Size: unit.Length(size), Color: m.ink()}
	if t.Size < page.LeastInked && t.Color.Several() {
		t.Color = page.Black
	}
	ru := run{em: size, upem: int32(max(face.UnitsPerEm(), 1))}
	x := int32(0)
	for _, r := range text {
		g := face.Glyph(r)
		if g != 0 {
			t.Glyphs = append(t.Glyphs, page.Glyph{X: x, ID: g})
		}
		x += scale(&ru, face.Advance(g))
	}
	return t
}

const lightTone = '˙'

// tones stand at the right of the last symbol: those of Mandarin, of Minnan and Hakka, and the
// final stops of their checked syllables.
const tones = "ˊˇˋ˪˫ㆴㆵㆶㆷㆻ"

// bopomofo draws a reading in zhuyin at the right of its base: the symbols one above the
// other, 3/10 em in size, the tone at the right of the last one, the light tone on top
// (clreq 3.3.3).
func (m *marker) bopomofo(text string, base spot) {
	size := m.em * 3 / 10
	var symbols []rune
	tone, light := rune(0), false
	for _, r := range text {
		switch {
		case r == lightTone:
			light = true
		case strings.ContainsRune(tones, r):
			tone = r
		default:
			symbols = append(symbols, r)
		}
	}
	left := base.x + m.em + m.em/20 // of the column of symbols
	middle := -m.em * 38 / 100
	if m.sh.para.Dir == page.Vertical {
		left, middle = m.em/2+m.em/20, base.x+base.w/2
	}
	y := middle - size*int32(len(symbols))/2
	if light {
		m.symbol(lightTone, left, y, size)
	}
	for k, r := range symbols {
		foot := y + size*int32(k+1) - size*12/100
		m.symbol(r, left, foot, size)
		if tone != 0 && k == len(symbols)-1 {
			m.symbol(tone, left+size*85/100, foot-size/4, size)
		}
	}
}

// symbol draws one character with its left foot at x, y from the line's start.
func (m *marker) symbol(r rune, x, y, size int32) {
	if t := m.note(string(r), size); t != nil {
		t.At = unit.Point{X: m.at.X + unit.Length(x), Y: m.at.Y + unit.Length(y)}
		m.dst = append(m.dst, t)
	}
}
