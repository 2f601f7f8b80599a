package pdf

import (
	"strings"
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestThinRules: solid black rules and outlines overprint up to two points; what is wider, of
// another colour or an area knocks out.
func TestThinRules(t *testing.T) {
	segs := []page.Seg{{Op: page.MoveTo}, {Op: page.LineTo, P: [3]unit.Point{{X: unit.Pt}}}}
	black, grey := page.Black, page.Gray(90)
	rule := func(w unit.Length, k page.Color) page.Item {
		return &page.Rule{To: unit.Point{X: unit.Pt}, Width: w, Color: k}
	}
	outline := func(w unit.Length, k page.Color) page.Item {
		return &page.Path{Segs: segs, Stroke: &k, Width: w}
	}
	for _, c := range []struct {
		what string
		item page.Item
		over bool
	}{
		{"a hairline", rule(unit.Pt/4, black), true},
		{"a rule of two points", rule(2*unit.Pt, black), true},
		{"a rule a little wider", rule(2*unit.Pt+1, black), false},
		{"a grey rule", rule(unit.Pt, grey), false},
		{"a rule in four inks", rule(unit.Pt, page.Color{C: 1, K: 10000}), false},
		{"an outline of two points", outline(2*unit.Pt, black), true},
		{"an outline a little wider", outline(2*unit.Pt+1, black), false},
		{"a grey outline", outline(unit.Pt, grey), false},
		{"an area", &page.Path{Segs: segs, Fill: &black}, false},
		{"an area with a thin outline", &page.Path{Segs: segs, Fill: &grey, Stroke: &black, Width: unit.Pt}, true},
	} {
		s := content{res: &resources{}}
		if err := s.write([]page.Item{c.item}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(s.buf), "/O2 gs"); got != c.over || strings.Contains(string(s.buf), "/O1 gs") {
			t.Errorf("%s: overprints %v, want %v\n%s", c.what, got, c.over, s.buf)
		}
	}
}
