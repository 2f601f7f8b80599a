package spaces

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

// Picture is a picture's samples of 8 bits, as its space has them from 0 to 1; indices of a
// table as they are.
type Picture struct {
	W, H  int
	Pix   []byte
	Drawn bool   // from samples without loss
	Clear []byte // how opaque each pixel is, where a colour is none; nil: all are
}

// MaxPixels of a picture.
const MaxPixels = 64 << 20

// Picture decodes a picture in a space.
func (r Reader) Picture(s *types.StreamDict, sp *Space) (*Picture, error) {
	p := &Picture{W: r.Int(s.Dict["Width"]), H: r.Int(s.Dict["Height"])}
	if p.W < 1 || p.H < 1 || p.W > 1<<16 || p.H > 1<<16 || p.W*p.H > MaxPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many or none", p.W, p.H)
	}
	n := len(s.FilterPipeline)
	p.Drawn = n == 0 || s.FilterPipeline[n-1].Name != "DCTDecode"
	if err := r.samples(s, sp, p); err != nil {
		return nil, err
	}
	r.unmatte(s, sp, p)
	return p, nil
}

// unmatte undoes that a picture was mixed with a colour beforehand (11.6.5.3).
func (r Reader) unmatte(s *types.StreamDict, sp *Space, p *Picture) {
	soft := r.Stream(s.Dict["SMask"])
	if soft == nil || sp.Kind == KindIndexed {
		return
	}
	matte := r.Numbers(soft.Dict["Matte"])
	if len(matte) != sp.N || soft.Dict["SMask"] != nil {
		return
	}
	m, err := r.Picture(soft, Gray)
	if err != nil || m.W != p.W || m.H != p.H {
		return
	}
	for i := range p.Pix {
		a, k := float64(m.Pix[i/sp.N])/255, i%sp.N
		if base := sp.unit(k, matte[k]); a > 0 {
			p.Pix[i] = byteOf(base + (float64(p.Pix[i])/255-base)/a)
		}
	}
}

// samples reads a picture's components.
func (r Reader) samples(s *types.StreamDict, sp *Space, p *Picture) error {
	data, bits, err := r.stored(s, sp, p)
	if err != nil {
		return err
	}
	row := (p.W*sp.N*bits + 7) / 8
	if need := row * p.H; len(data) < need {
		data = append(bytes.Clone(data), make([]byte, need-len(data))...)
	}
	p.Clear = keyed(r.Numbers(s.Dict["Mask"]), data, p, sp.N, bits, row)
	decode := r.Numbers(s.Dict["Decode"])
	plainly := len(decode) != 2*sp.N || identity(decode, sp, bits)
	if bits == 8 && plainly {
		p.Pix = data[:p.W*p.H*sp.N]
		return nil
	}
	p.Pix = make([]byte, p.W*p.H*sp.N)
	most := math.Ldexp(1, bits) - 1
	for y := range p.H {
		for x := range p.W * sp.N {
			v := float64(sample(data[y*row:], x, bits))
			if k := x % sp.N; sp.Kind == KindIndexed {
				if !plainly {
					v = decode[0] + v*(decode[1]-decode[0])/most
				}
				p.Pix[y*p.W*sp.N+x] = byte(math.Min(math.Max(v, 0), 255))
			} else if v /= most; !plainly {
				p.Pix[y*p.W*sp.N+x] = byteOf(sp.unit(k, decode[2*k]+v*(decode[2*k+1]-decode[2*k])))
			} else {
				p.Pix[y*p.W*sp.N+x] = byteOf(v)
			}
		}
	}
	return nil
}

// stored are a picture's samples as the file has them, with how many bits each has.
func (r Reader) stored(s *types.StreamDict, sp *Space, p *Picture) (data []byte, bits int, err error) {
	if !p.Drawn {
		data, err = r.jpeg(s, p, sp.N)
		return data, 8, err
	}
	data = s.Content
	if len(s.FilterPipeline) > 0 || data == nil {
		if data, err = r.Data(s); err != nil && len(data) == 0 {
			return nil, 0, err
		}
	}
	if bits = r.Int(s.Dict["BitsPerComponent"]); bits < 1 || bits > 16 {
		bits = 1
	}
	return data, bits, nil
}

// unit is the other way of from.
func (s *Space) unit(k int, v float64) float64 {
	lo, hi := s.From(k, 0), s.From(k, 1)
	return (v - lo) / (hi - lo)
}

// identity tells whether a Decode array says what is so without it.
func identity(decode []float64, sp *Space, bits int) bool {
	for k := range sp.N {
		lo, hi := sp.From(k, 0), sp.From(k, 1)
		if sp.Kind == "indexed" {
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
func keyed(key []float64, data []byte, p *Picture, n, bits, row int) []byte {
	if len(key) != 2*n {
		return nil
	}
	out := make([]byte, p.W*p.H)
	for y := range p.H {
		for x := range p.W {
			for k := range n {
				if v := float64(sample(data[y*row:], x*n+k, bits)); v < key[2*k] || v > key[2*k+1] {
					out[y*p.W+x] = 255
				}
			}
		}
	}
	return out
}

// jpeg decodes a JPEG file to components.
func (r Reader) jpeg(s *types.StreamDict, p *Picture, n int) ([]byte, error) {
	raw := s.Raw
	if k := len(s.FilterPipeline); k > 1 {
		before := *s
		before.FilterPipeline = s.FilterPipeline[:k-1]
		var err error
		if raw, err = r.Data(&before); err != nil {
			return nil, err
		}
	}
	raw = withoutExif(raw)
	info, err := input.Read(raw)
	if err != nil {
		return nil, err
	}
	if info.W*info.H > MaxPixels {
		return nil, fmt.Errorf("%d × %d pixels are too many", info.W, info.H)
	}
	im, err := input.Decode(raw)
	if err != nil {
		return nil, err
	}
	p.W, p.H = im.Bounds().Dx(), im.Bounds().Dy()
	out := components(im, info.Inverted)
	if len(out) != p.W*p.H*n {
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
		return rows(im.Pix, im.Stride, b.Dx(), b.Dy())
	case *image.CMYK:
		out := rows(im.Pix, im.Stride, 4*b.Dx(), b.Dy())
		if inverted {
			for i, v := range out {
				out[i] = 255 - v
			}
		}
		return out
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

// rows are so many bytes of each row: decoders leave room behind them.
func rows(pix []byte, stride, width, height int) []byte {
	if stride == width {
		return pix[:width*height]
	}
	out := make([]byte, 0, width*height)
	for y := range height {
		out = append(out, pix[y*stride:][:width]...)
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
