package report

import (
	"fmt"
	"strings"

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
		if p.Columns.Common() {
			t.Line("columns-of-characters-pt-pt-apart", p.Columns.Count, p.Columns.Chars, fixed(p.Columns.Width), fixed(p.Columns.Gutter), p.Columns.Sure)
		} else if len(p.Columns.Measures) > 0 {
			t.Line("no-basic-columns-each-story-columns", measures(p))
		}
		for i := range p.Heads {
			h := &p.Heads[i]
			if h.Down {
				t.Line("upright-head-pt-white-beside", fixed(h.Type.Size), h.Type.Face, fixed(h.White), fixed(h.Kicker), fixed(h.Deck), h.Text)
				continue
			}
			t.Line("head-pt-white-below-lines-kicker", fixed(h.Type.Size), h.Type.Face, fixed(h.White), fixed(h.Kicker), fixed(h.Deck), h.Text)
		}
		t.Line("rules-level-upright", p.Level, p.Upright)
	}
}

// measures lists the widest used measures of a page, in characters, and how many lines have them.
func measures(p *gauge.Page) string {
	var out []string
	for _, m := range p.Columns.Measures[:min(len(p.Columns.Measures), 4)] {
		out = append(out, fmt.Sprintf("%d×%d", (m.Width+p.Body.Size/2)/p.Body.Size, m.Lines))
	}
	return strings.Join(out, " ")
}

// fixed writes hundredths.
func fixed(n int) string { return lint.Hundredths(n).String() }
