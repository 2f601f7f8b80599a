package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
)

// adobeCMYK says in a JPEG file that its four components are inks, stored inverted.
const adobeCMYK = "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"

// decodeJPEG decodes a JPEG file. The decoder takes four inks only with the mark of
// Adobe's programs, which store them inverted; a file without it has them as they are.
func decodeJPEG(data []byte, inks bool) (image.Image, error) {
	if !inks || Inverted(data) {
		return jpeg.Decode(bytes.NewReader(data))
	}
	img, err := jpeg.Decode(bytes.NewReader(append([]byte("\xff\xd8"+adobeCMYK), data[2:]...)))
	if m, ok := img.(*image.CMYK); ok {
		for i, v := range m.Pix {
			m.Pix[i] = 255 - v
		}
	}
	return img, err
}

// Inverted tells whether a JPEG file of inks stores them inverted: it has Adobe's mark
// before its first scan.
func Inverted(data []byte) bool {
	for i := 2; i+4 <= len(data) && data[i] == 0xFF; {
		marker, length := data[i+1], int(binary.BigEndian.Uint16(data[i+2:]))
		switch {
		case marker == 0xFF: // a fill byte
			i++
			continue
		case marker == 0xEE && bytes.HasPrefix(data[i+4:], []byte("Adobe")):
			return true
		case marker == 0xDA:
			return false
		}
		i += 2 + length
	}
	return false
}
