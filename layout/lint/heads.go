package lint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"banxin/editions/source"
	"banxin/layout"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// heads looks at how heads stand to one another and to their text (9, 11, 14, 15, 23).
func (c *checker) heads() {
	var all []*piece
	for _, pc := range c.sheet.pieces {
		if pc.head.Empty() || len(pc.heads) == 0 {
			continue
		}
		all = append(all, pc)
		c.covers(pc)
		c.stack(pc)
		for _, p := range pc.heads {
			c.headLines(p)
		}
	}
	for i, a := range all {
		for _, b := range all[i+1:] {
			c.touch(a, b)
			c.touch(b, a)
		}
	}
	c.leads(all)
}

// touch is 碰题: two heads side by side at one height, or one right under the other, and
// neither rule nor picture between, nor the edge of a tint. Briefs of one slot stand so.
func (c *checker) touch(a, b *piece) {
	s := c.sheet
	aside, below := b.head.X-a.head.Right(), b.head.Y-a.head.Bottom()
	level := min(a.head.Bottom(), b.head.Bottom()) - max(a.head.Y, b.head.Y)
	over := min(a.head.Right(), b.head.Right()) - max(a.head.X, b.head.X)
	var gap unit.Rect
	switch {
	case aside >= 0 && aside <= 3*s.plan.Size && level > min(a.head.H, b.head.H)/2:
		gap = unit.Rect{X: a.head.Right(), Y: max(a.head.Y, b.head.Y), W: max(aside, 1), H: level}
	case below >= 0 && below <= 2*s.plan.Leading && over > min(a.head.W, b.head.W)/2:
		gap = unit.Rect{X: max(a.head.X, b.head.X), Y: a.head.Bottom(), W: over, H: max(below, 1)}
	default:
		return
	}
	if p := s.placeOf(a.head, a.story); p != nil && p == s.placeOf(b.head, b.story) {
		return
	}
	if !s.ruled(gap) && (aside < 0 || !s.tinted(gap)) {
		c.at(b.head, b.story, finding("LAY-TOUCH", source.Msg("heads-of-stand-side-by-side", a.story, b.story), source.Msg("move-one-of-two-or-part")))
	}
}

// covers is 题文: the text begins under its head, not beside it.
func (c *checker) covers(pc *piece) {
	if pc.stack || pc.order > 0 {
		return
	}
	body := pc.body()
	if len(body) == 0 || body[0].vertical {
		return
	}
	if p := c.sheet.placeOf(pc.head, pc.story); p != nil && len(p.Areas) > len(p.Frames) {
		return // of a slot that is no rectangle: the head stands over the part at the top
	}
	r := body[0].rect()
	if mid := r.X + r.W/2; mid < pc.head.X || mid > pc.head.Right() {
		c.line(body[0], finding("LAY-COVER", source.Msg("text-does-not-begin-under-head"), source.Msg("let-head-span-more-columns")))
		return
	}
	if col := c.uncovered(pc); col != nil {
		c.line(col.lines[0], finding("LAY-COVER", source.Msg("text-reaches-beyond-head-with-white"), source.Msg("let-head-span-all-columns-or")))
	}
}

// uncovered returns a column that neither stands under the head nor turns up beside it:
// nothing of the story stands over it as high as the head.
func (c *checker) uncovered(pc *piece) *column {
	for _, f := range pc.frames {
		if !f.rect.Overlaps(pc.head) {
			continue
		}
		for _, col := range f.columns {
			mid, first := (col.from+col.to)/2, col.lines[0].rect()
			if mid > pc.head.X && mid < pc.head.Right() || first.Y < pc.head.Bottom()-c.sheet.plan.Leading/2 {
				continue
			}
			if !slices.ContainsFunc(pc.figures, func(g *figure) bool { return g.rect.X < mid && mid < g.rect.Right() && g.rect.Y < first.Y }) {
				return col
			}
		}
	}
	return nil
}

// House values of a vertical head (竖题), in body characters and lines.
const (
	leastStack, mostStack   = 3, 12 // characters wide
	leastHeight, mostHeight = 8, 45 // lines high
)

// stack looks at a head that runs from the top downwards.
func (c *checker) stack(pc *piece) {
	if !pc.stack {
		return
	}
	s := c.sheet
	var box unit.Rect
	for _, p := range pc.heads {
		for _, l := range p.lines {
			box = box.Union(l.rect())
		}
		for _, l := range p.lines {
			if n := uprightRun(l); n > 2 && p.role == page.RoleHeadline {
				c.line(l, finding("LAY-STACK", source.Msg("figures-stand-in-vertical-head-one", n), source.Msg("write-them-in-chinese-numerals")))
			}
		}
	}
	place := s.placeOf(pc.head, pc.story)
	if place != nil && place.Slot.Upright {
		return // the head of vertical text
	}
	w, h := int((box.W+s.plan.Size/2)/s.plan.Size), int((box.H+s.plan.Leading/2)/s.plan.Leading)
	most := max(mostHeight, s.plan.Lines*3/5) // of a page of culture it may be higher
	if w < leastStack || w > mostStack || h < leastHeight || h > most {
		c.at(box, pc.story, finding("LAY-STACK", source.Msg("vertical-head-characters-wide-lines-high", w, h), source.Msg("to-characters-to-lines-usual", leastStack, mostStack, leastHeight, most)))
	}
	if body := pc.body(); place != nil && len(body) > 0 && !body[0].vertical && place.Slot.Head.Right == (body[0].rect().X > box.X) {
		c.at(box, pc.story, finding("LAY-STACK", source.Msg("vertical-head-stands-on-wrong-side"), source.Msg("fault-of-engine-please-report")).As(source.Warning))
	}
}

// uprightRun is the longest run of figures in a line.
func uprightRun(l *line) int {
	most, n := 0, 0
	for _, r := range l.text() {
		if n++; r < '0' || r > '9' {
			n = 0
		}
		most = max(most, n)
	}
	return most
}

// headLines looks at the lines of one part of a head.
func (c *checker) headLines(p *para) {
	if p.role == page.RoleHeadline && len(p.lines) > 0 {
		c.step(p.lines[0])
	}
	for i := 1; i < len(p.lines); i++ {
		a, b := p.lines[i-1], p.lines[i]
		if !follows(a, b) {
			continue
		}
		last := []rune(strings.TrimSpace(b.text()))
		if i == len(p.lines)-1 && len(last) == 1 && p.role == page.RoleHeadline {
			c.line(b, finding("TYP-HEADLAST", source.Msg("last-line-of-headline-one-character"), source.Msg("part-headline-yourself-line-each-in")))
		} else if word := c.broken(a.text(), b.text()); word != "" {
			c.line(b, finding("TYP-HEAD", source.Msg("head-parted-inside", word), source.Msg("part-headline-yourself-line-each-in")))
		}
	}
}

// follows tells whether line b goes on where a ends in the file: the engine broke it.
func follows(a, b *line) bool {
	last := a.runs[len(a.runs)-1]
	next := b.runs[0].Pos
	return last.Pos.File > 0 && last.Pos.File == next.File && last.Pos.Line == next.Line &&
		next.Col-last.Pos.Col >= 0 && next.Col-last.Pos.Col <= int32(utf8.RuneCountInString(last.Src))+1
}

// broken returns the word, name or short quotation that a break between two lines parts.
func (c *checker) broken(a, b string) string {
	both := a + b
	for _, n := range c.ed.Paper.Lists.Names {
		if i := strings.Index(both, n.Word); i >= 0 && i < len(a) && i+len(n.Word) > len(a) {
			return n.Word
		}
	}
	for _, q := range [][2]string{{"《", "》"}, {"“", "”"}} {
		i := strings.LastIndex(a, q[0])
		if i < 0 || strings.Contains(a[i:], q[1]) {
			continue
		}
		if end := strings.Index(b, q[1]); end >= 0 && utf8.RuneCountInString(a[i:]+b[:end]) <= 8 {
			return a[i:] + b[:end+len(q[1])]
		}
	}
	x, _ := utf8.DecodeLastRuneInString(a)
	y, _ := utf8.DecodeRuneInString(b)
	latin := func(r rune) bool { return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	if latin(x) && latin(y) {
		return string(x) + string(y)
	}
	return ""
}

// step notes a headline of a size that is no step (jlreq 4.1.3; 号 of clreq 2.3.5).
func (c *checker) step(l *line) {
	milli := int64(l.size) * 1000 / int64(unit.Pt)
	switch milli {
	case 54000, 63000, 26250, 15750, 13875, 10500, 7875:
		return
	}
	pt := milli / 1000
	if milli%1000 == 0 && (pt <= 20 || pt <= 48 && pt%2 == 0 || pt%4 == 0) {
		return
	}
	c.line(l, finding("TYP-STEP", source.Msg("headline-of-which-no-step", l.size.String()), source.Msg("take-whole-points-to-20-even")))
}

// leads is 头条: the greatest headline is that of the lead, and a story of less importance
// has none greater.
func (c *checker) leads(all []*piece) {
	var most unit.Length
	size := func(pc *piece) (n unit.Length) {
		for _, p := range pc.heads {
			if p.role == page.RoleHeadline && len(p.lines) > 0 {
				n = max(n, p.lines[0].size)
			}
		}
		return n
	}
	for _, pc := range all {
		most = max(most, size(pc))
	}
	if len(all) < 3 || most == 0 {
		return
	}
	ok := false
	var lead *piece
	for _, pc := range all {
		if size(pc) == most {
			ok = ok || c.leadPlace(pc)
			lead = pc
		}
	}
	if !ok {
		c.at(lead.head, lead.story, finding("LAY-LEAD", source.Msg("greatest-headline-not-of-lead"), source.Msg("make-headline-of-greater-or-one")))
	}
	for i, a := range all {
		for _, b := range all[i+1:] {
			c.ranks(a, b, size(a), size(b))
		}
	}
}

// leadPlace tells whether the lead may stand where a piece does: in the slot called 头条 (or
// 倒头条); on a page without one, in the upper half.
func (c *checker) leadPlace(pc *piece) bool {
	s := c.sheet
	called := func(p *layout.Place) bool { return strings.Contains(p.Slot.Name, "头条") }
	for i := range s.plan.Slots {
		if called(&s.plan.Slots[i]) {
			p := s.placeOf(pc.head, pc.story)
			return p != nil && called(p)
		}
	}
	return pc.rect.Y < s.plan.Area.Y+s.plan.Area.H/2
}

// ranks compares two stories whose 次序 is said; the head of one whose genre has its own size is measured by
// others, but measures none.
func (c *checker) ranks(a, b *piece, sizeA, sizeB unit.Length) {
	x, y := c.stories[a.story], c.stories[b.story]
	if x == nil || y == nil || !x.Ranked || !y.Ranked || x.Rank == y.Rank {
		return
	}
	if x.Rank > y.Rank {
		a, b, x, y, sizeA, sizeB = b, a, y, x, sizeB, sizeA
	}
	if sizeB > sizeA && !x.Apart() {
		c.at(b.head, b.story, finding("LAY-LEAD", source.Msg("less-important-than-but-headline-greater", b.story, a.story), source.Msg("change-of-slots-or-of-stories")))
	}
}
