package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"io"

	"github.com/klauspost/compress/zlib"

	input "banxin/editions/picture"
	"banxin/layout/page"
)

// maxPixels bounds pictures; a broadsheet page at 600 ppi has 118 million.
const maxPixels = 200 << 20

var errImageSize = errors.New("its size is out of range")

// image paints a picture so that its crop fills its rectangle exactly.
func (c *content) image(im *page.Image) {
	if im.Rect.Empty() {
		return
	}
	n := c.res.imageOf(im)
	u := &c.res.images[n]
	c.used.image(n)
	if u.form != nil {
		c.form(im, u)
		return
	}
	c.overprint(false, false)
	c.save()
	if im.Radius > 0 {
		c.segments(im.Outline())
		c.op("W n")
	}
	whole := im.Rect
	if crop := image.Rect(im.X0, im.Y0, im.X1, im.Y1); crop != u.region {
		c.rect(im.Rect)
		c.op("W n")
		w, h := int64(crop.Dx()), int64(crop.Dy())
		whole.W, whole.H = im.Rect.W.MulDiv(int64(u.region.Dx()), w), im.Rect.H.MulDiv(int64(u.region.Dy()), h)
		whole.X -= im.Rect.W.MulDiv(int64(im.X0-u.region.Min.X), w)
		whole.Y -= im.Rect.H.MulDiv(int64(im.Y0-u.region.Min.Y), h)
	}
	x0, y0 := c.x(whole.X), c.y(whole.Bottom())
	c.milli(c.x(whole.Right()) - x0)
	c.buf = append(c.buf, "0 0 "...)
	c.milli(c.y(whole.Y) - y0)
	c.milli(x0)
	c.milli(y0)
	c.op("cm")
	c.buf = fmt.Appendf(c.buf, "/I%d Do\n", n)
	c.restore()
}

// passBody is the object of a picture that a PDF can hold as it is; rgb and gray are how
// its RGB or grey is to be said.
func passBody(f *page.ImageFile, rgb, gray string) (string, error) {
	spaces := map[int]string{1: gray, 3: rgb, 4: deviceSpace[4]}
	if f.Format == "jpeg" {
		return jpegBody(f, spaces)
	}
	return pngBody(f, spaces)
}

const imageEntries = "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent %d/ColorSpace%s"

// jpegBody passes a JPEG file through, without what is not for every reader.
func jpegBody(f *page.ImageFile, spaces map[int]string) (string, error) {
	h, err := readJPEG(f.Data)
	if err != nil {
		return "", err
	}
	space := spaces[h.parts]
	entries := fmt.Sprintf(imageEntries, h.w, h.h, 8, space)
	if h.parts == 4 && h.adobe {
		entries += "/Decode[1 0 1 0 1 0 1 0]" // Adobe stores CMYK inverted
	}
	data := f.Data
	if info, err := input.Read(data); err == nil && info.Private != 0 {
		data = input.Strip(data, info)
	}
	return stream(entries+"/Filter/DCTDecode", data), nil
}

var deviceSpace = map[int]string{1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}

type jpegHeader struct {
	w, h, parts int
	adobe       bool
}

// readJPEG reads the frame header and checks that the file has its end.
func readJPEG(p []byte) (jpegHeader, error) {
	var h jpegHeader
	if len(p) < 4 || p[0] != 0xFF || p[1] != 0xD8 {
		return h, errors.New("it is no JPEG file")
	}
	broken := errors.New("the JPEG file is broken")
	for i := 2; ; {
		for i < len(p) && p[i] == 0xFF && i+1 < len(p) && p[i+1] == 0xFF {
			i++
		}
		if i+4 > len(p) || p[i] != 0xFF {
			return h, broken
		}
		marker, n := p[i+1], int(binary.BigEndian.Uint16(p[i+2:]))
		if marker == 0xD8 || marker == 0x01 || 0xD0 <= marker && marker <= 0xD7 {
			i += 2
			continue
		}
		if n < 2 || i+2+n > len(p) {
			return h, broken
		}
		seg := p[i+4 : i+2+n]
		switch {
		case marker == 0xDA:
			if h.parts == 0 {
				return h, broken
			}
			return h, endOfJPEG(p)
		case marker == 0xEE && len(seg) >= 12 && string(seg[:5]) == "Adobe":
			h.adobe = true
		case 0xC0 <= marker && marker <= 0xC2:
			if len(seg) < 6 || seg[0] != 8 {
				return h, errors.New("the JPEG file has not 8 bits a sample")
			}
			h.h, h.w, h.parts = int(binary.BigEndian.Uint16(seg[1:])), int(binary.BigEndian.Uint16(seg[3:])), int(seg[5])
			if deviceSpace[h.parts] == "" || h.w == 0 || h.h == 0 {
				return h, broken
			}
		case 0xC3 <= marker && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			return h, errors.New("the JPEG file is of a kind that PDF cannot hold (lossless or arithmetic)")
		}
		i += 2 + n
	}
}

// endOfJPEG looks for the end marker; what follows it does not matter.
func endOfJPEG(p []byte) error {
	if bytes.LastIndex(p, []byte{0xFF, 0xD9}) < 0 {
		return errors.New("the JPEG file is cut off")
	}
	return nil
}

// pngBody passes the compressed rows of a PNG file through: PDF has the same filters (ISO
// 32000-1, 7.4.4.4).
func pngBody(f *page.ImageFile, spaces map[int]string) (string, error) {
	h, err := readPNG(f.Data)
	if err != nil {
		return "", err
	}
	if err := h.checkRows(); err != nil {
		return "", err
	}
	space := spaces[h.parts]
	if h.palette != nil {
		space = fmt.Sprintf("[/Indexed%s %d<%x>]", spaces[3], len(h.palette)/3-1, h.palette)
	}
	return stream(fmt.Sprintf(imageEntries+"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>",
		h.w, h.h, h.bits, space, h.parts, h.bits, h.w), h.data), nil
}

type pngHeader struct {
	w, h, bits, parts int
	interlaced, alpha bool
	palette           []byte
	data              []byte // the zlib stream
}

// readPNG collects what a PDF needs from a PNG file's chunks.
func readPNG(p []byte) (*pngHeader, error) {
	broken := errors.New("the PNG file is broken")
	if !bytes.HasPrefix(p, []byte("\x89PNG\r\n\x1a\n")) {
		return nil, errors.New("it is no PNG file")
	}
	h := &pngHeader{}
	for i := 8; ; {
		if i+12 > len(p) {
			return nil, errors.New("the PNG file is cut off")
		}
		n := int(binary.BigEndian.Uint32(p[i:]))
		if n < 0 || n > len(p)-i-12 {
			return nil, errors.New("the PNG file is cut off")
		}
		kind, body := string(p[i+4:i+8]), p[i+8:i+8+n]
		switch {
		case kind == "IHDR":
			if n != 13 || !h.header(body) {
				return nil, broken
			}
		case h.w == 0:
			return nil, broken
		case kind == "PLTE":
			if n == 0 || n%3 != 0 || n > 768 {
				return nil, broken
			}
			if h.parts == 1 && h.palette != nil {
				h.palette = body
			}
		case kind == "tRNS":
			h.alpha = true
		case kind == "IDAT":
			h.data = append(h.data, body...)
		case kind == "IEND":
			if len(h.data) == 0 || h.palette != nil && len(h.palette) == 0 {
				return nil, broken
			}
			return h, nil
		}
		i += 12 + n
	}
}

// header reads IHDR. An empty palette says that one must follow.
func (h *pngHeader) header(p []byte) bool {
	w, ht := binary.BigEndian.Uint32(p), binary.BigEndian.Uint32(p[4:])
	h.bits, h.interlaced = int(p[8]), p[12] != 0
	switch p[9] {
	case 0:
		h.parts = 1
	case 2:
		h.parts = 3
	case 3:
		h.parts, h.palette = 1, []byte{}
	case 4:
		h.parts, h.alpha = 2, true
	case 6:
		h.parts, h.alpha = 4, true
	default:
		return false
	}
	if w == 0 || ht == 0 || uint64(w)*uint64(ht) > maxPixels {
		return false
	}
	h.w, h.h = int(w), int(ht)
	return h.bits == 8 || h.bits == 16 && h.palette == nil || p[9]%3 == 0 && (h.bits == 1 || h.bits == 2 || h.bits == 4)
}

// checkRows decompresses the rows to see that all are there.
func (h *pngHeader) checkRows() error {
	r, err := zlib.NewReader(bytes.NewReader(h.data))
	if err != nil {
		return fmt.Errorf("the PNG file is broken: %w", err)
	}
	row := 1 + (int64(h.w)*int64(h.parts)*int64(h.bits)+7)/8
	n, err := io.Copy(io.Discard, io.LimitReader(r, row*int64(h.h)+1))
	if err != nil || n != row*int64(h.h) {
		return errors.New("the PNG file is broken: its rows do not fill it")
	}
	return nil
}
