package live

import "sync"

// spread is where the stories and findings of a snapshot are, found in one walk: an edition has
// hundreds of stories on dozens of pages, of which browsers are told after each edit.
type spread struct {
	once   sync.Once
	last   map[string]int       // the last page that has a piece of a story, by its id
	parts  map[string][]partsOn // what pages show of a story, by its id, in the order of pages
	fits   []Story              // how the stories of each page fit together
	counts [][len(levels)]int   // findings of each page, by level
}

// partsOn are the parts of a story on a page, by its index.
type partsOn struct {
	page  int
	parts []part
}

// spread returns that of the snapshot, which has an edition.
func (n *snapshot) spread() *spread {
	n.where.once.Do(func() { n.where.fill(n) })
	return &n.where
}

func (w *spread) fill(n *snapshot) {
	w.last, w.parts = map[string]int{}, map[string][]partsOn{}
	for i, sh := range n.sheets {
		for _, p := range sh.pieces {
			w.last[p.story] = i
		}
		for _, p := range sh.parts {
			if of := w.parts[p.story]; len(of) == 0 || of[len(of)-1].page != i {
				w.parts[p.story] = append(of, partsOn{i, p.parts})
			}
		}
	}
	w.fits = make([]Story, len(n.sheets))
	for i := range n.ed.Stories {
		w.fit(&n.ed.Stories[i])
	}
	w.counts = make([][len(levels)]int, len(n.sheets))
	for _, f := range n.ed.Findings {
		if f.Page >= 0 && f.Page < len(w.counts) {
			w.counts[f.Page][f.Level]++
		}
	}
}

// fit adds how a story fits to its pages. What is over counts on every page that has a part of the
// story, room on the page where it ends.
func (w *spread) fit(s *Story) {
	last := s.Page
	if on, ok := w.last[s.ID]; ok {
		last = max(last, on)
	}
	for i := max(s.Page, 0); i <= last; i++ {
		w.fits[i].OverChars += s.OverChars
		w.fits[i].OverLines += s.OverLines
	}
	if last >= 0 && s.FreeLines > 1 {
		w.fits[last].FreeChars += s.FreeChars
		w.fits[last].FreeLines += s.FreeLines
	}
}
