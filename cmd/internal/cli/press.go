package cli

import (
	"cmp"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/pdf"
	"banxin/output/preflight"

	"github.com/spf13/cobra"
)

// pressOptions are the flags of build for the press.
type pressOptions struct {
	profile     string // empty: the paper's, or x4
	split       bool
	halves      bool
	marks       []string // none said: the paper's
	noPreflight bool
	icc         string // file of the printing condition's profile
	condition   string
	inkLimit    int
	ppi         int
	quality     int
}

var (
	profiles   = []string{"x4", "x1a", "archive", "screen", "plain"}
	marks      = []string{"all", "none", "crop", "fold", "registration", "bar", "slug"}
	everyMark  = []editions.PressMarks{editions.AllPressMarks, 0, editions.CropMarks, editions.FoldMarks, editions.RegistrationMarks, editions.ColorBar, editions.SlugLine}
	splitNames = "{code}_{yyyymmdd}_{pp}.pdf"
)

func (o *pressOptions) flags(w *world, c *cobra.Command) {
	f, t := c.Flags(), w.say.T
	f.StringVar(&o.profile, "profile", "", t("`KIND` of PDF: x4 (press), x1a (older presses), archive, screen, plain; else the paper's, or x4"))
	f.BoolVar(&o.split, "split", false, t("a PDF file a page"))
	f.BoolVar(&o.halves, "part-spreads", false, t("spreads as two pages, each with its own boxes and bleed"))
	f.StringSliceVar(&o.marks, "marks", nil, t("`MARKS` outside the bleed: all, none, crop, fold, registration, bar, slug"))
	f.BoolVar(&o.noPreflight, "no-preflight", false, t("do not check the press PDF as the press does"))
	f.StringVar(&o.icc, "icc", "", t("`FILE.icc` of the printing condition; else the paper's, or banxin's newsprint"))
	f.StringVar(&o.condition, "condition", "", t("registered `NAME` of the printing condition, with --icc"))
	f.IntVar(&o.inkLimit, "ink-limit", 0, t("most ink in pictures, in `PERCENT` from 100 to 400; else the paper's, or 220"))
	f.IntVar(&o.ppi, "press-ppi", 0, t("bring pictures for the press down to `PPI`; else the paper's, or 200"))
	f.IntVar(&o.quality, "quality", 0, t("`QUALITY` of pictures for the press, 1 to 100; else the paper's, or 85"))
	must(c.MarkFlagFilename("icc", "icc", "icm"))
	completeFlag(c, "profile", profiles)
	completeFlag(c, "marks", marks)
}

func (o *pressOptions) check() error {
	if o.profile != "" {
		if err := choice("--profile", o.profile, profiles); err != nil {
			return err
		}
	}
	for _, m := range o.marks {
		if err := choice("--marks", m, marks); err != nil {
			return err
		}
	}
	for _, n := range []struct {
		flag             string
		value, from, max int
	}{{"--ink-limit", o.inkLimit, 100, 400}, {"--press-ppi", o.ppi, 50, 2400}, {"--quality", o.quality, 1, 100}} {
		if n.value != 0 && (n.value < n.from || n.value > n.max) {
			return words.Fault("%s: %d is not between %d and %d", n.flag, n.value, n.from, n.max)
		}
	}
	if o.condition != "" && o.icc == "" {
		return words.Fault("--condition names the profile of --icc, which is missing")
	}
	return nil
}

// readICC reads the profile that --icc names; it replaces the paper's with all said of it.
func (o *pressOptions) readICC(p editions.Press) (editions.Press, error) {
	if o.icc == "" {
		return p, nil
	}
	data, err := os.ReadFile(o.icc)
	if err != nil {
		return p, words.Fault("cannot read %s: %v", o.icc, err)
	}
	p.ICC, p.Data, p.Condition, p.Info = o.icc, data, o.condition, ""
	return p, nil
}

// of returns what the paper asks for, and over it what the flags say.
func (o *pressOptions) of(p editions.Press) editions.Press {
	p.Profile = cmp.Or(o.profile, p.Profile, string(pdf.X4))
	p.Split, p.Halves = p.Split || o.split, p.Halves || o.halves
	p.InkLimit, p.PPI, p.Quality = cmp.Or(o.inkLimit, p.InkLimit), cmp.Or(o.ppi, p.PPI), cmp.Or(o.quality, p.Quality)
	if o.marks != nil {
		p.Marks = 0
		for _, m := range o.marks {
			p.Marks |= everyMark[slices.Index(marks, m)]
		}
	}
	return p
}

// pressOf is a paper's press as the PDF writer takes it.
func pressOf(p editions.Press) pdf.Press {
	on := func(m editions.PressMarks) bool { return p.Marks&m != 0 }
	return pdf.Press{
		ICC: p.Data, Condition: p.Condition, Info: p.Info, InkLimit: p.InkLimit, PPI: p.PPI, Quality: p.Quality,
		Marks: pdf.Marks{
			Crop: on(editions.CropMarks), Fold: on(editions.FoldMarks), Registration: on(editions.RegistrationMarks),
			Bar: on(editions.ColorBar), Slug: on(editions.SlugLine),
		},
	}
}

// demands is what a paper's press asks of files.
func demands(p editions.Press) preflight.Profile {
	d := preflight.Newspaper()
	for _, v := range []struct {
		to *float64
		n  int
	}{{&d.InkLimit, p.InkLimit}, {&d.MinPPI, p.MinPPI}} {
		if v.n > 0 {
			*v.to = float64(v.n)
		}
	}
	for _, v := range []struct {
		to *float64
		l  unit.Length
	}{{&d.MinType, p.MinType}, {&d.MinReverse, p.MinReverse}, {&d.MinRule, p.MinRule}} {
		if v.l > 0 {
			*v.to = float64(v.l) / float64(unit.Pt)
		}
	}
	switch {
	case p.MaxSpots > 0:
		d.MaxSpots = p.MaxSpots
	case p.MaxSpots == 0:
		d.MaxSpots = -1
	}
	return d
}

// printed tells whether a profile is for presses, which preflight.
func printed(profile string) bool { return profile == string(pdf.X4) || profile == string(pdf.X1a) }

// pdfs lists the tasks that make the PDF, or one a page.
func (m *maker) pdfs() ([]task, error) {
	d := m.doc
	if m.press.Halves {
		d = page.Halves(d)
	}
	if !m.press.Split {
		return []task{m.pdfFile(m.base+m.pageRange()+".pdf", d)}, nil
	}
	var out []task
	for i := range d.Pages {
		name := pdf.FileName(cmp.Or(m.press.Names, splitNames), d, i)
		if name != filepath.Base(name) || !filepath.IsLocal(name) || strings.HasPrefix(name, ".") {
			return nil, words.Fault("%s: page %d would be the file %q", "文件名", d.Pages[i].Number, name)
		}
		if filepath.Ext(name) != ".pdf" {
			name += ".pdf"
		}
		if slices.ContainsFunc(out, func(t task) bool { return t.name == name }) {
			return nil, words.Fault("two pages would be the file %s: put {pp} into its name", name)
		}
		out = append(out, m.pdfFile(name, pdf.Split(d, i)))
	}
	return out, nil
}

// pdfFile makes one PDF and, for the press, preflights it.
func (m *maker) pdfFile(name string, d *page.Doc) task {
	o := pdf.Options{Profile: pdf.Profile(m.press.Profile), Press: pressOf(m.press), Date: m.modified, Producer: generator, Parallel: m.o.parallel}
	return task{name, func(ctx context.Context) error {
		err := m.outs.write(ctx, name, func(w io.Writer) error { return pdf.Write(w, d, m.c.cat, o) })
		if err != nil || m.o.noPreflight || !printed(m.press.Profile) {
			return err
		}
		f, err := m.outs.open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		r, err := preflight.Check(ctx, f, demands(m.press))
		if err != nil {
			return err
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		m.flown = append(m.flown, report.Flown{File: name, Report: r})
		return nil
	}}
}
