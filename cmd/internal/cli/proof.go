package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/compare"
	"banxin/layout/page"
	"banxin/output/pdf"
	"banxin/output/png"
	"banxin/output/proof"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// proofOptions are the flags of proof.
type proofOptions struct {
	paperOptions
	kind   string
	to     []string
	out    string
	pages  string
	layers []string
	ppi    int
	by     string
	round  string
	since  string
	plates bool
	notes  bool
	quiet  bool

	sheets []report.SeparatedPage // of plates, as they were made
}

// proofKinds are the kinds of proof, in Chinese and English; the latter ends the files' names.
type proofKind struct{ zh, en string }

var proofKinds = []proofKind{{"小样", "galley"}, {"大样", "page"}, {"清样", "clean"}}

func proofKindNames() []string {
	var zh, en []string
	for _, k := range proofKinds {
		zh, en = append(zh, k.zh), append(en, k.en)
	}
	return append(zh, en...)
}

var proofTo = []string{"pdf", "png"}

// layers are the words of --layers.
var layers = []struct {
	name string
	bits proof.Layers
}{
	{"grid", proof.Grid}, {"rulers", proof.Rulers}, {"slots", proof.Slots}, {"overset", proof.Overset},
	{"notes", proof.Notes}, {"order", proof.Order}, {"zones", proof.Zones}, {"all", proof.All},
}

func layerNames() (names []string) {
	for _, l := range layers {
		names = append(names, l.name)
	}
	return names
}

func newProof(w *world) *cobra.Command {
	o := &proofOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "proof [DIR] --kind 小样|大样|清样 [--flags]",
		Short:   t("proof.short"),
		Long:    t("proof.long"),
		Example: t("proof.example"),
		Args:    w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			if err := o.idle(c); err != nil {
				return err
			}
			if o.since != "" && !c.Flags().Changed("layers") {
				o.layers = []string{"rulers", "overset"} // and the changes, no findings among them
			}
			return o.run(c.Context(), w)
		},
	}
	f := c.Flags()
	f.StringVar(&o.kind, "kind", "大样", t("proof.--kind"))
	f.StringSliceVar(&o.to, "to", proofTo, t("proof.--to"))
	f.StringVarP(&o.out, "out", "o", "proofs", t("--out"))
	f.StringVar(&o.pages, "pages", "", t("proof.--pages"))
	f.StringSliceVar(&o.layers, "layers", []string{"rulers", "overset", "notes"}, t("proof.--layers"))
	f.StringVar(&o.round, "round", "", t("proof.--round"))
	f.StringVar(&o.since, "since", "", t("proof.--since"))
	f.StringVar(&o.by, "by", "", t("proof.--by"))
	f.BoolVar(&o.notes, "notes", false, t("proof.--notes"))
	f.BoolVar(&o.plates, "plates", false, t("proof.--plates"))
	f.IntVar(&o.ppi, "ppi", 110, t("--ppi"))
	quietFlag(w, c, &o.quiet)
	o.flags(w, c)
	completeFlag(c, "kind", proofKindNames())
	must(c.RegisterFlagCompletionFunc("since", completeRounds))
	completeFlag(c, "to", proofTo)
	completeFlag(c, "layers", layerNames())
	return c
}

func (o *proofOptions) check() error {
	if err := choice("--kind", o.kind, proofKindNames()); err != nil {
		return err
	}
	var err error
	if o.to, err = someOf("--to", o.to, proofTo); err != nil {
		return err
	}
	for _, l := range o.layers { // none is as good
		if err := choice("--layers", l, layerNames()); err != nil {
			return err
		}
	}
	if err := works.CheckPPI(o.ppi); err != nil {
		return err
	}
	return nil
}

// idle refuses flags that would do nothing.
func (o *proofOptions) idle(c *cobra.Command) error {
	if c.Flags().Changed("layers") && (o.kind == "清样" || o.kind == "clean") {
		return words.Fault("flag-does-nothing-with-kind", "layers", o.kind)
	}
	if o.notes && o.kind != "大样" && o.kind != "page" {
		return words.Fault("flag-does-nothing-with-kind", "notes", o.kind)
	}
	return nil
}

func (o *proofOptions) run(ctx context.Context, w *world) error {
	if err := o.check(); err != nil {
		return err
	}
	pages, err := pagesOf(o.pages)
	if err != nil {
		return err
	}
	out, err := o.freeze(w)
	if err != nil {
		return err
	}
	outs, err := stageApart(out)
	if err != nil {
		return err
	}
	defer outs.Abandon()
	c, err := o.compose(ctx, works.Options{Pages: pages})
	if err != nil {
		return err
	}
	if c.Doc == nil {
		t := w.newText(w.err, false)
		t.Findings(c.Findings)
		return cmp.Or(t.Flush(), verdict(c.Findings, "error"), words.Fault("edition-no-pages"))
	}
	if err := pages.Within(c.Edition); err != nil {
		return words.Fault("pages-flag", err)
	}
	c = c.Proofread()
	r := &proofreader{Set: c, say: w.say, layers: o.bits(), some: pages.Suffix(), comments: o.notes}
	for i, p := range c.Doc.Pages {
		if pages.On(p) {
			r.pages = append(r.pages, i)
		}
	}
	if len(r.pages) == 0 {
		return words.Fault("pages-flag", words.Fault("edition-no-page", o.pages))
	}
	if r.since, err = o.changes(w, c); err != nil {
		return err
	}
	if err := o.write(ctx, w, r, outs); err != nil {
		return err
	}
	if o.plates {
		if err := o.separations(ctx, r, pages, outs); err != nil {
			return err
		}
	}
	if o.round != "" {
		if err := outs.write(ctx, modelFile, c.Round(o.round).Write); err != nil {
			return err
		}
	}
	if err := outs.Commit(); err != nil {
		return err
	}
	t := w.newText(w.out, false)
	if r.since != nil {
		t.Difference(r.since)
	}
	if !o.quiet {
		t.Files(out, outs.files)
	}
	for _, p := range o.sheets {
		loadText(t, p)
	}
	t.Findings(c.Unread())
	return cmp.Or(t.Flush(), verdict(c.Unread(), "error"))
}

// freeze returns the folder of the outputs: that of a round of its own where one is asked
// for, whose name it settles.
func (o *proofOptions) freeze(w *world) (string, error) {
	if o.round == "" {
		return o.out, nil
	}
	name, err := newRound(o.out, o.round)
	if near := nearRounds(o.round); err == nil && len(near) > 0 && !o.quiet {
		fmt.Fprintln(w.err, w.say.T("round-called-otherwise", o.round, strings.Join(near, ", ")))
	}
	o.round = name
	return filepath.Join(o.out, name), err
}

// changes compares the edition with the round named by --since, if any.
func (o *proofOptions) changes(w *world, c *works.Set) (*report.Difference, error) {
	if o.since == "" {
		return nil, nil
	}
	was, err := readRound(o.since)
	if err != nil {
		return nil, err
	}
	d := &report.Difference{A: &report.Side{Round: was}, B: sideOf(c, c.Round(o.round), ""), Say: w.say}
	d.Report = compare.Compare(d.A.Round, d.B.Round)
	return d, nil
}

func (o *proofOptions) bits() (l proof.Layers) {
	for _, v := range o.layers {
		l |= layers[slices.Index(layerNames(), v)].bits
	}
	return l
}

// write makes the files of the kind of proof asked for.
func (o *proofOptions) write(ctx context.Context, w *world, r *proofreader, outs *outputs) error {
	k := proofKinds[slices.IndexFunc(proofKinds, func(k proofKind) bool { return o.kind == k.zh || o.kind == k.en })]
	date, err := w.sourceDate()
	if err != nil {
		return err
	}
	r.slip = o.slip(w.say, k.en, r.Doc.Meta.Date, date)
	printed := *r.Set
	printed.Doc = r.AsPrinted(r.Doc)
	r.Set = &printed
	docs, err := r.docs(k.en)
	if err != nil {
		return err
	}
	for _, d := range docs {
		seen := page.ForProof(d.doc, true)
		name := works.BaseName(r.Doc.Meta) + "-" + d.name
		if slices.Contains(o.to, "pdf") {
			err := outs.write(ctx, name+r.some+".pdf", func(out io.Writer) error {
				return pdf.Write(out, page.ForProof(d.doc, false), r.Catalog, pdf.Options{Profile: pdf.Plain, Modified: date, Generator: works.Generator})
			})
			if err != nil {
				return err
			}
		}
		for i := range d.doc.Pages {
			if !slices.Contains(o.to, "png") {
				break
			}
			err := outs.write(ctx, name+r.number(&d, i)+".png", func(out io.Writer) error {
				return png.Write(out, seen, i, r.Catalog, png.Options{PPI: o.ppi})
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// slip says at the head of a proof which reading it is for, when it was pulled (by
// SOURCE_DATE_EPOCH, else the day of the edition), and who reads it.
func (o *proofOptions) slip(say words.Locale, kind, day string, at time.Time) string {
	round := o.round
	if round == "" {
		round = map[string]string{"galley": say.T("first-reading"), "page": say.T("second-reading"), "clean": say.T("third-reading")}[kind]
	}
	if !at.IsZero() {
		day = at.Format("2006-01-02 15:04 UTC")
	}
	by := o.by
	if by == "" {
		by = "＿＿＿＿＿＿"
	}
	return say.T("pulled-read-by", round, day, by)
}
