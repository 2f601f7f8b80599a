package layout_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/cmd/need/random"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/unit"
)

// FuzzNested composes random editions with all that slots can be dressed in.
func FuzzNested(f *testing.F) {
	for seed := range need.Seeds(10, 60) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed int64) {
		ed := random.Rich(rand.New(rand.NewSource(seed)), 1)
		_, res := composed.Edition(t, ed)
		checkNothingLost(t, ed, res)
	})
}

// fewer is the columns of a frame, as many as have a width where it is given by its place.
func fewer(f editions.Frame, width unit.Length) int {
	if f.Rect.Empty() {
		return f.Cols
	}
	return max(1, min(f.Cols, int(f.Rect.W/width)))
}

// FuzzNestedPlaces is FuzzPlaces for such editions.
func FuzzNestedPlaces(f *testing.F) {
	for seed := range need.Seeds(10, 60) {
		f.Add(seed)
	}
	f.Add(int64(158)) // 下转 in columns narrower than its words
	f.Add(int64(540)) // 上接 with a headline of two lines
	f.Fuzz(func(t *testing.T, seed int64) {
		ed := random.Rich(rand.New(rand.NewSource(seed)), 14)
		for _, p := range ed.Pages {
			for _, s := range p.Template.Slots {
				s.Columns = 0
				for i, f := range s.Frames { // columns hold every word
					s.Frames[i].Cols = fewer(f, 16*p.Template.Size)
				}
			}
		}
		_, res := composed.Edition(t, ed)
		checkPlaces(t, res)
	})
}

// FuzzChains: a story longer than all its frames has text in every one of them that has room.
func FuzzChains(f *testing.F) {
	for seed := range need.Seeds(10, 60) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed int64) {
		r := rand.New(rand.NewSource(seed))
		ed := random.Edition(r)
		st := &editions.Story{ID: "long", Headline: []editions.Text{text("长文")}}
		for range 60 {
			st.Blocks = append(st.Blocks, &editions.Paragraph{Text: text(strings.ReplaceAll(random.Text(r, 400), "\n", ""))})
		}
		ed.Stories = []*editions.Story{st}
		upright := r.Intn(4) == 0
		for _, p := range ed.Pages {
			p.Template.Flow, p.Template.Chars = false, max(p.Template.Chars, 8)
			p.Placed = nil
			for i, s := range p.Template.Slots {
				s.Flow, s.Upright, s.Columns, s.Head.Vertical = false, upright, r.Intn(2), false
				if i == 0 || r.Intn(2) == 0 {
					p.Placed = append(p.Placed, editions.Placement{Slot: s.Name, Stories: []string{"long"}})
				}
			}
		}
		_, res := composed.Edition(t, ed)
		checkNothingLost(t, ed, res)
		checkReached(t, ed, res)
	})
}

// checkReached proves that text of a chain's story stands in each of its frames with room
// for a few lines.
func checkReached(t *testing.T, ed *editions.Edition, res *layout.Result) {
	t.Helper()
	for i, sh := range res.Sheets() {
		texts, _ := standing(res.Doc.Pages[i])
		for _, pl := range sh.Slots {
			if len(pl.Stories) == 0 {
				continue
			}
			for _, f := range pl.Frames {
				if f.H < 8*sh.Leading || f.W < 6*sh.Size {
					continue
				}
				if !slices.ContainsFunc(texts, func(s setText) bool { return s.rect.Overlaps(f) }) {
					t.Errorf("page %s: nothing stands in %s at %v: %s", res.Doc.Pages[i].Name, pl.Slot.Name, f, fmt.Sprint(pl.Stories))
				}
			}
		}
	}
}
