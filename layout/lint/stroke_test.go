package lint

import (
	"testing"

	"banxin/editions"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// across and upright are rules of half a point, in points.
func across(x0, x1, y int) stroke {
	return stroke{from: unit.Point{X: unit.Points(x0), Y: unit.Points(y)}, to: unit.Point{X: unit.Points(x1), Y: unit.Points(y)}, width: unit.Pt / 2}
}

func upright(x, y0, y1 int) stroke {
	return stroke{from: unit.Point{X: unit.Points(x), Y: unit.Points(y0)}, to: unit.Point{X: unit.Points(x), Y: unit.Points(y1)}, width: unit.Pt / 2}
}

func framed(k stroke) stroke { k.frame = true; return k }

func inText(k stroke) stroke { k.inStory = true; return k }

// looked is what the rules of a page with a story at 100, 100, 100 wide and two lines high,
// and with these strokes, are said to do. Its type is of 10 points, its leading of 13.
func looked(strokes ...stroke) (said []string) {
	s := sheetOf(text{"a", 100, 100, 100, 120})
	s.plan = layout.Sheet{Size: 10 * unit.Pt, Leading: 13 * unit.Pt}
	s.strokes = strokes
	c := &checker{ed: &editions.Edition{}, res: &layout.Result{Doc: &page.Doc{}}, sheet: s}
	c.rules()
	for _, f := range c.found {
		said = append(said, f.Message.ID)
	}
	return said
}

// TestStrokes: a rule through text is an error; an upright one keeps a fifth of a character
// from it, a frame not quite half of one; a rule across may stand as near as it likes; and
// two rules side by side for more than two lines or four characters are one too many.
func TestStrokes(t *testing.T) {
	const (
		through = "rule-runs-through"
		near    = "stands-too-near-to-rule"
		double  = "two-rules-stand-close-beside-one"
	)
	for _, c := range []struct {
		what    string
		strokes []stroke
		want    string
	}{
		{"through a line", []stroke{across(0, 300, 105)}, through},
		{"through both lines, told once", []stroke{upright(150, 0, 300)}, through},
		{"of the story itself", []stroke{inText(across(0, 300, 105))}, ""},
		{"right over the text", []stroke{across(0, 300, 100)}, ""},
		{"right under it", []stroke{across(0, 300, 120)}, ""},
		{"beside the text", []stroke{across(0, 99, 105)}, ""},
		{"upright, far", []stroke{upright(97, 0, 300)}, ""},
		{"upright, near", []stroke{upright(99, 0, 300)}, near},
		{"upright, near at the right", []stroke{upright(202, 0, 300)}, near},
		{"upright, far at the right", []stroke{upright(203, 0, 300)}, ""},
		{"upright, ends above", []stroke{upright(99, 0, 98)}, ""},
		{"a frame, far", []stroke{framed(upright(95, 0, 300))}, ""},
		{"a frame, near", []stroke{framed(upright(96, 0, 300))}, near},
		{"a frame's upper edge, near", []stroke{framed(across(0, 300, 97))}, near},
		{"a frame's upper edge, far", []stroke{framed(across(0, 300, 95))}, ""},
		{"double", []stroke{across(0, 90, 20), across(0, 90, 24)}, double},
		{"half a character apart", []stroke{across(0, 90, 20), across(0, 90, 25)}, ""},
		{"side by side for four characters", []stroke{across(0, 90, 20), across(50, 190, 24)}, ""},
		{"for a little more", []stroke{across(0, 91, 20), across(50, 190, 24)}, double},
		{"double, upright", []stroke{upright(20, 0, 90), upright(24, 0, 90)}, double},
		{"upright for two lines", []stroke{upright(20, 0, 90), upright(24, 64, 190)}, ""},
		{"upright for a little more", []stroke{upright(20, 0, 90), upright(24, 63, 190)}, double},
		{"one across, one upright", []stroke{across(0, 90, 20), upright(20, 0, 90)}, ""},
		{"a rule beside a frame", []stroke{across(0, 90, 20), framed(across(0, 90, 24))}, double},
		{"two frames", []stroke{framed(across(0, 90, 20)), framed(across(0, 90, 24))}, ""},
		{"a rule beside one of a story", []stroke{across(0, 90, 20), inText(across(0, 90, 24))}, ""},
	} {
		got := ""
		for i, id := range looked(c.strokes...) {
			if i > 0 {
				got += " "
			}
			got += id
		}
		if got != c.want {
			t.Errorf("%s: said %q, want %q", c.what, got, c.want)
		}
	}
}

// TestBorders: an ornamental frame has four edges where its border leaves off; one that is a
// plain line is among the page's strokes already, and one without width is none.
func TestBorders(t *testing.T) {
	inside := []unit.Rect{{X: 10, Y: 20, W: 30, H: 40}}
	for _, c := range []struct {
		what string
		box  editions.Box
		want int
	}{
		{"wave", editions.Box{Border: editions.PlainLine + 1, Width: unit.Pt}, 4},
		{"plain", editions.Box{Border: editions.PlainLine, Width: unit.Pt}, 0},
		{"of no width", editions.Box{Border: editions.PlainLine + 1}, 0},
	} {
		s := &sheet{plan: layout.Sheet{Slots: []layout.Place{{Slot: &editions.Slot{Box: c.box}, Inside: inside}}}}
		if got := s.borders(); len(got) != c.want {
			t.Errorf("%s: %d edges, want %d", c.what, len(got), c.want)
		}
	}
	r := edges(inside[0], 1)
	for i, want := range [][4]unit.Length{{10, 20, 40, 20}, {40, 20, 40, 60}, {10, 60, 40, 60}, {10, 20, 10, 60}} {
		if got := [4]unit.Length{r[i].from.X, r[i].from.Y, r[i].to.X, r[i].to.Y}; got != want || !r[i].frame {
			t.Errorf("edge %d is %v, want %v", i, got, want)
		}
	}
}
