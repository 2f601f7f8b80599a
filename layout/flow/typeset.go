package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/unit"
)

// typeset is the line engine for one story, as pouring sees it. What it has broken and
// composed it keeps: the same question has the same answer.
type typeset struct {
	*composer
	head     editions.Head // of the slot
	pictures editions.PictureSpec
	broken   map[brokenKey][]inline.Line // nil: there cannot be so many
	boxes    map[boxKey]block
	tables   map[boxKey]*laidTable
	sized    map[sizeKey][][]cell
	floats   map[floatKey]float
	heads    map[unit.Length]*heading // in a column
}

// brokenKey is a paragraph in n lines, 0: as many as are best, of one measure.
type brokenKey struct {
	sh      *inline.Shaped
	n       int
	measure unit.Length
}

// boxKey is an element in one piece in a measure.
type boxKey struct {
	e       *element
	measure unit.Length
}

// floatKey is a picture in its place in the text.
type floatKey struct {
	e  *element
	at berth
}

func newTypeset(c *composer, slot *editions.Slot) *typeset {
	return &typeset{
		composer: c, head: slot.Head, pictures: slot.Picture,
		broken: map[brokenKey][]inline.Line{}, boxes: map[boxKey]block{}, tables: map[boxKey]*laidTable{}, sized: map[sizeKey][][]cell{}, floats: map[floatKey]float{}, heads: map[unit.Length]*heading{},
	}
}

// lines implements typesetter. What measures that are not all alike make is not kept.
func (t *typeset) lines(e *element, measures []unit.Length, n int) ([]inline.Line, bool) {
	if len(measures) != 1 {
		return t.breakTo(e, measures, n)
	}
	key := brokenKey{e.sh, n, measures[0]}
	lines, ok := t.broken[key]
	if !ok {
		lines, _ = t.breakTo(e, measures, n)
		t.broken[key] = lines
	}
	return lines, lines != nil
}

func (t *typeset) breakTo(e *element, measures []unit.Length, n int) ([]inline.Line, bool) {
	if n == 0 {
		return t.Break(nil, e.sh, measures), true
	}
	if lines, ok := t.BreakTo(nil, e.sh, measures, n); ok {
		return lines, true
	}
	return nil, false
}

// needs implements typesetter: a line holds at least half of its measure, unless that is
// absurdly narrow.
func (t *typeset) needs(e *element, width unit.Length) unit.Length {
	return unit.Length(e.sh.Pieces()) * (2*e.sh.Natural() + width)
}

func (t *typeset) offset(e *element, item int) int              { return e.offset(item) }
func (t *typeset) natural(e *element) unit.Length               { return e.sh.Natural() }
func (t *typeset) indent(e *element, l inline.Line) unit.Length { return e.sh.Indent(l) }

func (t *typeset) parts(e *element, l inline.Line) inline.Parting {
	return e.sh.Parts(l, t.g.styles.lang.Phrases)
}

// box implements typesetter: the only element in one piece that is no table is a head.
func (t *typeset) box(e *element, measure unit.Length) block {
	key := boxKey{e, measure}
	b, ok := t.boxes[key]
	if !ok {
		b.lines = t.linesOfHead(t.headIn(measure))
		t.boxes[key] = b
	}
	return b
}

// headIn is the head of a story in a column.
func (t *typeset) headIn(measure unit.Length) *heading {
	h := t.heads[measure]
	if h == nil {
		h = t.composer.head(t.head, max(measure-2*barPad(t.head, t.g.styles.grid), 1), 1, variant{})
		h.brief = true
		t.heads[measure] = h
	}
	return h
}

// linesOfHead is how many lines a head in a column takes.
func (t *typeset) linesOfHead(h *heading) int {
	if t.head.Bar() {
		return barLines(h, t.g.styles.grid, t.head.Lines)
	}
	return headLines(h, t.g.styles.grid, t.head.Lines, false)
}

// figure implements typesetter.
func (t *typeset) figure(e *element, at berth) (f float) {
	key := floatKey{e, at}
	f, ok := t.floats[key]
	if !ok {
		if e.pull != nil {
			f = t.pullQuote(e.pull, at)
		} else {
			f = t.float(*e.picture, t.pictures, at)
		}
		t.floats[key] = f
	}
	return f
}
