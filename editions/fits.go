package editions

import (
	"strings"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// fits checks that the type area stands on the page inside its margins.
func (b *builder) fits(f record) {
	t := b.t
	wide, high := b.overs(t.Width, t.Height)
	if b.otherSize(f.at("trim"), wide, high) {
		return
	}
	pos := source.Pos{File: t.File.Name}
	columns := f.at("columns")
	if said(columns) {
		pos = columns.pos()
	}
	if wide > tolerance && !b.wrong(pos) {
		hint := source.Msg("fewer-or-narrower-columns-or-smaller")
		if n := t.Chars - int((wide+unit.Length(t.Columns)*t.Size-1)/(unit.Length(t.Columns)*t.Size)); n > 0 {
			hint = source.Msg("columns-of-chars-fit", n, t.Columns)
			if said(columns) && isLent(columns.file) {
				hint = source.Msg("columns-of-chars-fit-here", n, t.Columns)
			}
		}
		b.add("TPL-FIT", pos, source.Msg("columns-wider-than-page-between-margins", millimetres(wide)), hint)
	}
	if said(f.at("lines")) {
		pos = f.at("lines").pos()
	}
	if high > tolerance && !b.leadingGuessed && !b.wrong(pos) {
		b.add("TPL-FIT", pos, source.Msg("lines-higher-than-page-between-margins", millimetres(high)),
			source.Msg("lines-fit-here", max(0, t.Lines-int((high+t.Leading-1)/t.Leading))))
	}
}

// overs is how much the type area is wider and higher than a page of a size between its margins.
func (b *builder) overs(width, height unit.Length) (wide, high unit.Length) {
	area, m := b.t.TypeArea(), b.t.Margins
	return area.W - (width - m.Left - m.Right), area.H - (height - m.Top - m.Bottom)
}

// otherSize tells of a size of page that was meant otherwise: width for height, or centimetres written as
// millimetres, where the type area fits that page and not this one; false: it is told of no other.
func (b *builder) otherSize(trim *value, wide, high unit.Length) bool {
	t := b.t
	if !said(trim) || isLent(trim.file) || t.Gutter > 0 || b.wrong(trim.pos()) {
		return false
	}
	for _, other := range [][2]unit.Length{{t.Height, t.Width}, {10 * t.Width, 10 * t.Height}, {t.Width / 10, t.Height / 10}} {
		w, h := b.overs(other[0], other[1])
		if w > tolerance || h > tolerance {
			continue
		}
		switch {
		case other[0] == t.Height && (wide > tolerance || high > tolerance):
		case other[0] == 10*t.Width && t.Width < smallestSheet && wide > tolerance && high > tolerance:
		case other[0] == t.Width/10 && t.Width > largestSheet:
		default:
			continue
		}
		b.at("SRC-VALUE", trim, source.Msg("not-size-of-what-is-drawn", trim.text), source.Msg("write-as", short(other[0])+"mm x "+short(other[1])+"mm"))
		t.Width, t.Height = other[0], other[1]
		return true
	}
	return false
}

// Pages of newspapers are not as narrow, nor as wide.
var smallestSheet, largestSheet = unit.Millimetres(60000), unit.Millimetres(1500000)

// short writes a length in mm with as many decimals as it has.
func short(l unit.Length) string {
	return strings.TrimSuffix(strings.TrimRight(millimetres(l), "0"), ".")
}

// isLent tells whether a file is of the library.
func isLent(f *source.File) bool { return f != nil && strings.HasPrefix(f.Name, lent) }

// placeOwn gives findings about a template, those from the first on, a place in a file of the paper, where
// they are about what it has of the library and changes: nobody can write there.
func (d *desk) placeOwn(first int, f record) {
	var at *value
	for _, key := range []string{"body", "margins", "trim", "columns", "lines", "row-gap", "grid", "slots"} {
		if v := f.at(key); said(v) && !isLent(v.file) {
			at = v
			break
		}
	}
	if at == nil {
		at = f.at("extends")
	}
	if !said(at) || isLent(at.file) {
		return
	}
	for i := first; i < len(d.found); i++ {
		if strings.HasPrefix(d.found[i].Pos.File, lent) {
			d.found[i].Pos = at.pos()
		}
	}
}
