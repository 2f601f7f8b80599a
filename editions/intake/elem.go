package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// elem is a line of the copy as the role finder sees it, or a table, a picture.
type elem struct {
	kind     Kind
	p        *Piece
	runs     []Run
	text     string
	look     Look
	at       Place
	role     Role
	sure     int
	level    int  // of a subhead, from the outline
	gap      bool // an empty line stands before
	indented bool // by typed spaces or by the format
	typed    bool // by typed spaces
	first    bool // first line of its piece
	verse    bool
	manner   string // 诗, 问答 …: the kind of paragraph, as story files name it
	fore     bool   // of a note of the editor's before the head
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// elems takes pieces to lines. Empty ones are left out and noted as gaps; what the copy
// hides, deletes or strikes out goes first.
func (c *Copy) elems(pieces []Piece, changes Changes) []*elem {
	var out []*elem
	gap := false
	for i := range pieces {
		p := &pieces[i]
		if p.Role == Out {
			c.leavePiece(p, NotPrinted)
			continue
		}
		p.Runs = c.settle(p.Runs, changes, p.At)
		switch p.Kind {
		case Table:
			out = append(out, c.tableElems(p, changes)...)
		case Image:
			if p.Pic == nil {
				continue
			}
			for _, runs := range []*[]Run{&p.Pic.Alt, &p.Pic.Caption, &p.Pic.Credit} {
				*runs = c.settle(*runs, changes, p.At)
			}
			out = append(out, &elem{kind: Image, p: p, at: p.At, gap: gap, role: p.Role})
		case Foot:
			p.Runs = c.trim(c.clean(joined(p.Runs), p.At), p.At)
			out = append(out, &elem{kind: Foot, p: p, runs: p.Runs, text: TextOf(p.Runs), at: p.At})
			continue
		default:
			lines := c.lineElems(p)
			if len(lines) == 0 {
				c.leaveMark(p)
				gap = true
				continue
			}
			lines[0].gap = gap
			out = append(out, lines...)
		}
		gap = false
	}
	return out
}

// settle drops the runs that are not to be read and forgets what only said so.
func (c *Copy) settle(runs []Run, changes Changes, at Place) []Run {
	out := runs[:0:0]
	for _, r := range runs {
		why, drop := Reason{}, true
		switch {
		case r.Change != nil && (r.Change.Kind == Deleted || r.Change.Kind == MovedFrom) == (changes != Reject):
			why = DeletedText
			if changes == Reject {
				why = NotInserted
			}
		case r.Look.Hidden:
			why = HiddenText
		case r.Look.Struck && r.Change == nil:
			why = DeletedText
		default:
			drop = false
		}
		if drop {
			c.LeaveRuns([]Run{r}, why, at)
			continue
		}
		if r.Note != "" && r.to > r.from { // [1] in the text: the story numbers its notes itself
			r.exact = false
		}
		out = append(out, spelled(r)...)
	}
	return out
}

// spelled takes a reading that the story file cannot hold over its base into the text, in
// brackets.
func spelled(r Run) []Run {
	if len(r.Ruby) == 0 || rubyFits(r.Text, TextOf(r.Ruby)) {
		return []Run{r}
	}
	reading := r.Ruby
	r.Ruby = nil
	return append(append([]Run{r, Made("（")}, reading...), Made("）"))
}

// joined puts the lines of a piece into one: a break between Latin words reads as a space.
func joined(runs []Run) []Run {
	out := runs[:0:0]
	for i, r := range runs {
		if r.Text != "\n" {
			out = append(out, r)
			continue
		}
		if i > 0 && i+1 < len(runs) {
			a, _ := utf8.DecodeLastRuneInString(runs[i-1].Text)
			b, _ := utf8.DecodeRuneInString(runs[i+1].Text)
			if !wide(a) || !wide(b) {
				r.Text, r.exact = " ", false
				out = append(out, r)
				continue
			}
		}
		if r.to > r.from { // a character of the file after all: read as nothing
			r.Text, r.exact = "", false
			out = append(out, r)
		}
	}
	return out
}

// lineElems parts a paragraph at its breaks.
func (c *Copy) lineElems(p *Piece) []*elem {
	var out []*elem
	gap := false
	for _, runs := range c.breakUp(p.Runs, p.At) {
		runs = c.clean(runs, p.At)
		text := TextOf(runs)
		typed := strings.HasPrefix(text, "\u3000") || strings.HasPrefix(text, "  ")
		runs = c.trim(runs, p.At)
		if c.Options.Tidy {
			runs = tidy(runs)
		}
		if text = TextOf(runs); text == "" {
			c.LeaveRuns(runs, Blank, p.At)
			gap = true
			continue
		}
		e := &elem{gap: gap && len(out) > 0, kind: p.Kind, p: p, runs: runs, text: text, look: lookOf(runs), at: p.At, level: p.Level,
			typed: typed, indented: typed || p.Indent, first: len(out) == 0, role: p.Role, manner: p.Manner}
		if e.role != Unknown {
			e.sure = 100
		}
		if p.Kind == Item && !e.first {
			e.kind = Para
		}
		out, gap = append(out, e), false
	}
	markVerse(out)
	if p.Kept && len(out) > 1 {
		for _, e := range out {
			e.verse = true
		}
	}
	return out
}

// breakUp parts runs at line breaks. A break that is a character of the file is left out.
func (c *Copy) breakUp(runs []Run, at Place) [][]Run {
	var lines [][]Run
	var line []Run
	for _, r := range runs {
		for {
			i := strings.IndexByte(r.Text, '\n')
			if i < 0 || !r.exact && r.to > r.from {
				break
			}
			before, br, after := slice([]Run{r}, i, i+1)
			lines = append(lines, append(line, before...))
			line = nil
			c.LeaveRuns(br, LineEnd, at)
			if len(after) == 0 {
				r = Run{}
				break
			}
			r = after[0]
		}
		if r.Text != "" || r.to > r.from || r.Note != "" {
			line = append(line, r)
		}
	}
	return append(lines, line)
}

// leaveMark leaves out the mark of a list item that has no text, or a bullet: the story file has
// a sign of its own.
func (c *Copy) leaveMark(p *Piece) {
	if p.List != nil {
		c.LeaveRuns(p.List.Mark, Markup, p.At)
		p.List.Mark = nil
	}
}

// leavePiece leaves out all text of a piece.
func (c *Copy) leavePiece(p *Piece, why Reason) {
	c.leaveMark(p)
	c.LeaveRuns(p.Runs, why, p.At)
	for _, row := range p.Rows {
		for _, cell := range row {
			c.LeaveRuns(cell.Runs, why, p.At)
		}
	}
	if p.Pic != nil {
		c.LeaveRuns(p.Pic.Alt, why, p.At)
		c.LeaveRuns(p.Pic.Caption, why, p.At)
		c.LeaveRuns(p.Pic.Credit, why, p.At)
		c.LeaveThing(p.Pic.Name+p.Pic.Ref, why, p.At)
	}
}

// tableElems takes in a table. One of a single cell is a frame round paragraphs.
func (c *Copy) tableElems(p *Piece, changes Changes) []*elem {
	cells, filled := 0, 0
	for i, row := range p.Rows {
		for j := range row {
			cell := &p.Rows[i][j]
			cell.Runs = c.settle(cell.Runs, changes, p.At)
			cells++
			if strings.TrimFunc(TextOf(cell.Runs), space) != "" {
				filled++
			}
		}
	}
	if cells == 1 || filled == 1 || filled == 0 {
		var runs []Run
		for _, row := range p.Rows {
			for _, cell := range row {
				runs = append(runs, cell.Runs...)
			}
		}
		q := *p
		q.Kind, q.Rows, q.Runs = Para, nil, runs
		return c.lineElems(&q)
	}
	for i := range p.Rows {
		for j := range p.Rows[i] {
			cell := &p.Rows[i][j]
			cell.Runs = c.trim(c.clean(joined(cell.Runs), p.At), p.At)
		}
	}
	if lines := c.formTable(p); lines != nil {
		return lines
	}
	return []*elem{{kind: Table, p: p, at: p.At}}
}

// mostAsked is how many rows a form has at the most.
const mostAsked = 24

// formTable takes a form that was set as a table for its lines: 标题 | 渡口停了船 as 标题：渡口停了船. A form asks for
// a headline or a text, and for two things at the least; nil: the table is none.
func (c *Copy) formTable(p *Piece) (out []*elem) {
	asked, titled := 0, false
	if len(p.Rows) > mostAsked {
		return nil
	}
	for i, row := range p.Rows {
		if len(row) != 2 {
			return nil
		}
		word := TextOf(row[0].Runs)
		f, n := fieldOf(&elem{kind: Para, text: strings.TrimRight(word, ":：") + "："})
		switch {
		case f != nil && n > len(word):
			asked, titled = asked+1, titled || f.role == Headline || f.role == Body && !f.loose
		case i > 0 || textLen(word) > 8: // the first may be 项目 | 内容
			return nil
		}
	}
	if asked < 2 || !titled {
		return nil
	}
	for i, row := range p.Rows {
		word, says := TextOf(row[0].Runs), row[1].Runs
		if f, _ := fieldOf(&elem{kind: Para, text: strings.TrimRight(word, ":：") + "："}); f == nil && i == 0 {
			c.LeaveRuns(append(row[0].Runs, says...), Markup, p.At)
			continue
		}
		runs := append([]Run{}, row[0].Runs...)
		if !strings.HasSuffix(word, "：") && !strings.HasSuffix(word, ":") {
			runs = append(runs, Made("："))
		}
		q := *p
		q.Kind, q.Rows, q.Runs = Para, nil, append(runs, says...)
		out = append(out, c.lineElems(&q)...)
	}
	return out
}
