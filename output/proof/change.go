package proof

import (
	"slices"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// change marks what a change touches: a bar beside each of its lines, a line under what
// was put in, an upright stroke where something was cut out.
func (s *sheet) change(e entry) {
	for _, l := range e.Lines {
		s.draw(bar(l, e.Level.ink()))
	}
	runs := 0
	inserted(s.doc, s.page, e.Note, func(r unit.Rect, d page.Dir) {
		s.draw(under(r, d, e.Level.ink()))
		runs++
	})
	if runs == 0 && e.Chars == 0 && e.place.W < 60*unit.Pt && !slices.Contains(e.Lines, e.place) {
		s.draw(cut(e.place, len(e.Lines) > 0 && upright(e.Lines[0]), e.Level.ink()))
	}
}

// upright tells whether a line of text runs downwards.
func upright(l unit.Rect) bool { return l.H > 2*l.W }

// cut is the stroke before a character.
func cut(r unit.Rect, upright bool, ink page.Color) page.Item {
	if upright {
		return rule(r.X, r.Y, r.Right(), r.Y, unit.Pt, ink, page.Solid)
	}
	return rule(r.X, r.Y, r.X, r.Bottom(), unit.Pt, ink, page.Solid)
}

// bar is the mark beside a line, before its beginning: at its left, over an upright one.
func bar(l unit.Rect, ink page.Color) page.Item {
	const gap, width = 3 * unit.Pt, 3 * unit.Pt / 2
	if upright(l) {
		return rule(l.X, l.Y-gap, l.Right(), l.Y-gap, width, ink, page.Solid)
	}
	return rule(l.X-gap, l.Y, l.X-gap, l.Bottom(), width, ink, page.Solid)
}

// under is the line at a run of characters.
func under(r unit.Rect, d page.Dir, ink page.Color) page.Item {
	if d == page.Vertical {
		return rule(r.Right(), r.Y, r.Right(), r.Bottom(), unit.Pt, ink, page.Solid)
	}
	return rule(r.X, r.Bottom(), r.Right(), r.Bottom(), unit.Pt, ink, page.Solid)
}

// inserted calls visit with the places on a page of the characters that a change put in,
// as far as they stand on one line of the source; a piece for each run.
func inserted(d *page.Doc, pg *page.Page, n *Note, visit func(unit.Rect, page.Dir)) {
	file := int32(slices.Index(d.Sources, n.File) + 1)
	if file == 0 || n.Chars == 0 {
		return
	}
	page.Walk(pg.Items, page.Frame{}, func(it page.Item, in page.Frame) {
		run, ok := it.(*page.Text)
		if !ok || run.Pos.File != file || run.Pos.Line != n.Line || len(run.Glyphs) == 0 {
			return
		}
		var piece unit.Rect
		col := run.Pos.Col
		for at := range run.Src {
			if col >= n.Col && col < n.Col+int32(n.Chars) {
				piece = piece.Union(in.Rect(run.Cell(at)))
			}
			col++
		}
		if !piece.Empty() {
			visit(piece, run.Dir)
		}
	})
}
