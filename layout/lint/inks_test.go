package lint

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestInks: colours of more ink than newsprint holds are told once each, small type in four inks, rules too fine once a page,
// and what ends at the edge of the sheet instead of beyond it.
func TestInks(t *testing.T) {
	full, most := page.Color{C: 9000, M: 9000, Y: 6001}, page.Color{C: 9000, M: 9000, Y: 6000}
	four := page.Color{C: 1, M: 1, Y: 1, K: 1}
	for k, want := range map[page.Color]int{full: 24001, most: 24000, four: 4, {}: 0, {Spot: 1, Tint: 5000}: 5000, {Spot: 2, Tint: 10000}: 10000, page.Black: 10000, {C: 1, M: 20, Y: 300, K: 4000}: 4321} {
		if got := looker(nil).total(k); got != want {
			t.Errorf("%v is %d of ink, want %d", k, got, want)
		}
	}
	fill := func(k page.Color) paint { return paint{color: k, rect: points(unit.Rect{X: 50, Y: 50, W: 10, H: 10})} }
	rule := func(w unit.Length) paint { p := fill(page.Black); p.width = w; return p }
	type letter struct {
		k    page.Color
		size int
	}
	for _, c := range []struct {
		what   string
		paints []paint
		texts  []letter
		want   string
	}{
		{"nothing", nil, nil, ""},
		{"as much as it holds", []paint{fill(most)}, nil, ""},
		{"more", []paint{fill(full)}, nil, "INK-TAC colour-of-ink "},
		{"twice", []paint{fill(full), fill(full)}, nil, "INK-TAC colour-of-ink "},
		{"in text too", []paint{fill(full)}, []letter{{full, 30}}, "INK-TAC colour-of-ink "},
		{"two colours", []paint{fill(full), fill(page.Color{C: 9000, M: 9001, Y: 6000})}, nil, "INK-TAC colour-of-ink ; INK-TAC colour-of-ink "},
		{"a fine rule", []paint{rule(unit.Pt/4 - 1), rule(1)}, nil, "INK-HAIR rule-of-too-fine-to-print "},
		{"one fine enough", []paint{rule(unit.Pt / 4), rule(0)}, nil, ""},
		{"small type in four inks", nil, []letter{{four, 17}, {four, 9}}, "INK-TEXT text-of-in-four-inks "},
		{"great type", nil, []letter{{four, 18}}, ""},
		{"in three", nil, []letter{{page.Color{M: 1, Y: 1, K: 1}, 9}, {page.Color{C: 1, Y: 1, K: 1}, 9}, {page.Color{C: 1, M: 1, K: 1}, 9}, {page.Color{C: 1, M: 1, Y: 1}, 9}}, ""},
		{"in a spot ink", nil, []letter{{page.Color{Spot: 1, C: 1, M: 1, Y: 1, K: 1}, 9}}, ""},
	} {
		ch := looker(nil)
		ch.sheet.page.Trim, ch.sheet.paints = points(unit.Rect{W: 500, H: 500}), c.paints
		for _, l := range c.texts {
			ch.sheet.texts = append(ch.sheet.texts, &page.Text{Color: l.k, Size: unit.Points(l.size)})
		}
		ch.inks()
		if got := said(ch.found); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	for _, c := range []struct {
		what   string
		r      unit.Rect // in points, on a sheet of 500 by 500
		beyond bool      // the sheet bleeds by 10 points
		want   bool
	}{
		{"within", unit.Rect{X: 50, Y: 50, W: 10, H: 10}, true, false}, {"of no size", unit.Rect{}, true, false},
		{"at the left edge", unit.Rect{Y: 50, W: 10, H: 10}, true, true}, {"beyond it", unit.Rect{X: -10, Y: 50, W: 20, H: 10}, true, false}, {"not far enough", unit.Rect{X: -9, Y: 50, W: 20, H: 10}, true, true},
		{"at the right edge", unit.Rect{X: 490, Y: 50, W: 10, H: 10}, true, true}, {"beyond it", unit.Rect{X: 490, Y: 50, W: 20, H: 10}, true, false},
		{"at the head", unit.Rect{X: 50, W: 10, H: 10}, true, true}, {"beyond it", unit.Rect{X: 50, Y: -10, W: 10, H: 20}, true, false},
		{"at the foot", unit.Rect{X: 50, Y: 490, W: 10, H: 10}, true, true}, {"beyond it", unit.Rect{X: 50, Y: 490, W: 10, H: 20}, true, false},
		{"two points from it", unit.Rect{X: 2, Y: 50, W: 10, H: 10}, true, false}, {"one", unit.Rect{X: 1, Y: 50, W: 10, H: 10}, true, true},
		{"where nothing bleeds", unit.Rect{Y: 50, W: 10, H: 10}, false, true},
	} {
		ch := looker(nil)
		ch.sheet.page.Trim, ch.sheet.page.Bleed = points(unit.Rect{W: 500, H: 500}), points(unit.Rect{W: 500, H: 500})
		if c.beyond {
			ch.sheet.page.Bleed = points(unit.Rect{X: -10, Y: -10, W: 520, H: 520})
		}
		ch.bleed(points(c.r))
		if got := said(ch.found); (got != "") != c.want {
			t.Errorf("%s: %q", c.what, got)
		}
	}
}
