package cli

import (
	"context"
	"slices"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
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
}

func newCheck(w *world) *cobra.Command {
	o := &checkOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:   "check [DIR] [--flags]",
		Short: t("Say what is wrong with an edition, and how each story fits"),
		Long: t("Reads the paper in DIR and lays its edition out, as build does, but writes nothing.\nThe exit status is 1 where there are findings at or above --fail-on.\n\n" +
			"A finding in JSON: code, severity, message, hint, page, slot, story, column, line, x_mm, y_mm, source {file, line, col, end_line, end_col},\n" +
			"quote {exact, prefix, suffix}, weight in the official count of errors, fix {kind: cut or add, chars, lines}."),
		Example: t("  banxin check my-paper\n" +
			"  banxin check my-paper --format json --fail-on warning\n" +
			"  banxin check my-paper --only TXT,FIT-OVER --max-rate 3"),
		Args: w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			return o.run(c.Context(), w)
		},
	}
	o.flags(w, c)
	checkFormatFlag(w, c, &o.format)
	c.Flags().StringSliceVar(&o.only, "only", nil, t("`CODES` or families of findings to show, as TXT,FIT-OVER; else all"))
	c.Flags().Float64Var(&o.maxRate, "max-rate", 0, t("`ERRORS` in 10,000 characters above which the exit status is 1; 0: any; the official limit is 3"))
	must(c.RegisterFlagCompletionFunc("only", cobra.FixedCompletions(words.Codes(), cobra.ShellCompDirectiveNoFileComp)))
	failOnFlag(w, c, &o.failOn)
	quietFlag(w, c, &o.quiet)
	c.Flags().BoolVarP(&o.verbose, "verbose", "v", false, t("list all stories and findings, however many"))
	return c
}

func (o *checkOptions) run(ctx context.Context, w *world) error {
	if err := o.check(); err != nil {
		return err
	}
	c, err := o.compose(ctx, works.Options{})
	if err != nil {
		return err
	}
	c = proofread(c).Judge(works.Kinds()...)
	rate := rate(c)
	if len(o.only) > 0 {
		c.Findings = slices.DeleteFunc(c.Findings, func(f source.Finding) bool { return !o.shows(f.Code) })
	}
	if err := o.say(w, c, rate); err != nil {
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
		return words.Fault("--max-rate: %v is less than nothing", o.maxRate)
	}
	codes := words.Codes()
	for i, code := range o.only {
		o.only[i] = strings.ToUpper(code)
		if !slices.ContainsFunc(codes, func(c string) bool { return covers(o.only[i], c) }) {
			return words.Fault("--only: no finding has the code %q; banxin explain lists them", code)
		}
	}
	return nil
}

// shows tells whether findings of a code are asked for.
func (o *checkOptions) shows(code string) bool {
	return slices.ContainsFunc(o.only, func(c string) bool { return covers(c, code) })
}

func (o *checkOptions) say(w *world, c *works.Set, rate report.Rate) error {
	switch o.format {
	case "json":
		said := said(c)
		said.Rate = rate
		return report.JSON(w.out, said.Report(works.Generator))
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
			t.Line("no findings")
		}
		t.Rate(rate)
	}
	return t.Flush()
}
