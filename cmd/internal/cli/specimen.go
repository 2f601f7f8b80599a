package cli

import (
	"banxin/assets"

	"github.com/spf13/cobra"
)

func newSpecimen(w *world) *cobra.Command {
	o := &buildOptions{}
	o.carried = assets.Specimen()
	source := ""
	t := w.say.T
	c := &cobra.Command{
		Use:   "specimen [--flags]",
		Short: t("Set the specimen sheet: each rule of Chinese setting once, under its number"),
		Long:  t("The specimen is an ordinary edition that banxin carries with it, built as by build.\n--source writes its files into a new folder instead."),
		Example: t("  banxin specimen -o specimen --to pdf,png\n" +
			"  banxin specimen --source my-specimen"),
		Args: w.noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if source != "" {
				return newPaper(c.Context(), w, o.carried, source)
			}
			return o.run(c.Context(), w)
		},
	}
	o.allFlags(w, c)
	c.Flags().StringVar(&source, "source", "", t("new `FOLDER` for the specimen's files"))
	must(c.MarkFlagDirname("source"))
	return c
}
