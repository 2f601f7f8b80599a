package docx

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/source"
)

// space is a namespace that the reader knows.
type space uint8

const (
	other   space = iota
	word          // w: WordprocessingML, transitional and strict
	rel           // r: relationships
	draw          // a: DrawingML
	drawing       // wp: where a drawing stands
	compat        // mc: alternatives
	vml           // v:
	math          // m:
	chart         // c:
	office        // o:
)

// spaceOf tells a namespace by its end: transitional and strict names differ before it.
func spaceOf(uri string) space {
	switch {
	case strings.HasSuffix(uri, "/wordprocessingml/2006/main"), strings.HasSuffix(uri, "/wordprocessingml/main"):
		return word
	case strings.HasSuffix(uri, "/officeDocument/2006/relationships"), strings.HasSuffix(uri, "/officeDocument/relationships"):
		return rel
	case strings.HasSuffix(uri, "/drawingml/2006/main"), strings.HasSuffix(uri, "/drawingml/main"):
		return draw
	case strings.HasSuffix(uri, "/wordprocessingDrawing"):
		return drawing
	case strings.HasSuffix(uri, "/markup-compatibility/2006"):
		return compat
	case uri == "urn:schemas-microsoft-com:vml":
		return vml
	case uri == "urn:schemas-microsoft-com:office:office":
		return office
	case strings.HasSuffix(uri, "/officeDocument/2006/math"), strings.HasSuffix(uri, "/officeDocument/math"):
		return math
	case strings.HasSuffix(uri, "/chart"):
		return chart
	}
	return other
}

// tag is an element's name.
type tag struct {
	ns   space
	name string
}

// stream reads the elements of a part. It stops at the first fault, and says so to the copy.
type stream struct {
	d      *xml.Decoder
	c      *intake.Copy
	spaces map[string]space
	attrs  []xml.Attr
	depth  int
	failed bool
}

func newStream(c *intake.Copy, data []byte) *stream {
	if bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")) {
		data = data[3:]
	} else if bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		said := c.Encoding
		data = []byte(c.Decode(data, ""))
		c.Encoding = said
	}
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return &stream{d: d, c: c, spaces: map[string]space{}}
}

// event is what comes next: the start of an element, its end, text, or the end of the part.
type event uint8

const (
	opened event = iota
	closed
	chars
	ended
)

// next returns the next event. The text and the attributes are good until the next call.
func (s *stream) next() (event, tag, []byte) {
	for !s.failed {
		tok, err := s.d.RawToken()
		if err == io.EOF && s.depth == 0 {
			return ended, tag{}, nil
		}
		if err != nil {
			s.fail()
			break
		}
		switch t := tok.(type) {
		case xml.StartElement:
			for _, a := range t.Attr {
				if a.Name.Space == "xmlns" {
					s.spaces[a.Name.Local] = spaceOf(a.Value)
				} else if a.Name.Space == "" && a.Name.Local == "xmlns" {
					s.spaces[""] = spaceOf(a.Value)
				}
			}
			if s.depth++; s.depth > s.c.Limits.Nesting {
				s.c.Refuse("IMP-LIMIT", source.Msg("elements-inside-elements-more-than-deep", s.c.Limits.Nesting), source.Msg("open-in-program-wrote-save-anew"))
				s.failed = true
				break
			}
			s.attrs = t.Attr
			return opened, tag{s.spaces[t.Name.Space], t.Name.Local}, nil
		case xml.EndElement:
			if s.depth--; s.depth < 0 {
				s.fail()
				break
			}
			return closed, tag{s.spaces[t.Name.Space], t.Name.Local}, nil
		case xml.CharData:
			if s.depth > 0 {
				return chars, tag{}, t
			}
		}
	}
	return ended, tag{}, nil
}

func (s *stream) fail() {
	if !s.failed && !s.c.Refused {
		s.c.Refuse("IMP-READ", source.Msg("file-damaged-or-cut-off"), source.Msg("sent-again"))
	}
	s.failed = true
}

// attr returns an attribute of the element that was opened last, whatever its prefix.
func (s *stream) attr(name string) string {
	for i := range s.attrs {
		if s.attrs[i].Name.Local == name && s.attrs[i].Name.Space != "xmlns" {
			return s.attrs[i].Value
		}
	}
	return ""
}

// number is an attribute as a number, 0 where it is none.
func (s *stream) number(name string) int {
	n, _ := strconv.Atoi(strings.TrimSuffix(s.attr(name), "%"))
	return n
}

// on reads a switch: <w:b/> is on, <w:b w:val="0"/> is off.
func (s *stream) on() bool {
	switch s.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// skip passes over the rest of the element that was opened last.
func (s *stream) skip() {
	for depth := 1; depth > 0; {
		switch ev, _, _ := s.next(); ev {
		case opened:
			depth++
		case closed:
			depth--
		case ended:
			return
		}
	}
}

// each calls f for every element directly inside the one that was opened last. f has to read
// its element to the end, by skip or by each.
func (s *stream) each(f func(tag)) {
	for {
		switch ev, t, _ := s.next(); ev {
		case opened:
			f(t)
		case closed, ended:
			return
		}
	}
}

// text reads the characters up to the end of the element that was opened last.
func (s *stream) text() string {
	var first []byte
	var more []byte
	depth := 1
	for depth > 0 {
		ev, _, b := s.next()
		switch ev {
		case opened:
			depth++
		case closed:
			depth--
		case ended:
			depth = 0
		case chars:
			if first == nil && more == nil {
				first = append(first, b...)
			} else {
				more = append(more, b...)
			}
		}
	}
	return string(first) + string(more)
}
