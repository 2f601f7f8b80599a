// Package zones draws the places of stories on the picture of a page, as fingers and eyes want
// them.
//
//	rects := zones.Padded(places, p.Trim)
package zones

import "banxin/layout/unit"

// Place is a place of a story on a page.
type Place struct {
	Story int // which story: a number of the caller's
	Rect  unit.Rect
}

// Pad is how far a place is drawn beyond its text: half a line of ordinary type, as lines of a
// newspaper are some 12 points apart.
const Pad = 6 * unit.Pt

// Padded returns the rectangles of the places in their order, each grown to all sides by Pad,
// but never over the edge of the page, nor by more than half of what parts it from a place of
// another story.
func Padded(places []Place, trim unit.Rect) []unit.Rect {
	out := make([]unit.Rect, len(places))
	for i, p := range places {
		left, right, top, bottom := Pad, Pad, Pad, Pad
		wide := grown(p.Rect, Pad, Pad, Pad, Pad)
		for _, q := range places {
			if q.Story == p.Story || !meets(wide, grown(q.Rect, Pad, Pad, Pad, Pad)) {
				continue
			}
			// the side on which they are farthest apart is the one to give way
			switch gap, side := apart(p.Rect, q.Rect); side {
			case 0:
				left = min(left, gap/2)
			case 1:
				right = min(right, gap/2)
			case 2:
				top = min(top, gap/2)
			default:
				bottom = min(bottom, gap/2)
			}
		}
		out[i] = grown(p.Rect, left, right, top, bottom).Intersect(trim)
	}
	return out
}

func grown(r unit.Rect, left, right, top, bottom unit.Length) unit.Rect {
	return unit.Rect{X: r.X - left, Y: r.Y - top, W: r.W + left + right, H: r.H + top + bottom}
}

func meets(a, b unit.Rect) bool { return !a.Intersect(b).Empty() }

// apart is the widest of the gaps between two rectangles, not less than nothing, and on which
// side of a it is: left, right, top, bottom.
func apart(a, b unit.Rect) (gap unit.Length, side int) {
	for i, g := range [4]unit.Length{a.X - b.Right(), b.X - a.Right(), a.Y - b.Bottom(), b.Y - a.Bottom()} {
		if i == 0 || g > gap {
			gap, side = g, i
		}
	}
	return max(gap, 0), side
}
