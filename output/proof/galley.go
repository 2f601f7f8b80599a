package proof

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Galley is a story to be proofed by itself.
type Galley struct {
	Story string // id
	Page  int    // index in Doc.Pages of the one where it begins, or was to begin
	Slot  string
	Rest  string // the text that found no place, a paragraph or row a line
	Notes []Note

	OverChars, OverLines int // what found no place
	FreeChars, FreeLines int // what its slot has room for still
}

// Galleys returns 小样: each story on sheets of its own, its body's lines as they were set
// for the page but one under the other, numbered, with the characters of every part, and
// margins to write in. A line that stands upright on the page is set level. Of a story that
// found no place at all there is what is left.
func Galleys(d *page.Doc, cat *fonts.Catalog, list []Galley, o Options) (*page.Doc, error) {
	o.Layers = Notes
	if o.Title == "" {
		o.Title = wordsIn(o.English).galley
	}
	out, pen, err := begin(d, cat)
	if err != nil {
		return nil, err
	}
	for i := range list {
		g := galley{pen: pen, doc: d, Galley: &list[i], words: wordsIn(o.English)}
		if g.first, err = d.At(list[i].Page); err != nil {
			return nil, err
		}
		if g.gather(); len(g.lines) == 0 && g.Rest == "" {
			return nil, fmt.Errorf("story %s stands on no page: %w", list[i].Story, page.ErrStory)
		}
		for _, s := range g.sheets(o) {
			out.Pages = append(out.Pages, s.pages()...)
		}
	}
	for i, pg := range out.Pages {
		pg.Number = i + 1
	}
	return out, nil
}

// galley sets one story.
type galley struct {
	*pen
	*Galley
	words *words
	doc   *page.Doc
	first *page.Page // that the story begins on
	lines []setLine

	pages []*page.Page
	y     unit.Length // of the next baseline
	last  unit.Length // of the one before
	count int         // of the lines of the body
}

// setLine is a line of a story as it stands on a page.
type setLine struct {
	role  page.Role
	block string // the mark's id
	rect  unit.Rect
	items []page.Item
	text  string // its characters
	size  unit.Length
	level bool        // it is horizontal
	start unit.Point  // of its first character's cell
	base  unit.Point  // of its first run
	end   unit.Point  // of its last character's cell
	rows  int         // of a head or caption: its lines on the page
	last  unit.Length // and how long the last of them is
	cap   unit.Rect   // of the drop cap that it may stand beside
}

// Measures of a galley's sheet, without the margins of a page proof.
const (
	gutter   = 26 * unit.Pt // for the lines' numbers
	galleyH  = 750 * unit.Pt
	headSize = 11 * unit.Pt
	headStep = 16 * unit.Pt
)

// isHead tells which parts are set anew, at one size: their lines are as wide as the page.
func isHead(r page.Role) bool { return r.InHead() || r == page.RoleCaption }

// gather collects the story's lines, page by page.
func (g *galley) gather() {
	for _, pg := range g.doc.Pages {
		in, open := false, 0
		page.Walk(pg.Items, page.Frame{}, func(it page.Item, t page.Frame) {
			m, ok := it.(*page.Mark)
			switch {
			case ok && m.Role == page.RoleStory:
				in = m.Open && m.ID == g.Story
			case ok && in && g.words.part(m.Role) != "":
				if !m.Open {
					open = max(open-1, 0)
				} else if open++; open == 1 {
					g.lines = append(g.lines, setLine{role: m.Role, block: m.ID, rect: t.Rect(m.Rect), level: true})
				}
			case !ok && in && open > 0:
				g.take(it, t)
			}
		})
	}
	g.lines = slices.DeleteFunc(g.lines, func(l setLine) bool { return l.text == "" && len(l.items) == 0 })
}

// take adds an item to the line it stands on: a run on another baseline begins a line of
// its own, but for what is set beside the text, and for heads and rows of tables.
func (g *galley) take(it page.Item, t page.Frame) {
	l := &g.lines[len(g.lines)-1]
	run, ok := it.(*page.Text)
	if _, rule := it.(*page.Rule); rule && l.role == page.RolePull {
		return // that stand above and below it on the page
	}
	if ok && len(run.Glyphs) > 0 && !isHead(l.role) && l.role != page.RoleRow && l.size > 0 && l.leftBy(run, t) {
		next := setLine{role: l.role, block: l.block, rect: l.rect, level: true}
		next.add(it, t)
		next.cap = l.cap
		if from := next.begin() - l.begin() + l.indent(); l.role != page.RolePull && !next.besideCap() && (from < 0 || from > 4*next.size) {
			next.rect.X, next.rect.Y = next.start.X, next.start.Y // in another column
		}
		g.lines = append(g.lines, next)
		return
	}
	if ok && len(run.Glyphs) > 0 && isHead(l.role) {
		l.row(run, t)
	}
	l.add(it, t)
}

// row counts the lines of a head and measures the last of them.
func (l *setLine) row(run *page.Text, t page.Frame) {
	from, to := t.Rect(run.Cell(0)), t.Rect(run.Cell(int(run.Glyphs[len(run.Glyphs)-1].Cluster)))
	if l.text == "" || l.leftBy(run, t) {
		l.rows++
		l.last = 0
		l.base = t.Point(run.At)
	}
	if run.Dir == page.Horizontal {
		l.last += to.Right() - from.X
	} else {
		l.last += to.Bottom() - from.Y
	}
}

// room is how many characters more the last line of a head or caption holds.
func (l *setLine) room() int {
	if l.size <= 0 || l.rows == 0 {
		return 0
	}
	measure := l.rect.W
	if !l.level {
		measure = l.rect.H
	}
	return max(0, int((measure-l.last)/l.size))
}

// leftBy tells whether a run stands on another line.
func (l *setLine) leftBy(run *page.Text, t page.Frame) bool {
	if run.Size*10 < l.size*7 { // a reading, a dot, a number of a note
		return false
	}
	at, c := t.Point(run.At), t.Rect(run.Cell(0))
	off, ahead := at.Y-l.base.Y, c.X-l.end.X
	if !l.level {
		off, ahead = at.X-l.base.X, c.Y-l.end.Y
		if run.Dir == page.Horizontal {
			return false // figures set level
		}
	}
	return off > l.size*6/10 || -off > l.size*6/10 || ahead > 3*l.size || ahead < -3*l.size
}

// add adds an item to the line.
func (l *setLine) add(it page.Item, t page.Frame) {
	run, ok := it.(*page.Text)
	switch {
	case ok && run.Cap: // the line is that of the text beside it
		l.text += run.Src
		l.cap = t.Rect(run.Cell(0)).Union(t.Rect(run.Cell(len(run.Src) - 1)))
	case ok && len(run.Glyphs) > 0:
		if l.size == 0 {
			c := t.Rect(run.Cell(0))
			l.start, l.base = unit.Point{X: c.X, Y: c.Y}, t.Point(run.At)
		}
		last := t.Rect(run.Cell(int(run.Glyphs[len(run.Glyphs)-1].Cluster)))
		l.end = unit.Point{X: last.Right(), Y: last.Bottom()}
		l.text += run.Src
		l.size = max(l.size, run.Size)
		l.level = l.level && run.Dir == page.Horizontal && t.Quarter&3 == 0
	}
	if t != (page.Frame{}) {
		it = &page.Group{At: t.At, Quarter: t.Quarter, Items: []page.Item{it}}
	}
	l.items = append(l.items, it)
}

// long is how long the line is, level or upright.
func (l *setLine) long() unit.Length {
	if l.role == page.RoleRow {
		return l.rect.W
	}
	if l.level {
		return l.end.X - l.rect.X
	}
	return l.end.Y - l.rect.Y
}

// begin is where the line's first character stands, along the line.
func (l *setLine) begin() unit.Length {
	if l.level {
		return l.start.X
	}
	return l.start.Y
}

// besideCap tells whether the line stands beside the drop cap of its paragraph.
func (l *setLine) besideCap() bool {
	p := unit.Point{X: l.cap.Right(), Y: l.start.Y + l.size/2}
	if !l.level {
		p = unit.Point{X: l.start.X + l.size/2, Y: l.cap.Bottom()}
	}
	return !l.cap.Empty() && unit.Rect{X: p.X - 1, Y: p.Y - 1, W: 2, H: 2}.Overlaps(l.cap.Inset(-2))
}

// indent is how far from the line's beginning its first character stands.
func (l *setLine) indent() unit.Length {
	if l.level {
		return l.start.X - l.rect.X
	}
	return l.start.Y - l.rect.Y
}

// step is from this line to the next: room to write between them.
func (l *setLine) step() unit.Length {
	if l.role == page.RoleRow {
		return max(l.rect.H, l.size*15/10)
	}
	return l.size * 15 / 10
}

// measure is the length of the longest line of the body.
func (g *galley) measure() unit.Length {
	w := 120 * unit.Pt
	for i := range g.lines {
		if l := &g.lines[i]; !isHead(l.role) && l.role != page.RoleByline { // which may stand in the head
			w = max(w, l.long())
		}
	}
	return w
}

// sheets sets the story on as many sheets as it needs, each with the notes about it.
func (g *galley) sheets(o Options) []*sheet {
	g.turn()
	g.title()
	for i := range g.lines {
		if l := &g.lines[i]; isHead(l.role) || l.role == page.RoleByline && l.long() > g.measure() {
			g.head(l)
		} else {
			g.body(l)
		}
		if i+1 == len(g.lines) || g.lines[i+1].block != g.lines[i].block || g.lines[i+1].role != g.lines[i].role {
			g.part(i)
		}
	}
	g.rest()
	var out []*sheet
	left := g.Notes
	for i, pg := range g.pages {
		s := &Sheet{}
		var later []Note
		for _, n := range left {
			if i == len(g.pages)-1 || !character(g.doc, pg, &n).Empty() {
				s.Notes = append(s.Notes, n)
			} else {
				later = append(later, n)
			}
		}
		left = later
		sh := newSheet(g.doc, pg, s, o, g.pen)
		sh.paper = unit.Rect{W: a4.H, H: a4.W}
		out = append(out, sh)
	}
	return out
}

// turn begins a sheet.
func (g *galley) turn() {
	r := unit.Rect{W: gutter + g.measure() + g.words.counts, H: galleyH}
	g.pages = append(g.pages, &page.Page{Name: g.first.Name, Section: g.first.Section, Trim: r, Bleed: r})
	g.y = 14 * unit.Pt
	x := gutter + g.measure()
	g.draw(rule(gutter-3*unit.Pt, 0, gutter-3*unit.Pt, r.H, unit.Pt/4, faint, page.Solid), rule(x+3*unit.Pt, 0, x+3*unit.Pt, r.H, unit.Pt/4, faint, page.Solid))
}

func (g *galley) draw(items ...page.Item) {
	pg := g.pages[len(g.pages)-1]
	pg.Items = append(pg.Items, items...)
}

// room begins a new sheet when h does not fit on this one.
func (g *galley) room(h unit.Length) {
	if g.y+h > galleyH {
		g.turn()
	}
}

// title says which story it is, where it goes and how it fits.
func (g *galley) title() {
	fit := ""
	switch {
	case g.OverChars > 0 || g.OverLines > 0:
		fit = "　" + g.words.amounts(g.words.over, g.OverChars, g.OverLines)
	case g.FreeChars > 0 || g.FreeLines > 0:
		fit = "　" + g.words.amounts(g.words.room, g.FreeChars, g.FreeLines)
	}
	n := 0
	for i := range g.lines {
		n += characters(g.lines[i].text)
	}
	label := strings.TrimSpace(g.Story + "　" + g.Slot + "　" + g.words.chars.of(n) + fit)
	ink := blue
	if g.OverChars > 0 {
		ink = red
	}
	for _, s := range g.wrap(label, type8, g.pages[0].Trim.W-gutter) {
		g.draw(g.set(s, unit.Point{X: gutter, Y: g.y}, type8, ink, left)...)
		g.y += 12 * unit.Pt
	}
	g.y += 8 * unit.Pt
}

// head sets a line of the head at one size for all.
func (g *galley) head(l *setLine) {
	size, step := headSize, headStep
	if l.role == page.RoleCaption {
		size, step = type8, 12*unit.Pt
	}
	for _, s := range g.wrap(strings.TrimSpace(l.text), size, g.measure()) {
		g.room(step)
		g.draw(g.set(s, unit.Point{X: gutter, Y: g.y}, size, black, left)...)
		g.last = g.y
		g.y += step
	}
}

// body places a line as it was set, with its number; an upright one is set level.
func (g *galley) body(l *setLine) {
	g.room(l.step())
	g.number(black)
	if l.level {
		at := unit.Point{X: gutter - l.rect.X, Y: g.y - l.base.Y}
		g.draw(&page.Group{At: at, Items: l.items})
	} else {
		size, room := l.size, g.measure()-l.indent()
		if w := g.width(l.text, size); w > room { // its marks were set tight
			size = size.MulDiv(int64(room), int64(w))
		}
		g.draw(g.set(l.text, unit.Point{X: gutter + l.indent(), Y: g.y}, size, black, left)...)
	}
	g.last = g.y
	g.y += l.step()
}

func (g *galley) number(ink page.Color) {
	g.count++
	g.draw(g.set(fmt.Sprint(g.count), unit.Point{X: gutter - 6*unit.Pt, Y: g.y}, type7, ink, right)...)
}

// part says after the last line of a part what it is, how many characters and lines it has,
// and how many the last line holds: in heads and captions, how many more.
func (g *galley) part(last int) {
	l := &g.lines[last]
	n, rows := 0, 0
	for i := last; i >= 0 && g.lines[i].block == l.block && g.lines[i].role == l.role; i-- {
		n += characters(g.lines[i].text)
		rows++
	}
	w := g.words
	label := []string{w.part(l.role), w.tightChars.of(n), w.tightLines.of(rows)}
	switch {
	case isHead(l.role):
		label[2] = w.tightLines.of(max(l.rows, 1))
		label = append(label, fmt.Sprintf(w.points, points(l.size)), fmt.Sprintf(w.free, w.tightChars.of(l.room())))
	case rows > 1 && l.role != page.RoleRow:
		label = append(label, fmt.Sprintf(w.last, w.tightChars.of(characters(l.text))))
	}
	at := unit.Point{X: gutter + g.measure() + 7*unit.Pt, Y: g.last}
	g.draw(g.set(strings.Join(label, w.between), at, type7, grey, left)...)
}

// rest marks where the frame ends, and sets what found no place below it, in red.
func (g *galley) rest() {
	if g.Rest == "" {
		return
	}
	g.room(14 * unit.Pt)
	y := g.y - 5*unit.Pt
	g.draw(rule(gutter, y, gutter+g.measure(), y, unit.Pt, red, page.Dashed))
	g.draw(g.set(g.words.amounts(g.words.ends, g.OverChars, g.OverLines), unit.Point{X: gutter + g.measure() + 7*unit.Pt, Y: y + type7/3}, type7, red, left)...)
	g.y += 6 * unit.Pt
	size := 9 * unit.Pt
	for i := range g.lines {
		if g.lines[i].role == page.RoleParagraph {
			size = g.lines[i].size
		}
	}
	for text := range strings.SplitSeq(g.Rest, "\n") {
		for _, s := range g.wrap(text, size, g.measure()) {
			g.room(size * 15 / 10)
			g.number(red)
			g.draw(g.set(s, unit.Point{X: gutter, Y: g.y}, size, red, left)...)
			g.y += size * 15 / 10
		}
	}
}

// points is a size in points with at most one decimal.
func points(l unit.Length) string {
	tenths := l.MulDiv(10, int64(unit.Pt))
	if tenths%10 == 0 {
		return fmt.Sprintf("%d", tenths/10)
	}
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// characters counts s without its spaces.
func characters(s string) (n int) {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	return n
}
