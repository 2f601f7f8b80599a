package flow

// furniture is what stands in the first region of a story's way besides text. It is frozen.
type furniture struct {
	head     *heading   // nil: it stands in its column, or is dropped
	hole     hole       // of the head; empty where it takes no lines
	figures  []standing // in the story's order
	homeless []picture  // figures that found no room

	dropped *heading // a head that has no room
	lines   int      // that it would take
}

// headed is a head over the columns, and how many lines it takes.
type headed struct {
	h *heading
	n int
}

// obstacles are what the text keeps out of.
func (f *furniture) obstacles() obstacles {
	var o obstacles
	if !f.hole.empty() {
		o.holes = append(o.holes, f.hole)
	}
	for _, s := range f.figures {
		if s.inset != nil {
			o.insets = append(o.insets, *s.inset)
		} else {
			o.holes = append(o.holes, s.hole)
		}
	}
	return o
}

// furniture is an attempt as far as its furniture depends on it.
func (a attempt) furniture() attempt {
	if a.regions > 1 || a.legs > 0 {
		a.end = 0
	}
	a.setting, a.more, a.regions, a.legs, a.short, a.narrow = 0, 0, 0, 0, 0, false
	return a
}

// position is where a story begins whose head stands over its columns: a line of a region.
type position struct {
	i      int // of the region, in its slot
	region *Region
	at     int
	from   int      // the first column under the head
	span   int      // how many there are
	stack  *heading // a vertical head at the side of the columns; nil: none
}

// furnishing makes the furniture of attempts that begin at a place, each once.
type furnishing struct {
	place position
	heads map[variant]headed
	made  map[attempt]*furniture
}

func newFurnishing(at position) furnishing {
	return furnishing{at, map[variant]headed{}, map[attempt]*furniture{}}
}

// furnish composes the head of an attempt and places it and the figures.
func (m *furnishing) furnish(c *composer, a attempt) *furniture {
	if m.place.region == nil { // all stands in the columns
		return &furniture{}
	}
	key := a.furniture()
	if f := m.made[key]; f != nil {
		return f
	}
	p, f := m.place, &furniture{}
	if f.head = p.stack; f.head == nil {
		over, floor := m.headOver(c, a.variant), p.region.floor(p.from, p.from+p.span)
		if v := a.variant; p.at+over.n > floor {
			v.close = true
			over = m.headOver(c, v)
		}
		if p.at+over.n > floor {
			f.dropped, f.lines = over.h, over.n
		} else {
			f.head, f.hole = over.h, hole{p.from, p.from + p.span, p.at, min(p.at+over.n+a.air, floor)}
		}
	}
	end := p.region.end
	if key.end > 0 {
		end = key.end
	}
	f.figures, f.homeless = c.figures(p.region, a.picture, f.hole, p.at, end)
	m.made[key] = f
	return f
}

// headOver composes the head that stands over the columns.
func (m *furnishing) headOver(c *composer, v variant) headed {
	v.picture, v.setting = 0, 0
	made, ok := m.heads[v]
	if !ok {
		p := m.place
		made.h, made.n = c.headOver(p.region, p.from, p.from+p.span, v)
		m.heads[v] = made
	}
	return made
}
