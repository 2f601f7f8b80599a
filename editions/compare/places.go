package compare

import (
	"fmt"
	"strings"
)

// places say where the characters of a part stand in its file.
type places []spot

// spot is where the characters from one on stand: in exact steps from there, or, when
// they came from markup, all at one place.
type spot struct {
	from, line, col int
	exact           bool
}

// place returns line and column of the character at an offset, counted from 1.
func (p places) place(offset int) (line, col int) {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].from > offset {
			continue
		}
		if p[i].exact {
			return p[i].line, p[i].col + offset - p[i].from
		}
		return p[i].line, p[i].col
	}
	return 0, 0
}

// MarshalText writes the spots as 0@12:3 14~13:1: from which character on at which line and
// column, with ~ for one place.
func (p places) MarshalText() ([]byte, error) {
	var b strings.Builder
	for i, s := range p {
		if i > 0 {
			b.WriteByte(' ')
		}
		sign := '~'
		if s.exact {
			sign = '@'
		}
		fmt.Fprintf(&b, "%d%c%d:%d", s.from, sign, s.line, s.col)
	}
	return []byte(b.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (p *places) UnmarshalText(data []byte) error {
	*p = nil
	for _, f := range strings.Fields(string(data)) {
		var s spot
		var sign rune
		if n, err := fmt.Sscanf(f, "%d%c%d:%d", &s.from, &sign, &s.line, &s.col); n != 4 || err != nil || sign != '@' && sign != '~' {
			return fmt.Errorf("%q is no place of a character", f)
		}
		s.exact = sign == '@'
		*p = append(*p, s)
	}
	return nil
}
