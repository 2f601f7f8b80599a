package layout

import (
	"reflect"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/flow"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// furnitureOf is what the furniture of a slot depends on, besides the entries of an index and the
// pictures of the document: what is the same value is the same.
type furnitureOf struct {
	paper    *editions.Paper
	cat      *fonts.Catalog
	template *editions.Template
	slot     *editions.Slot
	rect     unit.Rect
	date     editions.Date
	issue    int
	weather  string

	name, section, editor string
	number, first, total  int
	nameOnPage            string
	made                  bool
}

// furniture is what a slot without stories shows.
type furniture struct {
	index []flow.IndexLine
	items []page.Item
	found source.List
}

// furniture paints a slot, or has it as it was painted for one of the last two compositions.
func (g *gatherer) furniture(sheet flow.Sheet, s *editions.Slot, rect unit.Rect) ([]page.Item, source.List) {
	r := g.recall
	if r == nil || !r.pictured(g.doc) {
		return flow.Furniture(&g.setter, sheet, s, rect)
	}
	ed, pg := sheet.Edition, sheet.Page
	of := furnitureOf{
		paper: ed.Paper, cat: g.cat, template: pg.Template, slot: s, rect: rect,
		date: ed.Date, issue: ed.Issue, weather: strings.Join(ed.Weather, "\n"),
		name: sheet.Name, section: pg.Section, editor: pg.Editor, nameOnPage: pg.Name,
		number: sheet.Number, first: pg.Number, total: sheet.Total, made: sheet.Made,
	}
	was := known(of, r.now.furniture, r.session.now.furniture, r.session.before.furniture)
	if was == nil || !reflect.DeepEqual(was.index, sheet.Index) {
		was = &furniture{index: sheet.Index}
		was.items, was.found = flow.Furniture(&g.setter, sheet, s, rect)
	}
	r.now.furniture[of] = was
	return was.items, was.found
}

// pictured tells whether a document has the pictures of the last composition under their numbers.
func (r *recall) pictured(d *page.Doc) bool {
	if r.pictures == nil {
		old := r.session.doc
		same := old != nil && slices.EqualFunc(old.Images, d.Images, func(a, b page.ImageFile) bool { return sameImage(&a, &b) })
		r.pictures = &same
	}
	return *r.pictures
}
