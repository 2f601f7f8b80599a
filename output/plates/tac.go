package plates

import (
	"cmp"
	"io"
	"math"
	"slices"

	"banxin/output/internal/pngfile"
)

// Load is how much ink there is on a page, of all its plates together.
type Load struct {
	Max   float64 `json:"max"`  // percent, mean over a square millimetre
	X     float64 `json:"x_mm"` // where that is, from the upper left corner of the trim
	Y     float64 `json:"y_mm"`
	Limit int     `json:"limit"` // percent
	Over  []Heavy `json:"over,omitempty"`
}

// Heavy is a part of a page with more ink than the paper takes: the box around it in
// millimetres from the upper left corner of the trim.
type Heavy struct {
	X    float64 `json:"x_mm"`
	Y    float64 `json:"y_mm"`
	W    float64 `json:"w_mm"`
	H    float64 `json:"h_mm"`
	Max  float64 `json:"max"`  // percent
	Area float64 `json:"area"` // square millimetres over the limit
}

const maxHeavy = 50 // parts told of a page: the largest

// cells of a square millimetre, or of a pixel where those are larger.
type meter struct {
	s    *Sheet
	side int       // pixels
	w, h int       // cells
	sums []float64 // percent
}

func (s *Sheet) meter() *meter {
	m := &meter{s: s, side: max(int(math.Round(float64(s.PPI)/25.4)), 1)}
	m.w, m.h = (s.W+m.side-1)/m.side, (s.H+m.side-1)/m.side
	m.sums = make([]float64, m.w*m.h)
	row := make([]uint32, m.w)
	for cy := range m.h {
		clear(row)
		y1 := min((cy+1)*m.side, s.H)
		for y := cy * m.side; y < y1; y++ {
			for _, ink := range s.Inks {
				line := ink.Pix[y*s.W:][:s.W]
				for cx := range row {
					x0, sum := cx*m.side, uint32(0)
					for _, v := range line[x0:min(x0+m.side, s.W)] {
						sum += uint32(v)
					}
					row[cx] += sum
				}
			}
		}
		for cx, v := range row {
			n := (min((cx+1)*m.side, s.W) - cx*m.side) * (y1 - cy*m.side)
			m.sums[cy*m.w+cx] = float64(v) * 100 / 255 / float64(n)
		}
	}
	return m
}

// Load measures a page against a limit in percent. Inside of the trim counts.
func (s *Sheet) Load(limit int) Load {
	m := s.meter()
	l := Load{Limit: limit}
	for i, v := range m.sums {
		if x, y := i%m.w, i/m.w; v > l.Max && m.inside(x, y) {
			l.Max = v
			l.X, l.Y = m.place(x, y)
		}
	}
	l.Max = tenth(l.Max)
	l.Over = m.heavy(float64(limit) + 0.5)
	return l
}

// inside tells whether a cell lies in the trim.
func (m *meter) inside(x, y int) bool {
	t := m.s.Trim
	return (x+1)*m.side > t.X0 && (y+1)*m.side > t.Y0 && x*m.side < t.X1 && y*m.side < t.Y1
}

func (m *meter) place(x, y int) (float64, float64) {
	return tenth(m.s.MM(x*m.side - m.s.Trim.X0)), tenth(m.s.MM(y*m.side - m.s.Trim.Y0))
}

func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// heavy finds the parts that hang together, the largest first.
func (m *meter) heavy(limit float64) (out []Heavy) {
	seen := make([]bool, len(m.sums))
	over := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < m.w && y < m.h && !seen[y*m.w+x] && m.sums[y*m.w+x] > limit && m.inside(x, y)
	}
	cell := m.s.MM(m.side)
	var stack [][2]int
	for i := range m.sums {
		if !over(i%m.w, i/m.w) {
			continue
		}
		x0, y0, x1, y1, most, count := m.w, m.h, 0, 0, 0.0, 0
		stack = append(stack[:0], [2]int{i % m.w, i / m.w})
		seen[i] = true
		for len(stack) > 0 {
			c := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			x0, y0, x1, y1 = min(x0, c[0]), min(y0, c[1]), max(x1, c[0]+1), max(y1, c[1]+1)
			most, count = max(most, m.sums[c[1]*m.w+c[0]]), count+1
			for _, d := range [8][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}} {
				if x, y := c[0]+d[0], c[1]+d[1]; over(x, y) {
					seen[y*m.w+x] = true
					stack = append(stack, [2]int{x, y})
				}
			}
		}
		h := Heavy{W: tenth(float64(x1-x0) * cell), H: tenth(float64(y1-y0) * cell), Max: tenth(most), Area: tenth(float64(count) * cell * cell)}
		h.X, h.Y = m.place(x0, y0)
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b Heavy) int { return cmp.Compare(b.Area, a.Area) })
	return out[:min(len(out), maxHeavy)]
}

// WriteLoad writes a map of the ink as a PNG: from white over blue, green and yellow to the
// limit, red beyond, with the value beside each part that is.
func (s *Sheet) WriteLoad(w io.Writer, l Load, label *Label) error {
	c := s.loadMap(l, label)
	return s.write(w, c.image(s.PPI))
}

func (s *Sheet) loadMap(l Load, label *Label) *canvas {
	m := s.meter()
	limit := float64(max(l.Limit, 1))
	c := newCanvas(s.W, s.H)
	var ramp [256][3]uint8
	for i := range ramp {
		ramp[i] = heat(float64(i) / 255)
	}
	for y := range s.H {
		for x := range s.W {
			v := m.sums[y/m.side*m.w+x/m.side]
			px := [3]uint8{220, 0, 30}
			if v <= limit+0.5 || !m.inside(x/m.side, y/m.side) {
				px = ramp[int(min(v/limit, 1)*255)]
			}
			copy(c.pix[3*(y*s.W+x):], px[:])
		}
	}
	for _, h := range l.Over {
		x0, y0 := s.pixel(h.X)+s.Trim.X0, s.pixel(h.Y)+s.Trim.Y0
		c.frame(x0-2, y0-2, x0+s.pixel(h.W)+2, y0+s.pixel(h.H)+2, [3]uint8{0, 0, 0})
		label.draw(c, x0, y0-4, max(s.PPI/9, 9), percent(h.Max))
	}
	return c
}

// pixel is the pixels of a length.
func (s *Sheet) pixel(mm float64) int { return int(math.Round(mm * float64(s.PPI) / 25.4)) }

// heat is a colour for a part of the limit.
func heat(v float64) (c [3]uint8) {
	stops := [][3]float64{{255, 255, 255}, {150, 190, 235}, {90, 180, 140}, {250, 220, 90}, {245, 150, 40}}
	at := v * float64(len(stops)-1)
	i := min(int(at), len(stops)-2)
	for k := range c {
		c[k] = uint8(stops[i][k] + (at-float64(i))*(stops[i+1][k]-stops[i][k]) + 0.5)
	}
	return c
}

// canvas is a picture of screens that is drawn on.
type canvas struct {
	w, h int
	pix  []uint8 // RGB
}

func newCanvas(w, h int) *canvas {
	c := &canvas{w: w, h: h, pix: make([]uint8, 3*w*h)}
	for i := range c.pix {
		c.pix[i] = 255
	}
	return c
}

func (c *canvas) image(ppi int) pngfile.Image {
	return pngfile.Image{W: c.w, H: c.h, Channels: 3, PPI: ppi, Row: func(dst []byte, y int) { copy(dst, c.pix[3*y*c.w:]) }}
}

func (c *canvas) set(x, y int, px [3]uint8) {
	if x >= 0 && y >= 0 && x < c.w && y < c.h {
		copy(c.pix[3*(y*c.w+x):], px[:])
	}
}

func (c *canvas) box(x0, y0, x1, y1 int, px [3]uint8) {
	for y := max(y0, 0); y < min(y1, c.h); y++ {
		for x := max(x0, 0); x < min(x1, c.w); x++ {
			copy(c.pix[3*(y*c.w+x):], px[:])
		}
	}
}

func (c *canvas) frame(x0, y0, x1, y1 int, px [3]uint8) {
	c.box(x0, y0, x1, y0+1, px)
	c.box(x0, y1-1, x1, y1, px)
	c.box(x0, y0, x0+1, y1, px)
	c.box(x1-1, y0, x1, y1, px)
}
