package png

// Subpixels: places on the pixel raster are integers of 1/256 pixel.
const (
	subBits = 8
	sub     = 1 << subBits
	full    = 2 * sub * sub // the sum of a covered pixel
	far     = 1 << 29       // no place is further from the corner than this, in subpixels
)

// point is a place in subpixels, from the upper left corner of the page's raster.
type point struct{ x, y int64 }

func (p point) plus(q point) point { return point{p.x + q.x, p.y + q.y} }

// window is a rectangle of whole pixels, the right and lower edges not included.
type window struct{ x0, y0, x1, y1 int }

func (w window) empty() bool { return w.x0 >= w.x1 || w.y0 >= w.y1 }

func (w window) intersect(v window) window {
	return window{max(w.x0, v.x0), max(w.y0, v.y0), min(w.x1, v.x1), min(w.y1, v.y1)}
}

// area sums the exact area that closed outlines cover of each pixel in a window.
//
// An edge that goes down d subpixels inside a pixel adds to that pixel the part of its d
// that lies right of the edge, and the rest to the next pixel; the running sum along a row
// is then the coverage times the winding number. All of it is integer arithmetic: the same
// bytes on every machine.
type area struct {
	win     window
	stride  int     // cells a row: two more than pixels, for what falls right of the last
	cells   []int32 // all zero between uses
	evenOdd bool
}

// open starts a new area on w, which must not be empty.
func (a *area) open(w window) {
	a.win, a.evenOdd = w, false
	a.stride = w.x1 - w.x0 + 2
	n := a.stride * (w.y1 - w.y0)
	if cap(a.cells) < n {
		a.cells = make([]int32, n)
	}
	a.cells = a.cells[:n]
}

// line adds an edge from p to q. The caller closes the outlines.
func (a *area) line(p, q point) {
	left, top := int64(a.win.x0)<<subBits, int64(a.win.y0)<<subBits
	x0, y0, x1, y1, down := p.x-left, p.y-top, q.x-left, q.y-top, int64(1)
	if y0 > y1 {
		x0, y0, x1, y1, down = x1, y1, x0, y0, -1
	}
	bottom := int64(a.win.y1-a.win.y0) << subBits
	if y0 == y1 || y1 <= 0 || y0 >= bottom {
		return
	}
	dx, dy := x1-x0, y1-y0
	x, y, end := x0, y0, min(y1, bottom)
	if y < 0 {
		x, y = x0+floorDiv(dx*-y0, dy), 0
	}
	for row := int(y >> subBits); y < end; row++ {
		ny, nx := min(int64(row+1)<<subBits, end), x1
		if ny != y1 {
			nx = x0 + floorDiv(dx*(ny-y0), dy)
		}
		a.span(a.cells[row*a.stride:(row+1)*a.stride], min(x, nx), max(x, nx), (ny-y)*down)
		x, y = nx, ny
	}
}

// span adds an edge inside one row that reaches from x to nx and goes d subpixels down.
func (a *area) span(cells []int32, x, nx, d int64) {
	right := int64(a.stride-2) << subBits
	i := x >> subBits
	switch {
	case nx <= 0:
		cells[0] += int32(d * 2 * sub)
	case x >= right:
	case x >= 0 && nx <= (i+1)<<subBits:
		over := (x + nx - 2*i*sub) * d
		cells[i] += int32(2*sub*d - over)
		cells[i+1] += int32(over)
	default:
		slant(cells, x, nx, min(nx, right), d*2*sub)
	}
}

// slant adds an edge over several pixels of a row, from x to nx with the sum d in all, as
// far as end.
func slant(cells []int32, x, nx, end, d int64) {
	length, done, at := nx-x, int64(0), x
	if x < 0 {
		done, at = floorDiv(d*-x, length), 0
		cells[0] += int32(done)
	}
	for at < end {
		i := at >> subBits
		to := min((i+1)<<subBits, nx)
		part := floorDiv(d*(to-x), length) - done
		done += part
		over := part * (at + to - 2*i*sub) / (2 * sub)
		cells[i] += int32(part - over)
		cells[i+1] += int32(over)
		at = to
	}
}

// row appends to dst the coverage, 0 to 255, of the pixels of row y of the page that lie
// in the window, and clears their cells.
func (a *area) row(dst []uint8, y int) []uint8 {
	cells := a.cells[(y-a.win.y0)*a.stride:][:a.stride]
	sum := int32(0)
	for _, c := range cells[:a.stride-2] {
		sum += c
		dst = append(dst, a.alpha(sum))
	}
	clear(cells)
	return dst
}

// alpha turns a sum into 0 to 255 by the area's fill rule.
func (a *area) alpha(sum int32) uint8 {
	if sum < 0 {
		sum = -sum
	}
	if a.evenOdd {
		if sum &= 2*full - 1; sum > full {
			sum = 2*full - sum
		}
	}
	return uint8((min(sum, full)*255 + full/2) >> (2*subBits + 1))
}

// floorDiv divides by a positive b, rounding down.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
