package makeup

import (
	"slices"
)

// The search cuts zones one by one, so what it takes for a story's head knows nothing of heads in other zones.
// Once a page stands, its heads are chosen again, all together: each area keeps its place, its height, its picture
// and its columns, and gets a head of another size with more or less white, so that sizes fall as the order
// that the stories say does.

// mostPolished is how often heads that have no room in the page as it is set are taken back.
const mostPolished = 6

// polish chooses the heads of a page again and returns it as it is then, or as it was where that is no better.
func (f *finder) polish(a *attempt, x made) made {
	tried, firm := make([][]*option, len(a.areas)), f.judge.asPrinted()
	firm.tune(&x)
	for range mostPolished {
		as := f.heads(firm, a.areas, tried)
		if firm.weigh(as).sum() >= firm.weigh(a.areas).sum() {
			break
		}
		y := made{areas: as, left: x.left}
		over, free, cut, torn := f.set(&y)
		good := true
		for i := range as {
			if as[i].option != a.areas[i].option && (over[i] > 0 || cut[i] || torn[i] || free[i] > as[i].empty+littleSlack) {
				good, tried[i] = false, append(tried[i], as[i].option)
			}
		}
		if !good {
			continue
		}
		if y.Empty > max(x.Empty, mostEmpty*x.All/100) || f.rigour != lax && len(as) > 1 && !f.judge.sound(as) {
			break
		}
		a.areas, x = as, y
		firm.tune(&x) // other heads may stand in other faces now
	}
	return x
}

// heads are areas with the heads for which the page as a whole is best, as far as one pass in the order of the stories
// and then single changes find them; those that were tried have no room.
func (f *finder) heads(firm *judge, as []area, tried [][]*option) []area {
	order := make([]int, len(as))
	ways := make([][]*option, len(as))
	for i := range as {
		order[i] = i
		ways[i] = slices.DeleteFunc(f.ways(&as[i]), func(o *option) bool {
			return slices.ContainsFunc(tried[i], func(x *option) bool { return x.size == o.size && x.lines-x.head == o.lines-o.head })
		})
	}
	slices.SortFunc(order, func(i, k int) int { return as[i].parcel - as[k].parcel })
	best := firm.falling(as, order, ways)
	cost := firm.weigh(best).sum()
	if was := firm.weigh(as).sum(); was < cost {
		best, cost = slices.Clone(as), was
	}
	for better := true; better; {
		better = false
		for i := range best {
			for _, o := range ways[i] {
				was := best[i].option
				best[i].option = o
				if n := firm.weigh(best).sum(); n < cost {
					cost, better = n, true
				} else {
					best[i].option = was
				}
			}
		}
	}
	return best
}

// ways are the options that an area may have instead of its own, and its own.
func (f *finder) ways(a *area) []*option {
	out := []*option{a.option}
	if a.label != "" || a.slot.Head.Vertical {
		return out
	}
	for _, o := range f.all[a.parcel][a.cols] {
		k := a.lines - o.lines
		if k < 0 || k > littleSlack || o.slot.Picture != a.slot.Picture || o.slot.Columns != a.slot.Columns || o.slot.Head.Vertical || o.tight != a.tight || o.slot.Between != a.slot.Between {
			continue
		}
		if i := slices.IndexFunc(out, func(x *option) bool { return x.size == o.size && x.rows == o.rows && x.head == o.head }); i < 0 {
			out = append(out, o.higher(k, o.cols))
		} else if i > 0 && o.cost+costEmpty*k*o.cols < out[i].cost {
			out[i] = o.higher(k, o.cols)
		}
	}
	return out
}

// asPrinted is the judge of a page whose heads stay.
func (j *judge) asPrinted() *judge {
	out := *j
	out.firm = true
	return &out
}

// fall is heads of the first stories of a page, in their order.
type fall struct {
	bounds
	cost int
	took *option
	from *fall
}

// mostFalls is how many ways of the stories so far are kept, beside those that are worse in all than another.
const mostFalls = 48

// falling chooses heads in the order of the stories: the cheapest, by themselves and by how many go against the order.
func (j *judge) falling(as []area, order []int, ways [][]*option) []area {
	now := []*fall{{bounds: unbound}}
	for _, i := range order {
		var next []*fall
		for _, from := range now {
			for _, o := range ways[i] {
				next = append(next, &fall{j.narrowed(from.bounds, o), from.cost + o.cost + j.breaks(o, &from.bounds), o, from})
			}
		}
		slices.SortStableFunc(next, func(a, b *fall) int { return a.cost - b.cost })
		now = now[:0]
		for _, x := range next {
			if len(now) < mostFalls && !slices.ContainsFunc(now, func(y *fall) bool { return y.allows(&x.bounds) }) {
				now = append(now, x)
			}
		}
	}
	out := slices.Clone(as)
	for n, x := len(order)-1, now[0]; n >= 0; n, x = n-1, x.from {
		out[order[n]].option = x.took
	}
	return out
}

// allows tells whether bounds are nowhere narrower than others.
func (of *bounds) allows(x *bounds) bool {
	return of.size >= x.size && of.guess >= x.guess && of.ink >= x.ink && of.weight >= x.weight
}
