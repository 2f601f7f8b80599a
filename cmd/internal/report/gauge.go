package report

import (
	"banxin/layout/lint"
	"banxin/output/gauge"
)

// Gauge writes what printed pages measure.
func (t *Text) Gauge(pages []*gauge.Page) {

	for _, p := range pages {
		if p.Unread {
			t.Line("page-no-text-that-can-measured", p.Number)
			continue
		}
		t.Line("page-mm-text-pt-on-pt", p.Number, fixed(p.W*254/720), fixed(p.H*254/720), fixed(p.Body.Size), fixed(p.Leading), p.Body.Face, p.Body.Font)
		t.Line("columns-of-characters-pt-pt-apart", p.Columns.Count, p.Columns.Chars, fixed(p.Columns.Width), fixed(p.Columns.Gutter), p.Columns.Sure)
		for i := range p.Heads {
			h := &p.Heads[i]
			t.Line("head-pt-white-below-lines-kicker", fixed(h.Type.Size), h.Type.Face, fixed(h.White), fixed(h.Kicker), fixed(h.Deck), h.Text)
		}
		t.Line("rules-level-upright", p.Level, p.Upright)
	}
}

// fixed writes hundredths.
func fixed(n int) string { return lint.Hundredths(n).String() }
