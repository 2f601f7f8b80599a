package prose

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"banxin/editions"
)

// Head writes a story's label, kickers, headline, decks and by-line; a by-line that
// ends the text is left to [Writer.Byline]. A story without a headline gets its title for
// readers who step from heading to heading, out of sight; in an EPUB, whose readers know no
// such place or do not end at it, the article has it as its label. id is the heading's.
func (w *Writer) Head(s *editions.Story, title, id string) {
	w.part("label", "", s.Label)
	for _, t := range s.Kicker {
		w.part("kicker", "doc-subtitle", t)
	}
	w.headline(s, title, id)
	for _, t := range s.Deck {
		w.part("deck", "doc-subtitle", t)
	}
	if !s.BylineLast() {
		w.Byline(s)
	}
}

// Byline writes the by-line, or nothing.
func (w *Writer) Byline(s *editions.Story) { w.part("byline", "", s.Byline) }

func (w *Writer) headline(s *editions.Story, title, id string) {
	lines := headlines(s)
	if len(lines) == 0 && w.EPUB {
		return
	}
	if len(lines) == 0 {
		w.M.Element("h1", title, "id", id, "class", "unseen made")
		w.M.Raw("\n")
		return
	}
	name := cmp.Or(w.Heading, "h1")
	w.M.Open(name, "id", id)
	for i, t := range lines {
		if i > 0 {
			w.M.Raw("<br/>")
		}
		w.Text(t)
	}
	w.M.Raw("</", name, ">\n")
}

// headlines are the lines of the headline that hold anything.
func headlines(s *editions.Story) []editions.Text {
	return slices.DeleteFunc(slices.Clone(s.Headline), editions.Text.IsEmpty)
}

// Label is the attribute that names a story's article in an EPUB: by its headline, which has
// the id, or by its title.
func Label(s *editions.Story, title, id string) (name, value string) {
	if len(headlines(s)) == 0 {
		return "aria-label", title
	}
	return "aria-labelledby", id
}

// part writes a text as a paragraph of its own, or nothing when it is empty.
func (w *Writer) part(class, role string, t editions.Text) {
	if t.IsEmpty() {
		return
	}
	w.M.Open("p", "class", class, "role", role)
	w.Text(t)
	w.M.Raw("</p>\n")
}

// Said returns the characters of a story that this package wrote, without spaces: what
// stands in its article element, readings and what is "made" left out.
func Said(xhtml []byte) (string, error) {
	var b strings.Builder
	type frame struct{ article, skip bool }
	stack := []frame{{}}
	d := xml.NewDecoder(bytes.NewReader(xhtml))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		top := stack[len(stack)-1]
		switch tok := tok.(type) {
		case xml.StartElement:
			switch tok.Name.Local {
			case "article":
				top.article = true
			case "rt", "rp":
				top.skip = true
			}
			for _, a := range tok.Attr {
				if a.Name.Local == "class" && strings.Contains(" "+a.Value+" ", " made ") {
					top.skip = true
				}
			}
			stack = append(stack, top)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if top.article && !top.skip {
				b.WriteString(NoSpace(string(tok)))
			}
		}
	}
}
