package page

import "slices"

// Without returns the document without the stories that a function names: their places on
// the pages are gaps, and no index or list leads to them. It shares everything else with d,
// and is d itself where it shows none of them.
func Without(d *Doc, gone func(story string) bool) *Doc {
	if !slices.ContainsFunc(d.Stories, func(s Story) bool { return gone(s.ID) }) {
		return d
	}
	out := *d
	out.Stories = slices.DeleteFunc(slices.Clone(d.Stories), func(s Story) bool { return gone(s.ID) })
	out.Pages = slices.Clone(d.Pages)
	for i, p := range d.Pages {
		q := *p
		q.Items = without(p.Items, gone)
		out.Pages[i] = &q
	}
	return &out
}

// without returns items less those between the marks of stories and of entries that are gone.
func without(items []Item, gone func(string) bool) []Item {
	var out []Item
	depth := 0 // of open marks, below one that is gone
	for _, it := range items {
		m, marked := it.(*Mark)
		switch {
		case depth > 0 && marked && m.Open:
			depth++
		case depth > 0 && marked:
			depth--
		case depth > 0:
		case marked && m.Open && (m.Role == RoleStory || m.Role == RoleEntry) && gone(m.ID):
			depth = 1
			for _, r := range m.Places() {
				out = append(out, NewGap(r))
			}
		default:
			if g, ok := it.(*Group); ok {
				h := *g
				h.Items = without(g.Items, gone)
				it = &h
			}
			out = append(out, it)
		}
	}
	return out
}
