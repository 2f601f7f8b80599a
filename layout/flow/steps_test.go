package flow

import (
	"math/rand"
	"testing"

	"banxin/editions"
	"banxin/layout/unit"
)

// stepped is a region of columns of these heights, all of which begin, or end, on one line.
func stepped(heights []int, feet bool) *Region { return steppedIn(editions.Slot{}, heights, feet) }

// steppedIn is stepped in a slot.
func steppedIn(slot editions.Slot, heights []int, feet bool) *Region {
	lines := 0
	for _, h := range heights {
		lines = max(lines, h)
	}
	t := &editions.Template{Size: em, Leading: 14 * unit.Pt, Gap: em, Lines: lines, Columns: len(heights), Chars: 10, Width: 3000 * unit.Pt, Height: 3000 * unit.Pt}
	f := editions.Frame{Cols: len(heights), Lines: lines}
	for c, h := range heights {
		part := editions.Stretch{Col: c, Cols: 1, Lines: h}
		if feet {
			part.Line = lines - h
		}
		if n := len(f.Parts) - 1; n >= 0 && f.Parts[n].Lines == h {
			f.Parts[n].Cols++
			continue
		}
		f.Parts = append(f.Parts, part)
	}
	return NewRegion(PageRef{}, NewGrid(t), &slot, f)
}

// TestStepped: the line slots of a region that is no rectangle are its own cells, each once,
// but for the line of white over columns that begin lower, left of its head; those below its
// head read downwards and to the right, from one restart to the next.
func TestStepped(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	for range 2000 {
		heights := make([]int, 2+rnd.Intn(5))
		for i := range heights {
			heights[i] = 3 * (1 + rnd.Intn(4))
		}
		feet := rnd.Intn(2) == 0
		r := stepped(heights, feet)
		from, to := r.widest(r.top)
		for c := from; c < to; c++ {
			if r.head(c) != r.top {
				t.Fatalf("%v: the head's column %d begins at %d", heights, c, r.head(c))
			}
		}
		white := map[int]bool{}
		for _, at := range r.restarts {
			white[at-1] = true
		}
		seen := map[[2]int]bool{}
		slots := r.slots(nil, r.top, r.end, obstacles{})
		for i, s := range slots {
			at := [2]int{int(s.col), int(s.line)}
			if seen[at] || !r.has(at[0], at[1]) || white[at[1]] {
				t.Fatalf("%v feet %v: line %d of column %d, twice or not its own", heights, feet, at[1], at[0])
			}
			seen[at] = true
			upper := len(r.restarts) > 0 && int(s.line) < r.restarts[0]
			if i > 0 && !upper && s.col < slots[i-1].col && s.line <= slots[i-1].line {
				t.Fatalf("%v feet %v: goes on upwards and to the left", heights, feet)
			}
		}
		for c := range r.cols {
			for l := r.head(c); l < r.foot(c); l++ {
				if !seen[[2]int{c, l}] && !white[l] {
					t.Fatalf("%v feet %v: line %d of column %d is left out", heights, feet, l, c)
				}
			}
		}
		if first := slots[0]; int(first.col) != from || int(first.line) != r.top {
			t.Fatalf("%v feet %v: text begins in column %d, its head over %d to %d", heights, feet, first.col, from, to)
		}
	}
}

// TestSteppedShares: columns other than the basic ones are shared out by the widths of the
// parts, one each at least, and none stands in a neighbour's cells.
func TestSteppedShares(t *testing.T) {
	r := stepped([]int{9, 9, 9, 4}, false)
	for n, want := range map[int][]int{1: {1, 1}, 2: {1, 1}, 3: {2, 1}, 4: {3, 1}, 5: {4, 1}, 8: {6, 2}} {
		s := *r.Slot
		s.Columns = n
		made := NewRegion(PageRef{}, r.Grid, &s, r.frame)
		var got [2]int
		for c := range made.cols {
			part := 0
			if made.foot(c) == 4 {
				part = 1
			}
			got[part]++
			in := made.areas()[part]
			if x := made.cols[c]; x.x < in.X || x.x+x.w > in.Right() {
				t.Errorf("%d columns: column %d beyond its part", n, c)
			}
		}
		if got != [2]int(want) {
			t.Errorf("%d columns: %v, want %v", n, got, want)
		}
	}
}
