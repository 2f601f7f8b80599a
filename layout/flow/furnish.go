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

// furnishing is an attempt as far as furniture depends on it.
func (a attempt) furnishing() attempt {
	if a.regions > 1 || a.legs > 0 {
		a.end = 0
	}
	a.setting, a.more, a.regions, a.legs, a.short, a.narrow = 0, 0, 0, 0, 0, false
	return a
}

// furnish composes the head of an attempt and places it and the figures.
func (s *story) furnish(a attempt) *furniture {
	if s.place.region == nil { // all stands in the columns
		return &furniture{}
	}
	key := a.furnishing()
	if f := s.furnished[key]; f != nil {
		return f
	}
	p, f := s.place, &furniture{}
	if f.head = p.stack; f.head == nil {
		over := s.headOver(a.variant)
		if p.at+over.n > p.region.end {
			f.dropped, f.lines = over.h, over.n
		} else {
			f.head, f.hole = over.h, hole{0, p.span, p.at, p.at + over.n + a.air}
		}
	}
	end := p.region.end
	if key.end > 0 {
		end = key.end
	}
	f.figures, f.homeless = s.figures(p.region, a.picture, f.hole, p.at, end)
	s.furnished[key] = f
	return f
}

// headOver composes the head that stands over the columns.
func (s *story) headOver(v variant) headed {
	v.picture, v.setting = 0, 0
	made, ok := s.headed[v]
	if !ok {
		p := s.place
		made.h, made.n = s.composer.headOver(p.region, p.at, p.span, v)
		s.headed[v] = made
	}
	return made
}
