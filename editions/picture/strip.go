package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// Strip returns a JPEG or PNG file with the same pixels and profile, without all else that
// it tells but the credit. It must be upright: its orientation goes too. Of other formats
// the file is returned as it is.
func Strip(data []byte, i Info) []byte {
	switch i.Format {
	case "jpeg":
		return WithCredit("jpeg", stripJPEG(data), i.Credit)
	case "png":
		return WithCredit("png", stripPNG(data), i.Credit)
	}
	return data
}

// WithCredit returns a JPEG or PNG file that has a credit, as EXIF's Artist and Copyright.
func WithCredit(format string, data []byte, c Credit) []byte {
	block := c.exif()
	if block == nil {
		return data
	}
	switch format {
	case "jpeg":
		seg := append([]byte("Exif\x00\x00"), block...)
		head := binary.BigEndian.AppendUint16([]byte{0xff, markSOI, 0xff, 0xe1}, uint16(len(seg)+2))
		return append(append(head, seg...), data[2:]...)
	case "png":
		const afterHead = 8 + 12 + 13
		out := bytes.Clone(data[:afterHead])
		return append(appendChunk(out, "eXIf", block), data[afterHead:]...)
	}
	return data
}

// exif is a block that says the credit; nil where there is none.
func (c Credit) exif() []byte {
	var texts [][]byte
	var tag []uint16
	for k, s := range []string{c.Artist, c.Copyright} {
		if s != "" {
			texts, tag = append(texts, append([]byte(s)[:min(len(s), 4000)], 0, 0, 0, 0)), append(tag, []uint16{tagArtist, tagCopyright}[k])
		}
	}
	if texts == nil {
		return nil
	}
	be := binary.BigEndian
	out := be.AppendUint16([]byte("MM\x00*\x00\x00\x00\x08"), uint16(len(texts)))
	at := 8 + 2 + 12*len(texts) + 4
	for k, s := range texts { // four zeros at the end: no value stands in the field itself
		out = be.AppendUint32(be.AppendUint16(be.AppendUint16(out, tag[k]), 2), uint32(len(s)))
		out = be.AppendUint32(out, uint32(at))
		at += len(s)
	}
	return append(be.AppendUint32(out, 0), bytes.Join(texts, nil)...)
}

// stripJPEG keeps what the pixels and their colours need, up to the end of the image: more
// pictures may follow it.
func stripJPEG(data []byte) []byte {
	out := append(make([]byte, 0, len(data)), 0xff, markSOI)
	at := len(data)
	segments(data, func(s segment) bool {
		if s.marker == markSOS {
			at = s.at
			return false
		}
		if body := kept(s); body != nil {
			out = binary.BigEndian.AppendUint16(append(out, 0xff, s.marker), uint16(len(body)+2))
			out = append(out, body...)
		}
		return true
	})
	return append(out, data[at:endOfJPEG(data)]...)
}

// kept is what stays of a segment; nil: nothing.
func kept(s segment) []byte {
	has := func(name string) bool { return bytes.HasPrefix(s.body, []byte(name)) }
	switch {
	case s.marker == markAPP0 && has("JFIF\x00") && len(s.body) >= 14:
		return append(bytes.Clone(s.body[:12]), 0, 0) // no thumbnail
	case s.marker == 0xe2 && has("ICC_PROFILE\x00"), s.marker == 0xee && has("Adobe"):
		return s.body
	case markAPP0 <= s.marker && s.marker <= 0xef, s.marker == 0xfe:
		return nil
	}
	return s.body
}

func stripPNG(data []byte) []byte {
	out := append(make([]byte, 0, len(data)), data[:8]...)
	chunks(data, func(kind string, body []byte) {
		switch kind {
		case "eXIf", "tEXt", "zTXt", "iTXt", "tIME":
		default:
			out = appendChunk(out, kind, body)
		}
	})
	return out
}

func appendChunk(out []byte, kind string, body []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)))
	from := len(out)
	out = append(append(out, kind...), body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[from:]))
}
