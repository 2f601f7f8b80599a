package makeup

import (
	"bytes"
	"errors"
	"fmt"
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
	memo map[[2]uint64][]*cut
}

func (t *twin) all(set uint64, w int) []*cut {
	key := [2]uint64{set, uint64(w)}
	if got, ok := t.memo[key]; ok {
		return got
	}
	var out []*cut
	if bits.OnesCount64(set) == 1 {
		for _, o := range t.c.options[bits.TrailingZeros64(set)][w] {
			out = append(out, newLeaf(o))
		}
	} else {
		for a := uint64(1); a < set; a++ {
			b := set &^ a
			if a&set != a || a&-a > b&-b {
				continue
			}
			out = append(out, t.pairs(a, b, w)...)
		}
	}
	t.memo[key] = out
	return out
}

func (t *twin) pairs(a, b uint64, w int) []*cut {
	var out []*cut
	for _, x := range t.all(a, w) {
		for _, y := range t.all(b, w) {
			if h := x.h + t.c.gap + y.h; h <= t.c.lines && x.kind != stacked {
				out = append(out, &cut{kind: stacked, set: a | b, w: w, h: h, cost: x.cost + y.cost + t.c.lowered(x.h, t.c.pull(b)), left: x.left, right: x.right, parts: [5]*cut{x, y}})
			}
		}
	}
	for wa := 1; wa < w; wa++ {
		for _, x := range t.all(a, wa) {
			for _, y := range t.all(b, w-wa) {
				if x.h == y.h && x.kind != beside {
					out = append(out, &cut{kind: beside, set: a | b, w: w, h: x.h, cost: x.cost + y.cost + clash(x.right, y.left), left: x.left, right: y.right, parts: [5]*cut{x, y}})
				}
			}
		}
	}
	return out
}

func newTestCutter(r *rand.Rand, parcels, columns, lines int) *cutter {
	c := newCutter(randomOptions(r, parcels, columns, lines), columns, lines, 1)
	for p := range parcels {
		c.pulls = append(c.pulls, []int{60, 30, -16, 8, 4}[p%5])
	}
	c.keep = 1 << 20
	return c
}

// TestCutsExhaustive compares the cheapest straight cuts of tiny pages with those found by
// trying all.
func TestCutsExhaustive(t *testing.T) {
	found := 0
	for seed := range int64(300) {
		r := rand.New(rand.NewSource(seed))
		c := newTestCutter(r, 2+r.Intn(3), 1+r.Intn(3), 5+r.Intn(5))
		c.free()
		c.fill()
		tw := &twin{c, map[[2]uint64][]*cut{}}
		want, got := 1<<30, 1<<30
		for _, x := range tw.all(c.sets[len(c.sets)-1], c.columns) {
			if x.h == c.lines {
				want = min(want, x.cost)
			}
		}
		for _, x := range c.whole(1000) {
			if x.kind != windmill && x.kind != counter {
				got = min(got, x.cost)
			}
		}
		if got != want {
			t.Fatalf("seed %d: the cheapest costs %d, not %d", seed, got, want)
		}
		if want < 1<<30 {
			found++
		}
	}
	if found < 60 {
		t.Errorf("only %d pages can be cut at all: the test says little", found)
	}
}

// TestSecondExhaustive holds the cheapest straight cuts, when the second parcel has to stand
// at the head of the page or right below the first, against all cuts that do so.
func TestSecondExhaustive(t *testing.T) {
	found, dearer := 0, 0
	for seed := range int64(900) {
		r := rand.New(rand.NewSource(seed))
		c := newTestCutter(r, 3+r.Intn(2), 1+r.Intn(3), 5+r.Intn(5))
		c.pulls[1] = -20
		c.free()
		tw := &twin{c, map[[2]uint64][]*cut{}}
		free, want, got := 1<<30, 1<<30, 1<<30
		for _, x := range tw.all(c.sets[len(c.sets)-1], c.columns) {
			if x.h != c.lines {
				continue
			}
			free = min(free, x.cost)
			as := x.areas(c.gap)
			a := as[slices.IndexFunc(as, func(a area) bool { return a.parcel == 0 })]
			b := as[slices.IndexFunc(as, func(a area) bool { return a.parcel == 1 })]
			if b.line == 0 || a.under(&b, c.gap) {
				want = min(want, x.cost)
			}
		}
		c.second = true
		c.fill()
		for _, x := range c.whole(1000) {
			if x.kind != windmill && x.kind != counter {
				got = min(got, x.cost)
			}
		}
		if got != want {
			t.Fatalf("seed %d: the cheapest costs %d, not %d", seed, got, want)
		}
		if want < 1<<30 {
			found++
			if want > free {
				dearer++
			}
		}
	}
	if found < 60 || dearer < 10 {
		t.Errorf("%d pages can be cut, %d would be cheaper without the rule: the test says little", found, dearer)
	}
}

// TestWheelsExhaustive compares the cheapest windmill of five parcels with all there are.
func TestWheelsExhaustive(t *testing.T) {
	found := 0
	for seed := range int64(200) {
		r := rand.New(rand.NewSource(seed))
		c := newTestCutter(r, 5, 3+r.Intn(2), 7+r.Intn(4))
		c.free()
		c.fill()
		want, got := bruteWheel(c), 1<<30
		for _, x := range c.windmills(31) {
			got = min(got, x.cost)
		}
		if got != want {
			t.Fatalf("seed %d: the cheapest windmill costs %d, not %d", seed, got, want)
		}
		if want < 1<<30 {
			found++
		}
	}
	if found < 20 {
		t.Errorf("only %d pages have a windmill: the test says little", found)
	}
}

// bruteWheel puts five parcels into all windmills.
func bruteWheel(c *cutter) int {
	best := 1 << 30
	order := []int{1, 2, 3, 4}
	permute(order, 0, func() {
		p := [5]int{0, order[0], order[1], order[2], order[3]} // upper left, upper right, lower right, lower left, middle
		for a := 1; a < c.columns; a++ {
			for d := 1; d < c.columns; d++ { // columns of the upper and the lower left part
				wide := [5]int{a, c.columns - a, c.columns - d, d, max(a-d, d-a)}
				if a != d {
					best = min(best, c.fits(p, wide, a > d))
				}
			}
		}
	})
	return best
}

// fits is the cheapest windmill of these parcels and widths.
func (c *cutter) fits(p, w [5]int, wide bool) int {
	best := 1 << 30
	for _, ul := range c.options[p[0]][w[0]] {
		for _, ll := range c.options[p[3]][w[3]] {
			for _, ur := range c.options[p[1]][w[1]] {
				for _, lr := range c.options[p[2]][w[2]] {
					for _, m := range c.options[p[4]][w[4]] {
						upper, lower := ul.lines, ur.lines
						if !wide {
							upper, lower = lower, upper
						}
						if ul.lines+c.gap+ll.lines != c.lines || ur.lines+c.gap+lr.lines != c.lines || upper+c.gap+m.lines != lower {
							continue
						}
						cost := ul.cost + ll.cost + ur.cost + lr.cost + m.cost + clash(newLeaf(ul).right, newLeaf(ur).left)
						cost += (ul.lines+c.gap)*c.pulls[p[3]]/16 + (ur.lines+c.gap)*c.pulls[p[2]]/16 + (upper+c.gap)*c.pulls[p[4]]/16
						best = min(best, cost)
					}
				}
			}
		}
	}
	return best
}

func permute(s []int, i int, f func()) {
	if i == len(s) {
		f()
		return
	}
	for j := i; j < len(s); j++ {
		s[i], s[j] = s[j], s[i]
		permute(s, i+1, f)
		s[i], s[j] = s[j], s[i]
	}
}

// TestAreasTile holds every page cut to this: each parcel once, none over another, all of
// the page covered but the white between areas.
func TestAreasTile(t *testing.T) {
	kinds := map[cutKind]int{}
	for seed := range int64(60) {
		r := rand.New(rand.NewSource(seed))
		c := newTestCutter(r, 5+r.Intn(2), 3+r.Intn(3), 10+r.Intn(8))
		c.keep = 40
		c.free()
		c.fill()
		for _, x := range c.whole(50) {
			kinds[x.kind]++
			tiles(t, c, x.areas(c.gap), fmt.Sprintf("seed %d", seed))
		}
	}
	for _, k := range []cutKind{stacked, beside, windmill, counter} {
		if kinds[k] == 0 {
			t.Errorf("no page of kind %d", k)
		}
	}
}

func tiles(t *testing.T, c *cutter, as []area, name string) {
	t.Helper()
	seen := map[int]bool{}
	cells := make([]int, c.columns*(c.lines+c.gap))
	for _, a := range as {
		if seen[a.parcel] || a.col < 0 || a.line < 0 || a.right() > c.columns || a.foot() > c.lines {
			t.Fatalf("%s: parcel %d at %d,%d", name, a.parcel, a.col, a.line)
		}
		seen[a.parcel] = true
		for l := a.line; l < a.foot()+c.gap; l++ {
			for k := a.col; k < a.right(); k++ {
				cells[l*c.columns+k]++
			}
		}
	}
	if len(seen) != len(c.options) || slices.Min(cells) != 1 || slices.Max(cells) != 1 {
		t.Fatalf("%s: %d of %d parcels, a cell covered %d to %d times", name, len(seen), len(c.options), slices.Min(cells), slices.Max(cells))
	}
}

// TestJudge weighs small pages that differ in one thing.
func TestJudge(t *testing.T) {
	at := func(parcel, col, line, cols, lines int, size int) area {
		return area{&option{parcel: parcel, cols: cols, lines: lines, head: 2, size: unit.Points(size)}, col, line}
	}
	j := &judge{columns: 4, lines: 21, gap: 1}
	for p := range 5 {
		j.parcels = append(j.parcels, parcel{stories: []*editions.Story{{ID: fmt.Sprint(p)}}, rank: p})
	}
	mill := []area{at(0, 0, 0, 3, 6, 40), at(1, 3, 0, 1, 14, 20), at(2, 1, 7, 2, 7, 24), at(3, 0, 7, 1, 14, 18), at(4, 1, 15, 3, 6, 16)}
	if got := j.gutters(mill); got != 2*costRiver { // two over three of its four columns
		t.Errorf("a windmill has gutters of %d", got)
	}
	for _, c := range []struct {
		name string
		as   []area
		want int
	}{
		{"through horizontally", []area{at(0, 0, 0, 4, 10, 40), at(1, 0, 11, 4, 10, 20)}, costThrough},
		{"through vertically", []area{at(0, 0, 0, 2, 21, 40), at(1, 2, 0, 2, 21, 20)}, costUpright},
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
