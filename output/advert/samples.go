package advert

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	screens "image/color"
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	input "banxin/editions/picture"
)

// unmatte undoes that a picture was mixed with a colour beforehand (11.6.5.3).
func (w *rewriter) unmatte(s *types.StreamDict, sp *space, p *pixels, samples []byte) {
	soft := w.j.r.Stream(s.Dict["SMask"])
	if soft == nil || sp.kind == "indexed" {
		return
	}
	matte := w.j.r.Numbers(soft.Dict["Matte"])
	if len(matte) != sp.n {
		return
	}
	sub := *w
	sub.mask = true
	m, err := sub.pixels(soft, deviceGray)
	if err != nil || m.w != p.w || m.h != p.h {
		return
	}
	for i := range samples {
		a, k := float64(m.pix[i/sp.n])/255, i%sp.n
		if base := sp.unit(k, matte[k]); a > 0 {
			samples[i] = byteOf(base + (float64(samples[i])/255-base)/a)
		}
	}
}

// samples are a picture's components of 8 bits, as its space has them from 0 to 1.
func (w *rewriter) samples(s *types.StreamDict, sp *space, p *pixels) ([]byte, error) {
	r, d := w.j.r, s.Dict
	decode := r.Numbers(d["Decode"])
	var data []byte
	bits := r.Int(d["BitsPerComponent"])
	if p.drawn {
		var err error
		data = s.Content
		if len(s.FilterPipeline) > 0 || data == nil {
			if data, err = r.Data(s); err != nil && len(data) == 0 {
				return nil, err
			}
		}
		if bits < 1 || bits > 16 {
			bits = 1
		}
	} else {
		var err error
		if data, err = w.jpeg(s, p, sp.n); err != nil {
			return nil, err
		}
		bits = 8
	}
	row := (p.w*sp.n*bits + 7) / 8
	if need := row * p.h; len(data) < need {
		data = append(bytes.Clone(data), make([]byte, need-len(data))...)
	}
	p.clear = keyed(r.Numbers(d["Mask"]), data, p, sp.n, bits, row)
	plainly := len(decode) != 2*sp.n || identity(decode, sp, bits)
	if bits == 8 && plainly {
		return data[:p.w*p.h*sp.n], nil
	}
	out := make([]byte, p.w*p.h*sp.n)
	most := math.Ldexp(1, bits) - 1
	for y := range p.h {
		for x := range p.w * sp.n {
			v := float64(sample(data[y*row:], x, bits))
			if k := x % sp.n; sp.kind == "indexed" {
				if !plainly {
					v = decode[0] + v*(decode[1]-decode[0])/most
				}
				out[y*p.w*sp.n+x] = byte(math.Min(math.Max(v, 0), 255))
			} else if v /= most; !plainly {
				out[y*p.w*sp.n+x] = byteOf(sp.unit(k, decode[2*k]+v*(decode[2*k+1]-decode[2*k])))
			} else {
				out[y*p.w*sp.n+x] = byteOf(v)
			}
		}
	}
	return out, nil
}

// unit is the other way of from.
func (s *space) unit(k int, v float64) float64 {
	lo, hi := s.from(k, 0), s.from(k, 1)
	return (v - lo) / (hi - lo)
}

// identity tells whether a Decode array says what is so without it.
func identity(decode []float64, sp *space, bits int) bool {
	for k := range sp.n {
		lo, hi := sp.from(k, 0), sp.from(k, 1)
		if sp.kind == "indexed" {
			hi = math.Ldexp(1, bits) - 1
		}
		if decode[2*k] != lo || decode[2*k+1] != hi {
			return false
		}
	}
	return true
}

// sample is number i of a row.
func sample(row []byte, i, bits int) int {
	switch bits {
	case 8:
		return int(row[i])
	case 16:
		return int(binary.BigEndian.Uint16(row[2*i:]))
	}
	at := i * bits
	v := int(row[at/8]) << 8
	if at/8+1 < len(row) {
		v |= int(row[at/8+1])
	}
	return v >> (16 - at%8 - bits) & (1<<bits - 1)
}

// keyed finds the pixels whose colour means that nothing is painted (8.9.6.4).
func keyed(key []float64, data []byte, p *pixels, n, bits, row int) []byte {
	if len(key) != 2*n {
		return nil
	}
	out := make([]byte, p.w*p.h)
	for y := range p.h {
		for x := range p.w {
			for k := range n {
				if v := float64(sample(data[y*row:], x*n+k, bits)); v < key[2*k] || v > key[2*k+1] {
					out[y*p.w+x] = 255
				}
			}
		}
	}
	return out
}

// jpeg decodes a JPEG file to components.
func (w *rewriter) jpeg(s *types.StreamDict, p *pixels, n int) ([]byte, error) {
	raw := s.Raw
	if k := len(s.FilterPipeline); k > 1 {
		before := *s
		before.FilterPipeline = s.FilterPipeline[:k-1]
		var err error
		if raw, err = w.j.r.Data(&before); err != nil {
			return nil, err
		}
	}
	raw = withoutExif(raw)
	info, err := input.Read(raw)
	if err != nil {
		return nil, err
	}
	if info.W*info.H > maxPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many", info.W, info.H)
	}
	im, err := input.Decode(raw)
	if err != nil {
		return nil, err
	}
	p.w, p.h = im.Bounds().Dx(), im.Bounds().Dy()
	out := components(im, info.Inverted)
	if len(out) != p.w*p.h*n {
		return nil, fmt.Errorf("it has not the components that its colour space has")
	}
	return out, nil
}

// components are a decoded picture's numbers as the file has them: inks as Adobe's programs
// store them, if they did.
func components(im image.Image, inverted bool) []byte {
	b := im.Bounds()
	switch im := im.(type) {
	case *image.Gray:
		return im.Pix
	case *image.CMYK:
		if inverted {
			for i, v := range im.Pix {
				im.Pix[i] = 255 - v
			}
		}
		return im.Pix
	}
	out := make([]byte, 0, 3*b.Dx()*b.Dy())
	if im, ok := im.(*image.YCbCr); ok {
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				k := im.COffset(x, y)
				r, g, bl := screens.YCbCrToRGB(im.Y[im.YOffset(x, y)], im.Cb[k], im.Cr[k])
				out = append(out, r, g, bl)
			}
		}
		return out
	}
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := im.At(x, y).RGBA()
			out = append(out, byte(r>>8), byte(g>>8), byte(bl>>8))
		}
	}
	return out
}

// withoutExif takes the segments of cameras off: in a PDF a picture lies as it is stored.
func withoutExif(p []byte) []byte {
	out := slices.Clone(p[:min(len(p), 2)])
	i := 2
	for i+4 <= len(p) && p[i] == 0xFF && p[i+1] != 0xDA {
		n := 2 + int(binary.BigEndian.Uint16(p[i+2:]))
		if p[i+1] == 0xD8 || p[i+1] == 0xFF || i+n > len(p) {
			return p
		}
		if p[i+1] != 0xE1 {
			out = append(out, p[i:i+n]...)
		}
		i += n
	}
	return append(out, p[min(i, len(p)):]...)
}
