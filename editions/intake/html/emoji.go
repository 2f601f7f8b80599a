package html

import "unicode/utf8"

// emoji finds the first run of emoji in s: pictures that a newspaper's faces do not have,
// with what joins and colours them. Marks of text such as ①, ★ or ▲ are none, unless a
// variation selector asks for the picture (UTS #51).
func emoji(s string) (from, to int) {
	from = -1
	for i, r := range s {
		n := utf8.RuneLen(r)
		switch {
		case r >= 0x1F000 && r <= 0x1FAFF && !(r >= 0x1F100 && r <= 0x1F1E5) && !(r >= 0x1F200 && r <= 0x1F2FF), r >= 0xE0020 && r <= 0xE007F:
			if from < 0 {
				from = i
			}
			to = i + n
		case from >= 0 && to == i && (r == 0x200D || r == 0xFE0F || r == 0x20E3 || joined(s[:i])):
			to = i + n
		case r == 0xFE0F && i > 0:
			before, size := utf8.DecodeLastRuneInString(s[:i])
			if from >= 0 || before < 0x2100 {
				break
			}
			from, to = i-size, i+n
		case from >= 0 && i >= to:
			return from, to
		}
	}
	if from < 0 {
		return len(s), len(s)
	}
	return from, to
}

// joined tells whether s ends in a joiner, which takes the next character along.
func joined(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == 0x200D
}
