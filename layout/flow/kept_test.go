package flow

import (
	"fmt"
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
)

// TestCheckpointsServe: of a chain whose stories follow one another in growing columns, a run after an edit has
// again what was kept of the stories before it, and of those behind it from where they stand as they did; a run
// that is no chain, or without digests, keeps nothing.
func TestCheckpointsServe(t *testing.T) {
	slot := editions.Slot{Head: editions.Head{Span: -1}, Flow: true}
	var galleys []*Galley
	for i, text := range []string{"p3", "p5 p2", "p4", "p6", "p2"} {
		g, _ := galley(t, text, editions.Story{ID: fmt.Sprint("s", i), Blocks: []editions.Block{}})
		galleys = append(galleys, g)
	}
	run := func(stories []*Galley, d *Digests, earlier ...*Set) *Run {
		more := func(n int) []*Region { return []*Region{frame(n+1, 2, 6, slot)} }
		return &Run{
			Slots:   []SlotRun{{Name: "甲", Regions: []*Region{frame(0, 2, 6, slot)}, Stories: stories, More: more}},
			Number:  func(p PageRef) int { return p.Index + 1 },
			Name:    func(p PageRef) string { return fmt.Sprint(p.Index + 1) },
			Digests: d, Earlier: earlier,
		}
	}
	d := &Digests{}
	first := run(galleys, d).Set(&inline.Setter{})
	if !first.Chain() || len(first.checkpoints) != len(galleys) {
		t.Fatalf("%d of %d stories are kept", len(first.checkpoints), len(galleys))
	}
	kept := func(of *Set) (n int) {
		for k, c := range of.checkpoints {
			if first.checkpoints[k] == c {
				n++
			}
		}
		return n
	}
	if again := run(galleys, d, first).Set(&inline.Setter{}); kept(again) != len(galleys) {
		t.Errorf("%d of %d stories serve again", kept(again), len(galleys))
	}
	if alone := run(galleys, d).Set(&inline.Setter{}); kept(alone) != 0 {
		t.Errorf("%d serve again of which nothing is known", kept(alone))
	}
	if none := run(galleys, nil, first).Set(&inline.Setter{}); none.Chain() {
		t.Error("something is kept without digests")
	}
	if part := run(galleys[:3], d, first).Set(&inline.Setter{}); kept(part) != 2 { // the third is the last now
		t.Errorf("%d of the first two serve again", kept(part))
	}
	head := run(galleys, d)
	head.Slots[0].Regions[0].Slot.Head.Span = 0
	if head.Set(&inline.Setter{}).Chain() {
		t.Error("heads over columns are kept")
	}
	fixed := run(galleys, d)
	fixed.Slots[0].More = nil
	if fixed.Set(&inline.Setter{}).Chain() {
		t.Error("a slot that does not grow is kept")
	}
}
