package lint

import (
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
	printed, unset := page.Printed(c.res.Doc), c.res.Unset()
	sheetOf := map[string]*sheet{}
	for _, s := range c.sheets {
		for _, pc := range s.pieces {
			if sheetOf[pc.story] == nil {
				sheetOf[pc.story] = s
			}
		}
	}
	for _, st := range c.ed.Stories {
		if c.sheet = sheetOf[st.ID]; c.sheet == nil {
			continue
		}
		var shown strings.Builder
		for _, text := range printed[st.ID] {
			shown.WriteString(text)
		}
		silent := st.Group != "" && printed[st.ID][page.Part{Role: page.RoleLabel}] == ""
		c.differ(st, counts(setOf(st, unset[st.ID], silent)), counts(shown.String()))
	}
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

// counts counts characters; spaces, and hyphens at line ends, do not count.
func counts(s string) map[rune]int {
	n := make(map[rune]int, len(s)/6)
	for _, r := range s {
		if !unicode.IsSpace(r) && r != '\u00ad' && r != '-' {
			n[r]++
		}
	}
	return n
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
