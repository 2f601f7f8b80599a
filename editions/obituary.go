package editions

import (
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// obituaries are the genres of stories in a black frame (黑框).
var obituaries = []string{"讣", "訃", "obituary"}

// Obituary tells whether a story is the news of somebody's death, by its genre (讣告): it stands
// in a black frame.
func (s *Story) Obituary() bool {
	return slices.ContainsFunc(obituaries, func(g string) bool { return strings.Contains(strings.ToLower(s.Genre), g) })
}

// MourningFrame is the frame of an obituary.
var MourningFrame = Box{Width: 2 * unit.Pt}

// mourn gives slots that hold an obituary alone, and have no frame, the black one. The template
// may be that of other pages: it is another one for the page.
func (p *placer) mourn() {
	for _, page := range p.ed.Pages {
		if page.Template == nil {
			continue
		}
		for _, pl := range page.Placed {
			i := slices.IndexFunc(page.Template.Slots, func(s *Slot) bool { return s.Name == pl.Slot })
			k := slices.IndexFunc(pl.Stories, func(id string) bool { s := p.byID[id]; return s != nil && s.Obituary() })
			switch {
			case i < 0 || k < 0 || page.Template.Slots[i].Kind != StorySlot || !page.Template.Slots[i].Box.IsZero():
			case len(pl.Stories) > 1:
				s := p.byID[pl.Stories[k]]
				p.found.Add(source.New("PLAN-FRAME", s.File.Pos(s.Span), source.Msg("obituary-shares-slot-no-frame-of", pl.Slot), source.Msg("give-slot-by-itself")).Of(s.ID))
			default:
				page.Template = page.Template.framed(i)
			}
		}
	}
}

// framed is the template with the black frame round a slot.
func (t *Template) framed(slot int) *Template {
	out, s := *t, *t.Slots[slot]
	s.Box = MourningFrame
	out.Slots = slices.Clone(t.Slots)
	out.Slots[slot] = &s
	return &out
}
