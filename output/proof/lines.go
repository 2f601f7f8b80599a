package proof

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Line is a line of a story as it stands on a page, a row of a table, or a picture.
type Line struct {
	Page  int    // index in Doc.Pages
	Story string // id
	Role  page.Role
	Block int // of the story's blocks, from 0; -1: of the head
	Rect  unit.Rect
	Text  string
}

// Lines returns the lines of all stories, page by page and story by story as they are
// read, and of each page the texts of its furniture: nameplate, folio, index, jump lines.
func Lines(d *page.Doc) (lines []Line, furniture [][]string) {
	furniture = make([][]string, len(d.Pages))
	for i := range d.Pages {
		on, about := LinesOf(d, i)
		lines, furniture[i] = append(lines, on...), about
	}
	return lines, furniture
}

// LinesOf are the lines of one page, by its index.
func LinesOf(d *page.Doc, i int) (lines []Line, furniture []string) {
	r := &lineReader{page: i}
	page.Walk(d.Pages[i].Items, page.Frame{}, r.visit)
	return r.lines, r.furniture
}

// lineReader takes a page apart into lines.
type lineReader struct {
	page      int
	open      []*page.Mark
	lines     []Line
	furniture []string
	run       *page.Text // the last one, of the line that is being read; nil: none is
	at        unit.Point // where it begins, on the page
	end       unit.Rect  // the last cell
}

func (r *lineReader) visit(it page.Item, in page.Frame) {
	switch it := it.(type) {
	case *page.Mark:
		r.mark(it, in)
	case *page.Text:
		if it.Src != "" && len(it.Glyphs) > 0 && len(r.open) > 0 { // a reading above characters has no Src
			r.text(it, in)
		}
	}
}

func (r *lineReader) mark(m *page.Mark, in page.Frame) {
	if m.Role != page.RoleCell && m.Role != page.RoleHeadCell {
		r.run = nil
	}
	if !m.Open {
		r.open = r.open[:max(len(r.open)-1, 0)]
		return
	}
	r.open = append(r.open, m)
	switch m.Role {
	case page.RoleFigure:
		r.begin(m, in.Rect(m.Rect))
		r.run = nil
	case page.RoleRow:
		r.begin(m, in.Rect(m.Rect))
	}
}

// begin begins a line of the story that is open.
func (r *lineReader) begin(m *page.Mark, rect unit.Rect) {
	r.lines = append(r.lines, Line{Page: r.page, Story: r.open[0].ID, Role: m.Role, Block: block(m.ID), Rect: rect})
}

// block is the number of the block that a mark is of, or -1.
func block(id string) int {
	if n, ok := page.BlockNumber(id); ok {
		return n
	}
	return -1
}

// text adds a run to its line.
func (r *lineReader) text(t *page.Text, in page.Frame) {
	m := r.open[len(r.open)-1]
	c := in.Rect(t.Cell(0))
	end := in.Rect(t.Cell(len(t.Src) - 1))
	rect := c.Union(end)
	goesOn := r.goesOn(t, c)
	r.run, r.at, r.end = t, unit.Point{X: c.X, Y: c.Y}, end
	if m.Role == page.RoleFurniture || m.Role == page.RoleJump || m.Role == page.RoleHead {
		if n := len(r.furniture); goesOn && n > 0 {
			r.furniture[n-1] += t.Src
		} else {
			r.furniture = append(r.furniture, t.Src)
		}
		return
	}
	if r.open[0].Role != page.RoleStory {
		return
	}
	cell := m.Role == page.RoleCell || m.Role == page.RoleHeadCell || m.Role == page.RoleRow
	if !goesOn && !cell {
		r.begin(m, rect)
	}
	l := &r.lines[len(r.lines)-1]
	l.Text += t.Src
	if !cell {
		l.Rect = l.Rect.Union(rect)
	}
}

// goesOn tells whether a run whose first cell is c stands on the line of the last one:
// as high on the page as it, or as far from its side where text runs downwards, not
// behind it and not far after it.
func (r *lineReader) goesOn(t *page.Text, c unit.Rect) bool {
	if r.run == nil || r.run.Dir != t.Dir && !r.run.Cap {
		return false
	}
	if r.run.Cap {
		return true
	}
	size := max(t.Size, r.run.Size)
	dx, dy, gap := c.X-r.at.X, c.Y-r.at.Y, c.X-r.end.Right()
	if t.Dir == page.Vertical {
		dx, dy, gap = dy, dx, c.Y-r.end.Bottom()
	}
	return dx >= 0 && gap < 3*size && max(dy, -dy) <= size*7/10
}
