package cli

import (
	"cmp"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"

	"github.com/spf13/cobra"
)

// logOptions are the flags of log.
type logOptions struct {
	paperOptions
	head   string
	format string
}

func newLog(w *world) *cobra.Command {
	o := &logOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "log [DIR] [--flags]",
		Short:   t("log.short"),
		Long:    t("log.long"),
		Example: t("log.example"),
		Args:    w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			return o.run(w)
		},
	}
	o.flags(w, c)
	c.Flags().StringVar(&o.head, "head", "", t("log.--head"))
	formatFlag(w, c, &o.format)
	return c
}

// run lists the signatures of an edition, says where their chain is broken, and whether it
// knows a hash that was printed.
func (o *logOptions) run(w *world) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	c, err := o.load()
	if err != nil {
		return err
	}
	chain := c.Signatures()
	var broken source.List
	for _, f := range c.Findings {
		if source.Covers("PRESS", f.Code) {
			broken.Add(f)
		}
	}
	unknown := o.head != "" && !chain.Knows(o.head)
	if o.format == "json" {
		v := report.Log{Schema: 1, Signs: report.Signings(chain.Lines), Chain: report.Chain{Lines: len(chain.Lines), Head: chain.Head()}}
		v.Find(broken)
		if o.head != "" {
			known := !unknown
			v.Known = &known
		}
		return cmp.Or(report.JSON(w.out, v), lacking(unknown), verdict(broken, "error"))
	}
	t := w.newText(w.out, true)
	for i := range chain.Lines {
		t.Signing(&chain.Lines[i])
	}
	if len(chain.Lines) == 0 {
		t.Line("nobody-signed")
	}
	t.Findings(broken)
	switch {
	case unknown:
		t.Line("no-signature-of-hash", words.Visible(o.head))
	case o.head != "":
		t.Line("signature-of-hash-there", words.Visible(o.head))
	}
	return cmp.Or(t.Flush(), lacking(unknown), verdict(broken, "error"))
}

// lacking is errFindings where something that was asked for is not there.
func lacking(it bool) error {
	if it {
		return errFindings
	}
	return nil
}
