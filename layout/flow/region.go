package flow

import (
	"fmt"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/layout/unit"
)

// PageRef names a page before pages are numbered: page Index of the edition, and for a
// flow template its repetition.
type PageRef struct{ Index, Repeat int }

// Region is one frame of a slot on a page, with the columns its text runs in.
type Region struct {
	Page   PageRef
	Grid   *Grid
	Slot   *editions.Slot
	Rect   unit.Rect // the frame: what a box is drawn round
	frame  editions.Frame
	span   int       // basic columns it covers; at least 1
	inside unit.Rect // where its text can stand
	cols   []column
	top    int // first grid line for text
	end    int // grid line after the last
	at     int // first line that is still free, in band mode
	hole   []hole
	insets []inset
}

// upright tells whether the region's text is vertical (竖排). Its columns then lie one
// under the other, and its lines count from the right: a column's x and w are the y of its
// upper edge and its height, and line 0 stands at the right edge.
func (r *Region) upright() bool { return r.Slot.Upright }

// hole is a part of a region that text keeps out of: columns c0 ≤ c < c1, lines l0 ≤ l < l1.
type hole struct{ c0, c1, l0, l1 int }

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
	r.divide(r.inside)
	r.at = r.top
	return r
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
	from, to, ok := r.Grid.template.GutterAt()
	if !ok || in.X >= from || in.Right() <= to {
		r.cols = r.Grid.columns(in.X, in.W, n, r.Slot.Mode)
		return
	}
	// on both pages of a spread: columns on either side of the fold, none in it
	n = max(n, 2)
	left, right := from-in.X, in.Right()-to
	k := min(max(int((left*unit.Length(n)+(left+right)/2)/(left+right)), 1), n-1)
	r.cols = append(r.Grid.columns(in.X, left, k, r.Slot.Mode), r.Grid.columns(to, right, n-k, r.Slot.Mode)...)
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

// String says which columns and lines the region has.
func (r *Region) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "lines %d-%d", r.top, r.end-1)
	for _, c := range r.cols {
		fmt.Fprintf(&b, " %s+%s", c.x, c.w)
	}
	return b.String()
}

func boxed(s *editions.Slot) bool { return !s.Box.IsZero() }

// inner is the rectangle of the text columns between two grid lines.
func (r *Region) inner(c0, c1, l0, l1 int) unit.Rect {
	x := r.cols[c0].x
	last := r.cols[c1-1]
	if r.upright() {
		w := r.Grid.Height(l1 - l0)
		return unit.Rect{X: r.inside.Right() - unit.Length(l0)*r.Grid.Leading - w, Y: x, W: w, H: last.x + last.w - x}
	}
	return unit.Rect{X: x, Y: r.Grid.Top(l0), W: last.x + last.w - x, H: r.Grid.Height(l1 - l0)}
}

// lineSlot is the place of one line.
type lineSlot struct {
	r    *Region
	col  int32
	line int32
	left int32       // line slots from this one down to the foot of its column or a hole, itself counted
	head bool        // nothing stands above it in its run
	x, w unit.Length // its place beside an inset; w 0: that of the column
}

// width is the measure of the line.
func (s lineSlot) width() unit.Length {
	if s.w > 0 {
		return s.w
	}
	return s.r.cols[s.col].w
}

// start is where a line begins that is moved in by shift: on its baseline at the left, or
// for vertical text in the middle of its upper end.
func (s lineSlot) start(shift unit.Length) unit.Point {
	g, x := s.r.Grid, s.r.cols[s.col].x+shift
	if s.w > 0 {
		x = s.x + shift
	}
	if s.r.upright() {
		return unit.Point{X: s.r.inside.Right() - unit.Length(s.line)*g.Leading - g.Size/2, Y: x}
	}
	return unit.Point{X: x, Y: g.Baseline(int(s.line))}
}

// rect is the place of n lines from this one on.
func (s lineSlot) rect(n int) unit.Rect {
	r := s.r.inner(int(s.col), int(s.col)+1, int(s.line), int(s.line)+n)
	switch {
	case s.w == 0:
	case s.r.upright():
		r.Y, r.H = s.x, s.w
	default:
		r.X, r.W = s.x, s.w
	}
	return r
}

// slots appends the line slots of the lines l0 ≤ l < l1: column after column, without holes.
func (r *Region) slots(dst []lineSlot, l0, l1 int) []lineSlot {
	dst = slices.Grow(dst, len(r.cols)*max(l1-l0, 0))
	for c := range r.cols {
		start := len(dst)
		for l := l0; l < l1; l++ {
			s := lineSlot{r: r, col: int32(c), line: int32(l), head: len(dst) == start}
			ok := !r.holed(c, l)
			if ok && len(r.insets) > 0 {
				s.x, s.w, ok = r.beside(c, l)
			}
			if !ok {
				dst = r.endRun(dst, start)
				start = len(dst)
				continue
			}
			dst = append(dst, s)
		}
		dst = r.endRun(dst, start)
	}
	return dst
}

// endRun numbers the slots of a run; one lone line above or below an inset stays empty
// (jlreq 4.3.3).
func (r *Region) endRun(dst []lineSlot, start int) []lineSlot {
	if len(r.insets) > 0 && len(dst) == start+1 {
		return dst[:start]
	}
	count(dst[start:])
	return dst
}

// count numbers the slots of one run from its foot.
func count(run []lineSlot) {
	for i := range run {
		run[i].left = int32(len(run) - i)
	}
}

func (r *Region) holed(c, l int) bool {
	for _, h := range r.hole {
		if h.c0 <= c && c < h.c1 && h.l0 <= l && l < h.l1 {
			return true
		}
	}
	return false
}
