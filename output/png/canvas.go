package png

import (
	"image"

	"banxin/output/internal/raster"
	"banxin/output/internal/screen"
)

// canvas is the raster a page is painted on, within clip.
type canvas struct {
	scale scale
	img   *image.RGBA
	clip  raster.Window
	area  raster.Area
	cover []uint8 // a row of coverage
}

// outline is a set of polygons on the raster.
type outline struct{ raster.Outline }

// fill paints the inside of o, turned by quarters and moved by at.
func (c *canvas) fill(o *outline, quarter int, at raster.Point, evenOdd bool, ink screen.RGB) {
	if len(o.Ends) == 0 {
		return
	}
	lo, hi := turnPoint(quarter, o.Min), turnPoint(quarter, o.Max)
	w := raster.Win(
		int((min(lo.X, hi.X)+at.X)>>raster.SubBits), int((min(lo.Y, hi.Y)+at.Y)>>raster.SubBits),
		int((max(lo.X, hi.X)+at.X)>>raster.SubBits)+1, int((max(lo.Y, hi.Y)+at.Y)>>raster.SubBits)+1,
	).Intersect(c.clip)
	if w.Empty() {
		return
	}
	c.area.Open(w, evenOdd)
	start := 0
	for _, end := range o.Ends {
		c.polygon(o.Pts[start:end], quarter, at)
		start = end
	}
	c.paint(ink)
}

func (c *canvas) polygon(pts []raster.Point, quarter int, at raster.Point) {
	from := turnPoint(quarter, pts[len(pts)-1]).Plus(at)
	for _, p := range pts {
		if quarter != 0 {
			p = turnPoint(quarter, p)
		}
		to := p.Plus(at)
		c.area.Line(from, to)
		from = to
	}
}

// paint lays ink over the raster where the area is covered.
func (c *canvas) paint(ink screen.RGB) {
	w := c.area.Window()
	for y := w.Y0; y < w.Y1; y++ {
		c.cover = c.area.Row(c.cover[:0], y)
		pix := c.img.Pix[c.img.PixOffset(w.X0, y):]
		for x, cover := range c.cover {
			switch cover {
			case 0:
			case 255:
				copy(pix[4*x:4*x+3], ink[:])
			default:
				blend(pix[4*x:4*x+3:4*x+3], ink, uint32(cover))
			}
		}
	}
}

// blend mixes cover/255 of ink into a pixel.
func blend(pix []uint8, ink screen.RGB, cover uint32) {
	for i, v := range ink {
		mix := uint32(pix[i])*(255-cover) + uint32(v)*cover + 127
		pix[i] = uint8(mix / 255)
	}
}
