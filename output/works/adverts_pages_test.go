package works

import (
	"bytes"
	"testing"

	"banxin/editions"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/pdf"
)

// TestOpener: adverts of pages that are not asked for are measured, and no more; a spread is
// asked for by either number.
func TestOpener(t *testing.T) {
	var b bytes.Buffer
	trim := unit.Rect{W: 100 * unit.Pt, H: 50 * unit.Pt}
	d := &page.Doc{Meta: page.Meta{Date: "2026-10-20"}, Pages: []*page.Page{{Name: "1", Number: 1, Trim: trim, Bleed: trim}}}
	if err := pdf.Write(&b, d, &fonts.Catalog{}, pdf.Options{}); err != nil {
		t.Fatal(err)
	}
	on := func(number, fold int, name string) *editions.Page {
		a := &editions.Advert{Page: 1, Image: &editions.Image{Path: name}}
		return &editions.Page{Number: number, Template: &editions.Template{Fold: fold}, Placed: []editions.Placement{{Slot: "广告", Advert: a}}}
	}
	ed := &editions.Edition{Pages: []*editions.Page{on(1, 0, "one"), on(2, 3, "two")}}
	for _, c := range []struct {
		pages    string
		one, two bool
	}{{"", true, true}, {"1", true, false}, {"2", false, true}, {"3", false, true}, {"1-9", true, true}} {
		pages, err := ParsePages(c.pages)
		if err != nil {
			t.Fatal(err)
		}
		a := newAdverts(editions.Press{})
		open := (&Set{Edition: ed, o: &Options{Pages: pages}}).opener(a)
		for name, want := range map[string]bool{"one": c.one, "two": c.two} {
			im, err := open(name, b.Bytes(), 1)
			if err != nil || im.W != 3528 || im.H != 1764 {
				t.Errorf("pages %q: %s is %d × %d: %v", c.pages, name, im.W, im.H, err)
			}
			if got := a.done[advertKey(name, 1)] != nil; got != want {
				t.Errorf("pages %q: %s is looked at: %t, want %t", c.pages, name, got, want)
			}
		}
	}
}
