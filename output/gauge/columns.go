package gauge

import (
	"cmp"
	"slices"
)

// Columns of a page are looked for up to so many, and no narrower than so many characters.
const (
	mostColumns = 12
	leastChars  = 6
)

// columns finds the type area and the basic columns: of all numbers of equal columns, a whole
// number of characters wide and with one to three characters between, that at whose edges most
// lines begin and end.
func (m *meter) columns() {
	size := m.out.Body.Size
	long := slices.DeleteFunc(slices.Clone(m.text), func(s segment) bool { return s.x1-s.x0 < leastChars*size })
	if len(long) == 0 {
		return
	}
	a := Area{Left: long[0].x0, Right: long[0].x1, Top: long[0].top(), Bottom: long[0].foot()}
	widths := map[int]int{}
	for i := range long {
		s := &long[i]
		a = Area{min(a.Left, s.x0), min(a.Top, s.top()), max(a.Right, s.x1), max(a.Bottom, s.foot())}
		widths[(s.x1-s.x0+size/2)/size]++
	}
	m.out.Area = a
	m.out.Columns = m.grid(long)
	m.out.Columns.Sure = m.sure(long)
	for chars, n := range widths {
		if n*20 >= len(long) {
			m.out.Columns.Measures = append(m.out.Columns.Measures, Setting{chars * size, n})
		}
	}
	slices.SortFunc(m.out.Columns.Measures, func(a, b Setting) int { return cmp.Or(cmp.Compare(b.Lines, a.Lines), cmp.Compare(a.Width, b.Width)) })
}

// grid is the best number of columns.
func (m *meter) grid(long []segment) (best Columns) {
	a, size := m.out.Area, m.out.Body.Size
	most := -1
	for n := 1; n <= mostColumns; n++ {
		for g := size; g <= 3*size; g += size / 2 {
			w := (a.Right - a.Left - (n-1)*g) / n
			if w < leastChars*size || n == 1 && g > size {
				break
			}
			if fit := matches(long, a.Left, w, g, n, size); fit > most {
				most, best = fit, Columns{Count: n, Width: w, Gutter: g, Chars: (w + size/4) / size}
			}
		}
	}
	return best
}

// sure is how many of 100 lines begin and end where the columns found do.
func (m *meter) sure(long []segment) int {
	c, n := m.out.Columns, 0
	for i := range long {
		if from, to := edges(&long[i], m.out.Area.Left, c.Width, c.Gutter, c.Count, m.out.Body.Size); from >= 0 && to >= from {
			n++
		}
	}
	return percent(n, len(long))
}

// edges are the columns at whose left edge a line begins, or a paragraph, and at whose right edge
// it ends; -1: at none.
func edges(s *segment, left, w, g, n, size int) (from, to int) {
	from, to = -1, -1
	near := func(d int) bool { return max(d, -d) <= size/4 }
	for c := range n {
		x := left + c*(w+g)
		if near(s.x0-x) || near(s.x0-x-2*size) {
			from = c
		}
		if near(s.x1 - x - w) {
			to = c
		}
	}
	return from, to
}

// matches weighs how many lines begin where a column of a grid does and end where one does; each
// column that nothing begins at counts against it.
func matches(long []segment, left, w, g, n, size int) (fit int) {
	begins := make([]int, n)
	for i := range long {
		from, to := edges(&long[i], left, w, g, n, size)
		if from >= 0 {
			begins[from]++
		}
		if from >= 0 && to >= from {
			fit += 4
			if to == from {
				fit++ // a column of the grid and not several of them
			}
		}
	}
	for _, k := range begins {
		if k == 0 {
			fit -= len(long) / 2
		}
	}
	return fit
}
