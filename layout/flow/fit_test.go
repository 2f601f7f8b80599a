package flow

import (
	"slices"
	"testing"

	"banxin/editions"
)

// TestVariants: what the limits allow, each once, least intrusive first; all together last
// for a story that is too long.
func TestVariants(t *testing.T) {
	list := variants(limits{size: 2, lines: 1, track: 1, picture: 1, settings: 1, deck: true}, true)
	if len(list) != 3*2*2*2*2*2-1 {
		t.Errorf("%d variants", len(list))
	}
	for i, v := range list {
		if i > 0 && v.cost() < list[i-1].cost() {
			t.Errorf("%+v comes after %+v", v, list[i-1])
		}
		if slices.Contains(list[:i], v) || v == (variant{}) {
			t.Errorf("%+v", v)
		}
	}
	if all := (variant{2, 1, 1, 1, -1, true, false}); list[len(list)-1] != all {
		t.Errorf("all together is %+v", list[len(list)-1])
	}
	for _, v := range variants(limits{size: 1, lines: 1, picture: 1, settings: 1}, false) {
		if v.size > 0 || v.lines > 0 || v.picture > 0 || v.setting < 0 || v.track != 0 || v.noDeck {
			t.Errorf("a story that is too short is changed so: %+v", v)
		}
	}
}

// TestCost: a tighter paragraph or headline is hardly seen, nor a line of a picture or of
// white, a smaller head is, a missing deck is a loss.
func TestCost(t *testing.T) {
	order := []variant{{}, {setting: -1}, {picture: 1}, {lines: -1}, {size: 1}, {size: 1, setting: 1}, {size: 9}, {noDeck: true}}
	for i := 1; i < len(order); i++ {
		if order[i-1].cost() >= order[i].cost() {
			t.Errorf("%+v costs %d, %+v %d", order[i-1], order[i-1].cost(), order[i], order[i].cost())
		}
	}
	for _, pair := range [][2]variant{{{setting: 1}, {setting: -1}}, {{size: 2}, {size: -2}}, {{picture: 2}, {picture: -2}}, {{track: 1}, {lines: 1}}} {
		if pair[0].cost() != pair[1].cost() {
			t.Errorf("%+v costs %d, %+v %d", pair[0], pair[0].cost(), pair[1], pair[1].cost())
		}
	}
}

// TestFitted: the least intrusive variant at which a story fits, or leaves less than a row.
func TestFitted(t *testing.T) {
	all := editions.Fitting{Head: 3, Lines: 2, Setting: true, Deck: true}
	for _, c := range []struct {
		name   string
		lines  int
		text   string
		fit    editions.Fitting
		headed bool
		want   variant
		found  string
	}{
		{"it fits as it is", 4, "p8", all, false, variant{}, ""},
		{"nothing is allowed", 4, "p9", editions.Fitting{}, false, variant{}, "FIT-OVER 10/1"},
		{"a paragraph shorter", 4, "p3- p6-", all, false, variant{setting: -1}, "FIT-DONE 0/0"},
		{"two of them", 4, "p5- p5-", all, false, variant{setting: -2}, "FIT-DONE 0/0"},
		{"not even all together are enough: what is over then must go", 4, "p4- p8-", all, false, variant{setting: -6}, "FIT-OVER 23/2"},
		{"a headline smaller", 6, "p8", all, true, variant{size: 2, close: true}, "FIT-DONE 0/0"},
		{"paragraphs first", 6, "p4- p4-", all, true, variant{setting: -2}, "FIT-DONE 0/0"},
		{"no line is missing", 5, "p9", all, false, variant{}, ""},
		{"a paragraph longer", 5, "p4+ p4", all, false, variant{setting: 1}, "FIT-DONE 0/0"},
		{"a line of white is its own", 8, "p8", all, true, variant{}, ""},
		{"lines of white", 8, "p6", all, true, variant{lines: -2}, "FIT-DONE 0/0"},
		{"less than a row beside it", 8, "p7", all, true, variant{}, ""},
		{"the fewest lines free", 9, "p3+ p2", all, false, variant{setting: 1}, "FIT-DONE 0/0, FIT-UNDER 120/12"},
	} {
		slot := editions.Slot{Fit: c.fit, Head: editions.Head{Size: pt(24)}}
		r := frame(0, 2, c.lines, slot)
		story := editions.Story{ID: "s"}
		if c.headed {
			story = titled
		}
		g, f := galley(t, c.text, story)
		st := newStage(t, SlotRun{Name: "甲", Regions: []*Region{r}, Stories: []*Galley{g}})
		_, o := st.set(g, f)
		if o.variant != c.want || st.codes() != c.found {
			t.Errorf("%s: %+v (%s), want %+v (%s)", c.name, o.variant, st.codes(), c.want, c.found)
		}
	}
}

// TestUntried: a story is set as it stands, and no variant is tried, where its slot allows none, where it is not the
// last of its slot, where it may go on elsewhere, and where pages are made for it.
func TestUntried(t *testing.T) {
	all := editions.Fitting{Head: 3, Lines: 2, Setting: true, Deck: true}
	for _, c := range []struct {
		name  string
		slot  editions.Slot
		after bool // another story comes after it
		chain bool // another slot
		more  bool // pages are made
		tried bool
	}{
		{"as its slot allows", editions.Slot{Fit: all}, false, false, false, true},
		{"a picture that fills", editions.Slot{Picture: editions.PictureSpec{Fill: true}}, false, false, false, true},
		{"nothing allowed", editions.Slot{}, false, false, false, false},
		{"another story after it", editions.Slot{Fit: all}, true, false, false, false},
		{"another slot to go on in", editions.Slot{Fit: all}, false, true, false, false},
		{"pages for it", editions.Slot{Fit: all, Flow: true}, false, false, true, false},
	} {
		r := frame(0, 2, 4, c.slot)
		g, f := galley(t, "p3- p6-", editions.Story{ID: "s"})
		run := SlotRun{Name: "甲", Regions: []*Region{r}, Stories: []*Galley{g}}
		if c.after {
			next, _ := galley(t, "p1", editions.Story{ID: "next"})
			run.Stories = append(run.Stories, next)
		}
		if c.more {
			run.More = func(n int) []*Region { return []*Region{frame(n+1, 2, 4, c.slot)} }
		}
		slots := []SlotRun{run}
		if c.chain {
			slots = append(slots, SlotRun{Name: "乙", Regions: []*Region{frame(1, 2, 4, c.slot)}, Stories: []*Galley{g}})
		}
		st := newStage(t, slots...)
		s, _ := st.set(g, f)
		s.watch = nil
		if got := s.fitted() != nil; got != c.tried {
			t.Errorf("%s: tried %v", c.name, got)
		}
	}
}
