package cli

import (
	"context"
	"slices"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	pagelint "banxin/layout/lint"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// checkOptions are the flags of check.
type checkOptions struct {
	paperOptions
	format  string
	failOn  string
	quiet   bool
	verbose bool
	only    []string
	maxRate float64
	gaps    bool
	look    bool
	auto    bool
}

func newCheck(w *world) *cobra.Command {
	o := &checkOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "check [DIR] [--flags]",
		Short:   t("check.short"),
		Long:    t("check.long"),
		Example: t("check.example"),
		Args:    w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			return o.run(c.Context(), w)
		},
	}
	o.flags(w, c)
	forFlag(w, c, &o.shop)
	checkFormatFlag(w, c, &o.format)
	c.Flags().StringSliceVar(&o.only, "only", nil, t("check.--only"))
	c.Flags().Float64Var(&o.maxRate, "max-rate", 0, t("check.--max-rate"))
	must(c.RegisterFlagCompletionFunc("only", cobra.FixedCompletions(source.Codes(), cobra.ShellCompDirectiveNoFileComp)))
	c.Flags().BoolVar(&o.look, "look", false, t("check.--look"))
	c.Flags().BoolVar(&o.auto, "auto", false, t("--auto"))
	failOnFlag(w, c, &o.failOn)
	gapsFlag(w, c, &o.gaps)
	quietFlag(w, c, &o.quiet)
	c.Flags().BoolVarP(&o.verbose, "verbose", "v", false, t("check.--verbose"))
	return c
}

func (o *checkOptions) run(ctx context.Context, w *world) error {
	if err := o.check(); err != nil {
		return err
	}
	wo := works.Options{Gaps: o.gaps}
	if o.auto {
		wo.Versions = 1
	}
	c, err := o.compose(ctx, wo)
	if err != nil {
		return err
	}
	c = c.Proofread().Judge(works.Kinds()...)
	var pages []pagelint.PageLook
	if o.look {
		pages, c = c.Look()
	}
	rate := rate(c)
	if len(o.only) > 0 {
		c.Findings = slices.DeleteFunc(c.Findings, func(f source.Finding) bool { return !o.shows(f.Code) })
	}
	if err := o.say(w, c, rate, pages); err != nil {
		return err
	}
	if o.maxRate > 0 && rate.Rate > o.maxRate {
		return errFindings
	}
	return verdict(c.Findings, o.failOn)
}

func (o *checkOptions) check() error {
	if err := choice("--format", o.format, checkFormats); err != nil {
		return err
	}
	if err := choice("--fail-on", o.failOn, failures); err != nil {
		return err
	}
	if o.maxRate < 0 {
		return words.Fault("max-rate-less-than-nothing", o.maxRate)
	}
	codes := source.Codes()
	for i, code := range o.only {
		o.only[i] = strings.ToUpper(code)
		if !slices.ContainsFunc(codes, func(c string) bool { return source.Covers(o.only[i], c) }) {
			return words.Fault("only-no-finding-code-banxin-explain", code)
		}
	}
	return nil
}

// shows tells whether findings of a code are asked for.
func (o *checkOptions) shows(code string) bool {
	return slices.ContainsFunc(o.only, func(c string) bool { return source.Covers(c, code) })
}

func (o *checkOptions) say(w *world, c *works.Set, rate report.Rate, pages []pagelint.PageLook) error {
	switch o.format {
	case "json":
		said := said(c)
		said.Rate = rate
		r := said.Report(works.Generator)
		r.Accounts = c.Accounts(nil)
		r.Looks = pages
		return report.JSON(w.out, r)
	case "sarif", "github":
		return w.annotated(o.format, o.dir, c.Findings)
	}
	t := w.newText(w.out, o.verbose)
	t.Asked = len(o.only) > 0
	if !o.quiet {
		t.Edition(said(c))
	}
	t.Findings(c.Findings)
	if !o.quiet {
		if len(c.Findings) == 0 {
			t.Line("no-findings")
		}
		t.Rate(rate)
		t.Looks(pages)
	}
	return t.Flush()
}
