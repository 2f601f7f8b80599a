package cli

import (
	"cmp"
	"context"
	"path/filepath"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/notes"
	"banxin/editions/source"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// noteImportOptions are the flags of note import.
type noteImportOptions struct {
	paperOptions
	by     string
	format string
	quiet  bool
}

func newNoteImport(w *world) *cobra.Command {
	o, t := &noteImportOptions{}, w.say.T
	c := &cobra.Command{
		Use:     "import [DIR] FILE.pdf [--flags]",
		Short:   t("note-import.short"),
		Long:    t("note-import.long"),
		Example: t("note-import.example"),
		Args:    w.maxArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			rest := o.folder(args)
			if err := choice("--format", o.format, formats); err != nil {
				return err
			}
			if len(rest) != 1 {
				return words.Fault("say-one-pdf-of-notes")
			}
			return o.run(c.Context(), w, rest[0])
		},
	}
	o.flags(w, c)
	f := c.Flags()
	f.StringVar(&o.by, "by", "", t("note-import.--by"))
	formatFlag(w, c, &o.format)
	quietFlag(w, c, &o.quiet)
	return c
}

func (o *noteImportOptions) run(ctx context.Context, w *world, name string) error {
	if o.dir == "" {
		return words.Fault("sample-takes-no-notes")
	}
	data, err := readFile(name)
	if err != nil {
		return words.Fault("cannot-read-file", name, err)
	}
	c, err := o.compose(ctx, works.Options{})
	if err != nil {
		return err
	}
	got, err := c.Annotated(data)
	if err != nil {
		return words.Fault("cannot-read-file", name, err)
	}
	if err := o.write(c, got); err != nil {
		return err
	}
	if o.format == "json" {
		return report.JSON(w.out, report.NotesImport{Schema: 1, Notes: append([]notes.Event{}, got.Events...), Known: got.Known, Loose: len(got.Loose)})
	}
	t := w.newText(w.out, true)
	for _, e := range got.Loose {
		t.Line("note-on-page-alone", e.ID, e.Page, words.Visible(e.Text))
	}
	if !o.quiet {
		t.Line("notes-imported", len(got.Events), got.Known)
	}
	return t.Flush()
}

// write appends what is new, as the file is then: another run may have taken it in meanwhile.
func (o *noteImportOptions) write(c *works.Set, got *works.Annotated) error {
	if len(got.Events) == 0 {
		return nil
	}
	dir, _ := paperOf(o.dir)
	file := notes.File(c.Edition.Path)
	to := filepath.Join(dir, filepath.FromSlash(file))
	err := folder.Append(to, func(data []byte) ([]byte, error) {
		list, _ := notes.Read(source.NewFile(file, data))
		var more []byte
		for _, e := range got.Events {
			if e.State != notes.Done && list.Has(e.ID) {
				continue
			}
			e.By = cmp.Or(e.By, o.by)
			more = append(more, list.Line(e)...)
			list, _ = notes.Read(source.NewFile(file, append(data[:len(data):len(data)], more...)))
		}
		return more, nil
	})
	if err != nil {
		return words.Fault("cannot-write", to, err)
	}
	return nil
}
