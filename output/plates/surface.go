package plates

import (
	"context"

	"banxin/output/internal/raster"
)

// plater draws one page.
type plater struct {
	f        *File
	ctx      context.Context
	sheet    *Sheet
	page0    *surface // the page's
	inks     []string // of the page; those after the process inks are spots
	alts     [][4]uint8
	findings []Finding
	found    map[Finding]int
	work     int   // operators left
	pixels   int64 // pixels left to be painted
	held     int64 // pixels of clear surfaces within one another
	screens  bool  // something blends in RGB

	area  raster.Area
	shape raster.Outline // room for the path under way
	cover []uint8        // a row of coverage
}

// pixelBudget is how many pixels may be painted of a page: a hostile file could fill it two
// million times. A page of type covers itself a few times.
func pixelBudget(w raster.Window) int64 {
	return 600*int64(w.X1-w.X0)*int64(w.Y1-w.Y0) + 1<<28
}

// maxLayers is how many pages' worth of clear surfaces may be held at once.
const maxLayers = 24

// spend counts pixels that are painted.
func (p *plater) spend(w raster.Window) {
	if p.pixels -= int64(w.X1-w.X0)*int64(w.Y1-w.Y0) + 16; p.pixels < 0 {
		p.find(TooMuch, "")
		panic(stopped{})
	}
}

// surface is the plates of an area: how much of each ink, in rows.
type surface struct {
	win    raster.Window
	planes [][]uint8 // by ink; nil: there is none of it
	alpha  []uint8   // how opaque; nil: all of it is
	mask   bool      // a luminosity mask: one plane, of darkness
}

func (s *surface) width() int { return s.win.X1 - s.win.X0 }

func (s *surface) size() int { return s.width() * (s.win.Y1 - s.win.Y0) }

// plane is that of an ink, nil where there is none and none is wanted.
func (s *surface) plane(i int, wanted bool) []uint8 {
	if i < len(s.planes) && s.planes[i] != nil || !wanted {
		if i < len(s.planes) {
			return s.planes[i]
		}
		return nil
	}
	for len(s.planes) <= i {
		s.planes = append(s.planes, nil)
	}
	s.planes[i] = make([]uint8, s.size())
	return s.planes[i]
}

// row is n pixels of a plane from x, y on; nil where there is no ink.
func (s *surface) row(i, x, y, n int, wanted bool) []uint8 {
	p := s.plane(i, wanted)
	if p == nil {
		return nil
	}
	at := (y-s.win.Y0)*s.width() + x - s.win.X0
	return p[at : at+n]
}

// paint is a colour as plates have it.
type paint struct {
	amounts [maxInks]uint8
	inks    uint32 // bits of the inks that its space speaks of
	all     bool   // of all plates: register marks
	device  bool   // DeviceCMYK, of which overprint mode 1 looks at the amounts
}

// every is all inks.
const every = 1<<maxInks - 1

const processBits = 1<<len(Process) - 1

// painted is what something is painted with, and how.
type painted struct {
	paint *paint
	from  *surface // not nil: the colours of its pixels
	bits  uint32   // of the inks that are replaced; the others stay as they are
	alpha uint8
	blend blend
	soft  *softMask
}

// over are the inks that a colour replaces (ISO 32000-1, 8.6.7).
func (k *paint) over(overprint bool, opm int) uint32 {
	if !overprint || k.all {
		return every
	}
	if k.device && opm == 1 {
		bits := uint32(0)
		for i := range Process {
			if k.amounts[i] > 0 {
				bits |= 1 << i
			}
		}
		return bits
	}
	return k.inks
}

// fill paints the inside of an outline, moved by at.
func (in *interpreter) fill(o *raster.Outline, at raster.Point, evenOdd bool, k painted) {
	if len(o.Ends) == 0 {
		return
	}
	p, w := in.p, o.Move(at).Intersect(in.g.clip.win)
	if k.from != nil {
		w = w.Intersect(k.from.win)
	}
	if w.Empty() {
		return
	}
	p.spend(w)
	p.area.Open(w, evenOdd)
	p.area.Outline(o, at)
	for y := w.Y0; y < w.Y1; y++ {
		p.cover = p.area.Row(p.cover[:0], y)
		in.lay(w.X0, y, p.cover, k)
	}
}

// flood paints a window.
func (in *interpreter) flood(w raster.Window, k painted) {
	w = w.Intersect(in.g.clip.win)
	if k.from != nil {
		w = w.Intersect(k.from.win)
	}
	if w.Empty() {
		return
	}
	p := in.p
	p.spend(w)
	n := w.X1 - w.X0
	if cap(p.cover) < n {
		p.cover = make([]uint8, n)
	}
	for y := w.Y0; y < w.Y1; y++ {
		cover := p.cover[:n]
		for i := range cover {
			cover[i] = 255
		}
		in.lay(w.X0, y, cover, k)
	}
}

// lay paints a row of pixels as far as cover says; cover is changed.
func (in *interpreter) lay(x, y int, cover []uint8, k painted) {
	if in.g.clip.mask != nil {
		in.g.clip.mask.through(x, y, cover)
	}
	if k.soft != nil {
		k.soft.through(x, y, cover)
	}
	if k.from != nil && k.from.alpha != nil {
		at := (y-k.from.win.Y0)*k.from.width() + x - k.from.win.X0
		multiply(cover, k.from.alpha[at:at+len(cover)])
	}
	if k.alpha != 255 {
		for i, c := range cover {
			cover[i] = div255(uint32(c) * uint32(k.alpha))
		}
	}
	// What is not covered at the ends of the row need not be looked at.
	for len(cover) > 0 && cover[0] == 0 {
		cover, x = cover[1:], x+1
	}
	for len(cover) > 0 && cover[len(cover)-1] == 0 {
		cover = cover[:len(cover)-1]
	}
	if len(cover) == 0 {
		return
	}
	if in.to.alpha == nil && k.blend == nil {
		in.to.mix(x, y, cover, k, len(in.p.inks))
		return
	}
	in.to.compose(x, y, cover, k, len(in.p.inks))
}

// value is what a plane gets: a row, or one amount.
func (k *painted) value(i, x, y, n int) (row []uint8, amount uint8) {
	if k.from != nil {
		return k.from.row(i, x, y, n, false), 0
	}
	return nil, k.paint.amounts[i]
}

// mix lays opaque colours over an opaque surface.
func (s *surface) mix(x, y int, cover []uint8, k painted, inks int) {
	if s.mask {
		inks = 1
	}
	for i := range inks {
		if k.bits>>i&1 == 0 {
			continue
		}
		row, amount := k.value(i, x, y, len(cover))
		dst := s.row(i, x, y, len(cover), row != nil || amount > 0)
		switch {
		case dst == nil:
		case row != nil:
			mixRow(dst, row, cover)
		default:
			mixOne(dst, amount, cover)
		}
	}
}

func mixOne(dst []uint8, v uint8, cover []uint8) {
	dst = dst[:len(cover)]
	for i, c := range cover {
		switch c {
		case 0:
		case 255:
			dst[i] = v
		default:
			dst[i] = div255(uint32(dst[i])*uint32(255-c) + uint32(v)*uint32(c))
		}
	}
}

func mixRow(dst, src, cover []uint8) {
	dst, src = dst[:len(cover)], src[:len(cover)]
	for i, c := range cover {
		switch c {
		case 0:
		case 255:
			dst[i] = src[i]
		default:
			dst[i] = div255(uint32(dst[i])*uint32(255-c) + uint32(src[i])*uint32(c))
		}
	}
}

// div255 divides a product of two bytes by 255, to the nearest.
func div255(v uint32) uint8 { return uint8((v + 128 + (v+128)>>8) >> 8) }

func multiply(dst, by []uint8) {
	by = by[:len(dst)]
	for i, c := range dst {
		if c != 0 && by[i] != 255 {
			dst[i] = div255(uint32(c) * uint32(by[i]))
		}
	}
}

// compose lays colours over a surface that is not opaque, or blends them with what lies there
// (ISO 32000-1, 11.3.6). Inks are darkness where the formulas have light.
func (s *surface) compose(x, y int, cover []uint8, k painted, inks int) {
	if s.mask {
		inks = 1
	}
	n := len(cover)
	var below []uint8
	if s.alpha != nil {
		at := (y-s.win.Y0)*s.width() + x - s.win.X0
		below = s.alpha[at : at+n]
	}
	for i := range inks {
		row, amount := k.value(i, x, y, n)
		keeps := k.bits>>i&1 == 0
		if keeps && below == nil {
			continue
		}
		dst := s.row(i, x, y, n, row != nil || amount > 0)
		if dst == nil {
			continue
		}
		for j, c := range cover {
			if c == 0 {
				continue
			}
			src, ab := amount, uint32(255)
			if row != nil {
				src = row[j]
			}
			if below != nil {
				ab = uint32(below[j])
			}
			b := dst[j]
			mixed := src
			switch { // what stands where both are opaque
			case keeps:
				mixed, src = b, 0
			case k.blend != nil && ab > 0:
				mixed = 255 - k.blend(255-b, 255-src)
			}
			top := div255(uint32(src)*(255-ab) + uint32(mixed)*ab)
			a := uint32(c)*255 + ab*255 - ab*uint32(c) // of 255²
			if a == 0 {
				continue
			}
			part := (uint32(c)*255*255 + a/2) / a // c of the whole, of 255
			dst[j] = div255(uint32(b)*(255-part) + uint32(top)*part)
		}
	}
	if below != nil {
		for j, c := range cover {
			below[j] = below[j] + c - div255(uint32(below[j])*uint32(c))
		}
	}
}

// blend is a separable blend mode, of light: below, above.
type blend func(b, s uint8) uint8

// blends are the modes by name; Normal is nil.
var blends = map[string]blend{
	"Multiply":   func(b, s uint8) uint8 { return div255(uint32(b) * uint32(s)) },
	"Screen":     screenMode,
	"Overlay":    func(b, s uint8) uint8 { return hardLight(s, b) },
	"Darken":     func(b, s uint8) uint8 { return min(b, s) },
	"Lighten":    func(b, s uint8) uint8 { return max(b, s) },
	"ColorDodge": dodge,
	"ColorBurn":  func(b, s uint8) uint8 { return 255 - dodge(255-b, 255-s) },
	"HardLight":  hardLight,
	"SoftLight":  softLight,
	"Difference": func(b, s uint8) uint8 { return max(b, s) - min(b, s) },
	"Exclusion":  func(b, s uint8) uint8 { return uint8(int(b) + int(s) - 2*int(div255(uint32(b)*uint32(s)))) },
}

func screenMode(b, s uint8) uint8 { return b + s - div255(uint32(b)*uint32(s)) }

func hardLight(b, s uint8) uint8 {
	if s < 128 {
		return div255(uint32(b) * uint32(2*s))
	}
	return screenMode(b, uint8(min(2*int(s)-255, 255)))
}

func dodge(b, s uint8) uint8 {
	switch {
	case b == 0:
		return 0
	case b >= 255-s:
		return 255
	}
	return uint8((uint32(b)*255 + uint32(255-s)/2) / uint32(255-s))
}

func softLight(b8, s8 uint8) uint8 {
	b, s := float64(b8)/255, float64(s8)/255
	if s <= 0.5 {
		return byteOf(b - float64(float64((1-2*s)*b)*(1-b)))
	}
	d := b
	if b <= 0.25 {
		d = float64(float64(float64(16*b-12)*b)+4) * b
	} else {
		d = root(b)
	}
	return byteOf(b + float64((2*s-1)*(d-b)))
}
