package preflight

import "testing"

// TestGrey: the ground of a crossed box is told by how much of black it has, in whatever space it
// is written, to half a percent; other inks, spot inks and what is not known are others.
func TestGrey(t *testing.T) {
	k := func(c, m, y, k float64) ink { return ink{known: true, process: [4]float64{c, m, y, k}} }
	spot, all, unknown := k(0, 0, 0, 0.08), k(0, 0, 0, 0.08), k(0, 0, 0, 0.08)
	spot.nSpots, all.all, unknown.known = 1, true, false
	for _, c := range []struct {
		name string
		ink  ink
		want bool
	}{
		{"as asked", k(0, 0, 0, 0.08), true}, {"rounded up", k(0, 0, 0, 0.084), true}, {"rounded down", k(0, 0, 0, 0.076), true},
		{"darker", k(0, 0, 0, 0.086), false}, {"lighter", k(0, 0, 0, 0.074), false}, {"a trace of others", k(0.001, 0.001, 0.001, 0.08), true},
		{"of others too", k(0.002, 0.002, 0.002, 0.08), false}, {"spot", spot, false}, {"all", all, false}, {"unknown", unknown, false},
	} {
		if got := grey(c.ink, 0.08); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if at := k(0, 0, 0, 0.005); grey(at, 0) {
		t.Error("half a percent of black is white")
	}
}

// TestSameRect: a rectangle drawn twice is one but for a hundredth of a point, at each edge.
func TestSameRect(t *testing.T) {
	r := rect{10, 20, 110, 70}
	for i := range 4 {
		for off, want := range map[float64]bool{0: true, 0.009: true, -0.009: true, 0.02: false, -0.02: false} {
			o := r
			*[]*float64{&o.x0, &o.y0, &o.x1, &o.y1}[i] += off
			if r.same(o) != want || o.same(r) != want {
				t.Errorf("edge %d off by %v: %v", i, off, !want)
			}
		}
		var o rect
		if *[]*float64{&o.x0, &o.y0, &o.x1, &o.y1}[i] = 0.01; o.same(rect{}) {
			t.Errorf("edge %d off by a hundredth: the same", i)
		}
	}
}
