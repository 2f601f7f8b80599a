package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
	"slices"
)

// header composes heads.
type header struct {
	*composer
	styles  *Styles
	spec    editions.Head
	width   unit.Length
	columns int // it stands over
	change  variant
	fixed   bool        // the headline's size is not ours to choose
	wide    unit.Length // the longest line of the headline; 0 without one
	h       *heading
	y       unit.Length
	boxed   bool        // the slot has a box
	aside   unit.Length // what a label at the left takes of the width
	known   map[sizedLine]*measuredLine
}

// sizedLine is a line of the headline, by its first run, at a size.
type sizedLine struct {
	text *editions.Run
	size unit.Length
}

// measuredLine is a line of the headline measured, and how it was broken last: the same sizes are
// asked for again and again.
type measuredLine struct {
	sh    *inline.Shaped
	width unit.Length
	lines []inline.Line // for that width; nil: not broken yet
}

// measured is a line of the headline at a size.
func (hd *header) measured(t editions.Text, size unit.Length) *inline.Shaped {
	return hd.line(t, size).sh
}

// broken is a line of the headline at a size and how it is broken in the head's width.
func (hd *header) broken(t editions.Text, size unit.Length) (*inline.Shaped, []inline.Line) {
	m := hd.line(t, size)
	if m.lines == nil || m.width != hd.width {
		m.width, m.lines = hd.width, hd.Break(nil, m.sh, []unit.Length{hd.width})
	}
	return m.sh, m.lines
}

func (hd *header) line(t editions.Text, size unit.Length) *measuredLine {
	var key sizedLine
	if len(t.Runs) > 0 {
		key = sizedLine{&t.Runs[0], size}
		if m := hd.known[key]; m != nil {
			return m
		}
	}
	m := &measuredLine{sh: hd.Shape(hd.para(hd.styles.headline(size, hd.spec.Font), t))}
	if key.text != nil {
		if hd.known == nil {
			hd.known = map[sizedLine]*measuredLine{}
		}
		hd.known[key] = m
	}
	return m
}

func (hd *header) para(l *style, t editions.Text) *inline.Para {
	if hd.spec.Reverse {
		l = l.white()
	}
	p := hd.styles.para(l, t, hd.g.Story.File)
	p.Head, p.Indent = true, 0
	hd.bySense(p)
	p.Align = hd.align(l.spec)
	if l.spec.Name == editions.Headline {
		p.Track -= hd.change.track * trackStep * 10
	}
	if l.spec.Name == editions.Headline && short(hd.g.Story.Headline) {
		p.Track += 500
	}
	return p
}

// short tells whether a headline has no line of more than three characters: it is spaced
// (jlreq 4.1.3), all of it or none.
func short(headline []editions.Text) bool {
	return !slices.ContainsFunc(headline, func(t editions.Text) bool { return countChars(t) > 3 })
}

// align is where the lines of a part stand: as the slot says, else its style; a by-line as the
// headline.
func (hd *header) align(part *editions.Style) typo.Align {
	switch {
	case hd.spec.AlignSet:
		return hd.spec.Align
	case part.Name == editions.Byline:
		return hd.styles.paper.Styles[editions.Headline].Align
	}
	return part.Align
}

// gap is the white between a line and the one above it.
func (hd *header) gap(l *style, first bool, percent int64) unit.Length {
	if len(hd.h.lines) == 0 {
		return 0
	}
	above := hd.h.lines[len(hd.h.lines)-1].size
	if first {
		return max(above, l.font.Size)/5 + l.font.Size.MulDiv(percent, 100)
	}
	return l.font.Size / 5
}

func (hd *header) add(role page.Role, sh *inline.Shaped, ln inline.Line, size, gap unit.Length) {
	hd.y += gap + size.MulDiv(int64(sh.Readings(ln)), 100)
	hd.h.lines = append(hd.h.lines, headLine{role: role, sh: sh, line: ln, y: hd.y + ascent(size), top: hd.y, size: size})
	hd.y += size
	hd.h.height = hd.y
}

func (hd *header) report(sh *inline.Shaped) {
	hd.h.found = append(hd.h.found, missing(hd.g.Story, sh)...)
}
