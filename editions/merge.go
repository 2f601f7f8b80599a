package editions

import (
	"fmt"
	"strings"

	"banxin/editions/source"
)

// Cells of a table are joined as many writers of Markdown do it: a cell that holds nothing but <
// goes on with the one at its left, one that holds nothing but ^ with the one above it.
//
//	| 球队 | 主场 | <  |
//	|------|-----:|---:|
//	| ^    | 胜   | 负 |
//
// A head goes down as far as its cells do.
const (
	joinLeft  = "<"
	joinAbove = "^"
)

// merger joins the cells of a table: of each it knows the one that takes it in.
type merger struct {
	*Table
	origin [][][2]int
	signs  int
}

// merge joins the cells of a table that say so.
func (b *body) merge(t *Table) {
	m := &merger{Table: t}
	for r, row := range t.Rows {
		m.origin = append(m.origin, make([][2]int, len(row)))
		for c := range row {
			m.origin[r][c] = m.originOf(r, c, b.joins(&row[c]))
		}
	}
	if m.signs == 0 {
		return
	}
	m.measure()
	for r, row := range t.Rows {
		for c := range row {
			if m.origin[r][c] == [2]int{r, c} {
				continue
			}
			span := row[c].Span
			b.ledger.note(span, signTable)
			row[c] = Text{Span: source.Span{Start: span.Start, End: span.Start}}
			if m.Extents[r][c] != (Extent{}) {
				b.desk.add("SRC-TABLE", b.file.Pos(span), source.Msg("joined-cells-no-rectangle"), source.Msg("let-joined-cells-make-rectangle"))
			}
		}
	}
}

// joins is the sign that is all of a cell, if it is written without a backslash.
func (b *body) joins(cell *Text) string {
	if len(cell.Runs) != 1 || !cell.Runs[0].Verbatim || cell.Runs[0].Marks != 0 {
		return ""
	}
	r := &cell.Runs[0]
	at := r.Span.Start - b.base
	if s := strings.TrimSpace(r.Text); (s == joinLeft || s == joinAbove) && (at == 0 || b.src[at-1] != '\\') {
		return s
	}
	return ""
}

func (m *merger) originOf(r, c int, sign string) [2]int {
	switch {
	case sign == joinLeft && c > 0:
		m.signs++
		return m.origin[r][c-1]
	case sign == joinAbove && r > 0:
		m.signs++
		return m.origin[r-1][c]
	}
	return [2]int{r, c}
}

// measure gives each cell its extent. Cells whose signs make no rectangle stay by themselves.
func (m *merger) measure() {
	for r := range m.Rows {
		m.Extents = append(m.Extents, make([]Extent, len(m.Rows[r])))
	}
	for r := range m.Rows {
		for c, o := range m.origin[r] {
			e := &m.Extents[o[0]][o[1]]
			e.Across, e.Down = max(e.Across, c-o[1]+1), max(e.Down, r-o[0]+1)
		}
	}
	for r := range m.Rows {
		for c, o := range m.origin[r] {
			if o == [2]int{r, c} && !m.rectangle(r, c) {
				m.part(r, c)
			}
		}
	}
}

func (m *merger) rectangle(r, c int) bool {
	e := m.Extents[r][c]
	for y := r; y < r+e.Down; y++ {
		for x := c; x < c+e.Across; x++ {
			if m.origin[y][x] != [2]int{r, c} {
				return false
			}
		}
	}
	return true
}

// part gives all cells that one takes in an extent of their own.
func (m *merger) part(r, c int) {
	e := m.Extents[r][c]
	for y := r; y < r+e.Down; y++ {
		for x := range m.Rows[y] {
			if m.origin[y][x] == [2]int{r, c} {
				m.Extents[y][x] = Extent{1, 1}
			}
		}
	}
}

// settleHead settles which rows are headings: as many as are said, else the first, with those
// that its cells reach into. A first row without a word is none at all; a crossword has no heads.
func (t *Table) settleHead() {
	if t.headed {
		t.Head = min(t.Head, len(t.Rows))
	} else if t.Square || len(t.Rows) > 1 && t.blank(0) {
		t.Head = 0
	}
	if t.Head < 1 && !t.Square && len(t.Rows) > 1 && t.blank(0) {
		t.Rows = t.Rows[1:]
		if t.Extents != nil {
			t.Extents = t.Extents[1:]
		}
	}
	for r := 0; r < t.Head && t.Extents != nil; r++ {
		for _, e := range t.Extents[r] {
			t.Head = max(t.Head, r+e.Down)
		}
	}
}

func (t *Table) blank(row int) bool {
	for c := range t.Rows[row] {
		if !t.Rows[row][c].IsEmpty() || t.Extent(row, c) != (Extent{1, 1}) {
			return false
		}
	}
	return true
}

// words are those of a table as dumps give them.
func (t *Table) words() string {
	var b strings.Builder
	for _, w := range []struct {
		on   bool
		text string
	}{
		{t.Columns == AllColumns, " all columns"}, {t.Columns > 0 && t.Columns < AllColumns, fmt.Sprintf(" columns %d", t.Columns)},
		{t.Lines == GridLines, " grid"}, {t.Lines == NoLines, " no lines"}, {t.Square, " square"},
		{t.Fill != "", fmt.Sprintf(" fill %q", t.Fill)}, {t.Stripe != "", fmt.Sprintf(" stripe %q", t.Stripe)}, {t.Again != "", fmt.Sprintf(" again %q", t.Again)}, {t.Data != "", fmt.Sprintf(" data %q", t.Data)},
	} {
		if w.on {
			b.WriteString(w.text)
		}
	}
	return b.String()
}

// joined are the cells of a row that take others in, as dumps give them.
func (t *Table) joined(row int) string {
	var b strings.Builder
	for c := range t.Rows[row] {
		if e := t.Extent(row, c); e.Across > 1 || e.Down > 1 {
			fmt.Fprintf(&b, " %d:%dx%d", c+1, e.Across, e.Down)
		}
	}
	return b.String()
}
