package makeup

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"banxin/editions"
	"banxin/fonts"
	"banxin/layout"
)

// Made is a page that was made up.
type Made struct {
	Page    int      // its number
	Stories []string // on it, in reading order
	Left    []string // that found no room
	Empty   int      // line slots that stay empty: lines of columns with neither text nor head nor picture
	All     int      // line slots of the part made up: basic columns × lines
	Cost    int      // as the make-up weighs it; less is better
	Same    bool     // as in the version before: no other good one was found

	weights weights
	kind    kind
}

// Version is an edition with its empty pages made up.
type Version struct {
	Edition *editions.Edition
	Made    []Made
}

// Auto makes up the pages of an edition that have no story slots, of the stories that
// stand nowhere, the most important first: areas, sizes of heads, places of pictures. It
// returns up to n versions, the best first; none when there is no such page or no story
// left. What comes out is an ordinary edition: templates with slots, and stories in them.
// The same edition gives the same versions.
func Auto(ed *editions.Edition, cat *fonts.Catalog, n int) []Version {
	left := unplaced(ed)
	var versions []Version
	for i, pg := range ed.Pages {
		m, ok := newMaker(bench{ed, cat}, pg, left)
		if !ok {
			continue
		}
		pages := m.pages(n)
		if len(pages) == 0 {
			continue
		}
		for len(versions) < len(pages) {
			v := Version{Edition: ed}
			if len(versions) > 0 {
				v = versions[len(versions)-1].again()
			}
			versions = append(versions, v)
		}
		for k := range versions {
			p := pages[min(k, len(pages)-1)]
			p.Same = k >= len(pages)
			versions[k] = versions[k].with(i, p)
		}
		left = m.rest
	}
	return versions
}

// again returns a version whose pages are all those of this one.
func (v Version) again() Version {
	v.Made = slices.Clone(v.Made)
	for i := range v.Made {
		v.Made[i].Same = true
	}
	return v
}

// with returns the version with another page made up.
func (v Version) with(i int, p made) Version {
	ed := *v.Edition
	ed.Pages = slices.Clone(ed.Pages)
	ed.Pages[i] = p.page
	ed.Stories = inOrder(&ed)
	made := p.Made
	made.Page = p.page.Number
	return Version{&ed, append(slices.Clone(v.Made), made)}
}

// inOrder lists an edition's stories as its pages and their slots come, those without a
// place last.
func inOrder(ed *editions.Edition) []*editions.Story {
	var out []*editions.Story
	seen := map[*editions.Story]bool{nil: true}
	take := func(s *editions.Story) {
		if !seen[s] {
			seen[s], out = true, append(out, s)
		}
	}
	for _, pg := range ed.Pages {
		for _, pl := range pg.Placed {
			if s := pg.Template.Slot(pl.Slot); s != nil && s.Kind == editions.IndexSlot {
				continue
			}
			for _, id := range pl.Stories {
				take(ed.Story(id))
			}
		}
	}
	for _, s := range ed.Stories {
		take(s)
	}
	return out
}

// maker makes up one page.
type maker struct {
	bench
	page    *editions.Page
	t       *editions.Template
	parcels []parcel
	rest    []parcel // without room on this page
	top     int      // first line of the part made up
	lines   int
	gap     int
}

// made is a page made up, as an edition has it.
type made struct {
	Made
	page   *editions.Page
	areas  []area
	spoilt bool // it could not be set
}

// mostColumns is the number of basic columns of a page that is made up at most.
const mostColumns = 12

// newMaker prepares a page without story slots, if this is one.
func newMaker(b bench, pg *editions.Page, left []parcel) (*maker, bool) {
	t := pg.Template
	if t == nil || t.Columns < 1 || t.Columns > mostColumns || t.Flow || len(left) == 0 || slices.ContainsFunc(t.Slots, func(s *editions.Slot) bool { return s.Kind == editions.StorySlot }) {
		return nil, false
	}
	m := &maker{bench: b, page: pg, t: t, gap: max(t.RowGap, 1), lines: t.Lines}
	for _, s := range t.Slots {
		for _, f := range s.Frames {
			foot := f.Line + f.Lines + m.gap
			if !f.Rect.Empty() {
				foot = int((f.Rect.Bottom()-t.TypeArea().Y)/t.Leading) + m.gap
			}
			switch {
			case foot <= 0: // above the type area
			case 2*f.Line < t.Lines:
				m.top = max(m.top, foot)
			default:
				m.lines = min(m.lines, f.Line-m.gap)
			}
		}
	}
	m.lines -= m.top
	m.choose(left)
	return m, m.lines >= 8 && len(m.parcels) > 0
}

// mostParcels is the number of parcels a page takes at most.
const mostParcels = 24

// choose takes the parcels that should fill the page, by their length; pages turns out
// those that do not fit.
func (m *maker) choose(left []parcel) {
	room := m.t.Columns * m.lines * m.t.Chars
	for i, u := range left {
		if i >= mostParcels || room <= 0 {
			m.rest = append(m.rest, u)
			continue
		}
		for _, st := range u.stories {
			room -= bodyChars(st)
		}
		u.rank = len(m.parcels)
		m.parcels = append(m.parcels, u)
	}
}

// bearable is what a page may cost for each of its parcels; of one that costs more it is tried
// whether it is much cheaper without its last story, or the last two.
// A further version may cost passable for each parcel.
const (
	bearable  = 250
	passable  = 350
	moreTries = 2
)

// pages returns up to n ways to make the page up. When no way is found for all parcels, or
// only a bad one, the least important are left out.
func (m *maker) pages(n int) []made {
	options := m.measure()
	var best []made
	var rest []parcel
	for tries := 0; len(m.parcels) > 0 && tries <= moreTries; {
		out := m.filled(options, n)
		if len(out) > 0 && (best == nil || 5*out[0].Cost < 3*best[0].Cost) {
			best, rest = out, slices.Clone(m.rest)
		}
		if best != nil {
			if tries++; best[0].Cost <= bearable*len(best[0].areas) || len(m.heights(options)) > 1 {
				break // good, or of stories that take much less than the page
			}
		}
		last := len(m.parcels) - 1
		m.rest = slices.Insert(m.rest, 0, m.parcels[last])
		m.parcels, options = m.parcels[:last], options[:last]
	}
	if best != nil {
		m.rest = rest
	}
	return best
}

// filled returns up to n ways to make the page up of all its parcels: without holes or, when
// there is no such way, with some.
func (m *maker) filled(options [][][]*option, n int) []made {
	heights := m.heights(options)
	for _, lines := range heights {
		if len(m.parcels) <= fewParcels {
			if out := m.loose(options, lines, n); len(out) > 0 {
				return out
			}
			continue
		}
		if out := m.attempt(options, lines, n); len(out) > 0 {
			return out
		}
	}
	if len(heights) == 1 && len(m.parcels) > fewParcels {
		return nil // it is nearly full: rather without its last story than with holes
	}
	for _, lines := range slices.Backward(heights) {
		if out := m.attempt(slacken(options, lines, mostSlack), lines, n); len(out) > 0 {
			return out
		}
	}
	return nil
}

// loose makes up a page of few parcels, which leave little choice: some lines at the foot of
// areas may stay empty, more of them when the page is not bearable otherwise.
func (m *maker) loose(options [][][]*option, lines, n int) []made {
	out := m.attempt(slacken(options, lines, littleSlack), lines, n)
	if len(out) > 0 && out[0].Cost <= bearable*len(m.parcels) {
		return out
	}
	if more := m.attempt(slacken(options, lines, someSlack), lines, n); len(out) == 0 || len(more) > 0 && more[0].Cost < out[0].Cost {
		return more
	}
	return out
}

// measure sets every parcel in every width. A notice's tint is the paper's light grey.
func (m *maker) measure() [][][]*option {
	tint := ""
	for _, name := range []string{"浅灰", "底灰"} {
		if _, ok := m.ed.Paper.Colors[name]; ok && tint == "" {
			tint = name
		}
	}
	tb := &tables{bench: m.bench, t: m.t, parcels: m.parcels, lines: m.lines, gap: m.gap, tint: tint}
	return tb.all()
}

// mostSlack is how many lines at the foot of an area may stay empty when nothing else helps,
// littleSlack and someSlack how many when there are few parcels.
const (
	mostSlack   = 16
	someSlack   = 6
	littleSlack = 2
)

// fewParcels is the number of parcels up to which holes at the foot of areas are better
// than a story left out.
const fewParcels = 6

// slacken adds to the options of every parcel higher ones, up to so many lines empty at the foot.
func slacken(options [][][]*option, lines, most int) [][][]*option {
	out := make([][][]*option, len(options))
	for p, widths := range options {
		for _, list := range widths {
			best := map[int]*option{}
			for _, o := range list {
				for k := 0; k <= most && o.lines+k <= lines; k++ {
					if x, b := o.higher(k, o.cols), best[o.lines+k]; b == nil || x.cost < b.cost {
						best[x.lines] = x
					}
				}
			}
			var more []*option
			for h := range lines + 1 {
				if best[h] != nil {
					more = append(more, best[h])
				}
			}
			out[p] = append(out[p], more)
		}
	}
	return out
}

// heights lists the numbers of lines to be filled: all of the page's, when its stories take
// much less also what they take, and none when they take more.
func (m *maker) heights(options [][][]*option) []int {
	need := 0
	for _, widths := range options {
		least := 1 << 30
		for w, list := range widths {
			if len(list) > 0 {
				least = min(least, w*list[0].lines)
			}
		}
		need += least
	}
	room := m.t.Columns * m.lines
	if need > room {
		return nil
	}
	out := []int{m.lines}
	for _, percent := range []int{250, 200, 170, 150, 135, 125, 118, 112, 106, 100} {
		if h := need*percent/100/m.t.Columns + m.gap; 10*h < 9*m.lines && h > 0 {
			out = append(out, h)
		}
	}
	return out
}

// candidates is how many of the cheapest cuts of each sort are weighed as whole pages,
// and trials how many of the best are set at the most.
const (
	candidates = 2000
	trials     = 12
)

// attempt makes up so many lines of the page.
func (m *maker) attempt(options [][][]*option, lines, n int) []made {
	c := newCutter(options, m.t.Columns, lines, m.gap)
	c.second = len(m.parcels) > 1 && !m.parcels[1].notice()
	for _, u := range m.parcels {
		c.pulls = append(c.pulls, u.pull())
	}
	if len(m.parcels) <= mostFree {
		c.free()
		c.fill()
		return m.best(c.whole(candidates), lines, n)
	}
	g := c.grouped()
	c.climb()
	return m.best(slices.Concat(c.whole(candidates), g.whole(candidates)), lines, n)
}

// best weighs whole pages, sets the best of them, and returns n that are good and differ in
// kind, or, where there are no more of those, at least in the places of their stories.
func (m *maker) best(cuts []*cut, lines, n int) []made {
	j := &judge{m.t.Columns, lines, m.gap, m.parcels}
	var all []made
	for _, x := range cuts {
		as := x.areas(m.gap)
		w := j.weigh(as)
		all = append(all, made{areas: as, Made: Made{Cost: w.sum(), weights: w, kind: j.kind(as)}})
	}
	slices.SortStableFunc(all, func(a, b made) int { return cmp.Compare(a.Cost, b.Cost) })
	any := func(kind) bool { return true }
	var out []made
	for unlike := leastUnlike; unlike >= 0 && len(out) < n; unlike-- {
		if out = m.pick(out, all, unlike, max(n-1, 1), any); n >= severalVersions {
			out = m.pick(out, all, unlike, n, func(k kind) bool { return k.upright != 0 })
		}
		out = m.pick(out, all, unlike, n, any)
	}
	return out
}

// severalVersions is the number of versions from which on one should have a vertical head.
const severalVersions = 3

// leastUnlike is in how many features versions differ, if they can.
const leastUnlike = 3

// pick adds pages, up to n, that are of a kind wanted and differ from those there in so many
// features.
func (m *maker) pick(out, all []made, unlike, n int, wanted func(kind) bool) []made {
	for i, tried := 0, 0; i < len(all) && len(out) < n && tried < trials*(n-len(out)); i++ {
		x := &all[i]
		if x.spoilt || !wanted(x.kind) || slices.ContainsFunc(out, func(y made) bool { return alike(x.areas, y.areas) || x.kind.unlike(y.kind) < unlike }) {
			continue
		}
		if len(out) > 0 && (x.Cost > out[0].Cost+mostWorse || x.Cost > passable*len(m.parcels)) {
			break
		}
		tried++
		if y := *x; m.set(&y) {
			out = append(out, y)
		} else {
			x.spoilt = true
		}
	}
	return out
}

// mostWorse is by how much a version may cost more than the best for the sake of variety.
const mostWorse = 500

// kind is what one sees of a page from afar.
type kind struct {
	columns int  // of the page
	lead    int  // of the first story
	beside  int  // parcels beside it at the head of the page, as bits
	picture side // where that of the most important story with one is
	strip   int  // columns of the widest story at the foot of the page
	frames  int  // parcels in frames, as bits
	upright int  // under vertical heads
}

func (j *judge) kind(as []area) kind {
	k, first := kind{columns: j.columns}, len(j.parcels)
	for i := range as {
		a := &as[i]
		bit := 1 << a.parcel
		if a.parcel == 0 {
			k.lead = a.cols
		} else if a.line == 0 {
			k.beside |= bit
		}
		if j.parcels[a.parcel].pictures() && a.parcel < first {
			first, k.picture = a.parcel, lowerLeft
			if 2*a.line < j.lines {
				k.picture = upperLeft
			}
			k.picture += side(min(3*a.pictureAt()/(2*j.columns), 2))
		}
		if a.foot() == j.lines {
			k.strip = max(k.strip, a.cols)
		}
		if framed(&a.slot) {
			k.frames |= bit
		}
		if a.slot.Head.Vertical {
			k.upright |= bit
		}
	}
	return k
}

// unlike counts the features two pages differ in.
func (k kind) unlike(x kind) int {
	n := 0
	for _, differ := range []bool{k.lead != x.lead, k.beside != x.beside, k.picture != x.picture, k.strip != x.strip, k.frames != x.frames, k.upright != x.upright} {
		if differ {
			n++
		}
	}
	return n
}

// alike tells whether two pages are much the same: more than a third of their stories begin
// near the same place in as many columns.
func alike(a, b []area) bool {
	same := 0
	for i := range a {
		for k := range b {
			x, y := &a[i], &b[k]
			if x.parcel == y.parcel && x.col == y.col && x.cols == y.cols && max(x.line-y.line, y.line-x.line) < 10 {
				same++
			}
		}
	}
	return 3*same > len(a)
}

// set makes the page of its areas and composes it. It tells whether all is set.
func (m *maker) set(x *made) bool {
	t := *m.t
	t.Slots = slices.Clone(m.t.Slots)
	pg := *m.page
	pg.Template = &t
	pg.Placed = slices.Clone(m.page.Placed)
	for i := range x.areas {
		a := &x.areas[i]
		s := a.slot
		s.Name = slotName(a.parcel)
		s.Frames = []editions.Frame{{Col: a.col, Cols: a.cols, Line: m.top + a.line, Lines: a.lines}}
		t.Slots = append(t.Slots, &s)
		u := m.parcels[a.parcel]
		pg.Placed = append(pg.Placed, editions.Placement{Slot: s.Name, Stories: u.ids()})
		x.Stories = append(x.Stories, u.ids()...)
	}
	for _, u := range m.rest {
		x.Left = append(x.Left, u.ids()...)
	}
	m.faces(t.Slots[len(m.t.Slots):], x.areas)
	x.page = &pg
	ed := *m.ed
	ed.Pages = []*editions.Page{&pg}
	res, err := layout.Compose(context.Background(), &ed, m.cat, layout.Options{})
	if err != nil {
		panic("makeup: composing without a deadline failed: " + err.Error())
	}
	x.All, x.Empty = m.t.Columns*m.lines, m.t.Columns*m.lines
	for i := range x.areas {
		x.Empty -= x.areas[i].cols * x.areas[i].lines
	}
	x.Empty -= m.gutters(x.areas)
	for _, f := range res.Fits {
		if f.OverChars > 0 || f.OverLines > 0 {
			return false
		}
		x.Empty += f.FreeLines
	}
	for _, f := range res.Findings {
		if f.Code == "PIC-FIT" || f.Code == "FIT-STACK" {
			return false
		}
	}
	return true
}

// faces gives a head that stands beside another of about its size the other face (粗黑).
func (m *maker) faces(slots []*editions.Slot, as []area) {
	for i := range as {
		for k := range as {
			a, b := &as[i], &as[k]
			aside := a.right() == b.col || b.right() == a.col
			if a.parcel > b.parcel && aside && !a.slot.Head.Vertical && !b.slot.Head.Vertical && a.line < b.line+b.head && b.line < a.line+a.head && slots[k].Head.Font == "" {
				slots[i].Head.Font = "粗黑"
			}
		}
	}
}

// gutters counts the blank lines between areas: they are no empty line slots.
func (m *maker) gutters(as []area) int {
	n := 0
	for c := range m.t.Columns {
		for i := range as {
			if a := &as[i]; a.col <= c && c < a.right() && a.foot()+m.gap <= m.lines {
				n += m.gap
			}
		}
	}
	return n
}

// slotName names the areas of a made-up page as editors do, by their stories' rank.
func slotName(i int) string {
	names := []string{"头条", "二条", "三条", "四条", "五条", "六条", "七条", "八条", "九条", "十条"}
	if i < len(names) {
		return names[i]
	}
	return fmt.Sprintf("%d条", i+1)
}
