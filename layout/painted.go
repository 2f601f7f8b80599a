package layout

import (
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/flow"
	"banxin/layout/page"
)

// painted is a page with what was said of it when it was painted.
type painted struct {
	of    paintedOf
	page  *page.Page
	found source.List
}

// paintedOf is what a page depends on besides the pictures and inks of the document: values that
// are the same are frozen, and pieces that hold the same items are the same.
type paintedOf struct {
	sheet         *editions.Page
	paper         *editions.Paper
	cat           *fonts.Catalog
	name          string
	number, total int
	date          editions.Date
	issue         int
	weather       string
	pieces        []flow.Piece
	regions       []*flow.Region
	index         []listed
}

// listed is an entry of an index of the page, and the language of its story.
type listed struct {
	flow.IndexLine
	lang string
}

func (a listed) same(b listed) bool {
	x, y := a.IndexLine, b.IndexLine
	if x.Image != nil && y.Image != nil && *x.Image == *y.Image {
		x.Image = y.Image
	}
	return x == y && a.lang == b.lang
}

func (a *paintedOf) same(b *paintedOf) bool {
	return a.sheet == b.sheet && a.paper == b.paper && a.cat == b.cat && a.name == b.name && a.number == b.number && a.total == b.total &&
		a.date == b.date && a.issue == b.issue && a.weather == b.weather &&
		slices.EqualFunc(a.pieces, b.pieces, samePiece) && slices.EqualFunc(a.regions, b.regions, (*flow.Region).Like) && slices.EqualFunc(a.index, b.index, listed.same)
}

func samePiece(a, b flow.Piece) bool {
	return a.Slot == b.Slot && a.Story == b.Story && a.Rect == b.Rect && len(a.Items) == len(b.Items) && (len(a.Items) == 0 || &a.Items[0] == &b.Items[0])
}

// painted paints a page, or has it as it was painted for the last composition: where nothing of what it
// depends on is another, without painting it, else where it has come out the same.
func (g *gatherer) painted(before *samePages, n int, ref flow.PageRef, sheet flow.Sheet, where map[string]string) (pg *page.Page, same bool) {
	if before == nil || !g.recall.pictured(g.doc) || !g.plain(ref) {
		return before.of(n, g.page(ref, sheet, where))
	}
	r, ed := g.recall, g.ed
	of := paintedOf{
		sheet: sheet.Page, paper: ed.Paper, cat: g.cat, name: sheet.Name, number: sheet.Number, total: sheet.Total,
		date: ed.Date, issue: ed.Issue, weather: strings.Join(ed.Weather, "\n"), pieces: g.pieces[ref], regions: g.regions[ref], index: g.listedOn(ref, where),
	}
	was := r.session.painted[ref]
	if same = was != nil && was.of.same(&of) && n < len(before.old) && before.old[n] == was.page; !same {
		found := g.found
		g.found = nil
		was = &painted{of: of}
		was.page, same = before.of(n, g.page(ref, sheet, where))
		was.found, g.found = g.found, found
	}
	r.painted[ref] = was
	g.found = append(g.found, was.found...)
	return was.page, same
}

// listedOn are the entries of the indexes of a page.
func (g *gatherer) listedOn(ref flow.PageRef, where map[string]string) (out []listed) {
	sh := g.sheets[ref.Index]
	for _, s := range sh.page.Template.Slots {
		if s.Kind != editions.IndexSlot {
			continue
		}
		lines, _ := g.index(sh, s, where)
		out = append(out, listed{flow.IndexLine{Story: s.Name, Order: len(lines)}, ""})
		for _, l := range lines {
			out = append(out, listed{l, g.byID[l.Story].Lang})
		}
	}
	return out
}

// plain tells whether all that is on a page is its pieces, adverts and furniture, and nothing of it waits.
func (g *gatherer) plain(ref flow.PageRef) bool {
	t := g.sheets[ref.Index].page.Template
	return !t.Unread && !waste(g.sheets[ref.Index].page) && !slices.ContainsFunc(t.Slots, func(s *editions.Slot) bool {
		return len(s.Frames) > 0 && g.waiting(ref, s)
	})
}
