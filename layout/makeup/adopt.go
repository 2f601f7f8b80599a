package makeup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"banxin/editions"
)

// Adopt returns edition.yaml with the pages of a version in it: each made-up page has the template
// of the name that name gives it, and its stories under 稿件. All else stays as it is, comments
// too. It is an error where the file is written in a way that has no place for that.
func (v Version) Adopt(yaml []byte, name func(page int) string) ([]byte, error) {
	ed := v.Edition
	text, err := v.templates(strings.Split(string(yaml), "\n"), name)
	if err != nil {
		return nil, err
	}
	var gs []Suggestion
	for i := range v.Made {
		gs = append(gs, v.placed(&v.Made[i])...)
	}
	return Insert(ed, text, gs)
}

// placed lists where the stories of a made-up page stand.
func (v Version) placed(m *Made) (gs []Suggestion) {
	i := slices.IndexFunc(v.Edition.Pages, func(pg *editions.Page) bool { return pg.Number == m.Page })
	for _, pl := range v.Edition.Pages[i].Placed {
		if s := v.Edition.Pages[i].Template.Slot(pl.Slot); s != nil && s.Kind == editions.StorySlot {
			gs = append(gs, Suggestion{Stories: pl.Stories, Page: m.Page, Slot: pl.Slot})
		}
	}
	return gs
}

var templateKey = regexp.MustCompile(`^(\s*(?:-\s+)?(?:模板|版式|template)\s*[:：]\s*)("[^"]*"|'[^']*'|[^#]*?)(\s*(?:#.*)?)$`)

// templates puts the names of templates into the lines of pages: a line stays a line, so that the
// places of pages hold.
func (v Version) templates(lines []string, name func(page int) string) ([]byte, error) {
	pages := v.Edition.Pages
	for i, pg := range pages {
		if !slices.ContainsFunc(v.Made, func(m Made) bool { return m.Page == pg.Number }) {
			continue
		}
		from, to := pg.Pos.Line-1, len(lines)
		if i+1 < len(pages) {
			to = pages[i+1].Pos.Line - 1
		}
		if from < 0 || from >= to || to > len(lines) {
			return nil, fmt.Errorf("page %d is not where it was read", pg.Number)
		}
		at := slices.IndexFunc(lines[from:to], templateKey.MatchString)
		if at < 0 {
			return nil, fmt.Errorf("page %d names its template in no line of its own", pg.Number)
		}
		m := templateKey.FindStringSubmatch(lines[from+at])
		lines[from+at] = m[1] + scalar(name(pg.Number)) + m[3]
	}
	return []byte(strings.Join(lines, "\n")), nil
}
