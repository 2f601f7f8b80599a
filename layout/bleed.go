package layout

import (
	"slices"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// bleed lets what is painted up to the trim go on into the bleed, so that no white shows
// where the knife is a hair off: filled areas as they are, pictures a little larger. Pages
// of a supplied PDF bleed by what they have themselves.
// What is given stays as it is: it may be on other pages too.
func (g *gatherer) bleed(items []page.Item, trim unit.Rect, by unit.Length) []page.Item {
	out := items
	put := func(i int, it page.Item) {
		if &out[0] == &items[0] {
			out = slices.Clone(items)
		}
		out[i] = it
	}
	for i, it := range items {
		switch it := it.(type) {
		case *page.Group:
			if it.Quarter == 0 && it.At == (unit.Point{}) && it.Clip != (unit.Rect{}) {
				wider := *it
				wider.Clip, wider.Items = bleeding(it.Clip, trim, by), g.bleed(it.Items, trim, by)
				put(i, &wider)
			}
		case *page.Image:
			if to := bleeding(it.Rect, trim, by); to != it.Rect && g.doc.Images[it.File].Format != "pdf" {
				larger := *it
				larger.Rect = to
				larger.X0, larger.X1, larger.Y0, larger.Y1 = shaped(it.X0, it.X1, it.Y0, it.Y1, to)
				put(i, &larger)
			}
		case *page.Path:
			if it.Fill != nil && it.Stroke == nil && slices.ContainsFunc(it.Segs, func(s page.Seg) bool { return s != outside(s, trim, by) }) {
				larger := *it
				larger.Segs = make([]page.Seg, len(it.Segs))
				for k, s := range it.Segs {
					larger.Segs[k] = outside(s, trim, by)
				}
				put(i, &larger)
			}
		}
	}
	return out
}

// outside is a piece of an outline with what lies on the trim's edge moved into the bleed.
func outside(s page.Seg, trim unit.Rect, by unit.Length) page.Seg {
	for k := range s.P {
		p := &s.P[k]
		p.X, p.Y = outward(p.X, trim.W, by), outward(p.Y, trim.H, by)
	}
	return s
}

// outward moves a place that lies on the trim's edge, 0 or far, into the bleed.
func outward(v, far, by unit.Length) unit.Length {
	switch {
	case v <= advertTolerance/2:
		return -by
	case v >= far-advertTolerance/2:
		return far + by
	}
	return v
}

// shaped is the part of a window of pixels, about its middle, that has the shape of r.
func shaped(x0, x1, y0, y1 int, r unit.Rect) (a, b, c, d int) {
	w, h := int64(x1-x0), int64(y1-y0)
	if w*int64(r.H) > h*int64(r.W) {
		less := int(w-h*int64(r.W)/int64(r.H)) / 2
		return x0 + less, x1 - less, y0, y1
	}
	less := int(h-w*int64(r.H)/int64(r.W)) / 2
	return x0, x1, y0 + less, y1 - less
}
