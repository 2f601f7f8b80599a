package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// paperOptions say which edition of which paper a command works on.
type paperOptions struct {
	dir     string          // the paper's folder, or one edition's; empty: the sample
	edition string          // its date; empty: the only or the latest
	kept    *unchangedFiles // of files that are read again and again; nil: none are kept
	looked  *looked         // what is known of the folder; nil: all is asked each time
	carried fs.FS           // what stands for an empty dir; nil: the sample
	shop    string          // the printer's file to obey; empty: the paper's
	notice  func()          // says that it is the sample, once; may be nil
}

func (o *paperOptions) flags(w *world, c *cobra.Command) {
	c.Flags().StringVar(&o.edition, "edition", "", w.say.T("--edition"))
	o.notice = func() {
		if f := c.Flag("quiet"); f != nil && f.Changed {
			return
		}
		if f := c.Flag("progress"); f != nil && f.Value.String() == "json" {
			return
		}
		fmt.Fprintln(w.err, w.say.T("no-paper-here-sample"))
	}
	c.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	must(c.RegisterFlagCompletionFunc("edition", func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return editionDates(args), cobra.ShellCompDirectiveNoFileComp
	}))
}

// args takes the folder said, or else the working folder where that is in a paper.
func (o *paperOptions) args(args []string) {
	if len(args) > 0 {
		o.dir = args[0]
	} else if o.carried == nil && (inPaper(".") || partOfPaper(".")) {
		o.dir = "."
	}
}

// folder is args where a folder may stand before others: it takes that, and returns the others.
func (o *paperOptions) folder(args []string) []string {
	if len(args) == 0 || !isFolder(args[0]) {
		o.args(nil)
		return args
	}
	o.args(args[:1])
	return args[1:]
}

// editionDates lists the editions of the paper, the latest first, for completion.
func editionDates(args []string) []string {
	var o paperOptions
	o.args(args)
	fsys, closeDir, err := o.open()
	if err != nil {
		return nil
	}
	defer closeDir()
	dates, _ := editions.Editions(fsys)
	slices.Reverse(dates)
	return dates
}

// open opens the paper's folder. Nothing outside it can be reached through the file
// system returned, be it by dots or by links.
func (o *paperOptions) open() (fs.FS, func(), error) {
	if o.dir == "" && o.carried != nil {
		return o.carried, func() {}, nil
	}
	if o.dir == "" {
		if o.notice != nil {
			o.notice()
			o.notice = nil
		}
		return assets.Sample(), func() {}, nil
	}
	if _, err := os.Stat(o.dir); err != nil {
		return nil, nil, noFolder(o.dir, err)
	}
	dir, edition := paperOf(o.dir)
	if edition != "" && o.edition == "" {
		o.edition = edition
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, words.Fault("cannot-read-file", dir, err)
	}
	fsys := inRoot(root)
	if o.kept != nil {
		fsys = o.kept.over(fsys, o.looked)
	}
	return fsys, func() { root.Close() }, nil
}

// paperOf returns the paper's folder of dir, which may be any in it: of one edition its name
// is returned too. A paper's folder is known by its paper.yaml and by the editions in it.
func paperOf(dir string) (paper, edition string) {
	abs, err := filepath.Abs(dir)
	if err != nil || standsPaper(abs) {
		return dir, ""
	}
	for at := abs; ; {
		up := filepath.Dir(at)
		if filepath.Base(up) == "editions" && standsFile(at, "edition.yaml") {
			return filepath.Dir(up), filepath.Base(at)
		}
		if standsPaper(at) {
			return at, ""
		}
		if up == at {
			return dir, ""
		}
		at = up
	}
}

// inPaper tells whether a folder is a paper's or below it.
func inPaper(dir string) bool {
	paper, edition := paperOf(dir)
	return edition != "" || standsPaper(paper)
}

// standsPaper tells whether a folder is a paper's: it has a paper.yaml, also one that is called nearly so,
// or editions.
func standsPaper(dir string) bool { return standsFile(dir, "paper.yaml") || hasEditions(dir) }

// standsFile tells whether a folder has a file of a name, or what is taken for it.
func standsFile(dir, name string) bool {
	return hasFile(dir, name) || editions.Called(os.DirFS(dir), name) != ""
}

// partOfPaper tells whether a folder holds what only papers hold, and no paper is there: an edition, stories.
func partOfPaper(dir string) bool {
	stories, _ := filepath.Glob(filepath.Join(dir, "stories", "*.md"))
	return len(stories) > 0 || standsFile(dir, "edition.yaml") || len(editions.Misdated(os.DirFS(dir))) > 0
}

// hasFile tells whether a folder has a file of a name.
func hasFile(dir, name string) bool {
	st, err := os.Stat(filepath.Join(dir, name))
	return err == nil && st.Mode().IsRegular()
}

// isPaper tells whether a folder is a paper's.
func isPaper(dir string) bool {
	st, err := os.Stat(filepath.Join(dir, "editions"))
	return err == nil && st.IsDir()
}

// hasEditions tells whether there are editions of a paper in a folder.
func hasEditions(dir string) bool {
	if !isPaper(dir) {
		return false
	}
	dates, err := editions.Editions(os.DirFS(dir))
	return err == nil && len(dates) > 0
}

func (o *paperOptions) name() string {
	if o.dir == "" {
		return "sample"
	}
	return o.dir
}

// works opens the paper. The function returned closes it.
func (o *paperOptions) works(wo works.Options) (*works.Paper, func(), error) {
	fsys, closeDir, err := o.open()
	if err != nil {
		return nil, nil, err
	}
	wo.Name, wo.Faces, wo.Profiles = o.name(), faces.All(), machineProfiles{}
	closeShop := func() {}
	if o.shop != "" {
		if wo.For, closeShop, err = openShop(o.shop); err != nil {
			closeDir()
			return nil, nil, err
		}
	}
	closeAll := func() {
		closeDir()
		closeShop()
	}
	p, err := works.Open(fsys, wo)
	if err != nil {
		closeAll()
		return nil, nil, err
	}
	return p, closeAll, nil
}

// load reads the edition without laying it out.
func (o *paperOptions) load() (*works.Set, error) {
	p, closeDir, err := o.works(works.Options{})
	if err != nil {
		return nil, err
	}
	defer closeDir()
	return p.Load(o.edition)
}

// compose reads the edition and lays it out. The set's Doc is nil where that could not be.
func (o *paperOptions) compose(ctx context.Context, wo works.Options) (*works.Set, error) {
	p, closeDir, err := o.works(wo)
	if err != nil {
		return nil, err
	}
	defer closeDir()
	return p.Compose(ctx, o.edition)
}

// said is what there is to be said of an edition.
func said(s *works.Set) *report.Edition {
	return &report.Edition{Model: s.Edition, Result: s.Layout, Findings: s.Findings, Rate: rate(s)}
}

// rate is the official count of errors in an edition; nothing where it has not been proofread, since
// what else is found is a part of them.
func rate(s *works.Set) (r report.Rate) {
	if s.Layout == nil || !s.Counted() {
		return r
	}
	total := s.Count()
	r.Weight, r.Form, r.Chars, r.Rate = float64(total.Tenths)/10, float64(total.Form)/10, total.Chars, float64(total.Rate())/100
	return r
}
