package flow

import (
	"math"
	"testing"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestOrnaments: an ornament fills its square, wherever that is and however large, and does not
// leave it; each of its shapes is closed and in its colour, those of a kind like each other at
// any size.
func TestOrnaments(t *testing.T) {
	red := page.Color{M: 10000, Y: 10000}
	for k := range petals {
		for _, r := range []unit.Rect{{W: 10 * unit.Pt, H: 10 * unit.Pt}, {X: 33 * unit.Pt, Y: 200 * unit.Pt, W: 80 * unit.Pt, H: 80 * unit.Pt}} {
			items := ornamental(k, r, red)
			if len(items) != len(petals[k]) || len(items) == 0 {
				t.Errorf("%v: %d shapes, %d are drawn", k, len(petals[k]), len(items))
			}
			lo, hi := unit.Point{X: math.MaxInt64, Y: math.MaxInt64}, unit.Point{X: math.MinInt64, Y: math.MinInt64}
			for _, it := range items {
				p, ok := it.(*page.Path)
				if !ok || p.Fill == nil || *p.Fill != red || p.Stroke != nil {
					t.Fatalf("%v: %+v is no shape in its colour alone", k, it)
				}
				if n := len(p.Segs); p.Segs[0].Op != page.MoveTo || p.Segs[n-1].Op != page.Close {
					t.Errorf("%v: a shape is not closed", k)
				}
				for _, s := range p.Segs {
					for i := range points(s.Op) {
						lo = unit.Point{X: min(lo.X, s.P[i].X), Y: min(lo.Y, s.P[i].Y)}
						hi = unit.Point{X: max(hi.X, s.P[i].X), Y: max(hi.Y, s.P[i].Y)}
					}
				}
			}
			near := r.W / 20
			for _, off := range []unit.Length{lo.X - r.X, lo.Y - r.Y, r.Right() - hi.X, r.Bottom() - hi.Y} {
				if off < 0 || off > near {
					t.Errorf("%v in %v reaches from %v to %v", k, r, lo, hi)
				}
			}
		}
	}
}

// points is how many points of a segment say something.
func points(op page.Op) int {
	switch op {
	case page.Close:
		return 0
	case page.CubicTo:
		return 3
	}
	return 1
}

// TestDisc: a disc is round: its curves meet at a radius from its middle, and stay there between.
func TestDisc(t *testing.T) {
	at := [2]float64{}
	d := disc(50, 40, 30)
	for _, c := range d[:len(d)-1] {
		end := [2]float64{float64(c.p[0]), float64(c.p[1])}
		if c.op == page.CubicTo {
			end = [2]float64{float64(c.p[4]), float64(c.p[5])}
			mid := func(i int) float64 { return (at[i] + 3*float64(c.p[i]) + 3*float64(c.p[2+i]) + end[i]) / 8 }
			if r := math.Hypot(mid(0)-50, mid(1)-40); math.Abs(r-30) > 0.5 {
				t.Errorf("half way to %v it is %.1f from the middle", end, r)
			}
		}
		if r := math.Hypot(end[0]-50, end[1]-40); math.Abs(r-30) > 0.01 {
			t.Errorf("%v is %.1f from the middle", end, r)
		}
		at = end
	}
}

// TestLines: a rule keeps within its thickness about its line, whatever its kind, and stops no
// press: it is never finer than the finest line, twice that in several inks. Two lines share a
// thick-thin one, the thick one first.
func TestLines(t *testing.T) {
	from, right, down := unit.Point{X: 7 * unit.Pt, Y: 9 * unit.Pt}, unit.Point{X: 90 * unit.Pt, Y: 9 * unit.Pt}, unit.Point{X: 7 * unit.Pt, Y: 80 * unit.Pt}
	two := page.Color{M: 10000, Y: 10000}
	for kind := range editions.LineKind(len(thicknesses)) {
		for _, width := range []unit.Length{0, 1, unit.Pt, 6 * unit.Pt} {
			for _, c := range []page.Color{page.Black, two} {
				for _, to := range []unit.Point{right, down} {
					items := line(kind, width, c, from, to)
					if kind == editions.LineNone {
						if len(items) > 0 || thickness(kind, width) != 0 {
							t.Errorf("no line is drawn as %d", len(items))
						}
						continue
					}
					lo, hi, edges := unit.Length(math.MaxInt64), unit.Length(math.MinInt64), []unit.Length{}
					for _, it := range items {
						r := it.(*page.Rule)
						at, base := r.From.Y, from.Y
						if to == down {
							at, base = r.From.X, from.X
						}
						if r.To.X-r.From.X != to.X-from.X || r.To.Y-r.From.Y != to.Y-from.Y {
							t.Errorf("kind %d: a line from %v to %v", kind, r.From, r.To)
						}
						if r.Width < finestIn(c) || r.Color != c {
							t.Errorf("kind %d: %v thick, the least is %v", kind, r.Width, finestIn(c))
						}
						lo, hi, edges = min(lo, at-base-r.Width/2), max(hi, at-base+r.Width/2), append(edges, r.Width)
					}
					whole := max(thickness(kind, width), finestIn(c))
					if kind == editions.LineDouble {
						whole = max(whole, 3*finestIn(c))
					}
					if off := hi - lo - whole; max(off, -off) > finestIn(c) || max(lo+hi, -lo-hi) > finestIn(c) {
						t.Errorf("kind %d, %v: from %v to %v, %v thick", kind, width, lo, hi, whole)
					}
					if kind == editions.LineThickThin && (len(edges) != 2 || edges[0] < edges[1] || whole > 2*unit.Pt && edges[0] < 2*edges[1]) {
						t.Errorf("thick and thin lines are %v", edges)
					}
				}
			}
		}
	}
	if finestIn(two) != 2*finestIn(page.Black) {
		t.Errorf("the finest line is %v in one ink, %v in two", finestIn(page.Black), finestIn(two))
	}
	strokesSeen := map[page.Stroke]editions.LineKind{}
	for _, kind := range []editions.LineKind{editions.LineFine, editions.LineDouble, editions.LineDotted, editions.LineDashed, editions.LineWavy} {
		s := line(kind, unit.Pt, page.Black, from, right)[0].(*page.Rule).Style
		if other, ok := strokesSeen[s]; ok {
			t.Errorf("kinds %d and %d look alike", kind, other)
		}
		strokesSeen[s] = kind
	}
}

// TestClearOf: no character of a line that runs over the fold stands on it, and the line is moved
// by half a character at most; one that ends before the fold stays.
func TestClearOf(t *testing.T) {
	const em = 10 * unit.Pt
	for _, c := range []struct {
		at, fold unit.Length
		n        int
		moves    bool
	}{{0, 3 * unit.Pt, 5, true}, {0, 26 * unit.Pt, 5, true}, {2 * unit.Pt, 41 * unit.Pt, 6, true}, {0, 40 * unit.Pt, 8, false}, {0, 90 * unit.Pt, 5, false}} {
		text := &page.Text{At: unit.Point{X: c.at}}
		for i := range c.n {
			text.Glyphs = append(text.Glyphs, page.Glyph{X: int32(unit.Length(i) * em)})
		}
		other := &page.Rule{}
		clearOf(c.fold, []page.Item{other, text})
		moved := text.At.X - c.at
		if max(moved, -moved) > em/2 || (moved != 0) != c.moves || text.At.Y != 0 || *other != (page.Rule{}) {
			t.Errorf("%+v: moved by %v", c, moved)
		}
		for i := range c.n {
			if from := text.At.X + unit.Length(i)*em; from < c.fold && c.fold < from+em {
				t.Errorf("%+v: character %d stands on the fold", c, i)
			}
		}
	}
}
