package cli

import (
	"bufio"
	"context"
	"io"

	"banxin/editions"
	"banxin/layout"
	"banxin/output/dump"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

var stages = []string{"stories", "plan", "slots", "lines", "pages"}

// dumpOptions are the flags of dump.
type dumpOptions struct {
	paperOptions
	stage string
}

func newDump(w *world) *cobra.Command {
	o := &dumpOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "dump [DIR] --stage STAGE",
		Short:   t("dump.short"),
		Long:    t("dump.long"),
		Example: t("dump.example"),
		Args:    w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			return o.run(c.Context(), w)
		},
	}
	c.Flags().StringVar(&o.stage, "stage", "", t("dump.--stage"))
	completeFlag(c, "stage", stages)
	o.flags(w, c)
	return c
}

func (o *dumpOptions) run(ctx context.Context, w *world) error {
	if err := choice("--stage", o.stage, stages); err != nil {
		return err
	}
	c, err := o.compose(ctx, works.Options{})
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(w.out, 64<<10)
	if c.Doc != nil || o.stage == "stories" && c.Edition != nil {
		if err := o.print(b, c); err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	t := w.newText(w.err, false)
	t.Findings(c.Findings)
	if err := t.Flush(); err != nil {
		return err
	}
	if c.Doc == nil {
		return verdict(c.Findings, "error")
	}
	return nil
}

func (o *dumpOptions) print(w io.Writer, c *works.Set) error {
	return dumpStage[o.stage](w, c)
}

// dumpStage holds the writers of the stages.
var dumpStage = map[string]func(io.Writer, *works.Set) error{
	"stories": func(w io.Writer, c *works.Set) error { return editions.Dump(w, c.Edition) },
	"plan":    func(w io.Writer, c *works.Set) error { return layout.DumpPlan(w, c.Layout) },
	"slots":   func(w io.Writer, c *works.Set) error { return layout.DumpSlots(w, c.Layout) },
	"lines":   func(w io.Writer, c *works.Set) error { return layout.DumpLines(w, c.Layout) },
	"pages":   func(w io.Writer, c *works.Set) error { return dump.Write(w, c.Doc) },
}
