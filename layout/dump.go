package layout

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"banxin/editions"
	"banxin/layout/flow"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// DumpPlan writes the plan of each page: its grid, and which story goes into which slot.
func DumpPlan(w io.Writer, res *Result) error {
	b := bufio.NewWriter(w)
	for i, sh := range res.plan.sheets {
		if sh.grid == nil {
			continue
		}
		g := sh.grid
		fmt.Fprintf(b, "page %s %s template %s", res.plan.pageName(flow.PageRef{Index: i}), sh.page.Section, sh.page.Template.Name)
		fmt.Fprintf(b, " area %s columns %d × %s gap %s body %s/%s lines %d\n", rect(g.Area), g.Columns, g.Width, g.Gap, g.Size, g.Leading, g.Lines)
		for _, pl := range sh.placed {
			fmt.Fprintf(b, "  %s: %s\n", pl.slot.Name, strings.Join(pl.ids, " "))
		}
	}
	return b.Flush()
}

// DumpSlots writes the frames of each slot and the text columns in them.
func DumpSlots(w io.Writer, res *Result) error {
	b := bufio.NewWriter(w)
	for i, sh := range res.plan.sheets {
		if sh.grid == nil {
			continue
		}
		fmt.Fprintf(b, "page %s\n", res.plan.pageName(flow.PageRef{Index: i}))
		for _, s := range sh.page.Template.Slots {
			dumpSlot(b, sh.grid, i, s)
		}
	}
	return b.Flush()
}

func dumpSlot(b io.Writer, g *flow.Grid, index int, s *editions.Slot) {
	for _, f := range s.Frames {
		r := flow.NewRegion(flow.PageRef{Index: index}, g, s, f)
		fmt.Fprintf(b, "  %s %s: %s\n", s.Name, rect(r.Rect), r)
	}
}

// DumpLines writes every line of text as it stands on the pages: its place, the block it
// belongs to, its characters.
func DumpLines(w io.Writer, res *Result) error {
	b := bufio.NewWriter(w)
	for _, p := range res.Doc.Pages {
		fmt.Fprintf(b, "page %s\n", p.Name)
		d := lineDumper{w: b}
		d.items(p.Items)
		d.end()
	}
	return b.Flush()
}

// lineDumper joins the runs of one line.
type lineDumper struct {
	w     io.Writer
	open  []string
	label string
	at    unit.Point
	to    unit.Length // where its last run ends
	text  strings.Builder
}

func (d *lineDumper) items(items []page.Item) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Mark:
			d.end()
			if !it.Open {
				d.open = d.open[:len(d.open)-1]
				continue
			}
			d.open = append(d.open, strings.TrimSpace(string(it.Role)+" "+it.ID))
		case *page.Group:
			d.items(it.Items)
		case *page.Text:
			d.run(it)
		}
	}
}

func (d *lineDumper) run(t *page.Text) {
	label := ""
	if len(d.open) > 0 {
		label = d.open[len(d.open)-1]
	}
	if d.text.Len() > 0 && (label != d.label || t.At.Y != d.at.Y || t.At.X < d.at.X || t.At.X > d.to+t.Size*3/4 && label == d.label) {
		d.end()
	}
	if d.text.Len() == 0 {
		d.label, d.at = label, t.At
	}
	d.text.WriteString(t.Src)
	if n := len(t.Glyphs); n > 0 {
		d.to = t.At.X + unit.Length(t.Glyphs[n-1].X) + t.Size
	}
}

func (d *lineDumper) end() {
	if d.text.Len() > 0 {
		fmt.Fprintf(d.w, "  %s,%s %s | %s\n", d.at.X, d.at.Y, d.label, d.text.String())
	}
	d.text.Reset()
}

func rect(r unit.Rect) string { return fmt.Sprintf("%s,%s+%sx%s", r.X, r.Y, r.W, r.H) }
