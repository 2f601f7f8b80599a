package layout

import (
	"fmt"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/flow"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// advertKey names an advert's page among Doc.Images.
func advertKey(a *editions.Advert) string { return fmt.Sprintf("%s#%d", a.Image.Path, a.Page) }

// listAdverts gives each page of a supplied PDF file its index in Doc.Images.
func (p *plan) listAdverts() {
	p.listAdvert(p.ed.Paper.Logo.File)
	p.listAdvert(p.ed.Paper.Lettering.File)
	p.listAdvert(p.ed.Paper.Look.Label.Picture.File)
	for _, pg := range p.ed.Pages {
		for _, pl := range pg.Placed {
			p.listAdvert(pl.Advert)
		}
	}
}

func (p *plan) listAdvert(a *editions.Advert) {
	if a == nil || a.Image == nil || a.Image.Format != "pdf" {
		return
	}
	if _, ok := p.images[advertKey(a)]; !ok {
		p.images[advertKey(a)] = len(p.paths) + len(p.adverts)
		p.adverts = append(p.adverts, a)
	}
}

// supplied returns the index of a supplied file in Doc.Images and its size; false when it
// cannot be used.
func (g *gatherer) supplied(a *editions.Advert) (n, w, h int, ok bool) {
	if a == nil || a.Image == nil {
		return 0, 0, 0, false
	}
	n, ok = g.images[a.Image.Path]
	if a.Image.Format == "pdf" {
		n, ok = g.images[advertKey(a)]
	}
	if !ok {
		return 0, 0, 0, false
	}
	im := g.doc.Images[n]
	return n, im.W, im.H, im.Format != "none" && im.W > 0 && im.H > 0
}

// openAdverts reads the pages of the supplied PDF files. One that cannot be read is a
// finding, and is painted as a placeholder.
func (g *gatherer) openAdverts(open PageOpener) {
	g.doc.Images = append(g.doc.Images, make([]page.ImageFile, len(g.adverts))...)
	for i, a := range g.adverts {
		im := page.ImageFile{Name: a.Image.Path, Format: "pdf", Data: a.Image.Data, Page: a.Page}
		if open != nil {
			var err error
			if im, err = open(a.Image.Path, a.Image.Data, a.Page); err != nil {
				g.found.Add(source.New("PDF-ADVERT", a.Pos, source.Msg("advert-cannot-used", a.Path, err), source.Msg("ask-pdf-x-file-without-encryption")))
				im = page.ImageFile{Name: a.Image.Path, Format: "none"}
			}
		}
		g.doc.Images[len(g.paths)+i] = im
	}
}

// advert places an advert in its frame: a page of a PDF file at its own size unless the
// slot may scale it, a picture as large as the frame allows; and the mark 广告 that the
// law asks for, unless the advert carries it.
func (g *gatherer) advert(ref flow.PageRef, sheet flow.Sheet, s *editions.Slot, r unit.Rect) []page.Item {
	items := []page.Item{&page.Mark{Role: page.RoleFurniture, Open: true, Rect: r, Alt: "广告"}}
	a := advertOf(g.sheets[ref.Index], s)
	n, _, _, ok := g.supplied(a)
	if !ok {
		return append(items, g.noAdvert(ref, sheet, s, r), &page.Mark{Role: page.RoleFurniture})
	}
	im, t := g.doc.Images[n], sheet.Page.Template
	trim := unit.Rect{W: t.Width, H: t.Height}
	at, clip := &page.Image{File: n, Rect: g.advertRect(ref, s, a, im, r.Intersect(trim)), X1: im.W, Y1: im.H, Alt: "广告"}, r.Intersect(trim)
	if im.Format == "pdf" && t.Bleed > 0 && bleeding(at.Rect, trim, t.Bleed) != at.Rect {
		at.Room, clip = bleeding(at.Rect, trim, t.Bleed), bleeding(clip, trim, t.Bleed)
	}
	if full := r.Intersect(trim); im.Format != "pdf" && t.Bleed > 0 && bleeding(full, trim, t.Bleed) != full {
		g.fill(ref, s, a, at, full, t.Bleed)
	}
	items = append(items, &page.Group{Clip: clip, Items: []page.Item{at}})
	if !s.Unsaid {
		if full := r.Intersect(trim); bleeding(full, trim, t.Bleed) != full {
			r = r.Intersect(trim.Inset(unit.Millimetres(5000))) // the knife must not take the mark
		}
		items = append(items, flow.AdvertMark(&g.setter, sheet, r)...)
	}
	return append(items, &page.Mark{Role: page.RoleFurniture})
}

// fill lets a picture fill a place at the trim where that takes no more from it than it has for the bleed, or would
// have. All of any other is shown, with white beside it, which is told.
func (g *gatherer) fill(ref flow.PageRef, s *editions.Slot, a *editions.Advert, at *page.Image, full unit.Rect, bleed unit.Length) {
	x0, x1, y0, y1 := shaped(0, at.X1, 0, at.Y1, full)
	lostX, lostY := full.W.MulDiv(int64(at.X1-(x1-x0)), int64(x1-x0)), full.H.MulDiv(int64(at.Y1-(y1-y0)), int64(y1-y0))
	if max(lostX, lostY) <= 2*bleed {
		at.Rect, at.X0, at.X1, at.Y0, at.Y1 = full, x0, x1, y0, y1
		return
	}
	f := source.New("FIT-ADVERT", a.Pos, source.Msg("advert-place", a.Path, millimetres(at.Rect.W), millimetres(at.Rect.H), millimetres(full.W), millimetres(full.H)),
		source.Msg("ask-one-of-right-size-or")).On(g.pageNumber(ref), s.Name)
	f.Severity = source.Warning // no more of it is lost than the bleed
	g.found.Add(f)
}

// noAdvert is the gap of an advert that has not come or cannot be used.
func (g *gatherer) noAdvert(ref flow.PageRef, sheet flow.Sheet, s *editions.Slot, r unit.Rect) *page.Gap {
	pos, size := sheet.Page.Pos, fmt.Sprintf("%s × %s mm", millimetres(r.W), millimetres(r.H))
	if a := advertOf(g.sheets[ref.Index], s); a != nil {
		pos = a.Pos
	}
	g.found.Add(source.New("GAP-ADVERT", pos, source.Msg("advert-slot-left-white", s.Name, size), source.Msg("put-advert-into-or-take-slot")).On(g.pageNumber(ref), s.Name))
	return page.NewGap(r, sheet.Styles.Tag(&g.setter, r, s.Name+"　"+size)...)
}

// bleeding is r, wider by the bleed on the sides where it reaches the trim.
func bleeding(r, trim unit.Rect, bleed unit.Length) unit.Rect {
	x0, y0, x1, y1 := r.X, r.Y, r.Right(), r.Bottom()
	if x0 <= trim.X+advertTolerance/2 {
		x0 = trim.X - bleed
	}
	if y0 <= trim.Y+advertTolerance/2 {
		y0 = trim.Y - bleed
	}
	if x1 >= trim.Right()-advertTolerance/2 {
		x1 = trim.Right() + bleed
	}
	if y1 >= trim.Bottom()-advertTolerance/2 {
		y1 = trim.Bottom() + bleed
	}
	return unit.Rect{X: x0, Y: y0, W: x1 - x0, H: y1 - y0}
}

func advertOf(sh *sheet, s *editions.Slot) *editions.Advert {
	for _, pl := range sh.page.Placed {
		if pl.Slot == s.Name {
			return pl.Advert
		}
	}
	return nil
}

// advertTolerance is how far a supplied page may differ from its place.
var advertTolerance = unit.Millimetres(1000)

func (g *gatherer) advertRect(ref flow.PageRef, s *editions.Slot, a *editions.Advert, im page.ImageFile, r unit.Rect) unit.Rect {
	if im.Format != "pdf" || s.Scale {
		return flow.Inscribed(im.W, im.H, r)
	}
	own := unit.Rect{W: unit.Millimetres(int64(im.W) * 10), H: unit.Millimetres(int64(im.H) * 10)}
	own.X, own.Y = r.X+(r.W-own.W)/2, r.Y+(r.H-own.H)/2
	if dw, dh := own.W-r.W, own.H-r.H; max(dw, -dw, dh, -dh) > advertTolerance {
		g.found.Add(source.New("FIT-ADVERT", a.Pos,
			source.Msg("advert-place", a.Path, millimetres(own.W), millimetres(own.H), millimetres(r.W), millimetres(r.H)), source.Msg("ask-one-of-right-size-or")).On(g.pageNumber(ref), s.Name))
	}
	return own
}

// millimetres writes a length in whole tenths of a millimetre.
func millimetres(l unit.Length) string {
	t := int64(l.MulDiv(254, 72*int64(unit.Pt)))
	return fmt.Sprintf("%d.%d", t/10, t%10)
}
