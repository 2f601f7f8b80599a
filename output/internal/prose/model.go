package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/output/internal/markup"
)

// Texts returns every piece of a story's text, markers of lists included, in the order of
// the e-edition.
func Texts(s *editions.Story) []editions.Text {
	var ts []editions.Text
	for p := range s.Parts() {
		ts = append(ts, Written(p))
	}
	return ts
}

// Written is what the e-edition writes of a part: bullets are the reader's own.
func Written(p editions.Part) editions.Text {
	if p.Marker == editions.Bullet {
		p.Marker = ""
	}
	return p.Printed()
}

// Forbidden returns the first character of s that XML 1.0 (section 2.2) does not allow.
func Forbidden(s string) (rune, bool) {
	for i, r := range s {
		if !markup.Allowed(r) {
			return r, true
		}
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return rune(s[i]), true
			}
		}
	}
	return 0, false
}

// NoSpace drops white space, which formatting may add and take.
func NoSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if !markup.Allowed(r) {
			return unicode.ReplacementChar
		}
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// Chinese tells whether a BCP 47 tag is that of Chinese; none is.
func Chinese(lang string) bool {
	l := strings.ToLower(lang)
	return l == "" || l == "zh" || strings.HasPrefix(l, "zh-")
}
