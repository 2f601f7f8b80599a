package flow

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Notes may stand at the foot of the column whose text calls them (栏末), or at that of their
// slot on the page (版末), instead of after the text: their lines take the last line slots of a
// column as soon as the line that calls them is known to stand there. One that does not fit
// goes on at the next foot; a line that would leave its note no line at all moves on to the
// next column. The line slots taken stand behind all others in the order of the setting, and
// so do the rows.

// call is where a text calls a note, which is a block of the story.
type call struct {
	at   int // in the text of its part, in bytes; of a table, the row
	note int
}

// foot is the foot of a column with notes: line slots, those of the page's order, and what
// stands in them, from the first on.
type foot struct {
	slots []lineSlot
	rows  []rowAt
	aloof bool // its first slot is left blank, for the rule
}

// notes is how far the notes at the foot of columns have come in a pouring.
type notes struct {
	index map[int]int  // block of a note → its element
	begun map[int]bool // elements that have a foot
	short map[int]bool // of which a part found none
	feet  []*foot
	blank []lineSlot // left so that a line stands with its note
}

// callNotes notes which elements are notes to stand at feet, and where the others call them.
func (m *maker) callNotes() {
	st := m.g.Story
	if m.g.notesAt = cmp.Or(st.Notes, m.styles.paper.Notes, editions.NotesAtEnd); m.g.notesAt == editions.NotesAtEnd {
		return
	}
	blocks := map[string]int{}
	for i := range m.g.els {
		e := &m.g.els[i]
		if b, ok := st.Blocks[e.block].(*editions.Paragraph); ok && b.Kind == editions.NoteLine {
			if r := b.Text.Runs[0]; r.Marks&editions.NoteSign != 0 && blocks[r.Text] == 0 {
				blocks[r.Text], e.note = e.block+1, true
			}
		}
	}
	head := m.headCalls(blocks)
	for i := range m.g.els {
		e := &m.g.els[i]
		if e.note {
			continue
		}
		e.calls = append(head, m.callsOf(e, blocks)...)
		if head = nil; e.cap != nil {
			e.cap.plain.calls = e.calls
		}
	}
}

// headCalls are those of the head, which the text that begins below it makes for it.
func (m *maker) headCalls(blocks map[string]int) (out []call) {
	for p := range m.g.Story.Parts() {
		if p.Block >= 0 {
			continue
		}
		for _, r := range p.Text.Runs {
			if r.Marks&editions.NoteSign != 0 && blocks[r.Text] > 0 {
				out = append(out, call{0, blocks[r.Text] - 1})
				delete(blocks, r.Text)
			}
		}
	}
	return out
}

// callsOf lists where an element calls notes for the first time; a table does so row by row. blocks are those of the notes by sign, from 1, and loses them.
func (m *maker) callsOf(e *element, blocks map[string]int) (out []call) {
	for p := range editions.PartsOf(m.g.Story.Blocks[e.block]) {
		if p.Index < e.part || p.Index > e.part+e.parts {
			continue
		}
		at := len(p.Marker)
		for _, r := range p.Text.Runs {
			if r.Marks&editions.NoteSign != 0 && blocks[r.Text] > 0 {
				c := call{at, blocks[r.Text] - 1}
				switch {
				case e.tab != nil:
					c.at = e.tab.rowOf(p.Index)
				case e.parts > 0 || e.sh == nil:
					c.at = 0
				}
				out = append(out, c)
				delete(blocks, r.Text)
			}
			at += len(r.Text)
		}
	}
	return out
}

// atFoot tells whether an element stands at a foot.
func (p *pourer) atFoot(e *element) bool { return e.note && p.index != nil }

// startNotes makes ready for the notes of a text.
func (p *pourer) startNotes() {
	if p.notesAt <= editions.NotesAtEnd {
		return
	}
	p.notes = notes{}
	for i := range p.els {
		if p.els[i].note && !p.last {
			if p.index == nil {
				p.notes = notes{index: map[int]int{}, begun: map[int]bool{}, short: map[int]bool{}}
			}
			p.index[p.els[i].block] = i
		}
	}
}

// footed gives the notes that a paragraph calls their feet, and returns its lines.
func (p *pourer) footed(e *element, lines []inline.Line) []inline.Line {
	for _, c := range e.calls {
		note, ok := p.index[c.note]
		for ok && !p.begun[note] {
			k := p.lineOf(e, lines, c.at)
			last := p.at + k
			if last >= len(p.out.slots) {
				break // it is overset, and so is the note
			}
			if e.cap != nil {
				last = max(last, min(p.at+e.cap.lines, len(p.out.slots))-1)
			}
			p.reserve(note, last, p.callsBefore(e, lines, c.at, k))
			lines = p.best(e)
		}
	}
	return lines
}

// callsBefore tells whether a note that has a foot is called before a place in line k of a
// paragraph, or whether that must stay where it is.
func (p *pourer) callsBefore(e *element, lines []inline.Line, at, k int) bool {
	return e.cap != nil || slices.ContainsFunc(e.calls, func(c call) bool {
		return c.at < at && p.lineOf(e, lines, c.at) == k && p.begun[p.index[c.note]]
	})
}

// lineOf is the line in which a byte of an element's text stands.
func (p *pourer) lineOf(e *element, lines []inline.Line, at int) int {
	k := 0
	for k+1 < len(lines) && p.offset(e, lines[k+1].From) <= at {
		k++
	}
	return k
}

// stay tells whether lines leave all calls of notes in the columns where others have them.
func (p *pourer) stay(e *element, lines, others []inline.Line) bool {
	column := func(lines []inline.Line, at int) (r *Region, col int32) {
		k := p.at + p.lineOf(e, lines, at)
		if k >= len(p.out.slots) {
			return nil, 0
		}
		return p.out.slots[k].r, p.out.slots[k].col
	}
	return !slices.ContainsFunc(e.calls, func(c call) bool {
		r, col := column(lines, c.at)
		s, other := column(others, c.at)
		return r != s || col != other
	})
}

// reserve gives a note the foot that belongs to line slot last, which stays with the text, and
// the feet after that where it is too long. Where that has no line for it, the slot is left
// blank, so that the line moves on, unless it is to stay.
func (p *pourer) reserve(note, last int, stay bool) {
	e := &p.els[note]
	i, room := p.footOf(last)
	if room == 0 && i == last && !stay && i+int(p.out.slots[i].left) < len(p.out.slots) {
		p.blank = append(p.blank, p.cut(i, 1)...)
		return
	}
	p.begun[note] = true
	lines := p.noteLines(e, i)
	for i >= 0 {
		if n := min(len(lines), room); n > 0 {
			p.stand(note, p.cut(i, n+p.whiteAbove(i, room-n)), lines[:n])
			lines = lines[n:]
		}
		if len(lines) == 0 {
			return
		}
		i, room = p.nextFoot(i)
	}
	p.short[note] = true
}

// whiteAbove is how many line slots stay blank above a note at the foot that belongs to slot i, if
// it is the first there: one, where the text has two lines left besides.
func (p *pourer) whiteAbove(i, left int) int {
	end := p.out.slots[i+int(p.out.slots[i].left)-1]
	if p.close || left < 2 || slices.ContainsFunc(p.notes.feet, func(f *foot) bool { return below(f.slots[0], end) }) {
		return 0
	}
	return 1
}

// aired tells whether a line is blank above notes at a foot.
func (p *pourer) aired() bool {
	return slices.ContainsFunc(p.notes.feet, func(f *foot) bool { return f.aloof })
}

// noteLines breaks a note for the line slots from i on: for the narrowest of them, for it may
// go on in any.
func (p *pourer) noteLines(e *element, i int) []inline.Line {
	w := p.grid.Width
	if i < len(p.out.slots) {
		w = p.out.slots[i].width()
		for k := i; k < len(p.out.slots) && !p.uniform; k++ {
			w = min(w, p.out.slots[k].width())
		}
	}
	lines, _ := p.lines(e, append(p.widths[:0], e.measure(w, 0)), 0)
	return lines
}

// footOf is a line slot of the run at whose foot a note stands that is called at slot i, and
// how many lines there are for it.
func (p *pourer) footOf(i int) (slot, room int) {
	s := p.out.slots
	if p.notesAt == editions.NotesAtSlot {
		for k := len(s) - 1; k > i+int(s[i].left)-1; k-- {
			if s[k].r == s[i].r {
				for !s[k].head {
					k--
				}
				return k, int(s[k].left) - 1
			}
		}
	}
	return i, int(s[i].left) - 1
}

// nextFoot is the foot after that of the run of slot i; -1 where there is none.
func (p *pourer) nextFoot(i int) (slot, room int) {
	i += int(p.out.slots[i].left)
	if i >= len(p.out.slots) {
		return -1, 0
	}
	return p.footOf(i)
}

// cut takes the last n line slots of the run of slot i out of the course.
func (p *pourer) cut(i, n int) []lineSlot {
	if !p.out.moved {
		p.out.moved, p.out.slots = true, slices.Clone(p.out.slots)
	}
	s := p.out.slots
	end := i + int(s[i].left)
	taken := slices.Clone(s[end-n : end])
	for k := end - n; !s[k].head; {
		k--
		s[k].left -= int32(n)
	}
	p.out.slots = slices.Delete(s, end-n, end)
	return taken
}

// stand puts lines of a note into slots at the foot of their column, below the notes there.
func (p *pourer) stand(note int, slots []lineSlot, lines []inline.Line) {
	last := slots[len(slots)-1]
	i := slices.IndexFunc(p.notes.feet, func(f *foot) bool { return below(f.slots[0], last) })
	if i < 0 {
		i = len(p.notes.feet)
		p.notes.feet = append(p.notes.feet, &foot{})
	}
	f := p.notes.feet[i]
	f.aloof = f.aloof || len(slots) > len(lines)
	f.slots = append(slots, f.slots...)
	for _, l := range lines {
		f.rows = append(f.rows, rowAt{el: int32(note), line: l})
	}
}

// endNotes sets the notes that nothing calls after the text, and the rows of those that stand
// at feet. What finds no room is left out whole.
func (p *pourer) endNotes() {
	for i := range p.els {
		e := &p.els[i]
		if !e.note {
			continue
		}
		if after := p.out.stop.on && p.out.stop.el != tailRow && i > p.out.stop.el; !after && !p.short[i] && (p.begun[i] || p.afterText(i, e)) {
			continue
		} else if !after {
			p.out.noteless = append(p.out.noteless, i)
		}
		p.short[i] = true
		p.out.overLines += len(p.noteLines(e, p.at))
		p.out.overChars += e.chars
	}
	at := p.at
	if p.out.stop.on {
		at = p.out.stop.at
	}
	for _, f := range p.notes.feet {
		p.out.slots = slices.Insert(p.out.slots, at, f.slots...)
		for k, r := range f.rows {
			if p.short[int(r.el)] {
				continue
			}
			r.slot, r.rule, r.aloof = int32(at+k), k == 0, f.aloof
			if f.aloof {
				r.slot++
			}
			p.out.rows = append(p.out.rows, r)
		}
		at += len(f.slots)
	}
	p.out.slots = slices.Insert(p.out.slots, at, p.blank...) // those of a stream are counted
	at += len(p.blank)
	if p.at = at; p.out.stop.on {
		p.out.stop.at = at
	}
}

// afterText sets a note after the text, if it has room there.
func (p *pourer) afterText(i int, e *element) bool {
	lines := p.best(e)
	if p.out.stop.on || p.at+len(lines) > len(p.out.slots) {
		return false
	}
	for _, l := range lines {
		p.out.rows = append(p.out.rows, rowAt{el: int32(i), slot: int32(p.at), line: l})
		p.at++
	}
	return true
}

// paintFootRule paints the rule above the notes at a foot: a third of the column, in the
// middle of the white between two lines, with a blank one between them where there is; in vertical
// text it stands at their right.
func (e *emitter) paintFootRule(s lineSlot, aloof bool) {
	at, g := s.rect(1), s.r.Grid
	white := (g.Leading - g.Size) / 2
	if aloof {
		white += g.Leading / 2
	}
	r := &page.Rule{Width: finest, Color: page.Black}
	r.From = unit.Point{X: at.X, Y: at.Y - white}
	r.To = unit.Point{X: at.X + at.W/3, Y: at.Y - white}
	if s.r.upright() {
		r.From = unit.Point{X: at.Right() + white, Y: at.Y}
		r.To = unit.Point{X: at.Right() + white, Y: at.Y + at.H/3}
	}
	e.endBlock()
	e.piece.Items = append(e.piece.Items, &page.Mark{Role: page.RoleFurniture, Open: true}, r, &page.Mark{Role: page.RoleFurniture})
}
