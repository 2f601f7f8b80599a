// Package impose lays the pages of a PDF file on the sheets of a press: printer's spreads,
// two pages on a plate.
//
//	pages, err := pdf.OpenPages("edition.pdf", data)
//	sheets, plates, err := impose.Sheets(pages, impose.Options{Meta: meta})
//	err = pdf.Write(w, sheets, cat, pdf.Options{Press: pdf.Press{Marks: pdf.AllMarks}})
package impose

import (
	"errors"
	"fmt"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// Options of Sheets. The zero value puts pages side by side without a gap.
type Options struct {
	Meta page.Meta   // of the product
	Gap  unit.Length // between the two pages of a plate
}

// Plate is one side of a sheet: the pages on it, counted from 1; 0 is blank.
type Plate struct {
	Sheet int    `json:"sheet"` // counted from 1, from outside in
	Side  string `json:"side"`  // front or back
	Left  int    `json:"left"`
	Right int    `json:"right"`
}

// Plates lists the plates of an edition of n pages, folded once and put into each other:
// on a sheet of 16 pages the outer front carries 16 and 1, its back 2 and 15. A number of
// pages that four does not divide is filled up with blanks before the last page, so that
// the last page stays outside; two pages are front and back of half a sheet.
func Plates(n int) []Plate {
	if n <= 0 {
		return nil
	}
	switch n {
	case 1:
		return []Plate{{1, "front", 0, 1}}
	case 2:
		return []Plate{{1, "front", 0, 1}, {1, "back", 2, 0}}
	}
	total := (n + 3) / 4 * 4
	at := func(p int) int {
		switch {
		case p == total:
			return n
		case p >= n:
			return 0
		}
		return p
	}
	var out []Plate
	for s := range total / 4 {
		out = append(out, Plate{s + 1, "front", at(total - 2*s), at(1 + 2*s)}, Plate{s + 1, "back", at(2 + 2*s), at(total - 1 - 2*s)})
	}
	return out
}

// Sheets imposes pages and tells which stands where: every plate is a page of the
// document. All pages must have one format, else the
// error is ErrFormats; without pages it is page.ErrNoPages.
func Sheets(pages []page.ImageFile, o Options) (*page.Doc, []Plate, error) {
	if err := sameFormat(pages); err != nil {
		return nil, nil, fmt.Errorf("impose: %w", err)
	}
	plates := Plates(len(pages))
	d := &page.Doc{Meta: o.Meta, Images: pages}
	for i, p := range plates {
		d.Pages = append(d.Pages, sheet(i, p, pages, o.Gap))
	}
	return d, plates, nil
}

// ErrFormats is the error for pages that cannot stand on one plate.
var ErrFormats = errors.New("the pages have different formats")

func sameFormat(pages []page.ImageFile) error {
	for i, im := range pages {
		if abs(im.W-pages[0].W) > 50 || abs(im.H-pages[0].H) > 50 {
			return fmt.Errorf("%w: page %d is %.1f × %.1f mm, page 1 %.1f × %.1f", ErrFormats, i+1,
				float64(im.W)/100, float64(im.H)/100, float64(pages[0].W)/100, float64(pages[0].H)/100)
		}
	}
	if len(pages) == 0 {
		return page.ErrNoPages
	}
	return nil
}

func abs(v int) int { return max(v, -v) }

// sheet is one plate as a page: the two pages, and lines where they are cut or folded.
func sheet(i int, p Plate, pages []page.ImageFile, gap unit.Length) *page.Page {
	one := unit.Rect{W: unit.Millimetres(int64(pages[0].W) * 10), H: unit.Millimetres(int64(pages[0].H) * 10)}
	trim := unit.Rect{W: 2*one.W + gap, H: one.H}
	s := &page.Page{Name: fmt.Sprintf("%d%s", p.Sheet, p.Side[:1]), Number: i + 1, Section: fmt.Sprintf("%d %s: %d | %d", p.Sheet, p.Side, p.Left, p.Right),
		Trim: trim, Bleed: trim.Inset(-unit.Millimetres(3000))}
	for side, number := range [2]int{p.Left, p.Right} {
		r := one
		if side == 1 {
			r.X = one.W + gap
		}
		s.Trims = append(s.Trims, r)
		if number == 0 {
			continue
		}
		im := pages[number-1]
		s.Items = append(s.Items, &page.Image{File: number - 1, Rect: r, X1: im.W, Y1: im.H})
	}
	return s
}
