package png

import (
	"fmt"
	"image"

	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/raster"
	"banxin/output/internal/screen"
)

// painter paints items on a canvas in their order.
type painter struct {
	*canvas
	doc    *page.Doc
	glyphs *outlines
	shape  outline // room for the path under way
	images map[shown]image.Image
	depth  int
}

// deepest is how far groups may nest.
const deepest = 64

func (p *painter) items(items []page.Item, at place) error {
	for _, it := range items {
		if err := p.item(it, at); err != nil {
			return err
		}
	}
	return nil
}

func (p *painter) item(it page.Item, at place) error {
	switch it := it.(type) {
	case *page.Text:
		return p.text(it, at)
	case *page.Rule:
		p.rule(it, at)
	case *page.Path:
		p.path(it, at)
	case *page.Image:
		if it.File >= 0 && it.File < len(p.doc.Images) && p.doc.Images[it.File].Format == "pdf" {
			return nil // see page.ForProof
		}
		return p.picture(it, at)
	case *page.Group:
		return p.group(it, at)
	}
	return nil
}

func (p *painter) group(g *page.Group, at place) error {
	if p.depth++; p.depth > deepest {
		return fmt.Errorf("%w %d", page.ErrDepth, deepest)
	}
	outer := p.clip
	if !g.Clip.Empty() {
		p.clip = p.clip.Intersect(at.pixels(g.Clip))
	}
	err := p.items(g.Items, at.inside(g.At, g.Quarter))
	p.clip = outer
	p.depth--
	return err
}

func (p *painter) text(t *page.Text, at place) error {
	face, set, err := p.glyphs.of(t)
	if err != nil {
		return err
	}
	ink := screen.Color(t.Color, p.doc.Spots)
	for _, g := range t.Glyphs {
		o := set[g.ID]
		if o == nil {
			o = p.glyphs.flatten(face, g.ID, t.Size, t.Slant)
			set[g.ID] = o
		}
		origin := at.point(t.At.Add(unit.Point{X: unit.Length(g.X), Y: unit.Length(g.Y)}))
		p.fill(o, at.quarter, origin, false, ink)
	}
	return nil
}

func (p *painter) rule(r *page.Rule, at place) {
	for _, it := range r.Parts() {
		switch it := it.(type) {
		case *page.Rule:
			p.line(it, at)
		case *page.Path:
			p.path(it, at)
		}
	}
}

// line paints a solid rule as a rectangle along it.
func (p *painter) line(r *page.Rule, at place) {
	p.shape.Reset()
	p.shape.segment(at.point(r.From), at.point(r.To), at.length(r.Width))
	p.fill(&p.shape, 0, raster.Point{}, false, screen.Color(r.Color, p.doc.Spots))
}

func (p *painter) path(it *page.Path, at place) {
	p.shape.Reset()
	p.shape.trace(it.Segs, at)
	if it.Fill != nil {
		p.fill(&p.shape, 0, raster.Point{}, it.EvenOdd, screen.Color(*it.Fill, p.doc.Spots))
	}
	if it.Stroke != nil && it.Width > 0 {
		var pen outline
		pen.stroke(&p.shape, at.length(it.Width))
		p.fill(&pen, 0, raster.Point{}, false, screen.Color(*it.Stroke, p.doc.Spots))
	}
}
