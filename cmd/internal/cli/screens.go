package cli

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"io"
	"slices"
	"sync"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/epub"
	"banxin/output/png"
)

// Pictures of pages for screens. Those of the e-edition are to find a story by and to touch:
// its heads can be read, its type just so. Those of the replica and the e-paper are read.
const (
	screenPPI     = 120
	touchedSide   = 2000 // pixels at most
	readSide      = 2600
	screenQuality = 80 // of JPEGs
)

// screens are the pictures of an edition's pages by the longest side they may have.
type screens []screen

type screen struct {
	side  int
	kinds []string // of output that they are for
	pages []epub.PageImage
}

// newScreens returns room for the pictures that the outputs asked for need: the e-edition
// can do without.
func (m *maker) newScreens() screens {
	var out screens
	add := func(side int, kinds ...string) {
		if slices.ContainsFunc(kinds, m.wants) {
			out = append(out, screen{side, kinds, make([]epub.PageImage, len(m.doc.Pages))})
		}
	}
	if !m.c.ed.Paper.EEdition.TextOnly {
		add(touchedSide, "epub")
	}
	add(readSide, "epub-replica", "epaper")
	return out
}

// of returns the pictures for a kind of output. It fails when the task that makes one of
// them has failed.
func (s screens) of(kind string) ([]epub.PageImage, error) {
	i := slices.IndexFunc(s, func(s screen) bool { return slices.Contains(s.kinds, kind) })
	if slices.ContainsFunc(s[i].pages, func(p epub.PageImage) bool { return p.Data == nil }) {
		return nil, context.Canceled
	}
	return s[i].pages, nil
}

// ppi is the resolution of a page's picture.
func (s screen) ppi(p *page.Page) int {
	side := max(p.Trim.W, p.Trim.H, 1)
	return max(1, min(screenPPI, int(unit.Points(72*s.side)/side)))
}

// draw makes the PNG of a page and its pictures for screens.
func (m *maker) draw(ctx context.Context, i int, name string) error {
	if m.wants("png") {
		err := m.outs.write(ctx, name, func(w io.Writer) error {
			return m.drawers.page(i, m.o.ppi, func(img *image.RGBA) error {
				return png.Encode(w, img, png.Options{PPI: m.o.ppi})
			})
		})
		if err != nil {
			return err
		}
	}
	p := m.doc.Pages[i]
	for n, s := range m.screens {
		if n > 0 && s.ppi(p) == m.screens[n-1].ppi(p) {
			s.pages[i] = m.screens[n-1].pages[i]
			continue
		}
		s.pages[i].Index = i
		err := m.drawers.page(i, s.ppi(p), func(img *image.RGBA) (err error) {
			s.pages[i].Format, s.pages[i].Data, err = forScreen(img, hasPicture(p.Items))
			return err
		})
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

// forScreen encodes a page's picture, as PNG if it is type and few colours.
func forScreen(img *image.RGBA, pictured bool) (format string, data []byte, err error) {
	var b bytes.Buffer
	if !pictured {
		if ok, err := png.EncodeFew(&b, img, png.Options{PPI: screenPPI}); ok || err != nil {
			return "png", b.Bytes(), err
		}
	}
	err = jpeg.Encode(&b, img, &jpeg.Options{Quality: screenQuality})
	return "jpeg", b.Bytes(), err
}

// hasPicture tells whether a photograph or a drawing is among items.
func hasPicture(items []page.Item) bool {
	return slices.ContainsFunc(items, func(it page.Item) bool {
		switch it := it.(type) {
		case *page.Image:
			return true
		case *page.Group:
			return hasPicture(it.Items)
		}
		return false
	})
}

// drawers lends the png.Drawers of a document, so that one learns the glyphs of many pages.
type drawers struct {
	doc  *page.Doc
	cat  *fonts.Catalog
	mu   sync.Mutex
	idle map[int][]*png.Drawer // by ppi
}

// page draws a page and hands it to use.
func (d *drawers) page(i, ppi int, use func(*image.RGBA) error) error {
	w := d.take(ppi)
	img, err := w.Draw(i)
	if err == nil {
		err = use(img)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.idle == nil {
		d.idle = map[int][]*png.Drawer{}
	}
	d.idle[ppi] = append(d.idle[ppi], w)
	return err
}

func (d *drawers) take(ppi int) *png.Drawer {
	d.mu.Lock()
	defer d.mu.Unlock()
	if n := len(d.idle[ppi]); n > 0 {
		w := d.idle[ppi][n-1]
		d.idle[ppi] = d.idle[ppi][:n-1]
		return w
	}
	return png.NewDrawer(d.doc, d.cat, png.Options{PPI: ppi})
}
