package lint

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestSplit: white from head to foot parts a page whatever stands on its sides, one block on each
// too; a block that reaches over it ties them together, and the fold parts nothing.
func TestSplit(t *testing.T) {
	rect := func(x, y, w, h unit.Length) unit.Rect { return unit.Rect{X: x, Y: y, W: w, H: h} }
	for _, c := range []struct {
		name   string
		frames []unit.Rect
		fold   unit.Length
		x      unit.Length
		few    bool
	}{
		{"two blocks", []unit.Rect{rect(0, 0, 40, 100), rect(44, 0, 56, 100)}, 0, 42, true},
		{"a block and two", []unit.Rect{rect(0, 0, 40, 100), rect(44, 0, 20, 50), rect(44, 50, 20, 50)}, 0, 42, true},
		{"two and two, beside a block", []unit.Rect{rect(0, 0, 20, 100), rect(24, 0, 20, 50), rect(24, 50, 20, 50), rect(50, 0, 20, 50), rect(50, 50, 20, 50)}, 0, 47, false},
		{"tied together", []unit.Rect{rect(0, 0, 40, 50), rect(44, 0, 56, 50), rect(0, 50, 100, 50)}, 0, 0, false},
		{"at the fold", []unit.Rect{rect(0, 0, 40, 100), rect(44, 0, 56, 100)}, 42, 0, false},
		{"one block", []unit.Rect{rect(0, 0, 40, 100)}, 0, 0, false},
	} {
		x, few, ok := split(c.frames, c.fold)
		if x != c.x || few != c.few || ok != (c.x > 0) {
			t.Errorf("%s: at %d, few %v, %v", c.name, x, few, ok)
		}
	}
}

// TestInked: a Chinese space at which a head breaks is no part of its line.
func TestInked(t *testing.T) {
	for src, want := range map[string]int{"渡口　": 1, "渡 ": 0, "渡口": 1, "　": 0} {
		text := &page.Text{Src: src}
		for i := range src {
			text.Glyphs = append(text.Glyphs, page.Glyph{Cluster: uint32(i)})
		}
		if got := inked(text); got != want {
			t.Errorf("%q: %d, not %d", src, got, want)
		}
	}
}
