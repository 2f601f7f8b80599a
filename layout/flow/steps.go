package flow

import (
	"slices"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// A slot that is no rectangle (曲尺形) is a region as wide and high as it is at most, whose
// columns have lines of their own: none stands in a neighbour's cells. Text runs down each
// column as far as its cells go, from the left to the right. The head stands over the widest part
// at the top; where columns that begin lower lie left of it, the text fills the upper part first,
// from the head on, and then the lower one from the left.

// step is the lines of a column: from top, before foot.
type step struct{ top, foot int }

// head is the first line of a column, foot the one after its last.
func (r *Region) head(c int) int {
	if r.steps == nil {
		return r.top
	}
	return r.steps[c].top
}

func (r *Region) foot(c int) int {
	if r.steps == nil {
		return r.end
	}
	return r.steps[c].foot
}

// has tells whether a line of a column is the slot's.
func (r *Region) has(c, l int) bool {
	return r.steps == nil || r.steps[c].top <= l && l < r.steps[c].foot
}

// floor is the line before which all of some columns go on.
func (r *Region) floor(c0, c1 int) int {
	end := r.end
	for c := c0; c < c1; c++ {
		end = min(end, r.foot(c))
	}
	return end
}

// widest are the columns side by side that have a line: the most of them, and the first of as
// many; all where none has it.
func (r *Region) widest(line int) (from, to int) {
	for c := 0; c < len(r.cols); c++ {
		start := c
		for c < len(r.cols) && r.has(c, line) {
			c++
		}
		if c-start > to-from {
			from, to = start, c
		}
	}
	if from == to {
		return 0, len(r.cols)
	}
	return from, to
}

// stepped divides the parts of a region into columns, less the white inside its box: as many as
// the slot asks for, shared out by the parts' widths, one each at least.
// A step so falls between two columns, never inside one.
func (r *Region) stepped(chars, lines int) {
	parts := r.frame.Areas()
	n := r.Slot.Columns
	if n == 0 || r.Slot.Mode == editions.Auto {
		n = r.span
	}
	pad := unit.Length(chars) * r.Grid.Size
	taken, before := 0, 0
	for i, p := range parts {
		before += p.Cols
		k := max(min((n*before+r.span/2)/r.span, n-len(parts)+i+1)-taken, 1)
		taken += k
		in := r.Grid.FrameRect(p)
		if i == 0 || contains(p, parts[i-1]) {
			in.X, in.W = in.X+pad, in.W-pad
		}
		if i == len(parts)-1 || contains(p, parts[i+1]) {
			in.W -= pad
		}
		top, end := r.Grid.template.GridLines(p)
		for _, c := range r.divided(in, k) {
			r.cols = append(r.cols, c)
			r.steps = append(r.steps, step{top + lines, max(end-lines, top+lines)})
		}
	}
	from, _ := r.widest(r.top)
	for c := range from {
		if at := r.head(c); at > r.top {
			r.restarts = append(r.restarts, at)
		}
	}
	slices.Sort(r.restarts)
	r.restarts = slices.Compact(r.restarts)
}

// contains tells whether a part has all lines of the one beside it, and more.
func contains(a, b editions.Frame) bool {
	if !a.Rect.Empty() {
		return a.Rect.Y <= b.Rect.Y && b.Rect.Bottom() <= a.Rect.Bottom() && a.Rect.H > b.Rect.H
	}
	return a.Line <= b.Line && b.Line+b.Lines <= a.Line+a.Lines && a.Lines > b.Lines
}

// areas are the rectangles that a region covers.
func (r *Region) areas() (out []unit.Rect) {
	if r.steps == nil {
		return []unit.Rect{r.Rect}
	}
	for _, p := range r.frame.Areas() {
		out = append(out, r.Grid.FrameRect(p))
	}
	return out
}

// outline draws the tint and frame of a box round a region's parts: what lies between two of
// them belongs to the one that is higher.
func (r *Region) outline(pal *Palette) page.Item {
	in := r.areas()
	for i := range in {
		in[i] = framed(r.Grid, in[i])
	}
	for i := 1; i < len(in); i++ {
		gap := in[i].X - in[i-1].Right()
		if in[i].H > in[i-1].H {
			in[i-1].W += gap
		} else {
			in[i].X, in[i].W = in[i].X-gap, in[i].W+gap
		}
	}
	var points []unit.Point
	for _, p := range in {
		points = append(points, unit.Point{X: p.X, Y: p.Y}, unit.Point{X: p.Right(), Y: p.Y})
	}
	for i := len(in) - 1; i >= 0; i-- {
		points = append(points, unit.Point{X: in[i].Right(), Y: in[i].Bottom()}, unit.Point{X: in[i].X, Y: in[i].Bottom()})
	}
	path := &page.Path{Fill: pal.tint(r.Slot.Box.Tint)}
	if r.Slot.Box.Width > 0 {
		c := pal.Color(r.Slot.Box.Color)
		path.Stroke, path.Width = &c, r.Slot.Box.Width
	}
	for i, p := range points {
		if i > 0 && p == points[i-1] {
			continue
		}
		op := page.LineTo
		if i == 0 {
			op = page.MoveTo
		}
		path.Segs = append(path.Segs, page.Seg{Op: op, P: [3]unit.Point{p}})
	}
	path.Segs = append(path.Segs, page.Seg{Op: page.Close})
	return path
}
