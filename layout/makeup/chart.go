package makeup

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/layout/unit"

	"golang.org/x/text/width"
)

// A chart is about this wide on a terminal.
const (
	chartWidth = 78
	chartAt    = 3 // lines of the page a row of the chart stands for
)

// Map draws the page as text: its slots as boxes, in each its name, its stories and how
// they fit. Han characters count two columns.
func (sh *Sheet) Map() string {
	c := newChart(sh.template)
	for i := range sh.Slots {
		s := &sh.Slots[i]
		for k, f := range s.slot.Frames {
			c.box(f, s, k == 0)
			for parts, i := f.Areas(), 1; i < len(parts); i++ {
				c.open(s.slot, parts[i-1], parts[i])
			}
		}
	}
	return c.String()
}

// chart is a drawing in characters.
type chart struct {
	t      *editions.Template
	step   int         // columns of the terminal a basic column takes
	rows   map[int]int // line of the page → row of the chart
	stops  []int       // the lines in rows, sorted
	to     map[int]int // lines drawn as a later one
	cells  [][]rune    // 0 after a wide character
	strips [][]uint8   // which lines of the frames go out of a cell
}

// Directions of a frame's line from a cell.
const (
	north = 1 << iota
	east
	south
	west
)

func newChart(t *editions.Template) *chart {
	c := &chart{t: t, step: max(chartWidth/t.Columns, 6), rows: map[int]int{}}
	stops := []int{0, t.Lines + t.RowGap}
	for _, s := range t.Slots {
		for _, f := range areas(s) {
			_, top, _, foot := c.place(s, f)
			stops = append(stops, top, foot)
		}
	}
	slices.Sort(stops)
	c.stops = slices.Compact(stops)
	c.snap()
	row := 0
	for i, l := range c.stops {
		if i > 0 {
			row += max(2, (l-c.stops[i-1]+chartAt/2)/chartAt)
		}
		c.rows[l] = row
	}
	c.cells = make([][]rune, row+1)
	c.strips = make([][]uint8, row+1)
	for i := range c.cells {
		c.cells[i] = []rune(strings.Repeat(" ", c.step*t.Columns+1))
		c.strips[i] = make([]uint8, c.step*t.Columns+1)
	}
	return c
}

// snap draws the white between two frames, a line or two, as one line of the chart.
func (c *chart) snap() {
	c.to = map[int]int{}
	for i := len(c.stops) - 2; i > 0; i-- {
		if next := c.stops[i+1]; next-c.stops[i] <= 2 && c.begins(next) && !c.begins(c.stops[i]) {
			c.to[c.stops[i]] = next
			c.stops = slices.Delete(c.stops, i, i+1)
		}
	}
}

// begins tells whether a frame begins at a line of the page.
func (c *chart) begins(line int) bool {
	return slices.ContainsFunc(c.t.Slots, func(s *editions.Slot) bool {
		return slices.ContainsFunc(areas(s), func(f editions.Frame) bool {
			_, top, _, _ := c.place(s, f)
			return top == line
		})
	})
}

// place is a frame of a slot in columns of the terminal and lines of the page; one by
// position is rounded to them. Slots at the edges of a group share its lines.
func (c *chart) place(s *editions.Slot, f editions.Frame) (left, top, right, foot int) {
	t := c.t
	if f.Rect.Empty() {
		return f.Col * c.step, f.Line, (f.Col + f.Cols) * c.step, f.Line + f.Lines + t.RowGap
	}
	area := t.TypeArea()
	at := func(x, from unit.Length, cells int, whole unit.Length, least, most int) int {
		return min(max(int((x-from).MulDiv(int64(cells), int64(whole))), least), most)
	}
	wide := c.step * t.Columns
	left = at(f.Rect.X, area.X, wide, area.W+t.Gap, 0, wide-4)
	right = at(f.Rect.Right()+t.Gap, area.X, wide, area.W+t.Gap, left+4, wide)
	top = at(f.Rect.Y, area.Y, 1, t.Leading, 0, t.Lines-1)
	foot = at(f.Rect.Bottom(), area.Y, 1, t.Leading, top+1, t.Lines)
	if g := t.Slot(s.Within); g != nil {
		l, _, r, b := c.place(g, g.Frames[0])
		if frame := t.FrameRect(g.Frames[0]); f.Rect.X-frame.X <= 2*t.Size {
			left = l
		}
		if frame := t.FrameRect(g.Frames[0]); frame.Right()-f.Rect.Right() <= 2*t.Size {
			right = r
		}
		if _, end := t.GridLines(g.Frames[0]); end-foot <= 1 {
			foot = b
		}
	}
	return left, top, right, foot
}

// box draws a frame and, in the first of a slot, what it holds.
func (c *chart) box(f editions.Frame, s *Slot, first bool) {
	for _, a := range f.Areas() {
		c.lines(s.slot, a)
	}
	x0, y0, x1, y1 := c.rectangle(s.slot, f)
	if len(f.Parts) > 0 { // in what is the widest at its head
		p := slices.MinFunc(f.Areas(), func(a, b editions.Frame) int { return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(b.Cols, a.Cols)) })
		x0, y0, x1, y1 = c.rectangle(s.slot, p)
	}
	lines := []string{s.Name}
	if first {
		lines = s.says()
	}
	for i, l := range lines[:min(len(lines), y1-y0-1)] {
		c.write(x0+2, y0+1+i, l, x1-x0-3)
	}
}

// rectangle is a frame in cells of the chart.
func (c *chart) rectangle(s *editions.Slot, f editions.Frame) (x0, y0, x1, y1 int) {
	x0, top, x1, foot := c.place(s, f)
	if to, ok := c.to[foot]; ok {
		foot = to
	}
	return x0, c.rows[top], x1, c.rows[foot]
}

// open takes out the lines between two parts of a slot that stand side by side.
func (c *chart) open(s *editions.Slot, left, right editions.Frame) {
	_, a0, x, a1 := c.rectangle(s, left)
	_, b0, _, b1 := c.rectangle(s, right)
	for y := max(a0, b0); y < min(a1, b1); y++ {
		c.strips[y][x] &^= south
		c.strips[y+1][x] &^= north
	}
}

// lines draws the lines round a rectangle.
func (c *chart) lines(s *editions.Slot, f editions.Frame) {
	x0, y0, x1, y1 := c.rectangle(s, f)
	for x := x0; x < x1; x++ {
		for _, y := range []int{y0, y1} {
			c.strips[y][x] |= east
			c.strips[y][x+1] |= west
		}
	}
	for y := y0; y < y1; y++ {
		for _, x := range []int{x0, x1} {
			c.strips[y][x] |= south
			c.strips[y+1][x] |= north
		}
	}
}

// says are the lines that stand in a slot's box, the most telling first.
func (s *Slot) says() []string {
	out := []string{s.Name}
	switch {
	case s.Empty:
		out[0] += fmt.Sprintf(" 空 %d", s.RoomChars)
		if s.PlainChars > 0 {
			out[0] += fmt.Sprintf("—%d", s.PlainChars)
		}
		out[0] += "字"
	case s.Kind == "story":
		out[0] += " " + s.state()
	}
	for _, e := range s.Stories {
		out = append(out, strings.TrimSpace(e.ID+" "+e.Title))
	}
	return out
}

// state is how the slot's stories fit, in a few characters.
func (s *Slot) state() string {
	over, free := 0, 0
	for _, e := range s.Stories {
		over, free = over+e.OverChars, free+e.FreeLines
	}
	switch {
	case over > 0:
		return fmt.Sprintf("超%d字", over)
	case free > 0:
		return fmt.Sprintf("余%d行", free)
	}
	return "满"
}

// write puts text into a row, at most so many columns of it.
func (c *chart) write(x, y int, text string, most int) {
	for _, r := range text {
		n := columnsOf(r)
		if n > most {
			return
		}
		c.cells[y][x] = r
		if n == 2 {
			c.cells[y][x+1] = 0
		}
		x, most = x+n, most-n
	}
}

// columnsOf is how many columns of a terminal a character takes.
func columnsOf(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// corners are the box-drawing characters by the lines that go out of a cell.
var corners = [16]rune{
	0: ' ', north: '│', south: '│', north | south: '│', east: '─', west: '─', east | west: '─',
	east | south: '┌', west | south: '┐', east | north: '└', west | north: '┘',
	north | south | east: '├', north | south | west: '┤', east | west | south: '┬', east | west | north: '┴',
	north | south | east | west: '┼',
}

func (c *chart) String() string {
	var b strings.Builder
	for y, row := range c.cells {
		var line strings.Builder
		for x, r := range row {
			if s := c.strips[y][x]; s != 0 {
				r = corners[s]
			}
			if r != 0 {
				line.WriteRune(r)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteString(c.ruler(y))
		b.WriteByte('\n')
	}
	return b.String()
}

// ruler names the line of the page at which frames begin, at the right of the drawing.
func (c *chart) ruler(y int) string {
	i, ok := slices.BinarySearchFunc(c.stops, y, func(l, y int) int { return cmp.Compare(c.rows[l], y) })
	if !ok || i == len(c.stops)-1 {
		return ""
	}
	return fmt.Sprintf(" %d", c.stops[i]+1)
}
