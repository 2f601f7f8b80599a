package editions

import (
	"strconv"

	"banxin/editions/source"
	"banxin/layout/unit"
)

// maxGroups is how many groups may stand in one another.
const maxGroups = 3

// group is a slot with a grid of its own, and its options.
type group struct {
	slot   *Slot
	fields record
}

// nested reads the grids of groups, and of the groups in them. The page has its margins by
// then.
func (b *builder) nested() {
	for depth := 1; len(b.groups) > 0; depth++ {
		groups := b.groups
		b.groups = nil
		for _, g := range groups {
			if depth > maxGroups {
				b.at("TPL-GROUP", g.fields.at("grid"), source.Msg("groups-stand-in-one-another-deeper", maxGroups), source.Msg("draw-slots-of-in-group-around", g.slot.Name))
				continue
			}
			b.group(g)
		}
	}
}

// group draws the slots within a group. Their lines are those of the page; their columns
// are of whole characters, and the gaps between them take what is left over.
func (b *builder) group(g group) {
	if b.t.across(g.slot.Frames[0]) {
		b.at("TPL-FOLD", g.fields.at("grid"), source.Msg("columns-within-would-run-through-fold", g.slot.Name), source.Msg("draw-on-one-of-two-pages"))
		return
	}
	k := sketch{inner: true, columns: g.slot.Columns, gap: b.integer(g.fields.at("row-gap"), 0, 100, b.t.RowGap)}
	if b.sketch(&k, g.fields.at("grid")); len(k.rows) == 0 {
		return
	}
	g.slot.Columns = k.columns
	in := b.t.Inside(g.slot)
	b.filled(g.slot, &k, in)
	widths := b.t.divide(in.Rect, k.columns)
	if widths.chars < 2 {
		b.at("TPL-GROUP", g.fields.at("grid"), source.Msg("no-room-columns", g.slot.Name, k.columns), source.Msg("draw-wider-or-with-fewer-names"))
		return
	}
	outer := b.drawing
	b.drawing = g.fields.at("grid").file
	b.areas(&k, g.slot, func(f Frame) Frame {
		left, right := widths.at(f.Col), widths.at(f.Col+f.Cols-1)+widths.width
		if k.columns == 1 {
			left, right = in.Rect.X, in.Rect.Right()
		}
		return Frame{Cols: f.Cols, Rect: unit.Rect{
			X: left, W: right - left,
			Y: in.Rect.Y + unit.Length(f.Line)*b.t.Leading, H: unit.Length(f.Lines-1)*b.t.Leading + b.t.Size,
		}}
	})
	b.slots(g.fields.at("slots"), g.slot.Name)
	b.drawing = outer
}

// filled compares the rows of a group with the lines inside it.
func (b *builder) filled(s *Slot, k *sketch, in Interior) {
	at := k.rows[len(k.rows)-1].at
	switch over := k.lines - in.Lines; {
	case over > 0:
		b.at("TPL-SUM", at, source.Msg("rows-of-gaps-between-them-lines", s.Name, k.lines, in.Lines, over),
			source.Msg("make-rows-lower-by-lines-in-all", over))
	case over < 0:
		b.at("TPL-SUM", at, source.Msg("rows-of-gaps-between-them-lines-inside", s.Name, k.lines, in.Lines, -over),
			source.Msg("make-rows-higher-by-lines-in-all", -over))
	}
}

// Interior is the part of a group that its slots stand in.
type Interior struct {
	Rect  unit.Rect
	Lines int       // of the page's grid
	Head  unit.Rect // over it: the place of the group's label; empty without one
}

// labelLines is how high the label of a group is unless its head says: 题: {行: 3}.
const labelLines = 2

// Inside is the interior of a group: less its label and the white inside its box.
func (t *Template) Inside(s *Slot) Interior {
	first, end := t.GridLines(s.Frames[0])
	r := t.FrameRect(s.Frames[0])
	chars, lines := s.Box.Pad(t.Size, t.Leading)
	r.X, r.W = r.X+unit.Length(chars)*t.Size, max(r.W-2*unit.Length(chars)*t.Size, 0)
	first, end = first+lines, end-lines
	place := func(first, lines int) unit.Rect {
		return unit.Rect{X: r.X, W: r.W, Y: t.TypeArea().Y + unit.Length(first)*t.Leading, H: max(unit.Length(lines-1)*t.Leading+t.Size, 0)}
	}
	var in Interior
	if s.Label != "" {
		n := s.Head.Lines
		if n == 0 {
			n = labelLines
		}
		in.Head = place(first, n)
		first += n
	}
	in.Lines = end - first
	in.Rect = place(first, in.Lines)
	return in
}

// division is a width divided into columns.
type division struct {
	from, width unit.Length
	chars       int
	free        unit.Length // shared by the gaps
	gaps        int
}

// divide divides a width into columns of whole characters at least the page's gap apart.
func (t *Template) divide(r unit.Rect, n int) division {
	w := (r.W - unit.Length(n-1)*t.Gap) / unit.Length(n)
	chars := int(w / t.Size)
	w = unit.Length(chars) * t.Size
	return division{from: r.X, width: w, chars: chars, free: r.W - unit.Length(n)*w, gaps: max(n-1, 1)}
}

// gap is the white between two columns.
func (d division) gap() unit.Length { return d.free / unit.Length(d.gaps) }

// leastChars is how many characters a column has at least: with less nothing can be set.
const leastChars = 4

// gaps says where whole characters leave columns other gaps than the page's: in slots with
// other columns than the basic ones (破栏), and in groups.
func (b *builder) gaps() {
	t := b.t
	for _, s := range t.Slots {
		if s.Columns < 2 || s.Mode != Absolute || s.Upright || s.Kind != StorySlot && s.Kind != GroupSlot || t.across(s.Frames[0]) || len(s.Frames[0].Parts) > 0 {
			continue
		}
		chars, _ := s.Box.Pad(t.Size, t.Leading)
		in := t.FrameRect(s.Frames[0])
		in.W -= 2 * unit.Length(chars) * t.Size
		d := t.divide(in, s.Columns)
		if d.chars < leastChars {
			n := max(1, int((in.W+t.Gap)/(3*leastChars*t.Size+t.Gap)))
			b.add("TPL-FIT", s.Pos, source.Msg("columns-too-narrow", s.Name, int(in.W/t.Size), s.Columns, max(d.chars, 0)), source.Msg("write-as", "栏: "+strconv.Itoa(n)))
			s.Columns = n
			continue
		}
		if gap := d.gap(); d.chars > 0 && gap-t.Gap > unit.Millimetres(100) {
			b.add("TPL-GAP", s.Pos, source.Msg("columns-of-characters-stand-apart-others", s.Name, s.Columns, d.chars, millimetres(gap), millimetres(t.Gap)),
				source.Msg("as-whole-characters-another-number-of"))
		}
	}
}

// at is the left edge of a column.
func (d division) at(col int) unit.Length {
	return d.from + unit.Length(col)*d.width + d.free.MulDiv(int64(col), int64(d.gaps))
}
