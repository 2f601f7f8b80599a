package epub

import "unicode/utf8"

// markup is XML in the making.
type markup struct{ b []byte }

// raw appends markup as it stands.
func (m *markup) raw(parts ...string) {
	for _, p := range parts {
		m.b = append(m.b, p...)
	}
}

// text appends characters, escaped; what XML does not allow becomes U+FFFD.
func (m *markup) text(s string) { m.b = escape(m.b, s) }

// attr appends ` name="value"`, or nothing when value is empty.
func (m *markup) attr(name, value string) {
	if value == "" {
		return
	}
	m.raw(" ", name, `="`)
	m.text(value)
	m.raw(`"`)
}

// element appends <name attrs…>text</name>; attrs are names and values in turn.
func (m *markup) element(name, text string, attrs ...string) {
	m.open(name, attrs...)
	m.text(text)
	m.raw("</", name, ">")
}

// open appends <name attrs…>.
func (m *markup) open(name string, attrs ...string) {
	m.raw("<", name)
	for i := 0; i+1 < len(attrs); i += 2 {
		m.attr(attrs[i], attrs[i+1])
	}
	m.raw(">")
}

// void appends <name attrs…/>.
func (m *markup) void(name string, attrs ...string) {
	m.open(name, attrs...)
	m.b = append(m.b[:len(m.b)-1], '/', '>')
}

func (m *markup) String() string { return string(m.b) }

func escape(dst []byte, s string) []byte {
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
		case !allowed(r):
			dst = utf8.AppendRune(dst, utf8.RuneError)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}
