package works

import (
	"bytes"
	"context"
	"io"
	"slices"

	"banxin/layout/page"
	"banxin/output/pdf"
	"banxin/output/preflight"
)

// Checked writes a PDF for the press and preflights it. It claims its standard only where it
// keeps it: else it is written anew and claims none.
func Checked(ctx context.Context, wanted preflight.Profile, write func(w io.Writer, unclaimed bool) error) ([]byte, *preflight.Report, error) {
	return checked(ctx, wanted, nil, write)
}

// checked is Checked that measures pictures once.
func checked(ctx context.Context, wanted preflight.Profile, keep Keep, write func(w io.Writer, unclaimed bool) error) ([]byte, *preflight.Report, error) {
	var b bytes.Buffer
	if err := write(&b, false); err != nil {
		return nil, nil, err
	}
	r, err := preflight.Keep(keep).Check(ctx, bytes.NewReader(b.Bytes()), wanted)
	if err != nil || r.Conforms() || r.Standard == "" {
		return b.Bytes(), r, err
	}
	b.Reset()
	err = write(&b, true)
	r.Standard = ""
	return b.Bytes(), r, err
}

// archivable writes a PDF for the archive. With pages of other people's files it claims to be
// one only where what they hold may be in it.
func archivable(ctx context.Context, d *page.Doc, write func(w io.Writer, unclaimed bool) error) ([]byte, error) {
	var b bytes.Buffer
	if err := write(&b, false); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(d.Images, func(f page.ImageFile) bool { return f.Format == "pdf" }) {
		return b.Bytes(), nil
	}
	ok, err := preflight.Archivable(ctx, bytes.NewReader(b.Bytes()))
	if err != nil || ok {
		return b.Bytes(), err
	}
	b.Reset()
	err = write(&b, true)
	return b.Bytes(), err
}

// claims tells whether files of a profile say that they keep a standard.
func claims(profile pdf.Profile) bool { return printed(profile) || profile == pdf.Archive }
