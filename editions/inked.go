package editions

import (
	"unicode"
	"unicode/utf8"

	"banxin/editions/source"
)

// Inked counts the characters of a text that paper shows: white space and places to
// hyphenate are none. Nearly all of a Chinese text is stepped over without decoding it.
func Inked(s string) (n int) {
	for i := 0; i < len(s); {
		if source.Solid(s, i) {
			n++
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if i += size; Prints(r) {
			n++
		}
	}
	return n
}

// Prints tells whether paper shows a character.
func Prints(r rune) bool { return r > lastSpace || !unicode.IsSpace(r) && r != softHyphen }

// lastSpace is the last character that is white space: few of a Chinese text are looked up.
const lastSpace = '\u3000'

const softHyphen = '\u00ad'
