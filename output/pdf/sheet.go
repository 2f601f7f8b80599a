package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"slices"

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
	if o.Press.Marks.GreyBalance {
		s.greys = o.Press.greys()
	}
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
	greys [][2]page.Color // pairs of greys that look alike: of three inks, of black
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
	if m.Center {
		s.center(bleed)
	}
	if m.Registration {
		s.targets(bleed)
	}
	if m.Bar && !m.Strip {
		s.bar(bleed)
	}
	if m.Strip || m.GreyBalance {
		s.strip(bleed)
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

// line draws a line on every plate of the page.
func (s *sheet) line(x0, y0, x1, y1 unit.Length, style page.Stroke) {
	for _, ink := range s.every() {
		s.items = append(s.items, &page.Rule{From: unit.Point{X: x0, Y: y0}, To: unit.Point{X: x1, Y: y1}, Width: hairline, Color: ink, Style: style})
	}
}

// atFoot and atSide draw a line at head and foot, or at both sides, outside the bleed.
func (s *sheet) atFoot(bleed unit.Rect, x unit.Length, style page.Stroke) {
	s.line(x, bleed.Y-markGap-cropLength, x, bleed.Y-markGap, style)
	s.line(x, bleed.Bottom()+markGap, x, bleed.Bottom()+markGap+cropLength, style)
}

func (s *sheet) atSide(bleed unit.Rect, y unit.Length, style page.Stroke) {
	s.line(bleed.X-markGap-cropLength, y, bleed.X-markGap, y, style)
	s.line(bleed.Right()+markGap, y, bleed.Right()+markGap+cropLength, y, style)
}

// crop marks the trims: the sheet's own corners, and those inside a sheet of several pages.
// Where two pages meet they are folded, else cut.
func (s *sheet) crop(bleed unit.Rect) {
	xs, ys := s.cuts()
	for _, c := range ys {
		s.atSide(bleed, c.at, c.style)
	}
	for _, c := range xs {
		s.atFoot(bleed, c.at, c.style)
	}
}

// cutAt is where a sheet is cut or folded.
type cutAt struct {
	at    unit.Length
	style page.Stroke
}

// cuts lists where a sheet is cut, from left to right and from head to foot.
func (s *sheet) cuts() (xs, ys []cutAt) {
	t, p := s.page.Trim, s.page.Plate
	trims := s.page.Trims
	if len(trims) == 0 {
		trims = []unit.Rect{t}
	}
	var left, right, top, bottom []unit.Length
	for _, r := range trims {
		left, right = append(left, r.X), append(right, r.Right())
		top, bottom = append(top, r.Y), append(bottom, r.Bottom())
	}
	if p == nil {
		return cutsAlong(left, right, nil, nil, true), cutsAlong(top, bottom, nil, nil, true)
	}
	return cutsAlong(left, right, p.FoldX, p.CutX, false), cutsAlong(top, bottom, p.FoldY, p.CutY, false)
}

// cutsAlong lists the edges of trims, without those on a fold; where folds are not known an
// edge of two trims is one.
func cutsAlong(from, to, folds, more []unit.Length, guess bool) (out []cutAt) {
	has := func(list []unit.Length, at unit.Length) bool {
		return slices.ContainsFunc(list, func(v unit.Length) bool { return v-at < unit.Pt/20 && at-v < unit.Pt/20 })
	}
	for _, at := range slices.Sorted(slices.Values(slices.Concat(from, to, more))) {
		style := page.Solid
		if has(from, at) && has(to, at) && guess {
			style = page.Dashed
		}
		if has(folds, at) || len(out) > 0 && at-out[len(out)-1].at < unit.Pt/20 {
			continue
		}
		out = append(out, cutAt{at, style})
	}
	return out
}

// fold marks where a sheet is folded: a page, and a plate of one row, at half its height, as
// newspapers are.
func (s *sheet) fold(bleed unit.Rect) {
	p := s.page.Plate
	if p != nil {
		for _, x := range p.FoldX {
			s.atFoot(bleed, x, page.Dashed)
		}
		for _, y := range p.FoldY {
			s.atSide(bleed, y, page.Dashed)
		}
		if len(p.FoldY)+len(p.CutY) > 0 {
			return
		}
	}
	s.atSide(bleed, s.page.Trim.Y+s.page.Trim.H/2, page.Dashed)
}

// center marks the middle of each side of a sheet.
func (s *sheet) center(bleed unit.Rect) {
	x, y := bleed.X+bleed.W/2, bleed.Y+bleed.H/2
	const half = cropLength / 3
	top, foot := bleed.Y-markGap-cropLength/2, bleed.Bottom()+markGap+cropLength/2
	left, right := bleed.X-markGap-cropLength/2, bleed.Right()+markGap+cropLength/2
	s.atFoot(bleed, x, page.Solid)
	s.atSide(bleed, y, page.Solid)
	s.line(x-half, top, x+half, top, page.Solid)
	s.line(x-half, foot, x+half, foot, page.Solid)
	s.line(left, y-half, left, y+half, page.Solid)
	s.line(right, y-half, right, y+half, page.Solid)
}

// middle is where targets stand at head and foot: in the middle, of a sheet in that of its
// first page.
func (s *sheet) middle() unit.Length {
	t := s.page.Trim
	if s.opt.Press.Marks.Center && len(s.page.Trims) < 2 {
		return t.X + t.W/3
	}
	if n := s.columns(); n > 1 { // the spine is marked in the middle
		return t.X + t.W/unit.Length(2*n)
	}
	return t.X + t.W/2
}

// columns is how many pages stand side by side.
func (s *sheet) columns() int {
	seen := map[unit.Length]bool{}
	for _, t := range s.page.Trims {
		seen[t.X] = true
	}
	return len(seen)
}

// targets stand at head and foot, and a quarter down the sides.
func (s *sheet) targets(bleed unit.Rect) {
	t, off := s.page.Trim, markGap+cropLength/2
	middle := s.middle()
	for _, p := range [4]unit.Point{{X: middle, Y: bleed.Y - off}, {X: middle, Y: bleed.Bottom() + off},
		{X: bleed.X - off, Y: t.Y + t.H/4 + t.H/40}, {X: bleed.Right() + off, Y: t.Y + t.H/4 + t.H/40}} {
		r := cropLength / 2
		s.line(p.X-r, p.Y, p.X+r, p.Y, page.Solid)
		s.line(p.X, p.Y-r, p.X, p.Y+r, page.Solid)
		for _, ink := range s.every() {
			s.items = append(s.items, &page.Path{Stroke: &ink, Width: hairline, Segs: page.Disc(p, r*2/3)})
		}
	}
}

// bar is a row of patches at the foot: solids, overprints, half tones and the grey that
// shows whether the inks are in balance.
func (s *sheet) bar(bleed unit.Rect) {
	x, y := s.page.Trim.X+24*unit.Pt, s.patchesAt(bleed)
	for _, ink := range []page.Color{{C: 10000}, {M: 10000}, {Y: 10000}, {K: 10000}, {C: 10000, M: 10000}, {C: 10000, Y: 10000}, {M: 10000, Y: 10000},
		{C: 5000}, {M: 5000}, {Y: 5000}, {K: 5000}, {C: 5000, M: 4000, Y: 4000}} {
		if s.prints(ink) {
			s.patch(x, y, ink)
			x += patchSide
		}
	}
}

// patchesAt is where patches stand: at the foot, or where grippers hold that at the head.
func (s *sheet) patchesAt(bleed unit.Rect) unit.Length {
	if s.gripped() {
		return bleed.Y - markGap - 4*unit.Pt - patchSide
	}
	return bleed.Bottom() + markGap + 4*unit.Pt
}

func (s *sheet) gripped() bool { return s.page.Plate != nil && s.page.Plate.Gripper }

func (s *sheet) patch(x, y unit.Length, ink page.Color) {
	r := unit.Rect{X: x, Y: y, W: patchSide, H: patchSide}
	s.items = append(s.items, &page.Path{Fill: &ink, Segs: outline(r)})
}

func outline(r unit.Rect) []page.Seg {
	at := func(op page.Op, x, y unit.Length) page.Seg { return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}} }
	return []page.Seg{at(page.MoveTo, r.X, r.Y), at(page.LineTo, r.Right(), r.Y), at(page.LineTo, r.Right(), r.Bottom()),
		at(page.LineTo, r.X, r.Bottom()), {Op: page.Close}}
}

// slug says at the head of the sheet what it is, and on each plate which ink it prints.
func (s *sheet) slug(bleed unit.Rect) {
	m := s.doc.Meta
	label := s.page.Name
	if s.page.Plate != nil {
		label = s.page.Plate.Label
	}
	at := unit.Point{X: s.page.Trim.X + 24*unit.Pt, Y: bleed.Y - markGap - 6*unit.Pt}
	if s.gripped() { // above the patches
		at.Y = bleed.Y - markGap - cropLength - 4*unit.Pt
	}
	text := fmt.Sprintf("%s  %s  %s  %s  %x", m.Paper, m.Date, label, s.opt.Profile, pageHash(s.page)[:4])
	var x unit.Length
	for _, ink := range s.every() {
		x = at.X + s.say(text, at, ink)
	}
	for _, ink := range s.plates() {
		x += 10 * unit.Pt
		x += s.say(ink.name, unit.Point{X: x, Y: at.Y}, ink.color)
	}
}

// say sets a text of the slug and returns its width.
func (s *sheet) say(text string, at unit.Point, ink page.Color) unit.Length {
	t := &page.Text{Face: s.index, Size: slugSize, Color: ink, Src: text, At: at}
	var x unit.Length
	for i, r := range text {
		g := s.face.Glyph(r)
		t.Glyphs = append(t.Glyphs, page.Glyph{X: int32(x), Cluster: uint32(i), ID: g})
		x += slugSize.MulDiv(int64(s.face.Advance(g)), int64(max(s.face.UnitsPerEm(), 1)))
	}
	s.items = append(s.items, t)
	return x
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
