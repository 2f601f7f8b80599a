package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/assets"
	"banxin/cmd/folder"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/layout/makeup"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// part are the options of a command below new.
type part struct {
	paperOptions
	what  string // first argument: a date, a name
	quiet bool
	w     *world
}

// command makes a command below new: its arguments are what to make and the paper's folder.
func (p *part) command(use, short, example string, run func(root *os.Root) error) *cobra.Command {
	c := &cobra.Command{
		Use: use, Short: short, Example: example,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 1 || len(args) > 2 {
				return words.Fault("needs-what-to-make-may-followed", strings.Fields(use)[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			args, err := ordered(c, args)
			if err != nil {
				return err
			}
			p.what, p.dir = args[0], "."
			if len(args) > 1 {
				p.dir = args[1]
			}
			dir, _ := paperOf(p.dir)
			p.dir = dir
			root, err := os.OpenRoot(dir)
			if err != nil && isFolder(args[0]) {
				return words.Fault("folder-comes-last", args[1], args[0])
			}
			if err != nil {
				return noFolder(dir, err)
			}
			defer root.Close()
			return run(root)
		},
	}
	quietFlag(p.w, c, &p.quiet)
	return c
}

// ordered are the arguments with what is to be made before the paper's folder. The folder alone is a fault.
func ordered(c *cobra.Command, args []string) ([]string, error) {
	if !isFolder(args[0]) || !standsPaper(args[0]) {
		return args, nil
	}
	if len(args) == 1 {
		return nil, words.Fault("what-to-make-comes-first", args[0], c.CommandPath(), strings.Fields(c.Use)[1], shellArg(args[0]))
	}
	if isFolder(args[1]) {
		return args, nil
	}
	return []string{args[1], args[0]}, nil
}

func newEdition(w *world) *cobra.Command {
	p, t := &part{w: w}, w.say.T
	var like string
	c := p.command(t("edition-date-dir"), t("begin-edition-pages-of-earlier-one"),
		t("banxin-new-edition-2026-10-21"),
		func(root *os.Root) error { return p.makeEdition(root, like) })
	args, run := c.Args, c.RunE
	c.Args = func(c *cobra.Command, a []string) error { return args(c, dated(a)) }
	c.RunE = func(c *cobra.Command, a []string) error { return run(c, dated(a)) }
	c.Flags().StringVar(&like, "like", "", t("--like"))
	return c
}

// nextDay stands for the date of an edition that is not said: the day after the latest one.
const nextDay = "+1"

// dated are the arguments of new edition with the date, where only the folder or nothing is said.
func dated(args []string) []string {
	if len(args) == 0 {
		return []string{nextDay}
	}
	if st, err := os.Stat(args[0]); len(args) == 1 && err == nil && st.IsDir() {
		return []string{nextDay, args[0]}
	}
	return args
}

// after is the day after another.
func after(date string) (string, error) {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return "", words.Fault("no-day-at-all", date)
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly), nil
}

func (p *part) makeEdition(root *os.Root, date string) error {
	if p.what = narrow(p.what); p.what == nextDay {
		latest, err := p.date()
		if err == nil {
			p.what, err = after(latest)
		}
		if err != nil {
			return err
		}
	}
	if _, err := time.Parse(time.DateOnly, p.what); err != nil {
		return p.w.noDay(p.what)
	}
	p.edition = date
	like, err := p.load()
	if err != nil {
		return err
	}
	old := like.Edition
	if len(old.Pages) == 0 {
		return words.Fault("no-pages-could-read-banxin-check", old.Path, shellArg(p.dir))
	}
	issue := old.Issue
	if issue > 0 {
		issue++
	}
	dir := path.Join("editions", p.what)
	if err := p.create(root, path.Join(dir, "edition.yaml"), makeup.Edition(p.what, issue, old)); err != nil {
		return err
	}
	for _, sub := range []string{"stories", "images"} {
		if err := root.MkdirAll(path.Join(dir, sub), 0o777); err != nil {
			return words.Fault("cannot-write-file", path.Join(dir, sub), err)
		}
	}
	return p.w.done(p.quiet, p.w.say.T("ready-with-pages-of-next-banxin", filepath.Join(p.dir, dir), path.Base(old.Path), shellArg(p.dir)))
}

func newStory(w *world) *cobra.Command {
	p, t := &part{w: w}, w.say.T
	var genre, slot, from string
	var page int
	c := p.command(t("story-name-dir"), t("begin-story-file-with-keys-of"),
		t("banxin-new-story-bridge-my-paper-2"),
		func(root *os.Root) error {
			if from != "" {
				return p.storyFrom(from, slot, page)
			}
			return p.makeStory(root, genre, slot, page)
		})
	c.Flags().StringVar(&from, "from", "", t("file-to-make-of-as-import"))
	c.Flags().StringVar(&genre, "genre", "消息", t("--genre"))
	c.Flags().IntVar(&page, "page", 0, t("--page"))
	c.Flags().StringVar(&slot, "slot", "", t("--slot"))
	p.flags(w, c)
	return c
}

func (p *part) makeStory(root *os.Root, genre, slot string, page int) error {
	if err := p.named(); err != nil {
		return err
	}
	date, err := p.date()
	if err != nil {
		return err
	}
	if err := p.placeThere(date, page, slot); err != nil {
		return err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\n体裁: %s\n", genre)
	if page > 0 {
		fmt.Fprintf(&b, "版: %d\n", page)
	}
	if slot != "" {
		fmt.Fprintf(&b, "版位: %s\n", slot)
	}
	b.WriteString("引题:\n标题:\n副题:\n署名: （本报记者）\n---\n\n")
	name := path.Join("editions", date, "stories", strings.TrimSuffix(p.what, ".md")+".md")
	if err := p.create(root, name, []byte(b.String())); err != nil {
		return err
	}
	return p.w.done(p.quiet, filepath.Join(p.dir, filepath.FromSlash(name)))
}

// placeThere is a fault where a story is to stand on a page or in a slot that the edition does not
// have: it would wait for it unprinted.
func (p *part) placeThere(date string, page int, slot string) error {
	if page == 0 && slot == "" {
		return nil
	}
	p.edition = date
	set, err := p.load()
	if err != nil {
		return err
	}
	return placeThere(set.Edition, page, slot)
}

// named checks the name of what is to be made.
func (p *part) named() error {
	if p.what == "" || strings.ContainsAny(p.what, `/\:`) || strings.HasPrefix(p.what, ".") {
		return words.Fault("no-name-file-take-letters-figures", p.what)
	}
	return nil
}

// date is that of the edition to add to: the one said, or the latest.
func (p *part) date() (string, error) {
	paper, closeDir, err := p.works(works.Options{})
	if err != nil {
		return "", err
	}
	defer closeDir()
	return paper.Choose(p.edition)
}

func newPage(w *world) *cobra.Command {
	p, t := &part{w: w}, w.say.T
	var section string
	c := p.command(t("page-template-dir"), t("add-page-to-edition-with-template"),
		t("banxin-new-page-my-paper-section"),
		func(root *os.Root) error { return p.makePage(root, section) })
	c.Flags().StringVar(&section, "section", "", t("--section"))
	p.flags(w, c)
	return c
}

// makePage adds a page twice: first to learn whether its template is there and which
// slots it has.
func (p *part) makePage(root *os.Root, section string) error {
	set, err := p.load()
	if err != nil {
		return err
	}
	ed := set.Edition
	if ed.File == nil {
		return words.Fault("no-edition-yaml", ed.Path)
	}
	name := ed.File.Name
	old, err := fs.ReadFile(inRoot(root), name)
	if err != nil {
		return words.Fault("cannot-read-file", name, err)
	}
	unwritable := words.Fault("written-in-way-does-not-let", name)
	n := len(ed.Pages)
	pg := &editions.Page{Number: n + 1, Section: section, Template: &editions.Template{Name: p.what}}
	for range 2 {
		text, err := makeup.Append(ed, old, pg)
		if err != nil {
			return unwritable
		}
		with, found, err := editions.LoadWith(works.Overlay(inRoot(root), map[string][]byte{name: text}), path.Base(ed.Path), editions.Options{Library: assets.Templates()})
		if err != nil || len(with.Pages) != n+1 {
			return unwritable
		}
		for _, f := range found {
			if f.Message.ID == "no-template-called" && slices.Contains(f.Message.Args, any(p.what)) {
				return words.Fault("no-template-called-but", p.what, f.Hint)
			}
		}
		if pg.Template = with.Pages[n].Template; len(pg.Template.Slots) == 0 {
			return words.Fault("no-template-called-banxin-new-template", p.what)
		}
		pg.Template.Name = p.what
	}
	text, err := makeup.Append(ed, old, pg)
	if err != nil {
		return unwritable
	}
	if err := folder.Replace(filepath.Join(p.dir, filepath.FromSlash(name)), text); err != nil {
		return err
	}
	return p.w.done(p.quiet, p.w.say.T("page-in-next-banxin-plan-pages", n+1, name, shellArg(p.dir), n+1))
}

// create writes a new file and the folders it stands in; one that is there stays.
func (p *part) create(root *os.Root, name string, text []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return words.Fault("cannot-write-file", name, err)
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return words.Fault("there-already-stays-as", filepath.Join(p.dir, filepath.FromSlash(name)))
	}
	if err != nil {
		return words.Fault("cannot-write-file", name, err)
	}
	_, err = f.Write(text)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		root.Remove(name)
		return words.Fault("cannot-write-file", name, err)
	}
	return nil
}
