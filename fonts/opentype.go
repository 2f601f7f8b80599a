package fonts

// What GSUB and GPOS have in common (OpenType 1.9, "OpenType Layout Common Table Formats").

// layoutLookups returns the lookups of a feature for Chinese text, in the order in which they apply.
func layoutLookups(t table, feature, language string) []table {
	scripts, features, lookups := t.from(t.u16(4)), t.from(t.u16(6)), t.from(t.u16(8))
	if len(t) < 10 {
		return nil
	}
	system := chineseLanguage(scripts, language)
	want := table(feature).u32(0)
	chosen := make([]bool, lookups.u16(0))
	for i := range min(system.u16(4), len(system)/2) {
		rec := features.from(2 + 6*system.u16(6+2*i))
		if len(rec) < 6 || rec.u32(0) != want {
			continue
		}
		feat := features.from(rec.u16(4))
		for j := range min(feat.u16(2), len(feat)/2) {
			if k := feat.u16(4 + 2*j); k < len(chosen) {
				chosen[k] = true
			}
		}
	}
	var out []table
	for k, yes := range chosen {
		if yes {
			out = append(out, lookups.from(lookups.u16(2+2*k)))
		}
	}
	return out
}

// chineseLanguage finds the system of a language, "ZHS " if none is named: script hani, else
// DFLT, else the first; in it the language, else ZHS, else the default.
func chineseLanguage(scripts table, language string) table {
	var script table
	best := -1
	for i := range min(scripts.u16(0), len(scripts)/6) {
		score := 0
		switch tag := string(scripts.part(uint32(2+6*i), 4)); tag {
		case "hani":
			score = 2
		case "DFLT":
			score = 1
		}
		if score > best {
			best, script = score, scripts.from(scripts.u16(2+6*i+4))
		}
	}
	for _, want := range []string{language, simplified} {
		for i := range min(script.u16(2), len(script)/6) {
			if string(script.part(uint32(4+6*i), 4)) == want {
				return script.from(script.u16(4 + 6*i + 4))
			}
		}
	}
	if offset := script.u16(0); offset != 0 {
		return script.from(offset)
	}
	return nil
}

// subtables calls do with the type and bytes of each subtable of a lookup, extensions resolved,
// until it returns false; extension is the lookup type that stands for one.
func subtables(lookup table, extension int, do func(kind int, sub table) bool) {
	for i := range min(lookup.u16(4), len(lookup)/2) {
		kind, sub := lookup.u16(0), lookup.from(lookup.u16(6+2*i))
		if kind == extension && sub.u16(0) == 1 {
			kind, sub = sub.u16(2), sub.from32(sub.u32(4))
		}
		if !do(kind, sub) {
			return
		}
	}
}

// coverage calls do with each covered glyph and its number in the coverage until it returns false.
func coverage(t table, do func(i int, g GID) bool) {
	switch t.u16(0) {
	case 1:
		for i := range min(t.u16(2), len(t)/2) {
			if !do(i, GID(t.u16(4+2*i))) {
				return
			}
		}
	case 2:
		for i := range min(t.u16(2), len(t)/6) {
			first, last, start := t.u16(4+6*i), t.u16(6+6*i), t.u16(8+6*i)
			for g := first; g <= last; g++ {
				if !do(start+g-first, GID(g)) {
					return
				}
			}
		}
	}
}
