package fonts

// forms maps each glyph that a GSUB feature of single substitutions changes to what it becomes,
// others to 0; to is nil when it changes none. GSUB is read directly: later releases of the
// shaper leave most vertical forms of Chinese faces out.
type forms struct {
	to    []GID
	given []GID // glyphs that change, in the order found
}

// maxForms bounds the work on a hostile GSUB; the richest lawful face has some 400 forms.
const maxForms = 1 << 16

// Vert returns the glyph's vertical form (GSUB vert), or g itself.
func (f *Face) Vert(g GID) GID { return f.verticalForms().of(g) }

func (f *Face) verticalForms() *forms {
	if v := f.vert.get(); v != nil {
		return v
	}
	return f.vert.fill(f.readVert)
}

func (f *Face) readVert() *forms {
	v := f.readForms("vert")
	if v.to == nil {
		v = f.readForms("vrt2")
	}
	return v
}

func (v *forms) of(g GID) GID {
	if int(g) < len(v.to) && v.to[g] != 0 {
		return v.to[g]
	}
	return g
}

func (f *Face) readForms(feature string) *forms {
	v := &forms{}
	budget := maxForms
	for _, lookup := range layoutLookups(f.table("GSUB"), feature, f.language) {
		step := substitution{numGlyphs: f.NumGlyphs(), budget: budget}
		step.readLookup(lookup)
		budget = step.budget
		v.apply(&step)
	}
	return v
}

// apply adds a lookup's step after those before it.
func (v *forms) apply(step *substitution) {
	if len(step.from) == 0 {
		return
	}
	if v.to == nil {
		v.to = make([]GID, step.numGlyphs)
	}
	for _, g := range v.given {
		if next := step.to[v.to[g]]; next != 0 {
			v.to[g] = next
		}
	}
	for _, g := range step.from {
		if v.to[g] == 0 {
			v.to[g] = step.to[g]
			v.given = append(v.given, g)
		}
	}
}

// substitution is a lookup of single substitutions.
type substitution struct {
	from      []GID
	to        map[GID]GID
	numGlyphs int
	budget    int
}

func (s *substitution) readLookup(lookup table) {
	const single, extension = 1, 7
	s.to = map[GID]GID{}
	subtables(lookup, extension, func(kind int, sub table) bool {
		if kind == single {
			s.readSingle(sub)
		}
		s.budget--
		return s.budget > 0
	})
}

// readSingle reads a subtable; of several the first that covers a glyph counts.
func (s *substitution) readSingle(sub table) {
	format, count := sub.u16(0), sub.u16(4)
	coverage(sub.from(sub.u16(2)), func(i int, g GID) bool {
		to := 0
		switch {
		case format == 1:
			to = (int(g) + count) & 0xFFFF // a delta in this format
		case format == 2 && i < count:
			to = sub.u16(6 + 2*i)
		}
		if to != 0 && to < s.numGlyphs && int(g) < s.numGlyphs && s.to[g] == 0 {
			s.from = append(s.from, g)
			s.to[g] = GID(to)
		}
		s.budget--
		return s.budget > 0
	})
}
