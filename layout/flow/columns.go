package flow

import (
	"iter"
	"math"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// overColumns sets the story in its slot's first free region: the head over its columns,
// pictures in theirs, the text in what is left. The slot's last story has all that remains,
// others take as little as they need; columns that are not filled are level.
func (s *story) overColumns() *outcome {
	s.text.els = s.g.textElements(s.spec().Picture, false)
	found := s.findPlace()
	var a attempt
	fitted := s.fitted() // in use while the story is set, which may come to it again
	defer fitted.drop()
	if fitted != nil {
		a.variant = fitted.variant
	}
	if p := s.place; p.stack == nil && s.grows() && p.at > p.region.top && p.at+s.headed(a.variant).n+2 > p.region.end {
		s.nextRegion()
	}
	out := s.inColumns(a)
	out.found = append(out.found, found...)
	return out
}

// findPlace is where the story begins: in the first region with lines left, below the story
// before it.
func (s *story) findPlace() source.List {
	i := s.own.current()
	if i < 0 && s.grow() {
		i = s.own.current()
	}
	if i < 0 {
		i = len(s.own.regions) - 1
	}
	r, at := s.own.regions[i], s.own.at[i]
	p := position{i: i, region: r, at: at}
	var found source.List
	if r.Slot.Head.Vertical && !r.upright() && s.first {
		switch beside, ok := s.beside(p); {
		case ok:
			s.own = s.own.with(i, beside.region)
			s.begins(beside)
			return nil
		case beside.stack != nil:
			found.Add(s.noStack(r))
		}
	}
	if at > r.top {
		p.at = min(at+s.between(), r.end)
	}
	s.begins(p.over(r.Slot.Head.Span))
	s.lowered()
	return found
}

// lowered lets the story begin lower in a slot that is no rectangle, where the columns that end
// first have no room for its head and a line: over those that go on. It never begins higher: where
// the stories before it have all lines, no column goes on.
func (s *story) lowered() {
	for p := s.place; p.region.steps != nil; p = s.place {
		floor := p.region.floor(p.from, p.from+p.span)
		if floor <= p.at || floor >= p.region.end || p.at+s.headed(variant{}).n < floor {
			return
		}
		p.at = floor
		s.begins(p.over(p.region.Slot.Head.Span))
	}
}

// over is a position whose head stands over so many columns of those that are there: 0 all, and
// below 0 the first.
func (p position) over(span int) position {
	from, to := p.region.widest(p.at)
	p.from, p.span = from, span
	switch {
	case span < 0:
		p.span = 1
	case span == 0 || span > to-from:
		p.span = to - from
	}
	return p
}

// nextRegion lets the story begin in the next region.
func (s *story) nextRegion() {
	next := s.place.i + 1
	if next == len(s.own.regions) && !s.grow() {
		return
	}
	s.own = s.own.filled(s.place.i, next)
	p := s.place
	p.i, p.region, p.at = next, s.own.regions[next], s.own.at[next]
	s.begins(p.over(p.region.Slot.Head.Span))
}

// grow gives the story's slot further regions. It tells whether there are any.
func (s *story) grow() (ok bool) {
	s.own, ok = s.own.grown()
	return ok
}

// inColumns sets the story below and beside its head, through the rest of its region and the
// regions after it, and on through its chain where that is not enough.
func (s *story) inColumns(a attempt) *outcome {
	if len(s.chain) > 0 {
		a.regions = len(s.own.regions) - s.place.i
		whole := s.try(a)
		if whole.overLines > 0 {
			return s.jump(whole, s.own.filled(s.place.i, len(s.own.regions)))
		}
		defer whole.drop()
	}
	res := s.through(a)
	if res.overLines == 0 {
		return s.levelled(s.aired(res))
	}
	if !s.grows() {
		if closer := s.closer(res); closer != nil {
			res.drop()
			return s.levelled(closer)
		}
	}
	return s.all(res)
}

// through is the story through as few regions as it needs: full regions first. Where none
// are enough it is that in which the least is over. A slot that grows does so as long as that
// helps: what is left may be too high for any column.
func (s *story) through(a attempt) *result {
	var least *result
	grown := math.MaxInt // what was over when the slot grew
	for a.regions = 1; least == nil || least.overLines > 0; a.regions++ {
		if s.place.i+a.regions > len(s.own.regions) {
			if least.overLines >= grown || !s.grow() {
				break
			}
			grown = least.overLines
		}
		res := s.try(a)
		if least != nil && res.overLines >= least.overLines {
			res.drop()
			continue
		}
		least.drop()
		least = res
	}
	return least
}

// aired gives a head a line of white more when its story leaves one free at the foot of its
// columns; none where the slot says how high the head is.
func (s *story) aired(res *result) *result {
	if res.regions > 1 || !s.last || !s.first && s.spec().Justify > 0 || s.grows() || res.head == nil || len(res.head.lines) == 0 || s.place.stack != nil || s.spec().Head.Lines > 0 {
		return res
	}
	more := res.attempt
	more.air++
	aired := best(s.try, nil, one(more), func(r *result) int {
		if !r.fits() {
			return unfit
		}
		return 0
	})
	if aired == nil {
		return res
	}
	res.drop()
	if grown := s.grownHead(aired.attempt); grown != aired.attempt {
		aired.drop()
		return s.try(grown)
	}
	return aired
}

// grownHead is an attempt whose head, of a given size (字号), is greater, in steps up to the
// slot's greatest (最大), as long as it keeps its lines and fits the lines it has.
func (s *story) grownHead(a attempt) attempt {
	r := s.place.region
	spec := r.Slot.Head
	if spec.Size.IsZero() || spec.Max.IsZero() || a.size != 0 || r.upright() {
		return a
	}
	most := spec.Max.Resolve(unit.Grid{Char: r.Grid.Size, Line: r.Grid.Leading})
	was := s.headed(a.variant)
	for now := was; ; {
		b := a
		b.size--
		h := s.headed(b.variant)
		if h.h.size() > most || h.h.size() == now.h.size() || len(h.h.lines) > len(was.h.lines) || h.n > was.n+a.air {
			return a
		}
		b.air = was.n + a.air - h.n
		a, now, was.n, a.air = b, h, h.n, b.air
	}
}

// all gives the story all of its regions: the paragraphs are set longer or shorter where the
// columns end better by that.
func (s *story) all(res *result) *outcome {
	if over := res.overLines; len(res.homeless) == 0 {
		found := best(s.try, res, settings(res.attempt), func(r *result) int {
			if r.overLines > over {
				return unfit
			}
			return r.faults()
		})
		if found != res {
			res.drop()
		}
		res = found
	}
	out := s.chosen(res)
	out.own = s.own.filled(s.place.i, s.place.i+res.regions)
	return out
}

// settings lists an attempt with other numbers of paragraphs a line longer.
func settings(a attempt) iter.Seq[attempt] {
	return func(yield func(attempt) bool) {
		for _, more := range nearSettings {
			b := a
			if b.more += more; !yield(b) {
				return
			}
		}
	}
}

// one is a sequence of one attempt.
func one(a attempt) iter.Seq[attempt] {
	return func(yield func(attempt) bool) { yield(a) }
}

// levelled ends the columns of a story that fits as high as they can, and makes them level.
func (s *story) levelled(res *result) *outcome {
	out := s.chosen(res)
	n := s.place.i + res.regions - 1
	r := s.own.regions[n]
	capless := res.capless // none more for the sake of level columns
	under := res.under()   // and none whose text no longer begins below the head
	fits := func(r *result) bool { return r.fits() && r.capless <= capless && (!under || r.under()) }
	l := levelling{try: s.try, fits: fits, columns: len(r.cols), lead: s.leads(r)}
	lo, least := s.leastEnd(l, res, n)
	out.result = l.level(res.attempt, lo, r.end)
	least.drop()
	out.own = s.own.filled(s.place.i, n).taken(n, out.end)
	if s.last && !s.grows() {
		out.own = out.own.filled(n, n+1)
	}
	return out
}

// leads tells whether the slot's first story is one that a page is made up round: over three
// columns or more, half of the page.
func (s *story) leads(r *Region) bool {
	return s.first && len(r.cols) >= 3 && 2*r.span >= r.Grid.Columns
}

// leastEnd is about where the last region of a result can end: by its share of the lines over
// its columns, which is a lower bound but for keeps and figures, and then down while it fits: with the result that ends there, if that was tried.
func (s *story) leastEnd(l levelling, res *result, n int) (lo int, least *result) {
	r, first := s.own.regions[n], s.own.at[n]
	top, in := first, 0
	if res.regions == 1 {
		first, top, in = s.place.at, max(res.hole.l1, s.place.at), res.hole.lines()
	}
	for _, slot := range res.slots[:min(res.next, len(res.slots))] {
		if slot.r == r {
			in++
		}
	}
	for _, f := range res.figures {
		in += f.hole.lines()
	}
	lo = min(top+1, r.end)
	share := first + (in+len(r.cols)-1)/len(r.cols)
	if share <= lo {
		return lo, nil
	}
	for lo = min(share, r.end); lo > top+1; lo-- {
		a := res.attempt
		a.end = lo - 1
		higher := s.try(a)
		if !l.fits(higher) {
			higher.drop()
			break
		}
		least.drop()
		least = higher
	}
	return lo, least
}

// beside is the place beside a vertical head at the side of a region; it is false where that
// has no room for both, and without a stack where there is no head.
func (s *story) beside(p position) (position, bool) {
	r := p.region
	over, n := s.overLabel(r, p.at)
	if p.at+n >= r.end || r.steps != nil {
		p.stack = over
		return p, false
	}
	inner := r.inner(0, len(r.cols), p.at+n, r.end).Inset(r.barPad())
	h := s.stack(inner.W, inner.H, r.Slot.Head)
	if len(h.lines) == 0 {
		return p, false
	}
	p.stack = h
	w := max(h.width, unit.Length(r.Slot.Head.Chars)*r.Grid.Size) + r.Grid.Size
	if inner.W-w < 4*r.Grid.Size || h.height > inner.H {
		return p, false
	}
	h.over, p.at = over, p.at+n
	text := inner
	text.W -= w
	white := (w - r.Grid.Size - h.width) / 2 // at both sides of a head narrower than its place
	h.at = unit.Rect{X: inner.X + white, Y: inner.Y, W: h.width, H: inner.H}
	if r.Slot.Head.Right {
		h.at.X = inner.Right() - h.width - white
	} else {
		text.X += w
	}
	p.region = r.dividedIn(text)
	return p, true
}

// noStack reports a vertical head that has no room at the side of its text and is set over
// it instead.
func (s *story) noStack(r *Region) source.Finding {
	f := s.finding("FIT-STACK", r)
	f.Message = source.Msg("no-room-vertical-head-which-set", s.name())
	f.Hint = source.Msg("make-slot-wider-or-higher-or")
	return f
}
