package editions

import (
	"slices"

	"banxin/editions/source"
)

// A story slot may be drawn as columns of different height that hang together (曲尺形): an L, a
// T or a U. All of them begin on one line, or end on one. Its frame is the rectangle they lie
// in, its Parts are the stretches of the columns from the left, those of one height in one; so
// of two that stand side by side one always contains the other's lines.

// Areas lists the rectangles that a frame covers: itself, or its parts.
func (f Frame) Areas() []Frame {
	if len(f.Parts) == 0 {
		return []Frame{f}
	}
	var out []Frame
	for _, p := range f.Parts {
		out = append(out, Frame{Col: p.Col, Cols: p.Cols, Line: p.Line, Lines: p.Lines, Rect: p.Rect})
	}
	return out
}

// part is a rectangle as a part of another frame.
func (f Frame) part() Stretch { return Stretch{f.Col, f.Cols, f.Line, f.Lines, f.Rect} }

// moved is a frame with each of its rectangles elsewhere.
func (f Frame) moved(at func(Frame) Frame) Frame {
	whole := f
	whole.Parts = nil
	out := at(whole)
	if len(f.Parts) > 0 {
		for _, a := range f.Areas() {
			out.Parts = append(out.Parts, at(a).part())
		}
	}
	return out
}

// notch is a cell in the rectangle of an area that is not the area's.
type notch struct {
	cell
	row, column int // from 1
}

// steppedSlot is a slot that is no rectangle, with the first cell that keeps it from being one.
type steppedSlot struct {
	slot  *Slot
	notch *notch
}

// area finds the cells of a name. Where they are neither a rectangle nor columns that begin or
// end on one line it names the first cell that keeps them from being a rectangle; other is
// that cell, nil for a rectangle.
func (b *builder) area(k *sketch, first cell) (f Frame, other *notch) {
	rows := k.rows
	top, left, bottom, right := len(rows), k.columns, -1, -1
	for i := range rows {
		for j, c := range rows[i].cells[:min(len(rows[i].cells), k.columns)] {
			if c.name == first.name {
				top, left, bottom, right = min(top, i), min(left, j), max(bottom, i), max(right, j)
			}
		}
	}
	for i := top; i <= bottom && other == nil; i++ {
		for j := left; j <= right && j < len(rows[i].cells); j++ {
			if c := rows[i].cells[j]; c.name != first.name {
				other = &notch{c, i + 1, j + 1}
				break
			}
		}
	}
	f = k.frame(left, right, top, bottom)
	if other == nil {
		return f, nil
	}
	if f.Parts = k.parts(first.name, left, right, top, bottom); f.Parts == nil {
		b.at("TPL-AREA", other.at, source.Msg("area-neither-rectangle-nor-l-shaped", first.name, other.row, other.column, other.name),
			source.Msg("name-cell-or-give-areas-different", first.name))
		f = k.grown(first.name, top)
	}
	return f, other
}

// grown is the rectangle that the first cells of a name in a row make, with those below them.
func (k *sketch) grown(name string, row int) Frame {
	cells := k.rows[row].cells
	left := slices.IndexFunc(cells, func(c cell) bool { return c.name == name })
	is := func(i, j int) bool { return j < len(k.rows[i].cells) && k.rows[i].cells[j].name == name }
	right, bottom := left, row
	for right+1 < k.columns && is(row, right+1) {
		right++
	}
	for full := true; full && bottom+1 < len(k.rows); {
		for j := left; j <= right; j++ {
			full = full && is(bottom+1, j)
		}
		if full {
			bottom++
		}
	}
	return k.frame(left, right, row, bottom)
}

// frame is the place of the columns from left to right in the rows from top to bottom.
func (k *sketch) frame(left, right, top, bottom int) Frame {
	f := Frame{Col: left, Cols: right - left + 1, Line: k.rows[top].first}
	f.Lines = k.rows[bottom].first + k.rows[bottom].lines - f.Line
	return f
}

// parts are the stretches of the columns of an area; nil where one has none or several, two side
// by side do not touch, or they neither all begin on a line nor all end on one.
func (k *sketch) parts(name string, left, right, top, bottom int) (parts []Stretch) {
	tops, feet := true, true
	from, to, at := -1, -1, left // the rows of the part in hand, and its first column
	for j := left; j <= right; j++ {
		first, last := -1, -1
		for i := top; i <= bottom; i++ {
			if j >= len(k.rows[i].cells) || k.rows[i].cells[j].name != name {
				continue
			}
			if last >= 0 && last != i-1 {
				return nil
			}
			if first < 0 {
				first = i
			}
			last = i
		}
		if first < 0 || j > left && (first > to || last < from) {
			return nil
		}
		tops, feet = tops && first == top, feet && last == bottom
		if j > left && (first != from || last != to) {
			parts, at = append(parts, k.frame(at, j-1, from, to).part()), j
		}
		from, to = first, last
	}
	if !tops && !feet {
		return nil
	}
	return append(parts, k.frame(at, right, from, to).part())
}

// steps names what is no rectangle and must be one: all but stories in horizontal text.
func (b *builder) steps() {
	for _, s := range b.stepped {
		if !slices.Contains(b.t.Slots, s.slot) || len(s.slot.Frames) != 1 || len(s.slot.Frames[0].Parts) == 0 {
			continue // taken out, or given by position
		}
		switch c := s.notch; {
		case s.slot.Kind != StorySlot && s.slot.Kind != FillerSlot:
			b.at("TPL-AREA", c.at, source.Msg("area-not-rectangle-as-only-stories", s.slot.Name, kindWords[s.slot.Kind].zh, c.row, c.column, c.name),
				source.Msg("name-cell-or-give-areas-different", s.slot.Name))
		case s.slot.Upright:
			b.at("TPL-AREA", c.at, source.Msg("vertical-text-of-needs-rectangle-row", s.slot.Name, c.row, c.column, c.name),
				source.Msg("name-this-cell-or-not-upright", s.slot.Name))
		default:
			if s.slot.Box.Border != PlainLine {
				b.add("TPL-AREA", s.slot.Pos, source.Msg("box-round-which-no-rectangle-plain", s.slot.Name, borderWords[s.slot.Box.Border].zh), source.Msg("leave-border-out-or-make-slot"))
				s.slot.Box.Border, s.slot.Box.Depth = PlainLine, 0
			}
			continue
		}
		s.slot.Frames[0].Parts = nil
	}
}
