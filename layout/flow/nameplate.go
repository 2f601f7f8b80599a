package flow

import (
	"fmt"
	"strings"

	"banxin/editions"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// nameplate sets the paper's name as large as its place allows, under it the Latin name and
// the motto, and between two rules what the law asks for: date, number of the issue, of
// pages, the CN number, publisher, printer and price, and the paper's own lines.
func (p *painter) nameplate() {
	paper := p.sheet.Edition.Paper
	small := p.sheet.Styles.at(editions.Furniture)
	line := small.font.Size.MulDiv(17, 10)
	rows := p.facts(small)
	foot := p.rect.Bottom() - line*unit.Length(len(rows))
	sub := strings.TrimSpace(spaced(paper.NameLatin) + "\u3000" + paper.Motto)
	below := line
	if sub == "" {
		below = 0
	}
	color := p.name(unit.Rect{X: p.rect.X, Y: p.rect.Y, W: p.rect.W, H: foot - below - p.rect.Y})
	p.text(small, sub, unit.Point{X: p.rect.X, Y: foot - below/2}, p.rect.W, typo.Center)
	p.rule(foot+line/8, unit.Pt, color)
	p.rule(p.rect.Bottom()+line/8, unit.Pt/2, color)
	y := foot + line/8 + (line-small.font.Size)/2 + ascent(small.font.Size)
	for _, row := range rows {
		p.spreadRow(small, row, y)
		y += line
	}
}

// name sets the paper's name, in type or as it was written for the paper (题字), with the
// logo beside it, in the middle of a rectangle: as high as that allows, and with a twelfth
// of the width free. It returns the colour of the type.
func (p *painter) name(r unit.Rect) page.Color {
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
	size := max(min(r.H.MulDiv(92, 100), em.MulDiv(int64(r.W.MulDiv(88, 100)), int64(all))), unit.Pt)
	scale := func(l unit.Length) unit.Length { return l.MulDiv(int64(size), int64(em)) }
	x, y := r.X+(r.W-scale(all))/2, r.Y+(r.H-size)/2
	at := x
	switch {
	case with && paper.Logo.Right:
		p.put(device, unit.Rect{X: x + scale(wide+gap), Y: y, W: scale(beside), H: size})
	case with:
		p.put(device, unit.Rect{X: x, Y: y, W: scale(beside), H: size})
		at += scale(beside + gap)
	}
	style := p.sheet.Styles.sized(editions.Nameplate, size)
	if written {
		p.put(letters, unit.Rect{X: at, Y: y, W: scale(wide), H: size})
	} else {
		p.text(style, paper.Name, unit.Point{X: at, Y: y + ascent(size)}, scale(wide), typo.Center)
	}
	return style.font.Color
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

// facts lists the particulars in as many rows as they need.
func (p *painter) facts(l *style) [][]string {
	ed := p.sheet.Edition
	paper := ed.Paper
	var facts []string
	add := func(before, s, after string) {
		if s = strings.TrimSpace(s); s != "" {
			facts = append(facts, before+s+after)
		}
	}
	add("", dateLine(ed.Date), "")
	add("", lunarDate(ed.Date), "")
	for _, w := range ed.Weather {
		add("", w, "")
	}
	if ed.Issue > 0 {
		add("", fmt.Sprintf("总第%d期", ed.Issue), "")
	}
	add("", fmt.Sprintf("今日%d版", p.sheet.Total), "")
	add("国内统一连续出版物号 ", paper.CN, "")
	add("邮发代号 ", paper.PostCode, "")
	add("", paper.Publisher, "出版")
	add("", paper.Printer, "承印")
	add("定价 ", paper.Price, "")
	add("", paper.Website, "")
	for _, s := range paper.Lines {
		add("", s, "")
	}
	for rows := 1; ; rows++ {
		if out := p.parted(l, facts, rows); out != nil || rows == len(facts) {
			return out
		}
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
