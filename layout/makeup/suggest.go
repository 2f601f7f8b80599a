package makeup

import (
	"cmp"
	"fmt"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/fonts"
	"banxin/layout"
)

// Suggestion is a story, or a group of them, for a free slot, and why.
type Suggestion struct {
	Stories   []string         `json:"stories"`
	Title     string           `json:"title"`
	Page      int              `json:"page"` // 0: no slot suits it
	Slot      string           `json:"slot,omitempty"`
	OverChars int              `json:"over"` // characters, when it is set there
	OverLines int              `json:"over_lines"`
	FreeChars int              `json:"free_chars"` // characters that could follow
	FreeLines int              `json:"free_lines"`
	Cost      int              `json:"cost"` // lines × 10, as the reasons add up
	Reasons   []source.Message `json:"-"`
}

// What speaks against a story in a slot, in tenths of a line that stays empty.
const (
	costFree      = 10  // a line that stays empty
	costOver      = 40  // a line too many: somebody has to cut
	costRank      = 25  // a place in the order of importance that 次序 gives
	costListed    = 3   // the same, where the order is guessed
	costPicture   = 300 // a picture that finds no room
	costBare      = 60  // a slot made for a picture, without one
	costNotice    = 80  // a notice at the head of the page, less the lower it stands
	costSection   = 400 // another section than the page's
	costPage      = 300 // another page than the one whose part it is, where all are filled alike
	costLeft      = 4000
	costWaits     = 600  // the same, where pages wait that are made up of what is left: better there than ten lines too long here
	leastRead     = 100  // of costLeft, for each place in the order that 次序 gives: the last stories stay out first
	leastListed   = 10   // the same, where the order is guessed
	costLong      = 150  // a long story in a slot for briefs
	costBriefLead = 1500 // a brief as the lead of a page: rather a story that is to be cut
	noticeAtFoot  = 2    // notices belong into the lower half: 1/2
	reasonableMin = 2    // lines free that nobody minds
)

// Suggest assigns the stories that stand on no page to the slots that are empty: as they
// fit, the more important in the more prominent slot, pictures where there is room for
// them, notices low, and all pages filled alike. Of the pages it takes those that on names; nil: all. The same
// edition gives the same suggestions. Suggestions come in page order; stories for which there is no slot come last.
func Suggest(ed *editions.Edition, cat *fonts.Catalog, on func(page int) bool) []Suggestion {
	s := &suggester{bench: bench{ed, cat}, units: unplaced(ed), slots: vacant(ed, on)}
	s.measure()
	s.share()
	return s.choose()
}

// vacancy is an empty slot.
type vacancy struct {
	page *editions.Page
	slot *editions.Slot
	rank int // place in the order of prominence, from 0
}

// vacant lists the story slots without a story, in page order, of the pages that on names; nil: all.
func vacant(ed *editions.Edition, on func(page int) bool) []vacancy {
	var out []vacancy
	for _, pg := range ed.Pages {
		if pg.Template == nil || on != nil && !on(pg.Number) {
			continue
		}
		for _, s := range pg.Template.Slots {
			taken := slices.ContainsFunc(pg.Placed, func(pl editions.Placement) bool { return pl.Slot == s.Name && len(pl.Stories) > 0 })
			if s.Kind == editions.StorySlot && len(s.Frames) > 0 && !taken {
				out = append(out, vacancy{page: pg, slot: s})
			}
		}
	}
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(out[a].page.Number, out[b].page.Number), cmp.Compare(out[a].ordinal(), out[b].ordinal()), cmp.Compare(out[b].weight(), out[a].weight()))
	})
	for rank, i := range order {
		out[i].rank = rank
	}
	return out
}

// ordinals are the names of slots that say their place in the order of a page.
var ordinals = [][]string{{"头条", "一条", "倒头条", "lead"}, {"二条"}, {"三条"}, {"四条"}, {"五条"}, {"六条"}, {"七条"}, {"八条"}, {"九条"}, {"十条"}}

// ordinal is the place in the order that a slot's name says; slots that are called otherwise
// come after those.
func (v vacancy) ordinal() int {
	i := slices.IndexFunc(ordinals, func(names []string) bool { return slices.Contains(names, v.slot.Name) })
	if i < 0 {
		return len(ordinals)
	}
	return i
}

// weight is how prominent a slot is on its page: its area, more at the head of the page
// than at its foot.
func (v vacancy) weight() int {
	t, f := v.page.Template, v.slot.Frames[0]
	cols, lines, from := f.Cols, f.Lines, f.Line
	if !f.Rect.Empty() {
		area := t.TypeArea()
		cols = max(1, int(f.Rect.W.MulDiv(int64(t.Columns), int64(max(area.W, 1)))))
		lines, from = int(f.Rect.H/t.Leading), int((f.Rect.Y-area.Y)/t.Leading)
	}
	return cols * lines * (3*t.Lines - 2*min(max(from, 0), t.Lines)) / t.Lines
}

// suggester finds the assignment.
type suggester struct {
	bench
	units  []parcel
	slots  []vacancy
	trials [][]trial // a row a unit
	part   []int     // the page of each unit whose part it is, where all pages are filled alike
}

// trial is what became of stories set in a slot alone.
type trial struct {
	over, overLines int
	free, used      int // lines, after the last story and by all
	freeChars       int
	pictures        int // without room
	cropped         int // of pictures, in hundredths beyond a fifth
	stacks          int // vertical heads without room
}

// failed tells whether anything of it found no room.
func (t trial) failed() bool { return t.over > 0 || t.overLines > 0 || t.pictures > 0 || t.stacks > 0 }

// measure sets every unit in every slot. Slots of one shape are tried once.
func (s *suggester) measure() {
	shape := map[string]int{}
	of := make([]int, len(s.slots))
	var shapes []vacancy
	for i, v := range s.slots {
		key := v.shape()
		if _, ok := shape[key]; !ok {
			shape[key] = len(shapes)
			shapes = append(shapes, v)
		}
		of[i] = shape[key]
	}
	made := make([]trial, len(s.units)*len(shapes))
	each(len(made), func(i int) {
		v := shapes[i%len(shapes)]
		made[i] = read(s.bench.try(alone(v.page.Template, *v.slot), s.units[i/len(shapes)].stories...))
	})
	for i := range s.units {
		row := make([]trial, len(s.slots))
		for j := range row {
			row[j] = made[i*len(shapes)+of[j]]
		}
		s.trials = append(s.trials, row)
	}
}

// shape names all that decides how a story is set in a slot, but for where it stands.
func (v vacancy) shape() string {
	s := *v.slot
	s.Name, s.Pos = "", source.Pos{}
	s.Frames = slices.Clone(s.Frames)
	for i := range s.Frames {
		if s.Frames[i].Rect.Empty() {
			s.Frames[i].Parts = slices.Clone(s.Frames[i].Parts)
			for k := range s.Frames[i].Parts {
				s.Frames[i].Parts[k].Col -= s.Frames[i].Col
				s.Frames[i].Parts[k].Line -= s.Frames[i].Line
			}
			s.Frames[i].Col, s.Frames[i].Line = 0, 0
		}
	}
	return fmt.Sprintf("%p %v", v.page.Template, s)
}

// read takes from a result how its stories fit.
func read(res *layout.Result) trial {
	var t trial
	for _, f := range res.Fits {
		t.over, t.overLines, t.free, t.used = t.over+f.OverChars, t.overLines+f.OverLines, t.free+f.FreeLines, t.used+f.Lines
		t.freeChars += f.FreeChars
	}
	for _, f := range res.Findings {
		switch f.Code {
		case "PIC-FIT":
			t.pictures++
		case "FIT-STACK":
			t.stacks++
		case "PIC-CROP":
			t.cropped += cutOff(f)
		}
	}
	return t
}

// choose finds the assignment of least cost. A story may stay without a slot, the least
// important the cheapest.
func (s *suggester) choose() []Suggestion {
	n, m := len(s.units), len(s.slots)
	cost := make([][]int, n)
	place := leastListed
	if s.ranked() {
		place = leastRead
	}
	stays, why := costLeft, source.Msg("no-empty-slot-suits")
	if slices.ContainsFunc(s.bench.ed.Pages, func(pg *editions.Page) bool { return vacantPage(pg) && len(pg.Placed) == 0 }) {
		stays, why = costWaits, source.Msg("left-for-made-up-pages")
	}
	for i := range cost {
		cost[i] = make([]int, m+n)
		for j := range m {
			cost[i][j] = total(s.against(i, j))
		}
		for j := m; j < m+n; j++ {
			cost[i][j] = stays + place*(n-i)
		}
	}
	var out, left []Suggestion
	in := assign(cost)
	s.lead(in)
	more := s.briefs(in)
	for i, j := range in {
		u := s.units[i]
		if slices.ContainsFunc(more, func(ks []int) bool { return slices.Contains(ks, i) }) {
			continue // it goes with another
		}
		g := Suggestion{Stories: u.ids(), Title: u.stories[0].Title(), Cost: cost[i][j]}
		if j >= m {
			g.Reasons = []source.Message{why}
			left = append(left, g)
			continue
		}
		t, v := s.trials[i][j], s.slots[j]
		g.Page, g.Slot, g.OverChars, g.OverLines, g.FreeChars, g.FreeLines = v.page.Number, v.slot.Name, t.over, t.overLines, t.freeChars, t.free
		reasons := s.against(i, j)
		if len(more[j]) > 0 {
			t = s.try(j, append([]int{i}, more[j]...))
			g.FreeChars, g.FreeLines = t.freeChars, t.free
			reasons[0].why = fills(t)
			for _, k := range more[j] {
				g.Stories = append(g.Stories, s.units[k].ids()...)
			}
		}
		for _, r := range reasons {
			g.Reasons = append(g.Reasons, r.why)
		}
		if len(more[j]) > 0 {
			g.Reasons = append(g.Reasons, source.Msg("stories-in-slot-briefs", len(g.Stories)))
		}
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(s.place(a), s.place(b)))
	})
	return append(out, left...)
}

// lead fills the lead of each page that has stories and none there: a page is read from its head,
// and white is less of a fault anywhere else. In says which slot each unit has. The first lead that
// there is takes a story from any page: the first of all, where their order is said.
func (s *suggester) lead(in []int) {
	for j, v := range s.slots {
		if v.ordinal() > 0 || slices.Contains(in, j) {
			continue
		}
		best, long := -1, slices.ContainsFunc(s.trials, func(row []trial) bool { return !row[j].short() })
		for i, k := range in {
			switch {
			case long && s.trials[i][j].short(): // a brief is no lead where there are longer stories
			case k >= len(s.slots) || s.slots[k].ordinal() == 0 || s.slots[k].page != v.page && v.rank > 0:
			case s.trials[i][j].failed() || s.units[i].elsewhere(v.page):
			case best < 0 || !s.ranked() && total(s.against(i, j)) < total(s.against(best, j)):
				best = i
			}
		}
		if best >= 0 {
			in[best] = j
		}
	}
}

// ranked tells whether the order of the stories is said.
func (s *suggester) ranked() bool {
	return slices.ContainsFunc(s.units, func(u parcel) bool { return u.stories[0].Ranked })
}

// forBriefs tells whether a slot takes one short story after the other: its heads stand in
// the column.
func (v vacancy) forBriefs() bool { return v.slot.Head.Span < 0 }

// short tells whether a story that was tried is a brief for its slot.
func (t trial) short() bool { return 3*t.used <= t.used+t.free }

// briefs lists, by slots, the stories that found no slot of their own and follow the one that
// a slot for briefs has: in the order of importance, as long as there is room.
func (s *suggester) briefs(in []int) [][]int {
	more := make([][]int, len(s.slots)+len(s.units))
	for first, j := range in {
		if j >= len(s.slots) || !s.slots[j].forBriefs() {
			continue
		}
		for k, other := range in {
			taken := other < len(s.slots) || slices.ContainsFunc(more, func(ks []int) bool { return slices.Contains(ks, k) })
			if taken || !s.trials[k][j].short() || s.trials[k][j].failed() {
				continue
			}
			if t := s.try(j, append(append([]int{first}, more[j]...), k)); !t.failed() {
				more[j] = append(more[j], k)
			}
		}
	}
	return more
}

// try sets several units in a slot, one after the other.
func (s *suggester) try(j int, units []int) trial {
	var stories []*editions.Story
	for _, k := range units {
		stories = append(stories, s.units[k].stories...)
	}
	v := s.slots[j]
	return read(s.bench.try(alone(v.page.Template, *v.slot), stories...))
}

// fills says how a slot is filled.
func fills(t trial) source.Message {
	if t.free >= reasonableMin {
		return source.Msg("lines-free", t.free)
	}
	return source.Msg("fills")
}

// place is where a suggestion's slot stands among the empty ones.
func (s *suggester) place(g Suggestion) int {
	return slices.IndexFunc(s.slots, func(v vacancy) bool { return v.page.Number == g.Page && v.slot.Name == g.Slot })
}

// reason is something that speaks for a story in a slot, or against it at a cost.
type reason struct {
	cost int
	why  source.Message
}

func total(rs []reason) int {
	n := 0
	for _, r := range rs {
		n += r.cost
	}
	return n
}

// against lists what there is to say of unit i in slot j.
func (s *suggester) against(i, j int) []reason {
	u, v, t := s.units[i], s.slots[j], s.trials[i][j]
	var rs []reason
	say := func(cost int, why source.Message) { rs = append(rs, reason{cost, why}) }
	switch {
	case t.over > 0 || t.overLines > 0:
		say(costOver*t.overLines+t.over, source.Msg("over-by-characters", t.over, t.overLines))
	case v.forBriefs() && t.short():
		say(0, fills(t)) // others follow
	case v.forBriefs():
		say(costFree*t.free+costLong, fills(t))
	default:
		say(costFree*t.free, fills(t))
	}
	if v.ordinal() == 0 && t.short() {
		say(costBriefLead, source.Msg("brief-for-lead"))
	}
	place := costListed
	if s.ranked() {
		place = costRank
	}
	say(place*max(u.rank-v.rank, v.rank-u.rank), source.Msg("importance-slot", u.rank+1, v.rank+1))
	if n := s.part[i]; n != v.page.Number {
		say(costPage, source.Msg("page-has-less", n))
	}
	return append(rs, genre(u, v, t)...)
}

// genre says how pictures, notices and sections suit a slot.
func genre(u parcel, v vacancy, t trial) []reason {
	var rs []reason
	wants := v.slot.Picture.Columns > 0 || v.slot.Picture.Lines > 0
	switch {
	case t.pictures > 0:
		rs = append(rs, reason{costPicture * t.pictures, source.Msg("no-room-picture")})
	case wants && u.pictures():
		rs = append(rs, reason{0, source.Msg("picture-slot-made")})
	case wants:
		rs = append(rs, reason{costBare, source.Msg("slot-made-picture")})
	}
	if f := v.slot.Frames[0]; u.notice() && f.Rect.Empty() {
		if low := v.page.Template.Lines - noticeAtFoot*f.Line; low > 0 {
			rs = append(rs, reason{costNotice * low / v.page.Template.Lines, source.Msg("notice-in-upper-half")})
		} else {
			rs = append(rs, reason{0, source.Msg("notice-low-on-page")})
		}
	}
	if u.elsewhere(v.page) {
		rs = append(rs, reason{costSection, source.Msg("section", u.stories[0].Section)})
	}
	return rs
}

// elsewhere tells whether a unit says that it belongs to another section than a page is.
func (u parcel) elsewhere(pg *editions.Page) bool {
	sec := u.stories[0].Section
	return sec != "" && pg.Section != "" && sec != pg.Section
}
