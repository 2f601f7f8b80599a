package cli

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"banxin/editions/source"
	"banxin/layout"

	"golang.org/x/text/width"
)

// textReport writes what an editor wants to know, in the editor's words.
type textReport struct {
	*bufio.Writer
	say   locale
	color bool            // severities in colour
	all   bool            // stories that fit, and findings alike, are listed however many they are
	asked bool            // findings alike are
	hints map[string]bool // said already
}

// fitRows is how many stories that fit are listed before the rest is only counted.
const fitRows = 80

func (w *world) newText(out io.Writer, all bool) *textReport {
	return &textReport{
		Writer: bufio.NewWriterSize(out, 16<<10), say: w.say, all: all, hints: map[string]bool{},
		color: w.env("NO_COLOR") == "" && w.env("TERM") != "dumb" && isTerminal(out),
	}
}

func (t *textReport) line(format string, args ...any) {
	t.WriteString(t.say.t(format, args...))
	t.WriteByte('\n')
}

// edition writes the head line and the table of stories.
func (t *textReport) edition(c *composed) {
	if c.res == nil {
		return
	}
	d := c.res.Doc
	name := cmp.Or(d.Meta.Paper, c.ed.Path)
	if d.Meta.Issue > 0 {
		t.line("%s %s, issue %s: %d pages, %d stories", name, d.Meta.Date, fmt.Sprint(d.Meta.Issue), len(d.Pages), len(d.Stories))
	} else {
		t.line("%s %s: %d pages, %d stories", name, d.Meta.Date, len(d.Pages), len(d.Stories))
	}
	t.fits(c)
}

// row is a line of the table: a story in its slots.
type row struct{ slots, id, title, chars, lines, fit string }

func (t *textReport) fits(c *composed) {
	rows, wide, hidden := make([][]row, len(c.res.Doc.Pages)+1), row{}, 0
	for n, f := range c.res.Fits {
		if n >= fitRows && f.Over == 0 && !t.all {
			hidden++
			continue
		}
		r := t.row(f)
		i := max(0, min(f.Page, len(rows)-1))
		rows[i] = append(rows[i], r)
		wide = wide.widen(r)
	}
	for i, on := range rows {
		if len(on) == 0 {
			continue
		}
		t.WriteByte('\n')
		if i > 0 {
			t.line("page %s %s", c.res.Doc.Pages[i-1].Name, c.res.Doc.Pages[i-1].Section)
		}
		for _, r := range on {
			fmt.Fprintf(t, "  %s  %s  %s  %s  %s  %s\n", left(r.slots, wide.slots), left(r.id, wide.id), left(r.title, wide.title),
				right(r.chars, wide.chars), right(r.lines, wide.lines), r.fit)
		}
	}
	if hidden > 0 {
		t.line("and %d stories more that fit; -v lists them", hidden)
	}
}

func (t *textReport) row(f layout.Fit) row {
	r := row{slots: strings.Join(f.Slots, "→"), id: f.Story, title: clip(f.Title, 30), chars: t.say.t("%d chars", f.Chars), lines: fmt.Sprintf("%d/%d", f.Lines, f.Room)}
	switch {
	case f.Over > 0:
		r.fit = t.paint(source.Error, t.say.t("over by %d chars (%d lines)", f.Over, f.OverLine))
	case f.Free > 0:
		r.fit = t.say.t("room for %d chars (%d lines)", f.FreeChar, f.Free)
	default:
		r.fit = t.say.t("fits")
	}
	return r
}

func (a row) widen(b row) row {
	return row{
		slots: wider(a.slots, b.slots), id: wider(a.id, b.id), title: wider(a.title, b.title),
		chars: wider(a.chars, b.chars), lines: wider(a.lines, b.lines),
	}
}

// findings writes the findings and their count, each remedy where it comes first. It
// writes nothing where there are none.
func (t *textReport) findings(c *composed) {
	if len(c.findings) == 0 {
		return
	}
	t.WriteByte('\n')
	folds := t.folds(c.findings)
	for _, f := range c.findings {
		s := shapeOf(f)
		n, folded := folds[s]
		if folded {
			folds[s]++
		}
		if !folded || n < foldTo {
			t.finding(f)
		}
	}
	for _, f := range c.findings {
		s := shapeOf(f)
		if n := folds[s]; n > foldTo {
			t.line("… and %d more of this kind [%s]; banxin check --only %s lists them", n-foldTo, f.Code, f.Code)
			delete(folds, s)
		}
	}
	t.WriteByte('\n')
	errs := c.findings.Count(source.Error)
	warns := c.findings.Count(source.Warning) - errs
	t.line("%d errors, %d warnings, %d notes", errs, warns, len(c.findings)-errs-warns)
}

// Findings that say the same of many places are folded into the first few of them where
// they are more than foldOver. Errors never are.
const foldOver, foldTo = 10, 5

// shape is what findings that say the same have in common.
type shape struct{ code, format string }

func shapeOf(f source.Finding) shape { return shape{f.Code, f.Message.Format} }

// folds returns the shapes to be folded, with the number of findings said: none yet.
func (t *textReport) folds(list source.List) map[shape]int {
	count := map[shape]int{}
	for _, f := range list {
		if f.Severity < source.Error && !t.all && !t.asked {
			count[shapeOf(f)]++
		}
	}
	maps.DeleteFunc(count, func(_ shape, n int) bool { return n <= foldOver })
	for s := range count {
		count[s] = 0
	}
	return count
}

// rate writes how many errors the text has by the official count, if any.
func (t *textReport) rate(r errorRate) {
	if r.Chars > 0 {
		t.line("errors %.1f in %d characters, %.2f in 10,000, limit %d", r.Weight, r.Chars, r.Rate, officialRate)
	}
	if r.Form > 0 {
		t.line("errors of form %.1f, limit %d", r.Form, officialRate)
	}
}

func (t *textReport) finding(f source.Finding) {
	if f.Pos.File != "" {
		t.WriteString(f.Pos.String() + ": ")
	}
	t.WriteString(t.say.t("%s: ", t.paint(f.Severity, t.say.t(f.Severity.String()))))
	if where := t.where(f); where != "" {
		t.WriteString(t.say.t("%s: ", where))
	}
	fmt.Fprintf(t, "%s [%s]\n", t.say.msg(f.Message), f.Code)
	if hint := t.say.msg(f.Hint); hint != "" && !t.hints[hint] {
		t.hints[hint] = true
		t.WriteString("    " + t.say.t("remedy: %s", hint) + "\n")
	}
}

// where says page and slot, the slot only where the message does not.
func (t *textReport) where(f source.Finding) string {
	if strings.Contains(t.say.msg(f.Message), f.Slot) {
		f.Slot = ""
	}
	switch {
	case f.Page > 0 && f.Column > 0 && f.Slot != "":
		return t.say.t("page %d %s column %d line %d", f.Page, f.Slot, f.Column, f.Line)
	case f.Page > 0 && f.Column > 0:
		return t.say.t("page %d column %d line %d", f.Page, f.Column, f.Line)
	case f.Page > 0 && f.Slot != "":
		return t.say.t("page %d %s", f.Page, f.Slot)
	case f.Page > 0:
		return t.say.t("page %d", f.Page)
	}
	return f.Slot
}

// files lists what was made.
func (t *textReport) files(dir string, files []outputFile) {
	t.WriteByte('\n')
	var wide string
	files = slices.DeleteFunc(slices.Clone(files), func(f outputFile) bool { // of a package the way in
		return strings.Contains(f.Name, "/") && path.Base(f.Name) != "index.html"
	})
	for _, f := range files {
		wide = wider(wide, filepath.Join(dir, f.Name))
	}
	for _, f := range files {
		fmt.Fprintf(t, "%s  %8s\n", left(filepath.Join(dir, f.Name), wide), size(f.Bytes))
	}
}

// paint gives a severity's colour to s, on a terminal.
func (t *textReport) paint(s source.Severity, text string) string {
	if !t.color {
		return text
	}
	return [...]string{"\x1b[36m", "\x1b[33m", "\x1b[1;31m"}[s] + text + "\x1b[0m"
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%d B", n)
	case n < 10_000_000:
		return fmt.Sprintf("%d KB", (n+500)/1000)
	default:
		return fmt.Sprintf("%d MB", (n+500_000)/1_000_000)
	}
}

// columns returns how many columns of a terminal s takes: two a Han character.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// clip cuts s to at most n columns.
func clip(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	for i, r := range s {
		if n -= runeColumns(r); n < 1 {
			return s[:i] + "…"
		}
	}
	return s
}

func wider(a, b string) string { return slices.MaxFunc([]string{a, b}, byColumns) }

func byColumns(a, b string) int { return cmp.Compare(columns(a), columns(b)) }

func left(s, as string) string  { return s + strings.Repeat(" ", columns(as)-columns(s)) }
func right(s, as string) string { return strings.Repeat(" ", columns(as)-columns(s)) + s }
