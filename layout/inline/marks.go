package inline

import (
	"slices"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// Under is a line that belongs to a name or word (clreq 3.1.8, 3.1.3.4).
type Under uint8

const (
	NoUnder   Under = iota
	Name            // 专名号: a line below, at the left in vertical text
	Title           // 书名号甲式: a wavy line there
	Underline       // below, for any text
	Frame           // 示亡号: a frame round the name of a dead person
)

// Sides returns on how many sides of its lines the paragraph has marks or readings: the
// gap between lines should be 1/2 em for one, 5/8 em for two (clreq 3.1.8).
func (sh *Shaped) Sides() int {
	above, below := false, false
	for i := range sh.para.Spans {
		s := &sh.para.Spans[i]
		dots, line := s.Emphasis, s.Under != NoUnder && s.Under != Frame
		if sh.para.Dir == page.Vertical { // dots at the right, lines at the left
			above = above || dots || s.Ruby != ""
			below = below || line
			continue
		}
		above = above || s.Ruby != ""
		below = below || dots || line
	}
	n := 0
	for _, b := range []bool{above, below} {
		if b {
			n++
		}
	}
	return n
}

// marked tells whether a span has anything beside its line.
func (s *Span) marked() bool {
	return s.Emphasis || s.Ruby != "" || s.Under != NoUnder || s.Tint != nil
}

// spot is where the cell of an item lies along its line.
type spot struct{ x, w int32 }

// decorate draws what belongs to the marked spans of a line: tints before the text, which
// begins at item base of the display list, all else after it.
func (p *placer) decorate(l Line, end, base int) {
	sh := p.sh
	for i := l.From; i < end; {
		k := sh.runs[sh.items[i].run].span
		j := i + 1
		for j < end && sh.runs[sh.items[j].run].span == k {
			j++
		}
		if s := &sh.para.Spans[k]; s.marked() {
			m := marker{placer: p, s: s, from: i, to: j, spots: p.spots[i-l.From : j-l.From], em: p.emOf(i)}
			m.joined[0] = i > l.From && !s.Joined && p.spanOf(i-1).Under == s.Under
			m.joined[1] = j < end && !p.spanOf(j).Joined && p.spanOf(j).Under == s.Under
			m.draw(base)
		}
		i = j
	}
}

func (p *placer) emOf(i int) int32 { return p.sh.runs[p.sh.items[i].run].em }

func (p *placer) spanOf(i int) *Span { return &p.sh.para.Spans[p.sh.runs[p.sh.items[i].run].span] }

// marker draws the marks of the part of one span that stands in one line.
type marker struct {
	*placer
	s        *Span
	from, to int
	spots    []spot
	em       int32
	joined   [2]bool // another name with a line of its own touches it
}

func (m *marker) draw(base int) {
	if m.s.Tint != nil {
		m.dst = slices.Insert(m.dst, base, page.Item(m.box(nil, m.s.Tint, 0)))
	}
	switch m.s.Under {
	case Name, Underline:
		m.line(page.Solid, m.em/20)
	case Title:
		m.line(page.Wavy, m.em/22)
	case Frame:
		c := m.ink()
		m.dst = append(m.dst, m.box(&c, nil, m.em/24))
	}
	if m.s.Emphasis {
		m.dots()
	}
	if m.s.Ruby != "" {
		m.ruby()
	}
}

func (m *marker) ink() page.Color {
	if m.s.Font == nil {
		return page.Black
	}
	return m.s.Font.Color
}

// reach returns where the marked text begins and ends along the line.
func (m *marker) reach() (from, to int32) {
	last := m.spots[len(m.spots)-1]
	return m.spots[0].x, last.x + last.w
}

// point returns the place at x along the line and so far below the baseline; in vertical
// text, so far to the left of the line's middle.
func (m *marker) point(x, off int32) unit.Point {
	if m.sh.para.Dir == page.Vertical {
		return unit.Point{X: m.at.X - unit.Length(off), Y: m.at.Y + unit.Length(x)}
	}
	return unit.Point{X: m.at.X + unit.Length(x), Y: m.at.Y + unit.Length(off)}
}

// side returns the offset of something d beyond the em box: below, or at the left.
func (m *marker) side(d int32) int32 {
	if m.sh.para.Dir == page.Vertical {
		return m.em/2 + d
	}
	return m.em*12/100 + d
}

// line draws one unbroken line under the whole text; a gap parts it from the next name.
func (m *marker) line(style page.Stroke, width int32) {
	from, to := m.reach()
	if m.joined[0] {
		from += m.em / 12
	}
	if m.joined[1] {
		to -= m.em / 12
	}
	off := m.side(m.em * 7 / 100)
	m.dst = append(m.dst, &page.Rule{From: m.point(from, off), To: m.point(to, off), Width: unit.Length(width), Color: m.ink(), Style: style})
}

// box returns a rectangle about the text, whose stroke lies inside.
func (m *marker) box(stroke, fill *page.Color, width int32) *page.Path {
	from, to := m.reach()
	near, far := -m.em*88/100, m.em*12/100
	if m.sh.para.Dir == page.Vertical {
		near, far = -m.em/2, m.em/2
	}
	h := width / 2
	a, b := m.point(from+h, near+h), m.point(to-h, far-h)
	c, d := unit.Point{X: b.X, Y: a.Y}, unit.Point{X: a.X, Y: b.Y}
	p := &page.Path{Fill: fill, Stroke: stroke, Width: unit.Length(width)}
	p.Segs = []page.Seg{{Op: page.MoveTo, P: [3]unit.Point{a}}, {Op: page.LineTo, P: [3]unit.Point{c}},
		{Op: page.LineTo, P: [3]unit.Point{b}}, {Op: page.LineTo, P: [3]unit.Point{d}}, {Op: page.Close}}
	return p
}

// dots draws 着重号: below each character, at the right in vertical text, none with marks
// and spaces (clreq 3.1.8). A line stands nearer to the text than they.
func (m *marker) dots() {
	off := m.side(m.em * 11 / 100)
	if m.sh.para.Dir == page.Vertical {
		off = -off
	} else if m.s.Under != NoUnder && m.s.Under != Frame {
		off += m.em / 8
	}
	c := m.ink()
	p := &page.Path{Fill: &c}
	for k, sp := range m.spots {
		it := &m.sh.items[m.from+k]
		if it.flags&tail != 0 || m.sh.runs[it.run].slant || !(fullCells | words | of(wideDigit)).has(it.class) {
			continue
		}
		p.Segs = append(p.Segs, page.Disc(m.point(sp.x+sp.w/2, off), unit.Length(m.em*6/100))...)
	}
	if len(p.Segs) > 0 {
		m.dst = append(m.dst, p)
	}
}
