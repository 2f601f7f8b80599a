package flow

import (
	"banxin/editions"
	"banxin/layout/unit"
)

// barPad is the colour left free beside and around the type of a head on a bar.
func (r *Region) barPad() unit.Length { return barPad(r.Slot.Head, r.Grid) }

func barPad(h editions.Head, g *Grid) unit.Length {
	if !h.Bar() {
		return 0
	}
	return g.Size / 2
}

// bar is the place of the colour behind a head: whole lines, the last line of the head's
// block left white below it. In a box it reaches to the frame.
func (r *Region) bar(h hole, at unit.Rect) unit.Rect {
	b := unit.Rect{X: at.X, Y: at.Y, W: at.W, H: unit.Length(h.l1-h.l0-1) * r.Grid.Leading}
	if !boxed(r.Slot) {
		return b
	}
	in := r.Grid.Inside(r.Slot, r.Rect)
	right, foot := b.Right(), b.Bottom()
	chars, _ := r.Slot.Box.Pad(r.Grid.Size, r.Grid.Leading)
	beside := unit.Length(chars)*r.Grid.Size - (in.X - r.Rect.X) // white between text and border
	c0, c1 := r.widest(h.l0)
	switch {
	case h.c0 == 0:
		b.X = in.X
	case h.c0 == c0:
		b.X -= beside
	}
	switch {
	case h.c1 == len(r.cols):
		right = in.Right()
	case h.c1 == c1:
		right += beside
	}
	first, _ := r.Grid.template.GridLines(r.frame)
	if _, lines := r.Slot.Box.Pad(r.Grid.Size, r.Grid.Leading); h.l0 == first+lines {
		b.Y = in.Y
	}
	b.W, b.H = right-b.X, foot-b.Y
	return b
}
