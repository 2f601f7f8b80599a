package rtf

import (
	"banxin/editions/intake"
)

const maxTables = 8 // tables inside tables

// table is a table being read. Cells have their right edges, from which columns come.
type table struct {
	rows  []row
	cells []intake.Cell
	defs  []edge // of the row
	at    intake.Place
}

type row struct {
	cells []intake.Cell
	defs  []edge
}

// edge is the definition of a cell.
type edge struct {
	right        int
	goesOn, from bool // \clmrg, \clmgf
	below, above bool // \clvmgf, \clvmrg
}

// tableFor opens or closes tables so that text of a paragraph stands in the right one.
func (p *parser) tableFor(a para) {
	depth := a.depth
	if a.inTable && depth == 0 {
		depth = 1
	}
	if !a.inTable {
		depth = 0
	}
	if len(p.tables) != depth {
		p.settle()
	}
	p.closeTables(depth)
	for len(p.tables) < depth {
		if len(p.tables) == 0 && len(p.out.runs) > 0 {
			p.flush(p.out.at)
		}
		if len(p.tables) > 0 && len(p.out.runs) > 0 { // an inner table: what stands before it in the cell
			p.lineBreak()
		}
		t := &table{at: p.place(p.lex.pos)}
		if len(p.tables) > 0 {
			p.tables[len(p.tables)-1].cells = append(p.tables[len(p.tables)-1].cells, intake.Cell{Runs: p.out.runs, ColSpan: -1})
			p.out.runs = nil
		}
		p.tables = append(p.tables, t)
	}
}

// closeTables ends the tables deeper than depth.
func (p *parser) closeTables(depth int) {
	if len(p.tables) > depth {
		p.settle()
	}
	for len(p.tables) > depth {
		t := p.tables[len(p.tables)-1]
		p.tables = p.tables[:len(p.tables)-1]
		if runs := trimBreaks(p.out.runs); len(runs) > 0 {
			t.cells = append(t.cells, intake.Cell{Runs: runs})
			p.out.runs = nil
		}
		if len(t.cells) > 0 {
			t.endRow()
		}
		if len(p.tables) > 0 {
			p.intoCell(t)
			continue
		}
		if piece := (intake.Piece{Kind: intake.Table, Rows: t.grid(), At: t.at}); len(piece.Rows) > 0 {
			p.blocks++
			p.c.Add(piece)
		}
		for _, l := range p.out.later {
			p.c.Add(l)
		}
		p.out = target{}
	}
}

// intoCell puts an inner table into the cell it stands in: a line a row.
func (p *parser) intoCell(t *table) {
	outer := p.tables[len(p.tables)-1]
	var runs []intake.Run
	if n := len(outer.cells); n > 0 && outer.cells[n-1].ColSpan == -1 {
		runs, outer.cells = outer.cells[n-1].Runs, outer.cells[:n-1]
	}
	for _, r := range t.rows {
		if len(runs) > 0 {
			runs = append(runs, intake.Break())
		}
		for i, c := range r.cells {
			if i > 0 {
				runs = append(runs, intake.Made("　"))
			}
			runs = append(runs, c.Runs...)
		}
	}
	p.out.runs = append(runs, intake.Break())
}

// endCell ends a cell of the innermost table, or of the one around it.
func (p *parser) endCell(t token) {
	if p.now.dest != body || len(p.held) > 0 {
		return
	}
	a := p.now.para
	a.inTable = true
	if t.word == "cell" {
		a.depth = 1
	} else {
		a.depth = max(a.depth, 2)
	}
	p.tableFor(a)
	p.settle()
	tb := p.tables[len(p.tables)-1]
	c := intake.Cell{Runs: trimBreaks(p.out.runs), Align: p.now.para.align}
	if len(c.Runs) == 0 {
		c.Runs = nil
	}
	tb.cells = append(tb.cells, c)
	p.out.runs, p.out.some = nil, false
	p.marker = p.marker[:0]
}

func (p *parser) endRow(t token) {
	if p.now.dest != body || len(p.tables) == 0 || len(p.held) > 0 {
		return
	}
	if t.word == "row" {
		p.closeTables(1)
	}
	if tb := p.tables[len(p.tables)-1]; len(tb.cells) > 0 {
		tb.endRow()
	}
}

func (t *table) endRow() {
	t.rows = append(t.rows, row{t.cells, t.defs})
	t.cells = nil
}

// tableProps reads the definition of a row.
func (p *parser) tableProps(t token) {
	if len(p.tables) == 0 && t.word != "trowd" {
		if t.word != "cellx" && t.word != "clmgf" && t.word != "clmrg" && t.word != "clvmgf" && t.word != "clvmrg" {
			return
		}
	}
	if p.now.dest != body || len(p.held) > 0 {
		return
	}
	if len(p.tables) == 0 {
		p.tableFor(para{inTable: true})
	}
	tb := p.tables[len(p.tables)-1]
	switch t.word {
	case "trowd":
		tb.defs = []edge{{}}
		return
	case "cellx":
		if n := len(tb.defs); n > 0 && n < 1000 {
			tb.defs[n-1].right = t.arg
			tb.defs = append(tb.defs[:n:n], edge{})
		}
		return
	}
	if len(tb.defs) == 0 {
		return
	}
	tb.defs = append([]edge(nil), tb.defs...)
	switch e := &tb.defs[len(tb.defs)-1]; t.word {
	case "clmgf":
		e.from = true
	case "clmrg":
		e.goesOn = true
	case "clvmgf":
		e.below = true
	case "clvmrg":
		e.above = true
	}
}

// grid makes rows of cells with the columns that they cover: the right edges of all cells
// are the lines between columns.
func (t *table) grid() [][]intake.Cell {
	lines := t.columns()
	rows := make([][]intake.Cell, len(t.rows))
	type owner struct{ row, cell int }
	above := map[int]owner{} // by the cell's first column
	for i, r := range t.rows {
		from := 0
		next := map[int]owner{}
		for j, c := range r.cells {
			e := edge{right: -1}
			if j < len(r.defs)-1 {
				e = r.defs[j]
			}
			to := from + 1
			if at := lines[e.right]; at > from {
				to = at
			}
			c.ColSpan = to - from
			if o, ok := above[from]; ok && e.above && len(c.Runs) == 0 {
				rows[o.row][o.cell].RowSpan = i - o.row + 1
				next[from] = o
			} else if n := len(rows[i]); e.goesOn && n > 0 && len(c.Runs) == 0 {
				rows[i][n-1].ColSpan += c.ColSpan
			} else {
				rows[i] = append(rows[i], c)
				next[from] = owner{i, len(rows[i]) - 1}
			}
			from = to
		}
		above = next
	}
	for _, r := range rows {
		for j := range r {
			if r[j].ColSpan == 1 {
				r[j].ColSpan = 0
			}
		}
	}
	return rows
}

// columns numbers the right edges of cells from 1. Edges nearer than a point are one.
func (t *table) columns() map[int]int {
	seen := map[int]bool{}
	for _, r := range t.rows {
		for j := range min(len(r.cells), max(0, len(r.defs)-1)) {
			seen[r.defs[j].right] = true
		}
	}
	at := map[int]int{}
	n, last := 0, -1<<30
	for _, x := range sorted(seen) {
		if x-last > 20 {
			n++
			last = x
		}
		at[x] = n
	}
	return at
}
