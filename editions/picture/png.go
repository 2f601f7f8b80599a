package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"

	"github.com/klauspost/compress/zlib"
)

// maxProfile bounds what a profile takes unpacked.
const maxProfile = 8 << 20

// chunks yields those of a PNG file (ISO/IEC 15948 5.3). Not whole: the file has no end.
func chunks(data []byte, yield func(kind string, body []byte)) (whole bool) {
	for at := 8; at+12 <= len(data); {
		n := binary.BigEndian.Uint32(data[at:])
		kind := string(data[at+4 : at+8])
		if uint64(n)+12 > uint64(len(data)-at) {
			return false
		}
		yield(kind, data[at+8:at+8+int(n)])
		if kind == "IEND" {
			return true
		}
		at += int(n) + 12
	}
	return false
}

func readPNG(data []byte) (Info, error) {
	h := pngHead{Info: Info{Format: "png", Space: RGB}}
	whole := chunks(data, h.take)
	switch {
	case h.err != nil:
		return h.Info, h.err
	case h.Bits == 0 && len(data) >= 33:
		return h.Info, damaged("it has no head")
	case !whole:
		return h.Info, ErrCut
	case h.packed*1032*8 < int64(h.W)*int64(h.H)*int64(h.Bits): // Deflate packs no better
		return h.Info, damaged("its data cannot fill %d × %d pixels", h.W, h.H)
	}
	return h.Info, nil
}

type pngHead struct {
	Info
	packed int64 // bytes of the pixels
	err    error
}

func (h *pngHead) take(kind string, p []byte) {
	switch {
	case kind == "IHDR" && len(p) == 13 && h.Bits == 0:
		h.W, h.H = int(binary.BigEndian.Uint32(p)), int(binary.BigEndian.Uint32(p[4:]))
		h.Bits = int(p[8])
		if p[9]&3 == 0 {
			h.Space = Gray
		}
		h.Alpha = p[9]&4 != 0
		w, ht := int64(binary.BigEndian.Uint32(p)), int64(binary.BigEndian.Uint32(p[4:]))
		switch {
		case w > maxSide || ht > maxSide: // more than an int may hold
			h.err = &SizeError{w, ht}
		case w < 1 || ht < 1 || h.Bits < 1:
			h.err = damaged("it has no pixels")
		}
	case kind == "IDAT":
		h.packed += int64(len(p))
	case kind == "tRNS":
		h.Alpha = true
	case kind == "pHYs" && len(p) == 9 && p[8] == 1:
		h.PPI = int((uint64(binary.BigEndian.Uint32(p))*254 + 5000) / 10000)
	case kind == "eXIf":
		h.exif(p)
	case kind == "iCCP":
		h.ICC = unpackProfile(p)
	case kind == "iTXt", kind == "tEXt", kind == "zTXt":
		h.words(p)
	}
}

// words takes the credit of a text, and notes what is private.
func (h *pngHead) words(p []byte) {
	key, text, _ := bytes.Cut(p, []byte{0})
	switch string(key) {
	case "XML:com.adobe.xmp":
		h.xmp(text)
	case "Author", "Copyright":
		plain := string(bytes.TrimLeft(text, "\x00"))
		if string(key) == "Author" {
			h.Credit.Artist = plain
		} else {
			h.Credit.Copyright = plain
		}
	}
	if bytes.HasPrefix(key, []byte("Raw profile")) {
		h.Private |= Names
	}
}

// unpackProfile reads an iCCP chunk (ISO/IEC 15948 11.3.2.3); nil when it is damaged.
func unpackProfile(p []byte) []byte {
	_, packed, ok := bytes.Cut(p, []byte{0})
	if !ok || len(packed) < 2 {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	icc, err := io.ReadAll(io.LimitReader(r, maxProfile))
	if err != nil {
		return nil
	}
	return icc
}

func decodePNG(data []byte, _ Info) (image.Image, error) {
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, damaged("%v", err)
	}
	return eight(img), nil
}

// eight returns a picture with 8 bits a sample.
func eight(img image.Image) image.Image {
	switch img := img.(type) {
	case *image.Gray, *image.NRGBA, *image.RGBA, *image.Paletted, *image.YCbCr, *image.CMYK:
		return img
	case *image.Gray16:
		out := image.NewGray(img.Rect)
		for i := range out.Pix {
			out.Pix[i] = img.Pix[2*i]
		}
		return out
	}
	b := img.Bounds()
	out := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	if deep, ok := img.(*image.NRGBA64); ok {
		for y := range b.Dy() {
			for x := range b.Dx() {
				c := deep.NRGBA64At(b.Min.X+x, b.Min.Y+y)
				out.SetNRGBA(x, y, color.NRGBA{byte(c.R >> 8), byte(c.G >> 8), byte(c.B >> 8), byte(c.A >> 8)})
			}
		}
		return out
	}
	draw.Draw(out, out.Rect, img, b.Min, draw.Src)
	return out
}
