package flow

import (
	"fmt"
	"strings"

	"banxin/editions"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Sheet says what the furniture of a page tells: the day, the page, its section.
type Sheet struct {
	Edition *editions.Edition
	Page    *editions.Page
	Name    string // of this page
	Number  int
	Total   int // pages of the edition
	Looks   *Looks
	Index   []IndexLine
}

// IndexLine is an entry of 导读: a headline and the page it stands on.
type IndexLine struct{ Title, Page string }

// painter paints furniture.
type painter struct {
	*inline.Setter
	sheet Sheet
	rect  unit.Rect
	items []page.Item
}

// Furniture paints a nameplate, folio or index slot.
func Furniture(s *inline.Setter, sh Sheet, kind editions.SlotKind, rect unit.Rect) []page.Item {
	p := &painter{Setter: s, sheet: sh, rect: rect}
	p.items = append(p.items, &page.Mark{Role: page.RoleFurniture, Open: true, Rect: rect})
	switch kind {
	case editions.NameplateSlot:
		p.nameplate()
	case editions.FolioSlot:
		p.folio()
	case editions.IndexSlot:
		p.index()
	}
	return append(p.items, &page.Mark{Role: page.RoleFurniture})
}

// text sets one line in a measure and returns its natural width.
func (p *painter) text(l *look, s string, at unit.Point, measure unit.Length, a inline.Align) unit.Length {
	para := p.sheet.Looks.words(l, s)
	para.Align = a
	sh := p.Shape(para)
	for _, ln := range p.Break(nil, sh, []unit.Length{max(measure, sh.Natural())}) {
		p.items = p.Place(p.items, sh, ln, at)
	}
	return sh.Natural()
}

func (p *painter) natural(l *look, s string) unit.Length {
	return p.Shape(p.sheet.Looks.words(l, s)).Natural()
}

func (p *painter) rule(y, w unit.Length, c page.Color) {
	p.items = append(p.items, &page.Rule{From: unit.Point{X: p.rect.X, Y: y}, To: unit.Point{X: p.rect.Right(), Y: y}, Width: w, Color: c})
}

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// Weekday is the day of the week, 0 for Sunday (Zeller).
func Weekday(d editions.Date) int {
	y, m := d.Year, d.Month
	if m < 3 {
		y, m = y-1, m+12
	}
	return (d.Day + (13*(m+1))/5 + y + y/4 - y/100 + y/400 + 6) % 7
}

func dateLine(d editions.Date) string {
	return fmt.Sprintf("%d年%d月%d日 %s", d.Year, d.Month, d.Day, weekdays[Weekday(d)])
}

// nameplate sets the paper's name as large as its place allows, and under it, between two
// rules, what the law asks for: date, number of the issue, of pages, the CN number, publisher.
func (p *painter) nameplate() {
	paper := p.sheet.Edition.Paper
	small := p.sheet.Looks.at(editions.Furniture)
	line := small.font.Size.MulDiv(17, 10)
	foot := p.rect.Bottom() - line
	latin := line
	if paper.NameLatin == "" {
		latin = 0
	}
	room := foot - latin - p.rect.Y
	size := min(room.MulDiv(92, 100), p.nameSize(paper.Name))
	name := p.sheet.Looks.sized(editions.Nameplate, size)
	p.text(name, paper.Name, unit.Point{X: p.rect.X, Y: p.rect.Y + (room-size)/2 + ascent(size)}, p.rect.W, inline.Center)
	if latin > 0 {
		l := p.sheet.Looks.sized(editions.Furniture, small.font.Size)
		l.font = &inline.Font{Han: l.font.Han, Latin: l.font.Latin, Size: l.font.Size, Color: l.font.Color}
		p.text(l, spaced(paper.NameLatin), unit.Point{X: p.rect.X, Y: foot - latin/2}, p.rect.W, inline.Center)
	}
	p.rule(foot+line/8, unit.Pt, name.font.Color)
	p.rule(p.rect.Bottom()+line/8, unit.Pt/2, name.font.Color)
	p.facts(small, foot+line/8+(line-small.font.Size)/2+ascent(small.font.Size))
}

// nameSize is the greatest size at which the name keeps a character free at each side.
func (p *painter) nameSize(name string) unit.Length {
	l := p.sheet.Looks.sized(editions.Nameplate, 100*unit.Pt)
	w := max(p.natural(l, name), unit.Pt)
	return (100 * unit.Pt).MulDiv(int64(p.rect.W.MulDiv(88, 100)), int64(w))
}

// spaced opens a Latin name out, as nameplates do.
func spaced(s string) string { return strings.Join(strings.Split(strings.ToUpper(s), ""), " ") }

// facts spreads the particulars over the width.
func (p *painter) facts(l *look, y unit.Length) {
	ed := p.sheet.Edition
	facts := []string{dateLine(ed.Date)}
	if ed.Issue > 0 {
		facts = append(facts, fmt.Sprintf("总第%d期", ed.Issue))
	}
	facts = append(facts, fmt.Sprintf("今日%d版", p.sheet.Total))
	if ed.Paper.CN != "" {
		facts = append(facts, "国内统一连续出版物号 "+strings.TrimSpace(ed.Paper.CN))
	}
	if ed.Paper.Publisher != "" {
		facts = append(facts, ed.Paper.Publisher+"出版")
	}
	facts = append(facts, ed.Paper.Lines...)
	for len(facts) > 1 && p.width(l, facts)+unit.Length(len(facts)-1)*l.font.Size > p.rect.W {
		facts = facts[:len(facts)-1]
	}
	free := p.rect.W - p.width(l, facts)
	x := p.rect.X
	for i, f := range facts {
		x += p.text(l, f, unit.Point{X: x, Y: y}, 0, inline.Left)
		if i < len(facts)-1 {
			x += free / unit.Length(len(facts)-1)
		}
	}
}

func (p *painter) width(l *look, parts []string) unit.Length {
	var w unit.Length
	for _, s := range parts {
		w += p.natural(l, s)
	}
	return w
}

// folio sets date, section and page over a rule; odd pages have the page number at the
// right, even ones at the left, so that it stands at the outer edge.
func (p *painter) folio() {
	l := p.sheet.Looks.at(editions.Folio)
	big := p.sheet.Looks.sized(editions.Folio, l.font.Size.MulDiv(18, 10))
	base := p.rect.Bottom() - l.font.Size/2
	at := unit.Point{X: p.rect.X, Y: base}
	outer, inner := inline.Right, inline.Left
	if p.sheet.Number%2 == 0 {
		outer, inner = inner, outer
	}
	paper := p.sheet.Edition.Paper.Name
	left := dateLine(p.sheet.Edition.Date)
	if e := p.sheet.Page.Editor; e != "" {
		left += "　" + e
	}
	p.text(l, left, at, p.rect.W, inner)
	p.text(big, p.sheet.Page.Section, at, p.rect.W, inline.Center)
	number := strings.TrimSpace(fmt.Sprintf("%s　第%s版", paper, p.sheet.Name))
	p.text(l, number, at, p.rect.W, outer)
	y := p.rect.Bottom() + l.font.Size/8
	p.rule(y, unit.Pt, page.Black)
	p.rule(y+2*unit.Pt, unit.Pt*3/10, page.Black)
}

// index lists headlines of other pages (导读): title at the left, its page at the right.
func (p *painter) index() {
	l := p.sheet.Looks.at(editions.Furniture)
	head := p.sheet.Looks.sized(editions.Label, p.sheet.Looks.at(editions.Label).font.Size)
	g := p.sheet.Looks.grid
	y := p.rect.Y + ascent(g.Size)
	p.text(head, "今日导读", unit.Point{X: p.rect.X, Y: y}, p.rect.W, inline.Left)
	p.rule(y+g.Leading/2, unit.Pt/2, head.font.Color)
	y += g.Leading * 3 / 2
	for _, e := range p.sheet.Index {
		if y > p.rect.Bottom() {
			return
		}
		no := fmt.Sprintf("%s版", e.Page)
		w := p.natural(l, no)
		para := p.sheet.Looks.words(l, e.Title)
		sh := p.Shape(para)
		lines := p.Break(nil, sh, []unit.Length{max(p.rect.W-w-l.font.Size, 1)})
		for i, ln := range lines {
			if y > p.rect.Bottom() {
				return
			}
			p.items = p.Place(p.items, sh, ln, unit.Point{X: p.rect.X, Y: y})
			if i == len(lines)-1 {
				p.text(l, no, unit.Point{X: p.rect.X, Y: y}, p.rect.W, inline.Right)
			}
			y += g.Leading
		}
		p.rule(y-g.Leading+g.Leading*4/10, unit.Pt/4, page.Gray(4000))
	}
}
