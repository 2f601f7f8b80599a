package advert

import (
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"banxin/output/internal/objects"
	"banxin/output/internal/spaces"
)

// tinted makes the inks of a picture that is not opaque, or in a group that is not.
func (w *rewriter) tinted(p *pixels) {
	alpha, least := w.veil, w.veiled
	if w.ca < 1 {
		alpha, least = w.ca*w.veil, veiled(w.ca)
	}
	if alpha == 1 || !w.rgb || w.blend != "" && w.blend != "Normal" {
		return
	}
	below := w.below()
	known := map[[3]byte][4]byte{}
	for i := range p.w * p.h {
		c := [3]byte(p.rgb[3*i:])
		v, ok := known[c]
		if !ok {
			k, _ := w.j.over([3]float64{float64(c[0]) / 255, float64(c[1]) / 255, float64(c[2]) / 255}, below, alpha, least, least, false)
			v = [4]byte{byteOf(k[0]), byteOf(k[1]), byteOf(k[2]), byteOf(k[3])}
			if len(known) < 1<<18 {
				known[c] = v
			}
		}
		copy(p.pix[4*i:], v[:])
	}
}

// masks writes what of a picture is not painted. Where RGB was blended the mask is made
// anew, so that the picture looks over paper as it did.
func (w *rewriter) masks(s *types.StreamDict, p *pixels) string {
	j, r, d := w.j, w.j.r, s.Dict
	if p.clear != nil {
		m := &pixels{w: p.w, h: p.h, pix: p.clear, drawn: true}
		return "/SMask " + objects.Ref(j.add(m.packed(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d", p.w, p.h), "/DeviceGray", 1)))
	}
	soft := r.Stream(d["SMask"])
	if soft == nil {
		if m := r.Stream(d["Mask"]); m != nil {
			return "/Mask " + j.copy(d["Mask"])
		}
		return ""
	}
	if (p.rgb == nil || !w.rgb) && soft.Dict["Matte"] == nil {
		return "/SMask " + j.copy(d["SMask"])
	}
	sub := *w
	sub.mask = true
	m, err := sub.pixels(soft, spaces.Gray)
	if err != nil {
		return "" // a mask that cannot be read masks nothing
	}
	if p.rgb != nil && w.rgb {
		w.clearer(m, p)
	}
	m.drawn = true
	return "/SMask " + objects.Ref(j.add(m.packed(fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d", m.w, m.h), "/DeviceGray", 1)))
}

// clearer makes a mask for inks of one for RGB, and where each pixel has its own the colours
// that go with it.
func (w *rewriter) clearer(m, p *pixels) {
	type pair struct {
		rgb, below [3]byte
		a          byte
	}
	type look struct {
		inks [4]byte
		a    byte
	}
	known := map[pair]look{}
	own := m.w == p.w && m.h == p.h
	cells := w.cells()
	for i, a := range m.pix {
		if a == 0 || a == 255 {
			continue
		}
		x, y := i%m.w, i/m.w
		at := x*p.w/m.w + y*p.h/m.h*p.w
		below := cells[y*cellsASide/m.h*cellsASide+x*cellsASide/m.w]
		k := pair{[3]byte(p.rgb[3*at:]), below, a}
		v, ok := known[k]
		if !ok {
			inks, alpha := w.j.over(fractions(k.rgb), fractions(below), float64(a)/255, float64(a)/255, 1, false)
			v = look{[4]byte{byteOf(inks[0]), byteOf(inks[1]), byteOf(inks[2]), byteOf(inks[3])}, byteOf(alpha)}
			if !own {
				t, _ := w.j.over(fractions(k.rgb), fractions(below), float64(a)/255, 1, 1, false)
				v.a = byteOf(nearest(fraction([4]byte(p.pix[4*at:])), t, float64(a)/255))
			}
			if len(known) < 1<<18 {
				known[k] = v
			}
		}
		if m.pix[i] = v.a; own {
			copy(p.pix[4*at:], v.inks[:])
		}
	}
}

// cellsASide is in how many parts a picture is cut to ask what lies below it.
const cellsASide = 48

// cells are the colours of what lies below the parts of a picture, row by row.
func (w *rewriter) cells() []([3]byte) {
	out := make([][3]byte, cellsASide*cellsASide)
	for i := range out {
		x, y := (float64(i%cellsASide)+.5)/cellsASide, 1-(float64(i/cellsASide)+.5)/cellsASide
		out[i] = coarse(w.ground.at(w.ctm.Apply(x, y)))
	}
	return out
}

// coarse is a colour of few values, so that what was found for it serves for its likes.
func coarse(c [3]float64) (out [3]byte) {
	for i, v := range c {
		out[i] = byteOf(v)
		if out[i] < 252 {
			out[i] &^= 3
		}
	}
	return out
}

func fractions(c [3]byte) [3]float64 {
	return [3]float64{float64(c[0]) / 255, float64(c[1]) / 255, float64(c[2]) / 255}
}

func fraction(v [4]byte) (out [4]float64) {
	for i, b := range v {
		out[i] = float64(b) / 255
	}
	return out
}
