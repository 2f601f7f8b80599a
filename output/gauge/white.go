package gauge

import (
	"slices"
	"strings"
	"unicode"

	"banxin/output/pdfread"
)

// mostWhite is the white below a head, in hundredths of a line, above which what stands there is not its.
const mostWhite = 500

// white is that below a head, its kicker and deck, in hundredths of a line, or -1 where nothing of
// its story stands below; of a head beside its text that on the nearer side.
func (m *meter) white(own []*block) int {
	x0, x1, _ := own[0].bounds()
	foot, top := own[0].foot(), own[0].top()
	for _, b := range own[1:] {
		l, r, _ := b.bounds()
		x0, x1, foot, top = min(x0, l), max(x1, r), max(foot, b.foot()), min(top, b.top())
	}
	w := m.under(own, x0, x1, foot)
	if m.aside {
		if up := m.over(x0, x1, top); up >= 0 && (w < 0 || up < w) {
			w = up
		}
	}
	return w
}

// under is the white from foot on down to what stands below, between x0 and x1.
func (m *meter) under(own []*block, x0, x1, foot int) int {
	n := m.next(own, x0, x1, foot)
	if n.by { // the line of the writer is of the head
		foot = n.y1
		n = m.next(own, x0, x1, foot)
	}
	switch ruled := m.topRule(x0, x1, foot, n.y0); {
	case !n.ok || n.head:
		return -1
	case ruled >= 0 && !(n.small && n.y0-ruled <= m.out.Leading*5/4):
		return -1 // a line between what is not of one story
	case ruled >= 0: // the upper edge of a table
		n.y0 = ruled
	case n.small && (n.latin || !m.table(x0, x1, n.y0)):
		return -1 // as what stands about a paper's name
	}
	return m.lines(n.y0 - foot)
}

// lines is a distance in hundredths of a line, or -1 if it is none of a head and its text.
func (m *meter) lines(d int) int {
	w := (100*d + m.out.Leading/2) / m.out.Leading
	if w > mostWhite || w < -20 {
		return -1
	}
	return max(w, 0)
}

// next is what stands below a height.
type next struct {
	y0, y1 int
	ok     bool
	head   bool // it is a head of its own
	small  bool // it is text smaller than that of the page
	by     bool // it is a line that says who writes
	latin  bool // it has no Chinese
}

func (m *meter) next(own []*block, x0, x1, foot int) (n next) {
	least := foot - m.out.Body.Size/2
	var line *segment
	take := func(b pdfread.Box) bool {
		if b.Y0 <= least || min(b.X1, x1) <= max(b.X0, x0) || n.ok && b.Y0 >= n.y0 {
			return false
		}
		n = next{y0: b.Y0, y1: b.Y1, ok: true}
		return true
	}
	for i := range m.all {
		if s := &m.all[i]; !of(own, s) && !m.raised(s) && take(s.box()) {
			line = s
			n.head, n.small = s.size*10 > m.out.Body.Size*13, s.size*105 < m.out.Body.Size*100
		}
	}
	for _, b := range m.things {
		if take(b) {
			line = nil
		}
	}
	n.latin = line != nil && latin(line)
	if line != nil && !n.head && n.y0-foot < m.out.Leading*3/2 && m.alone(line) {
		n.by = m.byline(line, x0, x1)
		n.small = n.small || !n.by && n.latin
	}
	return n
}

// latin tells whether there is no Chinese in a line: a paper's name in letters stands below its name.
func latin(s *segment) bool {
	return !strings.ContainsFunc(s.text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// raised tells whether a segment is a small sign in a line of text, as of square metres.
func (m *meter) raised(s *segment) bool {
	return s.chars <= 3 && s.size*10 < m.out.Body.Size*8 && slices.ContainsFunc(m.text, func(t segment) bool {
		return s.y < t.y+m.out.Body.Size/2 && s.y > t.top() && s.x0-t.x1 < t.size/2 && t.x0-s.x1 < t.size/2
	})
}

// of tells whether a segment is of a head's blocks.
func of(own []*block, s *segment) bool {
	for _, b := range own {
		for i := range b.lines {
			if l := &b.lines[i]; l.y-s.y <= 10 && s.y-l.y <= 10 && l.size == s.size && s.x0 >= l.x0 && s.x1 <= l.x1 {
				return true
			}
		}
	}
	return false
}

// topRule is the uppermost level line between two heights, or -1.
func (m *meter) topRule(x0, x1, from, to int) int {
	y := -1
	for _, r := range m.rules {
		if r.W() > r.H() && r.Y0 >= from-100 && r.Y1 <= to+100 && min(r.X1, x1) > max(r.X0, x0) && (y < 0 || r.Y0 < y) {
			y = r.Y0
		}
	}
	return y
}

// table tells whether rows of small text of several cells follow one another from a height on.
func (m *meter) table(x0, x1, from int) bool {
	rows, cells, at := 0, 0, from
	for i := range m.all {
		s := &m.all[i]
		if s.top() < from-10 || min(s.x1, x1) <= max(s.x0, x0) {
			continue
		}
		if s.y-at > m.out.Leading*5/2 || s.size*10 > m.out.Body.Size*13 {
			break
		}
		if s.y-at > 10 {
			at, cells = s.y, 0
		}
		if cells++; cells == 2 {
			rows++
		}
	}
	return rows > 2
}

// alone tells whether no line goes on below one.
func (m *meter) alone(s *segment) bool {
	return !slices.ContainsFunc(m.all, func(o segment) bool {
		return o.y > s.y+10 && o.over(s) && o.y-s.y < m.out.Leading*6/5
	})
}

// byline tells whether a line that stands alone says who writes: in the middle of what is over it
// or at its edge, with text or a picture below it.
func (m *meter) byline(s *segment, x0, x1 int) bool {
	if off(s.x0+s.x1, x0+x1) > 2*m.out.Body.Size && off(s.x0, x0) > m.out.Body.Size/4 {
		return false
	}
	follows := func(b pdfread.Box) bool {
		return b.Y0 > s.foot()-100 && b.Y0-s.foot() < 2*m.out.Leading && min(b.X1, s.x1) > max(b.X0, s.x0)
	}
	return slices.ContainsFunc(m.text, func(t segment) bool { return follows(t.box()) }) || slices.ContainsFunc(m.things, follows)
}

// over is the white from a height up to the text above, as under is.
func (m *meter) over(x0, x1, top int) int {
	foot, ok := 0, false
	for _, b := range m.things {
		if b.Y1 < top+m.out.Body.Size/2 && min(b.X1, x1) > max(b.X0, x0) && (!ok || b.Y1 > foot) {
			foot, ok = b.Y1, true
		}
	}
	if !ok {
		return -1
	}
	return m.lines(top - foot)
}
