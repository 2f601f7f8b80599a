package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// resolve returns the class of the character at k of the span's text where its neighbours
// decide it: quotation marks are full-width in Chinese and narrow in Latin text, a
// full-width point between full-width figures is part of the number.
func (w *shaper) resolve(r rune, k int) class {
	c := classOf(r)
	switch c {
	case quote:
		return w.quotation(r, k)
	case straight:
		return w.straightMark(r, k)
	case han:
		switch {
		case r < 0x2E80 || r >= 0x3371 && r <= 0x33DF:
			return w.besideLetters(r, k)
		case r == '－':
			return w.minus(k)
		}
	case infix:
		if r == '.' && unicode.IsSpace(w.before(k)) && classOf(w.after(k)) == digit {
			return digit // .35
		}
	case stop:
		if r == '．' && w.beforeClass(k) == wideDigit && classOf(w.after(k)) == wideDigit {
			return wideDigit
		}
	}
	return c
}

// besideLetters is the class of a sign that belongs to a word of letters or a number where it
// touches one, and is a cell of its own among ideographs (UAX #14, AI): ² of 5m², × of 2×3, ㎡
// of 120㎡.
func (w *shaper) besideLetters(r rune, k int) class {
	switch {
	case strings.ContainsRune(signsBefore, r):
		if isWord(w.after(k)) || w.besideBracket(k) {
			return alpha
		}
	case strings.ContainsRune(signsBetween, r), r >= 0x2190 && r <= 0x22FF: // arrows, operators
		if b := w.after(k); w.behindWord(k) && (isWord(b) || classOf(b) == prefix) || w.besideBracket(k) {
			return alpha
		}
	case strings.ContainsRune(raisedSigns, r), r >= 0x3371:
		if w.behindWord(k) {
			return alpha
		}
	case strings.ContainsRune("§½¼¾⅓⅔", r):
		if w.behindWord(k) || isWord(w.after(k)) {
			return alpha
		}
	}
	return han
}

// besideBracket tells whether the sign at k stands in a formula, before a bracket or behind one.
func (w *shaper) besideBracket(k int) bool {
	return w.p.Formula && (strings.ContainsRune("([{|", w.after(k)) || strings.ContainsRune(")]}|", w.before(k)))
}

// minus is the class of the full-width － at k: the sign of a negative number, else a connector
// (太原－北京).
func (w *shaper) minus(k int) class {
	before := classOf(w.before(k))
	if classOf(w.after(k)) == digit && !words.has(before) && before != wideDigit {
		return prefix
	}
	return connector
}

const (
	signsBefore  = "√∑∏∫∂∇∠△"                      // of a number or letter
	signsBetween = "×÷∶≈≤≥≠−∼"                     // of two numbers or letters
	raisedSigns  = "²³¹⁰⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉₊₋ₙ′″º" // superscripts, subscripts and what is written as they are
)

// behindWord tells whether a letter or a figure stands before offset k of the span, raised
// signs between them not counted.
func (w *shaper) behindWord(k int) bool {
	text := w.s.Text[:k]
	for text != "" {
		r, n := utf8.DecodeLastRuneInString(text)
		if !strings.ContainsRune(raisedSigns, r) && !unseen(r) {
			return isWord(r)
		}
		text = text[:len(text)-n]
	}
	return isWord(w.before(0))
}

// straightMark decides whether a " opens or closes: by the spaces beside it, or in turn.
func (w *shaper) straightMark(r rune, k int) class {
	a, b := w.before(k), w.after(k)
	switch after := b == 0 || unicode.IsSpace(b); {
	case r != '"':
		return alpha
	case after != (a == 0 || unicode.IsSpace(a)):
		if after {
			return latinClose
		}
		return latinOpen
	case w.straight:
		return latinClose
	}
	return latinOpen
}

// before returns the character before offset k of the span, 0 at the paragraph's start.
func (w *shaper) before(k int) rune {
	for i, text := w.i, w.s.Text[:k]; ; text = w.p.Spans[i].Text {
		for text != "" {
			r, n := utf8.DecodeLastRuneInString(text)
			if !unseen(r) {
				return r
			}
			text = text[:len(text)-n]
		}
		if i--; i < 0 {
			return 0
		}
	}
}

func (w *shaper) beforeClass(k int) class {
	if n := len(w.sh.items); n > 0 && k > 0 {
		return w.sh.items[n-1].class
	}
	return classOf(w.before(k))
}

// after returns the character after the one at offset k, 0 at the paragraph's end.
func (w *shaper) after(k int) rune {
	_, n := utf8.DecodeRuneInString(w.s.Text[k:])
	for i, text := w.i, w.s.Text[k+n:]; ; text = w.p.Spans[i].Text {
		for text != "" {
			r, n := utf8.DecodeRuneInString(text)
			if !unseen(r) {
				return r
			}
			text = text[n:]
		}
		if i++; i >= len(w.p.Spans) {
			return 0
		}
	}
}

var chinese = fullCells | closing | of(wideDigit, open, middle, dash, ellipsis, connector, quote)

// quotation decides whether a quotation mark is Chinese. A pair is Latin when nothing
// Chinese stands beside either mark, and it holds or follows Latin text.
func (w *shaper) quotation(r rune, k int) class {
	if r == '“' || r == '‘' {
		if w.latinAround(k) && w.closesLatin(r, k) {
			return latinOpen
		}
		return open
	}
	if r == '’' && isWord(w.before(k)) && isWord(w.after(k)) {
		return alpha
	}
	if w.latinAround(k) && w.opensLatin(r, k) {
		return latinClose
	}
	return closer
}

func isWord(r rune) bool { return r != 0 && words.has(classOf(r)) }

func (w *shaper) latinAround(k int) bool {
	return latinAround(w.before(k), w.after(k))
}

// latinAround tells whether nothing Chinese and something Latin stands beside a mark: a letter, a
// figure or a mark of ASCII, as in “We waited,” he said.
func latinAround(a, b rune) bool {
	return !isChinese(a) && !isChinese(b) && (isLatin(a) || isLatin(b))
}

var latinMarks = of(infix, latinOpen, latinClose)

func isLatin(r rune) bool { return isWord(r) || r != 0 && latinMarks.has(classOf(r)) }

func isChinese(r rune) bool { return r != 0 && chinese.has(classOf(r)) }

// closesLatin looks for the closing mark of the pair that opens at k, in the same span.
func (w *shaper) closesLatin(r rune, k int) bool {
	shut := "”"
	if r == '‘' {
		shut = "’"
	}
	text := w.s.Text
	text = text[:min(len(text), k+2000)]
	for from := k + len("“"); ; {
		j := strings.Index(text[from:], shut)
		if j < 0 {
			return true
		}
		at := from + j
		a, b := w.before(at), w.after(at)
		if r == '‘' && isWord(a) && isWord(b) {
			from = at + len(shut)
			continue
		}
		return latinAround(a, b)
	}
}

// opensLatin looks for the opening mark of the pair that closes at k.
func (w *shaper) opensLatin(r rune, k int) bool {
	opening := "“"
	if r == '’' {
		opening = "‘"
	}
	text := w.s.Text[max(0, k-2000):k]
	j := strings.LastIndex(text, opening)
	if j < 0 {
		return true
	}
	at := k - len(text) + j
	return latinAround(w.before(at), w.after(at))
}
