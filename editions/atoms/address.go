package atoms

import "strings"

// IsAddress tells whether a word, which has no spaces, is or holds an address on the web or of
// a mailbox.
func IsAddress(word string) bool {
	return strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.Contains(word, "@")
}

// address returns where the address whose first letter or figure stands at i ends, 0 where
// none begins: https://… or another scheme, www.…, name@domain.
func address(text string, i int) int {
	if !isLetter(text[i]) && !isDigit(text[i]) {
		return 0
	}
	at := word(text, i)
	switch {
	case strings.HasPrefix(text[at:], "://"), strings.HasPrefix(text[i:], "www."):
		return addressEnd(text, at)
	}
	for at < len(text) && (isLetter(text[at]) || isDigit(text[at]) || strings.IndexByte(".-_+", text[at]) >= 0) {
		at++
	}
	if at+1 < len(text) && text[at] == '@' && (isLetter(text[at+1]) || isDigit(text[at+1])) {
		return addressEnd(text, at)
	}
	return 0
}

// addressEnd returns where an address ends that goes on at i: before what no address has, and
// before the marks of the sentence behind it.
func addressEnd(text string, i int) int {
	for i < len(text) && text[i] > ' ' && text[i] < 0x7F && strings.IndexByte(`"'<>()[]{}|\^`+"`", text[i]) < 0 {
		i++
	}
	return len(strings.TrimRight(text[:i], ".,:;!?"))
}
