package flow

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// fold is where the page folds within a rectangle; 0 where it does not.
func (g *Grid) fold(r unit.Rect) unit.Length {
	from, to, ok := g.template.GutterAt()
	if mid := (from + to) / 2; ok && r.X < mid && mid < r.Right() {
		return mid
	}
	return 0
}

// clearOf moves the runs of a line, by half a character at most, so that no character
// stands on the fold: each page then has whole ones.
func clearOf(fold unit.Length, line []page.Item) {
	var least unit.Length
	found, after := false, false
	for _, it := range line {
		t, ok := it.(*page.Text)
		if !ok {
			continue
		}
		for _, g := range t.Glyphs {
			off := fold - t.At.X - unit.Length(g.X)
			if !found || max(off, -off) < max(least, -least) {
				least, found = off, true
			}
			after = after || off < 0
		}
	}
	if !after { // the line ends before it
		return
	}
	for _, it := range line {
		if t, ok := it.(*page.Text); ok {
			t.At.X += least
		}
	}
}
