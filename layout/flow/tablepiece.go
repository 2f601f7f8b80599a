package flow

import (
	"slices"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// rowPlace is a place in a table: before a row, or, in one that is parted, before its line.
type rowPlace struct{ row, line int }

// tablePiece is a stretch of a table that stands in one place: all of it, or what has room
// there. Where a table goes on its heads stand again.
type tablePiece struct {
	*laidTable
	block
	from, to rowPlace
	top      unit.Length // of its caption or first rule, from that of its place
	height   unit.Length
	measure  unit.Length
	again    bool // its heads stand again
}

// whiteOf is the least white above a table and below it, from the type there.
func (r *laidTable) whiteOf() unit.Length { return r.grid.Size * 3 / 5 }

// titleHeight is the height of the caption with the white below it.
func (r *laidTable) titleHeight() unit.Length {
	if len(r.title) == 0 {
		return 0
	}
	size := r.words.font.Size
	return unit.Length(len(r.title)-1)*r.words.leading + size + size/2
}

// moreHeight is the height of what stands above the heads where the table goes on, with the white
// below it.
func (r *laidTable) moreHeight() unit.Length {
	if len(r.more) == 0 {
		return 0
	}
	return unit.Length(len(r.more)-1)*r.words.leading + r.words.font.Size*3/2
}

// headHeight is the height of the rows that stand again, with what stands above them.
func (r *laidTable) headHeight() (h unit.Length) {
	h = r.moreHeight()
	for _, row := range r.rows[:r.head] {
		h += row.height
	}
	return h
}

// piece is the stretch of a table from a place on that has room in so many lines; under tells
// whether there is text above it. Rows are not parted but where hard, and then also those that
// belong together. It is nil where not even a row has room.
func (r *laidTable) piece(from rowPlace, lines int, under, hard bool) *tablePiece {
	p := &tablePiece{laidTable: r, from: from, measure: r.width + 2*r.left}
	room := unit.Length(lines-1)*r.grid.Leading + r.grid.Size
	if under {
		room -= max(r.whiteOf()-(r.grid.Leading-r.grid.Size), 0)
	}
	fixed := r.titleHeight()
	if p.again = from.row >= r.head && from != (rowPlace{}); p.again {
		fixed = r.headHeight()
	}
	if from.line > 0 {
		return r.partOf(p, fixed, room, lines, under)
	}
	if p.to.row, p.height = r.rowsIn(from.row, room-fixed, hard); p.to.row > from.row {
		p.height += fixed
		p.settle(lines, under)
		return p
	}
	if hard {
		return r.partOf(p, fixed, room, lines, under)
	}
	return nil
}

// rowsIn is the row after the last that has room from a row on, and the height of those
// between. Heads do not stand by themselves, nor does a last row.
func (r *laidTable) rowsIn(from int, room unit.Length, hard bool) (to int, height unit.Length) {
	var h, before, last unit.Length
	to, previous := from, from
	for y := from; y < len(r.rows); y++ {
		if h += r.rows[y].height; h > room {
			break
		}
		if y+1 < len(r.rows) && (r.rows[y].joined && !hard || y+1 <= r.Head) {
			continue
		}
		previous, before = to, last
		to, last = y+1, h
	}
	if to == len(r.rows)-1 && previous > max(from, r.Head) {
		return previous, before
	}
	return to, last
}

// partOf is a part of a row that is higher than its place.
func (r *laidTable) partOf(p *tablePiece, fixed, room unit.Length, free int, under bool) *tablePiece {
	if p.from.row < r.Head || r.fit >= fitsTurned {
		return nil
	}
	all, over := 0, unit.Length(0)
	for _, x := range r.rows[p.from.row].cells {
		all, over = max(all, len(x.lines)), max(over, x.over)
	}
	lines := int((room - fixed - r.rowHeight(1) - over) / (r.style.leading + over))
	if lines++; room-fixed < r.rowHeight(1)+over {
		return nil
	}
	if p.to = (rowPlace{p.from.row, p.from.line + lines}); p.to.line >= all {
		if p.from.line == 0 {
			return nil // not its lines are what is too high
		}
		lines, p.to = all-p.from.line, rowPlace{row: p.from.row + 1}
	}
	p.height = fixed + r.rowHeight(lines) + unit.Length(lines)*over
	p.settle(free, under)
	return p
}

// parts tells whether the piece is a part of a row.
func (p *tablePiece) parts() bool { return p.from.line > 0 || p.to.line > 0 }

// settle gives the piece its lines of those that there are, and shares the white that is left
// above it and below: it is the same to the type on either side. At the foot of a column there
// is none below, at its top none above.
func (p *tablePiece) settle(lines int, under bool) {
	g := p.grid
	gap, white := g.Leading-g.Size, p.whiteOf()
	sides := unit.Length(1)
	if under {
		sides = 2
	}
	n := int((p.height + sides*white - gap + g.Leading - 1) / g.Leading)
	n = max(n, g.LinesFor(p.height), 1)
	p.lines = min(n, lines)
	switch {
	case p.to.row < len(p.rows): // it goes on elsewhere
		p.lines = lines
		if under {
			p.top = max(white-gap, 0)
		}
	case under && n > lines:
		p.top = max(g.Height(p.lines)-p.height, 0)
	case under:
		p.top = (unit.Length(p.lines)*g.Leading - p.height - gap) / 2
	}
}

// shown are the rows of the piece, with the heights they have in it.
func (p *tablePiece) shown() []laidRow {
	if p.parts() {
		row := p.rows[p.from.row]
		row.height = p.height - p.titleOf()
		if p.again {
			row.height -= p.headHeight()
		}
		row.cells = slices.Clone(row.cells)
		for i := range row.cells {
			row.cells[i].rect.H = row.height
		}
		return []laidRow{row}
	}
	return p.rows[p.from.row:p.to.row]
}

// titleOf is the height of the caption, where the piece has it.
func (p *tablePiece) titleOf() unit.Length {
	if p.from != (rowPlace{}) {
		return 0
	}
	return p.titleHeight()
}

// drawTitle paints the caption of the piece that begins its table.
func (p *tablePiece) drawTitle(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
	size := p.words.font.Size
	rect := unit.Rect{X: at.X, Y: at.Y + p.top, W: p.measure, H: p.titleHeight() - size/2}
	dst = append(dst, &page.Mark{Role: page.RoleCaption, ID: p.id, Open: true, Rect: rect})
	for i, l := range p.title {
		y := rect.Y + unit.Length(i)*p.words.leading + ascent(size)
		dst = s.Place(dst, p.caption, l, unit.Point{X: rect.X, Y: y})
	}
	return append(dst, &page.Mark{Role: page.RoleCaption, ID: p.id})
}

// drawMore paints what stands above the heads where a table goes on.
func (p *tablePiece) drawMore(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
	if len(p.more) == 0 {
		return dst
	}
	size := p.words.font.Size
	dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true})
	for i, l := range p.more {
		dst = s.Place(dst, p.goesOn, l, unit.Point{X: at.X, Y: at.Y + unit.Length(i)*p.words.leading + ascent(size)})
	}
	return append(dst, &page.Mark{Role: page.RoleFurniture})
}

// drawRows paints the rows with their rules.
func (p *tablePiece) drawRows(s *inline.Setter, dst []page.Item, at unit.Point) []page.Item {
	at.X, at.Y = at.X+p.left, at.Y+p.top+p.titleOf()
	rows := p.shown()
	y := at.Y
	if p.again {
		dst = p.drawMore(s, dst, unit.Point{X: at.X - p.left, Y: y})
		at.Y, y = at.Y+p.moreHeight(), y+p.moreHeight()
		heads := p.rows[:p.head]
		dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true})
		dst = p.fills(dst, unit.Point{X: at.X, Y: y}, heads)
		for _, row := range heads {
			dst = p.texts(s, dst, unit.Point{X: at.X, Y: y}, row, rowPlace{}, false)
			y += row.height
		}
		dst = append(dst, &page.Mark{Role: page.RoleFurniture})
	}
	dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true})
	dst = p.fills(dst, unit.Point{X: at.X, Y: y}, rows)
	dst = append(dst, &page.Mark{Role: page.RoleFurniture})
	for i, row := range rows {
		dst = p.row(s, dst, unit.Point{X: at.X, Y: y}, row, p.from.row+i)
		y += row.height
	}
	return p.rules(dst, at, rows)
}

// row paints a row and its marks; what banxin repeats is furniture.
func (p *tablePiece) row(s *inline.Setter, dst []page.Item, at unit.Point, row laidRow, y int) []page.Item {
	rect := unit.Rect{X: at.X, Y: at.Y, W: p.laidTable.width, H: row.height}
	dst = append(dst, &page.Mark{Role: page.RoleRow, ID: p.id, Open: true, Rect: rect})
	dst = p.texts(s, dst, at, row, p.from, true)
	return append(dst, &page.Mark{Role: page.RoleRow, ID: p.id})
}

// texts paints the texts of a row; marked are those of the story.
func (p *tablePiece) texts(s *inline.Setter, dst []page.Item, at unit.Point, row laidRow, from rowPlace, marked bool) []page.Item {
	for i := range row.cells {
		x := &row.cells[i]
		role := x.role
		if x.again {
			role = page.RoleFurniture
		}
		if marked {
			dst = append(dst, &page.Mark{Role: role, ID: p.markID(x), Open: true, Rect: x.rect.Add(at), Across: x.Across, Down: x.Down})
		}
		dst = p.lineUp(s, dst, at, x)
		if marked {
			dst = append(dst, &page.Mark{Role: role, ID: p.markID(x)})
		}
		if x.black {
			black := page.Black
			dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true}, rectangle(x.rect.Add(at), &black, nil, 0), &page.Mark{Role: page.RoleFurniture})
		}
	}
	return dst
}

func (p *tablePiece) markID(x *setCell) string {
	if x.again {
		return ""
	}
	return p.id
}

// lineUp paints the lines of a cell, in a part of a row those that stand there.
func (p *tablePiece) lineUp(s *inline.Setter, dst []page.Item, at unit.Point, x *setCell) []page.Item {
	lines, top := x.lines, x.top
	if p.parts() && x.row >= p.head {
		from := min(p.from.line, len(lines))
		to := len(lines)
		if p.to.line > 0 {
			to = min(p.to.line, to)
		}
		lines, top = lines[from:to], p.style.font.Size*5/16+x.over
	}
	for i, l := range lines {
		y := at.Y + x.rect.Y + top + unit.Length(i)*(p.style.leading+x.over) + ascent(p.style.font.Size)
		dst = s.Place(dst, x.sh, l, unit.Point{X: at.X + x.rect.X + x.x, Y: y})
	}
	return dst
}

// fills paints what is behind the cells of rows.
func (p *tablePiece) fills(dst []page.Item, at unit.Point, rows []laidRow) []page.Item {
	top := at.Y
	for _, row := range rows {
		for _, x := range row.cells {
			if x.fill != nil && p.fit < fitsTurned {
				dst = append(dst, rectangle(p.within(x.rect.Add(at), x, at.Y == top), x.fill, nil, 0))
			}
		}
		at.Y += row.height
	}
	return dst
}

// within is the place of a fill: a dark one ends at the rules about it, so that no two inks too
// many lie on one another.
func (p *tablePiece) within(r unit.Rect, x setCell, first bool) unit.Rect {
	if x.row >= p.Head || !p.styles.dark(p.Fill) {
		return r
	}
	above, below, aside := lineInks.fine/2, lineInks.head/2, unit.Length(0)
	switch {
	case p.Lines == editions.GridLines:
		above, below, aside = lineInks.head/2, lineInks.fine/2, lineInks.fine/2
	case first:
		above = lineInks.strong / 2
	}
	return unit.Rect{X: r.X + aside, Y: r.Y + above, W: r.W - 2*aside, H: r.H - above - below}
}

// lineInks are the rules of tables: over it and under it, under the head, between rows.
var lineInks = struct{ strong, head, fine unit.Length }{unit.Pt, unit.Pt / 2, unit.Pt / 4}

// ruler paints rules.
type ruler struct{ dst []page.Item }

func (r *ruler) line(x0, y0, x1, y1, width unit.Length, black uint16) {
	r.dst = append(r.dst, &page.Rule{From: unit.Point{X: x0, Y: y0}, To: unit.Point{X: x1, Y: y1}, Width: width, Color: page.Gray(black)})
}

// rules draws the lines of a piece. An open table, as newspapers set results, has a strong
// one over it and under it, a fine one under the head and between rows; a grid has them about
// every cell.
func (p *tablePiece) rules(dst []page.Item, at unit.Point, rows []laidRow) []page.Item {
	if p.Lines == editions.NoLines {
		return dst
	}
	r := ruler{append(dst, &page.Mark{Role: page.RoleFurniture, Open: true})}
	all := rows
	first := p.from.row
	if p.again {
		all = append(p.rows[:p.head:p.head], rows...)
		first -= p.head
	}
	y := at.Y
	for i, row := range all {
		n := first + i // of the row, where it is no head that stands again
		if p.again && i < p.head {
			n = i
		}
		if p.Lines == editions.GridLines && p.fit < fitsTurned {
			p.boxes(&r, unit.Point{X: at.X, Y: y}, row)
		} else if i < len(all)-1 {
			p.between(&r, unit.Point{X: at.X, Y: y + row.height}, row, n)
		}
		y += row.height
	}
	end := at.X + p.laidTable.width
	if p.Lines == editions.GridLines && p.fit < fitsTurned {
		r.line(at.X, at.Y, at.X, y, lineInks.head, 10000)
		r.line(end, at.Y, end, y, lineInks.head, 10000)
		r.line(at.X, at.Y, end, at.Y, lineInks.head, 10000)
		r.line(at.X, y, end, y, lineInks.head, 10000)
	} else {
		r.line(at.X, at.Y, end, at.Y, lineInks.strong, 10000)
		r.line(at.X, y, end, y, lineInks.strong, 10000)
	}
	return append(r.dst, &page.Mark{Role: page.RoleFurniture})
}

// boxes draws the right and lower edges of a row's cells.
func (p *tablePiece) boxes(r *ruler, at unit.Point, row laidRow) {
	for _, x := range row.cells {
		c := x.rect.Add(at)
		r.line(c.Right(), c.Y, c.Right(), c.Bottom(), lineInks.fine, 10000)
		r.line(c.X, c.Bottom(), c.Right(), c.Bottom(), lineInks.fine, 10000)
	}
}

// between draws the rule of an open table below a row, but not through cells that reach down;
// within the head only below what stands over several columns.
func (p *tablePiece) between(r *ruler, at unit.Point, row laidRow, y int) {
	switch {
	case p.fit >= fitsTurned && y < p.Head:
	case p.fit >= fitsTurned:
		r.line(at.X, at.Y, at.X+p.laidTable.width, at.Y, lineInks.fine, 5000)
	case y == p.Head-1:
		r.line(at.X, at.Y, at.X+p.laidTable.width, at.Y, lineInks.head, 10000)
	case y < p.Head:
		for _, x := range row.cells {
			if x.Across > 1 && x.Down == 1 {
				r.line(at.X+x.rect.X+x.x/2, at.Y, at.X+x.rect.Right()-x.x/2, at.Y, lineInks.fine, 10000)
			}
		}
	default:
		p.under(r, at, y)
	}
}

// under draws a fine rule below a row of the body where no cell reaches through it.
func (p *tablePiece) under(r *ruler, at unit.Point, y int) {
	from, left := at.X, at.X
	for c, w := range p.widths {
		if p.reach[[2]int{y, c}] {
			if left > from {
				r.line(from, at.Y, left, at.Y, lineInks.fine, 5000)
			}
			from = left + w
		}
		left += w
	}
	if left > from {
		r.line(from, at.Y, left, at.Y, lineInks.fine, 5000)
	}
}

// aired gives a table a line of white more, half of it above.
func (r *rowAt) aired(leading unit.Length) {
	b := *r.tab
	b.lines++
	b.top += leading / 2
	b.block.draw = b.drawRows
	r.tab, r.box = &b, &b.block
}
