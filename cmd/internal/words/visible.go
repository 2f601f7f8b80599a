package words

import (
	"strconv"
	"strings"
	"unicode"
)

// Visible writes the characters of s that a terminal or a reader of logs would obey as Go
// does: \n, \x1b, \u202e. Names of files and words of stories may hold any of them, and a line
// that begins with ::error:: is a command to services that build.
func Visible(s string) string {
	if strings.IndexFunc(s, obeyed) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if obeyed(r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// obeyed are the control characters, what parts lines and what turns the direction of text.
func obeyed(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}
