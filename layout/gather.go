package layout

import (
	"fmt"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/flow"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// gatherer puts what was set on its pages, in plan order.
type gatherer struct {
	*plan
	sets    []*flow.Set
	doc     *page.Doc
	pieces  map[flow.PageRef][]flow.Piece
	regions map[flow.PageRef][]*flow.Region
	listed  map[string]bool // in Doc.Stories
	order   map[string]int  // of the pages on which stories begin
	found   source.List     // about furniture
	setter  inline.Setter
	cat     *fonts.Catalog
	recall  *recall // may be nil
}

func (p *plan) gather(sets []*flow.Set, cat *fonts.Catalog, o Options, r *recall) *Result {
	g := &gatherer{plan: p, sets: sets, cat: cat, recall: r, pieces: map[flow.PageRef][]flow.Piece{}, regions: map[flow.PageRef][]*flow.Region{}, listed: make(map[string]bool, len(p.byID))}
	p.room = o.Room
	g.found = p.found
	g.doc = &page.Doc{Meta: p.meta(), Spots: p.palette.Spots, Sources: p.files}
	for _, f := range cat.Faces() {
		g.doc.Faces = append(g.doc.Faces, page.Face{Name: f.Name()})
	}
	for _, path := range p.paths {
		im := p.ed.Images[path]
		g.doc.Images = append(g.doc.Images, page.ImageFile{Name: path, Format: im.Format, W: im.W, H: im.H, Data: im.Data})
	}
	g.openAdverts(o.OpenPage)
	g.sort()
	g.pages()
	g.vacancies()
	res := &Result{Doc: g.doc, Findings: g.found, Blank: p.blank, plan: p}
	for _, t := range p.tasks {
		res.Findings = append(res.Findings, t.galley.Findings...)
	}
	for _, set := range sets {
		res.Findings = append(res.Findings, set.Findings...)
	}
	res.Fits = g.fits()
	res.Findings.Sort()
	p.runs = nil
	return res
}

// release lets go of what only setting needed: the pages hold all that is painted.
func (p *plan) release() {
	for _, t := range p.tasks {
		t.galley.Release()
	}
}

func (p *plan) meta() page.Meta {
	ed := p.ed
	d := ed.Date
	return page.Meta{
		Paper: ed.Paper.Name, Code: ed.Paper.Code, Lang: ed.Paper.Lang, Issue: ed.Issue,
		Date:  fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day),
		Title: fmt.Sprintf("%s %d年%d月%d日", ed.Paper.Name, d.Year, d.Month, d.Day),
	}
}

// sort files pieces and regions under their pages, pieces in the order of their placement.
func (g *gatherer) sort() {
	of := map[flow.PageRef]int{}
	for _, set := range g.sets {
		for i := range set.Pieces {
			of[set.Pieces[i].Page]++
		}
	}
	for ref, n := range of {
		g.pieces[ref] = make([]flow.Piece, 0, n)
	}
	for _, set := range g.sets {
		for _, pc := range set.Pieces {
			g.pieces[pc.Page] = append(g.pieces[pc.Page], pc)
		}
		for _, r := range set.Regions {
			g.regions[r.Page] = append(g.regions[r.Page], r)
		}
	}
	for ref, pieces := range g.pieces {
		g.inOrder(ref, pieces)
	}
}

// inOrder puts the pieces of a page as its placements come.
func (g *gatherer) inOrder(ref flow.PageRef, pieces []flow.Piece) {
	placed := g.sheets[ref.Index].placed
	if len(placed) < 2 {
		return
	}
	rank := make(map[string]int, len(placed))
	for i, pl := range placed {
		rank[pl.slot.Name] = i
	}
	slices.SortStableFunc(pieces, func(a, b flow.Piece) int { return rank[a.Slot] - rank[b.Slot] })
}

// refs lists the printed pages.
func (g *gatherer) refs() []flow.PageRef {
	var refs []flow.PageRef
	for i, n := range g.repeats {
		for k := range n {
			if g.sheets[i].grid != nil {
				refs = append(refs, flow.PageRef{Index: i, Repeat: k})
			}
		}
	}
	return refs
}

func (g *gatherer) pages() {
	refs := g.refs()
	where := g.storyPages(refs)
	total, before := 0, g.recall.pages(g.doc)
	for _, ref := range refs {
		total += g.sheets[ref.Index].page.Wide()
	}
	for n, ref := range refs {
		sh := g.sheets[ref.Index]
		sheet := flow.Sheet{Edition: g.ed, Page: sh.page, Name: g.pageName(ref), Number: g.pageNumber(ref), Total: total, Styles: sh.styles, Picture: g.supplied}
		pg, same := g.painted(before, n, ref, sheet, where)
		g.found = append(g.found, g.recall.zones(pg, same)...)
		g.doc.Pages = append(g.doc.Pages, pg)
		g.stories(ref, n)
	}
}

// page paints a page.
func (g *gatherer) page(ref flow.PageRef, sheet flow.Sheet, where map[string]string) *page.Page {
	sh := g.sheets[ref.Index]
	t := sh.page.Template
	pg := &page.Page{Name: sheet.Name, Number: sheet.Number, Section: sh.page.Section, Inks: inks(sh.page.Inks, g.doc.Spots)}
	pg.Trim = unit.Rect{W: t.Width, H: t.Height}
	pg.Bleed = pg.Trim.Inset(-t.Bleed)
	if sh.page.Wide() == 2 {
		pg.Fold = t.Width / 2
		pg.Left, pg.Right = sh.page.Halves()
	}
	if t.Unread {
		pg.Items = []page.Item{g.noPage(sh, pg)}
	} else {
		pg.Items = g.items(ref, sheet, where)
	}
	if t.Bleed > 0 {
		pg.Items = g.bleed(pg.Items, pg.Trim, t.Bleed)
	}
	return pg
}

// noPage is the gap of a page whose template cannot be read: proofs say why.
func (g *gatherer) noPage(sh *sheet, pg *page.Page) *page.Gap {
	if len(sh.page.Unread) == 0 { // else they say so
		g.found.Add(source.New("GAP-PAGE", sh.page.Pos, source.Msg("page-left-white-template-cannot-read"), source.Msg("mend-template-first")).On(pg.Number, ""))
	}
	var lines []string
	for _, f := range sh.page.Unread {
		lines = append(lines, f.Pos.String()+"　"+f.Message.For(g.ed.Paper.Lang)+" ["+f.Code+"]")
		if hint := f.Hint.For(g.ed.Paper.Lang); hint != "" {
			lines = append(lines, hint)
		}
	}
	return page.NewGap(pg.Trim, sh.styles.Notice(&g.setter, sh.grid.Area, lines)...)
}

// storyPages says on which printed page each story begins, for indexes: nil where there are none.
func (g *gatherer) storyPages(refs []flow.PageRef) map[string]string {
	if !slices.ContainsFunc(refs, g.indexes) {
		return nil
	}
	where := make(map[string]string, len(g.byID))
	g.order = make(map[string]int, len(g.byID))
	for n, ref := range refs {
		for _, pc := range g.pieces[ref] {
			if id := pc.Story.Story.ID; where[id] == "" {
				where[id], g.order[id] = g.pageName(ref), n
			}
		}
	}
	return where
}

// indexes tells whether a page has a slot for an index.
func (g *gatherer) indexes(ref flow.PageRef) bool {
	return slices.ContainsFunc(g.sheets[ref.Index].page.Template.Slots, func(s *editions.Slot) bool { return s.Kind == editions.IndexSlot })
}

// items paints a page: what lies under the text, furniture, then the stories in the order
// of their placement.
func (g *gatherer) items(ref flow.PageRef, sheet flow.Sheet, where map[string]string) []page.Item {
	sh := g.sheets[ref.Index]
	regions := g.regions[ref]
	under := []page.Item{&page.Mark{Role: page.RoleFurniture, Open: true}}
	under = append(under, flow.Sheeted(sh.page.Template, g.palette)...)
	var furniture []page.Item
	for _, s := range sh.page.Template.Slots {
		if s.Kind == editions.StorySlot || g.waiting(ref, s) {
			continue
		}
		for _, f := range s.Frames {
			r := flow.NewRegion(ref, sh.grid, s, f)
			if s.Kind == editions.IndexSlot {
				sheet.Index, sheet.Made = g.index(sh, s, where)
				regions = append(regions, r.Listed(&g.setter, sheet))
			}
			if s.Kind == editions.GroupSlot {
				under = append(under, r.Under(g.palette)...)
				if s.Label == "" {
					continue
				}
			}
			if s.Kind == editions.AdvertSlot {
				furniture = append(furniture, g.advert(ref, sheet, s, sh.grid.FrameRect(f))...)
				continue
			}
			if s.Kind != editions.FillerSlot {
				items, found := g.furniture(sheet, s, sh.grid.FrameRect(f))
				furniture, g.found = append(furniture, items...), append(g.found, found...)
			}
		}
	}
	for _, r := range regions {
		under = append(under, r.Under(g.palette)...)
	}
	under = append(under, flow.Between(sh.grid, g.palette, regions, sh.runsOn, endsOf(g.pieces[ref]))...)
	furniture = append(furniture, g.vacancy(ref, sheet)...)
	pieces := slices.Clone(g.pieces[ref])
	flow.Zone(pieces)
	n := len(under) + 1 + len(furniture)
	for _, pc := range pieces {
		n += len(pc.Items)
	}
	items := append(append(slices.Grow(under, n-len(under)), &page.Mark{Role: page.RoleFurniture}), furniture...)
	for _, pc := range pieces {
		items = append(items, pc.Items...)
	}
	return items
}

// endsOf is how far down a page the text of each slot reaches.
func endsOf(pieces []flow.Piece) map[string]unit.Length {
	ends := map[string]unit.Length{}
	for _, pc := range pieces {
		ends[pc.Slot] = max(ends[pc.Slot], pc.Rect.Bottom())
	}
	return ends
}

// runsOn tells whether two slots hold one and the same story, and nothing else.
func (sh *sheet) runsOn(a, b *editions.Slot) bool {
	var in [2]string
	for _, p := range sh.placed {
		for i, s := range [...]*editions.Slot{a, b} {
			if p.slot.Name == s.Name && len(p.ids) == 1 {
				in[i] = p.ids[0]
			}
		}
	}
	return in[0] != "" && in[0] == in[1]
}

// index lists what an index slot shows, and tells whether banxin has chosen it.
func (g *gatherer) index(sh *sheet, s *editions.Slot, where map[string]string) (out []flow.IndexLine, made bool) {
	for _, pl := range sh.placed {
		if pl.slot != s {
			continue
		}
		for _, id := range pl.ids {
			if st := g.byID[id]; st != nil {
				out = append(out, flow.IndexLine{Story: id, Title: st.Title(), Page: where[id], Order: g.order[id], Image: g.firstPicture(st)})
			}
		}
		made = made || pl.made
	}
	return out, made
}

// firstPicture is the first picture of a story that could be read, without a place.
func (g *gatherer) firstPicture(st *editions.Story) *page.Image {
	for _, pic := range st.Pictures() {
		if pic.Image == nil || pic.Mourning {
			continue
		}
		if n, found := g.images[pic.Image.Path]; found && pic.Image.W > 0 && pic.Image.H > 0 {
			return &page.Image{File: n, X1: pic.Image.W, Y1: pic.Image.H}
		}
	}
	return nil
}

// stories lists the stories that begin on a page.
func (g *gatherer) stories(ref flow.PageRef, n int) {
	for _, pc := range g.pieces[ref] {
		st := pc.Story.Story
		if g.listed[st.ID] {
			continue
		}
		g.listed[st.ID] = true
		section := st.Section
		if section == "" {
			section = g.sheets[ref.Index].page.Section
		}
		g.doc.Stories = append(g.doc.Stories, page.Story{ID: st.ID, Title: pc.Story.Title, Section: section, Page: n, Lang: st.Lang})
	}
}

func (g *gatherer) fits() []Fit {
	n := 0
	for _, set := range g.sets {
		n += len(set.Fits)
	}
	out := slices.Grow([]Fit(nil), n)
	for _, set := range g.sets {
		for _, f := range set.Fits {
			st := f.Story.Story
			fit := Fit{
				Page: g.pageNumber(f.Page), Slots: f.Slots, Story: st.ID, Title: f.Story.Title, Chars: f.Story.Chars,
				Set: f.Story.Chars - f.OverChars, OverChars: f.OverChars, OverLines: f.OverLines, Lines: f.Lines, RoomLines: f.RoomLines, FreeLines: f.FreeLines, FreeChars: f.FreeChars, Heads: f.Heads, Unset: f.Unset,
			}
			if sh := g.sheets[f.Page.Index]; g.room != nil && len(f.Slots) == 1 && g.waits(sh, f.Slots[0]) {
				room := g.room(sh.page.Template, sh.page.Template.Slot(f.Slots[0]))
				fit.RoomLines, fit.FreeLines, fit.FreeChars = room.Lines, room.Lines, room.Chars
			}
			out = append(out, fit)
		}
	}
	slices.SortStableFunc(out, func(a, b Fit) int { return a.Page - b.Page })
	return out
}

// inks are those of a page of the edition.
func inks(of editions.Inks, spots []page.Spot) page.Inks {
	out := page.Inks{Process: of.Process}
	for i, s := range spots {
		if i < 64 && slices.Contains(of.Spots, s.Name) {
			out.Spots |= 1 << i
		}
	}
	return out
}
