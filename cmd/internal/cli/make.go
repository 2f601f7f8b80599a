package cli

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"banxin/editions"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/epaper"
	"banxin/output/epub"
	"banxin/output/png"
	"banxin/output/svg"
)

// generator is who made a file, as the files say.
const generator = "banxin " + Version

// Pictures of pages in the e-edition: fine enough to read heads by, small enough to carry.
const (
	picturePPI     = 120
	pictureSide    = 2600 // pixels at most
	pictureQuality = 80
)

// pictureRes is the resolution of a page's picture.
func pictureRes(p *page.Page) int {
	side := max(p.Trim.W, p.Trim.H, 1)
	return max(1, min(picturePPI, int(unit.Points(72*pictureSide)/side)))
}

// maker makes the output files of one edition.
type maker struct {
	o        *buildOptions
	c        *composed
	doc      *page.Doc // the pages asked for
	outs     *outputs
	base     string // of file names
	modified time.Time
	pictures []epub.PageImage // of all pages, for the e-edition
	drawn    sync.WaitGroup   // until they are there
	press    editions.Press   // the paper's, with the flags over it
	mu       sync.Mutex
	flown    []flown // press PDFs that were preflighted
}

// tasks lists what is to be made. The PDF comes first, since it takes longest for one
// file; the e-edition last, since it needs the pictures of the pages.
func (m *maker) tasks() ([]task, error) {
	var out []task
	if m.wants("pdf") {
		var err error
		if out, err = m.pdfs(); err != nil {
			return nil, err
		}
	}
	if m.book() {
		m.pictures = make([]epub.PageImage, len(m.doc.Pages))
	}
	for i, p := range m.doc.Pages {
		name := fmt.Sprintf("%s_%02d", pageName(m.base), p.Number)
		if m.wants("png") || m.book() {
			m.drawn.Add(1)
			out = append(out, task{name + ".png", func(ctx context.Context) error {
				defer m.drawn.Done()
				return m.draw(ctx, i, name+".png")
			}})
		}
		if m.wants("svg") {
			out = append(out, m.file(name+".svg", func(w io.Writer) error {
				return svg.Write(w, m.doc, i, m.c.cat, svg.Options{})
			}))
		}
	}
	if m.wants("epub") {
		out = append(out, m.file(m.base+".epub", m.epub))
	}
	if m.wants("epaper") {
		out = append(out, task{m.base + epaperEnd, m.epaper})
	}
	if m.wants("epub-replica") {
		out = append(out, m.file(m.base+replicaEnd, m.replica))
	}
	return out, nil
}

func (m *maker) wants(kind string) bool {
	return slices.Contains(m.o.to, kind) && !(slices.Contains(books, kind) && m.c.noBook)
}

// books are the kinds of output for readers on screens. They hold all pages.
var books = []string{"epub", "epub-replica", "epaper"}

// book tells whether one of them is made that needs the pictures of the pages: the
// e-edition can do without.
func (m *maker) book() bool {
	return m.wants("epub-replica") || m.wants("epaper") || m.wants("epub") && !m.c.ed.Paper.EEdition.TextOnly
}

// replicaEnd ends the name of a replica's file.
const replicaEnd = "-replica.epub"

// epaperEnd ends the name of the folder of what a web site shows.
const epaperEnd = "-epaper"

// epaper makes the package for a web site, when all pictures of the pages are there.
func (m *maker) epaper(ctx context.Context) error {
	m.drawn.Wait()
	o := epaper.Options{Modified: m.modified, Generator: generator}
	for _, p := range m.pictures {
		if p.Data == nil {
			return context.Canceled // another task failed
		}
		o.Pages = append(o.Pages, epaper.PageImage(p))
	}
	files, err := epaper.Build(m.c.ed, m.doc, o)
	if err != nil {
		return faultf("cannot make %s: %v", m.base+epaperEnd, err)
	}
	for _, f := range files {
		err := m.outs.write(ctx, path.Join(m.base+epaperEnd, f.Name), func(w io.Writer) error {
			_, err := w.Write(f.Data)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// file is the task that makes one file.
func (m *maker) file(name string, fill func(io.Writer) error) task {
	return task{name, func(ctx context.Context) error { return m.outs.write(ctx, name, fill) }}
}

// draw makes the PNG of a page and its picture for the e-edition, from one raster where
// both have the same resolution.
func (m *maker) draw(ctx context.Context, i int, name string) error {
	var img *image.RGBA
	var err error
	if m.wants("png") {
		err = m.outs.write(ctx, name, func(w io.Writer) error {
			return png.Write(w, m.doc, i, m.c.cat, png.Options{PPI: m.o.ppi})
		})
	}
	if err != nil || m.pictures == nil {
		return err
	}
	if ppi := pictureRes(m.doc.Pages[i]); img == nil || m.o.ppi != ppi {
		if img, err = png.Draw(m.doc, i, m.c.cat, png.Options{PPI: ppi}); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: pictureQuality}); err != nil {
		return err
	}
	m.pictures[i] = epub.PageImage{Index: i, Format: "jpeg", Data: b.Bytes()}
	return ctx.Err()
}

func (m *maker) epub(w io.Writer) error {
	if m.c.ed.Paper.EEdition.TextOnly {
		return m.bind(w, nil, epub.Write)
	}
	return m.bindPictured(w, epub.Write)
}

func (m *maker) replica(w io.Writer) error { return m.bindPictured(w, epub.WriteReplica) }

// binder writes an e-edition in one of its forms.
type binder func(io.Writer, *editions.Edition, *page.Doc, *fonts.Catalog, epub.Options) error

// bindPictured makes an e-edition when all pictures of the pages are there.
func (m *maker) bindPictured(w io.Writer, write binder) error {
	m.drawn.Wait()
	if slices.ContainsFunc(m.pictures, func(p epub.PageImage) bool { return p.Data == nil }) {
		return context.Canceled // another task failed
	}
	return m.bind(w, m.pictures, write)
}

func (m *maker) bind(w io.Writer, pictures []epub.PageImage, write binder) error {
	e := m.c.ed.Paper.EEdition
	o := epub.Options{
		Pages: pictures, Modified: m.modified, Generator: generator,
		Fonts: epub.FontMode(e.Fonts), Obfuscate: e.Obfuscate, Vertical: e.Vertical, Reviewer: e.Reviewer,
	}
	if e.Kindle {
		o.MaxBytes = epub.KindleBytes
	}
	return write(w, m.c.ed, m.doc, m.c.cat, o)
}

// baseName is the name of the edition's files: yxrb-20261020.
func baseName(meta page.Meta) string {
	code := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return -1
	}, meta.Code)
	return cmp.Or(code, "edition") + "-" + strings.ReplaceAll(meta.Date, "-", "")
}

// pageName is the name of the pages' files, less the number: yxrb_20261020.
func pageName(base string) string { return strings.ReplaceAll(base, "-", "_") }

// pageRange is the end of a file name that holds some pages only: _1_3-4.
func (m *maker) pageRange() string {
	if m.o.pages == "" {
		return ""
	}
	return "_" + strings.ReplaceAll(m.o.pages, ",", "_")
}
