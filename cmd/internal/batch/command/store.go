package command

import (
	"fmt"
	"time"

	"banxin/cmd/internal/batch/say"
	"banxin/cmd/internal/batch/stock"
	"banxin/cmd/internal/report"

	"github.com/spf13/cobra"
)

func newVerify(w *world) *cobra.Command {
	var p place
	var o stock.Check
	var sizes bool
	var format string
	t := w.say.T
	c := &cobra.Command{
		Use:     "verify [--flags]",
		Short:   t("look-whether-all-that-store-whole"),
		Long:    t("looks-whether-all-objects-hold-what"),
		Example: "  banxin-farm verify --store ./store\n  banxin-farm verify --store ./store --mend",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := w.choice("--format", format, "text", "json"); err != nil {
				return err
			}
			s, err := p.find(c.Context(), w)
			if err != nil {
				return err
			}
			defer s.Close()
			o.Read = !sizes
			v, err := stock.Verify(c.Context(), s, o)
			if err != nil {
				return err
			}
			return w.verified(v, format)
		},
	}
	w.storeFlag(c, &p)
	c.Flags().BoolVar(&sizes, "sizes", false, t("do-not-read-objects-that-they"))
	c.Flags().BoolVar(&o.Mend, "mend", false, t("remove-what-damaged"))
	c.Flags().StringVar(&format, "format", "text", t("form-of-report-text-json"))
	return c
}

func (w *world) verified(v *stock.Verified, format string) error {
	var err error
	if format == "json" {
		err = report.JSON(w.out, v)
	} else {
		for _, f := range v.Faults {
			switch f.What {
			case stock.Missing:
				fmt.Fprintln(w.out, w.say.T("needs-which-not-there-as-should", f.Name, f.Of))
			case stock.Damaged:
				fmt.Fprintln(w.out, w.say.T("damaged", f.Name))
			default:
				fmt.Fprintln(w.out, w.say.T("nothing-of-farm-s", f.Name))
			}
		}
		_, err = fmt.Fprintln(w.out, w.say.T("result-results-task-tasks-object-objects", v.Results, v.Tasks, v.Objects, megabytes(v.Bytes), len(v.Faults)))
	}
	if err == nil && len(v.Faults) > 0 {
		return errFindings
	}
	return err
}

// megabytes says a number of bytes.
func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func (w *world) collected(got *stock.Collected, dry bool, format string) (err error) {
	if format == "json" {
		err = report.JSON(w.out, got)
	} else {
		for _, name := range got.Unread {
			fmt.Fprintln(w.err, w.say.T("list-cannot-read-all-kept", name))
		}
		all := []any{got.Lists, got.Results, got.Tasks, got.Objects, megabytes(got.Bytes), megabytes(got.Kept)}
		says := w.say.T("list-lists-result-results-task-tasks", all...)
		if dry {
			says = w.say.T("list-lists-would-go", all...)
		}
		_, err = fmt.Fprintln(w.out, says)
	}
	if err == nil && len(got.Unread) > 0 {
		return errFindings
	}
	return err
}

func newGC(w *world) *cobra.Command {
	var p place
	var days int
	var dry bool
	var grace time.Duration
	var format string
	t := w.say.T
	c := &cobra.Command{
		Use:     "gc --keep " + t("argument-days") + " [--flags]",
		Short:   t("remove-what-nobody-asked-these-days"),
		Long:    t("removes-lists-that-not-given-so"),
		Example: "  banxin-farm gc --keep 30 --store ./store\n  banxin-farm gc --keep 30 --dry-run --store ./store",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := w.choice("--format", format, "text", "json"); err != nil {
				return err
			}
			if days < 0 {
				return say.Fault("say-how-many-days-what-given")
			}
			s, err := p.find(c.Context(), w)
			if err != nil {
				return err
			}
			defer s.Close()
			now := time.Now()
			got, err := stock.Collect(c.Context(), s, stock.Keep{Since: now.AddDate(0, 0, -days), Fresh: now.Add(-grace), Dry: dry})
			if err != nil {
				return err
			}
			return w.collected(got, dry, format)
		},
	}
	w.storeFlag(c, &p)
	f := c.Flags()
	f.IntVar(&days, "keep", -1, t("days-which-what-given-kept"))
	f.Lookup("keep").DefValue = ""
	f.BoolVar(&dry, "dry-run", false, t("say-what-would-removed-remove-nothing"))
	f.StringVar(&format, "format", "text", t("form-of-report-text-json"))
	f.DurationVar(&grace, "grace", 24*time.Hour, "") // for tests
	f.Lookup("grace").Hidden = true
	return c
}
