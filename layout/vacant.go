package layout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/flow"
	"banxin/layout/page"
)

// vacant tells whether nothing has been put on a page that has slots for stories. Such a page
// waits for its first story: each slot is a gap that says its name and what it holds, and one
// finding stands for all of them. A page that a flow fills, or of which anything is there, has
// its empty slots told of one by one.
func vacant(pg *editions.Page) bool { return has(pg, editions.StorySlot) && bare(pg) }

// bare tells whether nothing stands on a page but an index that banxin has made.
func bare(pg *editions.Page) bool {
	for _, pl := range pg.Placed {
		if len(pl.Stories) > 0 && !pl.Made || pl.Advert != nil {
			return false
		}
	}
	return true
}

// has tells whether a page that can be read, and is no flow, has a slot of a kind.
func has(pg *editions.Page, k editions.SlotKind) bool {
	t := pg.Template
	return t != nil && !t.Unread && !t.Flow && slices.ContainsFunc(t.Slots, func(s *editions.Slot) bool { return s.Kind == k })
}

// waste tells whether nothing can stand on a page, for it has no slot but those of its head: it
// waits to be made up, and is white till then.
func waste(pg *editions.Page) bool {
	t := pg.Template
	return t != nil && !t.Unread && !t.Flow && bare(pg) && !slices.ContainsFunc(t.Slots, func(s *editions.Slot) bool {
		return s.Kind != editions.NameplateSlot && s.Kind != editions.FolioSlot
	})
}

// blank tells whether an edition has been begun and nothing been put on it: then pages for
// adverts wait as well.
func blank(ed *editions.Edition) bool {
	some := false
	for _, pg := range ed.Pages {
		if !bare(pg) || pg.Template != nil && pg.Template.Flow {
			return false
		}
		some = some || vacant(pg)
	}
	return some
}

// vacant tells whether a page of the plan waits for what is to stand on it.
func (p *plan) vacant(pg *editions.Page) bool {
	return vacant(pg) || p.blank && has(pg, editions.AdvertSlot)
}

// unready tells whether a page waits for its first story: then an index that has nothing to list
// waits too.
func unready(ed *editions.Edition) bool { return slices.ContainsFunc(ed.Pages, vacant) }

// vacancy paints as gaps the slots of a page that wait: those of a vacant page, all but the
// nameplate and the folio, and indexes. One that is no rectangle (曲尺形) is shown by its parts; the
// greatest says what it holds.
func (g *gatherer) vacancy(ref flow.PageRef, sheet flow.Sheet) (items []page.Item) {
	sh := g.sheets[ref.Index]
	for _, s := range sh.page.Template.Slots {
		if len(s.Frames) == 0 || !g.waiting(ref, s) {
			continue
		}
		for i, f := range s.Frames {
			named, rest := greatest(f.Areas())
			for _, a := range rest {
				r := sh.grid.FrameRect(a)
				items = append(items, page.NewPlace(r, sheet.Styles.Label(&g.setter, r, []string{s.Name})...))
			}
			r := sh.grid.FrameRect(named)
			lines := []string{s.Name}
			switch {
			case i > 0:
			case s.Kind == editions.StorySlot:
				lines = append(lines, source.Msg("vacant-slot-holds", g.holds(sh, s)).For(g.ed.Paper.Lang))
			case s.Kind == editions.AdvertSlot:
				lines = append(lines, fmt.Sprintf("%s × %s mm", millimetres(r.W), millimetres(r.H)))
			}
			items = append(items, page.NewPlace(r, sheet.Styles.Label(&g.setter, r, lines)...))
		}
	}
	return items
}

// greatest parts the greatest of some areas from the others.
func greatest(areas []editions.Frame) (f editions.Frame, rest []editions.Frame) {
	most := 0
	for i, a := range areas {
		if a.Cols*a.Lines > areas[most].Cols*areas[most].Lines {
			most = i
		}
	}
	return areas[most], slices.Delete(slices.Clone(areas), most, most+1)
}

// waiting tells whether a slot of a page is shown as one that waits.
func (g *gatherer) waiting(ref flow.PageRef, s *editions.Slot) bool {
	sh := g.sheets[ref.Index]
	switch s.Kind {
	case editions.StorySlot, editions.AdvertSlot:
		return g.vacant(sh.page) && len(g.pieces[ref]) == 0
	case editions.IndexSlot:
		return g.unready && !lists(sh.page, s.Name)
	}
	return false
}

// holds is how many characters of text a slot holds for which nothing is written: all that is said of that asks here.
func (p *plan) holds(sh *sheet, s *editions.Slot) (chars int) {
	if p.room != nil {
		_, chars = p.room(sh.page.Template, s)
		return chars
	}
	for _, f := range s.Frames {
		k, w, lines := flow.NewRegion(flow.PageRef{}, sh.grid, s, f).Text()
		chars += k * lines * max(int(w/sh.grid.Size), 1)
	}
	return chars
}

// waits tells whether nothing is written for a slot: no story stands in it, or such as are begun.
func (p *plan) waits(sh *sheet, slot string) bool {
	for _, pl := range sh.placed {
		if pl.slot.Name != slot {
			continue
		}
		if slices.ContainsFunc(pl.ids, func(id string) bool { return p.byID[id] != nil && !p.byID[id].Begun() }) {
			return false
		}
	}
	return true
}

// hundreds is what pages hold, in whole hundreds: a sum of estimates.
func hundreds(n int) int { return (n + 50) / 100 * 100 }

// vacancies says which pages wait for their first story, all of them at once: that is how an
// edition begins and grows. Of pages that wait to be made up each is told: their number is what
// is left to do.
func (g *gatherer) vacancies() {
	var numbers []string
	var first *editions.Page
	slots, chars := 0, 0
	for _, sh := range g.sheets {
		if sh.grid != nil && waste(sh.page) {
			g.found.Add(source.New("GAP-BLANK", sh.page.Pos, source.Msg("page-no-slots"), source.Msg("page-no-slots-make-up")).On(sh.page.Number, ""))
		}
		if sh.grid == nil || !g.vacant(sh.page) {
			continue
		}
		if first == nil {
			first = sh.page
		}
		numbers = append(numbers, strconv.Itoa(sh.page.Number))
		for _, s := range sh.page.Template.Slots {
			if s.Kind == editions.StorySlot && len(s.Frames) > 0 {
				slots, chars = slots+1, chars+g.holds(sh, s)
			}
		}
	}
	hint := source.Msg("vacant-put-stories")
	switch {
	case first == nil:
	case g.blank && g.ed.File != nil:
		g.found.Add(source.New("GAP-BLANK", source.Pos{File: g.ed.File.Name}, source.Msg("edition-vacant", len(numbers), slots, hundreds(chars)), hint))
	case len(numbers) == 1:
		g.found.Add(source.New("GAP-BLANK", first.Pos, source.Msg("page-vacant", slots, chars), hint).On(first.Number, ""))
	default:
		g.found.Add(source.New("GAP-BLANK", first.Pos, source.Msg("pages-vacant", strings.Join(numbers, " "), slots, hundreds(chars)), hint).On(first.Number, ""))
	}
}
