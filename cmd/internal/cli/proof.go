package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/compare"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/makeup"
	"banxin/layout/page"
	"banxin/output/pdf"
	"banxin/output/png"
	"banxin/output/proof"

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
}

// proofKinds are the kinds of proof, in Chinese and English, and the files' ending.
var proofKinds = []struct{ zh, en string }{{"小样", "galley"}, {"大样", "page"}, {"清样", "clean"}}

var (
	proofKindNames = []string{"小样", "大样", "清样", "galley", "page", "clean"}
	proofTo        = []string{"pdf", "png"}
	layerNames     = []string{"grid", "rulers", "slots", "overset", "notes", "order", "zones", "all"}
	layerBits      = []proof.Layers{proof.Grid, proof.Rulers, proof.Slots, proof.Overset, proof.Notes, proof.Order, proof.Zones, proof.All}
)

func newProof(w *world) *cobra.Command {
	o := &proofOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:   "proof [DIR] --kind 小样|大样|清样 [--flags]",
		Short: t("Make proofs to read and sign: galleys, page proofs, clean pages"),
		Long: t("小样 (galley): each story in one column with line numbers, counts and margins to write in.\n" +
			"大样 (page): each page with rulers and numbered findings, and their list beside it.\n" +
			"清样 (clean): the pages as they are printed, and the sheet that signs them off."),
		Example: t("  banxin proof my-paper --kind 大样 --layers rulers,slots,notes\n" +
			"  banxin proof my-paper --kind 小样 --pages 1 --to pdf\n" +
			"  banxin proof my-paper --round 大样          # freezes proofs/大样-1; then, after the corrections:\n" +
			"  banxin proof my-paper --since proofs/大样-1"),
		Args: w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			if o.since != "" && !c.Flags().Changed("layers") {
				o.layers = []string{"rulers", "overset"} // and the changes, no findings among them
			}
			return o.run(c.Context(), w)
		},
	}
	f := c.Flags()
	f.StringVar(&o.kind, "kind", "大样", t("`KIND` of proof: 小样 or galley, 大样 or page, 清样 or clean"))
	f.StringSliceVar(&o.to, "to", proofTo, t("`KINDS` of output: pdf, png"))
	f.StringVarP(&o.out, "out", "o", "proofs", t("`FOLDER` of the outputs"))
	f.StringVar(&o.pages, "pages", "", t("`PAGES` to proof, as 1,3-4; else all"))
	f.StringSliceVar(&o.layers, "layers", []string{"rulers", "overset", "notes"}, t("`LAYERS` over a page proof: grid, rulers, slots, overset, notes, order, zones, all"))
	f.StringVar(&o.round, "round", "", t("freeze the proofs as a round, in a folder of this `NAME`; without a number it gets the next"))
	f.StringVar(&o.since, "since", "", t("mark what changed since a `ROUND` frozen earlier, and list it"))
	f.StringVar(&o.by, "by", "", t("`NAME` of who reads the proofs; else a blank to sign in"))
	f.IntVar(&o.ppi, "ppi", 110, t("pixels `PER INCH` of page PNGs"))
	o.flags(w, c)
	completeFlag(c, "kind", proofKindNames)
	must(c.RegisterFlagCompletionFunc("since", completeRounds))
	completeFlag(c, "to", proofTo)
	completeFlag(c, "layers", layerNames)
	return c
}

func (o *proofOptions) check() error {
	if err := choice("--kind", o.kind, proofKindNames); err != nil {
		return err
	}
	for _, l := range []struct {
		flag   string
		v, all []string
	}{{"--to", o.to, proofTo}, {"--layers", o.layers, layerNames}} {
		for _, v := range l.v {
			if err := choice(l.flag, v, l.all); err != nil {
				return err
			}
		}
	}
	if o.ppi < 10 || o.ppi > 1200 {
		return words.Fault("--ppi: %d is not between 10 and 1200", o.ppi)
	}
	return nil
}

func (o *proofOptions) run(ctx context.Context, w *world) error {
	if err := o.check(); err != nil {
		return err
	}
	wanted := func(int) bool { return true }
	if o.pages != "" {
		spans, err := parsePages(o.pages)
		if err != nil {
			return err
		}
		wanted = func(n int) bool {
			return slices.ContainsFunc(spans, func(s span) bool { return s.from <= n && n <= s.to })
		}
	}
	out, err := o.freeze()
	if err != nil {
		return err
	}
	outs, err := stage(out)
	if err != nil {
		return err
	}
	defer outs.abandon()
	c, err := o.compose(ctx, layout.Options{}, nil)
	if err != nil {
		return err
	}
	if c.res == nil {
		t := w.newText(w.err, false)
		t.Findings(c.findings)
		return cmp.Or(t.Flush(), verdict(c.findings, "error"), words.Fault("the edition has no pages"))
	}
	c.proofread()
	r := &proofreader{composed: c, say: w.say, layers: o.bits()}
	for i, p := range c.res.Doc.Pages {
		if wanted(p.Number) {
			r.pages = append(r.pages, i)
		}
	}
	if len(r.pages) == 0 {
		return words.Fault("--pages: the edition has no page %s", o.pages)
	}
	if r.since, err = o.changes(w, c); err != nil {
		return err
	}
	if err := o.write(ctx, w, r, outs); err != nil {
		return err
	}
	if o.round != "" {
		if err := outs.write(ctx, modelFile, c.round(o.round).Write); err != nil {
			return err
		}
	}
	files := outs.list()
	if err := outs.commit(); err != nil {
		return err
	}
	t := w.newText(w.out, false)
	if r.since != nil {
		t.Difference(r.since)
	}
	t.Files(out, files)
	return t.Flush()
}

// freeze returns the folder of the outputs: that of a round of its own where one is asked
// for, whose name it settles.
func (o *proofOptions) freeze() (string, error) {
	if o.round == "" {
		return o.out, nil
	}
	name, err := newRound(o.out, o.round)
	o.round = name
	return filepath.Join(o.out, name), err
}

// changes compares the edition with the round named by --since, if any.
func (o *proofOptions) changes(w *world, c *composed) (*report.Difference, error) {
	if o.since == "" {
		return nil, nil
	}
	was, err := readRound(o.since)
	if err != nil {
		return nil, err
	}
	d := &report.Difference{A: &report.Side{Round: was}, B: c.side(c.round(o.round), ""), Say: w.say}
	d.Report = compare.Compare(d.A.Round, d.B.Round)
	return d, nil
}

func (o *proofOptions) bits() (l proof.Layers) {
	for _, v := range o.layers {
		l |= layerBits[slices.Index(layerNames, v)]
	}
	return l
}

// write makes the files of the kind of proof asked for.
func (o *proofOptions) write(ctx context.Context, w *world, r *proofreader, outs *outputs) error {
	k := proofKinds[slices.Index(proofKindNames, o.kind)%len(proofKinds)]
	date, err := w.sourceDate()
	if err != nil {
		return err
	}
	r.slip = o.slip(w.say, k.en, r.res.Doc.Meta.Date, date)
	docs, err := r.docs(k.en)
	if err != nil {
		return err
	}
	for _, d := range docs {
		name := baseName(r.res.Doc.Meta) + "-" + d.name
		if slices.Contains(o.to, "pdf") {
			err := outs.write(ctx, name+".pdf", func(out io.Writer) error {
				return pdf.Write(out, d.doc, r.cat, pdf.Options{Profile: pdf.Plain, Date: date, Producer: generator})
			})
			if err != nil {
				return err
			}
		}
		for i := range d.doc.Pages {
			if !slices.Contains(o.to, "png") {
				break
			}
			err := outs.write(ctx, fmt.Sprintf("%s_%02d.png", name, i+1), func(out io.Writer) error {
				return png.Write(out, d.doc, i, r.cat, png.Options{PPI: o.ppi})
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
		round = map[string]string{"galley": say.T("first reading"), "page": say.T("second reading"), "clean": say.T("third reading")}[kind]
	}
	if !at.IsZero() {
		day = at.Format("2006-01-02 15:04 UTC")
	}
	by := o.by
	if by == "" {
		by = "＿＿＿＿＿＿"
	}
	return say.T("%s, pulled %s, read by %s", round, day, by)
}

// proofreader makes proofs of a composed edition.
type proofreader struct {
	*composed
	say    words.Locale
	layers proof.Layers
	pages  []int              // those asked for, by index
	since  *report.Difference // marked on the pages; may be nil
	slip   string             // whose proofs they are: round, time, reader
}

// proofDoc is a proof and the end of its files' names.
type proofDoc struct {
	name string
	doc  *page.Doc
}

func (r *proofreader) docs(kind string) ([]proofDoc, error) {
	switch kind {
	case "galley":
		d, err := proof.Galleys(r.res.Doc, r.cat, r.galleys(), proof.Options{Line: r.slip, English: !r.say.Chinese})
		return []proofDoc{{kind, d}}, err
	case "page":
		var plans []makeup.Sheet // with what empty slots hold
		if r.layers&proof.Slots != 0 {
			plans = makeup.Plan(r.ed, r.cat, r.res)
		}
		var sheets []proof.Sheet
		for _, i := range r.pages {
			s := proof.Sheet{Page: i, Plan: r.plan(i), Notes: r.sheetNotes(i)}
			if ed := r.edPage(i); ed != nil && s.Plan != nil {
				vacancies(s.Plan, plans, ed.Number)
			}
			sheets = append(sheets, s)
		}
		o := proof.Options{Layers: r.layers, Line: r.slip, English: !r.say.Chinese}
		if r.since != nil {
			o.Layers |= proof.Notes
			o.Line = r.say.T("changes since %s", r.since.Name(r.since.A)) + "　" + r.slip
		}
		d, err := proof.Pages(r.res.Doc, r.cat, sheets, o)
		return []proofDoc{{kind, d}}, err
	}
	clean := *r.res.Doc
	clean.Pages, clean.Stories = nil, nil
	var rows []proof.Sign
	for _, i := range r.pages {
		clean.Pages = append(clean.Pages, r.res.Doc.Pages[i])
		rows = append(rows, r.sign(i))
	}
	d, err := proof.SignOff(r.res.Doc, r.cat, rows, proof.SignOptions{Line: r.slip, English: !r.say.Chinese})
	return []proofDoc{{kind, &clean}, {"signoff", d}}, err
}

// galleys lists the stories that begin on the pages asked for.
func (r *proofreader) galleys() []proof.Galley {
	var out []proof.Galley
	printed := sync.OnceValue(func() map[string]map[page.Part]string { return page.Printed(r.res.Doc) })
	for _, f := range r.res.Fits {
		if !slices.Contains(r.pages, f.Page-1) || !r.placed(f.Story) {
			continue
		}
		g := proof.Galley{
			Story: f.Story, Slot: strings.Join(f.Slots, "→"), Over: f.Over, OverLines: f.OverLine, Free: f.FreeChar, FreeLines: f.Free,
			Notes: r.storyNotes(f.Story),
		}
		if s := r.ed.Story(f.Story); s != nil && f.Over > 0 {
			g.Rest = rest(s, printed()[s.ID])
		}
		out = append(out, g)
	}
	return out
}

// placed tells whether a story stands on a page.
func (r *proofreader) placed(id string) bool {
	return slices.ContainsFunc(r.res.Doc.Stories, func(s page.Story) bool { return s.ID == id })
}

// rest is what of a story found no room on the pages that show the rest of it.
func rest(s *editions.Story, shown map[page.Part]string) string {
	printed := map[int]string{-1: shown[page.Part{Role: page.RoleByline}]}
	for part, text := range shown {
		if part.Role == "" {
			printed[part.Block] = text
		}
	}
	return s.Rest(printed)
}

// on returns the index of the page that a finding is about, or -1.
func (r *proofreader) on(f source.Finding) int {
	i := slices.IndexFunc(r.res.Doc.Pages, func(p *page.Page) bool { return p.Number == f.Page })
	if f.Page == 0 && f.Story != "" {
		i = slices.IndexFunc(r.res.Doc.Stories, func(s page.Story) bool { return s.ID == f.Story })
		if i >= 0 {
			i = r.res.Doc.Stories[i].Page
		}
	}
	return i
}

// sheetNotes are the findings about a page, where they are asked for, and what changed on
// it since an earlier round.
func (r *proofreader) sheetNotes(i int) (out []proof.Note) {
	if r.layers&proof.Notes != 0 {
		out = r.notes(func(f source.Finding) bool { return r.on(f) == i })
	}
	if r.since != nil {
		out = append(out, r.since.Notes(r.res.Doc.Pages[i].Number)...)
	}
	return out
}

// storyNotes are those about a story. On a galley its lines stand elsewhere than on the page.
func (r *proofreader) storyNotes(id string) (out []proof.Note) {
	if r.layers&proof.Notes != 0 {
		out = r.notes(func(f source.Finding) bool { return f.Story == id })
	}
	if r.since != nil {
		for _, n := range r.since.Notes(0) {
			if n.Story == id {
				n.Lines = nil
				out = append(out, n)
			}
		}
	}
	return out
}

// notes are the findings that a proof shows.
func (r *proofreader) notes(of func(source.Finding) bool) []proof.Note {
	var out []proof.Note
	for _, f := range r.findings {
		if !of(f) {
			continue
		}
		out = append(out, proof.Note{
			Level: proof.Level(f.Severity), Code: f.Code, Text: r.say.Msg(f.Message), Hint: r.say.Msg(f.Hint),
			File: f.Pos.File, Line: int32(f.Pos.Line), Col: int32(f.Pos.Col), Story: f.Story, Slot: f.Slot,
		})
	}
	return out
}

// edPage is the page of the edition that page i of the document was made of; nil where a
// flow template repeats it.
func (r *proofreader) edPage(i int) *editions.Page {
	p := r.res.Doc.Pages[i]
	for _, e := range r.ed.Pages {
		if e.Number == p.Number && e.Template != nil && !e.Template.Flow {
			return e
		}
	}
	return nil
}

// plan says how a page was made up.
func (r *proofreader) plan(i int) *proof.Plan {
	sheets := r.res.Sheets()
	if len(sheets) != len(r.res.Doc.Pages) {
		return nil // a page without a grid
	}
	s := sheets[i]
	p := &proof.Plan{Area: s.Area, Columns: s.Columns, Size: s.Size, First: s.First, Leading: s.Leading, Lines: s.Lines}
	for _, pl := range s.Slots {
		p.Slots = append(p.Slots, r.slot(i, pl))
	}
	return p
}

func (r *proofreader) slot(i int, pl layout.Place) proof.Slot {
	out := proof.Slot{Name: pl.Slot.Name, Frames: pl.Frames}
	if pl.Slot.Kind != editions.StorySlot {
		return out
	}
	out.Story = strings.Join(pl.Stories, " ")
	for _, f := range r.res.Fits {
		if f.Page-1 == i && slices.Contains(pl.Stories, f.Story) && f.Slots[0] == pl.Slot.Name {
			out.Chars += f.Set
			out.Over, out.OverLines = out.Over+f.Over, out.OverLines+f.OverLine
			out.Free, out.FreeLines = f.FreeChar, f.Free
		}
	}
	return out
}

// sign is a page's row on the sheet that signs pages off.
func (r *proofreader) sign(i int) proof.Sign {
	s := proof.Sign{Page: i}
	if e := r.edPage(i); e != nil {
		s.Editor = e.Editor
	}
	for _, st := range r.res.Doc.Stories {
		if st.Page == i {
			s.Stories++
		}
	}
	for _, f := range r.res.Fits {
		if f.Page-1 == i {
			s.Chars += f.Set
		}
	}
	for _, f := range r.findings {
		if r.on(f) != i {
			continue
		}
		switch f.Severity {
		case source.Error:
			s.Errors++
		case source.Warning:
			s.Warnings++
		}
	}
	return s
}
