package page

import (
	"testing"

	"banxin/layout/unit"
)

func TestRuleLength(t *testing.T) {
	for _, c := range []struct{ x, y, want unit.Length }{
		{0, 0, 0}, {3, 4, 5}, {-3, 4, 5}, {0, -7, 7}, {9, 0, 9}, {1, 1, 1},
		{3 << 40, -4 << 40, 5 << 40},
	} {
		r := Rule{To: unit.Point{X: c.x, Y: c.y}}
		if got := r.Length(); got != c.want {
			t.Errorf("length of (%d, %d) = %d, want %d", c.x, c.y, got, c.want)
		}
	}
}

// TestParts: every style begins and ends on the rule's own ends.
func TestParts(t *testing.T) {
	r := Rule{From: unit.Point{X: unit.Pt, Y: unit.Points(2)}, To: unit.Point{X: unit.Points(101), Y: unit.Points(2)}, Width: unit.Pt}
	for _, c := range []struct {
		style Stroke
		parts int
	}{{Solid, 1}, {Dashed, 20}, {Dotted, 1}, {Wavy, 1}, {Double, 2}} {
		r.Style = c.style
		parts := r.Parts()
		if len(parts) != c.parts {
			t.Errorf("style %d: %d parts, want %d", c.style, len(parts), c.parts)
		}
		from, to := ends(parts)
		if from != r.From.X || to != r.To.X {
			t.Errorf("style %d reaches from %d to %d, want %d to %d", c.style, from, to, r.From.X, r.To.X)
		}
	}
}

// ends returns the least and the greatest x of the parts' points.
func ends(parts []Item) (from, to unit.Length) {
	from, to = 1<<60, -1<<60
	add := func(p unit.Point) { from, to = min(from, p.X), max(to, p.X) }
	for _, it := range parts {
		switch it := it.(type) {
		case *Rule:
			add(it.From)
			add(it.To)
		case *Path:
			for _, s := range it.Segs {
				switch s.Op {
				case CubicTo:
					add(s.P[2])
				case MoveTo:
					add(s.P[0])
				}
			}
		}
	}
	return from, to
}

func TestDouble(t *testing.T) {
	r := Rule{To: unit.Point{Y: unit.Points(10)}, Width: 3 * unit.Pt, Style: Double, Color: Black}
	var x []unit.Length
	for _, it := range r.Parts() {
		p := it.(*Rule)
		if p.Width != unit.Pt || p.Color != Black || p.Style != Solid {
			t.Errorf("part %+v", p)
		}
		x = append(x, p.From.X)
	}
	if len(x) != 2 || x[0] != unit.Pt || x[1] != -unit.Pt {
		t.Errorf("lines at %v", x)
	}
}

// TestManyParts: a rule whose width is next to nothing must not cost memory.
func TestManyParts(t *testing.T) {
	for style := Solid; style <= Double; style++ {
		for _, width := range []unit.Length{-1, 0, 1} {
			r := Rule{To: unit.Point{X: unit.Points(1000)}, Width: width, Style: style}
			if n := len(r.Parts()); n < 1 || n > 2 {
				t.Errorf("style %d, width %d: %d parts", style, width, n)
			}
		}
	}
	if n := len((&Rule{Style: Dotted, Width: unit.Pt}).Parts()); n != 1 {
		t.Errorf("a rule without length has %d parts", n)
	}
}
