package flow

import (
	"cmp"
	"slices"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// frontIndex is the index of a front page being set, a list of headlines (导读): its look and styles.
type frontIndex struct {
	editions.IndexLook
	head  *style // of its name
	text  *style
	color page.Color // of rules and numbers
}

// index lists headlines of other pages (导读), in the manner of the page's look. What has no
// room is a finding, unless banxin has made the list itself.
func (p *painter) index() {
	if len(p.sheet.Index) == 0 {
		return // an empty box says nothing to anybody; see editions for where its room goes
	}
	d := p.frontIndex()
	switch p.indexManner(d) {
	case editions.IndexCards:
		p.indexCards(d)
	case editions.IndexStrip:
		p.indexStrip(d)
	default:
		p.indexList(d)
	}
}

func (p *painter) frontIndex() frontIndex {
	k := p.sheet.Styles
	d := frontIndex{IndexLook: p.sheet.Page.Template.Look.Index, head: k.at(editions.Label), text: k.at(editions.Furniture)}
	d.Name = cmp.Or(d.Name, "今日导读")
	d.color = d.head.font.Color
	if d.Color != "" {
		d.color = k.Palette.Color(d.Color)
		d.head = d.head.in(d.color)
	}
	return d
}

// indexManner is the manner in which the headlines stand: where strip or cards have no room for them, they are a list.
func (p *painter) indexManner(d frontIndex) editions.IndexStyle {
	style := indexStyle(d.Style, p.rect)
	if style == editions.IndexStrip && len(p.sheet.Index) > 1 && p.indexRoom(d, style) == 1 {
		style = editions.IndexList // one headline is no strip
	}
	if !p.sheet.Made && (style == editions.IndexCards || style == editions.IndexStrip && p.rect.W < 4*p.rect.H) && len(p.sheet.Index) > p.indexRoom(d, style) {
		style = editions.IndexList // which has room for more
	}
	return style
}

// Listed is the region of a list of headlines, as it is set: a strip or cards have rules or frames of their own.
func (r *Region) Listed(s *inline.Setter, sh Sheet) *Region {
	p := &painter{Setter: s, sheet: sh, rect: r.Rect, slot: r.Slot.Name}
	style := p.indexManner(p.frontIndex())
	out := *r
	out.framesItself = style == editions.IndexStrip || style == editions.IndexCards
	return &out
}

// indexStyle is the kind of a list of headlines in its place: low and wide ones are strips, and
// where there is no room side by side none is.
func indexStyle(said editions.IndexStyle, r unit.Rect) editions.IndexStyle {
	switch {
	case said == editions.IndexStrip && r.W < 2*r.H:
		return editions.IndexList
	case said == editions.IndexAuto && r.W > 3*r.H:
		return editions.IndexStrip
	}
	return said
}

// indexRoom is how many entries have room, on cards or in a strip.
func (p *painter) indexRoom(d frontIndex, style editions.IndexStyle) int {
	if style == editions.IndexStrip {
		block, _, _ := p.stripName(d)
		r := p.rect
		r.W -= block.W + p.sheet.Styles.grid.Size
		return p.stripRoom(d, r)
	}
	return p.cardRoom(d, unit.Rect{W: p.rect.W, H: p.rect.H - nameLines*p.sheet.Styles.grid.Leading})
}

// stripRoom is how many entries have room side by side.
func (p *painter) stripRoom(d frontIndex, r unit.Rect) int {
	g := p.sheet.Styles.grid
	least := 9 * g.Size
	if d.Pictures {
		least += r.H
	}
	return max(int((r.W+g.Size)/(least+g.Size)), 1)
}

// cardRoom is how many cards have room, side by side where the place is wider than high.
func (p *painter) cardRoom(d frontIndex, r unit.Rect) int {
	g := p.sheet.Styles.grid
	gap := g.Size / 2
	if r.W > r.H*5/4 {
		return max(int((r.W+gap)/(10*g.Size+gap)), 1)
	}
	least := 3 * g.Leading
	if d.Pictures {
		least = 6 * g.Leading
	}
	return max(int((r.H+gap)/(least+gap)), 1)
}

// indexName sets the name of the list over a rule.
func (p *painter) indexName(d frontIndex, lines int) {
	g := p.sheet.Styles.grid
	size := p.nameSize(d, min(max(g.Size.MulDiv(125, 100), d.head.font.Size), g.Leading), d.Name, p.rect.W)
	head := p.sheet.Styles.sized(editions.Label, size).in(d.head.font.Color)
	p.text(head, d.Name, unit.Point{X: p.rect.X, Y: p.rect.Y + ascent(g.Size)}, p.rect.W, typo.Left)
	y := p.rect.Y + g.Leading + (g.Leading-g.Size)/2
	if lines < nameLines {
		y = p.rect.Y + g.Size + (g.Leading-g.Size)*2/3
	}
	p.items = append(p.items, line(editions.LineFine, unit.Pt, d.color, unit.Point{X: p.rect.X, Y: y}, unit.Point{X: p.rect.Right(), Y: y})...)
}

// nameSize is the size, up to most, in which the name of a list, or a row of it, is no wider than its
// place: a long one is smaller.
func (p *painter) nameSize(d frontIndex, most unit.Length, name string, width unit.Length) unit.Length {
	wide := p.natural(p.sheet.Styles.sized(editions.Label, most).in(d.head.font.Color), name)
	if wide <= width || wide <= 0 {
		return most
	}
	return max(most.MulDiv(int64(width), int64(wide)), unit.Pt)
}

// nameLines is how many lines of the grid the name takes, with the white below its rule.
const nameLines = 2

// mostOfRow is how great type is at most, in hundredths of a line, where rows have no line of white between them. Nor have
// they rules there, which would all but touch it, unless one has several lines.
const mostOfRow = 80

// indexList lists the headlines one under the other, on the lines of the grid: in the greatest
// type, up to the body's and a fifth more, in which all have room, with a line of white and a
// rule after each where there is more.
func (p *painter) indexList(d frontIndex) {
	g := p.sheet.Styles.grid
	lines := g.LinesFor(p.rect.H)
	if g.Height(lines) > p.rect.H+unit.Pt {
		lines--
	}
	room := lines - nameLines
	entries := p.first(len(p.sheet.Index), false)
	var total int
	sizes := []unit.Length{g.Size.MulDiv(12, 10), g.Size.MulDiv(11, 10), g.Size, d.text.font.Size}
	if p.sheet.Made { // fewer rather than smaller
		sizes = []unit.Length{max(g.Size, d.text.font.Size)}
	}
	for i, size := range sizes {
		d.text = p.sheet.Styles.sized(editions.Furniture, min(size, max(g.Leading.MulDiv(9, 10), d.text.font.Size))).in(d.text.font.Color)
		total = p.indexLines(d, entries)
		if airy := total+len(entries)-1 <= room; total <= room && (airy || i == len(sizes)-1 || d.text.font.Size <= g.Leading.MulDiv(mostOfRow, 100)) {
			break
		}
	}
	for n := len(entries); p.sheet.Made && total > room && n > 1; n-- {
		entries = p.first(n-1, false)
		total = p.indexLines(d, entries)
	}
	head := nameLines
	if total == room+1 {
		head, room = head-1, total
	}
	p.indexName(d, head)
	pitch, y := g.Leading, p.rect.Y+unit.Length(head)*g.Leading
	if total > room { // closer than the grid, rather than not at all
		y = p.rect.Y + g.Leading.MulDiv(18, 10)
		pitch = max((p.rect.Bottom()-y)/unit.Length(total), d.text.font.Size.MulDiv(115, 100))
	}
	air := 0
	if n := len(entries); total <= room-n+1 {
		air = 1
	}
	for i, e := range entries {
		if n := len(p.entry(d, e)); y+pitch*unit.Length(n) > p.rect.Bottom()+g.Leading-g.Size+pitch/4 {
			p.crowded(len(entries) - i)
			return
		}
		y = p.indexEntry(d, e, y, pitch)
		if i < len(entries)-1 && (air > 0 || total > len(entries)) {
			p.rule(y+unit.Length(air)*pitch/2-(g.Leading-g.Size)/2, unit.Pt/4, page.Gray(4000))
		}
		y += unit.Length(air) * pitch
	}
}

// first are the first n entries: those that banxin has chosen, in the order of their pages, and
// where pictures stand by them those that have one before the others.
func (p *painter) first(n int, pictured bool) []IndexLine {
	list := slices.Clone(p.sheet.Index)
	if p.sheet.Made && pictured {
		slices.SortStableFunc(list, func(a, b IndexLine) int { return without(a) - without(b) })
	}
	list = list[:n]
	if p.sheet.Made {
		slices.SortStableFunc(list, func(a, b IndexLine) int { return a.Order - b.Order })
	}
	return list
}

// without is 1 for an entry that has no picture.
func without(e IndexLine) int {
	if e.Image == nil {
		return 1
	}
	return 0
}

// indexLines is how many lines entries take.
func (p *painter) indexLines(d frontIndex, entries []IndexLine) (n int) {
	for _, e := range entries {
		n += len(p.entry(d, e))
	}
	return n
}

// entry breaks an index entry beside its page number.
func (p *painter) entry(d frontIndex, e IndexLine) []inline.Line {
	return p.Break(nil, p.Shape(p.sheet.Styles.entry(d.text, e.Title)), []unit.Length{p.entryWidth(d, e)})
}

// entry is a headline in an index: its lines end between words.
func (k *Styles) entry(l *style, words string) *inline.Para {
	para := k.words(l, words)
	para.Align, para.Whole, para.Phrases = typo.Left, true, k.lang.Phrases
	return para
}

func (p *painter) entryWidth(d frontIndex, e IndexLine) unit.Length {
	return max(p.rect.W-p.natural(d.text, e.Page+"版")-d.text.font.Size, 1)
}

func (p *painter) indexEntry(d frontIndex, e IndexLine, y, pitch unit.Length) unit.Length {
	l := d.text
	para := p.sheet.Styles.entry(l, e.Title)
	sh := p.Shape(para)
	lines := p.Break(nil, sh, []unit.Length{p.entryWidth(d, e)})
	drop := (p.sheet.Styles.grid.Size-l.font.Size)/2 + ascent(l.font.Size)
	if pitch == p.sheet.Styles.grid.Leading { // on the lines of the page
		drop = ascent(p.sheet.Styles.grid.Size)
	}
	place := unit.Rect{X: p.rect.X, Y: y, W: p.rect.W, H: pitch * unit.Length(len(lines))}
	p.items = append(p.items, &page.Mark{Role: page.RoleEntry, ID: e.Story, Open: true, Rect: place})
	for i, ln := range lines {
		p.items = p.Place(p.items, sh, ln, unit.Point{X: p.rect.X, Y: y + drop})
		if i == len(lines)-1 {
			p.text(d.number(l), e.Page+"版", unit.Point{X: p.rect.X, Y: y + drop}, p.rect.W, typo.Right)
		}
		y += pitch
	}
	p.items = append(p.items, &page.Mark{Role: page.RoleEntry, ID: e.Story})
	return y
}

// indexStrip lists the headlines side by side, behind the list's name in a block of colour.
func (p *painter) indexStrip(d frontIndex) {
	g := p.sheet.Styles.grid
	whole := p.rect
	block, rows, size := p.stripName(d)
	p.items = append(p.items, rectangle(block, &d.color, nil, 0))
	head := p.sheet.Styles.sized(editions.Label, size).in(onColor(d.color))
	pitch := size.MulDiv(125, 100)
	y := block.Y + (block.H-pitch*unit.Length(len(rows)-1)-size)/2 + ascent(size)
	for _, r := range rows {
		p.text(head, r, unit.Point{X: block.X, Y: y}, block.W, typo.Center)
		y += pitch
	}
	p.items = append(p.items, line(editions.LineFine, unit.Pt, d.color, unit.Point{X: whole.X, Y: whole.Y}, unit.Point{X: whole.Right(), Y: whole.Y})...)
	p.items = append(p.items, line(editions.LineFine, unit.Pt, d.color, unit.Point{X: whole.X, Y: whole.Bottom()}, unit.Point{X: whole.Right(), Y: whole.Bottom()})...)
	rest := unit.Rect{X: block.Right() + g.Size, Y: whole.Y, W: whole.Right() - block.Right() - g.Size, H: whole.H}
	n := min(len(p.sheet.Index), p.stripRoom(d, rest))
	entries := p.first(n, d.Pictures)
	p.cells(d, rest, n, func(i int, cell unit.Rect) { p.stripCell(d, entries[i], cell) })
}

// stripName is the block of a strip's name, its rows in it and their size.
func (p *painter) stripName(d frontIndex) (block unit.Rect, rows []string, size unit.Length) {
	g := p.sheet.Styles.grid
	whole, name := p.rect, []rune(d.Name)
	size = min(whole.H.MulDiv(38, 100), g.Size.MulDiv(16, 10))
	half := (len(name) + 1) / 2
	block = unit.Rect{X: whole.X, Y: whole.Y, W: unit.Length(half)*size + size, H: whole.H}
	rows = []string{string(name[:half]), string(name[half:])}
	if whole.H < 2*g.Leading || len(name) <= 3 { // a word of three is not broken
		block.W, rows = unit.Length(len(name))*size+size, []string{d.Name}
	}
	if most := whole.W / 3; block.W > most { // the headlines have the rest
		size = min(p.nameSize(d, size, rows[0], most*9/10), p.nameSize(d, size, rows[len(rows)-1], most*9/10))
		block.W = most
	}
	return block, rows, size
}

// cells shares a width among the first entries, with a fine rule between them; those without
// room are told of.
func (p *painter) cells(d frontIndex, r unit.Rect, n int, cell func(i int, r unit.Rect)) {
	g := p.sheet.Styles.grid
	w := (r.W - unit.Length(n-1)*g.Size) / unit.Length(n)
	for i := range n {
		at := unit.Rect{X: r.X + unit.Length(i)*(w+g.Size), Y: r.Y, W: w, H: r.H}
		cell(i, at)
		if i > 0 {
			p.items = append(p.items, line(editions.LineFine, finest, d.color, unit.Point{X: at.X - g.Size/2, Y: r.Y + g.Size/2}, unit.Point{X: at.X - g.Size/2, Y: r.Bottom() - g.Size/2})...)
		}
	}
	if left := len(p.sheet.Index) - n; left > 0 && !p.sheet.Made {
		p.crowded(left)
	}
}

// leastByIndex is how many characters of the body's size a headline has in a line beside a picture, at the least.
const leastByIndex = 9

// stripCell sets an entry in a cell: its picture at the left, its headline in as many lines as
// there are, in the greatest type that fits, and its page.
func (p *painter) stripCell(d frontIndex, e IndexLine, r unit.Rect) {
	g := p.sheet.Styles.grid
	p.items = append(p.items, &page.Mark{Role: page.RoleEntry, ID: e.Story, Open: true, Rect: r})
	if d.Pictures && e.Image != nil {
		in := unit.Rect{X: r.X, Y: r.Y + g.Size/3, H: r.H - 2*(g.Size/3)}
		in.W = min(in.H.MulDiv(4, 3), r.W-g.Size/2-leastByIndex*g.Size)
		if in.W >= in.H*2/3 { // else the headline has the whole cell
			p.indexPicture(e, in)
			r.X, r.W = in.Right()+g.Size/2, r.W-in.W-g.Size/2
		}
	}
	white := min(g.Size/3, r.H/8) // between the rules above and below
	r.Y, r.H = r.Y+white, r.H-2*white
	p.fitted(d, e, r, g.Size.MulDiv(14, 10))
	p.items = append(p.items, &page.Mark{Role: page.RoleEntry, ID: e.Story})
}

// fitted sets a headline and its page in a rectangle, in the middle of its height, in the
// greatest type from most down that fits; what does not fit in the least ends in ….
func (p *painter) fitted(d frontIndex, e IndexLine, r unit.Rect, most unit.Length) {
	title := []rune(e.Title)
	shown, size := e.Title, most
	for {
		words := shown + "\u3000" + e.Page + "版"
		l := p.sheet.Styles.sized(editions.Furniture, size).in(d.text.font.Color)
		para := p.sheet.Styles.entry(l, words)
		pageRun := para.Spans[0]
		pageRun.Text, pageRun.Font = e.Page+"版", d.number(l).font
		para.Spans[0].Text = shown + "\u3000"
		para.Spans = append(para.Spans, pageRun)
		sh := p.Shape(para)
		lines := p.Break(nil, sh, []unit.Length{max(r.W, 1)})
		pitch := size.MulDiv(13, 10)
		high := pitch*unit.Length(len(lines)-1) + size
		if high > r.H && size > 6*unit.Pt {
			size -= unit.Pt / 2
			continue
		}
		if high > r.H && len(lines) > 1 && len(title) > 1 {
			title = title[:p.sheet.Styles.lang.Phrases.Shorter([]rune(e.Title), len(title)-1)]
			shown = string(title) + "…"
			continue
		}
		y := r.Y + (r.H-high)/2 + ascent(size)
		for _, ln := range lines {
			p.items = p.Place(p.items, sh, ln, unit.Point{X: r.X, Y: y})
			y += pitch
		}
		return
	}
}

// indexPicture paints the picture of an entry, cut to a place.
func (p *painter) indexPicture(e IndexLine, r unit.Rect) {
	im := *e.Image
	im.Rect = r
	im.X0, im.Y0, im.X1, im.Y1 = crop(im.X1, im.Y1, nil, r)
	im.Radius = p.sheet.Page.Template.Look.Picture.Radius
	p.items = append(p.items, &im)
}

// indexCards sets each headline on a card: side by side where the place is wider than high,
// else one under the other.
func (p *painter) indexCards(d frontIndex) {
	g := p.sheet.Styles.grid
	p.indexName(d, nameLines)
	r := p.rect
	top := r.Y + unit.Length(nameLines)*g.Leading - g.Leading/4
	r.H -= top - r.Y
	r.Y = top
	gap := g.Size / 2
	n := min(len(p.sheet.Index), p.cardRoom(d, r))
	if r.W > r.H*5/4 {
		w := (r.W - unit.Length(n-1)*gap) / unit.Length(n)
		for i, e := range p.first(n, d.Pictures) {
			p.card(d, e, unit.Rect{X: r.X + unit.Length(i)*(w+gap), Y: r.Y, W: w, H: r.H})
		}
		p.rest(n)
		return
	}
	h := (r.H - unit.Length(n-1)*gap) / unit.Length(n)
	for i, e := range p.first(n, d.Pictures) {
		p.card(d, e, unit.Rect{X: r.X, Y: r.Y + unit.Length(i)*(h+gap), W: r.W, H: h})
	}
	p.rest(n)
}

// rest tells of entries after the first n.
func (p *painter) rest(n int) {
	if left := len(p.sheet.Index) - n; left > 0 && !p.sheet.Made {
		p.crowded(left)
	}
}

// card sets an entry on a card: a frame with an edge of colour at its left, its picture above
// the headline or at its side.
func (p *painter) card(d frontIndex, e IndexLine, r unit.Rect) {
	g := p.sheet.Styles.grid
	radius := min(p.sheet.Page.Template.Look.Picture.Radius, r.H/3)
	p.items = append(p.items, &page.Mark{Role: page.RoleEntry, ID: e.Story, Open: true, Rect: r})
	frame := rectangle(r, nil, &d.color, unit.Pt/2)
	if radius > 0 {
		frame.Segs = page.Rounded(r, radius)
	}
	p.items = append(p.items, frame)
	in := r.Inset(g.Size / 2)
	if d.Pictures && e.Image != nil {
		pic := unit.Rect{X: in.X, Y: in.Y, W: in.W, H: in.H * 5 / 9}
		if in.W > in.H*3/2 {
			pic = unit.Rect{X: in.X, Y: in.Y, W: min(in.H.MulDiv(4, 3), in.W*2/5), H: in.H}
			in.X, in.W = pic.Right()+g.Size/2, in.W-pic.W-g.Size/2
		} else {
			in.Y, in.H = pic.Bottom()+g.Size/3, in.H-pic.H-g.Size/3
		}
		p.indexPicture(e, pic)
	}
	if d.Pictures && e.Image == nil && in.W > in.H*3/2 {
		tile := unit.Rect{X: in.X, Y: in.Y, W: min(in.H.MulDiv(4, 3), in.W*2/5), H: in.H}
		in.X, in.W = tile.Right()+g.Size/2, in.W-tile.W-g.Size/2
		p.numberTile(d, e, tile)
	}
	p.fitted(d, e, in, g.Size.MulDiv(15, 10))
	p.items = append(p.items, &page.Mark{Role: page.RoleEntry, ID: e.Story})
}

// numberTile stands where an entry has no picture: the number of its page, large, on the list's
// colour.
func (p *painter) numberTile(d frontIndex, e IndexLine, r unit.Rect) {
	tile := rectangle(r, &d.color, nil, 0)
	if radius := min(p.sheet.Page.Template.Look.Picture.Radius, r.H/3); radius > 0 {
		tile.Segs = page.Rounded(r, radius)
	}
	p.items = append(p.items, &page.Mark{Role: page.RoleFurniture, Open: true}, tile)
	size := min(r.H*6/10, r.W*6/10)
	l := p.sheet.Styles.sized(editions.Label, size).in(onColor(d.color))
	p.text(l, e.Page, unit.Point{X: r.X, Y: r.Y + (r.H-size)/2 + ascent(size)}, r.W, typo.Center)
	p.items = append(p.items, &page.Mark{Role: page.RoleFurniture})
}

// number is the style of page numbers: in the list's colour, where the type is large enough.
func (d frontIndex) number(l *style) *style {
	if l.font.Size < page.LeastInked && d.color.Several() {
		return l
	}
	return l.in(d.color)
}

func (p *painter) crowded(left int) {
	p.found.Add(source.New("FIT-INDEX", source.Pos{}, source.Msg("no-room-last-entries", p.slot, left), source.Msg("make-slot-higher-or-list-fewer")).On(p.sheet.Number, p.slot))
}
