package plates

import (
	"math"

	"banxin/output/internal/content"
	"banxin/output/internal/raster"
)

// stroke is how lines are drawn (ISO 32000-1, 8.4.3).
type stroke struct {
	width     float64
	end, join int
	miter     float64
	dash      []float64
	phase     float64
}

// hairline is how wide a line of no width is, in points: a dot of a plate setter of 1200 dpi.
const hairline = 0.06

const maxDashes = 200_000 // of a path

// tracer makes the outline of a line: pieces that overlap and all turn the same way, so that
// filling by winding numbers joins them.
type tracer struct {
	o     *raster.Outline
	m     content.Matrix // from user units to the raster
	half  float64
	s     *stroke
	round []spot // a circle of the line's width
}

// trace adds the outline of a path drawn with a pen to o. The pen has the shape that the matrix
// gives it.
func (s *stroke) trace(o *raster.Outline, p *path, m content.Matrix, plater *plater) {
	det := m[0]*m[3] - m[1]*m[2]
	if det == 0 || math.IsNaN(det) || math.IsInf(det, 0) {
		return
	}
	width := math.Abs(s.width)
	scale := math.Sqrt(math.Abs(det))
	if least := hairline * float64(plater.sheet.PPI) / 72 / scale; width < least {
		width = least
	}
	t := &tracer{o: o, m: m, half: width / 2, s: s}
	back := content.Matrix{m[3] / det, -m[1] / det, -m[2] / det, m[0] / det, 0, 0}
	back[4], back[5] = -m[4]*back[0]-m[5]*back[2], -m[4]*back[1]-m[5]*back[3]
	left := maxDashes
	var line []spot
	for _, part := range p.parts {
		line = line[:0]
		for _, q := range p.pts[part.from:part.to] {
			x, y := back.Apply(q.x, q.y)
			if n := len(line); n == 0 || line[n-1] != (spot{x, y}) {
				line = append(line, spot{x, y})
			}
		}
		closed := part.closed
		if n := len(line); closed && n > 2 && near(line[0], line[n-1]) {
			line = line[:n-1]
		}
		if dash := s.dashes(); dash != nil {
			t.dashed(line, closed, dash, &left)
		} else {
			t.line(line, closed)
		}
	}
}

func near(a, b spot) bool { return math.Abs(a.x-b.x)+math.Abs(a.y-b.y) < 1e-9 }

// dashes are the lengths of dashes and gaps, nil for a line without.
func (s *stroke) dashes() []float64 {
	sum := 0.0
	for _, v := range s.dash {
		if v < 0 {
			return nil
		}
		sum += v
	}
	if !(sum > 0) {
		return nil
	}
	return s.dash
}

// dashed cuts a line into dashes.
func (t *tracer) dashed(line []spot, closed bool, dash []float64, left *int) {
	if closed && len(line) > 1 {
		line = append(line, line[0])
	}
	i, on := 0, true
	rest := dash[0]
	sum := 0.0
	for _, v := range dash {
		sum += v
	}
	phase := math.Mod(math.Max(t.s.phase, 0), 2*sum)
	for phase > 0 {
		if phase < rest {
			rest -= phase
			break
		}
		phase -= rest
		i, on = (i+1)%len(dash), !on
		rest = dash[i]
	}
	var piece []spot
	if on && len(line) > 0 {
		piece = append(piece, line[0])
	}
	for k := 1; k < len(line); k++ {
		a, b := line[k-1], line[k]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		for at := 0.0; at < length; {
			step := math.Min(rest, length-at)
			at += step
			rest -= step
			f := at / length
			p := spot{a.x + f*(b.x-a.x), a.y + f*(b.y-a.y)}
			if on {
				piece = append(piece, p)
			}
			if rest > 0 {
				continue
			}
			if *left--; *left < 0 {
				return
			}
			if on {
				t.line(piece, false)
				piece = piece[:0]
			} else {
				piece = append(piece[:0], p)
			}
			i, on = (i+1)%len(dash), !on
			rest = dash[i]
		}
	}
	if on && len(piece) > 1 {
		t.line(piece, false)
	}
}

// line adds the outline of a line through points.
func (t *tracer) line(pts []spot, closed bool) {
	n := len(pts)
	if n == 0 {
		return
	}
	if n == 1 {
		t.dot(pts[0])
		return
	}
	for i := 1; i < n; i++ {
		t.segment(pts[i-1], pts[i])
		if i+1 < n {
			t.corner(pts[i-1], pts[i], pts[i+1])
		}
	}
	if closed && n > 2 {
		t.segment(pts[n-1], pts[0])
		t.corner(pts[n-2], pts[n-1], pts[0])
		t.corner(pts[n-1], pts[0], pts[1])
		return
	}
	t.cap(pts[1], pts[0])
	t.cap(pts[n-2], pts[n-1])
}

// dot is a line of no length: ends that stand out alone are seen of it.
func (t *tracer) dot(p spot) {
	switch t.s.end {
	case 1:
		t.circle(p)
	case 2:
		h := t.half
		t.piece(spot{p.x - h, p.y - h}, spot{p.x + h, p.y - h}, spot{p.x + h, p.y + h}, spot{p.x - h, p.y + h})
	}
}

func (t *tracer) normal(a, b spot) spot {
	l := math.Hypot(b.x-a.x, b.y-a.y)
	if l == 0 {
		return spot{}
	}
	return spot{-(b.y - a.y) / l * t.half, (b.x - a.x) / l * t.half}
}

func (t *tracer) segment(a, b spot) {
	n := t.normal(a, b)
	t.piece(spot{a.x - n.x, a.y - n.y}, spot{b.x - n.x, b.y - n.y}, spot{b.x + n.x, b.y + n.y}, spot{a.x + n.x, a.y + n.y})
}

// cap ends a line that comes from a at b.
func (t *tracer) cap(a, b spot) {
	switch t.s.end {
	case 1:
		t.circle(b)
	case 2:
		n := t.normal(a, b)
		t.segment(b, spot{b.x + n.y, b.y - n.x})
	}
}

// corner fills what the pieces of a-b and b-c leave open at b.
func (t *tracer) corner(a, b, c spot) {
	u, v := t.normal(a, b), t.normal(b, c)
	cross := u.x*v.y - u.y*v.x
	if t.s.join == 1 {
		if math.Abs(cross) > 1e-6*t.half*t.half || u.x*v.x+u.y*v.y < 0 {
			t.circle(b)
		}
		return
	}
	if math.Abs(cross) < 1e-9*t.half*t.half {
		return
	}
	if cross > 0 { // the open side is on the right
		u, v = spot{-u.x, -u.y}, spot{-v.x, -v.y}
	}
	p, q := spot{b.x + u.x, b.y + u.y}, spot{b.x + v.x, b.y + v.y}
	square := t.half * t.half
	dot := u.x*v.x + u.y*v.y
	// The mitre's length over the width is 1/sin(φ/2), with φ between the lines: its square
	// is 2/(1+cos) of the angle between the normals.
	if whole := square + dot; t.s.join == 0 && whole > 0 && 2*square/whole <= t.s.miter*t.s.miter {
		k := square / whole
		t.piece(b, p, spot{b.x + (u.x+v.x)*k, b.y + (u.y+v.y)*k}, q)
		return
	}
	t.piece(b, p, q)
}

func (t *tracer) circle(at spot) {
	if t.round == nil {
		r := t.half * math.Sqrt(math.Abs(t.m[0]*t.m[3]-t.m[1]*t.m[2]))
		n := int(min(max(8, 4*math.Sqrt(r)*2), 64))
		for i := range n {
			sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
			t.round = append(t.round, spot{cos * t.half, sin * t.half})
		}
	}
	moved := make([]spot, len(t.round))
	for i, p := range t.round {
		moved[i] = spot{at.x + p.x, at.y + p.y}
	}
	t.piece(moved...)
}

// piece adds a polygon, turned as all others are.
func (t *tracer) piece(pts ...spot) {
	area := 0.0
	for i, p := range pts {
		q := pts[(i+1)%len(pts)]
		area += p.x*q.y - p.y*q.x
	}
	for i := range pts {
		p := pts[i]
		if area < 0 {
			p = pts[len(pts)-1-i]
		}
		t.o.Add(point(t.m.Apply(p.x, p.y)))
	}
	t.o.Close()
}
