package prose

import (
	"cmp"
	"strings"
)

// Say returns the words for a BCP 47 tag: in simplified or traditional Chinese, or the others.
func Say[T any](lang string, simplified, traditional, other T) T {
	l := strings.ToLower(lang)
	switch {
	case !Chinese(l):
		return other
	case strings.Contains(l, "hant"), strings.HasSuffix(l, "-tw"), strings.HasSuffix(l, "-hk"), strings.HasSuffix(l, "-mo"):
		return traditional
	}
	return simplified
}

// OneLine is s with all white space made single spaces, or the fallback when that leaves nothing.
func OneLine(s, fallback string) string {
	return cmp.Or(strings.Join(strings.Fields(s), " "), fallback)
}
