// Package markup writes XML piece by piece; characters are escaped, and what XML does
// not allow is shown as U+FFFD. It reads XML as tags with the text before each.
//
//	var w markup.Writer
//	w.Open("p", "class", "lead")
//	w.Text("1 < 2")
//	w.Raw("</p>")
//	for t, rest, ok := markup.Next(w.B); ok; t, rest, ok = markup.Next(rest) { … }
package markup

import "unicode/utf8"

// Writer is XML in the making. The zero value is empty and ready.
type Writer struct{ B []byte }

// Raw appends markup as it stands.
func (w *Writer) Raw(parts ...string) {
	for _, p := range parts {
		w.B = append(w.B, p...)
	}
}

// Text appends characters, escaped.
func (w *Writer) Text(s string) { w.B = Append(w.B, s) }

// Attr appends ` name="value"`, or nothing when value is empty.
func (w *Writer) Attr(name, value string) {
	if value == "" {
		return
	}
	w.Raw(" ", name, `="`)
	w.Text(value)
	w.Raw(`"`)
}

// Open appends <name attrs…>; attrs are names and values in turn, empty ones left out.
func (w *Writer) Open(name string, attrs ...string) {
	w.Raw("<", name)
	for i := 0; i+1 < len(attrs); i += 2 {
		w.Attr(attrs[i], attrs[i+1])
	}
	w.Raw(">")
}

// Element appends <name attrs…>text</name>.
func (w *Writer) Element(name, text string, attrs ...string) {
	w.Open(name, attrs...)
	w.Text(text)
	w.Raw("</", name, ">")
}

// Void appends <name attrs…/>.
func (w *Writer) Void(name string, attrs ...string) {
	w.Open(name, attrs...)
	w.B = append(w.B[:len(w.B)-1], '/', '>')
}

func (w *Writer) String() string { return string(w.B) }

// Append appends the characters of s to dst, escaped for text and quoted attributes.
func Append(dst []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '"':
			dst = append(dst, "&quot;"...)
		case r == '\r':
			dst = append(dst, ' ')
		case !Allowed(r):
			dst = utf8.AppendRune(dst, utf8.RuneError)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// Allowed tells whether XML 1.0 (section 2.2) allows a character.
func Allowed(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return true
	case r < 0x20, r >= 0xD800 && r <= 0xDFFF, r == 0xFFFE, r == 0xFFFF:
		return false
	}
	return r <= utf8.MaxRune
}
