package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/output/epaper"
	"banxin/output/epub"
	"banxin/output/svg"
)

// generator is who made a file, as the files say.
const generator = "banxin " + Version

// maker makes the output files of one edition.
type maker struct {
	o        *buildOptions
	c        *composed
	doc      *page.Doc // the pages asked for
	outs     *outputs
	base     string // of file names
	modified time.Time
	screens  screens // pictures of all pages, for the books
	drawers  drawers
	drawn    sync.WaitGroup // until the pictures are there
	press    editions.Press // the paper's, with the flags over it
	mu       sync.Mutex
	flown    []report.Flown // press PDFs that were preflighted
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
	m.screens = m.newScreens()
	m.drawers = drawers{doc: m.doc, cat: m.c.cat}
	for i, p := range m.doc.Pages {
		name := fmt.Sprintf("%s_%02d", pageName(m.base), p.Number)
		if m.wants("png") || m.screens != nil {
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

// replicaEnd ends the name of a replica's file.
const replicaEnd = "-replica.epub"

// epaperEnd ends the name of the folder of what a web site shows.
const epaperEnd = "-epaper"

// epaper makes the package for a web site, when all pictures of the pages are there.
func (m *maker) epaper(ctx context.Context) error {
	m.drawn.Wait()
	o := epaper.Options{Modified: m.modified, Generator: generator}
	pictures, err := m.screens.of("epaper")
	if err != nil {
		return err
	}
	for _, p := range pictures {
		o.Pages = append(o.Pages, epaper.PageImage(p))
	}
	files, err := epaper.Build(m.c.ed, m.doc, o)
	if err != nil {
		return words.Fault("cannot make %s: %v", m.base+epaperEnd, err)
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

func (m *maker) epub(w io.Writer) error {
	if m.c.ed.Paper.EEdition.TextOnly {
		return m.bind(w, nil, epub.Write)
	}
	return m.bindPictured(w, "epub", epub.Write)
}

func (m *maker) replica(w io.Writer) error {
	return m.bindPictured(w, "epub-replica", epub.WriteReplica)
}

// binder writes an e-edition in one of its forms.
type binder func(io.Writer, *editions.Edition, *page.Doc, *fonts.Catalog, epub.Options) error

// bindPictured makes an e-edition of a kind when all pictures of the pages are there.
func (m *maker) bindPictured(w io.Writer, kind string, write binder) error {
	m.drawn.Wait()
	pictures, err := m.screens.of(kind)
	if err != nil {
		return err
	}
	return m.bind(w, pictures, write)
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
