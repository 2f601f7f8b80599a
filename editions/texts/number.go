package texts

import (
	"strconv"
	"strings"
)

// Number chooses the forms of number in a format. {line|lines} is the first form when the
// number put in before it is one, and the second otherwise; {1:is|are} goes by the first
// argument. All other braces stand for themselves.
func Number(format string, args ...any) string {
	if !strings.Contains(format, "|") {
		return format
	}
	var b strings.Builder
	last := -1 // the argument put in last
	for i := 0; i < len(format); {
		switch format[i] {
		case '%':
			n := verb(format[i:], &last)
			b.WriteString(format[i : i+n])
			i += n
			continue
		case '{':
			if of, one, many, n := forms(format[i:], last); n > 0 {
				if of >= 0 && of < len(args) && isOne(args[of]) {
					b.WriteString(one)
				} else {
					b.WriteString(many)
				}
				i += n
				continue
			}
		}
		b.WriteByte(format[i])
		i++
	}
	return b.String()
}

// verb returns the length of a verb with its flags, and counts its argument.
func verb(s string, arg *int) int {
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '%':
			return i + 1
		case c == '[':
			if end := strings.IndexByte(s[i:], ']'); end > 0 {
				if n, err := strconv.Atoi(s[i+1 : i+end]); err == nil {
					*arg = n - 2 // the next is n-1
				}
				i += end
			}
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			*arg++
			return i + 1
		}
	}
	return len(s)
}

// forms reads {one|many} or {2:one|many}, which go by the argument of; n is the length, 0
// when s begins with other braces.
func forms(s string, last int) (of int, one, many string, n int) {
	end := strings.IndexByte(s, '}')
	if end < 0 || strings.Contains(s[1:end], "{") {
		return 0, "", "", 0
	}
	one, many, ok := strings.Cut(s[1:end], "|")
	if !ok || strings.Contains(many, "|") {
		return 0, "", "", 0
	}
	if number, rest, ok := strings.Cut(one, ":"); ok {
		if k, err := strconv.Atoi(number); err == nil {
			return k - 1, rest, many, end + 1
		}
	}
	return last, one, many, end + 1
}

func isOne(v any) bool {
	switch v := v.(type) {
	case int:
		return v == 1
	case int64:
		return v == 1
	case int32:
		return v == 1
	case string:
		return v == "1"
	}
	return false
}
