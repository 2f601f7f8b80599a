package impose

import (
	"fmt"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Picture draws a plan: every plate with its pages as they lie, their heads marked, so many
// plates in a row that the whole is about as high as wide. It is a document of one page.
func (p *Plan) Picture(cat *fonts.Catalog, meta page.Meta) *page.Doc {
	d := &page.Doc{Meta: meta}
	k := &sketch{doc: d}
	chain := cat.Chain("黑", "宋")
	if len(chain) > 0 {
		k.face = chain[0]
		d.Faces = []page.Face{{Name: k.face.Name()}}
	}
	var most unit.Length
	for _, s := range p.Plates {
		most = max(most, s.paper.W, s.paper.H)
	}
	const room, cellRoom, head = 260 * unit.Pt, 16 * unit.Pt, 18 * unit.Pt
	k.num, k.den = int64(room), int64(max(most, 1))
	columns := 2
	for columns*columns < len(p.Plates) && columns < 8 {
		columns += 2
	}
	y, row := cellRoom, unit.Length(0)
	for i := range p.Plates {
		s := &p.Plates[i]
		if i%columns == 0 && i > 0 {
			y, row = y+row+head+cellRoom, 0
		}
		x := cellRoom + unit.Length(i%columns)*(room+cellRoom)
		k.plate(s, unit.Point{X: x, Y: y + head})
		row = max(row, k.of(s.paper.H))
	}
	trim := unit.Rect{W: cellRoom + unit.Length(min(columns, len(p.Plates)))*(room+cellRoom), H: y + row + head + cellRoom}
	d.Pages = []*page.Page{{Name: "1", Number: 1, Trim: trim, Bleed: trim, Items: k.items}}
	return d
}

// sketch draws plates to a scale.
type sketch struct {
	doc      *page.Doc
	face     *fonts.Face
	num, den int64
	items    []page.Item
}

func (k *sketch) of(l unit.Length) unit.Length { return l.MulDiv(k.num, k.den) }

func (k *sketch) rect(r unit.Rect, at unit.Point) unit.Rect {
	return unit.Rect{X: at.X + k.of(r.X), Y: at.Y + k.of(r.Y), W: k.of(r.W), H: k.of(r.H)}
}

// plate draws a plate whose paper has its corner at a point.
func (k *sketch) plate(s *Sided, at unit.Point) {
	origin := unit.Point{X: at.X - k.of(s.paper.X), Y: at.Y - k.of(s.paper.Y)}
	k.box(k.rect(s.paper, origin), page.Gray(400), page.Gray(5000))
	for i := range s.Cells {
		c := &s.Cells[i]
		fill := page.White
		if c.Page == 0 {
			fill = page.Gray(1200)
		}
		r := k.rect(c.trim, origin)
		k.box(r, fill, page.Black)
		k.head(r, c.quarter)
		if c.Page > 0 {
			k.number(fmt.Sprint(c.Page), r, c.quarter)
		}
	}
	for _, x := range s.foldX {
		k.fold(unit.Rect{X: x, Y: s.paper.Y, H: s.paper.H}, origin)
	}
	for _, y := range s.foldY {
		k.fold(unit.Rect{X: s.paper.X, Y: y, W: s.paper.W}, origin)
	}
	label := s.Name
	for i, n := range s.Inks {
		if i == 0 {
			label += "  "
		} else {
			label += " "
		}
		label += short(n)
	}
	if s.Copies > 1 {
		label += fmt.Sprintf("  × %d", s.Copies)
	}
	k.text(label, unit.Point{X: at.X, Y: at.Y - 5*unit.Pt}, 9*unit.Pt)
	k.inks(s, unit.Point{X: at.X + k.of(s.paper.W), Y: at.Y - 12*unit.Pt})
}

// short is C, M, Y or K; a spot ink has its own name.
func short(ink string) string {
	for i, n := range ProcessNames {
		if n == ink {
			return string("CMYK"[i])
		}
	}
	return ink
}

// inks draws a patch of each process ink, the last of which ends at a point.
func (k *sketch) inks(s *Sided, end unit.Point) {
	const side = 8 * unit.Pt
	full := [4]page.Color{{C: 10000}, {M: 10000}, {Y: 10000}, {K: 10000}}
	x := end.X
	for i := len(ProcessNames) - 1; i >= 0; i-- {
		for _, n := range s.Inks {
			if n == ProcessNames[i] {
				x -= side
				k.box(unit.Rect{X: x, Y: end.Y, W: side, H: side}, full[i], page.Black)
			}
		}
	}
}

func (k *sketch) box(r unit.Rect, fill, stroke page.Color) {
	at := func(op page.Op, x, y unit.Length) page.Seg { return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}} }
	k.items = append(k.items, &page.Path{Fill: &fill, Stroke: &stroke, Width: unit.Pt / 2, Segs: []page.Seg{
		at(page.MoveTo, r.X, r.Y), at(page.LineTo, r.Right(), r.Y), at(page.LineTo, r.Right(), r.Bottom()), at(page.LineTo, r.X, r.Bottom()), {Op: page.Close},
	}})
}

// head marks the head of a page.
func (k *sketch) head(r unit.Rect, quarter int) {
	const thick = 4 * unit.Pt
	bar := [4]unit.Rect{
		{X: r.X, Y: r.Y, W: r.W, H: thick}, {X: r.Right() - thick, Y: r.Y, W: thick, H: r.H},
		{X: r.X, Y: r.Bottom() - thick, W: r.W, H: thick}, {X: r.X, Y: r.Y, W: thick, H: r.H},
	}[quarter]
	k.box(bar, page.Gray(6000), page.Gray(6000))
}

func (k *sketch) fold(r unit.Rect, origin unit.Point) {
	s := k.rect(r, origin)
	k.items = append(k.items, &page.Rule{From: unit.Point{X: s.X, Y: s.Y}, To: unit.Point{X: s.Right(), Y: s.Bottom()}, Width: unit.Pt * 3 / 4, Color: page.Color{M: 10000, Y: 8000}, Style: page.Dashed})
}

// number sets a page's number in its middle, turned as the page is.
func (k *sketch) number(text string, r unit.Rect, quarter int) {
	size := min(r.W, r.H) * 2 / 5
	w := k.width(text, size)
	at := unit.Point{X: -w / 2, Y: size * 7 / 20}
	before := len(k.items)
	k.text(text, at, size)
	inner := k.items[before:]
	group := &page.Group{At: unit.Point{X: r.X + r.W/2, Y: r.Y + r.H/2}, Quarter: quarter, Items: append([]page.Item(nil), inner...)}
	k.items = append(k.items[:before], group)
}

func (k *sketch) width(text string, size unit.Length) (w unit.Length) {
	if k.face == nil {
		return 0
	}
	for _, r := range text {
		w += size.MulDiv(int64(k.face.Advance(k.face.Glyph(r))), int64(max(k.face.UnitsPerEm(), 1)))
	}
	return w
}

func (k *sketch) text(text string, at unit.Point, size unit.Length) {
	if k.face == nil {
		return
	}
	t := &page.Text{Size: size, Color: page.Black, Src: text, At: at}
	var x unit.Length
	for i, r := range text {
		g := k.face.Glyph(r)
		t.Glyphs = append(t.Glyphs, page.Glyph{X: int32(x), Cluster: uint32(i), ID: g})
		x += size.MulDiv(int64(k.face.Advance(g)), int64(max(k.face.UnitsPerEm(), 1)))
	}
	k.items = append(k.items, t)
}
