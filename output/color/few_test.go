package color

import (
	"math"
	"testing"
)

// TestFew: what is grey is black alone, rising with the darkness to the full; with red beside
// it, red is red, and colours that black cannot show come nearer than without.
func TestFew(t *testing.T) {
	press := Newsprint()
	black, red := [4]float64{0, 0, 0, 1}, [4]float64{0, 1, 0.9, 0}
	one, err := NewFew(SRGB(), press, [][4]float64{black})
	if err != nil {
		t.Fatal(err)
	}
	two, err := NewFew(SRGB(), press, [][4]float64{black, red})
	if err != nil {
		t.Fatal(err)
	}
	last := [2]int{255, 255}
	for v := range 256 {
		g := []byte{byte(v), byte(v), byte(v)}
		var k [1]byte
		var d [2]byte
		one.Convert(k[:], g)
		two.Convert(d[:], g)
		if int(k[0]) > last[0] || int(d[0]) > last[1]+1 {
			t.Fatalf("grey %d is %v, then %v", v, last, [2]byte{k[0], d[0]})
		}
		if d[1] > 3 {
			t.Errorf("grey %d has %d of red", v, d[1])
		}
		last = [2]int{int(k[0]), int(d[0])}
	}
	var k [1]byte
	one.Convert(k[:], []byte{0, 0, 0})
	if k[0] < 253 {
		t.Errorf("black is %d", k[0])
	}
	one.Convert(k[:], []byte{255, 255, 255})
	if k[0] > 2 {
		t.Errorf("white is %d", k[0])
	}
	var d [2]byte
	two.Convert(d[:], []byte{220, 20, 40})
	if d[1] < 200 || d[0] > 60 {
		t.Errorf("red is %v", d)
	}
	to, _ := press.toLab(Relative)
	in, _ := SRGB().toLab(Relative)
	for _, c := range [][3]byte{{220, 20, 40}, {160, 80, 80}, {240, 160, 160}, {90, 20, 20}} {
		want := in.color(float64(c[0])/255, float64(c[1])/255, float64(c[2])/255)
		one.Convert(k[:], c[:])
		two.Convert(d[:], c[:])
		a := to.color(0, 0, 0, float64(k[0])/255)
		kk, r := float64(d[0])/255, float64(d[1])/255
		b := to.color(0, r, 0.9*r, kk)
		if DeltaE(b, want) >= DeltaE(a, want) {
			t.Errorf("%v: %v in two inks is no nearer than %v in one", c, d, k)
		}
	}
}

// TestGeneration: with more black, colours look as they did and have less ink; black begins
// where it is told to.
func TestGeneration(t *testing.T) {
	press := Newsprint()
	base := LinkOptions{Intent: Relative, BPC: true, Limit: 220}
	plain, err := NewExact(SRGB(), press, base)
	if err != nil {
		t.Fatal(err)
	}
	to, _ := press.toLab(Relative)
	sum := func(v vec) float64 { return v[0] + v[1] + v[2] + v[3] }
	for _, c := range []struct{ gcr, start int }{{30, 0}, {70, 0}, {100, 0}, {60, 40}, {100, 60}} {
		o := base
		o.GCR, o.BlackStart = c.gcr, c.start
		e, err := NewExact(SRGB(), press, o)
		if err != nil {
			t.Fatal(err)
		}
		worst, n, mean := 0.0, 0, 0.0
		lastK := -1.0
		for i := range 17 {
			g := 1 - float64(i)/16
			v, w := e.device(g, g, g), plain.device(g, g, g)
			d := DeltaE(to.color(v[0], v[1], v[2], v[3]), to.color(w[0], w[1], w[2], w[3]))
			worst, mean, n = math.Max(worst, d), mean+d, n+1
			if sum(v) > 2.2+1e-6 {
				t.Errorf("%+v: grey %.2f has %.0f %%", c, g, 100*sum(v))
			}
			if v[3] < lastK-0.03 {
				t.Errorf("%+v: black falls at grey %.2f: %.2f after %.2f", c, g, v[3], lastK)
			}
			lastK = v[3]
			if light := to.color(w[0], w[1], w[2], w[3])[0]; c.start > 0 && v[3] > 0.05 && light > to.color(0, 0, 0, float64(c.start)/100)[0]+1 {
				t.Errorf("%+v: grey %.2f has %.2f of black", c, g, v[3])
			}
			if i%4 == 0 {
				t.Logf("%+v grey %.2f: %.2f, by the profile %.2f, ΔE %.2f", c, g, v[:4], w[:4], d)
			}
		}
		if worst > 2 || mean/float64(n) > 1 {
			t.Errorf("%+v: greys change by ΔE %.2f at most, %.2f in the mean", c, worst, mean/float64(n))
		}
	}
}
