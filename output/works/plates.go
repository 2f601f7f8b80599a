package works

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/impose"
	"banxin/output/pdf"
	"banxin/output/preflight"
)

// Supplied is a PDF file whose pages go on plates.
type Supplied struct {
	Images []page.ImageFile
	Pages  []impose.Page
	Spots  []page.Spot
	Report *preflight.Report // what a press would say of the file
}

// Supply reads the pages of a PDF file, with the inks that each prints.
func Supply(ctx context.Context, name string, data []byte, press editions.Press) (*Supplied, error) {
	images, err := pdf.OpenPages(name, data)
	if err != nil {
		return nil, err
	}
	r, err := preflight.Check(ctx, bytes.NewReader(data), Demands(press))
	if err != nil {
		return nil, err
	}
	s := &Supplied{Images: images, Report: r}
	for i, im := range images {
		p := impose.Page{W: unit.Millimetres(int64(im.W) * 10), H: unit.Millimetres(int64(im.H) * 10)}
		if i < len(r.Inks) {
			p.Inks = r.Inks[i]
		}
		s.Pages = append(s.Pages, p)
	}
	for i, n := range r.Spots {
		var v [4]uint16
		for k, a := range r.Alternates[i] {
			v[k] = uint16(a*10000 + 0.5)
		}
		s.Spots = append(s.Spots, page.Spot{Name: n, Alt: page.Color{C: v[0], M: v[1], Y: v[2], K: v[3]}})
	}
	return s, nil
}

// Number gives pages their numbers, from 1, and finds the spreads: pages of an even number that
// are twice as wide as most.
func Number(pages []impose.Page) {
	widths := map[unit.Length]int{}
	common := unit.Length(0)
	for _, p := range pages {
		w := p.W / unit.Millimetres(1000)
		if widths[w]++; widths[w] > widths[common/unit.Millimetres(1000)] || common == 0 {
			common = p.W
		}
	}
	n := 1
	for i := range pages {
		p := &pages[i]
		p.Number = n
		off := p.W - 2*common
		if p.Spread = n%2 == 0 && max(off, -off) < unit.Millimetres(2000); p.Spread {
			n++
		}
		n++
	}
}

// limited finds adverts that print in inks which their page has not: they stay what they are.
func (s *Set) limited(opened *adverts) (found source.List) {
	for i, p := range s.Doc.Pages {
		if p.Inks.All() || i >= len(s.Edition.Pages) {
			continue
		}
		has := impose.Names(s.Edition.Pages[i].Inks)
		for _, pl := range s.Edition.Pages[i].Placed {
			a := pl.Advert
			if a == nil || a.Image == nil || a.Image.Format != "pdf" {
				continue
			}
			var others []string
			for _, n := range opened.printed(a) {
				if !slices.Contains(has, n) {
					others = append(others, n)
				}
			}
			if len(others) > 0 {
				found.Add(source.New("INK-PAGE", a.Pos, source.Msg("advert-prints-inks-page-not", a.Path, strings.Join(others, ", "), p.Number, strings.Join(has, ", ")),
					source.Msg("ask-advert-in-inks-of-page")).On(p.Number, pl.Slot))
			}
		}
	}
	return found
}

// plates says what an edition's pages make impossible on the press: where the printer's file
// says how they lie on plates, or in which inks pages are printed.
func (s *Set) plates(opened *adverts) source.List {
	press := s.Edition.Paper.Press
	if press.Plates == nil && len(press.Towers)+len(press.Trims) == 0 {
		return nil
	}
	var pages []impose.Page
	total := 0
	for _, p := range s.Doc.Pages {
		total++
		if p.Fold > 0 {
			total++
		}
	}
	for i, p := range s.Doc.Pages {
		at := impose.Page{Number: p.Number, W: p.Trim.W, H: p.Trim.H, Spread: p.Fold > 0}
		if i < len(s.Edition.Pages) {
			at.Pos = s.Edition.Pages[i].Pos
		}
		if t := press.Tower(p.Number, total); !t.All() && t.Process != editions.ProcessInks {
			at.Inks = s.inksOf(p, opened)
		}
		pages = append(pages, at)
	}
	_, found := impose.New(pages, &press)
	if press.Plates == nil {
		found = slices.DeleteFunc(found, func(f source.Finding) bool { return f.Code != "PLT-TOWER" && f.Code != "PLT-TRIM" })
	}
	return found
}

// Add appends the pages of another file.
func (s *Supplied) Add(more *Supplied) {
	s.Images, s.Pages = append(s.Images, more.Images...), append(s.Pages, more.Pages...)
	for _, k := range more.Spots {
		if !slices.ContainsFunc(s.Spots, func(o page.Spot) bool { return o.Name == k.Name }) {
			s.Spots = append(s.Spots, k)
		}
	}
}
