package flow

import (
	"banxin/layout/page"
	"banxin/layout/unit"
)

// lowering is by how many lines what is set stands lower on the page than it was set, so that
// white at the foot of its slot goes where it is not seen (撑满). All stays on the grid, and
// what a story leaves free is counted before.
type lowering struct {
	all  int         // of everything
	head int         // of all below the head, which has so much more white
	rows map[int]int // of rows, by their number, beyond that
}

// below is the lowering of what stands below the head.
func (l lowering) below() int { return l.all + l.head }

// slot is where row i stands, which was set in a slot.
func (l lowering) slot(i int, s lineSlot) lineSlot {
	s.line += int32(l.below() + l.rows[i])
	return s
}

// moved is where the obstacles of a story stand.
func (l lowering) moved(o obstacles, head hole, pitch unit.Length) obstacles {
	var out obstacles
	for _, h := range o.holes {
		if h == head {
			h.l0, h.l1 = h.l0+l.all, h.l1+l.below()
		} else {
			h.l0, h.l1 = h.l0+l.below(), h.l1+l.below()
		}
		out.holes = append(out.holes, h)
	}
	for _, k := range o.insets {
		out.insets = append(out.insets, k.lower(unit.Length(l.below())*pitch))
	}
	return out
}

// lower is an inset that stands lower.
func (k inset) lower(by unit.Length) inset {
	k.place.Y, k.rect.Y, k.words.Y = k.place.Y+by, k.rect.Y+by, k.words.Y+by
	outline := make([]unit.Point, len(k.outline))
	for i, p := range k.outline {
		outline[i] = unit.Point{X: p.X, Y: p.Y + by}
	}
	k.outline = outline
	return k
}

// justified spreads the white at the foot of a slot that a story has for itself: round its
// head and above subheads, tables and stanzas, up to the lines that the slot allows a place. In a box a
// story that is shorter by twice as much stands about the middle, and its head has no line more. The stanzas
// of a poem part in any slot.
func (s *story) justified(o *outcome) {
	most, r := s.spec().Justify, s.place.region
	if !s.first || !s.last || !s.alone(o) {
		return
	}
	bar := r.Slot.Head.Bar()
	inBox := boxed(r.Slot) && !bar && !s.g.labelled()
	if most == 0 && s.text.stanza() == 0 && (!inBox || o.result.air == 0) {
		return
	}
	f := s.feet(o, r)
	white := r.end - f.lowest()
	switch {
	case (most == 0 || white <= 0) && inBox && o.result.air > 0:
		o.lower.head = -o.result.air // what its head was given for want of text is left below that, as much as above
		return
	case (most == 0 || white <= 0) && s.text.stanza() > 0:
		f.open(o, f.lowest()+max(min(f.least(), white), 0))
		return
	case white <= 0 || white > 2*most || (white > most || leastFull*white > r.end-r.top) && !boxed(r.Slot):
		return
	case white > most:
		if !bar && !s.g.labelled() {
			o.lower.all = s.middle(o, white)
		}
		return
	}
	via := min(f.least(), white)
	if h := o.result.head; h != nil && len(h.lines) > 0 && !bar && o.hole.c0 == 0 && o.hole.c1 == len(r.cols) {
		via = min(via, white-1)
		switch o.lower.head = min(white-via, mostAir); {
		case s.g.labelled(): // it keeps to the top
			o.lower.head = min(o.lower.head, 1)
		case inBox:
			o.lower.all, o.lower.head = s.middle(o, white-via), 0
		}
	}
	f.open(o, f.lowest()+via)
}

// middle is how many of the lines that a box has to spare go above its story, so that there is as much white above
// the head as below the text: what the head's own lines leave above it counts, and no more than mostAir come to it.
func (s *story) middle(o *outcome, white int) int {
	own, h, r := 0, o.result.head, s.place.region
	if h != nil && len(h.lines) > 0 && o.hole.c0 == 0 && o.hole.c1 == len(r.cols) {
		lines := unit.Length(o.hole.l1-o.hole.l0) * r.Grid.Leading
		own = int((lines - h.height - r.Grid.Leading.MulDiv(h.below(), 100) + r.Grid.Leading/2) / r.Grid.Leading)
	}
	return min(max(white-own, 0)/2, mostAir)
}

// mostAir is by how many lines the white of a head grows at most.
const mostAir = 2

// leastFull is how many times as high as its white at the foot a slot is at least where it is
// filled: one that is nearly empty is not.
const leastFull = 4

// alone tells whether a story stands in one region of its own slot and nowhere else, all of it.
func (s *story) alone(o *outcome) bool {
	return len(s.chain) == 0 && !s.grows() && len(s.own.regions) == 1 && !s.upright() && !s.own.regions[0].upright() && s.own.regions[0].steps == nil &&
		s.place.stack == nil && o.fits() && o.dropped == nil && len(o.lost) == 0 && len(o.jumps) == 0
}

// columnEnd is how a column of a story ends.
type columnEnd struct {
	line  int   // after the last that is taken
	opens []int // rows above which it may be opened, so that only text is moved
}

type feet []columnEnd

// feet lists how the columns of a region end.
func (s *story) feet(o *outcome, r *Region) feet {
	out := make(feet, len(r.cols))
	fixed := make([]int, len(r.cols)) // rows above this line stay where they are
	for _, h := range o.obstacles().holes {
		for c := h.c0; c < h.c1; c++ {
			out[c].line, fixed[c] = max(out[c].line, h.l1), max(fixed[c], h.l1)
		}
	}
	for _, k := range o.obstacles().insets {
		for c := range out {
			if l := r.lineAfter(k.place.Bottom()); k.place.X < r.cols[c].x+r.cols[c].w && r.cols[c].x < k.place.Right() {
				out[c].line, fixed[c] = max(out[c].line, l), r.end
			}
		}
	}
	last := make([]int32, len(r.cols))
	for i, row := range o.rows {
		slot, n := o.slots[row.slot], row.lines()
		c := int(slot.col)
		if row.fig != nil {
			fixed[c] = r.end
		}
		first := out[c].line <= fixed[c] // the first row below a head or a figure
		aloof := row.el >= 0 && s.text.els[row.el].role == page.RoleSubhead && int(slot.line) > out[c].line
		if out[c].line = max(out[c].line, int(slot.line)+n); !first && !aloof && int(slot.line) >= fixed[c] && row.el != last[c] && s.text.startsPart(int(row.el)) {
			out[c].opens = append(out[c].opens, i)
		}
		last[c] = row.el
	}
	return out
}

// startsPart tells whether white may stand above an element: a subhead, a table, a stanza or its title.
func (t *text) startsPart(el int) bool {
	if el <= 0 || t.els[el].block == t.els[el-1].block {
		return false
	}
	e := &t.els[el]
	return e.keep > 0 || e.role == page.RoleVerse && t.els[el-1].role == page.RoleVerse && e.before > 0
}

// lowest is the line after the last of all.
func (f feet) lowest() (line int) {
	for _, c := range f {
		line = max(line, c.line)
	}
	return line
}

// least is how many places to open there are in the column that has the fewest.
func (f feet) least() int {
	n := len(f[0].opens)
	for _, c := range f {
		n = min(n, len(c.opens))
	}
	return n
}

// open brings the columns down to a line that can be opened so far, by a line a place: the last
// places first, as where pouring fills a column.
func (f feet) open(o *outcome, to int) {
	for c := range f {
		need := to - f[c].line
		if need <= 0 || need > len(f[c].opens) {
			continue
		}
		if o.lower.rows == nil {
			o.lower.rows = map[int]int{}
		}
		for _, from := range f[c].opens[len(f[c].opens)-need:] {
			for i := from; i < len(o.rows); i++ {
				if int(o.slots[o.rows[i].slot].col) == c {
					o.lower.rows[i]++
				}
			}
		}
	}
}

// waiting is a story that is set and not yet painted.
type waiting struct {
	s *story
	o *outcome
}

// evenly puts the white at the foot of a slot between its stories, up to the lines that the
// slot allows a place, where all of them have found room.
func evenly(list []waiting) {
	n := len(list) - 1
	r := list[0].s.own.regions[0]
	end := 0
	for _, h := range list {
		if !h.s.alone(h.o) {
			return
		}
		end = max(end, h.s.feet(h.o, r).lowest())
	}
	white := r.end - end
	if white <= 0 || white > n*r.Slot.Justify {
		return
	}
	for i, h := range list {
		h.o.lower.all = white * i / n
	}
}
