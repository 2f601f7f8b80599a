package cli

import (
	"path/filepath"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

func newVerify(w *world) *cobra.Command {
	t := w.say.T
	var format string
	var quiet bool
	c := &cobra.Command{
		Use:               "verify OUT [--flags]",
		Short:             t("check-files-of-folder-of-outputs"),
		Long:              t("finishes-or-takes-back-what-interrupted"),
		Example:           "  banxin verify out\n  banxin verify out --format json",
		Args:              w.oneFolder,
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := choice("--format", format, formats); err != nil {
				return err
			}
			return verify(w, args[0], format, quiet)
		},
	}
	formatFlag(w, c, &format)
	quietFlag(w, c, &quiet)
	return c
}

func verify(w *world, dir, format string, quiet bool) error {
	names, err := folder.Manifests(dir)
	if err != nil {
		return words.Fault("cannot-read-file", dir, err)
	}
	v := &report.Verified{Schema: 1, Generator: works.Generator, Editions: []report.VerifiedEdition{}}
	if folder.Unsettled(dir) {
		if v.Settled, err = folder.Settle(dir); err != nil {
			return err
		}
		names, _ = folder.Manifests(dir)
	}
	if len(names) == 0 && v.Settled.Finished+v.Settled.Undone+v.Settled.Swept+len(v.Settled.Lost) == 0 {
		return words.Fault("holds-no-outputs-of-build-there", dir)
	}
	var found source.List
	for _, name := range v.Settled.Lost {
		found.Add(source.New("OUT-LOST", source.Pos{File: filepath.Join(dir, name)}, source.Msg("interrupted-run-could-neither-finished-nor"), again(dir)))
	}
	for _, name := range names {
		e, bad := verifyEdition(dir, name)
		v.Editions, found = append(v.Editions, e), append(found, bad...)
	}
	v.Find(found)
	if format == "json" {
		if err := report.JSON(w.out, v); err != nil {
			return err
		}
		return verdict(found, "error")
	}
	t := w.newText(w.out, true)
	t.Findings(found)
	if !quiet {
		t.Verified(v)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	return verdict(found, "error")
}

// again is the remedy of all that verify finds.
func again(dir string) source.Message { return source.Msg("build-again-banxin-build-o", shellArg(dir)) }

// verifyEdition holds files against a manifest.
func verifyEdition(dir, name string) (e report.VerifiedEdition, found source.List) {
	m, err := folder.ReadManifest(dir, name)
	if err != nil {
		found.Add(source.New("OUT-MANIFEST", source.Pos{File: filepath.Join(dir, name)}, source.Msg("manifest-cannot-read", err), again(dir)))
	}
	e = report.VerifiedEdition{Manifest: name, Paper: m.Paper, Date: m.Date, Files: len(m.Files)}
	for _, f := range m.Files {
		at := source.Pos{File: filepath.Join(dir, filepath.FromSlash(f.Name))}
		switch {
		case f.Same(dir):
			e.Same++
		case f.There(dir):
			found.Add(source.New("OUT-CHANGED", at, source.Msg("file-not-as-made"), again(dir)))
		default:
			found.Add(source.New("OUT-MISSING", at, source.Msg("file-not-there-but-lists", name), again(dir)))
		}
	}
	return e, found
}
