package advert

import (
	"banxin/output/internal/spaces"
	"fmt"
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
)

// What blends in RGB is to look in inks as it did. Inks blend otherwise: half of black over
// paper is darker in RGB than half of the black ink is not. So the colour that the blended one
// would be is found, over what lies below, and a colour and an opacity that make it there.

// ground is something painted: what lies below what comes later.
type ground struct {
	x0, y0, x1, y1 float64
	outline        [][2]float64 // its corners; nil: it is the box
	at             func(x, y float64) [3]float64
}

// holds tells whether a point lies in it (by crossings, whatever the rule of the path).
func (g *ground) holds(x, y float64) bool {
	if x < g.x0 || x > g.x1 || y < g.y0 || y > g.y1 {
		return false
	}
	if g.outline == nil {
		return true
	}
	in := false
	for i, p := range g.outline {
		q := g.outline[(i+len(g.outline)-1)%len(g.outline)]
		if (p[1] > y) != (q[1] > y) && x < (q[0]-p[0])*(y-p[1])/(q[1]-p[1])+p[0] {
			in = !in
		}
	}
	return in
}

// backdrop is what has been painted of a page, as screens show it.
type backdrop struct {
	grounds []ground
	frozen  bool // what is painted now is not below what comes later: both are of one group
}

const (
	maxGrounds = 2000
	maxOutline = 256
)

// at is the colour of what lies at a point.
func (b *backdrop) at(x, y float64) [3]float64 {
	if b != nil {
		for _, g := range slices.Backward(b.grounds) {
			if g.holds(x, y) {
				return g.at(x, y)
			}
		}
	}
	return [3]float64{1, 1, 1}
}

// lay puts a thing on what lies there, if it is of one simple part.
func (b *backdrop) lay(s shape, at func(x, y float64) [3]float64) {
	if b == nil || b.frozen || !s.any || len(b.grounds) >= maxGrounds || s.x1-s.x0 < 3 || s.y1-s.y0 < 3 {
		return
	}
	if s.parts > 1 || len(s.outline) > maxOutline {
		return
	}
	b.grounds = append(b.grounds, ground{s.x0, s.y0, s.x1, s.y1, slices.Clone(s.outline), at})
}

// mix is a colour with alpha over another.
func mix(c, below [3]float64, alpha float64) (out [3]float64) {
	for i := range out {
		out[i] = float64(c[i]*alpha) + float64(below[i]*(1-alpha)) // rounded one by one, on every machine
	}
	return out
}

// below is what lies under the middle of what is painted next.
func (w *rewriter) below() [3]float64 {
	x, y := (w.shape.x0+w.shape.x1)/2, (w.shape.y0+w.shape.y1)/2
	switch {
	case w.text:
		x, y = w.tm.Mul(w.ctm).Apply(math.Abs(w.size)/3, math.Abs(w.size)/3)
	case !w.shape.any:
		x, y = w.ctm.Apply(.5, .5) // of a picture
	}
	return w.ground.at(x, y)
}

// visible is the part of the path that the clip leaves.
func (w *rewriter) visible() shape {
	if !w.clip.any {
		return w.shape
	}
	s := w.clip.within(w.shape)
	s.curved, s.parts, s.outline = w.shape.curved, w.shape.parts, w.shape.outline
	return s
}

// laid notes what a colour has painted.
func (w *rewriter) laid(c colour, alpha float64) {
	if w.ground == nil || !w.rgb || w.soft {
		return
	}
	if d := w.j.r.Dict(c.pattern); c.space.Kind == spaces.KindPattern {
		m := w.base
		if v := w.j.r.Numbers(d["Matrix"]); len(v) == 6 {
			m = content.Matrix(v).Mul(m)
		}
		if d["Shading"] != nil {
			w.shaded(d["Shading"], m, w.visible(), alpha)
		}
		return
	}
	rgb, ok := c.space.Screen(c.v)
	if !ok {
		l := c.space.Light(c.v)
		rgb = [3]float64{l, l, l}
	}
	full := mix(rgb, w.below(), alpha)
	w.ground.lay(w.visible(), func(x, y float64) [3]float64 { return full })
}

// veiled is how opaque a group is in inks that was so opaque in RGB: somewhat more, since a
// tint of dark ink is lighter than as much of the colour.
func veiled(alpha float64) float64 {
	return math.Round(math.Min(alpha+0.6*alpha*(1-alpha), 1)*1e4) / 1e4
}

// over is what in inks looks over a ground as RGB does with alpha: a colour, and how opaque;
// least is the least opacity that may be chosen, most the greatest.
func (j *job) over(rgb, below [3]float64, alpha, least, most float64, grey bool) ([4]float64, float64) {
	if grey { // type and rules in black alone lie on whatever there is
		t := j.greyed(mix(rgb, [3]float64{1, 1, 1}, alpha), false)
		return between(t, [4]float64{}, least, most, j.shop.limit)
	}
	mixed := mix(rgb, below, alpha)
	if below != [3]float64{1, 1, 1} { // what is below elsewhere may be something else, and is to show
		most = math.Max(math.Min(most, veiled(least)), least)
	}
	return between(j.inks(spaces.RGB, mixed[:]), j.inks(spaces.RGB, below[:]), least, most, j.shop.limit)
}

// between is the colour, of no more ink than the limit, and the opacity, at least so much, that
// make t over g.
func between(t, g [4]float64, least, most float64, limit int) ([4]float64, float64) {
	a := least
	for i := range t {
		if g[i] > 0 {
			a = math.Max(a, 1-t[i]/g[i])
		}
		if g[i] < 1 {
			a = math.Max(a, (t[i]-g[i])/(1-g[i]))
		}
	}
	sum := func(v [4]float64) float64 { return v[0] + v[1] + v[2] + v[3] }
	if over := float64(limit)/100 - sum(g); over > 0 { // (t - (1-a) g) / a is within the limit
		a = math.Max(a, math.Min((sum(t)-sum(g))/over, least+0.2)) // but what lies below is to show
	}
	a = math.Min(math.Ceil(a*1e4)/1e4, most)
	if a <= 0 {
		return t, 0
	}
	for i := range t {
		t[i] = math.Round(math.Min(math.Max((t[i]-float64((1-a)*g[i]))/a, 0), 1)*1e4) / 1e4
	}
	return t, a
}

// shaded notes what a shading has painted.
func (w *rewriter) shaded(o types.Object, m content.Matrix, s shape, alpha float64) {
	if w.ground == nil || !w.rgb || w.soft || alpha < 1 {
		return
	}
	j, r := w.j, w.j.r
	d := r.Dict(o)
	f, coords, domain := r.Function(d["Function"]), r.Numbers(d["Coords"]), r.Numbers(d["Domain"])
	if len(domain) != 2 {
		domain = []float64{0, 1}
	}
	back, ok := inverse(m)
	if !ok || f == nil {
		return
	}
	sp := j.spaces().Space(w.res, d["ColorSpace"], 0)
	var t func(x, y float64) float64
	switch {
	case len(coords) == 4:
		dx, dy := coords[2]-coords[0], coords[3]-coords[1]
		t = func(x, y float64) float64 { return ((x-coords[0])*dx + (y-coords[1])*dy) / (dx*dx + dy*dy) }
	case len(coords) == 6:
		t = func(x, y float64) float64 {
			return (math.Hypot(x-coords[3], y-coords[4]) - coords[2]) / (coords[5] - coords[2])
		}
	default:
		return
	}
	w.ground.lay(s, func(x, y float64) [3]float64 {
		at := t(back.Apply(x, y))
		if !(at > 0) {
			at = 0
		}
		v := f([]float64{domain[0] + math.Min(at, 1)*(domain[1]-domain[0])})
		if rgb, ok := sp.Screen(v); ok {
			return rgb
		}
		l := sp.Light(v)
		return [3]float64{l, l, l}
	})
}

func inverse(m content.Matrix) (content.Matrix, bool) {
	d := m[0]*m[3] - m[1]*m[2]
	if d == 0 {
		return m, false
	}
	return content.Matrix{m[3] / d, -m[1] / d, -m[2] / d, m[0] / d, (m[2]*m[5] - m[3]*m[4]) / d, (m[1]*m[4] - m[0]*m[5]) / d}, true
}

// place says where a stream stands, when that says what lies below.
func (w *rewriter) place() string {
	if !w.rgb || w.ground == nil {
		return ""
	}
	return fmt.Sprintf("%.2f", w.ctm)
}
