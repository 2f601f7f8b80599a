package flow

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"banxin/layout/unit"
)

// TestSlots: line slots come column after column, without those that obstacles take; each
// knows how many there are from it down to the foot of its run, and the first of a run that
// nothing stands above it.
func TestSlots(t *testing.T) {
	for _, c := range []struct {
		name   string
		l0, l1 int
		holes  []hole
		want   string // a column a word: how many slots are left, * at the head of a run, - for none
	}{
		{"all", 0, 4, nil, "*4321 *4321"},
		{"some lines", 1, 3, nil, "-*21- -*21-"},
		{"none", 3, 3, nil, "---- ----"},
		{"a head over both columns", 0, 4, []hole{{0, 2, 0, 2}}, "--*21 --*21"},
		{"a head over the first", 0, 4, []hole{{0, 1, 0, 1}}, "-*321 *4321"},
		{"a figure in the middle", 0, 4, []hole{{1, 2, 1, 3}}, "*4321 *1--*1"},
		{"one at the foot", 0, 4, []hole{{0, 1, 2, 4}}, "*21-- *4321"},
		{"two that meet", 0, 4, []hole{{0, 1, 0, 2}, {0, 1, 2, 4}}, "---- *4321"},
		{"an empty hole", 0, 4, []hole{{0, 0, 0, 4}, {0, 2, 2, 2}}, "*4321 *4321"},
	} {
		r := room(2, 4)
		slots := r.slots(nil, c.l0, c.l1, obstacles{holes: c.holes})
		grid := [2][4]string{}
		for i := range grid {
			for k := range grid[i] {
				grid[i][k] = "-"
			}
		}
		for i, s := range slots {
			if i > 0 && (s.col < slots[i-1].col || s.col == slots[i-1].col && s.line <= slots[i-1].line) {
				t.Errorf("%s: slot %d out of order", c.name, i)
			}
			grid[s.col][s.line] = map[bool]string{true: "*"}[s.head] + fmt.Sprint(s.left)
		}
		if got := strings.Join(grid[0][:], "") + " " + strings.Join(grid[1][:], ""); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		again := slices.Clone(slots)
		for i := range again {
			again[i].left, again[i].head = 9, false
		}
		number(again)
		if !slices.Equal(again, slots) {
			t.Errorf("%s: numbered anew they differ", c.name)
		}
	}
}

// TestSlotsBesideInset: a line beside an inset is shorter, and one alone above or below it
// stays empty; where an inset leaves too little there is no line.
func TestSlotsBesideInset(t *testing.T) {
	r := room(1, 8)
	r.cols = []column{{0, 30 * em}}
	at := func(x, w, l0, l1 int) inset {
		return inset{rect: unit.Rect{X: unit.Length(x) * em, Y: r.Grid.Top(l0), W: unit.Length(w) * em, H: r.Grid.Height(l1 - l0)}}
	}
	for _, c := range []struct {
		name string
		k    inset
		want string // characters of each line; 0: none
	}{
		{"at the right", at(20, 10, 0, 3), "19 19 19 30 30 30 30 30"},
		{"at the left, a character away", at(0, 8, 3, 6), "30 30 30 21 21 21 30 30"},
		{"in the middle, the text on its wider side", at(12, 4, 2, 4), "30 30 13 13 30 30 30 30"},
		{"too little is left beside it", at(4, 18, 2, 4), "30 30 0 0 30 30 30 30"},
		{"one line alone above it stays empty", at(0, 30, 1, 3), "0 0 0 30 30 30 30 30"},
		{"two do not", at(0, 30, 2, 3), "30 30 0 30 30 30 30 30"},
		{"one below it", at(0, 30, 4, 7), "30 30 30 30 0 0 0 0"},
	} {
		chars := make([]string, 8)
		for i := range chars {
			chars[i] = "0"
		}
		for _, s := range r.slots(nil, 0, 8, obstacles{insets: []inset{c.k}}) {
			chars[s.line] = fmt.Sprint(int(s.width() / em))
		}
		if got := strings.Join(chars, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestRegionWith: a region does not change; when its stories are set it is another one.
func TestRegionWith(t *testing.T) {
	r := room(3, 9)
	was := r.String()
	part := r.dividedIn(unit.Rect{X: r.inside.X, Y: r.inside.Y, W: 20 * em, H: r.inside.H})
	done := r.with(obstacles{holes: []hole{{0, 2, 1, 3}}})
	if r.String() != was || len(r.taken.holes) > 0 {
		t.Error("the region has changed")
	}
	if done.spanned(0, 2) != true || done.spanned(1, 2) || done.spanned(0, 3) || r.spanned(0, 2) {
		t.Error("holes are not where they were put")
	}
	if part.String() == was {
		t.Error("the columns are not laid into the part")
	}
}

// TestUprightColumns: columns of vertical text are of 30 characters at most, unless the slot
// gives their number; its lines count from the right.
func TestUprightColumns(t *testing.T) {
	for _, c := range []struct{ chars, given, want int }{{30, 0, 1}, {31, 0, 2}, {60, 0, 2}, {61, 0, 3}, {90, 2, 2}} {
		r := room(1, 1)
		r.Slot.Upright, r.Slot.Columns = true, c.given
		r.divide(unit.Rect{W: 100 * em, H: unit.Length(c.chars) * em})
		if got := len(r.cols); got != c.want {
			t.Errorf("%d characters: %d columns, want %d", c.chars, got, c.want)
		}
		r.inside = unit.Rect{W: 100 * em, H: unit.Length(c.chars) * em}
		slots := r.slots(nil, 0, 2, obstacles{})
		if a, b := slots[0].start(0), slots[1].start(0); a.X-b.X != r.Grid.Leading || a.X != 100*em-em/2 || a.Y != 0 {
			t.Errorf("lines begin at %v and %v", a, b)
		}
	}
}

// TestSpanned: no rule stands between two columns at the lines at which a hole covers both, or what text runs round lies on
// the middle of the white between them.
func TestSpanned(t *testing.T) {
	r := room(3, 8)
	white := r.cols[0].x + r.cols[0].w // to the second column
	at := func(x, to unit.Length, l0, l1 int) inset {
		return inset{rect: unit.Rect{X: x, Y: r.Grid.Top(l0), W: to - x, H: r.Grid.Height(l1 - l0)}}
	}
	mid := (white + r.cols[1].x) / 2
	for _, c := range []struct {
		what string
		o    obstacles
		want string // of the first two columns, and the last two; x where they are spanned
	}{
		{"nothing", obstacles{}, "........ ........"},
		{"a hole over all", obstacles{holes: []hole{{0, 3, 2, 4}}}, "..xx.... ..xx...."},
		{"over two", obstacles{holes: []hole{{1, 3, 0, 1}}}, "........ x......."},
		{"over one", obstacles{holes: []hole{{0, 1, 0, 8}, {1, 2, 0, 8}}}, "........ ........"},
		{"an inset on the middle", obstacles{insets: []inset{at(mid-em, mid+em, 2, 4)}}, "..xx.... ........"},
		{"that ends there", obstacles{insets: []inset{at(mid-3*em, mid, 2, 4)}}, "..xx.... ........"},
		{"or begins", obstacles{insets: []inset{at(mid, mid+em, 2, 4)}}, "..xx.... ........"},
		{"and one short of it", obstacles{insets: []inset{at(mid-3*em, mid-1, 2, 4), at(mid+1, mid+em, 5, 6)}}, "........ ........"},
	} {
		with := r.with(c.o)
		var got []string
		for col := range 2 {
			s := ""
			for l := range 8 {
				s += map[bool]string{true: "x", false: "."}[with.spanned(col, l)]
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.what, s, c.want)
		}
	}
}
