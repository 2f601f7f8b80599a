package png

import (
	"math/rand/v2"
	"testing"
)

// TestAreaAgainstSamples compares the coverage of random polygons with 32 × 32 samples a
// pixel. Polygons that do not cross themselves fill alike by both rules.
func TestAreaAgainstSamples(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		pts := star(rng)
		win := window{2, 3, 12, 11}
		var a area
		a.open(win)
		a.evenOdd = rng.IntN(2) == 0
		polygon(&a, pts)
		for y := win.y0; y < win.y1; y++ {
			for i, got := range a.row(nil, y) {
				want := sampled(pts, win.x0+i, y)
				if d := int(got) - want; d < -10 || d > 10 {
					t.Fatalf("pixel %d,%d: %d, by samples %d; polygon %v", win.x0+i, y, got, want, pts)
				}
			}
		}
	}
}

// star returns a polygon whose corners go once around a place near the window.
func star(rng *rand.Rand) []point {
	directions := []point{{10, 0}, {8, 5}, {3, 9}, {-4, 9}, {-9, 4}, {-10, -1}, {-6, -8}, {0, -10}, {7, -7}}
	x, y := rng.Int64N(14*sub), rng.Int64N(14*sub)
	var pts []point
	for _, d := range directions {
		r := 20 + rng.Int64N(200)
		pts = append(pts, point{x + d.x*r, y + d.y*r})
	}
	if rng.IntN(2) == 0 {
		for i, j := 0, len(pts)-1; i < j; i, j = i+1, j-1 {
			pts[i], pts[j] = pts[j], pts[i]
		}
	}
	return pts
}

func polygon(a *area, pts []point) {
	from := pts[len(pts)-1]
	for _, p := range pts {
		a.line(from, p)
		from = p
	}
}

// sampled counts the samples of a pixel that lie inside by crossings of a ray.
func sampled(pts []point, x, y int) int {
	const n = 32
	hits := 0
	for j := range int64(n) {
		sy := int64(y)*sub*2 + (2*j+1)*sub/n // doubled, so that no corner lies on a ray
		for i := range int64(n) {
			sx := int64(x)*sub*2 + (2*i+1)*sub/n
			inside := false
			from := pts[len(pts)-1]
			for _, p := range pts {
				if (2*from.y > sy) != (2*p.y > sy) &&
					float64(sx) < float64(2*from.x)+float64(2*(p.x-from.x))*float64(sy-2*from.y)/float64(2*(p.y-from.y)) {
					inside = !inside
				}
				from = p
			}
			if inside {
				hits++
			}
		}
	}
	return (hits*255 + n*n/2) / (n * n)
}

// TestAreaOfParts: the pixels of a window do not depend on how much around it is drawn.
func TestAreaOfParts(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		pts := star(rng)
		whole, part := window{-30, -30, 40, 40}, window{3, 4, 3 + 1 + rng.IntN(9), 4 + 1 + rng.IntN(9)}
		var a, b area
		a.open(whole)
		polygon(&a, pts)
		b.open(part)
		polygon(&b, pts)
		for y := whole.y0; y < whole.y1; y++ {
			row := a.row(nil, y)
			if y < part.y0 || y >= part.y1 {
				continue
			}
			for i, got := range b.row(nil, y) {
				if want := row[part.x0+i-whole.x0]; got != want {
					t.Fatalf("pixel %d,%d: %d, in the whole %d; polygon %v", part.x0+i, y, got, want, pts)
				}
			}
		}
	}
}

func TestFillRules(t *testing.T) {
	square := func(lo, hi int64) []point {
		return []point{{lo * sub, lo * sub}, {hi * sub, lo * sub}, {hi * sub, hi * sub}, {lo * sub, hi * sub}}
	}
	for _, evenOdd := range []bool{false, true} {
		var a area
		a.open(window{0, 0, 5, 5})
		a.evenOdd = evenOdd
		polygon(&a, square(0, 5))
		polygon(&a, square(1, 4))
		var rows [][]uint8
		for y := range 5 {
			rows = append(rows, a.row(nil, y))
		}
		want := uint8(255)
		if evenOdd {
			want = 0
		}
		if rows[0][0] != 255 || rows[2][2] != want {
			t.Errorf("even-odd %v: corner %d, middle %d", evenOdd, rows[0][0], rows[2][2])
		}
	}
}

// TestAreaIsClear: a row leaves nothing behind for the next use.
func TestAreaIsClear(t *testing.T) {
	var a area
	for range 2 {
		a.open(window{0, 0, 4, 4})
		for y := range 4 {
			for _, v := range a.row(nil, y) {
				if v != 0 {
					t.Fatal("an area begins with coverage")
				}
			}
		}
		a.open(window{0, 0, 4, 4})
		polygon(&a, []point{{0, 0}, {9 * sub, 100}, {9 * sub, 700}, {-500, 900}})
		for y := range 4 {
			a.row(nil, y)
		}
	}
}
