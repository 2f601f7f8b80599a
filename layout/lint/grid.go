package lint

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// offGrid is how far a baseline may lie beside the grid: what cannot be seen.
const offGrid = unit.Pt / 20

// grid: body lines stand on the page's grid (6), columns hold whole characters (7), their
// gaps are alike (8) and their feet level (39).
func (c *checker) grid() {
	for _, pc := range c.sheet.pieces {
		for _, f := range pc.frames {
			if c.all {
				c.baselines(f)
				c.level(pc, f)
			}
			c.widths(f)
		}
	}
}

// baselines: one finding a frame, with the first line that is off.
func (c *checker) baselines(f *frame) {
	s := c.sheet
	var origin unit.Length
	for _, col := range f.columns {
		for _, l := range col.lines {
			if !onGrid(l) {
				continue
			}
			first := s.plan.Area.Y + s.plan.First
			if l.vertical {
				if origin == 0 {
					origin = l.base
				}
				first = origin
			}
			off := (l.base - first) % s.plan.Leading
			if off < 0 {
				off += s.plan.Leading
			}
			if off = min(off, s.plan.Leading-off); off > offGrid {
				c.line(l, finding("LAY-GRID", source.Msg("line-stands-beside-page-grid", off.String()), source.Msg("fault-of-engine-please-report")))
				return
			}
		}
	}
}

// onGrid tells whether a line is one of those that stand on grid lines.
func onGrid(l *line) bool {
	switch r := l.para.role; r {
	case page.RoleParagraph, page.RoleLead, page.RoleQuote, page.RoleListItem, page.RoleSignoff, page.RoleJump:
		return true
	default:
		_, _, _, kind := r.Kind()
		return kind && !r.Apart()
	}
}

// measure returns the exact right edge of a column: where most of its full lines end; 0
// when too few tell.
func (col *column) measure() unit.Length {
	type edge struct {
		at unit.Length
		n  int
	}
	var edges []edge // few: nearly all lines end where the others do
	var best edge
	for _, l := range col.lines {
		x, ok := l.exact()
		if !ok || l == l.para.lines[len(l.para.lines)-1] {
			continue
		}
		i := slices.IndexFunc(edges, func(e edge) bool { return e.at == x })
		if i < 0 {
			i, edges = len(edges), append(edges, edge{at: x})
		}
		edges[i].n++
		if e := edges[i]; e.n > best.n || e.n == best.n && e.at > best.at {
			best = e
		}
	}
	if best.n < 3 {
		return 0
	}
	return best.at
}

// exact returns where a line ends that ends with a Han character: rounded to 1/64 pt.
func (l *line) exact() (unit.Length, bool) {
	t := l.runs[len(l.runs)-1]
	r, _ := utf8.DecodeLastRuneInString(t.Src)
	if !ideograph(r) && !unicode.Is(unicode.Han, r) {
		return 0, false
	}
	g := t.Glyphs[len(t.Glyphs)-1]
	at := t.in.Point(t.At)
	end := at.X + unit.Length(g.X) + t.Size
	if l.vertical {
		end = at.Y + unit.Length(g.Y) + t.Size*12/100
	}
	const step = unit.Pt / 64
	return (end + step/2) / step * step, true
}

// widths looks at the columns of a frame.
func (c *checker) widths(f *frame) {
	s := c.sheet
	var last, gap unit.Length
	for i, col := range f.columns {
		right := col.measure()
		if right == 0 {
			last = 0
			continue
		}
		l, edged := col.lines[0], col.edged()
		if part := (right - col.from) % s.plan.Size; !l.vertical && part > s.plan.Size/16 && part < s.plan.Size*15/16 && l.size == s.plan.Size && edged {
			c.line(l, finding("LAY-COLUMN", source.Msg("column-wide-no-whole-number-of", (right-col.from).String()), source.Msg("give-slot-number-of-columns-divides")))
			return
		}
		for _, k := range col.lines {
			if x, ok := k.exact(); ok && x > right+unit.Pt/2 && onGrid(k) && !c.free(k, x) {
				c.line(k, finding("TYP-OVER", source.Msg("line-too-long", (x-right).String()), source.Msg("change-words-or-allow-break")))
			}
		}
		if fold := s.page.Fold; i > 0 && last > 0 && edged && !l.vertical && (fold == 0 || last > fold || col.from < fold) {
			g := col.from - last
			switch {
			case g < s.plan.Size-unit.Pt/4:
				c.line(l, finding("LAY-GAP", source.Msg("columns-stand-apart-less-than-character", g.String()), source.Msg("make-gap-at-least-1")))
				return
			case gap > 0 && abs(gap-g) > unit.Pt && !f.stepped():
				c.line(l, finding("LAY-GAP", source.Msg("gaps-of-columns-differ", gap.String(), g.String()), source.Msg("fault-of-engine-or-frames-of")))
				return
			}
			gap = g
		}
		last = right
	}
}

// stepped tells whether a frame is one of an L in a box: where the box's line runs between two columns
// of one part it has white on both sides, which other gaps need not have.
func (f *frame) stepped() bool {
	return f.place != nil && len(f.place.Areas) > len(f.place.Frames) && !f.place.Slot.Box.IsZero()
}

// free tells whether a line of verse that is longer than those about it still stands in its column: lines of
// verse end where they end.
func (c *checker) free(l *line, end unit.Length) bool {
	if l.para.role != page.RoleVerse {
		return false
	}
	place, rect := c.sheet.find(l.para.story, l.rect())
	if place == nil {
		return false
	}
	columns := c.sheet.columnsOf(place, slices.Index(place.Frames, rect))
	return slices.ContainsFunc(columns, func(col unit.Rect) bool { return l.from >= col.X-unit.Pt/2 && end <= col.Right()+unit.Pt/2 })
}

// edged tells whether lines of a column begin at its edge: those of running text that are not the
// first of theirs. A column that holds nothing but what hangs or stands in may have none.
func (col *column) edged() bool {
	return slices.ContainsFunc(col.lines, func(l *line) bool {
		return (l.para.role == page.RoleParagraph || l.para.role == page.RoleLead) && l != l.para.lines[0]
	})
}

// level: the columns of a frame end at one line, give or take one; the last may be short by
// fewer lines than there are columns (clreq 4.1.4). Stories that run on in the columns of
// one slot, heads inside, are not level by nature; those of a slot that is no rectangle (曲尺形)
// end each as far above the foot of its own part.
func (c *checker) level(pc *piece, f *frame) {
	s := c.sheet
	n := len(f.columns)
	if n < 2 || f.columns[0].lines[0].vertical || s.plan.Leading <= 0 || c.reported(f.place) || f.place != nil && len(f.place.Stories) > 1 && f.place.Slot.Head.Span < 0 {
		return
	}
	ends := make([]int, n)
	for i, col := range f.columns {
		ends[i] = int((s.foot(pc, f, col) + f.short(col) - s.plan.Area.Y) / s.plan.Leading)
	}
	lowest, last := slices.Max(ends), ends[n-1]
	highest := slices.Min(ends[:n-1])
	if apart := max(lowest-highest, lowest-last-(n-2)); apart > 1 {
		c.line(f.columns[0].lines[0], finding("LAY-LEVEL", source.Msg("columns-end-lines-apart", max(lowest-highest, lowest-last)), source.Msg("cut-or-add-lines-or-make")))
	}
}

// short is how far above the foot of its slot a column's own part ends.
func (f *frame) short(col *column) unit.Length {
	if f.place == nil || len(f.place.Areas) == len(f.place.Frames) {
		return 0
	}
	mid, foot, own := (col.from+col.to)/2, unit.Length(0), unit.Length(0)
	for _, a := range f.place.Areas {
		foot = max(foot, a.Bottom())
		if a.X <= mid && mid <= a.Right() {
			own = max(own, a.Bottom())
		}
	}
	return foot - own
}

// foot is where a column ends: its last line, or a picture or table under it.
func (s *sheet) foot(pc *piece, f *frame, col *column) unit.Length {
	foot := col.lines[len(col.lines)-1].rect().Bottom()
	under := func(r unit.Rect) {
		if f.rect.Overlaps(r) && r.X < col.to && r.Right() > col.from {
			foot = max(foot, r.Bottom())
		}
	}
	for _, g := range pc.figures {
		under(g.rect)
	}
	for _, r := range pc.tables {
		under(r)
	}
	return foot
}
