package flow

import (
	"maps"
	"slices"
)

// footedTable is the next stretch of a table in one column, the notes that its rows call standing
// at the foot there. A row whose note leaves no room for it goes on in the next column, with its
// note; one that has no other place stays, and the note goes on at the next foot.
func (p *pourer) footedTable(e *element, from rowPlace) *tablePiece {
	b := p.next(e, from)
	start := p.at
	for _, c := range e.calls {
		note, ok := p.index[c.note]
		if !ok || p.begun[note] || b == nil || c.at < b.from.row {
			continue
		}
		if c.at >= b.to.row && !(c.at == b.from.row && b.parts()) {
			break
		}
		before := p.feetNow()
		p.reserve(note, p.at, true)
		if a := p.again(e, from, start); a != nil && (a.to.row > c.at || c.at == from.row) {
			b = a
			continue
		}
		p.feetAre(before)
		b = p.endBefore(e, from, start, c.at)
	}
	return b
}

// again is the next stretch of a table once more, looked for from where it was before.
func (p *pourer) again(e *element, from rowPlace, start int) *tablePiece {
	p.at = start
	return p.next(e, from)
}

// endBefore is the next stretch of a table so short that a row stands on the other side of it: the
// lines below it stay blank.
func (p *pourer) endBefore(e *element, from rowPlace, start, row int) *tablePiece {
	b := p.again(e, from, start)
	for b != nil && b.to.row > row && int(p.out.slots[p.at].left) > 1 {
		p.blank = append(p.blank, p.cut(p.at, 1)...)
		b = p.again(e, from, start)
	}
	return b
}

// footedAcross gives the notes that a stretch of a table over several columns calls, which ends at
// the line slot where the text goes on, their feet from there on.
func (p *pourer) footedAcross(e *element, b *tablePiece) {
	for _, c := range e.calls {
		if note, ok := p.index[c.note]; ok && !p.begun[note] && c.at >= b.from.row && c.at < b.to.row && p.at < len(p.out.slots) {
			p.reserve(note, p.at, true)
		}
	}
}

// feetState is how far the notes at feet have come, so that what was tried can be undone.
type feetState struct {
	slots []lineSlot
	rows  []rowAt
	moved bool
	blank int
	notes notes
}

func (p *pourer) feetNow() feetState {
	s := feetState{slots: slices.Clone(p.out.slots), rows: slices.Clone(p.out.rows), moved: p.out.moved, blank: p.out.blank, notes: p.notes}
	s.notes.begun, s.notes.short = maps.Clone(p.begun), maps.Clone(p.short)
	s.notes.blank = slices.Clone(p.blank)
	s.notes.feet = nil
	for _, f := range p.feet {
		s.notes.feet = append(s.notes.feet, &foot{slices.Clone(f.slots), slices.Clone(f.rows), f.aloof})
	}
	return s
}

func (p *pourer) feetAre(s feetState) {
	p.out.slots, p.out.rows, p.out.moved, p.out.blank, p.notes = s.slots, s.rows, s.moved, s.blank, s.notes
}
