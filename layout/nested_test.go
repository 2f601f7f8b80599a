package layout_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"banxin/cmd/need"
	"banxin/cmd/need/composed"
	"banxin/editions"
	"banxin/layout"
	"banxin/layout/unit"
)

// richEdition is a random edition with boxes within boxes, borders, reversed heads, small
// heads of continuations, and stories that go on together, in columns of so many characters
// at least.
func richEdition(r *rand.Rand, least int) *editions.Edition {
	ed := randomEdition(r)
	var before []string
	for _, p := range ed.Pages {
		p.Template.Chars = max(p.Template.Chars, least)
		for i := range p.Placed {
			share(r, p, &p.Placed[i], before)
		}
		for _, pl := range p.Placed {
			before = append(before, pl.Stories...)
		}
		slots := p.Template.Slots
		for _, s := range slots {
			dress(r, p.Template, s)
			if r.Intn(3) == 0 {
				nest(r, p, s, 1+r.Intn(2))
			}
		}
	}
	return ed
}

// share lets a story of an earlier page go on in a slot, before what is in it.
func share(r *rand.Rand, p *editions.Page, pl *editions.Placement, before []string) {
	if len(before) == 0 || r.Intn(2) == 0 {
		return
	}
	id := before[r.Intn(len(before))]
	if !slices.ContainsFunc(p.Placed, func(o editions.Placement) bool { return slices.Contains(o.Stories, id) }) {
		pl.Stories = append([]string{id}, pl.Stories...)
	}
}

func dress(r *rand.Rand, t *editions.Template, s *editions.Slot) {
	s.Head.Reverse = r.Intn(3) == 0
	s.Jump = editions.JumpSpec{Lines: r.Intn(8), Headed: r.Intn(2) == 0, Bare: r.Intn(4) == 0}
	if r.Intn(3) == 0 {
		s.Box.Width, s.Box.Border, s.Box.Depth = unit.Pt/2, editions.Border(r.Intn(10)), t.Size/4
	}
}

// nest puts a slot into a box, and that into another, with a second slot at its side.
func nest(r *rand.Rand, p *editions.Page, s *editions.Slot, depth int) {
	t := p.Template
	f := s.Frames[0]
	box := t.FrameRect(f)
	first, end := t.GridLines(f)
	if s.Flow || end-first < 8 || box.W < 16*t.Size {
		return
	}
	in := unit.Rect{X: box.X + t.Size, Y: t.TypeArea().Y + unit.Length(first+1)*t.Leading, W: box.W - 2*t.Size, H: unit.Length(end-first-3)*t.Leading + t.Size}
	g := &editions.Slot{Name: fmt.Sprint(s.Name, "框", depth), Kind: editions.GroupSlot, Within: s.Within, Frames: []editions.Frame{f}, Box: editions.Box{Width: unit.Pt / 2}}
	if r.Intn(3) == 0 {
		g.Label = "专版"
	}
	s.Within = g.Name
	if r.Intn(2) == 0 {
		side := in
		side.W = (in.W - t.Gap) / 2
		in.X, in.W = side.Right()+t.Gap, side.W
		o := *s
		o.Name, o.Frames = fmt.Sprint(s.Name, "侧", depth), []editions.Frame{{Cols: 1, Rect: side}}
		t.Slots = append(t.Slots, &o)
		p.Placed = append(p.Placed, editions.Placement{Slot: o.Name})
		for i := range p.Placed {
			if pl := &p.Placed[i]; pl.Slot == s.Name && len(pl.Stories) > 0 {
				p.Placed[len(p.Placed)-1].Stories = pl.Stories[len(pl.Stories)-1:]
			}
		}
	}
	s.Frames = []editions.Frame{{Cols: 1 + r.Intn(2), Rect: in}}
	t.Slots = append(t.Slots, g)
	if depth > 1 {
		nest(r, p, s, depth-1)
	}
}

// FuzzNested composes random editions with all that slots can be dressed in.
func FuzzNested(f *testing.F) {
	for seed := range need.Seeds(10, 60) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed int64) {
		ed := richEdition(rand.New(rand.NewSource(seed)), 1)
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
		ed := richEdition(rand.New(rand.NewSource(seed)), 14)
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
		ed := randomEdition(r)
		st := &editions.Story{ID: "long", Headline: []editions.Text{text("长文")}}
		for range 60 {
			st.Blocks = append(st.Blocks, &editions.Paragraph{Text: text(strings.ReplaceAll(randomText(r, 400), "\n", ""))})
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
