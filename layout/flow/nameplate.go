package flow

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// nameplate is a nameplate being set: how it looks, in which colours, and what it has to say.
type nameplate struct {
	editions.NameplateLook
	name, small *style     // of the paper's name and of what stands by it
	particular  *style     // of the particulars
	facts       [][]string // in rows
	tinted      unit.Rect  // where its tint is; empty: there is none
}

// nameplate sets the paper's name as large as its place allows, with the Latin name and the
// motto, and between two rules, or on a bar, what the law asks for: date, number of the issue,
// of pages, the CN number, publisher, printer and price, and the paper's own lines.
func (p *painter) nameplate() {
	k := p.sheet.Styles
	n := nameplate{NameplateLook: p.sheet.Page.Template.Look.Nameplate, name: k.at(editions.Nameplate), small: k.at(editions.Furniture)}
	whole := p.rect
	if tint := k.Palette.tint(n.Tint); tint != nil {
		n.tinted = p.plateTint(tint)
		n.name, n.small = n.name.in(onColor(*tint)), p.onInk(n.small, *tint)
	}
	if n.At == editions.NameUpright && p.rect.W > 2*p.rect.H { // it would be too small
		n.At = editions.NameCentered
		if !n.Voiced {
			p.found.Add(source.New("FIT-UPRIGHT", source.Pos{}, source.Msg("nameplate-too-wide-for-upright", p.slot), source.Msg("make-nameplate-narrow-and-high")).On(p.sheet.Number, p.slot))
		}
	}
	if n.At != editions.NameUpright {
		small, least := n.small, unit.Length(leastFact)
		if bar := k.Palette.tint(n.Bar); bar != nil {
			small = p.onInk(k.at(editions.Furniture), *bar)
		}
		if small.font.Color == page.White && small.font.Size > k.at(editions.Furniture).font.Size {
			least = small.font.Size
		}
		n.facts, n.particular = p.facts(small, n.NameplateLook, least)
	}
	switch n.At {
	case editions.NameLeft:
		p.nameLeft(n)
	case editions.NameUpright:
		p.nameUpright(n)
	default:
		p.nameCentered(n)
	}
	p.rect = whole
}

// plateTint lays the tint under the nameplate: to the edges of the sheet where it stands at
// those of the type area and the page bleeds. Its words keep away from its own edges.
func (p *painter) plateTint(tint *page.Color) unit.Rect {
	t, g := p.sheet.Page.Template, p.sheet.Styles.grid
	r := p.rect
	right, foot := r.Right(), r.Bottom()+(g.Leading-g.Size)/2
	bleeds := t.Bleed > 0
	if bleeds && r.X <= g.Area.X {
		r.X = -t.Bleed
	}
	if bleeds && right >= g.Area.Right() {
		right = t.Width + t.Bleed
	}
	if bleeds && r.Y <= g.Area.Y {
		r.Y = -t.Bleed
	}
	r.W, r.H = right-r.X, foot-r.Y
	p.items = append(p.items, rectangle(r, tint, nil, 0))
	if r.X == p.rect.X {
		p.rect.X, p.rect.W = p.rect.X+g.Size, p.rect.W-g.Size
	}
	if r.Right() == p.rect.Right() {
		p.rect.W -= g.Size
	}
	p.rect.H -= g.Size / 2
	return r
}

// line is the pitch of the particulars.
func (n nameplate) line() unit.Length {
	l := n.particular
	if l == nil {
		l = n.small
	}
	return l.font.Size.MulDiv(17, 10)
}

// sub is what stands under the name.
func (p *painter) sub() string {
	paper := p.sheet.Edition.Paper
	return strings.TrimSpace(spaced(paper.NameLatin) + "\u3000" + paper.Motto)
}

func (p *painter) nameCentered(n nameplate) {
	line := n.line()
	foot := p.rect.Bottom() - line*unit.Length(len(n.facts))
	below := line
	if p.sub() == "" {
		below = 0
	}
	p.name(n.name, unit.Rect{X: p.rect.X, Y: p.rect.Y, W: p.rect.W, H: foot - below - p.rect.Y}, typo.Center)
	p.text(n.small, p.sub(), unit.Point{X: p.rect.X, Y: foot - below/2}, p.rect.W, typo.Center)
	p.particulars(n, foot)
}

// nameLeft sets the name at the left and the day at the right, the particulars below them.
func (p *painter) nameLeft(n nameplate) {
	line, g := n.line(), p.sheet.Styles.grid
	foot := p.rect.Bottom() - line*unit.Length(len(n.facts))
	zone := unit.Rect{X: p.rect.X, Y: p.rect.Y, W: p.rect.W, H: foot - line/2 - p.rect.Y}
	words := []string{dateLine(p.sheet.Edition.Date), lunarDate(p.sheet.Edition.Date), p.sub()}
	words = append(words, p.sheet.Edition.Weather...)
	beside := p.width(n.small, words[:1])
	for _, w := range words {
		beside = max(beside, p.natural(n.small, w))
	}
	beside = min(beside, zone.W/3) + g.Size
	p.name(n.name, unit.Rect{X: zone.X, Y: zone.Y, W: zone.W - beside, H: zone.H}, typo.Left)
	x := zone.Right() - beside + g.Size
	y := zone.Bottom() - line*unit.Length(len(words)-1) - line/3
	for _, w := range words {
		if l := n.small; y > zone.Y {
			if most := zone.Right() - x; p.natural(l, w) > most {
				l = p.smaller(l, w, most)
			}
			p.text(l, w, unit.Point{X: x, Y: y}, zone.Right()-x, typo.Right)
		}
		y += line
	}
	p.particulars(n, foot)
}

// nameUpright sets the characters of the name one under the other: over the particulars where
// the place is high, else at their left.
func (p *painter) nameUpright(n nameplate) {
	all := p.allFacts()
	if sub := p.sub(); sub != "" {
		all = append([]string{sub}, all...)
	}
	line := n.line()
	place := p.rect
	list := unit.Rect{X: place.X, W: place.W, H: line * unit.Length(len(all))}
	if place.H > place.W*6/5 {
		list.H = min(list.H, place.H/2)
		list.Y = place.Bottom() - list.H
		place.H -= list.H + line/2
	} else {
		place.W = min(place.W/3, place.H)
		list.X, list.W = place.Right()+n.small.font.Size, p.rect.Right()-place.Right()-n.small.font.Size
		list.H = p.rect.H
		list.Y = place.Y
		n.facts = nil
	}
	chars := []rune(p.sheet.Edition.Paper.Name)
	pitch := min(place.H/unit.Length(max(len(chars), 1)), place.W.MulDiv(104, 100))
	size := pitch.MulDiv(96, 100)
	l := p.sheet.Styles.sized(editions.Nameplate, max(size, unit.Pt))
	l = l.in(n.name.font.Color)
	y := place.Y + (place.H-pitch*unit.Length(len(chars)))/2
	para := p.sheet.Styles.words(l, p.sheet.Edition.Paper.Name)
	para.Dir = page.Vertical
	sh := p.Shape(para)
	for _, ln := range p.Break(nil, sh, []unit.Length{place.H}) {
		p.items = p.Place(p.items, sh, ln, unit.Point{X: place.X + place.W/2, Y: y})
	}
	if kind := n.Rules; kind != editions.LineNone {
		p.items = append(p.items, line2(kind, n.name.font.Color, unit.Point{X: list.X, Y: list.Y}, unit.Point{X: list.Right(), Y: list.Y})...)
	}
	pitch = min(line, list.H/unit.Length(max(len(all), 1)))
	align := typo.Center
	if list.X > p.rect.X {
		align = typo.Left
	}
	at := list.Y + pitch
	for _, w := range all {
		l := n.small
		if p.natural(l, w) > list.W {
			l = p.smaller(l, w, list.W)
		}
		p.text(l, w, unit.Point{X: list.X, Y: at}, list.W, align)
		at += pitch
	}
}

// line2 is the rule of a nameplate, a point thick where the look says nothing.
func line2(kind editions.LineKind, c page.Color, from, to unit.Point) []page.Item {
	if kind == editions.LineUsual {
		return line(editions.LineFine, unit.Pt, c, from, to)
	}
	return line(kind, 0, c, from, to)
}

// smaller is a style at the size at which words are no wider than this.
func (p *painter) smaller(l *style, words string, most unit.Length) *style {
	size := l.font.Size.MulDiv(int64(most), int64(max(p.natural(l, words), 1)))
	return p.sheet.Styles.sized(l.spec.Name, max(size, 4*unit.Pt)).in(l.font.Color)
}

// particulars sets the rows of facts from a height on: between two rules, or on a bar.
func (p *painter) particulars(n nameplate, foot unit.Length) {
	if len(n.facts) == 0 {
		return
	}
	line, small := n.line(), n.particular
	c := n.name.font.Color
	end := p.rect.Bottom() + line/8
	if bar := p.sheet.Styles.Palette.tint(n.Bar); bar != nil {
		under := unit.Rect{X: p.rect.X, Y: foot + line/8, W: p.rect.W, H: end - foot - line/8}
		if in := n.tinted; !in.Empty() { // on a tint it is the lowest part of that
			under.X, under.W, under.H = in.X, in.W, in.Bottom()-under.Y
		}
		p.items = append(p.items, rectangle(under, bar, nil, 0))
		p.rect.X, p.rect.W = p.rect.X+small.font.Size, p.rect.W-2*small.font.Size
	} else {
		across := func(y unit.Length) (from, to unit.Point) {
			return unit.Point{X: p.rect.X, Y: y}, unit.Point{X: p.rect.Right(), Y: y}
		}
		from, to := across(foot + line/8)
		p.items = append(p.items, line2(n.Rules, c, from, to)...)
		switch from, to = across(end); n.Rules {
		case editions.LineUsual:
			p.rule(end, unit.Pt/2, c)
		case editions.LineThickThin: // the thin line is inside, as at the upper rule
			w := thickness(n.Rules, 0)
			p.rule(end-w/3, w/6, c)
			p.rule(end+w/4, w/2, c)
		default:
			p.items = append(p.items, line2(n.Rules, c, from, to)...)
		}
	}
	y := foot + line/8 + (line-small.font.Size)/2 + ascent(small.font.Size)
	for _, row := range n.facts {
		p.spreadRow(small, row, y)
		y += line
	}
}

// name sets the paper's name, in type or as it was written for the paper (题字), with the
// logo beside it, in the middle of a rectangle or at its left: as high as that allows, and with
// a twelfth of the width free.
func (p *painter) name(l *style, r unit.Rect, align typo.Align) {
	paper := p.sheet.Edition.Paper
	em := 100 * unit.Pt
	wide := max(p.natural(p.sheet.Styles.sized(editions.Nameplate, em), paper.Name), unit.Pt)
	letters, written := p.logo(paper.Lettering, paper.Name)
	if written {
		wide = p.wide(letters, em)
	}
	device, with := p.logo(paper.Logo, paper.Name)
	gap, beside := unit.Length(0), unit.Length(0)
	if with {
		gap, beside = em/4, p.wide(device, em)
	}
	all := wide + gap + beside
	room := r.W.MulDiv(88, 100)
	if align == typo.Left {
		room = r.W.MulDiv(98, 100)
	}
	size := max(min(r.H.MulDiv(92, 100), em.MulDiv(int64(room), int64(all))), unit.Pt)
	scale := func(l unit.Length) unit.Length { return l.MulDiv(int64(size), int64(em)) }
	x, y := r.X+(r.W-scale(all))/2, r.Y+(r.H-size)/2
	if align == typo.Left {
		x = r.X
	}
	at := x
	switch {
	case with && paper.Logo.Right:
		p.put(device, unit.Rect{X: x + scale(wide+gap), Y: y, W: scale(beside), H: size})
	case with:
		p.put(device, unit.Rect{X: x, Y: y, W: scale(beside), H: size})
		at += scale(beside + gap)
	}
	if written {
		p.put(letters, unit.Rect{X: at, Y: y, W: scale(wide), H: size})
		return
	}
	style := p.sheet.Styles.sized(editions.Nameplate, size).in(l.font.Color)
	p.text(style, paper.Name, unit.Point{X: at, Y: y + ascent(size)}, scale(wide), typo.Center)
}

// logo is a picture of the nameplate, without a place; false when there is none, or it
// cannot be read.
func (p *painter) logo(l editions.Logo, alt string) (page.Image, bool) {
	if l.File == nil || p.sheet.Picture == nil {
		return page.Image{}, false
	}
	n, w, h, ok := p.sheet.Picture(l.File)
	im := page.Image{File: n, X1: w, Y1: h, Alt: alt}
	if l.Ink != "" {
		im.Ink = p.sheet.Styles.Palette.Color(l.Ink)
	}
	return im, ok
}

// wide is how wide a picture is at a height.
func (p *painter) wide(im page.Image, height unit.Length) unit.Length {
	return max(height.MulDiv(int64(im.X1), int64(im.Y1)), 1)
}

func (p *painter) put(im page.Image, r unit.Rect) {
	im.Rect = r
	p.items = append(p.items, &im)
}

// spaced opens a Latin name out, as nameplates do.
func spaced(s string) string { return strings.Join(strings.Split(strings.ToUpper(s), ""), " ") }

// allFacts lists the particulars. Those that may be left out first come last.
func (p *painter) allFacts() []string {
	var facts []string
	for _, f := range p.particularsOf() {
		facts = append(facts, f.words)
	}
	return facts
}

// fact is one of the particulars; of those with a rank the greatest is left out first where
// there is no room for all.
type fact struct {
	words string
	rank  int
}

func (p *painter) particularsOf() []fact {
	ed := p.sheet.Edition
	paper := ed.Paper
	var facts []fact
	add := func(rank int, before, s, after string) {
		if s = strings.TrimSpace(s); s != "" {
			facts = append(facts, fact{before + s + after, rank})
		}
	}
	if p.sheet.Page.Template.Look.Nameplate.At != editions.NameLeft { // it has them beside the name
		add(0, "", dateLine(ed.Date), "")
		add(4, "", lunarDate(ed.Date), "")
		for _, w := range ed.Weather {
			add(5, "", w, "")
		}
	}
	if ed.Issue > 0 {
		add(0, "", fmt.Sprintf("总第%d期", ed.Issue), "")
	}
	add(0, "", fmt.Sprintf("今日%d版", p.sheet.Total), "")
	add(0, numberName(paper.CN), paper.CN, "")
	add(1, "邮发代号 ", paper.PostCode, "")
	add(0, "", paper.Publisher, "出版")
	add(2, "", paper.Printer, "承印")
	add(1, "定价 ", paper.Price, "")
	add(6, "", paper.Website, "")
	for i, s := range paper.Lines {
		add(7+i, "", s, "")
	}
	return facts
}

// numberName is what stands before the number a paper is published under: a CN number's name. One
// that says itself what it is (准印证号, 内部资料, 国内统一刊号, ISSN) has none.
func numberName(number string) string {
	const cn = "国内统一连续出版物号 "
	number = strings.TrimSpace(number)
	for _, r := range number {
		if unicode.Is(unicode.Han, r) {
			return ""
		}
	}
	if strings.HasPrefix(strings.ToUpper(number), "ISSN") {
		return ""
	}
	return cn
}

// leastFact is the smallest type of the particulars.
const leastFact = 6 * unit.Pt

// facts lists the particulars in rows, two at most, at the style's size or as much smaller as
// that needs. What has no room even then is left out and reported.
func (p *painter) facts(l *style, look editions.NameplateLook, least unit.Length) ([][]string, *style) {
	most := look.Rows
	if most == 0 {
		most = 2
	}
	all := p.particularsOf()
	for {
		words := make([]string, len(all))
		for i := range all {
			words[i] = all[i].words
		}
		for size := l.font.Size; size >= min(least, l.font.Size); size -= unit.Pt / 2 {
			k := l
			if size != l.font.Size {
				k = p.sheet.Styles.sized(editions.Furniture, size).in(l.font.Color)
			}
			for rows := 1; rows <= min(most, len(words)); rows++ {
				if out := p.parted(k, words, rows); out != nil {
					return out, k
				}
			}
		}
		last := slices.IndexFunc(all, func(f fact) bool {
			return f.rank == slices.MaxFunc(all, func(a, b fact) int { return a.rank - b.rank }).rank
		})
		if last < 0 || all[last].rank == 0 {
			return p.parted(l, words, len(words)), l // what the law asks for is never left out
		}
		p.found.Add(source.New("FIT-PLATE", source.Pos{}, source.Msg("nameplate-leaves-out", p.slot, all[last].words), source.Msg("make-slot-of-nameplate-wider")).On(p.sheet.Number, p.slot))
		all = slices.Delete(all, last, last+1)
	}
}

// parted shares facts among so many rows of about one width; nil when they are too few.
func (p *painter) parted(l *style, facts []string, rows int) [][]string {
	var out [][]string
	for n := rows; n > 0; n-- {
		share := p.width(l, facts) / unit.Length(n)
		k := 1
		for k < len(facts)-n+1 && (n == 1 || p.width(l, facts[:k])+p.width(l, facts[k:k+1])/2 <= share) {
			k++
		}
		if w := p.width(l, facts[:k]) + unit.Length(k-1)*l.font.Size/2; w > p.rect.W && k > 1 {
			return nil
		}
		out, facts = append(out, facts[:k]), facts[k:]
	}
	return out
}

// spreadRow sets facts with equal white between them, the first and the last at the edges.
func (p *painter) spreadRow(l *style, facts []string, y unit.Length) {
	free := max(p.rect.W-p.width(l, facts), 0)
	x := p.rect.X
	for i, f := range facts {
		x += p.text(l, f, unit.Point{X: x, Y: y}, 0, typo.Left)
		if i < len(facts)-1 {
			x += free / unit.Length(len(facts)-1)
		}
	}
}

func (p *painter) width(l *style, parts []string) unit.Length {
	var w unit.Length
	for _, s := range parts {
		w += p.natural(l, s)
	}
	return w
}
