package flow

import (
	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// surround is what stands about paragraphs of a style in one column: it grows as their lines are
// painted.
type surround struct {
	of    *style
	el    int32 // the last element in it
	slot  lineSlot
	rect  unit.Rect
	fill  *page.Path // behind the text; nil: none
	begun bool       // in a column before
}

// within puts the line of an element into its surround, or ends the one before.
func (e *emitter) within(el *element, r rowAt, s lineSlot, rect unit.Rect) {
	p := e.surround
	goesOn := p != nil && el.surrounded() && p.of == el.style && (r.el == p.el || r.el == p.el+1)
	if goesOn && p.slot.r == s.r && p.slot.col == s.col {
		p.el, p.rect = r.el, p.rect.Union(rect)
		return
	}
	e.endSurround(goesOn)
	if !el.surrounded() {
		return
	}
	e.endBlock()
	e.surround = &surround{of: el.style, el: r.el, slot: s, rect: rect, begun: goesOn}
	if el.style.spec.Tint != "" {
		c := e.g.styles.Palette.Color(el.style.spec.Tint)
		e.surround.fill = &page.Path{Fill: &c}
		e.piece.Items = append(e.piece.Items, e.surround.fill)
	}
}

// endSurround draws the surround of a column; goesOn tells whether its text does in another.
func (e *emitter) endSurround(goesOn bool) {
	p := e.surround
	if e.surround = nil; p == nil {
		return
	}
	e.endBlock()
	grid := p.slot.r.Grid
	pad := max(grid.Leading-grid.Size, grid.Size/4) / 2
	if p.of.spec.Before > 0 {
		pad = grid.Leading / 2
	}
	r := p.rect
	if p.slot.r.upright() {
		r.X, r.W = r.X-pad, r.W+2*pad
	} else {
		r.Y, r.H = r.Y-pad, r.H+2*pad
	}
	if p.fill != nil {
		p.fill.Segs = rectangle(r, nil, nil, 0).Segs
	}
	color := p.of.font.Color
	switch p.of.spec.Ruled {
	case editions.RuledAround:
		e.piece.Items = append(e.piece.Items, rectangle(r, nil, &color, unit.Pt/2))
	case editions.RuledEnds:
		before, after := ends(r, p.slot.r.upright())
		if !p.begun {
			e.piece.Items = append(e.piece.Items, ruled(before, color))
		}
		if !goesOn {
			e.piece.Items = append(e.piece.Items, ruled(after, color))
		}
	}
}

// ends are the edges of a rectangle before its first line and after its last.
func ends(r unit.Rect, upright bool) (before, after [2]unit.Point) {
	top, right := unit.Point{X: r.X, Y: r.Y}, unit.Point{X: r.Right(), Y: r.Y}
	left, foot := unit.Point{X: r.X, Y: r.Bottom()}, unit.Point{X: r.Right(), Y: r.Bottom()}
	if upright {
		return [2]unit.Point{right, foot}, [2]unit.Point{top, left}
	}
	return [2]unit.Point{top, right}, [2]unit.Point{left, foot}
}

func ruled(edge [2]unit.Point, c page.Color) *page.Rule {
	return &page.Rule{From: edge[0], To: edge[1], Width: unit.Pt / 2, Color: c}
}
