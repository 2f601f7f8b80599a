package layout

import (
	"slices"

	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// storyZone is a zone of a story on a page.
type storyZone struct {
	story string
	rect  unit.Rect
}

// invaded finds zones in which text of another story stands: who taps there would get the
// wrong one. The ends of the runs of text are looked at, once for two stories.
func invaded(pg *page.Page) (l source.List) {
	zones := zonesOf(pg)
	if !overlap(zones) {
		return nil
	}
	said := map[[2]string]bool{}
	eachRun(pg, func(story string, at unit.Point) {
		own := func(z storyZone) bool { return z.story == story && within(z.rect, at) }
		if !slices.ContainsFunc(zones, own) {
			return // a word longer than its line sticks out of it, which is said as such
		}
		for _, z := range zones {
			if !within(z.rect, at) || z.story == story {
				continue
			}
			if pair := [2]string{z.story, story}; !said[pair] {
				said[pair] = true
				l.Add(source.New("ENG-ZONE", source.Pos{}, source.Msg("place-of-story-holds-text-of", z.story, story), source.Msg("fault-of-banxin-please-report-with")).Of(story).On(pg.Number, ""))
			}
		}
	})
	return l
}

// overlap tells whether zones of two stories do: only there can text of the one stand in the
// place of the other and in its own.
func overlap(zones []storyZone) bool {
	for i, a := range zones {
		for _, b := range zones[i+1:] {
			if a.story != b.story && a.rect.Overlaps(b.rect) {
				return true
			}
		}
	}
	return false
}

// zonesOf lists the zones of a page's stories.
func zonesOf(pg *page.Page) (zones []storyZone) {
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, f page.Frame) {
		if m, ok := it.(*page.Mark); ok && m.Open && m.Role == page.RoleStory {
			for _, r := range m.Places() {
				zones = append(zones, storyZone{m.ID, f.Rect(r)})
			}
		}
	})
	return zones
}

// eachRun visits the middle of the first and last character of each run of a story's text.
func eachRun(pg *page.Page, visit func(story string, at unit.Point)) {
	story := ""
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, f page.Frame) {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleStory {
				if story = ""; it.Open {
					story = it.ID
				}
			}
		case *page.Text:
			if n := len(it.Glyphs); n > 0 && story != "" {
				for _, g := range [...]int{0, n - 1} {
					c := f.Rect(it.GlyphCell(g))
					visit(story, unit.Point{X: c.X + c.W/2, Y: c.Y + c.H/2})
				}
			}
		}
	})
}

func within(r unit.Rect, p unit.Point) bool {
	return r.X <= p.X && p.X < r.Right() && r.Y <= p.Y && p.Y < r.Bottom()
}
