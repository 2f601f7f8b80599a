package flow

import (
	"cmp"
	"slices"

	"banxin/layout/page"
)

// Pictures anchored in the text (随文) are elements of it: each stands on the grid line after
// its paragraph, or, where its column has too little room, at the top of the next one, and
// the text goes on before it.
//
// The line slots that such a picture takes are brought forward to where the text has come
// to, so that the order of the slots stays that of the setting.

// floated sets an anchored picture.
func (p *pourer) floated(i int, e *element) {
	if p.floatHere(i, e, e.columns) || p.floatLater(i, e, e.columns) {
		return
	}
	if p.narrow && (p.floatHere(i, e, 1) || p.floatLater(i, e, 1)) {
		return
	}
	p.out.overLines++
	p.out.lost = append(p.out.lost, i)
}

// tallest is the most lines that a picture may have: those of the tallest column, however
// far down its text goes.
func (p *pourer) tallest() int {
	n := 0
	for _, s := range p.out.slots {
		if s.head {
			n = max(n, s.r.end-int(s.line))
		}
	}
	return n
}

// floatHere sets it at the next line slot, if its column has room: so many lines higher
// that none is alone below it, or a line lower. Where at least two thirds of it have room
// it moves up, and the lines above it go on after it (jlreq 4.3.5); so does one lone line
// at the top of its column.
func (p *pourer) floatHere(i int, e *element, n int) bool {
	if p.at >= len(p.out.slots) {
		return false
	}
	s := p.out.slots[p.at]
	left := int(s.left)
	b, ok := p.composed(e, p.at, n, 0)
	if !ok {
		return false
	}
	above := p.above()
	switch short := b.lines - left; {
	case above == 1 && b.lines <= left+1 && n == 1 && p.lift(i, b, 1):
		return true
	case short <= 0:
		if short == -1 {
			if higher, ok := p.composed(e, p.at, n, 1); ok && higher.lines == left {
				b = higher
			}
		}
		return p.take(i, p.at, n, b)
	case n > 1 || left < 2*short:
		return false
	case short == 1:
		if lower, ok := p.composed(e, p.at, n, -1); ok && lower.lines == left {
			return p.take(i, p.at, n, lower)
		}
		return false
	default:
		return above > short+1 && p.lift(i, b, short)
	}
}

// composed is the picture over n columns from those of a line slot on.
func (p *pourer) composed(e *element, at, n, more int) (float, bool) {
	s := p.out.slots[at]
	if n = min(n, len(s.r.cols)); int(s.col)+n > len(s.r.cols) {
		return float{}, false
	}
	b := p.figure(e, berth{s.r, int(s.col), n, p.tallest(), more, !s.head})
	return b, b.lines > 0
}

// above counts the lines that stand above the next one in its run.
func (p *pourer) above() int {
	n := 0
	for at := p.at; at > 0 && !p.out.slots[at].head && below(p.out.slots[at], p.out.slots[at-1]); at-- {
		n++
	}
	return n
}

// floatLater brings the picture to the top of a later run of line slots.
func (p *pourer) floatLater(i int, e *element, n int) bool {
	for at := p.at + 1; at < len(p.out.slots); at++ {
		if !p.out.slots[at].head {
			continue
		}
		b, ok := p.composed(e, at, n, 0)
		if ok && p.take(i, at, n, b) {
			return true
		}
	}
	return false
}

// take sets a picture at slot at and the slots below and, over several columns, beside it;
// they are brought forward. It tells whether they are all there.
func (p *pourer) take(i, at, n int, b float) bool {
	s := p.out.slots[at]
	n = min(n, len(s.r.cols))
	if int(s.left) < b.lines || s.w > 0 {
		return false
	}
	var taken []int
	for k := at; k < len(p.out.slots) && len(taken) < n*b.lines; k++ {
		t := p.out.slots[k]
		if t.r == s.r && t.col >= s.col && t.col < s.col+int32(n) && t.line >= s.line && t.line < s.line+int32(b.lines) && t.w == 0 {
			taken = append(taken, k)
		}
	}
	if len(taken) < n*b.lines {
		return false
	}
	if at > p.at || n > 1 {
		p.bring(taken)
	}
	b.columns = n
	p.out.rows = append(p.out.rows, rowAt{el: int32(i), slot: int32(p.at), box: &b.block, fig: b.fig})
	p.at += len(taken)
	return true
}

// bring moves line slots forward to where the text has come to. What stands above them in
// their runs has fewer lines left; what stands below begins a run.
func (p *pourer) bring(taken []int) {
	if !p.out.moved {
		p.out.moved, p.out.slots = true, slices.Clone(p.out.slots)
	}
	moved := make([]lineSlot, 0, len(taken))
	rest := make([]lineSlot, 0, len(p.out.slots)-p.at)
	for k, t := range p.out.slots[p.at:] {
		if len(moved) < len(taken) && taken[len(moved)] == p.at+k {
			moved = append(moved, t)
			continue
		}
		rest = append(rest, t)
	}
	for k := len(rest) - 1; k >= 0; k-- {
		joined := k+1 < len(rest) && below(rest[k+1], rest[k])
		if rest[k].left = 1; joined {
			rest[k].left = rest[k+1].left + 1
		}
		first := k == 0 && (p.at == 0 || !below(rest[0], p.out.slots[p.at-1]))
		rest[k].head = first || k > 0 && !below(rest[k], rest[k-1])
	}
	copy(p.out.slots[p.at:], moved)
	copy(p.out.slots[p.at+len(moved):], rest)
}

// lift sets a picture n lines above the next slot: the last n lines of the text go on below
// it, or in the next column. Only lines of running text do.
func (p *pourer) lift(i int, b float, n int) bool {
	from := p.at - n
	last := p.at + b.lines
	if last > len(p.out.slots) || int(p.out.slots[from].left) < b.lines {
		return false
	}
	rows := p.out.rows
	k := len(rows)
	for k > 0 && int(rows[k-1].slot) >= from {
		k--
		if r := rows[k]; r.box != nil || r.capped || r.el < 0 || p.els[r.el].role != page.RoleParagraph || p.els[r.el].keep > 0 {
			return false
		}
	}
	if len(rows)-k != n {
		return false
	}
	for at := from; at < last; at++ {
		if p.out.slots[at].width() != p.out.slots[from].width() || p.out.slots[at].r.Page != p.out.slots[from].r.Page {
			return false
		}
	}
	for ; k < len(rows); k++ {
		rows[k].slot += int32(b.lines)
	}
	p.out.rows = append(rows, rowAt{el: int32(i), slot: int32(from), box: &b.block, fig: b.fig})
	p.at = last
	return true
}

// reached is the first slot of a stream after all those used up to slot next, where anchored
// pictures have taken some out of order.
func (p *poured) reached(stream []lineSlot, next int) int {
	if !p.moved {
		return 0
	}
	type place struct {
		r         *Region
		col, line int32
	}
	used := map[place]bool{}
	for _, s := range p.slots[:next] {
		used[place{s.r, s.col, s.line}] = true
	}
	for i := len(stream); i > 0; i-- {
		if s := stream[i-1]; used[place{s.r, s.col, s.line}] {
			return i
		}
	}
	return 0
}

// byPage sorts the rows so that each page's follow one another, where a picture was brought
// to a later one.
func (p *pourer) byPage() {
	rank := map[PageRef]int{}
	for _, s := range p.course.slots {
		if _, ok := rank[s.r.Page]; !ok {
			rank[s.r.Page] = len(rank)
		}
	}
	slices.SortStableFunc(p.out.rows, func(a, b rowAt) int {
		return cmp.Compare(rank[p.out.slots[a.slot].r.Page], rank[p.out.slots[b.slot].r.Page])
	})
}
