package png

import (
	"fmt"

	"banxin/fonts"
	"banxin/layout/page"
	"banxin/layout/unit"
	"banxin/output/internal/raster"
)

// outlines keeps the glyphs' polygons by face, glyph and size: each glyph is flattened once
// and then painted at its exact places.
type outlines struct {
	cat   *fonts.Catalog
	doc   *page.Doc
	scale scale
	faces []*fonts.Face
	sets  map[set]map[uint16]*outline
	segs  []fonts.Segment
}

// set names the glyphs of one face at one size, upright or slanted.
type set struct {
	face  uint16
	size  unit.Length
	slant bool
}

// of returns the polygons of the glyphs of a run.
func (o *outlines) of(t *page.Text) (*fonts.Face, map[uint16]*outline, error) {
	if o.sets == nil {
		o.sets = map[set]map[uint16]*outline{}
		o.faces = make([]*fonts.Face, len(o.doc.Faces))
	}
	if int(t.Face) >= len(o.faces) {
		return nil, nil, fmt.Errorf("text %q: %w %d", clip(t.Src), page.ErrFace, t.Face)
	}
	if o.faces[t.Face] == nil {
		name := o.doc.Faces[t.Face].Name
		if o.faces[t.Face] = o.cat.Lookup(name); o.faces[t.Face] == nil {
			return nil, nil, fmt.Errorf("%w %q", page.ErrNoFace, name)
		}
	}
	key := set{t.Face, t.Size, t.Slant}
	if o.sets[key] == nil {
		o.sets[key] = map[uint16]*outline{}
	}
	return o.faces[t.Face], o.sets[key], nil
}

// flatten returns the polygons of a glyph at a size, about its origin, y downwards.
func (o *outlines) flatten(f *fonts.Face, id uint16, size unit.Length, slant bool) *outline {
	o.segs = f.Outline(o.segs[:0], id)
	em := int64(max(f.UnitsPerEm(), 1))
	scaled := o.scale.length(size * 16)
	at := func(s fonts.Segment, i int) raster.Point {
		x, y := int64(s.X[i])*page.Slope, int64(s.Y[i])
		if slant {
			x += y
		}
		return raster.Pt(raster.Round(x*scaled, 16*em*page.Slope), raster.Round(-y*scaled, 16*em))
	}
	out := &outline{}
	var pen raster.Point
	for _, s := range o.segs {
		switch s.Op {
		case fonts.MoveTo:
			out.Close()
			pen = at(s, 0)
			out.Add(pen)
		case fonts.LineTo:
			pen = at(s, 0)
			out.Add(pen)
		case fonts.QuadTo:
			end := at(s, 1)
			out.Quad(pen, at(s, 0), end)
			pen = end
		case fonts.CubeTo:
			end := at(s, 2)
			out.Cube(pen, at(s, 0), at(s, 1), end)
			pen = end
		}
	}
	out.Close()
	return out
}

// clip shortens a run's characters for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 12 {
		return string(r[:12]) + "…"
	}
	return s
}
