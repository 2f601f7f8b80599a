package command

import (
	"fmt"
	"time"

	"banxin/cmd/internal/farm/stock"
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
		Short:   t("Look whether all that the store has is whole"),
		Long:    t("Looks whether all objects hold what their names say, and whether all that results name is there. With --mend what is damaged is removed: the next run makes it anew."),
		Example: "  banxin-farm verify --store ./store\n  banxin-farm verify --store ./store --mend",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := w.choice("--format", format, "text", "json"); err != nil {
				return err
			}
			s, err := p.open(c.Context(), w)
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
	c.Flags().BoolVar(&sizes, "sizes", false, t("do not read the objects: that they are there, and as long as they should be, is enough"))
	c.Flags().BoolVar(&o.Mend, "mend", false, t("remove what is damaged"))
	c.Flags().StringVar(&format, "format", "text", t("`FORM` of the report: text, json"))
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
				fmt.Fprintln(w.out, w.say.T("%s needs %s, which is not there as it should be", f.Name, f.Of))
			case stock.Damaged:
				fmt.Fprintln(w.out, w.say.T("%s is damaged", f.Name))
			default:
				fmt.Fprintln(w.out, w.say.T("%s is nothing of the farm's", f.Name))
			}
		}
		_, err = fmt.Fprintln(w.out, w.say.T("%d {result|results}, %d {task|tasks}, %d {object|objects} of %s: %d {fault|faults}", v.Results, v.Tasks, v.Objects, megabytes(v.Bytes), len(v.Faults)))
	}
	if err == nil && len(v.Faults) > 0 {
		return errFindings
	}
	return err
}

// megabytes says a number of bytes.
func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

func newGC(w *world) *cobra.Command {
	var p place
	var days int
	var dry bool
	var grace time.Duration
	var format string
	t := w.say.T
	c := &cobra.Command{
		Use:     "gc --keep DAYS [--flags]",
		Short:   t("Remove what nobody has asked for these days"),
		Long:    t("Removes lists that were not given for so many days, the results and tasks that no other list names, and the objects that nothing needs any more. What a later run asks for all the same is made anew."),
		Example: "  banxin-farm gc --keep 30 --store ./store\n  banxin-farm gc --keep 30 --dry-run --store ./store",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := w.choice("--format", format, "text", "json"); err != nil {
				return err
			}
			if days < 0 {
				return w.choice("--keep", fmt.Sprint(days), "0", "1", "30")
			}
			s, err := p.open(c.Context(), w)
			if err != nil {
				return err
			}
			defer s.Close()
			now := time.Now()
			got, err := stock.Collect(c.Context(), s, stock.Keep{Since: now.AddDate(0, 0, -days), Fresh: now.Add(-grace), Dry: dry})
			if err != nil {
				return err
			}
			if format == "json" {
				return report.JSON(w.out, got)
			}
			_, err = fmt.Fprintln(w.out, w.say.T("%d {list|lists}, %d {result|results}, %d {task|tasks}, %d {object|objects} of %s gone; %s kept", got.Lists, got.Results, got.Tasks, got.Objects, megabytes(got.Bytes), megabytes(got.Kept)))
			return err
		},
	}
	w.storeFlag(c, &p)
	f := c.Flags()
	f.IntVar(&days, "keep", 0, t("`DAYS` for which what was given is kept"))
	f.BoolVar(&dry, "dry-run", false, t("say what would be removed, and remove nothing"))
	f.StringVar(&format, "format", "text", t("`FORM` of the report: text, json"))
	f.DurationVar(&grace, "grace", 24*time.Hour, "") // for tests
	f.Lookup("grace").Hidden = true
	c.MarkFlagRequired("keep")
	return c
}
