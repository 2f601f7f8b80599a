package pdf

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// ref is an object's number; its text form is "12 0 R".
type ref int

func (r ref) String() string { return strconv.Itoa(int(r)) + " 0 R" }

// name returns s as a PDF name (ISO 32000-1, 7.3.5): anything but letters, figures and a
// few marks is written #xx.
func name(s string) string {
	const hex = "0123456789ABCDEF"
	b := make([]byte, 1, len(s)+1)
	b[0] = '/'
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.', c == '+':
			b = append(b, c)
		default:
			b = append(b, '#', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

// textString returns s as a text string: a literal one when it is printable ASCII, else
// UTF-16 with its mark, so that characters outside the BMP stay whole.
func textString(s string) string {
	if plainASCII(s) {
		return string(appendLiteral(nil, s))
	}
	b := append(make([]byte, 0, 6+4*len(s)), "<FEFF"...)
	return string(append(appendUTF16Hex(b, s), '>'))
}

func plainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// appendUTF16Hex appends s as hexadecimal UTF-16BE.
func appendUTF16Hex(dst []byte, s string) []byte {
	for _, r := range s {
		if r1, r2 := utf16.EncodeRune(r); r1 != '\uFFFD' {
			dst = appendHex16(appendHex16(dst, uint16(r1)), uint16(r2))
		} else {
			dst = appendHex16(dst, uint16(r))
		}
	}
	return dst
}

func appendHex16(dst []byte, v uint16) []byte {
	const hex = "0123456789ABCDEF"
	return append(dst, hex[v>>12], hex[v>>8&15], hex[v>>4&15], hex[v&15])
}

// appendLiteral appends s as a literal string. A bare carriage return would be read as a
// line feed (ISO 32000-1, 7.3.4.2), so it is escaped too.
func appendLiteral(dst []byte, s string) []byte {
	dst = append(dst, '(')
	for i := 0; i < len(s); i++ {
		dst = appendEscaped(dst, s[i])
	}
	return append(dst, ')')
}

func appendEscaped(dst []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(dst, '\\', c)
	case '\r':
		return append(dst, '\\', 'r')
	}
	return append(dst, c)
}

// date returns t as a PDF date with its offset: (D:20261020000000+08'00').
func date(t time.Time) string {
	z := t.Format("-07:00")
	return "(D:" + t.Format("20060102150405") + z[:3] + "'" + z[4:] + "')"
}

// stream returns the body of a stream object; entries are the dictionary's but /Length.
func stream(entries string, data []byte) string {
	var b strings.Builder
	n := strconv.Itoa(len(data))
	b.Grow(len(entries) + len(n) + len(data) + 40)
	b.WriteString("<<")
	b.WriteString(entries)
	b.WriteString("/Length ")
	b.WriteString(n)
	b.WriteString(">>\nstream\n")
	b.Write(data)
	b.WriteString("\nendstream\n")
	return b.String()
}

// objects numbers the bodies that enter through gopdf's ImportObjects. Numbers are given
// before bodies, so that objects can refer to each other.
type objects struct {
	first  int
	bodies []string
}

// alloc takes the next number.
func (o *objects) alloc() ref {
	o.bodies = append(o.bodies, "")
	return ref(o.first + len(o.bodies) - 1)
}

// set gives r its body; a line end is added where gopdf's framing needs one.
func (o *objects) set(r ref, body string) {
	if !strings.HasSuffix(body, "\n") {
		body += "\n"
	}
	o.bodies[int(r)-o.first] = body
}

// add is alloc and set.
func (o *objects) add(body string) ref {
	r := o.alloc()
	o.set(r, body)
	return r
}
