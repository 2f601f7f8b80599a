package pdf

import (
	"fmt"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// boxes are a page's boxes, in page coordinates: what is trimmed off, what may bleed over
// that, and the whole sheet, whose lower left corner is 0,0 in the file.
type boxes struct{ trim, bleed, media unit.Rect }

func pageBoxes(p *page.Page, m Marks) boxes {
	b := boxes{trim: p.Trim, bleed: p.Bleed.Union(p.Trim)}
	b.media = b.bleed
	if m.any() {
		b.media = b.bleed.Inset(-markRoom)
	}
	if p.Plate != nil && !p.Plate.Paper.Empty() {
		b.media = b.media.Union(p.Plate.Paper)
	}
	return b
}

// base is the place of the page's 0,0 in the file, y upwards.
func (b boxes) base() unit.Point {
	return unit.Point{X: -b.media.X, Y: b.media.Bottom()}
}

// place turns page coordinates into the file's.
func (b boxes) place(p unit.Point) (x, y milli) {
	o := b.base()
	return toMilli(o.X + p.X), toMilli(o.Y - p.Y)
}

// box writes a rectangle as PDF has it: left, lower, right, upper.
func (b boxes) box(r unit.Rect) string {
	x0, y0 := b.place(unit.Point{X: r.X, Y: r.Bottom()})
	x1, y1 := b.place(unit.Point{X: r.Right(), Y: r.Y})
	return fmt.Sprintf("[%s %s %s %s]", appendMilli(nil, x0), appendMilli(nil, y0), appendMilli(nil, x1), appendMilli(nil, y1))
}

// bleeding is r, widened into the bleed on the sides where it reaches the trim.
func (c *content) bleeding(r unit.Rect) unit.Rect {
	b := c.boxes
	if len(c.saved) > 1 { // inside a group: its coordinates are its own
		return r
	}
	const near = unit.Pt / 10
	x0, y0, x1, y1 := r.X, r.Y, r.Right(), r.Bottom()
	if x0 <= b.trim.X+near {
		x0 = min(x0, b.bleed.X)
	}
	if y0 <= b.trim.Y+near {
		y0 = min(y0, b.bleed.Y)
	}
	if x1 >= b.trim.Right()-near {
		x1 = max(x1, b.bleed.Right())
	}
	if y1 >= b.trim.Bottom()-near {
		y1 = max(y1, b.bleed.Bottom())
	}
	return unit.Rect{X: x0, Y: y0, W: x1 - x0, H: y1 - y0}
}
