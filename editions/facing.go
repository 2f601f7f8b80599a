package editions

import (
	"slices"

	"banxin/layout/unit"
)

// mirrored is a template for left-hand pages: its margins at the sides have changed places, and
// what is drawn on it has moved with the type area. What stands by position keeps it.
func (t *Template) mirrored() *Template {
	out := *t
	out.Margins.Left, out.Margins.Right = t.Margins.Right, t.Margins.Left
	by := out.TypeArea().X - t.TypeArea().X
	out.Slots = slices.Clone(t.Slots)
	for i, s := range t.Slots {
		if s.Within == "" || by == 0 {
			continue
		}
		moved := *s
		moved.Frames = slices.Clone(s.Frames)
		for k, f := range s.Frames {
			moved.Frames[k] = f.moved(func(f Frame) Frame { f.Rect = shiftedX(f.Rect, by); return f })
		}
		out.Slots[i] = &moved
	}
	return &out
}

func shiftedX(r unit.Rect, by unit.Length) unit.Rect {
	if !r.Empty() {
		r.X += by
	}
	return r
}
