package lint

import (
	"testing"

	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestDistances: stories keep a line from one another above and below, a character at the
// side, half a point allowed, unless a rule runs along most of the white between them.
func TestDistances(t *testing.T) {
	const (
		line = "less-than-line-stands-between"
		char = "less-than-character-stands-between"
	)
	top := text{"a", 100, 100, 0, 100}
	for _, c := range []struct {
		what   string
		b      text
		stroke *stroke
		want   string
	}{
		{"a line below", text{"b", 100, 100, 113, 203}, nil, ""},
		{"less than a line below", text{"b", 100, 100, 112, 202}, nil, line},
		{"right below", text{"b", 150, 100, 100, 190}, nil, line},
		{"right below, at the corner", text{"b", 200, 100, 100, 190}, nil, ""},
		{"a character at the right", text{"b", 210, 100, 0, 100}, nil, ""},
		{"less at the right", text{"b", 209, 100, 50, 150}, nil, char},
		{"less at the left", text{"b", 0, 91, 50, 150}, nil, char},
		{"at the right and below", text{"b", 205, 100, 100, 190}, nil, ""},
		{"a rule between", text{"b", 100, 100, 105, 195}, at(across(100, 200, 102)), ""},
		{"a rule along half of it", text{"b", 100, 100, 105, 195}, at(across(0, 151, 102)), ""},
		{"a rule along a third of it", text{"b", 100, 100, 105, 195}, at(across(0, 133, 102)), line},
		{"a story's own rule", text{"b", 100, 100, 105, 195}, at(inText(across(100, 200, 102))), line},
		{"a rule further down", text{"b", 100, 100, 105, 195}, at(across(100, 200, 107)), line},
		{"an upright rule between", text{"b", 205, 100, 0, 100}, at(upright(202, 0, 100)), ""},
		{"an upright rule beyond", text{"b", 205, 100, 0, 100}, at(upright(207, 0, 100)), char},
		{"the same story", text{"a", 205, 100, 0, 100}, nil, ""},
	} {
		s := sheetOf(top, c.b)
		s.plan = layout.Sheet{Size: 10 * unit.Pt, Leading: 13 * unit.Pt}
		if c.stroke != nil {
			s.strokes = []stroke{*c.stroke}
		}
		ch := &checker{ed: &editions.Edition{}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s}
		ch.distances()
		got := ""
		for _, f := range ch.found {
			got += f.Message.ID
		}
		if got != c.want {
			t.Errorf("%s: said %q, want %q", c.what, got, c.want)
		}
	}
}

func at(k stroke) *stroke { return &k }

// TestOverlaps: two boxes share no more than a point across and two down; lines of one
// paragraph do on one baseline.
func TestOverlaps(t *testing.T) {
	for _, c := range []struct {
		what string
		a, b unit.Rect // in points
		want bool
	}{
		{"apart", unit.Rect{X: 0, Y: 0, W: 100, H: 10}, unit.Rect{X: 0, Y: 20, W: 100, H: 10}, false},
		{"touch", unit.Rect{X: 0, Y: 0, W: 100, H: 10}, unit.Rect{X: 0, Y: 10, W: 100, H: 10}, false},
		{"two points down", unit.Rect{X: 0, Y: 0, W: 100, H: 10}, unit.Rect{X: 0, Y: 8, W: 100, H: 10}, false},
		{"three points down", unit.Rect{X: 0, Y: 0, W: 100, H: 10}, unit.Rect{X: 0, Y: 7, W: 100, H: 10}, true},
		{"a point across", unit.Rect{X: 0, Y: 0, W: 100, H: 10}, unit.Rect{X: 99, Y: 0, W: 100, H: 10}, false},
		{"two points across", unit.Rect{X: 0, Y: 0, W: 100, H: 10}, unit.Rect{X: 98, Y: 0, W: 100, H: 10}, true},
		{"inside", unit.Rect{X: 0, Y: 0, W: 100, H: 100}, unit.Rect{X: 50, Y: 50, W: 10, H: 10}, true},
	} {
		c.a, c.b = points(c.a), points(c.b)
		s := sheetOf()
		ch := &checker{ed: &editions.Edition{}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s, stories: map[string]*editions.Story{}}
		ch.overlaps([]box{{rect: c.a, story: "a"}, {rect: c.b, story: "b"}})
		if got := len(ch.found) == 1; got != c.want {
			t.Errorf("%s: overlap %v, want %v", c.what, got, c.want)
		}
	}
	s := sheetOf(text{"a", 0, 100, 0, 20})
	p := s.pieces[0].paras[0]
	for d, may := range map[int]bool{0: true, 2: true, 3: false} {
		p.lines[1].base = p.lines[0].base + unit.Points(d)
		a, b := &box{line: p.lines[0]}, &box{line: p.lines[1]}
		if got := (&checker{sheet: s}).mayOverlap(a, b); got != may {
			t.Errorf("lines of one paragraph %d points apart may overlap: %v, want %v", d, got, may)
		}
	}
}

func points(r unit.Rect) unit.Rect {
	return unit.Rect{X: r.X * unit.Pt, Y: r.Y * unit.Pt, W: r.W * unit.Pt, H: r.H * unit.Pt}
}
