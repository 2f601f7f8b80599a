package lint

import (
	"strings"

	"banxin/editions"
	"banxin/editions/source"
)

// bracket is an opening mark that waits for its closing one.
type bracket struct {
	r     rune
	at    int
	found *source.Finding // what is to be said when it stays open
}

// closing returns the mark that closes r.
func closing(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '‘':
		return '’'
	case '「':
		return '」'
	case '『':
		return '』'
	case '（', '(':
		return '）'
	case '《':
		return '》'
	case '〈':
		return '〉'
	case '【':
		return '】'
	case '〖':
		return '〗'
	case '〔':
		return '〕'
	case '［':
		return '］'
	case '｛':
		return '｝'
	}
	return 0
}

// beginPairs starts with what the line of the head before left open. A quotation that goes
// on from the paragraph before must be opened anew (clreq 3.1.1.2).
func (c *checker) beginPairs() {
	p := c.read.pending
	if p == nil {
		return
	}
	if !isBody(c.text.role) || c.text.at(0) == '“' || c.abroad && c.text.in(0, quotation) {
		if !isBody(c.text.role) {
			c.found.Add(*p.found)
		}
		c.read.pending = nil
	}
}

func (c *checker) opens(i int) {
	t := &c.text
	r := t.r[i]
	if t.at(i+1) == closing(r) {
		c.add(i, i+2, finding("TXT-PAIR", source.Msg("nothing-stands-between", r, closing(r)), source.Msg("fill-them-or-delete-them")))
	}
	inside := c.innermost(r)
	switch {
	case r == '“' && inside == '“':
		c.add(i, i+1, finding("TXT-NEST", source.Msg("stands-inside"), source.Msg("inside-double-quotation-marks-write-single")))
	case r == '《' && inside == '《':
		c.add(i, i+1, finding("TXT-NEST", source.Msg("titles-nested"), source.Msg("title-inside-title-stands-in")))
	case r == '‘' && inside == 0 && c.story.Language(c.ed.Paper) == "zh-CN":
		c.add(i, i+1, finding("TXT-NEST", source.Msg("stands-outside"), source.Msg("outer-quotation-marks-double")).As(source.Note))
	}
	c.push(r, i)
}

// innermost returns the innermost open mark of the kind of r, or 0.
func (c *checker) innermost(r rune) rune {
	kin := "“‘"
	if r == '《' || r == '〈' {
		kin = "《〈"
	}
	for n := len(c.read.open) - 1; n >= 0; n-- {
		if strings.ContainsRune(kin, c.read.open[n].r) {
			return c.read.open[n].r
		}
	}
	return 0
}

func (c *checker) push(r rune, i int) {
	if len(c.read.open) == maxOpen {
		c.unclosed(c.read.open[0])
		c.read.open = c.read.open[:copy(c.read.open, c.read.open[1:])]
	}
	c.read.open = append(c.read.open, bracket{r: r, at: i})
}

func (c *checker) closes(i int) {
	t := &c.text
	r := t.r[i]
	if r == '’' && t.kindAt(i-1) == letter && t.kindAt(i+1) == letter {
		return // an apostrophe
	}
	c.shut(r, i)
}

// shut closes the bracket that r, at i, belongs to, and returns it; those opened inside it
// stay open.
func (c *checker) shut(r rune, i int) (opened rune) {
	open := c.read.open
	n := len(open) - 1
	for n >= 0 && closing(open[n].r) != r {
		n--
	}
	if n < 0 {
		c.stray(r, i)
		return 0
	}
	for _, b := range open[n+1:] {
		c.unclosed(b)
	}
	if r == '》' {
		c.facts.title(c, open[n].at, i)
	}
	c.read.open = open[:n]
	return open[n].r
}

// stray reports a closing mark that nothing opened.
func (c *checker) stray(r rune, i int) {
	t := &c.text
	if r == '）' && t.marker(i) {
		return
	}
	if p := c.read.pending; p != nil && r == '”' {
		c.read.pending = nil
		c.add(0, 1, finding("TXT-QUOTE", source.Msg("quotation-goes-on-from-paragraph-before"),
			source.Msg("begin-each-paragraph-of-quotation-with")))
		return
	}
	if k := c.mirror(i); k > 0 {
		c.read.mirrored = k
		c.add(i, k+1, finding("TXT-PAIR", source.Msg("marks-of-quotation-change-places", clipped(t.r[i:k+1])), source.Msg("write-marks-as", "“"+t.quoted(i+1, k)+"”")))
		return
	}
	c.add(i, i+1, finding("TXT-PAIR", source.Msg("closes-nothing", t.r[i]), source.Msg("add-opening-mark-or-delete-one")))
}

// mirror is where, behind a mark at i that closes a quotation, the next opens one, with nothing between them
// that belongs to others, and none closes it: ”好的“. 0: there is none.
func (c *checker) mirror(i int) int {
	t := &c.text
	if t.r[i] != '”' {
		return 0
	}
	k := i + 1
	for k-i < mostStraight && !t.in(k, "“”") {
		k++
	}
	if t.at(k) != '“' || k == i+1 {
		return 0
	}
	for n := k + 1; n-k < mostStraight && t.at(n) != '“'; n++ {
		if t.at(n) == '”' {
			return 0
		}
	}
	return k
}

func (c *checker) unclosed(b bracket) {
	if b.found != nil {
		c.found.Add(*b.found)
		return
	}
	c.add(b.at, b.at+1, c.open(b))
}

func (c *checker) open(b bracket) source.Finding {
	return finding("TXT-PAIR", source.Msg("not-closed", b.r), source.Msg("add-closing-mark-or-delete-one"))
}

// endPairs reports what stays open. A quotation may go on in the next paragraph.
func (c *checker) endPairs() {
	t := &c.text
	if p := c.read.pending; p != nil { // the paragraph neither went on nor ended it
		c.found.Add(*p.found)
		c.read.pending = nil
	}
	for n, b := range c.read.open {
		if b.found == nil && (c.read.hold || n == 0 && (b.r == '“' || c.abroad && strings.ContainsRune(quotation, b.r)) && (t.role == editions.RoleParagraph || t.role == editions.RoleLead || t.role == editions.RoleQuote)) {
			f := c.open(b)
			f.Story, f.Pos = c.story.ID, c.pos(b.at, b.at+1)
			if isHead(t.role) {
				f.Weight *= 2
			}
			t.quote(&f, b.at, b.at+1)
			b.found = &f
		}
		switch {
		case c.read.hold:
			c.read.open[n] = b
		case b.found != nil && !isHead(t.role):
			c.read.pending = &b
		default:
			c.unclosed(b)
		}
	}
	if !c.read.hold {
		c.read.open = c.read.open[:0]
	}
}

// endQuotation reports a quotation that nothing ended.
func (c *checker) endQuotation() {
	if p := c.read.pending; p != nil {
		c.found.Add(*p.found)
		c.read.pending = nil
	}
}

// notice tells whether a story is an official notice.
func notice(s *editions.Story) bool {
	for _, g := range []string{"公告", "通告", "通知", "启事", "notice"} {
		if strings.Contains(s.Genre, g) {
			return true
		}
	}
	return false
}
