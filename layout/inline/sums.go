package inline

import (
	"math"

	"banxin/layout/typo"
	"banxin/layout/unit"
)

// sums are running totals over a paragraph, in unit.Length: the width set solid, what
// each tier of the style's order (by default clreq 3.5.3's) can take away, and what those of 3.5.4 can add (for the last,
// the number of places). They wrap round; differences within a line do not.
type sums [13]int32

const (
	solid = iota
	lessEnd
	lessSpace
	lessMiddle
	lessBracket
	lessComma
	lessGap
	lessStop
	moreSpace
	moreGap
	moreHan
	moreAny // the number of all places that can open at all
	never   // gives no way; no tier
)

// add adds what lies between items a and b when they stand in one line.
func (t *sums) add(sh *Shaped, a, b *item) {
	if b.flags&tail != 0 {
		return
	}
	rule := sh.book.pairs[a.class][b.class]
	ru, rb := &sh.runs[a.run], &sh.runs[b.run]
	if rb.moved() && !ru.moved() {
		return // a note's mark follows its word solid
	}
	if ru.track != 0 && b.flags&blank == 0 {
		t[solid] += ru.track
	}
	if (a.flags|b.flags)&half != 0 {
		if rule&trailing != 0 && a.flags&half != 0 {
			t.room(sh, a, true, thousandths(ru.em, sh.book.cells[a.class].trail))
		}
		if rule&leading != 0 && b.flags&half != 0 {
			t.room(sh, b, false, thousandths(rb.em, sh.book.cells[b.class].lead))
		}
	} else if rule&mayGap != 0 && (a.flags|b.flags)&latin != 0 && ru.gap != 0 && ru.rise == 0 {
		t[solid] += ru.gap
		t.gap(sh, ru)
		return
	}
	if rule&mayOpen != 0 {
		t[moreGap] += ru.em / 4
	}
	if rule&mayStretch != 0 {
		t[moreHan]++
		t[moreAny]++
	}
}

// room adds the empty part of a mark, before or after it; headlines keep some of it.
func (t *sums) room(sh *Shaped, it *item, after bool, w int32) {
	if sh.para.Head {
		t[solid] += sh.headRoom(it, after, w)
		return
	}
	t[solid] += w
	o := &sh.book.order
	t[o.slot[lessOf(sh.book, it.class)]] += thousandths(w, o.give)
}

// gap adds the give of a Han-Latin gap: down to 1/8 em, up to 1/2 em.
func (t *sums) gap(sh *Shaped, ru *run) {
	t[sh.book.order.slot[lessGap]] += max(ru.gap-ru.em/8, 0)
	t[moreGap] += max(ru.em/2-ru.gap, 0)
	t[moreAny]++
}

// lessOf is clreq's tier in which the room beside a mark gives way.
func lessOf(book *rulebook, c class) int {
	switch c {
	case colon:
		if book.Order != typo.OrderCLREQ {
			return lessMiddle // JLREQ's class cl-05
		}
		return lessComma
	case comma:
		return lessComma
	case middle:
		return lessMiddle
	case stop, exclam:
		return lessStop
	}
	return lessBracket
}

// item adds the item itself.
func (t *sums) item(sh *Shaped, it *item) {
	t[solid] += it.width
	switch it.class {
	case gapSpace:
		t.gap(sh, &sh.runs[it.run])
	case space:
		em := sh.runs[it.run].em
		t[sh.book.order.slot[lessSpace]] += max(it.width-em/6, 0)
		t[moreSpace] += max(em/2-it.width, 0)
		t[moreAny]++
	}
}

// ends returns what changes when it is the last thing seen of a line: a mark that keeps
// its empty half may lose it, one that hangs takes no room.
func (t *sums) ends(sh *Shaped, it *item) {
	book := sh.book
	if book.Hang && (it.class == comma || it.class == stop) && book.Region == typo.Mainland && !book.vertical {
		t[solid] -= it.width
		return
	}
	if book.Grid {
		if closing.has(it.class) { // it hangs where it must
			t[lessEnd] += it.width
		}
		return
	}
	if !book.trim && it.flags&half != 0 {
		w := thousandths(sh.runs[it.run].em, book.cells[it.class].trail)
		t[solid] += w
		t[book.order.slot[lessEnd]] += w
	}
}

// hidden tells whether an item vanishes at the end of a line.
func (it *item) hidden() bool {
	return trailers.has(it.class) || it.class == newline
}

// node is a place where a line may end and the next begin.
type node struct {
	item    int32 // the first of the next line
	forced  bool  // a line must end here
	penalty uint8
	end     sums // up to here, without spaces and room at the line's end
	start   sums // up to here, with what lies between and vanishes at the line's start
}

// Penalties of breaks.
const (
	free   = iota
	webbed // at a point of an address
	dated  // between the parts of a date: behind a year, before a time
	dayed  // between month and day, hours and minutes
	hyphenated
	titled    // in a title
	unwelcome // before a dash or an ellipsis
	measured  // between a number and what it counts, in a hashtag
	named     // in a name
	addressed // in a name of an address
	codeJoint // at a joint of an identifier
	jointed   // at a joint of a number too long for its line: 0571-|8765 4321
	broken    // in a word or number too long for its line, between the relations of a formula
	forbidden // against the rules: no other way
)

// measure returns the width of the longest piece between forced breaks.
func (sh *Shaped) measure() unit.Length {
	var widest, sum, full int64
	items := sh.items
	for i := range items {
		it := &items[i]
		switch {
		case it.class == newline:
			widest = max(widest, full)
			sum, full = 0, 0
			continue
		case i > 0 && it.class == han && items[i-1].class == han && items[i-1].run == it.run:
			sum += int64(sh.runs[it.run].track)
		case i > 0 && sum > 0:
			var t sums
			t.add(sh, &items[i-1], it)
			sum += int64(t[solid])
		}
		sum += int64(it.width)
		if !it.hidden() {
			full = sum
		}
	}
	return unit.Length(max(widest, full))
}

// nodes are the places where the lines of a paragraph may end: the first is its start, the
// last its end.
type nodes struct {
	list  []node
	parts bool    // one of them is a hyphen
	of    *Shaped // they belong to; with its id, since its memory may be used again
	id    uint64
	least int32 // measure they were made for
}

// prepare makes the nodes of sh for lines of at least this measure.
func (s *nodes) prepare(sh *Shaped, least int32) {
	if s.of == sh && s.id == sh.id && s.least == least {
		return
	}
	s.of, s.id, s.least = sh, sh.id, least
	s.list, s.parts = append(s.list[:0], node{}), false
	if len(sh.items) == 0 {
		return
	}
	s.scan(sh)
}

// scan appends the nodes of the whole paragraph.
func (s *nodes) scan(sh *Shaped) {
	items := sh.items
	var acc, end sums // end: without the spaces in front
	lead := 0         // last item that is no space
	bonds := sh.bonds
	for m := range items {
		it := &items[m]
		if m > 0 && (len(bonds) == 0 || int(bonds[0].item) > m) && sh.steady(&items[m-1], it) && int(s.list[len(s.list)-1].item) == m-1 {
			acc.steady(&sh.runs[it.run])
			n := s.grow()
			n.item, n.penalty, n.forced, n.end, n.start = int32(m), free, false, end, acc
			acc[solid] += it.width
			lead, end = m, acc
			continue
		}
		if m > 0 {
			before := acc
			forced := items[m-1].class == newline
			if !forced {
				acc.add(sh, &items[m-1], it)
			}
			for len(bonds) > 0 && int(bonds[0].item) < m {
				bonds = bonds[1:]
			}
			if kind, ok := breakAt(sh, lead, m); ok {
				n := node{item: int32(m), penalty: kind, forced: forced, end: end, start: acc}
				if kind == hyphenated {
					s.parts = true
					n.end[solid] += sh.hyphenWidth(m - 1)
				}
				if len(bonds) > 0 && int(bonds[0].item) == m {
					n.penalty = max(kind, bonds[0].penalty)
				}
				s.append(sh, n)
				if forced {
					end = before
				}
			}
		}
		acc.item(sh, it)
		if !it.hidden() || it.class == newline {
			lead = m
			if it.class != newline {
				end = acc
				end.ends(sh, it)
			}
		}
	}
	s.append(sh, node{item: int32(len(items)), forced: true, end: end, start: acc})
}

// steady tells whether two items are what most of a text is: ideographs of one look, between which
// a line may end for nothing. What add and breakAt find out for any two is known of these.
func (sh *Shaped) steady(a, b *item) bool {
	return a.class == han && b.class == han && (a.flags|b.flags)&^many == 0 && a.run == b.run && sh.book.steady
}

// steady is add for steady items of a run.
func (t *sums) steady(ru *run) {
	t[solid] += ru.track
	t[moreHan]++
	t[moreAny]++
}

// grow returns a new last node.
func (s *nodes) grow() *node {
	if len(s.list) == cap(s.list) {
		s.list = append(s.list, node{})
	} else {
		s.list = s.list[:len(s.list)+1]
	}
	return &s.list[len(s.list)-1]
}

// append appends n, and in front of it, if the segment before it is wider than the least
// measure, nodes at which to break it all the same.
func (s *nodes) append(sh *Shaped, n node) {
	last := &s.list[len(s.list)-1]
	long := n.item-last.item > math.MaxInt32/4/max(sh.em, 1) // its width might not fit 31 bits
	if n.item-last.item > 1 && (long || n.end[solid]-last.start[solid]-less(&last.start, &n.end) > s.least) {
		s.splinter(sh, last.start, int(last.item), int(n.item))
	}
	s.list = append(s.list, n)
}

// splinter appends nodes between items from and to; acc are the sums at from.
func (s *nodes) splinter(sh *Shaped, acc sums, from, to int) {
	items := sh.items
	end := acc
	for m := from; m < to; m++ {
		it := &items[m]
		if m > from {
			acc.add(sh, &items[m-1], it)
			if (it.flags&tail == 0 || it.class == dash || it.class == ellipsis) && !it.hidden() {
				n := node{item: int32(m), penalty: splinterPenalty(sh, m), end: end, start: acc}
				if sh.hyphenates(m) {
					n.end[solid] += sh.hyphenWidth(m - 1)
				}
				s.list = append(s.list, n)
			}
		}
		acc.item(sh, it)
		if !it.hidden() {
			end = acc
			end.ends(sh, it)
		}
	}
}

// breakAt tells whether a line may end before item m, and what is against it; lead is the
// last item before m that stays in sight at a line's end.
func breakAt(sh *Shaped, lead, m int) (uint8, bool) {
	a, b, p := &sh.items[m-1], &sh.items[m], &sh.book.pairs
	switch {
	case a.class == newline:
		return free, true
	case b.flags&(tail|keep) != 0 || b.hidden():
		return 0, false
	case b.flags&part != 0:
		return free, true
	case lead == m-1 && !a.hidden():
		rule := p[a.class][b.class]
		if rule&mayBreak == 0 || sh.runs[b.run].moved() && !sh.runs[a.run].moved() {
			return 0, false
		}
		if rule&soft != 0 {
			return unwelcome, true
		}
		return free, true
	}
	l := &sh.items[lead] // hidden: only spaces stand in front
	if a.class == softHyphen {
		return hyphenated, sh.hyphenates(m)
	}
	return free, !l.hidden() && p[l.class][b.class]&mayBreakSpace != 0
}

// less is what all tiers together can take from a line.
func less(start, end *sums) int32 {
	var w int32
	for t := lessEnd; t <= lessStop; t++ {
		w += end[t] - start[t]
	}
	return w
}

// splinterPenalty rates a break before item m that the rules do not allow.
func splinterPenalty(sh *Shaped, m int) uint8 {
	a, b := &sh.items[m-1], &sh.items[m]
	switch {
	case sh.joint(m):
		return jointed
	case sh.held(m):
		return broken
	}
	if b.flags&(tail|keep) != 0 || sh.book.start.has(b.class) || sh.book.end.has(a.class) {
		return forbidden
	}
	return broken
}

// joint tells whether the parts of a number meet before item m, which are easier to put together
// than figures: behind a space or a hyphen, between the letters of a plate and its figures.
func (sh *Shaped) joint(m int) bool {
	a, b := &sh.items[m-1], &sh.items[m]
	if b.flags&tail != 0 || !words.has(b.class) {
		return false
	}
	switch a.class {
	case space, glue:
		return m > 1 && words.has(sh.items[m-2].class) && (b.class == digit || sh.items[m-2].class == digit)
	case hyphen, middle:
		return b.class == digit
	case infix:
		return b.class == digit && sh.rune(m-1) == ','
	}
	return a.class == alpha && b.class == digit
}

// hyphenates tells whether a line that ends before item m shows a hyphen: behind a soft one
// between letters.
func (sh *Shaped) hyphenates(m int) bool {
	return m > 1 && m < len(sh.items) && sh.items[m-1].class == softHyphen && sh.items[m-2].class == alpha &&
		sh.items[m].class == alpha && sh.runs[sh.items[m].run].rise == 0
}

// hyphenWidth is the width of the hyphen that item i, a soft hyphen, shows at a line's end.
func (sh *Shaped) hyphenWidth(i int) int32 {
	ru := &sh.runs[sh.items[i].run]
	if ru.face == nil {
		return ru.em / 3
	}
	return scale(ru, ru.face.Advance(ru.face.Glyph('-')))
}
