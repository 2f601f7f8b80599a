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

// Slot is what a slot holds and could hold. Capacity counts body lines and characters
// left for text when head and pictures have their place.
type Slot struct {
	Name     string  `json:"name"`
	Kind     string  `json:"kind"`             // story nameplate folio index filler advert group
	Within   string  `json:"within,omitempty"` // the group it stands in
	Columns  int     `json:"columns,omitempty"`
	Measure  int     `json:"measure,omitempty"` // characters in a line
	Gap      string  `json:"gap,omitempty"`     // mm between columns where it is not the page's: what whole characters leave
	Room     int     `json:"room,omitempty"`    // lines for text, of all columns
	Capacity int     `json:"capacity,omitempty"`
	Head     *Head   `json:"head,omitempty"` // of its first story, or of a typical one
	Empty    bool    `json:"empty,omitempty"`
	Stories  []Entry `json:"stories,omitempty"`

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
	Set       int    `json:"set"`  // characters of its text set, heads and captions not counted
	OverChars int    `json:"over"` // characters left over
	OverLines int    `json:"over_lines"`
	FreeChars int    `json:"free"` // characters that could follow
	FreeLines int    `json:"free_lines"`
	From      string `json:"from,omitempty"` // the slot it goes on from, when it does not begin here
	To        string `json:"to,omitempty"`   // the slots it goes on into: they count for what is set and free

	Heads []flow.Parting `json:"heads,omitempty"` // how its headline is broken, and how else it could be
}

// Plan says for every page what its slots hold and could hold.
func Plan(ed *editions.Edition, cat *fonts.Catalog, res *layout.Result) []Sheet {
	p := &planner{bench: bench{ed, cat}, res: res}
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
	return sheets
}

// planner makes the plan of an edition.
type planner struct {
	bench
	res *layout.Result
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
			p.stories(&out, pg, pl.Stories)
		}
	}
	out.Gap = gap(pg.Template, s)
	out.Empty = len(out.Stories) == 0
	if !out.Empty {
		out.Columns, out.Measure = columns(pg.Template, s, p.headline(out.Stories[0].ID))
		out.Capacity = out.Room * out.Measure
	}
	return out
}

// stories adds the stories of a placement that the edition has.
func (p *planner) stories(out *Slot, pg *editions.Page, ids []string) {
	for _, id := range ids {
		st := p.ed.Story(id)
		if st == nil {
			continue
		}
		e := Entry{ID: id, Title: st.Title()}
		if i := slices.IndexFunc(p.res.Fits, func(f layout.Fit) bool { return f.Story == id }); i >= 0 {
			f := p.res.Fits[i]
			switch {
			case f.Slots[0] != out.Name || !p.begins(id, pg, out.Name):
				e.From = f.Slots[0]
			default:
				e.Set, e.OverChars, e.OverLines, e.FreeChars, e.FreeLines = max(bodyChars(st)-f.OverChars, 0), f.OverChars, f.OverLines, f.FreeChars, f.FreeLines
				e.To, e.Heads = strings.Join(f.Slots[1:], "→"), f.Heads
				out.Room = max(out.Room, f.RoomLines)
				if out.Head == nil {
					out.Head = p.headline(id).plan()
				}
			}
		}
		out.Stories = append(out.Stories, e)
	}
}

// begins tells whether a story's first place is a slot of a page.
func (p *planner) begins(id string, pg *editions.Page, slot string) bool {
	for _, q := range p.ed.Pages {
		for _, pl := range q.Placed {
			if s := q.Template.Slot(pl.Slot); s == nil || s.Kind != editions.StorySlot {
				continue
			}
			if slices.Contains(pl.Stories, id) {
				return q == pg && pl.Slot == slot
			}
		}
	}
	return false
}

// columns are the text columns of a slot and the characters in a line of one, beside a
// vertical head if it has one.
func columns(t *editions.Template, s *editions.Slot, h headline) (n, chars int) {
	g := flow.NewGrid(t)
	n, measure, _ := flow.NewRegion(flow.PageRef{}, g, s, s.Frames[0]).Text()
	if s.Head.Vertical && h.rect.W > 0 && !s.Upright {
		all := unit.Length(n)*measure + unit.Length(n-1)*g.Gap - h.rect.W - g.Size
		measure = (all - unit.Length(n-1)*g.Gap) / unit.Length(n)
	}
	return n, max(int(measure/g.Size), 1)
}

// gap is the white between a slot's columns in mm; empty when it is that of the page.
func gap(t *editions.Template, s *editions.Slot) string {
	g := flow.NewRegion(flow.PageRef{}, flow.NewGrid(t), s, s.Frames[0]).Gap()
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

func (p *planner) headline(id string) headline { return headlineOf(p.res.Doc, id) }

// headlineOf finds a story's headline on the pages.
func headlineOf(doc *page.Doc, id string) headline {
	var h headline
	for _, pg := range doc.Pages {
		in, head, line := false, false, 0
		for _, it := range pg.Items {
			switch it := it.(type) {
			case *page.Mark:
				if it.ID != id {
					continue
				}
				if it.Role == page.RoleHead {
					if head = it.Open; head {
						h.rect, h.parts = it.Rect, unit.Rect{}
					}
				} else if head && it.Open {
					h.parts = h.parts.Union(it.Rect)
				}
				if it.Role == page.RoleHeadline {
					in = it.Open
					if in {
						h.width = it.Rect.W
					}
				}
			case *page.Text:
				if !in {
					continue
				}
				at := it.At.Y
				if it.Dir == page.Vertical {
					at, h.width = it.At.X, h.rect.H
				}
				if len(h.lines) == 0 || h.lines[len(h.lines)-1] != at {
					h.lines, line = append(h.lines, at), 0
				}
				line += countRunes(it.Src)
				h.size, h.used = max(h.size, it.Size), max(h.used, line)
			}
		}
	}
	return h
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
		var h headline
		h, s.Room = p.holds(of[i], s.slot)
		s.Columns, s.Measure = columns(of[i], s.slot, h)
		s.Capacity = s.Room * s.Measure
		if s.Head = h.plan(); s.Head != nil {
			s.Head.Used = 0
		}
	})
}

// holds sets a typical story in an empty slot: its headline, and the lines left for text.
func (b *bench) holds(t *editions.Template, s *editions.Slot) (h headline, lines int) {
	st := typical(s, t)
	res := b.try(alone(t, *s), st)
	for _, f := range res.Fits {
		lines = f.RoomLines
	}
	return headlineOf(res.Doc, st.ID), lines
}

// Room returns what tells how many characters an empty slot holds, as Plan says it, for the
// pages on which nothing stands yet. It keeps what it has found.
func Room(ed *editions.Edition, cat *fonts.Catalog) func(*editions.Template, *editions.Slot) int {
	b, known := &bench{ed, cat}, map[*editions.Slot]int{}
	return func(t *editions.Template, s *editions.Slot) int {
		n, ok := known[s]
		if !ok {
			h, lines := b.holds(t, s)
			_, measure := columns(t, s, h)
			n = lines * measure
			known[s] = n
		}
		return n
	}
}

// typical is a story longer than a slot, under a headline of 14 characters (8 in one
// column); with a picture when the slot's options speak of one.
func typical(s *editions.Slot, t *editions.Template) *editions.Story {
	text := func(n int) editions.Text {
		return editions.Text{Runs: []editions.Run{{Text: strings.Repeat("国", n)}}}
	}
	n := 14
	if s.Frames[0].Cols == 1 {
		n = 8
	}
	st := &editions.Story{ID: "typical", Headline: []editions.Text{text(n)}}
	if s.Picture.Columns > 0 || s.Picture.Lines > 0 {
		st.Blocks = append(st.Blocks, &editions.Picture{Caption: text(20)})
	}
	r := flow.NewRegion(flow.PageRef{}, flow.NewGrid(t), s, s.Frames[0])
	k, w, l := r.Text()
	st.Blocks = append(st.Blocks, &editions.Paragraph{Text: text(min(k*l*max(int(w/t.Size), 1)*5/4+50, 60000))})
	return st
}
