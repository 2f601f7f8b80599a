package plates

import (
	"math"

	"banxin/fonts"
	"banxin/output/internal/content"
	"banxin/output/internal/raster"
)

func (in *interpreter) textOperator(op string, a []content.Token) {
	g := &in.g
	switch {
	case op == "Tf" && len(a) > 0:
		g.font = in.p.f.font(in.p.f.r.Dict(in.res["Font"])[a[0].Text])
	case op == "BT":
		in.outlines.Reset()
	case op == "ET":
		if len(in.outlines.Ends) > 0 {
			in.clipTo(&in.outlines, false)
			in.outlines = raster.Outline{}
		}
	}
	if in.text.Text(&g.TextState, op, a) {
		in.show(a)
	}
}

func (in *interpreter) show(a []content.Token) {
	g := &in.g
	f := g.font
	if f == nil {
		if len(a) > 0 {
			in.p.find(NoFont, "")
		}
		return
	}
	if f.program == nil && !f.type3 && g.Mode != 3 {
		in.p.find(NoFont, f.name)
	} else if f.unknown != "" {
		in.p.find(NoGlyphs, f.name+" "+f.unknown)
	}
	content.Strings(a, in.glyphs, func(n float64) {
		if f.vertical {
			in.text.Advance(0, -n/1000*g.Size)
		} else {
			in.text.Advance(-n/1000*g.Size*g.Scale, 0)
		}
	})
}

// glyphs paints the characters of a string and moves the pen over them.
func (in *interpreter) glyphs(s []byte) {
	g := &in.g
	f := g.font
	for len(s) > 0 {
		code, size := f.next(s)
		space := size == 1 && s[0] == ' '
		s = s[max(size, 1):]
		var ox, oy float64 // where the origin of a vertical glyph lies in it
		w := f.width(code)
		dx, dy := w/1000*g.Size+g.Spacing, 0.0
		if f.type3 {
			dx = w*f.matrix[0]*g.Size + g.Spacing
		}
		if space {
			dx += g.Words
		}
		dx *= g.Scale
		if f.vertical {
			v, ok := f.down[code]
			if !ok {
				v = [3]float64{f.downDflt[1], w / 2, f.downDflt[0]}
			}
			ox, oy = -v[1]/1000, -v[2]/1000
			dx, dy = 0, v[0]/1000*g.Size+g.Spacing
			if space {
				dy += g.Words
			}
		}
		in.glyph(code, ox, oy)
		in.text.Advance(dx, dy)
		if in.p.work--; in.p.work < 0 {
			in.p.find(TooMuch, "")
			panic(stopped{})
		}
	}
}

// glyph paints a character where the pen stands.
func (in *interpreter) glyph(code int, ox, oy float64) {
	g := &in.g
	if g.Mode == 3 || in.off() || g.font.unknown != "" {
		return
	}
	m := content.Matrix{g.Size * g.Scale, 0, 0, g.Size, 0, g.Rise}.Mul(in.text.Matrix).Mul(g.ctm)
	if ox != 0 || oy != 0 {
		m = content.Matrix{1, 0, 0, 1, ox, oy}.Mul(m)
	}
	if g.font.type3 {
		in.procedure(code, m)
		return
	}
	if g.font.program == nil {
		return
	}
	o := g.font.outline(code, m)
	if o == nil || len(o.Ends) == 0 {
		return
	}
	at := point(m[4], m[5])
	w := o.Move(at).Intersect(in.g.clip.win)
	if g.Mode != 1 && g.Mode != 5 && g.Mode != 7 && !w.Empty() {
		if k, ok := in.painted(false, w); ok {
			in.fill(o, at, false, k)
		}
	}
	if (g.Mode == 1 || g.Mode == 2 || g.Mode == 5 || g.Mode == 6) && !in.g.clip.win.Empty() {
		p := g.font.path(code, m)
		var pen raster.Outline
		g.pen.trace(&pen, p, g.ctm, in.p)
		if len(pen.Ends) > 0 {
			if k, ok := in.painted(true, pen.Move(raster.Point{}).Intersect(in.g.clip.win)); ok {
				in.fill(&pen, raster.Point{}, false, k)
			}
		}
	}
	if g.Mode >= 4 && len(in.outlines.Pts) < maxPoints {
		start := 0
		for _, end := range o.Ends {
			for _, q := range o.Pts[start:end] {
				in.outlines.Add(q.Plus(at))
			}
			in.outlines.Close()
			start = end
		}
	}
}

// procedure paints a glyph of a Type 3 font.
func (in *interpreter) procedure(code int, m content.Matrix) {
	f := in.g.font
	s := in.p.f.r.Stream(f.procs[f.names[code&255]])
	if s == nil || in.g.clip.win.Empty() {
		return
	}
	data, err := in.p.f.r.Data(s)
	if err != nil && len(data) == 0 {
		in.p.find(Broken, "")
		return
	}
	sub, ok := in.enter(f.res)
	if !ok {
		return
	}
	sub.g.ctm = f.matrix.Mul(m)
	sub.base = sub.g.ctm
	sub.g.stroke = in.g.fill
	sub.g.TextState = content.TextState{Scale: 1}
	sub.g.pen = stroke{width: 1, miter: 10}
	sub.run(data)
}

// path is a glyph's outline on the raster.
func (f *font) path(code int, m content.Matrix) *path {
	p := &path{}
	f.segs = f.program.Outline(f.segs[:0], f.gid(code))
	trace(p, f.segs, f.matrix.Mul(m))
	return p
}

// trace adds an outline of a face to a path.
func trace(p *path, segs []fonts.Segment, m content.Matrix) {
	for _, s := range segs {
		x, y := func(i int) float64 { return float64(s.X[i]) }, func(i int) float64 { return float64(s.Y[i]) }
		switch s.Op {
		case fonts.MoveTo:
			p.close()
			p.moveTo(x(0), y(0))
		case fonts.LineTo:
			p.lineTo(m, x(0), y(0))
		case fonts.QuadTo:
			q := p.pen
			p.curveTo(m, q.x+(x(0)-q.x)*2/3, q.y+(y(0)-q.y)*2/3, x(1)+(x(0)-x(1))*2/3, y(1)+(y(0)-y(1))*2/3, x(1), y(1))
		case fonts.CubeTo:
			p.curveTo(m, x(0), y(0), x(1), y(1), x(2), y(2))
		}
	}
	p.close()
}

const maxDrawings = 4096 // of a font

// outline is a glyph's outline about its origin, made once for a matrix.
func (f *font) outline(code int, m content.Matrix) *raster.Outline {
	for _, v := range m {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	key := drawing{m[0], m[1], m[2], m[3]}
	set := f.drawn[key]
	if set == nil {
		if len(f.drawn) >= maxDrawings {
			clear(f.drawn)
		}
		set = map[int]*raster.Outline{}
		f.drawn[key] = set
	}
	o := set[code]
	if o == nil {
		o = &raster.Outline{}
		f.path(code, content.Matrix{m[0], m[1], m[2], m[3], 0, 0}).outline(o)
		set[code] = o
	}
	return o
}
