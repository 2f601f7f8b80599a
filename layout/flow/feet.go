package flow

import (
	"banxin/layout/inline"
	"banxin/layout/page"
)

// skip leaves n line slots blank, but none at the top of a column.
func (p *pourer) skip(n int) {
	for ; n > 0 && p.at < len(p.out.slots) && !p.out.slots[p.at].head; n-- {
		p.at++
	}
}

// seek goes on to the next column when fewer than need lines are left in this one, if
// one follows that has as many. It tells whether it moved.
func (p *pourer) seek(need int) bool {
	if p.at >= len(p.out.slots) || int(p.out.slots[p.at].left) >= need || p.out.slots[p.at].head {
		return false
	}
	for i := p.at + int(p.out.slots[p.at].left); i < len(p.out.slots); i += int(p.out.slots[i].left) {
		if int(p.out.slots[i].left) >= need {
			from := p.at
			p.at = i
			p.fill(from, int(p.out.slots[from].left))
			return true
		}
	}
	return false
}

// fill brings the text of a column down to its foot, where n lines from slot blank on stay
// free because what comes next has no room there: by a line more above subheads and tables,
// then by paragraphs set a line longer, then by a second line above tables.
func (p *pourer) fill(blank, n int) {
	left := n
	if rows, ok := p.column(blank); ok {
		n = min(n, mostFill)
		left -= n
		n = p.lower(p.out.rows[rows:], n)
		n = p.lengthen(rows, n)
		left += p.lower(p.out.rows[rows:], n)
	}
	p.out.blank += max(left-1, 0)
}

// column returns the first row of the column whose foot is free from slot blank on, if its
// rows may be moved.
func (p *pourer) column(blank int) (first int, ok bool) {
	top := blank
	for top > 0 && !p.out.slots[top].head {
		top--
	}
	if p.out.slots[top].width() != p.out.slots[blank].width() {
		return 0, false
	}
	rows := p.out.rows
	first = len(rows)
	for first > 0 && int(rows[first-1].slot) >= top {
		if first--; rows[first].floats() {
			return 0, false // its slots may not be those below one another
		}
	}
	return first, true
}

// mostFill is how many lines of a column's foot are filled at most: with more, the text
// above would look torn.
const mostFill = 4

// lower moves what follows each subhead or table of a column down by a line, the last first,
// until n lines are used, and returns how many are left.
func (p *pourer) lower(rows []rowAt, n int) int {
	for k := len(rows) - 1; k > 0 && n > 0; k-- {
		if el := rows[k].el; el < 0 || el == rows[k-1].el || p.els[el].keep == 0 || !p.opens(int(el)) || p.els[el].role == page.RoleSubhead && p.aloof(rows[k-1], rows[k]) {
			continue
		}
		from := k
		if rows[k].tab != nil && k+1 < len(rows) { // its white is shared
			rows[k].aired(p.grid.Leading)
			from++
		}
		for i := from; i < len(rows); i++ {
			rows[i].slot++
		}
		n--
	}
	return n
}

// aloof tells whether a row stands apart from the one before it, by a line or more: a subhead has
// a line and a half of white above it at most, or it reads as the head of another story.
func (p *pourer) aloof(before, row rowAt) bool {
	return int(row.slot-before.slot) > before.lines()
}

// opens tells whether white may stand above an element: it is not in the middle of a table.
func (p *pourer) opens(el int) bool {
	return el == 0 || p.els[el].block != p.els[el-1].block
}

// lengthen sets paragraphs that stand wholly in a column, whose rows begin at first, a line
// longer, until n lines are used, and returns how many are left.
func (p *pourer) lengthen(first, n int) int {
	for k := first; k < len(p.out.rows) && n > 0; {
		el := p.out.rows[k].el
		end := k + 1
		for end < len(p.out.rows) && p.out.rows[end].el == el {
			end++
		}
		if el >= 0 && p.els[el].running() && p.out.rows[k].line.From == 0 && p.els[el].cap == nil {
			e := &p.els[el]
			w := e.measure(p.out.slots[p.out.rows[k].slot].width(), 0)
			if lines, ok := p.lines(e, append(p.widths[:0], w), end-k+1); ok {
				p.relay(k, end, lines)
				end++
				n--
			}
		}
		k = end
	}
	return n
}

// relay puts a line more in place of the rows from k to end, and those after it a line lower.
func (p *pourer) relay(k, end int, lines []inline.Line) {
	rows := append(p.out.rows, rowAt{})
	copy(rows[end+1:], rows[end:])
	for i := end + 1; i < len(rows); i++ {
		rows[i].slot++
	}
	for i, ln := range lines {
		rows[k+i] = rowAt{el: rows[k].el, slot: rows[k].slot + int32(i), line: ln}
	}
	p.out.rows = rows
}
