package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// tabular is a table measured: its cells, and how wide each column would like to be.
type tabular struct {
	id      string
	style   *style
	grid    *Grid
	head    int
	rows    [][]*inline.Shaped
	aligns  []typo.Align
	natural []unit.Length
}

// table sets a table row by row, so that it can go on in the next column; a head row keeps
// with what follows.
func (m *maker) table(i int, b *editions.Table) {
	if m.g.dir == page.Vertical {
		m.rowsAsText(i, b)
		return
	}
	t := &tabular{id: blockID(m.g.Story.ID, i), style: m.styles.at(editions.TableText), grid: m.styles.grid, head: b.Head}
	if !b.Caption.IsEmpty() {
		l := m.styles.at(editions.Caption)
		p := m.styles.para(l, b.Caption, m.g.Story.File)
		p.Align, p.Indent = typo.Center, 0
		m.add(element{block: i, role: page.RoleCaption, style: l, sh: m.shape(p), keep: 2})
	}
	for c := range columnsOf(b) {
		t.aligns = append(t.aligns, cellAlign(b, c))
		t.natural = append(t.natural, 0)
	}
	for _, cells := range b.Rows {
		t.rows = append(t.rows, m.row(t, cells))
	}
	for r := range t.rows {
		e := element{block: i, part: firstCell(b, r), parts: len(b.Rows[r]) - 1, role: page.RoleTable, style: t.style, box: t.row(r), chars: t.count(r)}
		if r < t.head || r == len(t.rows)-2 {
			e.keep = 1
		}
		if r == len(t.rows)-1 {
			e.after = 1
		}
		m.add(e)
	}
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
		for _, c := range cells {
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

func columnsOf(b *editions.Table) []struct{} {
	n := 0
	for _, r := range b.Rows {
		n = max(n, len(r))
	}
	return make([]struct{}, n)
}

func cellAlign(b *editions.Table, c int) typo.Align {
	if c < len(b.Align) && b.Align[c] != typo.Justify {
		return b.Align[c]
	}
	return typo.Left
}

func (m *maker) row(t *tabular, cells []editions.Text) []*inline.Shaped {
	var out []*inline.Shaped
	for c, text := range cells {
		p := m.styles.para(t.style, text, m.g.Story.File)
		p.Indent, p.Align = 0, t.aligns[c]
		if len(t.rows) < t.head {
			p.Align = typo.Center
			t.style.strengthen(p)
		}
		sh := m.shape(p)
		t.natural[c] = max(t.natural[c], sh.Natural())
		out = append(out, sh)
	}
	return out
}

func (t *tabular) count(r int) int {
	n := 0
	for _, c := range t.rows[r] {
		n += c.Chars()
	}
	return n
}

// widths shares a measure among the columns: what each would like, and what is left over
// in equal parts; too little is shared in proportion.
func (t *tabular) widths(measure unit.Length) []unit.Length {
	pad := t.style.font.Size
	var sum unit.Length
	for _, n := range t.natural {
		sum += n + pad
	}
	w := make([]unit.Length, len(t.natural))
	if sum == 0 {
		return w
	}
	free := (measure - sum) / unit.Length(len(w))
	for i, n := range t.natural {
		w[i] = n + pad + free
		if free < 0 {
			w[i] = max((n+pad).MulDiv(int64(measure), int64(sum)), pad)
		}
	}
	return w
}

// row sets one row: every cell broken in its column, the row as high as the highest.
func (t *tabular) row(r int) boxer {
	return func(s *inline.Setter, measure unit.Length) block {
		widths := t.widths(measure)
		pad := t.style.font.Size / 2
		cells := make([][]inline.Line, len(t.rows[r]))
		lines := 1
		for c, sh := range t.rows[r] {
			cells[c] = s.Break(nil, sh, []unit.Length{max(widths[c]-2*pad, 1)})
			lines = max(lines, len(cells[c]))
		}
		return block{lines: lines, draw: func(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
			return t.draw(s, dst, at, measure, r, widths, cells, lines)
		}}
	}
}

func (t *tabular) draw(s *inline.Setter, dst []page.Item, at unit.Point, measure unit.Length, r int, widths []unit.Length, cells [][]inline.Line, lines int) []page.Item {
	g := t.grid
	foot := unit.Length(lines) * g.Leading
	rect := unit.Rect{X: at.X, Y: at.Y, W: measure, H: foot}
	dst = append(dst, &page.Mark{Role: page.RoleRow, ID: t.id, Open: true, Rect: rect})
	x, pad := at.X, t.style.font.Size/2
	for c, ls := range cells {
		role := page.RoleCell
		if r < t.head {
			role = page.RoleHeadCell
		}
		dst = append(dst, &page.Mark{Role: role, ID: t.id, Open: true, Rect: unit.Rect{X: x, Y: at.Y, W: widths[c], H: foot}})
		drop := unit.Length(lines-len(ls)) * g.Leading / 2
		for i, l := range ls {
			y := at.Y + drop + unit.Length(i)*g.Leading + ascent(g.Size)
			dst = s.Place(dst, t.rows[r][c], l, unit.Point{X: x + pad, Y: y})
		}
		dst = append(dst, &page.Mark{Role: role, ID: t.id})
		x += widths[c]
	}
	dst = append(dst, &page.Mark{Role: page.RoleRow, ID: t.id})
	return t.rules(dst, at, measure, r, foot)
}

// rules draws a strong line over the table and under it, a fine one under the head and
// between rows: an open table, as newspapers set results.
func (t *tabular) rules(dst []page.Item, at unit.Point, measure unit.Length, r int, foot unit.Length) []page.Item {
	lift := (t.grid.Leading - t.grid.Size) / 2
	line := func(y, w unit.Length, k uint16) {
		dst = append(dst, &page.Rule{From: unit.Point{X: at.X, Y: y - lift}, To: unit.Point{X: at.X + measure, Y: y - lift}, Width: w, Color: page.Gray(k)})
	}
	dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true})
	if r == 0 {
		line(at.Y, unit.Pt, 10000)
	}
	switch {
	case r == len(t.rows)-1:
		line(at.Y+foot, unit.Pt, 10000)
	case r == t.head-1:
		line(at.Y+foot, unit.Pt/2, 10000)
	default:
		line(at.Y+foot, unit.Pt/4, 5000)
	}
	return append(dst, &page.Mark{Role: page.RoleFurniture})
}
