package flow

import (
	"fmt"
	"strings"

	"banxin/editions"
	"banxin/editions/source"
	"banxin/layout/inline"
	"banxin/layout/page"
	"banxin/layout/typo"
	"banxin/layout/unit"
)

// Sheet says what the furniture of a page tells: the day, the page, its section.
type Sheet struct {
	Edition *editions.Edition
	Page    *editions.Page
	Name    string // of this page
	Number  int
	Total   int // pages of the edition
	Styles  *Styles
	Index   []IndexLine

	// Picture finds a supplied file among the Doc's images: its index and size.
	Picture func(*editions.Advert) (n, w, h int, ok bool)
}

// IndexLine is an entry of 导读: a story, its headline and the page it stands on.
type IndexLine struct{ Story, Title, Page string }

// painter paints furniture.
type painter struct {
	*inline.Setter
	sheet Sheet
	rect  unit.Rect
	slot  string
	items []page.Item
	found source.List
}

// Furniture paints a nameplate, folio or index slot into a rectangle.
func Furniture(s *inline.Setter, sh Sheet, slot *editions.Slot, rect unit.Rect) ([]page.Item, source.List) {
	p := &painter{Setter: s, sheet: sh, rect: rect, slot: slot.Name}
	if slot.Kind == editions.GroupSlot {
		p.rect = sh.Page.Template.Inside(slot).Head
		rect = p.rect
	}
	p.items = append(p.items, &page.Mark{Role: page.RoleFurniture, Open: true, Rect: rect})
	switch slot.Kind {
	case editions.NameplateSlot:
		p.nameplate()
	case editions.FolioSlot:
		p.folios()
	case editions.IndexSlot:
		p.index()
	case editions.GroupSlot:
		p.group(slot)
	}
	return append(p.items, &page.Mark{Role: page.RoleFurniture}), p.found
}

// text sets one line in a measure and returns its natural width.
func (p *painter) text(l *style, s string, at unit.Point, measure unit.Length, a typo.Align) unit.Length {
	para := p.sheet.Styles.words(l, s)
	para.Align = a
	sh := p.Shape(para)
	for _, ln := range p.Break(nil, sh, []unit.Length{max(measure, sh.Natural())}) {
		p.items = p.Place(p.items, sh, ln, at)
	}
	return sh.Natural()
}

func (p *painter) natural(l *style, s string) unit.Length {
	return p.Shape(p.sheet.Styles.words(l, s)).Natural()
}

func (p *painter) rule(y, w unit.Length, c page.Color) {
	p.items = append(p.items, &page.Rule{From: unit.Point{X: p.rect.X, Y: y}, To: unit.Point{X: p.rect.Right(), Y: y}, Width: w, Color: c})
}

// AdvertMark paints the mark 广告 in the lower right corner of an advert's place.
func AdvertMark(s *inline.Setter, sh Sheet, r unit.Rect) []page.Item {
	l := sh.Styles.sized(editions.Folio, 7*unit.Pt)
	p := &painter{Setter: s, sheet: sh, rect: r}
	w := p.natural(l, "广告") + l.font.Size/2
	chip := unit.Rect{X: r.Right() - w, Y: r.Bottom() - l.font.Size.MulDiv(13, 10), W: w, H: l.font.Size.MulDiv(13, 10)}
	white := page.White
	p.items = append(p.items, rectangle(chip, &white, nil, 0))
	p.text(l, "广告", unit.Point{X: chip.X, Y: chip.Y + l.font.Size.MulDiv(103, 100)}, chip.W, typo.Center)
	return p.items
}

// Tag says in the middle of a gap what it is for, where that has room.
func (k *Styles) Tag(s *inline.Setter, r unit.Rect, words string) []page.Item {
	l := k.sized(editions.Folio, 8*unit.Pt)
	p := &painter{Setter: s, sheet: Sheet{Styles: k}, rect: r}
	size := l.font.Size
	w, h := p.natural(l, words)+size, size.MulDiv(16, 10)
	if w > r.W || h > r.H {
		return nil
	}
	chip := unit.Rect{X: r.X + (r.W-w)/2, Y: r.Y + (r.H-h)/2, W: w, H: h}
	white := page.White
	p.items = append(p.items, rectangle(chip, &white, nil, 0))
	p.text(l, words, unit.Point{X: chip.X, Y: chip.Y + size.MulDiv(115, 100)}, chip.W, typo.Center)
	return p.items
}

// Notice sets paragraphs from the top of a place, on white.
func (k *Styles) Notice(s *inline.Setter, r unit.Rect, paragraphs []string) []page.Item {
	l := k.sized(editions.Folio, 12*unit.Pt)
	size, leading := l.font.Size, l.font.Size.MulDiv(17, 10)
	var lines []page.Item
	at := unit.Point{X: r.X + size, Y: r.Y + size*2}
	for _, words := range paragraphs {
		para := k.words(l, words)
		para.Align = typo.Left
		sh := s.Shape(para)
		for _, ln := range s.Break(nil, sh, []unit.Length{max(r.W-2*size, size)}) {
			lines, at.Y = s.Place(lines, sh, ln, at), at.Y+leading
		}
	}
	white := page.White
	return append([]page.Item{rectangle(unit.Rect{X: r.X, Y: r.Y, W: r.W, H: at.Y - r.Y}, &white, nil, 0)}, lines...)
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

// folios sets the folio lines: on a spread each page's own.
func (p *painter) folios() {
	from, to, ok := p.sheet.Page.Template.GutterAt()
	whole, sheet := p.rect, p.sheet
	if !ok {
		p.folio()
		return
	}
	left, right := p.sheet.Page.Halves()
	if whole.X < from {
		p.sheet.Name = left
		p.rect.W = min(whole.Right(), from) - whole.X
		p.folio()
	}
	if whole.Right() > to {
		p.sheet.Name, p.sheet.Number = right, sheet.Number+1
		p.rect.X = max(whole.X, to)
		p.rect.W = whole.Right() - p.rect.X
		p.folio()
	}
	p.rect, p.sheet = whole, sheet
}

// folio sets date, section and page over a rule; odd pages have the page number at the
// right, even ones at the left, so that it stands at the outer edge.
func (p *painter) folio() {
	l := p.sheet.Styles.at(editions.Folio)
	big := p.sheet.Styles.sized(editions.Folio, l.font.Size.MulDiv(18, 10))
	base := p.rect.Bottom() - l.font.Size/2
	at := unit.Point{X: p.rect.X, Y: base}
	outer, inner := typo.Right, typo.Left
	if p.sheet.Number%2 == 0 {
		outer, inner = inner, outer
	}
	paper := p.sheet.Edition.Paper.Name
	left := dateLine(p.sheet.Edition.Date)
	if e := p.sheet.Page.Editor; e != "" {
		left += "　" + e
	}
	p.text(l, left, at, p.rect.W, inner)
	p.text(big, p.sheet.Page.Section, at, p.rect.W, typo.Center)
	number := strings.TrimSpace(fmt.Sprintf("%s　第%s版", paper, p.sheet.Name))
	p.text(l, number, at, p.rect.W, outer)
	y := p.rect.Bottom() + l.font.Size/8
	p.rule(y, unit.Pt, page.Black)
	p.rule(y+2*unit.Pt, unit.Pt*3/10, page.Black)
}

// index lists headlines of other pages (导读): title at the left, its page at the right.
// The lines stand closer than body lines when they are many, and wider, so that they fill the
// slot, when they are few; what has no room even then is a finding.
func (p *painter) index() {
	l := p.sheet.Styles.at(editions.Furniture)
	head := p.sheet.Styles.at(editions.Label)
	g := p.sheet.Styles.grid
	y := p.rect.Y + ascent(head.font.Size)
	p.text(head, "今日导读", unit.Point{X: p.rect.X, Y: y}, p.rect.W, typo.Left)
	y = p.rect.Y + head.font.Size.MulDiv(13, 10)
	p.rule(y, unit.Pt/2, head.font.Color)
	total := 0
	for _, e := range p.sheet.Index {
		total += len(p.entry(l, e))
	}
	if total == 0 {
		return
	}
	pitch := min(g.Leading.MulDiv(16, 10), max((p.rect.Bottom()-y)/unit.Length(total), l.font.Size.MulDiv(115, 100)))
	for i, e := range p.sheet.Index {
		if y+pitch*unit.Length(len(p.entry(l, e))) > p.rect.Bottom()+pitch/4 {
			p.crowded(len(p.sheet.Index) - i)
			return
		}
		y = p.indexEntry(l, e, y, pitch)
	}
}

// entry breaks an index entry beside its page number.
func (p *painter) entry(l *style, e IndexLine) []inline.Line {
	sh := p.Shape(p.sheet.Styles.words(l, e.Title))
	return p.Break(nil, sh, []unit.Length{p.entryWidth(l, e)})
}

func (p *painter) entryWidth(l *style, e IndexLine) unit.Length {
	return max(p.rect.W-p.natural(l, e.Page+"版")-l.font.Size, 1)
}

func (p *painter) indexEntry(l *style, e IndexLine, y, pitch unit.Length) unit.Length {
	sh := p.Shape(p.sheet.Styles.words(l, e.Title))
	lines := p.Break(nil, sh, []unit.Length{p.entryWidth(l, e)})
	drop := (pitch-l.font.Size)/2 + ascent(l.font.Size)
	place := unit.Rect{X: p.rect.X, Y: y, W: p.rect.W, H: pitch * unit.Length(len(lines))}
	p.items = append(p.items, &page.Mark{Role: page.RoleEntry, ID: e.Story, Open: true, Rect: place})
	for i, ln := range lines {
		p.items = p.Place(p.items, sh, ln, unit.Point{X: p.rect.X, Y: y + drop})
		if i == len(lines)-1 {
			p.text(l, e.Page+"版", unit.Point{X: p.rect.X, Y: y + drop}, p.rect.W, typo.Right)
		}
		y += pitch
	}
	p.items = append(p.items, &page.Mark{Role: page.RoleEntry, ID: e.Story})
	p.rule(y, unit.Pt/4, page.Gray(4000))
	return y
}

func (p *painter) crowded(left int) {
	p.found.Add(source.New("FIT-INDEX", source.Pos{}, source.Msg("no-room-last-entries", p.slot, left), source.Msg("make-slot-higher-or-list-fewer")).On(p.sheet.Number, p.slot))
}
