package cli

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/compare"
	"banxin/output/works"

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
	t := w.say.T
	c := &cobra.Command{
		Use:     "diff A [B] [--flags]",
		Short:   t("diff.short"),
		Long:    t("diff.long"),
		Example: t("diff.example"),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return words.Fault("diff-needs-round-to-compare-with")
			}
			return w.maxArgs(2)(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error { return o.run(c.Context(), w, args) },
	}
	f := c.Flags()
	f.StringVar(&o.edition, "edition", "", t("diff.--edition"))
	f.StringVar(&o.format, "format", "text", t("diff.--format"))
	f.StringVarP(&o.out, "out", "o", "", t("diff.--out"))
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
	var sides [2]*report.Side
	var err error
	for i, dir := range args {
		if sides[i], err = o.side(ctx, dir, sides[0]); err != nil {
			return err
		}
	}
	if sides[1] == nil {
		if sides[0].Paper {
			return words.Fault("paper-not-round-name-what-to", args[0])
		}
		if sides[1], err = o.now(ctx, args[0], sides[0]); err != nil {
			return err
		}
	}
	d := &report.Difference{A: sides[0], B: sides[1], Report: compare.Compare(sides[0].Round, sides[1].Round), Say: w.say}
	if err := o.write(ctx, w, d); err != nil {
		return err
	}
	if d.Report.Same {
		return nil
	}
	return errFindings
}

// write writes the comparison to stdout or into a file.
func (o *diffOptions) write(ctx context.Context, w *world, d *report.Difference) error {
	fill := func(out io.Writer) error {
		switch o.format {
		case "json":
			return report.JSON(out, d.Report)
		case "html":
			return d.HTML(out)
		}
		t := w.newText(out, false)
		t.Difference(d)
		return t.Flush()
	}
	if o.out == "" {
		return fill(w.out)
	}
	return writeFile(ctx, o.out, fill)
}

// side reads a round, or lays a paper out: the edition of the date of the other side.
func (o *diffOptions) side(ctx context.Context, dir string, other *report.Side) (*report.Side, error) {
	if modelOf(dir) != "" {
		r, err := readRound(dir)
		return &report.Side{Round: r}, err
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, words.Fault("cannot-read-file", dir, err)
	}
	if _, edition := paperOf(dir); edition == "" && !isPaper(dir) {
		return nil, words.Fault("neither-round-of-proofs-nor-paper", dir)
	}
	return o.paper(ctx, dir, other)
}

func (o *diffOptions) paper(ctx context.Context, dir string, other *report.Side) (*report.Side, error) {
	p := paperOptions{dir: dir, edition: o.edition}
	if _, edition := paperOf(dir); p.edition == "" && edition == "" && other != nil && !other.Paper {
		p.edition = other.Round.Date
	}
	c, err := p.compose(ctx, works.Options{})
	if err != nil {
		return nil, err
	}
	if c.Doc == nil {
		return nil, words.Fault("edition-no-pages-banxin-check-says", p.name())
	}
	return sideOf(c, c.Round(""), p.name()), nil
}

// now lays out the paper that a round was made of: that whose folder holds the round,
// the working folder, or the sample.
func (o *diffOptions) now(ctx context.Context, dir string, round *report.Side) (*report.Side, error) {
	paper, err := paperAround(dir)
	if err != nil {
		return nil, err
	}
	sample := paperOptions{edition: round.Round.Date}
	if s, err := sample.load(); paper == "" && (err != nil || s.Edition.Paper.Code != round.Round.Code) {
		return nil, words.Fault("no-paper-folder-around-name-banxin", dir, shellArg(dir))
	}
	return o.paper(ctx, paper, round)
}

// paperAround returns the paper's folder nearest above a folder, or the working folder
// when it is one.
func paperAround(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", words.Fault("cannot-read-file", dir, err)
	}
	for d := filepath.Dir(abs); d != filepath.Dir(d); d = filepath.Dir(d) {
		if isPaper(d) {
			return d, nil
		}
	}
	if dir, _ := paperOf("."); isPaper(dir) {
		return dir, nil
	}
	return "", nil
}

// sideOf is the edition as it is, to be compared; dir is the paper's folder.
func sideOf(c *works.Set, round *compare.Round, dir string) *report.Side {
	return &report.Side{Round: round, Paper: true, Dir: dir, Doc: c.Doc, Catalog: c.Catalog}
}
