package advert

import (
	"math"

	"banxin/output/internal/content"
)

// shape is what is known of a path: its bounds in points and whether it is one box.
type shape struct {
	x0, y0, x1, y1 float64
	any, curved    bool
	parts          int
	outline        [][2]float64 // the corners of what is no box along the axes
}

func (s *shape) point(x, y float64) {
	if !s.any {
		s.x0, s.y0, s.x1, s.y1, s.any = x, y, x, y, true
		return
	}
	s.x0, s.y0, s.x1, s.y1 = math.Min(s.x0, x), math.Min(s.y0, y), math.Max(s.x1, x), math.Max(s.y1, y)
}

// within is a clip that another narrows.
func (s shape) within(o shape) shape {
	if !s.any {
		return shape{x0: o.x0, y0: o.y0, x1: o.x1, y1: o.y1, any: true}
	}
	return shape{math.Max(s.x0, o.x0), math.Max(s.y0, o.y0), math.Min(s.x1, o.x1), math.Min(s.y1, o.y1), true, false, 1, nil}
}

// thin tells whether it is a rule, drawn as an area.
func (s shape) thin() bool {
	return s.any && !s.curved && s.parts == 1 && math.Min(s.x1-s.x0, s.y1-s.y0) <= thinRule
}

// thinRule is up to how many points black lines overprint.
const thinRule = 2

func (w *rewriter) pathOperator(op string, a []content.Token, raw []byte) bool {
	point := func(x, y float64) { w.shape.point(w.ctm.Apply(x, y)) }
	switch op {
	case "m", "l":
		w.shape.parts += b2i(op == "m")
		point(content.Num(a, 0), content.Num(a, 1))
		w.corner(content.Num(a, 0), content.Num(a, 1))
	case "c", "v", "y":
		w.shape.curved = true
		for i := 0; i+1 < len(a); i += 2 {
			point(content.Num(a, i), content.Num(a, i+1))
		}
		w.bend(op, a)
	case "re":
		w.shape.parts++
		point(content.Num(a, 0), content.Num(a, 1))
		point(content.Num(a, 0)+content.Num(a, 2), content.Num(a, 1)+content.Num(a, 3))
	case "h":
	case "W", "W*":
		w.clips = true
	case "S", "s":
		w.paint(false, true, raw)
		return true
	case "f", "F", "f*":
		w.paint(true, false, raw)
		return true
	case "B", "B*", "b", "b*":
		w.paint(true, true, raw)
		return true
	case "n":
		w.paint(false, false, raw)
		return true
	default:
		return false
	}
	w.path = append(append(w.path, raw...), '\n')
	return true
}

// corner notes a point of the outline.
func (w *rewriter) corner(x, y float64) {
	w.at = [2]float64{x, y}
	if len(w.shape.outline) <= maxOutline {
		px, py := w.ctm.Apply(x, y)
		w.shape.outline = append(w.shape.outline, [2]float64{px, py})
	}
}

// bend notes points of a curve.
func (w *rewriter) bend(op string, a []content.Token) {
	p := [4][2]float64{w.at, w.at, {content.Num(a, 0), content.Num(a, 1)}, {content.Num(a, 2), content.Num(a, 3)}}
	switch op {
	case "c":
		p = [4][2]float64{w.at, {content.Num(a, 0), content.Num(a, 1)}, {content.Num(a, 2), content.Num(a, 3)}, {content.Num(a, 4), content.Num(a, 5)}}
	case "y":
		p[1], p[2] = p[2], p[3]
	}
	for _, t := range []float64{0.25, 0.5, 0.75, 1} {
		var at [2]float64
		for i := range at {
			u := 1 - t
			at[i] = u*u*u*p[0][i] + 3*u*u*t*p[1][i] + 3*u*t*t*p[2][i] + t*t*t*p[3][i]
		}
		w.corner(at[0], at[1])
	}
}

func (w *rewriter) paint(fill, stroke bool, raw []byte) {
	if w.hidden() || !w.shape.any && len(w.path) == 0 {
		raw = []byte("n")
		fill, stroke = false, false
	}
	if fill {
		w.prepare(use{thin: w.shape.thin()}, false)
	}
	if stroke {
		w.prepare(use{line: true, thin: w.width*w.ctm.Thin() <= thinRule}, true)
	}
	w.settle(fill, stroke)
	if fill {
		w.laid(w.fill, w.ca)
	}
	w.buf = append(w.buf, w.path...)
	if w.clips && w.shape.any {
		w.clip = w.clip.within(w.shape)
	}
	w.clips = false
	if len(w.path) > 0 {
		w.emit(string(raw))
	}
	w.path, w.shape = w.path[:0], shape{}
}
