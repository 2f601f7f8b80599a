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
	tries  []*attempt
}

// attempt is a skeleton and the best that was found for it.
type attempt struct {
	search *search
	state
	made *made // when it has been set
}

// How many pages are weighed of each skeleton, and how many more of the best ones.
const (
	firstLook  = 7000
	secondLook = 45000
	bestOf     = 8
)

func (m *maker) finder(options [][][]*option, need []int, lines int) *finder {
	f := &finder{maker: m, need: need, lines: lines, judge: newJudge(m.t.Columns, lines, m.gap, m.parcels), c: newCutter(options, lines, m.gap)}
	n := len(m.parcels)
	for p, u := range m.parcels {
		f.c.pulls = append(f.c.pulls, u.pull())
		price := costOut*len(u.stories) + costOutLine*need[p] + costOutPlace*(n-p)*(n-p)
		if !m.last {
			price = costLater*need[p] + costEarlier*(n-p)*(n-p)
		}
		if p == 0 {
			price = infeasible
		}
		f.prices = append(f.prices, price)
	}
	return f
}

// versions makes up to n versions that differ in kind.
func (f *finder) versions(n int) []made {
	for _, sk := range skeletons(f.t.Columns, len(f.parcels)) {
		a := &attempt{search: newSearch(sk, f.c, f.judge, f.prices, f.need)}
		a.search.share = f.share
		a.state = a.search.best(state{}, firstLook)
		f.tries = append(f.tries, a)
	}
	f.sort()
	for _, a := range f.tries[:min(bestOf, len(f.tries))] {
		a.again(secondLook)
	}
	f.sort()
	out := f.pick(n)
	if len(out) < n && len(f.tries) > bestOf {
		for _, a := range f.tries[bestOf:] {
			if a.made == nil {
				a.again(secondLook)
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

// leastUnlike is in how many features versions differ, if they can.
const leastUnlike = 3

// rule says in how many features a version is to differ, how many stories more than the first it may
// leave out, and whether it must be full.
type rule struct {
	unlike, more int
	full         bool
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
	worse, best := false, 0
	for _, r := range []rule{{leastUnlike, 0, true}, {leastUnlike - 1, 0, true}, {leastUnlike - 1, 0, false}, {leastUnlike - 1, 1, true}} {
		for _, a := range f.tries {
			if len(out) == n || a.spoilt() {
				continue
			}
			if len(out) > 0 && (a.cost > best+mostWorse || len(a.out()) > len(out[0].left)+min(r.more, len(out[0].left))) {
				worse = true
				continue
			}
			if !f.other(out, a, r.unlike) {
				continue
			}
			if a.made == nil {
				x, ok := f.settle(a)
				if !ok {
					a.cost = infeasible
					continue
				}
				a.made = &x
			}
			x := *a.made
			if r.full && 100*x.inside() > fullEnough*x.All || !f.other(out, a, r.unlike) {
				continue // what was learned has made it much like one of them
			}
			if out = append(out, x); len(out) == 1 {
				best = a.cost
			}
		}
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

func (a *attempt) spoilt() bool { return a.cost >= infeasible || a.miss > 0 }

// other tells whether an attempt differs from all pages so far.
func (f *finder) other(out []made, a *attempt, unlike int) bool {
	k := f.judge.kind(a.areas)
	return !slices.ContainsFunc(out, func(y made) bool {
		return y.shape == a.search.skeleton || k.unlike(y.kind) < unlike
	})
}

// mostSettled is how often a page is set and searched again with what was learned.
const mostSettled = 10

// thirdLook is how many pages are weighed after something was learned.
const thirdLook = 6000

// settle sets the best of a skeleton until nothing is over.
func (f *finder) settle(a *attempt) (made, bool) {
	eased := false
	for range mostSettled {
		if a.spoilt() {
			return made{}, false
		}
		x := made{areas: slices.Clone(a.areas)}
		for _, p := range a.out() {
			x.left = append(x.left, f.parcels[p])
		}
		over, free := f.set(&x)
		learned := false
		for i, n := range over {
			if n > 0 {
				f.learn(a.areas[i].option, 1)
				learned = true
			}
		}
		if !learned && !eased && 100*x.Empty > 2*x.All {
			for i := range free {
				if o := a.areas[i].option; free[i] >= o.empty+max(o.cols, 2) && o.label == "" {
					f.learn(o, -1)
					eased, learned = true, true
				}
			}
		}
		if !learned {
			if len(a.areas) > 2 && !f.judge.sound(a.areas) {
				return made{}, false
			}
			w := f.judge.weigh(a.areas)
			x.Cost, x.weights, x.kind, x.shape = w.sum(), w, f.judge.kind(a.areas), a.search.skeleton
			x.said = (&critic{f.judge, a.areas, x.Empty, x.left}).say()
			return x, true
		}
		a.again(thirdLook)
	}
	return made{}, false
}

// again weighs the state anew, as options may have changed, and looks for a better one.
func (a *attempt) again(looks int) {
	from := state{where: a.where, cost: unseen}
	a.search.misfit = costMisfit
	if x, ok := a.search.weigh(a.where, unseen); ok {
		from = x.owned()
	}
	a.state = a.search.best(from, looks)
}

// learn takes from a page that was set that an option of its kind wants so many lines more.
func (f *finder) learn(o *option, lines int) {
	list := f.c.options[o.parcel][o.cols]
	best := map[int]*option{}
	for _, x := range list {
		if x.slot.Picture.Columns == o.slot.Picture.Columns && x.slot.Columns == o.slot.Columns && x.slot.Head.Vertical == o.slot.Head.Vertical {
			y := *x
			y.lines += lines
			x = &y
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
