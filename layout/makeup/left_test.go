package makeup

import (
	"os"
	"slices"
	"testing"

	"banxin/cmd/need"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// leastLeft is how many stories any page leaves out at the least, with those that must stand on it: no area is smaller
// than the least of its parcel, and the areas and the white below them take no more than there is.
func leastLeft(m *maker) int {
	m.choose()
	all := m.stock()
	m.parcels = all.parcels
	room, must := m.t.Columns*(m.lines+m.gap), m.mustStand()
	const none = 1 << 20
	best := make([]int, room+1) // stories left out, by line slots that are taken
	for i := range best {
		best[i] = none
	}
	best[0] = 0
	for p, u := range all.parcels {
		least := none
		for w, list := range all.options[p] {
			for _, o := range list {
				least = min(least, w*(o.lines+m.gap))
			}
		}
		next := make([]int, room+1)
		for i := range next {
			if next[i] = best[i] + len(u.stories); p < must {
				next[i] = none
			}
			if i >= least {
				next[i] = min(next[i], best[i-least])
			}
		}
		best = next
	}
	for _, u := range m.rest {
		for i := range best {
			best[i] += len(u.stories)
		}
	}
	return slices.Min(best)
}

// TestLeastLeft holds how many stories the fronts of the story sets leave out against the least that any page does.
func TestLeastLeft(t *testing.T) {
	need.Time(t)
	for name, most := range map[string]int{ // beyond the least
		"set08-四开-unranked-nopics": 0,
		"set14-对开-ranked-pics":     0,
		"set22-对开-ranked-pics":     2,
	} {
		ed, cat := loadLibrary(t, os.DirFS(need.Shared(t, "cases/look/sets/"+name)))
		m, _ := newMaker(bench{ed, cat}, ed.Pages[0], gathered(unplaced(ed)))
		m.known = newMeasured()
		m.follow(nil, true)
		least := leastLeft(m)
		left := len(Auto(ed, cat, 1)[0].Made[0].Left)
		t.Logf("%s: %d left out, %d at the least", name, left, least)
		if left < least || left > least+most {
			t.Errorf("%s: %d stories are left out, of %d at the least", name, left, least)
		}
	}
}

// TestParted finds tables that go on in another column, whose pieces share a mark.
func TestParted(t *testing.T) {
	row := func(x, y int) page.Item {
		return &page.Mark{Role: page.RoleRow, ID: "s1#3", Open: true, Rect: unit.Rect{X: unit.Points(x), Y: unit.Points(y), W: unit.Points(90), H: unit.Points(12)}}
	}
	table := &page.Mark{Role: page.RoleTable, ID: "s1#3", Open: true}
	whole := &page.Doc{Pages: []*page.Page{{Items: []page.Item{table, row(10, 10), row(10, 22)}}}}
	if got := parted(whole, unit.Points(90)); len(got) > 0 {
		t.Errorf("a whole table is parted: %v", got)
	}
	two := &page.Doc{Pages: []*page.Page{{Items: []page.Item{table, row(10, 10), row(110, 10)}}}}
	if got := parted(two, unit.Points(90)); !slices.Equal(got, []string{"s1"}) {
		t.Errorf("a table in two columns: %v", got)
	}
}
