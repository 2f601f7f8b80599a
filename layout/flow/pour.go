package flow

import (
	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// text is what is poured: the blocks of a story in their order.
type text struct {
	grid *Grid
	head *element // set before the rest, in its column; nil: it stands over the columns
	els  []element
	tail *element // the by-line that ends it; nil: none

	notesAt editions.NotePlace // where its notes stand
}

// course is what a text is poured through: line slots, from start on.
type course struct {
	slots   []lineSlot
	start   int
	uniform bool // all slots are of one width
}

// pouring is how a text is to be poured.
type pouring struct {
	ask    int  // paragraphs set a line longer than is best; negative: shorter
	narrow bool // anchored pictures may stand over fewer columns than they ask for
}

// thrift is what a text that is overset does without, so that less of it is over.
type thrift struct {
	tight bool // no paragraph may become a line longer to save its last line
	close bool // no line is left blank above the notes at a foot
	last  bool // notes that would stand at feet come after the text: what is over is told to the line
}

// rowAt is something set: a line of an element, or a piece of furniture, at a line slot.
type rowAt struct {
	el     int32 // index in text.els; tailRow for the by-line that ends the text
	slot   int32 // in poured.slots
	line   inline.Line
	box    *block      // instead of a line
	rule   bool        // above it: the first of the notes at a foot
	aloof  bool        // that rule has a blank line slot of its own
	capped bool        // of a paragraph with a drop cap
	fig    *figure     // the box is an anchored picture
	tab    *tablePiece // the box is a table, or a stretch of one
}

// Rows of no element of the text.
const (
	tailRow = -1 // the by-line that ends it
	headRow = -2 // the head, in its column
)

// lines is how many line slots a row takes.
func (r rowAt) lines() int {
	if r.box != nil {
		return r.box.lines
	}
	return 1
}

// poured is what became of a text.
type poured struct {
	rows      []rowAt
	slots     []lineSlot // in the order of the setting
	moved     bool       // which is not that of the page: anchored pictures took theirs earlier
	next      int        // the first line slot that is free
	overChars int
	overLines int
	stop      stop
	highRow   bool  // it stops before a table whose first row is higher than any column
	alone     int   // last lines of paragraphs at the top of a column, words parted by a jump
	blank     int   // lines free at the feet of columns that are not the last, but one each
	capless   int   // paragraphs set without their drop cap, which has no room
	pressed   bool  // no line was left blank above the notes at feet, where they would have had one
	noteless  []int // notes that found no room, of those that stand before its stop: elements
	lost      []int // anchored pictures that found no room: elements
	settled   int   // paragraphs set a line longer as asked; negative: shorter
}

// stop is where a text that does not fit ends: the first element that is over, and its first
// item that is. The text before it is set, and nothing after it.
type stop struct {
	on     bool
	el     int  // headRow, an index in text.els, or tailRow
	item   int  // of a table: its row
	at     int  // the line slot that was free then
	capped bool // the element has its drop cap
}

// faults weighs how columns end: a line alone is worse than one that is missing.
func (p *poured) faults() int {
	n := 2*p.alone + p.blank
	if p.pressed {
		n++
	}
	return n
}

// pour sets a text through a course. What finds no slot is counted as overset, in the lines
// it would take. rows is room for those that come out; the slots of the course are not
// changed, and stand in what comes out unless a picture moved some of them.
func pour(t typesetter, x *text, c course, how pouring, rows []rowAt) poured {
	first := pourer{typesetter: t, text: x, course: c, pouring: how}
	p := first.once(thrift{}, rows)
	if p.out.overLines > 0 && p.longer {
		p = first.once(thrift{tight: true}, p.out.rows)
	}
	if p.out.overLines > 0 && p.aired() {
		p = first.once(thrift{tight: p.tight, close: true}, p.out.rows)
		p.out.pressed = true
	}
	if p.out.overLines > 0 && p.index != nil {
		if last := first.once(thrift{tight: p.tight, close: p.close, last: true}, nil); last.out.overLines > 0 {
			return last.out
		} // where the notes fit behind the text, it stays as it is
	}
	return p.out
}

// pourer is the work on one pouring.
type pourer struct {
	typesetter
	*text
	course
	pouring
	thrift
	notes
	out     poured
	at      int
	setting int  // paragraphs still to be set a line longer, or, negative, shorter
	longer  bool // a paragraph has become a line longer to save its last line
	widths  []unit.Length
}

// once pours the text from the start, in the room of rows.
func (p pourer) once(how thrift, rows []rowAt) *pourer {
	p.thrift, p.at, p.setting = how, p.start, p.ask
	p.out = poured{rows: rows[:0], slots: p.course.slots}
	p.pour()
	return &p
}

func (p *pourer) pour() {
	p.startNotes()
	if p.head != nil {
		p.element(headRow, p.head)
	}
	for i := range p.els {
		if e := &p.els[i]; !p.atFoot(e) {
			p.element(i, e)
		}
	}
	if p.tail != nil {
		p.byline()
	}
	if p.index != nil {
		p.endNotes()
	}
	p.out.next, p.out.settled = p.at, p.ask-p.setting
	if p.out.stop.on {
		p.out.next = p.out.stop.at
	}
	if p.out.moved {
		p.byPage()
	}
}

func (p *pourer) element(i int, e *element) {
	p.skip(e.before)
	switch {
	case i == headRow:
		p.boxed(i, e)
		return
	case e.tab != nil:
		p.tabled(i, e)
		return
	case e.picture != nil:
		p.floated(i, e)
		return
	case e.pull != nil && p.pulled(i, e):
		return
	}
	capped := e.cap != nil
	if capped {
		e = p.capOr(e)
		if capped = e.cap != nil; !capped {
			p.out.capless++
		}
	}
	lines := p.best(e)
	if e.whole {
		p.together(i, e, len(lines))
	}
	if e.keep > 0 {
		if w := p.width(); p.seek(len(lines)+e.keep) && p.width() != w {
			lines = p.best(e)
		}
	}
	if p.turns(p.at) && len(lines) > 1 && e.role != page.RoleSubhead {
		p.at++ // one line does not stand alone before a jump
		p.fill(p.at-1, 1)
		lines = p.best(e)
	}
	if len(e.calls) > 0 {
		lines = p.footed(e, lines)
	}
	called := lines
	lines = p.refit(e, lines)
	if lines = p.unparted(e, lines); len(e.calls) > 0 && !p.stay(e, lines, called) {
		lines = called
	}
	if p.alone(len(lines)) {
		p.out.alone++
	}
	for k, ln := range lines {
		if e.role == page.RoleVerse && (k == 0 || lines[k-1].Last) {
			p.seekVerse(lines[k:])
		}
		if p.at >= len(p.out.slots) {
			p.over(i, lines[k:])
			p.out.stop.capped = p.out.stop.capped || capped && p.out.stop.el == i
			break
		}
		p.out.rows = append(p.out.rows, rowAt{el: int32(i), slot: int32(p.at), line: ln, capped: capped})
		p.at++
	}
	p.skip(e.after)
}

// refit sets a paragraph a line longer or shorter than is best: where copyfitting asks for
// it, and where its last line would stand alone at the top of a column (孤行, clreq 3.4.4).
func (p *pourer) refit(e *element, lines []inline.Line) []inline.Line {
	n := len(lines)
	if !e.running() || n < 2 {
		return lines
	}
	if p.setting != 0 {
		step := 1
		if p.setting < 0 {
			step = -1
		}
		if other, ok := p.breakTo(e, n+step); ok {
			p.setting -= step
			lines, n = other, n+step
		}
	}
	for _, k := range []int{n - 1, n + 1} {
		if !p.alone(n) || k > n && p.tight {
			break
		}
		if other, ok := p.breakTo(e, k); ok {
			p.longer = p.longer || k > n
			return other
		}
	}
	return lines
}

// turns tells whether the story goes on on another page after slot i.
func (p *pourer) turns(i int) bool {
	return i+1 < len(p.out.slots) && p.out.slots[i].r.Page != p.out.slots[i+1].r.Page
}

// unparted sets a paragraph over which the story jumps a line shorter or longer, if its last
// line before the jump ends in the middle of a word then, or of a phrase, and otherwise not.
func (p *pourer) unparted(e *element, lines []inline.Line) []inline.Line {
	n := len(lines)
	k := 1
	for k < n && !p.turns(p.at+k-1) {
		k++
	}
	if k >= n || p.parts(e, lines[k-1]) == inline.Whole {
		return lines
	}
	best, parts := lines, p.parts(e, lines[k-1])
	for _, m := range []int{n - 1, n + 1} {
		if m > n && p.tight || m-k < 2 {
			continue
		}
		if other, ok := p.breakTo(e, m); ok {
			if x := p.parts(e, other[k-1]); x < parts {
				best, parts = other, x
			}
		}
	}
	if parts != inline.Whole {
		p.out.alone++
	}
	p.longer = p.longer || len(best) > n
	return best
}

// alone tells whether the last of n lines set from here on stands at the top of a column.
func (p *pourer) alone(n int) bool {
	last := p.at + n - 1
	return n > 1 && last < len(p.out.slots) && p.out.slots[last].head
}

func (p *pourer) over(el int, lines []inline.Line) {
	p.end(el, lines[0].From)
	p.out.overLines += len(lines)
	for _, l := range lines {
		p.out.overChars += l.Chars
	}
}

// end ends the text: what comes from here on finds no place. So the printed text has no hole,
// where a row is higher than what is left of the last column.
func (p *pourer) end(el, item int) {
	if !p.out.stop.on {
		p.out.stop = stop{on: true, el: el, item: item, at: p.at}
	}
	p.at = len(p.out.slots)
}

// boxed sets a piece of furniture; it needs a run of slots as long as itself. From the first
// that finds none on all is over.
func (p *pourer) boxed(i int, e *element) {
	b := p.box(e, p.width())
	if !p.seek(b.lines + e.keep) {
		p.seek(b.lines)
	}
	if p.at >= len(p.out.slots) || int(p.out.slots[p.at].left) < b.lines {
		p.end(i, 0)
		p.out.overLines += b.lines
		p.out.overChars += e.chars
		return
	}
	b = p.box(e, p.width())
	p.out.rows = append(p.out.rows, rowAt{el: int32(i), slot: int32(p.at), box: &b})
	p.at += b.lines
	p.skip(e.after)
}

// byline sets the by-line that ends the text: at the right end of its last line if there is
// room, else on a line of its own.
func (p *pourer) byline() {
	if slot, ok := p.besideLast(); ok {
		ln, _ := p.lines(p.tail, append(p.widths[:0], p.out.slots[slot].width()), 0)
		p.out.rows = append(p.out.rows, rowAt{el: tailRow, slot: slot, line: ln[0]})
		return
	}
	lines, _ := p.lines(p.tail, append(p.widths[:0], p.width()), 0)
	for i := range lines {
		if p.at >= len(p.out.slots) {
			p.over(tailRow, lines[i:i+1])
			continue
		}
		p.out.rows = append(p.out.rows, rowAt{el: tailRow, slot: int32(p.at), line: lines[i]})
		p.at++
	}
}

// besideLast is the slot of the text's last line, if that leaves room for the by-line and a
// character of white.
func (p *pourer) besideLast() (slot int32, ok bool) {
	n := len(p.out.rows)
	if n == 0 || p.out.overLines > 0 {
		return 0, false
	}
	last := p.out.rows[n-1]
	if last.box != nil || last.el < 0 {
		return 0, false
	}
	e := p.text.setting(last)
	width := p.out.slots[last.slot].width()
	near, _ := e.inset(width)
	free := width - p.indent(e, last.line) - last.line.Natural - near - e.besideCap(p.out.nth(n-1))
	return last.slot, e.running() && free >= p.natural(p.tail)+p.grid.Size
}
