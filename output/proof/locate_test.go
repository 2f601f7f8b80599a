package proof

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/specimen"
)

// TestLocate: a note stands at its character, else at its story, else at its slot.
func TestLocate(t *testing.T) {
	cat, _ := specimen.Catalog()
	pt := func(x, y int) unit.Point { return unit.Point{X: unit.Points(x), Y: unit.Points(y)} }
	first := specimen.Run(cat, 0, 10*unit.Pt, pt(20, 100), "桥通了")
	first.Pos = page.Pos{File: 2, Line: 5, Col: 1}
	second := specimen.Run(cat, 0, 10*unit.Pt, pt(20, 114), "两岸高兴")
	second.Pos = page.Pos{File: 2, Line: 5, Col: 4}
	turned := specimen.Run(cat, 0, 10*unit.Pt, pt(0, 0), "竖着")
	turned.Pos = page.Pos{File: 2, Line: 9, Col: 1}
	story := unit.Rect{X: 15 * unit.Pt, Y: 80 * unit.Pt, W: 90 * unit.Pt, H: 200 * unit.Pt}
	pg := &page.Page{Items: []page.Item{
		&page.Mark{Role: page.RoleStory, ID: "s01", Open: true, Rect: story}, first, second,
		&page.Group{At: pt(200, 50), Quarter: 1, Items: []page.Item{turned}},
		&page.Mark{Role: page.RoleStory, ID: "s01"},
	}}
	slot := unit.Rect{X: 10 * unit.Pt, Y: 70 * unit.Pt, W: 300 * unit.Pt, H: 300 * unit.Pt}
	plan := &Plan{Slots: []Slot{{Name: "空"}, {Name: "头条", Frames: []unit.Rect{slot}}}}
	d := &page.Doc{Sources: []string{"a.md", "b.md"}}
	rect := func(x, y, w, h unit.Length) unit.Rect { return unit.Rect{X: x, Y: y, W: w, H: h} }
	em := 10 * unit.Pt
	for _, c := range []struct {
		name string
		note Note
		want unit.Rect
	}{
		{"first character", Note{File: "b.md", Line: 5, Col: 1}, rect(20*unit.Pt, 100*unit.Pt-em*88/100, em, em)},
		{"third character", Note{File: "b.md", Line: 5, Col: 3}, rect(40*unit.Pt, 100*unit.Pt-em*88/100, em, em)},
		{"second line", Note{File: "b.md", Line: 5, Col: 5}, rect(30*unit.Pt, 114*unit.Pt-em*88/100, em, em)},
		{"past the end", Note{File: "b.md", Line: 5, Col: 99}, rect(50*unit.Pt, 114*unit.Pt-em*88/100, em, em)},
		{"turned", Note{File: "b.md", Line: 9, Col: 2}, rect(200*unit.Pt-em+em*88/100, 60*unit.Pt, em, em)},
		{"other file", Note{File: "a.md", Line: 5, Col: 1, Story: "s01"}, story},
		{"no line", Note{File: "b.md", Story: "s01", Slot: "头条"}, story},
		{"slot", Note{Story: "s02", Slot: "头条"}, slot},
		{"slot without a frame", Note{Slot: "空"}, unit.Rect{}},
		{"nowhere", Note{}, unit.Rect{}},
	} {
		got := locate(d, pg, plan, &c.note)
		near := func(a, b unit.Length) bool { return a-b < 3 && b-a < 3 }
		if !near(got.X, c.want.X) || !near(got.Y, c.want.Y) || !near(got.W, c.want.W) || !near(got.H, c.want.H) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
