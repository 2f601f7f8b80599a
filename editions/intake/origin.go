package intake

import (
	"fmt"
	"html"
	"strings"

	"banxin/editions/intake/form"
)

// The account holds what is on the tape; that the tape holds no more than the file is held here,
// for formats whose text can be read a second time in a simple way: no letter stands on the tape
// more often than in the file, so that nothing is read twice.

// Of says that all of the tape is of a text: the file decoded, or what its tree holds. A reader
// that calls it puts nothing else on the tape. What is said later adds to it.
func (c *Copy) Of(text string) {
	c.origin.WriteString(text)
}

// escapes are characters that a text writes by number or name, in HTML and in strings of YAML and
// JavaScript.
var escapes = form.Of(`&#?[0-9A-Za-z]+;|\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|U[0-9A-Fa-f]{8})`)

// oversaid is an error where a letter stands on the tape more often than in the text that the tape
// is of. Characters written by number count beside what they are written with: either can be meant.
func (c *Copy) oversaid() error {
	if c.origin.Len() == 0 {
		return nil
	}
	left := map[rune]int{}
	count := func(s string) {
		for _, r := range letters(strings.ToValidUTF8(s, "\uFFFD")) {
			left[r]++
		}
	}
	count(c.origin.String())
	for _, s := range escapes().FindAllString(c.origin.String(), -1) {
		count(unescaped(s))
	}
	for _, r := range letters(c.tape.String()) {
		if left[r]--; left[r] < 0 {
			return fmt.Errorf("%q is read more often than it is in the file", string(r))
		}
	}
	return nil
}

// unescaped is the character that an escape stands for.
func unescaped(s string) string {
	if hex, ok := strings.CutPrefix(s, `\`); ok {
		s = "&#x" + hex[1:] + ";"
	}
	return html.UnescapeString(s)
}
