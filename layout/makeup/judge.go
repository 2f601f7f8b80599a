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
	costThrough = 600 // a gutter from edge to edge of the page (通栏断版)
	costUpright = 300 // one from its head to its foot (通线)
	costRiver   = 50  // one over three quarters of it
	costCross   = 30  // four corners that meet
	costBigger  = 60  // a step that a head is greater than that of a more important story
	costEqual   = 12  // a head as great as that of the second story
	costWider   = 6   // a column that a head is wider than that of a more important story
	costCorner  = 400 // the first story not at the upper left
	costBelow   = 300 // the second neither at the head of the page nor right below the first
	costBefore  = 5   // a line that a story stands lower than one that is less important, for each place of rank between
	costFrames  = 80  // two frames that touch; a third frame on the page
	costStacks  = 60  // a second vertical head
	costCentre  = 60  // a picture at the edge of the page instead of its optical centre
)

// The optical centre of a page lies above the middle, so many hundredths down.
const opticalCentre = 40

// judge weighs a page as a whole. What its parts cost is counted again as it comes to
// stand: pairs of heads at their real heights.
type judge struct {
	columns, lines, gap int
	parcels             []parcel
}

// weights is what speaks against a page, by kinds; the sum of all is its cost.
type weights struct {
	setting int // how each story is set in its area: white, size of head, shape
	rank    int // where stories stand and how great their heads are, by their order
	touch   int // heads side by side (碰题)
	gutters int // straight white that runs on (断版)
	frames  int // frames and vertical heads
	picture int // pictures far from the optical centre
}

func (w weights) sum() int { return w.setting + w.rank + w.touch + w.gutters + w.frames + w.picture }

func (j *judge) weigh(as []area) (w weights) {
	first := slices.IndexFunc(as, func(a area) bool { return a.parcel == 0 })
	for i := range as {
		a := &as[i]
		w.setting += a.cost
		w.rank += j.position(a)
		if a.parcel == 1 && first >= 0 && !j.parcels[1].notice() && a.line > 0 && !as[first].under(a, j.gap) {
			w.rank += costBelow
		}
		w.picture += j.picture(a)
		for k := range as[:i] {
			rank, touch := j.two(&as[k], a)
			w.rank, w.touch = w.rank+rank, w.touch+touch
		}
	}
	w.gutters, w.frames = j.gutters(as), j.frames(as)
	return w
}

// under tells whether another area begins right below this one, at its left edge.
func (a *area) under(b *area, gap int) bool { return b.col == a.col && b.line == a.foot()+gap }

// position weighs where an area stands.
func (j *judge) position(a *area) int {
	n := a.line * j.parcels[a.parcel].pull() / 16
	if a.parcel == 0 && (a.col > 0 || a.line > 0) {
		n += costCorner
	}
	return n
}

// picture weighs how far the middle of an area's picture is from the optical centre.
func (j *judge) picture(a *area) int {
	p := a.slot.Picture
	if p.Columns == 0 || !j.parcels[a.parcel].pictures() {
		return 0
	}
	x := a.pictureAt()
	y := 100*(a.line+a.head+p.Lines/2)/max(j.lines, 1) - opticalCentre
	aside := 100 * max(x-j.columns, j.columns-x) / j.columns
	return costCentre * (aside/2 + max(y, -y)*5/3) / 200
}

// pictureAt is where the middle of an area's picture is, in half columns.
func (a *area) pictureAt() int {
	switch p := a.slot.Picture; p.At {
	case "top-right":
		return 2*a.right() - p.Columns
	case "top-left":
		return 2*a.col + p.Columns
	}
	return 2*a.col + a.cols
}

// two weighs a pair of areas by rank and by how their heads stand.
func (j *judge) two(a, b *area) (rank, touch int) {
	if a.parcel > b.parcel {
		a, b = b, a
	}
	if !j.parcels[b.parcel].notice() && !j.parcels[a.parcel].notice() {
		switch d := a.step() - b.step(); {
		case d > 0:
			rank += costBigger * d
		case d == 0 && a.parcel <= 1:
			rank += costEqual
		}
		if a.parcel <= 2 {
			rank += costWider * max(b.cols-a.cols, 0)
		}
		rank += costBefore * min(b.parcel-a.parcel, 4) * max(a.line-b.line, 0) / 8
	}
	if a.right() == b.col || b.right() == a.col {
		touch = j.heads(a, b)
	}
	return rank, touch
}

// heads weighs the heads of two areas side by side (碰题): by how much of the lower head
// stands beside the other one.
func (j *judge) heads(a, b *area) int {
	from, to := max(a.line, b.line), min(a.line+a.head, b.line+b.head)
	if from >= to {
		return 0
	}
	return clash(a.corner(), b.corner()) * (to - from) / max(min(a.head, b.head), 1)
}

// gutters weighs straight white that runs on: horizontal between lines, vertical between
// columns.
func (j *judge) gutters(as []area) int {
	n := 0
	for line := range j.lines {
		n += run(j.columns, costThrough, func(c int) bool {
			return line > 0 && slices.ContainsFunc(as, func(a area) bool { return a.foot() == line && a.col <= c && c < a.right() })
		})
	}
	for col := 1; col < j.columns; col++ {
		n += run(j.lines, costUpright, func(l int) bool {
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

// run is the cost of the longest run of whites in a row of so many places; through is that of
// one over all of them.
func run(of, through int, white func(int) bool) int {
	long, n := 0, 0
	for i := range of {
		if n++; !white(i) {
			n = 0
		}
		long = max(long, n)
	}
	switch {
	case long == of:
		return through
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

// frames weighs frames: two are enough, and they do not touch; and vertical heads: one is
// welcome, a third too many.
func (j *judge) frames(as []area) int {
	var fs []*area
	stacks := 0
	for i := range as {
		if as[i].slot.Head.Vertical {
			stacks++
		}
		if framed(&as[i].slot) {
			fs = append(fs, &as[i])
		}
	}
	n := costFrames*max(len(fs)-2, 0) + costStacks*max(stacks-1, 0) + costThrough*max(stacks-2, 0)
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
