package lint

import (
	"slices"
	"unicode"

	"banxin/editions"
	"banxin/editions/source"
)

// Lengths that make two passages the same but for a word: so many characters alike before
// it and after it; or very many before it, and the word one character.
const (
	before = 6
	after  = 7
	long   = 12
	short  = 2
)

// grams finds places of the text by the characters that follow.
type grams struct {
	text []rune
	head [1 << 10]int32 // place + 1
	next []int32
}

func newGrams(text []rune) *grams {
	g := &grams{text: text, next: make([]int32, len(text))}
	for i := len(text) - before; i >= 0; i-- {
		h := hash(text[i:i+before]) & (1<<10 - 1)
		g.next[i], g.head[h] = g.head[h], int32(i+1)
	}
	return g
}

// captionsAgree compares the captions with the text: the same sentence with another word
// in it is a question to the editor.
func (c *checker) captionsAgree() {
	if len(c.facts.captions) == 0 || len(c.facts.body) < before+after {
		return
	}
	g := newGrams(c.facts.body)
	for _, text := range c.facts.captions {
		t := &c.text
		t.set(editions.RoleCaption, 0, text)
		for i := 0; i+before+after < min(len(t.r), maxBracket); {
			i = c.captionAgrees(g, i)
		}
	}
}

// captionAgrees compares what begins at i and returns where to go on.
func (c *checker) captionAgrees(g *grams, i int) int {
	t := &c.text
	tries := 0
	for p := g.head[hash(t.r[i:i+before])&(1<<10-1)]; p > 0 && tries < 50; p = g.next[p-1] {
		tries++
		at := int(p - 1)
		n := common(t.r[i:], g.text[at:])
		if n < before {
			continue
		}
		a, b := t.r[i+n:], g.text[at+n:]
		for _, d := range [...][2]int{{1, 1}, {2, 2}, {1, 2}, {2, 1}, {0, 1}, {0, 2}, {1, 0}, {2, 0}} {
			need := after
			if n >= long && d == [2]int{1, 1} {
				need = short
			}
			if len(a) < d[0] || len(b) < d[1] || common(a[d[0]:], b[d[1]:]) < need || !words(a[:d[0]]) || !words(b[:d[1]]) {
				continue
			}
			from := i + n
			c.add(max(from-1, 0), from+max(d[0], 1), finding("REL-CAPTION", source.Msg("caption-says-text", string(t.r[from-2:from+d[0]+1]), string(g.text[at+n-2:at+n+d[1]+1])), source.Msg("make-sure-which-right")))
			return from + d[0]
		}
		if n > before {
			return i + n - before + 1
		}
	}
	return i + 1
}

func common(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// words tells whether there are letters or figures only.
func words(r []rune) bool {
	return !slices.ContainsFunc(r, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
