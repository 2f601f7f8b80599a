package flow

import (
	"math"
	"math/bits"
	"slices"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// setInBand sets the story in a band of its slot's first free region: the head over its
// columns, pictures in theirs, the text in what is left. The slot's last story has all
// that remains, others take as little as they need; columns that are not filled are level.
func (j *job) setInBand() {
	r := j.slot.current(func(r *Region) bool { return r.at < r.end })
	if r == nil {
		r = j.slot.Regions[len(j.slot.Regions)-1]
	}
	j.region = r
	if r.Slot.Head.Vertical && !r.upright() && j.first && j.stack(r) {
		j.bands(r, r.at, hole{})
		return
	}
	if r.at > r.top {
		r.at = min(r.at+j.between(), r.end)
	}
	span := r.Slot.Head.Span
	switch {
	case span < 0:
		span = 1
	case span == 0 || span > len(r.cols):
		span = len(r.cols)
	}
	j.adjust(r, span)
	n := j.headOver(r, span)
	if r.at+n+2 > r.end && r.at > r.top && j.slot.More != nil {
		if next := j.slot.grow(); next != nil {
			r.at, r, j.region = r.end, next, next
		}
	}
	if r.at+n > r.end {
		j.dropHead(n)
		n = 0
	}
	j.headHole = hole{0, span, r.at, r.at + n}
	j.bands(r, r.at, j.headHole)
}

// headOver composes the head over the first columns of a region and returns how many of
// its lines it takes. In vertical text it is a stack at their right.
func (j *job) headOver(r *Region, span int) int {
	room := r.inner(0, span, r.at, r.at+1)
	bar := r.barPad()
	if !r.upright() {
		room.W = max(room.W-2*bar, 1)
		j.head = j.compose(room.W, r.basic(span))
		if r.Slot.Head.Bar() {
			return barLines(j.head, r.Grid, r.Slot.Head.Lines)
		}
		least := max(r.Slot.Head.Lines-max(j.v.lines, 0), 0)
		return headLines(j.head, r.Grid, least, r.at > r.top) + max(-j.v.lines, 0)
	}
	room.W = r.inside.W
	room.Y, room.H = room.Y+bar, max(room.H-2*bar, 1)
	j.head = j.composeStack(room, r.Slot.Head)
	if len(j.head.lines) == 0 {
		return 0
	}
	j.head.width += 2 * bar
	return int((j.head.width + r.Grid.Leading*6/10 + r.Grid.Leading - 1) / r.Grid.Leading)
}

// noStack reports a vertical head that has no room at the side of its text and is set over
// it instead.
func (j *job) noStack(r *Region) {
	f := source.Finding{
		Code: "FIT-STACK", Severity: source.Warning, Story: j.g.Story.ID, Slot: j.slot.Name, Page: j.run.Number(r.Page),
		Message: source.Msg("%s has no room for its vertical head, which is set over the text", j.slot.Name),
		Hint:    source.Msg("make the slot wider or higher, or the head smaller (题: {字号, 字})"),
	}
	if file := j.g.Story.File; file != nil {
		f.Pos = file.Pos(j.g.Story.Span)
	}
	j.out.Findings.Add(f)
}

// dropHead leaves out a head that has no room; its characters are overset.
func (j *job) dropHead(lines int) {
	for _, l := range j.head.lines {
		j.lostChars += l.line.Chars
	}
	j.lostLines = lines
	j.head = nil
}

// between is the white between two stories of a slot, in lines.
func (j *job) between() int {
	if n := j.slot.Regions[0].Slot.Between; n > 0 {
		return n
	}
	return 1
}

// basic is the number of basic columns that the first n columns of a region cover.
func (r *Region) basic(n int) int {
	return max(1, (r.span*n+len(r.cols)/2)/len(r.cols))
}

// bands sets the text below and beside the head from line l0 on, through the rest of the
// region and the regions after it.
func (j *job) bands(r *Region, l0 int, head hole) {
	rest := j.regions(r)
	if len(j.chain) > 0 {
		if res, left := j.pourBand(rest, l0, head, nil, 0, 0); res.overLines > 0 {
			for _, x := range rest {
				x.at = x.end
			}
			j.follow(slices.Clone(j.p.origin()), 0, left)
			return
		}
	}
	// full bands first; then the last region's band as low as will do
	before := 1 << 30
	for n := 0; ; n++ {
		if n == len(rest) {
			next := j.grow()
			if next == nil {
				j.all(rest, l0, head)
				return
			}
			rest = append(rest, next)
		}
		tail := rest[n]
		if res, _ := j.pourBand(rest[:n+1], l0, head, nil, 0, 0); res.overLines > 0 {
			if res.overLines >= before {
				// what is left is too high for any column: another page does not help
				j.all(rest[:n+1], l0, head)
				return
			}
			before = res.overLines
			continue
		}
		head = j.air(rest[:n+1], l0, head)
		j.measureFree()
		res, left, end := j.lowest(rest[:n+1], l0, head, tail)
		for _, full := range rest[:n] {
			full.at = full.end
		}
		if tail.at = end; j.last && j.slot.More == nil {
			tail.at = tail.end
		}
		j.finish(res, left)
		return
	}
}

// air gives a head a line of white more when its story leaves one free at the foot of its
// columns; none where the slot says how high the head is. The slots of j.p are those of
// the whole regions then.
func (j *job) air(rest []*Region, l0 int, head hole) hole {
	spec := j.slot.Regions[0].Slot.Head
	if len(rest) > 1 || !j.last || j.slot.More != nil || j.head == nil || len(j.head.lines) == 0 || j.head.at != (unit.Rect{}) || spec.Lines > 0 {
		return head
	}
	head.l1++
	if res, left := j.pourBand(rest, l0, head, nil, 0, 0); res.overLines > 0 || len(left) > 0 {
		head.l1--
		j.pourBand(rest, l0, head, nil, 0, 0)
	} else {
		j.growHead(rest[0], head)
	}
	j.headHole = head
	return head
}

// growHead sets a head of a given size (字号) greater, in steps up to the slot's greatest (最大),
// as long as it keeps its lines and fits the lines it has.
func (j *job) growHead(r *Region, at hole) {
	spec := r.Slot.Head
	if spec.Size.IsZero() || spec.Max.IsZero() || j.v.head != 0 || r.upright() {
		return
	}
	most := spec.Max.Resolve(unit.Grid{Char: r.Grid.Size, Line: r.Grid.Leading})
	was, found := j.head, len(j.out.Findings)
	for j.v.head = -1; ; j.v.head-- {
		h := j.compose(r.inner(at.c0, at.c1, at.l0, at.l0+1).W, r.basic(at.c1-at.c0))
		if h.size() > most || h.size() == j.head.size() || len(h.lines) > len(was.lines) || headLines(h, r.Grid, 0, at.l0 > r.top) > at.l1-at.l0 {
			break
		}
		j.head = h
	}
	j.v.head++
	j.asked = was.size()
	j.out.Findings = j.out.Findings[:found] // they were told of the head as it was
}

// measureFree notes how many lines the story leaves free, and how many its frames have,
// before its columns are levelled.
func (j *job) measureFree() {
	j.room = len(j.p.slots)
	if j.last && j.slot.More == nil {
		j.free = j.p.slots[min(j.p.out.next, j.room):]
		j.free = append([]lineSlot(nil), j.free...)
	}
}

// all gives the story all of these regions.
func (j *job) all(rest []*Region, l0 int, head hole) {
	res, left := j.pourBand(rest, l0, head, nil, 0, 0)
	if faults := res.faults(); faults > 0 && len(left) == 0 {
		over, asked, best := res.overLines, j.p.ask, j.p.ask
		for _, more := range nearSettings {
			j.p.ask = asked + more
			res, left := j.pourBand(rest, l0, head, nil, 0, 0)
			if n := res.faults(); n < faults && res.overLines <= over && len(left) == 0 {
				faults, best = n, j.p.ask
			}
		}
		j.p.ask = best
		res, left = j.pourBand(rest, l0, head, nil, 0, 0)
	}
	for _, r := range rest {
		r.at = r.end
	}
	j.finish(res, left)
}

func (j *job) grow() *Region {
	if j.slot.More == nil {
		return nil
	}
	return j.slot.grow()
}

// regions lists r and what follows it in the slot.
func (j *job) regions(r *Region) []*Region {
	for i, x := range j.slot.Regions {
		if x == r {
			return append([]*Region(nil), j.slot.Regions[i:]...)
		}
	}
	return []*Region{r}
}

// lowest finds the least end of the last band at which nothing is overset: the columns
// are then level, at most the last one short.
func (j *job) lowest(rest []*Region, l0 int, head hole, tail *Region) (poured, []picture, int) {
	first := tail.at
	if tail == rest[0] {
		first = max(head.l1, l0)
	}
	lo, hi := min(first+1, tail.end), tail.end // at hi it fits; the answer is in lo..hi
	if est := j.estimate(rest, l0, head, tail); est > lo {
		lo = min(est, hi)
		// the estimate is a lower bound but for keeps and figures: go down while it fits
		for lo > first+1 {
			if res, left := j.pourBand(rest, l0, head, tail, lo-1, 0); res.overLines > 0 || len(left) > 0 {
				break
			}
			lo--
		}
	}
	var left []picture
	res, end := j.settle(func(end int, short uint64) (poured, bool) {
		var res poured
		res, left = j.pourBand(rest, l0, head, tail, end, short)
		return res, res.overLines == 0 && len(left) == 0
	}, lo, hi, len(tail.cols))
	return res, left, end
}

// leveller pours a story with its last band down to a line, the short columns of it a
// line less, and tells whether everything has found its place.
type leveller func(end int, short uint64) (poured, bool)

// settle finds the least end from lo to hi at which everything has its place, and makes
// the columns level to within a line, without last lines of paragraphs at the top of a
// column (孤行, clreq 3.4.4): it tries which columns are to be a line shorter, ends up to two
// lines lower, and then paragraphs set a line longer or shorter than is best.
func (j *job) settle(pour leveller, lo, hi, columns int) (poured, int) {
	end := min(lo, hi)
	res, ok := pour(end, 0)
	for !ok && end < hi {
		end++
		res, ok = pour(end, 0)
	}
	free := len(j.p.slots) - res.next
	if !ok || free < 2 && res.faults() == 0 {
		return res, end
	}
	s := settling{job: j, pour: pour, columns: columns, best: shape{end: end, faults: math.MaxInt}, tries: mostShapes}
	for e, k := end, min(free, columns-1); e <= min(end+2, hi); e, k = e+1, columns-1 {
		for ; k >= 0; k-- {
			if s.shorts(e, k) {
				return s.res, e
			}
		}
	}
	asked := j.p.ask
	for _, more := range nearSettings {
		j.p.ask, s.tries = asked+more, mostShapes
		for e := max(lo, end-1); e <= min(end+1, hi); e++ {
			if res, ok := pour(e, 0); ok {
				if s.shorts(e, min(len(j.p.slots)-res.next, columns-1)) {
					return s.res, e
				}
				break
			}
		}
	}
	j.p.ask = s.best.ask
	res, _ = pour(s.best.end, s.best.short)
	return res, s.best.end
}

// settling is the search for the shape of a band.
type settling struct {
	*job
	pour    leveller
	columns int
	res     poured // of the last try
	best    shape
	tries   int // left
}

// shape is a band: where it ends, the columns that end a line higher, a bit each, how many
// paragraphs are longer, and what is wrong with it.
type shape struct {
	end    int
	short  uint64
	ask    int
	faults int
}

// mostShapes is how many shapes of a band are tried with the paragraphs set alike.
const mostShapes = 120

// nearSettings is how many paragraphs are set a line longer, or shorter, so that columns end
// well, in the order tried.
var nearSettings = []int{1, -1, 2, -2}

// shorts tries a band down to a line with k short columns, and tells whether it found one
// without fault.
func (s *settling) shorts(end, k int) bool {
	for _, short := range shorts(s.columns, k) {
		if s.tries--; s.tries < 0 {
			return false
		}
		var ok bool
		if s.res, ok = s.pour(end, short); !ok {
			continue
		}
		last := len(s.job.p.slots) - s.res.next + int(short>>min(s.columns-1, 63)&1)
		if faults := s.res.faults() + max(last-1, 0); faults < s.best.faults {
			if s.best = (shape{end, short, s.job.p.ask, faults}); faults == 0 {
				return true
			}
		}
	}
	return false
}

// shorts lists the ways in which k of n columns can be short: first the last ones.
func shorts(n, k int) []uint64 {
	if n > 8 {
		return []uint64{(1<<min(k, 63) - 1) << max(min(n, 63)-k, 0)}
	}
	var out []uint64
	for m := (1<<k - 1) << (n - k); m >= 1<<k-1; m-- {
		if bits.OnesCount(uint(m)) == k {
			out = append(out, uint64(m))
		}
	}
	return out
}

// feet appends the last line above end in columns that are short.
func (r *Region) feet(dst []hole, end int, short uint64) []hole {
	for c := range r.cols {
		if short>>min(c, 63)&1 != 0 {
			dst = append(dst, hole{c, c + 1, end - 1, end})
		}
	}
	return dst
}

// estimate is about where the last band ends: its share of the lines over its columns.
func (j *job) estimate(rest []*Region, l0 int, head hole, tail *Region) int {
	res, _ := j.pourBand(rest, l0, head, nil, 0, 0)
	slots := j.p.slots
	in := 0
	for i := 0; i < res.next && i < len(slots); i++ {
		if slots[i].r == tail {
			in++
		}
	}
	first := tail.at
	if tail == rest[0] {
		first = l0
		in += (head.l1 - head.l0) * (head.c1 - head.c0)
	}
	for _, f := range j.figs {
		in += (f.hole.l1 - f.hole.l0) * (f.hole.c1 - f.hole.c0)
	}
	return first + (in+len(tail.cols)-1)/len(tail.cols)
}

// pourBand pours the story into regions, the first from line l0 on around its head and
// figures, the last (tail, unless nil) only to line end, its short columns a line less.
func (j *job) pourBand(rest []*Region, l0 int, head hole, tail *Region, end int, short uint64) (poured, []picture) {
	r := rest[0]
	to := func(x *Region) int {
		if x == tail {
			return end
		}
		return x.end
	}
	keep, insets := len(r.hole), len(r.insets)
	if head.l1 > head.l0 {
		r.hole = append(r.hole, head)
	}
	var left []picture
	j.figs, left = j.figures(j.g, r, j.v, head, l0, to(r))
	for _, f := range j.figs {
		r.block(f)
	}
	if short != 0 && tail == r {
		r.hole = r.feet(r.hole, end, short)
	}
	slots := r.slots(j.p.origin()[:0], l0, to(r))
	r.hole, r.insets = r.hole[:keep], r.insets[:insets]
	for _, x := range rest[1:] {
		holes := len(x.hole)
		if short != 0 && tail == x {
			x.hole = x.feet(x.hole, end, short)
		}
		slots = x.slots(slots, x.at, to(x))
		x.hole = x.hole[:holes]
	}
	j.p.through(slots)
	if tail == nil && j.slot.More == nil {
		return j.p.whole(0), left
	}
	return j.p.pour(0), left
}

// stack sets the head as a vertical stack at the side of the region and divides the
// columns anew in what is left. It tells whether there is room for that.
func (j *job) stack(r *Region) bool {
	over, n := j.overLabel(r)
	if r.at+n >= r.end {
		j.noStack(r)
		return false
	}
	inner := r.inner(0, len(r.cols), r.at+n, r.end).Inset(r.barPad())
	j.head = j.composeStack(inner, r.Slot.Head)
	if len(j.head.lines) == 0 {
		return false
	}
	w := max(j.head.width, unit.Length(r.Slot.Head.Chars)*r.Grid.Size) + r.Grid.Size
	if inner.W-w < 4*r.Grid.Size || j.head.height > inner.H {
		j.noStack(r)
		return false
	}
	j.head.over = over
	r.at += n
	white := (w - r.Grid.Size - j.head.width) / 2 // at both sides of a head narrower than its place
	if r.Slot.Head.Right {
		j.head.at = unit.Rect{X: inner.Right() - j.head.width - white, Y: inner.Y, W: j.head.width, H: inner.H}
		r.divide(unit.Rect{X: inner.X, Y: inner.Y, W: inner.W - w, H: inner.H})
		return true
	}
	j.head.at = unit.Rect{X: inner.X + white, Y: inner.Y, W: j.head.width, H: inner.H}
	r.divide(unit.Rect{X: inner.X + w, Y: inner.Y, W: inner.W - w, H: inner.H})
	return true
}
