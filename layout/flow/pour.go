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

// typesetter is the line engine as pouring sees it. What it returns is frozen.
type typesetter interface {
	// lines breaks an element for measures, the last of which holds on, into n lines; 0: as
	// many as are best. It is false where there cannot be n.
	lines(e *element, measures []unit.Length, n int) ([]inline.Line, bool)
	// needs is more than all measures that an element's lines take in columns of a width.
	needs(e *element, width unit.Length) unit.Length
	// natural is an element's width on one line, indent that of one of its lines, and parts
	// what the end of that line parts.
	natural(e *element) unit.Length
	// offset is where an item of an element stands in its text, in bytes.
	offset(e *element, item int) int
	indent(e *element, l inline.Line) unit.Length
	parts(e *element, l inline.Line) inline.Parting
	// box sets an element in one piece in a measure, table lays a table out for one, figure
	// composes an anchored picture for its place; a place too small for that has none.
	box(e *element, measure unit.Length) block
	table(e *element, measure unit.Length) *laidTable
	figure(e *element, at berth) float
}

// berth is a place for an anchored picture: columns of a region.
type berth struct {
	r           *Region
	c0, columns int
	room        int  // most lines
	more        int  // lines higher than is best
	under       bool // there is text above
}

// float is an anchored picture composed for a place; fig is nil where that is too small.
type float struct {
	block
	fig *figure
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
	p := pourer{typesetter: t, text: x, course: c, pouring: how}
	if p.once(rows); p.out.overLines > 0 && p.longer {
		p.tight = true
		p.once(p.out.rows)
	}
	if p.out.overLines > 0 && p.aired() {
		p.close = true
		p.once(p.out.rows)
		p.out.pressed = true
	}
	if p.out.overLines > 0 && p.index != nil {
		p.notesLast()
	}
	return p.out
}

// pourer is the work on one pouring.
type pourer struct {
	typesetter
	*text
	course
	pouring
	notes
	out     poured
	at      int
	setting int  // paragraphs still to be set a line longer, or, negative, shorter
	longer  bool // a paragraph has become a line longer to save its last line
	tight   bool // no paragraph may become a line longer to save its last line
	close   bool // no line is left blank above the notes at a foot
	widths  []unit.Length
}

func (p *pourer) once(rows []rowAt) {
	p.at, p.setting, p.longer = p.start, p.ask, false
	p.out = poured{rows: rows[:0], slots: p.course.slots}
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

// skip leaves n line slots blank, but none at the top of a column.
func (p *pourer) skip(n int) {
	for ; n > 0 && p.at < len(p.out.slots) && !p.out.slots[p.at].head; n-- {
		p.at++
	}
}

// seek goes on to the next column when fewer than need lines are left in this one, if
// one follows that has as many. It tells whether it moved.
func (p *pourer) seek(need int) bool {
	if p.at >= len(p.out.slots) || int(p.out.slots[p.at].left) >= need || p.out.slots[p.at].head {
		return false
	}
	for i := p.at + int(p.out.slots[p.at].left); i < len(p.out.slots); i += int(p.out.slots[i].left) {
		if int(p.out.slots[i].left) >= need {
			from := p.at
			p.at = i
			p.fill(from, int(p.out.slots[from].left))
			return true
		}
	}
	return false
}

// fill brings the text of a column down to its foot, where n lines from slot blank on stay
// free because what comes next has no room there: by a line more above subheads and tables,
// then by paragraphs set a line longer, then by a second line above tables.
func (p *pourer) fill(blank, n int) {
	left := n
	if rows, ok := p.column(blank); ok {
		n = min(n, mostFill)
		left -= n
		n = p.lower(p.out.rows[rows:], n)
		n = p.lengthen(rows, n)
		left += p.lower(p.out.rows[rows:], n)
	}
	p.out.blank += max(left-1, 0)
}

// column returns the first row of the column whose foot is free from slot blank on, if its
// rows may be moved.
func (p *pourer) column(blank int) (first int, ok bool) {
	top := blank
	for top > 0 && !p.out.slots[top].head {
		top--
	}
	if p.out.slots[top].width() != p.out.slots[blank].width() {
		return 0, false
	}
	rows := p.out.rows
	first = len(rows)
	for first > 0 && int(rows[first-1].slot) >= top {
		if first--; rows[first].floats() {
			return 0, false // its slots may not be those below one another
		}
	}
	return first, true
}

// mostFill is how many lines of a column's foot are filled at most: with more, the text
// above would look torn.
const mostFill = 4

// lower moves what follows each subhead or table of a column down by a line, the last first,
// until n lines are used, and returns how many are left.
func (p *pourer) lower(rows []rowAt, n int) int {
	for k := len(rows) - 1; k > 0 && n > 0; k-- {
		if el := rows[k].el; el < 0 || el == rows[k-1].el || p.els[el].keep == 0 || !p.opens(int(el)) || p.els[el].role == page.RoleSubhead && p.aloof(rows[k-1], rows[k]) {
			continue
		}
		from := k
		if rows[k].tab != nil && k+1 < len(rows) { // its white is shared
			rows[k].aired(p.grid.Leading)
			from++
		}
		for i := from; i < len(rows); i++ {
			rows[i].slot++
		}
		n--
	}
	return n
}

// aloof tells whether a row stands apart from the one before it, by a line or more: a subhead has
// a line and a half of white above it at most, or it reads as the head of another story.
func (p *pourer) aloof(before, row rowAt) bool {
	return int(row.slot-before.slot) > before.lines()
}

// opens tells whether white may stand above an element: it is not in the middle of a table.
func (p *pourer) opens(el int) bool {
	return el == 0 || p.els[el].block != p.els[el-1].block
}

// lengthen sets paragraphs that stand wholly in a column, whose rows begin at first, a line
// longer, until n lines are used, and returns how many are left.
func (p *pourer) lengthen(first, n int) int {
	for k := first; k < len(p.out.rows) && n > 0; {
		el := p.out.rows[k].el
		end := k + 1
		for end < len(p.out.rows) && p.out.rows[end].el == el {
			end++
		}
		if el >= 0 && p.els[el].running() && p.out.rows[k].line.From == 0 && p.els[el].cap == nil {
			e := &p.els[el]
			w := e.measure(p.out.slots[p.out.rows[k].slot].width(), 0)
			if lines, ok := p.lines(e, append(p.widths[:0], w), end-k+1); ok {
				p.relay(k, end, lines)
				end++
				n--
			}
		}
		k = end
	}
	return n
}

// relay puts a line more in place of the rows from k to end, and those after it a line lower.
func (p *pourer) relay(k, end int, lines []inline.Line) {
	rows := append(p.out.rows, rowAt{})
	copy(rows[end+1:], rows[end:])
	for i := end + 1; i < len(rows); i++ {
		rows[i].slot++
	}
	for i, ln := range lines {
		rows[k+i] = rowAt{el: rows[k].el, slot: rows[k].slot + int32(i), line: ln}
	}
	p.out.rows = rows
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
	if len(e.calls) > 0 {
		b = p.footedBox(e, b)
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

// width is the measure of the next line slot, or of the last one when none is left.
func (p *pourer) width() unit.Length {
	if len(p.out.slots) == 0 {
		return p.grid.Width
	}
	return p.out.slots[min(p.at, len(p.out.slots)-1)].width()
}

// best breaks a paragraph for the slots from here on.
func (p *pourer) best(e *element) []inline.Line {
	lines, _ := p.breakTo(e, 0)
	return lines
}

// breakTo breaks an element into n lines, if that can be.
func (p *pourer) breakTo(e *element, n int) (lines []inline.Line, ok bool) {
	if e.cap != nil && 0 < n && n < e.cap.lines {
		return nil, false
	}
	return p.lines(e, p.measures(e), n)
}

// measures lists the measures of the next slots, as many as the paragraph may need.
func (p *pourer) measures(e *element) []unit.Length {
	p.widths = p.widths[:0]
	if p.uniform || len(p.out.slots) == 0 {
		for k := 0; e.besideCap(k) > 0; k++ {
			p.widths = append(p.widths, e.measure(p.width(), e.besideCap(k)))
		}
		return append(p.widths, e.measure(p.width(), 0))
	}
	// a line holds at least half of its measure, unless that is absurdly narrow
	most := p.needs(e, p.width())
	for i, room := p.at, most; i < len(p.out.slots) && room > 0; i++ {
		w := e.measure(p.out.slots[i].width(), e.besideCap(i-p.at))
		p.widths = append(p.widths, w)
		room -= w
	}
	if len(p.widths) == 0 {
		p.widths = append(p.widths, e.measure(p.width(), 0))
	}
	return p.widths
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
