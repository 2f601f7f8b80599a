package inline

import (
	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// slab hands out the texts and glyphs of placed lines from larger blocks.
type slab struct {
	texts  []page.Text
	glyphs []page.Glyph
}

func (s *slab) text() *page.Text {
	if len(s.texts) == 0 {
		s.texts = make([]page.Text, 64)
	}
	t := &s.texts[0]
	s.texts = s.texts[1:]
	return t
}

// room returns a slice for n glyphs.
func (s *slab) room(n int) []page.Glyph {
	if len(s.glyphs) < n {
		s.glyphs = make([]page.Glyph, max(2048, n))
	}
	g := s.glyphs[:n:n]
	s.glyphs = s.glyphs[n:]
	return g
}

// placer places the items of one line.
type placer struct {
	slab   *slab
	sh     *Shaped
	dst    []page.Item
	at     unit.Point
	fill   fill
	hyphen bool
	end    int32  // of what the line shows, from the start of its measure
	spots  []spot // of the items, if something is drawn beside the line
}

// fill shares out what a line is short of or over, tier by tier (clreq 3.5.3-3.5.4):
// equally among the places of a tier, to the last unit.
type fill struct {
	used, total, done [len(sums{})]int64
	given             [len(sums{})]int64 // used*done/total
	first             int                // the first tier that is used, behind lessEnd
	places            bool
}

// widening is how far a line may be opened.
type widening uint8

const (
	unopened widening = iota
	gently            // to its measure, if that takes no more than a quarter of an em between characters: before a telephone number
	opened            // to its measure, if that takes no more than three eighths: more than that could be taken for a space
	spread            // to its measure
)

// newFill fills the tiers of a line with these sums. One that would have to be opened wider than
// it may keeps to the left.
func newFill(t *sums, delta int64, open widening, em int32) (f fill) {
	for i := range t {
		f.total[i] = int64(t[i])
	}
	switch {
	case delta < 0:
		for i := lessEnd; i <= lessStop && delta < 0; i++ {
			f.used[i] = -min(-delta, f.total[i])
			delta -= f.used[i]
		}
	case delta > 0 && open.tears(t, delta, em):
	case delta > 0 && open != unopened:
		for i := moreSpace; i <= moreGap; i++ {
			f.used[i] = min(delta, f.total[i])
			delta -= f.used[i]
		}
		f.used[moreHan] = min(delta, f.total[moreHan]*int64(em/4))
		if delta -= f.used[moreHan]; f.total[moreAny] > 0 {
			f.used[moreAny] = delta
		}
	}
	f.first = len(t)
	for i := len(t) - 1; i >= 0; i-- {
		if f.used[i] != 0 {
			f.places, f.first = true, max(i, lessEnd)
		}
	}
	return f
}

// tears tells whether a line with these sums would be opened wider than it may, delta being what
// it is short of: between ideographs, or between words beyond the half em that they may have.
func (w widening) tears(t *sums, delta int64, em int32) bool {
	if w == unopened || w == spread {
		return false
	}
	rest := delta - int64(t[moreSpace]) - int64(t[moreGap])
	han, any := int64(t[moreHan]), int64(t[moreAny])
	switch {
	case han == 0:
		return w == opened && rest > any*int64(em/2)
	case w == gently:
		return rest > han*int64(em/4)
	}
	return rest > han*int64(em/4)+any*int64(em/8)
}

// share returns what a place with these sums gets.
func (f *fill) share(t *sums) (w int32) {
	for i := f.first; i <= moreAny; i++ {
		if t[i] != 0 && f.used[i] != 0 {
			w += f.next(i, int64(t[i]))
		}
	}
	return w
}

// next returns what a place with so many shares of a tier that is used gets.
func (f *fill) next(tier int, shares int64) int32 {
	f.done[tier] += shares
	before := f.given[tier]
	f.given[tier] = f.used[tier] * f.done[tier] / f.total[tier]
	return int32(f.given[tier] - before)
}

// steady is share for the place between steady items.
func (f *fill) steady() (w int32) {
	if f.used[moreHan] != 0 {
		w = f.next(moreHan, 1)
	}
	if f.used[moreAny] != 0 {
		w += f.next(moreAny, 1)
	}
	return w
}

// visible returns the end of the items of a line that have a place in its measure.
func (sh *Shaped) visible(l Line) int {
	to := l.To
	for to > l.From && sh.items[to-1].hidden() {
		to--
	}
	return to
}

// line places the items of l at the left end, or the upper, of its measure.
func (p *placer) line(l Line, at unit.Point) {
	sh, para := p.sh, p.sh.para
	end := sh.visible(l)
	var t sums
	for i := l.From; i < end; i++ {
		it := &sh.items[i]
		switch {
		case i == l.From:
		case sh.steady(&sh.items[i-1], it):
			t.steady(&sh.runs[it.run])
			t[solid] += it.width
			continue
		default:
			t.add(sh, &sh.items[i-1], it)
		}
		t.item(sh, it)
	}
	if end > l.From {
		t.ends(sh, &sh.items[end-1])
	}
	if p.hyphen = end == l.To-1 && sh.hyphenates(l.To); p.hyphen {
		t[solid] += sh.hyphenWidth(l.To - 1)
	}
	k := task{sh: sh, indent: sh.indent, hang: sh.hang, em: max(sh.em, 1)}
	width := clamp(l.Width)
	indent := k.indentOf(width, sh.begins(l.From))
	delta := int64(width) - int64(indent) - int64(t[solid])
	p.fill = newFill(&t, delta, sh.widening(&l), k.em)
	x := indent
	if delta > 0 && !p.fill.places {
		switch para.Align {
		case typo.Center:
			x += int32(delta / 2)
		case typo.Right:
			x += int32(delta)
		}
	}
	p.at = at
	base := len(p.dst)
	if sh.levels != nil {
		p.bothWays(l, end, x)
	} else {
		p.items(l, end, x)
	}
	if sh.marked {
		p.decorate(l, end, base)
	}
}

// items places the items of a line from x on; those behind end hang beyond the measure.
func (p *placer) items(l Line, end int, x int32) {
	sh := p.sh
	room := p.slab.room(l.To - l.From)
	cur := piece{glyphs: room[:0]}
	for i := l.From; i < l.To; i++ {
		it := &sh.items[i]
		if it.class == newline {
			break
		}
		if i > l.From && i < end {
			if before := &sh.items[i-1]; sh.steady(before, it) {
				x += sh.runs[it.run].track
				if p.fill.places {
					x += p.fill.steady()
				}
			} else {
				var t sums
				t.add(sh, before, it)
				x += t[solid] + p.fill.share(&t)
			}
		}
		if cur.to != i || it.run != cur.run || it.flags&turned != cur.flags&turned {
			p.emit(&cur)
			room = room[len(cur.glyphs):]
			cur = piece{from: i, run: it.run, flags: it.flags, x: x, glyphs: room[:0]}
		}
		cur.to = i + 1
		p.glyph(&cur, i, x-cur.x)
		if p.hyphen && i == l.To-1 {
			w := sh.hyphenWidth(i)
			ru := &sh.runs[it.run]
			if ru.face != nil {
				cur.glyphs = append(cur.glyphs, page.Glyph{X: x - cur.x, ID: ru.face.Glyph('-'), Cluster: it.src - sh.items[cur.from].src})
			}
			x += w
			p.end = x
		}
		if sh.marked {
			p.spots = append(p.spots, spot{x, it.width})
		}
		x += it.width
		if i < end {
			if it.class == space || it.class == gapSpace {
				var own sums
				own.item(sh, it)
				x += p.fill.share(&own)
			}
			p.end = x
		}
	}
	p.emit(&cur)
}

// piece is a run of items that become one page.Text.
type piece struct {
	from, to int
	run      uint32
	flags    flags
	x        int32
	glyphs   []page.Glyph
}

// glyph appends the glyphs of item i, whose cell begins at x of the piece.
func (p *placer) glyph(c *piece, i int, x int32) {
	sh := p.sh
	it := &sh.items[i]
	if it.flags&blank != 0 {
		return
	}
	ru := &sh.runs[it.run]
	g := page.Glyph{ID: it.gid, Cluster: it.src - sh.items[c.from].src}
	if len(c.glyphs) == 0 {
		g.Cluster = 0
	}
	if it.class == han && it.flags&^many == 0 && sh.para.Dir != page.Vertical && !sh.marked && ru.face != nil && ru.face.Advance(it.gid) == int(ru.upem) {
		g.X, g.Y = x+(it.width-ru.em)/2, -ru.rise // as inCell says of a character one em wide
	} else if sh.para.Dir == page.Vertical && it.flags&turned == 0 {
		g.X, g.Y = p.upright(i, ru, x)
	} else {
		dx, dy := p.inCell(i, ru)
		g.X, g.Y = x+dx, dy-ru.rise
	}
	c.glyphs = append(c.glyphs, g)
}

// upright returns the origin of a glyph of vertical text in a cell that begins at y.
func (p *placer) upright(i int, ru *run, y int32) (int32, int32) {
	it := &p.sh.items[i]
	if ru.face == nil {
		return -ru.em / 2, y + ru.em - ru.em/8
	}
	adv := scale(ru, ru.face.Advance(it.gid))
	if it.class == upCell {
		return p.paired(i, ru, y)
	}
	if it.class == han && it.flags&tail != 0 && it.width == 0 {
		return p.onBase(i, ru, y)
	}
	if x, ok := p.abreast(i, ru); ok {
		if it.flags&tail != 0 {
			y -= p.sh.items[i-1].width
		}
		x0, y0, x1, y1 := ru.face.Ink(it.gid)
		return x - scale(ru, (x0+x1)/2), y + ru.em/2 + scale(ru, (y0+y1)/2)
	}
	if it.class == dash {
		return -adv / 2, p.standingDash(i, ru, y)
	}
	if p.sh.book.centred.has(it.class) || (it.class == open || closing.has(it.class)) && ru.face.OffSide(it.gid, true) {
		x0, y0, x1, y1 := ru.face.Ink(it.gid)
		return -scale(ru, (x0+x1)/2), y + it.width/2 + scale(ru, (y0+y1)/2)
	}
	if p.sh.para.Head && it.class == han {
		if origin, ok := optical(ru, it, y); ok {
			return -adv / 2, origin
		}
	}
	top := y + scale(ru, ru.face.VOrigin(it.gid))
	v := scale(ru, ru.face.VAdvance(it.gid))
	switch {
	case it.class == open && it.width < ru.em:
		top += it.width - v
	case it.width != v && !(closing.has(it.class) && it.width < ru.em):
		top += (it.width - v) / 2
	}
	return -adv / 2, top
}

// onBase returns the origin of the glyph of a mark, which belongs to the upright character
// before it: y is where that ends.
func (p *placer) onBase(i int, ru *run, y int32) (int32, int32) {
	first := i
	for p.sh.items[first].flags&tail != 0 {
		first--
		y -= p.sh.items[first].width
	}
	bx, by := p.upright(first, &p.sh.runs[p.sh.items[first].run], y)
	dx, dy := p.shifted(i, ru)
	return bx + scale(ru, ru.face.Advance(p.sh.items[first].gid)) + dx, by + dy
}

// abreast returns where the middle of one of two ？！ of vertical text lies that share an em.
func (p *placer) abreast(i int, ru *run) (int32, bool) {
	items := p.sh.items
	switch {
	case items[i].class != exclam || !p.sh.book.abreast:
	case items[i].flags&tail != 0:
		return ru.em / 4, true
	case i+1 < len(items) && items[i+1].class == exclam && items[i+1].flags&tail != 0:
		return -ru.em / 4, true
	}
	return 0, false
}

// paired returns the origin of a figure of a 纵中横排 cell, at y if it is the first of the
// cell, else behind it: the figures stand together in the middle.
func (p *placer) paired(i int, ru *run, y int32) (int32, int32) {
	items := p.sh.items
	first, wide, left := i, int32(0), int32(0)
	for items[first].flags&tail != 0 {
		first--
	}
	if first < i {
		y -= items[first].width
	}
	for k := first; k < len(items) && (k == first || items[k].class == upCell && items[k].flags&tail != 0); k++ {
		adv := scale(ru, ru.face.Advance(items[k].gid))
		if k < i {
			left += adv
		}
		wide += adv
	}
	return left - wide/2, y + items[first].width/2 + ru.em*36/100
}

// inCell returns where the glyph's origin lies in its cell: marks beside what they belong to,
// all else in the middle, whatever the face's advance is.
func (p *placer) inCell(i int, ru *run) (dx, dy int32) {
	it := &p.sh.items[i]
	if it.flags&latin != 0 || ru.face == nil || it.class == han && it.flags&tail != 0 {
		return p.shifted(i, ru)
	}
	adv := scale(ru, ru.face.Advance(it.gid))
	switch {
	case it.class == dash:
		return p.dash(i, ru)
	case it.class == ellipsis:
		return p.ellipsis(i, ru, adv)
	}
	if dx, dy, ok := p.sh.markAt(it); ok {
		return dx, dy
	}
	switch {
	case p.sh.marked && it.class == han && it.width > ru.em && zhuyin(p.sh.para.Spans[ru.span].Ruby):
		return (ru.em - adv) / 2, 0 // its reading stands at the right
	case it.class == middle || it.class == connector:
		return (it.width - adv) / 2, p.centred(it.gid, ru)
	}
	return (it.width - adv) / 2, 0
}

// shifted returns the offset of a glyph that the shaper moved.
func (p *placer) shifted(i int, ru *run) (dx, dy int32) {
	for _, s := range p.sh.shifts {
		if int(s.item) == i {
			return scale(ru, int(s.dx)), -scale(ru, int(s.dy))
		}
	}
	return 0, 0
}

// centred returns how far a glyph must sink for its ink to stand in the middle of the em box.
func (p *placer) centred(g fonts.GID, ru *run) int32 {
	_, y0, _, y1 := ru.face.Ink(g)
	d := scale(ru, (y0+y1)/2) - ru.centre
	if abs := max(d, -d); abs < ru.em/32 {
		return 0
	}
	return d
}

// dash places the halves of a —— so that their ink overlaps: one line two em long
// (clreq 3.1.5.1).
func (p *placer) dash(i int, ru *run) (dx, dy int32) {
	it, items := &p.sh.items[i], p.sh.items
	x0, _, x1, _ := ru.face.Ink(it.gid)
	l, r := scale(ru, x0), scale(ru, x1)
	dy = p.centred(it.gid, ru)
	switch {
	case it.flags&tail != 0:
		return it.width - dashMargin(ru, r-l) - r, dy
	case i+1 < len(items) && items[i+1].class == dash && items[i+1].flags&tail != 0:
		return dashMargin(ru, r-l) - l, dy
	}
	return (it.width - l - r) / 2, dy
}

// standingDash is dash for the vertical form: it returns the origin's y in a cell that begins at y.
func (p *placer) standingDash(i int, ru *run, y int32) int32 {
	it, items := &p.sh.items[i], p.sh.items
	_, y0, _, y1 := ru.face.Ink(it.gid)
	low, high := scale(ru, y0), scale(ru, y1)
	switch {
	case it.flags&tail != 0:
		return y + it.width - dashMargin(ru, high-low) + low
	case i+1 < len(items) && items[i+1].class == dash && items[i+1].flags&tail != 0:
		return y + dashMargin(ru, high-low) + high
	}
	return y + (it.width+low+high)/2
}

// dashMargin is the white at either end of a —— whose halves are so long: as little as
// lets them overlap.
func dashMargin(ru *run, ink int32) int32 {
	return max(ru.em/40, ru.em+ru.em/50-ink)
}

// ellipsis places the halves of …… at the distance the face draws its dots for.
func (p *placer) ellipsis(i int, ru *run, adv int32) (dx, dy int32) {
	it, items := &p.sh.items[i], p.sh.items
	dy = p.centred(it.gid, ru)
	switch {
	case it.flags&tail != 0:
		return 0, dy
	case i+1 < len(items) && items[i+1].class == ellipsis && items[i+1].flags&tail != 0:
		return it.width - adv, dy
	}
	return (it.width - adv) / 2, dy
}

// emit appends the piece as a page.Text.
func (p *placer) emit(c *piece) {
	if c.to == c.from {
		return
	}
	t := p.text(c)
	if p.sh.para.Dir != page.Vertical {
		t.At = unit.Point{X: p.at.X + unit.Length(c.x), Y: p.at.Y}
		p.dst = append(p.dst, t)
		return
	}
	if c.flags&turned == 0 {
		t.Dir = page.Vertical
		t.At = unit.Point{X: p.at.X, Y: p.at.Y + unit.Length(c.x)}
		p.dst = append(p.dst, t)
		return
	}
	ru := &p.sh.runs[c.run]
	p.dst = append(p.dst, &page.Group{
		At:      unit.Point{X: p.at.X - unit.Length(ru.centre), Y: p.at.Y + unit.Length(c.x)},
		Quarter: 1,
		Items:   []page.Item{t},
	})
}

// text makes the page.Text of a piece: what it shows and where that stands in its file.
func (p *placer) text(c *piece) *page.Text {
	ru, para := &p.sh.runs[c.run], p.sh.para
	s := &para.Spans[ru.span]
	t := p.slab.text()
	*t = page.Text{Size: unit.Length(ru.em), Slant: ru.slant, Glyphs: c.glyphs[:len(c.glyphs):len(c.glyphs)], Src: p.sh.source(c.from, c.to)}
	if s.Font != nil {
		t.Color = s.Font.Color
	}
	if ru.face != nil {
		t.Face = uint16(ru.face.Index())
	}
	if para.File != 0 && para.Source != nil {
		at := s.Offset
		if s.Verbatim {
			at += int(p.sh.items[c.from].src - ru.base)
		}
		line, col := para.Source.Place(at)
		t.Pos = page.Pos{File: para.File, Line: int32(line), Col: int32(col)}
	}
	return t
}
