package compare

import (
	"slices"
)

// pages says what became of each page. Furniture, adverts and digests are compared page
// by page, told by number.
func (r *Report) pages(a, b *Round) {
	for i := range b.Pages {
		p := &b.Pages[i]
		c := PageChange{Number: p.Number, Name: p.Name, Section: p.Section, State: Added}
		if was := a.page(p.Number); was != nil {
			furniture := r.furniture(was, p)
			adverts := r.adverts(was, p)
			c.State = r.state(was, p, furniture, adverts)
		}
		r.Pages = append(r.Pages, c)
	}
	for i := range a.Pages {
		if p := &a.Pages[i]; b.page(p.Number) == nil {
			r.Pages = append(r.Pages, PageChange{Number: p.Number, Name: p.Name, Section: p.Section, State: Removed})
		}
	}
}

func (r *Round) page(number int) *Page {
	for i := range r.Pages {
		if r.Pages[i].Number == number {
			return &r.Pages[i]
		}
	}
	return nil
}

// state is the gravest that can be said of a page.
func (r *Report) state(a, b *Page, furniture, adverts bool) string {
	switch {
	case a.Digest == b.Digest && a.Digest != "":
		return Same
	case r.textOn(b.Number):
		return Text
	case slices.ContainsFunc(r.Layout, func(l Relaid) bool { return l.Page == b.Number }):
		return Layout
	case adverts:
		return Other
	case furniture:
		return OnFurniture
	case a.Digest == "" && b.Digest == "": // nobody has composed them
		return Same
	}
	return Other
}

// textOn tells whether a story of a page changed, came, or went.
func (r *Report) textOn(page int) bool {
	at := func(p Place) bool { return p.Page == page }
	for _, s := range r.Stories {
		if s.State != "" || s.Moved {
			if slices.ContainsFunc(s.Places, at) || slices.ContainsFunc(s.WasAt, at) {
				return true
			}
		}
		for _, c := range s.Changes {
			if slices.ContainsFunc(c.Edits, func(e Edit) bool { return e.Page == page }) {
				return true
			}
		}
	}
	return false
}

// furniture compares what banxin writes on a page itself.
func (r *Report) furniture(a, b *Page) bool {
	ids := map[string]int32{}
	deleted, inserted := shortest(number(ids, a.Furniture), number(ids, b.Furniture))
	f := Furniture{Page: b.Number}
	for i, s := range a.Furniture {
		if deleted[i] {
			f.Old = append(f.Old, s)
		}
	}
	for i, s := range b.Furniture {
		if inserted[i] {
			f.New = append(f.New, s)
		}
	}
	if len(f.Old)+len(f.New) == 0 {
		return false
	}
	r.Furniture = append(r.Furniture, f)
	return true
}

// adverts compares the adverts of a page slot by slot.
func (r *Report) adverts(a, b *Page) bool {
	n := len(r.Adverts)
	in := func(list []Advert, slot string) Advert {
		if i := slices.IndexFunc(list, func(a Advert) bool { return a.Slot == slot }); i >= 0 {
			return list[i]
		}
		return Advert{}
	}
	for _, ad := range b.Adverts {
		if was := in(a.Adverts, ad.Slot); was.File != ad.File || was.Digest != ad.Digest {
			r.Adverts = append(r.Adverts, Advertised{b.Number, ad.Slot, was.File, ad.File})
		}
	}
	for _, ad := range a.Adverts {
		if in(b.Adverts, ad.Slot).File == "" {
			r.Adverts = append(r.Adverts, Advertised{b.Number, ad.Slot, ad.File, ""})
		}
	}
	return len(r.Adverts) > n
}
