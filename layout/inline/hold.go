package inline

import (
	"strings"

	"banxin/layout/unit"
)

// wholeWords keeps whole, in a paragraph that asks for it, what a narrow measure would part:
// words of two and three characters, and the atoms whose parting costs but those that are dates.
// Longer words may be parted two characters from either end.
func (w *shaper) wholeWords() {
	for _, b := range w.sh.bonds {
		if b.penalty != dated && b.penalty != dayed {
			w.hold(int(b.item))
		}
	}
	words := shortRuns
	if p := w.p.Phrases; p != nil && p.words != nil {
		words = p.words
	}
	text, at := []rune(w.p.text()), w.sh.before()
	whole := wordsHeld(text, wordsOf(text, words))
	for i := range w.sh.items {
		if k := at[i]; k < len(whole) && whole[k] && w.sh.items[i].flags&part == 0 {
			w.hold(i)
		}
	}
}

// shortRuns takes what stands by itself and has two or three characters for a word, and
// knows no others.
func shortRuns(text []rune) (ends []int, cost int) {
	if len(text) <= wholeWord {
		return []int{len(text)}, 0
	}
	for i := range text {
		ends = append(ends, i+1)
	}
	return ends, 0
}

// wholeWord is how many characters a word has at most that is not parted.
const wholeWord = 3

// wordsHeld tells of each character whether a word goes on there that is not parted. Two words
// of one character that meet may be one, and what leans on the word before it belongs to that:
// 棠川|区, as long as all together are short.
func wordsHeld(text []rune, tokens []token) []bool {
	out := make([]bool, len(text))
	start := 0 // of what is held together
	for k, t := range tokens {
		for i := t.from + 1; i < t.to && t.kind == chineseWord; i++ {
			out[i] = t.to-t.from <= wholeWord || i-t.from < 2 || t.to-i < 2
		}
		if k > 0 && t.to-start <= wholeWord && joined(text, tokens[k-1], t) {
			out[t.from] = true
			continue
		}
		start = t.from
	}
	return out
}

// joined tells whether a word of one character belongs to the one before it.
func joined(text []rune, a, b token) bool {
	x, y := lonely(text, a), lonely(text, b)
	if a.to != b.from || a.kind != chineseWord || y == 0 {
		return false
	}
	return x != 0 && leansNowhere(x) && leansNowhere(y) || strings.ContainsRune(backward, y) && !strings.ContainsRune(mayBegin, y)
}

// Least is the narrowest measure in which the rules let a paragraph stand: the width of its
// widest stretch without a place to break, though what belongs together be parted (Longest).
func (s *Setter) Least(sh *Shaped) unit.Length {
	n := &s.search.nodes
	n.prepare(sh, int32(maxMeasure))
	least := int32(0)
	for k := 1; k < len(n.list); k++ {
		least = max(least, n.list[k].end[solid]-n.list[k-1].start[solid])
	}
	return unit.Length(least)
}
