package cli

import (
	"cmp"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"

	"banxin/editions/compare"
	"banxin/layout"

	"github.com/spf13/cobra"
)

// diffFormats are the forms of a comparison.
var diffFormats = []string{"text", "json", "html"}

// diffOptions are the flags of diff.
type diffOptions struct {
	edition string
	format  string
	out     string
}

func newDiff(w *world) *cobra.Command {
	o := &diffOptions{}
	t := w.say.t
	c := &cobra.Command{
		Use:   "diff A [B] [--flags]",
		Short: t("Say which characters changed between two rounds of proofs, and that nothing else did"),
		Long: t("A and B are rounds frozen by proof --round, or papers' folders; without B a round is compared\n" +
			"with the paper as it is now. Texts are compared story by story and character by character,\n" +
			"however they are broken into lines; what only the layout did is listed apart, and pages that\n" +
			"print as before are named. The exit status is 0 where nothing differs, 1 where something does."),
		Example: t("  banxin diff my-paper/proofs/大样-1\n" +
			"  banxin diff proofs/大样-1 proofs/大样-2 --format json\n" +
			"  banxin diff proofs/清样-1 my-paper --format html -o diff.html"),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return faultf("diff needs a round to compare with: a folder made by proof --round")
			}
			return w.maxArgs(2)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), w, args) },
	}
	f := c.Flags()
	f.StringVar(&o.edition, "edition", "", t("`DATE` of the edition, as 2026-10-20; else the round's"))
	f.StringVar(&o.format, "format", "text", t("`FORMAT` of the comparison: text, json, html"))
	f.StringVarP(&o.out, "out", "o", "", t("`FILE` to write instead of stdout"))
	completeFlag(c, "format", diffFormats)
	c.ValidArgsFunction = completeRounds
	return c
}

// completeRounds offers the rounds and papers below the folder typed so far, and folders.
func completeRounds(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	found := rounds(filepath.Dir(typed + "x"))
	if len(found) == 0 {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// rounds lists the rounds in a folder and in its folder of proofs.
func rounds(dir string) []string {
	var out []string
	for _, pattern := range []string{"*", "proofs/*", "校样/*"} {
		names, _ := filepath.Glob(filepath.Join(dir, pattern, modelFile))
		for _, n := range names {
			out = append(out, filepath.Dir(n))
		}
	}
	return out
}

func (o *diffOptions) run(ctx context.Context, w *world, args []string) error {
	if err := choice("--format", o.format, diffFormats); err != nil {
		return err
	}
	var sides [2]*diffSide
	var err error
	for i, dir := range args {
		if sides[i], err = o.side(ctx, dir, sides[0]); err != nil {
			return err
		}
	}
	if sides[1] == nil {
		if sides[0].composed != nil {
			return faultf("%s is a paper, not a round: name what to compare it with", args[0])
		}
		if sides[1], err = o.now(ctx, args[0], sides[0]); err != nil {
			return err
		}
	}
	d := &difference{a: sides[0], b: sides[1], report: compare.Compare(sides[0].round, sides[1].round), say: w.say}
	if err := o.write(ctx, w, d); err != nil {
		return err
	}
	if d.report.Same {
		return nil
	}
	return errFindings
}

// write writes the comparison to stdout or into a file.
func (o *diffOptions) write(ctx context.Context, w *world, d *difference) error {
	fill := func(out io.Writer) error {
		switch o.format {
		case "json":
			return writeJSON(out, d.report)
		case "html":
			return d.html(out)
		}
		t := w.newText(out, false)
		t.difference(d)
		return t.Flush()
	}
	if o.out == "" {
		return fill(w.out)
	}
	outs, err := stage(filepath.Dir(o.out))
	if err != nil {
		return err
	}
	defer outs.abandon()
	if err := outs.write(ctx, filepath.Base(o.out), fill); err != nil {
		return err
	}
	return outs.commit()
}

// diffSide is one of the two that are compared.
type diffSide struct {
	round    *compare.Round
	composed *composed // nil: it was frozen earlier
	dir      string    // of a paper
}

// difference is what differs, with all that a report of it shows.
type difference struct {
	a, b   *diffSide
	report *compare.Report
	say    locale
}

// side reads a round, or lays a paper out: the edition of the date of the other side.
func (o *diffOptions) side(ctx context.Context, dir string, other *diffSide) (*diffSide, error) {
	if modelOf(dir) != "" {
		r, err := readRound(dir)
		return &diffSide{round: r}, err
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, faultf("cannot read %s: %v", dir, err)
	}
	if _, edition := paperOf(dir); edition == "" && !isPaper(dir) {
		return nil, faultf("%s is neither a round of proofs nor a paper's folder", dir)
	}
	return o.paper(ctx, dir, other)
}

func (o *diffOptions) paper(ctx context.Context, dir string, other *diffSide) (*diffSide, error) {
	p := paperOptions{dir: dir, edition: o.edition}
	if _, edition := paperOf(dir); p.edition == "" && edition == "" && other != nil && other.composed == nil {
		p.edition = other.round.Date
	}
	c, err := p.compose(ctx, layout.Options{}, nil)
	if err != nil {
		return nil, err
	}
	if c.res == nil {
		return nil, faultf("%s: the edition has no pages; banxin check says why", p.name())
	}
	return &diffSide{c.round(""), c, p.name()}, nil
}

// now lays out the paper that a round was made of: that whose folder holds the round,
// the working folder, or the sample.
func (o *diffOptions) now(ctx context.Context, dir string, round *diffSide) (*diffSide, error) {
	paper, err := paperAround(dir)
	if err != nil {
		return nil, err
	}
	sample := paperOptions{edition: round.round.Date}
	if ed, _, err := sample.load(); paper == "" && (err != nil || ed == nil || ed.Paper.Code != round.round.Code) {
		return nil, faultf("no paper's folder is around %s: name it, banxin diff %s DIR", dir, dir)
	}
	return o.paper(ctx, paper, round)
}

// paperAround returns the paper's folder nearest above a folder, or the working folder
// when it is one.
func paperAround(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", faultf("cannot read %s: %v", dir, err)
	}
	for d := filepath.Dir(abs); d != filepath.Dir(d); d = filepath.Dir(d) {
		if isPaper(d) {
			return d, nil
		}
	}
	if isPaper(".") {
		return ".", nil
	}
	return "", nil
}

func isPaper(dir string) bool {
	st, err := os.Stat(filepath.Join(dir, "editions"))
	return err == nil && st.IsDir()
}

// onPages are the changes of a page.
type onPages struct {
	compare.PageChange
	stories []onStory
}

// onStory are the changes of a story on a page. It is whole on the page that it begins
// on: there is said what became of it.
type onStory struct {
	*compare.StoryChange
	whole   bool
	changes []compare.Change
}

// pages files the changes under their pages; those of stories on no page come last, under
// a page without a number.
func (d *difference) pages() []onPages {
	var out []onPages
	for _, p := range append(slices.Clone(d.report.Pages), compare.PageChange{}) {
		pg := onPages{PageChange: p}
		for i := range d.report.Stories {
			s := onStory{StoryChange: &d.report.Stories[i]}
			s.whole = home(s.StoryChange) == p.Number
			for _, c := range s.Changes {
				if c.Page == p.Number {
					s.changes = append(s.changes, c)
				}
			}
			if len(s.changes) > 0 || s.whole && (s.State != "" || s.Moved || s.WasID != "") {
				pg.stories = append(pg.stories, s)
			}
		}
		if p.Number > 0 || len(pg.stories) > 0 {
			out = append(out, pg)
		}
	}
	return out
}

// home is the page on which a story begins, or began.
func home(s *compare.StoryChange) int {
	for _, at := range [][]compare.Place{s.Places, s.WasAt} {
		if len(at) > 0 {
			return at[0].Page
		}
	}
	return 0
}

// sideName says which state of the edition a side is: of two papers their folders.
func (d *difference) sideName(s *diffSide) string {
	if s.round.Name == "" && d.a.composed != nil {
		return s.dir
	}
	return cmp.Or(s.round.Name, d.say.t("now"))
}
