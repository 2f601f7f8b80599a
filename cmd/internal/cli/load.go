package cli

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"banxin/assets"
	"banxin/assets/faces"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/lint"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
	pagelint "banxin/layout/lint"
	"banxin/output/epub"
	"banxin/output/pdf"

	"github.com/spf13/cobra"
)

// paperOptions say which edition of which paper a command works on.
type paperOptions struct {
	dir     string // the paper's folder, or one edition's; empty: the sample
	edition string // its date; empty: the only or the latest
	carried fs.FS  // what stands for an empty dir; nil: the sample

	prepare func(*composed) // changes the edition before it is laid out; may be nil
}

func (o *paperOptions) flags(w *world, c *cobra.Command) {
	c.Flags().StringVar(&o.edition, "edition", "", w.say.T("`DATE` of the edition, as 2026-10-20; else the latest"))
	c.ValidArgsFunction = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveFilterDirs)
	must(c.RegisterFlagCompletionFunc("edition", func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return editionDates(args), cobra.ShellCompDirectiveNoFileComp
	}))
}

func (o *paperOptions) args(args []string) {
	if len(args) > 0 {
		o.dir = args[0]
	}
}

// open opens the paper's folder. Nothing outside it can be reached through the file
// system returned, be it by dots or by links.
func (o *paperOptions) open() (fs.FS, func(), error) {
	if o.dir == "" && o.carried != nil {
		return o.carried, func() {}, nil
	}
	if o.dir == "" {
		return assets.Sample(), func() {}, nil
	}
	dir, edition := paperOf(o.dir)
	if edition != "" && o.edition == "" {
		o.edition = edition
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, words.Fault("cannot read %s: %v", dir, err)
	}
	return root.FS(), func() { root.Close() }, nil
}

// paperOf returns the paper's folder of dir, which may be that of one edition: then its
// name is returned too.
func paperOf(dir string) (paper, edition string) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return dir, ""
	}
	up := filepath.Dir(abs)
	if _, err := os.Stat(filepath.Join(abs, "edition.yaml")); err == nil && filepath.Base(up) == "editions" {
		return filepath.Dir(up), filepath.Base(abs)
	}
	return dir, ""
}

// editionDates lists the editions of the paper, for completion.
func editionDates(args []string) []string {
	var o paperOptions
	o.args(args)
	fsys, closeDir, err := o.open()
	if err != nil {
		return nil
	}
	defer closeDir()
	return dates(fsys)
}

// dates lists the folders of a paper's editions, the latest first.
func dates(fsys fs.FS) []string {
	entries, _ := fs.ReadDir(fsys, "editions")
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	slices.Reverse(out)
	return out
}

// composed is an edition with its pages.
type composed struct {
	ed       *editions.Edition
	cat      *fonts.Catalog
	res      *layout.Result
	findings source.List // of loading, fonts and composing; sorted
	noBook   bool        // findings forbid an e-edition
}

// proofread adds what is to be said of the text and of how the pages look.
func (c *composed) proofread() {
	found := append(lint.Check(c.ed), pagelint.Check(c.ed, c.res)...)
	pagelint.Locate(c.res, found)
	pagelint.Locate(c.res, c.findings)
	c.findings = append(append(c.findings, c.ed.House.Judge(found)...), unknownCodes(&c.ed.House)...)
	c.findings.Sort()
}

// unknownCodes reports house rules about findings that there are not.
func unknownCodes(h *editions.House) (l source.List) {
	codes := words.Codes()
	check := func(code string, pos source.Pos) {
		if !slices.ContainsFunc(codes, func(c string) bool { return covers(code, c) }) {
			l.Add(source.Finding{Code: "SRC-VALUE", Severity: source.Warning, Pos: pos,
				Message: source.Msg("no finding has the code %q; banxin explain lists them", code)})
		}
	}
	for _, r := range h.Rules {
		check(r.Code, r.Pos)
	}
	for _, e := range h.Exceptions {
		check(e.Code, e.Pos)
	}
	return l
}

// said is what there is to be said of the edition.
func (c *composed) said() *report.Edition {
	return &report.Edition{Model: c.ed, Result: c.res, Findings: c.findings, Rate: c.rate()}
}

func (c *composed) rate() (r report.Rate) {
	if c.res == nil {
		return r
	}
	total := pagelint.Count(c.res, c.findings)
	r.Weight, r.Form, r.Chars, r.Rate = float64(total.Tenths)/10, float64(total.Form)/10, total.Chars, float64(total.Rate())/100
	return r
}

// judgeBook adds the findings of the e-edition.
func (c *composed) judgeBook() {
	found := c.ed.House.Judge(append(epub.Check(c.ed), epub.CheckPrint(c.ed, c.res.Doc)...))
	if len(c.res.Doc.Stories) == 0 {
		found.Add(source.Finding{
			Code: "EPB-EMPTY", Severity: source.Warning, Pos: source.Pos{File: c.ed.File.Name},
			Message: source.Msg("no story stands on a page, so there is no e-edition"),
			Hint:    source.Msg("put stories into 稿件 of a page"),
		})
	}
	c.noBook = len(c.res.Doc.Stories) == 0 || found.Count(source.Error) > 0
	c.findings = append(c.findings, found...)
	c.findings.Sort()
}

// load reads the edition. Without an edition there are only findings, or an error.
func (o *paperOptions) load() (*editions.Edition, source.List, error) {
	fsys, closeDir, err := o.open()
	if err != nil {
		return nil, nil, err
	}
	defer closeDir()
	dates := dates(fsys)
	switch {
	case len(dates) == 0:
		return nil, nil, words.Fault("%s is no paper's folder: it has no editions/DATE", o.name())
	case o.edition != "" && !slices.Contains(dates, o.edition):
		return nil, nil, words.Fault("%s has no edition of %s; the latest is %s", o.name(), o.edition, dates[0])
	}
	ed, found, err := editions.LoadWith(fsys, o.edition, editions.Options{Library: assets.Templates()})
	if err != nil {
		return nil, found, words.Fault("cannot read %s: %v", o.name(), err)
	}
	return ed, found, nil
}

func (o *paperOptions) name() string {
	if o.dir == "" {
		return "sample"
	}
	return o.dir
}

// compose loads the edition and lays it out. The result is never nil without an error;
// its res is when nothing could be laid out.
func (o *paperOptions) compose(ctx context.Context, opts layout.Options, p *progress) (*composed, error) {
	done := p.stage("read")
	ed, found, err := o.load()
	done()
	if err != nil {
		return nil, err
	}
	c := &composed{ed: ed, findings: found}
	if ed == nil || len(ed.Pages) == 0 {
		c.findings.Sort()
		return c, ctx.Err()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	defer p.stage("compose")()
	cat, found := layout.Catalog(ed, faces.All())
	c.cat = cat
	c.findings = append(c.findings, found...)
	opts.Progress, opts.OpenPage = p.count, pdf.OpenPage
	if o.prepare != nil {
		o.prepare(c)
		ed = c.ed
	}
	if c.res, err = layout.Compose(ctx, ed, cat, opts); err != nil {
		return nil, err
	}
	c.findings = append(c.findings, c.res.Findings...)
	if err := c.adverts(ctx); err != nil {
		return nil, err
	}
	c.findings = ed.House.Judge(c.findings)
	c.findings.Sort()
	return c, nil
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
