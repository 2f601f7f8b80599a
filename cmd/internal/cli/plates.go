package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/layout/unit"
	"banxin/output/color"
	"banxin/output/plates"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// platesOptions are the flags of plates.
type platesOptions struct {
	paperOptions
	out    string
	to     []string
	keys   bool
	ppi    int
	limit  int
	icc    string
	zones  int
	zone   string
	since  string
	bound  int
	pages  string
	format string
	failOn string
	quiet  bool

	profile *color.Profile         // of icc or of the printer's file; nil: none is named
	given   func(flag string) bool // tells what is said, and goes before what a press asks for
	press   plates.Zones           // of the press; what is zero is not said
}

// platesTo are the kinds of files that plates writes.
var platesTo = []string{"plates", "tac", "proof", "contact", "keys"}

// defaultInkLimit is the most ink that newsprint takes, in percent.
const defaultInkLimit = 220

// keysPPI is the resolution where zones alone are measured: that of the press's previews.
const keysPPI = 51

func newPlates(w *world) *cobra.Command {
	o := &platesOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "plates FILE.pdf…|DIR [--flags]",
		Short:   t("plates.short"),
		Long:    t("plates.long"),
		Example: t("plates.example"),
		RunE: func(c *cobra.Command, args []string) error {
			o.given = c.Flags().Changed
			if o.keys {
				o.to = []string{"keys"}
			}
			if !c.Flags().Changed("ppi") && slices.Equal(o.to, []string{"keys"}) {
				o.ppi = keysPPI
			}
			if err := idleWithout(c, o.to, "keys", "zones", "zone-width"); err != nil {
				return err
			}
			if c.Flags().Changed("bound") && o.since == "" {
				return words.Fault("flag-does-nothing-without-flag", "bound", "since")
			}
			return o.run(c.Context(), w, args)
		},
	}
	f := c.Flags()
	f.StringVarP(&o.out, "out", "o", "plates", t("--out"))
	f.StringSliceVar(&o.to, "to", platesTo[:4], t("plates.--to"))
	f.BoolVar(&o.keys, "keys", false, t("plates.--keys"))
	f.IntVar(&o.ppi, "ppi", 100, t("plates.--ppi"))
	f.IntVar(&o.limit, "ink-limit", defaultInkLimit, t("plates.--ink-limit"))
	f.StringVar(&o.icc, "icc", "", t("plates.--icc"))
	f.IntVar(&o.zones, "zones", 0, t("plates.--zones"))
	f.StringVar(&o.zone, "zone-width", "32.5mm", t("plates.--zone-width"))
	f.StringVar(&o.since, "since", "", t("plates.--since"))
	f.IntVar(&o.bound, "bound", plates.DefaultBound, t("plates.--bound"))
	f.StringVar(&o.pages, "pages", "", t("plates.--pages"))
	forFlag(w, c, &o.shop)
	formatFlag(w, c, &o.format)
	failOnFlag(w, c, &o.failOn)
	quietFlag(w, c, &o.quiet)
	o.flags(w, c)
	c.ValidArgsFunction = cobra.FixedCompletions([]string{"pdf"}, cobra.ShellCompDirectiveFilterFileExt)
	completeFlag(c, "to", platesTo)
	must(c.MarkFlagFilename("icc", "icc", "icm"))
	must(c.MarkFlagFilename("since", "pdf"))
	return c
}

func (o *platesOptions) check() error {
	var err error
	if o.to, err = someOf("--to", o.to, platesTo); err != nil {
		return err
	}
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	if err := choice("--fail-on", o.failOn, failures); err != nil {
		return err
	}
	for _, n := range []struct {
		flag             string
		value, from, max int
	}{{"--ppi", o.ppi, 10, 2400}, {"--ink-limit", o.limit, 100, 400}, {"--zones", o.zones, 0, 400}, {"--bound", o.bound, 1, 100}} {
		if n.value < n.from || n.value > n.max {
			return words.Fault("not-between", n.flag, n.value, n.from, n.max)
		}
	}
	own := pressOptions{icc: o.icc}
	p, err := own.readICC(editions.Press{})
	if err == nil && p.Data != nil {
		o.profile, err = color.Parse(p.Data)
	}
	return err
}

// zonesOf reads the zones of the press.
func (o *platesOptions) zonesOf() (plates.Zones, error) {
	l, err := unit.Parse(o.zone)
	if err != nil || l < unit.Pt || l > 1000*unit.Pt {
		return plates.Zones{}, words.Fault("zone-width-no-length-from-1-to", o.zone)
	}
	return plates.Zones{Count: o.zones, Width: millimetres(l)}, nil
}

// obey takes what the printer's file asks for.
func (o *platesOptions) obey(w *world) error {
	if o.shop == "" {
		return nil
	}
	p, found, err := loadShop(o.shop)
	if err != nil {
		return err
	}
	if err := w.faults(found); err != nil {
		return err
	}
	if o.profile == nil && p.Data != nil {
		if o.profile, err = color.Parse(p.Data); err != nil {
			return words.Fault("cannot-read-file", p.ICC, err)
		}
	}
	o.asks(&p)
	return nil
}

// asks takes the ink limit and the zones of a press, where no flag says them.
func (o *platesOptions) asks(p *editions.Press) {
	if !o.given("ink-limit") {
		o.limit = cmp.Or(p.InkLimit, o.limit)
	}
	o.press.Count = cmp.Or(p.Zones.Count, o.press.Count)
	o.press.Width = cmp.Or(millimetres(p.Zones.Width), o.press.Width)
}

// zonesOver are the zones that flags say, and else those of the press.
func (o *platesOptions) zonesOver(z plates.Zones) plates.Zones {
	if !o.given("zones") {
		z.Count = cmp.Or(o.press.Count, z.Count)
	}
	if !o.given("zone-width") {
		z.Width = cmp.Or(o.press.Width, z.Width)
	}
	return z
}

func millimetres(l unit.Length) float64 { return math.Round(l.Float()*25.4/72*1000) / 1000 }

// platesSet are the files whose plates are made.
type platesSet struct {
	o     *platesOptions
	w     *world
	zones plates.Zones
	label *plates.Label
	outs  *outputs
	old   *sheets // of --since; nil: none
	date  time.Time
	some  works.Pages
	names map[string]bool
	out   report.Separations
	keyed []plates.PageKeys // of the pages in out, with keys
}

func (o *platesOptions) run(ctx context.Context, w *world, args []string) (err error) {
	if err := o.check(); err != nil {
		return err
	}
	s := &platesSet{o: o, w: w, names: map[string]bool{}, out: report.Separations{Schema: 1, Pages: []report.SeparatedPage{}}}
	if s.zones, err = o.zonesOf(); err != nil {
		return err
	}
	if s.some, err = pagesOf(o.pages); err != nil {
		return err
	}
	if s.date, err = w.sourceDate(); err != nil {
		return err
	}
	if err := o.obey(w); err != nil {
		return err
	}
	now, err := o.sheets(ctx, args)
	if err != nil {
		return err
	}
	if o.since != "" {
		was := *o
		if s.old, err = was.sheets(ctx, []string{o.since}); err != nil {
			return err
		}
		s.out.Bound = o.bound
	}
	s.zones = o.zonesOver(s.zones)
	if s.label, err = labels(); err != nil {
		return err
	}
	if s.outs, err = stageApart(o.out); err != nil {
		return err
	}
	defer s.outs.Abandon()
	if err := s.make(ctx, now); err != nil {
		return err
	}
	if err := s.outs.Commit(); err != nil {
		return err
	}
	return s.say()
}

// make makes the files of all pages.
func (s *platesSet) make(ctx context.Context, now *sheets) error {
	count := len(now.of)
	if s.old != nil {
		count = max(count, len(s.old.of))
	}
	for _, p := range s.some {
		if p.From > count {
			return words.Fault("plates-no-page", p.From, count)
		}
	}
	for i := range count {
		if s.some != nil && !s.some.Has(i+1) {
			continue
		}
		is, err := now.sheet(ctx, i)
		if err != nil {
			return err
		}
		only := map[string]bool(nil) // inks whose plates are written; nil: all
		if s.old != nil {
			was, err := s.old.sheet(ctx, i)
			if err != nil {
				return err
			}
			only = map[string]bool{}
			for _, c := range plates.Compare(was, is, float64(s.o.bound)) {
				only[c.Ink] = true
				c.Page = i + 1
				s.out.Changes = append(s.out.Changes, report.InkChange{File: now.name(i), Change: c})
			}
			if is == nil || len(only) == 0 {
				continue
			}
		}
		if err := s.page(ctx, now, i, is, only); err != nil {
			return err
		}
	}
	if slices.Contains(s.o.to, "keys") && len(s.keyed) > 0 {
		s.out.Inks = plates.Total(s.keyed)
		return s.keyTables(ctx, now)
	}
	return nil
}

func (s *sheets) sheet(ctx context.Context, i int) (*plates.Sheet, error) {
	if i >= len(s.of) {
		return nil, nil
	}
	p := s.of[i]
	sheet, err := s.files[p.file].Sheet(ctx, p.page)
	if errors.Is(err, plates.ErrSize) {
		return nil, words.Fault("page-too-large-plates", s.names[p.file], p.page)
	}
	return sheet, err
}

func (s *sheets) name(i int) string {
	if i >= len(s.of) {
		return ""
	}
	return s.names[s.of[i].file]
}

// base is how the names of a page's files begin.
func (s *sheets) base(i int) string {
	name := filepath.Base(s.name(i))
	return fmt.Sprintf("%s-p%02d", strings.TrimSuffix(name, filepath.Ext(name)), s.of[i].page)
}

// write makes a file of a name that is not taken.
func (s *platesSet) write(ctx context.Context, name string, fill func(io.Writer) error) (string, error) {
	end := filepath.Ext(name)
	stem, free := strings.TrimSuffix(name, end), name
	for n := 2; s.names[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s-%d%s", stem, n, end)
	}
	s.names[strings.ToLower(free)] = true
	return free, s.outs.write(ctx, free, fill)
}

// page makes the files of a page.
func (s *platesSet) page(ctx context.Context, now *sheets, i int, sheet *plates.Sheet, only map[string]bool) error {
	f, base := now.files[now.of[i].file], now.base(i)
	p := report.SeparatedPage{File: now.name(i), Page: now.of[i].page, Width: round1(sheet.MM(sheet.W)), Height: round1(sheet.MM(sheet.H)), Findings: sheet.Findings}
	p.Load = sheet.Load(s.o.limit)
	for k, ink := range sheet.Inks {
		if ink.Spot && !sheet.Used(k) || only != nil && !only[ink.Name] {
			continue
		}
		plate := report.InkPlate{Ink: ink.Name, Spot: ink.Spot, Coverage: round1(sheet.Coverage(k))}
		if slices.Contains(s.o.to, "plates") {
			name, err := s.write(ctx, base+"-"+plates.FileName(ink.Name)+".png", func(w io.Writer) error { return sheet.WritePlate(w, k) })
			if err != nil {
				return err
			}
			plate.File = name
		}
		p.Plates = append(p.Plates, plate)
	}
	for _, kind := range []struct {
		name, end string
		fill      func(io.Writer) error
	}{
		{"tac", "-TAC.png", func(w io.Writer) error { return sheet.WriteLoad(w, p.Load, s.label) }},
		{"proof", "-proof.png", func(w io.Writer) error { return f.WriteProof(w, sheet) }},
		{"contact", "-contact.png", func(w io.Writer) error { return f.WriteContact(w, sheet, p.Load, s.label) }},
	} {
		if !slices.Contains(s.o.to, kind.name) {
			continue
		}
		if _, err := s.write(ctx, base+kind.end, kind.fill); err != nil {
			return err
		}
	}
	if slices.Contains(s.o.to, "keys") {
		if err := s.keys(ctx, base, sheet, &p); err != nil {
			return err
		}
	}
	s.out.Pages = append(s.out.Pages, p)
	return nil
}

// keys makes the files of a page's zones.
func (s *platesSet) keys(ctx context.Context, base string, sheet *plates.Sheet, p *report.SeparatedPage) error {
	k := sheet.Keys(s.zones)
	p.Keys = &k
	s.keyed = append(s.keyed, k)
	if _, err := s.write(ctx, base+"-keys.png", func(w io.Writer) error { return plates.WriteBars(w, sheet, k, s.label) }); err != nil {
		return err
	}
	job := plates.Job{Name: strings.TrimSuffix(filepath.Base(p.File), filepath.Ext(p.File)), Sheet: base, Created: s.date, Maker: works.Generator}
	_, err := s.write(ctx, base+".ppf", func(w io.Writer) error { return plates.WritePPF(w, sheet, job) })
	return err
}

// keyTables makes the files of all pages' zones.
func (s *platesSet) keyTables(ctx context.Context, now *sheets) error {
	name := filepath.Base(now.name(0))
	name = strings.TrimSuffix(name, filepath.Ext(name)) + "-keys"
	if _, err := s.write(ctx, name+".csv", func(w io.Writer) error { return plates.WriteCSV(w, s.keyed) }); err != nil {
		return err
	}
	_, err := s.write(ctx, name+".json", func(w io.Writer) error {
		return report.JSON(w, report.InkKeys{Schema: 1, Pages: s.keyed, Inks: s.out.Inks})
	})
	return err
}
