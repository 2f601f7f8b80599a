package makeup

import (
	"maps"
	"math/bits"
	"slices"
)

// A zone of a page is cut by straight cuts from edge to edge of what is left (slicing tree),
// each part again, until every part is one parcel's. The cheapest cuts of a set of parcels in a
// width, for every height, are found from those of its subsets: dynamic programming over free
// guillotine cuts, as in Gange, Marriott, Stuckey, "Optimal guillotine layout" (DocEng 2012).
// How zones lie on the page is a skeleton's (skeleton.go); what depends on the whole page is
// weighed afterwards (judge.go).

// cut is a part of a page: a parcel's area, or two parts and how they lie. A search keeps hundreds of thousands: what
// is small stands together.
type cut struct {
	kind        cutKind
	w           uint8  // basic columns
	left, right corner // the heads at the upper corners
	h           int    // lines
	cost        int
	leaf        *option
	parts       [2]*cut
}

type cutKind uint8

const (
	single  cutKind = iota
	stacked         // one above the other
	beside          // left and right
	cutKinds
)

// corner says what head stands in an upper corner of a part.
type corner struct {
	step    int8 // of its size
	framed  bool
	upright bool // it is vertical and stands beside its own text
}

// clash is the cost of two heads side by side at one height (碰题): the more alike, the
// worse; a frame and another face keep them apart, and a vertical head touches none.
func clash(a, b corner) int {
	if a.upright || b.upright {
		return 0
	}
	d := int(a.step - b.step)
	c := costClash - costClash/6*min(max(d, -d), 5)
	if a.framed != b.framed {
		c /= 3
	}
	return c
}

// costClash is the cost of two heads of one size side by side.
const costClash = 120

// A story stands the higher the more important it is: a line lower costs it so many
// sixteenths, by its place in the order. Notices want to stand low.
var lowers = []int{60, 44, 32, 22, 15, 10, 7, 5, 3}

const lowersNotice = -36

// pull is what a line lower costs a parcel, in sixteenths.
func (u parcel) pull() int { return u.pullAs(u.sort()) }

func (u parcel) pullAs(s sortOf) int {
	if s == isNotice {
		return lowersNotice
	}
	return lowers[min(u.rank, len(lowers)-1)]
}

// cutter finds the cheapest cuts of zones. What it has found it keeps, so a search that asks for
// much the same sets pays for each once.
type cutter struct {
	options [][][]*option // [parcel][columns]
	lines   int
	gap     int
	pulls   []int  // of the parcels
	keep    int    // cuts kept of a set and width, beside the lowest
	leads   uint64 // parcels that stand at the head of their zones
	sets    map[uint64]*found
	shelves []*shelf // one for each set that is being cut
	depth   int
}

// found is what is known of a set of parcels, by width.
type found struct {
	pull int // what a line lower costs it, in sixteenths
	in   []standing
}

// standing is a set of parcels in a width.
type standing struct {
	cut, priced bool // known
	cuts        []cut
	profile     *profile
}

func newCutter(options [][][]*option, lines, gap int) *cutter {
	return &cutter{options: options, lines: lines, gap: gap, keep: keepCuts, leads: leading, sets: map[uint64]*found{}}
}

// Of a set and width the lowest heights are kept, which close pages need, and so many more.
const (
	keepLow  = 8
	keepCuts = 18
)

// of is what is known of a set.
func (c *cutter) of(set uint64) *found {
	f := c.sets[set]
	if f == nil {
		f = &found{c.pull(set), make([]standing, len(c.options[0]))}
		c.sets[set] = f
	}
	return f
}

// cutsOf are the cheapest cuts of a set, of which f is known, in w columns, one a height and kind, as heights rise.
func (c *cutter) cutsOf(f *found, set uint64, w int) []cut {
	in := &f.in[w]
	if in.cut {
		return in.cuts
	}
	if bits.OnesCount64(set) == 1 {
		for _, o := range c.options[bits.TrailingZeros64(set)][w] {
			if o.lines <= c.lines {
				in.cuts = append(in.cuts, newLeaf(o))
			}
		}
	} else {
		s := c.shelf()
		c.split(set, func(a, b uint64) {
			x, y := c.of(a), c.of(b)
			c.stack(s, x, y, a, b, w)
			if c.low(a) {
				c.stack(s, y, x, b, a, w)
			}
			if (a|b)&c.leads == 0 {
				c.beside(s, x, y, a, b, w)
			}
		})
		in.cuts = s.cheapest(w, c.keep)
		c.depth--
	}
	in.cut = true
	return in.cuts
}

// low tells whether the most important story of a set is one that wants to stand low: what is less important may
// stand above it.
func (c *cutter) low(set uint64) bool {
	return set&c.leads == 0 && c.pulls[bits.TrailingZeros64(set)] < 0
}

// shelf is an empty one, until depth falls again.
func (c *cutter) shelf() *shelf {
	if c.depth == len(c.shelves) {
		c.shelves = append(c.shelves, &shelf{byHeight: make([][cutKinds]pair, c.lines+1)})
	}
	s := c.shelves[c.depth]
	clear(s.byHeight)
	c.depth++
	return s
}

// leading are the first two parcels: they stand at the head of their zones, over all of its
// columns, but for a notice.
const leading = 3

func newLeaf(o *option) cut {
	k := o.corner()
	return cut{kind: single, w: uint8(o.cols), h: o.lines, cost: o.cost, leaf: o, left: k, right: k}
}

// corner is the head as its neighbours see it.
func (o *option) corner() corner {
	return corner{int8(stepOf(o.size)), framed(&o.slot), o.slot.Head.Vertical}
}

// split calls f with every division of a set into two parts, the first with the set's most
// important story. One of the leading is a part by itself.
func (c *cutter) split(set uint64, f func(a, b uint64)) {
	first := set & -set
	rest := set &^ first
	if first&c.leads != 0 {
		f(first, rest)
		return
	}
	for b := rest; b > 0; b = (b - 1) & rest {
		f(set&^b, b)
	}
}

// shelf keeps the cheapest cut of each height and kind.
type shelf struct {
	byHeight [][cutKinds]pair
	costs    []int
}

// pair is two parts that make a cut; none where they are nil.
type pair struct {
	cost int
	x, y *cut
}

func (s *shelf) put(h int, k cutKind, p pair) {
	if at := &s.byHeight[h][k]; at.x == nil || p.cost < at.cost {
		*at = p
	}
}

// cheapest are the lowest cuts and the n cheapest of the others, as heights rise.
func (s *shelf) cheapest(w, n int) []cut {
	s.costs = s.costs[:0]
	count := 0
	for h := range s.byHeight {
		for k := range s.byHeight[h] {
			if p := &s.byHeight[h][k]; p.x != nil {
				if count++; count > keepLow {
					s.costs = append(s.costs, p.cost)
				}
			}
		}
	}
	limit, equal := 1<<30, 0 // so many that cost the limit
	if len(s.costs) > n {
		slices.Sort(s.costs)
		limit = s.costs[n-1]
		first, _ := slices.BinarySearch(s.costs, limit)
		equal, count = n-first, keepLow+n
	}
	out := make([]cut, 0, count)
	for h := range s.byHeight {
		for k := range s.byHeight[h] {
			p := &s.byHeight[h][k]
			if p.x == nil {
				continue
			}
			if len(out) >= keepLow {
				if p.cost > limit || p.cost == limit && equal == 0 {
					continue
				}
				if p.cost == limit {
					equal--
				}
			}
			x := cut{kind: cutKind(k), w: uint8(w), h: h, cost: p.cost, parts: [2]*cut{p.x, p.y}, left: p.x.left, right: p.x.right}
			if x.kind == beside {
				x.right = p.y.right
			}
			out = append(out, x)
		}
	}
	return out
}

// stack puts a above b.
func (c *cutter) stack(s *shelf, fa, fb *found, a, b uint64, w int) {
	as := c.cutsOf(fa, a, w)
	if len(as) == 0 {
		return
	}
	bs := c.cutsOf(fb, b, w)
	for i := range as {
		x := &as[i]
		if x.kind == stacked {
			continue // three in a stack: the first above the other two
		}
		cost := x.cost + c.lowered(x.h, fb.pull)
		for k := range bs {
			h := x.h + c.gap + bs[k].h
			if h > c.lines {
				break
			}
			s.put(h, stacked, pair{cost + bs[k].cost, x, &bs[k]})
		}
	}
}

// pull is what it costs the stories of a set to stand a line lower, in sixteenths.
func (c *cutter) pull(set uint64) int {
	n := 0
	for x := set; x > 0; x &= x - 1 {
		n += c.pulls[bits.TrailingZeros64(x)]
	}
	return n
}

// lowered is what it costs to stand below a part of h lines.
func (c *cutter) lowered(h, pull int) int { return (h + c.gap) * pull / 16 }

// beside puts a to the left of b.
func (c *cutter) beside(s *shelf, fa, fb *found, a, b uint64, w int) {
	for wa := 1; wa < w; wa++ {
		as := c.cutsOf(fa, a, wa)
		if len(as) == 0 {
			continue
		}
		bs := c.cutsOf(fb, b, w-wa)
		for i, j := 0, 0; i < len(as) && j < len(bs); {
			switch x := &as[i]; {
			case x.kind == beside || x.h < bs[j].h: // three in a row: the first beside the other two
				i++
			case x.h > bs[j].h:
				j++
			default:
				for k := j; k < len(bs) && bs[k].h == x.h; k++ {
					s.put(x.h, beside, pair{x.cost + bs[k].cost + clash(x.right, bs[k].left), x, &bs[k]})
				}
				i++
			}
		}
	}
}

// profile is what a set costs in a width, by height.
type profile struct {
	lo    int
	cuts  []*cut // from lo on; nil where no cut has that height
	pull  int
	least int // what the cheapest of them costs

	misfit int   // that costs were priced with
	costs  []int // by height beyond the least, from reach lines below lo to as many above the last
}

// priced is what the set costs by height beyond the least, from reach lines below the lowest on: a line by which it
// misses a height costs so much.
func (p *profile) priced(misfit int) []int {
	if p.costs == nil || p.misfit != misfit {
		p.misfit, p.costs = misfit, slices.Grow(p.costs[:0], len(p.cuts)+2*reach)
		for h := p.lo - reach; h < p.lo+len(p.cuts)+reach; h++ {
			x, off := p.at(h)
			p.costs = append(p.costs, x.cost-p.least+off*misfit)
		}
	}
	return p.costs
}

// profile returns nil for a set that cannot stand in a width.
func (c *cutter) profile(set uint64, w int) *profile {
	f := c.of(set)
	in := &f.in[w]
	if in.priced {
		return in.profile
	}
	if all := c.cutsOf(f, set, w); len(all) > 0 {
		p := &profile{lo: all[0].h, cuts: make([]*cut, all[len(all)-1].h-all[0].h+1), pull: f.pull, least: 1 << 30}
		for i := range all {
			x := &all[i]
			p.least = min(p.least, x.cost)
			if at := &p.cuts[x.h-p.lo]; *at == nil || x.cost < (*at).cost {
				*at = x
			}
		}
		in.profile = p
	}
	in.priced = true
	return in.profile
}

// at returns the cut for a height, or the one nearest below it, and by how many lines that misses it;
// above what is known, and below, the ends stand in.
func (p *profile) at(h int) (x *cut, miss int) {
	i := h - p.lo
	if i < 0 {
		return p.cuts[0], -i
	}
	if i >= len(p.cuts) {
		return p.cuts[len(p.cuts)-1], i - len(p.cuts) + 1
	}
	for ; p.cuts[i] == nil; i-- {
		miss++
	}
	return p.cuts[i], miss
}

// forget drops all that was found of a parcel, whose options have changed.
func (c *cutter) forget(p int) {
	maps.DeleteFunc(c.sets, func(set uint64, _ *found) bool { return set&(1<<p) != 0 })
}
