package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/gif"

	"golang.org/x/image/webp"
)

// readGIF reads the screen's size, which the first picture may not fill.
func readGIF(data []byte) (Info, error) {
	i := Info{Format: "gif", Space: RGB, Bits: 8, Alpha: true}
	if len(data) < 13 {
		return i, ErrCut
	}
	i.W, i.H = int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))
	if bytes.LastIndexByte(data, 0x3b) < 0 {
		return i, ErrCut
	}
	return i, nil
}

func decodeGIF(data []byte, i Info) (image.Image, error) {
	img, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, cutOr(err)
	}
	all := image.Rect(0, 0, i.W, i.H)
	if img.Bounds() == all {
		return img, nil
	}
	out := image.NewNRGBA(all)
	draw.Draw(out, img.Bounds(), img, img.Bounds().Min, draw.Src)
	return out, nil
}

// cutOr tells data that end too soon from such as are damaged.
func cutOr(err error) error {
	if s := err.Error(); bytes.HasSuffix([]byte(s), []byte("EOF")) || s == "gif: not enough image data" {
		return ErrCut
	}
	return damaged("%v", err)
}

// readWebP reads the chunks of a WebP file (RFC 9649, 2).
func readWebP(data []byte) (Info, error) {
	i := Info{Format: "webp", Space: RGB, Bits: 8}
	if size := uint64(binary.LittleEndian.Uint32(data[4:])) + 8; size > uint64(len(data)) {
		return i, ErrCut
	}
	for p := data[12:]; len(p) >= 8; {
		n := uint64(binary.LittleEndian.Uint32(p[4:]))
		if n > uint64(len(p)-8) {
			return i, ErrCut
		}
		i.webp(string(p[:4]), p[8:8+n])
		p = p[min(8+n+n&1, uint64(len(p))):]
	}
	c, err := webp.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		if bytes.Contains(data[:min(len(data), 1024)], []byte("ANMF")) {
			return i, &KindError{"WebP (animated)", `magick "IN[0]" "OUT.png"`}
		}
		return i, damaged("%v", err)
	}
	i.W, i.H = c.Width, c.Height
	return i, nil
}

func (i *Info) webp(kind string, p []byte) {
	switch kind {
	case "ICCP":
		i.ICC = p
	case "EXIF":
		i.exif(bytes.TrimPrefix(p, []byte("Exif\x00\x00")))
	case "XMP ":
		i.xmp(p)
	case "VP8X":
		i.Alpha = len(p) > 0 && p[0]&0x10 != 0
	case "VP8L":
		i.Alpha = len(p) > 4 && p[4]&0x10 != 0
	}
}

func decodeWebP(data []byte, _ Info) (image.Image, error) {
	img, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, cutOr(err)
	}
	switch img := img.(type) {
	case *image.YCbCr:
		full(img)
	case *image.NYCbCrA:
		full(&img.YCbCr)
		return straight(img), nil
	}
	return eight(img), nil
}

// full stretches a lossy WebP, whose black is 16 and whose white 235 as in television (RFC 9649,
// 2.5; RFC 6386, 9.2; BT.601), to JPEG's 0 and 255, which image.YCbCr means, in its place: taken as
// it is, white paper prints as a tint and shadows as grey.
func full(img *image.YCbCr) {
	var light, hue [256]byte
	for v := range 256 {
		light[v] = byte(max(0, min(((v-16)*510+219)/438, 255)))
		hue[v] = byte(max(0, min(128+((v-128)*510+448*1024+224)/448-1024, 255)))
	}
	for i, v := range img.Y {
		img.Y[i] = light[v]
	}
	for _, plane := range [][]byte{img.Cb, img.Cr} {
		for i, v := range plane {
			plane[i] = hue[v]
		}
	}
}

func straight(img *image.NYCbCrA) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			c := img.NYCbCrAAt(img.Rect.Min.X+x, img.Rect.Min.Y+y)
			r, g, b := color.YCbCrToRGB(c.Y, c.Cb, c.Cr)
			out.SetNRGBA(x, y, color.NRGBA{r, g, b, c.A})
		}
	}
	return out
}
