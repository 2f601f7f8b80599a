package makeup

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// TestColumned divides briefs into columns, in their order, as level as they can be.
func TestColumned(t *testing.T) {
	for _, c := range []struct {
		each    []int
		columns int
		want    string
	}{
		{[]int{8}, 1, "[{1 8}]"},
		{[]int{8, 7, 9}, 1, "[{3 26}]"},
		{[]int{8, 7, 9}, 2, "[{2 16} {1 9}]"},
		{[]int{8, 7, 9}, 3, "[{1 8} {1 7} {1 9}]"},
		{[]int{4, 4, 12, 5, 5}, 2, "[{3 22} {2 11}]"},
		{[]int{4, 4, 12, 5, 5}, 3, "[{2 9} {1 12} {2 11}]"},
	} {
		if got := fmt.Sprint(columned(c.each, c.columns)); got != c.want {
			t.Errorf("%v in %d columns: %s, not %s", c.each, c.columns, got, c.want)
		}
	}
	if between, empty := (stack{3, 20}).evened(25); between != 3 || empty != 1 {
		t.Errorf("three briefs with five lines to spare: %d between, %d empty", between, empty)
	}
}

// TestBriefsWhole makes up a page with many briefs: each stands whole in a column, in areas of one column and of more.
func TestBriefsWhole(t *testing.T) {
	r := rand.New(rand.NewSource(7))
	ed, cat := front(t, 11, 6, false, false)
	for _, st := range ed.Stories[5:] {
		st.Genre, st.Kicker, st.Deck = "简讯", nil, nil
		st.Blocks = []editions.Block{&editions.Paragraph{Text: han(r, 60+r.Intn(40))}}
	}
	wide := 0
	for k, v := range Auto(ed, cat, 1) {
		m := newMeter(t, v, bench{ed, cat})
		for _, f := range m.torn(&v.Made[0]) {
			t.Errorf("version %d: %s", k+1, f)
		}
		for _, s := range v.Edition.Pages[0].Template.Slots {
			if s.Kind == editions.GroupSlot {
				wide = max(wide, s.Columns)
			}
		}
		whole(t, fmt.Sprint("version ", k+1), v.Edition, m.res)
	}
	if wide < 2 {
		t.Errorf("briefs stand in %d columns: the test says little", wide)
	}
}

// torn lists the gathered briefs that stand in several columns.
func (m *meter) torn(made *Made) (out []string) {
	pg := m.page(made.Page)
	i := slices.Index(m.v.Edition.Pages, pg)
	var open []string
	from, to := map[string]unit.Length{}, map[string]unit.Length{}
	for _, it := range m.res.Doc.Pages[i].Items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleStory && it.Open {
				open = append(open, it.ID)
			} else if it.Role == page.RoleStory {
				open = open[:len(open)-1]
			}
		case *page.Text:
			if len(open) == 0 {
				continue
			}
			id := open[len(open)-1]
			if _, ok := from[id]; !ok {
				from[id], to[id] = it.At.X, it.At.X
			}
			from[id], to[id] = min(from[id], it.At.X), max(to[id], it.At.X)
		}
	}
	for _, pl := range pg.Placed {
		if s := pg.Template.Slot(pl.Slot); s == nil || s.Within == "" {
			continue
		}
		for _, id := range pl.Stories {
			if to[id]-from[id] >= unit.Length(pg.Template.Chars)*pg.Template.Size {
				out = append(out, fmt.Sprintf("the brief %s stands in several columns", id))
			}
		}
	}
	return out
}

// TestBriefColumns: a brief that stands by itself has no area in whose columns it would be a line or two high,
// but on a page for which there is little copy.
func TestBriefColumns(t *testing.T) {
	ed, cat := front(t, 6, 6, true, false)
	st := ed.Stories[4]
	st.Genre, st.Blocks = "消息", []editions.Block{&editions.Paragraph{Text: han(rand.New(rand.NewSource(1)), 60)}}
	m, _ := newMaker(bench{ed, cat}, ed.Pages[0], gathered(unplaced(ed)))
	m.known = newMeasured()
	m.follow(nil, true)
	m.choose()
	if m.few, m.bare = true, false; m.parcels[4].stories[0] != st {
		t.Fatal("the brief is not the fifth story")
	}
	for w, list := range m.tables().all()[4] {
		if (len(list) > 0) != (w == 1 || w == 2) {
			t.Errorf("%d ways in %d columns", len(list), w)
		}
	}
	if m.bare = true; len(m.tables().all()[4][6]) == 0 {
		t.Error("where there is little copy it has no area over the page")
	}
}

// TestBareColumns: columns of an area of briefs that have none are empty, and a hole as high as the area.
func TestBareColumns(t *testing.T) {
	ed, cat := front(t, 8, 6, true, false)
	for _, st := range ed.Stories[6:] {
		st.Genre, st.Kicker, st.Deck = "简讯", nil, nil
		st.Blocks = []editions.Block{&editions.Paragraph{Text: han(rand.New(rand.NewSource(3)), 70)}}
	}
	m, _ := newMaker(bench{ed, cat}, ed.Pages[0], gathered(unplaced(ed)))
	m.known = newMeasured()
	m.follow(nil, true)
	m.choose()
	seen := 0
	for p, ways := range m.tables().all() {
		if !m.parcels[p].briefs() {
			continue
		}
		for w, list := range ways {
			for _, o := range list {
				if want := max(w-2, 0) * (o.lines - labelLines); o.bare() != want || o.empty < want || want > 0 && o.cost < costEmpty*want+costHole*(o.lines-labelLines-mostHole) {
					t.Errorf("%d briefs in %d columns: %d bare, %d empty, cost %d", len(o.stacks), w, o.bare(), o.empty, o.cost)
				}
				if w > 2 {
					seen++
				}
			}
		}
	}
	if seen == 0 {
		t.Error("no area is wider than its briefs: the test says nothing")
	}
}
