package intake

import (
	"strconv"
	"strings"
)

// Letters numbers as A, B … Z, AA, AB …
func Letters(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// Roman numbers as I, II, III, IV …; what has no such number as digits.
func Roman(n int) string {
	if n <= 0 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.v; n -= r.v {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

// Han numbers as 一、二 … 十、十一 …
func Han(n int) string { return Chinese(n, "零一二三四五六七八九", "十百千") }

// Chinese numbers up to 9999 with these digits and units, others as digits.
func Chinese(n int, digits, units string) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	d, u := []rune(digits), []rune(units)
	if n == 0 {
		return string(d[0])
	}
	var out []rune
	zero := false
	for i, unit := 3, 1000; i >= 0; i, unit = i-1, unit/10 {
		switch x := n / unit % 10; {
		case x == 0:
			zero = len(out) > 0
		default:
			if zero {
				out = append(out, d[0])
			}
			zero = false
			if !(x == 1 && i == 1 && len(out) == 0 && u[0] == '十') {
				out = append(out, d[x])
			}
			if i > 0 {
				out = append(out, u[i-1])
			}
		}
	}
	return string(out)
}
