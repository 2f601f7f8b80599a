package cli

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"banxin/assets"
	"banxin/cmd/internal/words"

	"github.com/spf13/cobra"
)

// beginning is what a new paper is to be, as it was said in flags or in answer to questions.
type beginning struct {
	name, code, size, pages, voice, mono, date string
	blank, sample, quiet                       bool
}

// traits are the flags that say what a blank paper is like; one of them asks for one.
var traits = []string{"name", "code", "size", "pages", "voice", "mono", "date"}

func newNew(w *world) *cobra.Command {
	b, t := &beginning{}, w.say.T
	c := &cobra.Command{
		Use:     "new DIR",
		Short:   t("new.short"),
		Long:    t("new.long"),
		Example: t("new.example"),
		Args: func(c *cobra.Command, args []string) error {
			if near := commandsNear(c, at(args, 0)); len(near) == 1 && len(args[0]) > 3 && (len(args) > 1 || alikeASCII(args)) {
				return words.Fault("new-part-did-you-mean", args[0], near[0])
			}
			if len(args) != 1 {
				return words.Fault("new-needs-one-argument-folder-to")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return b.run(c, w, args[0]) },
	}
	c.Flags().BoolVar(&b.blank, "blank", false, t("new.--blank"))
	c.Flags().BoolVar(&b.sample, "sample", false, t("new.--sample"))
	c.Flags().StringVar(&b.name, "name", "", t("new.--name"))
	c.Flags().StringVar(&b.code, "code", "", t("new.--code"))
	c.Flags().StringVar(&b.size, "size", "", t("new.--size"))
	c.Flags().StringVar(&b.pages, "pages", "", t("new.--pages"))
	c.Flags().StringVar(&b.voice, "voice", "", t("new.--voice"))
	c.Flags().StringVar(&b.mono, "mono", "", t("new.--mono"))
	c.Flags().StringVar(&b.date, "date", "", t("new.--date"))
	completeFlag(c, "size", sizeNames())
	completeFlag(c, "voice", voiceNames())
	quietFlag(w, c, &b.quiet)
	c.AddCommand(newParts(w)...)
	return c
}

// newParts are the commands below new: each adds one thing to a paper.
func newParts(w *world) []*cobra.Command {
	return []*cobra.Command{newEdition(w), newStory(w), newPage(w), newTemplate(w)}
}

// at is an argument; empty: there are not so many.
func at(args []string, i int) string {
	if i >= len(args) {
		return ""
	}
	return args[i]
}

// alikeASCII tells whether the first argument is letters alone, as commands are.
func alikeASCII(args []string) bool {
	return len(args) > 0 && !strings.ContainsFunc(args[0], func(r rune) bool { return r < 'a' || r > 'z' })
}

// run makes the sample, or the blank paper that flags or answers describe.
func (b *beginning) run(c *cobra.Command, w *world, dir string) error {
	if err := free(dir); err != nil {
		return err
	}
	said := b.blank
	for _, f := range traits {
		said = said || c.Flags().Changed(f)
	}
	if b.sample && said {
		return words.Fault("new-sample-takes-nothing")
	}
	if !said && !b.sample && w.asks {
		if err := b.ask(w, dir); err != nil {
			return err
		}
		said = b.blank
	}
	if !said {
		return newPaper(c.Context(), w, assets.Sample(), dir, b.quiet, w.say.T("ready-next-banxin-build", dir, shellArg(dir)))
	}
	p, err := b.plan(w, dir)
	if err != nil {
		return err
	}
	files, err := p.files()
	if err != nil {
		return err
	}
	if err := newPaper(c.Context(), w, files, dir, b.quiet, w.say.T("blank-ready-next", dir, shellArg(dir))+p.leaves(w)); err != nil {
		return err
	}
	for _, sub := range []string{"stories", "images"} {
		if err := os.MkdirAll(filepath.Join(dir, "editions", p.date, sub), 0o777); err != nil {
			return words.Fault("cannot-write-file", dir, err)
		}
	}
	return nil
}

// free is a fault unless a folder is empty, or not there.
func free(dir string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return words.Fault("not-empty-name-new-folder", dir)
	}
	return nil
}

// newPaper writes a paper into dir, which must be empty or not yet there: all of it or nothing.
func newPaper(ctx context.Context, w *world, paper fs.FS, dir string, quiet bool, ready string) error {
	if err := free(dir); err != nil {
		return err
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
	return w.done(quiet, ready)
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
