package inline

import (
	"unicode/utf8"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/typo"
)

// character appends a character with a cell of its own, or with none.
func (w *shaper) character(r rune, c class, k, n int) {
	switch c {
	case mark:
		if len(w.sh.items) > 0 && w.last().src >= w.base && w.last().class != newline {
			w.attach(r, k, k+n)
			return
		}
		w.invisible(c, k)
		return
	case newline:
		w.invisible(c, k)
		return
	case zeroSpace, softHyphen, glue:
		if unseen(r) {
			w.unseenMark(r, k)
			return
		}
		if r != 0xA0 && r != 0x202F && r != 0x2007 {
			w.invisible(c, k)
			return
		}
	case han:
		if n > utf8.RuneLen(r) {
			w.cluster(k, k+n)
			return
		}
	case wideSpace:
		if len(w.sh.items) == 0 || w.last().class == newline {
			w.invisible(mark, k)
			return
		}
	}
	latinFirst := c == space || c == glue || c == breakAfter
	face, gid := w.find(w.seen(r, k), latinFirst)
	if r == '／' { // its own glyph fills an em, GB/T 15834 gives it half of one
		if f, g := w.find('/', false); g != 0 && f == face {
			gid = g
		}
	}
	it := item{src: w.base + uint32(k), run: w.run(face), gid: gid, class: c}
	ru := &w.sh.runs[it.run]
	if gid == 0 {
		switch c {
		case space, wideSpace, glue, breakAfter:
			it.flags |= blank
		default:
			w.miss(r, k)
		}
	}
	if w.p.Dir == page.Vertical && face != nil {
		w.stand(&it, r, face)
	}
	if r == '－' && c == connector && w.sh.book.Level != typo.LevelNone {
		it.flags |= keep // it begins no line, whatever the level lets begin one
	}
	w.cell(&it, ru, r)
	w.unite(&it, r)
	w.sh.items = append(w.sh.items, it)
}

func (w *shaper) last() *item { return &w.sh.items[len(w.sh.items)-1] }

// invisible appends a character that paints nothing and has no width.
func (w *shaper) invisible(c class, k int) {
	it := item{src: w.base + uint32(k), class: c, flags: blank}
	if n := len(w.sh.items); n > 0 && int(w.sh.items[n-1].run) >= w.first && len(w.sh.runs) > w.first {
		it.run = w.sh.items[n-1].run
		if c == mark {
			it.flags |= tail
		}
	} else if len(w.sh.runs) > w.first {
		it.run = uint32(w.first)
	} else {
		face, _ := w.find('一', false)
		it.run = w.run(face)
	}
	w.sh.items = append(w.sh.items, it)
}

// cell gives an item its width (clreq 3.1.2, 3.1.6.1; GB/T 15834 5.1): the full part of
// its cell; the rest is room beside it.
func (w *shaper) cell(it *item, ru *run, r rune) {
	em := ru.em
	switch it.class {
	case open, closer, stop, comma, colon, exclam, middle, solidus:
		c := w.sh.book.cells[it.class]
		it.width = thousandths(em, c.body)
		if c.lead+c.trail > 0 {
			it.flags |= half
		}
		if r == '‼' || r >= '⁇' && r <= '⁉' {
			it.width, it.flags = em, it.flags&^half
		}
	case connector:
		it.width = em
		if (r == '–' || r == '‐') && !w.sh.book.Grid {
			it.width = em / 2
		}
	case dash:
		it.width = em
		if r == '⸺' {
			it.width = 2 * em
		}
	case space, glue, breakAfter:
		it.flags |= latin
		it.width = em / 4
		if ru.face != nil && it.gid != 0 {
			it.width = scale(ru, ru.face.Advance(it.gid))
		}
		if r == '\t' {
			it.width = em
		}
	case han, nonStart, prefix, postfix:
		it.width = em
		if adv := w.advance(ru, it.gid); !w.sh.book.vertical && !w.sh.book.Grid && !fullCell(r) && adv > 0 {
			it.width = adv
		}
	default:
		it.width = em
	}
}

func (w *shaper) advance(ru *run, g fonts.GID) int32 {
	if ru.face == nil || g == 0 {
		return 0
	}
	return scale(ru, ru.face.Advance(g))
}

// fullCell tells whether r always fills an em: kana, bopomofo, ideographs, full-width forms.
func fullCell(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF01 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 || r >= 0x20000
}

// unite joins —— and …… to units of two em, and sets ？！ in one em together (clreq
// 3.1.5.1; GB/T 15834 5.1.2: doubled marks take one place, tripled ones two). A — by
// itself is a connector, which begins no line (clreq 3.1.4).
func (w *shaper) unite(it *item, r rune) {
	n := len(w.sh.items)
	if n == 0 {
		return
	}
	prev := &w.sh.items[n-1]
	switch it.class {
	case dash, ellipsis:
		if prev.class == it.class && prev.flags&tail == 0 && prev.gid == it.gid && prev.run == it.run && r != '⸺' {
			it.flags |= tail
			prev.flags &^= keep
		} else if r == '—' && prev.class != newline && w.sh.book.start.has(connector) {
			it.flags |= keep
		}
	case exclam:
		if w.sh.book.abreast && prev.class == exclam && prev.flags&tail == 0 && it.width == prev.width && it.run == prev.run {
			it.flags, it.width = it.flags|tail, 0 // side by side in one em
			return
		}
		if prev.class != exclam || it.flags&half == 0 {
			return
		}
		k := 1
		for i := n - 1; i >= 0 && w.sh.items[i].class == exclam; i-- {
			w.sh.items[i].flags |= half
			k++
		}
		if k%2 == 0 {
			it.flags &^= half
		}
	}
}

// omission tells whether the paragraph is two ellipses and nothing else: a paragraph left
// out (GB/T 15834 5.1.5).
func (sh *Shaped) omission() bool {
	i := sh.items
	return len(i) == 4 && i[0].class == ellipsis && i[1].flags&tail != 0 && i[2].class == ellipsis && i[3].flags&tail != 0
}

// thousandths is a part of a length in 1/1000. An em of 33 points times 1000 is more than 31 bits.
func thousandths(w, part int32) int32 { return int32(int64(w) * int64(part) / 1000) }

// scale turns font units into lengths, rounded to the nearest.
func scale(ru *run, v int) int32 {
	n := int64(v) * int64(ru.em)
	d := int64(ru.upem)
	if n < 0 {
		return int32((n - d/2) / d)
	}
	return int32((n + d/2) / d)
}
