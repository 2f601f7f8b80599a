package proof

import (
	"fmt"
	"slices"
	"strings"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// Margins of a page proof around the trimmed page, and the list of notes at its right.
const (
	edge    = 45 * unit.Pt
	listGap = 26 * unit.Pt
	list    = 200 * unit.Pt
	small   = 6 * unit.Pt
	type7   = 7 * unit.Pt
	type8   = 8 * unit.Pt
)

// sheet draws one page proof. Places are in the page's coordinates; the sheet's own
// corner lies left of and above it.
type sheet struct {
	*pen
	doc   *page.Doc
	page  *page.Page
	plan  *Plan
	notes []Note
	said  []page.Comment
	opt   Options
	words *words

	paper unit.Rect // that it fills at least

	under, over []page.Item
	covered     []unit.Rect // by text; nil: not known yet
}

func newSheet(d *page.Doc, pg *page.Page, s *Sheet, o Options, p *pen) *sheet {
	return &sheet{pen: p, doc: d, page: pg, plan: s.Plan, notes: s.Notes, said: s.Comments, opt: o, words: wordsIn(o.English)}
}

// pages returns the proof, and further sheets for notes without room beside it.
func (s *sheet) pages() []*page.Page {
	s.layers()
	var rest []entry
	if s.on(Notes) {
		rest = s.mark()
	}
	pages := []*page.Page{s.assemble()}
	for n := 2; len(rest) > 0; n++ {
		var pg *page.Page
		pg, rest = s.listSheet(rest, n)
		pages = append(pages, pg)
	}
	return pages
}

// layers draws all but the notes.
func (s *sheet) layers() {
	if s.plan != nil {
		if s.on(Grid) {
			s.grid()
		}
		if s.on(Rulers) {
			s.rulers()
		}
		s.slots()
	}
	if s.on(Zones) {
		s.zones()
	}
	if s.on(Order) {
		s.order()
	}
}

func (s *sheet) on(l Layers) bool { return s.opt.Layers&l != 0 }

func (s *sheet) draw(items ...page.Item) { s.over = append(s.over, items...) }

// width is that of the sheet.
func (s *sheet) width() unit.Length {
	w := 2*edge + s.page.Trim.W
	if s.on(Notes) {
		w += listGap + list - edge/2
	}
	return max(w, s.paper.W)
}

func (s *sheet) height() unit.Length { return max(2*edge+s.page.Trim.H, s.paper.H) }

// assemble puts the layers under and over the page on its sheet.
func (s *sheet) assemble() *page.Page {
	pg := s.blank("")
	trim := unit.Rect{X: edge, Y: edge, W: s.page.Trim.W, H: s.page.Trim.H}
	at := unit.Point{X: edge, Y: edge}
	pg.Items = append(pg.Items, furniture(&page.Group{At: at, Items: s.under})...)
	pg.Items = append(pg.Items, &page.Group{At: at, Clip: trim, Items: s.page.Items})
	over := append([]page.Item{box(trim, nil, &grey, unit.Pt/4)}, &page.Group{At: at, Items: s.over})
	pg.Items = append(pg.Items, furniture(over...)...)
	for _, c := range s.said {
		pg.Comments = append(pg.Comments, c.Moved(at))
	}
	return pg
}

// furniture wraps items that are no part of the text.
func furniture(items ...page.Item) []page.Item {
	out := []page.Item{&page.Mark{Role: page.RoleFurniture, Open: true}}
	return append(append(out, items...), &page.Mark{Role: page.RoleFurniture})
}

// blank returns a sheet with its head.
func (s *sheet) blank(suffix string) *page.Page {
	r := unit.Rect{W: s.width(), H: s.height()}
	pg := &page.Page{Name: s.opt.Title + " " + s.page.Name + suffix, Section: s.page.Section, Trim: r, Bleed: r}
	pg.Items = furniture(s.head(suffix)...)
	return pg
}

func (s *sheet) head(suffix string) []page.Item {
	m := s.doc.Meta
	title := s.opt.Title + "　" + fmt.Sprintf(s.words.head, m.Paper, m.Date, s.page.Name, s.page.Section) + suffix
	items := s.set(title, unit.Point{X: edge, Y: 20 * unit.Pt}, 11*unit.Pt, black, left)
	return append(items, s.set(s.opt.Line, unit.Point{X: s.width() - edge/2, Y: 20 * unit.Pt}, type8, grey, right)...)
}

// grid draws the basic columns and the baselines under the page.
func (s *sheet) grid() {
	p := s.plan
	bottom := p.Area.Y + p.First + unit.Length(p.Lines-1)*p.Leading
	for _, c := range p.Columns {
		for _, x := range []unit.Length{c.X, c.Right()} {
			s.under = append(s.under, rule(x, c.Y, x, c.Bottom(), unit.Pt/4, faint, page.Solid))
		}
		for y := p.Area.Y + p.First; y <= bottom && p.Leading > 0; y += p.Leading {
			s.under = append(s.under, rule(c.X, y, c.Right(), y, unit.Pt/8, faint, page.Solid))
		}
	}
}

// rulers number the columns above the page and every line at both sides.
func (s *sheet) rulers() {
	p := s.plan
	top := -unit.Length(4) * unit.Pt
	for i, c := range p.Columns {
		s.draw(rule(c.X, top, c.Right(), top, unit.Pt/2, blue, page.Solid),
			rule(c.X, top-2*unit.Pt, c.X, top+2*unit.Pt, unit.Pt/2, blue, page.Solid),
			rule(c.Right(), top-2*unit.Pt, c.Right(), top+2*unit.Pt, unit.Pt/2, blue, page.Solid))
		label := fmt.Sprintf(s.words.column, i+1)
		if p.Size > 0 {
			label += s.words.between + s.words.tightChars.of(int(c.W/p.Size))
		}
		s.draw(s.set(label, unit.Point{X: c.X + c.W/2, Y: top - 3*unit.Pt}, small, blue, middle)...)
	}
	if p.Leading <= 0 {
		return
	}
	for i := range p.Lines {
		y := p.Area.Y + p.First + unit.Length(i)*p.Leading
		s.tick(y, i+1)
	}
}

// tick marks a line beside the page; every fifth has its number.
func (s *sheet) tick(y unit.Length, n int) {
	long := 4 * unit.Pt
	if n%5 == 0 || n == 1 {
		long = 7 * unit.Pt
		at := unit.Point{X: -9 * unit.Pt, Y: y + unit.Pt}
		s.draw(s.set(fmt.Sprint(n), at, small, blue, right)...)
		at.X = s.page.Trim.W + 9*unit.Pt
		s.draw(s.set(fmt.Sprint(n), at, small, blue, left)...)
	}
	s.draw(rule(-long, y, -unit.Pt, y, unit.Pt/4, blue, page.Solid))
	w := s.page.Trim.W
	s.draw(rule(w+unit.Pt, y, w+long, y, unit.Pt/4, blue, page.Solid))
}

// slots outlines the slots, and those whose story does not fit.
func (s *sheet) slots() {
	for i := range s.plan.Slots {
		slot := &s.plan.Slots[i]
		over := slot.OverChars > 0 && s.on(Overset)
		if !over && !s.on(Slots) || len(slot.Frames) == 0 {
			continue
		}
		ink, width := blue, unit.Pt/2
		if over {
			ink, width = red, unit.Pt
		}
		for _, f := range slot.Frames {
			s.draw(outline(f, width, ink)...)
		}
		s.draw(s.fit(slot, ink)...)
	}
}

// outline draws a frame dashed, so that the page's own rules stay seen.
func outline(r unit.Rect, width unit.Length, ink page.Color) []page.Item {
	return []page.Item{
		rule(r.X, r.Y, r.Right(), r.Y, width, ink, page.Dashed),
		rule(r.X, r.Bottom(), r.Right(), r.Bottom(), width, ink, page.Dashed),
		rule(r.X, r.Y, r.X, r.Bottom(), width, ink, page.Dashed),
		rule(r.Right(), r.Y, r.Right(), r.Bottom(), width, ink, page.Dashed),
	}
}

// fit names the slot above its first frame and says at the end of its last how its story
// fits it.
func (s *sheet) fit(slot *Slot, ink page.Color) []page.Item {
	var items []page.Item
	first, last := slot.Frames[0], slot.Frames[len(slot.Frames)-1]
	if s.on(Slots) {
		label := s.label(slot, slot.Story)
		if ids := strings.Fields(slot.Story); len(ids) > 1 && s.pen.width(label, small) > first.W {
			label = s.label(slot, s.words.stories.of(len(ids)))
		}
		items = s.tag(label, unit.Point{X: first.X, Y: first.Y}, small, ink)
	}
	label := ""
	switch {
	case slot.OverChars > 0 || slot.OverLines > 0:
		label, ink = s.words.amounts(s.words.over, slot.OverChars, slot.OverLines), red
	case slot.Story == "" && slot.Capacity > 0 && s.on(Slots):
		label = fmt.Sprintf(s.words.empty, s.words.chars.of(slot.Capacity))
	case slot.FreeLines > 0 && s.on(Slots):
		label, ink = s.words.amounts(s.words.room, slot.FreeChars, slot.FreeLines), green
	}
	if label == "" {
		return items
	}
	return append(items, s.sign(label, last, ink)...)
}

// sign labels a frame at its foot where the label covers no text: below its right end, else
// its left, smaller where there is little white; else beside the type area, with a line to it.
func (s *sheet) sign(label string, f unit.Rect, ink page.Color) []page.Item {
	text := s.text()
	for _, size := range []unit.Length{type8, type7, small, small * 5 / 6} {
		r := s.tagArea(label, size)
		for _, at := range []unit.Point{
			{X: f.Right() - r.W, Y: f.Bottom() + r.H}, {X: f.X, Y: f.Bottom() + r.H},
			{X: f.Right() - r.W, Y: f.Bottom() + r.H + 2*unit.Pt}, {X: f.X, Y: f.Bottom() + r.H + 2*unit.Pt},
			{X: f.Right() - r.W, Y: f.Bottom()}, {X: f.X, Y: f.Bottom()},
		} {
			place := unit.Rect{X: at.X, Y: at.Y - r.H, W: r.W, H: r.H}
			if !slices.ContainsFunc(text, place.Overlaps) {
				return s.tag(label, at, size, ink)
			}
		}
	}
	r := s.tagArea(label, small)
	side := unit.Point{X: s.plan.Area.Right() + 3*unit.Pt, Y: f.Bottom() + r.H/2}
	from := f.Right()
	if f.X+f.W/2 < s.plan.Area.X+s.plan.Area.W/2 {
		side.X, from = s.plan.Area.X-3*unit.Pt-r.W, f.X
	}
	line := rule(from, f.Bottom(), side.X+r.W/2, f.Bottom(), unit.Pt/2, ink, page.Solid)
	return append([]page.Item{line}, s.tag(label, side, small, ink)...)
}

// text returns where the page has text: of each run the cells of its characters.
func (s *sheet) text() []unit.Rect {
	if s.covered == nil {
		s.covered = []unit.Rect{}
		page.Walk(s.page.Items, page.Frame{}, func(it page.Item, t page.Frame) {
			if run, ok := it.(*page.Text); ok && len(run.Src) > 0 && len(run.Glyphs) > 0 {
				s.covered = append(s.covered, t.Rect(run.Cell(0).Union(run.Cell(len(run.Src)-1))))
			}
		})
	}
	return s.covered
}

// zones outlines the pieces of the stories.
func (s *sheet) zones() {
	page.Walk(s.page.Items, page.Frame{}, func(it page.Item, t page.Frame) {
		if m, ok := it.(*page.Mark); ok && m.Open && m.Role == page.RoleStory && !m.Rect.Empty() {
			for _, r := range m.Places() {
				s.draw(box(t.Rect(r), nil, &green, unit.Pt))
			}
		}
	})
}

// label names the slot, what stands in it and how much text that is.
func (s *sheet) label(slot *Slot, story string) string {
	label := slot.Name
	if story != "" {
		label += "　" + story
	}
	if slot.Chars > 0 {
		label += "　" + s.words.tightChars.of(slot.Chars)
	}
	return label
}

// order numbers the stories of the page as they are read, and joins a story's pieces.
func (s *sheet) order() {
	seen := map[string]int{}
	ends := map[string]unit.Point{}
	page.Walk(s.page.Items, page.Frame{}, func(it page.Item, t page.Frame) {
		m, ok := it.(*page.Mark)
		if !ok || !m.Open || m.Role != page.RoleStory {
			return
		}
		n, again := seen[m.ID]
		if !again {
			n = len(seen) + 1
			seen[m.ID] = n
		}
		r := t.Rect(m.Rect)
		at := unit.Point{X: r.X - 5*unit.Pt, Y: r.Y + 5*unit.Pt} // between the columns
		if from, ok := ends[m.ID]; ok {
			s.draw(&page.Rule{From: from, To: at, Width: unit.Pt, Color: violet, Style: page.Dotted})
		}
		label := fmt.Sprint(n)
		if m.Order > 0 {
			label += fmt.Sprintf("-%d", m.Order+1)
		}
		s.draw(s.badge(label, at, small, violet)...)
		ends[m.ID] = unit.Point{X: r.Right(), Y: r.Bottom()}
	})
}
