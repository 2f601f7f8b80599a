package flow

import (
	"math/rand"
	"testing"

	"banxin/editions"
	"banxin/layout/unit"
)

// TestRulesMeet: on pages cut at random into slots, no rule ends half a line short of another:
// what an end comes near to, it touches.
func TestRulesMeet(t *testing.T) {
	g := &Grid{Size: 10 * unit.Pt, Leading: 14 * unit.Pt, Gap: 10 * unit.Pt, Width: 100 * unit.Pt}
	for seed := range int64(200) {
		r := rand.New(rand.NewSource(seed))
		var slots []unit.Rect
		var divide func(col, cols, line, lines, depth int)
		divide = func(col, cols, line, lines, depth int) {
			switch {
			case depth > 0 && cols > 1 && r.Intn(2) == 0:
				k := 1 + r.Intn(cols-1)
				divide(col, k, line, lines, depth-1)
				divide(col+k, cols-k, line, lines, depth-1)
			case depth > 0 && lines > 12:
				k := 5 + r.Intn(lines-11)
				divide(col, cols, line, k, depth-1)
				divide(col, cols, line+k+1, lines-k-1, depth-1)
			default:
				slots = append(slots, unit.Rect{
					X: unit.Length(col) * (g.Width + g.Gap), W: unit.Length(cols)*(g.Width+g.Gap) - g.Gap,
					Y: unit.Length(line) * g.Leading, H: g.Height(lines),
				})
			}
		}
		divide(0, 8, 0, 100, 5)
		var n net
		for i, a := range slots {
			for _, b := range slots[i+1:] {
				n.between(g, g.Gap+g.Size/2, a, b)
				n.between(g, g.Gap+g.Size/2, b, a)
			}
		}
		n.join(g.Gap+g.Size/2, 2*g.Leading)
		endsShort(t, seed, n.level, n.upright, g.Gap, g.Leading)
		endsShort(t, seed, n.upright, n.level, g.Leading, g.Gap)
	}
}

// endsShort finds ends of rules that come as near as this to a rule across their way without
// touching it.
func endsShort(t *testing.T, seed int64, list, across []stretch, near, side unit.Length) {
	t.Helper()
	for _, s := range list {
		for _, c := range across {
			if s.at < c.from-side/2 || s.at > c.to+side/2 {
				continue
			}
			for _, end := range []unit.Length{s.from, s.to} {
				if d := abs64(c.at - end); d > 0 && d <= near {
					t.Errorf("seed %d: the rule at %s from %s to %s ends %s short of that at %s", seed, s.at, s.from, s.to, d, c.at)
				}
			}
		}
	}
}

// TestNoUprights: with 竖: 否 a rule stands between the heads of two stories side by side alone; what lies beside a list
// of headlines has no head that its title could be read on into.
func TestNoUprights(t *testing.T) {
	look := editions.Look{Between: editions.LineLook{Horizontals: true}}
	g := &Grid{Size: 10 * unit.Pt, Leading: 14 * unit.Pt, Gap: 10 * unit.Pt, Width: 100 * unit.Pt, template: &editions.Template{Look: look}}
	at := func(kind editions.SlotKind, x unit.Length) *Region {
		return &Region{Grid: g, Slot: &editions.Slot{Name: x.String(), Kind: kind}, Rect: unit.Rect{X: x, W: 100 * unit.Pt, H: 280 * unit.Pt}}
	}
	for kind, want := range map[editions.SlotKind]int{editions.StorySlot: 1, editions.IndexSlot: 0} {
		never := func(a, b *editions.Slot) bool { return false }
		items := Between(g, &Palette{}, []*Region{at(kind, 0), at(editions.StorySlot, 110*unit.Pt)}, never, nil)
		if len(items) != want {
			t.Errorf("kind %v: %d rules, want %d", kind, len(items), want)
		}
	}
}
