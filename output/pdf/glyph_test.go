package pdf

import (
	"bytes"
	"errors"
	"testing"

	"banxin/layout/page"
)

// TestNoGlyph: files that claim a standard never show the glyph of what a face has not;
// proofs do.
func TestNoGlyph(t *testing.T) {
	d := specimen(t)
	p := *d.Pages[0]
	p.Items = append(p.Items[:len(p.Items):len(p.Items)], &page.Text{Size: 9 << 16, Src: "\U0001F600", Glyphs: []page.Glyph{{}}})
	out := *d
	out.Pages = []*page.Page{&p}
	for _, profile := range Profiles {
		err := Write(&bytes.Buffer{}, &out, catalog(t), Options{Profile: profile})
		if want := profile != Screen && profile != Plain; errors.Is(err, ErrNoGlyph) != want || !want && err != nil {
			t.Errorf("%s: %v", profile, err)
		}
	}
}
