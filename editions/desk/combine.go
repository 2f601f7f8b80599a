package desk

// The two ways in which changes meet are those of CodeMirror (@codemirror/state, MIT), step
// for step: a browser and the authority must come to the same text.

// reader goes through changes piece by piece.
type reader struct {
	in   Changes
	next int // of in
	n    int // what is left of the stretch, of the text before
	ins  int // of what it puts, -1: it keeps
	off  int // how much of it has gone
	done bool
}

func readerOf(c Changes) *reader {
	r := &reader{in: c}
	r.step()
	return r
}

func (r *reader) step() {
	r.off = 0
	if r.next >= len(r.in) {
		r.n, r.ins, r.done = 0, 0, true
		return
	}
	p := r.in[r.next]
	r.next++
	r.n, r.ins = p.n, -1
	if p.put {
		r.ins = len(p.text)
	}
}

func (r *reader) keeps() bool { return !r.done && r.ins < 0 }
func (r *reader) puts() bool  { return !r.done && r.ins >= 0 }

// text is all that the stretch puts.
func (r *reader) text() Text {
	if r.done || r.next == 0 {
		return nil
	}
	return r.in[r.next-1].text
}

// after is how long the rest of the stretch is in the text after.
func (r *reader) after() int {
	if r.ins < 0 {
		return r.n
	}
	return r.ins
}

// forward goes on in the text before, forwardAfter in that after.
func (r *reader) forward(n int) {
	if n == r.n {
		r.step()
		return
	}
	r.n, r.off = r.n-n, r.off+n
}

func (r *reader) forwardAfter(n int) {
	switch {
	case r.ins < 0:
		r.forward(n)
	case n == r.ins:
		r.step()
	default:
		r.ins, r.off = r.ins-n, r.off+n
	}
}

// Compose returns one set of changes for two, of which the second is of the text after the first.
func (c Changes) Compose(next Changes) (Changes, error) {
	if c.NewLength() != next.Length() {
		return nil, errNoFit
	}
	var out Changes
	a, b := readerOf(c), readerOf(next)
	for open := false; !a.done || !b.done; {
		switch {
		case a.puts() && a.ins == 0:
			out = out.put(a.n, nil, open)
			a.step()
			continue
		case !b.done && b.n == 0:
			out = out.put(0, b.text(), open)
			b.step()
			continue
		case a.done || b.done:
			return nil, errNoFit
		}
		n, had := min(a.after(), b.n), len(out)
		switch {
		case a.keeps() && b.keeps():
			out = out.keep(n)
		case a.keeps():
			out = out.put(n, b.rest(), open)
		case b.keeps():
			out = out.put(a.gone(), a.text()[a.off:a.off+n], open)
		default:
			out = out.put(a.gone(), b.rest(), open)
		}
		open = (a.ins > n || b.ins >= 0 && b.n > n) && (open || len(out) > had)
		a.forwardAfter(n)
		b.forward(n)
	}
	return out, nil
}

// rest is what a stretch puts, at its first piece; gone is how much it takes away, at its first.
func (r *reader) rest() Text {
	if r.off > 0 {
		return nil
	}
	return r.text()
}

func (r *reader) gone() int {
	if r.off > 0 {
		return 0
	}
	return r.n
}

// Map returns c as it is after other, which is of the same text. Where both put something at
// one place, c's comes first if before says so.
func (c Changes) Map(other Changes, before bool) (Changes, error) {
	if c.Length() != other.Length() {
		return nil, errNoFit
	}
	var out Changes
	a, b := readerOf(c), readerOf(other)
	put := -1 // the stretch of c whose text has been put already
	for {
		switch {
		case a.done && b.n > 0 || b.done && a.n > 0:
			return nil, errNoFit
		case a.keeps() && b.keeps():
			n := min(a.n, b.n)
			out = out.keep(n)
			a.forward(n)
			b.forward(n)
		case b.puts() && (!a.puts() || put == a.next || a.off == 0 && (b.n < a.n || b.n == a.n && !before)):
			out = out.keep(b.ins)
			for left := b.n; left > 0; {
				n := min(a.n, left)
				if a.puts() && put < a.next && a.n <= n {
					out = out.put(0, a.text(), false)
					put = a.next
				}
				a.forward(n)
				left -= n
			}
			b.step()
		case a.puts():
			n, left := across(a.n, b)
			var text Text
			if put < a.next {
				text = a.text()
			}
			out = out.put(n, text, false)
			put = a.next
			a.forward(a.n - left)
		default:
			return out, nil
		}
	}
}

// across goes with a stretch of n replaced units to where other changes put something: how many
// of them are still there, and how many are left.
func across(n int, b *reader) (there, left int) {
	for left = n; left > 0; {
		switch {
		case b.keeps():
			piece := min(left, b.n)
			there, left = there+piece, left-piece
			b.forward(piece)
		case b.puts() && b.ins == 0 && b.n < left:
			left -= b.n
			b.step()
		default:
			return there, left
		}
	}
	return there, left
}

// Place is where a place of the text before is after the changes; before says that it stays in
// front of what is put there.
func (c Changes) Place(at int, before bool) int {
	old, now := 0, 0
	for _, p := range c {
		if !p.put {
			if at < old+p.n || before && at == old+p.n {
				return now + at - old
			}
			old, now = old+p.n, now+p.n
			continue
		}
		if at < old+p.n || at == old && before {
			if before || at == old && p.n > 0 {
				return now
			}
			return now + len(p.text)
		}
		old, now = old+p.n, now+len(p.text)
	}
	return now
}
