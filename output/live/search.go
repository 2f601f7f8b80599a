package live

import (
	"encoding/json"
	"net/http"
	"unicode"
	"unicode/utf8"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// char is a printed character in the text of a story's part.
type char struct {
	r      rune
	run    int // index in strand.runs
	offset int // in the run's Src
}

// strand is text that runs through on a page: a part of a story, or text beside stories.
type strand struct {
	story string
	role  page.Role
	runs  []reading
	chars []char // without spaces
}

// strands reads the text of a page as it runs from line to line.
func strands(pg *page.Page) (out []strand) {
	read(pg, func(r reading) {
		role := part{role: r.role}.family()
		if n := len(out); n == 0 || out[n-1].story != r.story || out[n-1].role != role {
			out = append(out, strand{story: r.story, role: role})
		}
		s := &out[len(out)-1]
		for i, c := range r.Src {
			if !unicode.IsSpace(c) {
				s.chars = append(s.chars, char{unicode.ToLower(c), len(s.runs), i})
			}
		}
		s.runs = append(s.runs, r)
	})
	return out
}

// match is where something that was looked for stands.
type match struct {
	Story  string `json:"story,omitempty"`
	Page   int    `json:"page"`
	Before string `json:"before"` // the text around it
	Text   string `json:"text"`
	After  string `json:"after"`
	At     Place  `json:"at"`
	Rects  []box  `json:"rects"` // one a line
}

// Limits of a search: what is found is to be looked at.
const (
	mostMatches = 200
	mostQuery   = 200 // characters
	around      = 8   // characters of text on either side
)

// search looks for characters on all pages, whatever line they stand on. Spaces and the
// case of letters do not count.
func search(d *page.Doc, query string) (out []match) {
	var want []rune
	for _, c := range query {
		if !unicode.IsSpace(c) {
			want = append(want, unicode.ToLower(c))
		}
	}
	if len(want) == 0 || len(want) > mostQuery {
		return nil
	}
	for i, pg := range d.Pages {
		for _, s := range strands(pg) {
			for at := 0; at+len(want) <= len(s.chars); at++ {
				if !s.has(want, at) {
					continue
				}
				if len(out) == mostMatches {
					return out
				}
				out = append(out, s.match(d, i, at, at+len(want)))
				at += len(want) - 1
			}
		}
	}
	return out
}

// has tells whether some characters stand at a place of the text.
func (s *strand) has(want []rune, at int) bool {
	for i, c := range want {
		if s.chars[at+i].r != c {
			return false
		}
	}
	return true
}

func (s *strand) match(d *page.Doc, index, from, to int) match {
	first := s.chars[from]
	m := match{Story: s.story, Page: index, Text: s.text(from, to), At: place(d, s.runs[first.run].Text, first.offset),
		Before: s.text(max(0, from-around), from), After: s.text(to, min(len(s.chars), to+around))}
	var rects []unit.Rect
	for _, c := range s.chars[from:to] {
		r := s.runs[c.run].cell(c.offset)
		if n := len(rects); n > 0 && beside(rects[n-1], r) {
			rects[n-1] = union(rects[n-1], r)
		} else {
			rects = append(rects, r)
		}
	}
	for _, r := range rects {
		m.Rects = append(m.Rects, boxOf(r))
	}
	return m
}

// beside tells whether a cell stands on the line of another, across or down.
func beside(a, b unit.Rect) bool {
	return a.Y == b.Y && b.X-a.Right() < b.W || a.X == b.X && b.Y-a.Bottom() < b.H && b.Y > a.Y && b.Y-a.Bottom() < b.H/2
}

// text returns characters as they are printed.
func (s *strand) text(from, to int) string {
	var out []byte
	for _, c := range s.chars[from:to] {
		_, size := utf8.DecodeRuneInString(s.runs[c.run].Src[c.offset:])
		out = append(out, s.runs[c.run].Src[c.offset:c.offset+size]...)
	}
	return string(out)
}

// find answers where q stands on the pages.
func (s *Server) find(w http.ResponseWriter, r *http.Request) {
	found := []match{}
	if n, _ := s.current(); n != nil && n.ed != nil {
		found = append(found, search(n.ed.Doc, r.FormValue("q"))...)
	}
	data, err := json.Marshal(found)
	drawn(w, r, "application/json", data, err)
}
