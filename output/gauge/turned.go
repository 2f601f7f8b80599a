package gauge

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"banxin/output/pdfread"
)

// meters are the work on a page: m on what runs as most of its text does, across on the rest.
func meters(p *pdfread.Page, out *Page) (m, across *meter) {
	level, down := directions(p.Chars)
	for i := range down {
		down[i] = onTurned(down[i], p.W)
	}
	m, across = &meter{out: out, rules: p.Rules}, &meter{out: out, turned: true, wide: p.W}
	for _, r := range p.Rules {
		across.rules = append(across.rules, turn(r, p.W))
	}
	for _, b := range p.Pictures {
		m.things, across.things = append(m.things, b.Box), append(across.things, turn(b.Box, p.W))
	}
	m.all, across.all = segments(level), segments(down)
	for _, s := range m.all {
		across.things = append(across.things, turn(s.box(), p.W))
	}
	for _, s := range across.all {
		m.things = append(m.things, back(s.box(), p.W))
	}
	if len(down) > len(level) {
		m, across = across, m
		out.Down = true
	}
	across.aside = true
	return m, across
}

// directions are the characters that run along lines, and those that run downwards: so says their
// font, or each stands alone in its line, with the next one right below.
func directions(chars []pdfread.Char) (level, down []pdfread.Char) {
	for _, c := range chars {
		switch {
		case c.Size <= 0 || c.Text == " " || c.Text == "\u3000":
		case c.DX > 0 && max(c.DY, -c.DY) <= c.DX/8:
			level = append(level, c)
		case c.DY > 0 && max(c.DX, -c.DX) <= c.DY/8:
			down = append(down, c)
		}
	}
	slices.SortStableFunc(level, func(a, b pdfread.Char) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
	lone := make([]int, 0, len(level))
	for i := range level {
		if r, _ := utf8.DecodeRuneInString(level[i].Text); r < 0x2E80 {
			continue // figures of a table's column
		}
		if !joined(level, i-1, i) && !joined(level, i, i+1) {
			lone = append(lone, i)
		}
	}
	slices.SortStableFunc(lone, func(a, b int) int {
		p, q := &level[a], &level[b]
		return cmp.Or(cmp.Compare(p.Size, q.Size), cmp.Compare(p.X, q.X), cmp.Compare(p.Y, q.Y))
	})
	falls := make([]bool, len(level))
	for from := 0; from < len(lone); {
		to := from + 1
		for to < len(lone) && follows(&level[lone[to-1]], &level[lone[to]]) {
			to++
		}
		for _, i := range lone[from:to] {
			falls[i] = to-from > 2
		}
		from = to
	}
	rest := level[:0]
	for i, c := range level {
		if falls[i] {
			c.DX, c.DY = 0, c.Size
			down = append(down, c)
			continue
		}
		rest = append(rest, c)
	}
	return rest, down
}

// joined tells whether two characters stand side by side in a line.
func joined(chars []pdfread.Char, i, k int) bool {
	if i < 0 || k >= len(chars) {
		return false
	}
	a, b := &chars[i], &chars[k]
	return off(a.Y, b.Y) <= a.Size/10 && !differ(a.Size, b.Size) && b.X-a.X-a.DX < a.Size/4
}

// follows tells whether a character stands right below another, or behind a space.
func follows(a, b *pdfread.Char) bool {
	d := b.Y - a.Y
	return a.Size == b.Size && off(a.X, b.X) <= a.Size/20 && d > a.Size*8/10 && d < a.Size*22/10
}

// onTurned is a character that runs downwards on the page turned by a quarter, the right edge on
// top: there it runs to the right, and lines follow one another downwards.
func onTurned(c pdfread.Char, wide int) pdfread.Char {
	c.X, c.Y = c.Y-c.Size*88/100, wide-c.X-c.Size*12/100
	c.DX, c.DY = c.DY, 0
	return c
}

func turn(b pdfread.Box, wide int) pdfread.Box {
	return pdfread.Box{X0: b.Y0, Y0: wide - b.X1, X1: b.Y1, Y1: wide - b.X0}
}

func back(b pdfread.Box, wide int) pdfread.Box {
	return pdfread.Box{X0: wide - b.Y1, Y0: b.X0, X1: wide - b.Y0, Y1: b.X1}
}

func (a Area) back(wide int) Area {
	b := back(pdfread.Box{X0: a.Left, Y0: a.Top, X1: a.Right, Y1: a.Bottom}, wide)
	return Area{Left: b.X0, Top: b.Y0, Right: b.X1, Bottom: b.Y1}
}

func (s *segment) box() pdfread.Box {
	return pdfread.Box{X0: s.from(), Y0: s.top(), X1: s.to(), Y1: s.foot()}
}

// initials takes the letters out that open paragraphs over several lines: they are no heads.
func (m *meter) initials() {
	m.all = slices.DeleteFunc(slices.Clone(m.all), func(s segment) bool {
		return s.chars <= 2 && s.size*10 > m.out.Body.Size*16 && m.opens(&s)
	})
}

// opens tells whether lines of text begin right of a letter, the last of them on its line, and the
// next one below it at its edge.
func (m *meter) opens(s *segment) bool {
	beside, last, under := 0, false, false
	size, lead := m.out.Body.Size, m.out.Leading
	for i := range m.text {
		t := &m.text[i]
		switch {
		case t.x0 >= s.x1-size/4 && t.x0-s.x1 < 3*size/2 && t.y > s.top() && t.y <= s.y+lead/2:
			beside++
			last = last || off(t.y, s.y) < lead/2
		case t.y > s.y+lead/2 && t.y < s.y+lead*3/2 && off(t.from(), s.x0) < size/2:
			under = true
		}
	}
	return beside > 1 && last && under
}
