package plates

import (
	"fmt"

	"banxin/fonts"
	"banxin/output/internal/raster"
)

// Label writes words on pictures with a face; nil writes none.
type Label struct {
	Face *fonts.Face
	segs []fonts.Segment
	area raster.Area
	row  []uint8
}

func percent(v float64) string { return fmt.Sprintf("%.0f %%", v) }

// draw writes words on a canvas, their base line beginning at x, y, size pixels large, and
// returns where they end.
func (l *Label) draw(c *canvas, x, y, size int, text string) int {
	if l == nil || l.Face == nil {
		return x
	}
	em := float64(max(l.Face.UnitsPerEm(), 1))
	k := float64(size) / em
	at := float64(x)
	var p path
	for _, r := range text {
		g := l.Face.Glyph(r)
		l.segs = l.Face.Outline(l.segs[:0], g)
		trace(&p, l.segs, [6]float64{k, 0, 0, -k, at, float64(y)})
		at += float64(l.Face.Advance(g)) * k
	}
	var o raster.Outline
	p.outline(&o)
	if len(o.Ends) == 0 {
		return int(at)
	}
	w := o.Move(raster.Point{}).Intersect(raster.Win(0, 0, c.w, c.h))
	if w.Empty() {
		return int(at)
	}
	l.area.Open(w, false)
	l.area.Outline(&o, raster.Point{})
	for y := w.Y0; y < w.Y1; y++ {
		l.row = l.area.Row(l.row[:0], y)
		for i, v := range l.row {
			px := c.pix[3*(y*c.w+w.X0+i):][:3]
			for j := range px {
				px[j] = div255(uint32(px[j]) * uint32(255-v))
			}
		}
	}
	return int(at)
}
