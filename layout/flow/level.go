package flow

import (
	"iter"
	"math/bits"
)

// levelling is the search for the shape of a story's last columns: where they end, which of
// them end a line higher, and how many paragraphs are a line longer or shorter.
type levelling struct {
	try     func(attempt) *result
	fits    func(*result) bool // everything has found its place
	columns int
	lead    bool // of the page: its columns are to end on one line
}

// level finds the least end from lo to hi at which everything has its place, and makes
// the columns level to within a line, without last lines of paragraphs at the top of a
// column (孤行, clreq 3.4.4): it tries which columns are to be a line shorter, ends up to two
// lines lower, and then paragraphs set a line longer or shorter than is best.
func (l levelling) level(a attempt, lo, hi int) *result {
	res := l.lowest(a, min(lo, hi), hi)
	if more := l.inFew(res); more > 0 && res.end+more < hi {
		few := l.lowest(a, res.end+more, hi)
		res.drop()
		return few
	}
	free := len(res.free())
	if !l.fits(res) || free < 2 && l.faults(res) == 0 {
		return res
	}
	end := res.end
	found := best(l.try, nil, limit(mostShapes, l.shapes(res.attempt, free, min(end+2, hi))), l.faults)
	for _, more := range nearSettings {
		if found != nil && l.faults(found) == 0 {
			break
		}
		b := res.attempt
		b.more = a.more + more
		near := l.lowest(b, max(lo, end-1), min(end+1, hi))
		if near != nil && l.fits(near) {
			k := min(len(near.free()), l.columns-1)
			more := best(l.try, found, limit(mostShapes, l.short(near.attempt, k)), l.faults)
			if more != found {
				found.drop()
			}
			found = more
		}
		near.drop()
	}
	if found == nil {
		return res
	}
	res.drop()
	return found
}

// mostInFew is how many lines of text are set in a column, or in pairs, where their slot has room enough, rather than one a
// column: a sentence is no row of columns.
const mostInFew = 3

// inFew is how many lines lower a text of so few lines ends that stand one in a column; 0 where they do not.
func (l levelling) inFew(r *result) int {
	n := len(r.rows)
	if !l.fits(r) || l.columns < 2 || n < 2 || n > l.columns || int(r.slots[r.rows[n-1].slot].col) != n-1 {
		return 0
	}
	if n <= mostInFew {
		return n - 1
	}
	return 1
}

// lowest makes attempts that end from lo on to hi until everything has its place; the last
// of them if it never has, nil where hi is less than lo.
func (l levelling) lowest(a attempt, lo, hi int) *result {
	ends := func(yield func(attempt) bool) {
		for a.end = lo; a.end <= hi && yield(a); a.end++ {
		}
	}
	return best(l.try, nil, ends, func(r *result) int {
		switch {
		case l.fits(r) && r.pressed && r.end < hi:
			return 1
		case l.fits(r):
			return 0
		}
		return 1 + hi - r.end
	})
}

// faults is what is wrong with the shape of a result: how its columns end, and lines that the
// last one lacks beyond one.
func (l levelling) faults(r *result) int {
	if !l.fits(r) {
		return unfit
	}
	last := len(r.free())
	if r.short.has(l.columns - 1) {
		last++
	}
	if l.lead && (r.short != 0 || len(r.free()) > 0) {
		return r.faults() + max(last, 1)
	}
	return r.faults() + max(last-1, 0)
}

// mostShapes is how many shapes are tried with the paragraphs set alike.
const mostShapes = 120

// nearSettings is how many paragraphs are set a line longer, or shorter, so that columns end
// well, in the order tried.
var nearSettings = []int{1, -1, 2, -2}

// shapes lists an attempt with its columns short in all ways: as many of them as there are
// lines free or fewer, and then all that end lower.
func (l levelling) shapes(a attempt, free, hi int) iter.Seq[attempt] {
	return func(yield func(attempt) bool) {
		for k := min(free, l.columns-1); a.end <= hi; a.end, k = a.end+1, l.columns-1 {
			for ; k >= 0; k-- {
				for b := range l.short(a, k) {
					if !yield(b) {
						return
					}
				}
			}
		}
	}
}

// short lists an attempt with so many of its columns short.
func (l levelling) short(a attempt, k int) iter.Seq[attempt] {
	return func(yield func(attempt) bool) {
		for _, a.short = range shorts(l.columns, k) {
			if !yield(a) {
				return
			}
		}
	}
}

// shorts lists the ways in which k of n columns can be short: first the last ones.
func shorts(n, k int) []columnSet {
	if n > 8 {
		return []columnSet{(1<<min(k, 63) - 1) << max(min(n, 63)-k, 0)}
	}
	var out []columnSet
	for m := (1<<k - 1) << (n - k); m >= 1<<k-1; m-- {
		if bits.OnesCount(uint(m)) == k {
			out = append(out, columnSet(m))
		}
	}
	return out
}

// limit is the first n of a sequence.
func limit(n int, attempts iter.Seq[attempt]) iter.Seq[attempt] {
	return func(yield func(attempt) bool) {
		left := n
		for a := range attempts {
			if left--; left < 0 || !yield(a) {
				return
			}
		}
	}
}
