package intake

import (
	"fmt"
	"strings"
)

// Dump shows the pieces of a copy and what it left out, for tests: a line a piece, with its
// kind, look and text.
func (c *Copy) Dump() string {
	var b strings.Builder
	for _, p := range c.Pieces {
		p.dump(&b)
	}
	for _, k := range c.Comments {
		fmt.Fprintf(&b, "comment by %s %s: %s | on %q\n", k.By, k.At, TextOf(k.Runs), c.tape.String()[k.From:k.To])
	}
	for _, f := range c.Offered {
		fmt.Fprintf(&b, "offered %s %d bytes\n", f.Name, len(f.Data))
	}
	for _, o := range c.Left {
		fmt.Fprintf(&b, "left %s: %q\n", o.Reason.Key, o.Text)
	}
	for _, f := range c.Found {
		fmt.Fprintf(&b, "%s %s %s\n", f.Severity, f.Code, f.Message)
	}
	return b.String()
}

func (p Piece) dump(b *strings.Builder) {
	b.WriteString([...]string{"para", "item", "table", "picture", "note"}[p.Kind])
	say := func(on bool, format string, args ...any) {
		if on {
			b.WriteByte(' ')
			fmt.Fprintf(b, format, args...)
		}
	}
	say(p.Role != Unknown, "%s", p.Role)
	say(p.Meta, "meta")
	say(p.Align == Center, "centre")
	say(p.Align == End, "right")
	say(p.Indent, "indent")
	say(p.Style != "", "style=%s", p.Style)
	say(p.Level > 0, "level=%d", p.Level)
	say(p.Framed, "framed")
	say(p.Note != "", "note=%s", p.Note)
	if p.List != nil {
		say(true, "%d %q", p.List.Level, p.List.Marker)
	}
	if p.Pic != nil {
		say(true, "%s %d bytes ref=%s alt=%q caption=%q credit=%q crop=%v", p.Pic.Name, len(p.Pic.Data), p.Pic.Ref, TextOf(p.Pic.Alt), TextOf(p.Pic.Caption), TextOf(p.Pic.Credit), p.Pic.Crop)
	}
	b.WriteString(": ")
	dumpRuns(b, p.Runs)
	b.WriteByte('\n')
	for i, row := range p.Rows {
		b.WriteString(map[bool]string{true: "  head", false: "  row"}[i < p.Head])
		for _, cell := range row {
			b.WriteString(" | ")
			dumpRuns(b, cell.Runs)
			say(cell.ColSpan > 1, "cols=%d", cell.ColSpan)
			say(cell.RowSpan > 1, "rows=%d", cell.RowSpan)
		}
		b.WriteByte('\n')
	}
}

func dumpRuns(b *strings.Builder, runs []Run) {
	for _, r := range runs {
		marks := r.marks()
		text := strings.ReplaceAll(r.Text, "\n", "⏎")
		if marks == "" {
			b.WriteString(text)
			continue
		}
		fmt.Fprintf(b, "[%s]{%s}", text, marks)
	}
}

// marks says how a run looks and what hangs on it.
func (r Run) marks() string {
	var out []string
	for _, m := range []struct {
		on   bool
		name string
	}{
		{r.Look.Bold, "bold"}, {r.Look.Italic, "italic"}, {r.Look.Underline, "underline"}, {r.Look.Dotted, "dotted"}, {r.Look.Struck, "struck"},
		{r.Look.Super, "super"}, {r.Look.Sub, "sub"}, {r.Look.Hidden, "hidden"}, {r.Look.Size > 0, fmt.Sprintf("%gpt", float64(r.Look.Size)/100)},
		{r.Link != "", "link " + r.Link}, {len(r.Ruby) > 0, "ruby " + TextOf(r.Ruby)}, {r.Note != "", "note " + r.Note},
	} {
		if m.on {
			out = append(out, m.name)
		}
	}
	if r.Change != nil {
		out = append(out, [...]string{"inserted", "deleted", "moved from", "moved to"}[r.Change.Kind]+" by "+r.Change.By)
	}
	return strings.Join(out, ", ")
}
