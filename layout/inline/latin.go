package inline

import (
	"strings"
	"unicode/utf8"

	"banxin/fonts"
	"banxin/layout/page"
)

// latin appends the run of Latin text that begins at k and returns its end.
func (w *shaper) latin(k int) int {
	end, from := k, k
	var face *fonts.Face
	text := w.s.Text
	if w.s.Emphasis || w.s.Italic {
		w.slant = w.lettered(k)
		defer func() { w.slant = false }()
	}
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		c := classOf(r)
		if (c == mark && r >= 0x300 || unseen(r)) && end > k {
			end += n
			continue
		}
		if c = w.resolve(r, end); !latinText.has(c) || !w.narrow(r, c) {
			break
		}
		var f *fonts.Face
		if n, f = w.letter(r, end, n); end > from && (f != face || w.turns(end)) {
			w.word(face, from, end)
			from = end
		}
		face = f
		w.mark(r)
		end += n
	}
	w.word(face, from, end)
	return end
}

// lettered tells whether the run of Latin text that begins at k has a letter or stands behind
// one that is slanted: figures alone are not.
func (w *shaper) lettered(k int) bool {
	items := w.sh.items
	for i := len(items) - 1; i >= 0 && items[i].src >= w.base; i-- {
		if items[i].class != space {
			if w.sh.runs[items[i].run].slant {
				return true
			}
			break
		}
	}
	for _, r := range w.s.Text[k:] {
		switch c := classOf(r); {
		case c == alpha:
			return true
		case !latinText.has(c) && c != mark:
			return false
		}
	}
	return false
}

// letter returns how long the letter of n bytes at k is with its marks, and the face of all.
func (w *shaper) letter(r rune, k, n int) (int, *fonts.Face) {
	if text := w.s.Text; k+n < len(text) && text[k+n] >= firstOfMarks {
		if end := clusterEnd(text, k); end > k+n {
			return end - k, w.faceOf(k, end, true)
		}
	}
	f, gid := w.find(w.seen(r, k), true)
	if gid == 0 {
		return n, w.faceOf(k, k+n, true)
	}
	return n, f
}

// mark keeps count of straight quotation marks, which open and close in turn.
func (w *shaper) mark(r rune) {
	if r == '"' {
		w.straight = !w.straight
	}
}

// word appends the glyphs of text[from:to], all of one face.
func (w *shaper) word(face *fonts.Face, from, to int) {
	text := w.s.Text[from:to]
	start := len(w.sh.items)
	w.straightFor(text)
	if w.p.Dir == page.Vertical && (w.inCell(text, from, to) || w.acronym(text, from, to)) {
		w.standing(face, text, from, to)
		w.settle(start)
		return
	}
	ri := w.run(face)
	if face == nil || digits(text) {
		w.simple(ri, text, from)
	} else {
		word := w.stripped(text)
		if w.points = w.points[:0]; !w.torso(from, to) {
			w.wordPoints(word, from)
		}
		w.shapedWord(ri, word, from)
		w.jointed(start, word, from)
	}
	if w.p.Dir == page.Vertical {
		for i := start; i < len(w.sh.items); i++ {
			w.sh.items[i].flags |= turned
		}
	}
	w.settle(start)
	w.unseenIn(start, from, to)
}

// torso tells whether text[from:to] is only part of a word whose other letters have another face,
// so that nothing can be said of where it may be parted.
func (w *shaper) torso(from, to int) bool {
	after, _ := utf8.DecodeRuneInString(w.s.Text[to:])
	return isLetter(after) || isLetter(w.before(from))
}

// standing appends text that stands upright in vertical lines, slanted in none.
func (w *shaper) standing(face *fonts.Face, text string, from, to int) {
	slant := w.slant
	w.slant = false
	if w.inCell(text, from, to) {
		w.cellOf(w.run(face), text, from)
	} else {
		w.lettersOf(text, from)
	}
	w.slant = slant
}

// straightFor steps back over the straight quotation marks of text, for classes are
// resolved again as its items are made.
func (w *shaper) straightFor(text string) {
	if strings.Count(text, `"`)%2 == 1 {
		w.straight = !w.straight
	}
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// simple sets characters by their advances, without a shaper: figures have no kerning.
func (w *shaper) simple(ri uint32, text string, at int) {
	ru := &w.sh.runs[ri]
	for k, r := range text {
		it := item{src: w.base + uint32(at+k), run: ri, class: w.resolve(r, at+k), flags: latin, width: ru.em / 2}
		w.mark(r)
		if ru.face != nil {
			it.gid = ru.face.Glyph(r)
			it.width = scale(ru, ru.face.Advance(it.gid))
		}
		w.sh.items = append(w.sh.items, it)
	}
}

// shapedWord sets text with its face's kerning and ligatures. What stood at w.skips is left
// out of it.
func (w *shaper) shapedWord(ri uint32, text string, at int) {
	ru := &w.sh.runs[ri]
	glyphs := w.words.shape(w, ru.face, text, w.levelOf(at)%2 == 1)
	next := 0 // offset up to which characters have been classed
	points := w.points
	for i, g := range glyphs {
		src := w.base + uint32(at+w.original(g.Cluster))
		for len(points) > 0 && g.Cluster >= points[0] {
			if g.Cluster == points[0] {
				w.sh.items = append(w.sh.items, item{src: src - w.typedHyphen(g.Cluster), run: ri, class: softHyphen, flags: latin | blank})
			}
			points = points[1:]
		}
		it := item{src: src, run: ri, gid: g.ID, width: scale(ru, g.Advance), flags: latin}
		if i > 0 && g.Cluster == glyphs[i-1].Cluster {
			it.class, it.flags = w.last().class, it.flags|tail|many
			w.last().flags |= many
		} else {
			end := len(text)
			for j := i + 1; j < len(glyphs); j++ {
				if glyphs[j].Cluster > g.Cluster {
					end = glyphs[j].Cluster
					break
				}
			}
			it.class = w.lastClass(text, at, max(next, g.Cluster), end)
			if utf8.RuneCountInString(text[g.Cluster:end]) != 1 {
				it.flags |= many
			}
			next = end
		}
		if g.XOffset != 0 || g.YOffset != 0 {
			w.sh.shifts = append(w.sh.shifts, shift{int32(len(w.sh.items)), int16(g.XOffset), int16(g.YOffset)})
		}
		w.sh.items = append(w.sh.items, it)
	}
}

// lastClass returns the class of the last base character of text[from:to].
func (w *shaper) lastClass(text string, at, from, to int) class {
	c := alpha
	for k, r := range text[from:to] {
		if d := w.resolve(r, at+w.original(from+k)); d != mark {
			c = d
		}
		w.mark(r)
	}
	return c
}

// wordCache keeps shaped words: a newspaper uses few, again and again.
type wordCache struct {
	m map[wordKey][]fonts.Shaped
}

type wordKey struct {
	face *fonts.Face
	text string
	left bool // it runs to the left
}

const maxWords, maxWordLen = 4096, 24

// shape returns the glyphs of text, good until the next call.
func (c *wordCache) shape(w *shaper, face *fonts.Face, text string, left bool) []fonts.Shaped {
	shape := face.ShapeLatin
	if left {
		shape = face.ShapeRightToLeft
	}
	if len(text) > maxWordLen {
		w.glyphs = shape(w.glyphs[:0], text)
		return w.glyphs
	}
	if g, ok := c.m[wordKey{face, text, left}]; ok {
		return g
	}
	if c.m == nil || len(c.m) >= maxWords {
		c.m = make(map[wordKey][]fonts.Shaped)
	}
	text = strings.Clone(text)
	g := shape(nil, text)
	c.m[wordKey{face, text, left}] = g
	return g
}
