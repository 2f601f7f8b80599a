package preflight

import "math"

// crossing is a box that may turn out to be a placeholder: the crossed grey box that banxin
// draws in proofs, and once drew for the press, where an advert or a picture is missing.
type crossing struct {
	box   rect
	lines int // diagonals drawn
}

// Inks of a placeholder: of its ground, and of its edge and its diagonals.
const (
	crossGround = 0.08
	crossLine   = 0.30
)

// crosses follows the paths as they are painted.
func (in *interpreter) crosses(fill, stroke bool) {
	x := &in.cross
	if in.boxes != 1 || !stroke || !grey(in.g.stroke, crossLine) {
		return
	}
	switch {
	case fill && !in.other && grey(in.g.fill, crossGround):
		*x = crossing{box: in.path}
	case !fill && in.other && in.path.same(x.box):
		if x.lines++; x.lines == 2 {
			in.find("placeholder", Error, "a crossed box stands for something that is missing", in.path, "", "")
		}
	}
}

// grey tells whether an ink is so much of black, whatever it is written in.
func grey(k ink, amount float64) bool {
	p := k.process
	return k.known && !k.all && k.nSpots == 0 && p[0]+p[1]+p[2] < 0.005 && math.Abs(p[3]-amount) < 0.005
}

// same tells whether two rectangles are one but for what rounding does.
func (r rect) same(o rect) bool {
	const near = 0.01
	return math.Abs(r.x0-o.x0) < near && math.Abs(r.y0-o.y0) < near && math.Abs(r.x1-o.x1) < near && math.Abs(r.y1-o.y1) < near
}
