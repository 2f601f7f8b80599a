package lint

import (
	"fmt"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// folio: each page says paper, date, day of the week and number in its folio line; page 1
// has the nameplate, larger than all else (26).
func (c *checker) folio() {
	s := c.sheet
	kind := editions.StorySlot
	var rect unit.Rect
	for i := range s.plan.Slots {
		p := &s.plan.Slots[i]
		if (p.Slot.Kind == editions.FolioSlot || p.Slot.Kind == editions.NameplateSlot) && len(p.Frames) > 0 {
			kind, rect = p.Slot.Kind, p.Frames[0]
			if kind == editions.NameplateSlot {
				break
			}
		}
	}
	if kind == editions.StorySlot {
		if s.adverts() {
			return
		}
		c.onPage(unit.Point{X: s.plan.Area.X, Y: s.plan.Area.Y}, finding("REL-FOLIO", source.Msg("page-neither-folio-line-nor-nameplate"), source.Msg("add-slot-of")).As(source.Note))
		return
	}
	var b strings.Builder
	var name unit.Length
	for _, p := range s.furniture {
		for _, l := range p.lines {
			b.WriteString(l.text())
			if strings.Contains(l.text(), c.ed.Paper.Name) {
				name = max(name, l.size)
			}
		}
	}
	text := strings.Map(func(r rune) rune {
		if r == ' ' || r == '　' {
			return -1
		}
		return r
	}, b.String())
	d := c.ed.Date
	wants := []string{fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day), "星期" + weekday(d)}
	if kind == editions.FolioSlot {
		if s.page.Fold > 0 {
			wants = append(wants, "第"+s.page.Left+"版", "第"+s.page.Right+"版")
		} else {
			wants = append(wants, "第"+s.page.Name+"版")
		}
	}
	for _, want := range wants {
		if !strings.Contains(text, want) {
			c.at(rect, "", finding("REL-FOLIO", source.Msg("head-of-page-does-not-say", want), source.Msg("fault-of-engine-please-report")).Weighing(2*mark))
		}
	}
	if kind == editions.NameplateSlot {
		c.nameSize(rect, name)
	}
}

// nameSize: the paper's name is larger than all other text of page 1 (4 form errors).
func (c *checker) nameSize(rect unit.Rect, name unit.Length) {
	for _, pc := range c.sheet.pieces {
		for _, p := range pc.heads {
			if p.role == page.RoleHeadline && len(p.lines) > 0 && p.lines[0].size >= name {
				c.at(rect, pc.story, finding("REL-NAME", source.Msg("paper-name-not-larger-than-headline", pc.story), source.Msg("make-slot-of-nameplate-higher-or")))
				return
			}
		}
	}
}

// weekday counts the days from a known Thursday.
func weekday(d editions.Date) string {
	y, m := d.Year, d.Month
	if m <= 2 {
		y, m = y-1, m+12
	}
	days := 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d.Day - 1 - 719468
	return []string{"四", "五", "六", "日", "一", "二", "三"}[(days%7+7)%7]
}

// adverts tells whether the page has nothing but adverts, which may fill it to its edges.
func (s *sheet) adverts() bool {
	for i := range s.plan.Slots {
		if s.plan.Slots[i].Slot.Kind != editions.AdvertSlot {
			return false
		}
	}
	return len(s.plan.Slots) > 0
}
