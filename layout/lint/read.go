package lint

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// sheet is a page taken apart.
type sheet struct {
	page      *page.Page
	plan      layout.Sheet
	places    map[string][]*layout.Place // by story; see placesOf
	held      held
	pieces    []*piece
	furniture []*para // text of nameplate, folio, index
	blocks    []unit.Rect
	strokes   []stroke
	paints    []paint
	texts     []*page.Text
	print     *page.Print      // once it was asked for
	spots     map[int32][]spot // by file, once they were asked for
}

// piece is the part of a story on a page.
type piece struct {
	story   string
	order   int
	rect    unit.Rect
	head    unit.Rect // empty: none here
	stack   bool      // the head runs from the top downwards
	heads   []*para
	paras   []*para // text in columns
	figures []*figure
	tables  []unit.Rect
	jumps   []*para
	frames  []*frame
	count   int    // of the lines of its text
	turns   string // what its jump lines say
}

// frame is a frame of a slot with the lines of a piece in it.
type frame struct {
	rect    unit.Rect
	place   *layout.Place
	columns []*column
}

// column is a text column as its lines show it.
type column struct {
	from, to unit.Length
	lines    []*line // from the top
}

// para is a marked part of text.
type para struct {
	role   page.Role
	story  string
	id     string
	rect   unit.Rect
	inHead bool
	figure *figure
	piece  *piece
	lines  []*line
	goesOn bool // its first line goes on from the page before
}

// figure is a picture with its caption.
type figure struct {
	id      string
	rect    unit.Rect
	seen    unit.Rect // of the picture
	image   *page.Image
	caption *para
	credit  *para // of its own, at the right
}

// words are the texts of a figure: caption and credit.
func (f *figure) words() (out []*para) {
	for _, p := range []*para{f.caption, f.credit} {
		if p != nil {
			out = append(out, p)
		}
	}
	return out
}

// line is a line of text.
type line struct {
	para     *para
	runs     []run
	first    [1]run // nearly all lines have no more
	src      string // of all runs, once it was asked for
	vertical bool
	from, to unit.Length // along the line
	base     unit.Length // across it: the baseline, or the middle of a vertical line
	size     unit.Length
	column   int
	number   int
	readings []reading // beside it, in their order
}

// run is a run of text in its system.
type run struct {
	*page.Text
	in page.Frame
}

// reading is the place of a ruby reading along its line, and across it; where it ends is taken
// from its letters.
type reading struct{ from, to, base, size unit.Length }

// stroke is a straight line on the page: a rule, or an edge of a frame.
type stroke struct {
	from, to unit.Point
	width    unit.Length
	frame    bool
	inStory  bool // or in the nameplate, the folio line, the index
}

// paint is something with a colour.
type paint struct {
	color page.Color
	rect  unit.Rect
	image bool
	width unit.Length // of a stroke
}

// pages takes the pages apart, one after the other.
func (c *checker) pages() iter.Seq[*sheet] {
	return func(yield func(*sheet) bool) {
		plans := c.res.Sheets()
		for i, p := range c.res.Doc.Pages {
			var plan layout.Sheet
			if i < len(plans) {
				plan = plans[i]
			}
			s := c.apart(p, plan)
			c.sheets = append(c.sheets, s)
			for _, pc := range s.pieces {
				c.join(pc)
			}
			if !yield(s) {
				return
			}
		}
	}
}

// apart takes a page apart, or it was.
func (c *checker) apart(p *page.Page, plan layout.Sheet) *sheet {
	lines := &c.slab
	if c.memory != nil {
		if was := c.memory.recall(p, &plan); was != nil {
			return was.sheet
		}
		lines = new(slab)
	}
	s := &sheet{page: p, plan: plan, held: c.held}
	r := &reader{sheet: s, slab: lines}
	r.items(p.Items, page.Frame{})
	s.strokes = append(s.strokes, s.borders()...)
	s.arrange()
	return s
}

// read takes all pages apart.
func (c *checker) read() {
	for range c.pages() {
	}
}

// forget gives the lines of a page up, of which no more is asked but how many there were: of a
// whole edition they would take more room than its text.
func (c *checker) forget(s *sheet) {
	for _, pc := range s.pieces {
		for _, p := range slices.Concat(pc.heads, pc.paras) {
			p.lines = nil
		}
		pc.heads, pc.paras, pc.jumps, pc.figures, pc.frames = nil, nil, nil, nil, nil
	}
	*s = sheet{page: s.page, plan: s.plan, held: s.held, places: s.places, pieces: s.pieces}
	c.slab.used = 0
}

// join marks the first paragraph of a piece where it goes on from the page before.
func (c *checker) join(pc *piece) {
	n := len(pc.paras)
	if n == 0 {
		return
	}
	p := pc.paras[0]
	if p.goesOn = false; pc.order > 0 {
		last := c.ends[p.story]
		p.goesOn = last != nil && last.id == p.id && last.role == p.role && p.role != page.RoleListItem
	}
	if c.ends == nil {
		c.ends = make(map[string]*para, len(c.stories))
	}
	c.ends[pc.story] = pc.paras[n-1]
}

// reader walks the items of a page.
type reader struct {
	sheet *sheet
	open  []*page.Mark
	piece *piece
	head  bool
	fig   *figure
	para  *para
	decor int // depth of furniture inside a story
	slab  *slab
}

// slab makes lines by the hundred.
type slab struct {
	lines [][]line
	used  int
}

func (s *slab) line() *line {
	const many = 256
	if s.used == len(s.lines)*many {
		s.lines = append(s.lines, make([]line, many))
	}
	l := &s.lines[s.used/many][s.used%many]
	s.used++
	return l
}

func (r *reader) items(items []page.Item, t page.Frame) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Open {
				r.open = append(r.open, it)
				r.begin(it)
			} else if len(r.open) > 0 {
				r.end(r.open[len(r.open)-1])
				r.open = r.open[:len(r.open)-1]
			}
		case *page.Group:
			r.items(it.Items, t.Of(it))
		case *page.Text:
			r.text(it, t)
		case *page.Image:
			if r.fig != nil {
				r.fig.image, r.fig.seen = it, t.Rect(it.Rect)
			}
			whole := it.Rect
			if !it.Room.Empty() {
				whole = it.Room // a supplied page, with its bleed
			}
			r.sheet.paints = append(r.sheet.paints, paint{image: true, rect: t.Rect(whole)})
		case *page.Gap:
			if it.Waits {
				continue // whatever comes is looked at when it is there
			}
			r.sheet.paints = append(r.sheet.paints, paint{image: true, rect: t.Rect(it.Rect)})
		case *page.Rule:
			r.sheet.strokes = append(r.sheet.strokes, stroke{from: t.Point(it.From), to: t.Point(it.To), width: it.Width, inStory: r.piece != nil || r.para != nil && !r.para.rect.Empty()})
			r.sheet.paints = append(r.sheet.paints, paint{color: it.Color, width: max(it.Width, 1)})
		case *page.Path:
			r.path(it, t)
		}
	}
}

func (r *reader) begin(m *page.Mark) {
	switch m.Role {
	case page.RoleStory:
		r.piece = &piece{story: m.ID, order: m.Order, rect: m.Rect}
		r.sheet.pieces = append(r.sheet.pieces, r.piece)
	case page.RoleFurniture:
		if r.piece != nil {
			r.decor++
			return
		}
		if !m.Rect.Empty() {
			r.sheet.blocks = append(r.sheet.blocks, m.Rect)
		}
		r.para = &para{role: m.Role, rect: m.Rect}
		r.sheet.furniture = append(r.sheet.furniture, r.para)
	}
	if r.piece == nil {
		return
	}
	switch m.Role {
	case page.RoleHead:
		r.piece.head, r.head = m.Rect, true
	case page.RoleFigure:
		r.fig = &figure{id: m.ID, rect: m.Rect}
		r.piece.figures = append(r.piece.figures, r.fig)
	case page.RoleTable:
		r.piece.tables = append(r.piece.tables, m.Rect)
	case page.RoleRow:
		r.row(m.Rect)
	case page.RoleStory, page.RoleFurniture, page.RoleList:
	default:
		r.paragraph(m)
	}
}

// row makes the place of a table as large as its rows.
func (r *reader) row(rect unit.Rect) {
	if n := len(r.piece.tables); n > 0 && r.piece.tables[n-1].X == rect.X {
		r.piece.tables[n-1] = r.piece.tables[n-1].Union(rect)
		return
	}
	r.piece.tables = append(r.piece.tables, rect)
}

// paragraph begins a part of text.
func (r *reader) paragraph(m *page.Mark) {
	p := &para{role: m.Role, story: r.piece.story, id: m.ID, rect: m.Rect, inHead: r.head, figure: r.fig, piece: r.piece}
	switch {
	case r.head:
		r.piece.heads = append(r.piece.heads, p)
	case r.fig != nil && r.fig.caption != nil: // its credit, on a line of its own or at the end of the last
		r.fig.credit = p
	case r.fig != nil:
		r.fig.caption = p
	case m.Role == page.RoleJump:
		r.piece.jumps = append(r.piece.jumps, p)
	default:
		if q := r.last(m); q != nil { // one paragraph under several marks
			q.rect = q.rect.Union(m.Rect)
			r.para = q
			return
		}
		r.piece.paras = append(r.piece.paras, p)
	}
	r.para = p
}

// last returns the paragraph that a mark goes on with, or nil.
func (r *reader) last(m *page.Mark) *para {
	n := len(r.piece.paras) - 1
	if n < 0 || m.ID == "" || r.piece.paras[n].id != m.ID || r.piece.paras[n].role != m.Role {
		return nil
	}
	switch m.Role {
	case page.RoleListItem, page.RoleCell, page.RoleHeadCell:
		return nil
	}
	return r.piece.paras[n]
}

func (r *reader) end(m *page.Mark) {
	switch m.Role {
	case page.RoleEntry: // the furniture goes on
		return
	case page.RoleStory:
		r.piece = nil
	case page.RoleHead:
		r.head = false
	case page.RoleFigure:
		r.fig = nil
	case page.RoleFurniture:
		if r.piece != nil {
			r.decor--
			return
		}
	}
	r.para = nil
}

// text adds a run to its line.
func (r *reader) text(t *page.Text, sys page.Frame) {
	r.sheet.texts = append(r.sheet.texts, t)
	p := r.para
	if p == nil || len(t.Glyphs) == 0 || t.Cap {
		return
	}
	if t.Src == "" { // a reading is no text of the line
		r.reading(t, sys)
		return
	}
	at := sys.Point(t.At)
	vertical := t.Dir == page.Vertical || sys.Quarter&1 == 1
	along, base := at.X, at.Y
	if vertical {
		along, base = at.Y, at.X
	}
	var l *line
	if n := len(p.lines); n > 0 {
		l = p.lines[n-1]
	}
	turnedRun := sys.Quarter&1 == 1
	if l == nil || l.vertical != vertical || !turnedRun && abs(base-l.base) > t.Size/8 || along < l.to-t.Size || turnedRun && abs(base-l.base) > t.Size {
		l = r.slab.line()
		*l = line{para: p, runs: l.first[:0], vertical: vertical, base: base, from: along, to: along}
		p.lines = append(p.lines, l)
		if turnedRun {
			l.base = base + t.Size*38/100
		}
	}
	l.runs = append(l.runs, run{t, sys})
	l.size = max(l.size, t.Size)
	first, last := t.Glyphs[0], t.Glyphs[inked(t)]
	lead, end := unit.Length(first.X), unit.Length(last.X)
	if vertical && !turnedRun {
		lead, end = unit.Length(first.Y)-t.Size*88/100, unit.Length(last.Y)-t.Size*88/100
	}
	if len(l.runs) == 1 {
		l.from = along + max(lead, 0)
	}
	if len(l.runs) == 1 || strings.TrimSpace(t.Src) != "" { // not the space behind a dateline that ends its line
		l.to = max(l.to, along+end+width(runeAt(t, last), t.Size))
	}
}

// reading adds a reading to the line that it belongs to, which comes before it.
func (r *reader) reading(t *page.Text, sys page.Frame) {
	n := len(r.para.lines)
	if n == 0 {
		return
	}
	at, last := sys.Point(t.At), unit.Length(t.Glyphs[len(t.Glyphs)-1].X)
	out := reading{from: at.X, base: at.Y, size: t.Size}
	if sys.Quarter&1 == 1 {
		out.from, out.base = at.Y, at.X
	}
	out.to = out.from + last + t.Size/2
	if k := len(t.Glyphs) - 1; k > 0 {
		out.to = out.from + last + last/unit.Length(k)
	}
	l := r.para.lines[n-1]
	l.readings = append(l.readings, out)
}

// inked returns the index of the last glyph of a run that is no space, nor a Chinese one, at which
// heads break.
func inked(t *page.Text) int {
	n := len(t.Glyphs) - 1
	for n > 0 && int(t.Glyphs[n].Cluster) < len(t.Src) && unicode.IsSpace(runeAt(t, t.Glyphs[n])) {
		n--
	}
	return n
}

// runeAt returns the character that a glyph shows; after the last one stands a hyphen that
// the engine has put there.
func runeAt(t *page.Text, g page.Glyph) rune {
	if int(g.Cluster) >= len(t.Src) {
		return '-'
	}
	r, _ := utf8.DecodeRuneInString(t.Src[g.Cluster:])
	return r
}

// width is about how wide a character is at the end of a line.
func width(r rune, size unit.Length) unit.Length {
	switch {
	case ideograph(r):
		return size
	case strings.ContainsRune("，。、；：？！”’）》〉】』」", r):
		return size * 2 / 5
	case r < 0x2000, r >= 0x2070 && r <= 0x209C: // letters, raised and lowered figures
		return size * 55 / 100
	}
	return size
}

func abs(l unit.Length) unit.Length { return max(l, -l) }

// path notes a filled or stroked outline; a rectangle's edges are strokes.
func (r *reader) path(p *page.Path, t page.Frame) {
	box, ok := rectangle(p)
	box = t.Rect(box)
	if p.Fill != nil {
		r.sheet.paints = append(r.sheet.paints, paint{color: *p.Fill, rect: box})
	}
	if p.Stroke == nil {
		return
	}
	r.sheet.paints = append(r.sheet.paints, paint{color: *p.Stroke, width: max(p.Width, 1)})
	if !ok || r.piece != nil {
		return
	}
	r.sheet.strokes = append(r.sheet.strokes, edges(box, p.Width)...)
}

// rectangle returns the place of a path that is one.
func rectangle(p *page.Path) (r unit.Rect, ok bool) {
	if len(p.Segs) != 5 || p.Segs[0].Op != page.MoveTo || p.Segs[4].Op != page.Close {
		return r, false
	}
	lo, hi := p.Segs[0].P[0], p.Segs[0].P[0]
	for _, s := range p.Segs[1:4] {
		if s.Op != page.LineTo {
			return r, false
		}
		lo = unit.Point{X: min(lo.X, s.P[0].X), Y: min(lo.Y, s.P[0].Y)}
		hi = unit.Point{X: max(hi.X, s.P[0].X), Y: max(hi.Y, s.P[0].Y)}
	}
	return unit.Rect{X: lo.X, Y: lo.Y, W: hi.X - lo.X, H: hi.Y - lo.Y}, true
}

// rect is the place of a line: its em box.
func (l *line) rect() unit.Rect {
	if l.vertical {
		return unit.Rect{X: l.base - l.size/2, Y: l.from, W: l.size, H: l.to - l.from}
	}
	return unit.Rect{X: l.from, Y: l.base - l.size*88/100, W: l.to - l.from, H: l.size}
}

// text returns the characters of a line.
func (l *line) text() string {
	switch {
	case l.src != "":
	case len(l.runs) == 1:
		l.src = l.runs[0].Src
	default:
		var b strings.Builder
		for _, r := range l.runs {
			b.WriteString(r.Src)
		}
		l.src = b.String()
	}
	return l.src
}

// pos returns where the line stands in its file.
func (l *line) pos(d *page.Doc) (source.Pos, bool) {
	for _, r := range l.runs {
		if r.Pos.File > 0 && int(r.Pos.File) <= len(d.Sources) {
			return source.Pos{File: d.Sources[r.Pos.File-1], Line: int(r.Pos.Line), Col: int(r.Pos.Col)}, true
		}
	}
	return source.Pos{}, false
}
