package flow

import (
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// second says how a kicker or deck stands beside its headline, in hundredths.
type second struct {
	most   int64 // of the headline's size
	least  int64 // of the headline's size, on one line
	widest int64 // of the headline's width
	gap    int64 // of its own size: white above it besides a fifth of the greater size
}

// A headline stands alone in its size; what is beside it says less, and never more at length.
var (
	kickerBeside = second{most: 44, least: 40, widest: 100, gap: 4}
	deckBeside   = second{most: 44, least: 34, widest: 130, gap: 6}
)

// mostSecondLines is how many lines a line of kicker or deck becomes at most.
const mostSecondLines = 2

// beside adds the lines of a kicker or deck. One that is too long for its headline is set
// smaller, then in two lines.
func (hd *header) beside(role page.Role, style editions.StyleName, s second, lines []editions.Text, headline unit.Length) {
	size, measure := hd.fitted(style, s, lines, headline)
	l := hd.styles.sized(style, size)
	for i, t := range lines {
		if t.IsEmpty() {
			continue
		}
		p := hd.para(l, t)
		sh := hd.Shape(p)
		hd.report(sh)
		for j, ln := range hd.Break(nil, sh, []unit.Length{measure}) {
			hd.add(role, sh, ln, size, hd.gap(l, i == 0 && j == 0, s.gap))
			switch last := &hd.h.lines[len(hd.h.lines)-1]; p.Align {
			case typo.Center:
				last.x = (hd.width - measure) / 2
			case typo.Right:
				last.x = hd.width - measure
			}
		}
	}
}

// fitted is the size of a kicker or deck and the measure that its lines stand in. It is the
// greatest size at which each of its lines is one, no wider than it may be beside the headline;
// else at which each is two; else, down to two thirds, so again. What even then is too wide stands
// as small in the whole column.
func (hd *header) fitted(style editions.StyleName, s second, lines []editions.Text, headline unit.Length) (size, measure unit.Length) {
	most, least := hd.sizes(style, s, headline)
	limit := hd.width
	if hd.wide > 0 {
		limit = min(limit, hd.wide.MulDiv(s.widest, 100))
	}
	smallest := min(least, max(hd.styles.grid.Size, halves(most.MulDiv(2, 3))))
	for _, try := range []struct {
		measure, least unit.Length
		lines          int
	}{
		{limit, least, 1}, {limit, least, mostSecondLines}, {limit, smallest, 1}, {limit, smallest, mostSecondLines},
	} {
		for size := most; size >= try.least; size -= unit.Pt / 2 {
			if hd.within(style, lines, size, try.measure, try.lines) {
				return size, try.measure
			}
		}
	}
	return smallest, hd.width
}

// within tells whether no line of a part becomes more than n in a measure.
func (hd *header) within(style editions.StyleName, lines []editions.Text, size, measure unit.Length, n int) bool {
	l := hd.styles.sized(style, size)
	for _, t := range lines {
		sh := hd.Shape(hd.para(l, t))
		if sh.Natural() <= measure {
			continue
		}
		if n == 1 || sh.Natural() > measure*unit.Length(n) || len(hd.Break(nil, sh, []unit.Length{measure})) > n {
			return false
		}
	}
	return true
}

// sizes are the greatest and the least size of a kicker or deck beside a headline: the style's,
// or by the headline's, and not below the body's.
func (hd *header) sizes(style editions.StyleName, s second, headline unit.Length) (most, smallest unit.Length) {
	g := hd.styles.grid
	if m := hd.styles.paper.Styles[style].Size; !m.IsZero() {
		most = hd.beneath(m.Resolve(unit.Grid{Char: g.Size, Line: g.Leading}), headline)
		return most, min(most, max(most.MulDiv(4, 5), g.Size))
	}
	ratio, least := s.most*10, s.least*10
	if r := int64(hd.styles.paper.Styles[style].Ratio); r > 0 {
		ratio, least = r, min(least, r)
	}
	most = max(halves(headline.MulDiv(ratio, 1000)), g.Size)
	return most, min(most, max(halves(headline.MulDiv(least, 1000)+unit.Pt/2-1), g.Size))
}

// halves is a size in half points.
func halves(size unit.Length) unit.Length { return size - size%(unit.Pt/2) }

// beneath takes the style's size of a kicker or deck down to three quarters of a headline
// that is not two steps greater, but not below the body's.
func (hd *header) beneath(size, headline unit.Length) unit.Length {
	most := max(headline.MulDiv(3, 4), hd.styles.grid.Size)
	if size <= most || headline == 0 {
		return size
	}
	for _, s := range steps {
		if unit.Points(s) <= most {
			return unit.Points(s)
		}
	}
	return size
}

// widest is the width of the longest line of a headline.
func (hd *header) widest(lines []editions.Text, size unit.Length) (w unit.Length) {
	for _, t := range lines {
		_, set := hd.broken(t, size)
		for _, ln := range set {
			w = max(w, ln.Natural)
		}
	}
	return min(w, hd.width)
}
