package cli

import (
	"os"
	"path"
	"path/filepath"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/output/opds"

	"github.com/spf13/cobra"
)

// opdsOptions are the flags that opds and serve share.
type opdsOptions struct {
	title     string
	base      string
	perPage   int
	subscribe string
	format    string
}

func newOPDS(w *world) *cobra.Command {
	o, quiet := &opdsOptions{}, false
	t := w.say.T
	c := &cobra.Command{
		Use:               "opds DIR [--flags]",
		Short:             t("opds.short"),
		Long:              t("opds.long"),
		Example:           t("opds.example"),
		Args:              w.oneFolder,
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs),
		RunE: func(c *cobra.Command, args []string) error {
			return o.run(w, args[0], quiet)
		},
	}
	o.flags(w, c)
	formatFlag(w, c, &o.format)
	quietFlag(w, c, &quiet)
	return c
}

func (o *opdsOptions) flags(w *world, c *cobra.Command) {
	f, t := c.Flags(), w.say.T
	f.StringVar(&o.title, "title", "", t("--title"))
	f.StringVar(&o.base, "base", "", t("--base"))
	f.IntVar(&o.perPage, "per-page", 50, t("--per-page"))
	f.StringVar(&o.subscribe, "subscribe", "", t("--subscribe"))
}

func (o *opdsOptions) check() error {
	if o.perPage < 1 || o.perPage > 1000 {
		return words.Fault("per-page-not-between-1-1000", o.perPage)
	}
	if _, err := webAddress("--subscribe", o.subscribe); err != nil {
		return err
	}
	var err error
	o.base, err = webFolder("--base", o.base)
	return err
}

func (o *opdsOptions) options(w *world) opds.Options {
	p := opds.Options{Title: o.title, Base: o.base, PerPage: o.perPage, English: !w.say.Chinese && w.env("BANXIN_LANG") != "", Timeless: w.timeless}
	if o.subscribe != "" {
		p.Subscription = &opds.Subscription{Register: o.subscribe}
	}
	return p
}

// library opens the folder of built editions, when what an interrupted run has left there
// has been settled; nothing outside it can be reached.
func library(dir string) (*os.Root, error) {
	if folder.Unsettled(dir) {
		if _, err := folder.Settle(dir); err != nil {
			return nil, err
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, words.Fault("cannot-read-file", dir, err)
	}
	return root, nil
}

func (o *opdsOptions) run(w *world, dir string, quiet bool) error {
	if err := o.check(); err != nil {
		return err
	}
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	root, err := library(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	to := &shelf{root: root}
	defer to.close()
	r, err := opds.Build(root.FS(), to, o.options(w))
	if err != nil {
		return words.Fault("cannot-write-into", dir, err)
	}
	if o.format == "json" {
		err = report.JSON(w.out, r)
	} else {
		t := w.newText(w.out, true)
		for _, p := range r.Problems {
			t.Line("left-out", filepath.Join(dir, p.Path), p.Err)
		}
		if !quiet {
			t.Line("editions-of-them-read-files-written", r.Editions, r.Read, r.Written, r.Kept, r.Removed)
		}
		err = t.Flush()
	}
	if err == nil && len(r.Problems) > 0 {
		return errFindings
	}
	return err
}

// shelf writes into a library, each file whole or not at all. Folders that were written into
// stay open: from the library's own, each file takes as many steps as it is deep.
type shelf struct {
	root    *os.Root
	folders map[string]*os.Root
}

// openFolders is how many folders stay open at most.
const openFolders = 64

func (s *shelf) WriteFile(name string, data []byte) error {
	dir, err := s.folder(path.Dir(name))
	if err != nil {
		return err
	}
	name = path.Base(name)
	beside := ".banxin-" + name
	if err := dir.WriteFile(beside, data, 0o666); err != nil {
		dir.Remove(beside)
		return err
	}
	return dir.Rename(beside, name)
}

// folder opens a folder, which it makes where it is not there.
func (s *shelf) folder(name string) (*os.Root, error) {
	if dir := s.folders[name]; dir != nil {
		return dir, nil
	}
	if err := s.root.MkdirAll(name, 0o777); err != nil {
		return nil, err
	}
	dir, err := s.root.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	if s.folders == nil || len(s.folders) >= openFolders {
		s.close()
	}
	s.folders[name] = dir
	return dir, nil
}

// close lets go of the folders.
func (s *shelf) close() {
	for _, dir := range s.folders {
		dir.Close()
	}
	s.folders = map[string]*os.Root{}
}

func (s *shelf) Remove(name string) error { return s.root.Remove(name) }
