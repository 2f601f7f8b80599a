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
	"banxin/output/internal/raster"
)

// Options says how a page is rastered; the zero value is the trimmed page at 100 ppi.
type Options struct {
	PPI   int  // pixels an inch, 100 when zero, at most 2400
	Bleed bool // show the bleed around the trimmed page too
}

// maxPixels limits a page's raster: a broadsheet spread at 300 ppi has 60 million.
const maxPixels = 200e6

// Write writes page d.Pages[index] to w. It fails when a picture cannot be decoded, when a
// face is not in cat (page.ErrNoFace) or the index no page's (page.ErrNoPage), and when w does.
func Write(w io.Writer, d *page.Doc, index int, cat *fonts.Catalog, o Options) error {
	img, err := Draw(d, index, cat, o)
	if err != nil {
		return err
	}
	if err := Encode(w, img, o); err != nil {
		return fmt.Errorf("write the image of page %s: %w", d.Pages[index].Name, err)
	}
	return nil
}

// Encode writes a page that was drawn with o.
func Encode(w io.Writer, img *image.RGBA, o Options) error {
	b := bufio.NewWriter(w)
	if err := encode(b, img, o.ppi()); err != nil {
		return err
	}
	return b.Flush()
}

// Draw paints page d.Pages[index] on white and returns it; all its pixels are opaque.
func Draw(d *page.Doc, index int, cat *fonts.Catalog, o Options) (*image.RGBA, error) {
	return NewDrawer(d, cat, o).Draw(index)
}

// Drawer draws pages of a document one after another. It keeps the outlines of their glyphs
// and the raster, so that every page but the first takes two thirds of the time. It is not
// for concurrent use.
type Drawer struct {
	doc    *page.Doc
	o      Options
	glyphs outlines
	canvas canvas
}

// NewDrawer returns a Drawer of d's pages, whose faces are in cat.
func NewDrawer(d *page.Doc, cat *fonts.Catalog, o Options) *Drawer {
	s := scale{ppi: int64(o.ppi())}
	return &Drawer{doc: d, o: o, glyphs: outlines{cat: cat, doc: d, scale: s}, canvas: canvas{scale: s}}
}

// Draw paints the page with this index as the function Draw does. The picture is good until
// the next call.
func (d *Drawer) Draw(index int) (*image.RGBA, error) {
	pg, err := d.doc.At(index)
	if err != nil {
		return nil, err
	}
	if err := d.canvas.open(pg, d.o.Bleed); err != nil {
		return nil, fmt.Errorf("page %s: %w", pg.Name, err)
	}
	p := painter{canvas: &d.canvas, doc: d.doc, glyphs: &d.glyphs}
	if err := p.items(pg.Items, place{scale: d.canvas.scale}); err != nil {
		return nil, fmt.Errorf("page %s: %w", pg.Name, err)
	}
	return d.canvas.img, nil
}

func (o Options) ppi() int {
	if o.PPI <= 0 {
		return 100
	}
	return min(o.PPI, 2400)
}

// open makes the canvas the white raster of a page's trimmed or bleed rectangle.
func (c *canvas) open(pg *page.Page, bleed bool) error {
	r := pg.Trim
	if bleed {
		r = pg.Bleed
	}
	w, h := c.scale.pixels(r.W), c.scale.pixels(r.H)
	if r.Empty() || w > maxPixels || h > maxPixels || w*h > maxPixels {
		return fmt.Errorf("a page of %.0f × %.0f pt at %d ppi cannot be drawn", r.W.Float(), r.H.Float(), c.scale.ppi)
	}
	c.scale.corner = unit.Point{X: r.X, Y: r.Y}
	if box := image.Rect(0, 0, int(w), int(h)); c.img == nil || c.img.Rect != box {
		c.img = image.NewRGBA(box)
	}
	c.clip = raster.Win(0, 0, int(w), int(h))
	whiten(c.img.Pix)
	return nil
}

// whiten fills pix, which is not empty, with 255, by copying what is filled already.
func whiten(pix []uint8) {
	pix[0] = 255
	for n := 1; n < len(pix); n *= 2 {
		copy(pix[n:], pix[:n])
	}
}
