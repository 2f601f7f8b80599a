package flow

import (
	"fmt"
	"slices"
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// TestGridLines: a block of lines is as high as from the first em box to the foot of the last, and as many
// lines as it needs hold a height.
func TestGridLines(t *testing.T) {
	g := &Grid{Area: unit.Rect{X: 5, Y: 100}, Size: 10, Leading: 14}
	for n, want := range map[int]unit.Length{-3: 0, 0: 0, 1: 10, 2: 24, 10: 136} {
		if got := g.Height(n); got != want {
			t.Errorf("%d lines are %d high, want %d", n, got, want)
		}
	}
	for h, want := range map[unit.Length]int{-1: 0, 0: 0, 1: 1, 10: 1, 11: 2, 24: 2, 25: 3, 136: 10, 137: 11} {
		if got := g.LinesFor(h); got != want {
			t.Errorf("%d takes %d lines, want %d", h, got, want)
		}
	}
	for line, want := range map[int]unit.Length{0: 100, 1: 114, -2: 72} {
		if g.Top(line) != want || g.Baseline(line) != want+9 { // 0.88 em, rounded
			t.Errorf("line %d is at %d, its baseline at %d", line, g.Top(line), g.Baseline(line))
		}
	}
}

// TestNoCalendar: days that no calendar has have no lunar date, the first and the last of those that have one do.
func TestNoCalendar(t *testing.T) {
	for _, c := range []struct {
		d    editions.Date
		some bool
	}{
		{editions.Date{Year: 1600, Month: 1, Day: 1}, true}, {editions.Date{Year: 2200, Month: 12, Day: 31}, true},
		{editions.Date{Year: 1599, Month: 12, Day: 31}, false}, {editions.Date{Year: 2201, Month: 1, Day: 1}, false},
		{editions.Date{Year: 2026, Month: 0, Day: 1}, false}, {editions.Date{Year: 2026, Month: 13, Day: 1}, false},
		{editions.Date{Year: 2026, Month: 1, Day: 0}, false}, {editions.Date{Year: 2026, Month: 1, Day: 32}, false},
		{editions.Date{}, false},
	} {
		if got := lunarDate(c.d); (got != "") != c.some {
			t.Errorf("%v is %q", c.d, got)
		}
	}
	for d, want := range map[editions.Date]int{{Year: 2000, Month: 1, Day: 1}: 6, {Year: 2024, Month: 2, Day: 29}: 4, {Year: 2024, Month: 3, Day: 1}: 5, {Year: 1900, Month: 2, Day: 28}: 3, {Year: 1900, Month: 12, Day: 31}: 1, {Year: 2026, Month: 10, Day: 18}: 0} {
		if got := Weekday(d); got != want {
			t.Errorf("%v is weekday %d, want %d", d, got, want)
		}
	}
}

// TestOnColor: type is white on colours that are dark, as inks are seen, and on spot inks.
func TestOnColor(t *testing.T) {
	for _, c := range []struct {
		ground page.Color
		want   page.Color
	}{
		{page.Color{}, page.Black}, {page.Black, page.White}, {page.Color{K: 4500}, page.Black}, {page.Color{K: 4501}, page.White},
		{page.Color{Y: 10000}, page.Black}, {page.Color{M: 7600}, page.Black}, {page.Color{M: 7700}, page.White},
		{page.Color{C: 10000}, page.Black}, {page.Color{C: 10000, M: 2500}, page.Black}, {page.Color{C: 10000, M: 2600}, page.White},
		{page.Color{C: 10000, Y: 10000}, page.Black}, {page.Color{C: 10000, Y: 10000, K: 401}, page.White},
		{page.Color{Spot: 1, Tint: 100}, page.White},
	} {
		if got := onColor(c.ground); got != c.want {
			t.Errorf("on %v: %v, want %v", c.ground, got, c.want)
		}
	}
}

// TestColumnSet: each column has its bit, those beyond the 64th are as that is.
func TestColumnSet(t *testing.T) {
	for _, c := range []struct {
		set  columnSet
		i    int
		want bool
	}{{1, 0, true}, {1, 1, false}, {4, 2, true}, {4, 1, false}, {1 << 63, 63, true}, {1 << 63, 64, true}, {1 << 63, 100, true}, {1 << 62, 63, false}, {1 << 62, 100, false}, {0, 0, false}} {
		if got := c.set.has(c.i); got != c.want {
			t.Errorf("%b has %d: %v", c.set, c.i, got)
		}
	}
}

// TestInsetOf: the lines of an element that stands in from both edges hold four characters at the least, where
// the column does, and the two sides give way alike.
func TestInsetOf(t *testing.T) {
	for _, c := range []struct{ shift, narrow, width, near, far, measure int }{
		{0, 0, 100, 0, 0, 100},
		{20, 10, 100, 20, 10, 70},
		{20, 10, 70, 20, 10, 40},
		{20, 10, 55, 10, 5, 40},
		{20, 10, 40, 0, 0, 40},
		{20, 10, 30, 0, 0, 30},
		{20, 0, 50, 10, 0, 40},
		{0, 20, 50, 0, 10, 40},
	} {
		e := &element{shift: pts(c.shift), narrow: pts(c.narrow), style: &style{font: &inline.Font{Size: em}}}
		near, far := e.inset(pts(c.width))
		if near != pts(c.near) || far != pts(c.far) || e.measure(pts(c.width), 0) != pts(c.measure) || e.measure(pts(c.width), pts(5)) != pts(c.measure-5) {
			t.Errorf("%+v: %s and %s, measure %s", c, near, far, e.measure(pts(c.width), 0))
		}
		if e.measure(pts(c.width), pts(1000)) != 1 {
			t.Errorf("%+v: no measure is left", c)
		}
	}
	e := &element{cap: &dropCap{lines: 2, taken: 7}}
	for k, want := range []unit.Length{7, 7, 0, 0} {
		if got := e.besideCap(k); got != want {
			t.Errorf("beside line %d the cap takes %d, want %d", k, got, want)
		}
	}
	if (&element{}).besideCap(0) != 0 {
		t.Error("no cap takes something")
	}
}

// TestNames: a stanza is the title of the next where it is a number or wholly bold, in one line.
func TestNames(t *testing.T) {
	run := func(text string, bold bool) editions.Run {
		r := editions.Run{Text: text}
		if bold {
			r.Marks = editions.Strong
		}
		return r
	}
	for _, c := range []struct {
		runs []editions.Run
		want bool
	}{
		{[]editions.Run{run("一", false)}, true}, {[]editions.Run{run("其二", false)}, true}, {[]editions.Run{run("（三）", false)}, true},
		{[]editions.Run{run(" 第十二章 ", false)}, true}, {[]editions.Run{run("IV", false)}, true}, {[]editions.Run{run("4.", false)}, true},
		{[]editions.Run{run("一二三四五", false)}, false}, {[]editions.Run{run("渡口", false)}, false}, {[]editions.Run{run("渡口", true)}, true},
		{[]editions.Run{run("渡", true), run("口", false)}, false}, {[]editions.Run{run("渡", true), run(" ", false), run("口", true)}, true},
		{[]editions.Run{run("渡\n口", true)}, false}, {[]editions.Run{run("一\n二", false)}, false},
	} {
		if got := names(editions.Text{Runs: c.runs}); got != c.want {
			t.Errorf("%v: %v", c.runs, got)
		}
	}
}

// TestZones: lines that follow one another in a column are a run, beside one another of one height a place;
// what stands before the first slot belongs to it; a piece that would hold another story's lines has its runs.
func TestZones(t *testing.T) {
	r, other := frame(0, 3, 10, editions.Slot{}), frame(0, 3, 10, editions.Slot{})
	at := func(x, y, w, h int) unit.Rect {
		return unit.Rect{X: pts(x), Y: pts(y), W: pts(w), H: pts(h)}
	}
	type put struct {
		r    *Region
		col  int
		rect unit.Rect
	}
	for _, c := range []struct {
		what               string
		puts               []put
		runs, wide, narrow int
	}{
		{"nothing", []put{{r, 0, at(0, 0, 0, 10)}, {r, 0, at(0, 0, 10, 0)}}, 0, 0, 0},
		{"lines of a column", []put{{r, 0, at(0, 0, 100, 10)}, {r, 0, at(0, 14, 100, 10)}, {r, 0, at(0, 28, 100, 10)}}, 1, 1, 1},
		{"a line is left out", []put{{r, 0, at(0, 0, 100, 10)}, {r, 0, at(0, 24, 100, 10)}}, 1, 1, 1},
		{"two are", []put{{r, 0, at(0, 0, 100, 10)}, {r, 0, at(0, 25, 100, 10)}}, 2, 1, 2},
		{"two columns of a height", []put{{r, 0, at(0, 0, 100, 10)}, {r, 1, at(110, 0, 100, 10)}}, 2, 1, 1},
		{"three", []put{{r, 0, at(0, 0, 100, 10)}, {r, 1, at(110, 0, 100, 10)}, {r, 2, at(220, 0, 100, 10)}}, 3, 1, 1},
		{"one lower", []put{{r, 0, at(0, 0, 100, 10)}, {r, 1, at(110, 1, 100, 10)}}, 2, 1, 2},
		{"one higher", []put{{r, 0, at(0, 0, 100, 10)}, {r, 1, at(110, 0, 100, 9)}}, 2, 1, 2},
		{"a column between", []put{{r, 0, at(0, 0, 100, 10)}, {r, 2, at(220, 0, 100, 10)}}, 2, 1, 2},
		{"another slot", []put{{r, 0, at(0, 0, 100, 10)}, {other, 1, at(110, 0, 100, 10)}}, 2, 2, 2},
		{"back to the first", []put{{r, 0, at(0, 0, 100, 10)}, {other, 0, at(110, 0, 100, 10)}, {r, 1, at(0, 90, 100, 10)}}, 3, 2, 3},
		{"a head", []put{{r, freestanding, at(0, 0, 100, 10)}, {r, freestanding, at(0, 10, 100, 10)}}, 2, 1, 2},
		{"before any slot", []put{{nil, freestanding, at(0, 0, 100, 10)}, {r, 0, at(0, 40, 50, 10)}}, 2, 1, 2},
	} {
		var z zones
		for _, p := range c.puts {
			z.add(p.r, p.col, p.rect)
		}
		if len(z.runs) != c.runs || len(z.wide()) != c.wide || len(z.narrow()) != c.narrow {
			t.Errorf("%s: %d runs, %v and %v", c.what, len(z.runs), z.wide(), z.narrow())
		}
		var all, wide, narrow unit.Rect
		for _, p := range c.puts {
			if !p.rect.Empty() {
				all = all.Union(p.rect)
			}
		}
		for _, x := range z.wide() {
			wide = wide.Union(x)
		}
		for _, x := range z.narrow() {
			narrow = narrow.Union(x)
		}
		if wide != all || narrow != all {
			t.Errorf("%s: %v and %v, want all of %v", c.what, wide, narrow, all)
		}
	}
	a, b := &Galley{}, &Galley{}
	piece := func(g *Galley, mark unit.Rect, puts ...put) Piece {
		p := Piece{Story: g, Items: []page.Item{&page.Mark{Rect: mark}, &page.Mark{}}}
		for _, x := range puts {
			p.zones.add(x.r, x.col, x.rect)
		}
		return p
	}
	left, right := put{r, 0, at(0, 0, 100, 10)}, put{r, 1, at(110, 50, 100, 10)}
	within := put{other, 0, at(50, 30, 20, 10)}
	for _, c := range []struct {
		what   string
		pieces []Piece
		want   int // zones of the first
	}{
		{"its mark's own place", []Piece{piece(a, at(0, 0, 210, 60), left, right)}, 0},
		{"another place", []Piece{piece(a, at(0, 0, 300, 60), left, right)}, 1},
		{"what another story has", []Piece{piece(a, at(0, 0, 210, 60), left, right), piece(b, unit.Rect{}, within)}, 2},
		{"what it has itself", []Piece{piece(a, at(0, 0, 210, 60), left, right), piece(a, unit.Rect{}, within)}, 0},
		{"nothing", []Piece{piece(a, at(0, 0, 210, 60))}, 0},
	} {
		was := c.pieces[0].Items[0].(*page.Mark)
		Zone(c.pieces)
		now := c.pieces[0].Items[0].(*page.Mark)
		if len(now.Zones) != c.want || len(was.Zones) != 0 || len(c.pieces[0].Items) != 2 {
			t.Errorf("%s: %v, was %v", c.what, now.Zones, was.Zones)
		}
	}
}

// TestCellsSaid: what a cell holds decides how its column is set.
func TestCellsSaid(t *testing.T) {
	cells := func(words ...string) *editions.Table {
		b := &editions.Table{Head: 1, Align: []typo.Align{typo.Justify}}
		for _, w := range words {
			var c editions.Text
			if w != "" {
				c.Runs = []editions.Run{{Text: w}}
			}
			b.Rows = append(b.Rows, []editions.Text{c})
		}
		return b
	}
	for _, c := range []struct {
		words []string
		want  bool
	}{
		{[]string{"价", "1", "2"}, true}, {[]string{"价", "1", "持平"}, true}, {[]string{"价", "1", "持平", "不详"}, false}, {[]string{"价", "持平"}, false},
		{[]string{"价", "", "", "1"}, true}, {[]string{"价", ""}, false}, {[]string{"12"}, false}, {[]string{"价", "1,234.5%"}, true}, {[]string{"价", "约12万人次"}, false},
		{[]string{"价", "−1.2℃"}, true}, {[]string{"价", "¥3.5元"}, true}, {[]string{"价", "3场半局"}, false}, {[]string{"价", "12kg"}, true},
	} {
		if got := figureColumn(cells(c.words...), 0); got != c.want {
			t.Errorf("%v are figures: %v", c.words, got)
		}
	}
	tinted := func(tints ...string) (x editions.Text) {
		for _, tint := range tints {
			x.Runs = append(x.Runs, editions.Run{Text: "字", Tint: tint})
		}
		return x
	}
	for _, c := range []struct {
		text editions.Text
		name string
		ok   bool
	}{{tinted(), "", false}, {tinted("a"), "a", true}, {tinted("a", "a"), "a", true}, {tinted("a", "b"), "", false}, {tinted("a", ""), "", false}, {tinted(""), "", false}} {
		if name, ok := wholeTint(c.text); name != c.name || ok != c.ok {
			t.Errorf("%v: %s %v", c.text.Runs, name, ok)
		}
		plain := untinted(c.text)
		if slices.ContainsFunc(plain.Runs, func(r editions.Run) bool { return r.Tint != "" }) || len(plain.Runs) != len(c.text.Runs) {
			t.Errorf("%v untinted is %v", c.text.Runs, plain.Runs)
		}
	}
	for s, want := range map[string]bool{"■": true, "█": true, "■■": false, "□": false, "": false} {
		if got := blackened(editions.Text{Runs: []editions.Run{{Text: s}}}); got != want {
			t.Errorf("%s is black: %v", s, got)
		}
	}
	up, plain := editions.Run{Text: "1", Marks: editions.Superscript}, editions.Run{Text: "1"}
	for _, c := range []struct {
		runs []editions.Run
		want bool
	}{{nil, false}, {[]editions.Run{up}, true}, {[]editions.Run{up, up}, true}, {[]editions.Run{up, plain}, false}, {[]editions.Run{plain}, false}} {
		if got := raised(editions.Text{Runs: c.runs}); got != c.want {
			t.Errorf("%v raised: %v", c.runs, got)
		}
	}
	for _, c := range []struct {
		rows []int
		n    int // cells of each afterwards
		same bool
	}{{[]int{2, 2}, 2, true}, {[]int{2, 3}, 3, false}, {[]int{1, 2, 1}, 2, false}, {[]int{3, 3}, 3, false}, {[]int{1}, 2, false}} {
		b := &editions.Table{Align: []typo.Align{typo.Left, typo.Right}}
		for _, n := range c.rows {
			b.Rows = append(b.Rows, make([]editions.Text, n))
		}
		got := regular(b)
		if (got == b) != c.same || len(got.Align) != c.n || got.Align[1] != typo.Right || len(got.Rows) != len(c.rows) {
			t.Errorf("%v: %d columns, the same %v", c.rows, len(got.Align), got == b)
		}
		for i, row := range got.Rows {
			if len(row) != c.n || len(b.Rows[i]) != c.rows[i] {
				t.Errorf("%v: row %d has %d cells, had %d", c.rows, i, len(row), len(b.Rows[i]))
			}
		}
	}
}

// TestSpare: what was given last is taken first, emptied; of nothing nothing is taken.
func TestSpare(t *testing.T) {
	var s spare
	if s.takeRows() != nil || s.takeSlots() != nil {
		t.Error("something of nothing")
	}
	s.giveRows(make([]rowAt, 3, 10))
	s.giveRows(make([]rowAt, 2, 20))
	s.giveSlots(make([]lineSlot, 5, 30))
	for _, want := range []int{20, 10} {
		if l := s.takeRows(); len(l) != 0 || cap(l) != want {
			t.Errorf("%d of %d, want 0 of %d", len(l), cap(l), want)
		}
	}
	if l := s.takeSlots(); len(l) != 0 || cap(l) != 30 || s.takeRows() != nil || s.takeSlots() != nil {
		t.Errorf("%d of %d", len(l), cap(l))
	}
}

// TestPlacesOfPictures: what the words for places say.
func TestPlacesOfPictures(t *testing.T) {
	for at, want := range map[string][2]bool{"top": {false, false}, "top-left": {true, false}, "top-right": {false, false}, "bottom": {false, true}, "bottom-left": {true, true}, "bottom-right": {false, true}, "center": {}, "": {}} {
		if got := [2]bool{atLeft(at), atFoot(at)}; got != want {
			t.Errorf("%s: left, foot %v", at, got)
		}
	}
}

// TestBarInBox: the ground of a head that begins or ends with the columns of a box goes to its frame, at its head
// too; without a box it is as wide as the head. The last line of the head is white.
func TestBarInBox(t *testing.T) {
	for _, c := range []struct {
		box            bool
		c0, c1, l0, l1 int
		want           string // from the left, the right, the head of the slot, and its foot
	}{
		{false, 0, 3, 0, 3, "0.000 0.000 0.000 28.000"},
		{false, 1, 2, 2, 4, "110.000 110.000 28.000 42.000"},
		{true, 0, 3, 1, 4, "0.000 0.000 2.000 42.000"},
		{true, 0, 2, 1, 4, "0.000 115.000 2.000 42.000"},
		{true, 1, 3, 2, 4, "115.000 0.000 28.000 42.000"},
		{true, 1, 2, 2, 4, "115.000 115.000 28.000 42.000"},
	} {
		var slot editions.Slot
		if c.box {
			slot.Box.Width = unit.Pt / 2
		}
		r := frame(0, 3, 10, slot)
		at := r.inner(c.c0, c.c1, c.l0, c.l1)
		b := r.bar(hole{c.c0, c.c1, c.l0, c.l1}, at)
		if got := fmt.Sprint(b.X-r.Rect.X, r.Rect.Right()-b.Right(), b.Y-r.Rect.Y, b.Bottom()-r.Rect.Y); got != c.want {
			t.Errorf("%+v: %s, want %s; its columns are %v", c, got, c.want, r.cols)
		}
	}
}

func pts(n int) unit.Length { return unit.Points(n) }
