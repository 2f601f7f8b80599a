// Package svg writes a page of a composed edition as SVG: the shapes of the PDF, for a
// browser and for the live proof.
//
//	err := svg.Write(w, doc, 0, cat, svg.Options{})
//
// One user unit is a point and 0,0 the corner of the trimmed page. Each glyph's outline
// stands once among the definitions, in font units, and is used where it is printed.
// Marks become groups: a story's <g data-story="ID" aria-label="TITLE">, its parts
// <g data-block="ID#N" data-role="p">; each run of text says where its characters stand
// in the source as data-pos="file:line:col". Colours are those of the PNG.
package svg

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/screen"
)

// Options says how a page is written; the zero value is the trimmed page, whole.
type Options struct {
	Bleed  bool   // show the bleed around the trimmed page too
	Prefix string // of every id, so that several pages can stand in one HTML document
	Clear  bool   // no white paper under what is painted
	Steady bool   // glyphs are called as in their faces, whatever else is on the page: for Compare

	Outlines *Outlines // that are known from page to page; nil: none are
}

// Write writes page d.Pages[index] to w. It fails when a picture's file is broken, when a
// face is not in cat (page.ErrNoFace) or the index no page's (page.ErrNoPage), and when w does.
func Write(w io.Writer, d *page.Doc, index int, cat *fonts.Catalog, o Options) error {
	pg, err := d.At(index)
	if err != nil {
		return err
	}
	if strings.Trim(o.Prefix, letters) != "" {
		return fmt.Errorf("the prefix %q of ids may have letters, digits, - and _ only", o.Prefix)
	}
	s := sheet{doc: d, prefix: o.Prefix, glyphs: glyphs{doc: d, cat: cat, steady: o.Steady, ids: map[glyph]int{}, paths: o.Outlines}}
	if s.glyphs.paths == nil {
		s.glyphs.paths = new(Outlines)
	}
	if err := s.items(pg.Items); err != nil {
		return fmt.Errorf("page %s: %w", pg.Name, err)
	}
	var head pen
	s.head(&head, pg, o)
	head.text("<defs>\n")
	if err := s.define(&head); err != nil {
		return fmt.Errorf("page %s: %w", pg.Name, err)
	}
	head.text("</defs>\n")
	for _, part := range [][]byte{head.buf, s.buf, []byte("</svg>\n")} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("write page %s: %w", pg.Name, err)
		}
	}
	return nil
}

// letters may stand in an id everywhere, in XML, in a URL and in CSS.
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

// sheet gathers what is painted and what must be defined for it.
type sheet struct {
	pen
	doc    *page.Doc
	prefix string
	glyphs glyphs
	clips  []clip
	images []look // files used, in order of their first use
	depth  int
}

// clip is what of its contents is seen: a rectangle, or one with round corners.
type clip struct {
	rect   unit.Rect
	radius unit.Length
}

// clipped opens a group of which only a part is seen.
func (s *sheet) clipped(c clip) {
	s.clips = append(s.clips, c)
	s.text(`<g clip-path="url(#`)
	s.id('c', len(s.clips)-1)
	s.text(")\">\n")
}

// deepest is how far groups may nest.
const deepest = 64

func (s *sheet) head(p *pen, pg *page.Page, o Options) {
	r := pg.Trim
	if o.Bleed {
		r = pg.Bleed
	}
	p.text(`<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="`)
	p.length(r.W)
	p.text(`pt" height="`)
	p.length(r.H)
	p.text(`pt" viewBox="`)
	p.rect(r)
	p.text(`" fill="`)
	p.color(black)
	p.text(`" shape-rendering="geometricPrecision" data-page="`)
	p.escape(pg.Name)
	p.text("\">\n<title>")
	p.escape(title(s.doc, pg))
	p.text("</title>\n")
	if o.Clear {
		return
	}
	p.text("<path fill=\"#fff\" d=\"")
	p.box(r)
	p.text("\"/>\n")
}

// title is what a reader of the page's file is told it is.
func title(d *page.Doc, pg *page.Page) string {
	t := d.Meta.Title
	if t == "" {
		t = d.Meta.Paper
	}
	if t != "" {
		t += " "
	}
	return t + pg.Name + "版"
}

// items writes a list. Marks left open are closed at its end, so that elements nest.
func (s *sheet) items(items []page.Item) error {
	open := 0
	for _, it := range items {
		if m, ok := it.(*page.Mark); ok {
			open = s.mark(m, open)
		} else if err := s.item(it); err != nil {
			return err
		}
	}
	for range open {
		s.text("</g>\n")
	}
	return nil
}

func (s *sheet) item(it page.Item) error {
	switch it := it.(type) {
	case *page.Text:
		return s.run(it)
	case *page.Rule:
		s.rule(it)
	case *page.Path:
		s.path(it)
	case *page.Image:
		if it.File >= 0 && it.File < len(s.doc.Images) && s.doc.Images[it.File].Format == "pdf" {
			return nil // see page.ForProof
		}
		return s.image(it)
	case *page.Group:
		return s.group(it)
	}
	return nil
}

// rule writes a rule's parts: its lines, which are all of one width, as one path.
func (s *sheet) rule(r *page.Rule) {
	var lines []*page.Rule
	for _, part := range r.Parts() {
		switch part := part.(type) {
		case *page.Rule:
			lines = append(lines, part)
		case *page.Path:
			s.path(part)
		}
	}
	if len(lines) == 0 {
		return
	}
	s.text(`<path d="`)
	for _, l := range lines {
		s.line(l.From, l.To)
	}
	s.text(`"`)
	s.stroke(r.Color, lines[0].Width)
	s.text("/>\n")
}

func (s *sheet) stroke(c page.Color, width unit.Length) {
	s.text(` stroke="`)
	s.color(screen.Color(c, s.doc.Spots))
	s.text(`" stroke-width="`)
	s.length(max(width, 0))
	s.text(`"`)
}

func (s *sheet) path(p *page.Path) {
	if p.Fill == nil && (p.Stroke == nil || p.Width <= 0) {
		return
	}
	s.text("<path")
	if p.Fill == nil {
		s.attribute("fill", "none")
	} else {
		s.fill(*p.Fill)
		if p.EvenOdd {
			s.attribute("fill-rule", "evenodd")
		}
	}
	if p.Stroke != nil && p.Width > 0 {
		s.stroke(*p.Stroke, p.Width)
		s.attribute("stroke-miterlimit", "10")
	}
	s.text(` d="`)
	s.segments(p.Segs)
	s.text("\"/>\n")
}

// black is the page's own fill, which need not be said.
var black = screen.Color(page.Black, nil)

func (s *sheet) fill(c page.Color) {
	if rgb := screen.Color(c, s.doc.Spots); rgb != black {
		s.text(` fill="`)
		s.color(rgb)
		s.text(`"`)
	}
}

// group writes the clip in the coordinates around it, then what is inside.
func (s *sheet) group(g *page.Group) error {
	if s.depth++; s.depth > deepest {
		return fmt.Errorf("%w %d", page.ErrDepth, deepest)
	}
	clipped := !g.Clip.Empty()
	if clipped {
		s.clipped(clip{rect: g.Clip})
	}
	s.text(`<g transform="translate(`)
	s.point(g.At)
	s.text(")")
	if q := g.Quarter & 3; q != 0 {
		s.text("rotate(" + strconv.Itoa(90*q) + ")")
	}
	s.text("\">\n")
	err := s.items(g.Items)
	s.text("</g>\n")
	if clipped {
		s.text("</g>\n")
	}
	s.depth--
	return err
}

func (s *sheet) id(kind byte, n int) {
	s.text(s.prefix)
	s.buf = append(s.buf, kind)
	s.buf = strconv.AppendInt(s.buf, int64(n), 36)
}

// define writes what the page uses by id.
func (s *sheet) define(p *pen) error {
	def := sheet{doc: s.doc, prefix: s.prefix, pen: *p}
	s.glyphs.define(&def)
	for i, c := range s.clips {
		def.text(`<clipPath id="`)
		def.id('c', i)
		def.text(`"><path d="`)
		if c.radius > 0 {
			def.segments(page.Rounded(c.rect, c.radius))
		} else {
			def.box(c.rect)
		}
		def.text("\"/></clipPath>\n")
	}
	for i, k := range s.images {
		f := &s.doc.Images[k.file]
		format, data, err := shown(f)
		if k.ink != (page.Color{}) && err == nil {
			format, data, err = toned(f, k.ink, s.doc.Spots)
		}
		if err != nil {
			return fmt.Errorf("picture %s: %w", f.Name, err)
		}
		def.text(`<image id="`)
		def.id('i', i)
		def.text(fmt.Sprintf(`" width="%d" height="%d" preserveAspectRatio="none" href="`, f.W, f.H))
		def.url(format, data)
		def.text("\"/>\n")
	}
	*p = def.pen
	return nil
}
