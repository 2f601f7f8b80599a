package sheet

import (
	"cmp"
	"slices"
)

// fewestRows is how many rows a table has at least, its head included.
const fewestRows = 3

// tables takes the tables out of the stretches of a page: what stands between level rules of one
// width, at least three one under the other (above the head, below it, at the foot), in several
// cells a row.
func (a *analysis) tables(segs []*seg) []*seg {
	rules := slices.Clone(a.level)
	slices.SortStableFunc(rules, func(x, y Box) int { return cmp.Or(cmp.Compare(x.Y0, y.Y0), cmp.Compare(x.X0, y.X0)) })
	used := make([]bool, len(rules))
	for i := range rules {
		if used[i] {
			continue
		}
		last, n := i, 1
		for k := i + 1; k < len(rules); k++ {
			if !used[k] && a.alike(rules[last], rules[k]) && a.cellsBetween(segs, rules[last], rules[k]) {
				used[k], last = true, k
				n++
			}
		}
		if n < 3 {
			continue
		}
		box := rules[i].union(rules[last])
		inside := slices.DeleteFunc(slices.Clone(segs), func(s *seg) bool { return s.vertical || !box.holds(s.Box, a.body/2) })
		if b := a.table(inside); b != nil {
			a.all = append(a.all, b)
			segs = slices.DeleteFunc(slices.Clone(segs), func(s *seg) bool { return slices.Contains(inside, s) })
			a.level = slices.DeleteFunc(a.level, func(r Box) bool { return box.holds(r, 0) })
		}
	}
	return segs
}

// alike tells whether a rule is the next of a table's: as wide, and a few lines further down.
func (a *analysis) alike(x, y Box) bool {
	near := a.body / 3
	return abs(x.X0-y.X0) < near && abs(x.X1-y.X1) < near && y.Y0-x.Y0 > a.body/2 && y.Y0-x.Y0 < 14*a.body
}

// cellsBetween tells whether rows of cells stand between two rules, and nothing larger than they.
func (a *analysis) cellsBetween(segs []*seg, upper, lower Box) bool {
	band := upper.union(lower)
	var inside []*seg
	for _, s := range segs {
		if !s.vertical && band.holds(s.Box, a.body/2) {
			if 4*s.size > 5*a.body {
				return false
			}
			inside = append(inside, s)
		}
	}
	return slices.ContainsFunc(rowsOf(inside, a.body), func(r []*seg) bool { return len(r) > 1 })
}

// table makes a table of stretches: rows by their baselines, columns as the rows with most cells
// have them. It is nil where they are none: text that stands between rules.
func (a *analysis) table(segs []*seg) *block {
	rows := rowsOf(segs, a.body)
	var columns []Box
	several, most := 0, 0
	for _, r := range rows {
		if len(r) > 1 {
			several++
		}
		most = max(most, len(r))
	}
	if len(rows) < fewestRows || most < 2 || 3*several < 2*len(rows) {
		return nil
	}
	for _, r := range rows {
		if len(r) != most {
			continue
		}
		for i, s := range r {
			if i == len(columns) {
				columns = append(columns, s.Box)
			} else {
				columns[i] = columns[i].union(s.Box)
			}
		}
	}
	if a.texty(rows, columns) {
		return nil
	}
	b := &block{size: segs[0].size, rows: []*tableRow{}}
	for _, r := range rows {
		row := &tableRow{cells: make([][]int, len(columns))}
		l := &line{base: r[0].base}
		for _, s := range r {
			i := columnOf(columns, s.Box)
			row.cells[i] = append(row.cells[i], s.chars...)
			l.add(s)
		}
		b.rows = append(b.rows, row)
		b.lines = append(b.lines, l)
		b.flow = b.flow.union(l.Box)
	}
	b.Box = b.flow
	return b
}

// tableRow is the characters of a row, by its cells.
type tableRow struct{ cells [][]int }

func rowsOf(segs []*seg, body int) (out [][]*seg) {
	slices.SortStableFunc(segs, func(x, y *seg) int { return cmp.Or(cmp.Compare(x.base, y.base), cmp.Compare(x.X0, y.X0)) })
	for i, s := range segs {
		if i == 0 || 3*(s.base-out[len(out)-1][0].base) > body {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], s)
	}
	for _, r := range out {
		slices.SortStableFunc(r, func(x, y *seg) int { return cmp.Compare(x.X0, y.X0) })
	}
	return out
}

// columnOf is the column that a cell has most in common with, or is nearest to.
func columnOf(columns []Box, b Box) (best int) {
	for i := range columns {
		if columns[i].across(b) > columns[best].across(b) {
			best = i
		}
	}
	return best
}

// texty tells columns of text from those of a table: their lines are long, and most are full.
func (a *analysis) texty(rows [][]*seg, columns []Box) bool {
	texts := 0
	for i, c := range columns {
		full, all := 0, 0
		for _, r := range rows {
			for _, s := range r {
				if columnOf(columns, s.Box) == i {
					if all++; 100*s.w() >= 92*c.w() {
						full++
					}
				}
			}
		}
		if c.w() > 7*a.body && 2*full > all && all > 3 {
			texts++
		}
	}
	return 2*texts >= len(columns)
}
