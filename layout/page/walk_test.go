package page_test

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestWalk: items of groups inside groups come in order, in their place on the page.
func TestWalk(t *testing.T) {
	at := func(x, y unit.Length) unit.Point { return unit.Point{X: x, Y: y} }
	rule := func(x, y unit.Length) *page.Rule { return &page.Rule{From: at(x, y)} }
	items := []page.Item{
		rule(1, 2),
		&page.Group{At: at(100, 0), Quarter: 1, Items: []page.Item{
			rule(1, 2),
			&page.Group{At: at(10, 0), Quarter: 3, Items: []page.Item{rule(1, 2)}},
		}},
		rule(3, 4),
	}
	want := []unit.Point{at(1, 2), at(98, 1), at(101, 12), at(3, 4)}
	var got []unit.Point
	page.Walk(items, page.Frame{}, func(it page.Item, in page.Frame) { got = append(got, in.Point(it.(*page.Rule).From)) })
	if len(got) != len(want) {
		t.Fatalf("%d items, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("item %d at %v, want %v", i, got[i], want[i])
		}
	}
	if r := (page.Frame{Quarter: 2}).Rect(unit.Rect{X: 1, Y: 2, W: 3, H: 4}); r != (unit.Rect{X: -4, Y: -6, W: 3, H: 4}) {
		t.Errorf("a rectangle turned twice: %v", r)
	}
}

// TestCell: the cells of a run of characters and letters, by place in the source.
func TestCell(t *testing.T) {
	run := page.Text{Size: 100, Src: "棠a川", Pos: page.Pos{Line: 1, Col: 5}, At: unit.Point{X: 1000, Y: 1000},
		Glyphs: []page.Glyph{{Cluster: 0}, {Cluster: 3, X: 100}, {Cluster: 4, X: 150}}}
	for i, c := range []struct {
		col  int32
		x, w unit.Length
	}{{5, 1000, 100}, {6, 1100, 50}, {7, 1150, 100}, {9, 1150, 100}} {
		if r := run.Cell(run.Offset(c.col)); r.X != c.x || r.W != c.w || r.Y != 912 || r.H != 100 {
			t.Errorf("%d: column %d has the cell %v", i, c.col, r)
		}
	}
}
