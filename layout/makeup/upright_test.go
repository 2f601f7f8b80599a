package makeup

import (
	"strings"
	"testing"

	"banxin/editions"
	"banxin/layout/unit"
)

// TestStackable: a head of one line or two can stand upright, with up to two figures in a row
// and no Latin letter in any of its lines.
func TestStackable(t *testing.T) {
	for head, want := range map[string]bool{
		"渡口早市": true, "渡口/早市": true, "渡口/早市/开张": false, "": false,
		"12家店": true, "20个26日": true, "2026年": false, "A座": false, "渡口/é": false, "12/34/": false,
		"渡口|12/34": true, "渡口|早市 OK": false, "渡口||2026": false, "渡口||副题": true,
	} {
		var parts [3][]editions.Text
		for i, lines := range strings.Split(head, "|") {
			for line := range strings.SplitSeq(lines, "/") {
				if lines != "" {
					parts[i] = append(parts[i], editions.Text{Runs: []editions.Run{{Text: line}}})
				}
			}
		}
		st := &editions.Story{Headline: parts[0], Kicker: parts[1], Deck: parts[2]}
		if got := stackable(st); got != want {
			t.Errorf("%q can stand upright: %v, want %v", head, got, want)
		}
	}
}

// TestHigher: each line more is empty in all columns and costs that.
func TestHigher(t *testing.T) {
	o := &option{lines: 20, empty: 1, cost: 100}
	for lines, want := range map[int]option{0: {lines: 20, empty: 1, cost: 100}, 2: {lines: 22, empty: 7, cost: 100 + 6*costEmpty}} {
		if got := o.higher(lines, 3); got.lines != want.lines || got.empty != want.empty || got.cost != want.cost {
			t.Errorf("%d lines more: %d, %d empty, cost %v, want %d, %d, %v", lines, got.lines, got.empty, got.cost, want.lines, want.empty, want.cost)
		}
	}
	if o.lines != 20 {
		t.Error("the option itself is higher")
	}
}

// TestWhole: what a vertical head leaves is shared out in whole characters, eleven or more a
// column.
func TestWhole(t *testing.T) {
	m := &tables{t: &editions.Template{Chars: 14, Size: 10 * unit.Pt, Gap: 10 * unit.Pt}}
	for _, c := range []struct {
		w, chars int
		want     bool
	}{
		{1, 2, true}, {1, 3, false}, // 14 characters less the head and its gap: 11, 10
		{2, 2, false}, {2, 3, true}, {2, 4, false}, {2, 5, true}, {2, 7, false}, // 27 less the head: 12½, 12, 11½, 11, 10
		{3, 2, true}, {3, 4, false}, {3, 5, true},
	} {
		if got := m.whole(c.w, c.chars); got != c.want {
			t.Errorf("%d columns beside a head of %d: %v, want %v", c.w, c.chars, got, c.want)
		}
	}
}
