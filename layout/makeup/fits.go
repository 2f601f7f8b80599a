package makeup

import (
	"slices"

	"banxin/editions"
	"banxin/fonts"
)

// SlotFit is how stories fit a slot that they would stand in alone.
type SlotFit struct {
	Slot      string `json:"slot"`
	OverChars int    `json:"over"`
	OverLines int    `json:"over_lines"`
	FreeChars int    `json:"free_chars"`
	FreeLines int    `json:"free_lines"`
	Pictures  int    `json:"pictures,omitempty"` // that have no room
}

// Fits sets a story in each slot of a page that takes stories, by itself or behind those that
// behind lists for the slot, and says how it would fit. Nothing of the edition changes.
func Fits(ed *editions.Edition, cat *fonts.Catalog, pg *editions.Page, story *editions.Story, behind func(slot string) []*editions.Story) []SlotFit {
	b := bench{ed, cat}
	var slots []*editions.Slot
	for _, s := range pg.Template.Slots {
		if s.Kind == editions.StorySlot && len(s.Frames) > 0 {
			slots = append(slots, s)
		}
	}
	out := make([]SlotFit, len(slots))
	each(len(slots), func(i int) {
		all := []*editions.Story{story}
		if behind != nil {
			all = append(slices.Clone(behind(slots[i].Name)), story)
		}
		out[i] = b.fit(pg.Template, slots[i], all)
	})
	return out
}

func (b *bench) fit(t *editions.Template, s *editions.Slot, stories []*editions.Story) SlotFit {
	res := b.try(alone(t, *s), stories...)
	out := SlotFit{Slot: s.Name}
	for _, f := range res.Fits {
		out.OverChars, out.OverLines = out.OverChars+f.OverChars, out.OverLines+f.OverLines
		out.FreeChars, out.FreeLines = out.FreeChars+f.FreeChars, out.FreeLines+f.FreeLines
	}
	out.Pictures = read(res).pictures
	return out
}
