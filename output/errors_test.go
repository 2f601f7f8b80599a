package output_test

import (
	"errors"
	"io"
	"testing"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/color"
	"banxin/output/impose"
	"banxin/output/pdf"
	"banxin/output/png"
	"banxin/output/proof"
	"banxin/output/svg"
)

// TestErrors: what a program may have to tell apart is an error it can test for.
func TestErrors(t *testing.T) {
	empty, cat := &page.Doc{Meta: page.Meta{Date: "2026-10-20"}}, &fonts.Catalog{}
	_, _, noPages := impose.Sheets(nil, impose.Options{})
	_, _, formats := impose.Sheets([]page.ImageFile{{W: 100, H: 100}, {W: 900, H: 100}}, impose.Options{})
	_, overlay := proof.Overlay(empty, cat, proof.Sheet{Page: 1}, proof.Options{})
	_, profile := color.Parse([]byte("no profile"))
	_, length := unit.Parse("3字")
	_, other := unit.Parse("wide")
	for name, c := range map[string]struct{ got, want error }{
		"png":     {png.Write(io.Discard, empty, 0, cat, png.Options{}), page.ErrNoPage},
		"svg":     {svg.Write(io.Discard, empty, -1, cat, svg.Options{}), page.ErrNoPage},
		"proof":   {overlay, page.ErrNoPage},
		"pdf":     {pdf.Write(io.Discard, empty, cat, pdf.Options{}), page.ErrNoPages},
		"impose":  {noPages, page.ErrNoPages},
		"formats": {formats, impose.ErrFormats},
		"profile": {profile, color.ErrProfile},
		"length":  {length, unit.ErrLength},
		"other":   {other, unit.ErrLength},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v is not %v", name, c.got, c.want)
		}
	}
}
