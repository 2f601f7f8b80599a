package gauge

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
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
	a := Area{Left: long[0].from(), Right: long[0].to(), Top: long[0].top(), Bottom: long[0].foot()}
	widths := map[int]int{}
	for i := range long {
		s := &long[i]
		a = Area{min(a.Left, s.from()), min(a.Top, s.top()), max(a.Right, s.to()), max(a.Bottom, s.foot())}
		widths[(s.x1-s.x0+size/2)/size]++
	}
	a.Left, a.Right = edge(long, a.Left, size, (*segment).from), edge(long, a.Right, size, (*segment).to)
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

// edge is the outmost place where some lines begin or end, if it is within a character and a half of where any
// does: marks that hang in the margin, and a line that is a little too long, are none of it.
func edge(long []segment, outmost, size int, at func(*segment) int) int {
	ends := map[int]int{}
	for i := range long {
		if x := at(&long[i]); off(x, outmost) <= size*3/2 {
			ends[(x+5)/10*10]++
		}
	}
	_, n := most(ends, 10)
	best, found := outmost, false
	for _, x := range slices.Sorted(maps.Keys(ends)) {
		if ends[x] >= max(2, n/8) && (!found || off(x, outmost) < off(best, outmost)) {
			best, found = x, true
		}
	}
	return best
}

func off(a, b int) int { return max(a-b, b-a) }

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

// Marks that begin or end a line stand there with half of their width in the margin, where they are
// trimmed as Chinese lines are (GB/T 15834, clreq 3.1.6).
const (
	openers = "（〔［｛《〈「『【〖“‘"
	closers = "，。、；：！？）〕］｝》〉」』】〗”’"
)

// from is where a line begins, and to where it ends, if marks at its ends are trimmed.
func (s *segment) from() int {
	if r, _ := utf8.DecodeRuneInString(s.text); strings.ContainsRune(openers, r) {
		return s.x0 + s.size/2
	}
	return s.x0
}

func (s *segment) to() int {
	if r, _ := utf8.DecodeLastRuneInString(s.text); strings.ContainsRune(closers, r) {
		return s.x1 - s.size/2
	}
	return s.x1
}

// edges are the columns at whose left edge a line begins, or a paragraph, and at whose right edge
// it ends; -1: at none.
func edges(s *segment, left, w, g, n, size int) (from, to int) {
	from, to = -1, -1
	near := func(d int) bool { return max(d, -d) <= size/4 }
	for c := range n {
		x := left + c*(w+g)
		if near(s.x0-x) || near(s.from()-x) || near(s.x0-x-2*size) {
			from = c
		}
		if near(s.x1-x-w) || near(s.to()-x-w) {
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
			fit += 2
			if to == from {
				fit += 3 // a column of the grid and not several of them
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
