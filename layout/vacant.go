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
	"banxin/layout/unit"
)

// vacant tells whether nothing has been put on a page that has slots for stories. Such a page
// waits for its first story: each slot is a gap that says its name and what it holds, and one
// finding stands for all of them. A page that a flow fills, or of which anything is there, has
// its empty slots told of one by one; those of the latter are gaps as well.
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
		return s.Kind != editions.NameplateSlot && s.Kind != editions.FolioSlot && s.Kind != editions.IndexSlot
	})
}

// undrawn is the place, as wide as the type area, of the most lines on end in which no slot of a
// template stands.
func undrawn(t *editions.Template) (f editions.Frame) {
	taken := make([]bool, t.Lines)
	for _, s := range t.Slots {
		for _, at := range s.Frames {
			first, end := t.GridLines(at)
			for l := max(first, 0); l < min(end, len(taken)); l++ {
				taken[l] = true
			}
		}
	}
	for from, l := 0, 0; l <= len(taken); l++ {
		if l < len(taken) && !taken[l] {
			continue
		}
		if l-from > f.Lines {
			f = editions.Frame{Cols: t.Columns, Line: from, Lines: l - from}
		}
		from = l + 1
	}
	return f
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
func unready(ed *editions.Edition) bool {
	return slices.ContainsFunc(ed.Pages, func(pg *editions.Page) bool { return vacant(pg) || waste(pg) })
}

// vacancy paints as gaps what of a page waits: its slots without stories, those for adverts of a
// vacant one, indexes without a headline, and all below the head of a page that is to be made up.
func (g *gatherer) vacancy(ref flow.PageRef, sheet flow.Sheet) (items []page.Item) {
	sh := g.sheets[ref.Index]
	if f := undrawn(sh.page.Template); f.Lines > 0 && waste(sh.page) {
		items = append(items, g.unmade(sh, sheet, f)...)
	}
	for _, s := range sh.page.Template.Slots {
		if len(s.Frames) == 0 || !g.waiting(ref, s) {
			continue
		}
		for i, f := range s.Frames {
			areas := rects(sh.grid, f)
			named := greatest(areas)
			lines := []string{s.Name}
			switch {
			case i > 0:
			case s.Kind == editions.StorySlot:
				lines = append(lines, g.capacity(sh, s)...)
			case s.Kind == editions.AdvertSlot:
				lines = append(lines, fmt.Sprintf("%s × %s mm", millimetres(areas[named].W), millimetres(areas[named].H)))
			}
			items = append(items, page.NewPlace(areas, named, sheet.Styles.Label(&g.setter, areas[named], lines)...)...)
		}
	}
	return items
}

// unmade is the gap, in a place of it, of a page that is to be made up.
func (g *gatherer) unmade(sh *sheet, sheet flow.Sheet, f editions.Frame) []page.Item {
	r := sh.grid.FrameRect(f)
	n := f.Cols * f.Lines * sh.page.Template.Chars / 100 * 100
	return page.NewPlace([]unit.Rect{r}, 0, sheet.Styles.Label(&g.setter, r, []string{source.Msg("page-to-be-made-up").For(g.ed.Paper.Lang), source.Msg("vacant-slot-holds", n).For(g.ed.Paper.Lang)})...)
}

// capacity says what a slot holds, beside a picture and without where its options speak of one.
func (g *gatherer) capacity(sh *sheet, s *editions.Slot) []string {
	n := g.holds(sh, s)
	say := func(m source.Message) string { return m.For(g.ed.Paper.Lang) }
	if n.Plain <= n.Chars {
		return []string{say(source.Msg("vacant-slot-holds", n.Chars))}
	}
	return []string{say(source.Msg("vacant-slot-holds-pictured", n.Chars)), say(source.Msg("vacant-slot-holds-plain", n.Plain))}
}

// greatest is the index of the greatest of some areas.
func greatest(areas []unit.Rect) (most int) {
	for i, a := range areas {
		if int64(a.W)*int64(a.H) > int64(areas[most].W)*int64(areas[most].H) {
			most = i
		}
	}
	return most
}

// waiting tells whether a slot of a page is shown as one that waits: nobody has put anything into it.
func (g *gatherer) waiting(ref flow.PageRef, s *editions.Slot) bool {
	sh := g.sheets[ref.Index]
	fills := sh.page.Template.Flow
	switch s.Kind {
	case editions.StorySlot:
		set := slices.ContainsFunc(g.pieces[ref], func(pc flow.Piece) bool { return pc.Slot == s.Name })
		return !fills && !set && g.waits(sh, s.Name) && !sh.covered(s)
	case editions.AdvertSlot:
		return g.vacant(sh.page) && len(g.pieces[ref]) == 0
	case editions.IndexSlot:
		return !sh.filled(s) && (g.unready || !fills)
	}
	return false
}

// filled tells whether stories have been put into a slot.
func (sh *sheet) filled(s *editions.Slot) bool {
	return slices.ContainsFunc(sh.placed, func(pl placed) bool { return pl.slot == s && len(pl.ids) > 0 })
}

// covered tells whether a slot stands below an advert that is placed by its position.
func (sh *sheet) covered(s *editions.Slot) bool {
	for _, o := range sh.page.Template.Slots {
		if o.Kind == editions.AdvertSlot && slices.ContainsFunc(sh.areas(o), func(r unit.Rect) bool {
			return slices.ContainsFunc(sh.areas(s), r.Overlaps)
		}) {
			return true
		}
	}
	return false
}

// areas are what the frames of a slot cover on the page.
func (sh *sheet) areas(s *editions.Slot) (out []unit.Rect) {
	for _, f := range s.Frames {
		out = append(out, rects(sh.grid, f)...)
	}
	return out
}

// rects are what a frame covers on the page.
func rects(g *flow.Grid, f editions.Frame) (out []unit.Rect) {
	for _, a := range f.Areas() {
		out = append(out, g.FrameRect(a))
	}
	return out
}

// Room is what an empty slot holds below a usual head.
type Room struct {
	Lines int // for text, of all columns, beside the picture that the slot's options speak of
	Chars int // in them
	Plain int // the same without that picture; Chars where they speak of none
}

// Message says it.
func (n Room) Message() source.Message {
	if n.Plain <= n.Chars {
		return source.Msg("vacant-slot-holds", n.Chars)
	}
	return source.Msg("vacant-slot-holds-and-plain", n.Chars, n.Plain)
}

// holds is how much text a slot holds for which nothing is written: all that is said of that asks here.
func (p *plan) holds(sh *sheet, s *editions.Slot) (n Room) {
	if p.room != nil {
		return p.room(sh.page.Template, s)
	}
	for _, f := range s.Frames {
		k, w, lines := flow.NewRegion(flow.PageRef{}, sh.grid, s, f).Text()
		n.Lines += k * lines
		n.Chars += k * lines * max(int(w/sh.grid.Size), 1)
	}
	n.Plain = n.Chars
	return n
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
	slots, room := 0, Room{}
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
				n := g.holds(sh, s)
				slots, room = slots+1, Room{Chars: room.Chars + n.Chars, Plain: room.Plain + n.Plain}
			}
		}
	}
	if len(numbers) > 1 || g.blank && g.ed.File != nil {
		room.Chars, room.Plain = hundreds(room.Chars), hundreds(room.Plain)
	}
	hint := source.Msg("vacant-put-stories")
	switch {
	case first == nil:
	case g.blank && g.ed.File != nil:
		g.found.Add(source.New("GAP-BLANK", source.Pos{File: g.ed.File.Name}, source.Msg("edition-vacant", len(numbers), slots, room.Message()), hint))
	case len(numbers) == 1:
		g.found.Add(source.New("GAP-BLANK", first.Pos, source.Msg("page-vacant", slots, room.Message()), hint).On(first.Number, ""))
	default:
		g.found.Add(source.New("GAP-BLANK", first.Pos, source.Msg("pages-vacant", strings.Join(numbers, " "), slots, room.Message()), hint).On(first.Number, ""))
	}
}
