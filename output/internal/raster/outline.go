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
