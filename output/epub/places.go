package epub

import (
	"cmp"
	"fmt"
	"slices"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/zones"
)

// zone is where an article stands on a page: a rectangle for each of its places there.
type zone struct {
	article *article
	rects   []unit.Rect
}

// indexEntry is where the index of a page names an article.
type indexEntry struct {
	article *article
	rect    unit.Rect
}

// jump is where an article goes on on another page: before the character with this
// number, spaces not counted, of this block.
type jump struct {
	to     *sheet
	block  int
	offset int
	part   int  // of the article's documents; known when they are composed
	begins bool // the page does there, as far as the list of pages goes
}

// turn is a place where reading comes to another printed page than before. Each is
// marked by a page break and listed: a list that left some out would mislead.
type turn struct {
	sheet   *sheet
	article *article // nil: at the picture of the page
	jump    int      // of the article, counted from 1; 0: where it starts
}

// addTurns finds the turns in the order of the spine: at a page's picture, at an article
// that starts on another page than the last one ended, and at jumps.
func (b *book) addTurns() {
	var at *sheet
	turnTo := func(t turn) {
		at = t.sheet
		b.turns = append(b.turns, t)
	}
	for _, e := range b.entries {
		if e.sheet != nil {
			turnTo(turn{sheet: e.sheet})
		}
		for _, a := range e.articles {
			if a.opens = a.sheet != nil && a.sheet != at; a.opens {
				turnTo(turn{sheet: a.sheet, article: a})
			}
			for i, j := range a.jumps {
				turnTo(turn{sheet: j.to, article: a, jump: i + 1})
			}
		}
	}
	b.markTurns()
}

// markTurns says at which turns a page begins: those that the list of pages leads to.
func (b *book) markTurns() {
	listed := b.pageTurns()
	for _, t := range b.turns {
		begins := slices.Contains(listed, t)
		switch {
		case t.article == nil:
		case t.jump > 0:
			t.article.jumps[t.jump-1].begins = begins
		default:
			t.article.opens = begins
		}
	}
}

// href is the place of a turn, from the package document.
func (t turn) href() string {
	file := t.sheet.file
	if a := t.article; a != nil {
		n := 0
		if t.jump > 0 {
			n = a.jumps[t.jump-1].part
		}
		file = a.partFile(n)
	}
	return "xhtml/" + file + "#" + t.breakID()
}

// breakID is the id of the page break of a turn.
func (t turn) breakID() string {
	if t.jump > 0 {
		return t.sheet.breakID(t.article.id, t.jump)
	}
	return t.sheet.breakID("", 0)
}

// breakID is the id of a page break: where the page begins, or of the n-th jump of a story.
func (s *sheet) breakID(story string, n int) string {
	if n == 0 {
		return fmt.Sprintf("page-%d", s.number)
	}
	return fmt.Sprintf("page-%d-%s-%d", s.number, story, n)
}

// pageTurns lists each page once, rising, where it begins: at its picture, or where reading
// first comes to it. A page that only goes on with stories of later pages has no place of its
// own in a book without pictures of pages, and none in the list.
func (b *book) pageTurns() (out []turn) {
	first := map[*sheet]int{} // in b.turns
	for i, t := range b.turns {
		if at, ok := first[t.sheet]; !ok || b.turns[at].jump > 0 && t.jump == 0 {
			first[t.sheet] = i
		}
	}
	last := -1
	for _, s := range b.sheets {
		if i, ok := first[s]; ok && i > last {
			out, last = append(out, b.turns[i]), i
		}
	}
	return out
}

// piece is a part of a story on one page, between a pair of story marks.
type piece struct {
	story  string
	order  int
	sheet  *sheet
	rects  []unit.Rect
	blocks []blockPart
}

type blockPart struct{ block, chars int }

// addPlaces reads the marks of the pages: the zones of each page and the jumps of each article.
func (b *book) addPlaces() {
	byID := map[string]*article{}
	for _, a := range b.articles {
		byID[a.story.ID] = a
	}
	var all []*piece
	for _, s := range b.sheets {
		r := reader{sheet: s}
		r.read(s.page.Items)
		for _, p := range r.pieces {
			if a := byID[p.story]; a != nil {
				for _, r := range p.rects {
					s.addZone(a, r)
				}
			}
		}
		s.padZones()
		for _, m := range r.entries {
			if a := byID[m.ID]; a != nil && !s.lists(a) && !m.Rect.Empty() {
				s.entries = append(s.entries, indexEntry{a, m.Rect})
			}
		}
		all = append(all, r.pieces...)
	}
	slices.SortStableFunc(all, func(p, q *piece) int {
		return cmp.Or(cmp.Compare(p.story, q.story), cmp.Compare(p.order, q.order))
	})
	for lo := 0; lo < len(all); {
		hi := lo
		for hi < len(all) && all[hi].story == all[lo].story {
			hi++
		}
		if a := byID[all[lo].story]; a != nil {
			a.jumps = jumps(all[lo:hi])
		}
		lo = hi
	}
}

// lists tells whether the index of a page names an article already.
func (s *sheet) lists(a *article) bool {
	return slices.ContainsFunc(s.entries, func(e indexEntry) bool { return e.article == a })
}

func (s *sheet) addZone(a *article, r unit.Rect) {
	if r = r.Intersect(s.page.Trim); r.Empty() {
		return
	}
	for i := range s.zones {
		if s.zones[i].article == a {
			s.zones[i].rects = append(s.zones[i].rects, r)
			return
		}
	}
	s.zones = append(s.zones, zone{a, []unit.Rect{r}})
}

// padZones lets the zones of a page reach a little beyond what they hold.
func (s *sheet) padZones() {
	var places []zones.Place
	for i, z := range s.zones {
		for _, r := range z.rects {
			places = append(places, zones.Place{Story: i, Rect: r})
		}
	}
	padded := zones.Padded(places, s.page.Trim)
	for i := range s.zones {
		n := len(s.zones[i].rects)
		s.zones[i].rects, padded = padded[:n:n], padded[n:]
	}
}

// jumps finds where the pieces of a story, in reading order, change the page.
func jumps(pieces []*piece) []jump {
	var js []jump
	done := map[int]int{} // characters of each block so far
	for i, p := range pieces {
		if i > 0 && p.sheet != pieces[i-1].sheet && len(p.blocks) > 0 {
			first := p.blocks[0].block
			js = append(js, jump{to: p.sheet, block: first, offset: done[first]})
		}
		for _, bp := range p.blocks {
			done[bp.block] += bp.chars
		}
	}
	return js
}

// reader walks a page's items and counts the characters of each story block on it.
type reader struct {
	sheet   *sheet
	pieces  []*piece
	entries []*page.Mark // of the index
	open    []*page.Mark
}

func (r *reader) read(items []page.Item) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Mark:
			r.mark(it)
		case *page.Group:
			r.read(it.Items)
		case *page.Text:
			r.count(it.Src)
		}
	}
}

func (r *reader) mark(m *page.Mark) {
	if !m.Open {
		if len(r.open) > 0 {
			r.open = r.open[:len(r.open)-1]
		}
		return
	}
	r.open = append(r.open, m)
	if m.Role == page.RoleEntry {
		r.entries = append(r.entries, m)
	}
	if m.Role == page.RoleStory {
		r.pieces = append(r.pieces, &piece{story: m.ID, order: m.Order, sheet: r.sheet, rects: m.Places()})
	}
	if m.Role == page.RoleFigure || m.Role == page.RoleCaption {
		return // pictures stand where there is room: the text does not go on at them
	}
	if n, ok := page.BlockNumber(m.ID); ok && len(r.pieces) > 0 {
		p := r.pieces[len(r.pieces)-1]
		p.blocks = append(p.blocks, blockPart{block: n})
	}
}

// count adds the characters to the innermost block that is open, unless banxin made them.
func (r *reader) count(src string) {
	block := -1
	for _, m := range r.open {
		switch m.Role {
		case page.RoleJump, page.RoleFurniture:
			return
		}
		if n, ok := page.BlockNumber(m.ID); ok {
			block = n
		}
	}
	if block < 0 || len(r.pieces) == 0 {
		return
	}
	parts := r.pieces[len(r.pieces)-1].blocks
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i].block == block {
			parts[i].chars += editions.Inked(src)
			return
		}
	}
}
