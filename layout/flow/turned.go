package flow

import (
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// A table that fits its place in no other way is turned: each row becomes a list, a line for
// each column, its head at the left and its text at the right. The heads stand with the first
// row as the story's text, and with every other once more as banxin's own.

// turner turns one table.
type turner struct {
	*laidTable
	*inline.Setter
	cells [][]cell // with lines to the right end, and heads at the left
	heads int      // rows of heads; none where there is nothing else
}

// turn lays the rows out as lists, in a style; whole keeps words whole, and figures with what
// they count. It is false where one has no room even so; not whole, the lists stand all the same.
func (r *laidTable) turn(s *inline.Setter, l *style, whole bool) bool {
	t := &turner{laidTable: r, Setter: s, cells: r.aligned(s, l, whole), heads: r.Head}
	if r.Head >= len(r.Rows) { // nothing but heads
		t.heads = 0
	}
	fits := t.fits(whole)
	if !fits && whole {
		return false
	}
	r.fit, r.head, r.style = fitsTurned, 0, l
	r.rows = make([]laidRow, len(r.Rows))
	for y := range r.Rows {
		if y < t.heads {
			r.rows[y].joined = true
			continue
		}
		t.list(y)
	}
	return fits
}

// fits tells whether each text has room in the measure.
func (t *turner) fits(whole bool) bool {
	least := func(sh *inline.Shaped) unit.Length { return t.Longest(sh, true) }
	if !whole {
		least = t.Least
	}
	for _, row := range t.cells {
		for c := range row {
			if x := &row[c]; x.sh != nil && least(x.sh) > t.width {
				return false
			}
		}
	}
	return true
}

// aligned are the cells in a style with heads at the left and all else at the right.
func (r *laidTable) aligned(s *inline.Setter, l *style, whole bool) [][]cell {
	rules := *l.rules
	rules.Hyphens = nil
	out := make([][]cell, len(r.Rows))
	for y, row := range r.Rows {
		out[y] = make([]cell, len(row))
		for c := range row {
			if row[c].IsEmpty() {
				continue
			}
			p := r.cellPara(l, y, c)
			if p.Align, p.Whole, p.Rules = typo.Right, whole, &rules; y < r.Head {
				p.Align = typo.Left
			}
			if c == 0 && y >= r.Head {
				l.strengthen(p)
			}
			out[y][c].sh = s.Shape(p)
		}
	}
	return out
}

// list lays out a row as a list.
func (t *turner) list(y int) {
	row := &t.rows[y]
	at := t.style.font.Size / 4
	for c := range t.Rows[y] {
		e := t.Extent(y, c)
		if e.Across == 0 && !t.above(y, c) {
			continue // it goes on with the cell at its left
		}
		at += t.labels(y, c, at)
		at += t.value(y, c, at)
	}
	row.height = at + t.style.font.Size/4
}

// above tells whether a cell goes on with the one above it, in its own column.
func (t *turner) above(y, c int) bool {
	from, ok := t.origin(y, c)
	return ok && from < y
}

// origin is the row of the cell of the same column that takes this one in.
func (t *turner) origin(y, c int) (row int, ok bool) {
	for k := y; k >= 0; k-- {
		if e := t.Extent(k, c); e.Across > 0 {
			return k, k+e.Down > y
		}
	}
	return 0, false
}

// text is what stands in a cell: its own, or that of the cell above which it goes on with.
func (t *turner) text(y, c int) *inline.Shaped {
	if from, ok := t.origin(y, c); ok {
		y = from
	}
	return t.cells[y][c].sh
}

// labels puts the heads over a cell into the row, but for the last, on lines of their own, and
// returns their height. The last one stands on the line of the cell itself.
func (t *turner) labels(y, c int, at unit.Length) (height unit.Length) {
	var list []int
	for h := range t.heads {
		if t.cells[h][c].sh != nil {
			list = append(list, h)
		}
	}
	for i, h := range list {
		x := t.label(y, h, c, at+height)
		if i < len(list)-1 || t.tooWide(y, h, c) {
			height += x.rect.H
		}
	}
	return height
}

// tooWide tells whether a head and the text of a cell have no room beside one another.
func (t *turner) tooWide(y, h, c int) bool {
	v := t.text(y, c)
	return v != nil && t.cells[h][c].sh.Natural()+v.Natural()+t.style.font.Size > t.width
}

// label puts a head into a row: with the first it is the head itself.
func (t *turner) label(y, h, c int, at unit.Length) *setCell {
	x := setCell{row: h, column: c, role: page.RoleHeadCell, sh: t.cells[h][c].sh, again: y > t.heads}
	x.lines = t.Break(nil, x.sh, []unit.Length{t.width})
	x.over = t.overLines(t.Rows[h][c])
	x.top = x.over
	x.rect = unit.Rect{Y: at, W: min(x.sh.Natural(), t.width), H: t.step(&x)}
	row := &t.rows[y]
	if !x.again {
		row = &t.rows[h]
	}
	row.cells = append(row.cells, x)
	return &row.cells[len(row.cells)-1]
}

// value puts the text of a cell into a row and returns its height: at least that of a line.
// What a cell above has taken in stands there too.
func (t *turner) value(y, c int, at unit.Length) unit.Length {
	x := setCell{row: y, column: c, role: t.role(y), sh: t.text(y, c), Extent: t.Extent(y, c)}
	x.over = t.overLines(t.Rows[y][c])
	if from, ok := t.origin(y, c); ok && from < y {
		x.again, x.over = true, t.overLines(t.Rows[from][c])
	}
	x.top = x.over
	if x.sh != nil {
		x.lines = t.Break(nil, x.sh, []unit.Length{t.width})
	}
	x.rect = unit.Rect{Y: at, W: t.width, H: t.step(&x)}
	t.rows[y].cells = append(t.rows[y].cells, x)
	return x.rect.H
}

// step is the height of a text in a list, at least that of a line.
func (t *turner) step(x *setCell) unit.Length {
	return unit.Length(max(len(x.lines), 1)) * (t.style.leading + x.over)
}
