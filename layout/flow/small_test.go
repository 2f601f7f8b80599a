package flow

import (
	"reflect"
	"testing"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// TestJumpForms: the words of a jump are as they are, without their brackets, and as short as can be.
func TestJumpForms(t *testing.T) {
	for text, want := range map[string][]string{
		"（下转第2版）":     {"（下转第2版）", "下转第2版", "转2版"},
		"（上接第1版《开集》）": {"（上接第1版《开集》）", "上接第1版《开集》", "接1版《开集》"},
		"（下转A3版）":     {"（下转A3版）", "下转A3版", "转A3版"},
	} {
		if got := jumpForms(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v", text, got)
		}
	}
}

// TestDecimalPoints: figures stand with their points one under the other, the column of them at the left,
// in the middle or at the right of its width; what has no point begins where the cell does.
func TestDecimalPoints(t *testing.T) {
	d := demand{before: 30, behind: 10}
	for _, c := range []struct {
		point unit.Length
		align typo.Align
		want  unit.Length
	}{
		{-1, typo.Right, 0}, {30, typo.Left, 0}, {12, typo.Left, 18}, {12, typo.Justify, 18}, {30, typo.Right, 60}, {12, typo.Right, 78}, {30, typo.Center, 30}, {12, typo.Center, 48}, {0, typo.Left, 30},
	} {
		if got := d.start(&cell{point: c.point}, c.align, 100); got != c.want {
			t.Errorf("a point at %d, %v: begins at %d, want %d", c.point, c.align, got, c.want)
		}
	}
}

// TestGap: the white between the first two columns, none where there is one.
func TestGap(t *testing.T) {
	for columns, want := range map[int]unit.Length{1: 0, 2: em, 4: em} {
		if got := room(columns, 9).Gap(); got != want {
			t.Errorf("%d columns: %v", columns, got)
		}
	}
}

// TestContains: a part of a slot has all lines of the one beside it, and more; on the grid and off it.
func TestContains(t *testing.T) {
	for _, c := range []struct {
		a, b [2]int // first line, and how many
		want bool
	}{
		{[2]int{0, 9}, [2]int{0, 6}, true}, {[2]int{0, 9}, [2]int{3, 6}, true}, {[2]int{0, 9}, [2]int{2, 5}, true}, {[2]int{0, 9}, [2]int{0, 9}, false},
		{[2]int{1, 9}, [2]int{0, 6}, false}, {[2]int{0, 9}, [2]int{4, 6}, false}, {[2]int{0, 6}, [2]int{0, 9}, false}, {[2]int{5, 4}, [2]int{0, 3}, false},
	} {
		grid := func(p [2]int) editions.Frame { return editions.Frame{Cols: 1, Line: p[0], Lines: p[1]} }
		placed := func(p [2]int) editions.Frame {
			return editions.Frame{Cols: 1, Rect: unit.Rect{X: 1, W: 9, Y: unit.Length(p[0]), H: unit.Length(p[1])}}
		}
		if got, off := contains(grid(c.a), grid(c.b)), contains(placed(c.a), placed(c.b)); got != c.want || off != c.want {
			t.Errorf("%v has %v: %v, off the grid %v", c.a, c.b, got, off)
		}
	}
}

// TestFootOf: what stands at the foot of a rectangle with round corners is round where that is: at its
// left, and at its right where it reaches there.
func TestFootOf(t *testing.T) {
	r := unit.Rect{X: 100, Y: 200, W: 300, H: 40}
	for right, want := range map[bool]int{true: 2, false: 1} {
		round, corner := 0, false
		for _, s := range footOf(r, 20, right) {
			if s.Op == page.CubicTo {
				round++
			}
			corner = corner || s.Op == page.LineTo && s.P[0] == unit.Point{X: 400, Y: 240}
		}
		if round != want || corner == right {
			t.Errorf("at its right %v: %d round corners, a sharp one %v", right, round, corner)
		}
	}
}

// TestRowsIn: rows stand where they have room; heads not by themselves, nor a last row, nor the first row
// of a cell that goes on in the next, unless there is no other place.
func TestRowsIn(t *testing.T) {
	for _, c := range []struct {
		rows, head int
		joined     []int
		from, room int
		hard       bool
		to         int
	}{
		{5, 0, nil, 0, 50, false, 5}, {5, 0, nil, 0, 49, false, 3}, {5, 0, nil, 0, 30, false, 3}, {5, 0, nil, 0, 39, false, 3}, {5, 0, nil, 3, 10, false, 4}, {5, 0, nil, 0, 9, false, 0},
		{5, 1, nil, 0, 10, false, 0}, {5, 1, nil, 0, 20, false, 2}, {5, 2, nil, 0, 29, false, 0}, {5, 3, nil, 0, 40, false, 4},
		{6, 0, []int{1}, 0, 20, false, 1}, {6, 0, []int{1}, 0, 30, false, 3}, {6, 0, []int{1}, 0, 20, true, 2}, {6, 0, []int{0, 1, 2}, 0, 30, false, 0}, {6, 0, []int{4}, 0, 60, false, 6},
	} {
		r := &laidTable{tabular: &tabular{Table: &editions.Table{Head: c.head}}, rows: make([]laidRow, c.rows)}
		for y := range r.rows {
			r.rows[y].height = 10
		}
		for _, y := range c.joined {
			r.rows[y].joined = true
		}
		to, height := r.rowsIn(c.from, unit.Length(c.room), c.hard)
		if to != c.to || height != unit.Length(10*(to-c.from)) {
			t.Errorf("%+v: to %d, %d high", c, to, height)
		}
	}
}

// TestBeneath: kicker and deck are no greater than three quarters of the headline, nor smaller than the body.
func TestBeneath(t *testing.T) {
	hd := &header{composer: &composer{}, styles: &Styles{grid: &Grid{Size: 10 * unit.Pt}}}
	for _, c := range []struct{ size, headline, want int }{{20, 40, 20}, {30, 40, 30}, {31, 40, 28}, {32, 40, 28}, {20, 24, 18}, {14, 12, 10}, {10, 12, 10}, {20, 0, 20}} {
		if got := hd.beneath(unit.Points(c.size), unit.Points(c.headline)); got != unit.Points(c.want) {
			t.Errorf("%d pt beneath %d: %v, want %d", c.size, c.headline, got, c.want)
		}
	}
}
