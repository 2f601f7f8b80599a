package flow

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	golden "banxin/cmd/need/held"
	"banxin/editions"
	"banxin/layout/unit"
)

// TestBarsAtRandom: where the grounds of heads stand in regions of columns of unlike heights, boxed and not, a
// line each in testdata/random/bars.txt. Each lies within its region, holds the head's own lines, and leaves
// the last of them white.
func TestBarsAtRandom(t *testing.T) {
	var b strings.Builder
	rnd := rand.New(rand.NewSource(12))
	for range 200 {
		heights := make([]int, 1+rnd.Intn(4))
		for i := range heights {
			heights[i] = 12
		}
		if len(heights) > 1 && rnd.Intn(2) == 0 {
			heights[rnd.Intn(2)*(len(heights)-1)] = 6 + rnd.Intn(5)
		}
		slot := editions.Slot{}
		if rnd.Intn(4) > 0 {
			slot.Box.Width = unit.Pt / 2
		}
		if rnd.Intn(2) == 0 {
			slot.Box.Tint = "浅"
		}
		r := steppedIn(slot, heights, rnd.Intn(2) == 0)
		l0 := r.top + rnd.Intn(3)
		c0, c1 := r.widest(l0)
		if rnd.Intn(2) == 0 {
			c0 += rnd.Intn(c1 - c0)
			c1 = c0 + 1 + rnd.Intn(c1-c0)
		}
		h := hole{c0, c1, l0, l0 + 2 + rnd.Intn(3)}
		at := r.inner(h.c0, h.c1, h.l0, h.l1)
		bar := r.bar(h, at)
		if r.Rect.Intersect(bar) != bar || bar.X > at.X || bar.Right() < at.Right() || bar.Y > at.Y || bar.Bottom() != at.Y+unit.Length(h.l1-h.l0-1)*r.Grid.Leading {
			t.Errorf("%v of %v: the bar is %v, the head %v", h, heights, bar, at)
		}
		fmt.Fprintf(&b, "%v boxed %v tint %q head %v: from and to %v in %v\n", heights, slot.Box.Width > 0, slot.Box.Tint, h, []unit.Length{bar.X, bar.Y, bar.Right(), bar.Bottom()}, []unit.Length{r.Rect.X, r.Rect.Y, r.Rect.Right(), r.Rect.Bottom()})
	}
	golden.Text(t, "testdata/random/bars.txt", b.String())
}
