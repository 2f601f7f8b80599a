package makeup

import (
	"slices"
)

// area is a parcel's place on the page: basic columns and lines of the part that is made up.
type area struct {
	*option
	col, line int
}

func (a *area) right() int { return a.col + a.cols }
func (a *area) foot() int  { return a.line + a.lines }

// areas lists the leaves of a cut with their places, in reading order: from the upper
// left, parts before what is beside and below them.
func (x *cut) areas(gap int) []area { return x.place(nil, 0, 0, gap) }

func (x *cut) place(dst []area, col, line, gap int) []area {
	p := x.parts
	switch x.kind {
	case single:
		return append(dst, area{x.leaf, col, line})
	case nested:
		return p[0].place(dst, col, line, gap)
	case stacked:
		return p[1].place(p[0].place(dst, col, line, gap), col, line+p[0].h+gap, gap)
	case beside:
		return p[1].place(p[0].place(dst, col, line, gap), col+p[0].w, line, gap)
	}
	// the middle begins right of the narrower part at the left, below the lower upper part
	mid := [2]int{col + p[3].w, line + p[0].h + gap}
	if x.kind == counter {
		mid = [2]int{col + p[0].w, line + p[1].h + gap}
	}
	dst = p[1].place(p[0].place(dst, col, line, gap), col+p[0].w, line, gap)
	dst = p[4].place(dst, mid[0], mid[1], gap)
	dst = p[3].place(dst, col, line+p[0].h+gap, gap)
	return p[2].place(dst, col+p[3].w, line+p[1].h+gap, gap)
}

// Costs of what only the whole page shows.
const (
	costThrough = 260 // a gutter from edge to edge of the page (通栏断版, 通线)
	costRiver   = 50  // one over three quarters of it
	costCross   = 30  // four corners that meet
	costBigger  = 40  // a step that a head is greater than that of a more important story
	costCorner  = 400 // the first story not at the upper left
	costPhoto   = 60  // the page's only pictures in its lowest quarter
	costFrames  = 80  // two frames that touch; a third frame on the page
)

// judge weighs a page as a whole. What its parts cost is counted again as it comes to
// stand: pairs of heads at their real heights.
type judge struct {
	columns, lines, gap int
	parcels             []parcel
}

func (j *judge) cost(as []area) int {
	n := 0
	for i := range as {
		n += as[i].cost + j.position(&as[i])
		for k := range as[:i] {
			n += j.two(&as[k], &as[i])
		}
	}
	return n + j.gutters(as) + j.frames(as)
}

// position weighs where an area stands.
func (j *judge) position(a *area) int {
	u := j.parcels[a.parcel]
	n := a.line * u.pull() / 16
	if a.parcel == 0 && (a.col > 0 || a.line > 0) {
		n += costCorner
	}
	if u.pictures() && 4*a.line > 3*j.lines {
		n += costPhoto
	}
	return n
}

// two weighs a pair of areas.
func (j *judge) two(a, b *area) int {
	if a.parcel > b.parcel {
		a, b = b, a
	}
	n := 0
	if d := stepOf(a.size) - stepOf(b.size); d > 0 && !j.parcels[b.parcel].notice() {
		n += costBigger * d
	}
	if a.right() == b.col || b.right() == a.col {
		n += j.heads(a, b)
	}
	return n
}

// heads weighs the heads of two areas side by side (碰题): by how much of the lower head
// stands beside the other one.
func (j *judge) heads(a, b *area) int {
	from, to := max(a.line, b.line), min(a.line+a.head, b.line+b.head)
	if from >= to {
		return 0
	}
	ca, cb := corner{int8(stepOf(a.size)), framed(&a.slot)}, corner{int8(stepOf(b.size)), framed(&b.slot)}
	return clash(ca, cb) * (to - from) / max(min(a.head, b.head), 1)
}

// gutters weighs straight white that runs on: horizontal between lines, vertical between
// columns.
func (j *judge) gutters(as []area) int {
	n := 0
	for line := range j.lines {
		n += j.run(j.columns, func(c int) bool {
			return line > 0 && slices.ContainsFunc(as, func(a area) bool { return a.foot() == line && a.col <= c && c < a.right() })
		})
	}
	for col := 1; col < j.columns; col++ {
		n += j.run(j.lines, func(l int) bool {
			return !slices.ContainsFunc(as, func(a area) bool { return a.col < col && col < a.right() && a.line-j.gap <= l && l < a.foot()+j.gap })
		})
	}
	for i := range as {
		for k := range as {
			// the lower right corner of one meets the upper left of another, and no area covers the other two
			if a, b := &as[i], &as[k]; a.right() == b.col && a.foot()+j.gap == b.line && j.crossed(as, b.col, b.line) {
				n += costCross
			}
		}
	}
	return n
}

// run is the cost of the longest run of whites in a row of so many places.
func (j *judge) run(of int, white func(int) bool) int {
	long, n := 0, 0
	for i := range of {
		if n++; !white(i) {
			n = 0
		}
		long = max(long, n)
	}
	switch {
	case long == of:
		return costThrough
	case 4*long >= 3*of:
		return costRiver
	}
	return 0
}

// crossed tells whether an area ends and another begins at both sides of a point.
func (j *judge) crossed(as []area, col, line int) bool {
	above := slices.ContainsFunc(as, func(a area) bool { return a.col == col && a.foot()+j.gap == line })
	below := slices.ContainsFunc(as, func(a area) bool { return a.right() == col && a.line == line })
	return above && below
}

// frames weighs frames: two are enough, and they do not touch.
func (j *judge) frames(as []area) int {
	var fs []*area
	for i := range as {
		if framed(&as[i].slot) {
			fs = append(fs, &as[i])
		}
	}
	n := costFrames * max(len(fs)-2, 0)
	for i, a := range fs {
		for _, b := range fs[:i] {
			aside := (a.right() == b.col || b.right() == a.col) && a.line < b.foot() && b.line < a.foot()
			above := (a.foot()+j.gap == b.line || b.foot()+j.gap == a.line) && a.col < b.right() && b.col < a.right()
			if aside || above {
				n += costFrames
			}
		}
	}
	return n
}
