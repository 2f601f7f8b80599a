package flow

import (
	"regexp"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// tabular is a table made ready for setting: its cells measured in the size of its style. How
// wide its columns are is settled when it is known where it goes: see laidTable.
type tabular struct {
	*editions.Table
	id      string
	styles  *Styles
	file    *source.File
	caption *inline.Shaped // nil without one
	goesOn  *inline.Shaped // above its heads where it goes on; nil: nothing
	figures []bool         // columns of figures, which align on the decimal point
	cells   [][]cell
	chars   []int // by row, the caption's with the first
}

// cell is a cell measured; one that another takes in, or that is empty, has no text.
type cell struct {
	editions.Extent
	sh    *inline.Shaped
	point unit.Length // of a figure, its width before the decimal point; else below 0
}

// table makes a table ready. It is an element that pouring parts between rows.
func (m *maker) table(i int, b *editions.Table) {
	if len(b.Rows) == 0 {
		return // its file is not there, as a finding says
	}
	if m.g.dir == page.Vertical {
		m.rowsAsText(i, b)
		return
	}
	b = regular(b)
	t := &tabular{Table: b, id: blockID(m.g.Story.ID, i), styles: m.styles, file: m.g.Story.File, chars: make([]int, len(b.Rows))}
	e := element{block: i, role: page.RoleTable, style: m.styles.at(editions.TableText), tab: t, keep: 1, columns: b.Columns}
	if !b.Caption.IsEmpty() {
		t.caption = m.shape(t.captionPara())
		t.chars[0], e.parts = t.caption.Chars(), 1
	}
	if b.Again != "" {
		t.goesOn = m.shape(t.goesOnPara())
	}
	for c := range b.Align {
		t.figures = append(t.figures, figureColumn(b, c))
	}
	t.cells = t.measured(m.shape, e.style, true)
	for r, row := range t.cells {
		for _, c := range row {
			if c.sh != nil {
				t.chars[r] += c.sh.Chars()
			}
		}
		e.chars += t.chars[r]
	}
	e.parts += len(b.Rows)*len(b.Align) - 1
	m.add(e)
}

// regular is a table all of whose rows have as many cells, as those that are read have.
func regular(b *editions.Table) *editions.Table {
	n, same := len(b.Align), true
	for _, row := range b.Rows {
		n = max(n, len(row))
	}
	for _, row := range b.Rows {
		same = same && len(row) == n
	}
	if same && n == len(b.Align) {
		return b
	}
	out := *b
	out.Rows, out.Extents = nil, nil
	for _, row := range b.Rows {
		out.Rows = append(out.Rows, append(row[:len(row):len(row)], make([]editions.Text, n-len(row))...))
	}
	out.Align = append(b.Align[:len(b.Align):len(b.Align)], make([]typo.Align, n-len(b.Align))...)
	return &out
}

func (t *tabular) captionPara() *inline.Para {
	p := t.styles.para(t.styles.at(editions.Caption), t.Caption, t.file)
	p.Align, p.Indent = typo.Center, 0
	return p
}

// goesOnPara is what stands above the heads of a table where it goes on, at its right end.
func (t *tabular) goesOnPara() *inline.Para {
	p := t.styles.words(t.styles.at(editions.Caption), t.Again)
	p.Align, p.Indent = typo.Right, 0
	return p
}

// tightGap is the white between Han and Latin, in 1/1000 em, where a table has too little room.
const tightGap = 125

// measured are the cells in a style; whole keeps the words of heads whole.
func (t *tabular) measured(shape func(*inline.Para) *inline.Shaped, l *style, whole bool) [][]cell {
	rules := *l.rules
	rules.Hyphens = nil
	out := make([][]cell, len(t.Rows))
	for r, row := range t.Rows {
		out[r] = make([]cell, len(row))
		for c := range row {
			x := cell{Extent: t.Extent(r, c), point: -1}
			if !row[c].IsEmpty() {
				p := t.cellPara(l, r, c)
				if p.Rules, p.Whole = &rules, whole || r >= t.Head; !whole {
					p.Gap = min(p.Gap, tightGap)
				}
				number := numeral.FindStringSubmatch(row[c].String())
				if number != nil && t.figures[c] && r >= t.Head && len(p.Spans) == 1 && x.Across == 1 {
					p.Align = typo.Left // see demand.start
				} else {
					number = nil
				}
				x.sh = shape(p)
				x.point = pointOf(shape, p, x.sh, number)
			}
			out[r][c] = x
		}
	}
	return out
}

// cellPara is a cell as a paragraph: a head strong and in the middle.
func (t *tabular) cellPara(l *style, r, c int) *inline.Para {
	text := t.Rows[r][c]
	if _, ok := wholeTint(text); ok {
		text = untinted(text)
	}
	if r < t.Head && t.styles.dark(t.Fill) {
		l = l.white()
	}
	if t.Square && raised(text) { // superscripts are 3/5 as high
		l = t.styles.sizedTable(max(l.font.Size, leastSize*5/3))
	}
	p := t.styles.para(l, text, t.file)
	p.Indent, p.Hang, p.Align, p.Phrases = 0, 0, t.align(c), t.styles.lang.Phrases
	if r < t.Head {
		p.Align = typo.Center
		l.strengthen(p)
	}
	if x := t.Extent(r, c); x.Across > 1 || t.Square && !raised(text) {
		p.Align = typo.Center
	}
	return p
}

// align is how a column's cells stand: figures, which align on their point, in the middle below
// their head, where nothing is said or the right.
func (t *tabular) align(c int) typo.Align {
	switch a := t.Align[c]; {
	case t.figures[c] && a != typo.Left:
		return typo.Center
	case a != typo.Justify:
		return a
	}
	return typo.Left
}

// numeral is a number with its sign and unit: before the point, and from there on.
var numeral = regexp.MustCompile(`^([≈约+＋\-−－±<>≤≥¥￥$]*\d[\d,，]*)((?:\.\d+)?(?:[%％‰℃°+]|\p{Han}{1,2}|[a-zA-Z]{1,4})?)$`)

// figureColumn tells whether at least half of a column's cells are figures.
func figureColumn(b *editions.Table, c int) bool {
	figures, all := 0, 0
	for r := min(b.Head, len(b.Rows)); r < len(b.Rows); r++ {
		if b.Rows[r][c].IsEmpty() {
			continue
		}
		if all++; numeral.MatchString(b.Rows[r][c].String()) {
			figures++
		}
	}
	return figures > 0 && 2*figures >= all
}

// pointOf is the width of a figure before its decimal point; below 0 of what is none.
func pointOf(shape func(*inline.Para) *inline.Shaped, p *inline.Para, sh *inline.Shaped, number []string) unit.Length {
	switch {
	case number == nil:
		return -1
	case number[2] == "":
		return sh.Natural()
	}
	q := *p
	q.Spans = []inline.Span{p.Spans[0]}
	q.Spans[0].Text = number[1]
	return shape(&q).Natural()
}

// blackened tells whether a cell is black: it holds nothing but ■.
func blackened(text editions.Text) bool {
	s := text.String()
	return s == "■" || s == "█"
}

// wholeTint is the colour that is behind all of a cell, if it is one.
func wholeTint(text editions.Text) (name string, ok bool) {
	for i, r := range text.Runs {
		if r.Tint == "" || i > 0 && r.Tint != name {
			return "", false
		}
		name = r.Tint
	}
	return name, len(text.Runs) > 0
}

func untinted(text editions.Text) editions.Text {
	runs := append([]editions.Run(nil), text.Runs...)
	for i := range runs {
		runs[i].Tint = ""
	}
	return editions.Text{Runs: runs, Span: text.Span}
}

// raised tells whether a cell holds nothing but raised figures: those of a crossword stand in
// the corner.
func raised(text editions.Text) bool {
	for _, r := range text.Runs {
		if r.Marks&editions.Superscript == 0 {
			return false
		}
	}
	return len(text.Runs) > 0
}

// cellSpace stands between the cells of a row that is set as a paragraph.
const cellSpace = "\u3000"

// rowsAsText sets a table in vertical text: a paragraph a row, its cells an em apart.
func (m *maker) rowsAsText(i int, b *editions.Table) {
	if !b.Caption.IsEmpty() {
		l := m.styles.at(editions.Caption)
		p := m.styles.para(l, b.Caption, m.g.Story.File)
		p.Align, p.Indent = typo.Center, 0
		m.add(element{block: i, role: page.RoleCaption, style: l, sh: m.text(p), keep: 2})
	}
	l := m.styles.at(editions.TableText)
	for r, cells := range b.Rows {
		var row editions.Text
		for i, c := range cells {
			if b.Extent(r, i).Across == 0 {
				continue
			}
			if len(row.Runs) > 0 {
				row.Runs = append(row.Runs, editions.Run{Text: cellSpace})
			}
			row.Runs = append(row.Runs, c.Runs...)
		}
		if row.IsEmpty() {
			continue
		}
		p := m.styles.para(l, row, m.g.Story.File)
		if r < b.Head {
			l.strengthen(p)
		}
		m.add(element{block: i, part: firstCell(b, r), parts: len(cells) - 1, role: page.RoleRow, style: l, sh: m.text(p)})
	}
}

// firstCell is the first cell of a row among the parts of its table.
func firstCell(b *editions.Table, row int) int {
	n := 0
	if !b.Caption.IsEmpty() {
		n++
	}
	if row > 0 {
		n += row * len(b.Rows[0]) // all rows have as many
	}
	return n
}

// strengthen sets a paragraph in the strong faces of its style.
func (l *style) strengthen(p *inline.Para) {
	for i := range p.Spans {
		p.Spans[i].Font = l.strong
	}
}

// overLines is the room above each line of a cell but the first for readings, which are half as
// high as its type: what the white between lines has not. That above the first is its row's.
func (r *laidTable) overLines(text editions.Text) unit.Length {
	if slices.ContainsFunc(text.Runs, func(run editions.Run) bool { return run.Ruby != "" }) {
		return r.style.font.Size * 3 / 8
	}
	return 0
}

func (r *laidTable) role(row int) page.Role {
	if row < r.Head {
		return page.RoleHeadCell
	}
	return page.RoleCell
}
