package picture

import (
	"bytes"
	"image"
	"image/color"
	"io"

	"github.com/klauspost/compress/zlib"
	"golang.org/x/image/tiff/lzw"
)

// unpack fills dst with rows of a strip or tile: n samples a pixel, 8 bits each (of a
// palette their numbers).
func (f *tiff) unpack(dst, packed []byte, n, rows int) error {
	if f.reversed && f.compression != 7 {
		packed = reverse(packed)
	}
	if f.compression == 7 {
		return f.unpackJPEG(dst, packed, n, rows)
	}
	width := (f.pieceW*n*f.Bits + 7) / 8
	raw := make([]byte, width*rows)
	var err error
	switch f.compression {
	case 1:
		if len(packed) < len(raw) {
			return ErrCut
		}
		raw = append(raw[:0], packed[:len(raw)]...)
	case 5:
		err = fill(raw, lzw.NewReader(bytes.NewReader(packed), lzw.MSB, 8))
	case 32773:
		err = unpackBits(raw, packed)
	default:
		var z io.ReadCloser
		if z, err = zlib.NewReader(bytes.NewReader(packed)); err == nil {
			err = fill(raw, z)
		}
	}
	if err != nil {
		return damaged("a strip or tile: %v", err)
	}
	for r := range rows {
		f.samplesOf(dst[r*f.pieceW*n:][:f.pieceW*n], raw[r*width:][:width], n)
	}
	return nil
}

func fill(raw []byte, r io.ReadCloser) error {
	defer r.Close()
	_, err := io.ReadFull(r, raw)
	return err
}

// unpackBits undoes PackBits (TIFF 6.0 section 9).
func unpackBits(dst, p []byte) error {
	for len(dst) > 0 {
		if len(p) < 2 {
			return io.ErrUnexpectedEOF
		}
		n := int(int8(p[0]))
		switch {
		case n == -128:
			p = p[1:]
		case n >= 0:
			if len(p) < n+2 {
				return io.ErrUnexpectedEOF
			}
			dst = dst[copy(dst, p[1:n+2]):]
			p = p[n+2:]
		default:
			run := dst[:min(1-n, len(dst))]
			for i := range run {
				run[i] = p[1]
			}
			dst, p = dst[len(run):], p[2:]
		}
	}
	return nil
}

// samplesOf undoes the predictor of a row and takes the samples' upper 8 bits.
func (f *tiff) samplesOf(dst, raw []byte, n int) {
	switch f.Bits {
	case 8:
		copy(dst, raw)
		if f.predict {
			for i := n; i < len(dst); i++ {
				dst[i] += dst[i-n]
			}
		}
	case 16:
		hi, lo := 0, 1
		if f.swap {
			hi, lo = 1, 0
		}
		var last [16]uint16
		for i := range dst {
			v := uint16(raw[2*i+hi])<<8 | uint16(raw[2*i+lo])
			if f.predict {
				v += last[i%n]
				last[i%n] = v
			}
			dst[i] = byte(v >> 8)
		}
	default: // one sample a pixel
		most := byte(1<<f.Bits - 1)
		scale := 255 / most
		if f.colors != nil {
			scale = 1
		}
		for i := range dst {
			bit := i * f.Bits
			dst[i] = raw[bit/8] >> (8 - f.Bits - bit%8) & most * scale
		}
	}
}

// unpackJPEG decodes a piece that is a JPEG file with the tables that all share (TIFF
// Technical Note 2).
func (f *tiff) unpackJPEG(dst, packed []byte, n, rows int) error {
	if len(packed) < 4 {
		return ErrCut
	}
	var whole []byte
	if len(f.tables) > 4 && bytes.HasSuffix(f.tables, []byte{0xff, markEOI}) {
		whole = append(whole, f.tables[:len(f.tables)-2]...)
	} else {
		whole = append(whole, 0xff, markSOI)
	}
	if f.photometric == rgbSamples { // else three components are taken as YCbCr
		whole = append(whole, adobeCMYK...)
	}
	whole = append(whole, packed[2:]...)
	info, err := readJPEG(whole)
	if err != nil {
		return err
	}
	if info.W < f.pieceW || info.H < rows || int64(info.W)*int64(info.H) > 2*int64(f.pieceW)*int64(f.pieceH)+1<<16 {
		return damaged("a strip or tile has %d × %d pixels, not %d × %d", info.W, info.H, f.pieceW, rows)
	}
	img, err := decodeJPEG(whole, info)
	if err != nil {
		return err
	}
	return interleave(dst, img, n, f.pieceW, rows)
}

// interleave takes a picture's samples pixel by pixel.
func interleave(dst []byte, img image.Image, n, w, h int) error {
	switch m := img.(type) {
	case *image.Gray:
		if n != 1 {
			break
		}
		for y := range h {
			copy(dst[y*w:][:w], m.Pix[y*m.Stride:])
		}
		return nil
	case *image.CMYK:
		if n != 4 {
			break
		}
		for y := range h {
			copy(dst[y*w*4:][:w*4], m.Pix[y*m.Stride:])
		}
		return nil
	case *image.YCbCr:
		if n != 3 {
			break
		}
		for i := range w * h {
			x, y := i%w, i/w
			c := m.COffset(x, y)
			dst[3*i], dst[3*i+1], dst[3*i+2] = color.YCbCrToRGB(m.Y[m.YOffset(x, y)], m.Cb[c], m.Cr[c])
		}
		return nil
	case *image.RGBA:
		if n != 3 {
			break
		}
		for i := range w * h {
			copy(dst[3*i:3*i+3], m.Pix[m.PixOffset(i%w, i/w):])
		}
		return nil
	}
	return damaged("a strip or tile has other components than the file")
}
