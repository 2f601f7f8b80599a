package html

import (
	"strconv"
	"strings"

	"banxin/editions/intake"
	"banxin/editions/intake/tree"
)

// table reads a table of data; not one that only lays out a page, whose cells are blocks.
func (w *walker) table(n *tree.Node, outside state) bool {
	if w.layout(n) {
		w.flush(outside)
		st := w.into(outside, n)
		st.align = intake.Start
		for _, k := range n.Kids {
			w.node(k, st)
		}
		w.flush(st)
		return true
	}
	if w.cell {
		w.inside(n, outside)
		return true
	}
	w.flush(outside)
	st := w.into(outside, n)
	st.align = intake.Start
	p := intake.Piece{Kind: intake.Table, At: w.place(n)}
	w.strays(n, st)
	rows := rowsOf(n)
	for i, r := range rows {
		p.Rows = append(p.Rows, w.row(r, st, i))
		if p.Head == i && headRow(r) && i < len(rows)-1 {
			p.Head = i + 1
		}
	}
	if len(p.Rows) > 0 {
		w.c.Add(p)
	}
	return true
}

// layout tells a table that lays out a page from one of data.
func (w *walker) layout(n *tree.Node) bool {
	if n.Get("role") == "presentation" || n.Get("role") == "none" {
		return true
	}
	if w.own {
		return false
	}
	rows, wide, long := 0, 0, false
	for _, r := range rowsOf(n) {
		rows++
		cells := 0
		for _, k := range r.Kids {
			if k.Name != "td" && k.Name != "th" {
				continue
			}
			cells++
			long = long || len(k.All("table")) > 0 || len([]rune(k.Line())) > 400
		}
		wide = max(wide, cells)
	}
	return long || wide <= 1 || rows == 0
}

// rowsOf returns the rows of a table, not those of tables in it.
func rowsOf(n *tree.Node) []*tree.Node {
	var rows []*tree.Node
	for _, k := range n.Kids {
		switch k.Name {
		case "tr":
			rows = append(rows, k)
		case "tbody", "thead", "tfoot":
			for _, r := range k.Kids {
				if r.Name == "tr" {
					rows = append(rows, r)
				}
			}
		}
	}
	return rows
}

// headRow tells whether a row stands in thead or has only th.
func headRow(r *tree.Node) bool {
	if r.Parent.Name == "thead" {
		return true
	}
	cells := 0
	for _, k := range r.Kids {
		if k.Name == "td" {
			return false
		}
		if k.Name == "th" {
			cells++
		}
	}
	return cells > 0
}

// strays reads what a table holds besides rows: its caption, and text between rows, which
// browsers put before it.
func (w *walker) strays(n *tree.Node, st state) {
	var walk func(n *tree.Node)
	walk = func(n *tree.Node) {
		for _, k := range n.Kids {
			switch k.Name {
			case "tbody", "thead", "tfoot", "tr":
				walk(k)
			case "td", "th", "colgroup", "col":
			default:
				w.node(k, st)
			}
		}
	}
	walk(n)
	w.flush(st)
}

func (w *walker) row(r *tree.Node, outside state, i int) []intake.Cell {
	st := w.into(outside, r)
	var cells []intake.Cell
	for _, k := range r.Kids {
		if k.Name == "td" || k.Name == "th" {
			cells = append(cells, w.cellOf(k, st))
		}
	}
	return cells
}

// cellOf reads a cell; its paragraphs are parted by breaks, its pictures follow the table.
func (w *walker) cellOf(k *tree.Node, outside state) intake.Cell {
	st := w.into(outside, k)
	st.look.Bold = outside.look.Bold || st.look.Bold && k.Name != "th"
	runs := w.inCell(k, st)
	cell := intake.Cell{Runs: runs, Head: k.Name == "th", Align: st.align, ColSpan: span(k.Get("colspan")), RowSpan: span(k.Get("rowspan"))}
	return cell
}

// inCell gathers the runs inside an element that takes no paragraphs.
func (w *walker) inCell(k *tree.Node, st state) []intake.Run {
	saved := *w
	w.runs, w.piece, w.gap, w.before, w.cell = nil, intake.Piece{}, none, 0, true
	for _, kid := range k.Kids {
		w.node(kid, st)
	}
	var runs []intake.Run
	for i, p := range paragraphsOf(w.runs) {
		if i > 0 {
			runs = append(runs, intake.Break())
		}
		runs = append(runs, p...)
	}
	later, counter := w.later, w.counter
	*w = saved
	w.later, w.counter = later, counter
	return runs
}

// inside reads a table inside a cell: a line a row, cells parted by a space.
func (w *walker) inside(n *tree.Node, outside state) {
	for _, r := range rowsOf(n) {
		w.lineBreak()
		for _, k := range r.Kids {
			if w.before != 0 {
				w.runs = append(w.runs, intake.Made("　"))
			}
			w.gap, w.before = none, 0
			w.node(k, outside)
		}
	}
	w.lineBreak()
}

const maxSpan = 1000

func span(s string) int {
	v, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || v < 2 {
		return 0
	}
	return min(v, maxSpan)
}
