package proof

import (
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Overlay returns a document of one page that has a page's size and nothing on it but
// what the layers draw: to be shown over the page itself. Notes are marked on the page with
// their numbers and not listed. Title and line are of no use here. It fails as Pages does.
func Overlay(d *page.Doc, cat *fonts.Catalog, s Sheet, o Options) (*page.Doc, error) {
	if _, err := d.At(s.Page); err != nil {
		return nil, err
	}
	out, pen, err := begin(d, cat)
	if err != nil {
		return nil, err
	}
	on := *d.Pages[s.Page]
	sh := newSheet(d, &on, &s, o, pen)
	sh.layers()
	if sh.on(Notes) {
		sh.flags()
	}
	on.Items = furniture(append(sh.under, sh.over...)...)
	out.Pages, out.Stories = []*page.Page{&on}, nil
	return out, nil
}

// Spot is the place of a note on its page.
type Spot struct {
	Note  int       // its index in Sheet.Notes
	Place unit.Rect // empty when it has none
}

// Spots returns the places of a sheet's notes, in the order of their numbers, which count
// from 1.
func Spots(d *page.Doc, s Sheet) []Spot {
	var out []Spot
	for _, e := range numbered(d, d.Pages[s.Page], s.Plan, s.Notes) {
		out = append(out, Spot{e.index, e.place})
	}
	return out
}
