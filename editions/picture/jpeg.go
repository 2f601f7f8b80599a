package picture

import (
	"bytes"
	"encoding/binary"
	"html"
	"image"
	"image/jpeg"
	"strings"
)

// Markers of JPEG (ISO/IEC 10918-1, table B.1).
const (
	markSOI  = 0xd8
	markEOI  = 0xd9
	markSOS  = 0xda
	markAPP0 = 0xe0
)

// segment is one of a JPEG file's head: its marker and what stands in it.
type segment struct {
	marker byte
	at     int // of its 0xff in the file
	body   []byte
}

// segments yields those before the first scan, and that scan's head. Not whole: a segment
// is broken off.
func segments(data []byte, yield func(segment) bool) (whole bool) {
	for i := 2; ; {
		for i+1 < len(data) && data[i] == 0xff && data[i+1] == 0xff { // fill
			i++
		}
		if i+4 > len(data) {
			return false
		}
		marker := data[i+1]
		if data[i] != 0xff {
			i++ // decoders pass over what stands between
			continue
		}
		if marker == 0 || marker == 1 || 0xd0 <= marker && marker <= markSOI {
			i += 2
			continue
		}
		n := int(binary.BigEndian.Uint16(data[i+2:]))
		if n < 2 || i+2+n > len(data) {
			return false
		}
		if !yield(segment{marker, i, data[i+4 : i+2+n]}) || marker == markSOS {
			return true
		}
		i += 2 + n
	}
}

// readJPEG reads the segments up to the first scan, and looks for the end.
func readJPEG(data []byte) (Info, error) {
	h := jpegHead{Info: Info{Format: "jpeg"}}
	whole := segments(data, func(s segment) bool {
		h.take(s)
		return h.err == nil
	})
	switch {
	case h.err != nil:
		return h.Info, h.err
	case h.parts == 0 && !whole:
		return h.Info, damaged("it has no frame")
	case !whole || endOfJPEG(data) < 0:
		return h.Info, ErrCut
	case h.parts == 0:
		return h.Info, damaged("it has no frame")
	case int64(len(data))*8*64 < int64(h.W)*int64(h.H):
		return h.Info, damaged("its data cannot fill %d × %d pixels", h.W, h.H) // less than a bit for 64 pixels
	}
	h.ICC = h.profile()
	return h.Info, nil
}

type jpegHead struct {
	Info
	parts  int
	chunks [][]byte // of the profile, by number
	err    error
}

func (h *jpegHead) take(s segment) {
	m := s.marker
	switch {
	case m == 0xcc || 0xc9 <= m && m <= 0xcf:
		h.err = &KindError{"JPEG (arithmetic)", `djpeg "IN" | cjpeg -quality 95 > "OUT.jpg"`}
	case m == 0xc3 || 0xc5 <= m && m <= 0xc7:
		h.err = &KindError{"JPEG (lossless)", `magick "IN" "OUT.png"`}
	case m == 0xf7:
		h.err = &KindError{"JPEG-LS", `magick "IN" "OUT.png"`}
	case 0xc0 <= m && m <= 0xc2:
		h.frame(s.body)
	case m == markAPP0 && bytes.HasPrefix(s.body, []byte("JFIF\x00")) && len(s.body) >= 12:
		h.density(s.body[7], int(binary.BigEndian.Uint16(s.body[8:])))
	case m == 0xe1 && bytes.HasPrefix(s.body, []byte("Exif\x00")) && len(s.body) > 6:
		h.exif(s.body[6:])
	case m == 0xe1 && bytes.HasPrefix(s.body, []byte("http://ns.adobe.com/")):
		h.xmp(s.body)
	case m == 0xe2 && bytes.HasPrefix(s.body, []byte("ICC_PROFILE\x00")) && len(s.body) > 14:
		h.chunk(s.body[12], s.body[14:])
	case m == 0xe2 && bytes.HasPrefix(s.body, []byte("MPF\x00")), m == markAPP0 && bytes.HasPrefix(s.body, []byte("JFXX\x00")):
		h.Private |= Thumbnail
	case m == 0xed && bytes.HasPrefix(s.body, []byte("Photoshop 3.0\x00")):
		h.photoshop(s.body[14:])
	case m == 0xee && bytes.HasPrefix(s.body, []byte("Adobe")):
		h.Inverted = true
	}
}

func (h *jpegHead) frame(p []byte) {
	if len(p) < 6 || len(p) < 6+3*int(p[5]) || h.parts != 0 {
		h.err = damaged("its frame is broken")
		return
	}
	h.Bits, h.H, h.W, h.parts = int(p[0]), int(binary.BigEndian.Uint16(p[1:])), int(binary.BigEndian.Uint16(p[3:])), int(p[5])
	switch {
	case h.Bits != 8:
		h.err = &KindError{"JPEG (12 bit)", `magick "IN" "OUT.png"`}
	case h.parts == 1:
		h.Space = Gray
	case h.parts == 3:
		h.Space = RGB
	case h.parts == 4:
		h.Space = CMYK
	default:
		h.err = damaged("it has %d components", h.parts)
	}
}

// density is JFIF's, of pixels an inch or a centimetre.
func (h *jpegHead) density(unit byte, n int) {
	switch {
	case n <= 1:
	case unit == 1:
		h.PPI = n
	case unit == 2:
		h.PPI = (n*254 + 50) / 100
	}
}

// chunk keeps a part of the profile; they are numbered from 1 (ICC.1, B.4).
func (h *jpegHead) chunk(number byte, data []byte) {
	n := int(number)
	for len(h.chunks) < n {
		h.chunks = append(h.chunks, nil)
	}
	if n > 0 {
		h.chunks[n-1] = data
	}
}

func (h *jpegHead) profile() []byte {
	var all []byte
	for _, c := range h.chunks {
		if c == nil {
			return nil
		}
		all = append(all, c...)
	}
	return all
}

// xmp notes what is private by the names of its properties.
func (i *Info) xmp(p []byte) {
	text := string(p)
	for name, what := range map[string]Private{"exif:GPS": Position, "SerialNumber": Serial, "OwnerName": Names,
		"PersonInImage": Names, "mwg-rs:": Names, "xmp:Thumbnails": Thumbnail, "xapGImg": Thumbnail, "Iptc4xmpExt:LocationCreated": Position} {
		if strings.Contains(text, name) {
			i.Private |= what
		}
	}
	if i.Credit.Artist == "" {
		i.Credit.Artist = first(text, "dc:creator")
	}
	if i.Credit.Copyright == "" {
		i.Credit.Copyright = first(text, "dc:rights")
	}
}

// first is the first text of a property in XMP; empty: there is none.
func first(xmp, property string) string {
	_, rest, ok := strings.Cut(xmp, "<"+property+">")
	value, _, whole := strings.Cut(rest, "</"+property+">")
	if _, item, list := strings.Cut(value, "<rdf:li"); list {
		_, item, _ = strings.Cut(item, ">")
		value, _, _ = strings.Cut(item, "<")
	}
	if !ok || !whole || strings.Contains(value, "<") {
		return ""
	}
	return strings.ToValidUTF8(strings.TrimSpace(html.UnescapeString(value)), "")
}

// photoshop reads the resources of Adobe's programs: IPTC's records and thumbnails.
func (i *Info) photoshop(p []byte) {
	for len(p) >= 12 && string(p[:4]) == "8BIM" {
		id := binary.BigEndian.Uint16(p[4:])
		name := (int(p[6]) + 2) &^ 1
		if len(p) < 6+name+4 {
			return
		}
		size := int64(binary.BigEndian.Uint32(p[6+name:]))
		p = p[6+name+4:]
		if size > int64(len(p)) {
			return
		}
		switch id {
		case 0x0404:
			i.iptc(p[:size])
		case 0x0409, 0x040c:
			i.Private |= Thumbnail
		}
		p = p[min((size+1)&^1, int64(len(p))):]
	}
}

// iptc takes by-line and copyright (IPTC-IIM 2:80, 2:116).
func (i *Info) iptc(p []byte) {
	for len(p) >= 5 && p[0] == 0x1c {
		n := int(binary.BigEndian.Uint16(p[3:]))
		if n > len(p)-5 {
			return
		}
		value := strings.ToValidUTF8(strings.Trim(string(p[5:5+n]), " \x00"), "")
		switch {
		case p[1] == 2 && p[2] == 80 && i.Credit.Artist == "":
			i.Credit.Artist = value
		case p[1] == 2 && p[2] == 116 && i.Credit.Copyright == "":
			i.Credit.Copyright = value
		}
		p = p[5+n:]
	}
}

// endOfJPEG walks the segments, and the coded data after each start of scan, to the end of
// the image (ISO/IEC 10918-1 B.1.1), and returns where that is; -1: nowhere. Something may
// follow it.
func endOfJPEG(data []byte) int {
	at := 2
	for at+4 <= len(data)+2 {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 || at+i+1 >= len(data) {
			return -1
		}
		at += i + 1
		switch m := data[at]; {
		case m == markEOI:
			return at + 1
		case m == 0xff: // fill
			continue
		case m == 0 || m == 1 || 0xd0 <= m && m <= markSOI: // no segment
			at++
			continue
		}
		if at+3 > len(data) {
			return -1
		}
		at += 1 + int(binary.BigEndian.Uint16(data[at+1:]))
		if at > len(data) {
			return -1
		}
	}
	return -1
}

// adobeCMYK says in a JPEG file that its four components are inks, stored inverted.
const adobeCMYK = "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"

// decodeJPEG decodes a JPEG file. Go's decoder takes four inks only with the mark of
// Adobe's programs, which store them inverted; a file without it has them as they are.
// Samplings that it does not know are left to ours.
func decodeJPEG(data []byte, info Info) (image.Image, error) {
	marked := data
	if info.Space == CMYK && !info.Inverted {
		marked = append([]byte("\xff\xd8"+adobeCMYK), data[2:]...)
	}
	img, err := jpeg.Decode(bytes.NewReader(marked))
	if _, unknown := err.(jpeg.UnsupportedError); unknown {
		return decodeSamplings(data, info)
	}
	if err != nil {
		return nil, damaged("%v", err)
	}
	if m, ok := img.(*image.CMYK); ok && !info.Inverted {
		for i, v := range m.Pix {
			m.Pix[i] = 255 - v
		}
	}
	return img, nil
}
