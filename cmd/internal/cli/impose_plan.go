package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"banxin/assets/faces"
	"banxin/cmd/internal/report"
	"banxin/cmd/internal/words"
	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/output/impose"
	"banxin/output/pdf"
	"banxin/output/png"
	"banxin/output/svg"
	"banxin/output/works"
)

// plateNames names the files of plates where the printer's file does not.
const plateNames = "{code}_{yyyymmdd}_{plate}.pdf"

// platemaker makes the plates of one edition.
type platemaker struct {
	o     *imposeOptions
	w     *world
	press editions.Press
	cat   *fonts.Catalog
	plan  *impose.Plan
	doc   *page.Doc
	pdf   pdf.Options
	found []works.Preflight
	files []works.File
}

// plates imposes as a printer's file says: a plan, and a file a side of a plate.
func (o *imposeOptions) plates(ctx context.Context, w *world, files []string) error {
	m, pages, err := o.gather(ctx, w, files)
	if err != nil {
		return err
	}
	works.Number(pages.Pages)
	plan, found := impose.New(pages.Pages, &m.press)
	found.Sort()
	if plan == nil || o.format != "json" {
		t := w.newText(w.err, true)
		t.Findings(found)
		if err := t.Flush(); err != nil {
			return err
		}
	}
	if plan == nil {
		return verdict(found, "error")
	}
	m.plan, m.doc = plan, plan.Document(pages.Images, m.doc.Meta)
	m.doc.Spots = pages.Spots
	if err := m.write(ctx); err != nil {
		return err
	}
	if err := m.say(found); err != nil {
		return err
	}
	return cmp.Or(verdict(found, "error"), landed(m.found, "error"))
}

// gather reads the printer's file and the pages.
func (o *imposeOptions) gather(ctx context.Context, w *world, files []string) (*platemaker, *works.Supplied, error) {
	if err := cmp.Or(choice("--profile", o.profile, plateProfiles), o.check(), choice("--format", o.format, formats), o.pictured()); err != nil {
		return nil, nil, err
	}
	m := &platemaker{o: o, w: w}
	if o.shop != "" {
		press, found, err := loadShop(o.shop)
		if err != nil {
			return nil, nil, err
		}
		if err := w.faults(found); err != nil {
			return nil, nil, err
		}
		m.press = press
	}
	m.press = o.of(m.press)
	date, err := w.sourceDate()
	if err != nil {
		return nil, nil, err
	}
	all := &works.Supplied{}
	for i, file := range files {
		data, err := readFile(file)
		if err != nil {
			return nil, nil, words.Fault("cannot-read-file", file, err)
		}
		s, err := works.Supply(ctx, filepath.ToSlash(file), data, m.press)
		if err != nil {
			return nil, nil, err
		}
		all.Add(s)
		if i > 0 {
			continue
		}
		about, err := pdf.ReadAbout(data)
		if err != nil {
			return nil, nil, err
		}
		meta, at := platesMeta(file, about, date)
		meta.Code = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		press := works.Press(m.press)
		press.ICC, press.Condition, press.Info = about.ICC, about.Condition, about.Info
		m.doc = &page.Doc{Meta: meta}
		m.pdf = pdf.Options{Profile: pdf.Profile(o.profile), Press: press, Modified: at, Generator: works.Generator}
	}
	if o.out == "" {
		o.out = strings.TrimSuffix(files[0], filepath.Ext(files[0])) + "-plates"
	}
	m.cat, err = fonts.NewCatalog(faces.All()...)
	return m, all, err
}

// pictured checks --picture.
func (o *imposeOptions) pictured() error {
	if o.picture == "" {
		return nil
	}
	return choice("--picture", strings.ToLower(strings.TrimPrefix(filepath.Ext(o.picture), ".")), []string{"png", "svg"})
}

// write makes the files: one of all plates, or a folder with one a side of a plate, the plan
// and its pictures.
func (m *platemaker) write(ctx context.Context) error {
	if m.o.picture != "" {
		if err := writeFile(ctx, m.o.picture, m.draw(filepath.Ext(m.o.picture))); err != nil {
			return err
		}
	}
	if strings.EqualFold(filepath.Ext(m.o.out), ".pdf") {
		data, err := m.checked(ctx, m.o.out, m.doc)
		if err != nil {
			return err
		}
		return writeFile(ctx, m.o.out, bytesOf(data))
	}
	out, err := stage(m.o.out)
	if err != nil {
		return err
	}
	defer out.Abandon()
	pattern := plateNames
	if m.press.Plates != nil {
		pattern = cmp.Or(m.press.Plates.Names, plateNames)
	}
	taken := map[string]bool{}
	for i := range m.doc.Pages {
		name := pdf.FileName(pattern, m.doc, i)
		if filepath.Ext(name) != ".pdf" {
			name += ".pdf"
		}
		if !works.Plain(name) {
			return source.Faultf("plate-would-file", m.plan.Plates[i].Name, name)
		}
		if low := strings.ToLower(name); taken[low] {
			return source.Faultf("two-plates-would-file", name)
		} else {
			taken[low] = true
		}
		data, err := m.checked(ctx, name, pdf.Split(m.doc, i))
		if err != nil {
			return err
		}
		if err := out.write(ctx, name, bytesOf(data)); err != nil {
			return err
		}
	}
	for _, f := range []struct {
		name string
		fill func(io.Writer) error
	}{{"plan.svg", m.draw(".svg")}, {"plan.png", m.draw(".png")}, {"plan.json", func(w io.Writer) error { return report.JSON(w, m.plan) }}} {
		if err := out.write(ctx, f.name, f.fill); err != nil {
			return err
		}
	}
	m.files = out.files
	return out.Commit()
}

func bytesOf(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// draw draws the plan as a PNG or SVG.
func (m *platemaker) draw(ext string) func(io.Writer) error {
	d := m.plan.Picture(m.cat, m.doc.Meta)
	return func(w io.Writer) error {
		if strings.EqualFold(ext, ".svg") {
			return svg.Write(w, d, 0, m.cat, svg.Options{})
		}
		return png.Write(w, d, 0, m.cat, png.Options{PPI: 96})
	}
}

// checked writes plates and preflights them: as the press asks of pages, but for their size.
func (m *platemaker) checked(ctx context.Context, name string, d *page.Doc) ([]byte, error) {
	wanted := works.Demands(m.press)
	wanted.MaxSpots, wanted.Spots, wanted.Trims, wanted.Margin, wanted.Bleed = 0, nil, nil, 0, 0
	data, r, err := works.Checked(ctx, wanted, func(w io.Writer, unclaimed bool) error {
		opts := m.pdf
		opts.Unclaimed = unclaimed
		return pdf.Write(w, d, m.cat, opts)
	})
	if err == nil {
		m.found = append(m.found, works.Preflight{File: name, Report: r})
	}
	return data, err
}

// say says how the pages lie.
func (m *platemaker) say(found source.List) error {
	if m.o.format == "json" {
		r := &report.Imposition{Plan: m.plan}
		r.Find(found)
		return report.JSON(m.w.out, r)
	}
	t := m.w.newText(m.w.out, true)
	if !m.o.quiet {
		for i := range m.plan.Plates {
			t.Line("plate-row", m.row(t, &m.plan.Plates[i])...)
		}
		t.Line("plates-of-sheets", len(m.plan.Plates), m.plan.Sheets, m.plan.Pages, m.plan.Blanks)
		t.Line("plates-in", len(m.plan.Plates), m.o.out)
		if d := m.press.Delivery; d != (editions.Delivery{}) {
			t.Line("deliver-to", cmp.Or(d.To, "–"), cmp.Or(d.By, "–"), cmp.Or(d.Contact, "–"), d.Note)
		}
	}
	for _, f := range m.found {
		if f.Failed() {
			t.Flight(f, true)
		}
		if !f.Conforms() {
			t.Line("claims-no-standard", f.File)
		}
	}
	return t.Flush()
}

// row is a line of the table.
func (m *platemaker) row(t *report.Text, s *impose.Sided) []any {
	var b strings.Builder
	last := -1.0
	for i, c := range s.Cells {
		if i > 0 && float64(c.Y) > last+1 {
			b.WriteString(" /")
		}
		last = float64(c.Y)
		b.WriteByte(' ')
		if c.Page == 0 {
			b.WriteString(t.Say.T("blank"))
			continue
		}
		fmt.Fprint(&b, c.Page)
		b.WriteString([]string{"", "→", "↓", "←"}[c.Turned/90])
	}
	return []any{s.Name, t.Say.T(s.Side), b.String(), fmt.Sprintf("%g × %g", s.Block[0], s.Block[1]), strings.Join(s.Inks, " "), s.Copies}
}
