package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"

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
	quiet    bool
	verbose  bool
	progress string
}

var (
	kinds     = []string{"pdf", "epub", "epub-replica", "epaper", "png", "svg"}
	formats   = []string{"text", "json"}
	failures  = []string{"error", "warning", "never"}
	progesses = []string{"auto", "json", "none"}
)

func newBuild(w *world) *cobra.Command {
	o := &buildOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:   "build [DIR] [--flags]",
		Short: t("Make the press PDF, the EPUB and the page proofs of an edition"),
		Long: t("Reads the paper in DIR, lays its edition out and writes the outputs, all of them or none.\n" +
			"Without DIR it is the sample that banxin carries with it. With errors among the findings,\n" +
			"such as a story that does not fit, the outputs are written as proofs and the exit status is 1."),
		Example: t("  banxin build                                   # the sample, into out/\n" +
			"  banxin build my-paper -o proofs --to pdf,png\n" +
			"  banxin build my-paper --edition 2026-10-20 --pages 1,3-4 --to pdf"),
		Args: w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			return o.run(c.Context(), w)
		},
	}
	o.allFlags(w, c)
	return c
}

// allFlags are the flags of build and of specimen.
func (o *buildOptions) allFlags(w *world, c *cobra.Command) {
	f, t := c.Flags(), w.say.T
	f.StringVarP(&o.out, "out", "o", "out", t("`FOLDER` of the outputs"))
	f.StringSliceVar(&o.to, "to", []string{"pdf", "epub", "png"}, t("`KINDS` of output: pdf, epub, epub-replica, epaper, png, svg"))
	o.paperOptions.flags(w, c)
	o.pressOptions.flags(w, c)
	o.autoFlags(w, c)
	f.StringVar(&o.pages, "pages", "", t("`PAGES` to write, as 1,3-4, without an EPUB; else all"))
	f.IntVar(&o.ppi, "ppi", 150, t("pixels `PER INCH` of page PNGs"))
	failOnFlag(w, c, &o.failOn)
	f.IntVarP(&o.parallel, "jobs", "j", 0, t("how many `THINGS` to do at a time; 0: as many as there are processors"))
	checkFormatFlag(w, c, &o.format)
	f.BoolVar(&o.lint, "lint", false, t("read text and pages as check does, too"))
	f.BoolVarP(&o.quiet, "quiet", "q", false, t("say nothing but findings"))
	f.BoolVarP(&o.verbose, "verbose", "v", false, t("list all stories and findings, and the time of each step"))
	f.StringVar(&o.progress, "progress", "auto", t("`PROGRESS` on stderr: auto (on a terminal), json, none"))
	completeFlag(c, "to", kinds)
	completeFlag(c, "progress", progesses)
}

func failOnFlag(w *world, c *cobra.Command, v *string) {
	c.Flags().StringVar(v, "fail-on", "error", w.say.T("`SEVERITY` from which on findings make the exit status 1: error, warning, never"))
	completeFlag(c, "fail-on", failures)
}

func formatFlag(w *world, c *cobra.Command, v *string) {
	c.Flags().StringVar(v, "format", "text", w.say.T("`FORMAT` of what is said on stdout: text, json"))
	completeFlag(c, "format", formats)
}

// checkFormatFlag is formatFlag with the forms for services.
func checkFormatFlag(w *world, c *cobra.Command, v *string) {
	c.Flags().StringVar(v, "format", "text", w.say.T("`FORMAT` of what is said on stdout: text, json, sarif, github"))
	completeFlag(c, "format", checkFormats)
}

func completeFlag(c *cobra.Command, name string, values []string) {
	must(c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)))
}

func (o *buildOptions) check() error {
	if err := o.autoCheck(); err != nil {
		return err
	}
	for _, k := range o.to {
		if err := choice("--to", k, kinds); err != nil {
			return err
		}
	}
	if err := o.pressOptions.check(); err != nil {
		return err
	}
	if o.ppi < 10 || o.ppi > 1200 {
		return words.Fault("--ppi: %d is not between 10 and 1200", o.ppi)
	}
	if o.pages != "" {
		if _, err := parsePages(o.pages); err != nil {
			return err
		}
		o.to = slices.DeleteFunc(o.to, func(k string) bool { return slices.Contains(books, k) })
		if len(o.to) == 0 {
			return words.Fault("--pages: an EPUB holds all pages")
		}
	}
	if o.parallel < 0 {
		return words.Fault("--jobs: %d is less than 0", o.parallel)
	}
	if o.parallel == 0 {
		o.parallel = runtime.GOMAXPROCS(0)
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

func (o *buildOptions) run(ctx context.Context, w *world) error {
	if err := o.check(); err != nil {
		return err
	}
	outs, err := stage(o.out)
	if err != nil {
		return err
	}
	defer outs.abandon()
	p := newProgress(w, o.progress, o.quiet)
	defer p.close()
	if o.auto {
		o.prepare = o.makeUp
	}
	c, err := o.compose(ctx, layout.Options{Parallel: o.parallel}, p)
	if err != nil {
		return err
	}
	if c.res == nil {
		return o.nothing(w, c)
	}
	trimMemory()
	if o.lint {
		c.proofread()
	}
	if slices.ContainsFunc(o.to, func(k string) bool { return slices.Contains(books, k) }) {
		c.judgeBook()
	}
	flown, err := o.write(ctx, w, c, outs, p)
	if err != nil {
		return err
	}
	r := c.said().Report(generator)
	r.Files, r.Preflight = outs.list(), flown
	outs.retire(func(name string) bool { return o.pages == "" && o.makes(c, name) })
	if err := outs.write(ctx, "report.json", func(f io.Writer) error { return report.JSON(f, r) }); err != nil {
		return err
	}
	if err := outs.commit(); err != nil {
		return err
	}
	p.close()
	if err := o.say(w, c, r, outs.list()); err != nil {
		return err
	}
	o.took(w, c, p)
	return cmp.Or(verdict(c.findings, o.failOn), landed(flown, o.failOn))
}

// write makes the output files and says what preflight holds of those for the press.
func (o *buildOptions) write(ctx context.Context, w *world, c *composed, outs *outputs, p *progress) ([]report.Flown, error) {
	doc, err := o.selectPages(c.res.Doc)
	if err != nil {
		return nil, err
	}
	date, err := w.sourceDate()
	if err != nil {
		return nil, err
	}
	press, err := o.readICC(o.of(c.ed.Paper.Press))
	if err != nil {
		return nil, err
	}
	m := &maker{o: o, c: c, doc: doc, outs: outs, base: baseName(doc.Meta), modified: date, press: press}
	tasks, err := m.tasks()
	if err != nil {
		return nil, err
	}
	done := 0
	defer p.stage("write")()
	err = runTasks(ctx, o.parallel, tasks, func(name string) {
		done++
		p.step(name, done, len(tasks))
	})
	if err == nil {
		err = o.others(ctx, w, c, m)
	}
	slices.SortFunc(m.flown, func(a, b report.Flown) int { return strings.Compare(a.File, b.File) })
	return m.flown, err
}

// makes tells whether a file is of this edition and of a kind asked for.
func (o *buildOptions) makes(c *composed, name string) bool {
	base := baseName(c.res.Doc.Meta)
	kind := strings.TrimPrefix(filepath.Ext(name), ".")
	if strings.HasSuffix(name, replicaEnd) {
		kind = "epub-replica"
	}
	if strings.HasPrefix(name, base+epaperEnd+"/") {
		kind = "epaper"
	}
	return slices.Contains(o.to, kind) &&
		(strings.HasPrefix(name, base) || strings.HasPrefix(name, pageName(base)))
}

// nothing reports an edition of which no page could be composed.
func (o *buildOptions) nothing(w *world, c *composed) error {
	if err := o.say(w, c, c.said().Report(generator), nil); err != nil {
		return err
	}
	if err := verdict(c.findings, o.failOn); err != nil {
		fmt.Fprintln(w.err, w.say.T("no page could be composed; earlier outputs are as they were"))
		return err
	}
	return words.Fault("the edition has no pages")
}

// say writes the report to stdout.
func (o *buildOptions) say(w *world, c *composed, r *report.Report, files []report.File) error {
	switch o.format {
	case "json":
		return report.JSON(w.out, r)
	case "sarif", "github":
		return w.annotated(o.format, o.dir, c.findings)
	}
	t := w.newText(w.out, o.verbose)
	if !o.quiet {
		t.Edition(c.said())
	}
	t.Findings(c.findings)
	for _, f := range r.Preflight {
		t.Flight(f, false)
	}
	if !o.quiet {
		t.Rate(r.Rate)
	}
	if !o.quiet && len(files) > 0 {
		t.Files(o.out, files)
	}
	return t.Flush()
}

// took says on stderr how long it took.
func (o *buildOptions) took(w *world, c *composed, p *progress) {
	if o.quiet || p.json != nil {
		return
	}
	chars := 0
	for _, f := range c.res.Fits {
		chars += f.Set
	}
	d := w.now().Sub(p.start).Round(10 * time.Millisecond)
	fmt.Fprintln(w.err, w.say.T("%d pages, %d characters in %s", len(c.res.Doc.Pages), chars, d.String()))
	if o.verbose {
		p.times(w.err)
	}
}

// verdict is errFindings where findings reach the severity of --fail-on.
func verdict(l source.List, failOn string) error {
	switch {
	case failOn == "error" && l.Count(source.Error) > 0, failOn == "warning" && l.Count(source.Warning) > 0:
		return errFindings
	}
	return nil
}

// sourceDate is the time SOURCE_DATE_EPOCH gives; zero where it is not set.
func (w *world) sourceDate() (time.Time, error) {
	v := w.env("SOURCE_DATE_EPOCH")
	if v == "" {
		return time.Time{}, nil
	}
	s, err := strconv.ParseInt(v, 10, 64)
	if err != nil || s < 0 || s > 253402300799 { // the year 9999
		return time.Time{}, words.Fault("SOURCE_DATE_EPOCH: %q is not a number of seconds since 1970", v)
	}
	return time.Unix(s, 0).UTC(), nil
}

// span is a range of page numbers.
type span struct{ from, to int }

// parsePages reads 1,3-4.
func parsePages(s string) ([]span, error) {
	var out []span
	for _, part := range strings.Split(s, ",") {
		a, b, ranged := strings.Cut(part, "-")
		from, err := strconv.Atoi(a)
		to := from
		if ranged && err == nil {
			to, err = strconv.Atoi(b)
		}
		if err != nil || from < 1 || to < from {
			return nil, words.Fault("--pages: %q is no page or range of pages", part)
		}
		out = append(out, span{from, to})
	}
	return out, nil
}

// selectPages returns the document with the pages of --pages alone.
func (o *buildOptions) selectPages(d *page.Doc) (*page.Doc, error) {
	if o.pages == "" {
		return d, nil
	}
	spans, err := parsePages(o.pages)
	if err != nil {
		return nil, err
	}
	some := *d
	some.Pages, some.Stories = nil, nil
	at := make(map[int]int, len(d.Pages)) // old index → new
	for i, p := range d.Pages {
		if slices.ContainsFunc(spans, func(s span) bool { return s.from <= p.Number && p.Number <= s.to }) {
			at[i] = len(some.Pages)
			some.Pages = append(some.Pages, p)
		}
	}
	for _, s := range d.Stories {
		if i, ok := at[s.Page]; ok {
			s.Page = i
			some.Stories = append(some.Stories, s)
		}
	}
	if len(some.Pages) == 0 {
		return nil, words.Fault("--pages: the edition has no page %s", o.pages)
	}
	return &some, nil
}
