package flow

import (
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// typesetter is the line engine as pouring sees it. What it returns is frozen.
type typesetter interface {
	// lines breaks an element for measures, the last of which holds on, into n lines; 0: as
	// many as are best. It is false where there cannot be n.
	lines(e *element, measures []unit.Length, n int) ([]inline.Line, bool)
	// needs is more than all measures that an element's lines take in columns of a width.
	needs(e *element, width unit.Length) unit.Length
	// natural is an element's width on one line, indent that of one of its lines, and parts
	// what the end of that line parts.
	natural(e *element) unit.Length
	// offset is where an item of an element stands in its text, in bytes.
	offset(e *element, item int) int
	indent(e *element, l inline.Line) unit.Length
	parts(e *element, l inline.Line) inline.Parting
	// box sets an element in one piece in a measure, table lays a table out for one, figure
	// composes an anchored picture for its place; a place too small for that has none.
	box(e *element, measure unit.Length) block
	table(e *element, measure unit.Length) *laidTable
	figure(e *element, at berth) float
}

// berth is a place for an anchored picture: columns of a region.
type berth struct {
	r           *Region
	c0, columns int
	room        int  // most lines
	more        int  // lines higher than is best
	under       bool // there is text above
}

// float is an anchored picture composed for a place; fig is nil where that is too small.
type float struct {
	block
	fig *figure
}

// width is the measure of the next line slot, or of the last one when none is left.
func (p *pourer) width() unit.Length {
	if len(p.out.slots) == 0 {
		return p.grid.Width
	}
	return p.out.slots[min(p.at, len(p.out.slots)-1)].width()
}

// best breaks a paragraph for the slots from here on.
func (p *pourer) best(e *element) []inline.Line {
	lines, _ := p.breakTo(e, 0)
	return lines
}

// breakTo breaks an element into n lines, if that can be.
func (p *pourer) breakTo(e *element, n int) (lines []inline.Line, ok bool) {
	if e.cap != nil && 0 < n && n < e.cap.lines {
		return nil, false
	}
	return p.lines(e, p.measures(e), n)
}

// measures lists the measures of the next slots, as many as the paragraph may need.
func (p *pourer) measures(e *element) []unit.Length {
	p.widths = p.widths[:0]
	if p.uniform || len(p.out.slots) == 0 {
		for k := 0; e.besideCap(k) > 0; k++ {
			p.widths = append(p.widths, e.measure(p.width(), e.besideCap(k)))
		}
		return append(p.widths, e.measure(p.width(), 0))
	}
	// a line holds at least half of its measure, unless that is absurdly narrow
	most := p.needs(e, p.width())
	for i, room := p.at, most; i < len(p.out.slots) && room > 0; i++ {
		w := e.measure(p.out.slots[i].width(), e.besideCap(i-p.at))
		p.widths = append(p.widths, w)
		room -= w
	}
	if len(p.widths) == 0 {
		p.widths = append(p.widths, e.measure(p.width(), 0))
	}
	return p.widths
}
