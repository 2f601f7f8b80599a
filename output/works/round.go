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
	r := s.o.Session.round(s.Edition)
	r.Name = name
	if s.Layout == nil {
		return r
	}
	adverts := map[int][]compare.Advert{}
	for _, p := range r.Pages {
		adverts[p.Number] = p.Adverts
	}
	at := make(map[string]int, len(r.Stories))
	for i := range r.Stories {
		at[r.Stories[i].ID] = i
	}
	r.Pages = nil
	shown := map[int][]int{} // for each page number the stories that have lines there
	for i, p := range s.Doc.Pages {
		on := s.o.Session.lines(p, func() *linesOn { return newLinesOn(s.Doc, i) })
		r.Pages = append(r.Pages, compare.Page{
			Number: p.Number, Name: p.Name, Section: p.Section, Digest: s.Digest(i), Furniture: on.furniture, Adverts: adverts[p.Number],
		})
		for id, lines := range on.stories {
			if k, ok := at[id]; ok {
				st := &r.Stories[k]
				if n := len(st.Lines); n == 0 || st.Lines[n-1].Page != p.Number {
					shown[p.Number] = append(shown[p.Number], k)
				}
				if st.Lines == nil {
					st.Lines = lines // shared, and so known for the same
				} else {
					st.Lines = slices.Concat(st.Lines, lines)
				}
			}
		}
	}
	if slices.ContainsFunc(s.Edition.Pages, func(p *editions.Page) bool { return p.Template.Flow }) {
		s.flowPlaces(r, at, shown)
	}
	return r
}

// linesOn are the lines of a page as rounds keep them. They do not change.
type linesOn struct {
	stories   map[string][]compare.Line
	furniture []string
}

func newLinesOn(d *page.Doc, i int) *linesOn {
	lines, furniture := proof.LinesOf(d, i)
	out := &linesOn{map[string][]compare.Line{}, furniture}
	for _, l := range lines {
		out.stories[l.Story] = append(out.stories[l.Story], compare.Line{Page: d.Pages[i].Number, Role: lineRole(l.Role), Block: l.Block, Rect: micrometres(l.Rect), Text: l.Text})
	}
	return out
}

// Digest stands for a page, by its index in Doc, as it is printed: proof.Digest.
func (s *Set) Digest(i int) string {
	return s.o.Session.digest(s.Doc.Pages[i], func() string { return proof.Digest(s.Doc, i) })
}

// flowPlaces says where stories stand when flow templates decide the numbers of pages.
func (s *Set) flowPlaces(r *compare.Round, at map[string]int, shown map[int][]int) {
	sheets := s.Layout.Sheets()
	if len(sheets) != len(s.Doc.Pages) {
		return
	}
	for i := range r.Stories {
		r.Stories[i].Places = nil
	}
	in := map[*string]map[string]bool{} // the stories of a slot, by where their list stands: it goes on over pages
	for i, p := range s.Doc.Pages {
		for _, pl := range sheets[i].Slots {
			if pl.Slot.Kind != editions.StorySlot || len(pl.Stories) == 0 {
				continue
			}
			place := compare.Place{Page: p.Number, Slot: pl.Slot.Name}
			stories, again := in[&pl.Stories[0]]
			if !again {
				stories = map[string]bool{}
				in[&pl.Stories[0]] = stories
				for _, id := range pl.Stories {
					n, ok := at[id]
					if stories[id] = ok; ok && len(r.Stories[n].Lines) == 0 && len(r.Stories[n].Places) == 0 {
						r.Stories[n].Places = []compare.Place{place}
					}
				}
			}
			for _, n := range shown[p.Number] {
				if stories[r.Stories[n].ID] {
					r.Stories[n].Places = append(r.Stories[n].Places, place)
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
