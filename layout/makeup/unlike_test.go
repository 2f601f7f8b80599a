package makeup

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
)

// TestUnlike: two pages differ by what a reader sees of them, not by what stands where in the same design.
func TestUnlike(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		least, most int
	}{
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAABBB AAAAABBB cccddBBB cccFFFFF", 0, leastUnlike - 2}, // set alike but for a strip a column wider
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAABBB AAAAABBB ddddcBBB FFFFcccc", 0, leastUnlike - 2},
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAAccc AAAAAccc BBBddccc BBBFFFFF", leastUnlike, 9}, // the second below the lead
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAAAAA AAAAAAAA BBBBcccc FFFFFFFF", leastUnlike, 9}, // the lead over all columns
		{"AAAAABBB AAAAABBB ccccdBBB ccccFFFF", "AAAAAABB AAAAAABB cccddBBB cccFFFFF", leastUnlike - 1, 9},
		{"AAAABB AAAABB cccdBB FFFFFF", "AAAABB ccddee ccddff ggggff", leastUnlike - 1, leastUnlike - 1}, // divided quite otherwise
	} {
		a, b := drawnKind(c.a), drawnKind(c.b)
		if n, m := a.unlike(&b), b.unlike(&a); n < c.least || n > c.most || n != m {
			t.Errorf("%s and %s differ by %d and %d, not by %d to %d; %d %% are common", c.a, c.b, n, m, c.least, c.most, a.common(&b))
		}
		if n := a.unlike(&a); n != 0 || a.common(&a) != 100 {
			t.Errorf("%s differs from itself by %d", c.a, n)
		}
	}
	inside, over := drawnKind("AAAAAA BBBccc"), drawnKind("AAAAAA BBBccc")
	over.over = true
	if n := inside.unlike(&over); n < leastUnlike-1 {
		t.Errorf("a picture over all of its story differs by %d from one in it", n)
	}
}

// drawnKind is what is seen of a page whose areas are drawn: A is the first story's, B the second's.
func drawnKind(drawing string) kind {
	rows := strings.Fields(drawing)
	j := &judge{columns: len(rows[0]), lines: 10 * len(rows)}
	var as []area
	for _, z := range newSkeleton(rows, drawing).zones {
		p := min(int(z.letter-'A'), 2)
		as = append(as, area{&option{parcel: p, cols: z.cols, lines: 10 * (z.to - z.from)}, z.col, 10 * z.from})
	}
	for range 3 {
		j.parcels = append(j.parcels, parcel{stories: []*editions.Story{{}}})
	}
	return j.kind(as)
}

// TestMore: pages are added that differ from those there are and leave out one story more at the most, up to as many as
// are asked for; each says then why there are no more, unless there are.
func TestMore(t *testing.T) {
	page := func(drawing string, left int) made {
		x := made{Made: Made{kind: drawnKind(drawing)}, left: make([]parcel, left)}
		x.shape = newSkeleton(strings.Fields(drawing), drawing)
		x.why = source.Msg("why", drawing)
		return x
	}
	a, b, c := page("AAAAABBB AAAAABBB ccccdBBB ccccFFFF", 1), page("AAAAABBB AAAAABBB cccddBBB cccFFFFF", 1), page("AAAAAAAA AAAAAAAA BBBBcccc FFFFFFFF", 2)
	dear, d := page("AAAAAccc AAAAAccc BBBddccc BBBFFFFF", 3), page("AAAAAccc AAAAAccc BBBddccc BBBFFFFF", 0)
	for _, x := range []struct {
		what       string
		best, from []made
		n          int
		want       []string
		full       bool
	}{
		{"none there are", nil, []made{a, b}, 3, []string{a.shape.drawing, b.shape.drawing}, false},
		{"one that differs", []made{a}, []made{c}, 3, []string{a.shape.drawing, c.shape.drawing}, false},
		{"and no more are asked for", []made{a}, []made{c, d}, 2, []string{a.shape.drawing, c.shape.drawing}, true},
		{"one alike", []made{a}, []made{b}, 3, []string{a.shape.drawing}, false},
		{"one that leaves out too many", []made{a}, []made{dear}, 3, []string{a.shape.drawing}, false},
		{"two", []made{a}, []made{b, c, dear, d}, 3, []string{a.shape.drawing, c.shape.drawing, d.shape.drawing}, true},
		{"enough", []made{a}, []made{c}, 1, []string{a.shape.drawing}, true},
	} {
		got := more(append([]made(nil), x.best...), x.from, x.n)
		var drawings []string
		for i := range got {
			drawings = append(drawings, got[i].shape.drawing)
			if x.best == nil {
				continue
			}
			if want := got[0].why; x.full && got[i].why.ID != "" || !x.full && (got[i].why.ID != "why" || got[i].why.String() != want.String()) {
				t.Errorf("%s: page %d says %v", x.what, i, got[i].why)
			}
		}
		if !slices.Equal(drawings, x.want) {
			t.Errorf("%s: %q, want %q", x.what, drawings, x.want)
		}
	}
}

// TestLearn: what a page that was set shows of an option holds for all of its kind, those that may be chosen and those that
// are known: of one height the cheapest stays, what is higher than the page is no more to be chosen.
func TestLearn(t *testing.T) {
	at := func(lines, cost, columns, picture int) *option {
		o := &option{parcel: 0, cols: 2, lines: lines, cost: cost}
		o.slot.Columns, o.slot.Picture.Columns = columns, picture
		return o
	}
	for _, c := range []struct {
		by   int
		want string
		all  string
	}{
		{1, "[11/5 12/9 13/2 16/7]", "[11/5 12/9 13/2 16/7 41/8]"},
		{-1, "[9/5 11/2 12/9 16/7 39/8]", "[9/5 12/9 11/2 16/7 39/8]"},
		{2, "[12/5 14/2 16/7]", "[12/5 12/9 14/2 16/7 42/8]"},
		{30, "[12/9 16/7 40/5]", "[40/5 12/9 42/2 16/7 70/8]"},
	} {
		list := []*option{at(10, 5, 0, 0), at(12, 9, 3, 0), at(12, 2, 0, 0), at(16, 7, 0, 1), at(40, 8, 0, 0)}
		all := [][][]*option{{nil, nil, slices.Clone(list)}}
		f := &finder{all: all, lines: 40, c: newCutter([][][]*option{{nil, nil, slices.Clone(list)}}, 40, 1)}
		kept := f.all[0][2]
		f.learn(list[0], c.by)
		shown := func(list []*option) (out []string) {
			for _, o := range list {
				out = append(out, fmt.Sprintf("%d/%d", o.lines, o.cost))
			}
			return out
		}
		if got := fmt.Sprint(shown(f.c.options[0][2])); got != c.want {
			t.Errorf("%+d: %s may be chosen, want %s", c.by, got, c.want)
		}
		if got := fmt.Sprint(shown(f.all[0][2])); got != c.all {
			t.Errorf("%+d: %s are known, want %s", c.by, got, c.all)
		}
		if kept[0] != list[0] || list[0].lines != 10 {
			t.Errorf("%+d: what others have is changed", c.by)
		}
	}
	x, y := at(10, 5, 0, 0), at(10, 5, 0, 0)
	y.slot.Head.Vertical = true
	if !x.alike(x) || x.alike(y) || x.alike(at(10, 5, 1, 0)) || x.alike(at(10, 5, 0, 2)) {
		t.Error("kinds are told apart wrongly")
	}
}
