package pdf

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// thinRule is the widest black rule that overprints; wider ones knock out like areas.
const thinRule = 2 * unit.Pt

// rule paints a straight line in its style.
func (c *content) rule(r *page.Rule) {
	if r.Width <= 0 {
		return
	}
	if r.Style == page.Solid {
		c.line(r)
		return
	}
	for _, part := range r.Parts() {
		switch part := part.(type) {
		case *page.Rule:
			c.line(part)
		case *page.Path:
			c.path(part)
		}
	}
}

func (c *content) line(r *page.Rule) {
	c.overprint(false, solidBlack(r.Color) && r.Width <= thinRule)
	c.stroke(r.Color)
	c.pen(r.Width)
	c.point(r.From)
	c.op("m")
	c.point(r.To)
	c.op("l S")
}

// pen sets the width of the lines to come.
func (c *content) pen(width unit.Length) {
	if c.state.width != width {
		c.state.width = width
		c.milli(max(toMilli(width), 1)) // 0 would be the device's thinnest line
		c.op("w")
	}
}
