package lint

import (
	"strings"
	"unicode"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/unit"
)

// texts holds the pages against the stories (29, 4): each character once. What the engine
// itself reports as left over is not said again.
func (c *checker) texts() {
	shown := map[string]*strings.Builder{}
	sheetOf := map[string]*sheet{}
	for _, s := range c.sheets {
		for _, pc := range s.pieces {
			if shown[pc.story] == nil {
				shown[pc.story], sheetOf[pc.story] = &strings.Builder{}, s
			}
			for _, list := range [][]*para{pc.heads, pc.paras} {
				for _, p := range list {
					write(shown[pc.story], p)
				}
			}
			for _, f := range pc.figures {
				for _, p := range f.said {
					write(shown[pc.story], p)
				}
			}
		}
	}
	labels := map[[2]string]bool{}
	for _, st := range c.ed.Stories {
		b := shown[st.ID]
		group := [2]string{st.Group, st.Label.String()}
		silent := st.Group != "" && labels[group]
		if b == nil || c.left(st.ID) {
			continue
		}
		labels[group] = true
		want, got := counts(textOf(st, silent)), counts(b.String())
		c.sheet = sheetOf[st.ID]
		c.differ(st, want, got)
	}
}

func write(b *strings.Builder, p *para) {
	for _, l := range p.lines {
		b.WriteString(l.text())
	}
}

// left tells whether the engine has said that not all of a story is set.
func (c *checker) left(id string) bool {
	for i := range c.res.Findings {
		if f := &c.res.Findings[i]; f.Story == id && (f.Code == "FIT-OVER" || f.Code == "FIT-DECK" || f.Code == "PIC-FIT") {
			return true
		}
	}
	return false
}

// textOf returns all characters of a story that are printed.
func textOf(s *editions.Story, silent bool) string {
	var b strings.Builder
	for p := range s.Parts() {
		if silent && p.Role == editions.RoleLabel {
			continue
		}
		b.WriteString(p.Marker)
		b.WriteString(p.Text.String())
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
