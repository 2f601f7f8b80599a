package makeup

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/flow"
	"banxin/layout/lint"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// measured keeps what stories take, by story, width and how they are set: pages of one
// edition, and versions of one page, ask for the same again and again.
type measured struct {
	ctx   context.Context // of whoever waits for it; nil: somebody does
	mu    sync.Mutex
	taken map[string]*taken
	heads map[string]*heading
}

func newMeasured() *measured {
	return &measured{taken: map[string]*taken{}, heads: map[string]*heading{}}
}

// stopped tells whether nobody waits for what is being made up any more.
func (m *measured) stopped() bool { return m != nil && m.ctx != nil && m.ctx.Err() != nil }

// known returns what is kept under a key, or makes it. Two goroutines may make the same at
// once: it comes out alike.
func known[T any](m *measured, kept map[string]*T, key string, make func() *T) *T {
	m.mu.Lock()
	x, ok := kept[key]
	m.mu.Unlock()
	if ok {
		return x
	}
	x = make()
	m.mu.Lock()
	kept[key] = x
	m.mu.Unlock()
	return x
}

// taken is what a parcel really takes in a width under one head.
type taken struct {
	lines   int // of the area
	head    int // of those, of heads
	empty   int // line slots that stay empty
	text    int // lines of text
	columns int // of text
	picture int // lines of the picture without its caption; 0: none
	figure  int // with it
	wide    int // columns of it
	shapes  bool
	image   int // hundredths of a line that the picture is high
	natural int // and uncut
	over    int // lines more than arithmetic says
	cost    int
	bodies  []body
	stacks  []stack // of gathered briefs
}

// body is what stands below a parcel's head, with its picture of one height.
type body struct {
	taller int // lines that the picture is higher than as it was set
	lines  int
	empty  int // line slots that stay empty
	saves  int // lines of text that are saved where it stands a line lower, set closer; 0: it does not
}

// body is what the parcel takes with its picture d lines higher, by arithmetic.
func (b *taken) body(d int) body {
	if b.figure == 0 {
		return body{lines: b.lines - b.head, empty: b.empty}
	}
	f := b.figure + d
	in := b.inside(f)
	return body{taller: d, lines: in + b.over, empty: b.columns*in - b.text - min(b.wide, b.columns)*f}
}

// inside is how many lines text and figure take below the head.
func (b *taken) inside(figure int) int {
	if b.wide >= b.columns {
		return figure + (b.text+b.columns-1)/b.columns
	}
	return max(figure, (b.text+b.wide*figure+b.columns-1)/b.columns)
}

// heading is what the heads of a parcel take in a width.
type heading struct {
	lines   int // of all of them
	each    int // of one, where they are alike
	count   int
	alike   bool
	size    unit.Length
	rows    int
	covered int // hundredths of the width that the first headline covers
	ink     int // of the first head, as meters count it
}

// key names how a parcel is set, but for where.
func (m *tables) key(p, w int, s *editions.Slot) string {
	return fmt.Sprint(strings.Join(m.parcels[p].ids(), " "), "|", m.t.Name, m.t.Chars, m.t.Size, m.t.Gap, w, s.Columns, s.Head, s.Picture, s.Box, s.Between, s.Fit, m.torn[p])
}

// heads measures the heads of a parcel: its stories without their texts.
func (m *tables) heads(p, w int, s editions.Slot) *heading {
	s.Picture = editions.PictureSpec{}
	return known(m.known, m.known.heads, m.key(p, w, &s), func() *heading {
		u := m.parcels[p]
		if u.briefs() {
			return &heading{lines: briefHead, count: len(u.stories), size: unit.Length(s.Head.Max.Amount) * unit.Pt / 1000, rows: 1, covered: 100}
		}
		t, _ := m.scratch(w, s, m.lines)
		var bare []*editions.Story
		for _, st := range u.stories {
			b := *st
			b.Blocks = []editions.Block{&editions.Paragraph{Text: editions.Text{Runs: []editions.Run{{Text: "一"}}}}}
			bare = append(bare, &b)
		}
		ed, res := m.tried(t, bare...)
		h := &heading{alike: true}
		g := flow.NewGrid(t)
		for _, it := range res.Doc.Pages[0].Items {
			if k, ok := it.(*page.Mark); ok && k.Open && k.Role == page.RoleHead {
				n := g.LinesFor(k.Rect.H)
				h.alike = h.alike && (h.count == 0 || n == h.each)
				h.each = n
				h.lines, h.count = h.lines+n, h.count+1
			}
		}
		h.alike = h.alike && h.count > 0
		h.count = max(h.count, len(u.stories))
		head := headlineOf(res.Doc, u.stories[0].ID)
		h.size, h.rows = head.size, len(head.lines)
		if all := lint.Heads(ed, res); len(all) > 0 {
			h.ink = int(all[0].Ink)
		}
		if head.width > 0 {
			h.covered = int(unit.Length(100*head.used) * head.size / head.width)
		}
		return h
	})
}

// briefHead is how many lines the label of briefs and the head of the first of them take.
const briefHead = labelLines + 1

// labelLines is how high the label over a group is.
const labelLines = 2

// scratch is a page of one slot, so many lines high.
func (m *tables) scratch(w int, s editions.Slot, lines int) (*editions.Template, *flow.Grid) {
	s.Name, s.Frames = "x", []editions.Frame{{Cols: w, Lines: lines}}
	t := alone(m.t, s)
	t.Columns, t.Lines = w, lines
	return t, flow.NewGrid(t)
}

// take sets a parcel over the whole height and then in the least; nil when it finds no room.
func (m *tables) take(p, w int, s editions.Slot, f form, heads int) *taken {
	return known(m.known, m.known.taken, m.key(p, w, &s), func() *taken {
		if f.label != "" {
			return m.takeBriefs(p, w, s, f)
		}
		t, g := m.scratch(w, s, m.lines)
		res := m.try(t, m.parcels[p].stories...)
		got := read(res)
		if got.failed() {
			return nil
		}
		b := &taken{head: heads, text: got.used, wide: f.wide, cost: f.cost, shapes: f.shapes, natural: f.natural}
		b.columns, _, _ = flow.NewRegion(flow.PageRef{}, g, &s, t.Slots[0].Frames[0]).Text()
		foot := footOf(res.Doc)
		b.lines = max(g.LinesFor(foot-g.Area.Y), 1)
		var at int
		if b.picture, b.image, at = pictureOf(res.Doc, g); b.picture > 0 {
			b.figure = at - heads
			if f.wide == 0 || b.figure < b.picture || len(m.parcels[p].stories) > 1 {
				b.figure, b.shapes = 0, false
			}
		}
		if framed(&s) {
			b.lines++
		}
		least := heads + b.inside(b.figure)
		if b.figure == 0 {
			least = heads + (b.text+b.columns-1)/b.columns
		}
		b.empty = b.columns*(b.lines-heads) - b.text - min(b.wide, b.columns)*b.figure
		if len(m.parcels[p].stories) == 1 {
			m.tighten(p, w, s, b, least)
		}
		b.over = max(b.lines-least, 0)
		b.cost += got.cropped*costCrop + costCell*brokenCells(res.Doc)
		if b.bodies = m.bodies(p, w, s, b); len(b.bodies) == 0 {
			return nil
		}
		return b
	})
}

// bodies lists what the parcel takes with its picture of several heights. One story is set so where arithmetic may
// be wrong: where hardly a line stays empty.
func (m *tables) bodies(p, w int, s editions.Slot, b *taken) (out []body) {
	for d := -mostShapes; d <= mostShapes; d++ {
		if d != 0 && (!b.shapes || b.figure == 0 || b.crop(d) > mostCrop) {
			continue
		}
		y := b.body(d)
		if len(m.parcels[p].stories) > 1 {
			out = append(out, y)
			continue
		}
		if d != 0 {
			s.Picture.Lines = b.picture + d
		}
		sure := d != 0 && y.empty >= doubtful
		for tries := 0; !sure && tries < mostHigher; tries++ {
			if sure = m.stands(p, w, s, b.head, b.head+y.lines); !sure {
				y.lines, y.empty = y.lines+1, y.empty+b.columns
			}
		}
		if n := b.columns - y.empty; sure && n > 0 && n <= b.text/tightly && y.lines-1 > b.figure+d && m.stands(p, w, s, b.head, b.head+y.lines-1) {
			y.saves = n
		}
		if sure {
			out = append(out, y)
		}
		s.Picture.Lines = 0
	}
	if out == nil && m.torn[p] {
		return []body{b.body(0)} // what arithmetic says is better than no page
	}
	return out
}

// How many lines higher than arithmetic says a story is tried, and where arithmetic is not doubted.
const (
	mostHigher = 4
	doubtful   = 2
)

// stands tells whether a parcel has room in so many lines under heads of so many, as it is set on the page, tables and
// stanzas whole.
func (m *tables) stands(p, w int, s editions.Slot, heads, lines int) bool {
	s.Fit.Setting, s.Justify = true, m.t.Justify
	t, g := m.scratch(w, s, lines)
	res := m.try(t, m.parcels[p].stories...)
	if read(res).failed() || headOf(res.Doc, g) < heads {
		return false // or only under a smaller head
	}
	u := m.parcels[p]
	return m.torn[p] || !u.tables() && !u.verse() || len(parted(res.Doc, m.columnOf(w, &s))) == 0
}

// tighten takes lines off as long as the story is set in what is left: columns are levelled
// with some lines to spare where the height is free.
func (m *tables) tighten(p, w int, s editions.Slot, b *taken, least int) {
	for b.lines > max(least, b.head+1) {
		t, _ := m.scratch(w, s, b.lines-1)
		got := read(m.try(t, m.parcels[p].stories...))
		if got.failed() {
			return
		}
		b.lines, b.empty = b.lines-1, got.free
	}
}

// headOf is how many lines the first head on a page takes.
func headOf(doc *page.Doc, g *flow.Grid) int {
	for _, it := range doc.Pages[0].Items {
		if k, ok := it.(*page.Mark); ok && k.Open && k.Role == page.RoleHead {
			return g.LinesFor(k.Rect.H)
		}
	}
	return 0
}

// footOf is how low stories reach.
func footOf(doc *page.Doc) (foot unit.Length) {
	for _, it := range doc.Pages[0].Items {
		if k, ok := it.(*page.Mark); ok && k.Open && k.Role == page.RoleStory {
			foot = max(foot, k.Rect.Bottom())
		}
	}
	return foot
}

// hollow is how many lines are empty at the foot of the emptiest column of an area, of lines that begin in it.
func hollow(doc *page.Doc, t *editions.Template, f editions.Frame) (most int) {
	area, step := t.TypeArea(), unit.Length(t.Chars)*t.Size+t.Gap
	foot := area.Y + unit.Length(f.Line+f.Lines)*t.Leading
	for c := f.Col; c < f.Col+f.Cols; c++ {
		left, low := area.X+unit.Length(c)*step-t.Gap/2, area.Y+unit.Length(f.Line)*t.Leading
		for _, it := range doc.Pages[0].Items {
			if x, ok := it.(*page.Text); ok && x.At.X >= left && x.At.X < left+step && x.At.Y <= foot {
				low = max(low, x.At.Y)
			}
		}
		most = max(most, int((foot-low)/t.Leading))
	}
	return most
}

// pictureOf is how many lines high the picture on a page is, without its caption, and the line
// below the caption; fine are hundredths of a line.
func pictureOf(doc *page.Doc, g *flow.Grid) (lines, fine, foot int) {
	for _, it := range doc.Pages[0].Items {
		switch it := it.(type) {
		case *page.Image:
			lines, fine = int((it.Rect.H+g.Leading/20)/g.Leading), int(100*it.Rect.H/g.Leading)
		case *page.Mark:
			if it.Open && it.Role == page.RoleFigure {
				foot = g.LinesFor(it.Rect.Bottom() - g.Area.Y)
			}
		}
	}
	return lines, fine, foot
}

// cutOff is how much more than a fifth of a picture is cut off, in hundredths.
func cutOff(f source.Finding) int {
	if lost, ok := f.Message.Args[0].(int); ok {
		return lost - 20
	}
	return 0
}

// columnOf is how wide a column of a slot's text is that has no frame.
func (m *tables) columnOf(w int, s *editions.Slot) unit.Length {
	if s.Columns == 0 {
		return m.width(1)
	}
	return (m.width(w)+m.t.Gap)/unit.Length(s.Columns) - m.t.Gap
}

// parted lists the stories whose tables or stanzas go on in another column of so wide: a table has rows that begin
// elsewhere then, a stanza is wider than a column.
func parted(doc *page.Doc, column unit.Length) (ids []string) {
	rows := map[string]unit.Length{} // where those of a table begin
	for _, it := range doc.Pages[0].Items {
		k, ok := it.(*page.Mark)
		if !ok || !k.Open {
			continue
		}
		x, known := rows[k.ID]
		if k.Role == page.RoleRow && known && x != k.Rect.X || k.Role == page.RoleVerse && k.Rect.W > column+column/4 {
			id, _, _ := strings.Cut(k.ID, "#")
			ids = append(ids, id)
		}
		if k.Role == page.RoleRow {
			rows[k.ID] = k.Rect.X
		}
	}
	return ids
}

// brokenCells counts the cells of tables whose text takes several lines.
func brokenCells(doc *page.Doc) int {
	n, in := 0, false
	var first unit.Length
	for _, it := range doc.Pages[0].Items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleCell || it.Role == page.RoleHeadCell {
				in, first = it.Open, 0
			}
		case *page.Text:
			switch {
			case !in:
			case first == 0:
				first = it.At.Y
			case it.At.Y != first:
				n, in = n+1, false
			}
		}
	}
	return n
}
