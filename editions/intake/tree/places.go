package tree

import (
	"sort"
	"unicode/utf8"
)

// Places finds the line and column of an offset in a text quickly, also in a text of one
// very long line.
type Places struct {
	text  string
	lines []int // offset of each line's first byte
	runes []int // characters before each step-th byte
}

const step = 512

// NewPlaces counts the lines and characters of a text once.
func NewPlaces(text string) *Places {
	p := &Places{text: text, lines: []int{0}}
	n := 0
	for i := 0; i < len(text); i++ {
		if i%step == 0 {
			p.runes = append(p.runes, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
		if text[i] == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	p.runes = append(p.runes, n)
	return p
}

// Place returns line and column, counted from 1; columns in characters.
func (p *Places) Place(offset int) (line, col int) {
	offset = max(0, min(offset, len(p.text)))
	line = sort.SearchInts(p.lines, offset+1)
	return line, p.before(offset) - p.before(p.lines[line-1]) + 1
}

// before counts the characters before an offset.
func (p *Places) before(offset int) int {
	k := min(offset/step, len(p.runes)-1)
	n := p.runes[k]
	for i := k * step; i < offset; i++ {
		if utf8.RuneStart(p.text[i]) {
			n++
		}
	}
	return n
}
