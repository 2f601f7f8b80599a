package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"banxin/assets"
	"banxin/cmd/internal/words"

	"github.com/spf13/cobra"
)

func newNew(w *world) *cobra.Command {
	c := &cobra.Command{
		Use:   "new NAME",
		Short: w.say.T("Write the sample paper into a new folder, as a starting point; or begin an edition, a story, a page, a template"),
		Example: w.say.T("  banxin new my-paper\n" +
			"  banxin new edition 2026-10-21 my-paper"),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return words.Fault("new needs one argument: the folder to make")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return newPaper(c.Context(), w, assets.Sample(), args[0])
		},
	}
	c.AddCommand(newParts(w)...)
	return c
}

// newPaper writes a paper into dir, which must be empty or not yet there: all of it or nothing.
func newPaper(ctx context.Context, w *world, paper fs.FS, dir string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return words.Fault("%s is not empty; name a new folder", dir)
	}
	o, err := stage(dir)
	if err != nil {
		return err
	}
	defer o.abandon()
	if err := copyTree(ctx, paper, o.tmp); err != nil {
		return err
	}
	if err := o.moveAll(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(w.out, w.say.T("%s is ready; next: banxin build %s", dir, dir))
	return err
}

// moveAll moves what stands in the inner folder to the destination, which is empty.
func (o *outputs) moveAll() error {
	entries, err := os.ReadDir(o.tmp)
	if err != nil {
		return err
	}
	for i, e := range entries {
		err := os.Rename(filepath.Join(o.tmp, e.Name()), filepath.Join(o.dir, e.Name()))
		if err == nil {
			continue
		}
		for _, done := range entries[:i] {
			os.RemoveAll(filepath.Join(o.dir, done.Name()))
		}
		return words.Fault("cannot write into %s: %v", o.dir, err)
	}
	return nil
}

func copyTree(ctx context.Context, from fs.FS, to string) error {
	return fs.WalkDir(from, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		at := filepath.Join(to, filepath.FromSlash(name))
		if d.IsDir() {
			return os.MkdirAll(at, 0o777)
		}
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(at, data, 0o666); err != nil {
			return words.Fault("cannot write %s: %v", name, err)
		}
		return nil
	})
}
