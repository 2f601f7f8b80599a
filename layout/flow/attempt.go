package flow

import (
	"iter"
	"math"
)

// attempt is one way to set a story from its place on: all that is decided before a line is
// set. It is a value that can be compared: at the same story, equal attempts have equal
// results.
type attempt struct {
	variant
	more    int       // paragraphs set a line longer beyond what the variant asks; negative: shorter
	air     int       // lines of white below the head beyond its own
	regions int       // of the slot, that it goes through
	legs    int       // of the chain, after them
	end     int       // the line before which it ends in the last of all; 0: where that ends
	short   columnSet // columns of the last that end a line higher
	narrow  bool      // pictures in the text that ask for several columns may stand over one
}

// columnSet is a set of columns, a bit each; beyond the 64th they are as that is.
type columnSet uint64

func (c columnSet) has(i int) bool { return c>>min(i, 63)&1 != 0 }

// open tells whether an attempt has all of its last stretch.
func (a attempt) open() bool { return a.end == 0 }

// result is what came of an attempt. It owns its rows and line slots; what else it holds is
// frozen and may be that of other results. It stays as it is until it is dropped.
type result struct {
	attempt
	*furniture
	poured
	route
	spare *spare // for what it owns, once it is dropped
}

// over is what is over, in lines, with a picture that found no room as one more.
func (r *result) over() int { return r.overLines + len(r.homeless) }

// fits tells whether all but the head, where that has no room, has found its place.
func (r *result) fits() bool { return r.over() == 0 }

// free are the line slots left free after the end.
func (r *result) free() []lineSlot { return r.slots[min(r.next, len(r.slots)):] }

// try makes an attempt.
func (s *story) try(a attempt) *result {
	res := &result{attempt: a, furniture: s.furnish(a), spare: s.spare}
	c, route := s.course(a, res.furniture)
	res.route = route
	how := pouring{ask: a.setting + a.more, narrow: a.narrow}
	res.poured = pour(s.typeset, &s.text, c, how, s.spare.takeRows())
	if len(res.lost) > 0 && a.open() && !a.narrow && !s.grows() {
		// pictures over several columns that find no room there are set over one, and so
		// they are in what is tried from here on
		res.narrow, how.narrow = true, true
		res.poured = pour(s.typeset, &s.text, c, how, res.rows)
	}
	return res
}

// unfit is the cost of a result that will not do.
const unfit = math.MaxInt

// best makes attempts in their order and returns the first result of least cost, be it the
// one that is had already; nil when none will do. It makes no more of them when nothing is
// wrong with one. Results that lose are dropped, but not the one that was had.
func best(try func(attempt) *result, had *result, attempts iter.Seq[attempt], cost func(*result) int) *result {
	winner, least := had, unfit
	if had != nil {
		least = cost(had)
	}
	if least == unfit {
		winner, had = nil, nil
	}
	for a := range attempts {
		if least == 0 {
			break
		}
		r := try(a)
		c := cost(r)
		if c >= least {
			r.drop()
			continue
		}
		if winner != had {
			winner.drop()
		}
		winner, least = r, c
	}
	return winner
}
