package color

import (
	"math"
	"testing"
)

// TestGrey: greys of three inks are as light as those of black, and neutral.
func TestGrey(t *testing.T) {
	p := Newsprint()
	to, err := p.toLab(Relative)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []float64{0.25, 0.5, 0.75} {
		cmy, err := Grey(p, k)
		if err != nil {
			t.Fatal(err)
		}
		got, want := to.color(cmy[0], cmy[1], cmy[2], 0), to.color(0, 0, 0, k)
		t.Logf("K %.2f: %.3f %v, black %v", k, cmy, got, want)
		if math.Abs(got[0]-want[0]) > 0.3 || math.Hypot(got[1], got[2]) > 0.5 {
			t.Errorf("K %.2f: %.3f look %v, black %v", k, cmy, got, want)
		}
	}
}
