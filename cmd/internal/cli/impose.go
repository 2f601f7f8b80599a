package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banxin/assets/faces"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/impose"
	"banxin/output/pdf"
	"banxin/output/preflight"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// imposeOptions are the flags of impose.
type imposeOptions struct {
	pressOptions
	out     string
	gap     string
	format  string
	quiet   bool
	shop    string // the printer's file
	picture string // of the plan
}

func newImpose(w *world) *cobra.Command {
	o := &imposeOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "impose FILE.pdf… [-o PLATES.pdf|DIR] [--flags]",
		Short:   t("impose.short"),
		Long:    t("impose.long"),
		Example: t("impose.example"),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return words.Fault("impose-needs-one-pdf-file")
			}
			return nil
		},
		ValidArgsFunction: cobra.FixedCompletions([]string{"pdf"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(c *cobra.Command, args []string) error {
			if o.shop == "" && len(args) == 1 && o.picture == "" {
				return o.run(c.Context(), w, args[0])
			}
			if o.shop != "" && !c.Flags().Changed("marks") {
				o.marks = nil // the printer's
			}
			return o.plates(c.Context(), w, args)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.out, "out", "o", "", t("impose.--out"))
	f.StringVar(&o.gap, "gap", "0mm", t("impose.--gap"))
	f.StringVar(&o.profile, "profile", "x4", t("impose.--profile"))
	f.StringSliceVar(&o.marks, "marks", []string{"all"}, t("--marks"))
	f.StringVar(&o.picture, "picture", "", t("impose.--picture"))
	forFlag(w, c, &o.shop)
	c.MarkFlagsMutuallyExclusive("for", "gap")
	formatFlag(w, c, &o.format)
	quietFlag(w, c, &o.quiet)
	completeFlag(c, "profile", plateProfiles)
	completeFlag(c, "marks", markNames())
	must(c.MarkFlagFilename("out", "pdf"))
	must(c.MarkFlagFilename("picture", "png", "svg"))
	return c
}

func (o *imposeOptions) run(ctx context.Context, w *world, file string) error {
	if err := choice("--profile", o.profile, plateProfiles); err != nil {
		return err
	}
	if err := o.check(); err != nil {
		return err
	}
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	gap, err := unit.Parse(o.gap)
	if err != nil || gap < 0 || gap > 1000*unit.Pt {
		return words.Fault("gap-no-length-from-0-to", o.gap)
	}
	date, err := w.sourceDate()
	if err != nil {
		return err
	}
	data, err := readFile(file)
	if err != nil {
		return words.Fault("cannot-read-file", file, err)
	}
	if o.out == "" {
		o.out = strings.TrimSuffix(file, filepath.Ext(file)) + "-plates.pdf"
	}
	pages, err := pdf.OpenPages(filepath.ToSlash(file), data)
	if err != nil {
		return err
	}
	about, err := pdf.ReadAbout(data)
	if err != nil {
		return err
	}
	meta, date := platesMeta(file, about, date)
	sheets, plates, err := impose.Sheets(pages, impose.Options{Meta: meta, Gap: gap})
	if err != nil {
		return err
	}
	cat, err := fonts.NewCatalog(faces.All()...)
	if err != nil {
		return err
	}
	press := works.Press(o.of(editions.Press{}))
	press.ICC, press.Condition, press.Info = about.ICC, about.Condition, about.Info
	opts := pdf.Options{Profile: pdf.Profile(o.profile), Press: press, Modified: date, Generator: works.Generator}
	found, err := o.write(ctx, sheets, cat, opts)
	if err != nil {
		return err
	}
	if err := o.say(w, plates, found); err != nil {
		return err
	}
	return landed([]works.Preflight{found}, "error")
}

// platesMeta says what the plates are of: what the file of the pages says.
func platesMeta(file string, about pdf.About, date time.Time) (page.Meta, time.Time) {
	if date.IsZero() {
		date = about.Created
	}
	if date.IsZero() { // the file does not say when it was made: then its folder does
		if st, err := os.Stat(file); err == nil {
			date = st.ModTime()
		}
	}
	meta := page.Meta{Title: about.Title, Paper: about.Author, Date: date.Format("2006-01-02"), Lang: "zh-CN"}
	if meta.Title == "" {
		meta.Title = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	}
	return meta, date
}

// write makes the file of the plates, whole or not at all. It claims a standard where what was
// imposed keeps it.
func (o *imposeOptions) write(ctx context.Context, sheets *page.Doc, cat *fonts.Catalog, opts pdf.Options) (found works.Preflight, err error) {
	wanted := preflight.Newspaper()
	wanted.MaxSpots = 0 // what was ordered is not known here
	data, r, err := works.Checked(ctx, wanted, func(w io.Writer, unclaimed bool) error {
		opts.Unclaimed = unclaimed
		return pdf.Write(w, sheets, cat, opts)
	})
	if err != nil {
		return found, err
	}
	return works.Preflight{File: o.out, Report: r}, writeFile(ctx, o.out, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

func (o *imposeOptions) say(w *world, plates []impose.Plate, found works.Preflight) error {
	if o.format == "json" {
		return report.JSON(w.out, plates)
	}
	t := w.newText(w.out, true)
	number := func(n int) string {
		if n == 0 {
			return t.Say.T("blank")
		}
		return fmt.Sprint(n)
	}
	if !o.quiet {
		for _, p := range plates {
			t.Line("sheet", p.Sheet, t.Say.T(p.Side), number(p.Left), number(p.Right))
		}
		t.Line("plates-in", len(plates), o.out)
	}
	if found.Failed() {
		t.Flight(found, true)
	}
	if !found.Conforms() {
		t.Line("claims-no-standard", o.out)
	}
	return t.Flush()
}
