package inline

import (
	"unicode/utf8"

	"banxin/fonts"
)

// stand sets an item of vertical text on its feet or on its side (UAX #50) and takes the
// mainland's quotation marks for vertical text (GB/T 15834 5.2).
func (w *shaper) stand(it *item, r rune, face *fonts.Face) {
	if v, ok := verticalQuotes[r]; ok && (it.class == open || it.class == closer) {
		if f, g := w.find(v, false); g != 0 {
			face, it.gid, r = f, g, v
			it.run = w.run(f)
		}
	}
	v := face.Vert(it.gid)
	switch o := orientationOf(r); {
	case v != it.gid:
		it.gid = v
	case o == rotated && it.class != han || o == transformedRotated || it.class == dash || it.class == ellipsis:
		it.flags |= turned
	}
}

var verticalQuotes = map[rune]rune{'“': '『', '”': '』', '‘': '「', '’': '」'}

// inCell tells whether Latin text[from:to] of vertical text stands upright in one cell:
// a letter or one or two figures by themselves (纵中横排, clreq 2.4.2).
func (w *shaper) inCell(text string, from, to int) bool {
	n := utf8.RuneCountInString(text)
	if n > 2 || n == 2 && !digits(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	return words.has(classOf(r)) && !w.joins(w.before(from)) && !w.joins(w.after(to-1))
}

// joins tells whether r beside a figure makes it part of something longer.
func (w *shaper) joins(r rune) bool {
	return r != 0 && latinText.has(classOf(r))
}

// cellOf appends text as one upright cell.
func (w *shaper) cellOf(ri uint32, text string, at int) {
	ru := &w.sh.runs[ri]
	for k, r := range text {
		it := item{src: w.base + uint32(at+k), run: ri, class: han, flags: paired, width: ru.em}
		if ru.face != nil {
			it.gid = ru.face.Glyph(r)
		}
		if k > 0 {
			it.width, it.flags = 0, paired|tail
		}
		w.sh.items = append(w.sh.items, it)
	}
}
