package layout

import (
	"cmp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// indexed returns the pages of an edition with no 导读 left empty, for an empty one prints a
// name and a rule over white: one that edition.yaml leaves open lists the stories of the other
// pages by their weight; where they have none its room goes to the story below it, or to the
// nameplate at its side. Where there is neither it is a finding, but for an edition of which pages wait for
// their first story.
func indexed(ed *editions.Edition, unready bool) ([]*editions.Page, source.List) {
	pages := slices.Clone(ed.Pages)
	var found source.List
	for i, pg := range pages {
		if pg.Template == nil || pg.Template.Flow {
			continue
		}
		for _, s := range pg.Template.Slots {
			if s.Kind != editions.IndexSlot || lists(pg, s.Name) {
				continue
			}
			done := *pages[i]
			pages[i] = &done
			if ids := weightiest(ed, i); len(ids) > 0 {
				done.Placed = append(slices.Clip(done.Placed), editions.Placement{Slot: s.Name, Stories: ids, Made: true, Pos: pg.Pos})
				continue
			}
			if unready {
				continue // it waits for the stories of other pages
			}
			if t, ok := without(done.Template, s); ok {
				done.Template = t
				continue
			}
			found.Add(source.New("PLAN-INDEX", pg.Pos, source.Msg("index-has-nothing-to-list", s.Name), source.Msg("put-stories-into-it-or-take-it-off-the-page", s.Name, s.Name)).On(pg.Number, s.Name))
		}
	}
	return pages, found
}

// lists tells whether stories are put into an index slot.
func lists(pg *editions.Page, slot string) bool {
	return slices.ContainsFunc(pg.Placed, func(pl editions.Placement) bool { return pl.Slot == slot && len(pl.Stories) > 0 })
}

// mostListed is how many stories an index that banxin makes has at most.
const mostListed = 24

// unlisted are genres that nobody looks for in an index.
var unlisted = []string{"公告", "启事", "通告", "声明", "广告", "讣告", "notice", "advert", "obituary"}

// weightiest lists the stories of the other pages: those that say their order (次序) by it, then the weightiest of
// each page, then the second of each. On a page that has most weight to which its slot gives most room.
func weightiest(ed *editions.Edition, but int) []string {
	by := ed.ByID()
	var pages [][]string
	for i, pg := range ed.Pages {
		if i == but || pg.Template == nil {
			continue
		}
		placed := slices.Clone(pg.Placed)
		slices.SortStableFunc(placed, func(a, b editions.Placement) int { return cmp.Compare(room(pg, b.Slot), room(pg, a.Slot)) })
		var ids []string
		for _, pl := range placed {
			if s := pg.Template.Slot(pl.Slot); s == nil || s.Kind != editions.StorySlot {
				continue
			}
			for _, id := range pl.Stories {
				st := by[id]
				if st == nil || len(st.Headline) == 0 || slices.ContainsFunc(unlisted, func(g string) bool { return strings.Contains(strings.ToLower(st.Genre), g) }) {
					continue
				}
				ids = append(ids, id)
			}
		}
		pages = append(pages, ids)
	}
	var out []string
	seen := map[string]bool{}
	for _, pl := range ed.Pages[but].Placed { // what begins on the page itself is no news of another
		for _, id := range pl.Stories {
			seen[id] = true
		}
	}
	for n := 0; ; n++ {
		some := false
		for _, ids := range pages {
			if n < len(ids) {
				some = true
				if !seen[ids[n]] {
					seen[ids[n]], out = true, append(out, ids[n])
				}
			}
		}
		if !some {
			break
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return editions.ByRank(by[a], by[b]) })
	return out[:min(len(out), mostListed)]
}

// room is the area of a slot, in square points.
func room(pg *editions.Page, slot string) (area int64) {
	if s := pg.Template.Slot(slot); s != nil {
		for _, f := range s.Frames {
			for _, a := range f.Areas() {
				r := pg.Template.FrameRect(a)
				area += int64(r.W/unit.Pt) * int64(r.H/unit.Pt)
			}
		}
	}
	return area
}

// without returns a template without an index slot, whose room goes to the story right below
// it, in its columns, or else to the nameplate at its side, as high as it; false where there is
// neither.
func without(t *editions.Template, index *editions.Slot) (*editions.Template, bool) {
	if len(index.Frames) != 1 || !index.Frames[0].Rect.Empty() || index.Within != "" {
		return nil, false
	}
	at := index.Frames[0]
	grown := func(s *editions.Slot) (editions.Frame, bool) {
		if len(s.Frames) != 1 || !s.Frames[0].Rect.Empty() || len(s.Frames[0].Parts) > 0 || s.Within != "" {
			return editions.Frame{}, false
		}
		f := s.Frames[0]
		switch {
		case s.Kind == editions.StorySlot && f.Col == at.Col && f.Cols == at.Cols && f.Line == at.Line+at.Lines+t.RowGap:
			f.Lines += f.Line - at.Line
			f.Line = at.Line
		case s.Kind == editions.NameplateSlot && f.Line == at.Line && f.Lines == at.Lines && f.Col+f.Cols == at.Col:
			f.Cols += at.Cols
		case s.Kind == editions.NameplateSlot && f.Line == at.Line && f.Lines == at.Lines && at.Col+at.Cols == f.Col:
			f.Col, f.Cols = at.Col, f.Cols+at.Cols
		default:
			return f, false
		}
		return f, true
	}
	for _, kind := range []editions.SlotKind{editions.StorySlot, editions.NameplateSlot} {
		for i, s := range t.Slots {
			f, ok := grown(s)
			if s.Kind != kind || !ok {
				continue
			}
			slot, out := *s, *t
			slot.Frames = []editions.Frame{f}
			out.Slots = slices.Clone(t.Slots)
			out.Slots[i] = &slot
			out.Slots = slices.DeleteFunc(out.Slots, func(s *editions.Slot) bool { return s == index })
			return &out, true
		}
	}
	return nil, false
}
