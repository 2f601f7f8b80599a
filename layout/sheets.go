package layout

import (
	"slices"

	"banxin/editions"
	"banxin/layout/flow"
	"banxin/layout/unit"
)

// Sheet is the plan of a printed page: its grid and slots, as proofs and lint see them.
// Sheets stand in the order of Doc.Pages.
type Sheet struct {
	Area    unit.Rect   // the type area
	Columns []unit.Rect // the basic columns, left to right
	Size    unit.Length // of the body type
	First   unit.Length // baseline of the first line, below the area's upper edge
	Leading unit.Length
	Lines   int
	Slots   []Place
	Unread  bool // its template cannot be read: all of it is a gap
	Vacant  bool // nothing has been put on it: its slots are gaps
}

// Place is a slot of a sheet with the stories put into it.
type Place struct {
	Slot    *editions.Slot
	Frames  []unit.Rect
	Areas   []unit.Rect // what the frames cover: themselves, or the parts of one that is no rectangle
	Inside  []unit.Rect // of each frame: what its border leaves; the frame without one
	Stories []string
	Waits   bool // nothing is written for it: no story stands in it, or such as are begun
	Room    Room // what it holds then
}

// Sheets returns the plan of each printed page. They are the same each time, and frozen.
func (r *Result) Sheets() []Sheet {
	r.plan.once.Do(func() {
		for i, n := range r.plan.repeats {
			sh := r.plan.sheets[i]
			if sh.grid == nil {
				continue
			}
			s, known := r.plan.known[sh.page]
			if !known {
				s = sheetOf(sh)
			}
			s.Slots = r.plan.waiting(sh, s.Slots)
			s.Vacant = r.plan.vacant(sh.page)
			for range n {
				r.plan.made = append(r.plan.made, s)
			}
		}
	})
	return r.plan.made
}

// sheets are the plans by the pages of the edition, for the next composition.
func (r *Result) sheets() map[*editions.Page]Sheet {
	all, at := r.Sheets(), 0
	out := make(map[*editions.Page]Sheet, len(r.plan.sheets))
	for i, n := range r.plan.repeats {
		if sh := r.plan.sheets[i]; sh.grid != nil && n > 0 {
			out[sh.page] = all[at]
			at += n
		}
	}
	return out
}

func sheetOf(sh *sheet) Sheet {
	g := sh.grid
	s := Sheet{Area: g.Area, Size: g.Size, First: g.Baseline(0) - g.Area.Y, Leading: g.Leading, Lines: g.Lines, Unread: sh.page.Template.Unread}
	for c := range g.Columns {
		s.Columns = append(s.Columns, g.FrameRect(editions.Frame{Col: c, Cols: 1, Lines: g.Lines}))
	}
	for _, slot := range sh.page.Template.Slots {
		at := Place{Slot: slot, Frames: frames(g, slot), Areas: sh.areas(slot)}
		for _, f := range at.Frames {
			at.Inside = append(at.Inside, g.Inside(slot, f))
		}
		for _, pl := range sh.placed {
			if pl.slot == slot {
				at.Stories = append(at.Stories, pl.ids...)
			}
		}
		s.Slots = append(s.Slots, at)
	}
	return s
}

// waiting are the slots of a page with what those hold for which nothing is written: that depends on their stories.
func (p *plan) waiting(sh *sheet, slots []Place) []Place {
	out := slots
	for i, at := range slots {
		at.Waits, at.Room = false, Room{}
		if at.Slot.Kind == editions.StorySlot && len(at.Frames) > 0 && p.waits(sh, at.Slot.Name) {
			at.Waits, at.Room = true, p.holds(sh, at.Slot)
		}
		if at.Waits != slots[i].Waits || at.Room != slots[i].Room {
			if &out[0] == &slots[0] {
				out = slices.Clone(slots)
			}
			out[i] = at
		}
	}
	return out
}

func frames(g *flow.Grid, slot *editions.Slot) []unit.Rect {
	var out []unit.Rect
	for _, f := range slot.Frames {
		out = append(out, g.FrameRect(f))
	}
	return out
}
