package flow

import (
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// TestCrop: of a picture is shown the greatest part of the place's proportions, its middle or
// as near to the focus as can be, and all of it where there is no place.
func TestCrop(t *testing.T) {
	for _, c := range []struct {
		what   string
		w, h   int
		focus  *[2]int
		rw, rh int
		want   [4]int
	}{
		{"the same proportions", 300, 200, nil, 30, 20, [4]int{0, 0, 300, 200}},
		{"a lower place", 300, 200, nil, 30, 10, [4]int{0, 50, 300, 150}},
		{"a narrower place", 300, 200, nil, 10, 20, [4]int{100, 0, 200, 200}},
		{"focus at the left", 300, 200, &[2]int{0, 50}, 10, 20, [4]int{0, 0, 100, 200}},
		{"focus a fifth from the left", 300, 200, &[2]int{20, 50}, 10, 20, [4]int{10, 0, 110, 200}},
		{"focus at the right", 300, 200, &[2]int{100, 50}, 10, 20, [4]int{200, 0, 300, 200}},
		{"focus at the foot", 300, 200, &[2]int{50, 100}, 30, 10, [4]int{0, 100, 300, 200}},
		{"focus three quarters down", 300, 200, &[2]int{50, 70}, 30, 10, [4]int{0, 90, 300, 190}},
		{"no place", 300, 200, nil, 0, 10, [4]int{0, 0, 300, 200}},
		{"a place as thin as a hair", 300, 200, nil, 1, 1000, [4]int{150, 0, 151, 200}},
	} {
		x0, y0, x1, y1 := crop(c.w, c.h, c.focus, unit.Rect{W: unit.Points(c.rw), H: unit.Points(c.rh)})
		if got := [4]int{x0, y0, x1, y1}; got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

// TestInscribed: a picture stands whole in the middle of its place, as great as can be.
func TestInscribed(t *testing.T) {
	place := unit.Rect{X: 100, Y: 200, W: 300, H: 200}
	for _, c := range []struct {
		w, h int
		want unit.Rect
	}{
		{3, 2, place},
		{6, 2, unit.Rect{X: 100, Y: 250, W: 300, H: 100}},
		{1, 2, unit.Rect{X: 200, Y: 200, W: 100, H: 200}},
		{1, 1, unit.Rect{X: 150, Y: 200, W: 200, H: 200}},
	} {
		if got := Inscribed(c.w, c.h, place); got != c.want {
			t.Errorf("%d×%d stands at %v, want %v", c.w, c.h, got, c.want)
		}
	}
}

// TestToCaption: a picture that does not fill the height of its place stands at its caption.
func TestToCaption(t *testing.T) {
	place := unit.Rect{X: 100, Y: 200, W: 300, H: 200}
	line := make([]inline.Line, 1)
	for what, c := range map[string]struct {
		caption caption
		want    unit.Length
	}{
		"no caption":     {caption{}, 250},
		"below":          {caption{lines: line}, 300},
		"above":          {caption{lines: line, place: editions.Above}, 200},
		"beside":         {caption{lines: line, place: editions.Beside}, 250},
		"on the picture": {caption{lines: line, place: editions.Over}, 250},
	} {
		f := &figure{pic: &editions.Picture{Image: &editions.Image{Format: "png"}}, caption: c.caption}
		f.panels = []panel{{pic: f.pic, w: 300, h: 100}}
		if got, _ := f.visible(&f.panels[0], place); got != (unit.Rect{X: 100, Y: c.want, W: 300, H: 100}) {
			t.Errorf("%s: at %v, want %v", what, got, c.want)
		}
	}
}
