package epub

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"banxin/output/internal/prose"
)

// scanned is what a document says, read back from its bytes.
type scanned struct {
	title       string
	lang        string
	ids         map[string]bool
	breaks      map[string]string // ids of page breaks and their labels
	breakIDs    []string
	links       []link
	navs        map[string][]link   // links of a nav element by its epub:type
	text        string              // of the article element, without what the book itself adds; no spaces
	of          map[string]string   // the same of each article by its id
	pictures    map[string][]string // sources, by the article's id
	corrections map[string]int      // paragraphs that say what was put right, by the article's id
	svg         bool
	turned      bool // an article does not say its direction, and takes that of the book's pages
}

type link struct {
	element, attr, target string
	text                  string // of an a element
}

// scanner holds the state of one pass over a document.
type scanner struct {
	scanned
	stack   []frame
	article strings.Builder
	each    map[string]*strings.Builder // by the articles' ids
	err     error
}

// frame is an open element.
type frame struct {
	name      string
	skip      bool   // its text is not the story's
	article   bool   // inside an article
	id        string // of the article
	corrected bool   // inside what says what was put right
	nav       string // epub:type of the nav around it
	link      int    // index+1 of the link it is, in links
}

// scan parses an XHTML document or other XML of the book. Anything that is not well
// formed is an error.
func scan(data []byte) (*scanned, error) {
	s := &scanner{each: map[string]*strings.Builder{}, scanned: scanned{ids: map[string]bool{}, breaks: map[string]string{}, navs: map[string][]link{}, pictures: map[string][]string{}, corrections: map[string]int{}}}
	d := xml.NewDecoder(bytes.NewReader(data))
	for s.err == nil {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			s.start(tok)
		case xml.EndElement:
			s.end()
		case xml.CharData:
			s.chars(string(tok))
		}
	}
	if s.err == nil && len(s.stack) > 0 {
		s.err = errors.New("the document ends too early")
	}
	s.text, s.of = s.article.String(), map[string]string{}
	for id, b := range s.each {
		s.of[id] = b.String()
	}
	return &s.scanned, s.err
}

func (s *scanner) top() frame {
	if len(s.stack) == 0 {
		return frame{}
	}
	return s.stack[len(s.stack)-1]
}

func (s *scanner) start(e xml.StartElement) {
	f := s.top()
	f.name, f.link = e.Name.Local, 0
	attrs := attributes(e)
	switch f.name {
	case "html":
		s.lang = attrs["lang"]
	case "svg":
		s.svg = true
	case "article":
		f.article, f.id = true, attrs["id"]
		s.turned = s.turned || attrs["dir"] == ""
		s.each[f.id] = cmp.Or(s.each[f.id], &strings.Builder{})
	case "nav":
		f.nav = attrs["epub:type"]
	case "rt", "rp":
		f.skip = true
	case "p":
		if f.corrected {
			s.corrections[f.id]++
		}
	case "img":
		s.pictures[f.id] = append(s.pictures[f.id], attrs["src"])
		if strings.TrimSpace(attrs["alt"]) == "" {
			s.fail("an image has no alternative text: %s", attrs["src"])
		}
	case "script", "style", "iframe", "object", "embed", "form":
		s.fail("element %s has no place in the book", f.name)
	}
	f.corrected = f.corrected || strings.HasPrefix(attrs["class"], "corrections ")
	if strings.Contains(" "+attrs["class"]+" ", " made ") {
		f.skip = true
	}
	s.identify(attrs)
	f.link = s.reference(f, attrs)
	s.stack = append(s.stack, f)
}

// attributes maps the names as written to values.
func attributes(e xml.StartElement) map[string]string {
	m := map[string]string{}
	for _, a := range e.Attr {
		name := a.Name.Local
		switch a.Name.Space {
		case "http://www.idpf.org/2007/ops":
			name = "epub:" + name
		case "http://www.w3.org/1999/xlink":
			name = "xlink:" + name
		case "xmlns", "xml", "http://www.w3.org/XML/1998/namespace":
			name = "xml:" + name
		}
		m[name] = a.Value
	}
	return m
}

func (s *scanner) identify(attrs map[string]string) {
	id, ok := attrs["id"]
	if !ok {
		return
	}
	switch {
	case !isNCName(id):
		s.fail("id %q is no name", id)
	case s.ids[id]:
		s.fail("id %q is used twice", id)
	}
	s.ids[id] = true
	if attrs["epub:type"] == "pagebreak" {
		s.breaks[id] = attrs["aria-label"]
		s.breakIDs = append(s.breakIDs, id)
	}
}

// reference notes where an element points; it returns the number of an a element's link.
func (s *scanner) reference(f frame, attrs map[string]string) int {
	n := 0
	for _, name := range []string{"href", "xlink:href", "src"} {
		if target, ok := attrs[name]; ok {
			s.links = append(s.links, link{element: f.name, attr: name, target: target})
			if f.name == "a" {
				n = len(s.links)
			}
		}
	}
	return n
}

func (s *scanner) end() {
	f := s.top()
	s.stack = s.stack[:len(s.stack)-1]
	if f.link > 0 && f.nav != "" {
		s.navs[f.nav] = append(s.navs[f.nav], s.links[f.link-1])
	}
	if f.name == "title" && s.top().name == "head" && strings.TrimSpace(s.title) == "" {
		s.fail("the title is empty")
	}
}

func (s *scanner) chars(text string) {
	f := s.top()
	if f.name == "title" && len(s.stack) > 1 && s.stack[len(s.stack)-2].name == "head" {
		s.title += text
	}
	for _, open := range s.stack {
		if open.link > 0 {
			s.links[open.link-1].text += text
		}
	}
	if f.article && !f.skip {
		s.article.WriteString(prose.NoSpace(text))
		s.each[f.id].WriteString(prose.NoSpace(text))
	}
}

func (s *scanner) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf(format, args...)
	}
}

// isNCName tells whether an id is an NCName of ASCII characters, as ours all are.
func isNCName(id string) bool {
	for i := 0; i < len(id); i++ {
		c := id[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '-' || c == '.')) {
			return false
		}
	}
	return id != ""
}
