package editions

import (
	"strings"

	"banxin/editions/source"
)

// Unset says what of a story stands on no page: where its text stops, and what was left out
// besides. Its zero value: nothing.
type Unset struct {
	Stop *Stop `json:"stop,omitempty"`     // nil: the text is set to its end
	Out  []Out `json:"left_out,omitempty"` // of the head and of pictures, in the story's order
}

// Stop is where the text of a story stops being set: before a byte of a run of a part.
type Stop struct {
	Block  int `json:"block"`  // index in Story.Blocks; their number: the by-line that ends the text
	Part   int `json:"part"`   // of the block, as Part.Index
	Run    int `json:"run"`    // of the part; -1: the marker before it
	Offset int `json:"offset"` // in the run, in bytes
}

// Out is a part that was left out.
type Out struct {
	Role  Role `json:"role"`
	Block int  `json:"block"` // -1: of the head
	Part  int  `json:"part"`  // as Part.Index
}

// StopAt is a stop before a byte of what is printed of a part.
func StopAt(p Part, at int) *Stop {
	s := &Stop{Block: p.Block, Part: p.Index, Run: -1, Offset: at}
	if at < len(p.Marker) || at == 0 && p.Marker != "" {
		return s
	}
	s.Offset -= len(p.Marker)
	for s.Run = 0; s.Run < len(p.Text.Runs)-1 && s.Offset >= len(p.Text.Runs[s.Run].Text); s.Run++ {
		s.Offset -= len(p.Text.Runs[s.Run].Text)
	}
	return s
}

// printed is the stop as a number of bytes of what is printed of its part.
func (s *Stop) printed(p Part) int {
	if s.Run < 0 {
		return s.Offset
	}
	n := len(p.Marker) + s.Offset
	for _, r := range p.Text.Runs[:min(s.Run, len(p.Text.Runs))] {
		n += len(r.Text)
	}
	return n
}

// Set is how much of a part of the story stands on the pages: the first bytes of what is
// printed of it, whole all of them.
func (u *Unset) Set(s *Story, p Part) (n int, whole bool) {
	all := len(p.Marker)
	for _, r := range p.Text.Runs {
		all += len(r.Text)
	}
	if u.out(p) {
		return 0, all == 0
	}
	if u.Stop == nil || p.At != InText {
		return all, true
	}
	block := p.Block
	if block < 0 {
		block = len(s.Blocks)
	}
	switch {
	case block < u.Stop.Block || block == u.Stop.Block && p.Index < u.Stop.Part:
		return all, true
	case block == u.Stop.Block && p.Index == u.Stop.Part:
		n = min(u.Stop.printed(p), all)
		return n, n == all
	}
	return 0, all == 0
}

func (u *Unset) out(p Part) bool {
	for _, o := range u.Out {
		if o.Role == p.Role && o.Block == p.Block && o.Part == p.Index {
			return true
		}
	}
	return false
}

// RestAt is where in the story's file the text begins that stands on no page, as far as it is
// known; ok tells whether it is.
func (s *Story) RestAt(u *Unset) (at source.Pos, ok bool) {
	if u.Stop == nil || s.File == nil {
		return at, false
	}
	for p := range s.Parts() {
		block := p.Block
		if block < 0 {
			block = len(s.Blocks)
		}
		if p.At != InText || block != u.Stop.Block || p.Index != u.Stop.Part || len(p.Text.Runs) == 0 {
			continue
		}
		r, off := p.Text.Runs[0], 0
		if u.Stop.Run >= 0 {
			r, off = p.Text.Runs[min(u.Stop.Run, len(p.Text.Runs)-1)], u.Stop.Offset
		}
		if !r.Verbatim {
			off = 0
		}
		from := min(r.Span.Start+off, r.Span.End)
		return s.File.Pos(source.Span{Start: from, End: from}), true
	}
	return at, false
}

// Rest is the text that stands on no page: paragraphs, and the rows of tables, on a line
// each, cells an em apart.
func (s *Story) Rest(u *Unset) string {
	if u.Stop == nil && len(u.Out) == 0 {
		return ""
	}
	var b strings.Builder
	row := -1 // of the cell before, by block and row
	for p := range s.Parts() {
		n, whole := u.Set(s, p)
		if whole {
			continue
		}
		line := p.Row + p.Block<<20
		switch {
		case p.Role == RoleCell && row == line:
			b.WriteString(wideSpace)
		case b.Len() > 0:
			b.WriteByte('\n')
		}
		row = -1
		if p.Role == RoleCell {
			row = line
		}
		b.WriteString(strings.TrimSpace(strings.ReplaceAll(p.Printed().String()[n:], "\n", " ")))
	}
	return b.String()
}
