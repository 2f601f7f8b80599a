package works

import (
	"slices"

	"banxin/editions"
	"banxin/editions/source"
)

// unmadeUp says of pages that wait to be made up that they do, and how many stories wait for them; that they
// are empty, and that no page has those stories, follows.
func unmadeUp(l source.List) source.List {
	waiting, first, stories := map[int]bool{}, -1, 0
	for i, f := range l {
		switch {
		case f.Code == "GAP-BLANK" && f.Message.ID == "page-no-slots":
			if waiting[f.Page] = true; first < 0 {
				first = i
			}
		case f.Code == "PLAN-UNPLACED" && f.Message.ID == "story-stands-on-no-page":
			stories++
		}
	}
	if first < 0 {
		return l
	}
	l = slices.Clone(l)
	if stories > 0 {
		l[first].Hint = source.Msg("page-no-slots-make-up-of", stories)
	}
	return slices.DeleteFunc(l, func(f source.Finding) bool {
		return f.Code == "LAY-HOLE" && waiting[f.Page] || f.Code == "PLAN-UNPLACED" && f.Message.ID == "story-stands-on-no-page"
	})
}

// unpasted says once of a page that has the stories of another, in the same slots, and nothing of them, that
// it is that page again.
func unpasted(ed *editions.Edition, l source.List) source.List {
	missing := map[int]int{} // stories that end before a slot of the page
	for _, f := range l {
		if f.Code == "LAY-CHAIN" && f.Message.ID == "nothing-of-stands-in" {
			missing[f.Page]++
		}
	}
	if len(missing) == 0 {
		return l
	}
	again := map[int]*editions.Page{} // pages that are others again, by their numbers
	for i, p := range ed.Pages {
		if n := missing[p.Number]; n > 0 && n == stands(p) {
			if k := slices.IndexFunc(ed.Pages[:i], func(q *editions.Page) bool { return alike(p, q) }); k >= 0 {
				again[p.Number] = ed.Pages[k]
			}
		}
	}
	if len(again) == 0 {
		return l
	}
	l = slices.DeleteFunc(slices.Clone(l), func(f source.Finding) bool {
		return again[f.Page] != nil && (f.Code == "LAY-CHAIN" || f.Code == "LAY-EMPTY")
	})
	for _, p := range ed.Pages {
		if q := again[p.Number]; q != nil {
			l.Add(source.New("LAY-CHAIN", p.Pos, source.Msg("page-again", p.Number, q.Number), source.Msg("take-page-away-or-other-stories")).As(source.Warning).On(p.Number, ""))
		}
	}
	return l
}

// stands is how many times a story is put into a slot of a page.
func stands(p *editions.Page) (n int) {
	for _, pl := range p.Placed {
		n += len(pl.Stories)
	}
	return n
}

// alike tells whether two pages have the same stories in the same slots of the same template.
func alike(p, q *editions.Page) bool {
	return p.Template != nil && q.Template != nil && p.Template.Name == q.Template.Name &&
		slices.EqualFunc(p.Placed, q.Placed, func(a, b editions.Placement) bool { return a.Slot == b.Slot && slices.Equal(a.Stories, b.Stories) })
}
