package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/unicodedata"
	"golang.org/x/text/unicode/norm"

	"banxin/fonts"
	"banxin/layout/page"
)

// A base and its marks, a flag, an emoji with its tone or a family of them are one cluster
// (UAX #29): one face, one place, one line. Plain ideographs, letters and figures cost nothing
// more: what may go on a cluster begins with a byte from 0xCC on.

const (
	firstOfMarks = 0xCC // the least first byte of what may go on a cluster
	joiner       = '\u200D'
)

// clusterEnd returns where the cluster that begins at k ends (UAX #29, GB6-GB13).
func clusterEnd(text string, k int) int {
	r, n := utf8.DecodeRuneInString(text[k:])
	end := k + n
	picture, flags := unicode.Is(unicodedata.Extended_Pictographic, r), regional(r)
	for last := r; end < len(text) && text[end] >= firstOfMarks; last = r {
		r, n = utf8.DecodeRuneInString(text[end:])
		switch {
		case goesOn(r), last == joiner && picture && unicode.Is(unicodedata.Extended_Pictographic, r), jamoJoin(last, r):
		case flags && regional(r):
			flags = false // two make a flag
		default:
			return end
		}
		end += n
	}
	return end
}

// goesOn tells whether r is part of the character before it.
func goesOn(r rune) bool {
	return r == joiner || classOf(r) == mark && unicode.In(r, unicode.M, unicode.Cf) || r >= 0x1F3FB && r <= 0x1F3FF
}

func regional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// jamoJoin tells whether two letters of Hangul stand in one syllable (GB6-GB8).
func jamoJoin(a, b rune) bool {
	if b < 0x1100 || b > 0xD7FF {
		return false
	}
	is := func(r rune, tables ...*unicode.RangeTable) bool { return unicode.In(r, tables...) }
	l, v, t, lv, lvt := unicodedata.GraphemeBreakL, unicodedata.GraphemeBreakV, unicodedata.GraphemeBreakT, unicodedata.GraphemeBreakLV, unicodedata.GraphemeBreakLVT
	return is(a, l) && is(b, l, v, lv, lvt) || is(a, lv, v) && is(b, v, t) || is(a, lvt, t) && is(b, t)
}

// drawn tells whether r is to be seen: joiners and selectors only change others.
func drawn(r rune) bool {
	return r != joiner && !selects(r) && !unicode.In(r, unicode.Cf, unicode.Cc)
}

// selects tells whether r is a variation selector.
func selects(r rune) bool { return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF }

// faceOf returns the face that a cluster is set in, the first that has all its characters,
// Unicode's one for them, or what it is composed of; else that of the base, and the marks that
// it lacks are missing, or, where there is no base, the whole.
func (w *shaper) faceOf(k, end int, latinFirst bool) *fonts.Face {
	text := w.s.Text[k:end]
	whole, apart := norm.NFC.String(text), norm.NFD.String(text) // the shaper takes either
	a, b := w.chains(latinFirst)
	for _, chain := range [...]fonts.Chain{a, b} {
		for _, f := range chain {
			if has(f, text) || has(f, whole) || has(f, apart) {
				return f
			}
		}
	}
	base, n := utf8.DecodeRuneInString(text)
	f, gid := w.find(w.seen(base, k), latinFirst)
	if gid == 0 { // nothing of it can be shown: it is missing as one
		w.missText(text, k, false)
		return f
	}
	for i, r := range text[n:] {
		if drawn(r) && f.Glyph(r) == 0 {
			w.miss(r, k+n+i)
		}
	}
	return f
}

// has tells whether a face has all that is to be seen of a text.
func has(f *fonts.Face, text string) bool {
	for _, r := range text {
		if drawn(r) && f.Glyph(r) == 0 {
			return false
		}
	}
	return true
}

// cluster appends the cluster at k in one cell: an ideograph with a mark, a flag, an emoji.
func (w *shaper) cluster(k, end int) {
	sh, text := w.sh, w.s.Text[k:end]
	face := w.faceOf(k, end, false)
	ri := w.run(face)
	it := item{src: w.base + uint32(k), run: ri, class: han, flags: many, width: sh.runs[ri].em}
	base, _ := utf8.DecodeRuneInString(text)
	if face == nil || face.Glyph(w.seen(base, k)) == 0 && face.Glyph(base) == 0 { // one box, however many it is made of
		sh.items = append(sh.items, it)
		return
	}
	if adv := w.advance(&sh.runs[ri], face.Glyph(base)); !sh.book.vertical && !sh.book.Grid && !fullCell(base) && base < 0x1F000 && adv > 0 {
		it.width = adv
	}
	for i, g := range w.words.shape(w, face, text, false) {
		it.gid = g.ID
		if i > 0 {
			it.flags |= tail
			it.width = scale(&sh.runs[ri], g.Advance)
		}
		if g.XOffset != 0 || g.YOffset != 0 {
			sh.shifts = append(sh.shifts, shift{int32(len(sh.items)), int16(g.XOffset), int16(g.YOffset)})
		}
		sh.items = append(sh.items, it)
	}
}

// attach takes in a character that is part of the one before it.
func (w *shaper) attach(r rune, k, end int) {
	it := w.last()
	it.flags |= many
	switch {
	case selects(r):
		w.variant(it, r)
	case r == joiner:
		w.next |= keep // LB8a
	case !drawn(r) || classOf(r) != mark || it.class == newline:
	case fullCells.has(it.class) && it.flags&(tail|latin) == 0:
		from := int(it.src - w.base)
		w.sh.items = w.sh.items[:len(w.sh.items)-1]
		w.cluster(from, end)
	default:
		w.miss(r, k)
	}
}

// variant gives the character of an item the form that a variation selector behind it asks
// for, where a face has it.
func (w *shaper) variant(it *item, selector rune) {
	base, _ := utf8.DecodeRuneInString(w.s.Text[it.src-w.base:])
	a, b := w.chains(it.flags&latin != 0)
	for _, chain := range [...]fonts.Chain{a, b} {
		for _, f := range chain {
			g, ok := f.Variant(base, selector)
			if !ok {
				continue
			}
			if w.p.Dir == page.Vertical && it.flags&turned == 0 {
				g = f.Vert(g)
			}
			it.gid, it.run = g, w.run(f)
			return
		}
	}
	if unicode.Is(unicode.Han, base) && selector != 0xFE0E && selector != 0xFE0F && it.gid != 0 {
		w.missText(string([]rune{base, selector}), int(it.src-w.base), true)
	}
}

// chains are those of the span, the one that is asked first in front.
func (w *shaper) chains(latinFirst bool) (a, b fonts.Chain) {
	f := w.s.Font
	if f == nil {
		return nil, nil
	}
	if latinFirst {
		return f.Latin, f.Han
	}
	return f.Han, f.Latin
}

// Characters of no width that say where a line may end and change nothing else: a place to
// break, none, and a place to hyphenate.
const (
	zeroWidthSpace = '\u200B'
	wordJoiner     = '\u2060'
	oldJoiner      = '\uFEFF'
	softHyphenSign = '\u00AD'
)

// unseen tells whether r has no width and only says where a line may end.
func unseen(r rune) bool {
	return r == zeroWidthSpace || r == wordJoiner || r == oldJoiner || r == softHyphenSign
}

// unseenMark takes in the unseen character at k: what it says is of the next item, and it is
// part of the item before it, or of the next one at the start of a span.
func (w *shaper) unseenMark(r rune, k int) {
	switch {
	case r == zeroWidthSpace:
		w.next = w.next&^keep | part
	case r != softHyphenSign:
		w.next = w.next&^part | keep
	case isWord(w.before(k)) && isWord(w.after(k)):
		w.invisible(softHyphen, k)
		return
	}
	if len(w.sh.items) > 0 && w.last().src >= w.base && w.last().class != newline {
		w.last().flags |= many
	} else if w.lead < 0 {
		w.lead = k
	}
}

// settle gives the items from from on, the first behind unseen characters, what these say.
func (w *shaper) settle(from int) {
	items := w.sh.items
	if from >= len(items) {
		return
	}
	it := &items[from]
	if w.lead >= 0 {
		it.src, it.flags = w.base+uint32(w.lead), it.flags|many
		w.lead = -1
	}
	if b := w.sh.book; w.next&part == 0 || !b.start.has(it.class) && (from == 0 || !b.end.has(items[from-1].class)) {
		it.flags |= w.next
	}
	w.next = 0
}

// stripped returns a word of the span without its unseen characters, and where these stood.
func (w *shaper) stripped(text string) string {
	w.skips = w.skips[:0]
	if !strings.ContainsFunc(text, unseen) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unseen(r) {
			w.skips = append(w.skips, skip{b.Len(), r})
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// skip is an unseen character that was left out of a word.
type skip struct {
	at int // in the word without it
	r  rune
}

// original turns an offset of a stripped word into one of the word.
func (w *shaper) original(k int) int {
	out := k
	for _, s := range w.skips {
		if s.at <= k {
			out += utf8.RuneLen(s.r)
		}
	}
	return out
}

// typedHyphen is how long the hyphen is that was typed where a word may be parted.
func (w *shaper) typedHyphen(k int) uint32 {
	for _, s := range w.skips {
		if s.at == k && s.r == softHyphenSign {
			return uint32(len(string(softHyphenSign)))
		}
	}
	return 0
}

// unseenIn gives the items from start on, a word of the span, what the unseen characters say
// that were left out of it; what stood at its end goes to the next item.
func (w *shaper) unseenIn(start, from, to int) {
	if len(w.skips) == 0 {
		return
	}
	skips := w.skips
	w.skips = w.skips[:0]
	items := w.sh.items
	at, i := from, start
	for _, s := range skips {
		k := strings.IndexRune(w.s.Text[at:to], s.r) + at
		at = k + utf8.RuneLen(s.r)
		for i < len(items) && int(items[i].src-w.base) < at {
			i++
		}
		switch {
		case i == len(items):
			w.unseenMark(s.r, k)
		case s.r == zeroWidthSpace:
			items[i].flags |= part
		case s.r != softHyphenSign:
			items[i].flags |= keep
		}
		if i > start && items[i-1].class != softHyphen {
			items[i-1].flags |= many
		}
	}
}
