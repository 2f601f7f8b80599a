// Package png paints a page of a composed edition on a raster and writes it as PNG: what
// an editor, a README and a comparison of proofs look at.
//
//	err := png.Write(w, doc, 0, cat, png.Options{PPI: 100})
//	img, err := png.Draw(doc, 0, cat, png.Options{})
//
// The page is drawn from the same display list as the PDF, at exact places (1/256 pixel)
// and in integers only, so that the bytes are the same on every machine. Inks are turned
// into colours as offset inks on white paper look; black alone is a neutral near-black.
package png

import (
	"bufio"
	"fmt"
	"image"
	"io"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Options says how a page is rastered; the zero value is the trimmed page at 100 ppi.
type Options struct {
	PPI   int  // pixels an inch, 100 when zero, at most 2400
	Bleed bool // show the bleed around the trimmed page too
}

// maxPixels limits a page's raster: a broadsheet spread at 300 ppi has 60 million.
const maxPixels = 200e6

// Write writes page d.Pages[index] to w. It fails when a picture cannot be decoded or a
// face is not in cat, naming it, and when w does.
func Write(w io.Writer, d *page.Doc, index int, cat *fonts.Catalog, o Options) error {
	img, err := Draw(d, index, cat, o)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if err := encode(b, img, o.ppi()); err != nil {
		return fmt.Errorf("write the image of page %s: %w", d.Pages[index].Name, err)
	}
	return b.Flush()
}

// Draw paints page d.Pages[index] on white and returns it; all its pixels are opaque.
func Draw(d *page.Doc, index int, cat *fonts.Catalog, o Options) (*image.RGBA, error) {
	if index < 0 || index >= len(d.Pages) {
		return nil, fmt.Errorf("there is no page with index %d: the document has %d", index, len(d.Pages))
	}
	pg := d.Pages[index]
	c, err := newCanvas(pg, o)
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", pg.Name, err)
	}
	p := newPainter(c, d, cat)
	if err := p.items(pg.Items, place{scale: c.scale}); err != nil {
		return nil, fmt.Errorf("page %s: %w", pg.Name, err)
	}
	return c.img, nil
}

func (o Options) ppi() int {
	if o.PPI <= 0 {
		return 100
	}
	return min(o.PPI, 2400)
}

// newCanvas returns the white raster of a page's trimmed or bleed rectangle.
func newCanvas(pg *page.Page, o Options) (*canvas, error) {
	r := pg.Trim
	if o.Bleed {
		r = pg.Bleed
	}
	s := scale{ppi: int64(o.ppi())}
	w, h := s.pixels(r.W), s.pixels(r.H)
	if r.Empty() || w > maxPixels || h > maxPixels || w*h > maxPixels {
		return nil, fmt.Errorf("a page of %.0f × %.0f pt at %d ppi cannot be drawn", r.W.Float(), r.H.Float(), s.ppi)
	}
	s.corner = unit.Point{X: r.X, Y: r.Y}
	c := &canvas{scale: s, img: image.NewRGBA(image.Rect(0, 0, int(w), int(h)))}
	c.clip = window{0, 0, int(w), int(h)}
	for i := range c.img.Pix {
		c.img.Pix[i] = 255
	}
	return c, nil
}
