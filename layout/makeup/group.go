package makeup

import (
	"cmp"
	"math/bits"
	"slices"
)

// leaders is the number of parcels that are never put into a group with others.
const leaders = 3

// grouped makes a cutter of as many parts as all sets of can be looked at, when the parcels
// are more: small ones are put together, the smallest two time and again, and each group
// is cut by itself for all widths and heights.
func (c *cutter) grouped() *cutter {
	groups := c.groups()
	in := newCutter(c.options, c.columns, c.lines, c.gap)
	in.pulls, in.keep = c.pulls, keepRuns
	for _, g := range groups {
		in.subsets(g)
	}
	in.smallFirst()
	in.fill()
	out := newCutter(c.options, c.columns, c.lines, c.gap)
	out.second = c.second // leaders are groups of their own
	out.parts, out.given = len(groups), make([][][]*cut, len(groups))
	for i, g := range groups {
		out.pulls = append(out.pulls, in.pull(g))
		out.given[i] = nest(in.table[g], 1<<i)
	}
	out.free()
	out.fill()
	return out
}

// nest makes the cuts of a group parts of their own.
func nest(widths [][]*cut, set uint64) [][]*cut {
	out := make([][]*cut, len(widths))
	for w, list := range widths {
		for _, x := range list {
			y := *x
			y.set = set
			if x.kind != single {
				y.kind, y.parts = nested, [5]*cut{x}
			}
			out[w] = append(out[w], &y)
		}
	}
	return out
}

// groups puts the parcels into mostFree groups, in the order of their first ones.
func (c *cutter) groups() []uint64 {
	type group struct {
		set  uint64
		size int // line slots it takes at the least
	}
	var gs []group
	for p, widths := range c.options {
		least := 1 << 30
		for w, list := range widths {
			if len(list) > 0 {
				least = min(least, w*list[0].lines)
			}
		}
		gs = append(gs, group{1 << p, least})
	}
	for len(gs) > mostFree {
		rest := gs[leaders:]
		slices.SortStableFunc(rest, func(a, b group) int { return cmp.Compare(a.size, b.size) })
		rest[1] = group{rest[0].set | rest[1].set, rest[0].size + rest[1].size}
		gs = slices.Delete(gs, leaders, leaders+1)
	}
	sets := make([]uint64, len(gs))
	for i, g := range gs {
		sets[i] = g.set
	}
	slices.SortFunc(sets, func(a, b uint64) int { return cmp.Compare(bits.TrailingZeros64(a), bits.TrailingZeros64(b)) })
	return sets
}
