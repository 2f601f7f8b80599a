package works

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"image/jpeg"
	"slices"
	"sync"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/epub"
	"banxin/output/png"
)

// Pictures of pages for screens. Those of the e-edition are to find a story by and to touch:
// its heads can be read, its type just so, and sixteen pages are sent to a phone. Those of the
// replica and the e-paper are read.
const (
	screenPPI      = 120
	touchedSide    = 1120 // pixels at most
	readSide       = 2600
	touchedQuality = 55 // of JPEGs
	screenQuality  = 80
	previewQuality = 70
)

// touched is the size of the e-edition's pictures, which can do without.
func touched(s *Set) []int {
	if s.Edition.Paper.EEdition.TextOnly {
		return nil
	}
	return []int{cmp.Or(s.Edition.Paper.EEdition.PageSide, touchedSide)}
}

func read(*Set) []int { return []int{readSide} }

// both are a picture to begin with, on a telephone too, and one to read.
func both(*Set) []int { return []int{touchedSide, readSide} }

// pictures are the pages of a document as pictures, in each size that is needed.
type pictures struct {
	sizes    []pictured // by side, the smallest first
	drawn    sync.WaitGroup
	previews epub.Previews // of the first page
}

type pictured struct {
	side  int
	pages []epub.PageImage
}

// need makes room for pictures of n pages with this longest side.
func (s *pictures) need(side, n int) {
	at, found := slices.BinarySearchFunc(s.sizes, side, func(p pictured, side int) int { return p.side - side })
	if side > 0 && !found {
		s.sizes = slices.Insert(s.sizes, at, pictured{side, make([]epub.PageImage, n)})
	}
}

// of returns the pictures of the n-th size of those that a product needs when all are there:
// none where it needs none. It fails when the task that makes one of them has failed.
func (s *pictures) of(sides []int, n int) ([]epub.PageImage, error) {
	if n >= len(sides) {
		return nil, nil
	}
	side := sides[n]
	s.drawn.Wait()
	i := slices.IndexFunc(s.sizes, func(p pictured) bool { return p.side == side })
	if slices.ContainsFunc(s.sizes[i].pages, func(p epub.PageImage) bool { return p.Data == nil }) {
		return nil, context.Canceled
	}
	return s.sizes[i].pages, nil
}

// ppi is the resolution of a page's picture.
func (s pictured) ppi(p *page.Page) int {
	side := max(p.Trim.W, p.Trim.H, 1)
	return max(1, min(screenPPI, int(unit.Points(72*s.side)/side)))
}

// quality is that of JPEGs of the size.
func (s pictured) quality() int {
	if s.side <= touchedSide {
		return touchedQuality
	}
	return screenQuality
}

// picture is the task that draws page i in each size.
func (m *maker) picture(i int) task {
	m.pictures.drawn.Add(1)
	return task{m.pageFile(i, ".png"), func(ctx context.Context) error {
		defer m.pictures.drawn.Done()
		return m.drawPictures(ctx, i)
	}}
}

func (m *maker) drawPictures(ctx context.Context, i int) error {
	if err := m.drawSizes(ctx, i); err != nil || i > 0 || !m.previewed() {
		return err
	}
	return m.drawPreviews()
}

// drawSizes draws page i in each size.
func (m *maker) drawSizes(ctx context.Context, i int) error {
	p := m.doc.Pages[i]
	sizes := m.pictures.sizes
	for n, s := range sizes {
		if n > 0 && s.ppi(p) == sizes[n-1].ppi(p) {
			s.pages[i] = sizes[n-1].pages[i]
			continue
		}
		s.pages[i].Index = i
		var err error
		if s.pages[i].Format, s.pages[i].Data, err = m.keptPicture(i, s); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// keptPicture draws page i in a size, once.
func (m *maker) keptPicture(i int, s pictured) (format string, data []byte, err error) {
	p := m.doc.Pages[i]
	draw := func() error {
		return m.drawers.page(i, s.ppi(p), func(img *image.RGBA) (err error) {
			format, data, err = forScreen(img, hasPicture(p.Items), s.quality())
			return err
		})
	}
	if m.set.o.Keep == nil {
		err = draw()
		return format, data, err
	}
	kept, err := m.set.o.Keep(m.pageKey(i, "screen", s.side), func() ([]byte, error) {
		err := draw()
		return append([]byte(format+" "), data...), err
	})
	if err != nil {
		return "", nil, err
	}
	name, rest, _ := bytes.Cut(kept, []byte(" "))
	return string(name), rest, nil
}

// makes tells whether a kind of output is made.
func (m *maker) makes(k Kind) bool {
	return slices.ContainsFunc(m.products, func(p product) bool { return p.kind == k })
}

// previewed tells whether books are made with pictures of their pages.
func (m *maker) previewed() bool {
	return len(m.pictures.sizes) > 0 && (m.makes(EPUB) || m.makes(Replica))
}

// drawPreviews draws the first page small, for the books.
func (m *maker) drawPreviews() error {
	out := &m.pictures.previews
	for _, v := range []struct {
		width int
		to    *[]byte
	}{{epub.CoverWidth, &out.Cover}, {epub.ThumbnailWidth, &out.Thumbnail}} {
		ppi := max(1, int(unit.Points(72*v.width)/max(1, m.doc.Pages[0].Trim.W)))
		var err error
		*v.to, err = m.kept(m.pageKey(0, "preview", v.width), func() ([]byte, error) {
			var b bytes.Buffer
			err := m.drawers.page(0, ppi, func(img *image.RGBA) error {
				return jpeg.Encode(&b, img, &jpeg.Options{Quality: previewQuality})
			})
			return b.Bytes(), err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// forScreen encodes a page's picture, as PNG if it is type and few colours.
func forScreen(img *image.RGBA, pictured bool, quality int) (format string, data []byte, err error) {
	var b bytes.Buffer
	if !pictured {
		if ok, err := png.EncodeFew(&b, img, png.Options{PPI: screenPPI}); ok || err != nil {
			return "png", b.Bytes(), err
		}
	}
	err = jpeg.Encode(&b, img, &jpeg.Options{Quality: quality})
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
