package makeup

import (
	"math/bits"
)

// flank is the two parts at one side of a windmill, one above the other, that together
// reach from the head of the page to its foot.
type flank struct {
	upper, lower *cut
	cost         int
}

// add keeps a flank in a row of its height unless a cheaper one of its sort is there.
func add(row []flank, f flank) []flank {
	for i, x := range row {
		if x.upper.left == f.upper.left && x.upper.right == f.upper.right {
			if f.cost < x.cost {
				row[i] = f
			}
			return row
		}
	}
	return append(row, f)
}

// flanks are the cheapest flanks by their parcels and the height of the upper part, one
// for each sort of heads at its upper corners.
type flanks map[uint64][][]flank // [height]

// windmills finds the cheapest windmills of the whole page for each of its five widths and
// sets of parcels at the sides. Five parts of at least a column each need three columns.
func (c *cutter) windmills(set uint64) []*cut {
	n := bits.OnesCount64(set)
	if c.columns < 3 || n < 5 || len(c.sets) < 1<<n-1 {
		return nil
	}
	type job struct {
		kind cutKind
		a, c int // columns of the upper left part and of the lower right one
	}
	var jobs []job
	for a := 1; a < c.columns; a++ {
		for b := 1; b < c.columns; b++ {
			switch {
			case a+b > c.columns:
				jobs = append(jobs, job{windmill, a, b})
			case a+b < c.columns:
				jobs = append(jobs, job{counter, a, b})
			}
		}
	}
	sides := c.allFlanks(set)
	made := make([][]*cut, len(jobs))
	each(len(jobs), func(i int) {
		j := jobs[i]
		made[i] = c.mill(set, j.kind, sides[[2]int{j.a, c.columns - j.c}], sides[[2]int{c.columns - j.a, j.c}], j.a, j.c)
	})
	var out []*cut
	for _, m := range made {
		out = append(out, m...)
	}
	return out
}

// allFlanks finds the flanks for all pairs of widths of upper and lower part.
func (c *cutter) allFlanks(set uint64) map[[2]int]flanks {
	keys := [][2]int{}
	for u := 1; u < c.columns; u++ {
		for l := 1; l < c.columns; l++ {
			keys = append(keys, [2]int{u, l})
		}
	}
	made := make([]flanks, len(keys))
	each(len(keys), func(i int) { made[i] = c.flanks(set, keys[i][0], keys[i][1]) })
	out := map[[2]int]flanks{}
	for i, k := range keys {
		out[k] = made[i]
	}
	return out
}

// flanks finds the cheapest pairs of an upper part u columns wide and a lower one of l.
func (c *cutter) flanks(set uint64, u, l int) flanks {
	out := flanks{}
	if u == l {
		return out // that is a straight cut
	}
	upper, lower := c.having(u), c.having(l)
	most := bits.OnesCount64(set) - 3 // one for each other part
	for _, a := range upper {
		for _, b := range lower {
			if b&1 > 0 || c.lost(a, b) { // the most important story stands at the upper left
				continue
			}
			if a&b == 0 && bits.OnesCount64(a|b) <= most {
				c.pairs(out, c.table[a][u], c.table[b][l], c.pull(b))
			}
		}
	}
	return out
}

// having lists the sets that can fill a part of w columns.
func (c *cutter) having(w int) []uint64 {
	var out []uint64
	for _, s := range c.sets {
		if len(c.table[s][w]) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// pairs adds the flanks that parts of two sets make.
func (c *cutter) pairs(out flanks, uppers, lowers []*cut, pull int) {
	j := len(lowers) - 1
	for _, x := range uppers {
		if c.second && lowers[0].set&2 > 0 && !x.firstAtFoot() {
			continue
		}
		for j >= 0 && x.h+c.gap+lowers[j].h > c.lines {
			j--
		}
		for k := j; k >= 0 && x.h+c.gap+lowers[k].h == c.lines; k-- {
			y := lowers[k]
			key := x.set | y.set
			row := out[key]
			if row == nil {
				row = make([][]flank, c.lines+1)
				out[key] = row
			}
			row[x.h] = add(row[x.h], flank{x, y, x.cost + y.cost + c.lowered(x.h, pull)})
		}
	}
}

// mill joins left and right flanks by a part in the middle.
func (c *cutter) mill(set uint64, kind cutKind, left, right flanks, a, lr int) []*cut {
	wide := a + lr - c.columns
	if kind == counter {
		wide = -wide
	}
	best := map[uint64]*cut{} // by the left flank's parcels
	for _, l := range c.sets {
		if l&1 == 0 || left[l] == nil { // the most important story stands at the upper left
			continue
		}
		rest := set &^ l
		for r := rest; r > 0; r = (r - 1) & rest {
			mid := rest &^ r
			if c.second && mid&2 > 0 { // in the middle nothing stands out
				continue
			}
			if mid == 0 || right[r] == nil || c.table[mid] == nil || len(c.table[mid][wide]) == 0 {
				continue
			}
			if x := c.join(kind, left[l], right[r], c.table[mid][wide]); x != nil && (best[l] == nil || x.cost < best[l].cost) {
				best[l] = x
			}
		}
	}
	var out []*cut
	for _, l := range c.sets {
		if best[l] != nil {
			out = append(out, best[l])
		}
	}
	return out
}

// join finds the cheapest windmill of two flanks and a middle. Between the feet of the
// upper parts and the heads of the lower ones is the gap; so it is above and below the
// middle.
func (c *cutter) join(kind cutKind, left, right [][]flank, middle []*cut) *cut {
	var best *cut
	for h := range left {
		for i := range left[h] {
			l := &left[h][i]
			for _, m := range middle {
				// windmill: the right upper part reaches down to the foot of the middle
				at := h + c.gap + m.h
				if kind == counter {
					at = h - c.gap - m.h
				}
				if at < 0 || at >= len(right) {
					continue
				}
				for k := range right[at] {
					r := &right[at][k]
					cost := l.cost + r.cost + m.cost + c.lowered(min(h, at), c.pull(m.set)) + clash(l.upper.right, r.upper.left)
					if best == nil || cost < best.cost {
						best = c.mount(kind, l, r, m, cost)
					}
				}
			}
		}
	}
	return best
}

func (c *cutter) mount(kind cutKind, l, r *flank, m *cut, cost int) *cut {
	return &cut{
		kind: kind, set: l.upper.set | l.lower.set | r.upper.set | r.lower.set | m.set, w: c.columns, h: c.lines, cost: cost,
		parts: [5]*cut{l.upper, r.upper, r.lower, l.lower, m}, left: l.upper.left, right: r.upper.right,
	}
}
