package report

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/width"
)

// Columns returns how many columns of a terminal s takes: two a Han character.
func Columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Clip cuts s to at most n columns.
func Clip(s string, n int) string {
	if Columns(s) <= n {
		return s
	}
	for i, r := range s {
		if n -= runeColumns(r); n < 1 {
			return s[:i] + "…"
		}
	}
	return s
}

// Wider returns the one that takes more columns.
func Wider(a, b string) string { return slices.MaxFunc([]string{a, b}, ByColumns) }

// ByColumns compares by the columns taken.
func ByColumns(a, b string) int { return cmp.Compare(Columns(a), Columns(b)) }

// Left fills s on its right with spaces until it is as wide as the other.
func Left(s, as string) string { return s + strings.Repeat(" ", Columns(as)-Columns(s)) }

// Right fills s on its left.
func Right(s, as string) string { return strings.Repeat(" ", Columns(as)-Columns(s)) + s }
