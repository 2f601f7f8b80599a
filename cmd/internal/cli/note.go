package cli

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/notes"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// noteOptions are the flags of note.
type noteOptions struct {
	paperOptions
	quote, text, reply string
	nth                int
	kind, by           string
	done, reopen       bool
	all                bool
	format             string
	quiet              bool
}

func newNote(w *world) *cobra.Command {
	o := &noteOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "note [DIR] [STORY|PAGE|NOTE] [--flags]",
		Short:   t("note.short"),
		Long:    t("note.long"),
		Example: t("note.example"),
		Args:    w.maxArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			return o.run(c.Context(), w, o.folder(args))
		},
	}
	o.flags(w, c)
	f := c.Flags()
	f.StringVar(&o.quote, "quote", "", t("note.--quote"))
	f.IntVar(&o.nth, "nth", 0, t("note.--nth"))
	f.StringVar(&o.text, "text", "", t("note.--text"))
	f.StringVar(&o.kind, "mark", "注", t("note.--mark"))
	f.StringVar(&o.by, "by", "", t("sign.--by"))
	f.StringVar(&o.reply, "reply", "", t("note.--reply"))
	f.BoolVar(&o.done, "done", false, t("note.--done"))
	f.BoolVar(&o.reopen, "reopen", false, t("note.--reopen"))
	f.BoolVar(&o.all, "all", false, t("note.--all"))
	formatFlag(w, c, &o.format)
	quietFlag(w, c, &o.quiet)
	completeFlag(c, "mark", notes.Kinds)
	c.AddCommand(newNoteImport(w))
	return c
}

func (o *noteOptions) run(ctx context.Context, w *world, args []string) error {
	if err := cmp.Or(choice("--format", o.format, formats), choice("--mark", o.kind, notes.Kinds)); err != nil {
		return err
	}
	if len(args) > 1 {
		return words.Fault("no-folder-of-paper", args[0])
	}
	if len(args) > 0 && o.dir == "" {
		return words.Fault("sample-takes-no-notes")
	}
	c, err := o.compose(ctx, works.Options{})
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return o.list(w, c)
	}
	if o.by = strings.TrimSpace(o.by); o.by == "" {
		return words.Fault("note-wants-by")
	}
	return o.write(w, c, args[0])
}

// list lists the notes that are open, or all, in the order of the pages.
func (o *noteOptions) list(w *world, c *works.Set) error {
	rows := []report.Note{}
	for _, r := range c.Remarks() {
		if o.all || r.Open() {
			rows = append(rows, report.NoteOf(r))
		}
	}
	if o.format == "json" {
		return report.JSON(w.out, report.Notes{Schema: 1, Notes: rows})
	}
	t := w.newText(w.out, true)
	t.Notes(rows)
	return t.Flush()
}

// write appends a note, an answer, or what became of a note.
func (o *noteOptions) write(w *world, c *works.Set, name string) error {
	dir, _ := paperOf(o.dir)
	file := notes.File(c.Edition.Path)
	to := filepath.Join(dir, filepath.FromSlash(file))
	var said notes.Event
	var refused error
	err := folder.Append(to, func(data []byte) ([]byte, error) {
		list, _ := notes.Read(source.NewFile(file, data))
		if said, refused = o.event(c, list, name); refused != nil {
			return nil, refused
		}
		said.By, said.At = o.by, w.clock(c).Format(time.RFC3339)
		return list.Line(said), nil
	})
	if refused != nil {
		return refused
	}
	if err != nil {
		return words.Fault("cannot-write", to, err)
	}
	if o.quiet {
		return nil
	}
	if o.format == "json" {
		return report.JSON(w.out, said)
	}
	t := w.newText(w.out, false)
	t.Line("note-written", cmp.Or(said.Re, said.ID))
	return t.Flush()
}

// event is what is to be written.
func (o *noteOptions) event(c *works.Set, list *notes.List, name string) (notes.Event, error) {
	if n := list.Note(name); n != nil {
		return o.about(list, n)
	}
	if o.done || o.reopen || o.reply != "" {
		return notes.Event{}, words.Fault("no-note-of-id", name)
	}
	e := notes.Event{ID: list.NextID(), Kind: o.kind, Text: o.text}
	if o.text == "" && o.kind != "删" {
		return e, words.Fault("note-says-nothing")
	}
	if s := c.Edition.Story(name); s != nil {
		e.Story = name
		if o.quote == "" {
			return e, nil
		}
		q, n := notes.Quote(s, o.quote, max(o.nth-1, 0))
		switch {
		case n == 0:
			return e, words.Fault("words-not-in-story", o.quote, name)
		case n > 1 && o.nth == 0:
			return e, words.Fault("words-in-story-often", o.quote, name, n)
		case q.Quote == "":
			return e, words.Fault("words-in-story-only", o.quote, name, n)
		}
		e.Quotation = q
		return e, nil
	}
	if c.Doc != nil && slices.ContainsFunc(c.Doc.Pages, func(p *page.Page) bool { return p.Name == name }) {
		if o.quote != "" {
			return e, words.Fault("words-of-a-page")
		}
		e.Page = name
		return e, nil
	}
	return e, words.Fault("no-story-page-nor-note", name)
}

// about is an answer to a note, or what became of it.
func (o *noteOptions) about(list *notes.List, n *notes.Note) (notes.Event, error) {
	if o.done == o.reopen && o.reply == "" || o.done && o.reopen || o.reply != "" && (o.done || o.reopen) {
		return notes.Event{}, words.Fault("say-what-of-note", n.ID)
	}
	if o.reply != "" {
		return notes.Event{ID: list.NextID(), Re: n.ID, Text: o.reply}, nil
	}
	e := n.Event
	e.State = notes.Open
	if o.done {
		e.State = notes.Done
	}
	return e, nil
}
