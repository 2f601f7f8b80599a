package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// tableFit is what was done so that a table fits its measure, in the order in which it is tried.
type tableFit uint8

const (
	fitsAsIs    tableFit = iota
	fitsHeads            // words of its heads are parted: fewer characters on a line
	fitsSmaller          // type is smaller
	fitsTurned           // rows are lists
	fitsNot              // nor so: words or figures are parted
)

// laidTable is a table laid out for a measure.
type laidTable struct {
	*tabular
	grid   *Grid
	style  *style        // in the size that it is set in
	title  []inline.Line // its caption
	more   []inline.Line // above its heads where it goes on
	words  *style        // of the caption
	rows   []laidRow
	head   int         // rows that stand again where it goes on
	width  unit.Length // of the whole
	left   unit.Length // of it in its measure
	widths []unit.Length
	reach  map[[2]int]bool // rows and columns where a cell goes on in the next row
	fit    tableFit
	least  unit.Length // that it needs as it is
	whole  unit.Length // height of all rows
}

// laidRow is a row laid out: its height, and what stands in it.
type laidRow struct {
	height unit.Length
	read   unit.Length // of it room for readings, above its first lines
	cells  []setCell
	joined bool // the next row belongs to it: a cell reaches into that
}

// setCell is a text of a row in its lines.
type setCell struct {
	row, column int
	editions.Extent
	role  page.Role
	again bool // it stands elsewhere too: no text of the story
	sh    *inline.Shaped
	lines []inline.Line
	rect  unit.Rect   // from the corner of the row
	x     unit.Length // of its lines in rect
	over  unit.Length // between its lines, for readings
	top   unit.Length // of the first line's em box in rect
	fill  *page.Color
	black bool // the fill is over its text, ■
}

// Type of a table is set smaller by half a point at a time, down to three quarters, and to
// 5.5 pt (七号) at the least.
const (
	sizeStep  = unit.Pt / 2
	leastSize = unit.Pt * 11 / 2
)

// table implements typesetter: a table for a measure, so that it fits by the first thing that
// helps.
func (t *typeset) table(e *element, measure unit.Length) *laidTable {
	key := boxKey{e, measure}
	r := t.tables[key]
	if r == nil {
		r = t.laidTable(e.tab, measure)
		r.whole = r.heightFrom(0)
		t.tables[key] = r
	}
	return r
}

func (t *typeset) laidTable(tab *tabular, measure unit.Length) *laidTable {
	l := tab.styles.at(editions.TableText)
	r := &laidTable{tabular: tab, grid: tab.styles.grid, style: l, head: tab.Head, width: measure}
	r.words = tab.styles.at(editions.Caption)
	if tab.caption != nil {
		r.title = t.Break(nil, tab.caption, []unit.Length{measure})
	}
	if tab.goesOn != nil {
		r.more = t.Break(nil, tab.goesOn, []unit.Length{measure})
	}
	if tab.Square {
		r.square(t.Setter)
		return r
	}
	floor := max(l.font.Size*3/4, min(leastSize, l.font.Size))
	for _, dates := range []bool{false, true} {
		if r.try(t.Setter, tab.cells, l, fitsAsIs, dates) || r.try(t.Setter, t.cellsIn(tab, l.font.Size), l, fitsHeads, dates) {
			return r
		}
		for size := l.font.Size - sizeStep; size >= floor; size -= sizeStep {
			if r.try(t.Setter, t.cellsIn(tab, size), tab.styles.sizedTable(size), fitsSmaller, dates) {
				return r
			}
		}
	}
	small := tab.styles.sizedTable(floor)
	if !r.turn(t.Setter, l, true) && !r.turn(t.Setter, small, true) && !r.turn(t.Setter, small, false) {
		r.fit = fitsNot
	}
	return r
}

// cellsIn are the cells of a table in a size, the words of their heads not whole.
func (t *typeset) cellsIn(tab *tabular, size unit.Length) [][]cell {
	key := sizeKey{tab, size}
	cells := t.sized[key]
	if cells == nil {
		cells = tab.measured(t.Shape, tab.styles.sizedTable(size), false)
		t.sized[key] = cells
	}
	return cells
}

// sizeKey is a table in a size.
type sizeKey struct {
	tab  *tabular
	size unit.Length
}

// try lays the rows out, with half an em of white about each cell or a quarter. It is false
// where a word or figure has no room, or a day or a time, unless dates may be parted.
func (r *laidTable) try(s *inline.Setter, cells [][]cell, l *style, how tableFit, dates bool) bool {
	for _, pad := range []unit.Length{l.font.Size / 2, l.font.Size / 4} {
		d := r.demands(s, cells, pad, dates)
		if how == fitsAsIs {
			r.least = leastOf(d, pad)
		}
		if w, ok := shared(d, r.width-2*pad*unit.Length(len(d))); ok {
			r.fit, r.style = how, l
			r.layOut(s, cells, d, w, pad)
			return true
		}
	}
	return false
}

// layOut lays the rows out in columns of widths that have white about them.
func (r *laidTable) layOut(s *inline.Setter, cells [][]cell, d []demand, widths []unit.Length, pad unit.Length) {
	r.widths = make([]unit.Length, len(widths))
	lefts := make([]unit.Length, len(widths)+1)
	for c, w := range widths {
		r.widths[c] = w + 2*pad
		lefts[c+1] = lefts[c] + r.widths[c]
	}
	r.rows = make([]laidRow, len(cells))
	for y, row := range cells {
		r.rows[y].height = r.rowHeight(1)
		for c := range row {
			x := &row[c]
			if x.Across == 0 {
				continue
			}
			w := lefts[c+x.Across] - lefts[c] - 2*pad
			out := setCell{row: y, column: c, Extent: x.Extent, role: r.role(y), sh: x.sh, fill: r.fillOf(y, c)}
			out.rect = unit.Rect{X: lefts[c], W: lefts[c+x.Across] - lefts[c]}
			out.x, out.black, out.over = pad, blackened(r.Rows[y][c]), r.overLines(r.Rows[y][c])
			if x.sh != nil {
				out.lines = s.Break(nil, x.sh, []unit.Length{max(w, 1)})
				if len(out.lines) > 0 {
					r.rows[y].read = max(r.rows[y].read, r.style.font.Size.MulDiv(int64(x.sh.Readings(out.lines[0])), 100))
				}
			}
			if x.point >= 0 && x.Across == 1 && len(out.lines) == 1 {
				out.x += d[c].start(x, r.align(c), w)
			}
			if x.Down == 1 {
				r.rows[y].height = max(r.rows[y].height, r.heightOf(&out))
			}
			r.rows[y].cells = append(r.rows[y].cells, out)
		}
		r.rows[y].height += r.rows[y].read
	}
	r.down()
	r.centre()
}

// down gives cells that reach into further rows their height: the last of these is higher where
// all together are too low.
func (r *laidTable) down() {
	for y := range r.rows {
		for i := range r.rows[y].cells {
			x := &r.rows[y].cells[i]
			for k := range max(x.Down, 1) {
				x.rect.H += r.rows[y+k].height
				if k < x.Down-1 {
					r.reaches(y+k, x)
				}
			}
			if short := r.heightOf(x) + r.rows[y].read - x.rect.H; short > 0 {
				r.rows[y+x.Down-1].height += short
			}
		}
	}
	for y := range r.rows { // now all are as high as they are
		for i := range r.rows[y].cells {
			x := &r.rows[y].cells[i]
			x.rect.H = 0
			for k := range max(x.Down, 1) {
				x.rect.H += r.rows[y+k].height
			}
		}
	}
}

// reaches notes that a cell goes on in the row after one.
func (r *laidTable) reaches(row int, x *setCell) {
	r.rows[row].joined = true
	if r.reach == nil {
		r.reach = map[[2]int]bool{}
	}
	for k := range x.Across {
		r.reach[[2]int{row, x.column + k}] = true
	}
}

// centre puts the lines of cells into the middle of their height.
func (r *laidTable) centre() {
	for y := range r.rows {
		for i := range r.rows[y].cells {
			x := &r.rows[y].cells[i]
			x.top = (x.rect.H - r.textHeight(x) + r.rows[y].read) / 2
		}
	}
}

// textHeight is the height of the lines of a cell.
func (r *laidTable) textHeight(x *setCell) unit.Length {
	return r.linesHeight(len(x.lines)) + x.over*unit.Length(max(len(x.lines), 1)-1)
}

// heightOf is the height that the lines of a cell ask of its row.
func (r *laidTable) heightOf(x *setCell) unit.Length {
	return r.textHeight(x) + r.rowHeight(0) - r.linesHeight(0)
}

func (r *laidTable) linesHeight(n int) unit.Length {
	return unit.Length(max(n, 1)-1)*r.style.leading + r.style.font.Size
}

// rowHeight is the height of a row of n lines.
func (r *laidTable) rowHeight(n int) unit.Length {
	return r.linesHeight(n) + r.style.font.Size*5/8
}

// fillOf is the colour behind a cell.
func (r *laidTable) fillOf(row, column int) *page.Color {
	pal := r.styles.Palette
	switch name, ok := wholeTint(r.Rows[row][column]); {
	case ok:
		return pal.tint(name)
	case row < r.Head:
		return pal.tint(r.Fill)
	case (row-r.Head)%2 == 1:
		return pal.tint(r.Stripe)
	}
	return nil
}

// mostSide is the greatest side of a square cell, in sizes of the body type.
const mostSide = 2

// square lays out cells as high as wide, in the middle of the measure.
func (r *laidTable) square(s *inline.Setter) {
	n := unit.Length(len(r.Align))
	side := min(r.width/n, mostSide*r.grid.Size)
	d := r.demands(s, r.cells, 0, false)
	widths := make([]unit.Length, n)
	for c := range widths {
		widths[c] = side
		if d[c].least > side {
			r.fit = fitsNot
		}
	}
	r.least = leastOf(d, 0)
	r.left = (r.width - n*side) / 2
	r.layOut(s, r.cells, d, widths, 0)
	for y := range r.rows {
		r.rows[y].height = side
		for i := range r.rows[y].cells {
			x := &r.rows[y].cells[i]
			x.rect.H = unit.Length(max(x.Down, 1)) * side
			if x.top = (x.rect.H - r.linesHeight(len(x.lines))) / 2; raised(r.Rows[y][x.column]) {
				x.x, x.top = side/16, side/4
			}
		}
	}
	r.width = n * side
}
