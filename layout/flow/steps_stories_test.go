package flow

import (
	"fmt"
	"math/rand"
	"testing"

	"banxin/editions"
)

// stood is a line of a column of a region.
type stood struct {
	r         *Region
	col, line int
}

// standsIn lists what a story that is set stands in: its lines, its head and its figures.
func standsIn(s *story, o *outcome) (out []stood) {
	add := func(r *Region, h hole) {
		for c := h.c0; c < h.c1; c++ {
			for l := h.l0; l < h.l1; l++ {
				out = append(out, stood{r, c, l})
			}
		}
	}
	for _, row := range o.rows {
		b := block{lines: 1}
		if row.box != nil {
			b = *row.box
		}
		at := o.slots[row.slot]
		add(at.r, at.under(&b))
	}
	for _, h := range o.obstacles().holes {
		add(s.place.region, h)
	}
	return out
}

// TestStoriesOfSteppedSlots: whatever the steps of a slot and however long the stories that share
// it, no two lines, heads or figures stand in one line of a column, and none beyond the slot; a story
// that finds no room is over.
func TestStoriesOfSteppedSlots(t *testing.T) {
	rnd := rand.New(rand.NewSource(3))
	for n := range 500 {
		heights := make([]int, 2+rnd.Intn(4))
		for i := range heights {
			heights[i] = 3 * (1 + rnd.Intn(5))
		}
		feet := rnd.Intn(2) == 0
		slot := editions.Slot{Head: editions.Head{Size: pt(14 + 14*rnd.Intn(2)), Span: rnd.Intn(4) - 1}, Between: rnd.Intn(3)}
		slot.Picture = editions.PictureSpec{Columns: rnd.Intn(3), At: []string{"", "bottom"}[rnd.Intn(2)]}
		what := fmt.Sprintf("%d: columns of %v, feet %v, head over %d", n, heights, feet, slot.Head.Span)
		stories := make([]*Galley, 2+rnd.Intn(2))
		engines := make([]*fake, len(stories))
		for i := range stories {
			text := fmt.Sprintf("p%d p%d+", 1+rnd.Intn(12), 1+rnd.Intn(8))
			what += ", " + text
			stories[i], engines[i] = galley(t, text, titled)
			if engines[i].head = 2; rnd.Intn(3) == 0 {
				stories[i].pictures = append(stories[i].pictures, picture{pic: &editions.Picture{Image: &editions.Image{W: 300, H: 200}}})
			}
		}
		shape := stepped(heights, feet)
		regions := []*Region{NewRegion(PageRef{}, shape.Grid, &slot, shape.frame)}
		slots := []SlotRun{{Name: "甲", Regions: regions, Stories: stories}}
		if rnd.Intn(4) == 0 { // the first one comes from another page
			what += ", going on"
			slots = append([]SlotRun{{Name: "乙", Regions: []*Region{frame(1, 2, 6, editions.Slot{})}, Stories: stories[:1]}}, slots...)
		}
		st := newStage(t, slots...)
		taken := map[stood]int{}
		for i, g := range stories {
			s, o := st.set(g, engines[i])
			checkPlaces(t, what, standsIn(s, o), i, taken)
			if len(o.rows) == 0 && st.fit[i].OverLines == 0 {
				t.Errorf("%s: nothing of story %d is set, and nothing is over", what, i)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// checkPlaces reports what of a story stands on what was set before or beyond the slot.
func checkPlaces(t *testing.T, what string, list []stood, story int, taken map[stood]int) {
	t.Helper()
	for _, c := range list {
		if other, ok := taken[c]; ok {
			t.Errorf("%s: story %d stands on story %d in line %d of column %d", what, story, other, c.line, c.col)
			return
		}
		if !c.r.has(c.col, c.line) {
			t.Errorf("%s: story %d stands beyond the slot in line %d of column %d", what, story, c.line, c.col)
			return
		}
		taken[c] = story
	}
}
