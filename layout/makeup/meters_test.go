package makeup

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout"
	pagelint "banxin/layout/lint"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// meter measures made-up pages on what is printed: composition and template, nothing that make-up
// knows of them.
type meter struct {
	v     Version
	res   *layout.Result
	found source.List // of the layout and of lint
	looks []pagelint.PageLook
	seen  source.List // of how pages look
	said  []string
	least int // that its look counts
}

func newMeter(t testing.TB, v Version, m bench) *meter {
	res := compose(t, v.Edition, m.cat)
	out := &meter{v: v, res: res, found: slices.Concat(res.Findings, pagelint.Check(v.Edition, res))}
	out.looks, out.seen = pagelint.Look(v.Edition, res, out.found)
	return out
}

func (m *meter) say(format string, args ...any) {
	m.said = append(m.said, fmt.Sprintf(format, args...))
}

// faults is what an editor would not print unchanged.
func (m *meter) faults(t testing.TB, made *Made, b bench) []string {
	m.said = nil
	i := slices.IndexFunc(m.v.Edition.Pages, func(p *editions.Page) bool { return p.Number == made.Page })
	pg := m.v.Edition.Pages[i]
	m.falls(made)
	m.said = append(m.said, m.torn(made)...)
	f := measureUp(t, m.v, made, b.cat)
	if len(made.Stories) > 1 {
		if !f.corner {
			m.say("the lead is not at the upper left")
		}
		if 2*f.lead < f.columns || f.widest >= f.lead {
			m.say("the lead has %d of %d columns, another %d", f.lead, f.columns, f.widest)
		}
		if f.next >= f.size {
			m.say("a head of %v beside the lead's %v", f.next, f.size)
		}
	}
	if f.gutter {
		m.say("a gutter from head to foot")
	}
	if f.over > 0 {
		m.say("%d over", f.over)
	}
	// what is empty is said to be short, or is little
	if 50*made.Empty > made.All && (len(made.Left) > 0 || made.Short() == 0) {
		m.say("%d of %d empty, %d left", made.Empty, made.All, len(made.Left))
	}
	if n := bareColumns(pg.Template); n > made.Empty {
		m.say("%d line slots of columns without briefs, and %d empty", n, made.Empty)
	}
	for k := range m.found {
		f := &m.found[k]
		if f.Page != pg.Number {
			continue
		}
		switch f.Code {
		case "LAY-GUTTER", "LAY-TOUCH", "LAY-LEAD", "LAY-STACK", "FIT-OVER", "FIT-STACK", "PIC-FIT", "TYP-OVER", "LAY-OVERLAP", "LAY-HOLE", "LAY-WHITE", "LAY-RATIO", "LAY-DECK":
			if f.Code == "LAY-HOLE" && made.Short() > 0 && f.Slot == "" {
				continue // what is short of copy is said
			}
			if f.Severity > source.Note || f.Code == "LAY-GUTTER" {
				m.say("%s %s %s", f.Code, f.Slot, f.Message)
			}
		case "PIC-CROP":
			if lost, ok := f.Message.Args[0].(int); ok && lost > 20 {
				m.say("%d of the picture of %s is cut off, %+v", lost, f.Story, pg.Template.Slot(f.Slot).Picture)
			}
		}
	}
	if n := m.score(made); n < m.least {
		m.say("its look counts %d%s", n, m.against(pg.Number))
	}
	m.order(made)
	m.pictures(pg, m.res.Doc.Pages[i])
	m.tables(pg, m.res.Doc.Pages[i])
	m.notices(pg, m.res.Doc.Pages[i])
	m.comments(pg)
	m.index(pg)
	return m.said
}

// bareColumns is how many line slots of areas of gathered briefs are in columns that have none.
func bareColumns(t *editions.Template) (n int) {
	for _, g := range t.Slots {
		with := 0
		for _, s := range t.Slots {
			if s.Within == g.Name && strings.HasPrefix(s.Name, g.Name+"稿") {
				with++
			}
		}
		if with > 0 {
			n += (g.Frames[0].Cols - with) * (g.Frames[0].Lines - labelLines)
		}
	}
	return n
}

// score is what the look of a page counts. Where no story is left for it, what stays empty for want of copy is no fault of
// how it is made up: it is said by Short.
func (m *meter) score(made *Made) int {
	looks := m.looks
	if len(made.Left) == 0 && made.Short() > 0 {
		looks, _ = pagelint.Look(m.v.Edition, m.res, slices.DeleteFunc(slices.Clone(m.found), func(f source.Finding) bool {
			return f.Page == made.Page && (f.Code == "LAY-HOLE" && f.Slot == "" || f.Code == "FIT-UNDER")
		}))
	}
	i := slices.IndexFunc(looks, func(l pagelint.PageLook) bool { return l.Page == made.Page })
	if i < 0 {
		return 100
	}
	return looks[i].Score
}

func (m *meter) page(number int) *editions.Page {
	i := slices.IndexFunc(m.v.Edition.Pages, func(p *editions.Page) bool { return p.Number == number })
	return m.v.Edition.Pages[i]
}

// What the look of a made-up page counts at the least, of 100, of sets and of papers made at random: what every version
// holds today, floors to be raised to 85. Most have more.
const (
	leastOfSets   = 90
	leastOfPapers = 76
)

// against lists the kinds of what counts against the look of a page.
func (m *meter) against(number int) (out string) {
	for _, f := range slices.Concat(m.found, m.seen) {
		if f.Page == number && (strings.HasPrefix(f.Code, "LAY-") || strings.HasPrefix(f.Code, "TYP-") || strings.HasPrefix(f.Code, "PIC-") || f.Code == "FIT-UNDER") {
			out += fmt.Sprintf("; %s %s %s", f.Code, f.Slot, f.Message)
		}
	}
	return out
}

// order: where stories say their order, none is left out of the paper that comes before one on its last page,
// unless it is said why.
func (m *meter) order(made *Made) {
	by := m.v.Edition.ByID()
	last := &m.v.Made[len(m.v.Made)-1]
	for _, id := range last.Left {
		for _, on := range last.Stories {
			if a, b := by[id], by[on]; a.Ranked && b.Ranked && a.Rank < b.Rank && made == last && !slices.ContainsFunc(last.Passed(), func(s source.Message) bool { return slices.Contains(strings.Fields(fmt.Sprint(s.Args[0])), id) }) {
				m.say("%s is left out, %s printed", id, on)
			}
		}
	}
}

// pictures: the lead's is 8 % of the page at the least and greater than any other, portraits are whole.
func (m *meter) pictures(pg *editions.Page, p *page.Page) {
	area := pg.Template.TypeArea()
	lead := ""
	for _, pl := range pg.Placed {
		if pl.Slot == slotName(0) {
			lead = pl.Stories[0]
		}
	}
	story, shots := "", map[string]int64{}
	for _, it := range p.Items {
		switch it := it.(type) {
		case *page.Mark:
			if it.Open && it.Role == page.RoleFigure {
				story, _, _ = strings.Cut(it.ID, "#")
			}
		case *page.Image:
			shots[story] += squares(it.Rect)
			st := m.v.Edition.Story(story)
			if st == nil {
				continue
			}
			for _, pic := range st.Pictures() {
				if im := pic.Image; im != nil && im.H > im.W && pic.Focus == nil && it.X1 > 0 && (it.X1-it.X0 < im.W*97/100 || it.Y1-it.Y0 < im.H*97/100) {
					m.say("the portrait of %s is cut", story)
				}
			}
		}
	}
	if own := shots[lead]; own > 0 {
		if 100*own < 8*squares(area) {
			m.say("the lead's picture is %d.%d %% of the page", 100*own/squares(area), 1000*own/squares(area)%10)
		}
		for id, n := range shots {
			if id != lead && n >= own {
				m.say("the picture of %s is greater than the lead's", id)
			}
		}
	}
}

func squares(r unit.Rect) int64 { return int64(r.W>>8) * int64(r.H>>8) }

// tables are as wide as they want, and at most half more.
func (m *meter) tables(pg *editions.Page, p *page.Page) {
	for _, it := range p.Items {
		k, ok := it.(*page.Mark)
		if !ok || !k.Open || k.Role != page.RoleTable {
			continue
		}
		id, _, _ := strings.Cut(k.ID, "#")
		st := m.v.Edition.Story(id)
		natural := unit.Length(parcel{stories: []*editions.Story{st}}.natural()) * pg.Template.Size
		if r := 100 * k.Rect.W / natural; r < 90 || r > 155 {
			m.say("the table of %s has %d %% of its natural width", id, r)
		}
	}
	for _, id := range parted(&page.Doc{Pages: []*page.Page{p}}, 1<<30) {
		m.say("a table of %s goes on in another column", id)
	}
	if n := brokenCells(&page.Doc{Pages: []*page.Page{p}}); n > 0 {
		m.say("%d cells are broken", n)
	}
}

// notices are as wide as their longest line.
func (m *meter) notices(pg *editions.Page, p *page.Page) {
	for _, pl := range pg.Placed {
		s := pg.Template.Slot(pl.Slot)
		if s == nil || s.Kind != editions.StorySlot {
			continue
		}
		u := parcel{}
		for _, id := range pl.Stories {
			u.stories = append(u.stories, m.v.Edition.Story(id))
		}
		if !u.notice() {
			continue
		}
		longest := unit.Length(u.longest()) * pg.Template.Size
		if longest == 0 {
			continue
		}
		for _, it := range p.Items {
			if k, ok := it.(*page.Mark); ok && k.Open && k.Role == page.RoleListItem && strings.HasPrefix(k.ID, pl.Stories[0]+"#") {
				if k.Rect.H > pg.Template.Leading*3/2 {
					m.say("an item of the notice %s is broken in %v, the longest takes %v", pl.Stories[0], k.Rect.W, longest)
					break
				}
			}
		}
		if !framed(s) {
			m.say("the notice %s has no frame", pl.Stories[0])
		}
	}
}

// comments stand in frames, news in none.
func (m *meter) comments(pg *editions.Page) {
	for _, pl := range pg.Placed {
		s := pg.Template.Slot(pl.Slot)
		if s == nil || s.Kind != editions.StorySlot || s.Name == slotName(0) {
			continue
		}
		switch sort := sortOfStory(m.v.Edition.Story(pl.Stories[0])); {
		case sort == isComment && !framed(s):
			m.say("the comment %s has no frame", pl.Stories[0])
		case sort != isComment && sort != isNotice && framed(s):
			m.say("%s, no comment, has a frame", pl.Stories[0])
		}
	}
}

// index: an index that is there lists something.
func (m *meter) index(pg *editions.Page) {
	for _, s := range pg.Template.Slots {
		if s.Kind == editions.IndexSlot && len(m.v.Edition.Pages) == 1 {
			m.say("the index has nothing to list")
		}
	}
	for k := range m.found {
		if strings.HasPrefix(m.found[k].Code, "IDX-") && m.found[k].Page == pg.Number {
			m.say("%s %s", m.found[k].Code, m.found[k].Message)
		}
	}
}
