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
	alone     int // last lines of paragraphs at the top of a column
	overLines int
}

// pourer pours a galley's text through line slots.
type pourer struct {
	*inline.Setter
	g       *Galley
	els     []element // the text; pictures too where they stand in the column
	head    *element  // set before the text, in its column; may be nil
	slots   []lineSlot
	uniform bool // all slots are of one width: lines can be used again at another place
	cache   map[int][]inline.Line
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
	*p.rows = p.out.rows
}

func (p *pourer) element(i int, e *element) {
	p.skip(e.before)
	if e.box != nil {
		p.boxed(i, e)
		return
	}
	lines := p.lines(i, e)
	if e.keep > 0 {
		if w := p.width(); p.seek(len(lines)+e.keep) && p.width() != w {
			lines = p.lines(i, e)
		}
	}
	if lines = p.refit(e, lines); p.alone(len(lines)) {
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
func (p *pourer) refit(e *element, lines []inline.Line) []inline.Line {
	n := len(lines)
	if e.role != page.RoleParagraph || n < 2 {
		return lines
	}
	if p.setting != 0 {
		step := 1
		if p.setting < 0 {
			step = -1
		}
		if other, ok := p.BreakTo(nil, e.sh, p.measures(e), n+step); ok {
			p.setting -= step
			lines, n = other, n+step
		}
	}
	for _, k := range []int{n - 1, n + 1} {
		if !p.alone(n) || k > n && p.tight {
			break
		}
		if other, ok := p.BreakTo(nil, e.sh, p.measures(e), k); ok {
			p.longer = p.longer || k > n
			return other
		}
	}
	return lines
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
			p.at = i
			return true
		}
	}
	return false
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
		return p.g.looks.grid.Width
	}
	return p.slots[min(p.at, len(p.slots)-1)].width()
}

// lines breaks a paragraph for the slots from here on.
func (p *pourer) lines(i int, e *element) []inline.Line {
	if p.uniform {
		if l, ok := p.cache[i]; ok {
			return l
		}
	}
	l := p.Break(nil, e.sh, p.measures(e))
	if p.uniform {
		p.cache[i] = l
	}
	return l
}

// measures lists the measures of the next slots, as many as the paragraph may need.
func (p *pourer) measures(e *element) []unit.Length {
	p.widths = p.widths[:0]
	measure := func(w unit.Length) unit.Length { return max(w-e.narrow-e.shift, 1) }
	if p.uniform || len(p.slots) == 0 {
		return append(p.widths, measure(p.width()))
	}
	// a line holds at least half of its measure, unless that is absurdly narrow
	for i, room := p.at, 2*e.sh.Natural()+p.width(); i < len(p.slots) && room > 0; i++ {
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
			free := w - last.line.Natural - e.shift
			if e.role == page.RoleParagraph && free >= p.g.tail.Natural()+p.g.looks.grid.Size {
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
