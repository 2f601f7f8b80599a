package flow

import (
	"banxin/editions"
	"banxin/layout/unit"
)

// cut is an inset as the text beside it sees it: a rectangle, or an outline.
type cut struct {
	rect    unit.Rect
	outline []unit.Point // closed; nil: the edges of rect
	words   unit.Rect    // of the caption, beside the outline
}

// Text beside an inset (jlreq 4.3.3, 4.3.5; JIS X 4051): a measure of fewer characters, or
// of less than this part of the column's, is left empty.
const (
	leastBeside = 9
	partBeside  = 4
)

// across returns how far the cut reaches between two heights, and whether it does.
func (c cut) across(top, bottom unit.Length) (x0, x1 unit.Length, ok bool) {
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

// beside returns the place of a line in column c beside the region's insets: a whole
// number of characters, at least a character from the inset. ok is false where too little
// is left.
func (r *Region) beside(c, line int) (x, w unit.Length, ok bool) {
	col := r.cols[c]
	x, w = col.x, col.w
	size := r.Grid.Size
	top := r.Grid.Top(line)
	for _, k := range r.cuts {
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

// inset places a figure that is narrower than its columns: at their outer edge, or in
// their middle, start lines below the head.
func (r *Region) inset(f *figure, at string, c0, c1, line int) cut {
	in := r.inner(c0, c1, line, line+1)
	rect := unit.Rect{X: in.Right() - f.width, Y: in.Y, W: f.width, H: f.height()}
	switch {
	case at == "center":
		rect.X = in.X + (in.W-f.width)/2
	case atLeft(at):
		rect.X = in.X
	}
	k := cut{rect: rect}
	corner := unit.Point{X: rect.X, Y: rect.Y}
	from := corner.Add(f.corner())
	in = f.lay()[0].rect.Add(from)
	for _, p := range f.pic.Outline {
		k.outline = append(k.outline, unit.Point{X: in.X + in.W.MulDiv(int64(p[0]), 100), Y: in.Y + in.H.MulDiv(int64(p[1]), 100)})
	}
	if f.legend.place != editions.Over {
		k.words = f.legendRect(corner, from)
	}
	return k
}

// block keeps text out of the place of a figure.
func (r *Region) block(f spread) {
	if f.cut != nil {
		r.cuts = append(r.cuts, *f.cut)
		return
	}
	r.hole = append(r.hole, f.hole)
}
