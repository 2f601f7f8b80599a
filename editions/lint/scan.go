package lint

import (
	"banxin/editions"
	"banxin/editions/source"
)

// reading is what is open while a passage is read.
type reading struct {
	open     []bracket
	hold     bool // brackets may close in the next line of the head
	pending  *bracket
	marks    int // 、 in the passage
	quotes   int // straight quotation marks in it
	mirrored int // where the second mark stands of a quotation whose marks change places; -1: nowhere
	quoted   int // where a quotation in them ends that is told
}

// scan reads the passage once.
func (c *checker) scan() {
	t := &c.text
	c.begin()
	for i := 0; i < len(t.k); i++ {
		if end := t.whole(i); end > 0 {
			i = end - 1
			continue
		}
		switch t.k[i] {
		case han:
			c.han(i)
		case digit:
			i = c.number(i) - 1
		case letter:
			i = c.latin(i) - 1
		case space, wideSpace:
			i = c.space(i) - 1
		case ascii:
			i = c.ascii(i) - 1
		case stop:
			i = c.stop(i) - 1
		case opener:
			if i == c.read.mirrored {
				continue
			}
			c.todo(i)
			c.opens(i)
		case closer:
			c.closes(i)
		case dash, oddDash:
			i = c.dash(i) - 1
		case ellipsis:
			i = c.ellipsis(i) - 1
		case middle:
			i = c.middle(i) - 1
		case oddDot:
			c.oddDot(i)
		case wideDigit, wideLetter:
			i = c.wide(i) - 1
		case other:
			c.odd(i)
		}
	}
	c.end()
}

// begin makes ready for a passage.
func (c *checker) begin() {
	c.read.marks, c.read.quotes, c.read.quoted = 0, 0, 0
	c.read.mirrored = -1
	c.beginPairs()
}

// end looks back over a passage.
func (c *checker) end() {
	t := &c.text
	c.endPairs()
	c.repeats()
	if (t.role == editions.RoleParagraph || t.role == editions.RoleSignoff) && c.left() {
		// that it has no mark at its end is no fault
	} else if n := len(t.r); (t.role == editions.RoleParagraph || t.role == editions.RoleSignoff) && editions.ForScreens(string(t.r)) {
		c.add(0, n, finding("TXT-TODO", source.Msg("words-for-screens-left", t.quoted(0, min(n, 20))), source.Msg("delete")))
	} else if t.role == editions.RoleParagraph && n >= 24 {
		if k := t.k[len(t.k)-1]; k == han || k == letter || k == digit {
			c.add(len(t.r)-1, len(t.r), finding("TXT-END", source.Msg("paragraph-ends-without-mark"), source.Msg("put-or-what-belongs-there-or")))
		}
	}
	if n := len(t.r) - 1; t.role.IsHead() && t.in(n, "。，、；：") {
		c.add(n, n+1, finding("TXT-END", source.Msg("line-of-head-ends-with", t.r[n]), source.Msg("heads-end-without")))
	}
	if isBody(t.role) {
		c.count()
		c.facts.paragraph(c)
	}
	if t.role == editions.RoleCaption {
		c.facts.caption(c)
	}
}

// han looks at one Han character.
func (c *checker) han(i int) {
	t := &c.text
	r := t.r[i]
	if r == t.at(i+1) {
		c.doubled(i)
	}
	if t.k[i] == han && c.old.has(r) {
		c.variant(r, i)
	}
	if c.lists.first.has(r) {
		c.listed(i)
	}
	if numerals.has(r) {
		c.numeral(i)
	}
}

// latin reads a word of letters and returns where it ends.
func (c *checker) latin(i int) int {
	t := &c.text
	if end := c.mistyped(i); end > 0 {
		return end
	}
	j := i + 1
	for t.kindAt(j) == letter || t.kindAt(j) == digit {
		j++
	}
	if isTodo(t, i, j) {
		c.add(i, j, todoFinding(t.quoted(i, j)))
	}
	if j-i == 1 && (t.r[i] == 'O' || t.r[i] == 'o') && c.amongNumerals(i) {
		c.falseZero(i)
	}
	c.facts.word(c, i, j)
	return j
}

// odd looks at a character of no kind.
func (c *checker) odd(i int) {
	switch r := c.text.r[i]; {
	case r == '○' && c.amongNumerals(i):
		c.falseZero(i)
	case r == '‹' || r == '«':
		c.angled(i)
	}
}

// set is a set of characters below U+10000.
type set [1 << 10]uint64

func (s *set) add(r rune) {
	if r < 1<<16 {
		s[r>>6] |= 1 << (r & 63)
	}
}

func (s *set) has(r rune) bool { return r < 1<<16 && s[r>>6]>>(r&63)&1 != 0 }

func setOf(chars string) *set {
	s := new(set)
	for _, r := range chars {
		s.add(r)
	}
	return s
}
