package typo

import (
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// FromRight tells whether a paragraph runs from right to left as a whole: its first letter
// does (UAX #9 P2), and it holds no ideograph, kana or syllable. A line of Chinese that begins
// with a Uyghur name goes on being Chinese.
func FromRight(text string) bool {
	first := bidi.ON
	for _, r := range text {
		if r < 0x0590 && first != bidi.ON {
			continue
		}
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) {
			return false
		}
		if first == bidi.ON {
			if props, _ := bidi.LookupRune(r); props.Class() == bidi.L || props.Class() == bidi.R || props.Class() == bidi.AL {
				first = props.Class()
			}
		}
	}
	return first == bidi.R || first == bidi.AL
}
