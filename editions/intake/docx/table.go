package docx

import (
	"banxin/editions/intake"
)

// cell is a cell being read, and the column it stands in.
type cell struct {
	intake.Cell
	column int
	goesOn bool // the cell above reaches into it
}

// table reads w:tbl. What no cell can hold follows the table.
func (r *reader) table(s *stream, add func(intake.Piece)) {
	at := r.place()
	at.Block++
	p := intake.Piece{Kind: intake.Table, At: at}
	var after []intake.Piece
	above := map[int]*intake.Cell{} // the cell that reaches down in a column
	var rows func(t tag)
	rows = func(t tag) {
		switch {
		case t.ns == word && t.name == "tr":
			row, head := r.row(s, above, &after)
			if head && p.Head == len(p.Rows) {
				p.Head++
			}
			p.Rows = append(p.Rows, row)
		case t.ns == word && (t.name == "tblPr" || t.name == "tblGrid"):
			s.skip()
		default:
			s.each(rows)
		}
	}
	s.each(rows)
	add(p)
	for _, a := range after {
		add(a)
	}
}

// row reads w:tr. Cells that only go on from above are taken into those.
func (r *reader) row(s *stream, above map[int]*intake.Cell, after *[]intake.Piece) (out []intake.Cell, head bool) {
	column := 0
	var change *intake.Change
	var cells []cell
	var inside func(t tag)
	inside = func(t tag) {
		switch {
		case t.ns == word && t.name == "trPr":
			s.each(func(t tag) {
				switch t.name {
				case "tblHeader":
					head = s.on()
				case "gridBefore":
					for range min(max(s.number("val"), 0), 60) {
						cells = append(cells, cell{column: column})
						column++
					}
				case "ins":
					change = &intake.Change{Kind: intake.Inserted, By: s.attr("author"), At: s.attr("date")}
				case "del":
					change = &intake.Change{Kind: intake.Deleted, By: s.attr("author"), At: s.attr("date")}
				}
				s.skip()
			})
		case t.ns == word && t.name == "tc":
			c := r.cell(s, change, after)
			c.column = column
			column += max(c.ColSpan, 1)
			cells = append(cells, c)
		case t.ns == word && t.name == "tblPrEx":
			s.skip()
		default:
			s.each(inside)
		}
	}
	s.each(inside)
	out = make([]intake.Cell, 0, len(cells))
	for _, c := range cells {
		if up := above[c.column]; c.goesOn && up != nil {
			up.RowSpan = max(up.RowSpan, 1) + 1
			if len(c.Runs) > 0 {
				up.Runs = append(append(up.Runs, intake.Break()), c.Runs...)
			}
			continue
		}
		out = append(out, c.Cell)
		for i := range max(c.ColSpan, 1) {
			delete(above, c.column+i)
		}
		above[c.column] = &out[len(out)-1]
	}
	return out, head
}

// cell reads w:tc. Its paragraphs are parted by breaks; a table inside becomes lines.
func (r *reader) cell(s *stream, change *intake.Change, after *[]intake.Piece) cell {
	var c cell
	var open *paragraph
	first := true
	add := func(p intake.Piece) {
		if p.Kind == intake.Image {
			*after = append(*after, p)
			return
		}
		runs := p.Runs
		if p.Kind == intake.Item && p.List.Ordered {
			runs = append([]intake.Run{intake.Made(p.List.Marker)}, runs...)
		}
		for _, row := range p.Rows {
			for i, x := range row {
				if i > 0 {
					runs = append(runs, intake.Made(" "))
				}
				runs = append(runs, x.Runs...)
			}
			runs = append(runs, intake.Break())
		}
		if len(runs) > 0 && len(c.Runs) > 0 {
			c.Runs = append(c.Runs, intake.Break())
		}
		if first {
			c.Align = p.Align
		}
		first = false
		c.Runs = append(c.Runs, runs...)
	}
	s.each(func(t tag) {
		if t.ns == word && t.name == "tcPr" {
			s.each(func(t tag) {
				switch t.name {
				case "gridSpan":
					c.ColSpan = min(max(s.number("val"), 1), 60)
				case "vMerge":
					c.goesOn = s.attr("val") != "restart"
				}
				s.skip()
			})
			return
		}
		r.block1(s, t, add, &open)
	})
	if open != nil {
		r.emit(open, add)
	}
	if change != nil {
		for i := range c.Runs {
			if c.Runs[i].Change == nil {
				c.Runs[i].Change = change
			}
		}
	}
	return c
}
