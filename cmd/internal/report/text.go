// Package report writes what there is to be said of an edition: findings as text, JSON,
// SARIF and for GitHub, differences as text and for a browser.
package report

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

	"banxin/cmd/internal/words"
	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/lint"
	"banxin/output/works"
)

// Text writes what an editor wants to know, in the editor's words.
//
//	t := report.NewText(os.Stdout, words.In(true))
//	t.Findings(list)
//	err := t.Flush()
type Text struct {
	*bufio.Writer
	Say   words.Locale
	Color bool            // severities in colour
	All   bool            // stories that fit, and findings alike, are listed however many they are
	Asked bool            // findings alike are
	hints map[string]bool // said already
}

// fitRows is how many stories that fit are listed before the rest is only counted.
const fitRows = 80

// NewText begins a report. Flush ends it.
func NewText(out io.Writer, say words.Locale) *Text {
	return &Text{Writer: bufio.NewWriterSize(out, 16<<10), Say: say, hints: map[string]bool{}}
}

// Line writes a message and ends the line.
func (t *Text) Line(format string, args ...any) {
	t.WriteString(t.Say.T(format, args...))
	t.WriteByte('\n')
}

// Edition writes the head line and the table of stories.
func (t *Text) Edition(e *Edition) {
	if e.Result == nil {
		return
	}
	d := e.Result.Doc
	name := words.Visible(cmp.Or(d.Meta.Paper, e.Model.Path))
	if d.Meta.Issue > 0 {
		t.Line("issue-pages-stories", name, d.Meta.Date, fmt.Sprint(d.Meta.Issue), len(d.Pages), len(d.Stories))
	} else {
		t.Line("pages-stories", name, d.Meta.Date, len(d.Pages), len(d.Stories))
	}
	t.fits(e.Result)
}

// row is a line of the table: a story in its slots.
type row struct{ slots, id, title, chars, lines, fit string }

func (t *Text) fits(r *layout.Result) {
	rows, wide, hidden := make([][]row, len(r.Doc.Pages)+1), row{}, 0
	for n, f := range r.Fits {
		if n >= fitRows && f.OverChars == 0 && !t.All {
			hidden++
			continue
		}
		one := t.row(f)
		i := max(0, min(f.Page, len(rows)-1))
		rows[i] = append(rows[i], one)
		wide = wide.widen(one)
	}
	for i, on := range rows {
		if len(on) == 0 {
			continue
		}
		t.WriteByte('\n')
		if i > 0 {
			t.Line("page-name-section", words.Visible(r.Doc.Pages[i-1].Name), words.Visible(r.Doc.Pages[i-1].Section))
		}
		for _, s := range on {
			fmt.Fprintf(t, "  %s  %s  %s  %s  %s  %s\n", Left(s.slots, wide.slots), Left(s.id, wide.id), Left(s.title, wide.title),
				Right(s.chars, wide.chars), Right(s.lines, wide.lines), s.fit)
		}
	}
	if hidden > 0 {
		t.Line("stories-more-fit-v-lists-them", hidden)
	}
}

func (t *Text) row(f layout.Fit) row {
	r := row{slots: words.Visible(strings.Join(f.Slots, "→")), id: words.Visible(f.Story), title: Clip(words.Visible(f.Title), 30), chars: t.Say.T("count-chars", f.Chars), lines: fmt.Sprintf("%d/%d", f.Lines, f.RoomLines)}
	switch {
	case f.OverChars > 0:
		r.fit = t.Paint(source.Error, t.Say.T("over-by-chars-lines", f.OverChars, f.OverLines))
	case f.FreeLines > 0:
		r.fit = t.Say.T("room-chars-lines", f.FreeChars, f.FreeLines)
	default:
		r.fit = t.Say.T("fits")
	}
	return r
}

func (a row) widen(b row) row {
	return row{
		slots: Wider(a.slots, b.slots), id: Wider(a.id, b.id), title: Wider(a.title, b.title),
		chars: Wider(a.chars, b.chars), lines: Wider(a.lines, b.lines),
	}
}

// Findings writes the findings and their count, each remedy where it comes first. It
// writes nothing where there are none.
func (t *Text) Findings(list source.List) {
	if len(list) == 0 {
		return
	}
	t.WriteByte('\n')
	folds := t.folds(list)
	for _, f := range list {
		s := shapeOf(f)
		n, folded := folds[s]
		if folded {
			folds[s]++
		}
		if !folded || n < foldTo {
			t.finding(f)
		}
	}
	for _, f := range list {
		s := shapeOf(f)
		if n := folds[s]; n > foldTo {
			t.Line("more-of-kind-banxin-check-only", n-foldTo, f.Code, f.Code)
			delete(folds, s)
		}
	}
	t.WriteByte('\n')
	errs := list.Count(source.Error)
	warns := list.Count(source.Warning) - errs
	t.Line("errors-warnings-notes", errs, warns, len(list)-errs-warns)
}

// Findings that say the same of many places are folded into the first few of them where
// they are more than foldOver. Errors never are.
const foldOver, foldTo = 10, 5

// shape is what findings that say the same have in common.
type shape struct{ code, message string }

func shapeOf(f source.Finding) shape { return shape{f.Code, f.Message.ID} }

// folds returns the shapes to be folded, with the number of findings said: none yet.
func (t *Text) folds(list source.List) map[shape]int {
	count := map[shape]int{}
	for _, f := range list {
		if f.Severity < source.Error && !t.All && !t.Asked {
			count[shapeOf(f)]++
		}
	}
	maps.DeleteFunc(count, func(_ shape, n int) bool { return n <= foldOver })
	for s := range count {
		count[s] = 0
	}
	return count
}

// Rate writes how many errors the text has by the official count, if any.
func (t *Text) Rate(r Rate) {
	if r.Chars > 0 {
		t.Line("errors-in-characters-in-10-000", r.Weight, r.Chars, r.Rate, OfficialRate)
	}
	if r.Form > 0 {
		t.Line("errors-of-form-limit", r.Form, OfficialRate)
	}
}

// Looks writes how the pages look, a line each.
func (t *Text) Looks(pages []lint.PageLook) {
	for i := range pages {
		p := &pages[i]
		t.Line("look-page-of-100-heads-white", p.Name, p.Score, len(p.Heads), p.Least, p.Most, p.Grey)
	}
}

func (t *Text) finding(f source.Finding) {
	if f.Pos.File != "" {
		t.WriteString(words.Visible(f.Pos.String()) + ": ")
	}
	t.WriteString(t.Paint(f.Severity, t.Say.T("colon", t.Say.T(f.Severity.String()))))
	if where := t.where(f); where != "" {
		t.WriteString(t.Say.T("colon", words.Visible(where)))
	}
	fmt.Fprintf(t, "%s [%s]\n", words.Visible(t.Say.Msg(f.Message)), f.Code)
	if hint := t.Say.Msg(f.Hint); hint != "" && !t.hints[hint] {
		t.hints[hint] = true
		t.WriteString("    " + t.Say.T("remedy", words.Visible(hint)) + "\n")
	}
}

// where says page and slot, the slot only where the message does not.
func (t *Text) where(f source.Finding) string {
	if strings.Contains(t.Say.Msg(f.Message), f.Slot) {
		f.Slot = ""
	}
	switch {
	case f.Page > 0 && f.Column > 0 && f.Slot != "":
		return t.Say.T("page-slot-column-line", f.Page, f.Slot, f.Column, f.Line)
	case f.Page > 0 && f.Column > 0:
		return t.Say.T("page-column-line-only", f.Page, f.Column, f.Line)
	case f.Page > 0 && f.Slot != "":
		return t.Say.T("page-slot", f.Page, f.Slot)
	case f.Page > 0:
		return t.Say.T("page-number", f.Page)
	}
	return f.Slot
}

// Files lists what was made.
func (t *Text) Files(dir string, files []works.File) {
	t.WriteByte('\n')
	var wide string
	files = slices.DeleteFunc(slices.Clone(files), func(f works.File) bool { // of a package the way in
		return strings.Contains(f.Name, "/") && path.Base(f.Name) != "index.html"
	})
	for _, f := range files {
		wide = Wider(wide, words.Visible(filepath.Join(dir, f.Name)))
	}
	for _, f := range files {
		fmt.Fprintf(t, "%s  %8s\n", Left(words.Visible(filepath.Join(dir, f.Name)), wide), size(f.Bytes))
	}
}

// Unmade says which outputs asked for are not there, and why.
func (t *Text) Unmade(dir string, all []works.Unmade) {
	for _, u := range all {
		t.Line("not-made", filepath.Join(dir, u.Name), t.Say.Msg(u.Reason))
		if t.All && u.Stack != "" {
			t.WriteString(u.Stack)
		}
	}
}

// Paint gives a severity's colour to s, on a terminal.
func (t *Text) Paint(s source.Severity, text string) string {
	if !t.Color {
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
