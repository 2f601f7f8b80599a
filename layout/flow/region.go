package flow

import (
	"fmt"
	"strings"

	"banxin/editions"
	"banxin/layout/unit"
)

// PageRef names a page before pages are numbered: page Index of the edition, and for a
// flow template its repetition.
type PageRef struct{ Index, Repeat int }

// Less orders pages as they are printed.
func (r PageRef) Less(s PageRef) bool {
	return r.Index < s.Index || r.Index == s.Index && r.Repeat < s.Repeat
}

// Region is one frame of a slot on a page, with the columns its text runs in.
type Region struct {
	Page PageRef
	Grid *Grid
	Slot *editions.Slot
	Rect unit.Rect // the frame: what a box is drawn round
	span int       // basic columns it covers; at least 1
	cols []column
	top  int // first grid line for text
	end  int // grid line after the last
	at   int // first line that is still free, in band mode
	used int // line slots taken, in column mode
	hole []hole
}

// hole is a part of a region that text keeps out of: columns c0 ≤ c < c1, lines l0 ≤ l < l1.
type hole struct{ c0, c1, l0, l1 int }

// NewRegion resolves a frame of a slot.
func NewRegion(ref PageRef, g *Grid, s *editions.Slot, f editions.Frame) *Region {
	r := &Region{Page: ref, Grid: g, Slot: s, Rect: g.FrameRect(f)}
	r.top, r.end = f.Line, f.Line+f.Lines
	if !f.Rect.Empty() {
		r.top = int((f.Rect.Y - g.Area.Y + g.Leading - 1) / g.Leading)
		if f.Rect.Y < g.Area.Y {
			r.top = int((f.Rect.Y - g.Area.Y) / g.Leading)
		}
		r.end = r.top + int((f.Rect.Bottom()-g.Top(r.top)-g.Size)/g.Leading) + 1
	}
	inner := r.Rect
	if boxed(s) {
		inner.X, inner.W = inner.X+g.Size, inner.W-2*g.Size
		r.top, r.end = r.top+1, r.end-1
	}
	r.span = max(1, f.Cols)
	if f.Cols == 0 {
		r.span = max(1, int((r.Rect.W+g.Gap)/(g.Width+g.Gap)))
	}
	r.divide(inner.X, inner.W)
	r.at = r.top
	return r
}

// divide lays the text columns into a width.
func (r *Region) divide(x, w unit.Length) {
	n := r.Slot.Columns
	if n == 0 {
		n = r.span
	}
	r.cols = r.Grid.columns(x, w, n)
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

func boxed(s *editions.Slot) bool { return s.Box.Width > 0 || s.Box.Tint != "" }

// inner is the rectangle of the text columns between two grid lines.
func (r *Region) inner(c0, c1, l0, l1 int) unit.Rect {
	x := r.cols[c0].x
	last := r.cols[c1-1]
	return unit.Rect{X: x, Y: r.Grid.Top(l0), W: last.x + last.w - x, H: r.Grid.Height(l1 - l0)}
}

// lineSlot is the place of one line.
type lineSlot struct {
	r    *Region
	col  int32
	line int32
	left int32 // line slots from this one down to the foot of its column or a hole, itself counted
	head bool  // nothing stands above it in its run
}

func (s lineSlot) width() unit.Length { return s.r.cols[s.col].w }
func (s lineSlot) x() unit.Length     { return s.r.cols[s.col].x }

// slots appends the line slots of the lines l0 ≤ l < l1: column after column, without holes.
func (r *Region) slots(dst []lineSlot, l0, l1 int) []lineSlot {
	for c := range r.cols {
		start := len(dst)
		for l := l0; l < l1; l++ {
			if r.holed(c, l) {
				count(dst[start:])
				start = len(dst)
				continue
			}
			dst = append(dst, lineSlot{r: r, col: int32(c), line: int32(l), head: len(dst) == start})
		}
		count(dst[start:])
	}
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
