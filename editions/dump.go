package editions

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// Dump writes an edition as text, a line a thing: what the stories stage of the dump
// command shows, and what tests compare. The same edition gives the same text.
func Dump(w io.Writer, ed *Edition) error {
	d := dumper{bufio.NewWriter(w)}
	d.edition(ed)
	for _, s := range ed.Stories {
		d.story(s)
	}
	return d.w.Flush()
}

// DumpStory writes one story as Dump does.
func DumpStory(w io.Writer, s *Story) error {
	d := dumper{bufio.NewWriter(w)}
	d.story(s)
	return d.w.Flush()
}

// DumpTemplate writes a template: its geometry and slots.
func DumpTemplate(w io.Writer, t *Template) error {
	d := dumper{bufio.NewWriter(w)}
	d.template(t)
	return d.w.Flush()
}

type dumper struct{ w *bufio.Writer }

func (d dumper) line(depth int, format string, args ...any) {
	d.w.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(d.w, format, args...)
	d.w.WriteByte('\n')
}

func (d dumper) edition(ed *Edition) {
	d.line(0, "edition %04d-%02d-%02d issue %d %s", ed.Date.Year, ed.Date.Month, ed.Date.Day, ed.Issue, ed.Path)
	p := ed.Paper
	d.line(0, "paper %q %q code %q lang %s", p.Name, p.NameLatin, p.Code, p.Lang)
	for _, w := range ed.Weather {
		d.line(1, "weather %q", w)
	}
	for _, g := range []Logo{p.Logo, p.Lettering} {
		if g.File != nil {
			d.line(1, "logo %q right %v ink %q", g.File.Path, g.Right, g.Ink)
		}
	}
	d.house(&ed.House)
	d.lists(&p.Lists)
	for _, c := range ed.Corrections {
		d.line(1, "corrected %s %s %q", plainName(c.Story), c.Time.Format(time.RFC3339), c.Note)
	}
	for _, w := range ed.Withdrawn {
		d.line(1, "withdrawn %s %s %q", plainName(w.Story), w.Time.Format(time.RFC3339), w.Note)
	}
	for _, path := range sortedKeys(ed.Images) {
		i := ed.Images[path]
		d.line(0, "image %s %s %dx%d", path, i.Format, i.W, i.H)
	}
	for _, p := range ed.Pages {
		d.line(0, "page %d %q section %q editor %q template %s", p.Number, p.Name, p.Section, p.Editor, p.Template.Name)
		for _, place := range p.Placed {
			d.line(1, "%s: %s", place.Slot, strings.Join(place.Stories, " "))
		}
	}
}

func (d dumper) house(h *House) {
	for _, r := range h.Rules {
		severity := r.Severity.String()
		if r.Off {
			severity = "off"
		}
		d.line(1, "rule %s %s", r.Code, severity)
	}
	for _, e := range h.Exceptions {
		d.line(1, "exception %s story %q page %d slot %q quote %q reason %q", e.Code, e.Story, e.Page, e.Slot, e.Quote, e.Reason)
	}
}

func (d dumper) lists(l *Lists) {
	for _, list := range []struct {
		name  string
		words []Listed
	}{{"name", l.Names}, {"word", l.Words}, {"forbidden", l.Forbidden}} {
		for _, w := range list.words {
			d.line(1, "%s %s %q group %d at %s", list.name, w.Word, w.More, w.Group, w.Pos)
		}
	}
}

func (d dumper) story(s *Story) {
	d.line(0, "story %s %s rank %d", plainName(s.ID), plainName(s.File.Name), s.Rank)
	for _, f := range []struct{ name, val string }{{"genre", s.Genre}, {"language", s.Lang}, {"group", s.Group}, {"section", s.Section}, {"slot", s.Slot}, {"jump-slot", s.JumpSlot}} {
		if f.val != "" {
			d.line(1, "%s %s", f.name, f.val)
		}
	}
	if s.ByGroup {
		d.line(1, "by-line of the group")
	}
	if s.Page != 0 || s.JumpPage != 0 || s.JumpName != "" {
		d.line(1, "page %d jump %d%s", s.Page, s.JumpPage, s.JumpName)
	}
	d.text(1, "label", s.Label)
	d.texts(1, "kicker", s.Kicker)
	d.texts(1, "headline", s.Headline)
	d.texts(1, "deck", s.Deck)
	d.text(1, "byline", s.Byline)
	for _, b := range s.Blocks { // what holds the texts is dumped too
		d.block(b)
	}
}

func (d dumper) texts(depth int, name string, texts []Text) {
	for _, t := range texts {
		d.text(depth, name, t)
	}
}

// text writes a text: a run on the same line, more on a line each.
func (d dumper) text(depth int, name string, t Text) {
	switch len(t.Runs) {
	case 0:
	case 1:
		d.line(depth, "%s %s", name, t.Runs[0].describe())
	default:
		d.line(depth, "%s %s", name, span(t.Span))
		for _, r := range t.Runs {
			d.line(depth+1, "%s", r.describe())
		}
	}
}

func span(s source.Span) string { return fmt.Sprintf("%d-%d", s.Start, s.End) }

// describe writes a run: place, = when verbatim or ~ when not, text and appearance.
func (r Run) describe() string {
	sign := "~"
	if r.Verbatim {
		sign = "="
	}
	out := fmt.Sprintf("%s %s %q", span(r.Span), sign, r.Text)
	for _, name := range r.Marks.Names() {
		out += " " + name
	}
	if r.Tint != "" {
		out += fmt.Sprintf(" tint %q", r.Tint)
	}
	if r.Joined {
		out += " joined"
	}
	if r.Link != "" {
		out += fmt.Sprintf(" link %q", r.Link)
	}
	if r.Ruby != "" {
		out += fmt.Sprintf(" ruby %q", r.Ruby)
	}
	return out
}

// block writes a block with what holds its texts, which Parts does not tell.
func (d dumper) block(b Block) {
	switch b := b.(type) {
	case *Paragraph:
		name := b.Kind.String()
		if b.Level != 0 {
			name += fmt.Sprintf(" level %d", b.Level)
		}
		if b.Cap != 0 {
			name += fmt.Sprintf(" cap %d", b.Cap)
		}
		if b.Set != "" {
			name += fmt.Sprintf(" set %q", string(b.Set))
		}
		d.text(1, name, b.Text)
	case *List:
		d.line(1, "list %s", span(b.Span))
		for _, it := range b.Items {
			d.text(2+it.Level, fmt.Sprintf("item %q", it.Marker), it.Text)
		}
	case *Table:
		d.line(1, "table %s head %d align %v%s", span(b.Span), b.Head, b.Align, b.words())
		d.text(2, "caption", b.Caption)
		for i, row := range b.Rows {
			d.line(2, "row %d%s", i+1, b.joined(i))
			d.texts(3, "cell", row)
		}
	case *Picture:
		d.line(1, "picture %s %q alt %q columns %d", span(b.Span), b.Path, b.Alt, b.Width)
		if b.Group != nil {
			d.line(2, "%d of %d in a group", slices.Index(b.Group.Pictures, b)+1, len(b.Group.Pictures))
		}
		if b.Mourning || b.Formula {
			d.line(2, "picture%s%s", ifOn(b.Mourning, " in a black frame"), ifOn(b.Formula, " of a formula"))
		}
		if b.At != "" || b.CaptionAt != CaptionUnsaid || b.Whole {
			d.line(2, "at %q caption %s%s", b.At, b.CaptionAt, ifOn(b.Whole, " whole"))
		}
		d.text(2, "caption", b.Caption)
		d.text(2, "credit", b.Credit)
		if b.Ink != "" {
			d.line(2, "ink %q", b.Ink)
		}
	default:
		for p := range PartsOf(b) {
			d.text(1, string(p.Role), p.Printed())
		}
	}
}

func (d dumper) template(t *Template) {
	d.line(0, "template %s %s x %s mm bleed %s flow %v", t.Name, millimetres(t.Width), millimetres(t.Height), millimetres(t.Bleed), t.Flow)
	d.line(1, "%d columns of %d, gap %s mm, %d lines, body %s on %s mm, row gap %d", t.Columns, t.Chars, millimetres(t.Gap), t.Lines, millimetres(t.Size), millimetres(t.Leading), t.RowGap)
	if t.Fold > 0 {
		d.line(1, "spread: %d columns, gutter %s mm", t.Fold, millimetres(t.Gutter))
	}
	m := t.Margins
	d.line(1, "margins %s %s %s %s mm%s", millimetres(m.Top), millimetres(m.Bottom), millimetres(m.Left), millimetres(m.Right), ifOn(t.Facing, " facing"))
	for _, s := range t.Slots {
		d.slot(s)
	}
}

func (d dumper) frame(depth int, what string, f Frame) {
	if f.Rect.Empty() {
		d.line(depth, "%s columns %d+%d lines %d+%d", what, f.Col, f.Cols, f.Line, f.Lines)
		return
	}
	d.line(depth, "%s at %s,%s %s x %s mm", what, millimetres(f.Rect.X), millimetres(f.Rect.Y), millimetres(f.Rect.W), millimetres(f.Rect.H))
}

func (d dumper) slot(s *Slot) {
	d.line(1, "slot %s %s columns %d between %d style %q%s%s%s", s.Name, kindWords[s.Kind].en, s.Columns, s.Between, string(s.Style), ifOn(s.Upright, " vertical"), ifOn(s.Rule, " rule"), ifOn(s.Flow, " flow"))
	for _, f := range s.Frames {
		d.frame(2, "frame", f)
		for _, a := range f.Areas()[:len(f.Parts)] {
			d.frame(3, "part", a)
		}
	}
	if s.Within != "" || s.Label != "" {
		d.line(2, "within %q label %q", s.Within, s.Label)
	}
	plain := newSlot("", &value{file: source.NewFile("", nil)})
	h := s.Head
	h.Boxed = false // as the box says
	if h != plain.Head {
		d.line(2, "head span %d size %s max %s%s lines %d align %s%s%s chars %d", h.Span, measure(h.Size), measure(h.Max), ifOn(h.Rows > 0, fmt.Sprintf(" rows %d", h.Rows)), h.Lines, alignWords[h.Align].en, ifOn(h.Vertical, " vertical"), ifOn(h.Right, " right"), h.Chars)
		if h.Bar() {
			d.line(3, "bar %q%s", h.Tint, ifOn(h.Reverse, " reversed"))
		}
		if h.Font != "" {
			d.line(3, "font %s", h.Font)
		}
	}
	if p := s.Picture; p != plain.Picture {
		d.line(2, "picture columns %d at %s lines %d", p.Columns, p.At, p.Lines)
		if p.Captions != CaptionUnsaid || p.Whole {
			d.line(3, "caption %s%s", p.Captions, ifOn(p.Whole, " whole"))
		}
	}
	if b := s.Box; b != (Box{}) {
		d.line(2, "box %s mm color %q tint %q", millimetres(b.Width), b.Color, b.Tint)
		if b.Border != PlainLine {
			d.line(3, "border %s depth %s mm", borderWords[b.Border].en, millimetres(b.Depth))
		}
	}
}

func measure(m unit.Measure) string {
	if m.IsZero() {
		return "-"
	}
	return fmt.Sprintf("%d.%03d%s", m.Amount/1000, m.Amount%1000, m.Unit)
}

func ifOn(on bool, name string) string {
	if on {
		return name
	}
	return ""
}

// plainName is a name as a dump has it: quoted where it holds what a terminal would obey.
func plainName(s string) string {
	if strings.ContainsFunc(s, unicode.IsControl) {
		return strconv.Quote(s)
	}
	return s
}
