package markup

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Tag is an element's beginning or end, with the text before it. encoding/xml takes ten
// times as long and copies all of it; what is read here is well-formed, or read as it can be.
type Tag struct {
	Text   []byte // as written, references not resolved
	Name   []byte // with its prefix
	Attrs  []byte
	End    bool // </name>
	Empty  bool // <name/>
	Quoted bool // Text is of a CDATA section, and has no references
}

var (
	comment = []byte("!--")
	cdata   = []byte("![CDATA[")
)

// Next reads up to the end of the next tag; false at the end of the document. A comment, and
// what is quoted, end a stretch of text too, with a tag without a name.
func Next(doc []byte) (t Tag, rest []byte, ok bool) {
	if bytes.HasPrefix(doc, []byte("<![CDATA[")) {
		t.Quoted = true
		t.Text, rest, _ = bytes.Cut(doc[len(cdata)+1:], []byte("]]>"))
		return t, rest, true
	}
	whole, at := doc, bytes.IndexByte(doc, '<')
	if at < 0 {
		return Tag{Text: doc}, nil, false
	}
	t.Text, doc = doc[:at], doc[at+1:]
	switch {
	case bytes.HasPrefix(doc, comment):
		_, rest, _ = bytes.Cut(doc[3:], []byte("-->"))
		return t, rest, true
	case bytes.HasPrefix(doc, cdata):
		return t, whole[at:], true
	}
	to := closing(doc)
	inside, rest := doc[:to], doc[min(to+1, len(doc)):]
	if n := len(inside); n > 0 && inside[n-1] == '/' {
		inside, t.Empty = inside[:n-1], true
	}
	if len(inside) > 0 && inside[0] == '/' {
		inside, t.End = inside[1:], true
	}
	t.Name = inside
	if cut := bytes.IndexAny(inside, " \t\r\n"); cut >= 0 {
		t.Name, t.Attrs = inside[:cut], inside[cut:]
	}
	return t, rest, true
}

// Is tells whether an element has a name, whatever its prefix.
func (t *Tag) Is(local string) bool {
	name := t.Name
	if at := bytes.LastIndexByte(name, ':'); at >= 0 {
		name = name[at+1:]
	}
	return string(name) == local
}

// Said is the tag's text with its references resolved, appended to out.
func (t *Tag) Said(out []byte) []byte {
	if t.Quoted {
		return append(out, t.Text...)
	}
	return resolve(out, t.Text)
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

// Attr returns an attribute's value.
func (t *Tag) Attr(name string) string {
	for rest := t.Attrs; ; {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return ""
		}
		key, value := bytes.TrimSpace(rest[:eq]), bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(value) == 0 {
			return ""
		}
		to := bytes.IndexByte(value[1:], value[0])
		if to < 0 {
			return ""
		}
		if string(key) == name {
			return string(resolve(nil, value[1:1+to]))
		}
		rest = value[to+2:]
	}
}

// Class tells whether a class is one of the element's.
func (t *Tag) Class(class string) bool {
	return bytes.Contains(t.Attrs, []byte(class)) && strings.Contains(" "+t.Attr("class")+" ", " "+class+" ")
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
