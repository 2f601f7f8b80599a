package command

import (
	"bytes"
	"context"

	"banxin/cmd/folder"
	"banxin/cmd/internal/batch/night"
	"banxin/cmd/internal/batch/seen"
	"banxin/cmd/internal/report"

	"github.com/spf13/cobra"
)

func newReport(w *world) *cobra.Command {
	var p place
	var list, format, out string
	c := &cobra.Command{
		Use:     "report [--flags]",
		Short:   w.say.T("tell-of-night-titles-pages-findings"),
		Example: w.say.T("report-example"),
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := w.choice("--format", format, "text", "json", "html"); err != nil {
				return err
			}
			return w.report(c.Context(), &p, list, format, out)
		},
	}
	w.storeFlag(c, &p)
	w.listFlag(c, &list)
	c.Flags().StringVar(&format, "format", "text", w.say.T("form-of-report-text-json-or"))
	c.Flags().StringVarP(&out, "out", "o", "", w.say.T("file-that-report-written-into-else"))
	return c
}

func (w *world) report(ctx context.Context, p *place, list, format, out string) error {
	s, err := p.find(ctx, w)
	if err != nil {
		return err
	}
	defer s.Close()
	sum, err := w.look(ctx, s, list)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	to := *w
	if out != "" {
		to.out = &b
	}
	switch format {
	case "json":
		err = report.JSON(to.out, sum)
	case "html":
		err = seen.Report(to.out, w.say, []*night.Summary{sum})
	default:
		err = to.told("", func(to *world) { to.summary(sum, true) })
	}
	if err == nil && out != "" {
		err = folder.Replace(out, b.Bytes())
	}
	return verdict(sum, err)
}
