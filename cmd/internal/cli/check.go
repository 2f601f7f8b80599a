package cli

import (
	"context"

	"banxin/layout"

	"github.com/spf13/cobra"
)

// checkOptions are the flags of check.
type checkOptions struct {
	paperOptions
	format  string
	failOn  string
	verbose bool
}

func newCheck(w *world) *cobra.Command {
	o := &checkOptions{}
	t := w.say.t
	c := &cobra.Command{
		Use:   "check [DIR] [--flags]",
		Short: t("Say what is wrong with an edition, and how each story fits"),
		Long:  t("Reads the paper in DIR and lays its edition out, as build does, but writes nothing.\nThe exit status is 1 where there are findings at or above --fail-on."),
		Example: t("  banxin check my-paper\n" +
			"  banxin check my-paper --format json --fail-on warning"),
		Args: w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			return o.run(c.Context(), w)
		},
	}
	o.flags(w, c)
	formatFlag(w, c, &o.format)
	failOnFlag(w, c, &o.failOn)
	c.Flags().BoolVarP(&o.verbose, "verbose", "v", false, t("list all stories, however many"))
	return c
}

func (o *checkOptions) run(ctx context.Context, w *world) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	if err := choice("--fail-on", o.failOn, failures); err != nil {
		return err
	}
	c, err := o.compose(ctx, layout.Options{}, nil)
	if err != nil {
		return err
	}
	if c.res != nil {
		c.judgeBook()
	}
	if err := o.say(w, c); err != nil {
		return err
	}
	return verdict(c.findings, o.failOn)
}

func (o *checkOptions) say(w *world, c *composed) error {
	if o.format == "json" {
		return c.report().write(w.out)
	}
	t := w.newText(w.out, o.verbose)
	t.edition(c)
	t.findings(c)
	if len(c.findings) == 0 {
		t.line("no findings")
	}
	return t.Flush()
}
