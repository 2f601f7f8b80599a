package raster

// Outline is a set of closed polygons and the box that holds them.
type Outline struct {
	Pts      []Point
	Ends     []int // of each polygon in Pts
	Min, Max Point
}

// Reset empties it and keeps its room.
func (o *Outline) Reset() { o.Pts, o.Ends = o.Pts[:0], o.Ends[:0] }

// Add adds a corner to the polygon under way.
func (o *Outline) Add(p Point) {
	if len(o.Pts) == 0 {
		o.Min, o.Max = p, p
	}
	o.Min = Point{min(o.Min.X, p.X), min(o.Min.Y, p.Y)}
	o.Max = Point{max(o.Max.X, p.X), max(o.Max.Y, p.Y)}
	o.Pts = append(o.Pts, p)
}

// Close ends the polygon under way, if there is one.
func (o *Outline) Close() {
	if n := len(o.Pts); n > 0 && (len(o.Ends) == 0 || o.Ends[len(o.Ends)-1] < n) {
		o.Ends = append(o.Ends, n)
	}
}

// Move is where o is, moved by at: the pixels that hold it.
func (o *Outline) Move(at Point) Window {
	return Window{
		int((o.Min.X + at.X) >> SubBits), int((o.Min.Y + at.Y) >> SubBits),
		int((o.Max.X+at.X)>>SubBits) + 1, int((o.Max.Y+at.Y)>>SubBits) + 1,
	}
}

// Outline adds the polygons of o, moved by at.
func (a *Area) Outline(o *Outline, at Point) {
	start := 0
	for _, end := range o.Ends {
		pts := o.Pts[start:end]
		from := pts[len(pts)-1].Plus(at)
		for _, p := range pts {
			to := p.Plus(at)
			a.Line(from, to)
			from = to
		}
		start = end
	}
}
