package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/output/gauge"
	"banxin/output/pdfread"

	"github.com/spf13/cobra"
)

// measureOptions are the flags of measure.
type measureOptions struct {
	pages  string
	format string
	out    string
	quiet  bool
}

func newMeasure(w *world) *cobra.Command {
	o := &measureOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "measure FILE.pdf [--flags]",
		Short:   t("measure.short"),
		Long:    t("measure.long"),
		Example: t("measure.example"),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return words.Fault("measure-needs-one-pdf-file")
			}
			return nil
		},
		ValidArgsFunction: cobra.FixedCompletions([]string{"pdf"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(c *cobra.Command, args []string) error {
			return o.run(c.Context(), w, args[0])
		},
	}
	formatFlag(w, c, &o.format)
	c.Flags().StringVar(&o.pages, "pages", "", t("measure.--pages"))
	c.Flags().StringVarP(&o.out, "out", "o", "", t("measure.--out"))
	quietFlag(w, c, &o.quiet)
	return c
}

func (o *measureOptions) run(ctx context.Context, w *world, name string) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	all, err := o.measure(ctx, name)
	if err != nil {
		return err
	}
	if o.format == "json" {
		err = report.JSON(w.out, all)
	} else {
		t := w.newText(w.out, true)
		t.Gauge(all)
		err = t.Flush()
	}
	if err != nil || o.out == "" {
		return err
	}
	return o.sketch(ctx, w, all, filepath.Base(name))
}

func (o *measureOptions) measure(ctx context.Context, name string) ([]*gauge.Page, error) {
	wanted, err := pagesOf(o.pages)
	if err != nil {
		return nil, err
	}
	data, err := readFile(name)
	if err != nil {
		return nil, words.Fault("cannot-read-file", name, err)
	}
	f, err := pdfread.Open(data)
	if err != nil {
		return nil, words.Fault("cannot-read-file", name, err)
	}
	if last := wanted.Last(); last > f.Pages() {
		return nil, words.Fault("plates-no-page", last, f.Pages())
	}
	all := []*gauge.Page{}
	for n := 1; n <= f.Pages(); n++ {
		if !wanted.Has(n) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p, err := f.Page(n)
		if err != nil {
			return nil, words.Fault("cannot-read-file", name, err)
		}
		all = append(all, gauge.Measure(p))
	}
	return all, nil
}

// sketch writes a paper of the page with the most text that its columns explain.
func (o *measureOptions) sketch(ctx context.Context, w *world, all []*gauge.Page, from string) error {
	var best *gauge.Page
	for _, p := range all {
		if best == nil || best.Unread || !p.Unread && p.Columns.Sure > best.Columns.Sure {
			best = p
		}
	}
	if best == nil {
		return words.Fault("no-page-of-text-that-can", from)
	}
	paper, template, ok := gauge.Sketch(best, from)
	if !ok {
		return words.Fault("no-page-of-text-that-can", from)
	}
	if entries, err := os.ReadDir(o.out); err == nil && len(entries) > 0 {
		return words.Fault("not-empty-name-new-folder", o.out)
	}
	to, err := stageApart(o.out)
	if err != nil {
		return err
	}
	defer to.Abandon()
	for _, f := range [][2]string{{"paper.yaml", paper}, {"templates/旧版.yaml", template}} {
		err := to.write(ctx, f[0], func(w io.Writer) error {
			_, err := io.WriteString(w, f[1])
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := to.Commit(); err != nil {
		return err
	}
	return w.done(o.quiet, w.say.T("ready-draw-of-templates-in", o.out))
}
