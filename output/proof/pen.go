package proof

import (
	"slices"
	"strings"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// Inks of the overlays.
var (
	black   = page.Black
	grey    = page.Gray(5500)
	faint   = page.Color{C: 3500}
	blue    = page.Color{C: 10000, M: 5000}
	red     = page.Color{M: 10000, Y: 9000}
	amber   = page.Color{M: 5500, Y: 10000}
	green   = page.Color{C: 9000, Y: 9000, K: 1500}
	magenta = page.Color{C: 2000, M: 10000}
	violet  = page.Color{C: 6000, M: 9000}
)

// ink is the colour of a note.
func (l Level) ink() page.Color {
	switch l {
	case Error:
		return red
	case Warning:
		return amber
	case Changed:
		return magenta
	}
	return blue
}

// gravity orders levels: a change is no fault.
func (l Level) gravity() Level { return (l + 1) % (Changed + 1) }

// pen sets labels: characters side by side by their advances, each in the first face that
// has it.
type pen struct {
	faces []*fonts.Face
	index []uint16 // in the document
}

// add adds a face to the chain and to the document, unless they have it.
func (p *pen) add(f *fonts.Face, d *page.Doc) {
	if f == nil || slices.Contains(p.faces, f) {
		return
	}
	at := slices.Index(d.Faces, page.Face{Name: f.Name()})
	if at < 0 {
		at = len(d.Faces)
		d.Faces = append(d.Faces, page.Face{Name: f.Name()})
	}
	p.faces = append(p.faces, f)
	p.index = append(p.index, uint16(at))
}

// face returns the place in the chain of the face for r, and its glyph.
func (p *pen) face(r rune) (int, fonts.GID) {
	for i, f := range p.faces {
		if g := f.Glyph(r); g != 0 {
			return i, g
		}
	}
	return 0, 0
}

// width is how long s is set at a size.
func (p *pen) width(s string, size unit.Length) unit.Length {
	w := unit.Length(0)
	for _, r := range s {
		i, g := p.face(r)
		w += p.advance(i, g, size)
	}
	return w
}

func (p *pen) advance(face int, g fonts.GID, size unit.Length) unit.Length {
	f := p.faces[face]
	return size.MulDiv(int64(f.Advance(g)), int64(max(f.UnitsPerEm(), 1)))
}

// align is which part of a label lies at its place.
type align uint8

const (
	left align = iota
	middle
	right
)

// set returns s as runs, at a place on the baseline.
func (p *pen) set(s string, at unit.Point, size unit.Length, ink page.Color, a align) []page.Item {
	switch a {
	case middle:
		at.X -= p.width(s, size) / 2
	case right:
		at.X -= p.width(s, size)
	}
	var items []page.Item
	var run *page.Text
	var text strings.Builder
	last, x := -1, unit.Length(0)
	end := func() {
		if run != nil {
			run.Src = text.String()
			text.Reset()
		}
	}
	for _, r := range s {
		i, g := p.face(r)
		if i != last {
			end()
			run = &page.Text{Face: p.index[i], Size: size, Color: ink, At: unit.Point{X: at.X + x, Y: at.Y}}
			items = append(items, run)
			last = i
		}
		run.Glyphs = append(run.Glyphs, page.Glyph{X: int32(at.X + x - run.At.X), Cluster: uint32(text.Len()), ID: g})
		text.WriteRune(r)
		x += p.advance(i, g, size)
	}
	end()
	return items
}

// wrap cuts s into lines of at most some width. Marks that may not begin a line hang over
// it, and words of Latin letters are kept whole where a line can hold them.
func (p *pen) wrap(s string, size, width unit.Length) []string {
	var lines []string
	var line []rune
	x := unit.Length(0)
	for _, word := range unbroken(s) {
		w := p.width(string(word), size)
		if x+w > width && len(line) > 0 && !hangs(word[0]) {
			lines = append(lines, strings.TrimRight(string(line), " "))
			line, x = nil, 0
		}
		for _, r := range word {
			i, g := p.face(r)
			a := p.advance(i, g, size)
			if x+a > width && len(line) > 0 && !hangs(r) {
				lines = append(lines, string(line))
				line, x = nil, 0
			}
			if len(line) > 0 || r != ' ' {
				line = append(line, r)
				x += a
			}
		}
	}
	if len(line) > 0 {
		lines = append(lines, string(line))
	}
	return lines
}

// unbroken cuts s between any two characters but Latin letters, figures and marks.
func unbroken(s string) (list [][]rune) {
	for _, r := range s {
		n := len(list)
		if n > 0 && r > ' ' && r < 0x2000 && list[n-1][0] > ' ' && list[n-1][0] < 0x2000 {
			list[n-1] = append(list[n-1], r)
			continue
		}
		list = append(list, []rune{r})
	}
	return list
}

// hangs tells whether a mark may not begin a line.
func hangs(r rune) bool {
	return strings.ContainsRune("，。、；：？！）》〉」』】”’…", r)
}

// rule returns a straight line.
func rule(x0, y0, x1, y1, width unit.Length, ink page.Color, style page.Stroke) page.Item {
	return &page.Rule{From: unit.Point{X: x0, Y: y0}, To: unit.Point{X: x1, Y: y1}, Width: width, Color: ink, Style: style}
}

// box returns a rectangle, filled or drawn along its edges.
func box(r unit.Rect, fill, stroke *page.Color, width unit.Length) page.Item {
	at := func(op page.Op, x, y unit.Length) page.Seg { return page.Seg{Op: op, P: [3]unit.Point{{X: x, Y: y}}} }
	return &page.Path{Fill: fill, Stroke: stroke, Width: width, Segs: []page.Seg{
		at(page.MoveTo, r.X, r.Y), at(page.LineTo, r.Right(), r.Y),
		at(page.LineTo, r.Right(), r.Bottom()), at(page.LineTo, r.X, r.Bottom()), {Op: page.Close}}}
}

// badge returns a number, white on a disc.
func (p *pen) badge(s string, at unit.Point, size unit.Length, ink page.Color) []page.Item {
	radius := max(size*7/10, p.width(s, size)/2+size/5)
	items := []page.Item{&page.Path{Fill: &ink, Segs: page.Disc(at, radius)}}
	return append(items, p.set(s, unit.Point{X: at.X, Y: at.Y + size*35/100}, size, page.White, middle)...)
}

// pill returns numbers, white on a shape with round ends; it is a badge where they are short.
func (p *pen) pill(s string, at unit.Point, size unit.Length, ink page.Color) []page.Item {
	r := p.pillArea(s, at, size)
	if r.W == r.H {
		return p.badge(s, at, size, ink)
	}
	radius := r.H / 2
	items := []page.Item{
		&page.Path{Fill: &ink, Segs: page.Disc(unit.Point{X: r.X + radius, Y: at.Y}, radius)},
		&page.Path{Fill: &ink, Segs: page.Disc(unit.Point{X: r.Right() - radius, Y: at.Y}, radius)},
		box(unit.Rect{X: r.X + radius, Y: r.Y, W: r.W - r.H, H: r.H}, &ink, nil, 0),
	}
	return append(items, p.set(s, unit.Point{X: at.X, Y: at.Y + size*35/100}, size, page.White, middle)...)
}

// pillArea is what a pill covers.
func (p *pen) pillArea(s string, at unit.Point, size unit.Length) unit.Rect {
	h := 2 * (size * 7 / 10)
	w := p.width(s, size) + size*2/5
	if w <= h+size/5 { // a figure or two
		h = max(h, w)
		w = h
	}
	return unit.Rect{X: at.X - w/2, Y: at.Y - h/2, W: w, H: h}
}

// tag returns a label, white on a filled box whose lower left corner is at a place.
func (p *pen) tag(s string, at unit.Point, size unit.Length, ink page.Color) []page.Item {
	r := p.tagArea(s, size)
	r.X, r.Y = at.X, at.Y-r.H
	items := []page.Item{box(r, &ink, nil, 0)}
	return append(items, p.set(s, unit.Point{X: at.X + size/4, Y: at.Y - size/4}, size, page.White, left)...)
}

// tagArea is how large a tag is.
func (p *pen) tagArea(s string, size unit.Length) unit.Rect {
	pad := size / 4
	return unit.Rect{W: p.width(s, size) + 2*pad, H: size + pad}
}
