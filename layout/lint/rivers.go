package lint

import (
	"strings"

	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// leastRiver is how many lines one under the other make a river.
const leastRiver = 4

// white is a gap in a line, along it.
type white struct{ from, to unit.Length }

// rivers: white at one place of four lines or more, one under the other, draws the eye
// downwards (20).
func (c *checker) rivers(col *column) {
	type run struct {
		white
		lines int
	}
	var live, next []run
	for i, l := range col.lines {
		next = next[:0]
		if i > 0 && !adjoins(col.lines[i-1], l) {
			live = live[:0]
		}
		for _, w := range l.whites() {
			best := run{w, 1}
			for _, r := range live {
				both := white{max(r.from, w.from), min(r.to, w.to)}
				if both.to-both.from >= l.size*3/10 && r.lines >= best.lines {
					best = run{both, r.lines + 1}
				}
			}
			if best.lines == leastRiver {
				c.line(l, finding("TYP-RIVER", source.Msg("white-runs-down-through-lines-at", leastRiver), source.Msg("change-words-near-by-so-lines")))
			}
			next = append(next, best)
		}
		live, next = next, live
	}
}

// adjoins tells whether line b is the next line of body text under a.
func adjoins(a, b *line) bool {
	return onGrid(a) && onGrid(b) && abs(b.base-a.base) < 2*max(a.size, b.size)
}

// Marks whose ink lies in one half of their cell.
const (
	inkAtStart = "，。、；：？！”’）》〉」』】〗〕"
	inkAtEnd   = "“‘（《〈「『【〖〔"
)

// whites lists the gaps of a line that are half a character wide or more.
func (l *line) whites() []white {
	var out []white
	end := unit.Length(-1)
	for _, t := range l.runs {
		at := t.in.Point(t.At)
		for _, g := range t.Glyphs {
			r := runeAt(t.Text, g)
			if r == ' ' {
				continue
			}
			x, wide := at.X+unit.Length(g.X), width(r, t.Size)
			if t.Dir == page.Vertical {
				x = at.Y + unit.Length(g.Y) - t.Size*88/100
			}
			switch {
			case '一' <= r && r <= '\u9FFF': // most are
			case strings.ContainsRune(inkAtEnd, r):
				x += t.Size / 2
				wide = t.Size / 2
			case strings.ContainsRune(inkAtStart, r):
				wide = t.Size / 2
			}
			if end >= 0 && x-end >= l.size*45/100 {
				out = append(out, white{end, x})
			}
			end = x + wide
		}
	}
	return out
}

// figures: in vertical text numbers of three figures and more lie on their side; Chinese
// numerals stand (GB/T 15835-2011 4.2; the form of a figure).
func (c *checker) figures(p *para) {
	for _, l := range p.lines {
		if !l.vertical || l.runs[0].Dir != page.Vertical && l.runs[0].in.Quarter&1 == 0 {
			continue
		}
		if s := figuresIn(l.text()); s != "" {
			c.line(l, finding("TYP-FIGURES", source.Msg("lies-on-side-in-vertical-text", s), source.Msg("write-year-in-chinese")))
			return
		}
	}
}

// figuresIn returns the first number of three figures or more.
func figuresIn(s string) string {
	n := 0
	for i, r := range s + " " {
		if r >= '0' && r <= '9' {
			n++
			continue
		}
		if n >= 3 {
			return s[i-n : i]
		}
		n = 0
	}
	return ""
}
