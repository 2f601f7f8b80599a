package makeup

import (
	"fmt"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/splice"
)

// Text is a made-up page as files have it: its template, which extends the one the page
// had, and before it, as comments, remarks and the lines for edition.yaml.
func (v Version) Text(number int, name string, remarks ...string) string {
	i := slices.IndexFunc(v.Edition.Pages, func(pg *editions.Page) bool { return pg.Number == number })
	if i < 0 {
		return ""
	}
	pg := v.Edition.Pages[i]
	var b strings.Builder
	for _, r := range remarks {
		fmt.Fprintf(&b, "## %s\n", r)
	}
	fmt.Fprintf(&b, "#   模板: %s\n#   稿件:\n", splice.Scalar(name))
	for _, pl := range pg.Placed {
		fmt.Fprintf(&b, "#     %s: %s\n", splice.Scalar(pl.Slot), splice.List(pl.Stories...))
	}
	t := pg.Template
	rows, gap := drawn(t)
	fmt.Fprintf(&b, "名称: %s\n继承: %s\n行间隔: %d\n版图: |\n", splice.Scalar(name), splice.Scalar(t.Name), gap)
	for _, r := range rows {
		fmt.Fprintf(&b, "  %-3d |", r.lines)
		for c := range t.Columns {
			fmt.Fprintf(&b, " %s", cell(t, c, r.from))
		}
		b.WriteByte('\n')
	}
	b.WriteString("版位:\n")
	for _, s := range t.Slots {
		switch {
		case s.Kind == editions.StorySlot && s.Within == "":
			fmt.Fprintf(&b, "  %s: %s\n", splice.Scalar(s.Name), says(s))
		case s.Kind == editions.GroupSlot && len(madeGroup(t, s)) > 0:
			in := madeGroup(t, s)
			fmt.Fprintf(&b, "  %s:\n    类: 组\n    栏目: %s\n    版图: |\n      %d |", splice.Scalar(s.Name), splice.Scalar(s.Label), t.Inside(s).Lines)
			for _, c := range in {
				b.WriteString(" " + c.Name)
			}
			b.WriteString("\n    版位:\n")
			for _, c := range in {
				fmt.Fprintf(&b, "      %s: %s\n", splice.Scalar(c.Name), says(c))
			}
		}
	}
	return b.String()
}

// madeGroup are the slots of a group that make-up has made, the columns of the gathered briefs.
func madeGroup(t *editions.Template, g *editions.Slot) (in []*editions.Slot) {
	for _, s := range t.Slots {
		if s.Within == g.Name && s.Kind == editions.StorySlot && g.Label == briefsLabel {
			in = append(in, s)
		}
	}
	return in
}

// gridRow is a row of the drawing.
type gridRow struct{ from, lines int }

// drawn divides the page into rows. Where all areas begin and end between the same rows,
// the white between them is the rows' own gap; else blank lines are rows too.
func drawn(t *editions.Template) ([]gridRow, int) {
	gap := max(t.RowGap, 1)
	starts := []int{0}
	stops := []int{0, t.Lines}
	fits := true
	for _, s := range t.Slots {
		for _, f := range areas(s) {
			if f.Rect.Empty() {
				starts = append(starts, f.Line)
				stops = append(stops, f.Line, f.Line+f.Lines)
			}
		}
	}
	starts, stops = distinct(append(starts, t.Lines+gap)), distinct(stops)
	for _, s := range t.Slots {
		for _, f := range areas(s) {
			fits = fits && (!f.Rect.Empty() || slices.Contains(starts, f.Line+f.Lines+gap))
		}
	}
	var rows []gridRow
	for i, at := range starts[1:] {
		rows = append(rows, gridRow{starts[i], at - starts[i] - gap})
		fits = fits && at-starts[i] > gap
	}
	if fits {
		return rows, gap
	}
	rows = rows[:0]
	for i, at := range stops[1:] {
		rows = append(rows, gridRow{stops[i], at - stops[i]})
	}
	return rows, 0
}

func distinct(ns []int) []int {
	slices.Sort(ns)
	return slices.Compact(ns)
}

// cell is the name of the slot at a place, or a dot.
func cell(t *editions.Template, col, line int) string {
	for _, s := range t.Slots {
		for _, f := range areas(s) {
			if f.Rect.Empty() && f.Col <= col && col < f.Col+f.Cols && f.Line <= line && line < f.Line+f.Lines {
				return s.Name
			}
		}
	}
	return "."
}

// places are the words for where a picture stands.
var places = map[string]string{
	"top-right": "右上", "top-left": "左上", "top": "上", "bottom": "下", "bottom-right": "右下", "bottom-left": "左下",
}

// says writes the options of a slot that was made up.
func says(s *editions.Slot) string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if s.Columns > 0 {
		add("栏: %d", s.Columns)
	}
	head := fmt.Sprintf("最大: %dpt, 行: %d", s.Head.Max.Amount/1000, s.Head.Lines)
	if s.Head.Rows > 0 {
		head += fmt.Sprintf(", 折行: %d", s.Head.Rows)
	}
	if s.Head.Vertical {
		head = fmt.Sprintf("竖: 是, 字号: %dpt, 字: %d", s.Head.Size.Amount/1000, s.Head.Chars)
	}
	if s.Head.Span < 0 {
		head += ", 跨: 栏内"
	}
	if s.Head.Font != "" {
		head += ", 字体: " + s.Head.Font
	}
	add("题: {%s}", head)
	if p := s.Picture; p.Columns > 0 {
		pic := fmt.Sprintf("栏: %d, 位: %s", p.Columns, places[p.At])
		if p.Whole {
			pic += ", 裁: 否"
		}
		if p.Lines > 0 {
			pic += fmt.Sprintf(", 行: %d", p.Lines)
		}
		add("图: {%s}", pic)
	}
	if framed(s) {
		box := "线: 0.5pt"
		if s.Box == editions.MourningFrame {
			box = fmt.Sprintf("线: %gpt", s.Box.Width.Float())
		}
		if s.Box.Tint != "" {
			box += ", 底: " + splice.Scalar(s.Box.Tint)
		}
		add("框: {%s}", box)
	}
	if s.Between > 1 {
		add("稿距: %d", s.Between)
	}
	if s.Fit.Setting {
		add("适: {松紧: 是}")
	}
	return "{" + strings.Join(out, ", ") + "}"
}

// areas are the rectangles that a slot covers.
func areas(s *editions.Slot) (out []editions.Frame) {
	for _, f := range s.Frames {
		out = append(out, f.Areas()...)
	}
	return out
}
