package advert

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A colour and an opacity make what they are to make over the ground, with no more ink than the
// limit where that is possible, and are never less opaque than is wanted.
func TestBetween(t *testing.T) {
	d := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var want, ground [4]float64
		for i := range want {
			want[i], ground[i] = d.Float64()*.55, d.Float64()*.55
		}
		least := d.Float64()
		v, a := between(want, ground, least, 1, 220)
		if a < least-1e-9 || a > 1 {
			t.Fatalf("opacity %g, at least %g", a, least)
		}
		for i := range v {
			if got := a*v[i] + (1-a)*ground[i]; math.Abs(got-want[i]) > 1e-3 || v[i] < 0 || v[i] > 1 {
				t.Fatalf("%v over %v: %v, %g make %g, want %g", want, ground, v, a, got, want[i])
			}
		}
	}
	if v, a := between([4]float64{3: .5}, [4]float64{}, .5, 1, 220); a != .5 || v != [4]float64{3: 1} {
		t.Errorf("half of black over paper: %v %g", v, a)
	}
}

// What lies below a point is what was painted last there, inside its outline.
func TestBackdrop(t *testing.T) {
	b := &backdrop{}
	lay := func(grey float64, s shape) {
		s.any, s.parts = true, 1
		b.lay(s, func(x, y float64) [3]float64 { return [3]float64{grey, grey, grey} })
	}
	lay(.5, shape{x0: 0, y0: 0, x1: 100, y1: 100})
	lay(.2, shape{x0: 0, y0: 0, x1: 100, y1: 100, outline: [][2]float64{{50, 0}, {100, 50}, {50, 100}, {0, 50}}})
	for _, c := range []struct{ x, y, want float64 }{{50, 50, .2}, {5, 5, .5}, {95, 95, .5}, {30, 40, .2}, {150, 50, 1}} {
		if got := b.at(c.x, c.y)[0]; got != c.want {
			t.Errorf("at %g, %g: %g, want %g", c.x, c.y, got, c.want)
		}
	}
	b.frozen = true
	lay(0, shape{x0: 0, y0: 0, x1: 100, y1: 100})
	if b.at(50, 50)[0] != .2 {
		t.Error("what is of one group lies below itself")
	}
}
