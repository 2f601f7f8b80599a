package layout

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// bleed lets what is painted up to the trim go on into the bleed, so that no white shows
// where the knife is a hair off: filled areas as they are, pictures a little larger. Pages
// of a supplied PDF bleed by what they have themselves.
func (g *gatherer) bleed(items []page.Item, trim unit.Rect, by unit.Length) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Group:
			if it.Quarter == 0 && it.At == (unit.Point{}) && it.Clip != (unit.Rect{}) {
				it.Clip = bleeding(it.Clip, trim, by)
				g.bleed(it.Items, trim, by)
			}
		case *page.Image:
			if to := bleeding(it.Rect, trim, by); to != it.Rect && g.doc.Images[it.File].Format != "pdf" {
				it.Rect = to
				it.X0, it.X1, it.Y0, it.Y1 = shaped(it.X0, it.X1, it.Y0, it.Y1, to)
			}
		case *page.Path:
			if it.Fill != nil && it.Stroke == nil {
				for i := range it.Segs {
					for k := range it.Segs[i].P {
						p := &it.Segs[i].P[k]
						p.X, p.Y = outward(p.X, trim.W, by), outward(p.Y, trim.H, by)
					}
				}
			}
		}
	}
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
