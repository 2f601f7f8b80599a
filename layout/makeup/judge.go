package makeup

import (
	"math"
	"math/bits"
	"slices"
)

// area is a parcel's place on the page: basic columns and lines of the part that is made up.
type area struct {
	*option
	col, line int
}

func (a *area) right() int { return a.col + a.cols }
func (a *area) foot() int  { return a.line + a.lines }

// place lists the leaves of a cut with their places, in reading order: parts before what is
// beside and below them.
func (x *cut) place(dst []area, col, line, gap int) []area {
	switch x.kind {
	case stacked:
		return x.parts[1].place(x.parts[0].place(dst, col, line, gap), col, line+x.parts[0].h+gap, gap)
	case beside:
		return x.parts[1].place(x.parts[0].place(dst, col, line, gap), col+int(x.parts[0].w), line, gap)
	}
	return append(dst, area{x.leaf, col, line})
}

// The optical centre of a page lies above the middle, so many hundredths down.
const opticalCentre = 40

// judge weighs a page as a whole. What its parts cost is counted again as it comes to
// stand: pairs of heads at their real heights.
type judge struct {
	columns, lines, gap int
	parcels             []parcel
	sorts               []sortOf
	firm                bool   // heads are as they will be printed: until then those that are against the order are chosen again
	said, measures      []bool // parcels say their order; their heads measure those of stories that come after them
	plain               []bool // they are no notices, briefs or poems
	tuned               []tuning
}

func newJudge(columns, lines, gap int, parcels []parcel) *judge {
	j := &judge{columns: columns, lines: lines, gap: gap, parcels: parcels}
	for _, u := range parcels {
		s := u.sort()
		if u.briefs() {
			s = isBrief
		}
		j.sorts = append(j.sorts, s)
		first := u.stories[0]
		j.said, j.measures = append(j.said, first.Ranked), append(j.measures, u.measures())
		j.plain = append(j.plain, !first.Apart() && !u.briefs() && !u.brief())
	}
	return j
}

// weights is what speaks against a page, by kinds; the sum of all is its cost.
type weights struct {
	setting int // how each story is set in its area: white, size of head, shape
	rank    int // where stories stand and how great their heads are, by their order
	touch   int // heads side by side (碰题)
	gutters int // straight white that runs on (断版)
	frames  int // frames and vertical heads
	picture int // pictures far from the optical centre, or greater than the lead's
}

func (w weights) sum() int { return w.setting + w.rank + w.touch + w.gutters + w.frames + w.picture }

// weigh weighs a page.
func (j *judge) weigh(as []area) weights {
	w, _ := j.within(as, math.MaxInt)
	return w
}

// within weighs a page as long as it may cost less than limit, and tells whether it does. What speaks for a page is
// how its areas stand by themselves, which is counted first: from there on it becomes but dearer.
func (j *judge) within(as []area, limit int) (w weights, ok bool) {
	first := slices.IndexFunc(as, func(a area) bool { return a.parcel == 0 })
	w = j.each(as, first)
	if w.sum() >= limit {
		return w, false
	}
	for i := range as {
		for k := range as[:i] {
			rank, touch := j.two(&as[k], &as[i])
			w.rank, w.touch = w.rank+rank, w.touch+touch
		}
	}
	if first >= 0 && len(as) > 1 {
		rank, shots := j.lead(&as[first], as)
		w.rank, w.picture = w.rank+rank, w.picture+shots
	}
	w.frames = j.frames(as)
	if w.sum() >= limit {
		return w, false
	}
	w.gutters = j.gutters(as)
	return w, w.sum() < limit
}

// each weighs areas by themselves, of which first has the first story; -1: none has.
func (j *judge) each(as []area, first int) (w weights) {
	empty := 0
	for i := range as {
		a := &as[i]
		w.setting += a.cost
		empty += a.empty
		w.rank += j.position(a)
		if a.parcel == 1 && first >= 0 && j.sorts[1] != isNotice && a.line > 0 && !as[first].under(a, j.gap) {
			w.rank += costBelow
		}
		w.picture += j.picture(a)
	}
	w.setting += costEmpties * max(empty-j.columns*j.lines/100, 0)
	return w
}

// under tells whether another area begins right below this one, at its left edge.
func (a *area) under(b *area, gap int) bool { return b.col == a.col && b.line == a.foot()+gap }

// lead weighs how the first story stands out: wider than all others but a strip at the foot,
// its head two steps greater than any other, its picture the greatest.
func (j *judge) lead(l *area, as []area) (rank, shots int) {
	for i := range as {
		a := &as[i]
		if a.parcel == 0 {
			continue
		}
		if a.cols >= l.cols && !j.strip(a) {
			rank += costLeadWidth * (a.cols - l.cols + 1)
		}
		if d := l.step() - a.step(); d > -2 && a.size > 0 {
			rank += costLeadStep * (2 + d)
		}
		if a.shot > l.shot && l.shot > 0 {
			shots += costShots * a.shot / l.shot
		}
	}
	if l.shot > 0 {
		shots += costLeadShot * max(leastShot-100*l.shot/(j.columns*j.lines), 0)
	}
	return rank, shots
}

// sound tells whether a page is one of those that are looked at at all: the first story at the
// upper left, over half of the columns at least and wider than all others but in the strip at the foot, no gutter from
// head to foot, the second story at the head of the page or right below the first.
func (j *judge) sound(as []area) bool {
	first := slices.IndexFunc(as, func(a area) bool { return a.parcel == 0 })
	if first < 0 || j.columns == 1 || len(as) == 2 && len(j.parcels) > fewToChoose {
		return true
	}
	l := &as[first]
	for i := range as {
		if a := &as[i]; i != first && (a.cols >= l.cols && !j.strip(a) || a.size >= l.size && j.sorts[a.parcel] != isNotice) {
			return false
		}
	}
	for col := 1; col < j.columns && len(as) > 2; col++ { // two stories have nothing but one between them
		if j.plumb(as, col) >= costUpright {
			return false
		}
	}
	for i := range as {
		if len(as) > 2 && j.level(as, i) == costThrough {
			return false
		}
	}
	if second := slices.IndexFunc(as, func(a area) bool { return a.parcel == 1 }); second >= 0 && j.sorts[1] != isNotice && as[second].line > 0 && !l.under(&as[second], j.gap) {
		return false
	}
	return l.col == 0 && l.line == 0 && 2*l.cols >= j.columns
}

// lowest is the share of a page, in hundredths, that a strip at its foot takes at the most.
const lowest = 38

// fewToChoose is of how many stories a page may be that has two: of more it is one whose stories are very long, and
// they stand as they can.
const fewToChoose = 3

// strip tells whether an area stands in the strip at the foot of the page.
func (j *judge) strip(a *area) bool {
	return a.foot() == j.lines && 100*a.lines <= lowest*j.lines
}

// position weighs where an area stands.
func (j *judge) position(a *area) int {
	n := a.line * j.parcels[a.parcel].pullAs(j.sorts[a.parcel]) / 16
	switch {
	case a.parcel == 0 && (a.col > 0 || a.line > 0):
		n += costLeadCorner
	case a.parcel > 0 && a.line == 0 && j.sorts[a.parcel] == isNotice:
		n += costHigh
	case a.parcel > 0 && 2*a.line < j.lines && j.sorts[a.parcel] == isNotice:
		n += costUpper
	}
	return n
}

// picture weighs how far the middle of an area's picture is from the optical centre.
func (j *judge) picture(a *area) int {
	p := a.slot.Picture
	if p.Columns == 0 || a.shot == 0 {
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
	rank = j.against(a, b)
	if j.sorts[b.parcel] != isNotice && j.sorts[a.parcel] != isNotice && j.sorts[b.parcel] != isBrief && j.sorts[a.parcel] != isBrief {
		switch d := a.step() - b.step(); {
		case d > 0:
			rank += costBigger * d
		case d == 0 && a.parcel == 1:
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
	for i := range as {
		n += j.level(as, i)
	}
	for col := 1; col < j.columns; col++ {
		n += j.plumb(as, col)
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

// level weighs the gutter below area i, where no area before it ends on the same line. Above and
// below a story over all columns it is free.
func (j *judge) level(as []area, i int) int {
	line := as[i].foot()
	if line >= j.lines {
		return 0
	}
	var white uint64
	for k := range as {
		whole := as[k].cols == j.columns
		if as[k].line == line+j.gap && whole {
			return 0
		}
		if as[k].foot() != line {
			continue
		}
		if k < i || whole {
			return 0
		}
		white |= 1<<as[k].right() - 1<<as[k].col
	}
	switch long := longest(white, j.columns); {
	case long == j.columns:
		return costThrough
	case 4*long >= 3*j.columns && 100*(j.lines-line) > lowest*j.lines:
		return costRiver
	}
	return 0
}

// longest is the longest run of ones in the first n bits.
func longest(x uint64, n int) int {
	long, run := 0, 0
	for i := range n {
		if run++; x&(1<<i) == 0 {
			run = 0
		}
		long = max(long, run)
	}
	return long
}

// plumb weighs the gutter left of a column.
func (j *judge) plumb(as []area, col int) int {
	var across [maxLines / 64]uint64
	for i := range as {
		if a := &as[i]; a.col < col && col < a.right() {
			mark(&across, max(a.line-j.gap, 0), min(a.foot()+j.gap, j.lines))
		}
	}
	long, from := 0, 0
	for l := 0; l < j.lines; l++ {
		if w := across[l/64] >> (l % 64); w&1 != 0 {
			l += bits.TrailingZeros64(^w) - 1
			from = l + 1
		}
		long = max(long, l+1-from)
	}
	switch {
	case long >= j.lines:
		return costUpright
	case 4*long >= 3*j.lines:
		return costRiver
	}
	return 0
}

// maxLines is the number of lines of a page that is made up at the most.
const maxLines = 512

// mark sets the bits from one to another, the last not with them.
func mark(set *[maxLines / 64]uint64, from, to int) {
	for from < to {
		n := min(64-from%64, to-from)
		set[from/64] |= ^uint64(0) >> (64 - n) << (from % 64)
		from += n
	}
}

// crossed tells whether an area ends and another begins at both sides of a point.
func (j *judge) crossed(as []area, col, line int) bool {
	above, below := false, false
	for i := range as {
		a := &as[i]
		above = above || a.col == col && a.foot()+j.gap == line
		below = below || a.right() == col && a.line == line
	}
	return above && below
}

// frames weighs frames: two are enough, and they do not touch; and vertical heads: one is
// welcome, a third too many.
func (j *judge) frames(as []area) int {
	frames, stacks, n := 0, 0, 0
	for i := range as {
		a := &as[i]
		if a.slot.Head.Vertical {
			stacks++
		}
		if !framed(&a.slot) {
			continue
		}
		frames++
		for k := range as[:i] {
			b := &as[k]
			if !framed(&b.slot) {
				continue
			}
			aside := (a.right() == b.col || b.right() == a.col) && a.line < b.foot() && b.line < a.foot()
			above := (a.foot()+j.gap == b.line || b.foot()+j.gap == a.line) && a.col < b.right() && b.col < a.right()
			if aside || above {
				n += costFrames
			}
		}
	}
	return n + costFrames*max(frames-2, 0) + costStacks*max(stacks-1, 0) + costThrough*max(stacks-2, 0)
}
