package png

import (
	"encoding/binary"
	"image"
	"io"

	"github.com/klauspost/compress/zlib"

	"banxin/output/internal/pngfile"
)

// steps a channel has in a picture of few colours: type looks with them as it does with 256.
const (
	stepBits = 4
	lastStep = 1<<stepBits - 1
)

// fewLevel compresses such pictures by klauspost's first level: the sixth takes a third
// longer and leaves 99 % of it.
const fewLevel = 1

// flat is how many pixels of one colour in a row are an area, which keeps its colour: a tint that
// becomes another is seen beside a page on which it did not.
const flat = 32

// EncodeFew writes img, whose pixels are opaque, with its areas as they are and the channels of all
// else rounded to 16 steps, if no more than 256 colours come of that, and tells whether it did. A
// page of type takes two thirds of the bytes of a JPEG, and its edges are clean; photographs had
// better be JPEGs.
func EncodeFew(w io.Writer, img *image.RGBA, o Options) (bool, error) {
	f, ok := newFew(img)
	if !ok {
		return false, nil
	}
	return true, f.write(w, o.ppi())
}

// few is a picture by the numbers of its colours.
type few struct {
	size   image.Point
	colors []byte // three each, at most 256
	pix    []byte // a byte each
}

// newFew numbers the colours of img: of areas, then of all else, in the order in which they come.
// It fails when they are too many.
func newFew(img *image.RGBA) (*few, bool) {
	f := &few{size: img.Rect.Size(), pix: make([]byte, 0, len(img.Pix)/4)}
	areas, ok := f.areas(img)
	if !ok {
		return nil, false
	}
	var known [1 << (3 * stepBits)]int16 // numbers, and one
	last, number := uint32(0), byte(0)   // no opaque pixel is 0
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		if v := binary.LittleEndian.Uint32(p); v != last {
			last = v
			if n, ok := areas[v]; ok {
				number = n
			} else if number, ok = f.rounded(&known, p); !ok {
				return nil, false
			}
		}
		f.pix = append(f.pix, number)
	}
	return f, true
}

// areas numbers the colours of areas that rounding would change.
func (f *few) areas(img *image.RGBA) (numbers map[uint32]byte, ok bool) {
	last, run := uint32(0), 0
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		v := binary.LittleEndian.Uint32(p)
		if v != last {
			last, run = v, 0
		}
		if run++; run != flat || exact(p[0]) && exact(p[1]) && exact(p[2]) {
			continue
		}
		if _, ok := numbers[v]; ok {
			continue
		}
		n, ok := f.color(p[0], p[1], p[2])
		if !ok {
			return nil, false
		}
		if numbers == nil {
			numbers = map[uint32]byte{}
		}
		numbers[v] = n
	}
	return numbers, true
}

// rounded is the number of a pixel's colour by steps, of those known.
func (f *few) rounded(known *[1 << (3 * stepBits)]int16, p []byte) (number byte, ok bool) {
	r, g, b := step(p[0]), step(p[1]), step(p[2])
	n := &known[r<<(2*stepBits)|g<<stepBits|b]
	if *n == 0 {
		number, ok = f.color(unstep(r), unstep(g), unstep(b))
		if !ok {
			return 0, false
		}
		*n = int16(number) + 1
	}
	return byte(*n - 1), true
}

// color adds a colour. It fails when there are 256.
func (f *few) color(r, g, b byte) (number byte, ok bool) {
	n := len(f.colors) / 3
	if n == 256 {
		return 0, false
	}
	f.colors = append(f.colors, r, g, b)
	return byte(n), true
}

// exact tells whether a channel stays what it is when it is rounded.
func exact(v uint8) bool { return unstep(step(v)) == v }

// step rounds a channel to one of the steps.
func step(v uint8) int { return (int(v)*lastStep + 127) / 255 }

// unstep is the channel a step stands for: black and white are exact.
func unstep(s int) byte { return byte(s * 255 / lastStep) }

func (f *few) write(w io.Writer, ppi int) error {
	bits := 8
	if len(f.colors) <= 3*16 {
		bits = 4
	}
	if err := pngfile.Begin(w, f.size, byte(bits), 3, ppi); err != nil {
		return err
	}
	if err := pngfile.Chunk(w, "PLTE", f.colors); err != nil {
		return err
	}
	z, err := zlib.NewWriterLevel(pngfile.Data{W: w}, fewLevel)
	if err != nil {
		return err
	}
	row := make([]byte, 0, 1+f.size.X)
	for y := range f.size.Y {
		row = pack(append(row[:0], 0), f.pix[y*f.size.X:][:f.size.X], bits)
		if _, err := z.Write(row); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return pngfile.Chunk(w, "IEND", nil)
}

// pack appends numbers of 4 or 8 bits to dst.
func pack(dst, numbers []byte, bits int) []byte {
	if bits == 8 {
		return append(dst, numbers...)
	}
	for len(numbers) >= 2 {
		dst = append(dst, numbers[0]<<4|numbers[1])
		numbers = numbers[2:]
	}
	if len(numbers) == 1 {
		dst = append(dst, numbers[0]<<4)
	}
	return dst
}
