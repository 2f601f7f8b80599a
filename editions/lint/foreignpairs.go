package lint

import (
	"strings"
	"unicode"
)

// partners are the marks that close each opening one in some language: „ is closed by “ in
// German and by ” in Polish, » by « in Danish, ” by ” in Swedish.
var partners = map[rune]string{
	'(': ")）", '（': ")）", '[': "]］", '［': "]］", '{': "}｝", '｛': "}｝",
	'“': "”", '„': "“”", '‘': "’", '‚': "‘’", '”': "”", '"': `"`,
	'«': "»", '»': "«»", '‹': "›", '›': "‹›",
	'「': "」", '『': "』", '《': "》", '〈': "〉", '【': "】", '〔': "〕", '〖': "〗",
}

// quotation are the marks that a quotation may begin with.
const quotation = "“„‘‚”\"«»‹›「『"

// foreignPair looks at a bracket or quotation mark. Which way a quotation mark looks is told
// by what is open and by its neighbours, so that the habits of all languages are understood.
// Straight and curly apostrophes are never said to close nothing.
func (c *checker) foreignPair(i int) {
	t := &c.text
	r := t.r[i]
	_, opening := partners[r]
	switch {
	case strings.ContainsRune(")]}）］｝」』》〉】〕〗", r):
		if !t.marker(i) && !t.in(i-1, ":;-=") {
			c.shutForeign(i)
		}
	case r == '’':
		if !unicode.IsLetter(t.at(i-1)) || !unicode.IsLetter(t.at(i+1)) {
			c.closeOpen(i)
		}
	case !opening:
	case !strings.ContainsRune(quotation, r):
		c.push(r, i)
	case r == '"' && unicode.IsLetter(t.at(i-1)) && unicode.IsLetter(t.at(i+1)): // צה"ל
	case r == '"' && t.kindAt(i-1) == digit && !c.isOpen('"'): // inches
	case r == '‘' && t.kindAt(i+1) == digit: // ‘90s
	case c.closeOpen(i):
	case strings.ContainsRune(`“"‘‚„«‹「『`, r), t.startsWord(i):
		c.push(r, i)
	default:
		c.shutForeign(i)
	}
}

// startsWord tells whether the mark at i stands before a word and not after one.
func (t *passage) startsWord(i int) bool {
	return (i == 0 || t.k[i-1] == space || t.k[i-1] == newline || t.in(i-1, "([{—–-")) && i+1 < len(t.r) && t.k[i+1] != newline
}

func (c *checker) isOpen(r rune) bool {
	for _, b := range c.read.open {
		if b.r == r {
			return true
		}
	}
	return false
}

// closeOpen closes what the mark at i closes and tells whether there was any; those opened
// inside it stay open.
func (c *checker) closeOpen(i int) bool {
	open := c.read.open
	for n := len(open) - 1; n >= 0; n-- {
		if strings.ContainsRune(partners[open[n].r], c.text.r[i]) {
			for _, b := range open[n+1:] {
				c.unclosed(b)
			}
			c.read.open = open[:n]
			return true
		}
	}
	return false
}

// shutForeign closes what the mark at i closes; a quotation may have begun in a paragraph
// before.
func (c *checker) shutForeign(i int) {
	switch {
	case c.closeOpen(i):
	case c.read.pending != nil && strings.ContainsRune(`”»›“«"`, c.text.r[i]):
		c.read.pending = nil
	default:
		c.stray(c.text.r[i], i)
	}
}
