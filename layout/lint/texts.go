package lint

import (
	"slices"
	"strings"
	"unicode"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// texts holds the pages against the stories (29, 4): each character once, up to where the
// layout says that a story stops.
func (c *checker) texts() {
	unset := c.res.Unset()
	stands := make(map[string]*standing, len(c.ed.Stories))
	slab := make([]standing, 0, len(c.ed.Stories))
	for _, s := range c.sheets {
		for _, pc := range s.pieces {
			on := stands[pc.story]
			switch {
			case on == nil && len(slab) == cap(slab):
				stands[pc.story] = &standing{first: s}
			case on == nil:
				slab = append(slab, standing{first: s})
				stands[pc.story] = &slab[len(slab)-1]
			case on.last() != s:
				on.more = append(on.more, s)
			}
		}
	}
	fine := make(map[*editions.Story]*told, len(c.ed.Stories))
	for _, st := range c.ed.Stories {
		on := stands[st.ID]
		if on == nil {
			continue
		}
		now := c.memory.right(st, on, unset[st.ID])
		if now == nil {
			sheets := append([]*sheet{on.first}, on.more...)
			now = &told{unset: unset[st.ID]}
			for _, s := range sheets {
				now.pages = append(now.pages, s.page)
			}
			c.sheet = on.first
			if !c.right(st, now, sheets) {
				continue
			}
		}
		fine[st] = now
	}
	if c.memory != nil {
		c.memory.told = fine
	}
}

// standing are the pages that a story stands on.
type standing struct {
	first *sheet
	more  []*sheet
}

func (on *standing) last() *sheet {
	if n := len(on.more); n > 0 {
		return on.more[n-1]
	}
	return on.first
}

// right holds what the pages show of a story against it.
func (c *checker) right(st *editions.Story, now *told, sheets []*sheet) bool {
	for _, s := range sheets {
		if s.print == nil {
			s.print = c.memory.print(s.page)
		}
		now.prints = append(now.prints, s.print)
	}
	if c.memory.toldOf(st, now.unset).shows(st, now.prints) {
		return true // on pages that are others
	}
	var shown strings.Builder
	printed := page.JoinStory(st.ID, now.prints)
	for _, text := range printed {
		shown.WriteString(text)
	}
	label := printed[page.Part{Role: page.RoleLabel}] != ""
	want, got := setOf(st, now.unset, st.Group != "" && !label), shown.String()
	if c.tally.same(want, got) {
		return true
	}
	n := len(c.found)
	c.differ(st, counts(want), counts(got))
	return len(c.found) == n
}

// setOf returns the characters of a story that are to stand on the pages.
func setOf(s *editions.Story, unset *editions.Unset, silent bool) string {
	if unset == nil {
		unset = &editions.Unset{}
	}
	var b strings.Builder
	for p := range s.Parts() {
		if silent && p.Role == editions.RoleLabel {
			continue
		}
		n, _ := unset.Set(s, p)
		b.WriteString(p.Printed().String()[:n])
	}
	return b.String()
}

// counts counts characters.
func counts(s string) map[rune]int {
	n := make(map[rune]int, len(s)/6)
	for _, r := range s {
		if counted(r) {
			n[r]++
		}
	}
	return n
}

// counted tells whether a character is: spaces, and hyphens at line ends, are not.
func counted(r rune) bool { return !unicode.IsSpace(r) && r != '\u00ad' && r != '-' }

// tally compares texts by how often each character stands in them, those of the first plane. It
// is all zeros between.
type tally []int32

// same tells whether two texts have the same characters, as counts has them. Others than those
// of the first plane must be the same too, in their order.
func (t *tally) same(a, b string) bool {
	if *t == nil {
		*t = make(tally, 1<<16)
	}
	var rare [2][]rune
	for i, s := range [...]string{a, b} {
		for _, r := range s {
			switch {
			case !counted(r):
			case r < 1<<16:
				(*t)[r] += 1 - 2*int32(i)
			default:
				rare[i] = append(rare[i], r)
			}
		}
	}
	same := slices.Equal(rare[0], rare[1])
	for _, s := range [...]string{a, b} {
		for _, r := range s {
			if r < 1<<16 {
				same = same && (*t)[r] == 0
				(*t)[r] = 0
			}
		}
	}
	return same
}

// differ reports what is on the pages and not in the story, or the other way round.
func (c *checker) differ(s *editions.Story, want, got map[rune]int) {
	missing, more := 0, 0
	for r, n := range want {
		missing += max(n-got[r], 0)
	}
	for r, n := range got {
		more += max(n-want[r], 0)
	}
	var box unit.Rect
	for _, pc := range c.sheet.pieces {
		if pc.story == s.ID {
			box = pc.rect
		}
	}
	if missing > 0 {
		c.at(box, s.ID, finding("REL-TEXT", source.Msg("characters-of-story-on-no-page", missing), source.Msg("fault-of-engine-please-report")))
	}
	if more > 0 {
		c.at(box, s.ID, finding("REL-TEXT", source.Msg("characters-stand-on-pages-story-does", more), source.Msg("fault-of-engine-please-report")))
	}
}
