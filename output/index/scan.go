package index

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tag is an element's beginning or end, with the text before it. encoding/xml takes ten
// times as long, and what is read here has been written by banxin, or is left out.
type tag struct {
	text  []byte // as written, references not resolved
	name  string
	attrs string
	end   bool // </name>
	empty bool // <name/>
}

// next reads up to the end of the next tag; false at the end of the document.
func next(doc []byte) (t tag, rest []byte, ok bool) {
	at := bytes.IndexByte(doc, '<')
	if at < 0 {
		return tag{text: doc}, nil, false
	}
	t.text, doc = doc[:at], doc[at+1:]
	if bytes.HasPrefix(doc, []byte("!--")) {
		_, rest, _ = bytes.Cut(doc[3:], []byte("-->"))
		return t, rest, true
	}
	to := closing(doc)
	inside, rest := string(doc[:to]), doc[min(to+1, len(doc)):]
	inside, t.empty = strings.CutSuffix(inside, "/")
	inside, t.end = strings.CutPrefix(inside, "/")
	t.name, t.attrs = inside, ""
	if cut := strings.IndexAny(inside, " \t\r\n"); cut >= 0 {
		t.name, t.attrs = inside[:cut], inside[cut:]
	}
	return t, rest, true
}

// closing finds the > of a tag, which quotes may hold too.
func closing(doc []byte) int {
	quote := byte(0)
	for i, c := range doc {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return len(doc)
}

// attr returns an attribute's value.
func (t *tag) attr(name string) string {
	for rest := t.attrs; ; {
		eq := strings.IndexByte(rest, '=')
		if eq < 0 {
			return ""
		}
		key, value := strings.TrimSpace(rest[:eq]), strings.TrimLeft(rest[eq+1:], " \t\r\n")
		if value == "" {
			return ""
		}
		to := strings.IndexByte(value[1:], value[0])
		if to < 0 {
			return ""
		}
		if key == name {
			return string(resolve(nil, []byte(value[1:1+to])))
		}
		rest = value[to+2:]
	}
}

// is tells whether a class is one of the element's.
func (t *tag) is(class string) bool {
	return strings.Contains(t.attrs, class) && strings.Contains(" "+t.attr("class")+" ", " "+class+" ")
}

// resolve appends text with its references resolved.
func resolve(out, text []byte) []byte {
	for {
		at := bytes.IndexByte(text, '&')
		if at < 0 {
			return append(out, text...)
		}
		out, text = append(out, text[:at]...), text[at:]
		to := bytes.IndexByte(text, ';')
		r, ok := rune(0), false
		if to > 0 {
			r, ok = reference(string(text[1:to]))
		}
		if !ok {
			out, text = append(out, '&'), text[1:]
			continue
		}
		out, text = utf8.AppendRune(out, r), text[to+1:]
	}
}

func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if strings.HasPrefix(digits, "x") {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil
}
