// Package makeup plans pages: what each slot holds and could hold, which story goes best
// into which slot, and whole pages composed from ranked stories.
//
//	sheets := makeup.Plan(ed, cat, res)
//	fmt.Print(sheets[0].Map())
//
// Whatever it says about a story in a slot comes from setting the story there.
package makeup

import (
	"fmt"
	"slices"
	"strings"

	"banxin/editions"
	"banxin/fonts"
	"banxin/layout"
	"banxin/layout/flow"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Sheet is the plan of one page of an edition.
type Sheet struct {
	Number   int    `json:"number"`
	Name     string `json:"name"`
	Section  string `json:"section,omitempty"`
	Template string `json:"template"`
	Columns  int    `json:"columns"` // basic columns
	Chars    int    `json:"chars"`   // of one
	Lines    int    `json:"lines"`   // of the type area
	Slots    []Slot `json:"slots"`   // as the template has them

	template *editions.Template
}

// Slot is what a slot holds and could hold. RoomLines and RoomChars are the body lines and
// characters left for text when head and pictures have their place.
type Slot struct {
	Name       string  `json:"name"`
	Kind       string  `json:"kind"`             // story nameplate folio index filler advert group
	Within     string  `json:"within,omitempty"` // the group it stands in
	Columns    int     `json:"columns,omitempty"`
	Measure    int     `json:"measure,omitempty"`    // characters in a line
	Gap        string  `json:"gap,omitempty"`        // mm between columns where it is not the page's: what whole characters leave
	RoomLines  int     `json:"room_lines,omitempty"` // lines for text, of all columns
	RoomChars  int     `json:"room_chars,omitempty"`
	PlainChars int     `json:"plain_room_chars,omitempty"` // those of an empty slot without the picture that its options speak of; 0: it has none
	Head       *Head   `json:"head,omitempty"`             // of its first story, or of a typical one
	Empty      bool    `json:"empty,omitempty"`
	Stories    []Entry `json:"stories,omitempty"`

	slot *editions.Slot
}

// Head is what the place of a headline holds at the size it is set in.
type Head struct {
	Lines int    `json:"lines"`
	Chars int    `json:"chars"` // a line holds
	Used  int    `json:"used"`  // by the longest line; 0 for an empty slot
	Size  string `json:"size"`  // in points
}

// Entry is a story in a slot.
type Entry struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Set       int    `json:"set"`        // characters of its text set, heads and captions not counted
	OverChars int    `json:"over_chars"` // characters left over
	OverLines int    `json:"over_lines"`
	FreeChars int    `json:"free_chars"` // characters that could follow
	FreeLines int    `json:"free_lines"`
	From      string `json:"from,omitempty"` // the slot it goes on from, when it does not begin here
	To        string `json:"to,omitempty"`   // the slots it goes on into: they count for what is set and free

	Heads []flow.Parting `json:"heads,omitempty"` // how its headline is broken, and how else it could be
}

// Plan says for every page what its slots hold and could hold.
func Plan(ed *editions.Edition, cat *fonts.Catalog, res *layout.Result) []Sheet {
	return new(Memory).Plan(ed, cat, res)
}

// Memory remembers what it has read of the stories and pages of the last plan; those that are the same
// values are not read again (see layout.Session). The zero value remembers nothing; it is for one
// goroutine.
type Memory struct {
	chars map[*editions.Story]int
	heads map[*page.Page]*headsOn
}

// Plan is the function of that name, with less to do.
func (m *Memory) Plan(ed *editions.Edition, cat *fonts.Catalog, res *layout.Result) []Sheet {
	p := newPlanner(ed, cat, res, m)
	var sheets []Sheet
	for i, pg := range ed.Pages {
		t := pg.Template
		if t == nil || len(t.Slots) == 0 {
			continue
		}
		sh := Sheet{Number: pg.Number, Name: pg.Name, Section: pg.Section, Template: t.Name, Columns: t.Columns, Chars: t.Chars, Lines: t.Lines, template: t}
		for _, s := range t.Slots {
			sh.Slots = append(sh.Slots, p.slot(i, pg, s))
		}
		sheets = append(sheets, sh)
	}
	p.empty(sheets)
	m.chars = p.chars
	return sheets
}

// headsOn is what each page of a document tells of headlines; of other documents nothing is kept.
func (m *Memory) headsOn(doc *page.Doc) []*headsOn {
	now, out := make(map[*page.Page]*headsOn, len(doc.Pages)), make([]*headsOn, 0, len(doc.Pages))
	for _, pg := range doc.Pages {
		on := m.heads[pg]
		if on == nil {
			on = newHeadsOn(pg)
		}
		now[pg], out = on, append(out, on)
	}
	m.heads = now
	return out
}

// planner makes the plan of an edition.
type planner struct {
	bench
	res     *layout.Result
	stories map[string]*editions.Story
	fits    map[string]*layout.Fit // the first of each story
	first   map[string]place       // where each story begins
	heads   map[string]headline
	grids   map[*editions.Template]*flow.Grid
	memory  *Memory
	chars   map[*editions.Story]int
}

// bodyChars is the function of that name.
func (p *planner) bodyChars(st *editions.Story) int {
	n, known := p.memory.chars[st]
	if !known {
		n = bodyChars(st)
	}
	p.chars[st] = n
	return n
}

// place is a slot of a page.
type place struct {
	page *editions.Page
	slot string
}

func newPlanner(ed *editions.Edition, cat *fonts.Catalog, res *layout.Result, m *Memory) *planner {
	p := &planner{bench: bench{ed, cat}, res: res, stories: ed.ByID(), fits: make(map[string]*layout.Fit, len(res.Fits)), first: make(map[string]place, len(res.Fits)), heads: headlinesIn(m.headsOn(res.Doc)), grids: map[*editions.Template]*flow.Grid{}, memory: m, chars: make(map[*editions.Story]int, len(ed.Stories))}
	for i := range slices.Backward(res.Fits) {
		p.fits[res.Fits[i].Story] = &res.Fits[i]
	}
	for _, q := range ed.Pages {
		for _, pl := range q.Placed {
			if s := q.Template.Slot(pl.Slot); s == nil || s.Kind != editions.StorySlot {
				continue
			}
			for _, id := range pl.Stories {
				if _, known := p.first[id]; !known {
					p.first[id] = place{q, pl.Slot}
				}
			}
		}
	}
	return p
}

// grid is that of a template.
func (p *planner) grid(t *editions.Template) *flow.Grid {
	if p.grids[t] == nil {
		p.grids[t] = flow.NewGrid(t)
	}
	return p.grids[t]
}

var kindNames = map[editions.SlotKind]string{
	editions.StorySlot: "story", editions.NameplateSlot: "nameplate", editions.FolioSlot: "folio", editions.IndexSlot: "index", editions.FillerSlot: "filler", editions.AdvertSlot: "advert", editions.GroupSlot: "group",
}

func (p *planner) slot(index int, pg *editions.Page, s *editions.Slot) Slot {
	out := Slot{Name: s.Name, Kind: kindNames[s.Kind], Within: s.Within, slot: s}
	if s.Kind != editions.StorySlot || len(s.Frames) == 0 {
		return out
	}
	for _, pl := range pg.Placed {
		if pl.Slot == s.Name {
			p.placed(&out, pg, pl.Stories)
		}
	}
	out.Gap = gap(p.grid(pg.Template), pg.Template, s)
	out.Empty = len(out.Stories) == 0
	if !out.Empty {
		out.Columns, out.Measure = columns(p.grid(pg.Template), s, p.heads[out.Stories[0].ID])
		out.RoomChars = out.RoomLines * out.Measure
	}
	if begun := func(e Entry) bool { st := p.stories[e.ID]; return st != nil && st.Begun() }; len(out.Stories) == 1 && begun(out.Stories[0]) {
		_, n := p.holds(pg.Template, s)
		out.PlainChars = plain(n)
	}
	return out
}

// placed adds the stories of a placement that the edition has.
func (p *planner) placed(out *Slot, pg *editions.Page, ids []string) {
	for _, id := range ids {
		st := p.stories[id]
		if st == nil {
			continue
		}
		e := Entry{ID: id}
		if f := p.fits[id]; f == nil {
			e.Title = st.Title()
		} else {
			e.Title = f.Title
			switch {
			case f.Slots[0] != out.Name || p.first[id] != place{pg, out.Name}:
				e.From = f.Slots[0]
			default:
				e.Set, e.OverChars, e.OverLines, e.FreeChars, e.FreeLines = max(p.bodyChars(st)-f.OverChars, 0), f.OverChars, f.OverLines, f.FreeChars, f.FreeLines
				e.To, e.Heads = strings.Join(f.Slots[1:], "→"), f.Heads
				out.RoomLines = max(out.RoomLines, f.RoomLines)
				if out.Head == nil {
					out.Head = p.heads[id].plan()
				}
			}
		}
		out.Stories = append(out.Stories, e)
	}
}

// columns are the text columns of a slot and the characters in a line of one, beside a
// vertical head if it has one.
func columns(g *flow.Grid, s *editions.Slot, h headline) (n, chars int) {
	n, measure, _ := flow.NewRegion(flow.PageRef{}, g, s, s.Frames[0]).Text()
	if s.Head.Vertical && h.rect.W > 0 && !s.Upright {
		all := unit.Length(n)*measure + unit.Length(n-1)*g.Gap - h.rect.W - g.Size
		measure = (all - unit.Length(n-1)*g.Gap) / unit.Length(n)
	}
	return n, max(int(measure/g.Size), 1)
}

// gap is the white between a slot's columns in mm; empty when it is that of the page.
func gap(grid *flow.Grid, t *editions.Template, s *editions.Slot) string {
	g := flow.NewRegion(flow.PageRef{}, grid, s, s.Frames[0]).Gap()
	if s.Upright || g == 0 || g-t.Gap < unit.Millimetres(100) && t.Gap-g < unit.Millimetres(100) {
		return ""
	}
	n := int64(g.MulDiv(254, 72*int64(unit.Pt)))
	return fmt.Sprintf("%d.%d", n/10, n%10)
}

// bodyChars counts a story's running text: all but head, captions and credits.
func bodyChars(st *editions.Story) int {
	n := 0
	for p := range st.Parts() {
		if p.At == editions.InText && p.Block >= 0 {
			n += chars(p.Printed())
		}
	}
	return n
}

// chars counts characters as the newsroom does: without spaces and forced breaks.
func chars(t editions.Text) int { return countRunes(t.String()) }

func countRunes(s string) int {
	n := 0
	for _, r := range s {
		if !strings.ContainsRune(" \n\t\u3000", r) {
			n++
		}
	}
	return n
}

// headline is how a story's headline stands on the page.
type headline struct {
	rect  unit.Rect // of the whole head
	parts unit.Rect // what its parts cover of that
	width unit.Length
	size  unit.Length
	lines []unit.Length // baselines; of a vertical one the middle of each line
	used  int           // characters of the longest line
}

// headlineOf finds a story's headline on the pages.
func headlineOf(doc *page.Doc, id string) headline { return headlinesOf(doc)[id] }

// headlinesOf finds the headlines of the stories on the pages.
func headlinesOf(doc *page.Doc) map[string]headline {
	return headlinesIn(new(Memory).headsOn(doc))
}

// headItems are the marks and the text of the headlines of a page.
func headItems(pg *page.Page) (out []page.Item) {
	head, headline := false, false
	for _, it := range pg.Items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Role == page.RoleHead {
				head = it.Open
			} else if it.Role == page.RoleHeadline {
				headline = it.Open
			} else if !head {
				continue
			}
			out = append(out, it)
		case *page.Text:
			if headline {
				out = append(out, it)
			}
		}
	}
	return out
}

// headsOn is what a page tells of headlines: what stands there, and what it says by itself, by stories.
type headsOn struct {
	items   []page.Item
	stories map[string]headline
}

func newHeadsOn(pg *page.Page) *headsOn {
	on := &headsOn{items: headItems(pg)}
	on.stories = readHeads([]*headsOn{on})
	return on
}

// headlinesIn finds the headlines among what tells of them on pages. Those of stories that have something on
// several are read over all of them.
func headlinesIn(on []*headsOn) map[string]headline {
	n := 0
	for _, pg := range on {
		n += len(pg.stories)
	}
	out, parted := make(map[string]headline, n), map[string]bool{}
	for _, pg := range on {
		for id, h := range pg.stories {
			if _, met := out[id]; met {
				parted[id] = true
			}
			out[id] = h
		}
	}
	if len(parted) > 0 {
		all := readHeads(slices.DeleteFunc(slices.Clone(on), func(pg *headsOn) bool {
			for id := range parted {
				if _, has := pg.stories[id]; has {
					return false
				}
			}
			return true
		}))
		for id := range parted {
			out[id] = all[id]
		}
	}
	return out
}

// readHeads reads the headlines on pages.
func readHeads(pages []*headsOn) map[string]headline {
	found := map[string]*headReader{}
	for _, pg := range pages {
		var open, r *headReader // whose headline it is; the last one met
		id := ""
		for _, it := range pg.items {
			switch it := it.(type) {
			case *page.Mark:
				if r == nil || id != it.ID {
					id, r = it.ID, found[it.ID]
				}
				if r == nil {
					r = &headReader{}
					found[id] = r
				}
				if r.page != pg {
					r.page, r.head, r.line = pg, false, 0
				}
				if r.mark(it); it.Role == page.RoleHeadline {
					if open = nil; it.Open {
						open = r
					}
				}
			case *page.Text:
				if open != nil {
					open.text(it)
				}
			}
		}
	}
	out := make(map[string]headline, len(found))
	for id, r := range found {
		out[id] = r.headline
	}
	return out
}

// headReader reads the headline of one story.
type headReader struct {
	headline
	page *headsOn // the one in hand
	head bool     // its head is open
	line int      // characters of its last line
}

func (r *headReader) mark(m *page.Mark) {
	if m.Role == page.RoleHead {
		if r.head = m.Open; r.head {
			r.rect, r.parts = m.Rect, unit.Rect{}
		}
	} else if r.head && m.Open {
		r.parts = r.parts.Union(m.Rect)
	}
	if m.Role == page.RoleHeadline && m.Open {
		r.width = m.Rect.W
	}
}

func (r *headReader) text(t *page.Text) {
	at := t.At.Y
	if t.Dir == page.Vertical {
		at, r.width = t.At.X, r.rect.H
	}
	if n := len(r.lines); n == 0 || r.lines[n-1] != at {
		r.lines, r.line = append(r.lines, at), 0
	}
	r.line += countRunes(t.Src)
	r.size, r.used = max(r.size, t.Size), max(r.used, r.line)
}

// plan says what the place of the headline holds; nil for a story without one.
func (h headline) plan() *Head {
	if h.size == 0 {
		return nil
	}
	return &Head{Lines: len(h.lines), Chars: int(h.width / h.size), Used: h.used, Size: strings.TrimSuffix(strings.TrimRight(h.size.String(), "0"), ".")}
}

// empty finds the capacity of the slots without stories, with a typical head each.
func (p *planner) empty(sheets []Sheet) {
	var free []*Slot
	var of []*editions.Template
	for i := range sheets {
		for j := range sheets[i].Slots {
			if s := &sheets[i].Slots[j]; s.Empty {
				free, of = append(free, s), append(of, sheets[i].template)
			}
		}
	}
	each(len(free), func(i int) {
		s := free[i]
		h, n := p.holds(of[i], s.slot)
		s.Columns, s.Measure = columns(flow.NewGrid(of[i]), s.slot, h)
		s.RoomLines, s.RoomChars, s.PlainChars = n.Lines, n.Chars, plain(n)
		if s.Head = h.plan(); s.Head != nil {
			s.Head.Used = 0
		}
	})
}

// holds sets a typical story in an empty slot: its headline, and what is left for text; the same without
// a picture where the slot's options speak of one.
func (b *bench) holds(t *editions.Template, s *editions.Slot) (headline, layout.Room) {
	h, lines, chars := b.left(t, s, typical(s, t, wantsPicture(s)))
	n := layout.Room{Lines: lines, Chars: chars, Plain: chars}
	if wantsPicture(s) {
		_, _, n.Plain = b.left(t, s, typical(s, t, false))
	}
	return h, n
}

// left is the headline of a story in a slot by itself, and what the slot leaves for its text. The story
// is longer than the slot: fitting, which sets it again and again, would end where it began.
func (b *bench) left(t *editions.Template, s *editions.Slot, st *editions.Story) (h headline, lines, chars int) {
	plain := *s
	plain.Fit, plain.Picture.Fill = editions.Fitting{}, false
	res := b.try(alone(t, plain), st)
	for _, f := range res.Fits {
		lines = f.RoomLines
	}
	h = headlineOf(res.Doc, st.ID)
	_, measure := columns(flow.NewGrid(t), s, h)
	return h, lines, lines * measure
}

// plain is what a slot holds without the picture that it counts on; 0 where it counts on none.
func plain(n layout.Room) int {
	if n.Plain <= n.Chars {
		return 0
	}
	return n.Plain
}

// wantsPicture tells whether a slot's options speak of a picture.
func wantsPicture(s *editions.Slot) bool { return s.Picture.Columns > 0 || s.Picture.Lines > 0 }

// Room returns what tells how much text an empty slot holds, as Plan says it. It keeps what it has found.
func Room(ed *editions.Edition, cat *fonts.Catalog) func(*editions.Template, *editions.Slot) layout.Room {
	b, known := &bench{ed, cat}, map[*editions.Slot]layout.Room{}
	return func(t *editions.Template, s *editions.Slot) layout.Room {
		n, ok := known[s]
		if !ok {
			_, n = b.holds(t, s)
			known[s] = n
		}
		return n
	}
}

// typical is a story longer than a slot, under a headline of 14 characters (8 in one
// column), with a picture or without.
func typical(s *editions.Slot, t *editions.Template, pictured bool) *editions.Story {
	text := func(n int) editions.Text {
		return editions.Text{Runs: []editions.Run{{Text: strings.Repeat("国", n)}}}
	}
	n := 14
	if s.Frames[0].Cols == 1 {
		n = 8
	}
	st := &editions.Story{ID: "typical", Headline: []editions.Text{text(n)}}
	if pictured {
		st.Blocks = append(st.Blocks, &editions.Picture{Caption: text(20)})
	}
	r := flow.NewRegion(flow.PageRef{}, flow.NewGrid(t), s, s.Frames[0])
	k, w, l := r.Text()
	st.Blocks = append(st.Blocks, &editions.Paragraph{Text: text(min(k*l*max(int(w/t.Size), 1)*5/4+50, 60000))})
	return st
}
