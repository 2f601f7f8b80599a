package flow

import (
	"cmp"
	"slices"

	"banxin/layout/unit"
)

// Tables are poured in pieces: as much as has room in a column, or over several, and the rest
// in the next.

// firstPart is the first part of a table that stands in a row, its caption with the first.
func (t *tabular) firstPart(row int) int {
	if row == 0 {
		return 0
	}
	return firstCell(t.Table, row)
}

// rowOf is the row in which a part of a table stands.
func (t *tabular) rowOf(part int) int {
	row := 0
	for row+1 < len(t.Rows) && t.firstPart(row+1) <= part {
		row++
	}
	return row
}

// tabled sets a table: over the columns that it asks for or needs, else in one.
func (p *pourer) tabled(i int, e *element) {
	if n := p.columnsOf(e); n > 1 {
		if p.across(i, e, n) {
			return
		}
		if !p.narrow {
			p.out.lost = append(p.out.lost, i)
			p.overTable(i, e, 0)
			return
		}
	}
	p.inColumn(i, e)
}

// columnsOf is how many columns a table stands over: what it asks for, or the fewest more in
// which its words and figures have room, and its first row below its heads; what it asks for where there are none.
func (p *pourer) columnsOf(e *element) int {
	if len(p.out.slots) == 0 {
		return 1
	}
	s := p.out.slots[min(p.at, len(p.out.slots)-1)]
	asked := min(max(e.columns, 1), len(s.r.cols))
	wide := 0 // the fewest in which words and figures have room, but not that row
	for n := asked; n <= len(s.r.cols); n++ {
		t := p.table(e, p.widthOver(s, n))
		switch {
		case t.fit >= fitsTurned:
		case t.beginning() <= t.grid.Height(p.tallest()):
			return n
		case wide == 0:
			wide = n
		}
	}
	return cmp.Or(wide, asked)
}

// beginning is what the caption, the heads and the first row below them take, which stand together.
func (r *laidTable) beginning() unit.Length {
	h := r.titleHeight()
	for _, row := range r.rows[:min(r.Head+1, len(r.rows))] {
		h += row.height
	}
	return h
}

// inColumn sets a table in its columns one after another.
func (p *pourer) inColumn(i int, e *element) {
	from := rowPlace{}
	first, at := len(p.out.rows), p.at // of a row that is parted
	for from.row < len(e.tab.Rows) {
		if from.line == 0 {
			first, at = len(p.out.rows), p.at
		}
		b := p.footedTable(e, from)
		if b == nil {
			p.out.rows, p.at = p.out.rows[:first], at
			p.overTable(i, e, from.row)
			return
		}
		p.out.rows = append(p.out.rows, rowAt{el: int32(i), slot: int32(p.at), box: &b.block, tab: b})
		p.at += b.lines
		from = b.to
	}
	p.skip(e.after)
}

// heightFrom is the height of the rows from one on.
func (r *laidTable) heightFrom(row int) (h unit.Length) {
	for y := row; y < len(r.rows); y++ {
		h += r.rows[y].height
	}
	return h
}

// across sets a table over n columns, each stretch where so many stand free beside one
// another. It is false where the first has no place; then nothing is set.
func (p *pourer) across(i int, e *element, n int) bool {
	from := rowPlace{}
	var last lineSlot
	rows, at, slots, moved := len(p.out.rows), p.at, p.out.slots, p.out.moved
	var feet feetState
	if len(e.calls) > 0 {
		feet = p.feetNow()
	}
	if moved { // else they are copied before they are moved
		slots = slices.Clone(slots)
	}
	for {
		b := p.nextAcross(i, e, n, from, last)
		if b == nil {
			if len(e.calls) > 0 {
				p.feetAre(feet)
			}
			p.out.rows, p.at, p.out.slots, p.out.moved = p.out.rows[:rows], at, slots, moved
			return false
		}
		last = p.out.slots[p.out.rows[len(p.out.rows)-1].slot]
		if len(e.calls) > 0 {
			p.footedAcross(e, b)
		}
		if from = b.to; from.row >= len(b.rows) {
			p.skip(e.after)
			return true
		}
	}
}

// nextAcross sets the next stretch of a table over n columns, not before the one before it.
func (p *pourer) nextAcross(i int, e *element, n int, from rowPlace, last lineSlot) *tablePiece {
	for how := range partings {
		for at := p.at; at < len(p.out.slots); at++ {
			s := p.out.slots[at]
			if at > p.at && !s.head || int(s.col)+n > len(s.r.cols) || s.w > 0 || last.r != nil && last.r == s.r && s.col < last.col+int32(n) {
				continue
			}
			b := p.pieceAt(e, from, at, n, how)
			if b == nil {
				continue
			}
			p.placed(b, n)
			if p.take(i, at, n, float{block: b.block}) {
				p.out.rows[len(p.out.rows)-1].tab = b
				return b
			}
		}
	}
	return nil
}

// overTable ends the text before a row of a table: the rest has no room.
func (p *pourer) overTable(i int, e *element, row int) {
	p.end(i, row)
	t := p.table(e, p.width())
	if at := p.out.stop; at.el == i && at.item == row { // the text has not ended before
		p.out.highRow = row == 0 && t.beginning() > t.grid.Height(p.tallest())
	}
	for _, n := range e.tab.chars[row:] {
		p.out.overChars += n
	}
	p.out.overLines += max(t.grid.LinesFor(t.heightFrom(row)), 1)
}
