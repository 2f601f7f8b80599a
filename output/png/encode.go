package png

import (
	"encoding/binary"
	"hash/crc32"
	"image"
	"io"

	"github.com/klauspost/compress/zlib"
)

// encode writes img, whose pixels are opaque, as 8-bit grey when no pixel has a hue and
// as RGB otherwise, and says how many pixels make an inch.
func encode(w io.Writer, img *image.RGBA, ppi int) error {
	gray := isGray(img)
	size := img.Bounds().Size()
	head := binary.BigEndian.AppendUint32(nil, uint32(size.X))
	head = binary.BigEndian.AppendUint32(head, uint32(size.Y))
	if gray {
		head = append(head, 8, 0, 0, 0, 0)
	} else {
		head = append(head, 8, 2, 0, 0, 0)
	}
	metre := uint32((ppi*10000 + 127) / 254) // pixels a metre
	density := binary.BigEndian.AppendUint32(nil, metre)
	density = append(binary.BigEndian.AppendUint32(density, metre), 1)

	if _, err := io.WriteString(w, "\x89PNG\r\n\x1a\n"); err != nil {
		return err
	}
	if err := chunk(w, "IHDR", head); err != nil {
		return err
	}
	if err := chunk(w, "pHYs", density); err != nil {
		return err
	}
	if err := pixels(w, img, gray); err != nil {
		return err
	}
	return chunk(w, "IEND", nil)
}

func isGray(img *image.RGBA) bool {
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		if p[0] != p[1] || p[1] != p[2] {
			return false
		}
	}
	return true
}

// chunk writes a PNG chunk: length, kind, data and their check sum.
func chunk(w io.Writer, kind string, data []byte) error {
	b := binary.BigEndian.AppendUint32(make([]byte, 0, len(data)+12), uint32(len(data)))
	b = append(append(b, kind...), data...)
	b = binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
	_, err := w.Write(b)
	return err
}

// data cuts what is written to it into IDAT chunks.
type data struct{ w io.Writer }

func (d data) Write(p []byte) (int, error) { return len(p), chunk(d.w, "IDAT", p) }

// pixels writes the rows, each as the difference to the row above where that is likely to
// be the smaller.
func pixels(w io.Writer, img *image.RGBA, gray bool) error {
	z, err := zlib.NewWriterLevel(data{w}, level)
	if err != nil {
		return err
	}
	size := img.Bounds().Size()
	channels := 3
	if gray {
		channels = 1
	}
	row := make([]byte, 1+channels*size.X)
	for y := range size.Y {
		src := img.Pix[y*img.Stride:]
		if gray {
			for x := range size.X {
				row[1+x] = src[4*x]
			}
		} else {
			for x := range size.X {
				copy(row[1+3*x:4+3*x], src[4*x:4*x+3])
			}
		}
		if _, err := z.Write(row); err != nil {
			return err
		}
	}
	return z.Close()
}

// level is klauspost's: see BenchmarkEncode.
const level = 3
