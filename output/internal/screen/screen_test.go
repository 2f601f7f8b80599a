package screen

import (
	"testing"

	"banxin/layout/page"
)

func TestColor(t *testing.T) {
	spots := []page.Spot{{Name: "专红", Alt: page.Color{M: 10000, Y: 10000}}}
	for _, c := range []struct {
		name string
		in   page.Color
		want RGB
	}{
		{"paper", page.White, RGB{255, 255, 255}},
		{"black", page.Black, RGB{32, 32, 32}},
		{"half black", page.Gray(5000), RGB{144, 144, 144}},
		{"cyan", page.Color{C: 10000}, RGB{0, 174, 239}},
		{"red", page.Color{M: 10000, Y: 10000}, RGB{237, 28, 36}},
		{"all", page.Color{C: 10000, M: 10000, Y: 10000, K: 10000}, RGB{0, 0, 0}},
		{"spot", page.Color{Spot: 1, Tint: 10000}, RGB{237, 28, 36}},
		{"spot without ink", page.Color{Spot: 1}, RGB{255, 255, 255}},
		{"unknown spot", page.Color{Spot: 2, Tint: 10000}, RGB{32, 32, 32}},
		{"too much", page.Color{K: 65535}, RGB{32, 32, 32}},
	} {
		if got := Color(c.in, spots); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestGrey: tints of black have no hue and get darker with every step.
func TestGrey(t *testing.T) {
	last := 256
	for k := 0; k <= 10000; k += 100 {
		c := Color(page.Gray(uint16(k)), nil)
		if c[0] != c[1] || c[1] != c[2] || int(c[0]) >= last {
			t.Fatalf("K %d: %v after %d", k, c, last)
		}
		last = int(c[0])
	}
}

// TestBytes: amounts of 255 give what amounts of 10000 give.
func TestBytes(t *testing.T) {
	for i := range 16 {
		in := func(bit, whole int) int64 { return int64((i >> bit & 1) * whole) }
		a := Inks(in(0, 255), in(1, 255), in(2, 255), in(3, 255), 255)
		b := Inks(in(0, full), in(1, full), in(2, full), in(3, full), full)
		if a != b {
			t.Errorf("inks %04b: %v and %v", i, a, b)
		}
	}
}
