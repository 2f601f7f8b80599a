package compare

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// Schema is the version of the form that a Round is written in.
const Schema = 1

// Round is the state of an edition at some time: every text of every story, where it stands,
// and how the pages came out.
type Round struct {
	Schema  int     `json:"schema"`
	Name    string  `json:"round,omitempty"` // 大样-1; empty: the edition as it is
	Paper   string  `json:"paper"`
	Code    string  `json:"code"`
	Date    string  `json:"date"` // 2026-10-20
	Issue   int     `json:"issue,omitempty"`
	Pages   []Page  `json:"pages"`
	Stories []Story `json:"stories"`
}

// Page is a printed page.
type Page struct {
	Number    int      `json:"number"` // counted from 1
	Name      string   `json:"name"`   // the label on paper
	Section   string   `json:"section,omitempty"`
	Digest    string   `json:"digest"`              // of all that is painted; equal pages print alike
	Furniture []string `json:"furniture,omitempty"` // text of nameplate, folio, index, jump lines, from above
	Adverts   []Advert `json:"adverts,omitempty"`
}

// Advert is a supplied advertisement in its slot.
type Advert struct {
	Slot   string `json:"slot"`
	File   string `json:"file"`
	Digest string `json:"digest"` // of the file
}

// Story is an article.
type Story struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	File   string  `json:"file"`             // slash path from the paper's folder
	Places []Place `json:"places,omitempty"` // in order; none: it stands on no page
	Parts  []Part  `json:"parts"`
	Lines  []Line  `json:"lines,omitempty"` // as set, in the order of the pages
}

// Place is a slot of a page.
type Place struct {
	Page int    `json:"page"` // number
	Slot string `json:"slot"`
}

// Part is a piece of a story that is compared by itself.
type Part struct {
	Role  string `json:"role"`            // one of Roles
	Block int    `json:"block"`           // which of the story's blocks, from 0; -1: of the head
	Text  string `json:"text"`            // lines of a head and cells of a row parted by \n and \t
	Style string `json:"style,omitempty"` // what the text does not say: strong “要点”; the picture's file
	At    places `json:"at"`              // where its characters stand in the file
}

// Line is a line of a story on a page.
type Line struct {
	Page  int    `json:"page"` // number
	Role  string `json:"role"`
	Block int    `json:"block"`
	Rect  [4]int `json:"rect"` // left, top, width, height in 1/1000 mm
	Text  string `json:"text"`
}

// Write writes a round as JSON, a page, a part and a line of text each on a line of the
// file, so that it can be read and compared by eye. The same round gives the same bytes.
func (r *Round) Write(w io.Writer) error {
	b := &writer{}
	b.line(0, "{")
	b.line(1, `"schema": %s, "round": %s,`, b.json(Schema), b.json(r.Name))
	b.line(1, `"paper": %s, "code": %s, "date": %s, "issue": %s,`, b.json(r.Paper), b.json(r.Code), b.json(r.Date), b.json(r.Issue))
	b.line(1, `"pages": [`)
	for i := range r.Pages {
		b.line(2, "%s%s", b.json(&r.Pages[i]), comma(i, len(r.Pages)))
	}
	b.line(1, "],")
	b.line(1, `"stories": [`)
	for i := range r.Stories {
		b.story(&r.Stories[i], comma(i, len(r.Stories)))
	}
	b.line(1, "]")
	b.line(0, "}")
	if b.err != nil {
		return b.err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// writer writes JSON with chosen line ends.
type writer struct {
	bytes.Buffer
	err error
}

func (b *writer) line(depth int, format string, args ...any) {
	for range depth {
		b.WriteByte(' ')
	}
	fmt.Fprintf(b, format, args...)
	b.WriteByte('\n')
}

// json returns v on one line, with < > & as they are.
func (b *writer) json(v any) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil && b.err == nil {
		b.err = err
	}
	return string(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
}

func (b *writer) story(s *Story, end string) {
	b.line(2, `{"id": %s, "title": %s, "file": %s, "places": %s,`, b.json(s.ID), b.json(s.Title), b.json(s.File), b.json(append([]Place{}, s.Places...)))
	b.line(2, ` "parts": [`)
	for i := range s.Parts {
		b.line(3, "%s%s", b.json(&s.Parts[i]), comma(i, len(s.Parts)))
	}
	b.line(2, ` ], "lines": [`)
	for i := range s.Lines {
		b.line(3, "%s%s", b.json(&s.Lines[i]), comma(i, len(s.Lines)))
	}
	b.line(2, " ]}%s", end)
}

func comma(i, n int) string {
	if i+1 < n {
		return ","
	}
	return ""
}

// Read reads what Write has written.
func Read(in io.Reader) (*Round, error) {
	r := &Round{}
	if err := json.NewDecoder(in).Decode(r); err != nil {
		return nil, err
	}
	if r.Schema != Schema {
		return nil, SchemaError(r.Schema)
	}
	return r, nil
}

// SchemaError is the schema of a round that is not Schema.
type SchemaError int

func (e SchemaError) Error() string {
	return fmt.Sprintf("schema %d instead of %d", int(e), Schema)
}
