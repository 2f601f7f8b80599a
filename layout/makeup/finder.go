package makeup

import (
	"cmp"
	"slices"

	"banxin/editions/source"
)

// finder makes versions of a page: for each skeleton the best places of the parcels, of those the best,
// which is set; what was over or left white there is learned, and the search goes on.
type finder struct {
	*maker
	judge  *judge
	c      *cutter
	prices []int
	need   []int
	lines  int
	all    [][][]*option // of each height too those that are not the cheapest
	must   int           // parcels that must stand on the page
	rigour rigour
	airy   bool // it is made of little copy
	tries  []*attempt
}

// attempt is a skeleton and the best that was found for it.
type attempt struct {
	search *search
	state
	made *made // when it has been set
}

// How many pages are weighed of each skeleton, how many more of the better ones for every two stories, and of the best.
const (
	firstLook  = 7000
	secondLook = 120
	bestOf     = 12
	keenLook   = 2000
	keenOf     = 2
)

func (m *maker) finder(options [][][]*option, need []int, lines int, r rigour) *finder {
	f := &finder{maker: m, rigour: r, need: need, lines: lines, all: copied(m.options), judge: newJudge(m.t.Columns, lines, m.gap, m.parcels), c: newCutter(options, lines, m.gap)}
	if r == strictOrder {
		f.must = m.mustStand()
	}
	if len(m.parcels) > 1 && f.judge.sorts[1] == isNotice {
		f.c.leads = 1
	}
	for p, u := range m.parcels {
		f.c.pulls = append(f.c.pulls, u.pull())
		f.prices = append(f.prices, m.price(p, need[p])+costPassed*max(f.must-p, 0))
	}
	return f
}

func copied(options [][][]*option) [][][]*option {
	out := slices.Clone(options)
	for p := range out {
		out[p] = slices.Clone(out[p])
	}
	return out
}

// price is what it costs that a parcel which takes so many line slots is not on the page.
func (m *maker) price(p, need int) int {
	n := len(m.parcels)
	before := (n - p) * (n - p)
	switch u := m.parcels[p]; {
	case p == 0:
		return infeasible
	case !m.last:
		return costLater*need + costEarlier*before
	default:
		return costOut*len(u.stories) + costOutLine*need + costOutPlace*before
	}
}

// versions makes up to n versions that differ in kind.
func (f *finder) versions(n int) []made {
	for _, sk := range skeletons(f.t.Columns, len(f.parcels), f.few) {
		if f.known.stopped() {
			return nil
		}
		a := &attempt{search: newSearch(sk, f.c, f.judge, f.prices, f.need)}
		a.search.share, a.search.must, a.search.airy, a.search.stopped = f.share, f.surely(), f.airy, f.known.stopped
		a.state = a.search.best(nil, firstLook)
		f.tries = append(f.tries, a)
	}
	f.sort()
	looks := secondLook * len(f.parcels) * len(f.parcels)
	for _, a := range f.tries[:min(bestOf, len(f.tries))] {
		if f.known.stopped() {
			return nil
		}
		a.again(looks)
	}
	f.sort()
	for _, a := range f.tries[:min(keenOf, len(f.tries))] {
		if f.known.stopped() {
			return nil
		}
		a.again(keenLook * len(f.parcels) * len(f.parcels))
	}
	f.sort()
	out := f.pick(n)
	if len(out) < n && len(f.tries) > bestOf {
		for _, a := range f.tries[bestOf:] {
			if a.made == nil {
				a.again(looks)
			}
		}
		f.sort()
		out = f.pick(n)
	}
	return out
}

func (f *finder) sort() {
	slices.SortStableFunc(f.tries, func(a, b *attempt) int { return cmp.Compare(a.cost, b.cost) })
}

// leastUnlike is how much versions differ, if they can (kind.unlike).
const leastUnlike = 3

// mostEmpty is how many hundredths of a page stay empty at most, where there is copy enough.
const mostEmpty = 2

// rule says how much a version is to differ, how many stories more than the first it may
// leave out, and whether it must be full. One that is not is better than none, and taken where there is no more copy.
// A poor one parts a table, its heads go against the order, white crosses it, or it leaves too little for the pages that
// follow: it is taken where there is no other.
// An apart one differs also from what other versions of the edition have as this page.
type rule struct {
	unlike, more      int
	full, poor, apart bool
}

// rules are tried in this order.
var rules = []rule{
	{unlike: leastUnlike, full: true, apart: true},
	{unlike: leastUnlike - 1, full: true, apart: true},
	{unlike: leastUnlike, full: true},
	{unlike: leastUnlike - 1, full: true},
	{unlike: leastUnlike - 1, full: true, more: 1},
	{unlike: leastUnlike - 1, full: true, poor: true},
	{unlike: leastUnlike - 1},
	{unlike: leastUnlike - 1, poor: true},
}

// out lists the parcels left out.
func (a *attempt) out() (ps []int) {
	for p, z := range a.where {
		if z == out {
			ps = append(ps, p)
		}
	}
	return ps
}

// pick sets the best attempts until n of them are good that differ from one another.
func (f *finder) pick(n int) []made {
	var out []made
	worse, best, fewest, settled := false, 0, 0, 0
	var spare *attempt // whose page has a hole, and no other fault
	for _, r := range rules {
		if r.apart && len(f.before) == 0 {
			continue
		}
		for _, a := range f.tries {
			if len(out) == n || a.spoilt() || f.known.stopped() || !r.poor && f.starves(a) {
				continue
			}
			if len(out) > 0 && (a.cost > best+mostWorse || len(a.out()) > len(out[0].left)+min(r.more, len(out[0].left))) {
				worse = true
				continue
			}
			if len(out) > 0 && f.passes(a) > fewest {
				worse = true
				continue
			}
			if !f.other(out, a, r) || r.apart && a.cost > f.tries[0].cost+mostApart {
				continue
			}
			if a.made == nil {
				if settled++; settled > mostTried+2*n {
					continue
				}
				x, ok := f.settle(a)
				if !ok {
					a.cost = infeasible
					continue
				}
				a.made = &x
			}
			x := *a.made
			short := len(x.left) == 0 && len(f.rest) == 0 // of copy: nothing could fill it
			if len(out) > 0 && (f.passes(a) > fewest || len(x.left) > len(out[0].left)+min(r.more, len(out[0].left))) {
				worse = true
				continue
			}
			if x.poor && (!r.poor || len(out) > 0) {
				if len(out) == 0 && spare == nil && x.holed() {
					spare = a
				}
				continue
			}
			if !x.full() && (r.full || len(out) > 0 && !short) || !f.other(out, a, r) {
				continue // what was learned has made it much like one of them
			}
			if len(out) == 0 && spare != nil && a.cost > spare.cost+costHoled {
				a, x = spare, *spare.made
			}
			if out = append(out, x); len(out) == 1 {
				best, fewest = a.cost, f.passes(a)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b made) int { return cmp.Or(cmp.Compare(a.passes, b.passes), cmp.Compare(a.dear, b.dear)) })
	for len(out) > 1 && out[len(out)-1].passes > out[0].passes {
		out, worse = out[:len(out)-1], true
	}
	if len(out) > 0 && len(out) < n {
		why := source.Msg("no-other-page-differs")
		if worse {
			why = source.Msg("other-skeletons-are-worse", len(f.tries))
		}
		for i := range out {
			out[i].why = why
		}
	}
	return out
}

// holed tells whether a page has a hole, and no other fault.
func (x *made) holed() bool { return x.poor && x.whole && x.full() }

// surely is how many of the parcels that must stand on the page are in no state left out: those that take what
// is surely there.
func (f *finder) surely() (n int) {
	for taken := 0; n < f.must; n++ {
		if taken += f.need[n]; 100*taken > mustTake*f.room() {
			break
		}
	}
	return n
}

// mustTake is how much of a page's room, in hundredths, is surely there for what takes so much at the least.
const mustTake = 70

// passes is what it counts that parcels are left out which must stand on the page.
func (f *finder) passes(a *attempt) (n int) {
	for _, p := range a.out() {
		n += max(f.must-p, 0)
	}
	return n
}

// starves tells whether the stories that an attempt leaves cannot fill the pages that follow.
func (f *finder) starves(a *attempt) bool {
	rest := f.copy
	for p, z := range a.where {
		if z != out {
			rest -= f.need[p]
		}
	}
	return f.later > 0 && stretched*rest < 100*f.later
}

// spoilt tells whether what was found is no page.
func (a *attempt) spoilt() bool { return a.cost >= infeasible || a.miss > 0 }

// other tells whether an attempt differs from all pages so far.
func (f *finder) other(out []made, a *attempt, r rule) bool {
	k := f.judge.kind(a.areas)
	return differs(out, a.search.skeleton, &k, r.unlike) && (!r.apart || differs(f.before, a.search.skeleton, &k, r.unlike))
}

// differs tells whether a page of a skeleton and kind differs from others.
func differs(from []made, sk *skeleton, k *kind, unlike int) bool {
	return !slices.ContainsFunc(from, func(y made) bool { return y.shape.drawing == sk.drawing || k.unlike(&y.kind) < unlike })
}

// mostApart is by how much a page may cost more than the best so as to differ from what other versions have as it.
const mostApart = 3000

// mostHole is how many lines stay empty at the foot of an area at the most, where there is copy enough.
const mostHole = 2

// mostTried is how many skeletons are set before what is less full is taken, and two for each version.
const mostTried = 6

// mostAmends is how often another page is looked for because heads of one that is set go against the order.
const mostAmends = 3

// mostSettled is how often a page is set and searched again with what was learned.
const mostSettled = 24

// thirdLook is how many pages are weighed after something was learned.
const thirdLook = 6000

// settle sets the best of a skeleton until nothing is over.
func (f *finder) settle(a *attempt) (made, bool) {
	eased, amends := false, 0
	var kept *made // goes against the order, as what came after it did
	var state state
	for range mostSettled {
		if a.spoilt() {
			break
		}
		x := made{areas: slices.Clone(a.areas)}
		for _, p := range a.out() {
			x.left = append(x.left, f.parcels[p])
		}
		over, free, cut, torn := f.set(&x)
		learned := false
		for i, is := range torn {
			learned = is && f.whole(a.areas[i].option) || learned
		}
		for i, is := range cut {
			learned = is && f.uncut(a.areas[i].option) || learned
		}
		for i, n := range over {
			if o := a.areas[i].option; n > 0 {
				f.learn(o, 1)
				learned = true
			}
		}
		if !learned && (100*x.Empty > mostEmpty*x.All || x.hole > mostHole && len(x.left)+len(f.rest) > 0) {
			for i := range free {
				o := a.areas[i].option
				switch {
				case !eased && free[i] >= o.empty+max(o.cols, 2) && o.label == "":
					f.learn(o, -1)
					learned = true
				case free[i] > o.empty+1:
					f.correct(o, free[i])
					learned = true
				}
			}
			eased = true
		}
		if !learned {
			if len(a.areas) > 1 && f.rigour != lax && !f.judge.sound(a.areas) {
				break
			}
			x = f.polish(a, x)
			w := f.judge.asPrinted().weigh(a.areas)
			for _, p := range a.out() {
				x.dear += f.prices[p]
			}
			x.dear += w.sum()
			x.passes = f.passes(a)
			x.gauge = gauged(&x)
			x.whole = !slices.Contains(torn, true) && x.against == 0 && !f.judge.unguessed(x.areas)
			x.poor = !x.whole || x.hole > mostHole && len(x.left)+len(f.rest) > 0
			x.Cost, x.weights, x.kind, x.shape = w.sum(), w, f.judge.kind(a.areas), a.search.skeleton
			x.said = (&critic{f.judge, a.areas, &x}).say()
			if kept == nil || x.against < kept.against {
				kept, state = &x, a.state
			}
			if amends++; x.against == 0 || amends > mostAmends || !f.amend(a.areas) {
				break
			}
		}
		a.again(thirdLook)
	}
	if kept == nil {
		return made{}, false
	}
	a.state = state
	return *kept, true
}

// amend takes from a page that was set whose heads go against the order, whatever is chosen for them: others of those
// that come later are taken from now on, if there are any.
func (f *finder) amend(as []area) (learned bool) {
	firm := f.judge.asPrinted()
	for i := range as {
		for k := range as {
			if a, b := &as[i], &as[k]; a.parcel < b.parcel && firm.against(a, b) > 0 {
				learned = f.without(b.option, func(x *option) bool {
					return x.slot.Columns == b.slot.Columns && x.slot.Picture.Columns == b.slot.Picture.Columns && x.lines >= b.lines-littleSlack && x.lines <= b.lines+littleSlack
				}) || learned
			}
		}
	}
	return learned
}

// again weighs the state anew, as options may have changed, and looks for a better one.
func (a *attempt) again(looks int) {
	a.state = a.search.best(a.where, looks)
}

// correct takes from a page that was set that so many lines of an option stay empty.
func (f *finder) correct(o *option, empty int) {
	list := f.c.options[o.parcel][o.cols]
	if i := slices.Index(list, o); i >= 0 {
		x, u := *o, f.parcels[o.parcel]
		x.empty, x.cost = empty, o.cost+costEmpty*(empty-o.empty)+costHole*(max(u.hole(empty, o.cols)-mostHole, 0)-max(u.hole(o.empty, o.cols)-mostHole, 0))
		list[i] = &x
		f.c.forget(o.parcel)
	}
}

// whole takes from a page that was set that an option parts a table or a stanza: others are taken from now on, if
// there are any.
func (f *finder) whole(o *option) bool {
	return f.without(o, func(x *option) bool { return x.slot.Columns == o.slot.Columns && x.lines-x.head == o.lines-o.head })
}

// uncut takes from a page that was set that an option's picture is cut off by too much: others are taken
// from now on, if there are any.
func (f *finder) uncut(o *option) bool {
	return f.without(o, func(x *option) bool {
		return x.slot.Picture.Columns == o.slot.Picture.Columns && x.slot.Picture.Lines == o.slot.Picture.Lines
	})
}

// without drops options of the parcel and width of one, if others are left.
func (f *finder) without(o *option, bad func(x *option) bool) bool {
	list := &f.c.options[o.parcel][o.cols]
	rest := slices.DeleteFunc(slices.Clone(*list), bad)
	if len(rest) == 0 {
		return false
	}
	*list = rest
	all := &f.all[o.parcel][o.cols]
	*all = slices.DeleteFunc(slices.Clone(*all), bad)
	f.c.forget(o.parcel)
	return true
}

// learn takes from a page that was set that an option of its kind wants so many lines more.
func (f *finder) learn(o *option, lines int) {
	all := &f.all[o.parcel][o.cols]
	*all = slices.Clone(*all)
	for i, x := range *all {
		if o.alike(x) {
			(*all)[i] = x.moved(lines)
		}
	}
	list := f.c.options[o.parcel][o.cols]
	best := map[int]*option{}
	for _, x := range list {
		if o.alike(x) {
			x = x.moved(lines)
		}
		if x.lines <= f.lines && (best[x.lines] == nil || x.cost < best[x.lines].cost) {
			best[x.lines] = x
		}
	}
	var more []*option
	for h := range f.lines + 1 {
		if best[h] != nil {
			more = append(more, best[h])
		}
	}
	f.c.options[o.parcel][o.cols] = more
	f.c.forget(o.parcel)
}

// alike tells whether what is learned of one option holds for another.
func (o *option) alike(x *option) bool {
	return x.slot.Picture.Columns == o.slot.Picture.Columns && x.slot.Columns == o.slot.Columns && x.slot.Head.Vertical == o.slot.Head.Vertical
}

// moved is the option with so many more lines that it wants.
func (o *option) moved(lines int) *option {
	x := *o
	x.lines += lines
	return &x
}
