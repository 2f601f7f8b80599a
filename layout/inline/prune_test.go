package inline

import "testing"

// TestPrune: a layer has no more than maxLayer nodes: those about its cheapest way, or the first or the last of them
// where that is near an end; of several the first. What it is of keeps its place.
func TestPrune(t *testing.T) {
	for _, c := range []struct {
		before, nodes int // ways of other layers, and of this
		best          int
		from, to      int // of its nodes, those that stay
	}{
		{0, 1, 0, 0, 1},
		{5, maxLayer, 3, 0, maxLayer},
		{0, maxLayer + 1, 0, 0, maxLayer},
		{0, maxLayer + 1, maxLayer, 1, maxLayer + 1},
		{7, 3 * maxLayer, maxLayer / 2, 0, maxLayer},
		{7, 3 * maxLayer, maxLayer/2 + 1, 1, maxLayer + 1},
		{7, 3 * maxLayer, 2 * maxLayer, 3 * maxLayer / 2, 5 * maxLayer / 2},
		{7, 3 * maxLayer, 5*maxLayer/2 - 1, 2*maxLayer - 1, 3*maxLayer - 1},
		{7, 3 * maxLayer, 3*maxLayer - 1, 2 * maxLayer, 3 * maxLayer},
	} {
		var s search
		for i := range c.before {
			s.ways = append(s.ways, way{int64(i), -7})
		}
		for i := range c.nodes {
			w := way{10, int32(i)}
			if i == c.best || i == c.best+5 {
				w.cost = 3
			}
			s.ways = append(s.ways, w)
		}
		got := s.prune(layer{first: 100, from: c.before, to: c.before + c.nodes})
		if want := (layer{first: 100 + c.from, from: c.before, to: c.before + c.to - c.from}); got != want || len(s.ways) != got.to {
			t.Errorf("%+v: %+v of %d, want %+v", c, got, len(s.ways), want)
			continue
		}
		for i := got.from; i < got.to; i++ {
			if s.ways[i].prev != int32(c.from+i-got.from) {
				t.Errorf("%+v: way %d is that of node %d", c, i-got.from, s.ways[i].prev)
				break
			}
		}
		for i := range c.before {
			if s.ways[i].cost != int64(i) {
				t.Errorf("%+v: another layer has changed", c)
			}
		}
	}
}
