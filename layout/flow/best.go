package flow

import (
	"iter"
	"math"
)

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
