package lint

import (
	"testing"

	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// lShape is the place of a story in an L: the left column goes down to 200 points, the right to 100.
func lShape(story string) *layout.Place {
	left, right := points(unit.Rect{W: 100, H: 200}), points(unit.Rect{X: 110, W: 100, H: 100})
	return &layout.Place{Slot: &editions.Slot{}, Stories: []string{story}, Frames: []unit.Rect{left.Union(right)}, Areas: []unit.Rect{left, right}}
}

// TestShort: the columns of an L end each at the foot of its own part.
func TestShort(t *testing.T) {
	f := &frame{place: lShape("a")}
	for x, want := range map[int]int{0: 0, 110: 100} {
		if got := f.short(&column{from: unit.Points(x), to: unit.Points(x + 100)}); got != unit.Points(want) {
			t.Errorf("the column at %d is %v short, want %d points", x, got, want)
		}
	}
	f.place.Areas = f.place.Frames
	if got := f.short(&column{from: unit.Points(110), to: unit.Points(210)}); got != 0 {
		t.Errorf("a column of a rectangle is %v short", got)
	}
}

// TestShares: what stands in the corner of an L is as far from it as from its parts.
func TestShares(t *testing.T) {
	for _, c := range []struct {
		what string
		b    text
		said int
	}{
		{"a line below the short part", text{"b", 110, 100, 113, 203}, 0},
		{"less than a line below it", text{"b", 110, 100, 108, 198}, 1},
		{"in the corner, past the foot of the long part", text{"b", 110, 100, 203, 293}, 0},
	} {
		s := sheetOf(text{"a", 0, 100, 0, 200}, text{"a", 110, 100, 0, 100}, c.b)
		s.plan = layout.Sheet{Size: 10 * unit.Pt, Leading: 13 * unit.Pt, Slots: []layout.Place{*lShape("a")}}
		ch := &checker{ed: &editions.Edition{}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s}
		ch.distances()
		if len(ch.found) != c.said {
			t.Errorf("%s: %v", c.what, ch.found)
		}
	}
}

// TestTinted: heads side by side are parted by the edge of a tint that runs down most of their height.
func TestTinted(t *testing.T) {
	gap := points(unit.Rect{X: 100, Y: 50, W: 12, H: 30})
	for _, c := range []struct {
		what string
		p    paint
		want bool
	}{
		{"a box that ends in the gap", paint{rect: points(unit.Rect{Y: 0, W: 104, H: 200})}, true},
		{"one that begins there", paint{rect: points(unit.Rect{X: 108, Y: 0, W: 90, H: 200})}, true},
		{"a tint under both", paint{rect: points(unit.Rect{W: 400, H: 200})}, false},
		{"a third of the height", paint{rect: points(unit.Rect{Y: 0, W: 104, H: 60})}, false},
		{"a picture", paint{rect: points(unit.Rect{Y: 0, W: 104, H: 200}), image: true}, false},
	} {
		if got := (&sheet{paints: []paint{c.p}}).tinted(gap); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}
