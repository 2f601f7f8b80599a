package flow

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// begin opens a mark of its own for a place.
func (e *emitter) begin(role page.Role, id string, rect unit.Rect) *page.Mark {
	m := &page.Mark{Role: role, ID: id, Open: true, Rect: rect}
	e.piece.Items = append(e.piece.Items, m)
	return m
}

// extend makes the piece reach over a place in a column.
func (e *emitter) extend(r *Region, col int, rect unit.Rect) {
	e.piece.Rect = e.piece.Rect.Union(rect)
	e.piece.zones.add(r, col, rect)
}

// endPart closes the open paragraph or list item.
func (e *emitter) endPart() {
	if e.mark != nil {
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: e.mark.Role, ID: e.mark.ID})
		e.mark = nil
	}
}

// endBlock closes the open paragraph and the list or table around it.
func (e *emitter) endBlock() {
	e.endPart()
	if e.box != "" {
		e.piece.Items = append(e.piece.Items, &page.Mark{Role: e.box, ID: e.boxID})
		e.box, e.boxID = "", ""
	}
}
