package flow

import (
	"slices"

	"banxin/editions"
)

// unset says what of the story the result does not set: what comes after the stop of its text,
// the head where that has no room, a deck left out, and what belongs to pictures without a
// place.
func (r *reporter) unset() editions.Unset {
	var u editions.Unset
	headless := r.dropped != nil || r.stop.on && r.stop.el == headRow
	lost := r.pictureless()
	if !r.stop.on && !headless && !r.noDeck && len(lost) == 0 && len(r.noteless) == 0 {
		return u
	}
	for p := range r.g.Story.Parts() {
		switch {
		case p.At == editions.InHead:
			if p.Role == editions.RoleLabel && r.g.silent {
				continue
			}
			if headless || r.noDeck && p.Role == editions.RoleDeck {
				u.Out = append(u.Out, editions.Out{Role: p.Role, Block: p.Block, Part: p.Index})
			}
		case p.At == editions.AtFigure && lost[p.Block]:
			u.Out = append(u.Out, editions.Out{Role: p.Role, Block: p.Block, Part: p.Index})
		case p.At == editions.InText && r.isNoteless(p.Block):
			u.Out = append(u.Out, editions.Out{Role: p.Role, Block: p.Block, Part: p.Index})
		case p.At == editions.InText && u.Stop == nil && r.stop.on:
			u.Stop = r.stopIn(p)
		}
	}
	return u
}

// isNoteless tells whether a block is a note that found no room at the foot of a column.
func (r *reporter) isNoteless(block int) bool {
	return slices.ContainsFunc(r.noteless, func(i int) bool { return r.text.els[i].block == block })
}

// pictureless are the blocks whose pictures found no room, those of a group and its caption.
func (r *reporter) pictureless() map[int]bool {
	lost := map[int]bool{}
	take := func(p *picture) {
		lost[p.block] = true
		for _, m := range p.members {
			lost[m.block] = true
		}
		if len(p.members) > 0 && p.caption != nil {
			lost[p.captionBlock] = true
		}
	}
	for i := range r.homeless {
		take(&r.homeless[i])
	}
	for _, i := range r.lost {
		if p := r.text.els[i].picture; p != nil {
			take(p)
		}
	}
	return lost
}

// stopIn is the stop of the text where that is in a part, else nil: the part is set.
func (r *reporter) stopIn(p editions.Part) *editions.Stop {
	switch {
	case r.stop.el == headRow:
		return editions.StopAt(p, 0)
	case r.stop.el == tailRow:
		if p.Block >= 0 {
			return nil
		}
		p.Block = len(r.g.Story.Blocks)
		return editions.StopAt(p, r.text.tail.sh.Offset(r.stop.item))
	}
	e := r.text.setting(rowAt{el: int32(r.stop.el), capped: r.stop.capped})
	switch {
	case p.Block < 0:
		p.Block = len(r.g.Story.Blocks)
		return editions.StopAt(p, 0)
	case p.Block < e.block || p.Block == e.block && p.Index < e.part:
		return nil
	case e.tab != nil && p.Block == e.block && p.Index < e.tab.firstPart(r.stop.item):
		return nil
	case p.Block > e.block || p.Index > e.part+e.parts || e.sh == nil:
		return editions.StopAt(p, 0)
	}
	at := e.offset(r.stop.item)
	if e.parts > 0 {
		return r.stopInRow(e, p, at)
	}
	return editions.StopAt(p, at)
}

// stopInRow is the stop in a row that is set as a paragraph, its cells an em apart: where that
// is in a cell or after the space behind it, else nil.
func (r *reporter) stopInRow(e *element, p editions.Part, at int) *editions.Stop {
	before := 0 // bytes of the cells before and of the spaces
	for q := range editions.PartsOf(r.g.Story.Blocks[e.block]) {
		if q.Index < e.part || q.Role != editions.RoleCell {
			continue
		}
		n := len(q.Text.String())
		if n > 0 && before > 0 {
			before += len(cellSpace)
		}
		if q.Index == p.Index {
			if at < before+n {
				return editions.StopAt(p, max(at-before, 0))
			}
			return nil
		}
		before += n
	}
	return nil
}
