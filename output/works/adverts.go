package works

import (
	"bytes"
	"context"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
	"banxin/output/preflight"
)

// adverts preflights the PDF files put into advert slots for the places they stand in.
// What a press would refuse is an error where the advert is named.
func (s *Set) adverts(ctx context.Context) (found source.List, err error) {
	demand := demands(s.Edition.Paper.Press)
	sheets := s.Layout.Sheets()
	for i, pg := range s.Edition.Pages {
		for _, pl := range pg.Placed {
			a := pl.Advert
			if a == nil || a.Image == nil || a.Image.Format != "pdf" || i >= len(sheets) {
				continue
			}
			for _, at := range sheets[i].Slots {
				if at.Slot.Name != pl.Slot || len(at.Frames) == 0 {
					continue
				}
				more, err := advert(ctx, demand, a, at.Slot, at.Frames[0], pg)
				if err != nil {
					return nil, err
				}
				found = append(found, more...)
			}
		}
	}
	return found, nil
}

// advert preflights one file for its frame r of a page.
func advert(ctx context.Context, demand preflight.Profile, a *editions.Advert, s *editions.Slot, r unit.Rect, pg *editions.Page) (found source.List, err error) {
	trim := unit.Rect{W: pg.Template.Width, H: pg.Template.Height}
	bleeds := r.X <= trim.X || r.Y <= trim.Y || r.Right() >= trim.W || r.Bottom() >= trim.H
	slot := preflight.Slot{Width: inMillimetres(r.W), Height: inMillimetres(r.H), Bleeds: bleeds, Scale: s.Scale}
	report, err := preflight.Advert(ctx, bytes.NewReader(a.Image.Data), demand, slot)
	if err != nil {
		return nil, ctx.Err() // a file that cannot be read is a finding of its own
	}
	for _, f := range report.Findings {
		if f.Page > 0 && f.Page != a.Page || f.Rule == "page-size" {
			continue // another page; or the layout has said so
		}
		sev := source.Warning
		if f.Level == preflight.Error {
			sev = source.Error
		}
		found.Add(source.New("PDF-PRESS", a.Pos, source.Msg("advert", a.Path, f), source.Msg("ask-file-again-made-press")).As(sev).On(pg.Number, s.Name))
	}
	return found, nil
}

func inMillimetres(l unit.Length) float64 { return l.Float() * 25.4 / 72 }
