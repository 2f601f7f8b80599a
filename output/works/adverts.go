package works

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/advert"
	"banxin/output/color"
	"banxin/output/pdf"
	"banxin/output/preflight"
)

// adverts makes pages of supplied PDF files fit for the paper's press when the layout opens
// them, and knows what was done to each.
type adverts struct {
	shop *advert.Shop
	keep bool // colours stay as they are; what needs more is refused

	mu   sync.Mutex
	done map[string]*advert.Page // by file and page

	prints map[*byte][]string // the inks of adverts as they are placed, by their data
}

func newAdverts(p editions.Press) *adverts {
	press := color.Newsprint()
	if p.Data != nil {
		if own, err := color.Parse(p.Data); err == nil && own.Class == "prtr" && own.Space == "CMYK" {
			press = own // what is wrong with one is said where the PDF is written
		}
	}
	d := Demands(p)
	return &adverts{shop: advert.NewShop(press, int(d.InkLimit), d.MinMultiType), keep: p.AsTheyCome, done: map[string]*advert.Page{}}
}

func advertKey(name string, number int) string { return fmt.Sprintf("%s#%d", name, number) }

// open reads a page of a supplied PDF file for the layout, made fit for the press.
func (a *adverts) open(name string, data []byte, number int) (page.ImageFile, error) {
	made, err := a.shop.Page(data, number, advert.Options{})
	if err != nil {
		return page.ImageFile{Name: name, Format: "pdf"}, err
	}
	a.mu.Lock()
	a.done[advertKey(name, number)] = made
	a.mu.Unlock()
	kept := made
	if a.keep {
		if kept, err = a.shop.Page(data, number, advert.Options{Keep: true}); err != nil {
			return page.ImageFile{Name: name, Format: "pdf"}, err
		}
	}
	im, err := pdf.OpenPage(name, kept.Data, 1)
	if err != nil {
		return im, err
	}
	return im, nil
}

// of is what was made of a supplied file; nil: it is no PDF file, or none that can be used.
func (a *adverts) of(f *editions.Advert) *advert.Page {
	if f == nil || f.Image == nil || f.Image.Format != "pdf" {
		return nil
	}
	return a.done[advertKey(f.Image.Path, f.Page)]
}

// opener opens adverts for the layout; those that stand on none of the pages asked for are
// only measured.
func (s *Set) opener(a *adverts) layout.PageOpener {
	if len(s.o.Pages) == 0 {
		return a.open
	}
	near := map[string]bool{}
	for _, pg := range s.Edition.Pages {
		for _, pl := range pg.Placed {
			if pl.Advert != nil && pl.Advert.Image != nil && (s.o.Pages.Has(pg.Number) || s.o.Pages.Has(pg.Number+pg.Wide()-1)) {
				near[advertKey(pl.Advert.Image.Path, pl.Advert.Page)] = true
			}
		}
	}
	return func(name string, data []byte, number int) (page.ImageFile, error) {
		if near[advertKey(name, number)] {
			return a.open(name, data, number)
		}
		return pdf.OpenPage(name, data, number)
	}
}

// protocol says what was done to a page, or what is to be done elsewhere where it is refused.
func (a *adverts) protocol(of *editions.Advert, made *advert.Page) source.Finding {
	var list source.Message
	refused, doubtful := false, false
	for _, c := range made.Changes {
		refused, doubtful = refused || a.keep && c.Kind.Repair(), doubtful || c.Kind.Doubtful()
		item := repaired(c)
		if list.ID == "" {
			list = item
		} else {
			list = source.Msg("and-also", list, item)
		}
	}
	if made.Before > made.After || made.Before > 0 && list.ID != "" && made.Before != made.After {
		list = source.Msg("and-also", list, source.Msg("repair-ink", made.Before, made.After))
	}
	if refused {
		return source.New("PDF-REPAIR", of.Pos, source.Msg("advert-needs-repair", of.Path, list), source.Msg("ask-file-again-made-press")).As(source.Error)
	}
	f := source.New("PDF-REPAIR", of.Pos, source.Msg("advert-repaired", of.Path, list), source.Message{})
	if doubtful {
		return f.As(source.Warning)
	}
	return f
}

// repaired says what was done to things of a kind.
func repaired(c advert.Change) source.Message {
	switch c.Kind {
	case advert.Layers:
		return source.Msg("repair-layers", c.Count)
	case advert.Annotations:
		return source.Msg("repair-annotations", c.Count)
	case advert.Transfer:
		return source.Msg("repair-transfer", c.Count)
	case advert.Vectors:
		return source.Msg("repair-rgb", c.Count)
	case advert.Type:
		return source.Msg("repair-rgb-type", c.Count)
	case advert.BlackType:
		return source.Msg("repair-rgb-black", c.Count)
	case advert.Shadings:
		return source.Msg("repair-rgb-shading", c.Count)
	case advert.Pictures:
		return source.Msg("repair-rgb-picture", c.Count)
	case advert.Blending:
		return source.Msg("repair-rgb-blending", c.Count)
	case advert.Spots:
		return source.Msg("repair-spot-alternate", c.Count)
	case advert.RichBlack:
		return source.Msg("repair-rich-black", c.Count)
	case advert.SmallType:
		return source.Msg("repair-small-type", c.Count)
	case advert.Separated:
		return source.Msg("repair-separated", c.Count)
	case advert.BlackGenerated:
		return source.Msg("repair-black-generated", c.Count)
	case advert.Overprint:
		return source.Msg("repair-overprint", c.Count)
	case advert.WhiteKnocksOut:
		return source.Msg("repair-white-overprint", c.Count)
	case advert.Unsure:
		return source.Msg("repair-blend-mode", c.Count)
	case advert.Unshown:
		return source.Msg("repair-unshown", c.Count)
	}
	panic("works: no words for the repair " + string(c.Kind))
}

// adverts says what was done to the PDF files put into advert slots, and preflights what came of
// it for the places they stand in. What a press would refuse is an error where the advert is
// named.
func (s *Set) adverts(ctx context.Context, opened *adverts) (found source.List, err error) {
	demand := Demands(s.Edition.Paper.Press)
	demand.Trims = nil // of pages, not of adverts
	sheets := s.Layout.Sheets()
	s.clear = nil
	for _, a := range []*editions.Advert{s.Edition.Paper.Logo.File, s.Edition.Paper.Lettering.File} {
		if made := opened.of(a); made != nil && slices.ContainsFunc(made.Changes, func(c advert.Change) bool { return c.Kind != advert.Overprint }) {
			found.Add(opened.protocol(a, made))
		}
	}
	for i, pg := range s.Edition.Pages {
		for _, pl := range pg.Placed {
			a := pl.Advert
			made := opened.of(a)
			if made == nil || i >= len(sheets) {
				continue // no PDF file, or the layout has said why it is none
			}
			if len(made.Changes) > 0 {
				found.Add(opened.protocol(a, made).On(pg.Number, pl.Slot))
			}
			for _, at := range sheets[i].Slots {
				if at.Slot.Name != pl.Slot || len(at.Frames) == 0 {
					continue
				}
				report, err := preflown(ctx, demand, made, at.Slot, at.Frames[0], pg.Template)
				if err != nil {
					return nil, err
				}
				for _, f := range s.refused(a, report) {
					found.Add(f.On(pg.Number, pl.Slot))
				}
				if report.Transparent {
					s.clear.Add(source.New("PDF-PRESS", a.Pos, source.Msg("advert-transparency-which-pdf-x-1a", a.Path), source.Msg("ask-file-flattened-or-print-with")).On(pg.Number, pl.Slot))
				}
			}
		}
	}
	return found, nil
}

// preflown preflights one page for its frame r of a page of the paper. Of a file that cannot be
// read, which is a finding of its own, it says nothing.
func preflown(ctx context.Context, demand preflight.Profile, made *advert.Page, s *editions.Slot, r unit.Rect, t *editions.Template) (*preflight.Report, error) {
	trim := unit.Rect{W: t.Width, H: t.Height}
	bleeds := r.X <= trim.X || r.Y <= trim.Y || r.Right() >= trim.W || r.Bottom() >= trim.H
	r = r.Intersect(trim)
	slot := preflight.Slot{Width: inMillimetres(r.W), Height: inMillimetres(r.H), Bleeds: bleeds, Scale: s.Scale}
	report, err := preflight.Advert(ctx, bytes.NewReader(made.Data), demand, slot)
	if err != nil {
		return &preflight.Report{}, ctx.Err()
	}
	return report, nil
}

// refused is what the press would refuse of an advert, and what it prints that the paper does not
// know of: an ink that no colour of the paper declares is a plate of its own. A paper that says
// how many it prints is told by preflight when there are more.
func (s *Set) refused(a *editions.Advert, report *preflight.Report) (found source.List) {
	for _, f := range report.Findings {
		if f.Rule == "page-size" {
			continue // the layout has said so
		}
		sev := source.Warning
		if f.Level == preflight.Error {
			sev = source.Error
		}
		found.Add(source.New("PDF-PRESS", a.Pos, source.Msg("advert", a.Path, f), source.Msg("ask-file-again-made-press")).As(sev))
	}
	if s.Edition.Paper.Press.MaxSpots >= 0 {
		return found
	}
	for _, ink := range report.Spots {
		if !s.declares(ink) {
			found.Add(source.New("PDF-PRESS", a.Pos, source.Msg("advert-prints-in-spot-ink-which", a.Path, ink), source.Msg("ask-file-in-four-inks-or")).As(source.Warning))
		}
	}
	return found
}

// declares tells whether a colour of the paper is a spot ink of this name.
func (s *Set) declares(ink string) bool {
	for _, c := range s.Edition.Paper.Colors {
		if c.Spot == ink {
			return true
		}
	}
	return false
}

func inMillimetres(l unit.Length) float64 { return l.Float() * 25.4 / 72 }
