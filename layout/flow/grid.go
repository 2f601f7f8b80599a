package flow

import (
	"banxin/editions"
	"banxin/layout/unit"
)

// Grid is the geometry of a page, resolved. Every body line of the page stands on one of
// its lines: line i has its em box from Top(i) to Top(i)+Size.
type Grid struct {
	Area    unit.Rect // 版心
	Columns int       // basic columns
	Width   unit.Length
	Gap     unit.Length
	Size    unit.Length // of the body type
	Leading unit.Length // line pitch
	Lines   int

	template *editions.Template
}

// NewGrid resolves a template's grid.
func NewGrid(t *editions.Template) *Grid {
	return &Grid{Area: t.TypeArea(), Columns: t.Columns, Width: unit.Length(t.Chars) * t.Size, Gap: t.Gap, Size: t.Size, Leading: t.Leading, Lines: t.Lines, template: t}
}

// Top is the y of the em box of a line; lines above and below the type area count on.
func (g *Grid) Top(line int) unit.Length { return g.Area.Y + unit.Length(line)*g.Leading }

// Baseline is the y of a line's baseline: Han characters reach 0.88 em above it.
func (g *Grid) Baseline(line int) unit.Length { return g.Top(line) + ascent(g.Size) }

func ascent(size unit.Length) unit.Length { return size.MulDiv(880, 1000) }

// Height is the height of a block of n lines, from the top of the first em box to the
// foot of the last.
func (g *Grid) Height(n int) unit.Length {
	if n <= 0 {
		return 0
	}
	return unit.Length(n-1)*g.Leading + g.Size
}

// LinesFor is the number of lines that a block of height h needs.
func (g *Grid) LinesFor(h unit.Length) int {
	if h <= 0 {
		return 0
	}
	return int((h-g.Size+g.Leading-1)/g.Leading) + 1
}

// FrameRect is the place of a frame on the page.
func (g *Grid) FrameRect(f editions.Frame) unit.Rect { return g.template.FrameRect(f) }

// column is a text column of a region.
type column struct{ x, w unit.Length }

// columns divides a width into n columns.
func (g *Grid) columns(x, width unit.Length, n int, mode editions.ColumnMode) []column {
	n = max(n, 1)
	w := (width - unit.Length(n-1)*g.Gap) / unit.Length(n)
	if mode == editions.Relative && w >= g.Size {
		return g.relative(x, width, n)
	}
	if mode != editions.Free && w >= g.Size {
		w -= w % g.Size
	}
	w = max(w, 1)
	free := max(width-unit.Length(n)*w, 0)
	cols := make([]column, n)
	for i := range cols {
		at := free / 2
		if n > 1 {
			at = free * unit.Length(i) / unit.Length(n-1)
		}
		cols[i] = column{x + unit.Length(i)*w + at, w}
	}
	return cols
}

// relative divides a width into columns of whole characters with the basic gap between
// them: the last ones have a character more.
func (g *Grid) relative(x, width unit.Length, n int) []column {
	chars := int((width - unit.Length(n-1)*g.Gap) / g.Size)
	x += (width - unit.Length(chars)*g.Size - unit.Length(n-1)*g.Gap) / 2
	cols := make([]column, n)
	for i := range cols {
		k := chars / n
		if i >= n-chars%n {
			k++
		}
		cols[i] = column{x, unit.Length(k) * g.Size}
		x += cols[i].w + g.Gap
	}
	return cols
}
