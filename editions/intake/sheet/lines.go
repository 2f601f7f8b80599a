package sheet

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// seg is a stretch of characters on one line without a gap. Its box is in the space of its
// own way of writing: of vertical lines x runs down and y to the left, so that one set of
// rules serves both.
type seg struct {
	Box
	chars    []int
	base     int
	size     int
	bold     bool
	font     string
	vertical bool
}

// turned is a box in the other way of writing's space.
func (b Box) turned() Box { return Box{b.Y0, -b.X1, b.Y1, -b.X0} }

// back undoes turned.
func (b Box) back() Box { return Box{-b.Y1, b.X0, -b.Y0, b.X1} }

func (b Box) w() int { return b.X1 - b.X0 }
func (b Box) h() int { return b.Y1 - b.Y0 }

// across is how much two boxes have in common sideways, down how much up and down; negative:
// the distance between.
func (b Box) across(o Box) int { return min(b.X1, o.X1) - max(b.X0, o.X0) }
func (b Box) down(o Box) int   { return min(b.Y1, o.Y1) - max(b.Y0, o.Y0) }

func (b Box) holds(o Box, slack int) bool {
	return o.X0 >= b.X0-slack && o.X1 <= b.X1+slack && o.Y0 >= b.Y0-slack && o.Y1 <= b.Y1+slack
}

func (b Box) union(o Box) Box {
	if b == (Box{}) {
		return o
	}
	return Box{min(b.X0, o.X0), min(b.Y0, o.Y0), max(b.X1, o.X1), max(b.Y1, o.Y1)}
}

// place is the box of a character.
func (c *Char) place() Box {
	if c.DX == 0 && c.DY != 0 { // it lies on its side
		return Box{c.X - c.Size*12/100, min(c.Y, c.Y+c.DY), c.X + c.Size*88/100, max(c.Y, c.Y+c.DY)}
	}
	b := Box{c.X, c.Y - c.Size*88/100, c.X + max(c.DX, c.Size/10), c.Y + c.Size*12/100}
	if 10*c.DX >= 9*c.Size { // marks of full width have their white at one side, which lines may lose
		switch r, _ := utf8.DecodeRuneInString(c.Text); {
		case strings.ContainsRune("，。、；：！？”’）》】」』〉", r):
			b.X1 -= c.DX / 2
		case strings.ContainsRune("“‘（《【「『〈", r):
			b.X0 += c.DX / 2
		}
	}
	return b
}

// segments parts the characters of a page into stretches.
func segments(p *Page) (out []*seg) {
	const unknown, across, downwards = 0, 1, 2
	way := unknown
	var cur []int
	flush := func() {
		if len(cur) > 0 {
			out = append(out, newSeg(p, cur, way == downwards))
		}
		cur, way = nil, unknown
	}
	for i := range p.Chars {
		if len(cur) > 0 {
			last, c := &p.Chars[cur[len(cur)-1]], &p.Chars[i]
			switch {
			case way != downwards && follows(last, c):
				way = across
			case way != across && below(last, c):
				way = downwards
			default:
				flush()
			}
		}
		cur = append(cur, i)
	}
	flush()
	return joined(p, out)
}

func alikeSize(a, b int) bool { return 5*min(a, b) >= 2*max(a, b) }

// follows tells whether a character stands right after another on its line.
func follows(a, b *Char) bool {
	gap := b.X - a.X - a.DX
	s := max(a.Size, b.Size)
	level := 4*abs(a.Y-b.Y) < s || 9*max(a.Size, b.Size) > 10*min(a.Size, b.Size) && 2*abs(a.Y-b.Y) < s // raised or lowered
	return alikeSize(a.Size, b.Size) && level && 10*gap > -8*s && 20*gap < 17*s && (a.DX != 0 || a.DY == 0)
}

// below tells whether a character stands under another in a vertical line.
func below(a, b *Char) bool {
	s := max(a.Size, b.Size)
	dy := b.Y - a.Y
	return alikeSize(a.Size, b.Size) && 10*abs(b.X-a.X) < 9*s && 10*dy > -3*s && 10*dy < 17*s && (dy > 0 || abs(b.X-a.X) < s)
}

func abs(v int) int { return max(v, -v) }

func newSeg(p *Page, chars []int, vertical bool) *seg {
	s := &seg{chars: chars, vertical: vertical}
	sizes := map[int]int{}
	for _, i := range chars {
		c := &p.Chars[i]
		s.Box = s.union(c.place())
		sizes[c.Size]++
		if n := sizes[c.Size]; n > sizes[s.size] || s.size == 0 || n == sizes[s.size] && c.Size > s.size {
			s.size = c.Size
		}
	}
	first := &p.Chars[chars[0]]
	s.base, s.bold, s.font = first.Y, first.Bold, first.Font
	if vertical {
		s.Box = s.turned()
		s.base = (s.Y0 + s.Y1) / 2
	}
	return s
}

// joined joins stretches that the file has apart and that go on in one another.
func joined(p *Page, in []*seg) (out []*seg) {
	slices.SortStableFunc(in, func(a, b *seg) int {
		return cmp.Or(cmp.Compare(b2i(a.vertical), b2i(b.vertical)), cmp.Compare(a.base, b.base), cmp.Compare(a.X0, b.X0))
	})
	for _, s := range in {
		done := false
		for k := len(out) - 1; k >= 0 && k >= len(out)-60; k-- {
			o := out[k]
			if o.vertical != s.vertical || 4*(s.base-o.base) > max(s.size, o.size) {
				break
			}
			if gap := s.X0 - o.X1; !s.vertical && alikeSize(s.size, o.size) && 10*gap > -8*s.size && 20*gap < 11*min(s.size, o.size) {
				base, box := o.base, o.Box
				*o = *newSeg(p, append(o.chars, s.chars...), o.vertical)
				o.base, o.Box = base, box.union(s.Box)
				done = true
				break
			}
		}
		if !done {
			out = append(out, s)
		}
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// line is a line of a block: stretches on one baseline.
type line struct {
	Box
	segs []*seg
	base int
}

func (l *line) add(s *seg) {
	l.segs = append(l.segs, s)
	l.Box = l.union(s.Box)
}

// said is the text of stretches.
func said(p *Page, segs ...*seg) string {
	var b strings.Builder
	for _, s := range segs {
		for _, i := range s.chars {
			b.WriteString(p.Chars[i].Text)
		}
	}
	return b.String()
}
