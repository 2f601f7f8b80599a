package makeup

import (
	"banxin/editions"
	"banxin/editions/splice"
)

// Lines returns the lines of edition.yaml that place the suggested stories of a page:
// what is to stand under its 稿件.
func Lines(gs []Suggestion, page int) []string {
	var out []string
	for _, g := range gs {
		if g.Page == page {
			out = append(out, splice.Scalar(g.Slot)+": "+splice.List(g.Stories...).String())
		}
	}
	return out
}

// Insert returns edition.yaml with the suggestions written under 稿件 of their pages, where their slots come as
// the pages are drawn: whoever shows an edition reads a page in that order.
// All else stays as it is, comments too. It is an error where the file is written in a
// way that has no place for them.
func Insert(ed *editions.Edition, yaml []byte, gs []Suggestion) ([]byte, error) {
	d, err := splice.Open("edition.yaml", yaml)
	if err != nil {
		return nil, err
	}
	if err := insert(ed, d, gs); err != nil {
		return nil, err
	}
	return d.Bytes(), nil
}

func insert(ed *editions.Edition, d *splice.Doc, gs []Suggestion) error {
	for i, pg := range ed.Pages {
		var order []string
		if pg.Template != nil {
			for _, s := range pg.Template.Slots {
				order = append(order, s.Name)
			}
		}
		for _, g := range gs {
			if g.Page != pg.Number {
				continue
			}
			if err := d.PlaceAll(splice.Spot{Page: i, Slot: g.Slot}, g.Stories, order...); err != nil {
				return err
			}
		}
	}
	return nil
}
