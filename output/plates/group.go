package plates

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/raster"
)

// form draws a form XObject. A transparency group that is opaque, blends normally and is not
// isolated is drawn as if it were none, which is the same (ISO 32000-1, 11.4.6).
func (in *interpreter) form(s *types.StreamDict) {
	r := in.p.f.r
	sub, ok := in.enter(s.Dict["Resources"])
	if !ok {
		return
	}
	data, err := r.Data(s)
	if err != nil {
		in.p.find(Broken, "")
		if len(data) == 0 {
			return
		}
	}
	sub.moved(s.Dict["Matrix"])
	sub.base = sub.g.ctm
	sub.boxed(s.Dict["BBox"])
	if sub.g.clip.win.Empty() {
		return
	}
	group := r.Dict(s.Dict["Group"])
	if r.Name(group["S"]) != "Transparency" {
		sub.run(data)
		return
	}
	in.p.groupSpace(sub.res, group)
	if r.True(group["K"]) {
		in.p.find(Blended, "knockout")
	}
	g := &in.g
	if !r.True(group["I"]) && g.ca == 255 && g.blend == nil && g.soft == nil {
		sub.run(data)
		return
	}
	if in.p.screens && (g.ca != 255 || g.blend != nil || g.soft != nil) {
		in.p.find(Blended, "RGB")
	}
	layer := in.p.layer(sub.g.clip.win, in.to.mask)
	sub.to, sub.shared = layer, !r.True(group["I"])
	sub.g.ca, sub.g.caS, sub.g.blend, sub.g.soft = 255, 255, nil, nil
	mask := sub.g.clip.mask
	sub.g.clip.mask = nil
	sub.run(data)
	over := in.g.clip
	in.g.clip = clip{win: layer.win, mask: mask}
	in.flood(layer.win, painted{from: layer, bits: every, alpha: g.ca, blend: g.blend, soft: g.soft})
	in.g.clip = over
	in.p.release(layer)
}

// layer is a clear surface, which is held until it is released.
func (p *plater) layer(w raster.Window, mask bool) *surface {
	if w.Empty() {
		w = raster.Window{}
	}
	p.spend(w)
	s := &surface{win: w, mask: mask}
	if p.held += int64(s.size()); p.held > maxLayers*int64(p.page0.size())+1<<24 {
		p.find(TooMuch, "")
		panic(stopped{})
	}
	s.alpha = make([]uint8, s.size())
	return s
}

func (p *plater) release(s *surface) { p.held -= int64(s.size()) }

// softMask draws a soft mask (11.6.5.2), nil for one that cannot be.
func (in *interpreter) softMask(d types.Dict) *softMask {
	r := in.p.f.r
	s := r.Stream(d["G"])
	if s == nil {
		return nil
	}
	in.bounded()
	sub, ok := in.enter(s.Dict["Resources"])
	if !ok {
		return nil
	}
	data, err := r.Data(s)
	if err != nil && len(data) == 0 {
		in.p.find(Broken, "")
		return nil
	}
	luminous := r.Name(d["S"]) != "Alpha"
	sub.g.clip = clip{win: in.g.clip.win} // a clip never grows while the mask is in force
	sub.moved(s.Dict["Matrix"])
	sub.base = sub.g.ctm
	sub.boxed(s.Dict["BBox"])
	layer := in.p.layer(sub.g.clip.win, luminous)
	sub.to, sub.plain, sub.shared = layer, false, false
	sub.g.ca, sub.g.caS, sub.g.blend, sub.g.soft, sub.g.over, sub.g.overS = 255, 255, nil, nil, false, false
	sub.g.fill, sub.g.stroke = black(), black()
	tone := func(v uint8) uint8 { return v }
	if f := r.Function(d["TR"]); f != nil {
		var known [256]uint8
		for i := range known {
			if out := f([]float64{float64(i) / 255}); len(out) > 0 {
				known[i] = byteOf(out[0])
			}
		}
		tone = func(v uint8) uint8 { return known[v] }
	}
	ground := uint8(0) // light of what is below the group
	if bc := r.Numbers(d["BC"]); luminous && len(bc) > 0 {
		if cs := r.Dict(s.Dict["Group"])["CS"]; cs != nil {
			ground = byteOf(in.p.f.space(sub.res, cs).Light(bc))
		}
	}
	if !layer.win.Empty() {
		mask := sub.g.clip.mask
		sub.g.clip.mask = nil
		sub.run(data)
		if mask != nil {
			multiply(layer.alpha, mask.pix)
		}
	}
	in.p.release(layer) // but for one byte a pixel, which the budget of painting bounds
	m := &softMask{coverage: coverage{layer.win, layer.alpha}, outside: tone(ground)}
	dark := layer.plane(0, false)
	for i, a := range layer.alpha {
		v := a
		if luminous {
			light := uint32(255)
			if dark != nil {
				light -= uint32(dark[i])
			}
			v = div255(light*uint32(a) + uint32(ground)*uint32(255-a))
		}
		m.pix[i] = tone(v)
	}
	return m
}

// pattern is a surface with what a pattern paints in a window, and the inks of it; nil: nothing.
func (in *interpreter) pattern(c *colour, w raster.Window) (*surface, uint32) {
	r := in.p.f.r
	d := r.Dict(c.pattern)
	if d == nil || w.Empty() {
		return nil, 0
	}
	if r.Int(d["PatternType"]) == 2 {
		m := in.base
		if v := r.Numbers(d["Matrix"]); len(v) == 6 {
			m = content.Matrix(v).Mul(m)
		}
		return in.shading(d["Shading"], m, w, true)
	}
	s := r.Stream(c.pattern)
	if s == nil {
		return nil, 0
	}
	return in.tiled(c, s, w), every
}

// tiled paints the cells of a pattern that meet a window (8.7.3).
func (in *interpreter) tiled(c *colour, s *types.StreamDict, w raster.Window) *surface {
	r := in.p.f.r
	m := in.base
	if v := r.Numbers(s.Dict["Matrix"]); len(v) == 6 {
		m = content.Matrix(v).Mul(m)
	}
	box, ok := r.Box(s.Dict["BBox"])
	dx, dy := r.Number(s.Dict["XStep"]), r.Number(s.Dict["YStep"])
	det := m[0]*m[3] - m[1]*m[2]
	data, err := r.Data(s)
	if !ok || dx == 0 || dy == 0 || det == 0 || err != nil && len(data) == 0 {
		in.p.find(NoShading, "")
		return nil
	}
	// Which cells: the window in units of the pattern.
	back := content.Matrix{m[3] / det, -m[1] / det, -m[2] / det, m[0] / det, 0, 0}
	back[4], back[5] = -m[4]*back[0]-m[5]*back[2], -m[4]*back[1]-m[5]*back[3]
	b := bounds(back, float64(w.X0), float64(w.Y0), float64(w.X1), float64(w.Y1))
	i0, i1 := cells(b[0], b[2], box[0], box[2], dx)
	j0, j1 := cells(b[1], b[3], box[1], box[3], dy)
	layer := in.p.layer(w, in.to.mask)
	draw := func(m content.Matrix, to *surface) {
		sub, ok := in.enter(s.Dict["Resources"])
		if !ok {
			return
		}
		sub.to, sub.base, sub.shared = to, m, false
		fresh := newInterpreter(in.p, nil, m, clip{win: to.win})
		sub.g = fresh.g
		if r.Int(s.Dict["PaintType"]) == 2 && c.space.Base != nil {
			under := colour{space: c.space.Base, v: c.v}
			sub.g.fill, sub.g.stroke, sub.plain = under, under, true
		} else {
			sub.plain = false
		}
		sub.boxed(s.Dict["BBox"])
		sub.run(data)
	}
	n := (i1 - i0 + 1) * (j1 - j0 + 1)
	switch {
	case n <= 0:
	case n <= maxDrawnCells:
		for j := j0; j <= j1; j++ {
			for i := i0; i <= i1; i++ {
				draw(content.Matrix{1, 0, 0, 1, float64(i) * dx, float64(j) * dy}.Mul(m), layer)
			}
		}
	case n > maxCells:
		in.p.find(TooMuch, "")
	default: // drawn once, and put where each is to the nearest pixel
		cell := in.p.layer(holding(m, box[0], box[1], box[2], box[3]), in.to.mask)
		if cell.size() > int(maxPixels) {
			return nil
		}
		draw(m, cell)
		in.repeat(cell, layer, m, [4]int{i0, j0, i1, j1}, dx, dy)
		in.p.release(cell)
	}
	in.p.release(layer) // it is painted at once
	return layer
}

const (
	maxDrawnCells = 16
	maxCells      = 4 << 20
)

// cells are the first and the last cell that meet an interval.
func cells(from, to, low, high, step float64) (first, last int) {
	step = math.Abs(step)
	a, b := (from-high)/step, (to-low)/step
	return int(max(a, -1e6)) - 1, int(min(b, 1e6)) + 1
}

// repeat puts copies of a cell on a surface.
func (in *interpreter) repeat(cell, to *surface, m content.Matrix, n [4]int, dx, dy float64) {
	sub := *in
	sub.to = to
	home := cell.win
	for j := n[1]; j <= n[3]; j++ {
		for i := n[0]; i <= n[2]; i++ {
			x := float64(i)*dx*m[0] + float64(j)*dy*m[2]
			y := float64(i)*dx*m[1] + float64(j)*dy*m[3]
			p := point(x, y)
			ox, oy := int((p.X+raster.Sub/2)>>raster.SubBits), int((p.Y+raster.Sub/2)>>raster.SubBits)
			cell.win = raster.Win(home.X0+ox, home.Y0+oy, home.X1+ox, home.Y1+oy)
			w := cell.win.Intersect(to.win)
			if w.Empty() {
				continue
			}
			sub.g.clip = clip{win: to.win}
			sub.flood(w, painted{from: cell, bits: every, alpha: 255})
		}
	}
	cell.win = home
}
