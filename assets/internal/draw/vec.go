package main

import "math"

// vec is a place or a direction in a scene: x to the right, y up, z away from us.
type vec struct{ x, y, z float64 }

func (a vec) plus(b vec) vec          { return vec{a.x + b.x, a.y + b.y, a.z + b.z} }
func (a vec) minus(b vec) vec         { return vec{a.x - b.x, a.y - b.y, a.z - b.z} }
func (a vec) times(t float64) vec     { return vec{a.x * t, a.y * t, a.z * t} }
func (a vec) dot(b vec) float64       { return a.x*b.x + a.y*b.y + a.z*b.z }
func (a vec) long() float64           { return math.Sqrt(a.dot(a)) }
func (a vec) unit() vec               { return a.times(1 / a.long()) }
func (a vec) to(b vec, t float64) vec { return a.plus(b.minus(a).times(t)) }

func (a vec) cross(b vec) vec {
	return vec{a.y*b.z - a.z*b.y, a.z*b.x - a.x*b.z, a.x*b.y - a.y*b.x}
}

// mirrored is the direction a after it meets a face that looks along n.
func (a vec) mirrored(n vec) vec { return a.minus(n.times(2 * a.dot(n))) }

// turnY turns the place round the upright axis.
func (a vec) turnY(t float64) vec {
	s, c := math.Sincos(t)
	return vec{c*a.x + s*a.z, a.y, c*a.z - s*a.x}
}

// turnX tips the place about the axis to the right.
func (a vec) turnX(t float64) vec {
	s, c := math.Sincos(t)
	return vec{a.x, c*a.y - s*a.z, s*a.y + c*a.z}
}

// turnZ turns the place in the plane before us.
func (a vec) turnZ(t float64) vec {
	s, c := math.Sincos(t)
	return vec{c*a.x - s*a.y, s*a.x + c*a.y, a.z}
}

// Distances to solids, negative within. The names of the solids say what they are.

func ball(p vec, r float64) float64 { return p.long() - r }

// egg is a ball of three radii; the distance is near enough to march by.
func egg(p, r vec) float64 {
	k := vec{p.x / r.x, p.y / r.y, p.z / r.z}.long()
	g := vec{p.x / (r.x * r.x), p.y / (r.y * r.y), p.z / (r.z * r.z)}.long()
	if g == 0 {
		return -math.Min(r.x, math.Min(r.y, r.z))
	}
	return k * (k - 1) / g
}

// block is a box of half sizes b with edges rounded by r.
func block(p, b vec, r float64) float64 {
	q := vec{math.Abs(p.x) - b.x + r, math.Abs(p.y) - b.y + r, math.Abs(p.z) - b.z + r}
	out := vec{math.Max(q.x, 0), math.Max(q.y, 0), math.Max(q.z, 0)}.long()
	return out + math.Min(0, math.Max(q.x, math.Max(q.y, q.z))) - r
}

// rod is a round bar from a to b, of radius ra at a and rb at b.
func rod(p, a, b vec, ra, rb float64) float64 {
	pa, ba := p.minus(a), b.minus(a)
	t := clamp(pa.dot(ba) / ba.dot(ba))
	return pa.minus(ba.times(t)).long() - lerp(ra, rb, t)
}

// ring lies flat, of radius r, its bar of radius w.
func ring(p vec, r, w float64) float64 {
	return math.Hypot(math.Hypot(p.x, p.z)-r, p.y) - w
}

// drum is an upright cylinder, half h high, edges rounded by e.
func drum(p vec, r, h, e float64) float64 {
	u, v := math.Hypot(p.x, p.z)-r+e, math.Abs(p.y)-h+e
	return math.Min(0, math.Max(u, v)) + math.Hypot(math.Max(u, 0), math.Max(v, 0)) - e
}

// join is the union of two solids with a fillet of about k.
func join(a, b, k float64) float64 {
	h := math.Max(0, k-math.Abs(a-b)) / k
	return math.Min(a, b) - h*h*k/4
}

// carve is a without b, the edge rounded by k.
func carve(a, b, k float64) float64 { return -join(-a, b, k) }
