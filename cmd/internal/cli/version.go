package cli

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"banxin/cmd/internal/report"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// newBuildInfo reads what the linker wrote; info may be nil.
func newBuildInfo(info *debug.BuildInfo) report.Program {
	b := report.Program{Version: works.Version, Module: "banxin", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if info == nil {
		return b
	}
	b.Module, b.Go = cmp.Or(info.Main.Path, b.Module), cmp.Or(info.GoVersion, b.Go)
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		case "-trimpath":
			b.Trimmed = s.Value == "true"
		case "CGO_ENABLED":
			b.Static = s.Value == "0"
		case "-tags":
			b.Tags = s.Value
		}
	}
	return b
}

func newVersion(w *world) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:     "version [--flags]",
		Short:   w.say.T("version.short"),
		Example: "  banxin version\n  banxin version --format json",
		Args:    w.noArgs,
		RunE: func(*cobra.Command, []string) error {
			if err := choice("--format", format, formats); err != nil {
				return err
			}
			return w.version(format)
		},
	}
	formatFlag(w, c, &format)
	return c
}

// versionFlag makes banxin --version print what banxin version does.
func (w *world) versionFlag(root *cobra.Command) {
	root.Flags().Bool("version", false, w.say.T("print-version"))
	help := root.RunE
	root.RunE = func(c *cobra.Command, args []string) error {
		if v, err := c.Flags().GetBool("version"); err != nil || !v {
			return cmp.Or(err, help(c, args))
		}
		return w.version("text")
	}
}

// version prints how the program was built. The first line is its version alone.
func (w *world) version(format string) error {
	info, _ := debug.ReadBuildInfo()
	b := newBuildInfo(info)
	if format == "json" {
		return report.JSON(w.out, b)
	}
	_, err := fmt.Fprintf(w.out, "banxin %s\n%s\n%s\n", b.Version, w.revision(b), w.say.T("built-by", b.Go, b.System))
	return err
}

// revision says which sources the program was built from.
func (w *world) revision(b report.Program) string {
	switch {
	case b.Revision == "":
		return w.say.T("revision-not-recorded-built-with-buildvcs")
	case b.Modified:
		return w.say.T("revision-of-with-changes-not-committed", b.Revision, b.Time)
	default:
		return w.say.T("revision-of", b.Revision, b.Time)
	}
}
