package flow

import (
	"banxin/layout/inline"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// demand is how wide a column would be: least, where its longest word or figure stands whole;
// body, where all but its heads stand on one line; most, where those do too.
type demand struct {
	least, body, most   unit.Length
	before, behind      unit.Length // the decimal point, of its figures
	leastHead, mostHead unit.Length
}

// demands measures the columns of cells. Cells over several columns make these wider, in
// equal parts, by what they ask for beyond them. dates tells whether these may be parted.
func (t *tabular) demands(s *inline.Setter, cells [][]cell, pad unit.Length, dates bool) []demand {
	d := make([]demand, len(t.Align))
	for r, row := range cells {
		for c := range row {
			if x := &row[c]; x.sh != nil && x.Across == 1 {
				d[c].take(s, x, r < t.Head, dates)
			}
		}
	}
	for c := range d {
		x := &d[c]
		figures := x.before + x.behind
		x.least, x.body = max(x.least, figures), max(x.body, figures)
		x.least = max(x.least, x.leastHead)
		x.body = max(x.body, x.least)
		x.most = max(x.body, x.mostHead)
	}
	for _, row := range cells {
		for c := range row {
			if x := &row[c]; x.sh != nil && x.Across > 1 {
				over(d[c:c+x.Across], s.Longest(x.sh, dates), x.sh.Natural(), 2*pad)
			}
		}
	}
	return d
}

func (d *demand) take(s *inline.Setter, x *cell, head, dates bool) {
	least, most := s.Longest(x.sh, dates), x.sh.Natural()
	switch {
	case head:
		d.leastHead, d.mostHead = max(d.leastHead, least), max(d.mostHead, most)
	case x.point >= 0:
		d.before, d.behind = max(d.before, x.point), max(d.behind, most-x.point)
	default:
		d.least, d.body = max(d.least, least), max(d.body, most)
	}
}

// over widens columns for a cell that stands over all of them; between is the white between
// two.
func over(d []demand, least, most, between unit.Length) {
	n := unit.Length(len(d))
	room := between * (n - 1)
	for _, ask := range []struct {
		width unit.Length
		of    func(*demand) *unit.Length
	}{
		{least, func(x *demand) *unit.Length { return &x.least }}, {least, func(x *demand) *unit.Length { return &x.body }},
		{most, func(x *demand) *unit.Length { return &x.most }},
	} {
		short := ask.width - room
		for i := range d {
			short -= *ask.of(&d[i])
		}
		for i := 0; i < len(d) && short > 0; i++ {
			*ask.of(&d[i]) += (short + n - 1) / n
		}
	}
}

// shared shares a measure among the columns, white not counted: all that they ask for and what
// is left in equal parts; else heads give way first, then text, so that the lines of a row are
// few. It is false where not even the longest words and figures have room.
func shared(d []demand, measure unit.Length) ([]unit.Length, bool) {
	var least, body, most unit.Length
	for i := range d {
		least, body, most = least+d[i].least, body+d[i].body, most+d[i].most
	}
	n := unit.Length(len(d))
	w := make([]unit.Length, len(d))
	for i := range d {
		switch x := &d[i]; {
		case most <= measure:
			w[i] = x.most + (measure-most)/n
		case body <= measure:
			w[i] = x.body
		case least <= measure:
			w[i] = x.least
		default:
			w[i] = max(x.least.MulDiv(int64(measure), int64(least)), 1)
		}
	}
	switch {
	case most <= measure || least > measure:
	case body <= measure:
		widen(w, measure-body, func(i int) unit.Length { return d[i].mostHead })
	default:
		widen(w, measure-least, func(i int) unit.Length { return max(d[i].mostHead, d[i].body) })
	}
	return w, least <= measure
}

// widenings is in how many parts what columns have over is given out.
const widenings = 64

// widen gives the columns what is over, part by part, each to the one that has the most lines
// of a text so long.
func widen(w []unit.Length, free unit.Length, long func(int) unit.Length) {
	given := unit.Length(0)
	for k := range unit.Length(widenings) {
		best, most := 0, unit.Length(-1)
		for i := range w {
			if lines := long(i) * 16 / max(w[i], 1); lines > most { // in sixteenths
				best, most = i, lines
			}
		}
		part := free*(k+1)/widenings - given
		w[best], given = w[best]+part, given+part
	}
}

// leastOf is the least width of columns with white about each.
func leastOf(d []demand, pad unit.Length) unit.Length {
	w := 2 * pad * unit.Length(len(d))
	for i := range d {
		w += d[i].least
	}
	return w
}

// start is where the line of a cell begins in its column: figures on the column's decimal
// point. Other lines have the whole width, in which their paragraph puts them.
func (d *demand) start(x *cell, align typo.Align, width unit.Length) unit.Length {
	if x.point < 0 {
		return 0
	}
	at := d.before - x.point
	switch free := width - d.before - d.behind; align {
	case typo.Right:
		at += free
	case typo.Center:
		at += free / 2
	}
	return at
}
