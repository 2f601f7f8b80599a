package zones

import (
	"testing"

	"banxin/layout/unit"
)

func pt(x, y, w, h int) unit.Rect {
	return unit.Rect{X: unit.Points(x), Y: unit.Points(y), W: unit.Points(w), H: unit.Points(h)}
}

func TestPadded(t *testing.T) {
	trim := pt(0, 0, 600, 800)
	for name, c := range map[string]struct {
		places []Place
		want   []unit.Rect
	}{
		"alone":                  {[]Place{{0, pt(100, 100, 50, 50)}}, []unit.Rect{pt(94, 94, 62, 62)}},
		"at the edge":            {[]Place{{0, pt(2, 790, 50, 10)}}, []unit.Rect{pt(0, 784, 58, 16)}},
		"beside another":         {[]Place{{0, pt(100, 100, 50, 50)}, {1, pt(158, 100, 50, 50)}}, []unit.Rect{pt(94, 94, 60, 62), pt(154, 94, 60, 62)}},
		"over another":           {[]Place{{0, pt(100, 100, 50, 50)}, {1, pt(100, 154, 50, 50)}}, []unit.Rect{pt(94, 94, 62, 58), pt(94, 152, 62, 58)}},
		"touching another":       {[]Place{{0, pt(100, 100, 50, 50)}, {1, pt(150, 100, 50, 50)}}, []unit.Rect{pt(94, 94, 56, 62), pt(150, 94, 56, 62)}},
		"pieces of one touching": {[]Place{{0, pt(100, 100, 50, 50)}, {0, pt(150, 100, 50, 50)}}, []unit.Rect{pt(94, 94, 62, 62), pt(144, 94, 62, 62)}},
	} {
		got := Padded(c.places, trim)
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got[i], c.want[i])
			}
		}
	}
}

// Padded places of two stories never lie over each other more than the places do.
func TestPaddedApart(t *testing.T) {
	var places []Place
	for i := range 40 {
		places = append(places, Place{i % 7, pt(20+(i*37)%500, 20+(i*91)%700, 30, 40)})
	}
	for i, a := range Padded(places, pt(0, 0, 600, 800)) {
		for j, b := range Padded(places, pt(0, 0, 600, 800)) {
			p, q := places[i], places[j]
			if p.Story != q.Story && p.Rect.Intersect(q.Rect).Empty() && !a.Intersect(b).Empty() {
				t.Errorf("%v and %v meet", p, q)
			}
		}
	}
}
