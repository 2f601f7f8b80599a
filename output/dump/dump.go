// Package dump writes a composed edition as text: a line an item, in painting order,
// stable enough to be the expected result of a test and short enough to be read.
//
//	err := dump.Write(os.Stdout, doc)
//
// Places and lengths are in points with three decimals, rounded from integers, so that
// the dump of a document is the same on every machine. A run of text shows its face,
// size, colour, origin, characters and the advances between its glyphs:
//
//	text 0 9.000 k100 at 39.685 120.500 "新华社北京" adv 9*4 @1:12:3
//
// adv and down list what each glyph after the first adds to x and to y, n*m standing for m
// times n; a list of zeros is left out, and so is down for a Horizontal run on its line.
// off is the first glyph's own place when that is not the run's origin. A run whose glyphs
// do not stand for one character each lists its clusters as byte offsets; @ is the place
// in the source, by the number of the file, the line and the column.
package dump

import (
	"io"
	"strconv"

	"banxin/layout/page"
	"banxin/layout/unit"
)

// Write writes d: what it is, its resources, then its pages.
func Write(w io.Writer, d *page.Doc) error {
	var p printer
	p.meta(d)
	for _, pg := range d.Pages {
		p.page(pg)
		if _, err := w.Write(p.buf); err != nil {
			return err
		}
		p.buf = p.buf[:0]
	}
	_, err := w.Write(p.buf)
	return err
}

// Page writes one page of a document.
func Page(w io.Writer, pg *page.Page) error {
	var p printer
	p.page(pg)
	_, err := w.Write(p.buf)
	return err
}

// printer appends the parts of a line to buf; each part begins with a space.
type printer struct {
	buf   []byte
	depth int
}

func (p *printer) meta(d *page.Doc) {
	m := d.Meta
	p.begin("doc")
	for _, s := range []string{m.Paper, m.Code, m.Lang, m.Date, m.Title} {
		p.quote(s)
	}
	p.int(m.Issue)
	p.end()
	for i, f := range d.Faces {
		p.begin("face")
		p.int(i)
		p.quote(f.Name)
		p.end()
	}
	for i := range d.Images {
		p.imageFile(i, &d.Images[i])
	}
	for i, s := range d.Spots {
		p.begin("spot")
		p.int(i + 1)
		p.quote(s.Name)
		p.color(s.Alt)
		p.end()
	}
	for i, s := range d.Sources {
		p.begin("source")
		p.int(i + 1)
		p.quote(s)
		p.end()
	}
	for _, s := range d.Stories {
		p.begin("story")
		p.quote(s.ID)
		p.quote(s.Title)
		p.quote(s.Section)
		p.word("page")
		p.int(s.Page)
		p.end()
	}
}

func (p *printer) imageFile(i int, f *page.ImageFile) {
	p.begin("file")
	p.int(i)
	p.quote(f.Name)
	p.word(f.Format)
	p.int(f.W)
	p.int(f.H)
	p.word("bytes")
	p.int(len(f.Data))
	p.end()
}

func (p *printer) page(pg *page.Page) {
	p.depth = 0
	p.begin("page")
	p.int(pg.Number)
	p.quote(pg.Name)
	p.quote(pg.Section)
	p.word("trim")
	p.rect(pg.Trim)
	if pg.Bleed != pg.Trim {
		p.word("bleed")
		p.rect(pg.Bleed)
	}
	p.end()
	p.items(pg.Items)
}

// items prints a list one step further in; marks go in and out by themselves.
func (p *printer) items(items []page.Item) {
	p.depth++
	least := p.depth
	for _, it := range items {
		switch it := it.(type) {
		case *page.Text:
			p.text(it)
		case *page.Rule:
			p.rule(it)
		case *page.Path:
			p.path(it)
		case *page.Image:
			p.image(it)
		case *page.Gap:
			p.begin("gap at")
			p.rect(it.Rect)
			p.end()
			p.items(it.Items)
		case *page.Group:
			p.group(it)
		case *page.Mark:
			p.mark(it, least)
		}
	}
	p.depth = least - 1
}

func (p *printer) text(t *page.Text) {
	p.begin("text")
	p.int(int(t.Face))
	p.length(t.Size)
	p.color(t.Color)
	if t.Dir == page.Vertical {
		p.word("vertical")
	}
	if t.Cap {
		p.word("cap")
	}
	if t.Slant {
		p.word("slanted")
	}
	p.word("at")
	p.point(t.At)
	p.quote(t.Src)
	p.glyphs(t)
	if t.Pos != (page.Pos{}) {
		p.word("@")
		p.buf = strconv.AppendInt(p.buf, int64(t.Pos.File), 10)
		p.buf = append(p.buf, ':')
		p.buf = strconv.AppendInt(p.buf, int64(t.Pos.Line), 10)
		p.buf = append(p.buf, ':')
		p.buf = strconv.AppendInt(p.buf, int64(t.Pos.Col), 10)
	}
	p.end()
}

func (p *printer) rule(r *page.Rule) {
	p.begin("rule")
	p.point(r.From)
	p.word("to")
	p.point(r.To)
	p.word("width")
	p.length(r.Width)
	p.color(r.Color)
	if r.Style != page.Solid {
		p.word(stroke(r.Style))
	}
	p.end()
}

func stroke(s page.Stroke) string {
	switch s {
	case page.Dashed:
		return "dashed"
	case page.Dotted:
		return "dotted"
	case page.Wavy:
		return "wavy"
	case page.Double:
		return "double"
	}
	return "stroke-" + strconv.Itoa(int(s))
}

func (p *printer) path(it *page.Path) {
	p.begin("path")
	if it.Fill != nil {
		p.word("fill")
		p.color(*it.Fill)
		if it.EvenOdd {
			p.word("evenodd")
		}
	}
	if it.Stroke != nil {
		p.word("stroke")
		p.color(*it.Stroke)
		p.word("width")
		p.length(it.Width)
	}
	for _, s := range it.Segs {
		p.segment(s)
	}
	p.end()
}

func (p *printer) segment(s page.Seg) {
	n := 1
	switch s.Op {
	case page.MoveTo:
		p.word("M")
	case page.LineTo:
		p.word("L")
	case page.CubicTo:
		p.word("C")
		n = 3
	default:
		p.word("Z")
		n = 0
	}
	for _, pt := range s.P[:n] {
		p.point(pt)
	}
}

func (p *printer) image(it *page.Image) {
	p.begin("image")
	p.int(it.File)
	p.word("at")
	p.rect(it.Rect)
	p.word("crop")
	for _, v := range []int{it.X0, it.Y0, it.X1, it.Y1} {
		p.int(v)
	}
	if it.Alt != "" {
		p.quote(it.Alt)
	}
	if it.Ink != (page.Color{}) {
		p.word("ink")
		p.color(it.Ink)
	}
	if it.Radius != 0 {
		p.word("radius")
		p.length(it.Radius)
	}
	if !it.Room.Empty() {
		p.word("bleeds to")
		p.rect(it.Room)
	}
	p.end()
}

func (p *printer) group(g *page.Group) {
	p.begin("group at")
	p.point(g.At)
	if g.Quarter != 0 {
		p.word("quarter")
		p.int(g.Quarter)
	}
	if !g.Clip.Empty() {
		p.word("clip")
		p.rect(g.Clip)
	}
	p.end()
	p.items(g.Items)
}

// mark prints an opening mark and steps in, or a closing one and steps out, but never
// further than the list it stands in began.
func (p *printer) mark(m *page.Mark, least int) {
	if !m.Open {
		p.depth = max(p.depth-1, least)
		p.begin("end")
		p.word(string(m.Role))
		p.id(m.ID)
		p.end()
		return
	}
	p.begin("mark")
	p.word(string(m.Role))
	p.id(m.ID)
	p.word("order")
	p.int(m.Order)
	if m.Rect != (unit.Rect{}) {
		p.word("at")
		p.rect(m.Rect)
	}
	if m.Alt != "" {
		p.quote(m.Alt)
	}
	p.end()
	p.depth++
}

func (p *printer) id(id string) {
	if id != "" {
		p.word(id)
	}
}

func (p *printer) begin(kind string) {
	for range p.depth {
		p.buf = append(p.buf, ' ', ' ')
	}
	p.buf = append(p.buf, kind...)
}

func (p *printer) end()           { p.buf = append(p.buf, '\n') }
func (p *printer) word(s string)  { p.buf = append(append(p.buf, ' '), s...) }
func (p *printer) int(v int)      { p.buf = strconv.AppendInt(append(p.buf, ' '), int64(v), 10) }
func (p *printer) quote(s string) { p.buf = strconv.AppendQuote(append(p.buf, ' '), s) }

func (p *printer) point(pt unit.Point) {
	p.length(pt.X)
	p.length(pt.Y)
}

func (p *printer) rect(r unit.Rect) {
	p.length(r.X)
	p.length(r.Y)
	p.length(r.W)
	p.length(r.H)
}

func (p *printer) length(l unit.Length) { p.buf = appendLength(append(p.buf, ' '), l) }

// color prints process inks by letter in percent, and a spot ink by its number and tint.
func (p *printer) color(c page.Color) {
	p.buf = append(p.buf, ' ')
	if c.Spot != 0 {
		p.buf = strconv.AppendInt(append(p.buf, "spot"...), int64(c.Spot), 10)
		p.ink(':', c.Tint)
		return
	}
	if c == page.White {
		p.buf = append(p.buf, "white"...)
		return
	}
	inks := [...]struct {
		letter byte
		amount uint16
	}{{'c', c.C}, {'m', c.M}, {'y', c.Y}, {'k', c.K}}
	for _, ink := range inks {
		if ink.amount != 0 {
			p.ink(ink.letter, ink.amount)
		}
	}
}

// ink appends a letter and an amount of 1/10000 in percent, without trailing zeros.
func (p *printer) ink(letter byte, amount uint16) {
	p.buf = append(p.buf, letter)
	p.buf = strconv.AppendUint(p.buf, uint64(amount/100), 10)
	if r := amount % 100; r != 0 {
		p.buf = append(p.buf, '.', byte('0'+r/10))
		if r%10 != 0 {
			p.buf = append(p.buf, byte('0'+r%10))
		}
	}
}
