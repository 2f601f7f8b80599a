package flow

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/layout/unit"
)

// PageRef names a page before pages are numbered: page Index of the edition, and for a
// flow template its repetition.
type PageRef struct{ Index, Repeat int }

// Region is one frame of a slot on a page, with the columns its text runs in. It does not
// change once it is made.
type Region struct {
	Page     PageRef
	Grid     *Grid
	Slot     *editions.Slot
	Rect     unit.Rect // the frame: what a box is drawn round
	frame    editions.Frame
	span     int       // basic columns it covers; at least 1
	inside   unit.Rect // where its text can stand
	cols     []column
	top      int       // first grid line for text
	end      int       // grid line after the last
	steps    []step    // its columns one by one, where the slot is no rectangle; see steps.go
	restarts []int     // lines at which its text begins anew at the left
	taken    obstacles // when its stories are set: where text kept out of

	framesItself bool // it is a list of headlines that has rules or frames of its own
}

// upright tells whether the region's text is vertical (竖排). Its columns then lie one
// under the other, and its lines count from the right: a column's x and w are the y of its
// upper edge and its height, and line 0 stands at the right edge.
func (r *Region) upright() bool { return r.Slot.Upright }

// hole is a part of a region that text keeps out of: columns c0 ≤ c < c1, lines l0 ≤ l < l1.
type hole struct{ c0, c1, l0, l1 int }

func (h hole) empty() bool { return h.c0 >= h.c1 || h.l0 >= h.l1 }

// lines is how many line slots of its region it takes.
func (h hole) lines() int {
	if h.empty() {
		return 0
	}
	return (h.c1 - h.c0) * (h.l1 - h.l0)
}

// obstacles are what text keeps out of in a region: heads and figures.
type obstacles struct {
	holes  []hole
	insets []inset
}

// with is the region when its stories are set: o are all the obstacles that stand in it.
func (r *Region) with(o obstacles) *Region {
	done := *r
	done.taken = o
	return &done
}

// NewRegion resolves a frame of a slot.
func NewRegion(ref PageRef, g *Grid, s *editions.Slot, f editions.Frame) *Region {
	r := &Region{Page: ref, Grid: g, Slot: s, Rect: g.FrameRect(f), frame: f}
	r.top, r.end = g.template.GridLines(f)
	inner := r.Rect
	chars, lines := s.Box.Pad(g.Size, g.Leading)
	inner.X, inner.W = inner.X+unit.Length(chars)*g.Size, inner.W-2*unit.Length(chars)*g.Size
	r.top, r.end = r.top+lines, r.end-lines
	r.span = max(1, f.Cols)
	if f.Cols == 0 {
		r.span = max(1, int((r.Rect.W+g.Gap)/(g.Width+g.Gap)))
	}
	r.inside = unit.Rect{X: inner.X, Y: g.Top(r.top), W: inner.W, H: g.Height(r.end - r.top)}
	if len(f.Parts) > 0 && !r.upright() {
		r.stepped(chars, lines)
		return r
	}
	r.divide(r.inside)
	return r
}

// Like tells whether two regions look the same: there is no more to one than to the other.
func (r *Region) Like(o *Region) bool {
	return r == o || r.Page == o.Page && r.Grid.template == o.Grid.template && r.Slot == o.Slot && r.Rect == o.Rect &&
		r.span == o.span && r.inside == o.inside && r.top == o.top && r.end == o.end && r.framesItself == o.framesItself &&
		slices.Equal(r.cols, o.cols) && slices.Equal(r.restarts, o.restarts) && slices.Equal(r.taken.holes, o.taken.holes) &&
		sameFrame(r.frame, o.frame) && alike(r.steps, o.steps) && alike(r.taken.insets, o.taken.insets)
}

func sameFrame(a, b editions.Frame) bool {
	return a.Col == b.Col && a.Cols == b.Cols && a.Line == b.Line && a.Lines == b.Lines && a.Rect == b.Rect && slices.Equal(a.Parts, b.Parts)
}

// alike is reflect.DeepEqual for lists that are mostly empty.
func alike[T any](a, b []T) bool { return len(a) == 0 && len(b) == 0 || reflect.DeepEqual(a, b) }

// dividedIn is the region with its columns laid into a part of it.
func (r *Region) dividedIn(in unit.Rect) *Region {
	part := *r
	part.divide(in)
	return &part
}

// divide lays the text columns into a rectangle: side by side, or for vertical text one
// under the other, of 30 characters at most unless the slot gives their number.
func (r *Region) divide(in unit.Rect) {
	n := r.Slot.Columns
	if r.upright() {
		if n == 0 {
			n = int(in.H/r.Grid.Size+29) / 30
		}
		r.cols = r.Grid.columns(in.Y, in.H, n, r.Slot.Mode)
		r.top, r.end = 0, max(int((in.W-r.Grid.Size)/r.Grid.Leading)+1, 0)
		if in.W < r.Grid.Size {
			r.end = 0
		}
		return
	}
	if n == 0 || r.Slot.Mode == editions.Auto {
		n = r.span
	}
	r.cols = r.divided(in, n)
}

// divided is a rectangle in n columns side by side.
func (r *Region) divided(in unit.Rect, n int) []column {
	from, to, ok := r.Grid.template.GutterAt()
	if !ok || in.X >= from || in.Right() <= to {
		return r.Grid.columns(in.X, in.W, n, r.Slot.Mode)
	}
	// on both pages of a spread: columns on either side of the fold, none in it
	n = max(n, 2)
	left, right := from-in.X, in.Right()-to
	k := min(max(int((left*unit.Length(n)+(left+right)/2)/(left+right)), 1), n-1)
	return append(r.Grid.columns(in.X, left, k, r.Slot.Mode), r.Grid.columns(to, right, n-k, r.Slot.Mode)...)
}

// Text says how text stands in the region before anything else is placed there: in how
// many columns, of which measure, each of how many lines.
func (r *Region) Text() (columns int, measure unit.Length, lines int) {
	return len(r.cols), r.cols[0].w, max(r.end-r.top, 0)
}

// Gap is the white between the first two columns; 0 for one.
func (r *Region) Gap() unit.Length {
	if len(r.cols) < 2 {
		return 0
	}
	return r.cols[1].x - r.cols[0].x - r.cols[0].w
}

// basic is the number of basic columns that the first n columns of a region cover.
func (r *Region) basic(n int) int {
	return max(1, (r.span*n+len(r.cols)/2)/len(r.cols))
}

// String says which columns and lines the region has.
func (r *Region) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "lines %d-%d", r.top, r.end-1)
	for i, c := range r.cols {
		fmt.Fprintf(&b, " %s+%s", c.x, c.w)
		if r.steps != nil && (r.foot(i) < r.end || r.head(i) > r.top) {
			fmt.Fprintf(&b, " (%d-%d)", r.head(i), r.foot(i)-1)
		}
	}
	return b.String()
}

func boxed(s *editions.Slot) bool { return !s.Box.IsZero() }

// over is the measure of text over the columns c0 to c1, with the gaps between them.
func (r *Region) over(c0, c1 int) unit.Length {
	last := r.cols[c1-1]
	return last.x + last.w - r.cols[c0].x
}

// inner is the rectangle of the text columns between two grid lines.
func (r *Region) inner(c0, c1, l0, l1 int) unit.Rect {
	x, wide := r.cols[c0].x, r.over(c0, c1)
	if r.upright() {
		w := r.Grid.Height(l1 - l0)
		return unit.Rect{X: r.inside.Right() - unit.Length(l0)*r.Grid.Leading - w, Y: x, W: w, H: wide}
	}
	return unit.Rect{X: x, Y: r.Grid.Top(l0), W: wide, H: r.Grid.Height(l1 - l0)}
}

// shortened has the last line above end as further obstacles, in columns that are short.
func (r *Region) shortened(o obstacles, end int, short columnSet) obstacles {
	for c := range r.cols {
		if short.has(c) {
			o.holes = append(o.holes, hole{c, c + 1, end - 1, end})
		}
	}
	return o
}
