package cli

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/layout/flow"
	"banxin/layout/makeup"
	"banxin/output/works"

	"github.com/spf13/cobra"
)

// planOptions are the flags of plan.
type planOptions struct {
	paperOptions
	pages   string
	format  string
	suggest bool
	write   bool
}

func newPlan(w *world) *cobra.Command {
	o := &planOptions{}
	t := w.say.T
	c := &cobra.Command{
		Use:     "plan [DIR] [--flags]",
		Short:   t("plan.short"),
		Long:    t("plan.long"),
		Example: t("plan.example"),
		Args:    w.maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.args(args)
			return o.run(c.Context(), w)
		},
	}
	o.flags(w, c)
	c.Flags().StringVar(&o.pages, "pages", "", t("plan.--pages"))
	c.Flags().BoolVar(&o.suggest, "suggest", false, t("plan.--suggest"))
	c.Flags().BoolVar(&o.write, "write", false, t("plan.--write"))
	formatFlag(w, c, &o.format)
	return c
}

func (o *planOptions) run(ctx context.Context, w *world) error {
	if err := choice("--format", o.format, formats); err != nil {
		return err
	}
	if o.write && (!o.suggest || o.dir == "") {
		return words.Fault("write-goes-with-suggest-paper-folder")
	}
	pages, err := pagesOf(o.pages)
	if err != nil {
		return err
	}
	c, err := o.compose(ctx, works.Options{})
	if err != nil {
		return err
	}
	if c.Doc == nil {
		t := w.newText(w.err, false)
		t.Findings(c.Findings)
		if err := t.Flush(); err != nil {
			return err
		}
		return verdict(c.Findings, "error")
	}
	if err := pages.Within(c.Edition); err != nil {
		return words.Fault("pages-flag", err)
	}
	sheets := makeup.Plan(c.Edition, c.Catalog, c.Layout)
	sheets = slices.DeleteFunc(sheets, func(sh makeup.Sheet) bool { return !pages.Has(sh.Number) })
	var suggestions []makeup.Suggestion
	var balance []makeup.Balance
	if o.suggest {
		suggestions = makeup.Suggest(c.Edition, c.Catalog, pages.Has)
		balance = makeup.Balanced(c.Edition, c.Catalog, suggestions, pages.Has)
	}
	if o.write && suits(suggestions) {
		if err := o.insert(c.Edition, suggestions); err != nil {
			return err
		}
	}
	return cmp.Or(o.print(w, c, sheets, suggestions, balance), verdict(c.Unread(), "error"))
}

func (o *planOptions) print(w *world, c *works.Set, sheets []makeup.Sheet, suggestions []makeup.Suggestion, balance []makeup.Balance) error {
	if o.format == "json" {
		return report.JSON(w.out, report.Plan{Schema: 2, Pages: sheets, Suggestions: report.Suggestions(suggestions), Balance: balance})
	}
	t := &planText{w.newText(w.out, false)}
	if o.suggest {
		t.suggestions(c, suggestions, balance, o.write)
	} else {
		for i := range sheets {
			if i > 0 {
				t.WriteByte('\n')
			}
			t.sheet(&sheets[i])
		}
		t.unplaced(c.Findings)
	}
	t.Findings(c.Unread())
	return t.Flush()
}

// planText writes plans for people.
type planText struct{ *report.Text }

func (t *planText) sheet(sh *makeup.Sheet) {
	t.Line("page-template-columns-of-characters-lines", sh.Name, sh.Section, sh.Template, sh.Columns, sh.Chars, sh.Lines)
	t.WriteString(sh.Map())
	var wide string
	for _, s := range sh.Slots {
		wide = report.Wider(wide, s.Name)
	}
	for i := range sh.Slots {
		if sh.Slots[i].Kind == "story" {
			t.slot(&sh.Slots[i], wide)
		}
	}
}

// slot writes a row of the list: capacity, what is set, what is left.
func (t *planText) slot(s *makeup.Slot, wide string) {
	fmt.Fprintf(t, "%s  %s", report.Left(s.Name, wide), t.capacity(s))
	if s.PlainChars > 0 {
		t.WriteString(t.Say.T("without-picture", t.chars(s.PlainChars)))
	}
	if s.Gap != "" {
		t.WriteString(t.Say.T("apart", s.Gap))
	}
	if h := s.Head; h != nil {
		t.WriteString("  " + t.head(h))
	}
	if s.Empty {
		t.WriteString("  " + t.Say.T("empty"))
	}
	if len(s.Stories) == 1 {
		t.entry(s.Stories[0])
		return
	}
	t.WriteByte('\n')
	for _, e := range s.Stories {
		fmt.Fprintf(t, "%s  %s", report.Left("", wide), report.Clip(e.Title, 30))
		t.entry(e)
	}
}

// capacity says the room for text: 正文 612字 3栏×17行×12字.
func (t *planText) capacity(s *makeup.Slot) string {
	if n := s.Columns; n > 1 && s.RoomLines%n == 0 {
		return t.Say.T("text-columns-lines", t.chars(s.RoomChars), n, s.RoomLines/n, s.Measure)
	}
	return t.Say.T("text-lines-in-columns", t.chars(s.RoomChars), s.RoomLines, s.Measure, s.Columns)
}

func (t *planText) chars(n int) string { return t.Say.T("said-chars", fmt.Sprint(n)) }

// head says what the head holds: 标题 1行 ≤ 17字.
func (t *planText) head(h *makeup.Head) string {
	s := t.Say.T("headline-lines-chars", h.Lines, h.Chars, h.Size)
	if h.Used > h.Chars {
		s += t.Say.T("has", h.Used)
	}
	return s
}

func (t *planText) entry(e makeup.Entry) {
	if e.To != "" {
		t.WriteString("  " + t.Say.T("goes-on-in", e.To))
	}
	switch {
	case e.From != "":
		fmt.Fprintf(t, "  %s\n", t.Say.T("goes-on-from", e.From))
	case e.OverChars > 0:
		fmt.Fprintf(t, "  %s  %s\n", t.Say.T("set", t.chars(e.Set)), t.Paint(source.Error, t.Say.T("over-lines", t.chars(e.OverChars), e.OverLines)))
	case e.FreeLines > 0:
		fmt.Fprintf(t, "  %s  %s\n", t.Say.T("set", t.chars(e.Set)), t.Say.T("room-lines", t.chars(e.FreeChars), e.FreeLines))
	default:
		fmt.Fprintf(t, "  %s  %s\n", t.Say.T("set", t.chars(e.Set)), t.Say.T("full"))
	}
	for _, h := range e.Heads {
		for i, w := range h.Ways {
			t.way(w, i == 0)
		}
	}
}

// way writes a way to break a headline: the one that stands after =, others after ?.
func (t *planText) way(w flow.Way, stands bool) {
	mark := "?"
	if stands {
		mark = "="
	}
	said := t.Say.T("of-100", w.Score)
	if w.Parts != "" {
		said += t.Paint(source.Warning, t.Say.T("parts", w.Parts))
	}
	fmt.Fprintf(t, "    %s %s  %s\n", mark, strings.Join(w.Lines, " | "), said)
}

// unplaced lists the stories that stand on no page.
func (t *planText) unplaced(l source.List) {
	first := true
	for _, f := range l {
		if f.Code != "PLAN-UNPLACED" {
			continue
		}
		if first {
			t.WriteByte('\n')
		}
		first = false
		t.Line("story-on-no-page", f.Story)
	}
}
