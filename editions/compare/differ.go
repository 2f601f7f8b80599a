package compare

import (
	"slices"
	"strings"
	"unicode/utf8"

	"banxin/editions/source"
)

// differ compares two states of a story part by part.
type differ struct {
	a, b    *Story
	lines   *lineMap     // of b
	touched map[int]bool // lines of b that edits stand on
}

func (d *differ) changes() []Change {
	var out []Change
	for _, p := range align(d.a.Parts, d.b.Parts) {
		if c, ok := d.change(p); ok {
			out = append(out, c)
		}
	}
	return out
}

// change says what became of a pair of parts.
func (d *differ) change(p pair) (Change, bool) {
	a, b := d.a.Parts[p.a0:p.a1], d.b.Parts[p.b0:p.b1]
	c := Change{Kind: Edited, Edits: []Edit{}, Part: p.b0, Parts: p.b1 - p.b0}
	if len(b) > 0 {
		c.Role, c.Nth = b[0].Role, nth(d.b.Parts, p.b0)
	}
	if len(a) > 0 {
		c.WasRole, c.WasNth = a[0].Role, nth(d.a.Parts, p.a0)
	}
	c.Segs = Texts(joined(a), joined(b))
	if unlike(c.Segs) {
		c.Segs = []Seg{{Delete, joined(a)}, {Insert, joined(b)}}
	}
	switch {
	case len(a) == 0:
		c.Kind = Added
	case len(b) == 0:
		c.Kind, c.Role, c.Nth = Removed, c.WasRole, c.WasNth
	case p.moved:
		c.Kind = Shifted
	case joined(a) != joined(b):
	case c.WasRole != c.Role:
		c.Kind = Rerolled
	case a[0].Style != b[0].Style:
		c.Kind = Styled
		c.WasOf, c.Style = apart(a[0].Style, b[0].Style)
	default:
		return c, false
	}
	if c.Kind == Edited && kinds(a) != kinds(b) {
		c.WasOf, c.Style = apart(a[0].Style, b[0].Style)
	}
	if c.WasRole == c.Role {
		c.WasRole = ""
	}
	d.edits(&c, p)
	return c, true
}

// joined is the text of parts that stand one after another.
func joined(parts []Part) string {
	var list []string
	for _, p := range parts {
		list = append(list, p.Text)
	}
	return strings.Join(list, "\n")
}

// unlike tells whether so little is kept of two texts that it is kept by chance.
func unlike(segs []Seg) bool {
	kept := 0
	for _, s := range segs {
		if s.Op == Keep {
			kept += characters(s.Text)
		}
	}
	deleted, inserted := size(segs)
	return deleted > 0 && inserted > 0 && 3*kept < min(deleted, inserted)
}

// kinds are the appearances in some parts, without what they are of: a change of words
// that are strong is no change of appearance.
func kinds(parts []Part) string {
	var list []string
	for _, p := range parts {
		for _, s := range strings.Split(p.Style, "; ") {
			name, _, _ := strings.Cut(s, " ")
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

// apart returns two appearances without what they have in common.
func apart(a, b string) (onlyA, onlyB string) {
	without := func(list, other string) string {
		in := strings.Split(other, "; ")
		return strings.Join(slices.DeleteFunc(strings.Split(list, "; "), func(s string) bool { return slices.Contains(in, s) }), "; ")
	}
	return without(a, b), without(b, a)
}

// nth counts a part among those of its role, from 1.
func nth(parts []Part, i int) (n int) {
	for _, p := range parts[:i+1] {
		if p.Role == parts[i].Role {
			n++
		}
	}
	return n
}

// around is how many characters of the text an edit shows on each side.
const around = 8

// edits lists the places of a change.
func (d *differ) edits(c *Change, p pair) {
	from, to := 0, 0 // in the joined texts, in characters
	for i := 0; i < len(c.Segs); i++ {
		s := c.Segs[i]
		n := utf8.RuneCountInString(s.Text)
		if s.Op == Keep {
			from, to = from+n, to+n
			continue
		}
		e := Edit{}
		if i > 0 {
			e.Before = last(c.Segs[i-1].Text, around)
		}
		old, fresh := 0, 0
		if s.Op == Delete {
			e.Old, old = s.Text, n
			if i+1 < len(c.Segs) && c.Segs[i+1].Op == Insert {
				i++
			}
		}
		if s = c.Segs[i]; s.Op == Insert {
			e.New, fresh = s.Text, utf8.RuneCountInString(s.Text)
		}
		if i+1 < len(c.Segs) {
			e.After = first(c.Segs[i+1].Text, around)
		}
		e.Chars = fresh
		d.locate(&e, p, from, to, to+fresh)
		from, to = from+old, to+fresh
		c.count(&e)
	}
	if len(c.Edits) == 0 { // it looks otherwise, or stands elsewhere
		e := Edit{Before: first(joined(d.b.Parts[p.b0:p.b1]), 2*around)}
		d.locate(&e, p, 0, 0, utf8.RuneCountInString(joined(d.b.Parts[p.b0:p.b1])))
		c.Edits = append(c.Edits, e)
		c.Count.Places++
	}
	c.Pos, c.Page, c.Slot = c.Edits[0].Pos, c.Edits[0].Page, c.Edits[0].Slot
}

// count takes in an edit. Words that both sides of it have are not counted twice.
func (c *Change) count(e *Edit) {
	deleted, inserted := size(scriptOf(tokens(e.Old), tokens(e.New)).segs())
	c.Edits = append(c.Edits, *e)
	c.Count.add(Count{1, max(deleted, inserted), deleted, inserted})
}

// locate finds the place of an edit: of what was inserted, or where something was cut.
func (d *differ) locate(e *Edit, p pair, old, from, to int) {
	if p.b0 == p.b1 {
		part := d.a.Parts[p.a0]
		line, col := part.At.place(old)
		e.Pos = source.Pos{File: d.a.File, Line: line, Col: col}
		d.cut(e, p.b0)
		return
	}
	part, offset := p.b0, from
	for part+1 < p.b1 && offset > utf8.RuneCountInString(d.b.Parts[part].Text) {
		offset -= utf8.RuneCountInString(d.b.Parts[part].Text) + 1
		part++
	}
	line, col := d.b.Parts[part].At.place(offset)
	e.Pos = source.Pos{File: d.b.File, Line: line, Col: col}
	n := utf8.RuneCountInString(d.b.Parts[part].Text)
	lines := d.lines.of(part, min(offset, n), min(offset+to-from, n))
	if rest := offset + to - from - n - 1; part+1 < p.b1 && rest >= 0 {
		lines = append(lines, d.lines.of(part+1, 0, rest)...)
	}
	d.touch(e, lines)
}

// cut places an edit where parts were taken out before part next of b.
func (d *differ) cut(e *Edit, next int) {
	var lines []int
	if next > 0 {
		n := utf8.RuneCountInString(d.b.Parts[next-1].Text)
		lines = d.lines.of(next-1, n, n)
	}
	if len(lines) == 0 && next < len(d.b.Parts) {
		lines = d.lines.of(next, 0, 0)
	}
	d.touch(e, lines)
	if len(lines) == 0 && len(d.a.Places) > 0 && len(d.b.Places) > 0 {
		e.Page, e.Slot = d.b.Places[0].Page, d.b.Places[0].Slot
	}
}

// touch notes the lines that an edit stands on.
func (d *differ) touch(e *Edit, lines []int) {
	for _, n := range lines {
		l := &d.b.Lines[n]
		d.touched[n] = true
		e.Lines = append(e.Lines, OnPage{l.Page, l.Rect})
	}
	if len(lines) > 0 {
		e.Page = d.b.Lines[lines[0]].Page
	} else if len(d.b.Places) > 0 {
		e.Page = d.b.Places[0].Page
	}
	for _, p := range d.b.Places {
		if p.Page == e.Page {
			e.Slot = p.Slot
			break
		}
	}
}

// first and last return the characters of s at its ends, as far as its line goes.
func first(s string, n int) string {
	s, _, _ = strings.Cut(s, "\n")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

func last(s string, n int) string {
	s = s[strings.LastIndexByte(s, '\n')+1:]
	if r := []rune(s); len(r) > n {
		return "…" + string(r[len(r)-n:])
	}
	return s
}
