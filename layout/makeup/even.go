package makeup

import (
	"slices"

	"banxin/editions"
	"banxin/fonts"
)

// share says which page each unit is part of when all pages are filled alike, as pages that are made up are: by the
// characters that it takes where it fits best, and those that the empty slots of a page hold.
func (s *suggester) share() {
	room := capacities(s.bench.ed, s.bench.cat)
	var pages []share
	var numbers []int
	for _, v := range s.slots {
		if n := len(numbers); n == 0 || numbers[n-1] != v.page.Number {
			pages, numbers = append(pages, share{section: v.page.Section}), append(numbers, v.page.Number)
		}
		pages[len(pages)-1].room += room(v.page.Template, v.slot)
	}
	s.part = make([]int, len(s.units))
	if len(pages) == 0 {
		return
	}
	takes := make([]int, len(s.units))
	for i, row := range s.trials {
		best := -1
		for j, t := range row {
			if off := t.overLines + t.free; best < 0 || off < best {
				best, takes[i] = off, max(room(s.slots[j].page.Template, s.slots[j].slot)+t.over-t.freeChars, 1)
			}
		}
	}
	of := newSharing(pages, s.units, takes)
	of.deal()
	of.level()
	for i, p := range of.at {
		s.part[i] = numbers[p]
	}
}

// Balance is how the empty slots of a page are filled by what is suggested for them.
type Balance struct {
	Page      int `json:"page"`
	Slots     int `json:"slots"`      // that were empty
	Filled    int `json:"filled"`     // of those
	OverChars int `json:"over_chars"` // that find no room
	FreeChars int `json:"free_chars"` // that could still be set, in filled slots and in empty ones
}

// Balanced says of the pages with empty slots, of those that on names, how suggestions fill them.
func Balanced(ed *editions.Edition, cat *fonts.Catalog, gs []Suggestion, on func(page int) bool) (out []Balance) {
	room := capacities(ed, cat)
	for _, v := range vacant(ed, on) {
		if n := len(out); n == 0 || out[n-1].Page != v.page.Number {
			out = append(out, Balance{Page: v.page.Number})
		}
		b := &out[len(out)-1]
		b.Slots++
		if i := slices.IndexFunc(gs, func(g Suggestion) bool { return g.Page == b.Page && g.Slot == v.slot.Name }); i >= 0 {
			b.Filled, b.OverChars, b.FreeChars = b.Filled+1, b.OverChars+gs[i].OverChars, b.FreeChars+gs[i].FreeChars
		} else {
			b.FreeChars += room(v.page.Template, v.slot)
		}
	}
	return out
}

// capacities is Room for who asks for characters alone.
func capacities(ed *editions.Edition, cat *fonts.Catalog) func(*editions.Template, *editions.Slot) int {
	room := Room(ed, cat)
	return func(t *editions.Template, s *editions.Slot) int { return room(t, s).Chars }
}
