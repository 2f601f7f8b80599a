package makeup

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
	"banxin/output/dump"
)

// randomOptions makes tables of parcels on a tiny grid.
func randomOptions(r *rand.Rand, parcels, columns, lines int) [][][]*option {
	out := make([][][]*option, parcels)
	for p := range out {
		out[p] = make([][]*option, columns+1)
		for w := 1; w <= columns; w++ {
			for h := 1; h <= lines; h++ {
				if r.Intn(3) == 0 {
					o := &option{parcel: p, cols: w, lines: h, head: 1, cost: r.Intn(60), size: unit.Points(steps[r.Intn(len(steps))])}
					if r.Intn(4) == 0 {
						o.slot.Box.Width = 1
					}
					out[p][w] = append(out[p][w], o)
				}
			}
		}
	}
	return out
}

// twin finds the cheapest cuts by trying all: every division of a set into a first part
// and the rest, every pair of cuts of the two, none forgotten.
type twin struct {
	c    *cutter
	memo map[stand][]*cut
}

// stand is a set of parcels in a width.
type stand struct {
	set uint64
	w   int
}

func (t *twin) all(set uint64, w int) []*cut {
	key := stand{set, w}
	if got, ok := t.memo[key]; ok {
		return got
	}
	var out []*cut
	if bits.OnesCount64(set) == 1 {
		for _, o := range t.c.options[bits.TrailingZeros64(set)][w] {
			x := newLeaf(o)
			out = append(out, &x)
		}
	} else {
		for a := uint64(1); a < set; a++ {
			b := set &^ a
			if a&set != a || a&-a > b&-b || set&-set&leading != 0 && bits.OnesCount64(a) > 1 {
				continue
			}
			out = append(out, t.pairs(a, b, w)...)
		}
	}
	t.memo[key] = out
	return out
}

func (t *twin) pairs(a, b uint64, w int) []*cut {
	out := t.stacks(a, b, w)
	if t.c.pulls[bits.TrailingZeros64(a)] < 0 && a&leading == 0 { // what wants to stand low may stand below all
		out = append(out, t.stacks(b, a, w)...)
	}
	if (a|b)&leading != 0 {
		return out
	}
	for wa := 1; wa < w; wa++ {
		for _, x := range t.all(a, wa) {
			for _, y := range t.all(b, w-wa) {
				if x.h == y.h && x.kind != beside {
					out = append(out, &cut{kind: beside, w: uint8(w), h: x.h, cost: x.cost + y.cost + clash(x.right, y.left), left: x.left, right: y.right, parts: [2]*cut{x, y}})
				}
			}
		}
	}
	return out
}

func (t *twin) stacks(a, b uint64, w int) (out []*cut) {
	for _, x := range t.all(a, w) {
		for _, y := range t.all(b, w) {
			if h := x.h + t.c.gap + y.h; h <= t.c.lines && x.kind != stacked {
				out = append(out, &cut{kind: stacked, w: uint8(w), h: h, cost: x.cost + y.cost + t.c.lowered(x.h, t.c.pull(b)), left: x.left, right: x.right, parts: [2]*cut{x, y}})
			}
		}
	}
	return out
}

func newTestCutter(r *rand.Rand, parcels, columns, lines int) *cutter {
	c := newCutter(randomOptions(r, parcels, columns, lines), lines, 1)
	for p := range parcels {
		c.pulls = append(c.pulls, []int{60, 30, -16, 8, 4}[p%5])
	}
	c.keep = 1 << 20
	return c
}

// TestCutsExhaustive compares the cheapest cuts of small zones, for every set, width and height,
// with those found by trying all. The heads in corners are left out of it: of cuts of one height
// and kind the cheapest is kept, whatever its heads are.
func TestCutsExhaustive(t *testing.T) {
	found := 0
	for seed := range int64(300) {
		r := rand.New(rand.NewSource(seed))
		parcels, columns := 2+r.Intn(4), 1+r.Intn(3)
		c := newTestCutter(r, parcels, columns, 5+r.Intn(8))
		for _, ps := range c.options {
			for _, os := range ps {
				for _, o := range os {
					o.slot.Head.Vertical = true // such heads touch no others
				}
			}
		}
		tw := &twin{c, map[stand][]*cut{}}
		for set := uint64(1); set < 1<<parcels; set++ {
			for w := 1; w <= columns; w++ {
				want := map[int]int{}
				for _, x := range tw.all(set, w) {
					if n, ok := want[x.h]; x.h <= c.lines && (!ok || x.cost < n) {
						want[x.h] = x.cost
					}
				}
				got := map[int]int{}
				if p := c.profile(set, w); p != nil {
					for _, x := range p.cuts {
						if x != nil {
							got[x.h] = x.cost
						}
					}
				}
				if !maps.Equal(got, want) {
					t.Fatalf("seed %d, set %b in %d columns: %v, not %v", seed, set, w, got, want)
				}
				found += len(want)
			}
		}
	}
	if found < 1000 {
		t.Errorf("only %d heights are found: the test says little", found)
	}
}

// TestSurveyExhaustive compares the cheapest heights of rows, in skeletons drawn and of zones made up
// at random, with those found by trying all.
func TestSurveyExhaustive(t *testing.T) {
	found := 0
	for seed := range int64(200) {
		r := rand.New(rand.NewSource(seed))
		all := skeletons([]int{6, 8, 5, 4}[r.Intn(4)], 9, false)
		sk := all[r.Intn(len(all))]
		lines := 12 + r.Intn(10)
		s := newSurveyor(sk, lines, 1)
		s.misfit = 50
		var zoned []*profile
		for range sk.zones {
			p := &profile{lo: 1 + r.Intn(lines/2), pull: r.Intn(40), least: 1 << 30}
			for n := 1 + r.Intn(5); len(p.cuts) < n; {
				var x *cut
				if len(p.cuts) == 0 || len(p.cuts) == n-1 || r.Intn(3) > 0 {
					x = &cut{h: p.lo + len(p.cuts), cost: r.Intn(500)}
					p.least = min(p.least, x.cost)
				}
				p.cuts = append(p.cuts, x)
			}
			zoned = append(zoned, p)
		}
		want := 1 << 29
		at := make([]int, sk.rows+1)
		at[sk.rows] = lines + 1
		var try func(i int)
		try = func(i int) {
			if i < sk.rows {
				for at[i] = at[i-1] + 1; at[i] <= lines; at[i]++ {
					try(i + 1)
				}
				return
			}
			cost := 0
			for k, z := range sk.zones {
				h := at[z.to] - at[z.from] - 1
				if h < max(1, zoned[k].lo-reach) || h > zoned[k].lo+len(zoned[k].cuts)-1+reach {
					return
				}
				x, off := zoned[k].at(h)
				cost += x.cost + off*z.cols*s.misfit + at[z.from]*zoned[k].pull/16
			}
			want = min(want, cost)
		}
		try(1)
		got, ok := s.survey(zoned, 1<<29)
		if ok != (want < 1<<29) || ok && got.cost != want {
			t.Fatalf("seed %d: %v %v, not %d", seed, got.cost, ok, want)
		}
		if ok {
			found++
		}
	}
	if found < 50 {
		t.Errorf("only %d skeletons can be surveyed: the test says little", found)
	}
}

// TestSkeletons holds every skeleton of every width to this: its zones are rectangles that cover it, no
// gutter goes from head to foot, and one over all columns is above the last row or below a first story that
// has the whole width.
func TestSkeletons(t *testing.T) {
	for columns := 1; columns <= mostColumns; columns++ {
		all := skeletons(columns, 12, false)
		if columns >= 4 && len(all) < 12 {
			t.Errorf("only %d skeletons of %d columns", len(all), columns)
		}
		for _, s := range all {
			cells := make([]int, s.rows*s.columns)
			for _, z := range s.zones {
				for r := z.from; r < z.to; r++ {
					for c := z.col; c < z.col+z.cols; c++ {
						cells[r*s.columns+c]++
					}
				}
				if z.letter == 'A' && (z.col > 0 || z.from > 0 || 2*z.cols < columns) {
					t.Errorf("%s: the lead's zone", s.drawing)
				}
			}
			if slices.Min(cells) != 1 || slices.Max(cells) != 1 {
				t.Errorf("%s: its zones are no rectangles that cover it", s.drawing)
			}
			for c := 1; c < columns; c++ {
				if columns >= 4 && !slices.ContainsFunc(s.zones, func(z zone) bool { return z.col < c && c < z.col+z.cols }) {
					t.Errorf("%s: a gutter from head to foot at column %d", s.drawing, c)
				}
			}
			for r := 1; r < s.rows; r++ {
				whole := s.zones[0].cols == columns && r == s.zones[0].to
				if r < s.rows-1 && !whole && !slices.ContainsFunc(s.zones, func(z zone) bool { return z.from < r && r < z.to }) {
					t.Errorf("%s: a gutter over all columns above row %d", s.drawing, r)
				}
			}
		}
	}
}

// TestJudge weighs small pages that differ in one thing.
func TestJudge(t *testing.T) {
	at := func(parcel, col, line, cols, lines int, size int) area {
		return area{&option{parcel: parcel, cols: cols, lines: lines, head: 2, size: unit.Points(size)}, col, line}
	}
	var parcels []parcel
	for p := range 5 {
		parcels = append(parcels, parcel{stories: []*editions.Story{{ID: fmt.Sprint(p), Genre: "通讯"}}, rank: p})
	}
	j := newJudge(4, 21, 1, parcels)
	mill := []area{at(0, 0, 0, 3, 6, 40), at(1, 3, 0, 1, 14, 20), at(2, 1, 7, 2, 7, 24), at(3, 0, 7, 1, 14, 18), at(4, 1, 15, 3, 6, 16)}
	if got := j.gutters(mill); got != costRiver { // one over three of its four columns; the other is above a strip
		t.Errorf("a windmill has gutters of %d", got)
	}
	if strip := []area{at(0, 0, 0, 3, 14, 40), at(1, 3, 0, 1, 14, 20), at(2, 0, 15, 2, 6, 20), at(3, 2, 15, 2, 6, 20)}; j.gutters(strip) < costThrough {
		t.Error("a strip of two stories is parted from the page by white over all columns")
	}
	for _, c := range []struct {
		name string
		as   []area
		want int
	}{
		{"through horizontally", []area{at(0, 0, 0, 3, 10, 40), at(1, 3, 0, 1, 10, 20), at(2, 0, 11, 2, 10, 20), at(3, 2, 11, 2, 10, 20)}, costThrough},
		{"through vertically", []area{at(0, 0, 0, 2, 21, 40), at(1, 2, 0, 2, 21, 20)}, costUpright},
		{"above a strip", []area{at(0, 0, 0, 3, 14, 40), at(1, 3, 0, 1, 14, 20), at(2, 0, 15, 4, 6, 20)}, 0},
		{"below a lead of all columns", []area{at(0, 0, 0, 4, 8, 40), at(1, 0, 9, 2, 12, 20), at(2, 2, 9, 2, 12, 20)}, 0},
		{"a cross", []area{at(0, 0, 0, 2, 10, 40), at(1, 2, 0, 2, 10, 20), at(2, 0, 11, 2, 10, 40), at(3, 2, 11, 2, 10, 20)}, costThrough + costUpright + costCross},
	} {
		if got := j.gutters(c.as); got != c.want {
			t.Errorf("%s: %d, not %d", c.name, got, c.want)
		}
	}
	alike, unlike := j.heads(&mill[0], &mill[1]), 0
	mill[1].size = unit.Points(36)
	if unlike = j.heads(&mill[0], &mill[1]); alike >= unlike {
		t.Errorf("heads of 40 and 36 points side by side cost %d, of 40 and 20 %d", unlike, alike)
	}
	if j.heads(&mill[2], &mill[1]) != 0 {
		t.Error("heads at different heights clash")
	}
}

// TestTemplateText puts the text of made-up templates into the paper and wants the same page.
func TestTemplateText(t *testing.T) {
	fsys := realPage(t, emptyEdition, emptyPage)
	ed, cat := load(t, fsys)
	for k, v := range Auto(ed, cat, 3) {
		text := v.Text(1, "拼版")
		lines, _, _ := strings.Cut(text, "名称:")
		fsys["templates/拼版.yaml"] = &fstest.MapFile{Data: []byte(text)}
		fsys["editions/2023-10-20/edition.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(emptyEdition, "    模板: 对开空版\n", strings.ReplaceAll(lines, "# ", "  "), 1))}
		again, found, err := editions.Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			if f.Severity > source.Note && !strings.HasPrefix(f.Code, "TXT") {
				t.Errorf("%s: %s", f.Pos, f.Message)
			}
		}
		var got, want bytes.Buffer
		if err := errors.Join(dump.Write(&got, compose(t, again, cat).Doc), dump.Write(&want, compose(t, v.Edition, cat).Doc)); err != nil {
			t.Fatal(err)
		}
		if a, b := differ(got.String(), want.String()); a != b {
			t.Errorf("version %d, read from files, has\n%s\nnot\n%s\n%s", k+1, a, b, text)
		}
	}
}

// differ returns the first lines in which two texts differ.
func differ(a, b string) (string, string) {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return as[i], bs[i]
		}
	}
	return a[min(len(a), len(b)):], b[min(len(a), len(b)):]
}
