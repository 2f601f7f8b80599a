package makeup

import (
	"cmp"
	"math/bits"
	"slices"
)

// A zone of a page is cut by straight cuts from edge to edge of what is left (slicing tree),
// each part again, until every part is one parcel's. The cheapest cuts of a set of parcels in a
// width, for every height, are found from those of its subsets: dynamic programming over free
// guillotine cuts, as in Gange, Marriott, Stuckey, "Optimal guillotine layout" (DocEng 2012).
// How zones lie on the page is a skeleton's (skeleton.go); what depends on the whole page is
// weighed afterwards (judge.go).

// cut is a part of a page: a parcel's area, or two parts and how they lie.
type cut struct {
	kind  cutKind
	set   uint64 // parcels in it
	w, h  int    // basic columns, lines
	cost  int
	leaf  *option
	parts [2]*cut
	left  corner // the heads at the upper corners
	right corner
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
	pulls   []int // of the parcels
	keep    int   // cuts kept of a set and width
	table   map[stand][]*cut
	shelf   shelf
	rows    map[stand]*profile
}

// stand is a set of parcels in a width.
type stand struct {
	set uint64
	w   int
}

func newCutter(options [][][]*option, lines, gap int) *cutter {
	return &cutter{options: options, lines: lines, gap: gap, keep: keepCuts, table: map[stand][]*cut{}, rows: map[stand]*profile{}}
}

// keepCuts is how many heights of a set and width are kept.
const keepCuts = 18

// cuts are the cheapest cuts of a set in w columns, one a height and kind, as heights rise.
func (c *cutter) cuts(set uint64, w int) []*cut {
	k := stand{set, w}
	if got, ok := c.table[k]; ok {
		return got
	}
	var got []*cut
	if bits.OnesCount64(set) == 1 {
		for _, o := range c.options[bits.TrailingZeros64(set)][w] {
			if o.lines <= c.lines {
				got = append(got, newLeaf(o))
			}
		}
	} else {
		c.before(set, w)
		c.shelf.empty(c.lines)
		c.split(set, func(a, b uint64) {
			c.stack(&c.shelf, a, b, w)
			if a&leading == 0 && b&leading == 0 {
				c.beside(&c.shelf, a, b, w)
			}
		})
		got = c.shelf.cheapest(c.keep)
	}
	c.table[k] = got
	return got
}

// before finds the cuts of all parts of a set, so that the shelf is this one's alone afterwards.
func (c *cutter) before(set uint64, w int) {
	c.split(set, func(a, b uint64) {
		if len(c.cuts(a, w)) > 0 {
			c.cuts(b, w)
		}
		if a&leading == 0 && b&leading == 0 {
			for wa := 1; wa < w; wa++ {
				if len(c.cuts(a, wa)) > 0 {
					c.cuts(b, w-wa)
				}
			}
		}
	})
}

// leading are the first two parcels: they stand at the head of their zones, over all of its
// columns.
const leading = 3

func newLeaf(o *option) *cut {
	k := o.corner()
	return &cut{kind: single, set: 1 << o.parcel, w: o.cols, h: o.lines, cost: o.cost, leaf: o, left: k, right: k}
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
	if first&leading != 0 {
		f(first, rest)
		return
	}
	for b := rest; b > 0; b = (b - 1) & rest {
		f(set&^b, b)
	}
}

// shelf keeps the cheapest cut of each height and kind.
type shelf struct {
	byHeight [][cutKinds]cut // of width 0 where there is none
	kept     []*cut
}

func (s *shelf) empty(lines int) {
	if len(s.byHeight) != lines+1 {
		s.byHeight = make([][cutKinds]cut, lines+1)
	}
	clear(s.byHeight)
}

func (s *shelf) limit(h int, k cutKind) int {
	if x := &s.byHeight[h][k]; x.w > 0 {
		return x.cost
	}
	return 1 << 30
}

func (s *shelf) put(x cut) { s.byHeight[x.h][x.kind] = x }

// cheapest returns copies of the n cheapest cuts, as heights rise.
func (s *shelf) cheapest(n int) []*cut {
	s.kept = s.kept[:0]
	for h := range s.byHeight {
		for k := range s.byHeight[h] {
			if x := &s.byHeight[h][k]; x.w > 0 {
				s.kept = append(s.kept, x)
			}
		}
	}
	if len(s.kept) > n {
		slices.SortStableFunc(s.kept, func(a, b *cut) int { return cmp.Compare(a.cost, b.cost) })
		s.kept = s.kept[:n]
		slices.SortStableFunc(s.kept, func(a, b *cut) int { return cmp.Or(cmp.Compare(a.h, b.h), cmp.Compare(a.kind, b.kind)) })
	}
	all := make([]cut, len(s.kept))
	out := make([]*cut, len(s.kept))
	for i, x := range s.kept {
		all[i] = *x
		out[i] = &all[i]
	}
	return out
}

// stack puts a above b.
func (c *cutter) stack(s *shelf, a, b uint64, w int) {
	as := c.cuts(a, w)
	if len(as) == 0 {
		return
	}
	bs := c.cuts(b, w)
	pull := c.pull(b)
	for _, x := range as {
		if x.kind == stacked {
			continue // three in a stack: the first above the other two
		}
		more := c.lowered(x.h, pull)
		for _, y := range bs {
			h := x.h + c.gap + y.h
			if h > c.lines {
				break
			}
			if cost := x.cost + y.cost + more; cost < s.limit(h, stacked) {
				s.put(cut{kind: stacked, set: a | b, w: w, h: h, cost: cost, parts: [2]*cut{x, y}, left: x.left, right: x.right})
			}
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

// beside puts a to the left of b, and to the right.
func (c *cutter) beside(s *shelf, a, b uint64, w int) {
	for wa := 1; wa < w; wa++ {
		as := c.cuts(a, wa)
		if len(as) == 0 {
			continue
		}
		bs := c.cuts(b, w-wa)
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
	if cost := x.cost + y.cost + clash(x.right, y.left); cost < s.limit(x.h, beside) {
		s.put(cut{kind: beside, set: x.set | y.set, w: w, h: x.h, cost: cost, parts: [2]*cut{x, y}, left: x.left, right: y.right})
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
	k := stand{set, w}
	if p, ok := c.rows[k]; ok {
		return p
	}
	var p *profile
	if all := c.cuts(set, w); len(all) > 0 {
		p = &profile{lo: all[0].h, cuts: make([]*cut, all[len(all)-1].h-all[0].h+1), pull: c.pull(set), least: 1 << 30}
		for _, x := range all {
			p.least = min(p.least, x.cost)
			if at := &p.cuts[x.h-p.lo]; *at == nil || x.cost < (*at).cost {
				*at = x
			}
		}
	}
	c.rows[k] = p
	return p
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
	for k := range c.table {
		if k.set&(1<<p) != 0 {
			delete(c.table, k)
		}
	}
	for k := range c.rows {
		if k.set&(1<<p) != 0 {
			delete(c.rows, k)
		}
	}
}
