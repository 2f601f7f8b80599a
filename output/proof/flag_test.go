package proof

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestFlagLabels: three and more numbers in a row are a span.
func TestFlagLabels(t *testing.T) {
	for want, numbers := range map[string][]int{"3": {3}, "3·4": {3, 4}, "3–5": {3, 4, 5}, "3–5·9·10": {3, 4, 5, 9, 10}, "1·3": {1, 3}} {
		f := flag{numbers: numbers}
		if got := f.label(); got != want {
			t.Errorf("%v: %s, want %s", numbers, got, want)
		}
	}
}

// TestJoin: badges that would touch are one, also when joining made it so; others stay.
func TestJoin(t *testing.T) {
	p, _ := newPen(t)
	s := &sheet{pen: p}
	var all []flag
	for i, x := range []int64{100, 140, 106, 153, 146} { // the last joins 140, and the wider one then 153
		all = s.join(all, flag{numbers: []int{11 + i}, level: []Level{Remark, Changed, Error, Warning, Remark}[i], at: unit.Point{X: unit.Length(x) * unit.Pt, Y: unit.Pt}})
	}
	if len(all) != 2 || all[0].label() != "11·13" || all[0].level != Error || all[1].label() != "12·14·15" || all[1].level != Warning {
		t.Errorf("joined: %+v", all)
	}
	for i, f := range all {
		for _, g := range all[i+1:] {
			if s.area(f).Overlaps(s.area(g)) {
				t.Errorf("%s touches %s", f.label(), g.label())
			}
		}
	}
}

// TestSign: what says how a slot's story fits covers no text: with text in the slot and
// right below it, it stands beside the type area.
func TestSign(t *testing.T) {
	p, _ := newPen(t)
	rows := func(from, to, pitch int) (items []page.Item) {
		for y := from; y < to; y += pitch {
			items = append(items, p.set("版面版面版面版面版面版面版面版面版面版面版面版面版面版面", unit.Point{X: 20 * unit.Pt, Y: unit.Length(y) * unit.Pt}, 9*unit.Pt, black, left)...)
		}
		return items
	}
	frame := unit.Rect{X: 20 * unit.Pt, Y: 20 * unit.Pt, W: 252 * unit.Pt, H: 80 * unit.Pt}
	for _, c := range []struct {
		name   string
		items  []page.Item
		inside bool
	}{
		{"nothing below", rows(30, 100, 10), true},
		{"a line of white below", append(rows(30, 100, 10), rows(122, 200, 10)...), true},
		{"text below", rows(30, 200, 10), false},
	} {
		s := &sheet{pen: p, page: &page.Page{Items: c.items}, plan: &Plan{Area: unit.Rect{X: 20 * unit.Pt, Y: 20 * unit.Pt, W: 252 * unit.Pt, H: 300 * unit.Pt}}}
		label := "超 20 字 2 行"
		var tag *page.Text
		for _, it := range s.sign(label, frame, red) {
			if run, ok := it.(*page.Text); ok {
				tag = run
			}
		}
		place := tag.Cell(0).Union(tag.Cell(len(tag.Src) - 1))
		for _, r := range s.text() {
			if r.Overlaps(place) {
				t.Errorf("%s: the label at %v covers text at %v", c.name, place, r)
			}
		}
		if in := place.X >= s.plan.Area.X && place.Right() <= s.plan.Area.Right(); in != c.inside {
			t.Errorf("%s: the label is at %v", c.name, place)
		}
	}
}
