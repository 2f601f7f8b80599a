package works

import (
	"bytes"
	"context"
	"image"
	"io"
	"slices"

	"banxin/editions"
	input "banxin/editions/picture"
	"banxin/layout/page"
	"banxin/output/color"
	"banxin/output/impose"
	"banxin/output/internal/inks"
	"banxin/output/preflight"
)

// inksOf lists the inks that a page is printed in, as PDF files name them.
func (s *Set) inksOf(p *page.Page, opened *adverts) []string {
	u := inkUse{doc: s.Doc, page: p, opened: opened}
	page.Walk(p.Items, page.Frame{}, func(it page.Item, _ page.Frame) { u.item(it) })
	out := []string{}
	for k, n := range impose.ProcessNames {
		if u.process&(1<<k) != 0 {
			out = append(out, n)
		}
	}
	slices.Sort(u.spots)
	return append(out, slices.Compact(u.spots)...)
}

// AsPrinted returns pages as who reads a proof wants to see them: those that are printed in some
// inks alone as they come from the press. It is d where all are printed in all inks.
func (s *Set) AsPrinted(d *page.Doc) *page.Doc {
	if !slices.ContainsFunc(d.Pages, func(p *page.Page) bool { return !p.Inks.All() }) {
		return d
	}
	press, err := color.Parse(s.Edition.Paper.Press.Data)
	if err != nil || press.Space != "CMYK" {
		press = color.Newsprint()
	}
	return inks.Shown(d, press)
}

// inkUse gathers the inks of a page.
type inkUse struct {
	doc     *page.Doc
	page    *page.Page
	opened  *adverts
	process uint8
	spots   []string
}

func (u *inkUse) color(k page.Color) {
	if k.Spot > 0 && int(k.Spot) <= len(u.doc.Spots) {
		if spot := u.doc.Spots[k.Spot-1]; u.page.Inks.Has(k.Spot) {
			u.spots = append(u.spots, spot.Name)
		} else {
			u.color(spot.Alt)
		}
		return
	}
	used := uint8(0)
	for i, v := range [4]uint16{k.C, k.M, k.Y, k.K} {
		if v > 0 {
			used |= 1 << i
		}
	}
	u.inks(used)
}

// inks notes process inks; what the page has not becomes black.
func (u *inkUse) inks(used uint8) {
	if has := u.page.Inks; !has.All() && used&^has.Process != 0 {
		used = used&has.Process | 8
	}
	u.process |= used
}

func (u *inkUse) item(it page.Item) {
	switch it := it.(type) {
	case *page.Text:
		u.color(it.Color)
	case *page.Rule:
		u.color(it.Color)
	case *page.Path:
		if it.Fill != nil {
			u.color(*it.Fill)
		}
		if it.Stroke != nil {
			u.color(*it.Stroke)
		}
	case *page.Image:
		u.picture(it)
	}
}

func (u *inkUse) picture(im *page.Image) {
	f := &u.doc.Images[im.File]
	switch {
	case f.Format == "pdf":
		names := u.opened.inks(f)
		for _, n := range names {
			if k := slices.Index(impose.ProcessNames[:], n); k >= 0 {
				u.process |= 1 << k // an advert stays as it is
			} else {
				u.spots = append(u.spots, n)
			}
		}
	case im.Ink != page.Color{}:
		u.color(im.Ink)
	case grey(f.Data):
		u.inks(8)
	default:
		u.inks(15)
	}
}

// grey tells whether a picture has no colour.
func grey(data []byte) bool {
	info, err := input.Read(data)
	if err != nil || info.Space == input.Gray {
		return err == nil
	}
	im, err := input.Decode(data)
	if err != nil {
		return false
	}
	if inks, ok := im.(*image.CMYK); ok {
		for i := 0; i+4 <= len(inks.Pix); i += 4 {
			if inks.Pix[i]|inks.Pix[i+1]|inks.Pix[i+2] != 0 {
				return false
			}
		}
		return true
	}
	b := im.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := im.At(x, y).RGBA()
			if r>>8 != g>>8 || g>>8 != bl>>8 {
				return false
			}
		}
	}
	return true
}

// inks are those of an advert's page, as it is placed.
func (a *adverts) inks(f *page.ImageFile) []string {
	if a == nil {
		return impose.ProcessNames[:]
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if names, ok := a.prints[&f.Data[0]]; ok {
		return names
	}
	names := impose.ProcessNames[:]
	if r, err := checkInks(bytes.NewReader(f.Data)); err == nil && f.Page >= 1 && f.Page <= len(r) {
		names = r[f.Page-1]
	}
	if a.prints == nil {
		a.prints = map[*byte][]string{}
	}
	a.prints[&f.Data[0]] = names
	return names
}

// printed are the inks of an advert's page, as it is placed.
func (a *adverts) printed(of *editions.Advert) []string {
	made := a.of(of)
	if made == nil || len(made.Data) == 0 {
		return nil
	}
	return a.inks(&page.ImageFile{Data: made.Data, Page: 1})
}

// checkInks lists the inks of each page of a PDF file.
func checkInks(r io.ReadSeeker) ([][]string, error) {
	wanted := preflight.Newspaper()
	wanted.Standards = nil
	report, err := preflight.Check(context.Background(), r, wanted)
	if err != nil {
		return nil, err
	}
	return report.Inks, nil
}
