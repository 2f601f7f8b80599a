package proof

import (
	"testing"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// changed is a page with a line of five characters, 10 pt each from 20, 100 on, that
// stands at s.md:3:7, upright or not.
func changed(d page.Dir) (*page.Doc, *page.Page) {
	t := &page.Text{Size: 10 * unit.Pt, Dir: d, At: unit.Point{X: 20 * unit.Pt, Y: 100 * unit.Pt}, Src: "桥今天开放", Pos: page.Pos{File: 1, Line: 3, Col: 7}}
	for i := range 5 {
		g := page.Glyph{X: int32(i) * 10 * int32(unit.Pt), Cluster: uint32(3 * i)}
		if d == page.Vertical {
			g.X, g.Y = -5*int32(unit.Pt), g.X+int32(88*unit.Pt/10)
		}
		t.Glyphs = append(t.Glyphs, g)
	}
	pg := &page.Page{Trim: unit.Rect{W: 200 * unit.Pt, H: 200 * unit.Pt}, Items: []page.Item{t}}
	return &page.Doc{Sources: []string{"s.md"}, Pages: []*page.Page{pg}}, pg
}

// TestChange: a bar beside the line, a line under the two characters put in, a stroke
// where something is gone.
func TestChange(t *testing.T) {
	pt := func(x0, y0, x1, y1 int) [2]unit.Point {
		at := func(x, y int) unit.Point {
			return unit.Point{X: unit.Length(x) * unit.Pt / 10, Y: unit.Length(y) * unit.Pt / 10}
		}
		return [2]unit.Point{at(x0, y0), at(x1, y1)}
	}
	level := unit.Rect{X: 20 * unit.Pt, Y: 912 * unit.Pt / 10, W: 50 * unit.Pt, H: 10 * unit.Pt}
	down := unit.Rect{X: 15 * unit.Pt, Y: 100 * unit.Pt, W: 10 * unit.Pt, H: 50 * unit.Pt}
	for _, c := range []struct {
		name  string
		dir   page.Dir
		line  unit.Rect
		chars int
		want  [][2]unit.Point // in tenths of a point
	}{
		{"put in", page.Horizontal, level, 2, [][2]unit.Point{pt(170, 912, 170, 1012), pt(300, 1012, 500, 1012)}},
		{"cut out", page.Horizontal, level, 0, [][2]unit.Point{pt(170, 912, 170, 1012), pt(300, 912, 300, 1012)}},
		{"upright", page.Vertical, down, 2, [][2]unit.Point{pt(150, 970, 250, 970), pt(250, 1100, 250, 1300)}},
		{"cut out, upright", page.Vertical, down, 0, [][2]unit.Point{pt(150, 970, 250, 970), pt(150, 1100, 250, 1100)}},
	} {
		d, pg := changed(c.dir)
		s := newSheet(d, pg, &Sheet{}, Options{}, &pen{})
		n := &Note{Level: Changed, File: "s.md", Line: 3, Col: 8, Lines: []unit.Rect{c.line}, Chars: c.chars}
		s.change(entry{Note: n, place: locate(d, pg, nil, n)})
		var got [][2]unit.Point
		for _, it := range s.over {
			r := it.(*page.Rule)
			got = append(got, [2]unit.Point{r.From, r.To})
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %d marks, want %d", c.name, len(got), len(c.want))
			continue
		}
		for i := range got {
			for k := range got[i] {
				if dx, dy := got[i][k].X-c.want[i][k].X, got[i][k].Y-c.want[i][k].Y; max(dx, -dx, dy, -dy) > 2 {
					t.Errorf("%s: mark %d is %v, want %v", c.name, i, got[i], c.want[i])
				}
			}
		}
	}
}

// TestLines: a level line in two runs, one with a raised figure, a line in the next
// column, a reading, and furniture.
func TestLines(t *testing.T) {
	run := func(x, y int, src string) *page.Text {
		r := &page.Text{Size: 10 * unit.Pt, At: unit.Point{X: unit.Length(x) * unit.Pt, Y: unit.Length(y) * unit.Pt}, Src: src}
		for i := range src {
			r.Glyphs = append(r.Glyphs, page.Glyph{X: int32(i/3) * 10 * int32(unit.Pt), Cluster: uint32(i)})
		}
		return r
	}
	reading := run(20, 90, "")
	reading.Glyphs = []page.Glyph{{}}
	mark := func(r page.Role, id string, open bool) *page.Mark { return &page.Mark{Role: r, ID: id, Open: open} }
	d := &page.Doc{Pages: []*page.Page{{Items: []page.Item{
		mark(page.RoleFurniture, "", true), run(10, 10, "棠川日报"), run(10, 30, "第一版"), mark(page.RoleFurniture, "", false),
		mark(page.RoleStory, "a#1", true), mark(page.RoleParagraph, "a#1#2", true),
		run(20, 100, "甲乙"), reading, run(40, 96, "丙"), run(20, 113, "丁"), run(120, 113, "戊"),
		mark(page.RoleParagraph, "a#1#2", false), mark(page.RoleStory, "a#1", false),
	}}}}
	lines, furniture := Lines(d)
	var texts string
	for _, l := range lines {
		texts += l.Text + "/"
		if l.Story != "a#1" || l.Block != 2 || l.Role != page.RoleParagraph {
			t.Errorf("line %+v", l)
		}
	}
	if texts != "甲乙丙/丁/戊/" {
		t.Errorf("lines %s", texts)
	}
	if len(furniture[0]) != 2 || furniture[0][1] != "第一版" {
		t.Errorf("furniture %q", furniture)
	}
	if w := lines[0].Rect.W; w != 30*unit.Pt {
		t.Errorf("the first line is %d wide", w)
	}
}
