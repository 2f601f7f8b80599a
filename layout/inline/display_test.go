package inline

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// whites returns the white on the outer side of each mark of a headline, between its ink and
// the cell beside it, in 1/1000 em.
func whites(size int, text string) (list []int32) {
	var s Setter
	p := body(text)
	p.Head, p.Indent, p.Spans[0].Font = true, 0, font(size, "宋")
	sh := s.Shape(p)
	items := s.Place(nil, sh, s.Break(nil, sh, []unit.Length{maxMeasure})[0], unit.Point{})
	glyphs := kinds[*page.Text](items)[0].Glyphs
	for i := range sh.items {
		it, ru := &sh.items[i], &sh.runs[sh.items[i].run]
		if it.flags&half == 0 {
			continue
		}
		x0, _, x1, _ := ru.face.Ink(it.gid)
		white := glyphs[i].X + scale(ru, x0) - (glyphs[max(i-1, 0)].X + ru.em)
		if it.class != open {
			white = glyphs[min(i+1, len(glyphs)-1)].X - glyphs[i].X - scale(ru, x1)
		}
		list = append(list, white*1000/ru.em)
	}
	return list
}

// Marks of display sizes stand as far from the next character as their ink asks, all alike;
// below, and in text, they keep half of their empty room.
func TestMarksByInk(t *testing.T) {
	const text = "路“通”了，好：来、你《书》下；去"
	for i, w := range whites(36, text) {
		if w < 180 || w > 240 {
			t.Errorf("mark %d has %d/1000 em of white", i, w)
		}
	}
	for i, w := range whites(20, text) {
		if w <= 250 {
			t.Errorf("at 20 points mark %d has %d/1000 em of white: as in display sizes", i, w)
		}
	}
}

// 一 is seen where its bar is: below the middle of bar and serif. 口 has its weight in its
// middle. What fills its cell stands as the face has it.
func TestOpticalCentre(t *testing.T) {
	f := font(10, "宋").Han[0]
	for r, most := range map[rune]int{'口': 30, '日': 30} {
		_, y0, _, y1 := f.Ink(f.Glyph(r))
		if off := weight(f, f.Glyph(r)) - (y0+y1)/2; off > most || off < -most {
			t.Errorf("the weight of %c is %d from its middle", r, off)
		}
	}
	one := f.Glyph('一')
	_, y0, _, y1 := f.Ink(one)
	if w := weight(f, one); w >= (y0+y1)/2 || w <= y0 {
		t.Errorf("the weight of 一 is at %d, its ink from %d to %d", w, y0, y1)
	}
	p := body("一国口")
	p.Head, p.Indent, p.Dir = true, 0, page.Vertical
	var s Setter
	sh := s.Shape(p)
	for i, want := range []bool{true, false, true} {
		it := &sh.items[i]
		if _, ok := optical(&sh.runs[it.run], it, 0); ok != want {
			t.Errorf("character %d is centred by its ink: %v", i, ok)
		}
	}
}
