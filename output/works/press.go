package works

import (
	"cmp"
	"context"
	"io"
	"math"
	"path"
	"regexp"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/pdf"
	"banxin/output/preflight"
)

// Preflight is what preflight says of a press PDF.
type Preflight struct {
	File string `json:"file"`
	*preflight.Report
}

// splitNames names the files of pages where the paper does not.
const splitNames = "{code}_{yyyymmdd}_{pp}.pdf"

// Press is what a paper asks of its press, as the PDF writer takes it.
func Press(p editions.Press) pdf.Press {
	on := func(m editions.PressMarks) bool { return p.Marks&m != 0 }
	return pdf.Press{
		ICC: p.Data, Condition: p.Condition, Info: p.Info, InkLimit: p.InkLimit, PPI: p.PPI, Quality: p.Quality,
		Trap: p.Trap, Links: p.Links, GCR: p.GCR, BlackStart: p.BlackStart,
		Marks: pdf.Marks{
			Crop: on(editions.CropMarks), Fold: on(editions.FoldMarks), Registration: on(editions.RegistrationMarks),
			Bar: on(editions.ColorBar), Slug: on(editions.SlugLine), Center: on(editions.CenterMarks), Strip: on(editions.ControlStrip), GreyBalance: on(editions.GreyBalance),
		},
	}
}

// Demands is what a paper's press asks of files.
func Demands(p editions.Press) preflight.Profile {
	d := preflight.Newspaper()
	l := p.Limits
	for _, v := range []struct {
		to *float64
		n  int
	}{{&d.InkLimit, p.InkLimit}, {&d.MinPPI, p.MinPPI}, {&d.WarnPPI, l.WarnPPI}, {&d.MinBitPPI, l.MinBitPPI}, {&d.MinReverseBG, l.MinGround}, {&d.MaxTint, l.MaxTint}} {
		if v.n > 0 {
			*v.to = float64(v.n)
		}
	}
	for _, v := range []struct {
		to *float64
		l  unit.Length
	}{
		{&d.MinType, p.MinType}, {&d.MinReverse, p.MinReverse}, {&d.MinRule, p.MinRule}, {&d.MinMultiType, l.MinMultiType}, {&d.MinReverse2, l.MinReverse2},
		{&d.MinMultiRule, l.MinMultiRule}, {&d.ThinRule, l.ThinRule},
	} {
		if v.l > 0 {
			*v.to = float64(v.l) / float64(unit.Pt)
		}
	}
	if l.Bleed > 0 {
		d.Bleed = inMillimetres(l.Bleed)
	}
	if l.Margin > 0 {
		d.Margin = inMillimetres(l.Margin)
	}
	switch {
	case p.MaxSpots > 0:
		d.MaxSpots = p.MaxSpots
	case p.MaxSpots == 0:
		d.MaxSpots = -1
	}
	d.Spots = p.Spots
	for _, t := range p.Trims {
		d.Trims = append(d.Trims, preflight.Size{tenth(inMillimetres(t.W)), tenth(inMillimetres(t.H))})
	}
	return d
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// printed tells whether a profile is for presses, which preflight.
func printed(profile pdf.Profile) bool { return profile == pdf.X4 || profile == pdf.X1a }

// pdfs lists the tasks that make the PDF, or one a page.
func (m *maker) pdfs() ([]task, error) {
	d := m.pressDoc()
	if !m.press.Split {
		return append(m.signatures(), m.pdfFile(m.base+m.o.Pages.Suffix()+".pdf", d)), nil
	}
	out := m.signatures()
	for i := range d.Pages {
		name := pdf.FileName(cmp.Or(m.press.Names, splitNames), d, i)
		if m.o.Name != "" { // beside files that the paper names
			name = m.o.Name + "_" + name
		}
		if !Plain(name) {
			return nil, source.Faultf("page-would-file", "文件名", d.Pages[i].Number, name)
		}
		if path.Ext(name) != ".pdf" {
			name += ".pdf"
		}
		if slices.ContainsFunc(out, func(t task) bool { return strings.EqualFold(t.name, name) }) {
			return nil, source.Faultf("two-pages-would-file-put-pp", name)
		}
		out = append(out, m.pdfFile(name, pdf.Split(d, i)))
	}
	return out, nil
}

// pressDoc is what the PDF shows.
func (m *maker) pressDoc() *page.Doc {
	if m.press.Halves {
		return page.Halves(m.doc)
	}
	return m.doc
}

// pdfOptions are how PDFs are written.
func (m *maker) pdfOptions() pdf.Options {
	return pdf.Options{Profile: pdf.Profile(m.press.Profile), Press: Press(m.press), Modified: m.o.Modified, Generator: m.o.Generator, Parallel: m.set.o.Parallel, Keep: m.set.o.Keep}
}

// Plain tells whether a name is that of a file in a folder, on any machine: Windows knows
// some marks and the names of its devices as none, whatever their extension, and drops
// points and spaces at the end.
func Plain(name string) bool {
	marked := strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) })
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	return name != "" && !strings.HasPrefix(name, ".") && !marked && !strings.HasSuffix(name, ".") && !strings.HasSuffix(name, " ") &&
		!device.MatchString(strings.TrimRight(stem, " "))
}

var device = regexp.MustCompile(`^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])$`)

// pdfFile makes one PDF and, for the press, preflights it.
func (m *maker) pdfFile(name string, d *page.Doc) task {
	profile := pdf.Profile(m.press.Profile)
	wanted := Demands(m.press)
	proof := m.proofOnly(d)
	if proof {
		wanted.Standards = nil // it claims none
	}
	o := m.pdfOptions()
	write := func(w io.Writer, unclaimed bool) error {
		own := o
		own.Unclaimed, own.Proof = unclaimed, m.blank || proof && printed(profile)
		return pdf.Write(w, d, m.set.Catalog, own)
	}
	return task{name, func(ctx context.Context) (err error) {
		defer func() {
			if err == nil && printed(profile) {
				m.delivers(name, profile, d)
			}
		}()
		if slices.ContainsFunc(d.Pages, func(p *page.Page) bool { return m.held[p.Number] }) {
			return errUnsigned
		}
		if m.o.NoPreflight || !claims(profile) {
			return m.write(ctx, name, func(w io.Writer) error { return write(w, false) })
		}
		var data []byte
		var r *preflight.Report
		err = m.write(ctx, name, func(w io.Writer) (err error) {
			if profile == pdf.Archive {
				data, err = archivable(ctx, d, write)
			} else {
				data, r, err = checked(ctx, wanted, m.set.o.Keep, write)
			}
			if err == nil {
				_, err = w.Write(data)
			}
			return err
		})
		if err != nil || r == nil {
			return err
		}
		m.mu.Lock()
		defer m.mu.Unlock()
		m.made.Preflight = append(m.made.Preflight, Preflight{name, r})
		return nil
	}}
}
