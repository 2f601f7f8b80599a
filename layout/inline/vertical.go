package inline

import (
	"strings"
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
// a letter or a few figures by themselves (纵中横排, clreq 2.4.2).
func (w *shaper) inCell(text string, from, to int) bool {
	n := utf8.RuneCountInString(text)
	most := w.sh.book.Upright
	if most == 0 {
		most = 2
	}
	if n > 1 && (n > most || !digits(text)) || w.groupAfter(to) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	return words.has(classOf(r)) && !w.joins(w.before(from)) && !w.joinsAfter(to)
}

// groupAfter tells whether a space and three figures more follow offset to: 5 000 000 lies on
// its side as a whole.
func (w *shaper) groupAfter(to int) bool {
	r, n := utf8.DecodeRuneInString(w.s.Text[to:])
	if r != ' ' && r != '\u00A0' && r != '\u2009' && r != '\u202F' {
		return false
	}
	rest := w.s.Text[to+n:]
	return len(rest) >= 3 && digits(rest[:3]) && (len(rest) == 3 || !digits(rest[3:4]))
}

// acronym tells whether Latin text[from:to] of vertical text is a word of capitals, figures
// among them, that the style sets upright.
func (w *shaper) acronym(text string, from, to int) bool {
	if !w.sh.book.Acronyms || digits(text) || w.joins(w.before(from)) || w.joinsAfter(to) {
		return false
	}
	for i := range len(text) {
		if c := text[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// joinsAfter tells whether what follows offset to makes the text before it part of
// something longer.
func (w *shaper) joinsAfter(to int) bool {
	return w.joins(w.after(to - 1))
}

// lettersOf appends the letters of text upright, each in a cell of its own, as full-width
// forms where a face has them. No line ends between them.
func (w *shaper) lettersOf(text string, at int) {
	for k, r := range text {
		face, gid := w.find(r+'Ａ'-'A', false)
		if gid == 0 {
			face, gid = w.find(r, true)
		}
		it := item{src: w.base + uint32(at+k), run: w.run(face), gid: gid, class: upCell}
		it.width = w.sh.runs[it.run].em
		if k > 0 {
			it.flags = keep
		}
		w.sh.items = append(w.sh.items, it)
	}
}

// joins tells whether r beside a figure makes it part of something longer. Signs with a
// cell of their own, such as ℃, do not.
func (w *shaper) joins(r rune) bool {
	c := classOf(r)
	return r != 0 && (latinText.has(c) && w.narrow(r, c) || strings.ContainsRune(raisedSigns, r))
}

// cellOf appends text as one upright cell, smaller where it would be wider than that.
func (w *shaper) cellOf(ri uint32, text string, at int) {
	cell, wide := w.sh.runs[ri].em, int32(0)
	for _, r := range text {
		if f := w.sh.runs[ri].face; f != nil {
			wide += w.advance(&w.sh.runs[ri], f.Glyph(r))
		}
	}
	if wide > cell {
		small := w.newRun(w.sh.runs[ri].face)
		small.small = true
		small.em = int32(int64(cell) * int64(cell) / int64(wide))
		w.sh.runs = append(w.sh.runs, small)
		ri = uint32(len(w.sh.runs) - 1)
	}
	for k, r := range text {
		it := item{src: w.base + uint32(at+k), run: ri, class: upCell, width: cell}
		if f := w.sh.runs[ri].face; f != nil {
			it.gid = f.Glyph(r)
		}
		if k > 0 {
			it.width, it.flags = 0, tail
		}
		w.sh.items = append(w.sh.items, it)
	}
}
