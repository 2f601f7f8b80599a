package inks

import (
	"slices"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// palest is the greatest amount of an ink under type in the same ink, where a colour has become a tint of it:
// half of what presses allow, for small type is read on it.
const palest = 1500

// carried is what type stands on an area.
type carried struct{ white, inked bool }

// grounds finds the areas of a page that type stands on, each by its topmost paint: where colours
// become tints of one ink, what parted type from its ground may be gone.
func grounds(items []page.Item) map[*page.Path]carried {
	out := map[*page.Path]carried{}
	var areas []painted
	page.Walk(items, page.Frame{}, func(it page.Item, in page.Frame) {
		switch it := it.(type) {
		case *page.Path:
			if it.Fill != nil {
				areas = append(areas, painted{in.Rect(bounds(it)), it})
			}
		case *page.Image:
			areas = append(areas, painted{in.Rect(it.Rect), nil})
		case *page.Text:
			if len(it.Glyphs) == 0 {
				return
			}
			cell := in.Rect(it.GlyphCell(len(it.Glyphs) / 2))
			if p := under(areas, unit.Point{X: cell.X + cell.W/2, Y: cell.Y + cell.H/2}); p != nil {
				c := out[p]
				if it.Color == page.White {
					c.white = true
				} else {
					c.inked = true
				}
				out[p] = c
			}
		}
	})
	return out
}

// painted is where an area is on the page; without a path it is a picture's.
type painted struct {
	rect unit.Rect
	path *page.Path
}

// under is the path that is painted last at a point, nil where it is none.
func under(areas []painted, at unit.Point) *page.Path {
	for i := len(areas) - 1; i >= 0; i-- {
		if r := areas[i].rect; at.X >= r.X && at.X < r.Right() && at.Y >= r.Y && at.Y < r.Bottom() {
			return areas[i].path
		}
	}
	return nil
}

// bounds is the least rectangle around the points of a path.
func bounds(p *page.Path) unit.Rect {
	var xs, ys []unit.Length
	for _, s := range p.Segs {
		for _, at := range s.P[:points[s.Op]] {
			xs, ys = append(xs, at.X), append(ys, at.Y)
		}
	}
	if len(xs) == 0 {
		return unit.Rect{}
	}
	x, y := slices.Min(xs), slices.Min(ys)
	return unit.Rect{X: x, Y: y, W: slices.Max(xs) - x, H: slices.Max(ys) - y}
}

// points is how many points a segment has.
var points = [...]int{page.MoveTo: 1, page.LineTo: 1, page.CubicTo: 3, page.Close: 0}

// ground is the colour of an area that type stands on: solid under white type, as type itself is, and
// pale under type in ink, so that both are read.
func (c *converter) ground(k page.Color, on carried) page.Color {
	to := c.color(k)
	switch {
	case to == k || on.white == on.inked:
		return to
	case on.white:
		return c.solid(k)
	case to.IsK() || c.sole():
		for _, v := range []*uint16{&to.C, &to.M, &to.Y, &to.K, &to.Tint} {
			*v = min(*v, palest)
		}
	}
	return to
}

// paper has the ground of a whole page left out where it would be a pale tint of black: a screen all over is no
// cream but a page gone grey. What else is painted in that colour, as behind labels on frames, is white with it.
func (c *converter) paper(p *page.Page) {
	for _, it := range p.Items {
		area, ok := it.(*page.Path)
		if !ok || area.Fill == nil || p.Trim.Empty() || bounds(area).Union(p.Trim) != bounds(area) {
			continue
		}
		if to := c.color(*area.Fill); to != *area.Fill && to.IsK() && to.K <= palest {
			c.known[*area.Fill] = page.White
		}
	}
}
