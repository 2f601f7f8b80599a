package flow

import (
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// rowAt is something set: a line of an element, or a piece of furniture, at a line slot.
type rowAt struct {
	el   int32 // index in Galley.els; tailRow for the by-line that ends the text
	slot int32
	line inline.Line
	box  *block // instead of a line
}

// Rows of no element of the text.
const (
	tailRow = -1 // the by-line that ends it
	headRow = -2 // the head, in its column
)

// poured is what became of a galley's text.
type poured struct {
	rows      []rowAt
	next      int // the first line slot that is free
	overChars int
	alone     int // last lines of paragraphs at the top of a column, words parted by a jump
	blank     int // lines free at the feet of columns that are not the last, but one each
	overLines int
	left      []int // anchored pictures that found no room: elements
}

// faults weighs how columns end: a line alone is worse than one that is missing.
func (p *poured) faults() int { return 2*p.alone + p.blank }

// pourer pours a galley's text through line slots.
type pourer struct {
	*inline.Setter
	g       *Galley
	els     []element // the text; pictures too where they stand in the column
	head    *element  // set before the text, in its column; may be nil
	slots   []lineSlot
	narrow  bool                     // anchored pictures may stand over fewer columns than they ask for
	plain   []lineSlot               // slots before anchored pictures took theirs; nil: none did
	uniform bool                     // all slots are of one width: lines can be used again at another place
	cache   map[broken][]inline.Line // nil: it cannot have so many lines
	cached  unit.Length              // the measure of the lines in cache
	widths  []unit.Length
	out     poured
	rows    *[]rowAt // room for those of out, which the next pouring uses again
	at      int
	setting int  // paragraphs still to be set a line longer, or, negative, shorter
	ask     int  // setting when pouring begins
	longer  bool // a paragraph has become a line longer to save its last line
	tight   bool // no paragraph may become a line longer to save its last line
}

// pour sets the text from slot start on. What finds no slot is counted as overset, in
// the lines it would take.
func (p *pourer) pour(start int) poured {
	p.tight = false
	if p.once(start); p.out.overLines > 0 && p.longer {
		p.tight = true
		p.once(start)
	}
	return p.out
}

func (p *pourer) once(start int) {
	p.slots, p.plain = p.origin(), nil
	p.at, p.out, p.setting, p.longer = start, poured{rows: (*p.rows)[:0]}, p.ask, false
	if p.head != nil {
		p.element(headRow, p.head)
	}
	for i := range p.els {
		p.element(i, &p.els[i])
	}
	if p.g.tail != nil {
		p.tail()
	}
	p.out.next = p.at
	p.byPage()
	*p.rows = p.out.rows
}

func (p *pourer) element(i int, e *element) {
	p.skip(e.before)
	switch {
	case e.box != nil:
		p.boxed(i, e)
		return
	case e.float != nil:
		p.floated(i, e)
		return
	}
	lines := p.lines(i, e)
	if e.keep > 0 {
		if w := p.width(); p.seek(len(lines)+e.keep) && p.width() != w {
			lines = p.lines(i, e)
		}
	}
	if p.turns(p.at) && len(lines) > 1 && e.role != page.RoleSubhead {
		p.at++ // one line does not stand alone before a jump
		p.fill(p.at-1, 1)
		lines = p.lines(i, e)
	}
	lines = p.refit(i, e, lines)
	if lines = p.unparted(i, e, lines); p.alone(len(lines)) {
		p.out.alone++
	}
	for k, ln := range lines {
		if p.at >= len(p.slots) {
			p.over(lines[k:])
			break
		}
		p.out.rows = append(p.out.rows, rowAt{el: int32(i), slot: int32(p.at), line: ln})
		p.at++
	}
	p.skip(e.after)
}

// refit sets a paragraph a line longer or shorter than is best: where copyfitting asks for
// it, and where its last line would stand alone at the top of a column (孤行, clreq 3.4.4).
func (p *pourer) refit(i int, e *element, lines []inline.Line) []inline.Line {
	n := len(lines)
	if e.role != page.RoleParagraph || n < 2 {
		return lines
	}
	if p.setting != 0 {
		step := 1
		if p.setting < 0 {
			step = -1
		}
		if other, ok := p.breakTo(i, e, n+step); ok {
			p.setting -= step
			lines, n = other, n+step
		}
	}
	for _, k := range []int{n - 1, n + 1} {
		if !p.alone(n) || k > n && p.tight {
			break
		}
		if other, ok := p.breakTo(i, e, k); ok {
			p.longer = p.longer || k > n
			return other
		}
	}
	return lines
}

// turns tells whether the story goes on on another page after slot i.
func (p *pourer) turns(i int) bool {
	return i+1 < len(p.slots) && p.slots[i].r.Page != p.slots[i+1].r.Page
}

// unparted sets a paragraph over which the story jumps a line shorter or longer, if its last
// line before the jump ends in the middle of a word then, or of a phrase, and otherwise not.
func (p *pourer) unparted(i int, e *element, lines []inline.Line) []inline.Line {
	n := len(lines)
	k := 1
	for k < n && !p.turns(p.at+k-1) {
		k++
	}
	if k >= n || e.sh.Parts(lines[k-1], p.g.styles.lang.Phrases) == inline.Whole {
		return lines
	}
	best, parts := lines, e.sh.Parts(lines[k-1], p.g.styles.lang.Phrases)
	for _, m := range []int{n - 1, n + 1} {
		if m > n && p.tight || m-k < 2 {
			continue
		}
		if other, ok := p.breakTo(i, e, m); ok {
			if x := e.sh.Parts(other[k-1], p.g.styles.lang.Phrases); x < parts {
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
	return n > 1 && last < len(p.slots) && p.slots[last].head
}

// skip leaves n line slots blank, but none at the top of a column.
func (p *pourer) skip(n int) {
	for ; n > 0 && p.at < len(p.slots) && !p.slots[p.at].head; n-- {
		p.at++
	}
}

// seek goes on to the next column when fewer than need lines are left in this one, if
// one follows that has as many. It tells whether it moved.
func (p *pourer) seek(need int) bool {
	if p.at >= len(p.slots) || int(p.slots[p.at].left) >= need || p.slots[p.at].head {
		return false
	}
	for i := p.at + int(p.slots[p.at].left); i < len(p.slots); i += int(p.slots[i].left) {
		if int(p.slots[i].left) >= need {
			from := p.at
			p.at = i
			p.fill(from, int(p.slots[from].left))
			return true
		}
	}
	return false
}

// fill brings the text of a column down to its foot, where n lines from slot blank on stay
// free because what comes next has no room there: by a line more above subheads and tables,
// then by paragraphs set a line longer, then by a second line above subheads.
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
	for top > 0 && !p.slots[top].head {
		top--
	}
	if p.slots[top].width() != p.slots[blank].width() {
		return 0, false
	}
	rows := p.out.rows
	first = len(rows)
	for first > 0 && int(rows[first-1].slot) >= top {
		if first--; rows[first].box != nil && rows[first].box.fig != nil {
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
		if el := rows[k].el; el < 0 || el == rows[k-1].el || p.els[el].keep == 0 || !p.opens(int(el)) {
			continue
		}
		for i := k; i < len(rows); i++ {
			rows[i].slot++
		}
		n--
	}
	return n
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
		if el >= 0 && p.els[el].role == page.RoleParagraph && p.out.rows[k].line.From == 0 {
			e := &p.els[el]
			w := max(p.slots[p.out.rows[k].slot].width()-e.narrow-e.shift, 1)
			if lines, ok := p.BreakTo(nil, e.sh, []unit.Length{w}, end-k+1); ok {
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

func (p *pourer) over(lines []inline.Line) {
	p.out.overLines += len(lines)
	for _, l := range lines {
		p.out.overChars += l.Chars
	}
}

// boxed sets a piece of furniture; it needs a run of slots as long as itself.
func (p *pourer) boxed(i int, e *element) {
	b := e.box(p.Setter, p.width())
	if !p.seek(b.lines + e.keep) {
		p.seek(b.lines)
	}
	if p.at < len(p.slots) && int(p.slots[p.at].left) < b.lines {
		// no column is long enough for it: let the text go on, the box is overset
		p.out.overLines += b.lines
		p.out.overChars += e.chars
		return
	}
	if p.at >= len(p.slots) {
		p.out.overLines += b.lines
		p.out.overChars += e.chars
		return
	}
	b = e.box(p.Setter, p.width())
	p.out.rows = append(p.out.rows, rowAt{el: int32(i), slot: int32(p.at), box: &b})
	p.at += b.lines
	p.skip(e.after)
}

// width is the measure of the next line slot, or of the last one when none is left.
func (p *pourer) width() unit.Length {
	if len(p.slots) == 0 {
		return p.g.styles.grid.Width
	}
	return p.slots[min(p.at, len(p.slots)-1)].width()
}

// broken is an element in n lines; 0: as many as are best.
type broken struct{ el, n int }

// lines breaks a paragraph for the slots from here on.
func (p *pourer) lines(i int, e *element) []inline.Line {
	lines, _ := p.breakTo(i, e, 0)
	return lines
}

// breakTo breaks element i into n lines, if that can be.
func (p *pourer) breakTo(i int, e *element, n int) (lines []inline.Line, ok bool) {
	if p.uniform {
		if w := p.width(); w != p.cached {
			p.cached = w
			clear(p.cache)
		}
		if lines, ok = p.cache[broken{i, n}]; ok {
			return lines, lines != nil
		}
	}
	if n == 0 {
		lines, ok = p.Break(nil, e.sh, p.measures(e)), true
	} else if lines, ok = p.BreakTo(nil, e.sh, p.measures(e), n); !ok {
		lines = nil
	}
	if p.uniform {
		p.cache[broken{i, n}] = lines
	}
	return lines, ok
}

// measures lists the measures of the next slots, as many as the paragraph may need.
func (p *pourer) measures(e *element) []unit.Length {
	p.widths = p.widths[:0]
	measure := func(w unit.Length) unit.Length { return max(w-e.narrow-e.shift, 1) }
	if p.uniform || len(p.slots) == 0 {
		return append(p.widths, measure(p.width()))
	}
	// a line holds at least half of its measure, unless that is absurdly narrow
	most := unit.Length(e.sh.Pieces()) * (2*e.sh.Natural() + p.width())
	for i, room := p.at, most; i < len(p.slots) && room > 0; i++ {
		w := measure(p.slots[i].width())
		p.widths = append(p.widths, w)
		room -= w
	}
	if len(p.widths) == 0 {
		p.widths = append(p.widths, measure(p.width()))
	}
	return p.widths
}

// tail sets the by-line that ends the text: at the right end of its last line if there is
// room, else on a line of its own.
func (p *pourer) tail() {
	measure := p.width()
	if n := len(p.out.rows); n > 0 && p.out.overLines == 0 {
		last := p.out.rows[n-1]
		if last.box == nil && last.el >= 0 {
			e := &p.els[last.el]
			w := p.slots[last.slot].width()
			free := w - e.sh.Indent(last.line) - last.line.Natural - e.shift
			if e.role == page.RoleParagraph && free >= p.g.tail.Natural()+p.g.styles.grid.Size {
				ln := p.Break(nil, p.g.tail, []unit.Length{w})
				p.out.rows = append(p.out.rows, rowAt{el: tailRow, slot: last.slot, line: ln[0]})
				return
			}
		}
	}
	for _, ln := range p.Break(nil, p.g.tail, []unit.Length{measure}) {
		if p.at >= len(p.slots) {
			p.over([]inline.Line{ln})
			continue
		}
		p.out.rows = append(p.out.rows, rowAt{el: tailRow, slot: int32(p.at), line: ln})
		p.at++
	}
}
