package flow

import (
	"banxin/layout/unit"
)

// inset is a figure of its own width as the text beside it sees it: a rectangle, or an outline.
type inset struct {
	place   unit.Rect // on the page; all others as read: x along the lines, y across them
	rect    unit.Rect
	outline []unit.Point // closed; nil: the edges of rect
	words   unit.Rect    // of the caption, beside the outline or on the picture
}

// Text beside an inset (jlreq 4.3.3, 4.3.5; JIS X 4051): a measure of fewer characters, or
// of less than this part of the column's, is left empty.
const (
	leastBeside = 9
	partBeside  = 4
)

// across returns how far the cut reaches between two heights, and whether it does.
func (c inset) across(top, bottom unit.Length) (x0, x1 unit.Length, ok bool) {
	if bottom <= c.rect.Y || top >= c.rect.Bottom() {
		return 0, 0, false
	}
	if len(c.outline) == 0 {
		return c.rect.X, c.rect.Right(), true
	}
	see := func(x unit.Length) {
		if !ok {
			x0, x1, ok = x, x, true
		}
		x0, x1 = min(x0, x), max(x1, x)
	}
	if w := c.words; !w.Empty() && bottom > w.Y && top < w.Bottom() {
		see(w.X)
		see(w.Right())
	}
	for i, a := range c.outline {
		b := c.outline[(i+1)%len(c.outline)]
		if top <= a.Y && a.Y <= bottom {
			see(a.X)
		}
		for _, y := range []unit.Length{top, bottom} {
			if lo, hi := min(a.Y, b.Y), max(a.Y, b.Y); lo < y && y < hi {
				see(a.X + (b.X-a.X).MulDiv(int64(max(y-a.Y, a.Y-y)), int64(hi-lo)))
			}
		}
	}
	return x0, x1, ok
}

// beside returns the place of a line in column c beside insets: a whole
// number of characters, at least a character from the inset. ok is false where too little
// is left.
func (r *Region) beside(c, line int, insets []inset) (x, w unit.Length, ok bool) {
	col := r.cols[c]
	x, w = col.x, col.w
	size := r.Grid.Size
	top := r.across(line)
	for _, k := range insets {
		x0, x1, hit := k.across(top-size/4, top+size+size/4)
		if !hit || x1+size <= x || x0-size >= x+w {
			continue
		}
		left, right := x0-size-x, x+w-x1-size
		if left >= right {
			w = left
		} else {
			x, w = x+w-right, right
		}
		whole := w - w%size
		if left < right { // what is no whole character goes to the inset's side
			x += w - whole
		}
		w = whole
	}
	if w != col.w && (w < leastBeside*size || w < col.w/partBeside) {
		return 0, 0, false
	}
	return x, w, true
}

// across is where the em box of a line begins, in the direction in which lines follow one
// another; read turns a rectangle of the page so that lines run along its x.
func (r *Region) across(line int) unit.Length {
	if r.upright() {
		return unit.Length(line) * r.Grid.Leading
	}
	return r.Grid.Top(line)
}

func (r *Region) read(p unit.Rect) unit.Rect {
	if r.upright() {
		return unit.Rect{X: p.Y, Y: r.inside.Right() - p.Right(), W: p.H, H: p.W}
	}
	return p
}
