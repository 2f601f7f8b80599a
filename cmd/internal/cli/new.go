package cli

import (
	"context"
	"io"
	"io/fs"
	"os"

	"banxin/assets"
	"banxin/cmd/internal/words"

	"github.com/spf13/cobra"
)

func newNew(w *world) *cobra.Command {
	var quiet bool
	c := &cobra.Command{
		Use:     "new NAME",
		Short:   w.say.T("new.short"),
		Example: w.say.T("new.example"),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return words.Fault("new-needs-one-argument-folder-to")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return newPaper(c.Context(), w, assets.Sample(), args[0], quiet)
		},
	}
	quietFlag(w, c, &quiet)
	c.AddCommand(newParts(w)...)
	return c
}

// newPaper writes a paper into dir, which must be empty or not yet there: all of it or nothing.
func newPaper(ctx context.Context, w *world, paper fs.FS, dir string, quiet bool) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return words.Fault("not-empty-name-new-folder", dir)
	}
	o, err := stage(dir)
	if err != nil {
		return err
	}
	defer o.Abandon()
	if err := o.copy(ctx, paper); err != nil {
		return err
	}
	if err := o.Commit(); err != nil {
		return err
	}
	return w.done(quiet, w.say.T("ready-next-banxin-build", dir, dir))
}

// copy makes the files of a folder.
func (o *outputs) copy(ctx context.Context, from fs.FS) error {
	return fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		return o.write(ctx, name, func(w io.Writer) error {
			_, err := w.Write(data)
			return err
		})
	})
}
