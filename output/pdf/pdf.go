// Package pdf writes a composed edition as a PDF file for the press: exact glyph
// positions, subset fonts with their text, black as one ink, page boxes and an outline.
//
//	var buf bytes.Buffer
//	err := pdf.Write(&buf, res.Doc, cat, pdf.Options{})
//
// gopdf assembles the file; page contents, fonts, pictures and colours are ours and enter
// as imported objects, and what gopdf cannot write is completed when the file is sealed.
// The same input gives the same bytes, on any number of processors.
package pdf

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/output/internal/inks"
)

// Options of Write. The zero value writes PDF/X-4 for newsprint, with the edition's date
// and made by banxin.
type Options struct {
	Profile   Profile   // the kind of file; "": X4
	Press     Press     // what the print shop asks for
	Tagged    bool      // a structure tree also where the profile asks for none
	Modified  time.Time // when it was made; zero: the edition's day at 00:00 +08:00
	Generator string    // "banxin 0.1.0"; empty: banxin
	Unclaimed bool      // no standard is claimed: it was not checked, or not kept
	Proof     bool      // it is a proof, and says so: no standard is claimed. So is what has gaps
	Compress  int       // zlib level 1-9; 0: 6
	Parallel  int       // goroutines; 0: GOMAXPROCS

	// Keep returns what was made for a key before, or makes it; may be nil. It makes pictures
	// for the press, which are slow to make, and is called from several goroutines.
	Keep func(key string, make func() ([]byte, error)) ([]byte, error)
	// Only has nothing made but the pictures that it is true for, for Keep to keep: no file is
	// written. Nil: a file.
	Only func(name string) bool
	// Shown is told, with Only, of each JPEG file in four inks that the file would hold: whether its
	// amounts are turned, and how many points wide it is where it is shown first. May be nil; it is
	// called from several goroutines.
	Shown func(jpeg []byte, inverted bool, points float64) error
}

// creator is what made the file's parts.
const creator = "banxin"

// china is the offset of the edition's day: PRC standard time.
var china = time.FixedZone("", 8*3600)

func (o Options) withDefaults(d *page.Doc) (Options, error) {
	if o.Profile == "" {
		o.Profile = X4
	}
	if _, ok := standards[o.Profile]; !ok {
		return o, fmt.Errorf("there is no profile %q; there are %v", o.Profile, Profiles)
	}
	if o.Generator == "" {
		o.Generator = creator
	}
	if o.Compress == 0 {
		o.Compress = 6
	}
	if o.Compress < 1 || o.Compress > 9 {
		return o, fmt.Errorf("compression level %d is not between 1 and 9", o.Compress)
	}
	if o.Parallel <= 0 {
		o.Parallel = runtime.GOMAXPROCS(0)
	}
	if o.Modified.IsZero() {
		day, err := time.ParseInLocation("2006-01-02", d.Meta.Date, china)
		if err != nil {
			return o, fmt.Errorf("the edition's date %q is not a day like 2026-10-20", d.Meta.Date)
		}
		o.Modified = day
	}
	return o, nil
}

// Write writes d to w. The faces of d are looked up in cat by name. Gaps are white, and a file
// with any does not claim to be PDF/X. An error names what could not be written: a broken
// picture, a face that is not there, a page without size.
func Write(w io.Writer, d *page.Doc, cat *fonts.Catalog, o Options) error {
	if err := write(w, d, cat, o); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	return nil
}

func write(w io.Writer, d *page.Doc, cat *fonts.Catalog, o Options) error {
	o, err := o.withDefaults(d)
	if err != nil {
		return err
	}
	icc, err := o.Press.profile()
	if err != nil {
		return err
	}
	if standards[o.Profile].inks {
		d = inks.Apply(d, icc)
	}
	d = withMarks(d, cat, o)
	if title := strings.TrimSpace(d.Meta.Title); title != d.Meta.Title {
		trimmed := *d
		trimmed.Meta.Title = title
		d = &trimmed
	}
	f := &file{doc: d, opt: o, std: standards[o.Profile], icc: icc}
	if f.devices, err = o.Press.deviceLinks(); err != nil {
		return err
	}
	f.std.tags = f.std.tags || o.Tagged
	f.opt.Proof = o.Proof || d.HasGaps()
	if f.opt.Proof || o.Unclaimed {
		f.std.x = "" // no file for a press
	}
	f.std.a = f.std.a && !o.Unclaimed && !o.Proof
	if err := f.layOut(); err != nil {
		return err
	}
	if f.res.faces, err = collect(d, cat, standards[o.Profile].claims()); err != nil {
		return err
	}
	if err := f.number(); err != nil {
		return err
	}
	if o.Only != nil {
		return f.pictures(o.Only)
	}
	if err := f.make(); err != nil {
		return err
	}
	return f.assemble(w)
}
