package svg

import (
	"fmt"
	"slices"
	"strconv"
	"sync"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
)

// glyph names a glyph of a document's face.
type glyph struct{ face, id uint16 }

// glyphs numbers the glyphs of a page in the order of their first use, or as they are numbered in
// their faces.
type glyphs struct {
	doc    *page.Doc
	cat    *fonts.Catalog
	steady bool
	ids    map[glyph]int // -1 for those that leave no ink
	used   []definition
	paths  *Outlines
	faces  []*fonts.Face
}

// definition is the path of a glyph under its number.
type definition struct {
	n    int
	path []byte
}

// Outlines are the paths of glyphs, for who writes pages of one catalogue again and again. They hold
// as many as mostOutlines. The zero value holds none; they are safe for concurrent use.
type Outlines struct {
	mu    sync.Mutex
	paths map[faceGlyph][]byte
	segs  []fonts.Segment
	pen   pen
}

type faceGlyph struct {
	face *fonts.Face
	id   uint16
}

// mostOutlines take some 8 MB.
const mostOutlines = 1 << 14

// of is the path of a glyph, empty for one that leaves no ink.
func (o *Outlines) of(f *fonts.Face, id uint16) []byte {
	o.mu.Lock()
	defer o.mu.Unlock()
	k := faceGlyph{f, id}
	path, known := o.paths[k]
	if known {
		return path
	}
	o.pen.buf = o.pen.buf[:0]
	if o.segs = f.Outline(o.segs[:0], id); len(o.segs) > 0 {
		o.pen.outline(o.segs)
	}
	if path = slices.Clone(o.pen.buf); len(o.paths) >= mostOutlines || o.paths == nil {
		o.paths = map[faceGlyph][]byte{}
	}
	o.paths[k] = path
	return path
}

// face returns a face of the document.
func (g *glyphs) face(t *page.Text) (*fonts.Face, error) {
	if int(t.Face) >= len(g.doc.Faces) {
		return nil, fmt.Errorf("%w %d", page.ErrFace, t.Face)
	}
	if g.faces == nil {
		g.faces = make([]*fonts.Face, len(g.doc.Faces))
	}
	if g.faces[t.Face] == nil {
		name := g.doc.Faces[t.Face].Name
		if g.faces[t.Face] = g.cat.Lookup(name); g.faces[t.Face] == nil {
			return nil, fmt.Errorf("%w %q", page.ErrNoFace, name)
		}
	}
	return g.faces[t.Face], nil
}

// number returns the number of a glyph's definition, or -1 when it needs none.
func (g *glyphs) number(f *fonts.Face, k glyph) int {
	n, ok := g.ids[k]
	if !ok {
		n = -1
		if path := g.paths.of(f, k.id); len(path) > 0 {
			if n = len(g.used); g.steady {
				n = int(k.face)<<16 | int(k.id)
			}
			g.used = append(g.used, definition{n, path})
		}
		g.ids[k] = n
	}
	return n
}

// define writes the outlines in font units, y downwards.
func (g *glyphs) define(s *sheet) {
	slices.SortFunc(g.used, func(a, b definition) int { return a.n - b.n })
	for _, d := range g.used {
		s.text(`<path id="`)
		s.id('g', d.n)
		s.text(`" d="`)
		s.buf = append(s.buf, d.path...)
		s.text("\"/>\n")
	}
}

// largest is the size above which type is not drawn: it would cover a city.
const largest = 1 << 24 * unit.Pt

// run writes a run of glyphs in font units: a group moved to its origin and scaled.
func (s *sheet) run(t *page.Text) error {
	f, err := s.glyphs.face(t)
	if err != nil {
		return err
	}
	em := int64(f.UnitsPerEm())
	if t.Size <= 0 || t.Size > largest || em <= 0 {
		return nil
	}
	s.text(`<g transform="translate(`)
	s.point(t.At)
	s.text(")scale(")
	s.decimal(int64(t.Size.MulDiv(1e9, int64(unit.Pt)*em)), 9)
	s.text(")")
	lean := int32(0) // where the matrix has moved a glyph off its place
	if t.Slant {
		lean = 1
		s.text("matrix(1 0 -.2 1 0 0)")
	}
	s.text(`"`)
	s.fill(t.Color)
	s.position(t.Pos)
	s.text(">")
	for _, g := range t.Glyphs {
		n := s.glyphs.number(f, glyph{t.Face, g.ID})
		if n < 0 {
			continue
		}
		s.text(`<use href="#`)
		s.id('g', n)
		s.text(`"`)
		s.offset(` x="`, unit.Length(g.X+lean*g.Y/page.Slope).MulDiv(em, int64(t.Size)))
		s.offset(` y="`, unit.Length(g.Y).MulDiv(em, int64(t.Size)))
		s.text("/>")
	}
	s.text("</g>\n")
	return nil
}

func (s *sheet) offset(name string, v unit.Length) {
	if v != 0 {
		s.text(name)
		s.buf = strconv.AppendInt(s.buf, int64(v), 10)
		s.text(`"`)
	}
}

// position says where the run's characters stand in the source.
func (s *sheet) position(p page.Pos) {
	if p.File <= 0 || int(p.File) > len(s.doc.Sources) {
		return
	}
	s.attribute("data-pos", fmt.Sprintf("%s:%d:%d", s.doc.Sources[p.File-1], p.Line, p.Col))
}

// outline appends a glyph's path, in whole font units: where each contour begins, and
// steps from point to point.
func (p *pen) outline(segs []fonts.Segment) {
	var x, y int32
	var last byte
	for i, s := range segs {
		op, n := byte('l'), 1
		switch s.Op {
		case fonts.MoveTo:
			if i > 0 {
				p.buf = append(p.buf, 'z')
			}
			op, x, y = 'M', 0, 0
		case fonts.QuadTo:
			op, n = 'q', 2
		case fonts.CubeTo:
			op, n = 'c', 3
		}
		if op != last || op == 'M' {
			p.buf = append(p.buf, op)
		}
		for j := range n {
			p.step(s.X[j] - x)
			p.step(y - s.Y[j])
		}
		x, y, last = s.X[n-1], s.Y[n-1], op
	}
	p.buf = append(p.buf, 'z')
}

// step appends a number, parted from a number before it by its sign or a space.
func (p *pen) step(v int32) {
	if c := p.buf[len(p.buf)-1]; v >= 0 && '0' <= c && c <= '9' {
		p.buf = append(p.buf, ' ')
	}
	p.buf = strconv.AppendInt(p.buf, int64(v), 10)
}
