package makeup

import (
	"runtime"
	"slices"
	"testing"
)

// TestEach: each calls for every number once, on one processor and on many, and a panic of
// one call goes on in the caller.
func TestEach(t *testing.T) {
	for _, procs := range []int{1, 3} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		for _, n := range []int{0, 1, 2, 9} {
			calls := make([]int, n)
			each(n, func(i int) { calls[i]++ })
			if slices.ContainsFunc(calls, func(k int) bool { return k != 1 }) {
				t.Errorf("on %d processors, the %d numbers are called for %v times", procs, n, calls)
			}
		}
		func() {
			defer func() {
				if r := recover(); r != "third" {
					t.Errorf("on %d processors, the panic is %v", procs, r)
				}
			}()
			each(5, func(i int) {
				if i == 2 {
					panic("third")
				}
			})
		}()
	}
}
