package lint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/atoms"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Marks that keep from the start and the end of a line (clreq 3.1.4, GB/T 15834-2011 5.1),
// taken from the standards anew and not from the engine.
const (
	notAtStart = "、，。：；？！”’）》〉」』】〗〕］｝·～–－/／"
	notAtEnd   = "“‘（《〈「『【〖〔［｛/／"
)

// lines looks at every line of the page (17-20, 32).
func (c *checker) lines() {
	for _, pc := range c.sheet.pieces {
		for _, list := range [][]*para{pc.heads, pc.paras} {
			for _, p := range list {
				c.paragraph(p)
			}
		}
		for _, f := range pc.figures {
			for _, p := range f.words() {
				c.paragraph(p)
			}
		}
		if c.all {
			c.feet(pc)
		}
	}
}

// readings looks for readings that touch: they are to keep a word space apart (clreq 3.3.4.1),
// of which half is left to what is not known of their letters.
func (c *checker) readings(l *line) {
	for i := 1; i < len(l.readings); i++ {
		a, b := l.readings[i-1], l.readings[i]
		if abs(a.base-b.base) < a.size/8 && b.from-a.to < a.size/8 {
			c.line(l, finding("TYP-RUBY", source.Msg("readings-of-neighbours-touch"), source.Msg("give-them-in-one-brace-or")))
			return
		}
	}
}

// paragraph looks at the lines of one paragraph.
func (c *checker) paragraph(p *para) {
	rules := c.rulesOf(p)
	for i, l := range p.lines {
		text := l.text()
		if (i > 0 || p.goesOn) && (i == 0 || follows(p.lines[i-1], l) || !p.inHead) {
			c.start(l, text, &rules)
		}
		if i+1 < len(p.lines) && (follows(l, p.lines[i+1]) || !p.inHead) {
			c.end(l, text, &rules)
		}
	}
	c.splits(p)
	if c.all {
		c.looks(p)
	}
}

// looks are what only spoils the look of a paragraph.
func (c *checker) looks(p *para) {
	loose := 0
	for i, l := range p.lines {
		c.readings(l)
		if p.inHead {
			break
		}
		if gap := l.gap(); gap > l.size*26/100 && i+1 < len(p.lines) {
			c.line(l, finding("TYP-LOOSE", source.Msg("characters-of-line-stand-of-their", int64(gap)*100/int64(l.size)), source.Msg("change-words-near-by-so-line")))
			loose++
		} else if loose = next(loose, gap > l.size/8); loose == 3 {
			c.line(l, finding("TYP-LOOSE", source.Msg("three-loose-lines-follow-upon-each"), source.Msg("change-words-near-by-so-lines")).As(source.Note))
		}
		if i >= 2 {
			c.ladder(p.lines[i-2], p.lines[i-1], l)
		}
	}
	c.orphan(p)
	if !p.inHead {
		c.figures(p)
	}
}

// rulesOf returns the line breaking rules of a paragraph: those of its slot's style, or of
// its kind.
func (c *checker) rulesOf(p *para) editions.Rules {
	name := styleOf(p.role)
	if place := c.sheet.placeOf(p.rect, p.story); name == editions.Body && place != nil && place.Slot.Style != "" {
		name = place.Slot.Style
	}
	if st := c.ed.Paper.Styles[name]; st != nil {
		return st.Rules
	}
	return editions.Rules{}
}

func next(n int, more bool) int {
	if more {
		return n + 1
	}
	return 0
}

// start: no mark at the start that must not stand there.
func (c *checker) start(l *line, text string, rules *editions.Rules) {
	r, size := utf8.DecodeRuneInString(text)
	if ideograph(r) && rules.NotStart == "" {
		return
	}
	after, _ := utf8.DecodeRuneInString(text[size:])
	bad := strings.ContainsRune(notAtStart, r) || r == '—' && after != '—' && l.wide(text)
	if r == '－' && after >= '0' && after <= '9' {
		bad = false // of a negative number
	}
	switch rules.Level {
	case typo.LevelNone:
		bad = false
	case typo.LevelBasic:
		bad = bad && r != '/' && r != '／'
	case typo.LevelNewspaper:
		bad = bad && !strings.ContainsRune("？！：；·/／～–—", r)
	}
	if strings.ContainsRune(rules.NotStart, r) || bad && !strings.ContainsRune(rules.MayStart, r) {
		c.line(l, finding("TYP-START", source.Msg("stands-at-start-of-line", r), source.Msg("change-words-near-by-if-stays")))
	}
}

// wide tells whether a single — is the connector of Chinese text and not the half of ——
// that the line before began.
func (l *line) wide(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	next, _ := utf8.DecodeRuneInString(text[size:])
	return r == '—' && next != utf8.RuneError
}

// end: no opening mark at the end.
func (c *checker) end(l *line, text string, rules *editions.Rules) {
	text = strings.TrimRight(text, " ")
	r, _ := utf8.DecodeLastRuneInString(text)
	if ideograph(r) && rules.NotEnd == "" {
		return
	}
	if before, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(text, "/")); r == '/' && before < 0x80 {
		return // of an address
	}
	bad := strings.ContainsRune(notAtEnd, r) && rules.Level != typo.LevelNone && (rules.Level != typo.LevelBasic || r != '/' && r != '／')
	if strings.ContainsRune(rules.NotEnd, r) || bad && !strings.ContainsRune(rules.MayEnd, r) {
		c.line(l, finding("TYP-END", source.Msg("stands-at-end-of-line", r), source.Msg("change-words-near-by-if-stays")))
	}
}

// splits: no number, telephone number, plate or person, no dash or ellipsis over two lines
// (clreq 3.1.5.1, GB/T 15835-2011): what of a text is one is said by package atoms alone, of
// the whole paragraph.
func (c *checker) splits(p *para) {
	if len(p.lines) < 2 {
		return
	}
	var b strings.Builder
	size := 0
	for _, l := range p.lines {
		size += len(l.text())
	}
	b.Grow(size)
	for _, l := range p.lines {
		b.WriteString(l.text())
	}
	text, at := b.String(), 0
	found := (*atoms.Finder)(nil).Find(nil, text)
	for i, l := range p.lines[:len(p.lines)-1] {
		next := p.lines[i+1]
		at += len(l.text())
		if !p.inHead || follows(l, next) {
			c.split(next, text, at, found)
		}
	}
}

// split looks at the start of line l, at an offset of its paragraph's text.
func (c *checker) split(l *line, text string, at int, found []atoms.Atom) {
	x, y := text[:at], text[at:]
	r, _ := utf8.DecodeLastRuneInString(x)
	n, _ := utf8.DecodeRuneInString(y)
	if l.para.goesOn && !strings.ContainsFunc(x, func(r rune) bool { return r <= ' ' || ideograph(r) }) {
		return // it may be of an address that began on the page before
	}
	parted := slices.ContainsFunc(found, func(a atoms.Atom) bool {
		return a.From < at && at < a.To && a.Kind.Whole() && (a.Kind != atoms.Number || !ideograph(r) && !ideograph(n))
	})
	for _, d := range "—…" {
		if r == d && n == d {
			parted = parted || (len(x)-len(strings.TrimRight(x, string(d))))/utf8.RuneLen(d)%2 == 1
		}
	}
	if parted {
		c.line(l, finding("TYP-SPLIT", source.Msg("belong-together-but-stand-on-two", r, n), l.mend()))
	}
}

// mend is what helps where a line parts what belongs together: a cell of a table has no words
// near by to be changed.
func (l *line) mend() source.Message {
	if l.para.role == page.RoleCell || l.para.role == page.RoleHeadCell {
		return source.Msg("make-column-of-table-wider-columns")
	}
	return source.Msg("change-words-near-by-if-stays")
}

// gap is the greatest white between two Han characters of a line.
func (l *line) gap() unit.Length {
	var most unit.Length
	for _, t := range l.runs {
		if t.in.Quarter&1 == 1 {
			continue
		}
		before := unit.Length(-1)
		for _, g := range t.Glyphs {
			r := runeAt(t.Text, g)
			at := unit.Length(g.X)
			if l.vertical {
				at = unit.Length(g.Y)
			}
			if !ideograph(r) {
				before = -1
				continue
			}
			if before >= 0 {
				most = max(most, at-before-t.Size)
			}
			before = at
		}
	}
	return most
}

// ladder: three lines one under the other that end with the same mark, or begin with the
// same character. Lines of verse are its writer's.
func (c *checker) ladder(a, b, l *line) {
	if l.para.role == page.RoleVerse {
		return
	}
	if a.column != l.column || b.column != l.column || a.number+2 != l.number {
		return
	}
	ends := func(k *line) rune {
		r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(k.text(), " "))
		return r
	}
	starts := func(k *line) rune {
		r, _ := utf8.DecodeRuneInString(k.text())
		return r
	}
	if r := ends(a); r == ends(b) && r == ends(l) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		c.line(l, finding("TYP-LADDER", source.Msg("three-lines-end-with", r), source.Msg("change-words-near-by")))
	}
	if r := starts(a); r == starts(b) && r == starts(l) && unicode.IsLetter(r) {
		c.line(l, finding("TYP-LADDER", source.Msg("three-lines-begin-with", r), source.Msg("change-words-near-by")))
	}
}

// orphan is 孤字: a last line of one character.
func (c *checker) orphan(p *para) {
	if len(p.lines) < 2 || p.inHead || p.role == page.RoleCell || p.role == page.RoleHeadCell || p.role == page.RoleSignoff {
		return
	}
	l := p.lines[len(p.lines)-1]
	n := 0
	for _, r := range l.text() {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	if n == 1 && follows(p.lines[len(p.lines)-2], l) {
		c.line(l, finding("TYP-ORPHAN", source.Msg("one-character-stands-alone-on-last"), source.Msg("cut-or-add-few-characters-in")))
	}
}

// running tells whether the last line of paragraphs does not begin a column.
func running(r page.Role) bool {
	return r.Running() || r == page.RoleLead || r == page.RoleQuote
}

// feet looks at the first and last lines of columns: 孤行, subheads at the foot, lone lines
// beside pictures (18, 38).
func (c *checker) feet(pc *piece) {
	for i, p := range pc.paras {
		n := len(p.lines)
		if n == 0 || p.role == page.RoleCell || p.role == page.RoleHeadCell {
			continue
		}
		l := p.lines[n-1]
		if l.number == 1 && running(p.role) &&
			(n > 1 && p.lines[n-2].column != l.column || n == 1 && p.goesOn) {
			sev := source.Warning
			if l.nearlyFull() {
				sev = source.Note
			}
			c.line(l, finding("TYP-WIDOW", source.Msg("last-line-of-paragraph-begins-column"), source.Msg("cut-or-add-few-characters-in")).As(sev))
		}
		after := slices.IndexFunc(pc.paras[i+1:], func(q *para) bool { return len(q.lines) > 0 })
		if p.role == page.RoleSubhead && (after < 0 || !under(l, pc.paras[i+1+after].lines[0])) {
			c.line(l, finding("TYP-FOOT", source.Msg("subhead-stands-at-foot-of-column"), source.Msg("cut-or-add-line-before")))
		}
	}
	for _, f := range pc.frames {
		for _, col := range f.columns {
			c.rivers(col)
			c.beside(pc, col)
		}
	}
}

// nearlyFull tells whether a last line is as good as a whole one: three quarters of the
// line after it, or before it.
func (l *line) nearlyFull() bool {
	full := l.to - l.from
	for _, p := range l.para.piece.paras {
		for _, k := range p.lines {
			if k.column == l.column && k.vertical == l.vertical {
				full = max(full, k.to-k.from)
			}
		}
	}
	return (l.to-l.from)*4 >= full*3
}

// under tells whether line b stands under line a in one column.
func under(a, b *line) bool { return a.column == b.column && b.number > a.number }

// beside looks at the lines of a column over, under and beside the story's pictures: none
// alone, none shorter than nine characters (jlreq 4.3.3).
func (c *checker) beside(pc *piece, col *column) {
	s := c.sheet
	if col.lines[0].vertical {
		return
	}
	wide := col.to-col.from > 9*s.plan.Size
	for _, g := range pc.figures {
		if g.rect.Right() <= col.from || g.rect.X >= col.to {
			continue
		}
		var over, below []*line
		for _, l := range col.lines {
			r := l.rect()
			switch mid := r.Y + r.H/2; {
			case mid < g.rect.Y:
				over = append(over, l)
			case mid > g.rect.Bottom():
				below = append(below, l)
			default:
				if w := l.to - l.from; wide && w < 9*s.plan.Size-s.plan.Size/2 && l != l.para.lines[len(l.para.lines)-1] {
					c.line(l, finding("TYP-WRAP", source.Msg("line-beside-picture-holds-characters", int(w/s.plan.Size)), source.Msg("make-picture-narrower-or-as-wide")))
					return
				}
			}
		}
		for _, side := range [][]*line{over, below} {
			if len(side) == 1 && !slices.ContainsFunc(pc.figures, func(o *figure) bool { return o != g && o.rect.X < col.to && o.rect.Right() > col.from }) {
				c.line(side[0], finding("TYP-LONE", source.Msg("one-line-stands-alone-beside-picture"), source.Msg("move-picture-by-line-or-two")))
			}
		}
	}
}
