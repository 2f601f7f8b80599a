package makeup

import (
	"banxin/layout/lint"
	"banxin/layout/unit"
)

// verses measures a poem in w columns whose head stands over the first of them: so an odd number of stanzas ends level,
// the head and one of them beside two.
func (m *tables) verses(p, w int) []*option {
	u := m.parcels[p]
	if p < leaders || w < 2 || w > mostStanzas || !u.verse() || len(u.stories) > 1 || u.pictures() || u.tables() || u.broken(m.t.Chars) > 0 {
		return nil
	}
	want, least, most := m.wants(p)
	fit := m.fit(u, m.width(1), 1)
	for i := stepOf(want); i < len(steps); i++ {
		size := unit.Points(steps[i])
		if size > fit || size > most {
			continue
		}
		if size < least {
			return nil
		}
		return m.versed(p, w, steps[i])
	}
	return nil
}

// mostStanzas is over how many columns a poem goes at the most.
const mostStanzas = 4

// versed measures a poem under a head of a size over its first column: in the least height that has room for it, if it
// ends level there.
func (m *tables) versed(p, w, size int) []*option {
	s := m.lined(p, 1, plainSlot())[0].slot
	s.Head.Max, s.Head.Span = points(size), -1
	u := m.parcels[p]
	t, g := m.scratch(1, s, m.lines)
	ed, res := m.tried(t, u.stories...)
	if read(res).failed() {
		return nil
	}
	o := &option{parcel: p, cols: w, slot: s, size: headlineOf(res.Doc, u.stories[0].ID).size, rows: 1, head: headOf(res.Doc, g)}
	if all := lint.Heads(ed, res); len(all) > 0 {
		o.ink = int(all[0].Ink)
	}
	whole := g.LinesFor(footOf(res.Doc) - g.Area.Y) // in one column
	for o.lines = max(whole/w, o.head+1); o.lines < whole; o.lines++ {
		t, _ := m.scratch(w, s, o.lines)
		res := m.try(t, u.stories...)
		if read(res).failed() || len(parted(res.Doc, m.columnOf(w, &s))) > 0 {
			continue
		}
		if hollow(res.Doc, t, t.Slots[0].Frames[0]) > mostHole {
			return nil
		}
		o.empty = read(res).free
		m.price(o, &taken{}, &heading{covered: 100})
		o.cost += m.legs(o)
		return []*option{o}
	}
	return nil
}
