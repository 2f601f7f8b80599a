package works

import (
	"slices"

	"banxin/editions"
	"banxin/editions/compare"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/proof"
)

// Round is the edition as it is, with what became of it on the pages, to be compared with
// a later one.
func (s *Set) Round(name string) *compare.Round {
	r := compare.Of(s.Edition)
	r.Name = name
	if s.Layout == nil {
		return r
	}
	adverts := map[int][]compare.Advert{}
	for _, p := range r.Pages {
		adverts[p.Number] = p.Adverts
	}
	lines, furniture := proof.Lines(s.Doc)
	r.Pages = nil
	for i, p := range s.Doc.Pages {
		r.Pages = append(r.Pages, compare.Page{
			Number: p.Number, Name: p.Name, Section: p.Section, Digest: s.Digest(i), Furniture: furniture[i], Adverts: adverts[p.Number],
		})
	}
	at := map[string]int{}
	for i := range r.Stories {
		at[r.Stories[i].ID] = i
	}
	for _, l := range lines {
		i, ok := at[l.Story]
		if !ok {
			continue
		}
		st := &r.Stories[i]
		st.Lines = append(st.Lines, compare.Line{Page: s.Doc.Pages[l.Page].Number, Role: lineRole(l.Role), Block: l.Block, Rect: micrometres(l.Rect), Text: l.Text})
	}
	if slices.ContainsFunc(s.Edition.Pages, func(p *editions.Page) bool { return p.Template.Flow }) {
		s.flowPlaces(r, at)
	}
	return r
}

// Digest stands for a page, by its index in Doc, as it is printed: proof.Digest.
func (s *Set) Digest(i int) string {
	return s.o.Session.digest(s.Doc.Pages[i], func() string { return proof.Digest(s.Doc, i) })
}

// flowPlaces says where stories stand when flow templates decide the numbers of pages.
func (s *Set) flowPlaces(r *compare.Round, at map[string]int) {
	sheets := s.Layout.Sheets()
	if len(sheets) != len(s.Doc.Pages) {
		return
	}
	for i := range r.Stories {
		r.Stories[i].Places = nil
	}
	for i, p := range s.Doc.Pages {
		for _, pl := range sheets[i].Slots {
			for _, id := range pl.Stories {
				n, ok := at[id]
				if !ok || pl.Slot.Kind != editions.StorySlot {
					continue
				}
				st := &r.Stories[n]
				if len(st.Lines) == 0 && len(st.Places) == 0 || slices.ContainsFunc(st.Lines, func(l compare.Line) bool { return l.Page == p.Number }) {
					st.Places = append(st.Places, compare.Place{Page: p.Number, Slot: pl.Slot.Name})
				}
			}
		}
	}
}

// lineRole is the role of a line as rounds call it.
func lineRole(r page.Role) string {
	switch r {
	case page.RoleFigure:
		return compare.Picture
	case page.RoleRow:
		return compare.Row
	}
	return string(r)
}

// micrometres returns left, top, width and height in 1/1000 mm.
func micrometres(r unit.Rect) [4]int {
	um := func(l unit.Length) int { return int(l.MulDiv(25400, 72*int64(unit.Pt))) }
	return [4]int{um(r.X), um(r.Y), um(r.W), um(r.H)}
}
