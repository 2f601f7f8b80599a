package raster

// Subpixels: places on the pixel raster are integers of 1/256 pixel.
const (
	SubBits = 8
	Sub     = 1 << SubBits
	full    = 2 * Sub * Sub // the sum of a covered pixel
	Far     = 1 << 29       // no place is further from the corner than this, in subpixels
)

// Point is a place in subpixels, from the upper left corner of the page's raster.
type Point struct{ X, Y int64 }

// Pt is the point x, y.
func Pt(x, y int64) Point { return Point{x, y} }

// Plus moves p by q.
func (p Point) Plus(q Point) Point { return Point{p.X + q.X, p.Y + q.Y} }

// Window is a rectangle of whole pixels, the right and lower edges not included.
type Window struct{ X0, Y0, X1, Y1 int }

// Win is the window from x0, y0 to x1, y1.
func Win(x0, y0, x1, y1 int) Window { return Window{x0, y0, x1, y1} }

// Empty tells whether there is no pixel in it.
func (w Window) Empty() bool { return w.X0 >= w.X1 || w.Y0 >= w.Y1 }

// Intersect is what both have.
func (w Window) Intersect(v Window) Window {
	return Window{max(w.X0, v.X0), max(w.Y0, v.Y0), min(w.X1, v.X1), min(w.Y1, v.Y1)}
}

// Area sums the exact area that closed outlines cover of each pixel in a window.
//
// An edge that goes down d subpixels inside a pixel adds to that pixel the part of its d
// that lies right of the edge, and the rest to the next pixel; the running sum along a row
// is then the coverage times the winding number. All of it is integer arithmetic: the same
// bytes on every machine.
type Area struct {
	win     Window
	stride  int     // cells a row: two more than pixels, for what falls right of the last
	cells   []int32 // all zero between uses
	evenOdd bool
}

// Open starts a new area on w, which must not be empty, filled by the even-odd rule or by
// winding numbers.
func (a *Area) Open(w Window, evenOdd bool) {
	a.win, a.evenOdd = w, evenOdd
	a.stride = w.X1 - w.X0 + 2
	n := a.stride * (w.Y1 - w.Y0)
	if cap(a.cells) < n {
		a.cells = make([]int32, n)
	}
	a.cells = a.cells[:n]
}

// Line adds an edge from p to q. The caller closes the outlines.
func (a *Area) Line(p, q Point) {
	left, top := int64(a.win.X0)<<SubBits, int64(a.win.Y0)<<SubBits
	x0, y0, x1, y1, down := p.X-left, p.Y-top, q.X-left, q.Y-top, int64(1)
	if y0 > y1 {
		x0, y0, x1, y1, down = x1, y1, x0, y0, -1
	}
	bottom := int64(a.win.Y1-a.win.Y0) << SubBits
	if y0 == y1 || y1 <= 0 || y0 >= bottom {
		return
	}
	dx, dy := x1-x0, y1-y0
	x, y, end := x0, y0, min(y1, bottom)
	if y < 0 {
		x, y = x0+FloorDiv(dx*-y0, dy), 0
	}
	for row := int(y >> SubBits); y < end; row++ {
		ny, nx := min(int64(row+1)<<SubBits, end), x1
		if ny != y1 {
			nx = x0 + FloorDiv(dx*(ny-y0), dy)
		}
		a.span(a.cells[row*a.stride:(row+1)*a.stride], min(x, nx), max(x, nx), (ny-y)*down)
		x, y = nx, ny
	}
}

// span adds an edge inside one row that reaches from x to nx and goes d subpixels down.
func (a *Area) span(cells []int32, x, nx, d int64) {
	right := int64(a.stride-2) << SubBits
	i := x >> SubBits
	switch {
	case nx <= 0:
		cells[0] += int32(d * 2 * Sub)
	case x >= right:
	case x >= 0 && nx <= (i+1)<<SubBits:
		over := (x + nx - 2*i*Sub) * d
		cells[i] += int32(2*Sub*d - over)
		cells[i+1] += int32(over)
	default:
		slant(cells, x, nx, min(nx, right), d*2*Sub)
	}
}

// slant adds an edge over several pixels of a row, from x to nx with the sum d in all, as
// Far as end.
func slant(cells []int32, x, nx, end, d int64) {
	length, done, at := nx-x, int64(0), x
	if x < 0 {
		done, at = FloorDiv(d*-x, length), 0
		cells[0] += int32(done)
	}
	for at < end {
		i := at >> SubBits
		to := min((i+1)<<SubBits, nx)
		part := FloorDiv(d*(to-x), length) - done
		done += part
		over := part * (at + to - 2*i*Sub) / (2 * Sub)
		cells[i] += int32(part - over)
		cells[i+1] += int32(over)
		at = to
	}
}

// Row appends to dst the coverage, 0 to 255, of the pixels of row y of the page that lie
// in the Window, and clears their cells.
func (a *Area) Row(dst []uint8, y int) []uint8 {
	cells := a.cells[(y-a.win.Y0)*a.stride:][:a.stride]
	sum := int32(0)
	for _, c := range cells[:a.stride-2] {
		sum += c
		dst = append(dst, a.alpha(sum))
	}
	clear(cells)
	return dst
}

// alpha turns a sum into 0 to 255 by the area's fill rule.
func (a *Area) alpha(sum int32) uint8 {
	if sum < 0 {
		sum = -sum
	}
	if a.evenOdd {
		if sum &= 2*full - 1; sum > full {
			sum = 2*full - sum
		}
	}
	return uint8((min(sum, full)*255 + full/2) >> (2*SubBits + 1))
}

// FloorDiv divides by a positive b, rounding down.
func FloorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Round divides by a positive b to the nearest, halves up.
func Round(a, b int64) int64 { return FloorDiv(2*a+b, 2*b) }

// Window is where the area under way is.
func (a *Area) Window() Window { return a.win }
