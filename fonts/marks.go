package fonts

import "slices"

// Marks that take half an em and leave the other half empty (clreq 3.1.6.1): in the mainland's
// faces those that close have their ink at the left, or above in vertical text, and those
// that open at the right, or below.
const (
	marksThatClose = "，。、：；！？）》」』】〕〉”’"
	marksThatOpen  = "（《「『【〔〈“‘"
)

// offside are the glyphs of marks whose ink is not in their half of the em, ascending.
type offside struct {
	level, upright []GID
	marks          []rune // that are so in horizontal text
}

// OffSide reports whether a glyph is a mark whose ink is not in the half of the em where the
// mainland has it: in the middle, as Taiwan has stops, or below in vertical text for want of
// a vertical form. What is cut of its em must then be measured by its ink.
func (f *Face) OffSide(g GID, upright bool) bool {
	o := f.astray()
	list := o.level
	if upright {
		list = o.upright
	}
	if len(list) == 0 {
		return false
	}
	_, yes := slices.BinarySearch(list, g)
	return yes
}

// OffSideMarks lists the marks of the face that are off side in horizontal text.
func (f *Face) OffSideMarks() []rune { return f.astray().marks }

func (f *Face) astray() *offside {
	if o := f.offside.get(); o != nil {
		return o
	}
	return f.offside.fill(f.findOffSide)
}

func (f *Face) findOffSide() *offside {
	o := &offside{}
	for _, marks := range []string{marksThatClose, marksThatOpen} {
		for _, r := range marks {
			f.lookAt(o, r, marks == marksThatOpen)
		}
	}
	slices.Sort(o.level)
	slices.Sort(o.upright)
	return o
}

func (f *Face) lookAt(o *offside, r rune, opens bool) {
	em := f.UnitsPerEm()
	g := f.Glyph(r)
	if g == 0 {
		return
	}
	if x0, _, x1, _ := f.Ink(g); x1 > x0 && f.Advance(g) > em*3/4 && astray(x0, x1, em, opens) {
		o.level, o.marks = append(o.level, g), append(o.marks, r)
	}
	v := f.Vert(g)
	if _, y0, _, y1 := f.Ink(v); y1 > y0 && (v == g || r != '：' && r != '；' && r != '！' && r != '？') {
		top := f.VOrigin(v)
		if astray(top-y1, top-y0, em, opens) {
			o.upright = append(o.upright, v)
		}
	}
}

// astray tells whether ink from a to b of an em is not in its half: it leaves the half by
// 1/12 em, or its middle is near the middle of the em.
func astray(a, b, em int, opens bool) bool {
	if opens {
		a, b = em-b, em-a
	}
	return b > em*7/12 || (a+b)/2 > em*9/20
}
