package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// registration is the colour of marks that every plate shows (Separation All). No page
// content may have it.
var registration = page.Color{Spot: registrationSpot, Tint: 10000}

const registrationSpot = 1<<16 - 1

// withMarks returns d with the press's marks on each page, outside the bleed.
func withMarks(d *page.Doc, cat *fonts.Catalog, o Options) *page.Doc {
	if !o.Press.Marks.any() {
		return d
	}
	out := *d
	s := &sheet{doc: &out, opt: o}
	if o.Press.Marks.Slug {
		s.slugFace(cat)
	}
	out.Pages = make([]*page.Page, len(d.Pages))
	for i, p := range d.Pages {
		with := *p
		s.page, s.items = p, nil
		s.marks()
		with.Items = append(append([]page.Item{}, p.Items...), s.items...)
		out.Pages[i] = &with
	}
	return &out
}

// sheet draws the marks of one page after another.
type sheet struct {
	doc   *page.Doc
	opt   Options
	face  *fonts.Face
	index uint16 // of face in doc.Faces
	page  *page.Page
	items []page.Item
}

// slugFace chooses a face for the slug line, which the document may not use yet.
func (s *sheet) slugFace(cat *fonts.Catalog) {
	chain := cat.Chain("黑", "宋")
	if len(chain) == 0 {
		chain = cat.Faces()
	}
	if len(chain) == 0 {
		return
	}
	s.face = chain[0]
	for i, f := range s.doc.Faces {
		if f.Name == s.face.Name() {
			s.index = uint16(i)
			return
		}
	}
	s.index = uint16(len(s.doc.Faces))
	s.doc.Faces = append(s.doc.Faces[:len(s.doc.Faces):len(s.doc.Faces)], page.Face{Name: s.face.Name()})
}

func (s *sheet) marks() {
	m := s.opt.Press.Marks
	bleed := s.page.Bleed.Union(s.page.Trim)
	if m.Crop {
		s.crop(bleed)
	}
	if m.Fold {
		s.fold(bleed)
	}
	if m.Registration {
		s.targets(bleed)
	}
	if m.Bar {
		s.bar(bleed)
	}
	if m.Slug && s.face != nil {
		s.slug(bleed)
	}
}

// Sizes of marks.
const (
	hairline   = unit.Pt / 4
	cropLength = 18 * unit.Pt
	patchSide  = 10 * unit.Pt
	slugSize   = 6 * unit.Pt
)

func (s *sheet) line(x0, y0, x1, y1 unit.Length, style page.Stroke) {
	s.items = append(s.items, &page.Rule{From: unit.Point{X: x0, Y: y0}, To: unit.Point{X: x1, Y: y1}, Width: hairline, Color: registration, Style: style})
}

func (s *sheet) crop(bleed unit.Rect) {
	t := s.page.Trim
	left, right := bleed.X-markGap, bleed.Right()+markGap
	top, bottom := bleed.Y-markGap, bleed.Bottom()+markGap
	for _, y := range [2]unit.Length{t.Y, t.Bottom()} {
		s.line(left-cropLength, y, left, y, page.Solid)
		s.line(right, y, right+cropLength, y, page.Solid)
	}
	for _, x := range [2]unit.Length{t.X, t.Right()} {
		s.line(x, top-cropLength, x, top, page.Solid)
		s.line(x, bottom, x, bottom+cropLength, page.Solid)
	}
	s.inner(top, bottom)
}

// inner marks the trims inside a sheet of several pages: where two pages meet they are
// folded, else cut.
func (s *sheet) inner(top, bottom unit.Length) {
	sides := map[unit.Length]int{}
	var order []unit.Length
	for _, t := range s.page.Trims {
		for _, x := range [2]unit.Length{t.X, t.Right()} {
			if sides[x]++; sides[x] == 1 && x != s.page.Trim.X && x != s.page.Trim.Right() {
				order = append(order, x)
			}
		}
	}
	for _, x := range order {
		style := page.Solid
		if sides[x] > 1 {
			style = page.Dashed
		}
		s.line(x, top-cropLength, x, top, style)
		s.line(x, bottom, x, bottom+cropLength, style)
	}
}

// fold marks the middle of the height, where a newspaper is folded.
func (s *sheet) fold(bleed unit.Rect) {
	y := s.page.Trim.Y + s.page.Trim.H/2
	s.line(bleed.X-markGap-cropLength, y, bleed.X-markGap, y, page.Dashed)
	s.line(bleed.Right()+markGap, y, bleed.Right()+markGap+cropLength, y, page.Dashed)
}

// targets stand in the middle of head and foot, of a sheet in that of its first page, and a quarter down the sides.
func (s *sheet) targets(bleed unit.Rect) {
	t, off := s.page.Trim, markGap+cropLength/2
	middle := t.X + t.W/2
	if len(s.page.Trims) > 1 { // the spine is marked there
		middle = t.X + t.W/4
	}
	for _, p := range [4]unit.Point{{X: middle, Y: bleed.Y - off}, {X: middle, Y: bleed.Bottom() + off},
		{X: bleed.X - off, Y: t.Y + t.H/4}, {X: bleed.Right() + off, Y: t.Y + t.H/4}} {
		r := cropLength / 2
		s.line(p.X-r, p.Y, p.X+r, p.Y, page.Solid)
		s.line(p.X, p.Y-r, p.X, p.Y+r, page.Solid)
		ink := registration
		s.items = append(s.items, &page.Path{Stroke: &ink, Width: hairline, Segs: page.Disc(p, r*2/3)})
	}
}

// bar is a row of patches at the foot: solids, overprints, half tones and the grey that
// shows whether the inks are in balance.
func (s *sheet) bar(bleed unit.Rect) {
	x, y := s.page.Trim.X+24*unit.Pt, bleed.Bottom()+markGap+4*unit.Pt
	for _, ink := range []page.Color{{C: 10000}, {M: 10000}, {Y: 10000}, {K: 10000}, {C: 10000, M: 10000}, {C: 10000, Y: 10000}, {M: 10000, Y: 10000},
		{C: 5000}, {M: 5000}, {Y: 5000}, {K: 5000}, {C: 5000, M: 4000, Y: 4000}} {
		r := unit.Rect{X: x, Y: y, W: patchSide, H: patchSide}
		s.items = append(s.items, &page.Path{Fill: &ink, Segs: outline(r)})
		x += patchSide
	}
}

func outline(r unit.Rect) []page.Seg {
	at := func(op page.Op, x, y unit.Length) page.Seg { return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}} }
	return []page.Seg{at(page.MoveTo, r.X, r.Y), at(page.LineTo, r.Right(), r.Y), at(page.LineTo, r.Right(), r.Bottom()),
		at(page.LineTo, r.X, r.Bottom()), {Op: page.Close}}
}

// slug says at the head of the sheet what it is.
func (s *sheet) slug(bleed unit.Rect) {
	m := s.doc.Meta
	text := fmt.Sprintf("%s  %s  %s  %s  %x", m.Paper, m.Date, s.page.Name, s.opt.Profile, pageHash(s.page)[:4])
	t := &page.Text{Face: s.index, Size: slugSize, Color: page.Black, Src: text,
		At: unit.Point{X: s.page.Trim.X + 24*unit.Pt, Y: bleed.Y - markGap - 6*unit.Pt}}
	var at unit.Length
	for i, r := range text {
		g := s.face.Glyph(r)
		t.Glyphs = append(t.Glyphs, page.Glyph{X: int32(at), Cluster: uint32(i), ID: g})
		at += slugSize.MulDiv(int64(s.face.Advance(g)), int64(max(s.face.UnitsPerEm(), 1)))
	}
	s.items = append(s.items, t)
}

// pageHash tells pages with different contents apart.
func pageHash(p *page.Page) []byte {
	h := sha256.New()
	hashItems(h, p.Items, 0)
	return h.Sum(nil)
}

func hashItems(h hash.Hash, items []page.Item, depth int) {
	for _, it := range items {
		switch it := it.(type) {
		case *page.Text:
			fmt.Fprintf(h, "t%d %d %v %v %q", it.Face, it.Size, it.Color, it.At, it.Src)
			var b []byte
			for _, g := range it.Glyphs {
				b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, uint32(g.X)), uint32(g.Y))
			}
			h.Write(b)
		case *page.Rule:
			fmt.Fprintf(h, "r%v", *it)
		case *page.Path:
			fmt.Fprintf(h, "p%v %d %v", it.Segs, it.Width, it.EvenOdd)
			for _, ink := range [2]*page.Color{it.Fill, it.Stroke} {
				if ink != nil {
					fmt.Fprintf(h, "%v", *ink)
				}
			}
		case *page.Image:
			fmt.Fprintf(h, "i{%d %v %d %d %d %d %s %v}", it.File, it.Rect, it.X0, it.Y0, it.X1, it.Y1, it.Alt, it.Ink)
			if !it.Room.Empty() {
				fmt.Fprintf(h, "%v", it.Room)
			}
		case *page.Group:
			fmt.Fprintf(h, "g%v %d %v", it.At, it.Quarter, it.Clip)
			if depth < maxDepth {
				hashItems(h, it.Items, depth+1)
			}
		}
	}
}
