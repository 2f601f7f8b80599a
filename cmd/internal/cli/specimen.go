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
		Use:     "specimen [--flags]",
		Short:   t("specimen.short"),
		Long:    t("specimen.long"),
		Example: t("specimen.example"),
		Args:    w.noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if source != "" {
				return newPaper(c.Context(), w, o.carried, source, o.quiet, t("ready-next-banxin-build", source, shellArg(source)))
			}
			return o.run(c.Context(), w)
		},
	}
	o.allFlags(w, c)
	c.Flags().StringVar(&source, "source", "", t("specimen.--source"))
	must(c.MarkFlagDirname("source"))
	return c
}
