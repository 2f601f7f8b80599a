package flow

import (
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
	Made    bool // the index was made by banxin: as many of its lines are set as have room

	// Picture finds a supplied file among the Doc's images: its index and size.
	Picture func(*editions.Advert) (n, w, h int, ok bool)
}

// IndexLine is an entry of 导读: a story, its headline, the page it stands on, and its first
// picture, without a place; nil where it has none.
type IndexLine struct {
	Story, Title, Page string
	Order              int // of its page among those of the edition
	Image              *page.Image
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

// Label says in the middle of a place that waits for its story what it is called and below that
// what it holds, as much of it as has room.
func (k *Styles) Label(s *inline.Setter, r unit.Rect, lines []string) []page.Item {
	p := &painter{Setter: s, sheet: Sheet{Styles: k}, rect: r}
	l, all := k.sized(editions.Folio, 14*unit.Pt), unit.Length(0)
	for i, words := range lines {
		if i > 0 {
			l = k.sized(editions.Folio, 9*unit.Pt)
		}
		lead := l.font.Size.MulDiv(16, 10)
		if all += lead; all > r.H || p.natural(l, words) > r.W {
			break
		}
		p.text(l, words, unit.Point{X: r.X, Y: r.Y + r.H/2 + all - lead/2}, r.W, typo.Center)
	}
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
