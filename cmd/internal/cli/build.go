package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/cmd/folder"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// buildOptions are the flags of build.
type buildOptions struct {
	paperOptions
	autoOptions
	pressOptions
	out      string
	to       []string
	pages    string
	ppi      int
	failOn   string
	parallel int
	format   string
	lint     bool
	gaps     bool
	asked    bool // to has been said
	quiet    bool
	verbose  bool
	progress string
	since    string
}

var progesses = []string{"auto", "json", "none"}

func newBuild(w *world) *cobra.Command {
	o := &buildOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "build [DIR] [--flags]",
		Short:   t("build.short"),
		Long:    t("build.long"),
		Example: t("build.example"),
		Args:    w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			if err := o.idle(c); err != nil {
				return err
			}
			return o.run(c.Context(), w)
		},
	}
	o.allFlags(w, c)
	return c
}

// allFlags are the flags of build and of specimen.
func (o *buildOptions) allFlags(w *world, c *cobra.Command) {
	f, t := c.Flags(), w.say.T
	f.StringVarP(&o.out, "out", "o", "out", t("--out"))
	f.StringSliceVar(&o.to, "to", DefaultKinds(), t("kinds-of-output", kindList(w)))
	o.paperOptions.flags(w, c)
	o.pressOptions.flags(w, c)
	forFlag(w, c, &o.shop)
	o.autoFlags(w, c)
	f.StringVar(&o.pages, "pages", "", t("--pages"))
	f.IntVar(&o.ppi, "ppi", 150, t("--ppi"))
	failOnFlag(w, c, &o.failOn)
	f.IntVarP(&o.parallel, "jobs", "j", 0, t("--jobs"))
	checkFormatFlag(w, c, &o.format)
	f.BoolVar(&o.lint, "lint", false, t("--lint"))
	f.StringVar(&o.since, "since", "", t("--since"))
	gapsFlag(w, c, &o.gaps)
	quietFlag(w, c, &o.quiet)
	f.BoolVarP(&o.verbose, "verbose", "v", false, t("--verbose"))
	f.StringVar(&o.progress, "progress", "auto", t("--progress"))
	completeFlag(c, "to", kindNames())
	completeFlag(c, "progress", progesses)
}

// DefaultKinds are the kinds of output that build makes where none are named.
func DefaultKinds() []string { return []string{"pdf", "epub", "png"} }

// kindNames are the kinds of output as --to takes them.
func kindNames() (names []string) {
	for _, k := range works.Kinds() {
		names = append(names, string(k))
	}
	return names
}

// kindList lists the kinds of output for people.
func kindList(w *world) string {
	var list []string
	for _, k := range works.Kinds() {
		text := string(k)
		if about := w.say.Msg(k.About()); about != "" {
			text = w.say.T("in-brackets", text, about)
		}
		list = append(list, text)
	}
	return strings.Join(list, w.say.T("comma"))
}

func (o *buildOptions) check() error {
	if err := o.autoCheck(); err != nil {
		return err
	}
	if o.adopt > 0 && o.dir == "" {
		return words.Fault("adopt-goes-with-auto")
	}
	var err error
	if o.to, err = someOf("--to", o.to, kindNames()); err != nil {
		return err
	}
	if err := o.pressOptions.check(); err != nil {
		return err
	}
	if err := works.CheckPPI(o.ppi); err != nil {
		return err
	}
	if o.parallel < 0 {
		return words.Fault("jobs-less-than-0", o.parallel)
	}
	for _, f := range []struct {
		name, v string
		of      []string
	}{{"--fail-on", o.failOn, failures}, {"--format", o.format, checkFormats}, {"--progress", o.progress, progesses}} {
		if err := choice(f.name, f.v, f.of); err != nil {
			return err
		}
	}
	return nil
}

// idle refuses flags that would do nothing.
func (o *buildOptions) idle(c *cobra.Command) error {
	o.asked = c.Flags().Changed("to")
	return idleWithout(c, o.to, "pdf", "profile", "split", "part-spreads", "marks", "icc", "condition", "ink-limit", "press-ppi", "quality")
}

// kinds are the kinds of output asked for: books hold all pages or are not made.
func (o *buildOptions) kinds(pages works.Pages) ([]works.Kind, error) {
	var out []works.Kind
	for _, k := range o.to {
		if kind := works.Kind(k); len(pages) == 0 || !kind.Book() {
			out = append(out, kind)
		}
	}
	if len(out) == 0 {
		return nil, words.Fault("pages-epub-holds-all-pages")
	}
	return out, nil
}

// building is a build on its way.
type building struct {
	o     *buildOptions
	w     *world
	make  works.MakeOptions
	kinds []works.Kind
	out   *outputs
	set   *works.Set
	made  *works.Made
}

func (o *buildOptions) run(ctx context.Context, w *world) error {
	if err := o.check(); err != nil {
		return err
	}
	b := &building{o: o, w: w, make: works.MakeOptions{PPI: o.ppi, NoPreflight: o.noPreflight}}
	var err error
	if b.make.Pages, err = pagesOf(o.pages); err != nil {
		return err
	}
	if b.kinds, err = o.kinds(b.make.Pages); err != nil {
		return err
	}
	if _, err = o.readICC(editions.Press{}); err != nil { // before anything is made
		return err
	}
	if w.many {
		b.out = &outputs{Folder: folder.Fresh(o.out)}
	} else if b.out, err = stageApart(o.out); err != nil {
		return err
	}
	defer b.out.Abandon()
	p := newProgress(w, o.progress, o.quiet)
	defer p.close()
	if b.set, err = o.compose(ctx, works.Options{Pages: b.make.Pages, Gaps: o.gaps, Versions: o.versions(), Adopt: o.adopt, Parallel: o.parallel, Progress: p.take, Keep: w.keep, Part: w.part}); err != nil {
		return err
	}
	if b.set.Blank() {
		return b.nothing()
	}
	if err := b.make.Pages.Within(b.set.Edition); err != nil {
		return words.Fault("pages-flag", err)
	}
	if !w.many {
		trimMemory()
	}
	if w.part.Of > 0 {
		return b.prepare(ctx)
	}
	adopted, err := b.adoption()
	if err != nil {
		return err
	}
	r, err := b.write(ctx)
	if err != nil {
		p.close()
		if ctx.Err() == nil { // whatever stopped it, what has been found is said
			err = cmp.Or(b.say(b.report(), nil), err)
		}
		return err
	}
	p.close()
	if adopted != nil {
		if err := adopted.write(b.o.dir); err != nil {
			return err
		}
	}
	if err := b.say(r, b.made.Files); err != nil {
		return err
	}
	b.took(p)
	return cmp.Or(verdict(b.set.Findings, o.failOn), landed(b.made.Preflight, o.failOn))
}

// prepare makes a share of what is slow to make, for others to find.
func (b *building) prepare(ctx context.Context) (err error) {
	if b.make.Press, err = b.press(); err != nil {
		return err
	}
	return b.set.Prepare(ctx, b.w.part, b.make, b.kinds...)
}

// press is what the press asks for, with what the flags say.
func (b *building) press() (*editions.Press, error) {
	press, err := b.o.readICC(b.o.of(b.set.Edition.Paper.Press))
	return &press, err
}

// write writes the outputs, and report.json, and puts them in their places.
func (b *building) write(ctx context.Context) (r *report.Report, err error) {
	if b.o.lint {
		b.set = b.set.Proofread()
	}
	b.set = b.set.Judge(b.kinds...)
	if err = b.since(); err != nil {
		return nil, err
	}
	if b.make.Modified, err = b.w.sourceDate(); err != nil {
		return nil, err
	}
	if b.make.Press, err = b.press(); err != nil {
		return nil, err
	}
	if b.made, err = b.set.Write(ctx, b.out, b.make, b.kinds...); err != nil {
		return nil, err
	}
	b.set = b.set.With(b.made.Findings)
	b.leaveBooks()
	if err := b.others(ctx); err != nil {
		return nil, err
	}
	r = b.report()
	if err := b.file(ctx, "report.json", func(f io.Writer) error { return report.JSON(f, r) }); err != nil {
		return nil, err
	}
	b.out.Finally(func() error { return b.manifest(ctx, r.Files) })
	return r, b.out.Commit()
}

// since looks for what has changed since the edition was published: its e-edition, or the
// folder it was built into, which may be this one.
func (b *building) since() error {
	name := b.o.since
	if name == "" {
		return nil
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = filepath.Join(name, works.BaseName(b.set.Doc.Meta)+".epub")
	}
	book, err := os.ReadFile(name)
	if err != nil {
		return words.Fault("cannot-read-file", name, err)
	}
	set, err := b.set.Since(book)
	if err != nil {
		return words.Fault("no-e-edition-to-compare-with", name, err)
	}
	b.set = set
	return nil
}

// leaveBooks says which books asked for by name are left out, since they hold all pages.
func (b *building) leaveBooks() {
	for _, k := range b.o.to {
		if b.o.asked && !slices.Contains(b.kinds, works.Kind(k)) {
			b.made.Unmade = append(b.made.Unmade, works.Unmade{Kind: works.Kind(k), Name: k, Reason: source.Msg("it-holds-all-pages")})
		}
	}
}

// file makes a file beside those of the kinds asked for.
func (b *building) file(ctx context.Context, name string, fill func(io.Writer) error) error {
	f, err := works.WriteFile(ctx, b.out, name, fill)
	if err == nil {
		b.made.Files = append(b.made.Files, f)
	}
	return err
}

// report is what there is to be said of the build.
func (b *building) report() *report.Report {
	r := said(b.set).Report(works.Generator)
	if b.made != nil {
		r.Accounts = b.made.Accounts
		slices.SortFunc(b.made.Files, func(x, y works.File) int { return strings.Compare(x.Name, y.Name) })
		slices.SortFunc(b.made.Preflight, func(x, y works.Preflight) int { return strings.Compare(x.File, y.File) })
		r.Files, r.Preflight = slices.Clone(b.made.Files), b.made.Preflight
		r.Miss(b.made.Unmade)
	}
	return r
}

// manifest writes which files of the edition stand in the folder, those of earlier runs too:
// of what this run makes, only what it has made. A page that the edition no longer has goes.
func (b *building) manifest(ctx context.Context, made []works.File) error {
	meta := b.set.Doc.Meta
	name := works.BaseName(meta) + ".json"
	last, _ := folder.ReadManifest(b.o.out, name) // one that cannot be read lists nothing
	m := folder.Manifest{Schema: 1, Generator: works.Generator, Paper: meta.Paper, Date: meta.Date}
	var sums []folder.Sum
	for _, f := range made {
		sums = append(sums, folder.Sum(f))
	}
	m.Files = last.With(sums, b.retire(last.Files, made))
	m.Press, m.Held = last.Delivers(b.made.Press, m.Files), b.made.Held
	b.out.Last(name)
	return b.file(ctx, name, func(f io.Writer) error { return report.JSON(f, m) })
}

// retire removes those files of earlier runs that this one would have made and has not. It
// returns them, and those that somebody has removed.
func (b *building) retire(last []folder.Sum, made []works.File) (gone []string) {
	for _, f := range last {
		again := slices.ContainsFunc(made, func(n works.File) bool { return n.Name == f.Name })
		ours := slices.ContainsFunc(b.kinds, func(k works.Kind) bool { return k.Owns(b.set.Doc.Meta, f.Name) })
		switch {
		case again:
		case !f.There(b.o.out):
			gone = append(gone, f.Name)
		case ours && len(b.make.Pages) == 0:
			b.out.Remove(f.Name)
			gone = append(gone, f.Name)
		}
	}
	return gone
}

// nothing reports an edition of which no page could be composed.
func (b *building) nothing() error {
	if err := b.say(b.report(), nil); err != nil {
		return err
	}
	if err := verdict(b.set.Findings, b.o.failOn); err != nil {
		fmt.Fprintln(b.w.err, b.w.say.T("no-page-could-composed-earlier-outputs"))
		return err
	}
	return words.Fault("edition-no-pages")
}

// say writes the report to stdout.
func (b *building) say(r *report.Report, files []works.File) error {
	switch b.o.format {
	case "json":
		return report.JSON(b.w.out, r)
	case "sarif", "github":
		return b.w.annotated(b.o.format, b.o.dir, b.set.Findings)
	}
	t := b.w.newText(b.w.out, b.o.verbose)
	if !b.o.quiet {
		t.Edition(said(b.set))
	}
	t.Findings(b.set.Findings)
	for _, f := range r.Preflight {
		t.Flight(f, false)
	}
	if !b.o.quiet {
		t.Rate(r.Rate)
	}
	if !b.o.quiet && len(files) > 0 {
		t.Files(b.o.out, files)
	}
	if b.made != nil {
		t.Unmade(b.o.out, b.made.Unmade)
	}
	return t.Flush()
}

// took says on stderr how long it took.
func (b *building) took(p *progress) {
	if b.o.quiet || p.json != nil {
		return
	}
	chars := 0
	for _, f := range b.set.Layout.Fits {
		chars += f.Set
	}
	d := b.w.now().Sub(p.start).Round(10 * time.Millisecond)
	fmt.Fprintln(b.w.err, b.w.say.T("pages-characters-in", len(b.set.Doc.Pages), chars, d.String()))
	if b.o.verbose {
		p.times(b.w.err)
	}
}
