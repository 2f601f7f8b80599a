package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/output/plates"
	"banxin/output/works"
)

// separated opens the press PDF of some pages of a set, to raster their plates. Its pages are
// the set's, in their order: spreads are whole and files are not split, whatever the paper
// says, since proofs name pages and not files.
func separated(ctx context.Context, c *works.Set, pages works.Pages, ppi int) (*plates.File, error) {
	press := c.Edition.Paper.Press
	press.Halves, press.Split = false, false
	kept := &keptFiles{}
	if _, err := c.Write(ctx, kept, works.MakeOptions{Pages: pages, Press: &press, NoPreflight: true}, works.PDF); err != nil {
		return nil, err
	}
	i := slices.IndexFunc(kept.files, func(f keptFile) bool { return f.data.Len() > 0 })
	if i < 0 {
		return nil, words.Fault("edition-no-pages")
	}
	return plates.Open(kept.files[i].data.Bytes(), plates.Options{PPI: ppi})
}

// inkLimit is the most ink that the paper of a set takes, in percent.
func inkLimit(c *works.Set) int { return cmp.Or(c.Edition.Paper.Press.InkLimit, defaultInkLimit) }

// separations makes the proofs of pages as separations: a sheet with the plate of each ink, and the
// map of the ink.
func (o *proofOptions) separations(ctx context.Context, r *proofreader, pages works.Pages, outs *outputs) error {
	f, err := separated(ctx, r.Set, pages, o.ppi)
	if err != nil {
		return err
	}
	if f.Pages() != len(r.pages) {
		panic(fmt.Sprintf("the press PDF has %d pages, the proofs %d", f.Pages(), len(r.pages)))
	}
	label, err := labels()
	if err != nil {
		return err
	}
	base := works.BaseName(r.Doc.Meta)
	for k, i := range r.pages {
		s, err := f.Sheet(ctx, k+1)
		if err != nil {
			return err
		}
		o.sheets = append(o.sheets, report.SeparatedPage{File: base, Page: r.Doc.Pages[i].Number, Findings: s.Findings, Load: s.Load(inkLimit(r.Set))})
		load := o.sheets[k].Load
		end := fmt.Sprintf("_%02d.png", r.Doc.Pages[i].Number)
		if err := outs.write(ctx, base+"-plates"+end, func(w io.Writer) error { return f.WriteContact(w, s, load, label) }); err != nil {
			return err
		}
		if err := outs.write(ctx, base+"-tac"+end, func(w io.Writer) error { return s.WriteLoad(w, load, label) }); err != nil {
			return err
		}
	}
	return nil
}
