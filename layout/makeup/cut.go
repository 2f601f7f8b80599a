package makeup

import (
	"cmp"
	"math/bits"
	"slices"
)

// A page is cut by straight cuts from edge to edge of what is left (slicing tree), each
// part again, until every part is one parcel's; or first into five parts that interlock
// like the vanes of a windmill, so that no cut goes through the whole page. The cheapest
// cuts of every set of parcels for every width and height are found from those of its
// subsets: dynamic programming over free guillotine cuts, as in Gange, Marriott, Stuckey,
// "Optimal guillotine layout" (DocEng 2012). What depends on the whole page is weighed
// afterwards, over the best cuts (judge.go).

// cut is a part of a page: a parcel's area, or two parts and how they lie.
type cut struct {
	kind  cutKind
	set   uint64 // parcels in it
	w, h  int    // basic columns, lines
	cost  int
	leaf  *option
	parts [5]*cut // two, or of a windmill five: upper left, upper right, lower right, lower left, middle
	left  corner  // the heads at the upper corners
	right corner
}

type cutKind uint8

const (
	single   cutKind = iota
	stacked          // one above the other
	beside           // left and right
	windmill         // the upper left part is wide
	counter          // the upper left part is high
	nested           // a group's cut, as one part of a greater page
)

// corner says what head stands in an upper corner of a part.
type corner struct {
	step    int8 // of its size
	framed  bool
	upright bool // it is vertical and stands beside its own text
}

func (a corner) compare(b corner) int {
	if a.framed != b.framed {
		if a.framed {
			return 1
		}
		return -1
	}
	if a.upright != b.upright {
		if a.upright {
			return 1
		}
		return -1
	}
	return cmp.Compare(a.step, b.step)
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

const lowersNotice = -16

// pull is what a line lower costs a parcel, in sixteenths.
func (u parcel) pull() int {
	if u.notice() {
		return lowersNotice
	}
	return lowers[min(u.rank, len(lowers)-1)]
}

// cutter finds the cheapest cuts.
type cutter struct {
	options [][][]*option // [parcel][columns]
	given   [][][]*cut    // instead: groups of parcels already cut, [group][columns]
	parts   int           // parcels or groups
	columns int
	lines   int
	gap     int
	pulls   []int // of the parcels
	second  bool  // the second parcel stands at the head of the page or right below the first
	keep    int   // heights kept of a set and width
	table   map[uint64][][]*cut
	sets    []uint64       // all that may be parts, small ones first
	order   []int          // when these are the runs of an order
	from    map[uint64]int // where a run begins in it
}

// newCutter prepares the search over all sets of n parcels, or when they are many over
// the runs of an order of them.
func newCutter(options [][][]*option, columns, lines, gap int) *cutter {
	return &cutter{options: options, parts: len(options), columns: columns, lines: lines, gap: gap, keep: 60, table: map[uint64][][]*cut{}}
}

// mostFree is the number of parcels up to which all sets of them are looked at.
const mostFree = 10

// free takes all sets of parcels.
func (c *cutter) free() {
	c.sets = c.sets[:0]
	c.subsets(1<<c.parts - 1)
	c.smallFirst()
}

// subsets takes all sets of parcels of this one.
func (c *cutter) subsets(of uint64) {
	for s := of; s > 0; s = (s - 1) & of {
		c.sets = append(c.sets, s)
	}
}

func (c *cutter) smallFirst() {
	slices.SortFunc(c.sets, func(a, b uint64) int {
		return cmp.Or(cmp.Compare(bits.OnesCount64(a), bits.OnesCount64(b)), cmp.Compare(a, b))
	})
}

// runs takes the sets that are runs of an order.
func (c *cutter) runs(order []int) {
	c.sets, c.order, c.from = c.sets[:0], order, map[uint64]int{}
	c.table = map[uint64][][]*cut{}
	for k := 1; k <= len(order); k++ {
		for i := 0; i+k <= len(order); i++ {
			s := c.bits(i, i+k)
			c.sets, c.from[s] = append(c.sets, s), i
		}
	}
}

// bits is the set of a run of the order.
func (c *cutter) bits(i, j int) uint64 {
	var s uint64
	for _, p := range c.order[i:j] {
		s |= 1 << p
	}
	return s
}

// Of many parcels fewer heights are kept, and so many exchanges are tried.
const (
	keepRuns = 16
	reach    = 2 // places over which two are exchanged
)

// climb looks for an order of the parcels whose runs cut well: from that of importance by
// exchanging two that are near, as long as that makes the page cheaper.
func (c *cutter) climb() {
	c.keep = keepRuns
	order := make([]int, c.parts)
	for i := range order {
		order[i] = i
	}
	best := c.worth(order)
	for d := 1; d <= reach; d++ {
		for i := 1; i+d < len(order); i++ {
			try := slices.Clone(order)
			try[i], try[i+d] = try[i+d], try[i]
			if w := c.worth(try); w < best {
				best, order = w, try
			}
		}
	}
	c.worth(order)
}

// worth fills the table for an order and returns the cost of the cheapest page.
func (c *cutter) worth(order []int) int {
	c.runs(order)
	c.fill()
	if all := c.whole(1); len(all) > 0 {
		return all[0].cost
	}
	return 1 << 30
}

// fill finds the cuts of all sets but the last, whole one for every width.
func (c *cutter) fill() {
	for i := 0; i < len(c.sets); {
		j := i
		for j < len(c.sets) && bits.OnesCount64(c.sets[j]) == bits.OnesCount64(c.sets[i]) {
			j++
		}
		made := make([][][]*cut, j-i)
		each(j-i, func(k int) { made[k] = c.widths(c.sets[i+k]) })
		for k := range made {
			c.table[c.sets[i+k]] = made[k]
		}
		i = j
	}
}

// widths finds the cuts of one set, [columns].
func (c *cutter) widths(set uint64) [][]*cut {
	out := make([][]*cut, c.columns+1)
	if bits.OnesCount64(set) == 1 {
		p := bits.TrailingZeros64(set)
		if c.given != nil {
			return c.given[p]
		}
		for w := 1; w <= c.columns; w++ {
			for _, o := range c.options[p][w] {
				if o.lines <= c.lines {
					out[w] = append(out[w], newLeaf(o))
				}
			}
		}
		return out
	}
	if bits.OnesCount64(set) == c.parts {
		return out // the whole page is looked at by whole
	}
	for w := 1; w <= c.columns; w++ {
		out[w] = c.best(set, w)
	}
	return out
}

func newLeaf(o *option) *cut {
	k := o.corner()
	return &cut{kind: single, set: 1 << o.parcel, w: o.cols, h: o.lines, cost: o.cost, leaf: o, left: k, right: k}
}

// corner is the head as its neighbours see it.
func (o *option) corner() corner {
	return corner{int8(stepOf(o.size)), framed(&o.slot), o.slot.Head.Vertical}
}

// best finds the cheapest cuts of a set in w columns, one a height and sort, and of those
// the cheapest.
func (c *cutter) best(set uint64, w int) []*cut {
	s := shelf{by: map[sort]*cut{}}
	c.split(set, func(a, b uint64) {
		c.stack(&s, a, b, w)
		c.beside(&s, a, b, w)
	})
	return s.cheapest(c.keep)
}

// split calls f with every division of a set into two parts that may be parts, the first
// with the set's most important story.
func (c *cutter) split(set uint64, f func(a, b uint64)) {
	if c.order != nil {
		i := c.from[set]
		for j := i + 1; j < i+bits.OnesCount64(set); j++ {
			a, b := c.bits(i, j), set&^c.bits(i, j)
			if b&-b < a&-a {
				a, b = b, a
			}
			f(a, b)
		}
		return
	}
	first := set & -set
	rest := set &^ first
	for b := rest; b > 0; b = (b - 1) & rest {
		a := set &^ b
		if c.table[a] != nil && c.table[b] != nil {
			f(a, b)
		}
	}
}

// shelf keeps the cheapest cut of each height and sort.
type shelf struct {
	by map[sort]*cut
}

// sort is what cuts on a shelf differ in: height, kind, and the heads at the upper corners,
// which decide what may stand beside them.
type sort struct {
	h           int
	kind        cutKind
	left, right corner
}

func (s *shelf) limit(k sort) int {
	if x := s.by[k]; x != nil {
		return x.cost
	}
	return 1 << 30
}

func (s *shelf) put(x *cut) { s.by[sort{x.h, x.kind, x.left, x.right}] = x }

// cheapest returns the cuts of the n cheapest heights, as heights rise.
func (s *shelf) cheapest(n int) []*cut {
	var out []*cut
	for _, x := range s.by {
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b *cut) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.h, b.h), cmp.Compare(a.kind, b.kind), a.left.compare(b.left), a.right.compare(b.right))
	})
	out = out[:min(n, len(out))]
	slices.SortStableFunc(out, func(a, b *cut) int { return cmp.Compare(a.h, b.h) })
	return out
}

// stack puts a above b.
func (c *cutter) stack(s *shelf, a, b uint64, w int) {
	as, bs := c.table[a][w], c.table[b][w]
	if len(as) == 0 || len(bs) == 0 || c.lost(a, b) {
		return
	}
	below := c.second && b&2 > 0
	pull := c.pull(b)
	for _, x := range as {
		if x.kind == stacked || below && !x.firstAtFoot() {
			continue // three in a stack: the first above the other two
		}
		more := c.lowered(x.h, pull)
		for _, y := range bs {
			h := x.h + c.gap + y.h
			if h > c.lines {
				break
			}
			if cost := x.cost + y.cost + more; cost < s.limit(sort{h, stacked, x.left, x.right}) {
				s.put(&cut{kind: stacked, set: a | b, w: w, h: h, cost: cost, parts: [5]*cut{x, y}, left: x.left, right: x.right})
			}
		}
	}
}

// lost tells whether the second parcel would stand below others than the first: it is in the
// lower part b, and the first is not in the upper part a.
func (c *cutter) lost(a, b uint64) bool { return c.second && b&2 > 0 && a&1 == 0 }

// firstAtFoot tells whether the part's first parcel, which is at its left, reaches its foot.
func (x *cut) firstAtFoot() bool {
	for x.kind == beside {
		x = x.parts[0]
	}
	return x.kind == single
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
func (c *cutter) beside(s *shelf, a, b uint64, w int) {
	for wa := 1; wa < w; wa++ {
		as, bs := c.table[a][wa], c.table[b][w-wa]
		for i, j := 0, 0; i < len(as) && j < len(bs); {
			switch x, y := as[i], bs[j]; {
			case x.h < y.h:
				i++
			case x.h > y.h:
				j++
			default:
				for k := j; k < len(bs) && bs[k].h == x.h; k++ {
					c.pair(s, x, bs[k], w)
				}
				i++
			}
		}
	}
}

func (c *cutter) pair(s *shelf, x, y *cut, w int) {
	if x.kind == beside {
		return // three in a row: the first beside the other two
	}
	if cost := x.cost + y.cost + clash(x.right, y.left); cost < s.limit(sort{x.h, beside, x.left, y.right}) {
		s.put(&cut{kind: beside, set: x.set | y.set, w: w, h: x.h, cost: cost, parts: [5]*cut{x, y}, left: x.left, right: y.right})
	}
}

// whole finds the cheapest cuts of the whole page, n at most of each sort.
func (c *cutter) whole(n int) []*cut {
	set := c.sets[len(c.sets)-1]
	if bits.OnesCount64(set) == 1 {
		var out []*cut
		for _, x := range c.table[set][c.columns] {
			if x.h == c.lines {
				out = append(out, x)
			}
		}
		return out
	}
	var straight []*cut
	c.split(set, func(a, b uint64) {
		s := shelf{by: map[sort]*cut{}}
		c.stack(&s, a, b, c.columns)
		c.beside(&s, a, b, c.columns)
		for _, x := range s.cheapest(c.keep) {
			if x.h == c.lines {
				straight = append(straight, x)
			}
		}
	})
	return slices.Concat(cheap(straight, n), cheap(c.windmills(set), n))
}

// cheap sorts cuts and returns the first n.
func cheap(cs []*cut, n int) []*cut {
	slices.SortStableFunc(cs, func(a, b *cut) int { return cmp.Compare(a.cost, b.cost) })
	return cs[:min(n, len(cs))]
}
