package makeup

import (
	"slices"

	"banxin/editions"
	"banxin/editions/splice"
)

// Adopt returns edition.yaml with the pages of a version in it: each made-up page has the template
// of the name that name gives it, and its stories under 稿件. All else stays as it is, comments
// too. It is an error where the file is written in a way that has no place for that.
func (v Version) Adopt(yaml []byte, name func(page int) string) ([]byte, error) {
	d, err := splice.Open("edition.yaml", yaml)
	if err != nil {
		return nil, err
	}
	for i, pg := range v.Edition.Pages {
		k := slices.IndexFunc(v.Made, func(m Made) bool { return m.Page == pg.Number })
		if k < 0 {
			continue
		}
		if err := d.Template(i, name(pg.Number)); err != nil {
			return nil, err
		}
		if err := insert(v.Edition, d, v.placed(&v.Made[k])); err != nil {
			return nil, err
		}
	}
	return d.Bytes(), nil
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
