package flow

import "testing"

// TestFurnitureOf: attempts share their furniture where it can be no other. Where a story ends
// counts only in the region that its furniture stands in: one that goes on elsewhere fills it.
func TestFurnitureOf(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b attempt
		same bool
	}{
		{"ends in its one region", attempt{regions: 1, end: 5}, attempt{regions: 1, end: 6}, false},
		{"ends in a second region", attempt{regions: 2, end: 5}, attempt{regions: 2, end: 6}, true},
		{"ends in the first leg of a chain", attempt{regions: 1, legs: 1, end: 5}, attempt{regions: 1, legs: 1, end: 6}, true},
		{"ends in a later one", attempt{regions: 1, legs: 2, end: 5}, attempt{regions: 1, legs: 3}, true},
		{"paragraphs that are longer", attempt{regions: 1, more: 1}, attempt{regions: 1, variant: variant{setting: -1}}, true},
		{"columns that end higher", attempt{regions: 1, short: 1}, attempt{regions: 1}, true},
		{"a smaller headline", attempt{regions: 1, variant: variant{size: 1}}, attempt{regions: 1}, false},
		{"white below the head", attempt{regions: 1, air: 1}, attempt{regions: 1}, false},
	} {
		if got := c.a.furniture() == c.b.furniture(); got != c.same {
			t.Errorf("%s: the same furniture is %v, want %v", c.name, got, c.same)
		}
	}
}
