package raster

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
		win := Window{2, 3, 12, 11}
		var a Area
		a.Open(win, rng.IntN(2) == 0)
		polygon(&a, pts)
		for y := win.Y0; y < win.Y1; y++ {
			for i, got := range a.Row(nil, y) {
				want := sampled(pts, win.X0+i, y)
				if d := int(got) - want; d < -10 || d > 10 {
					t.Fatalf("pixel %d,%d: %d, by samples %d; polygon %v", win.X0+i, y, got, want, pts)
				}
			}
		}
	}
}

// star returns a polygon whose corners go once around a place near the Window.
func star(rng *rand.Rand) []Point {
	directions := []Point{{10, 0}, {8, 5}, {3, 9}, {-4, 9}, {-9, 4}, {-10, -1}, {-6, -8}, {0, -10}, {7, -7}}
	x, y := rng.Int64N(14*Sub), rng.Int64N(14*Sub)
	var pts []Point
	for _, d := range directions {
		r := 20 + rng.Int64N(200)
		pts = append(pts, Point{x + d.X*r, y + d.Y*r})
	}
	if rng.IntN(2) == 0 {
		for i, j := 0, len(pts)-1; i < j; i, j = i+1, j-1 {
			pts[i], pts[j] = pts[j], pts[i]
		}
	}
	return pts
}

func polygon(a *Area, pts []Point) {
	from := pts[len(pts)-1]
	for _, p := range pts {
		a.Line(from, p)
		from = p
	}
}

// sampled counts the samples of a pixel that lie inside by crossings of a ray.
func sampled(pts []Point, x, y int) int {
	const n = 32
	hits := 0
	for j := range int64(n) {
		sy := int64(y)*Sub*2 + (2*j+1)*Sub/n // doubled, so that no corner lies on a ray
		for i := range int64(n) {
			sx := int64(x)*Sub*2 + (2*i+1)*Sub/n
			inside := false
			from := pts[len(pts)-1]
			for _, p := range pts {
				if (2*from.Y > sy) != (2*p.Y > sy) &&
					float64(sx) < float64(2*from.X)+float64(2*(p.X-from.X))*float64(sy-2*from.Y)/float64(2*(p.Y-from.Y)) {
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

// TestAreaOfParts: the pixels of a Window do not depend on how much around it is drawn.
func TestAreaOfParts(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		pts := star(rng)
		whole, part := Window{-30, -30, 40, 40}, Window{3, 4, 3 + 1 + rng.IntN(9), 4 + 1 + rng.IntN(9)}
		var a, b Area
		a.Open(whole, false)
		polygon(&a, pts)
		b.Open(part, false)
		polygon(&b, pts)
		for y := whole.Y0; y < whole.Y1; y++ {
			row := a.Row(nil, y)
			if y < part.Y0 || y >= part.Y1 {
				continue
			}
			for i, got := range b.Row(nil, y) {
				if want := row[part.X0+i-whole.X0]; got != want {
					t.Fatalf("pixel %d,%d: %d, in the whole %d; polygon %v", part.X0+i, y, got, want, pts)
				}
			}
		}
	}
}

func TestFillRules(t *testing.T) {
	square := func(lo, hi int64) []Point {
		return []Point{{lo * Sub, lo * Sub}, {hi * Sub, lo * Sub}, {hi * Sub, hi * Sub}, {lo * Sub, hi * Sub}}
	}
	for _, evenOdd := range []bool{false, true} {
		var a Area
		a.Open(Window{0, 0, 5, 5}, evenOdd)
		polygon(&a, square(0, 5))
		polygon(&a, square(1, 4))
		var rows [][]uint8
		for y := range 5 {
			rows = append(rows, a.Row(nil, y))
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
	var a Area
	for range 2 {
		a.Open(Window{0, 0, 4, 4}, false)
		for y := range 4 {
			for _, v := range a.Row(nil, y) {
				if v != 0 {
					t.Fatal("an Area begins with coverage")
				}
			}
		}
		a.Open(Window{0, 0, 4, 4}, false)
		polygon(&a, []Point{{0, 0}, {9 * Sub, 100}, {9 * Sub, 700}, {-500, 900}})
		for y := range 4 {
			a.Row(nil, y)
		}
	}
}
