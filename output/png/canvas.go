package png

import (
	"image"

	"banxin/output/internal/screen"
)

// canvas is the raster a page is painted on, within clip.
type canvas struct {
	scale scale
	img   *image.RGBA
	clip  window
	area  area
	cover []uint8 // a row of coverage
}

// outline is a set of closed polygons and the box that holds them.
type outline struct {
	pts      []point
	ends     []int // of each polygon in pts
	min, max point
}

func (o *outline) reset() { o.pts, o.ends = o.pts[:0], o.ends[:0] }

// add adds a corner to the polygon under way.
func (o *outline) add(p point) {
	if len(o.pts) == 0 {
		o.min, o.max = p, p
	}
	o.min = point{min(o.min.x, p.x), min(o.min.y, p.y)}
	o.max = point{max(o.max.x, p.x), max(o.max.y, p.y)}
	o.pts = append(o.pts, p)
}

// close ends the polygon under way, if there is one.
func (o *outline) close() {
	if n := len(o.pts); n > 0 && (len(o.ends) == 0 || o.ends[len(o.ends)-1] < n) {
		o.ends = append(o.ends, n)
	}
}

// fill paints the inside of o, turned by quarters and moved by at.
func (c *canvas) fill(o *outline, quarter int, at point, evenOdd bool, ink screen.RGB) {
	if len(o.ends) == 0 {
		return
	}
	lo, hi := turnPoint(quarter, o.min), turnPoint(quarter, o.max)
	w := window{
		int((min(lo.x, hi.x) + at.x) >> subBits), int((min(lo.y, hi.y) + at.y) >> subBits),
		int((max(lo.x, hi.x)+at.x)>>subBits) + 1, int((max(lo.y, hi.y)+at.y)>>subBits) + 1,
	}.intersect(c.clip)
	if w.empty() {
		return
	}
	c.area.open(w)
	c.area.evenOdd = evenOdd
	start := 0
	for _, end := range o.ends {
		c.polygon(o.pts[start:end], quarter, at)
		start = end
	}
	c.paint(ink)
}

func (c *canvas) polygon(pts []point, quarter int, at point) {
	from := turnPoint(quarter, pts[len(pts)-1]).plus(at)
	for _, p := range pts {
		if quarter != 0 {
			p = turnPoint(quarter, p)
		}
		to := p.plus(at)
		c.area.line(from, to)
		from = to
	}
}

// paint lays ink over the raster where the area is covered.
func (c *canvas) paint(ink screen.RGB) {
	w := c.area.win
	for y := w.y0; y < w.y1; y++ {
		c.cover = c.area.row(c.cover[:0], y)
		pix := c.img.Pix[c.img.PixOffset(w.x0, y):]
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
