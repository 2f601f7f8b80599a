package lint

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/unit"
)

const (
	leastSize    = 7875 * unit.Pt / 1000 // 六号 (clreq 2.3.5)
	mostFamilies = 7
)

// faces: every character has its glyph, in the face of its style (21); no type is too
// small, and not too many families stand on a page (22).
func (c *checker) faces() {
	if c.all {
		c.families()
	}
	for _, pc := range c.sheet.pieces {
		for _, list := range [][]*para{pc.heads, pc.paras} {
			for _, p := range list {
				c.face(p)
			}
		}
		for _, f := range pc.figures {
			for _, p := range f.words() {
				c.face(p)
			}
		}
	}
}

func (c *checker) families() {
	families := map[string]bool{}
	for _, t := range c.sheet.texts {
		if int(t.Face) < len(c.res.Doc.Faces) {
			name, _, _ := strings.Cut(c.res.Doc.Faces[t.Face].Name, "-")
			families[strings.TrimRight(name, " 0123456789")] = true
		}
	}
	if len(families) > mostFamilies {
		c.onPage(unit.Point{}, finding("TYP-FACES", source.Msg("families-of-type-stand-on-page", len(families)), source.Msg("page-needs-three-or-four")))
	}
}

// leastSize is the least size of a paragraph's type. That of a cell may be 七号: a table that
// does not fit is set smaller, as FIT-TABLE says.
func (p *para) leastSize() unit.Length {
	if p.role == page.RoleCell || p.role == page.RoleHeadCell {
		return unit.Pt * 11 / 2
	}
	return leastSize
}

// face looks at the type of one paragraph.
func (c *checker) face(p *para) {
	main, mixed := uint16(0), false
	for _, l := range p.lines {
		if l.size < p.leastSize()-unit.Pt/100 {
			c.line(l, finding("TYP-SMALL", source.Msg("type-of-too-small-to-read", l.size.String()), source.Msg("7-875-least-change-of-style")))
			return
		}
		for _, t := range l.runs {
			if hanRun(t.Src) {
				mixed = mixed || main != 0 && t.Face+1 != main
				main = t.Face + 1
			}
		}
	}
	var own own
	if main--; mixed {
		own = c.own(p)
		main = mainFace(p, own)
	}
	for _, l := range p.lines {
		for _, t := range l.runs {
			c.glyphs(l, t.Text)
			if mixed && t.Face != main && hanRun(t.Src) && t.in.Quarter == 0 && t.Size == l.size && !own.has(t.Pos) {
				c.line(l, finding("GLY-FALLBACK", source.Msg("set-in-text-about-in", clip(t.Src, 8), c.res.Doc.Faces[t.Face].Name, c.res.Doc.Faces[main].Name), source.Msg("style-font-no-such-character-put")))
				return
			}
		}
	}
}

// mainFace is the face of most characters of a paragraph, but for those that have one of their
// own.
func mainFace(p *para, own own) (main uint16) {
	count := [1 << 6]int{}
	for _, l := range p.lines {
		for _, t := range l.runs {
			if int(t.Face) < len(count) && hanRun(t.Src) && !own.has(t.Pos) {
				if count[t.Face] += len(t.Glyphs); count[t.Face] > count[main] {
					main = t.Face
				}
			}
		}
	}
	return main
}

// ideograph tells whether r is one of the characters that nearly all Chinese text is of: it
// spares them the tables.
func ideograph(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

func hanRun(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return ideograph(r) || unicode.Is(unicode.Han, r)
}

// glyphs reports a character without a glyph that the engine has said nothing about.
func (c *checker) glyphs(l *line, t *page.Text) {
	for _, g := range t.Glyphs {
		if g.ID != 0 {
			continue
		}
		r := runeAt(t, g)
		if unicode.IsSpace(r) {
			continue
		}
		for i := range c.said {
			if c.said[i].Code == "GLY-MISS" && c.said[i].Story == l.para.story {
				return
			}
		}
		c.line(l, finding("GLY-NOTDEF", source.Msg("printed-as-empty-box", r, r), source.Msg("add-font-to-fonts-name-in")))
		return
	}
}

// own is what of a paragraph has a face of its own: what is marked strong in the story's file, a
// dateline, the head row of a table.
type own struct {
	all   bool
	marks []reach
}

// reach is a part of a file, from a line and column to another.
type reach struct{ line, col, end, last int }

// partOf names what a paragraph shows of a story: a block, or what of the head has its role.
type partOf struct {
	story string
	block int // -1 for the head
	role  page.Role
}

// own finds the marks of a part of a story once: a table has a paragraph for each of its cells.
func (c *checker) own(p *para) (o own) {
	s := c.stories[p.story]
	if o.all = p.role == page.RoleHeadCell; o.all || s == nil {
		return o
	}
	key := partOf{story: p.story, block: -1, role: p.role}
	if block, ok := page.BlockNumber(p.id); ok {
		key = partOf{story: p.story, block: block}
	}
	marks, known := c.marked[key]
	if !known {
		marks = marksOf(s, key)
		c.marked[key] = marks
	}
	o.marks = marks
	return o
}

// marksOf are, in their order, the stretches of a part that have faces of their own.
func marksOf(s *editions.Story, of partOf) (marks []reach) {
	for part := range s.Parts() {
		if part.Block != of.block || part.Block < 0 && part.Role != of.role {
			continue
		}
		for _, r := range part.Text.Runs {
			if r.Marks&ownFace != 0 {
				var k reach
				k.line, k.col = s.File.Place(r.Span.Start)
				k.end, k.last = s.File.Place(r.Span.End)
				marks = append(marks, k)
			}
		}
	}
	slices.SortFunc(marks, func(a, b reach) int { return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.col, b.col)) })
	return marks
}

// has tells whether what stands at a place of the file is of it.
func (o own) has(pos page.Pos) bool {
	line, col := int(pos.Line), int(pos.Col)
	k := sort.Search(len(o.marks), func(k int) bool {
		m := o.marks[k]
		return m.line > line || m.line == line && m.col > col
	})
	if o.all || k == 0 {
		return o.all
	}
	m := o.marks[k-1]
	return line < m.end || line == m.end && col <= m.last
}

// ownFace are the marks of text that may have a face of its own.
const ownFace = editions.Strong | editions.Dateline | editions.Opening | editions.Aside | editions.Duty
