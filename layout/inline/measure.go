package inline

// measure returns the room of line number n (from 0), less its indent.
func (k *task) measure(n int, first bool) int32 {
	switch {
	case n < len(k.widths):
		return k.less(clamp(k.widths[n]), first)
	case first:
		return k.first
	}
	return k.rest
}

// measures are the room of a line, less its indent: of one that is indented as the first, and of
// any other.
type measures struct{ first, rest int32 }

func (m measures) of(first bool) int32 {
	if first {
		return m.first
	}
	return m.rest
}

// measures returns those of line number n (from 0).
func (k *task) measures(n int) measures { return measures{k.measure(n, true), k.measure(n, false)} }

// less takes the indent off a measure; at least two characters' room remains, or that of an
// omitted paragraph's four.
func (k *task) less(w int32, first bool) int32 {
	return w - k.indentOf(w, first)
}

func (k *task) indentOf(w int32, first bool) int32 {
	in := k.hang
	if first {
		in = k.indent
	}
	switch p := k.sh.para; {
	case p.Verse:
		in += k.verse(w)
	case p.Yield:
		if most := w / (6 * k.em) * k.em; k.hang > most {
			in = int32(int64(in) * int64(most) / int64(k.hang))
		}
	}
	return min(in, max(w-k.sh.spare*k.em, 0))
}

// verse is how far all lines of verse are moved from where their indents say: into the middle of
// a measure, or back where the longest would else be turned over.
func (k *task) verse(w int32) int32 {
	free := max(w-k.sh.longest, 0)
	if k.sh.para.Middle {
		return free/2 - k.indent
	}
	return min(free, k.indent) - k.indent
}
