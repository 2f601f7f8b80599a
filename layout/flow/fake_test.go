package flow

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// The tests of this package that set text need no fonts: a fake line engine breaks elements
// that are so many characters long, a character being as wide as the body type is high.

const em = 10 * unit.Pt

// fake is a line engine for elements whose chars are their length; may lists the other
// numbers of lines in which an element can be set, by its block, and parted the lines, from 1
// on, whose ends part a word when it is set in so many.
type fake struct {
	may    map[int][]int
	parted map[[2]int]int // block, lines → line
	head   int            // lines of a head in its column
}

func (f *fake) lines(e *element, measures []unit.Length, n int) ([]inline.Line, bool) {
	var out []inline.Line
	for from := 0; from < e.chars; {
		to := min(from+max(int(measures[min(len(out), len(measures)-1)]/em), 1), e.chars)
		out = append(out, inline.Line{From: from, To: to, Chars: to - from, Natural: unit.Length(to-from) * em, Last: to == e.chars || e.role == page.RoleVerse && len(out)%2 == 1})
		from = to
	}
	if n == 0 || n == len(out) {
		return out, true
	}
	if !slices.Contains(f.may[e.block], n-len(out)) {
		return nil, false
	}
	out = nil
	for i := range n {
		from, to := e.chars*i/n, e.chars*(i+1)/n
		out = append(out, inline.Line{From: from, To: to, Chars: to - from, Natural: unit.Length(to-from) * em, Last: i == n-1})
	}
	return out, true
}

func (f *fake) needs(e *element, width unit.Length) unit.Length {
	return unit.Length(e.chars) * (2*em + width)
}
func (f *fake) offset(_ *element, item int) int          { return item }
func (f *fake) natural(e *element) unit.Length           { return unit.Length(e.chars) * em }
func (f *fake) indent(*element, inline.Line) unit.Length { return 0 }

func (f *fake) parts(e *element, l inline.Line) inline.Parting {
	lines := 0
	for key, line := range f.parted {
		if key[0] != e.block {
			continue
		}
		if lines = key[1]; l.To == e.chars*line/lines || l.To == line*10 && lines == (e.chars+9)/10 {
			return inline.Whole + 1
		}
	}
	return inline.Whole
}

func (f *fake) box(e *element, _ unit.Length) block {
	if e.role == page.RoleHead {
		return block{lines: f.head}
	}
	return block{lines: e.columns}
}

// table is of one row, as high as its element has chars.
func (f *fake) table(e *element, measure unit.Length) *laidTable {
	g := &Grid{Leading: 14 * unit.Pt}
	return &laidTable{
		tabular: e.tab, grid: g, style: &style{font: &inline.Font{Size: em}, leading: g.Leading}, width: measure,
		rows: []laidRow{{height: unit.Length(e.chars-1) * g.Leading}},
	}
}

// figure is as high as its element has chars, and the more it is asked for; over several
// columns it is that high too.
func (f *fake) figure(e *element, at berth) float {
	if e.pull != nil {
		if e.chars/10 > at.room {
			return float{}
		}
		return float{block: block{lines: e.chars / 10, width: unit.Length(at.columns) * em}}
	}
	n := min(e.chars+at.more, at.room)
	return float{block: block{lines: n}, fig: &figure{width: unit.Length(at.columns) * em}}
}

// written reads a text of elements, each a letter with its length in lines of ten
// characters and what may be done with it:
//
//	p paragraph  s subhead, kept with two lines  t table of one row
//	f anchored picture  w the same over two columns  q paragraph with a blank line before it
//	c paragraph whose first lines are shorter by five characters for a drop cap of three lines
//	e paragraph whose lines stand in one column  l pull quote  y one that is the title of the next
//	v verse, whose lines are all turned over once
//	n a note that stands at a foot; p5@12 calls the next one at its 13th character
//	p5+ may be a line longer, p5- shorter, p5~ has five characters on its last line,
//	p5| parts a word at the end of its second line, set in five lines
func written(t *testing.T, s string) (*text, *fake) {
	t.Helper()
	x, f := &text{grid: &Grid{Size: em, Width: 10 * em}}, &fake{may: map[int][]int{}, parted: map[[2]int]int{}}
	called := 0
	for i, w := range strings.Fields(s) {
		w, calls, _ := strings.Cut(w, "@")
		n, err := strconv.Atoi(strings.TrimRight(w[1:], "+-~|"))
		if err != nil {
			t.Fatalf("%s: %v", w, err)
		}
		e := element{block: i, role: page.RoleParagraph, chars: 10 * n}
		switch w[0] {
		case 's':
			e.role, e.keep = page.RoleSubhead, 2
		case 't':
			e.keep, e.role, e.chars = 1, page.RoleTable, n
			e.tab = &tabular{Table: &editions.Table{Rows: make([][]editions.Text, 1)}, chars: []int{n}}
		case 'f', 'w':
			e.role, e.chars, e.columns, e.picture = page.RoleFigure, n, 1, &picture{}
			if w[0] == 'w' {
				e.columns = 2
			}
		case 'q':
			e.before = 1
		case 'e':
			e.whole = true
		case 'y':
			e.whole, e.along = true, true
		case 'v':
			e.role = page.RoleVerse
		case 'l':
			e.pull = &pull{}
		case 'n':
			e.role, e.note = page.RoleNote, true
		case 'c':
			plain := e
			e.cap = &dropCap{lines: 3, taken: 5 * em, plain: &plain}
		}
		for _, c := range w[1:] {
			switch c {
			case '+':
				f.may[i] = append(f.may[i], 1)
			case '-':
				f.may[i] = append(f.may[i], -1)
			case '~':
				e.chars -= 5
			case '|':
				f.parted[[2]int{i, n}] = 2
			}
		}
		for at := range strings.SplitSeq(calls, "@") {
			if n, err := strconv.Atoi(at); err == nil {
				e.calls = append(e.calls, call{n, 100 + called})
				called++
			}
		}
		x.els = append(x.els, e)
	}
	for i, n := 0, 0; i < len(x.els); i++ {
		if x.els[i].note {
			x.els[i].block = 100 + n
			n++
		}
	}
	return x, f
}

// room is a region of columns ten characters wide, of so many lines.
func room(columns, lines int) *Region {
	t := &editions.Template{Size: em, Leading: 14 * unit.Pt, Gap: em, Lines: lines, Columns: columns, Chars: 10}
	t.Width, t.Height = 3000*unit.Pt, 3000*unit.Pt
	g := NewGrid(t)
	return NewRegion(PageRef{}, g, &editions.Slot{Columns: columns}, editions.Frame{Cols: columns, Lines: lines})
}

// free are the line slots of a region.
func (r *Region) all() course {
	slots := r.slots(nil, r.top, r.end, obstacles{})
	return course{slots: slots, uniform: uniform(slots)}
}

// drawn shows what stands in the line slots of a region, line by line from the top: the
// element's letter, in capitals for what is set in one piece, ~ for the by-line and # for the
// head; . is free, a blank is no line slot.
func drawn(r *Region, p *poured) string {
	grid := make([][]byte, r.end-r.top)
	for i := range grid {
		grid[i] = []byte(strings.Repeat(" ", len(r.cols)))
	}
	put := func(s lineSlot, c byte) {
		if s.r == r {
			grid[int(s.line)-r.top][s.col] = c
		}
	}
	for _, s := range p.slots {
		put(s, '.')
	}
	for _, row := range p.rows {
		c := byte('a' + row.el)
		switch {
		case row.el == tailRow:
			c = '~'
		case row.el == headRow:
			c = '#'
		case row.box != nil:
			c = byte('A' + row.el)
		}
		n := 1
		if row.box != nil {
			n = row.box.lines
		}
		wide := 1
		if row.fig != nil {
			wide = int(row.fig.width / em)
		}
		s := p.slots[row.slot]
		for i := range n {
			for k := range wide {
				at := s
				at.line, at.col = s.line+int32(i), s.col+int32(k)
				put(at, c)
			}
		}
	}
	var b strings.Builder
	for i, l := range grid {
		if i > 0 {
			b.WriteByte('/')
		}
		b.Write(l)
	}
	return b.String()
}

// columnsOf is what drawn shows, column by column.
func byColumn(r *Region, p *poured) string {
	lines := strings.Split(drawn(r, p), "/")
	var cols []string
	for c := range r.cols {
		var b strings.Builder
		for _, l := range lines {
			b.WriteByte(l[c])
		}
		cols = append(cols, b.String())
	}
	return strings.Join(cols, " ")
}

// wrong says what is the matter with a result, in a line.
func wrong(p *poured) string {
	var out []string
	for _, n := range []struct {
		name string
		n    int
	}{{"over", p.overLines}, {"alone", p.alone}, {"blank", p.blank}, {"lost", len(p.lost)}, {"settled", p.settled}} {
		if n.n != 0 {
			out = append(out, fmt.Sprintf("%s %d", n.name, n.n))
		}
	}
	return strings.Join(out, ", ")
}
