package pagetext

import (
	"strings"
	"unicode"
)

// longHead is from how many characters on a line of a head is a long one.
const longHead = 10

// white says where lines stand apart on a page whose text has no white between its
// paragraphs: everywhere but within a head, and between who signs and the day.
func (r *reader) white() {
	if indents(r.lines) {
		for i := range r.lines { // what is indented there and long is no head
			if l := &r.lines[i]; l.look == short && begun(l.Text) && l.n >= longHead {
				l.look = body
				l.judge()
			}
		}
	}
	texts, apart := 0, 0
	for i := 1; i < len(r.lines); i++ {
		if r.lines[i].look != body {
			continue
		}
		if texts++; r.lines[i].Apart {
			apart++
		}
	}
	if texts < 3 || 2*apart >= texts {
		return
	}
	for i := 1; i < len(r.lines); i++ {
		r.lines[i].Apart = r.lines[i].Apart || !together(&r.lines[i-1], &r.lines[i])
	}
}

// together tells whether two lines without white between are of one element.
func together(a, b *line) bool {
	switch {
	case a.look == item && b.look == item, a.look == short && b.look == signoff, a.look == short && b.look == byline:
		return true
	case a.look != short || b.look != short || isDeck(b.text) || phrased(a.text) != phrased(b.text):
		return false
	}
	x, y := width(a.text), width(b.text)
	label := x <= 16 && y >= x+6 && 2*y >= 3*x
	return !label && x < 2*y && y < 2*x
}

// phrased tells whether a line is phrases of one length side by side, as kickers like to be.
func phrased(s string) bool {
	phrases := strings.FieldsFunc(s, unicode.IsSpace)
	for _, p := range phrases {
		if width(p) != width(phrases[0]) {
			return false
		}
	}
	return len(phrases) > 1
}
