package flow

import (
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// steps are the sizes heads are set in, in points (jlreq 4.1.3; clreq 2.3.5).
var steps = []int{96, 84, 72, 64, 56, 48, 44, 40, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 13, 12, 11, 10, 9, 8}

// greatest is the greatest headline over so many columns, in body sizes × 10, unless the
// slot says otherwise.
var greatest = []int{0, 18, 28, 38, 46, 52}

// headLine is one line of a head: where its baseline stands below the head's top.
type headLine struct {
	role page.Role
	sh   *inline.Shaped
	line inline.Line
	x, y unit.Length
	top  unit.Length // of its em box
	size unit.Length
	read unit.Length // of a stack: room for readings at its right
}

// heading is a story's head composed for a width: label, kicker, headline, deck and
// by-line in one piece, never parted (jlreq 4.1.6).
type heading struct {
	id     string
	width  unit.Length
	lines  []headLine
	height unit.Length // from the first em box to the last
	pitch  unit.Length // of the body's lines
	under  bool        // another story ends above it, in its column
	brief  bool        // it stands in a column of the text, not over columns
	white  int64       // below it, as the paper says, in thousandths of a line; 0: as is usual
	badge  []page.Item // of its label, relative to the head's corner
	aside  *heading    // its label, at the left of it; nil: none there
	onBox  *heading    // its label, on the box; nil: none there
	boxAt  unit.Point  // where that stands

	vertical bool      // a stack: lines side by side, x is the middle of each
	over     *heading  // of a stack: its label, over the head and the text
	at       unit.Rect // of a stack: where it stands
	broken   int       // lines that did not fit the height
	torn     int       // lines of the headline that the width broke though its size is given
	parted   []parted  // lines of the headline that the width broke

	fill   *page.Color // of the bar behind it, nil: none
	behind unit.Rect   // its place

	fold unit.Length // of a spread, where the head stands over it; 0: it does not

	found source.List // about its characters and lines
}

// headOver composes the head over columns of a region, and returns how many of its lines it
// takes. In vertical text it is a stack at their right.
func (c *composer) headOver(r *Region, c0, c1 int, v variant) (*heading, int) {
	bar := r.barPad()
	measure := max(r.over(c0, c1)-2*bar, 1)
	if !r.upright() {
		h := c.head(r.Slot.Head, measure, r.basic(c1-c0), v)
		if r.Slot.Head.Bar() {
			return h, barLines(h, r.Grid, r.Slot.Head.Lines)
		}
		least := max(r.Slot.Head.Lines-max(v.lines, 0), 0)
		return h, headLines(h, r.Grid, least, v.close) + max(-v.lines, 0)
	}
	h := c.stack(r.inside.W, measure, r.Slot.Head)
	if len(h.lines) == 0 {
		return h, 0
	}
	h.width += 2 * bar
	return h, int((h.width + r.Grid.Leading*6/10 + r.Grid.Leading - 1) / r.Grid.Leading)
}

// headLines is the height of a head in lines, with the white below it.
func headLines(h *heading, g *Grid, least int, close bool) int {
	if len(h.lines) == 0 {
		return 0
	}
	slack := int64(whiteSlack)
	if close {
		slack = whiteClose
	}
	white := g.Leading.MulDiv(max(h.below()-slack, 0), 100)
	return max(least, int((h.height+white+g.Leading-1)/g.Leading))
}

// head composes the head of a story. A story without any head gives a heading without lines.
func (c *composer) head(spec editions.Head, width unit.Length, columns int, v variant) *heading {
	st := c.g.Story
	hd := header{composer: c, styles: c.g.styles, spec: spec, width: width, columns: columns, change: v, boxed: spec.Boxed}
	hd.h = &heading{id: st.ID, width: width, pitch: hd.styles.grid.Leading, white: int64(hd.styles.paper.Styles[editions.Headline].White)}
	if c.g.labelled() {
		hd.label()
	}
	size := smaller(hd.size(), v.size)
	hd.wide = hd.widest(st.Headline, size)
	hd.beside(page.RoleKicker, editions.Kicker, kickerBeside, st.Kicker, size)
	hd.part(page.RoleHeadline, editions.Headline, st.Headline, size, 0)
	if v.noDeck {
		st = &editions.Story{Byline: st.Byline}
	}
	hd.beside(page.RoleDeck, editions.Deck, deckBeside, st.Deck, size)
	if b := st.Byline; !b.IsEmpty() && hd.g.tail == nil {
		hd.part(page.RoleByline, editions.Byline, []editions.Text{b}, hd.styles.at(editions.Byline).font.Size, 5)
	}
	hd.besideLabel()
	return hd.h
}

// size is that of the headline; 0 without one.
func (h *heading) size() unit.Length {
	if i := slices.IndexFunc(h.lines, func(l headLine) bool { return l.role == page.RoleHeadline }); i >= 0 {
		return h.lines[i].size
	}
	return 0
}

// smaller is the size so many steps below another; above it for a negative number.
func smaller(size unit.Length, n int) unit.Length {
	for _, s := range slices.Backward(steps) {
		if n < 0 && unit.Points(s) > size {
			size = unit.Points(s)
			n++
		}
	}
	for _, s := range steps {
		if n > 0 && unit.Points(s) < size {
			size = unit.Points(s)
			n--
		}
	}
	return size
}

// size chooses the size of the headline: the slot's, or the greatest step at which the
// lines of the headline fit as many lines as are allowed.
func (hd *header) size() unit.Length {
	g := hd.styles.grid
	for _, m := range []unit.Measure{hd.spec.Size, hd.styles.paper.Styles[editions.Headline].Size} {
		if !m.IsZero() {
			hd.fixed = true
			return m.Resolve(unit.Grid{Char: g.Size, Line: g.Leading})
		}
	}
	limit := g.Size.MulDiv(int64(greatest[min(hd.columns, len(greatest)-1)]), 10)
	if m := hd.spec.Max; !m.IsZero() {
		limit = m.Resolve(unit.Grid{Char: g.Size, Line: g.Leading})
	}
	lines := hd.g.Story.Headline
	allowed := max(len(lines), 1) * max(hd.spec.Rows, 1)
	if hd.columns == 1 {
		allowed = max(allowed, 2)
	}
	size := greatestStep(limit, 0, func(size unit.Length) bool { return hd.fits(lines, size, allowed) })
	if size == 0 {
		return g.Size.MulDiv(12, 10)
	}
	if s := greatestStep(size, size.MulDiv(leastReading, 100), func(size unit.Length) bool { return hd.reads(lines, size, allowed) }); s > 0 {
		size = s
	}
	if hd.spec.Rows > 1 { // it is to be great
		return size
	}
	least := max(size.MulDiv(leastUnbroken, 100), g.Size*3/2)
	if one := greatestStep(size, least, func(size unit.Length) bool { return hd.fits(lines, size, len(lines)) }); one > 0 && !hd.parallel(lines, size) {
		return one
	}
	return size
}

// A headline is smaller by so many percent at most so that its lines end between words, and so
// that it need not be broken: one line at 20 points is as good a head as two at 28, unless that
// is hardly greater than the text, or the two are clauses.
const (
	leastReading  = 67
	leastUnbroken = 70
)

// greatestStep is the greatest size from most down to least that will do; 0 if none does.
func greatestStep(most, least unit.Length, do func(unit.Length) bool) unit.Length {
	for _, s := range steps {
		if size := unit.Points(s); size <= most && size >= least && do(size) {
			return size
		}
	}
	return 0
}

// fits tells whether the lines of a headline fill no more than so many lines at a size.
func (hd *header) fits(lines []editions.Text, size unit.Length, allowed int) bool {
	n := 0
	for _, t := range lines {
		k := int((hd.measured(t, size).Natural() + hd.width - 1) / hd.width)
		n += max(k, 1)
	}
	return n <= allowed
}

// reads tells whether the lines of a headline, broken by sense at a size, are no more than so
// many and part no word.
func (hd *header) reads(lines []editions.Text, size unit.Length, allowed int) bool {
	n := 0
	for _, t := range lines {
		if n++; hd.measured(t, size).Natural() <= hd.width {
			continue
		}
		_, set := hd.broken(t, size)
		if slices.ContainsFunc(set, func(l inline.Line) bool { return l.Parts }) {
			return false
		}
		n += len(set) - 1
	}
	return n <= allowed
}

// parallel tells whether a size breaks the lines of a headline where clauses end, into like lengths.
func (hd *header) parallel(lines []editions.Text, size unit.Length) bool {
	for _, t := range lines {
		sh, set := hd.broken(t, size)
		if ways := hd.Breakings(sh, hd.width, len(set), 1); len(ways) > 0 && ways[0].Score < parallelScore {
			return false
		}
	}
	return true
}

// parallelScore is the least score of clauses of like length, each on a line.
const parallelScore = 96

// part adds the lines of headline or by-line; a line too long for the width is broken, in lines
// of like length, a by-line at a smaller size.
func (hd *header) part(role page.Role, style editions.StyleName, lines []editions.Text, size unit.Length, gapPercent int64) {
	for i, t := range lines {
		if t.IsEmpty() {
			continue
		}
		l, sh, set := hd.lineOf(role, style, t, size)
		hd.report(sh)
		if role == page.RoleHeadline && len(set) > 1 {
			hd.h.parted = append(hd.h.parted, parted{t, sh, set, hd.width, size, func(size unit.Length) *inline.Shaped { return hd.measured(t, size) }})
		}
		if role == page.RoleHeadline && len(set) > 1 && hd.fixed {
			hd.h.torn += len(set) - 1
			hd.tooLong(t, sh, size)
		}
		for j, ln := range set {
			gap := hd.gap(l, i == 0 && j == 0, gapPercent)
			hd.add(role, sh, ln, l.font.Size, gap)
		}
	}
}

// lineOf is a line of a part: its style, how it measures, and how it is broken.
func (hd *header) lineOf(role page.Role, name editions.StyleName, t editions.Text, size unit.Length) (*style, *inline.Shaped, []inline.Line) {
	if role == page.RoleHeadline {
		sh, set := hd.broken(t, size)
		return hd.styles.headline(size, hd.spec.Font), sh, set
	}
	l := hd.styles.sized(name, hd.shrink(name, t, size, role))
	sh := hd.Shape(hd.para(l, t))
	return l, sh, hd.Break(nil, sh, []unit.Length{hd.width})
}

// shrink takes a by-line down, to two thirds at most, so that it fits on a line.
func (hd *header) shrink(style editions.StyleName, t editions.Text, size unit.Length, role page.Role) unit.Length {
	if role == page.RoleHeadline {
		return size
	}
	natural := hd.Shape(hd.para(hd.styles.sized(style, size), t)).Natural()
	if natural <= hd.width {
		return size
	}
	for _, s := range steps {
		try := unit.Points(s)
		if try <= size && try >= size.MulDiv(2, 3) && natural.MulDiv(int64(try), int64(size)) <= hd.width {
			return try
		}
	}
	return size
}

func (hd *header) tooLong(t editions.Text, sh *inline.Shaped, size unit.Length) {
	st := hd.g.Story
	room, chars := int(hd.width/size), sh.Chars()
	if chars <= room { // of other characters than Chinese ones: as wide as so many
		chars = max(int((sh.Natural()+size-1)/size), room+1)
	}
	f := source.New("FIT-HEAD", source.Pos{}, source.Msg("line-of-headline-broken-characters-width", chars, room), source.Msg("shorten-give-in-two-lines-or")).Of(st.ID)
	if st.File != nil {
		f.Pos = st.File.Pos(t.Span)
	}
	hd.h.found.Add(f)
}

// White of a head in its whole number of lines, in hundredths of a line: what stands between it
// and its text, over columns and in one, the same for all heads of a page; how much less will do
// where that saves a line, and where without that line the text has no room. Of what is left the
// gaps between the head's lines take up to half, and up to so many hundredths of the greater
// size; the rest goes above.
const (
	whiteBelow = 95
	whiteBrief = 60
	whiteSlack = 10
	whiteClose = 40
	whiteInner = 20
)

// below is the white below a head, in hundredths of a line.
func (h *heading) below() int64 {
	white := int64(whiteBelow)
	if h.white > 0 {
		white = h.white / 10
	}
	if h.brief {
		return white * whiteBrief / whiteBelow
	}
	return white
}

// spread opens the lines of a head for the white that its whole number of lines leaves, and
// returns them and the white above them: the white below is that of all heads. A label keeps to
// the top, the white comes below it.
func (h *heading) spread(white unit.Length) (lines []headLine, above unit.Length) {
	lines = slices.Clone(h.lines)
	rest := max(white-h.pitch.MulDiv(h.below(), 100), 0)
	most := make([]unit.Length, len(lines))
	sum := unit.Length(0)
	for i := 1; i < len(lines); i++ {
		most[i] = max(lines[i-1].size, lines[i].size).MulDiv(whiteInner, 100)
		sum += most[i]
	}
	give, down := min(rest/2, sum), unit.Length(0)
	above = rest - give
	label, lower := h.labels(), unit.Length(0)
	if label > 0 && !h.under { // it keeps to the top
		above, lower = 0, above
	}
	for i := range lines {
		if i == label {
			down += lower
		}
		if sum > 0 {
			down += give.MulDiv(int64(most[i]), int64(sum))
		}
		lines[i].y, lines[i].top = lines[i].y+down, lines[i].top+down
	}
	return lines, above
}

// labels is how many lines the label at the head's top has.
func (h *heading) labels() (n int) {
	for n < len(h.lines) && h.lines[n].role == page.RoleLabel {
		n++
	}
	return n
}

// draw paints a head into a rectangle.
func (h *heading) draw(s *inline.Setter, dst []page.Item, at unit.Rect, size unit.Length) []page.Item {
	if len(h.lines) == 0 {
		return dst
	}
	lines, y := h.lines, at.Y
	if h.over != nil {
		dst = h.over.draw(s, dst, h.over.at, size)
	}
	switch {
	case h.vertical:
		at.X = at.Right() - h.width
	case h.fill != nil:
		y = h.behind.Y + (h.behind.H-h.height)/2
	default:
		var above unit.Length
		lines, above = h.spread(at.H + h.pitch - size - h.height)
		y += above
	}
	beside := h.onBox != nil || h.aside != nil
	if h.fill != nil && beside { // the label stands on the ground of the head
		dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true}, rectangle(h.behind, h.fill, nil, 0), &page.Mark{Role: page.RoleFurniture})
	}
	if h.onBox != nil {
		dst = h.onBox.drawBeside(s, dst, h.boxAt)
	}
	if h.aside != nil {
		dst = h.aside.drawBeside(s, dst, unit.Point{X: at.X, Y: y + lines[0].top + (lines[len(lines)-1].y-lines[0].top-h.aside.height)/2})
	}
	dst = append(dst, &page.Mark{Role: page.RoleHead, ID: h.id, Open: true, Rect: at})
	if len(h.badge) > 0 || h.fill != nil && !beside {
		dst = append(dst, &page.Mark{Role: page.RoleFurniture, Open: true})
		if h.fill != nil && !beside {
			dst = append(dst, rectangle(h.behind, h.fill, nil, 0))
		}
		dst = append(dst, shift(h.badge, unit.Point{X: at.X, Y: y})...)
		dst = append(dst, &page.Mark{Role: page.RoleFurniture})
	}
	for i, l := range lines {
		if i == 0 || lines[i-1].role != l.role {
			dst = append(dst, &page.Mark{Role: l.role, ID: h.id, Open: true, Rect: h.rect(lines[i:], at, y)})
		}
		from := len(dst)
		dst = s.Place(dst, l.sh, l.line, unit.Point{X: at.X + l.x, Y: y + l.y})
		if h.fold > 0 {
			clearOf(h.fold, dst[from:])
		}
		if i == len(lines)-1 || lines[i+1].role != l.role {
			dst = append(dst, &page.Mark{Role: l.role, ID: h.id})
		}
	}
	return append(dst, &page.Mark{Role: page.RoleHead, ID: h.id})
}

// rect is the place of the part that begins with the first of these lines.
func (h *heading) rect(lines []headLine, at unit.Rect, y unit.Length) unit.Rect {
	j := 0
	for j+1 < len(lines) && lines[j+1].role == lines[0].role {
		j++
	}
	if h.vertical { // the first line stands at the right
		r := unit.Rect{X: at.X + lines[j].x - lines[j].size/2, Y: y}
		r.W = at.X + lines[0].x + lines[0].size/2 - r.X
		for _, l := range lines[:j+1] {
			r.H = max(r.H, l.line.Natural)
		}
		return r
	}
	return unit.Rect{X: at.X, Y: y + lines[0].top, W: at.W, H: lines[j].top + lines[j].size - lines[0].top}
}

// barLines is the height of a head on a bar, in lines: a third of a line of colour above
// and below it at least, and a line of white.
func barLines(h *heading, g *Grid, least int) int {
	if len(h.lines) == 0 {
		return 0
	}
	return max(least, int((h.height+g.Leading*7/10+g.Leading-1)/g.Leading)+1, 2)
}
