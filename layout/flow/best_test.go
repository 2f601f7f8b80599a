package flow

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
)

// costs lists attempts whose costs are given; try counts them.
func costs(list ...int) (iter.Seq[attempt], func(attempt) *result, *[]*result) {
	var made []*result
	seq := func(yield func(attempt) bool) {
		for _, c := range list {
			if !yield(attempt{more: c}) {
				return
			}
		}
	}
	return seq, func(a attempt) *result {
		r := &result{attempt: a, spare: &spare{}, uses: 1}
		made = append(made, r)
		return r
	}, &made
}

// TestBest: the first result of least cost is chosen, and no more are made when nothing is
// wrong with one; those that lose are dropped, but not the one that was had.
func TestBest(t *testing.T) {
	cost := func(r *result) int {
		if r.more < 0 {
			return unfit
		}
		return r.more
	}
	for _, c := range []struct {
		had  int // -2: none
		list []int
		want int // -2: none
		made int
	}{
		{-2, nil, -2, 0},
		{-2, []int{3, 2, 5}, 2, 3},
		{-2, []int{3, 0, 5}, 0, 2},
		{-2, []int{-1, -1}, -2, 2},
		{-2, []int{-1, 7}, 7, 2},
		{4, []int{5, 4}, 4, 2},
		{4, []int{5, 3, 3}, 3, 3},
		{0, []int{1, 0}, 0, 0},
		{-1, []int{-1}, -2, 1},
		{-1, []int{8}, 8, 1},
	} {
		seq, try, made := costs(c.list...)
		var had *result
		if c.had > -2 {
			had = &result{attempt: attempt{more: c.had}, spare: &spare{}, uses: 1}
		}
		got := best(try, had, seq, cost)
		switch {
		case got == nil != (c.want == -2):
			t.Errorf("%d, then %v: %v", c.had, c.list, got)
			continue
		case got != nil && got.more != c.want:
			t.Errorf("%d, then %v: %d is best, want %d", c.had, c.list, got.more, c.want)
		case got != nil && got != had && got != (*made)[slices.Index(c.list, c.want)]:
			t.Errorf("%d, then %v: not the first of its cost", c.had, c.list)
		case len(*made) != c.made:
			t.Errorf("%d, then %v: %d made, want %d", c.had, c.list, len(*made), c.made)
		}
		for _, r := range append(*made, had) {
			if r != nil && (r.spare == nil) != (r != got && r != had) {
				t.Errorf("%d, then %v: dropped the wrong one", c.had, c.list)
			}
		}
	}
}

// TestDrop: what a dropped result owns is used again, but not the stream of a slot.
func TestDrop(t *testing.T) {
	s := &spare{}
	own := &result{spare: s, uses: 1, poured: poured{rows: make([]rowAt, 3, 8)}, route: route{course: make([]lineSlot, 2, 4)}}
	own.drop()
	own.drop()
	shared := &result{spare: s, uses: 1, route: route{course: make([]lineSlot, 2, 4), shared: true}}
	shared.drop()
	if len(s.slots) != 1 || len(s.rows) != 2 {
		t.Fatalf("%d and %d to use again", len(s.slots), len(s.rows))
	}
	s.takeRows()
	if rows, slots := s.takeRows(), s.takeSlots(); cap(rows) != 8 || len(rows) != 0 || cap(slots) != 4 || len(slots) != 0 || s.takeSlots() != nil {
		t.Error("not what was dropped")
	}
}

// TestShorts: all ways in which k of n columns are a line short, first the last ones.
func TestShorts(t *testing.T) {
	for _, c := range []struct {
		n, k int
		want string
	}{
		{3, 0, "000"}, {3, 1, "001 010 100"}, {3, 2, "011 101 110"}, {1, 0, "0"}, {4, 4, "1111"}, {10, 2, "0000000011"},
	} {
		var got []string
		for _, m := range shorts(c.n, c.k) {
			var b strings.Builder
			for i := range c.n {
				fmt.Fprint(&b, map[bool]int{true: 1}[m.has(i)])
			}
			got = append(got, b.String())
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%d of %d: %s, want %s", c.k, c.n, s, c.want)
		}
	}
}
