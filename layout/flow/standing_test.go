package flow

import (
	"reflect"
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// plain is a figure of one picture without a caption, of a width and a natural height.
func plain(width, height unit.Length) *figure {
	p := &editions.Picture{}
	return &figure{composer: &composer{}, pic: p, panels: []panel{{pic: p, file: -1, w: 300, h: 200}}, width: width, image: height, natural: height, body: em}
}

// TestNoLone: where one or two lines would stand between a figure and the end of its room it
// is higher, or else lower, by a sixth at most (jlreq 4.3.3).
func TestNoLone(t *testing.T) {
	g := room(1, 60).Grid
	for _, c := range []struct{ lines, room, want int }{
		{12, 12, 12}, {12, 13, 13}, {12, 14, 14}, {12, 15, 12}, {7, 9, 6}, {6, 7, 7}, {5, 6, 5}, {5, 7, 5},
	} {
		f := plain(100*em, g.Leading*unit.Length(c.lines)-em*9/10)
		if n := f.fit(g, 0, 60); n != c.lines {
			t.Fatalf("%d lines high: %d", c.lines, n)
		}
		n := f.noLone(g, c.lines, c.room)
		if n != c.want || f.image != g.Leading*unit.Length(c.want)-f.rest(g) {
			t.Errorf("%d lines in %d: %d (%s), want %d", c.lines, c.room, n, f.image, c.want)
		}
	}
}

// TestField: a figure stands below the head over its columns, and below or above the figures
// that have taken their room.
func TestField(t *testing.T) {
	fd := newField(room(3, 20), hole{0, 2, 0, 4}, 0, 20)
	for _, c := range []struct{ c0, c1, from, to int }{{0, 1, 4, 20}, {2, 3, 0, 20}, {1, 3, 4, 20}} {
		if from, to := fd.room(c.c0, c.c1); from != c.from || to != c.to {
			t.Errorf("columns %d to %d: lines %d to %d, want %d to %d", c.c0, c.c1, from, to, c.from, c.to)
		}
	}
	fd.top[2], fd.foot[0] = 9, 15
	if from, to := fd.room(0, 3); from != 9 || to != 15 {
		t.Errorf("over all: lines %d to %d", from, to)
	}
}

// TestPictureColumns: a picture spans what it asks for, else what its slot says, else two of
// three columns or more, or all; at the right unless it is to stand at the left.
func TestPictureColumns(t *testing.T) {
	for _, c := range []struct {
		columns, own, slot int
		at                 string
		c0, c1             int
	}{
		{1, 0, 0, "", 0, 1}, {2, 0, 0, "", 0, 2}, {3, 0, 0, "", 1, 3}, {5, 0, 0, "", 3, 5},
		{5, 0, 3, "", 2, 5}, {5, 1, 3, "", 4, 5}, {5, 9, 0, "", 0, 5}, {5, 0, 3, "top-left", 0, 3}, {5, 0, 3, "bottom-left", 0, 3}, {5, 0, 3, "bottom-right", 2, 5},
	} {
		p := picture{pic: &editions.Picture{Width: c.own}}
		c0, c1 := newField(room(c.columns, 9), hole{}, 0, 9).columns(p, editions.PictureSpec{Columns: c.slot, At: c.at})
		if c0 != c.c0 || c1 != c.c1 {
			t.Errorf("%+v: columns %d to %d", c, c0, c1)
		}
	}
}

// TestFigures: figures stand below the head or at the foot, each below or above those before
// it, in whole lines with a line of white; one without room is returned.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		name  string
		spec  editions.PictureSpec
		own   []editions.Picture
		lower int
		want  []hole
		left  int
	}{
		{"below the head", editions.PictureSpec{Columns: 1, Lines: 6}, make([]editions.Picture, 1), 0, []hole{{2, 3, 4, 11}}, 0},
		{"below one another", editions.PictureSpec{Columns: 1, Lines: 6}, make([]editions.Picture, 2), 0, []hole{{2, 3, 4, 11}, {2, 3, 11, 18}}, 0},
		{"at the foot", editions.PictureSpec{Columns: 1, Lines: 6, At: "bottom"}, make([]editions.Picture, 2), 0, []hole{{2, 3, 23, 30}, {2, 3, 16, 23}}, 0},
		{"where it says itself", editions.PictureSpec{Columns: 1, Lines: 6, At: "bottom"}, []editions.Picture{{At: "top-left"}, {}}, 0, []hole{{0, 1, 4, 11}, {2, 3, 23, 30}}, 0},
		{"without room", editions.PictureSpec{Columns: 1, Lines: 11}, make([]editions.Picture, 3), 0, []hole{{2, 3, 4, 16}, {2, 3, 16, 30}}, 1},
		{"lower", editions.PictureSpec{Columns: 1, Lines: 6}, make([]editions.Picture, 1), 1, []hole{{2, 3, 4, 10}}, 0},
		{"higher", editions.PictureSpec{Columns: 1, Lines: 6}, make([]editions.Picture, 1), -2, []hole{{2, 3, 4, 13}}, 0},
		{"not below five lines", editions.PictureSpec{Columns: 1, Lines: 5}, make([]editions.Picture, 1), 4, []hole{{2, 3, 4, 9}}, 0},
		{"those of the text are not placed", editions.PictureSpec{Columns: 1, Lines: 6, At: editions.AtText}, make([]editions.Picture, 1), 0, nil, 0},
	} {
		g, _ := galley(t, "p1", titled)
		for i := range c.own {
			c.own[i].Image = &editions.Image{W: 300, H: 200}
			g.pictures = append(g.pictures, picture{block: i, pic: &c.own[i]})
		}
		r := room(3, 30)
		r.Slot.Picture = c.spec
		m := &composer{Setter: &inline.Setter{}, g: g}
		placed, left := m.figures(r, c.lower, hole{0, 3, 0, 4}, 0, 30)
		var got []hole
		for _, s := range placed {
			got = append(got, s.hole)
		}
		if !reflect.DeepEqual(got, c.want) || len(left) != c.left {
			t.Errorf("%s: %v and %d left, want %v and %d", c.name, got, len(left), c.want, c.left)
		}
	}
}

// TestWhole: a picture of which nothing may be cut off keeps its proportions where its room
// allows, the white below it; others give way to whole lines.
func TestWhole(t *testing.T) {
	g := room(1, 60).Grid
	high := g.Leading * 107 / 10 // with its white, more than eleven lines
	for _, c := range []struct {
		whole            bool
		want, room, line int
		natural          bool
	}{
		{false, 0, 60, 11, false}, {true, 0, 60, 12, true}, {true, 0, 12, 12, true}, {true, 0, 11, 11, false}, {true, 5, 60, 6, false}, {true, 20, 60, 12, true},
	} {
		f := plain(100*em, high)
		f.whole, f.pic.Image = c.whole, &editions.Image{W: 300, H: 200}
		if n := f.fit(g, c.want, c.room); n != c.line || (f.image == high) != c.natural {
			t.Errorf("%+v: %d lines, %s high", c, n, f.image)
		}
	}
}

// TestArrangements: a group's rows are better alike, not too low, and the first picture not
// small; what is cut off counts.
func TestArrangements(t *testing.T) {
	f := plain(600*unit.Pt, 0)
	f.panels = make([]panel, 2)
	rows := func(heights ...int) []row {
		var out []row
		for i, h := range heights {
			out = append(out, row{from: i, to: i + 1, height: unit.Points(h), widths: []unit.Length{600 * unit.Pt}})
		}
		return out
	}
	cost := func(height int, r []row) int { return f.cost(r, 600*unit.Pt, unit.Points(height)+f.between()) }
	if c := cost(300, rows(150, 150)); c != 0 {
		t.Errorf("two alike cost %d", c)
	}
	if a, b := cost(300, rows(200, 100)), cost(300, rows(201, 99)); a != 0 || b != costUneven*2 {
		t.Errorf("twice as high costs %d, more %d", a, b)
	}
	if c := cost(300, rows(120, 180)); c != costLead {
		t.Errorf("a first one that is lower costs %d", c)
	}
	if c := cost(150, rows(76, 74)); c != costShallow {
		t.Errorf("a low row costs %d", c)
	}
	if a, b := cost(150, rows(150, 150)), cost(300, rows(75, 75)); a != 1000 || b != 1000 {
		t.Errorf("a half cut off costs %d, a half too low %d", a, b)
	}
}

// TestPictureColumnsOfSteps: in a slot whose columns begin or end at unlike heights a picture spans those that reach as far up
// as it does, or down; one wider than those at the head stands over columns that begin lower too, one at the foot over no more.
func TestPictureColumnsOfSteps(t *testing.T) {
	for _, c := range []struct {
		heights []int
		feet    bool // they end on one line
		k       int
		at      string
		c0, c1  int
	}{
		{[]int{9, 9, 3}, false, 3, "top", 0, 3}, {[]int{9, 9, 3}, false, 1, "top", 2, 3}, {[]int{9, 9, 3}, false, 0, "top", 1, 3}, {[]int{9, 9, 3}, false, 1, "top-left", 0, 1},
		{[]int{9, 9, 3}, false, 3, "bottom", 0, 2}, {[]int{9, 9, 3}, false, 1, "bottom", 1, 2}, {[]int{9, 9, 3}, false, 1, "bottom-left", 0, 1}, {[]int{9, 9, 3}, false, 0, "bottom", 0, 2},
		{[]int{3, 9, 9}, true, 1, "top", 2, 3}, {[]int{3, 9, 9}, true, 1, "top-left", 1, 2}, {[]int{3, 9, 9}, true, 2, "top", 1, 3}, {[]int{3, 9, 9}, true, 3, "top", 0, 3}, {[]int{3, 9, 9}, true, 0, "top", 1, 3},
		{[]int{3, 9, 9}, true, 0, "bottom", 1, 3}, {[]int{3, 9, 9}, true, 0, "bottom-left", 0, 2}, {[]int{3, 9, 9}, true, 3, "bottom", 0, 3},
	} {
		r := stepped(c.heights, c.feet)
		c0, c1 := newField(r, hole{}, r.top, r.end).columns(picture{pic: &editions.Picture{}}, editions.PictureSpec{Columns: c.k, At: c.at})
		if c0 != c.c0 || c1 != c.c1 {
			t.Errorf("%+v: columns %d to %d", c, c0, c1)
		}
	}
}

// TestBrokenOnce: what is broken in one measure is kept, for each number of lines and each measure; what measures that are not
// all alike make is not.
func TestBrokenOnce(t *testing.T) {
	s := &inline.Setter{}
	ts := newTypeset(&composer{Setter: s}, &editions.Slot{})
	font := &inline.Font{Size: em}
	shape := func(text string) *element {
		return &element{sh: s.Shape(&inline.Para{Spans: []inline.Span{{Text: text, Font: font}}})}
	}
	e, other := shape("字字字字字字字字字字字字字字字字字字字字字字字字字字字字字字"), shape("短短短")
	count := func(e *element, n int, widths ...unit.Length) int {
		lines, ok := ts.lines(e, widths, n)
		if ok != (lines != nil) {
			t.Errorf("%d lines, %v", len(lines), ok)
		}
		return len(lines)
	}
	for range 2 {
		for _, c := range []struct {
			e      *element
			n      int
			widths []unit.Length
			want   int
		}{
			{e, 0, []unit.Length{10 * em}, 3}, {e, 0, []unit.Length{15 * em}, 2}, {e, 0, []unit.Length{10 * em, 20 * em}, 2}, {e, 0, []unit.Length{10 * em, 5 * em}, 5},
			{other, 0, []unit.Length{10 * em}, 1}, {e, 9, []unit.Length{10 * em}, 0}, {e, 3, []unit.Length{10 * em}, 3},
		} {
			if got := count(c.e, c.n, c.widths...); got != c.want {
				t.Errorf("in %d lines over %v: %d, want %d", c.n, c.widths, got, c.want)
			}
		}
		if len(ts.broken) != 5 {
			t.Errorf("%d answers are kept", len(ts.broken))
		}
	}
	lines, _ := ts.lines(e, []unit.Length{10 * em}, 0)
	if again, _ := ts.lines(e, []unit.Length{10 * em}, 0); &lines[0] != &again[0] {
		t.Error("it is broken twice")
	}
}

// TestOutward: a picture that bleeds goes on to the edges of the sheet from those of the type area that it reaches.
func TestOutward(t *testing.T) {
	at := func(x0, y0, x1, y1 int) unit.Rect {
		return unit.Rect{X: pts(x0), Y: pts(y0), W: pts(x1 - x0), H: pts(y1 - y0)}
	}
	tpl := &editions.Template{Width: pts(500), Height: pts(700)}
	g := &Grid{Area: at(20, 30, 480, 660), template: tpl}
	f := &figure{composer: &composer{g: &Galley{styles: &Styles{grid: g}}}, bleeds: true}
	for _, c := range []struct{ r, want unit.Rect }{
		{at(100, 100, 200, 200), at(100, 100, 200, 200)},
		{at(20, 100, 200, 200), at(0, 100, 200, 200)}, {at(21, 100, 200, 200), at(21, 100, 200, 200)}, {at(10, 100, 200, 200), at(0, 100, 200, 200)},
		{at(100, 30, 200, 200), at(100, 0, 200, 200)}, {at(100, 31, 200, 200), at(100, 31, 200, 200)},
		{at(100, 100, 480, 200), at(100, 100, 500, 200)}, {at(100, 100, 479, 200), at(100, 100, 479, 200)},
		{at(100, 100, 200, 660), at(100, 100, 200, 700)}, {at(100, 100, 200, 659), at(100, 100, 200, 659)},
		{at(20, 30, 480, 660), at(0, 0, 500, 700)},
	} {
		if got := f.outward(c.r); got != c.want {
			t.Errorf("%v goes to %v, want %v", c.r, got, c.want)
		}
	}
	f.bleeds = false
	if r := at(20, 30, 480, 660); f.outward(r) != r {
		t.Error("one that does not bleed goes outward")
	}
}
