package cli

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// initialFrom is where in GB 2312, whose first level is sorted by sound, each initial begins:
// the first character of each letter, of those that sounds begin with.
var initialFrom = []struct {
	letter byte
	from   int
}{
	{'a', 0xB0A1}, {'b', 0xB0C5}, {'c', 0xB2C1}, {'d', 0xB4EE}, {'e', 0xB6EA}, {'f', 0xB7A2}, {'g', 0xB8C1}, {'h', 0xB9FE}, {'j', 0xBBF7}, {'k', 0xBFA6}, {'l', 0xC0AC},
	{'m', 0xC2E8}, {'n', 0xC4C3}, {'o', 0xC5B6}, {'p', 0xC5BE}, {'q', 0xC6DA}, {'r', 0xC8BB}, {'s', 0xC8F6}, {'t', 0xCBFA}, {'w', 0xCDDA}, {'x', 0xCEF4}, {'y', 0xD1B9}, {'z', 0xD4D1},
}

// codeFor makes a code of a paper's name: letters and figures as they are, of Chinese characters
// the letter that their sound begins with. The second level of GB 2312 is sorted by strokes and
// what is not in it by nothing: such characters are left out.
func codeFor(name string) string {
	var b strings.Builder
	gb := simplifiedchinese.GBK.NewEncoder()
	for _, r := range name {
		switch {
		case b.Len() >= 24:
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(unicode.ToLower(r))
		case unicode.Is(unicode.Han, r):
			two, err := gb.Bytes([]byte(string(r)))
			if err == nil && len(two) == 2 {
				if l := initialOf(int(two[0])<<8 | int(two[1])); l != 0 {
					b.WriteByte(l)
				}
			}
		}
	}
	if b.Len() == 0 {
		return "paper"
	}
	return b.String()
}

// initialOf is the letter that the sound of a character of the first level begins with; 0 for others.
func initialOf(code int) (letter byte) {
	if code > 0xD7F9 || code&0xFF < 0xA1 {
		return 0
	}
	for _, i := range initialFrom {
		if code >= i.from {
			letter = i.letter
		}
	}
	return letter
}
