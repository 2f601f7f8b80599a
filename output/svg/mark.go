package svg

import (
	"strconv"

	"banxin/layout/page"
)

// mark opens or closes a group and returns how many are open.
func (s *sheet) mark(m *page.Mark, open int) int {
	if !m.Open {
		if open > 0 {
			s.text("</g>\n")
			open--
		}
		return open
	}
	s.text("<g")
	switch {
	case m.Role == page.RoleStory:
		s.attribute("data-story", m.ID)
		s.attribute("data-order", strconv.Itoa(m.Order))
		s.attribute("role", "group")
		s.attribute("aria-label", storyTitle(s.doc, m.ID))
	case m.ID != "":
		s.attribute("data-block", m.ID)
		s.attribute("data-role", string(m.Role))
	default:
		s.attribute("data-role", string(m.Role))
	}
	s.attribute("aria-label", m.Alt)
	if !m.Rect.Empty() {
		s.text(` data-rect="`)
		s.pen.rect(m.Rect)
		s.text(`"`)
	}
	s.text(">\n")
	return open + 1
}

func storyTitle(d *page.Doc, id string) string {
	for i := range d.Stories {
		if d.Stories[i].ID == id {
			return d.Stories[i].Title
		}
	}
	return ""
}
