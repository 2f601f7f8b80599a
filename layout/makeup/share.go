package makeup

import (
	"cmp"
	"slices"

	"banxin/editions"
)

// follow takes account of the pages that come after: which of the stories wait for them. Those that name the
// section of such a page do. Where there is copy for all pages the others may stand here, and what finds no
// room goes on; where there is less, each page has its part, so that none is full and another empty.
// The first of all leads the front, unless it names another section.
func (m *maker) follow(later []*editions.Page, front bool) {
	m.all = m.rest
	pages := []share{{section: m.page.Section, room: m.t.Columns * m.lines}}
	for _, pg := range later {
		if next, ok := newMaker(m.bench, pg, m.rest); ok {
			pages = append(pages, share{section: pg.Section, room: next.t.Columns * next.lines})
		}
	}
	if m.last = len(pages) == 1; m.last {
		return
	}
	s := newSharing(pages, m.all, m.takes())
	m.share = s.pages[0].part
	if 100*s.all > plenty*s.room {
		m.copy, m.later = s.all, s.room-pages[0].room
		m.rest = s.first(func(i int) bool { return s.may(i, 0) }, front)
		return
	}
	s.deal()
	s.level()
	m.rest = s.first(func(i int) bool { return s.at[i] == 0 }, front)
	m.share = s.pages[0].has
}

// plenty is how much of all pages the stories take at the least, in hundredths, where greater heads and
// pictures can fill them.
const plenty = 65

// share is a page and what it has of the stories, in line slots.
type share struct {
	section         string
	room, part, has int
	parcels         int
}

// sharing shares parcels out over pages.
type sharing struct {
	pages     []share
	parcels   []parcel // in their order
	takes     []int
	own       []bool  // of each, whether it names the section of a page
	at        []int   // the page of each
	moves     [][]int // by pages, the parcels that may leave them
	all, room int     // what parcels take, and pages have
}

func newSharing(pages []share, parcels []parcel, takes []int) *sharing {
	s := &sharing{pages: pages, parcels: parcels, takes: takes, at: make([]int, len(parcels)), own: make([]bool, len(parcels))}
	rooms, own := map[string]int{}, map[string]int{}
	for _, p := range pages {
		s.room += p.room
		rooms[p.section] += p.room
	}
	for i, u := range parcels {
		s.all += takes[i]
		if s.own[i] = s.named(u); s.own[i] {
			own[u.stories[0].Section] += takes[i]
		}
	}
	// A section whose own stories take more than its part has those; the others have their parts of the rest.
	all, room := s.all, s.room
	full := map[string]bool{}
	for again := true; again; {
		again = false
		for _, p := range pages {
			if r := rooms[p.section]; !full[p.section] && own[p.section]*room > all*r {
				full[p.section], again = true, true
				all, room = all-own[p.section], room-r
			}
		}
	}
	for i := range pages {
		p := &pages[i]
		if full[p.section] {
			p.part = p.room * own[p.section] / rooms[p.section]
		} else {
			p.part = p.room * all / room
		}
		p.part = min(p.part, p.room)
	}
	return s
}

// named tells whether a parcel names the section of one of the pages.
func (s *sharing) named(u parcel) bool {
	sec := u.stories[0].Section
	return sec != "" && slices.ContainsFunc(s.pages, func(p share) bool { return p.section == sec })
}

// may tells whether parcel i may stand on a page.
func (s *sharing) may(i, page int) bool {
	return !s.own[i] || s.parcels[i].stories[0].Section == s.pages[page].section
}

func (s *sharing) put(i, page int) {
	s.at[i] = page
	s.pages[page].has += s.takes[i]
	s.pages[page].parcels++
}

func (s *sharing) take(i int) {
	p := &s.pages[s.at[i]]
	p.has, p.parcels = p.has-s.takes[i], p.parcels-1
}

// deal gives the pages, of the parcels in their order, what comes nearest to their parts: first of those
// that name their sections, then of the others. As long as there are as many, each page has one.
func (s *sharing) deal() {
	for _, named := range []bool{true, false} {
		var those []int
		for i := range s.parcels {
			if s.own[i] == named {
				those = append(those, i)
			}
		}
		for k, i := range those {
			s.put(i, s.next(i, len(those)-k))
		}
	}
}

// next is the first page whose part has room for half of parcel i, else that which lacks most; where no more
// parcels are left than pages with nothing, one of these.
func (s *sharing) next(i, left int) int {
	var may, bare []int
	for p := range s.pages {
		if s.may(i, p) {
			if may = append(may, p); s.pages[p].parcels == 0 {
				bare = append(bare, p)
			}
		}
	}
	if len(bare) >= left {
		may = bare
	}
	for _, p := range may {
		if s.takes[i]/2 <= s.lack(p) {
			return p
		}
	}
	return slices.MaxFunc(may, func(p, q int) int { return cmp.Compare(s.lack(p), s.lack(q)) })
}

// lack is what a page has less than its part.
func (s *sharing) lack(p int) int { return s.pages[p].part - s.pages[p].has }

// level moves parcels to other pages, and exchanges them, as long as that brings pages nearer to their parts. The first of
// each page stays where it is, and those whose order is said.
func (s *sharing) level() {
	n := len(s.pages)
	best := make([]change, n*n) // from each page to each other
	fresh := func(a int) {
		for b := range n {
			if b != a {
				best[a*n+b], best[b*n+a] = s.change(a, b), s.change(b, a)
			}
		}
	}
	s.moves = s.movable()
	for a := range n {
		for b := range n {
			if a != b {
				best[a*n+b] = s.change(a, b)
			}
		}
	}
	for range mostMoves {
		c := slices.MinFunc(best, change.compare)
		if c.gain == 0 {
			return
		}
		from := s.at[c.parcel]
		s.make(c)
		s.moves = s.movable()
		fresh(from) // nothing else has changed for the others
		fresh(c.page)
	}
}

// mostMoves is how often parcels change their pages at the most.
const mostMoves = 200

// change is a parcel that goes to another page, and one that comes back for it; none where that is -1.
type change struct{ gain, parcel, page, back int }

// compare orders changes: those that gain more first, of equal ones by parcels and pages.
func (c change) compare(x change) int {
	return cmp.Or(cmp.Compare(x.gain, c.gain), cmp.Compare(c.parcel, x.parcel), cmp.Compare(c.page, x.page), cmp.Compare(c.back, x.back))
}

// change is the best of those from a page to another.
func (s *sharing) change(from, to int) (best change) {
	add := func(c change) {
		if c.gain > best.gain {
			best = c
		}
	}
	for _, i := range s.moves[from] {
		if !s.may(i, to) {
			continue
		}
		add(change{s.gain(i, to, 0), i, to, -1})
		for _, k := range s.moves[to] {
			if s.may(k, from) {
				add(change{s.gain(i, to, s.takes[k]), i, to, k})
			}
		}
	}
	return best
}

func (s *sharing) make(c change) {
	old := s.at[c.parcel]
	s.take(c.parcel)
	s.put(c.parcel, c.page)
	if c.back >= 0 {
		s.take(c.back)
		s.put(c.back, old)
	}
}

// movable lists, by pages, the parcels that may leave them: all but the first, and those that say their order.
func (s *sharing) movable() [][]int {
	on := make([][]int, len(s.pages))
	led := make([]bool, len(s.pages))
	for i, p := range s.at {
		if led[p] && !s.parcels[i].stories[0].Ranked {
			on[p] = append(on[p], i)
		}
		led[p] = true
	}
	return on
}

// gain is how much nearer pages come to their parts, squared, where parcel i goes to page p and so many line slots
// come back.
func (s *sharing) gain(i, p, back int) int {
	moved := s.takes[i] - back
	a, b := s.lack(s.at[i]), s.lack(p)
	return a*a + b*b - (a+moved)*(a+moved) - (b-moved)*(b-moved)
}

// first lists the parcels that may stand on the first page, those that name its section before the others;
// the front is led by the first of all.
func (s *sharing) first(here func(i int) bool, front bool) []parcel {
	var own, others []parcel
	for i, u := range s.parcels {
		switch {
		case !here(i):
		case s.own[i], front && len(own)+len(others) == 0:
			own = append(own, u)
		default:
			others = append(others, u)
		}
	}
	return append(own, others...)
}

// takes are the line slots that each of all the parcels takes at the least. What can stand in no width
// takes none.
func (m *maker) takes() []int {
	n := *m
	n.parcels = m.all
	out := m.needs(n.tables().all())
	for i := range out {
		if out[i] >= tooMuch {
			out[i] = 0
		}
	}
	return out
}

// waiting are the parcels that a way to make the page up leaves for later pages, in their order.
func (m *maker) waiting(x *made) []parcel {
	return slices.DeleteFunc(slices.Clone(m.all), func(u parcel) bool { return slices.Contains(x.Stories, u.stories[0].ID) })
}
