package flow

import "banxin/layout/unit"

// How a table may be parted, in the order in which it is tried: not at all, but for one that is
// higher than half a column and has more than a few rows; between rows; wherever there is no other way.
const (
	partLong = iota
	partRows
	partHard
	partings
)

// next is the next stretch of a table, in the first column where it has room. A row goes on in
// columns as wide as the first.
func (p *pourer) next(e *element, from rowPlace) *tablePiece {
	start := p.at
	for how := range partings {
		for at := p.at; at < len(p.out.slots); at += int(p.out.slots[at].left) {
			s := p.out.slots[at]
			if from.line > 0 && s.width() != p.before() {
				continue
			}
			if b := p.pieceAt(e, from, at, 1, how); b != nil {
				p.goTo(at, start)
				return p.placed(b, 1)
			}
		}
	}
	return nil
}

// pieceAt is the stretch of a table that may stand at a line slot over n columns; nil where none
// may.
func (p *pourer) pieceAt(e *element, from rowPlace, at, n, how int) *tablePiece {
	s := p.out.slots[at]
	t := p.table(e, p.widthOver(s, n))
	b := t.piece(from, int(s.left), !s.head, how == partHard && s.head)
	if b == nil || b.to.row >= len(t.rows) {
		return b
	}
	if how == partLong && len(t.rows)-t.head <= fewRows {
		return nil
	}
	short := 2*t.whole <= t.grid.Height(p.tallest())
	if short && (how == partLong || int(s.line)+int(s.left) < s.r.end) || how != partHard && b.to.row < max(b.from.row, t.Head)+leastPiece {
		return nil
	}
	return b
}

// fewRows is how many rows below its heads a table has that is not parted while a column has room
// for all of it, however high it is.
const fewRows = 6

// leastPiece is how many rows of a table stand at the foot of a column at least.
const leastPiece = 2

// before is the width of the line slot in which the last row stands.
func (p *pourer) before() unit.Length {
	return p.out.slots[p.out.rows[len(p.out.rows)-1].slot].width()
}

// widthOver is the width of n columns from that of a line slot on.
func (p *pourer) widthOver(s lineSlot, n int) unit.Length {
	if n == 1 {
		return s.width()
	}
	c := min(int(s.col), len(s.r.cols)-n)
	return s.r.inner(c, c+n, s.r.top, s.r.top+1).W
}

// goTo goes on to a later line slot; what lies between stays free.
func (p *pourer) goTo(at, from int) {
	if p.at = at; at > from {
		p.fill(from, int(p.out.slots[from].left))
	}
}

// placed makes a piece over n columns ready for painting.
func (p *pourer) placed(b *tablePiece, n int) *tablePiece {
	if b.columns = n; n > 1 {
		b.block.width = b.measure
	}
	b.block.draw = b.drawRows
	return b
}
