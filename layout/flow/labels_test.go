package flow

import (
	"testing"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestBadgesWithin: what stands under and beside a label's words is no wider than its place, whatever the words take
// of that.
func TestBadgesWithin(t *testing.T) {
	const size, width = 12 * unit.Pt, 100 * unit.Pt
	for look := editions.LabelBar; look <= editions.LabelFlower; look++ {
		for words := unit.Length(size); words <= width-size; words += size / 4 {
			for _, high := range []unit.Length{size, 2*size + size/5} {
				for _, it := range newBadge(look, size, words, high, width, page.Black).items {
					if from, to := extent(it); from < 0 || to > width {
						t.Fatalf("label %d, words of %v: from %v to %v", look, words, from, to)
					}
				}
			}
		}
	}
}

// extent is from where to where an item of a badge stands.
func extent(it page.Item) (from, to unit.Length) {
	switch it := it.(type) {
	case *page.Rule:
		return min(it.From.X, it.To.X), max(it.From.X, it.To.X)
	case *page.Path:
		from = unit.Length(1 << 40)
		for _, s := range it.Segs {
			if s.Op == page.MoveTo || s.Op == page.LineTo {
				from, to = min(from, s.P[0].X), max(to, s.P[0].X)
			}
		}
	}
	return from, to
}
