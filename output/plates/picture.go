package plates

import (
	"math"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/content"
	"banxin/output/internal/raster"
	"banxin/output/internal/spaces"
)

// inline paints an inline picture.
func (in *interpreter) inline(dict []content.Token, data []byte) {
	if !in.off() && !in.g.clip.win.Empty() {
		in.picture(in.p.f.r.Inline(in.res, dict, data))
	}
}

// picture paints a picture, whose place is the unit square.
func (in *interpreter) picture(s *types.StreamDict) {
	r, m := in.p.f.r, in.g.ctm
	w := holding(m, 0, 0, 1, 1)
	if upright(m) {
		w = snapped(m, 0, 0, 1, 1)
		w.X1, w.Y1 = max(w.X1, w.X0+1), max(w.Y1, w.Y0+1)
	}
	if w = w.Intersect(in.g.clip.win); w.Empty() {
		return
	}
	in.p.spend(w)
	if n := len(s.FilterPipeline); n > 0 && (s.FilterPipeline[n-1].Name == "JPXDecode" || s.FilterPipeline[n-1].Name == "JBIG2Decode") {
		in.p.find(NoPicture, s.FilterPipeline[n-1].Name)
		return
	}
	if r.True(s.Dict["ImageMask"]) {
		in.stencil(s, w)
		return
	}
	sp := in.p.f.space(in.res, s.Dict["ColorSpace"])
	pic, err := r.Picture(s, sp)
	if err != nil {
		in.p.find(NoPicture, err.Error())
		return
	}
	own := &samples{w: pic.W, h: pic.H, n: sp.N, pix: pic.Pix}
	if sp.Kind == spaces.KindIndexed {
		own, sp = own.looked(sp)
	}
	layer := &surface{win: w, mask: in.to.mask}
	pix, cover := own.placed(m, w)
	over, bits := in.separate(layer, sp, pix), uint32(every)
	if in.g.over {
		bits = over
	}
	layer.alpha = cover
	for _, a := range in.opacity(s, pic, w) {
		if layer.alpha == nil {
			layer.alpha = a
		} else {
			multiply(layer.alpha, a)
		}
	}
	in.doubt(in.g.over)
	in.flood(w, painted{from: layer, bits: bits, alpha: in.g.ca, blend: in.g.blend, soft: in.g.soft})
}

// opacity is how much of a picture's pixels is painted, by its masks.
func (in *interpreter) opacity(s *types.StreamDict, pic *spaces.Picture, w raster.Window) (out [][]uint8) {
	r, m := in.p.f.r, in.g.ctm
	one := func(pix []uint8, width, height int) {
		a, _ := (&samples{w: width, h: height, n: 1, pix: pix}).placed(m, w)
		out = append(out, a)
	}
	if pic.Clear != nil {
		one(pic.Clear, pic.W, pic.H)
	}
	if soft := r.Stream(s.Dict["SMask"]); soft != nil {
		if p, err := r.Picture(soft, spaces.Gray); err == nil {
			one(p.Pix, p.W, p.H)
		} else {
			in.p.find(NoPicture, "SMask")
		}
		return out
	}
	if mask := r.Stream(s.Dict["Mask"]); mask != nil {
		if p, err := r.Picture(mask, spaces.Gray); err == nil {
			one(inverted(p.Pix), p.W, p.H)
		} else {
			in.p.find(NoPicture, "Mask")
		}
	}
	return out
}

func inverted(p []uint8) []uint8 {
	out := make([]uint8, len(p))
	for i, v := range p {
		out[i] = 255 - v
	}
	return out
}

// stencil paints the colour of fills through a picture of one bit (8.9.6.2).
func (in *interpreter) stencil(s *types.StreamDict, w raster.Window) {
	p, err := in.p.f.r.Picture(s, spaces.Gray)
	if err != nil {
		in.p.find(NoPicture, "ImageMask")
		return
	}
	pix, cover := (&samples{w: p.W, h: p.H, n: 1, pix: inverted(p.Pix)}).placed(in.g.ctm, w)
	if cover != nil {
		multiply(pix, cover)
	}
	k, ok := in.painted(false, w)
	if !ok {
		return
	}
	before := in.g.clip
	through := &coverage{win: w, pix: pix}
	if before.mask != nil {
		for y := w.Y0; y < w.Y1; y++ {
			at := (y - w.Y0) * (w.X1 - w.X0)
			before.mask.through(w.X0, y, pix[at:at+w.X1-w.X0])
		}
	}
	in.g.clip = clip{win: w, mask: through}
	in.flood(w, k)
	in.g.clip = before
}

// upright tells whether a picture's sides lie along the pixels.
func upright(m content.Matrix) bool {
	small := func(v float64) bool { return math.Abs(v) < 1e-3 }
	return small(m[1]) && small(m[2]) || small(m[0]) && small(m[3])
}

// separate puts samples of a space on a surface's plates, and says of which inks they speak.
func (in *interpreter) separate(to *surface, sp *spaces.Space, pix []uint8) uint32 {
	count := to.size()
	if to.mask {
		in.each(sp, pix, count, func(i int, v []float64) { to.plane(0, true)[i] = 255 - byteOf(sp.Light(v)) })
		return 1
	}
	switch sp.Kind {
	case spaces.KindGray:
		black := to.plane(3, true)
		for i := range black {
			black[i] = 255 - pix[i]
		}
		return processBits
	case spaces.KindCMYK:
		in.p.foreign(sp)
		scatter(to, pix)
		return processBits
	case spaces.KindRGB:
		inks := make([]byte, 4*count)
		in.p.converted(sp).Convert(inks, pix)
		scatter(to, inks)
		return processBits
	case spaces.KindLab:
		rgb := make([]byte, 3*count)
		in.each(sp, pix, count, func(i int, v []float64) {
			c, _ := sp.Screen(v)
			rgb[3*i], rgb[3*i+1], rgb[3*i+2] = byteOf(c[0]), byteOf(c[1]), byteOf(c[2])
		})
		in.p.find(Converted, "Lab")
		return in.separate(to, spaces.RGB, rgb)
	case spaces.KindInk:
		return in.inks(to, sp, pix)
	}
	return processBits
}

// scatter puts pixels of four inks on their plates.
func scatter(to *surface, pix []uint8) {
	for c := range Process {
		plane := to.plane(c, true)
		any := uint8(0)
		for i := range plane {
			v := pix[4*i+c]
			plane[i] = v
			any |= v
		}
		if any == 0 {
			to.planes[c] = nil
		}
	}
}

// inks puts pixels of named inks on their plates.
func (in *interpreter) inks(to *surface, sp *spaces.Space, pix []uint8) uint32 {
	bits := uint32(0)
	for c, name := range sp.Names {
		if name == "None" {
			continue
		}
		n := in.p.ink(name, sp, c)
		if n < 0 { // more inks than plates: the alternate shows it
			in.p.find(ManyInks, name)
			in.each(sp, pix, to.size(), func(i int, v []float64) {
				k := in.p.paint(sp, v, false)
				for j := range Process {
					to.plane(j, true)[i] = k.amounts[j]
				}
			})
			return every
		}
		first, last := n, n
		if name == "All" {
			first, last = 0, len(in.p.inks)-1
			bits = every
		}
		for ; first <= last; first++ {
			bits |= 1 << first
			plane := to.plane(first, true)
			for i := range plane {
				plane[i] = max(plane[i], pix[sp.N*i+c])
			}
		}
	}
	return bits
}

// each calls f with every pixel's components as the space has them.
func (in *interpreter) each(sp *spaces.Space, pix []uint8, count int, f func(i int, v []float64)) {
	v := make([]float64, sp.N)
	for i := range count {
		for k := range v {
			v[k] = sp.From(k, float64(pix[i*sp.N+k])/255)
		}
		f(i, v)
	}
}

// samples are a picture's pixels, of n bytes each.
type samples struct {
	w, h, n int
	pix     []uint8
}

// looked looks indices up in their table.
func (s *samples) looked(sp *spaces.Space) (*samples, *spaces.Space) {
	base := sp.Base
	if base.Kind == spaces.KindLab {
		base = spaces.RGB
	}
	var table [256][]uint8
	for i := range table {
		table[i] = make([]uint8, base.N)
		v := sp.Table(i)
		if sp.Base.Kind == spaces.KindLab {
			c, _ := sp.Base.Screen(v)
			v = c[:]
		}
		for k := range table[i] {
			if k < len(v) {
				table[i][k] = byteOf(v[k])
			}
		}
	}
	out := &samples{w: s.w, h: s.h, n: base.N, pix: make([]uint8, 0, s.w*s.h*base.N)}
	for _, i := range s.pix {
		out.pix = append(out.pix, table[i]...)
	}
	return out, base
}

// placed are the pixels that a picture makes of a window: each the mean of what lies in it, or
// the sample at its middle where the picture is coarser. cover is how much of each pixel is in
// the picture; nil: all of it.
func (s *samples) placed(m content.Matrix, w raster.Window) (pix, cover []uint8) {
	if upright(m) {
		return s.upright(m, w), nil
	}
	return s.slanting(m, w)
}

// tap is the samples that make a pixel along an axis, by weights that sum to 1 << 16.
type tap struct {
	from    int
	weights []uint32
}

// taps are those of the pixels from first on, count of them; pixel x lies at (x-origin)/length
// of the picture, whose n samples run along it.
func taps(first, count int, origin, length float64, n int) []tap {
	out := make([]tap, count)
	for i := range out {
		a, b := (float64(first+i)-origin)/length*float64(n), (float64(first+i+1)-origin)/length*float64(n)
		if a > b {
			a, b = b, a
		}
		if b-a <= 1 {
			at := int(min(max((a+b)/2, 0), float64(n-1)))
			out[i] = tap{at, []uint32{1 << 16}}
			continue
		}
		a, b = min(max(a, 0), float64(n)), min(max(b, 0), float64(n))
		lo, hi := int(a), int(math.Ceil(b))
		if hi <= lo {
			lo = min(lo, n-1)
			out[i] = tap{lo, []uint32{1 << 16}}
			continue
		}
		out[i] = tap{lo, make([]uint32, hi-lo)}
		sum := uint32(0)
		for k := lo; k < hi; k++ {
			part := min(b, float64(k+1)) - max(a, float64(k))
			v := uint32(part/(b-a)*65536 + 0.5)
			out[i].weights[k-lo] = v
			sum += v
		}
		out[i].weights[(hi-lo)/2] += 1<<16 - sum // what rounding leaves
	}
	return out
}

func (s *samples) upright(m content.Matrix, w raster.Window) []uint8 {
	swapped := math.Abs(m[0]) < math.Abs(m[1]) // the picture's rows run down the page
	width, height := w.X1-w.X0, w.Y1-w.Y0
	// The picture's upper left corner is 0, 1 of the unit square.
	if !swapped {
		return s.squeeze(taps(w.X0, width, m[4]+m[2], nonzero(m[0]), s.w), taps(w.Y0, height, m[5]+m[3], nonzero(-m[3]), s.h))
	}
	turned := s.squeeze(taps(w.Y0, height, m[5]+m[3], nonzero(m[1]), s.w), taps(w.X0, width, m[4]+m[2], nonzero(-m[2]), s.h))
	out := make([]uint8, len(turned))
	for y := range height {
		for x := range width {
			copy(out[(y*width+x)*s.n:][:s.n], turned[(x*height+y)*s.n:])
		}
	}
	return out
}

func nonzero(v float64) float64 {
	if math.Abs(v) < 1e-6 {
		return 1e-6
	}
	return v
}

// squeeze resamples a picture by the taps of its columns and rows.
func (s *samples) squeeze(across, down []tap) []uint8 {
	n := s.n
	out := make([]uint8, 0, len(across)*len(down)*n)
	sums, line := make([]uint64, len(across)*n), make([]uint32, len(across)*n)
	last := -1
	for _, t := range down {
		clear(sums)
		for k, weight := range t.weights {
			if y := t.from + k; y != last {
				s.row(line, s.pix[y*s.w*n:(y+1)*s.w*n], across)
				last = y
			}
			for i, v := range line {
				sums[i] += uint64(v) * uint64(weight)
			}
		}
		for _, v := range sums {
			out = append(out, uint8((v+1<<31)>>32))
		}
	}
	return out
}

// row resamples a row, to 1/65536 of a level.
func (s *samples) row(dst []uint32, src []uint8, across []tap) {
	n := s.n
	for i, t := range across {
		for c := range n {
			sum := uint32(0)
			at := t.from*n + c
			for _, weight := range t.weights {
				sum += uint32(src[at]) * weight
				at += n
			}
			dst[i*n+c] = sum
		}
	}
}

// slanting places a picture that is turned: of each pixel four places are asked, in the picture
// made coarser where it is much finer.
func (s *samples) slanting(m content.Matrix, w raster.Window) (pix, cover []uint8) {
	width, height := w.X1-w.X0, w.Y1-w.Y0
	pix, cover = make([]uint8, width*height*s.n), make([]uint8, width*height)
	det := m[0]*m[3] - m[1]*m[2]
	if det == 0 || math.IsNaN(det) {
		return pix, cover
	}
	s = s.coarser(m)
	sum := make([]uint32, s.n)
	for y := range height {
		for x := range width {
			clear(sum)
			hits := uint32(0)
			for q := range 4 {
				px := float64(w.X0+x) + 0.25 + 0.5*float64(q&1) - m[4]
				py := float64(w.Y0+y) + 0.25 + 0.5*float64(q>>1) - m[5]
				u, v := (px*m[3]-py*m[2])/det, 1-(py*m[0]-px*m[1])/det
				if u < 0 || v < 0 || u >= 1 || v >= 1 {
					continue
				}
				hits++
				at := (int(v*float64(s.h))*s.w + int(u*float64(s.w))) * s.n
				for c := range sum {
					sum[c] += uint32(s.pix[at+c])
				}
			}
			if hits == 0 {
				continue
			}
			cover[y*width+x] = uint8(hits * 255 / 4)
			for c, v := range sum {
				pix[(y*width+x)*s.n+c] = uint8((v + hits/2) / hits)
			}
		}
	}
	return pix, cover
}

// coarser makes a picture with about two samples a pixel.
func (s *samples) coarser(m content.Matrix) *samples {
	fx, fy := float64(s.w)/(2*math.Hypot(m[0], m[1])), float64(s.h)/(2*math.Hypot(m[2], m[3]))
	nw, nh := s.w, s.h
	if fx > 1 {
		nw = max(int(float64(s.w)/fx), 1)
	}
	if fy > 1 {
		nh = max(int(float64(s.h)/fy), 1)
	}
	if nw == s.w && nh == s.h {
		return s
	}
	return &samples{w: nw, h: nh, n: s.n, pix: s.squeeze(taps(0, nw, 0, float64(nw), s.w), taps(0, nh, 0, float64(nh), s.h))}
}
