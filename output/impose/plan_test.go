package impose

import (
	"fmt"
	"slices"
	"testing"

	"banxin/editions"
	"banxin/layout/unit"
)

// A piece of paper as it lies: what is printed on both faces, and how it lies against the way
// it was printed: turned over, and by how many degrees.
type ply struct {
	top, bottom face
}

type face struct {
	page   int
	turned int // degrees clockwise, as it is seen from its own side
}

// over turns a ply over a vertical edge, or over a horizontal one.
func (p ply) over(level bool) ply {
	top, bottom := p.bottom, p.top
	if level { // over the head: what was upright is upside down
		top.turned, bottom.turned = (top.turned+180)%360, (bottom.turned+180)%360
	}
	return ply{top, bottom}
}

// pile are plies by the places where they lie, each from the top.
type pile map[[2]int][]ply

// foldedBy lays one half of a sheet upon the other: the first columns (or rows) upon the last,
// or the last upon the first; turned over where it is folded, as they are where it is cut.
func (p pile) foldedBy(across, turn, last bool, n int) pile {
	out := pile{}
	axis := 1
	if across {
		axis = 0
	}
	moves := func(at [2]int) bool { return (at[axis] >= n/2) == last }
	place := func(at [2]int) [2]int {
		switch {
		case moves(at) && turn:
			at[axis] = n - 1 - at[axis]
		case moves(at) && last:
			at[axis] -= n / 2
		case moves(at):
			at[axis] += n / 2
		}
		if !last {
			at[axis] -= n / 2
		}
		return at
	}
	for at, stack := range p {
		if !moves(at) {
			out[place(at)] = slices.Clone(stack)
		}
	}
	for at, stack := range p {
		if !moves(at) {
			continue
		}
		upper := slices.Clone(stack)
		if turn {
			slices.Reverse(upper)
			for i := range upper {
				upper[i] = upper[i].over(!across)
			}
		}
		to := place(at)
		out[to] = append(upper, out[to]...)
	}
	return out
}

// fold folds what two sides of a sheet print in every order of halving that its folds allow,
// and returns the first in which the pages come to lie upright and in order.
func fold(front, back *Sided, feet bool) ([]int, error) {
	cols, rows, sheet := spread(front, back)
	var try func(p pile, cols, rows int) []ply
	try = func(p pile, cols, rows int) []ply {
		if cols == 1 && rows == 1 {
			if s := p[[2]int{0, 0}]; bound(s) {
				return s
			}
			return nil
		}
		for _, last := range []bool{false, true} {
			if rows > 1 {
				if s := try(p.foldedBy(false, !feet, last, rows), cols, rows/2); s != nil {
					return s
				}
			}
			if cols > 1 {
				if s := try(p.foldedBy(true, true, last, cols), cols/2, rows); s != nil {
					return s
				}
			}
		}
		return nil
	}
	for range 2 { // the sheet may lie with either side up, and either way round
		for range 2 {
			if s := try(sheet, cols, rows); s != nil {
				var out []int
				for _, l := range s {
					out = append(out, l.top.page, l.bottom.page)
				}
				return out, nil
			}
			sheet = sheet.about(cols, rows)
		}
		sheet = sheet.turnedOver(cols)
	}
	return nil, fmt.Errorf("%s and %s fold to nothing that can be read", front.Name, back.Name)
}

// bound tells whether a folded sheet is upright on every face, front faces up.
func bound(s []ply) bool {
	last := -1
	for _, l := range s {
		for _, f := range []face{l.top, l.bottom} {
			if f.turned != 0 || f.page <= last {
				return false
			}
			last = f.page
		}
	}
	return true
}

func (p pile) about(cols, rows int) pile { // half a turn
	out := pile{}
	for at, s := range p {
		var t []ply
		for _, l := range s {
			l.top.turned, l.bottom.turned = (l.top.turned+180)%360, (l.bottom.turned+180)%360
			t = append(t, l)
		}
		out[[2]int{cols - 1 - at[0], rows - 1 - at[1]}] = t
	}
	return out
}

func (p pile) turnedOver(cols int) pile {
	out := pile{}
	for at, s := range p {
		out[[2]int{cols - 1 - at[0], at[1]}] = []ply{s[0].over(false)}
	}
	return out
}

// spread finds the grid of a sheet and lays back against front as they are printed: left of one
// is right of the other.
func spread(front, back *Sided) (cols, rows int, out pile) {
	quarter := front.Cells[0].Turned%180 == 90
	grid := func(s *Sided) map[[2]int]Cell {
		var xs, ys []unit.Length
		for _, c := range s.Cells {
			xs, ys = append(xs, c.slot.X), append(ys, c.slot.Y)
		}
		slices.Sort(xs)
		slices.Sort(ys)
		xs, ys = slices.Compact(xs), slices.Compact(ys)
		cols, rows = len(xs), len(ys)
		m := map[[2]int]Cell{}
		for _, c := range s.Cells {
			m[[2]int{slices.Index(xs, c.slot.X), slices.Index(ys, c.slot.Y)}] = c
		}
		return m
	}
	f, b := grid(front), grid(back)
	out = pile{}
	for at, c := range f {
		d := b[[2]int{cols - 1 - at[0], at[1]}]
		if !quarter {
			out[at] = []ply{{face{c.place, c.Turned}, face{d.place, d.Turned}}}
			continue
		}
		// A sheet whose pages lie on their sides is looked at turned by a quarter
		// anticlockwise: what was at the right is at the head.
		to := [2]int{at[1], cols - 1 - at[0]}
		out[to] = []ply{{face{c.place, (c.Turned + 270) % 360}, face{d.place, (d.Turned + 90) % 360}}}
	}
	if quarter {
		cols, rows = rows, cols
	}
	return cols, rows, out
}

// schemes are all that a printer's file can say.
func schemes() (out []editions.Imposition) {
	for _, feet := range []bool{false, true} {
		for _, smaller := range []bool{false, true} {
			for _, gathered := range []bool{false, true} {
				for _, up := range []int{2, 4, 8, 16} {
					out = append(out, editions.Imposition{Sheetfed: true, Up: up, Across: 1, Around: 1, PerPlate: 2, Feet: feet, Smaller: smaller, Gathered: gathered, Blanks: true,
						TrimOff: unit.Millimetres(3000), Mill: unit.Millimetres(2000), Lap: unit.Millimetres(8000), Thickness: unit.Millimetres(100)})
				}
				for _, format := range []editions.Format{editions.Broadsheet, editions.Tabloid} {
					for _, across := range []int{1, 2} {
						for _, collect := range []bool{false, true} {
							out = append(out, editions.Imposition{Format: format, Up: 2, Across: across, Around: 2, Collect: collect, PerPlate: 2, Feet: feet, Smaller: smaller, Gathered: gathered, Blanks: true,
								Thickness: unit.Millimetres(70)})
						}
					}
				}
			}
		}
	}
	return out
}

// TestFold folds the sheets of every scheme for every number of pages: each page is there once,
// right side up, in its order; trims do not overlap; what creeps is moved to the spine, the more
// the further inside.
func TestFold(t *testing.T) {
	w, h := unit.Millimetres(210000), unit.Millimetres(285000)
	plans, sheets := 0, 0
	for _, scheme := range schemes() {
		for n := 1; n <= 52; n++ {
			pages := make([]Page, n)
			for i := range pages {
				pages[i] = Page{Number: i + 1, W: w, H: h}
			}
			plan, found := New(pages, &editions.Press{Plates: &scheme})
			if plan == nil || len(found) > 0 {
				t.Fatalf("%+v, %d pages: %v", scheme, n, found)
			}
			seen := map[int]int{}
			var order [][]int
			bySheet := map[int][2]*Sided{}
			for i := range plan.Plates {
				s := &plan.Plates[i]
				apart(t, s)
				pair := bySheet[s.Sheet]
				pair[b2i(s.Side == "back")] = s
				bySheet[s.Sheet] = pair
				for _, c := range s.Cells {
					seen[c.Page]++
					creeps(t, &scheme, plan, s, &c)
				}
			}
			for i := 1; i <= plan.Sheets; i++ {
				read, err := fold(bySheet[i][0], bySheet[i][1], scheme.Feet)
				if err != nil {
					t.Fatalf("%+v, %d pages: %v", scheme, n, err)
				}
				order = append(order, read)
				sheets++
			}
			if got := gathered(order, scheme.Gathered); !inOrder(got, plan.Pages+plan.Blanks) {
				t.Fatalf("%+v, %d pages: they are read %v", scheme, n, got)
			}
			for p := 1; p <= n; p++ {
				if seen[p] != 1 {
					t.Fatalf("%+v, %d pages: page %d is there %d times", scheme, n, p, seen[p])
				}
			}
			plans++
		}
	}
	t.Logf("%d plans, %d sheets folded", plans, sheets)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// gathered puts folded sheets within one another, or one upon another.
func gathered(sheets [][]int, upon bool) (out []int) {
	if upon {
		return slices.Concat(sheets...)
	}
	var tail []int
	for _, s := range sheets {
		out = append(out, s[:len(s)/2]...)
		tail = append(slices.Clone(s[len(s)/2:]), tail...)
	}
	return append(out, tail...)
}

// inOrder tells whether all places are read one after another.
func inOrder(read []int, n int) bool {
	for i, p := range read {
		if p != i {
			return false
		}
	}
	return len(read) == n
}

// apart wants the trims of a plate to lie in it, and none over another.
func apart(t *testing.T, s *Sided) {
	t.Helper()
	for i, a := range s.Cells {
		if a.trim.X < 0 || a.trim.Y < 0 || a.trim.Right() > s.block.W || a.trim.Bottom() > s.block.H {
			t.Fatalf("plate %s: page %d reaches out of it", s.Name, a.Page)
		}
		for _, b := range s.Cells[i+1:] {
			if a.trim.Overlaps(b.trim) {
				t.Fatalf("plate %s: pages %d and %d lie over one another", s.Name, a.Page, b.Page)
			}
		}
	}
}

// creeps wants a page to be moved by the leaves outside it, and its trim to end at its spine.
func creeps(t *testing.T, i *editions.Imposition, p *Plan, s *Sided, c *Cell) {
	t.Helper()
	if c.Page == 0 {
		return
	}
	if !i.Gathered && p.Blanks == 0 {
		leaf := min(c.Page-1, p.Pages-c.Page) / 2
		if want := i.Thickness * unit.Length(leaf); c.creep != want {
			t.Fatalf("plate %s: page %d creeps %s, want %s", s.Name, c.Page, c.creep, want)
		}
	}
	across, long := c.trim.W, c.slot.W
	if c.quarter%2 == 1 {
		across, long = c.trim.H, c.slot.H
	}
	if across+c.creep != long {
		t.Fatalf("plate %s: page %d is %s wide after %s of creep", s.Name, c.Page, across, c.creep)
	}
	// upright, its spine is at the left of a recto
	start, end := c.trim.X == c.slot.X, c.trim.Right() == c.slot.Right()
	switch c.quarter {
	case 1:
		start, end = c.trim.Y == c.slot.Y, c.trim.Bottom() == c.slot.Bottom()
	case 2:
		start, end = end, start
	case 3:
		start, end = c.trim.Bottom() == c.slot.Bottom(), c.trim.Y == c.slot.Y
	}
	if c.recto && !start || !c.recto && !end {
		t.Fatalf("plate %s: page %d leaves its spine", s.Name, c.Page)
	}
}

// TestFaults: what cannot be printed is said, with the page.
func TestFaults(t *testing.T) {
	w, h := unit.Millimetres(390000), unit.Millimetres(540000)
	all, black := []string{"Cyan", "Magenta", "Yellow", "Black"}, []string{"Black"}
	pages := func(n int, change func(p []Page)) []Page {
		out := make([]Page, n)
		for i := range out {
			out[i] = Page{Number: i + 1, W: w, H: h, Inks: black}
		}
		if change != nil {
			change(out)
		}
		return out
	}
	web := func(change func(*editions.Imposition)) *editions.Imposition {
		i := &editions.Imposition{Across: 1, Around: 1, PerPlate: 2}
		if change != nil {
			change(i)
		}
		return i
	}
	towers := []editions.Tower{{Of: 8, Pages: []editions.Range{{From: 1, To: 1}, {}}, Inks: editions.Inks{Process: editions.ProcessInks}}}
	for _, c := range []struct {
		what  string
		pages []Page
		press editions.Press
		want  string
	}{
		{"all is well", pages(8, nil), editions.Press{Plates: web(nil), Towers: towers}, "[]"},
		{"too few pages", pages(6, nil), editions.Press{Plates: web(nil)}, "[PLT-COUNT 6]"},
		{"blanks", pages(6, nil), editions.Press{Plates: web(func(i *editions.Imposition) { i.Blanks = true })}, "[]"},
		{"sections of another sum", pages(8, nil), editions.Press{Plates: web(func(i *editions.Imposition) { i.Sections = []int{4, 8} })}, "[PLT-COUNT 0]"},
		{"sections", pages(12, nil), editions.Press{Plates: web(func(i *editions.Imposition) { i.Sections = []int{4, 8} })}, "[]"},
		{"colour in black towers", pages(8, func(p []Page) { p[0].Inks, p[3].Inks, p[7].Inks = all, all, all }), editions.Press{Plates: web(nil), Towers: towers}, "[PLT-TOWER 4]"},
		{"as many pages as nothing is said of", pages(4, func(p []Page) { p[1].Inks = all }), editions.Press{Plates: web(nil), Towers: towers}, "[]"},
		{"another size", pages(8, func(p []Page) { p[2].W, p[2].H = w/2, h/2 }), editions.Press{Plates: web(nil)}, "[PLT-TRIM 3]"},
		{"a size that the press does not print", pages(4, nil), editions.Press{Plates: web(nil), Trims: []editions.Sheet{{W: w, H: h + unit.Millimetres(20000)}}}, "[PLT-TRIM 1 PLT-TRIM 2 PLT-TRIM 3 PLT-TRIM 4]"},
		{"the middle spread", append(pages(3, nil), append([]Page{{Number: 4, W: 2 * w, H: h, Spread: true}}, pages(3, nil)...)...), editions.Press{Plates: web(nil)}, "[]"},
		{"another spread", append(append(pages(1, nil), Page{Number: 2, W: 2 * w, H: h, Spread: true}), pages(5, nil)...), editions.Press{Plates: web(nil)}, "[PLT-SPREAD 2]"},
		{"too narrow a web", pages(8, nil), editions.Press{Plates: web(func(i *editions.Imposition) { i.Webs = []unit.Length{unit.Millimetres(700000)} })}, "[PLT-SHEET 0]"},
		{"too small a sheet", pages(8, nil), editions.Press{Plates: &editions.Imposition{Sheetfed: true, Up: 2, Gripper: unit.Millimetres(10000), Paper: []editions.Sheet{{W: 2 * w, H: h}}}}, "[PLT-SHEET 0]"},
	} {
		_, found := New(c.pages, &c.press)
		var got []string
		for _, f := range found {
			got = append(got, fmt.Sprint(f.Code, " ", f.Page))
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", c.what, got, c.want)
		}
	}
}

// TestWebs: ribbons and what stands round the cylinder share webs; the same again is made twice.
func TestWebs(t *testing.T) {
	pages := make([]Page, 16)
	for i := range pages {
		pages[i] = Page{Number: i + 1, W: unit.Millimetres(390000), H: unit.Millimetres(540000)}
	}
	for _, c := range []struct {
		i    editions.Imposition
		want string // webs, plates, copies of the first, pages of the first plate
	}{
		{editions.Imposition{Across: 1, Around: 1, PerPlate: 2}, "4 8 1 [16 1]"},
		{editions.Imposition{Across: 2, Around: 1, PerPlate: 2}, "2 8 1 [16 1]"},
		{editions.Imposition{Across: 2, Around: 1, PerPlate: 4}, "2 4 1 [16 1 14 3]"},
		{editions.Imposition{Across: 2, Around: 2, PerPlate: 2}, "2 8 2 [16 1]"},
		{editions.Imposition{Across: 2, Around: 2, Collect: true, PerPlate: 2}, "1 8 1 [16 1]"},
		{editions.Imposition{Across: 1, Around: 1, PerPlate: 1}, "4 16 1 [16]"},
		{editions.Imposition{Across: 2, Around: 1, PerPlate: 4, Sections: []int{8, 8}}, "2 4 1 [8 1 16 9]"},
	} {
		p, found := New(pages, &editions.Press{Plates: &c.i})
		if p == nil || len(found) > 0 {
			t.Fatalf("%+v: %v", c.i, found)
		}
		var first []int
		for _, cell := range p.Plates[0].Cells {
			first = append(first, cell.Page)
		}
		if got := fmt.Sprint(p.Webs, len(p.Plates), p.Plates[0].Copies, first); got != c.want {
			t.Errorf("%+v: %s, want %s", c.i, got, c.want)
		}
	}
}
