package makeup

import (
	"context"
	"fmt"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
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
	shape   *skeleton
	dear    int            // its cost with those of the stories left out
	passes  int            // what it counts that stories are left out which must stand
	hole    int            // lines that stay empty at the foot of an area, at the most
	poor    bool           // an area has a hole, or it is not whole
	whole   bool           // no table or stanza is parted, no head goes against the order, no white crosses the page
	order   source.Message // how the first story came to be the first
	why     source.Message // why there are fewer versions than asked for
	said    []source.Message
	passed  []source.Message // which stories are left out, and why
}

// Passed says which stories are left out, and why. Pages that others follow leave none out.
func (m *Made) Passed() []source.Message { return m.passed }

// Short is how many lines of copy a page lacks that is not filled, more than readers mind; 0 of a
// full one.
func (m *Made) Short() int {
	if 100*m.Empty <= mostEmpty*m.All {
		return 0
	}
	return m.Empty
}

// Version is an edition with its empty pages made up.
type Version struct {
	Edition *editions.Edition
	Made    []Made
}

// Auto makes up the pages of an edition that have no story slots, of the stories that
// stand nowhere, the most important first: areas, sizes of heads, places of pictures. It
// returns up to n versions, the best first, which differ in their skeletons; none when there is no such page or no story
// left. What comes out is an ordinary edition: templates with slots, and stories in them.
// The same edition gives the same versions.
func Auto(ed *editions.Edition, cat *fonts.Catalog, n int) []Version {
	versions, _ := AutoContext(context.Background(), ed, cat, n)
	return versions
}

// AutoContext is Auto until nobody waits for it any more: then it stops within the search, and
// returns the context's error.
func AutoContext(ctx context.Context, ed *editions.Edition, cat *fonts.Catalog, n int) ([]Version, error) {
	known := newMeasured()
	known.ctx = ctx
	drafts := []draft{{Version: Version{Edition: ed}, left: toShare(ed)}}
	for i, pg := range ed.Pages {
		var next []draft
		var before []made
		for len(drafts) > 0 {
			// those to which the pages before leave the same stories choose among the same ways
			first := drafts[0].left // drafts moves while some of it are taken out
			alike := func(d draft) bool { return sameStories(d.left, first) }
			group := slices.DeleteFunc(slices.Clone(drafts), func(d draft) bool { return !alike(d) })
			most := len(group)
			if len(next) == 0 && most == len(drafts) && !slices.ContainsFunc(group, func(d draft) bool { return len(d.Made) > 0 && !d.again }) {
				most = n
			}
			var pages []made
			if m, ok := newMaker(bench{ed, cat}, pg, drafts[0].left); ok {
				m.known, m.before = known, before
				m.follow(ed.Pages[i+1:], !slices.ContainsFunc(ed.Pages[:i], vacantPage))
				pages = m.pages(most)
				before = append(before, pages...)
			}
			next = append(next, with(group, i, pages, most)...)
			drafts = slices.DeleteFunc(drafts, alike)
		}
		drafts = next
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return shown(drafts), nil
}

// shown are the drafts that have pages made up. After the first one without much white where stories are left, or
// where that one has none: it is said of the others why there are no more.
func shown(drafts []draft) (versions []Version) {
	fewer := source.Message{}
	first := false // has much white
	for _, d := range drafts {
		switch {
		case len(d.Made) == 0:
		case len(versions) > 0 && slices.ContainsFunc(d.Made, func(m Made) bool { return m.white() && (len(m.Left) > 0 || !first) }):
			fewer = source.Msg("other-skeletons-are-worse", len(drafts))
		default:
			first = len(versions) == 0 && slices.ContainsFunc(d.Made, Made.white) || first
			versions = append(versions, d.Version)
		}
	}
	for _, v := range versions {
		for i := range v.Made {
			if v.Made[i].why.ID == "" {
				v.Made[i].why = fewer
			}
		}
	}
	return versions
}

// white tells whether a twentieth of a page is empty.
func (m Made) white() bool { return muchWhite*m.Empty >= m.All }

const muchWhite = 20

// draft is a version some of whose pages are made up, and what is left for the others.
type draft struct {
	Version
	left  []parcel
	again bool // there is but one of them so far
}

func sameStories(a, b []parcel) bool {
	return slices.EqualFunc(a, b, func(x, y parcel) bool { return slices.Equal(x.ids(), y.ids()) })
}

// with gives drafts that have the same left ways to make page i up, each its own as long as there are
// some; where there is one draft alone there are as many as ways.
func with(group []draft, i int, pages []made, most int) []draft {
	if len(pages) == 0 {
		return group
	}
	n := len(group)
	if n == 1 {
		n = min(most, len(pages))
	}
	var out []draft
	for k := range n {
		d := group[min(k, len(group)-1)]
		if k >= len(group) {
			d.Version = d.Version.again()
		}
		p := pages[min(k, len(pages)-1)]
		p.Same = k >= len(pages)
		d.Version, d.left, d.again = d.Version.with(i, p), p.rest, n == 1
		out = append(out, d)
	}
	return out
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
	options [][][]*option // of the parcels, by columns
	need    []int         // line slots that they take at the least
	all     []parcel      // that stand nowhere yet
	rest    []parcel      // without room on this page
	narrow  []parcel      // of those, what is longer than it
	top     int           // first line of the part made up
	lines   int
	gap     int
	known   *measured
	before  []made // what other versions have as this page
	few     bool   // it has room for few parcels
	bare    bool   // there is copy for less than half of it
	last    bool   // no page after it is made up
	share   int    // line slots, by the least that stories take, that it is to take when others follow
	copy    int    // line slots that all stories take at the least, of which the pages that follow are to be filled too
	later   int    // that those pages have
}

// made is a page made up, as an edition has it.
type made struct {
	Made
	gauge
	page    *editions.Page
	ed      *editions.Edition // of this page alone, as it was composed
	res     *layout.Result
	areas   []area
	left    []parcel // of those that might have stood on it
	rest    []parcel // what later pages have
	between int      // blank lines between areas
	foot    int      // where the last of them end
}

// mostColumns is the number of basic columns of a page that is made up at most.
const mostColumns = 12

// vacantPage tells whether a page can be made up.
func vacantPage(pg *editions.Page) bool {
	t := pg.Template
	return t != nil && t.Columns >= 1 && t.Columns <= mostColumns && !t.Flow && t.Lines < maxLines &&
		!slices.ContainsFunc(t.Slots, func(s *editions.Slot) bool { return s.Kind == editions.StorySlot })
}

// newMaker prepares a page without story slots, if this is one.
func newMaker(b bench, pg *editions.Page, left []parcel) (*maker, bool) {
	if len(left) == 0 || !vacantPage(pg) {
		return nil, false
	}
	t := pg.Template
	listed := slices.ContainsFunc(b.ed.Pages, func(other *editions.Page) bool {
		return other.Number != pg.Number && other.Template != nil && (len(other.Placed) > 0 || vacantPage(other))
	})
	if !listed {
		t = unindexed(t)
	}
	m := &maker{bench: b, page: pg, t: t, gap: rowGap(t), rest: left}
	m.top, m.lines = room(t)
	return m, m.lines >= fewestLines
}

// fewestLines is how many lines a page must have that is made up.
const fewestLines = 8

// rowGap is the white between the rows of a page that is made up, in lines.
func rowGap(t *editions.Template) int { return max(t.RowGap, 1) }

// room is where the lines of a page begin that are made up, and how many there are: those between the
// slots in its upper half and those in its lower one.
func room(t *editions.Template) (top, lines int) {
	lines = t.Lines
	for _, s := range t.Slots {
		for _, f := range s.Frames {
			foot := f.Line + f.Lines + rowGap(t)
			if !f.Rect.Empty() {
				foot = int((f.Rect.Bottom()-t.TypeArea().Y)/t.Leading) + rowGap(t)
			}
			switch {
			case foot <= 0: // above the type area
			case 2*f.Line < t.Lines:
				top = max(top, foot)
			default:
				lines = min(lines, f.Line-rowGap(t))
			}
		}
	}
	return top, lines - top
}

// unindexed is a template whose nameplate has the room of an index (导读) at its side, which has no other
// page to list.
func unindexed(t *editions.Template) *editions.Template {
	for i, name := range t.Slots {
		for k, index := range t.Slots {
			if name.Kind != editions.NameplateSlot || index.Kind != editions.IndexSlot || len(name.Frames) != 1 || len(index.Frames) != 1 {
				continue
			}
			a, b := name.Frames[0], index.Frames[0]
			if !a.Rect.Empty() || !b.Rect.Empty() || a.Line != b.Line || a.Lines != b.Lines || a.Col+a.Cols != b.Col && b.Col+b.Cols != a.Col {
				continue
			}
			out, wide := *t, *name
			wide.Frames = []editions.Frame{{Col: min(a.Col, b.Col), Cols: a.Cols + b.Cols, Line: a.Line, Lines: a.Lines}}
			out.Slots = slices.Clone(t.Slots)
			out.Slots[i] = &wide
			out.Slots = slices.Delete(out.Slots, k, k+1)
			return &out
		}
	}
	return t
}

// indexed is a page as it is set by itself: its index lists stories that stand elsewhere, as it will
// when they do, so that its room is taken.
func (m *maker) indexed(pg *editions.Page) *editions.Page {
	out := *pg
	for _, s := range pg.Template.Slots {
		taken := slices.ContainsFunc(pg.Placed, func(pl editions.Placement) bool { return pl.Slot == s.Name })
		if s.Kind == editions.IndexSlot && !taken {
			out.Placed = append(slices.Clone(out.Placed), editions.Placement{Slot: s.Name, Stories: []string{m.ed.Stories[0].ID}, Made: true})
		}
	}
	return &out
}

// mostParcels is the number of parcels a page takes at most.
const mostParcels = 24

// choose takes the parcels that may stand on the page, the most important first: a few more than
// it has room for, by the characters of their texts, of which the search leaves out. What is longer than the page
// is passed over.
func (m *maker) choose() {
	whole := m.t.Columns * m.lines * m.t.Chars * overFull / 100
	long := func(u parcel) bool { return u.chars() > whole }
	m.narrow, m.rest = slices.DeleteFunc(slices.Clone(m.rest), func(u parcel) bool { return !long(u) }), slices.DeleteFunc(slices.Clone(m.rest), long)
	room := whole
	m.rest = led(m.rest)
	n := 0
	for ; n < len(m.rest) && n < mostParcels && room > 0; n++ {
		room -= m.rest[n].chars()
	}
	m.few, m.bare = n <= fewParcels, 2*room > whole
	m.parcels, m.rest = ranked(m.rest[:n]), slices.Concat(m.narrow, m.rest[n:])
}

// led puts news before a comment, a poem, a notice or briefs that would lead a page because all that is more
// important stands on pages before; what its story says of its order stays.
func led(left []parcel) []parcel {
	news := func(u parcel) bool { return u.sort() < isComment && !u.briefs() && !u.brief() }
	i := slices.IndexFunc(left, news)
	if i < 1 || left[0].stories[0].Ranked && !left[0].briefs() {
		return left
	}
	return slices.Concat(left[i:i+1], left[:i], left[i+1:])
}

// overFull is how full of text a page may be before more is not looked at, in hundredths.
const overFull = 115

// ranked gives parcels their places in the order.
func ranked(left []parcel) []parcel {
	out := slices.Clone(left)
	for i := range out {
		out[i].rank = i
	}
	return out
}

// set makes the page of its areas and composes it. It returns by areas how many lines more
// than there are their stories want, and how many stay empty.
func (m *maker) set(x *made) (over, free []int, cut, torn []bool) {
	t := *m.t
	t.Slots = slices.Clone(m.t.Slots)
	pg := *m.page
	pg.Template = &t
	pg.Placed = slices.Clone(m.page.Placed)
	x.Stories, x.Left = nil, nil
	at := map[string]int{}
	var made []*editions.Slot // of each area, the first
	for i := range x.areas {
		a := &x.areas[i]
		s := a.slot
		s.Name, s.Justify, s.Fit.Setting = slotName(a.parcel), t.Justify, a.label == "" && !a.slot.Head.Vertical
		s.Frames = []editions.Frame{{Col: a.col, Cols: a.cols, Line: m.top + a.line, Lines: a.lines}}
		if s.Picture.At == "top-right" && 2*a.col+a.cols > m.t.Columns {
			s.Picture.At = "top-left" // pictures stand towards the middle of the page
		}
		u := m.parcels[a.parcel]
		slots, stories := []*editions.Slot{&s}, [][]string{u.ids()}
		if a.label != "" {
			g := &editions.Slot{Name: s.Name, Kind: editions.GroupSlot, Label: a.label, Columns: a.cols, Frames: s.Frames}
			t.Slots = append(t.Slots, g)
			slots, stories = a.grouped(&t, g, u.ids())
		}
		made = append(made, slots[0])
		for k, s := range slots {
			t.Slots = append(t.Slots, s)
			pg.Placed = append(pg.Placed, editions.Placement{Slot: s.Name, Stories: stories[k]})
		}
		for _, id := range u.ids() {
			at[id] = i
		}
		x.Stories = append(x.Stories, u.ids()...)
	}
	for _, u := range append(slices.Clone(x.left), m.rest...) {
		x.Left = append(x.Left, u.ids()...)
	}
	m.faces(made, x.areas)
	x.page = &pg
	ed := *m.ed
	ed.Pages = []*editions.Page{m.indexed(&pg)}
	res, err := layout.Compose(context.Background(), &ed, m.cat, layout.Options{})
	if err != nil {
		panic("makeup: composing without a deadline failed: " + err.Error())
	}
	x.ed, x.res = &ed, res
	x.All, x.Empty = m.t.Columns*m.lines, m.t.Columns*m.lines
	for i := range x.areas {
		x.Empty -= x.areas[i].cols * x.areas[i].lines
	}
	x.between, x.foot = m.gutters(x.areas), 0
	for i := range x.areas {
		x.foot = max(x.foot, x.areas[i].foot())
	}
	x.Empty -= x.between
	over, free, cut = make([]int, len(x.areas)), make([]int, len(x.areas)), make([]bool, len(x.areas))
	for _, f := range res.Fits {
		if i, ok := at[f.Story]; ok {
			if f.OverChars > 0 {
				over[i] += max(f.OverLines, 1)
			}
			free[i] += f.FreeLines
			x.Empty += f.FreeLines
		}
	}
	x.hole = 0
	for i := range free {
		a := &x.areas[i]
		free[i], x.Empty = free[i]+a.bare(), x.Empty+a.bare()
		x.hole = max(x.hole, m.parcels[a.parcel].hole(free[i], a.cols))
		if m.parcels[a.parcel].briefs() {
			x.hole = max(x.hole, hollow(res.Doc, &t, editions.Frame{Col: a.col, Cols: a.cols, Line: m.top + a.line, Lines: a.lines})-1)
		}
	}
	slots := map[string]int{}
	for _, pl := range pg.Placed {
		if i, ok := at[pl.Stories[0]]; ok {
			slots[pl.Slot] = i
		}
	}
	for _, f := range res.Findings {
		if i, ok := slots[f.Slot]; ok && (f.Code == "PIC-FIT" || f.Code == "FIT-STACK") {
			over[i]++
		} else if ok && f.Code == "PIC-CROP" {
			cut[i] = cut[i] || cutOff(f) > 0
		}
	}
	torn = make([]bool, len(x.areas))
	for i := range x.areas {
		a := &x.areas[i]
		if u := m.parcels[a.parcel]; u.tables() || u.verse() {
			tb := &tables{t: m.t}
			torn[i] = slices.ContainsFunc(parted(res.Doc, tb.columnOf(a.cols, &a.slot)), func(id string) bool { return slices.Contains(u.ids(), id) })
		}
	}
	return over, free, cut, torn
}

// faces gives a head that stands beside another of about its size the other face (粗黑); the slots are those of areas.
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
